"""CSV and TSV: each cell with the place of its text, quotes and delimiters left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gkrules.errors import SourceError
from gkrules.files import grid
from gkrules.files.codec import PLAIN, QUOTED
from gkrules.files.content import Content, Flow, Passage, Slot
from gkrules.files.plain import read_text
from gkrules.sources.text import column_letters

_DELIMITERS = ",\t;|"
_LOOKED_AT = 20
_INSIDE = re.compile(r'(?:[^"]|"")*+')


def read_delimited(data: bytes, name: str, *, tabs: bool) -> Content:
    """The content of a CSV file, or with `tabs` of a TSV file.

    Raises SourceError for what is no text, and for a quotation mark that is never closed.
    """
    text, write = read_text(data, name)
    delimiter = "\t" if tabs else _delimiter(text)

    def passages() -> Iterator[Passage]:
        yield from grid.passages(_rows(text, delimiter, name))

    def build(changed: Mapping[str, str]) -> bytes:
        return write(changed.get("", text))

    if '"' in text:
        for _ in _rows(text, delimiter, name):
            continue  # an open quote is told before anything is found
    return Content({"": text}, passages, build)


def _delimiter(text: str) -> str:
    """The delimiter that most of the first lines have, and most often."""
    lines = [line for line in text[:100_000].splitlines()[:_LOOKED_AT] if line.strip()]
    counts = {
        mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)) for mark in _DELIMITERS
    }
    return max(_DELIMITERS, key=lambda mark: counts[mark])


def _rows(text: str, delimiter: str, name: str) -> Iterator[grid.Row]:
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    at, size, line = 0, len(text), 1
    while at < size:
        row: grid.Row = []
        first = line
        while True:
            quoted = text.startswith('"', at)
            if quoted:
                inside = _INSIDE.match(text, at + 1)
                assert inside is not None, "it may be empty"
                if inside.end() >= size:
                    raise SourceError(
                        f"{name}: the quotation mark in line {line} is never closed; close it, or save as .xlsx",
                        f"{name}：第{line}行的引号没有闭合；请补上引号，或另存为.xlsx",
                    )
                start, end, at = at + 1, inside.end(), inside.end() + 1
                line += text.count("\n", start, end)
                rest = bare.match(text, at)
                if rest is not None and rest.end() > at:  # text after a closing quote: the cell as it stands
                    start, end, at, quoted = start - 1, rest.end(), rest.end(), False
            else:
                cell = bare.match(text, at)
                assert cell is not None, "it may be empty"
                start, end, at = at, cell.end(), cell.end()
            slot = Slot("", start, end, QUOTED if quoted else PLAIN, "cell", f"{column_letters(len(row))}{first}")
            flow: Flow = [(slot, slot.codec.decode(text[start:end]))]
            row.append(flow if end > start else [])
            if text.startswith(delimiter, at):
                at += 1
                continue
            at += 2 if text.startswith("\r\n", at) else 1
            line += 1
            break
        yield row
