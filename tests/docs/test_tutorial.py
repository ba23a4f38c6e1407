"""The tutorial is run from its first line to its last, and what it shows is what comes out.

Run as a script, this file writes the present outputs into the tutorial: look at the difference before you keep it.
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

from gkrules.cli import run

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```([a-z]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(Save as|Change) `([^`]+)`:\s*\Z")
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


@dataclass
class Reader:
    """Someone who does what the tutorial says: writes files, types commands, runs Python."""

    exit_code: int = 0
    printed: str = ""
    names: dict[str, Any] = field(default_factory=dict)

    def follow(self, text: str) -> Iterator[tuple[str, str]]:
        """Each block that shows an output, as the tutorial has it and as it comes out."""
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
        program, *arguments = shlex.split(line)
        assert program == "gkrules", line

        def command() -> None:
            self.exit_code = run(arguments)

        return f"$ {line}\n{captured(command)}"


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


def test_every_output_is_as_shown(tmp_path: Path) -> None:
    with chdir(tmp_path):
        steps = list(Reader().follow(TUTORIAL.read_text(encoding="utf-8")))
    assert len(steps) >= 15
    for shown, found in steps:
        assert shown == found


def test_links_lead_to_pages() -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    assert [target for target in re.findall(r"\]\(([^)#]+)", text) if not (TUTORIAL.parent / target).exists()] == []


def record() -> None:
    """Write the present outputs into the tutorial."""
    text = TUTORIAL.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        found = iter([output for _, output in Reader().follow(text)])

    def block(match: re.Match[str]) -> str:
        return f"```{match[1]}\n{next(found)}```" if match[1] in ("console", "text") else match[0]

    TUTORIAL.write_text(_BLOCK.sub(block, text), encoding="utf-8")


if __name__ == "__main__":
    record()
