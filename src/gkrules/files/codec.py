"""How visible characters are written in the source of a file, and back: entities, escapes, doubled quotes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
Edit = tuple[int, int, str]
"""A replacement in visible characters: start, end, and what stands there afterwards."""


@dataclass(frozen=True, slots=True)
class Codec:
    """One way of writing text.

    `units` matches each stretch of source that is not simply itself, `read` gives what is seen of it, `write` makes
    source of new text. Characters without width are seen as nothing, so that they cannot hide a number. A codec with
    `whole` replaces the stretch altogether: from the source and the new text to the new source.
    """

    units: re.Pattern[str]
    read: Callable[[str], str]
    write: Callable[[str], str]
    whole: Callable[[str, str], str] | None = None

    def decode(self, source: str) -> str:
        """What is seen of `source`."""
        return self.units.sub(lambda unit: self._seen(unit[0]), source)

    def rewrite(self, source: str, edits: list[Edit], seen: str | None = None) -> str:
        """`source` after `edits`, which lie apart and in order; all that is not edited stays as it was written.

        `seen` is the visible text where the source alone does not tell it.
        """
        if self.whole is not None:
            return self.whole(source, _spliced(self.decode(source) if seen is None else seen, edits))
        starts, ends = self._edges(source)
        parts, at = [], 0
        for first, last, text in edits:
            parts += [source[at : starts[first]], self.write(text)]
            at = ends[last - 1]
        return "".join([*parts, source[at:]])

    def places(self, source: str) -> list[int]:
        """Where in the source each visible character begins."""
        return self._edges(source)[0]

    def _seen(self, unit: str) -> str:
        return "" if unit in _INVISIBLE else self.read(unit)

    def _edges(self, source: str) -> tuple[list[int], list[int]]:
        """Where in the source each visible character begins and ends."""
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for unit in self.units.finditer(source):
            starts += range(at, unit.start())
            ends += range(at + 1, unit.start() + 1)
            length = len(self._seen(unit[0]))
            starts += [unit.start()] * length
            ends += [unit.end()] * length
            at = unit.end()
        starts += range(at, len(source))
        ends += range(at + 1, len(source) + 1)
        return starts, ends


def _spliced(text: str, edits: list[Edit]) -> str:
    parts, at = [], 0
    for first, last, new in edits:
        parts += [text[at:first], new]
        at = last
    return "".join([*parts, text[at:]])


def _itself(text: str) -> str:
    return text


def _attribute_text(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def _read_xml(unit: str) -> str:
    if unit[0] == "\r":
        return "\n"
    if unit[0] == "_":
        return chr(int(unit[2:6], 16))
    try:
        return html.unescape(unit)
    except (ValueError, OverflowError):
        return "\ufffd"


def _read_html(unit: str) -> str:
    return " " if unit.isspace() and "\u00a0" not in unit else _read_xml(unit)


_JSON_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def _read_json(unit: str) -> str:
    if unit[1] == "u":
        return (
            unit.encode("ascii").decode("unicode-escape").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    return _JSON_SHORT.get(unit[1], unit[1])


def _write_json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


_ESCAPED = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
_ENTITY = r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"

PLAIN = Codec(_UNSEEN, _itself, _itself)
QUOTED = Codec(re.compile(f'""|[{_INVISIBLE}]'), lambda unit: '"', lambda text: text.replace('"', '""'))
XML = Codec(re.compile(rf"{_ENTITY}|\r\n?|[{_INVISIBLE}]"), _read_xml, _attribute_text)
SHEET = Codec(re.compile(rf"{_ENTITY}|\r\n?|_x[0-9A-Fa-f]{{4}}_|[{_INVISIBLE}]"), _read_xml, _attribute_text)
HTML = Codec(re.compile(rf"{_ENTITY}|[ \t\r\n\f]+|[{_INVISIBLE}]"), _read_html, _attribute_text)
JSON = Codec(re.compile(rf"{_ESCAPED}|\\.|[{_INVISIBLE}]", re.DOTALL), _read_json, _write_json)
SCRIPT = Codec(re.compile(rf"{_ESCAPED}|[{_INVISIBLE}]"), _read_json, _itself)
JSON_NUMBER = Codec(_UNSEEN, _itself, _itself, whole=lambda _source, text: f'"{_write_json(text)}"')
