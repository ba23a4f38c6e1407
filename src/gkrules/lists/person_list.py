"""A list of persons: its columns and the rows that are records, as they stand in a text or a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gkrules.detectors import SPAN_TYPES, tables
from gkrules.detectors.columns import kind_of

_TOTAL = re.compile(r"(?:合计|总计|小计|累计|共计|总数|共[0-9]+[人户名]|合计.*)")
_NOTE = re.compile(r"(?:备?注|说明|填表人|制表人?|审核人?|负责人|联系人|联系电话|填报单位|单位)[::].*|[*※].*")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PersonList:
    """Headers from left to right, and below each the cells of every row. `numbers` are the rows' places, from 1.

    Total rows, notes and repeated headers are no records and are not among the rows, but they count in the places.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> PersonList:
        """The list of these headers and rows. Raises ValueError where a row has another number of cells."""
        named = tuple(plain(header) for header in headers)
        kept: list[tuple[str, ...]] = []
        numbers: list[int] = []
        for number, row in enumerate(rows, start=1):
            if len(row) != len(named):
                raise ValueError(f"row {number} has {len(row)} cells, the header {len(named)}")
            cells = tuple(plain(cell) for cell in row)
            if _is_record(cells, named):
                kept.append(cells)
                numbers.append(number)
        return cls(named, tuple(kept), tuple(numbers))


def lists_in(text: str) -> list[PersonList]:
    """The lists of persons that stand in a text, in order: tables of which a column is about persons."""
    found = []
    for table in tables.find(text):
        if not any(kind in SPAN_TYPES for kind in map(kind_of, table.headers)):
            continue
        rows = [[text[start:end] for start, end in row] for row in table.rows]
        found.append(PersonList.of(table.headers, rows))
    return [each for each in found if each.rows]


def plain(text: str) -> str:
    """A cell or header for comparison: half-width forms, without blanks."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def _is_record(cells: tuple[str, ...], headers: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    if not filled or cells == headers:
        return False
    return not (any(_TOTAL.fullmatch(cell) for cell in cells[:2]) or _NOTE.fullmatch(filled[0]))
