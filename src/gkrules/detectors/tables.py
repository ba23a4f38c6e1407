"""Lists inside a text: where they stand, how their columns are parted, and the place of every cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from gkrules.detectors import columns

_WIDE_GAP = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
_GAP = re.compile(r"[ \u3000\u00a0]+")
_RULE = re.compile(r"^[\s|:+=\-—─┼│┬┴├┤┌┐└┘]+$")
_LONG_NUMBER = re.compile(r"[0-9０-９]{6}")
_HINT = re.compile(r"[,\t|]|[ \u3000\u00a0]{2}|\u3000| ")
_MOST_CELLS = 200
Place = tuple[int, int]
Splitter = Callable[[str, int, int], list[Place]]


@dataclass(frozen=True, slots=True)
class Table:
    """A list: the kind of each column and the places of the cells of each row below the header."""

    start: int
    end: int
    kinds: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[Place, ...], ...]


def find(text: str) -> list[Table]:
    """The tables of `text`, in order; a table needs a header of which two columns or more are known."""
    tables, lines = [], list(_lines(text))
    at = 0
    while at < len(lines):
        start, end = lines[at]
        found = _header(text, start, end) if end - start <= 2000 else None
        if found is None:
            at += 1
            continue
        split, places, kinds = found
        rows, following = _rows(text, lines, at + 1, split, places)
        if rows:
            headers = tuple(text[a:b] for a, b in places)
            tables.append(Table(start, rows[-1][-1][1], kinds, headers, tuple(rows)))
            at = following
        else:
            at += 1
    return tables


def _lines(text: str) -> Iterator[Place]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        yield at, end - 1 if end > at and text[end - 1] == "\r" else end
        at = end + 1


def _header(text: str, start: int, end: int) -> tuple[Splitter, list[Place], tuple[str, ...]] | None:
    if end - start < 4 or _HINT.search(text, start, end) is None or _LONG_NUMBER.search(text, start, end):
        return None
    for mark, split in _SPLITTERS:
        if mark and mark not in text[start:end]:
            continue
        places = split(text, start, end)
        if not 2 <= len(places) <= _MOST_CELLS or any(b - a > 20 for a, b in places):
            continue
        cells = [text[a:b] for a, b in places]
        if any(":" in cell or "：" in cell or "。" in cell for cell in cells):
            continue
        kinds = tuple(map(columns.kind_of, cells))
        known = sum(1 for kind in kinds if kind)
        if known >= 2 and known * 2 >= len(kinds) and any(kind not in {"", "other"} for kind in kinds):
            return split, places, kinds
    return None


def _rows(
    text: str, lines: list[Place], at: int, split: Splitter, header: list[Place]
) -> tuple[list[tuple[Place, ...]], int]:
    rows: list[tuple[Place, ...]] = []
    while at < len(lines):
        start, end = lines[at]
        if start == end or text[start:end].isspace():
            if rows or at + 1 >= len(lines):
                break
            at += 1
            continue
        if _RULE.match(text[start:end]):
            at += 1
            continue
        quoted = split is _commas and text.count('"', start, end) % 2
        while quoted and at + 1 < len(lines) and lines[at + 1][1] - start < 4000:
            at += 1
            end = lines[at][1]
            quoted = text.count('"', start, end) % 2
        places = split(text, start, end)
        if len(places) != len(header):
            fitted = _by_position(text, places, header, start) if split in {_wide_gaps, _gaps} else None
            if fitted is None:
                break
            places = fitted
        rows.append(tuple(places))
        at += 1
    return rows, at


def _by_position(text: str, places: list[Place], header: list[Place], start: int) -> list[Place] | None:
    """Cells of a row with blanks left out, matched to the header by the display column at which they start."""
    if not 2 <= len(places) < len(header):
        return None
    head_start = text.rfind("\n", 0, header[0][0]) + 1
    marks = [_column(text, head_start, a) for a, _ in header]
    fitted: list[Place] = [(start, start)] * len(header)
    last = -1
    for a, b in places:
        column = _column(text, start, a)
        nearest = min(range(last + 1, len(marks)), key=lambda i: abs(marks[i] - column), default=-1)
        if nearest < 0 or abs(marks[nearest] - column) > 1:
            return None
        fitted[nearest], last = (a, b), nearest
    return fitted


def _column(text: str, start: int, at: int) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text[start:at])


def _trim(text: str, start: int, end: int) -> Place:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _commas(text: str, start: int, end: int) -> list[Place]:
    """CSV cells without their quotation marks; a doubled mark inside stays."""
    if text.find('"', start, end) < 0:
        return _parted(text, start, end, ",")
    places, at = [], start
    while at <= end and len(places) <= _MOST_CELLS:
        if at < end and text[at] == '"':
            close = at + 1
            while True:
                close = text.find('"', close, end)
                if close < 0 or text[close + 1 : close + 2] != '"':
                    break
                close += 2
            if close < 0:
                close = end
            places.append(_trim(text, at + 1, close))
            comma = text.find(",", close, end)
        else:
            comma = text.find(",", at, end)
            places.append(_trim(text, at, comma if comma >= 0 else end))
        if comma < 0:
            break
        at = comma + 1
    return places


def _parted(text: str, start: int, end: int, mark: str) -> list[Place]:
    places, at = [], start
    while len(places) <= _MOST_CELLS:
        stop = text.find(mark, at, end)
        if stop < 0:
            places.append(_trim(text, at, end))
            break
        places.append(_trim(text, at, stop))
        at = stop + 1
    return places


def _tabs(text: str, start: int, end: int) -> list[Place]:
    return _parted(text, start, end, "\t")


def _bars(text: str, start: int, end: int) -> list[Place]:
    places = _parted(text, start, end, "|")
    if places and places[0][0] == places[0][1]:
        places = places[1:]
    if places and places[-1][0] == places[-1][1]:
        places = places[:-1]
    return places


def _gapped(text: str, start: int, end: int, gap: re.Pattern[str]) -> list[Place]:
    start, end = _trim(text, start, end)
    places, at = [], start
    for match in gap.finditer(text, start, end):
        places.append((at, match.start()))
        at = match.end()
        if len(places) > _MOST_CELLS:
            break
    places.append((at, end))
    return places


def _wide_gaps(text: str, start: int, end: int) -> list[Place]:
    return _gapped(text, start, end, _WIDE_GAP)


def _gaps(text: str, start: int, end: int) -> list[Place]:
    return _gapped(text, start, end, _GAP)


_SPLITTERS: tuple[tuple[str, Splitter], ...] = (
    ("|", _bars),
    ("\t", _tabs),
    (",", _commas),
    ("", _wide_gaps),
    ("", _gaps),
)
