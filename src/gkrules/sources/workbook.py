"""Reading workbooks with openpyxl: which sheet is meant, and the table on it."""

from __future__ import annotations

import io
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.records.template import INSTRUCTIONS
from gkrules.sources.archive import check_archive, damaged
from gkrules.sources.files import digest_of, read_bytes
from gkrules.sources.headers import REPEATED_HEADER, ROWS_LOOKED_AT, find_header, refuse_sparse, top_row
from gkrules.sources.rows import Broken, RawCell, Row
from gkrules.sources.sheet import Merged, Sheet, read_sheet

MERGED = Broken(
    Bilingual(
        "属于合并单元格，请取消合并并逐行填写",
        "part of a merged cell: unmerge and fill in each row",
    )
)

_HIDDEN = frozenset({"hidden", "veryHidden"})
_MOST_MERGED_ROWS = 20_000_000
_NEEDED = {"worksheet", "styles", "sharedStrings"}
_FAULTS = (
    (KeyError, "something that it refers to is missing"),
    (OSError, "it has no main part, or is of another kind (.xlsb, .ods)"),
    (SyntaxError, "a part is no sound XML"),
)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table on one sheet: the sheet's name, its headers and its rows."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def read_workbook(data: bytes, name: str, recognise: Callable[[str], bool], sheet: str | None = None) -> SheetTable:
    """The table of a workbook: on `sheet`, or on the only visible sheet that is not empty, 填写说明 apart.

    A covered cell of a merged region is Broken, a row without content of its own is left out. Raises
    SourceError when the file cannot be read, when it is not clear which sheet is meant, and see
    `find_header`.
    """
    check_archive(data, name)
    with _library_faults(name):
        # not load_workbook, which leaves out missing sheets and does not tell where in the archive a sheet is
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read()
            _refuse_missing(reader, name)
            title, cells = _choose(reader, name, sheet)
    return _table(f"{name}#{title}", cells, title, recognise)


@dataclass(frozen=True, slots=True)
class NamedSheet:
    """One sheet that was read as it stands; its header is found when it is known what the records are."""

    place: str
    title: str
    sheet: Sheet

    def table(self, recognise: Callable[[str], bool]) -> SheetTable:
        """The table on the sheet. Raises SourceError (see `find_header`)."""
        return _table(self.place, self.sheet, self.title, recognise)


@dataclass(frozen=True, slots=True)
class NamedSheets:
    """The sheets of a workbook that are named for a subject, and the names of the others."""

    digest: str
    found: tuple[tuple[str, NamedSheet], ...]
    passed_over: tuple[str, ...]


def read_named_sheets(path: Path, name: str, subject_of: Callable[[str], str | None]) -> NamedSheets:
    """The visible sheets with content whose name `subject_of` knows. Raises SourceError as `read_workbook` does."""
    data = read_bytes(path, name)
    check_archive(data, name)
    found, passed_over = [], []
    with _library_faults(name):
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with reader.archive:
            reader.read()
            _refuse_missing(reader, name)
            read = _sheet_reader(reader, name)
            for sheet in reader.wb.worksheets:
                subject = subject_of(sheet.title)
                cells = read(sheet.title) if subject is not None and sheet.sheet_state not in _HIDDEN else None
                if subject is not None and cells is not None and cells.rows:
                    found.append((subject, NamedSheet(f"{name}#{sheet.title}", sheet.title, cells)))
                else:
                    passed_over.append(sheet.title)
    return NamedSheets(digest_of(data), tuple(found), tuple(passed_over))


