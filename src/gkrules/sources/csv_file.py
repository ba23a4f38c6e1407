"""Reading delimited text: which character delimits, where records end, whether quotes are sound."""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.headers import REPEATED_HEADER, ROWS_LOOKED_AT, Header, TopRow, find_header, refuse_sparse, top_row
from gkrules.sources.rows import Broken, NoKnownHeader, RawCell, Row
from gkrules.sources.text import BLANKS, cell_text, decode, is_text

LONGEST_CELL = 50_000_000
"""The longest cell that is read, in characters."""

_AT_ONCE = 500
_DELIMITERS = (",", "\t", ";", "|")
_field_limit = threading.Lock()

SURPLUS = Bilingual(
    "该行的单元格比表头多，各列可能错位（常因内容含分隔符而未加引号），请核对并修正该行",
    "the row has more cells than the header, so its columns may have shifted (often a delimiter inside a "
    "text without quotes): check and mend the row",
)
BAD_QUOTES = Bilingual(
    "该行引号之后还有文字，无法确定各单元格的界限，请把内容里的引号写成两个",
    "text follows a closing quote, so it is not certain where the cells of the row end: double the quotes inside",
)


def read_csv(
    data: bytes, name: str, recognise: Callable[[str], bool], *, tabs_first: bool = False
) -> tuple[tuple[str, ...], CsvRows]:
    """The headers and rows of a CSV or TSV file.

    `tabs_first` prefers the tab where two delimiters would do. Raises SourceError (see `decode` and
    `find_header`) and for quotes that swallow rows.
    """
    text = decode(data, name).removesuffix("\x1a")  # the end-of-file mark of old systems
    with _long_cells():
        delimiter, header, width = _choose(text, name, recognise, tabs_first=tabs_first)
        rows = CsvRows(text, name, delimiter, header, width)
    return rows.headers, rows


@contextmanager
def _long_cells() -> Iterator[None]:
    """Allow cells of `LONGEST_CELL` characters meanwhile; the limit is the process's, hence the lock."""
    with _field_limit:
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            yield
        finally:
            csv.field_size_limit(before)


@dataclass(slots=True)
class _Lines:
    """The physical lines of a text, remembering those of the record being read."""

    text: str
    before: int = 0
    taken: list[str] = field(default_factory=list)
    ended: bool = False

    def __iter__(self) -> Iterator[str]:
        keep = self.taken.append
        for match in _LINE.finditer(self.text):
            line = match[0]
            keep(line)
            yield line
        self.ended = True

    def next_record(self) -> int:
        """Forget the last record; returns the line, from 1, where the next one starts."""
        self.before += len(self.taken)
        self.taken.clear()
        return self.before + 1


_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++\Z")


