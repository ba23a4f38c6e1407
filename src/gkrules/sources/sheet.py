"""One sheet: its cells as openpyxl reads them, and what it does not tell: merged regions, formulas without a result.

A first pass over the XML finds those two, and the rows and cells that openpyxl would drop without a word because
they are out of order. Only then openpyxl reads the values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any

from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from gkrules.bilingual import Bilingual
from gkrules.sources.archive import damaged
from gkrules.sources.headers import refuse_sparse
from gkrules.sources.rows import Broken, RawCell
from gkrules.sources.text import cell_text

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

NO_RESULT = Broken(
    Bilingual(
        "公式没有可信的计算结果，请用 Excel 打开并保存，或粘贴为数值",
        "formula without a stored result: open and save the workbook in Excel, or paste as values",
    )
)
ERROR_VALUE = Broken(
    Bilingual(
        "单元格是错误值（如 #REF!、#N/A），或为日期格式而数值不是有效日期，请改正",
        "an error value such as #REF! or #N/A, or formatted as a date but no date: correct the cell",
    )
)
TIME_ONLY = Broken(Bilingual("只有时间，没有日期，请录入完整日期", "a time without a day: enter the full date"))
DAMAGED_CELL = Broken(Bilingual("单元格内容损坏，请重新录入", "the content of the cell is damaged: type the cell anew"))
CUT_NUMBER = Broken(
    Bilingual(
        "数字超过 15 位，Excel 只保留前 15 位，请以文本重新录入",
        "a number of more than 15 digits, of which Excel keeps only 15: enter it anew as text",
    )
)

_MOST_EXACT = 10**15
_FIRST_YEAR = 1900
_CHINESE_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats that Chinese editions build in (ECMA-376 part 1, 18.8.30) and openpyxl takes for numbers."""

_ROW, _CELL, _FORMULA, _VALUE, _MERGED = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "c", "f", "v", "mergeCell"))


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged region: first and last row (from 1), first and last column (from 0), all included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells that are not empty, by row (from 1, in order) and column (from 0), and the merged regions."""

    rows: Mapping[int, Mapping[int, RawCell]]
    merged: Sequence[Merged]


@dataclass(slots=True)
class _Outline:
    """What the first pass finds. `formulas`: row and column (from 0) of those whose result cannot be trusted."""

    last_row: int = 0
    formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)


def read_sheet(sheet: Any, part: IO[bytes], place: str, *, stale: bool) -> Sheet:
    """The cells of a worksheet that openpyxl opened for reading only, with stored results; `part` is its XML.

    `stale`: results of formulas wait to be calculated when the workbook is next opened. Raises SourceError for
    rows or cells out of place, and whatever openpyxl raises.
    """
    outline = _outline(part, place, stale=stale)
    sheet.reset_dimensions()  # they may lie
    rows: dict[int, dict[int, RawCell]] = {}
    # not a row further: what follows the rows (filters, validations) openpyxl often fails on
    for number, cells in zip(range(1, outline.last_row + 1), sheet.iter_rows(), strict=False):
        found = {column: _raw(cell) for column, cell in enumerate(cells) if cell.value is not None}
        found = {column: raw for column, raw in found.items() if raw is not None}
        if found:
            rows[number] = found
    for number, column in outline.formulas:
        rows.setdefault(number, {})[column] = NO_RESULT
    return Sheet(dict(sorted(rows.items())), outline.merged)


def _outline(part: IO[bytes], place: str, *, stale: bool) -> _Outline:
    """Go over the XML of a sheet."""
    outline = _Outline()
    rows = there = area = 0
    for _, element in iterparse(part):
        if element.tag == _ROW:
            number = int(element.get("r", outline.last_row + 1))
            if not outline.last_row < number <= LAST_ROW:
                raise damaged(place, f"row {number} is out of order, occurs twice or lies outside of the sheet")
            outline.last_row = number
            column = 0
            for cell in element.iterfind(_CELL):
                at = coordinate_to_tuple(cell.attrib["r"]) if "r" in cell.attrib else (number, column + 1)
                if at[0] != number or not column < at[1] <= LAST_COLUMN:
                    raise damaged(
                        place, f"row {number} has a cell that is out of order, occurs twice or belongs elsewhere"
                    )
                column = at[1]
                there += 1
                if cell.find(_FORMULA) is not None and (stale or not _has_result(cell)):
                    outline.formulas.append((number, column - 1))
            rows, area = rows + 1, area + column
            element.clear()
        elif element.tag == _MERGED:
            outline.merged.append(_region(element.get("ref", ""), place))
    refuse_sparse(place, rows, area // max(rows, 1), there)
    return outline


def _has_result(cell: Any) -> bool:
    """Whether a formula has a stored result; an empty text is one, openpyxl gives None for it."""
    value = cell.find(_VALUE)
    return value is not None and (bool(value.text) or cell.get("t") == "str")


def _region(reference: str, place: str) -> Merged:
    try:
        left, top, right, bottom = CellRange(reference).bounds
    except (ValueError, TypeError):
        raise damaged(place, "a merged region of the sheet is not a range of cells") from None
    return Merged(top, bottom, left - 1, right - 1)


def _raw(cell: Any) -> RawCell:
    """The value of a cell that is not empty."""
    value = cell.value
    if cell.data_type == "n" and cell.style_array.numFmtId in _CHINESE_DATES:
        try:
            value = from_excel(value, cell.parent.parent.epoch)
        except (ValueError, OverflowError):
            return ERROR_VALUE
    match value:
        case str():
            if cell.data_type == "e":
                return ERROR_VALUE
            return cell_text(unescape(value)) if cell.data_type == "s" else DAMAGED_CELL
        case bool():
            return value
        case int() | float():
            if abs(value) >= _MOST_EXACT:
                return CUT_NUMBER
            return int(value) if value == int(value) else Decimal(repr(value))
        case time() | timedelta():
            return TIME_ONLY
        case date() if value.year < _FIRST_YEAR:
            return ERROR_VALUE
        case datetime() if value.time() == time.min:
            return value.date()
        case date():
            return value
        case _:
            return DAMAGED_CELL
