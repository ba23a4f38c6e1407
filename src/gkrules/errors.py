"""What can go wrong: a rule file, a source, the use of the tool, a calendar year that is not announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gkrules.bilingual import Bilingual


class GkrulesError(Exception):
    """The base of every error that gkrules raises on purpose.

    `text` is the message in both languages; `str()` gives the English one. Where no Chinese is given both are English.
    """

    def __init__(self, message: str, zh: str | None = None) -> None:
        self.text = Bilingual(message if zh is None else zh, message)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of a rule file: where it is, what it is, how to mend it.

    `line` and `column` count from 1 in characters; `width` is the length of the fault in characters.
    `source_line` is the text of that line, for the caret.
    """

    code: str
    message: str
    file: str
    line: int
    column: int
    width: int = 1
    source_line: str = ""
    help: str | None = None

    def __str__(self) -> str:
        lines = [_plain(f"{self.file}:{self.line}:{self.column}: error {self.code}: {self.message}")]
        if self.source_line:
            lines.extend(_excerpt(self))
        if self.help:
            lines.append(_plain(f"  help: {self.help}"))
        return "\n".join(lines)


_EXCERPT_WIDTH = 160


def display_width(text: str) -> int:
    """Columns that `text` takes in a terminal; a Chinese character takes two, a control character none."""
    from wcwidth import wcswidth  # here, because only an error or a text report needs it

    return sum(max(wcswidth(character), 0) for character in text)


def _plain(text: str) -> str:
    """`text` without anything that could steer a terminal; every character keeps its place."""
    return "".join(c if c.isprintable() else " " for c in text)


def _excerpt(d: Diagnostic) -> list[str]:
    """The source line and a caret line under the fault; long lines are cut around it."""
    text = _plain(d.source_line)
    start = d.column - 1
    if len(text) > _EXCERPT_WIDTH:
        cut = max(0, start - _EXCERPT_WIDTH // 2)
        text, start = text[cut : cut + _EXCERPT_WIDTH], start - cut
    gutter = f"  {d.line} | "
    under = max(1, display_width(text[start : start + d.width]))
    pad = " " * (len(gutter) - 2) + "| " + " " * display_width(text[:start])
    return [gutter + text, pad + "^" * under]


class RuleError(GkrulesError):
    """A pack is wrong. `diagnostics` holds every fault found, not only the first."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        told = "\n\n".join(map(str, self.diagnostics))
        super().__init__(told, f"下列文件有误，请按所示位置修改（说明为英文）：\n{told}")


class PackNotFoundError(GkrulesError):
    """No pack of that name ships with gkrules, and no such directory exists."""


class SourceError(GkrulesError):
    """A source (or a mapping or profile file) cannot be read at all. The message names it and the way out."""


class CalendarNotAnnounced(GkrulesError, LookupError):  # noqa: N818 - a public name, kept without the suffix
    """A day lies in a year whose holidays have not been announced, so whether offices work is not known."""