@dataclass(slots=True)
class _Record:
    """One record: its number, its first line, its texts, its lines, whether its quotes are sound, and the first's."""

    number: int
    line: int
    texts: list[str]
    lines: list[str]
    sound: bool
    first_is_sound: bool


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Why the columns of a row are not certain, and whether its first cell is all the same."""

    reason: Bilingual
    keep_first: bool


def _records(text: str, name: str, delimiter: str) -> Iterator[_Record]:
    """Every record of `text`, blank ones too. `lines` holds only until the next record is asked for."""
    lines = _Lines(text)
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    number = 0
    while True:
        line = lines.next_record()
        number += 1
        first_is_sound = True
        try:
            texts, sound = next(reader), True
        except StopIteration:
            return
        except csv.Error:
            texts, sound = _split_badly_quoted(lines, name, delimiter, line), False
            first_is_sound = _first_is_sound(lines.taken[0], delimiter)
        yield _Record(number, line, texts, lines.taken, sound, first_is_sound)


def _split_badly_quoted(lines: _Lines, name: str, delimiter: str, line: int) -> list[str]:
    """The texts of a record that the strict reader refused, as long as it surely ends with its line."""
    opened = line + _lines_before_open_quote("".join(lines.taken), delimiter)
    if len(lines.taken) == 1 and not lines.ended:
        again = csv.reader(iter([lines.taken[0], ""]), delimiter=delimiter)
        try:
            texts = next(again)
        except csv.Error:
            raise SourceError(
                f"{name}: line {line} has a cell of more than {LONGEST_CELL:,} characters; shorten it",
                f"{name}：第{line}行有单元格超过{LONGEST_CELL:,}个字符；请缩短",
            ) from None
        if again.line_num == 1:
            return texts
    raise SourceError(
        f"{name}: the quote that opens in line {opened} is not closed as it should be, and would swallow "
        "the rows after it; close it, or double the quotes inside the cell, or save the table as .xlsx",
        f"{name}：第{opened}行的引号没有正确闭合，会把后面的行并入一个单元格；请补上引号，或把内容里的引号写成两个，"
        "或另存为.xlsx",
    )


def _sound_cell(delimiter: str) -> re.Pattern[str]:
    """One cell with the delimiter after it, quoted as it should be or not at all."""
    d = re.escape(delimiter)
    return re.compile(rf'(?:"(?:[^"]|"")*+"|(?!")[^{d}\r\n]*+)(?:{d}|\Z)')


def _first_is_sound(line: str, delimiter: str) -> bool:
    """Whether the first cell of `line` surely ends where it seems to."""
    return _sound_cell(delimiter).match(line) is not None


def _lines_before_open_quote(record: str, delimiter: str) -> int:
    """How many line ends come before the quoted cell at which `record` goes wrong."""
    sound = _sound_cell(delimiter)
    at = 0
    while at < len(record) and (cell := sound.match(record, at)) and cell.end() > at:
        at = cell.end()
    return len(re.findall(r"\r\n|\r|\n", record[:at]))


def _choose(text: str, name: str, recognise: Callable[[str], bool], *, tabs_first: bool) -> tuple[str, Header, int]:
    """The delimiter that gives the most recognised headers, the header it gives, and that row's cells."""
    found: tuple[str, Header, int] | None = None
    complaint: SourceError | None = None
    for delimiter in sorted(_DELIMITERS, key="\t,;|".index) if tabs_first else _DELIMITERS:
        top: list[TopRow] = []
        widths: dict[int, int] = {}
        for number, texts in _top_records(text, delimiter):
            top.append(top_row(number, {i: cell_text(t) for i, t in enumerate(texts)}))
            widths[number] = len(texts)
        try:
            header = find_header(name, top, recognise)
        except SourceError as fault:
            if complaint is None or not isinstance(fault, NoKnownHeader):
                complaint = fault
            continue
        if found is None or len(header.known) > len(found[1].known):
            found = delimiter, header, widths[header.number]
    if found is None:
        raise complaint or NoKnownHeader(f"{name}: no known header", f"{name}：找不到可识别的表头")
    if len(found[1].known) < 2 and complaint is not None and not isinstance(complaint, NoKnownHeader):
        raise complaint
    return found


def _top_records(text: str, delimiter: str) -> Iterable[tuple[int, list[str]]]:
    """The first non-empty records with their numbers, as far as they can be split."""

    def non_empty() -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader((match[0] for match in _LINE.finditer(text)), delimiter=delimiter)
        try:
            for number, texts in enumerate(reader, 1):
                if any(cell_text(t) is not None for t in texts):
                    yield number, texts
        except csv.Error:
            return  # too long a cell; the full reading says where

    return islice(non_empty(), ROWS_LOOKED_AT)


