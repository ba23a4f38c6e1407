"""The cells of one sheet: values, stored results of formulas, and the regions that are merged.

Read from the XML itself, in one pass. openpyxl does not tell a formula whose result is "" from one without a
result, takes the built-in Chinese date formats for numbers, leaves `_x000D_` in texts, pads rows as far as a
sheet claims to reach and fails on faulty styles; the tests compare with it where the two agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal

from gkrules.bilingual import Bilingual
from gkrules.sources.archive import Archive, Stop
from gkrules.sources.number_format import NO_DATE, TIME_ONLY, Shows, day_of
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
    Bilingual("单元格是错误值（如 #REF!、#N/A），请改正", "an error value such as #REF! or #N/A: correct the cell")
)
DAMAGED_CELL = Broken(Bilingual("单元格内容损坏，请重新录入", "the content of the cell is damaged: type the cell anew"))
CUT_NUMBER = Broken(
    Bilingual(
        "数字超过 15 位，Excel 只保留前 15 位，请以文本重新录入",
        "a number of more than 15 digits, of which Excel keeps only 15: enter it anew as text",
    )
)

_MOST_EXACT = 10**15
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"[ \t\r\n]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged region: first and last row (from 1), first and last column (from 0), all included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of every sheet refer to.

    `strings`: the shared texts, cleaned. `styles`: what each cell style shows; None without
    styles.
    `from_1904`: the epoch. `stale`: results of formulas wait to be calculated when the workbook is next
    opened.
    """

    strings: Sequence[str | Broken | None]
    styles: Sequence[Shows] | None
    from_1904: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells that are not empty, by row (from 1, in order) and column (from 0), and the merged regions."""

    rows: Mapping[int, dict[int, RawCell]]
    merged: Sequence[Merged]


def unescape(text: str) -> str:
    """`text` with the escapes of workbooks (`_x000D_`) undone."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def reference(text: str) -> tuple[int, int] | None:
    """Row (from 1) and column (from 0) of a reference such as `B2`; None for what no sheet can have."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column - 1) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def read_sheet(archive: Archive, part: str, book: Book) -> Sheet:
    """All cells of the sheet in `part`. Raises SourceError when it is damaged."""
    reader = _Reader(archive, book)
    archive.read_xml(part, reader.start, reader.end, reader.characters)
    return Sheet(dict(sorted(reader.rows.items())), reader.merged)


def has_content(archive: Archive, part: str, book: Book) -> bool:
    """Whether any cell of the sheet in `part` is not empty."""
    reader = _Reader(archive, book, only_first=True)
    archive.read_xml(part, reader.start, reader.end, reader.characters)
    return bool(reader.rows)


@dataclass(slots=True)
class _Reader:
    """The state while the elements of a sheet go by."""

    archive: Archive
    book: Book
    only_first: bool = False
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    columns: dict[str, int] = field(default_factory=dict)
    in_data: bool = False
    in_cell: bool = False
    row: int = 0
    row_text: str = ""
    column: int = -1
    filled: set[int] = field(default_factory=set)
    kind: str = "n"
    style: str | None = None
    formula: bool = False
    value: list[str] | None = None
    inline: list[str] | None = None
    phonetic: bool = False
    into: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if self.in_cell:
            if tag == "v":
                self.value = self.into = []
            elif tag == "f":
                self.formula = True
            elif tag == "rPh":
                self.phonetic = True
            elif tag == "t" and not self.phonetic:
                self.inline = self.into = [] if self.inline is None else self.inline
        elif self.in_data:
            if tag == "c":
                self._start_cell(attributes)
            elif tag == "row":
                self._start_row(attributes)
        elif tag == "sheetData":
            self.in_data = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element closes."""
        if self.in_cell:
            if tag in {"v", "t"}:
                self.into = None
            elif tag == "rPh":
                self.phonetic = False
            elif tag == "c":
                self.in_cell = False
                cell = self._cell()
                if cell is not None:
                    self.rows.setdefault(self.row, {})[self.column] = cell
                    if self.only_first:
                        raise Stop
        elif tag == "sheetData":
            self.in_data = False

    def characters(self, text: str) -> None:
        """Text goes by."""
        if self.into is not None:
            self.into.append(text)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        stated = attributes.get("r")
        if stated is None:
            self.row += 1
        elif stated.isascii() and stated.isdigit() and len(stated) <= 7:
            self.row = int(stated)
        else:
            raise self.archive.damaged("the sheet has a row without a proper number")
        if not 1 <= self.row <= LAST_ROW or self.row in self.seen:
            raise self.archive.damaged(f"row {self.row} of the sheet occurs twice or lies outside of it")
        self.seen.add(self.row)
        self.row_text, self.column = str(self.row), -1
        self.filled = set()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if not self.row:
            raise self.archive.damaged("the sheet has a cell outside of every row")
        stated = attributes.get("r")
        if stated is None:
            self.column += 1
        else:
            letters = stated.rstrip("0123456789")
            if stated[len(letters) :] != self.row_text:
                raise self.archive.damaged(f"row {self.row} of the sheet has a cell that belongs elsewhere")
            column = self.columns.get(letters)
            if column is None:
                place = reference(letters + "1")
                if place is None:
                    raise self.archive.damaged(f"row {self.row} has a cell outside of every column")
                column = self.columns[letters] = place[1]
            self.column = column
        if self.column >= LAST_COLUMN or self.column in self.filled:
            raise self.archive.damaged(f"row {self.row} has a cell twice or outside of every column")
        self.filled.add(self.column)
        self.in_cell, self.formula, self.phonetic = True, False, False
        self.value = self.inline = self.into = None
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s")

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = reference(first), reference(last or first)
        if start is None or end is None or start[0] > end[0] or start[1] > end[1]:
            raise self.archive.damaged("a merged region of the sheet is not a range of cells")
        self.merged.append(Merged(start[0], end[0], start[1], end[1]))

    def _cell(self) -> RawCell:
        """The value of the cell that just closed."""
        text = "".join(self.value) if self.value is not None else None
        if self.formula and (self.book.stale or text is None or (not text and self.kind != "str")):
            return NO_RESULT
        if self.kind == "inlineStr":
            return cell_text(unescape("".join(self.inline))) if self.inline is not None else None
        if not text:
            return None
        match self.kind:
            case "s":
                index = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
                return self.book.strings[index] if 0 <= index < len(self.book.strings) else DAMAGED_CELL
            case "n":
                return self._number(text)
            case "str":
                return cell_text(unescape(text))
            case "b":
                return {"1": True, "0": False, "true": True, "false": False}.get(text.strip(), DAMAGED_CELL)
            case "d":
                return _iso_day(text.strip())
            case "e":
                return ERROR_VALUE
            case _:
                return DAMAGED_CELL

    def _number(self, text: str) -> RawCell:
        """A number, or the day it stands for in its style."""
        shows = self._shown()
        if shows is Shows.NUMBER and _WHOLE.fullmatch(text):
            return int(text)
        if shows is None or not _NUMBER.fullmatch(text):
            return DAMAGED_CELL
        number = float(text)
        if shows is Shows.DURATION:
            return TIME_ONLY
        if shows is Shows.DATE:
            return day_of(number, from_1904=self.book.from_1904)
        if abs(number) >= _MOST_EXACT:
            return CUT_NUMBER
        return int(number) if number.is_integer() else Decimal(repr(number))

    def _shown(self) -> Shows | None:
        """What the style of the cell shows; None when the workbook does not have the style."""
        styles = self.book.styles
        if self.style is None or self.style == "0":
            return styles[0] if styles else Shows.NUMBER
        if styles is None or not (self.style.isascii() and self.style.isdigit() and len(self.style) < 8):
            return None
        style = int(self.style)
        return styles[style] if style < len(styles) else None


def _iso_day(text: str) -> RawCell:
    """The day or instant of a cell that holds an ISO date."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return NO_DATE
    return found.date() if found.time() == time.min else found