@contextmanager
def _library_faults(name: str) -> Iterator[None]:
    """Silence the warnings of openpyxl; what it raises on damaged workbooks, and that is anything, as SourceError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except SourceError:
        raise
    except Exception as fault:
        unknown = f"openpyxl cannot read it ({type(fault).__name__})"
        raise damaged(name, next((what for kind, what in _FAULTS if isinstance(fault, kind)), unknown)) from None


def _refuse_missing(reader: ExcelReader, name: str) -> None:
    """Refuse a workbook of which openpyxl would read but a part."""
    relations: Any = reader.parser.rels  # a dict, other than its type says
    for relation in relations.values():
        if relation.Type.rpartition("/")[2] in _NEEDED and relation.Target not in reader.valid_files:
            raise damaged(name, "one of its parts is missing")
    if not reader.wb.worksheets:
        raise damaged(name, "it lists no sheet with cells")
    if len({sheet.title for sheet in reader.wb.worksheets}) < len(reader.wb.worksheets):
        raise damaged(name, "two sheets have the same name")


def _choose(reader: ExcelReader, name: str, wanted: str | None) -> tuple[str, Sheet]:
    """Name and cells of the sheet that is asked for, or of the only one that can be meant."""
    sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
    read = _sheet_reader(reader, name)
    listed = ", ".join(sheets)
    if wanted is not None:
        for title in sheets:
            if title.strip() == wanted.strip():
                return title, read(title)
        raise SourceError(
            f"{name}: no sheet of the name asked for; there are: {listed}",
            f"{name}：没有这个名称的工作表；现有：{listed}",
        )
    visible = [title for title, sheet in sheets.items() if _is_meant(title, sheet.sheet_state)]
    found = [(title, read(title)) for title in visible]
    filled = [(title, sheet) for title, sheet in found if sheet.rows]
    if len(found) == 1 or len(filled) == 1:
        return (filled or found)[0]
    if not filled:
        raise SourceError(
            f"{name}: every visible sheet is empty; choose with PATH#SHEET among: {listed}",
            f"{name}：可见的工作表都是空的；请用“路径#工作表名”指定，现有：{listed}",
        )
    names = ", ".join(title for title, _ in filled)
    raise SourceError(
        f"{name}: several sheets have content: {names}; choose with PATH#SHEET",
        f"{name}：有内容的工作表不止一个：{names}；请用“路径#工作表名”指定",
    )


def _sheet_reader(reader: ExcelReader, name: str) -> Callable[[str], Sheet]:
    """What reads the cells of a sheet, given its title."""
    sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
    parts = {sheet.name: relation.Target for sheet, relation in reader.parser.find_sheets()}
    stale = _is_stale(reader)

    def read(title: str) -> Sheet:
        with reader.archive.open(parts[title]) as part:
            return read_sheet(sheets[title], part, f"{name}#{title}", stale=stale)

    return read


def _is_meant(title: str, state: str) -> bool:
    """Whether a sheet may hold the records: it is visible and not the one that says how to fill in the others."""
    return state not in _HIDDEN and title != INSTRUCTIONS


def _is_stale(reader: ExcelReader) -> bool:
    """Whether formulas wait for the next opening; openpyxl says so of every workbook that does not deny it."""
    calculation = fromstring(reader.archive.read(reader.parser.workbook_part_name)).find(f"{{{SHEET_MAIN_NS}}}calcPr")
    return calculation is not None and calculation.get("fullCalcOnLoad") in {"1", "true", "on"}


def _table(place: str, sheet: Sheet, sheet_name: str, recognise: Callable[[str], bool]) -> SheetTable:
    """The header and the rows below it; covered cells of merged regions become Broken."""
    covered = _covered(place, sheet)
    top = []
    for number, cells in sheet.rows.items():
        top.append(top_row(number, _shown(number, cells, covered.get(number, ()))))
        if len(top) == ROWS_LOOKED_AT:
            break
    header = find_header(place, top, recognise)
    below = {number: cells for number, cells in sheet.rows.items() if number > header.number}
    used = sorted({column for cells in below.values() for column in cells}.union(header.names))
    refuse_sparse(place, len(below), len(used), sum(map(len, below.values())))
    names = [(column, header.name_of(column)) for column in used]
    rows = []
    for number, found in below.items():
        by_name: dict[str, RawCell] = {name: found.get(column) for column, name in names}
        for region in covered.get(number, ()):
            for column, name in names[bisect_left(used, region.left) : bisect_right(used, region.right)]:
                if (number, column) != (region.top, region.left):
                    by_name[name] = MERGED
        flaws = (REPEATED_HEADER,) if header.repeated_by(by_name) else ()
        rows.append(Row(number, None, by_name, flaws))
    return SheetTable(sheet_name, tuple(name for _, name in names), tuple(rows))


def _shown(number: int, cells: Mapping[int, RawCell], regions: Sequence[Merged]) -> Mapping[int, RawCell]:
    """The cells of row `number` without what merged regions hide."""
    starts = [region.left for region in regions]
    shown: dict[int, RawCell] = {}
    for column, cell in cells.items():
        at = bisect_right(starts, column) - 1
        if at < 0 or regions[at].right < column or (regions[at].top, regions[at].left) == (number, column):
            shown[column] = cell
    return shown


def _covered(place: str, sheet: Sheet) -> dict[int, list[Merged]]:
    """The merged regions that touch each row with content, from left to right."""
    numbers = list(sheet.rows)
    covered: dict[int, list[Merged]] = {}
    total = 0
    for region in sheet.merged:
        touched = numbers[bisect_left(numbers, region.top) : bisect_right(numbers, region.bottom)]
        total += len(touched)
        if total > _MOST_MERGED_ROWS:
            raise SourceError(
                f"{place}: too many merged regions; unmerge all cells and fill in each row",
                f"{place}：合并单元格过多；请取消合并并逐行填写",
            )
        for number in touched:
            covered.setdefault(number, []).append(region)
    for regions in covered.values():
        regions.sort(key=lambda region: region.left)
        if any(after.left <= before.right for before, after in pairwise(regions)):
            raise SourceError(
                f"{place}: merged regions overlap, as in a damaged workbook; unmerge all cells and fill in each row",
                f"{place}：合并区域相互重叠，工作簿可能已损坏；请取消合并并逐行填写",
            )
    return covered