class CsvRows(Collection[Row]):
    """The rows below the header, split anew each time they are gone over, so that only the text is held.

    The first pass is made at once: it refuses quotes that swallow rows and tables that are all but empty, and finds
    the columns that have cells.
    """

    def __init__(self, text: str, name: str, delimiter: str, header: Header, width: int) -> None:
        self._text = text
        self._name = name
        self._delimiter = delimiter
        self._header = header
        self._width = width
        self._sound = is_text(text)
        unnamed = [column for column in range(width) if column not in header.names]
        used = set(header.names)
        self._count = there = 0
        for record in _records(text, name, delimiter):
            if record.number <= header.number:
                continue
            texts = record.texts
            if len(record.lines) > 1:
                _refuse_swallowed(record, name, delimiter, width)
            if any(cell_text(each) for each in texts):
                self._count += 1
                there += len(texts)
                if unnamed:
                    used.update(c for c in unnamed if c < len(texts) and cell_text(texts[c]) is not None)
        refuse_sparse(name, self._count, len(used), there)
        self._names = [(column, header.name_of(column)) for column in sorted(used)]
        self.headers = tuple(name for _, name in self._names)

    def __iter__(self) -> Iterator[Row]:
        records = _records(self._text, self._name, self._delimiter)
        while True:
            with _long_cells():  # the reader looks at the process's limit whenever it reads
                part = list(islice(records, _AT_ONCE))
            for record in part:
                if record.number > self._header.number and (row := self._row(record)) is not None:
                    yield row
            if len(part) < _AT_ONCE:
                return

    def _row(self, record: _Record) -> Row | None:
        """The row of a record; None when it is blank."""
        found: list[str | Broken | None]
        if self._sound:
            found = [text.strip(BLANKS) or None for text in record.texts]
        else:
            found = [cell_text(text) for text in record.texts]
        if not any(found):
            return None
        if record.sound and len(found) == self._width == len(self._names):  # as nearly all rows are
            cells: dict[str, RawCell] = dict(zip(self.headers, found, strict=True))
            flaws = (REPEATED_HEADER,) if self._header.repeated_by(cells) else ()
            return Row(record.number, record.line, cells, flaws)
        doubt = None
        if not record.sound:
            doubt = _Doubt(BAD_QUOTES, keep_first=record.first_is_sound)
        elif any(found[self._width :]):
            doubt = _Doubt(SURPLUS, keep_first=True)
        return Row(record.number, record.line, *_cells(found, self._header, self._names, doubt))

    def __len__(self) -> int:
        return self._count

    def __contains__(self, item: object) -> bool:
        return any(row == item for row in self)


def _cells(
    found: Sequence[str | Broken | None],
    header: Header,
    names: Sequence[tuple[int, str]],
    doubt: _Doubt | None,
) -> tuple[dict[str, RawCell], tuple[Bilingual, ...]]:
    """Cells by header and the flaws of the row; in a row under doubt only the first cell may be kept."""
    if doubt is not None:
        kept = 0 if doubt.keep_first else None
        broken = Broken(doubt.reason)
        return {name: found[0] if column == kept else broken for column, name in names}, (doubt.reason,)
    there = len(found)
    cells: dict[str, RawCell] = {name: found[column] if column < there else None for column, name in names}
    return cells, (REPEATED_HEADER,) if header.repeated_by(cells) else ()


def _refuse_swallowed(record: _Record, name: str, delimiter: str, width: int) -> None:
    """Refuse a cell with line breaks whose lines are rows: a stray quote opened it and another one closed it.

    The sign is that without quotes the first line, and half of the others or more (all, where there are but
    two columns), split into as many cells as the header has.
    """
    if width < 2:
        return
    counts = [line.count(delimiter) + 1 for line in record.lines]
    alike = sum(count == width for count in counts[1:])
    others = len(counts) - 1
    if counts[0] >= width and (alike == others if width == 2 else alike * 2 >= others):
        raise SourceError(
            f"{name}: the record in lines {record.line} to {record.line + others} has a cell whose lines "
            "look like rows of the table, as when a quote is never closed; check the quotes from that line "
            "on, or save the table as .xlsx",
            f"{name}：第{record.line}行至第{record.line + others}行的一个单元格里像是有多行数据，"
            "多因引号未闭合；请检查该行起的引号，或另存为.xlsx",
        )
