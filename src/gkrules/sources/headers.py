"""The header of a table: which of its first rows it is, and which column bears which text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.rows import NoKnownHeader, RawCell
from gkrules.sources.text import column_letters, header_text

ROWS_LOOKED_AT = 20
"""How many non-empty rows at the top of a table may come before, or be, its header."""

_MANY_CELLS = 20_000_000
_MOST_EMPTY = 50

REPEATED_HEADER = Bilingual(
    "该行重复了表头，不是一条记录，请删除该行",
    "the row repeats the header and is no record: delete it",
)


@dataclass(frozen=True, slots=True)
class TopRow:
    """One of the first non-empty rows: its number and its normalised non-empty texts by 0-based column."""

    number: int
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Header:
    """The row that bears the headers.

    `names`: header text by 0-based column, unique, in column order. `known`: the columns of recognised
    headers.
    """

    number: int
    names: Mapping[int, str]
    known: tuple[int, ...]

    def name_of(self, column: int) -> str:
        """The header text of `column`; `(column C)` where the header row is empty."""
        return self.names.get(column) or f"(column {column_letters(column)})"

    def repeated_by(self, cells: Mapping[str, RawCell]) -> bool:
        """Whether a row says in every recognised column (two at least) what the header says."""
        if len(self.known) < 2:
            return False
        for column in self.known:
            cell = cells.get(self.names[column])
            if not isinstance(cell, str) or (cell.isascii() and not self.names[column].isascii()):
                return False  # no spelling of a Chinese header
            if header_text(cell) != self.names[column]:
                return False
        return True


def refuse_sparse(name: str, rows: int, columns: int, there: int) -> None:
    """Raise SourceError for a table that is all but empty and would fill the memory with empty cells.

    `there` counts the cells that the source really has.
    """
    if rows * columns > max(_MANY_CELLS, _MOST_EMPTY * there):
        raise SourceError(
            f"{name}: {rows:,} rows of {columns:,} columns, nearly all of them empty; delete the columns without "
            "content",
            f"{name}：共{rows:,}行、{columns:,}列，几乎全是空单元格；请删除没有内容的列",
        )


def top_row(number: int, cells: Mapping[int, RawCell]) -> TopRow:
    """The texts of a row as they would read as headers; numbers, dates and broken cells count as present."""
    texts = {
        column: header_text(cell if isinstance(cell, str) else "") for column, cell in cells.items() if cell is not None
    }
    return TopRow(number, texts)


def find_header(name: str, rows: Sequence[TopRow], recognise: Callable[[str], bool]) -> Header:
    """The header among the first non-empty rows of the source `name`.

    It is the first with two recognised headers; if none has, the first with one that holds no more than two
    cells. Raises NoKnownHeader when there is none, SourceError when two columns bear the same recognised
    header or when the headers run down a column.
    """
    rows = rows[:ROWS_LOOKED_AT]
    if not rows:
        raise NoKnownHeader(
            f"{name}: no known header, for there is no row with content", f"{name}：没有内容，找不到表头"
        )
    known = [tuple(sorted(c for c, text in row.texts.items() if text and recognise(text))) for row in rows]
    chosen = next((i for i, columns in enumerate(known) if len(columns) >= 2), None)
    if chosen is None:
        chosen = next(
            (i for i, columns in enumerate(known) if columns and len(rows[i].texts) <= 2),
            None,
        )
    if chosen is None:
        first, last = rows[0].number, rows[-1].number
        raise NoKnownHeader(
            f"{name}: no known header: rows {first} to {last} looked at",
            f"{name}：找不到可识别的表头（已查看第{first}行至第{last}行）",
        )
    row, columns = rows[chosen], known[chosen]
    _refuse_sideways(name, row, columns, rows[chosen + 1 :], known[chosen + 1 :])
    return Header(row.number, _distinct(name, row, columns), columns)


def _refuse_sideways(
    name: str,
    row: TopRow,
    columns: tuple[int, ...],
    below: Sequence[TopRow],
    known_below: Sequence[tuple[int, ...]],
) -> None:
    """Refuse a form whose headers stand below each other, which read as a table gives one nonsense record."""
    if not below:
        return
    under = below[0]
    if all(c in known_below[0] and under.texts[c] != row.texts[c] for c in columns):
        raise SourceError(
            f"{name}: rows {row.number} and {under.number} both hold headers, one below the other: lay the "
            "table out with a single header row and one record in each row below it",
            f"{name}：第{row.number}行和第{under.number}行都是表头（上下排列）；请整理成一行表头、其下每行一条记录",
        )


def _distinct(name: str, row: TopRow, known: tuple[int, ...]) -> dict[int, str]:
    """Header texts by column; unknown ones that occur twice are told apart by their column."""
    by_text: dict[str, list[int]] = {}
    for column in sorted(row.texts):
        if row.texts[column]:
            by_text.setdefault(row.texts[column], []).append(column)
    names: dict[int, str] = {}
    for text, columns in by_text.items():
        if len(columns) > 1 and columns[0] in known:
            letters = ", ".join(map(column_letters, columns))
            raise SourceError(
                f"{name}: row {row.number} has the same header in columns {letters}; rename or delete all but one",
                f"{name}：第{row.number}行的{letters}列表头相同；请改名，或只保留一列",
            )
        for column in columns:
            names[column] = text if len(columns) == 1 else f"{text} (column {column_letters(column)})"
    taken = set(by_text)
    for column, text in names.items():
        while text != row.texts[column] and text in taken:
            text += "'"
        names[column] = text
    return dict(sorted(names.items()))
