"""Pages with commands are run from their first line to their last, and what they show is what comes out.

Run as a script, this file writes the present outputs into the pages: look at the difference before you keep it.
"""

from __future__ import annotations

import io
import re
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from gkrules.cli import run
from gkrules.starter import write_starter

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
STARTER = ROOT / "src" / "gkrules" / "starter" / "files" / "README.md"
PAGES = {
    "tutorial.md": DOCS / "tutorial.md",
    "semantics.md": DOCS / "semantics.md",
    "how-to/write-a-pack.md": DOCS / "how-to" / "write-a-pack.md",
    "how-to/mask.md": DOCS / "how-to" / "mask.md",
    "how-to/ci.md": DOCS / "how-to" / "ci.md",
    "the README of gkrules init": STARTER,
}
_BLOCK = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(Save as|Change) `([^`]+)`:\s*\Z")
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


@dataclass
class Reader:
    """Someone who does what a page says: writes files, types commands, runs Python."""

    exit_code: int = 0
    printed: str = ""
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, text: str) -> Iterator[tuple[str, str]]:
        """Each block that shows an output, as the page has it and as it comes out."""
        for block in _BLOCK.finditer(text):
            kind, body = block[1], block[2]
            told = _FILE.search(text, 0, block.start())
            if kind == "console":
                yield body, "".join(self.type(line) for line in _COMMAND.findall(body))
            elif kind == "python":
                self.printed = captured(lambda code=body: exec(code, self.names))  # noqa: S102
            elif kind == "text":
                yield body, self.printed
            elif told is not None:
                (change if told[1] == "Change" else save)(Path(told[2]), body)

    def type(self, line: str) -> str:
        """The command and its output."""
        if line == "echo $?":
            return f"$ {line}\n{self.exit_code}\n"
        typed, _, tail = line.partition(" | tail -n ")
        program, *arguments = shlex.split(typed)
        assert program == "gkrules", line

        def command() -> None:
            self.exit_code = run(arguments)

        lines = captured(command).splitlines(keepends=True)
        return f"$ {line}\n{''.join(lines[-int(tail) :] if tail else lines)}"


def captured(action: Any) -> str:
    """What `action` writes to standard output and standard error, in order."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        action()
    stream.seek(0)
    return stream.read()


def save(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path: Path, difference: str) -> None:
    """Replace the lines marked - by those marked +."""
    lines = difference.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line.startswith("-"))
    new = "".join(line[1:] for line in lines if line.startswith("+"))
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, difference
    save(path, text.replace(old, new))


def followed(page: Path) -> Iterator[tuple[str, str]]:
    """The steps of a page in the working folder, which the README of the starter folder finds as `init` made it."""
    if page == STARTER:
        write_starter(Path())
    yield from Reader().follow(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_every_output_is_as_shown(name: str, tmp_path: Path) -> None:
    with chdir(tmp_path):
        steps = list(followed(PAGES[name]))
    assert len(steps) >= 4
    for shown, found in steps:
        assert shown == found


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_lead_to_pages(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (page.parent / target).exists()] == []


def record(page: Path) -> None:
    """Write the present outputs into a page."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        found = iter([output for _, output in followed(page)])

    def block(match: re.Match[str]) -> str:
        return f"```{match[1]}\n{next(found)}```" if match[1] in ("console", "text") else match[0]

    page.write_text(_BLOCK.sub(block, text), encoding="utf-8")


if __name__ == "__main__":
    for page in PAGES.values():
        record(page)
