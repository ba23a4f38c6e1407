"""Lists inside a text: where they stand, how their columns are parted, and the place of every cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import east_asian_width

import gkrules.detectors.columns as columns

_WIDE_GAP = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
_GAP = re.compile(r"[ \u3000\u00a0]+")
_RULE = re.compile(r"[\s|:+=\-—─┼│┬┴├┤┌┐└┘]+$")
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
    tables: list[Table] = []
    at = columns.next_possible(text, 0)
    while at >= 0:
        start, end, following = _line(text, text.rfind("\n", 0, at) + 1)
        found = _header(text, start, end) if 4 <= end - start <= 2000 else None
        if found is None and end - start <= 2000:
            pairs = _pairs(text, start, end)
            if pairs is not None:
                tables.append(pairs)
        if found is not None:
            split, places, kinds = found
            rows, after = _rows(text, following, split, places)
            if rows:
                headers = tuple(text[a:b] for a, b in places)
                tables.append(Table(start, rows[-1][-1][1], kinds, headers, tuple(rows)))
                following = after
        at = columns.next_possible(text, following) if following < len(text) else -1
    return tables


def _line(text: str, start: int) -> tuple[int, int, int]:
    """The line that starts at `start`: its start, its end and the start of the next."""
    end = text.find("\n", start)
    if end < 0:
        return start, len(text), len(text)
    return start, end - 1 if end > start and text[end - 1] == "\r" else end, end + 1


def _header(text: str, start: int, end: int) -> tuple[Splitter, list[Place], tuple[str, ...]] | None:
    if (
        _HINT.search(text, start, end) is None
        or text.find("。", start, end) >= 0
        or _LONG_NUMBER.search(text, start, end)
    ):
        return None
    for mark, split in _SPLITTERS:
        if mark and mark not in text[start:end]:
            continue
        places = split(text, start, end)
        if split in {_wide_gaps, _gaps}:
            places = _names_joined(text, places)
        if not 2 <= len(places) <= _MOST_CELLS or any(b - a > 20 for a, b in places):
            continue
        cells = [text[a:b] for a, b in places]
        if any(":" in cell or "：" in cell or "。" in cell for cell in cells):
            continue
        kinds = tuple(map(columns.kind_of, cells))
        if len(kinds) % 2 == 0 and all(kinds[::2]) and not any(kinds[1::2]):
            continue  # labels and values side by side
        known = sum(1 for kind in kinds if kind)
        if known >= 2 and known * 2 >= len(kinds) and any(kind not in {"", "other"} for kind in kinds):
            return split, places, kinds
    return None


def _pairs(text: str, start: int, end: int) -> Table | None:
    """A row of a form, label and value side by side (姓名 | 王小明 | 性别 | 男), as a table of one row."""
    for mark, split in _SPLITTERS[:-1]:
        if mark and mark not in text[start:end]:
            continue
        places = split(text, start, end)
        if len(places) % 2 or len(places) > _MOST_CELLS or (split in {_commas, _wide_gaps} and len(places) < 4):
            continue
        labels, values = places[::2], places[1::2]
        if any(b - a > 20 for a, b in labels) or any(":" in text[a:b] or "：" in text[a:b] for a, b in labels):
            continue
        kinds = tuple(columns.kind_of(text[a:b]) for a, b in labels)
        values_as_labels = [columns.kind_of(text[a:b]) for a, b in values if b - a <= 20]
        if all(kinds) and not any(values_as_labels) and any(kind != "other" for kind in kinds):
            return Table(start, end, kinds, tuple(text[a:b] for a, b in labels), (tuple(values),))
    return None


def _rows(text: str, at: int, split: Splitter, header: list[Place]) -> tuple[list[tuple[Place, ...]], int]:
    """The rows from `at` on, and where the line after them starts."""
    rows: list[tuple[Place, ...]] = []
    while at < len(text):
        start, end, following = _line(text, at)
        if start == end or text[start:end].isspace():
            if rows:
                break
            at = following
            continue
        if _RULE.match(text, start, end):
            at = following
            continue
        if split is _commas and text.count('"', start, end) % 2:
            end, following = _closed(text, start, end, following)
        places = split(text, start, end)
        if len(places) != len(header):
            fitted = None
            if split in {_wide_gaps, _gaps}:
                joined = _names_joined(text, places)
                fitted = joined if len(joined) == len(header) else _by_position(text, places, header, start)
            if fitted is None:
                break
            places = fitted
        rows.append(tuple(places))
        at = following
    return rows, at


def _closed(text: str, start: int, end: int, following: int) -> tuple[int, int]:
    """The end of a CSV row whose quoted cell goes on in the next lines, and the start of the line after it."""
    while following < len(text) and following - start < 4000:
        _, end, following = _line(text, following)
        if text.count('"', start, end) % 2 == 0:
            break
    return end, following


def _names_joined(text: str, places: list[Place]) -> list[Place]:
    """The cells with a name of two characters that a blank holds apart (李　四) made one again."""
    joined: list[Place] = []
    for a, b in places:
        first, last = joined[-1] if joined else (a, a)
        if last - first == b - a == 1 and not text[first].isascii() and not text[a].isascii():
            joined[-1] = (first, b)
        else:
            joined.append((a, b))
    return joined


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
    places: list[Place] = []
    at = start
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
    places: list[Place] = []
    at = start
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
    places: list[Place] = []
    at = start
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
