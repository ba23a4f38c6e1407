"""Reading workbooks: their sheets, shared texts and styles, and the table on the sheet that is meant."""

from __future__ import annotations

import posixpath
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.archive import Archive, Stop
from gkrules.sources.headers import REPEATED_HEADER, ROWS_LOOKED_AT, find_header, refuse_sparse, top_row
from gkrules.sources.number_format import Shows, shown_by
from gkrules.sources.rows import Broken, RawCell, Row
from gkrules.sources.sheet import Book, Merged, Sheet, has_content, read_sheet, unescape
from gkrules.sources.text import cell_text

MERGED = Broken(
    Bilingual(
        "属于合并单元格，请取消合并并逐行填写",
        "part of a merged cell: unmerge and fill in each row",
    )
)

_MOST_MERGED_ROWS = 20_000_000
_RELATION_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table on one sheet: the sheet's name, its headers and its rows."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sheet as the workbook lists it."""

    name: str
    visible: bool
    part: str


def read_workbook(data: bytes, name: str, recognise: Callable[[str], bool], sheet: str | None = None) -> SheetTable:
    """The table of a workbook: on `sheet`, or on the only visible sheet that is not empty.

    A covered cell of a merged region is Broken, a row without content of its own is left out. Raises
    SourceError when the file cannot be read, when it is not clear which sheet is meant, and see
    `find_header`.
    """
    with Archive(data, name) as archive:
        entries, book = _open(archive)
        entry = _choose(archive, entries, book, sheet)
        return _table(f"{name}#{entry.name}", read_sheet(archive, entry.part, book), entry.name, recognise)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Type (its last word) and target part by id, for what `part` refers to inside the archive."""
    folder, file = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, target.lstrip("/")

    archive.read_xml(posixpath.join(folder, "_rels", f"{file}.rels"), start)
    return found


def _open(archive: Archive) -> tuple[list[_Entry], Book]:
    """The sheets of the workbook, and what their cells refer to."""
    main = next((t for kind, t in _relations(archive, "").values() if kind == "officeDocument"), None)
    if main is None or not main.lower().endswith(".xml") or main not in archive:
        raise archive.damaged("it has no main part, or is of another kind (.xlsb, .ods)")
    relations = _relations(archive, main)
    entries: list[_Entry] = []
    from_1904 = stale = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904, stale
        if tag == "sheet":
            relation = next((attributes[key] for key in _RELATION_ID if key in attributes), "")
            kind, part = relations.get(relation, ("", ""))
            if kind == "worksheet":
                visible = attributes.get("state", "visible") == "visible"
                entries.append(_Entry(attributes.get("name", ""), visible, part))
        elif tag == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in {"1", "true", "on"}
        elif tag == "calcPr":
            stale = attributes.get("fullCalcOnLoad", "0") in {"1", "true", "on"}

    archive.read_xml(main, start)
    if not entries:
        raise archive.damaged("it lists no sheet with cells")
    parts = dict(relations.values())
    strings = _strings(archive, parts["sharedStrings"]) if "sharedStrings" in parts else []
    styles = _styles(archive, parts["styles"]) if "styles" in parts else None
    return entries, Book(strings, styles, from_1904, stale)


def _strings(archive: Archive, part: str) -> list[str | Broken | None]:
    """The shared texts, each cleaned once; readings of characters (phonetics) left out."""
    strings: list[str | Broken | None] = []
    pieces: list[str] = []
    wanted = phonetic = False

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal wanted, phonetic
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            phonetic = True
        elif tag == "t":
            wanted = not phonetic

    def end(tag: str) -> None:
        nonlocal wanted, phonetic
        if tag == "si":
            strings.append(cell_text(unescape("".join(pieces))))
        elif tag == "rPh":
            phonetic = False
        elif tag == "t":
            wanted = False

    def characters(text: str) -> None:
        if wanted:
            pieces.append(text)

    archive.read_xml(part, start, end, characters)
    return strings


def _styles(archive: Archive, part: str) -> list[Shows]:
    """What each cell style shows, in order."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    among_cells = False

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise archive.damaged("a cell style has no proper number format")
        return int(text)

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal among_cells
        if tag == "numFmt" and not among_cells:
            codes[number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            among_cells = True
        elif tag == "xf" and among_cells:
            formats.append(number(attributes.get("numFmtId", "0")))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            raise Stop

    archive.read_xml(part, start, end)
    known = {number_format: shown_by(number_format, codes) for number_format in set(formats)}
    return [known[number_format] for number_format in formats]


def _choose(archive: Archive, entries: Sequence[_Entry], book: Book, sheet: str | None) -> _Entry:
    """The sheet that is asked for, or the only one that can be meant."""
    listed = ", ".join(entry.name for entry in entries)
    if sheet is not None:
        for entry in entries:
            if entry.name == sheet or entry.name.strip() == sheet.strip():
                return entry
        raise SourceError(f"{archive.name}: no sheet of the name asked for; there are: {listed}")
    visible = [entry for entry in entries if entry.visible]
    if len(visible) == 1:
        return visible[0]
    filled = [entry for entry in visible if has_content(archive, entry.part, book)]
    if len(filled) == 1:
        return filled[0]
    if not filled:
        raise SourceError(f"{archive.name}: every visible sheet is empty; choose with PATH#SHEET among: {listed}")
    names = ", ".join(entry.name for entry in filled)
    raise SourceError(f"{archive.name}: several sheets have content: {names}; choose with PATH#SHEET")


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
            raise SourceError(f"{place}: too many merged regions; unmerge all cells and fill in each row")
        for number in touched:
            covered.setdefault(number, []).append(region)
    for regions in covered.values():
        regions.sort(key=lambda region: region.left)
        if any(after.left <= before.right for before, after in pairwise(regions)):
            raise SourceError(
                f"{place}: merged regions overlap, as in a damaged workbook; unmerge all cells and fill in each row"
            )
    return covered
