"""What a source yields: rows of raw cells, and the two ways in which a cell or a whole source is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell that is there but cannot be trusted. `reason`: the fault and the way out, never the content."""

    reason: Bilingual


RawCell: TypeAlias = "str | int | Decimal | bool | datetime | date | Broken | list[RawCell] | dict[str, RawCell] | None"
"""One cell as the source states it. `None` is an empty cell or a JSON null; there are no floats."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a source.

    `number`: in tables the row as the user counts it in the sheet, the header included; in JSON and YAML the
    1-based position; in JSON Lines the line.
    `line`: the physical line where the record starts in CSV, JSON Lines, YAML and Markdown, else None.
    `cells`: by header text in tables (every column of the header), by key in keyed formats (only keys that
    are there).
    `flaws`: faults of the row as a whole; the row is kept, and whoever maps it decides.
    `source`: where the row was read, when that is not the table's name: one file of a folder, one list of a file.
    `name`: what to call the record when it states no id, such as the path of its file.
    """

    number: int
    line: int | None
    cells: Mapping[str, RawCell]
    flaws: tuple[Bilingual, ...] = ()
    source: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one source, in its own order; completely empty rows are left out.

    `name`: the path as the user gave it, with `/`, and `#sheet` for a workbook.
    `digest`: `sha256:` and the hexadecimal digest of the file's bytes.
    `headers`: the header texts from left to right, recognised or not; None for keyed formats.
    `keys`: of a keyed source, the keys that any record has, where they are known without going over the rows.
    `rows`: may be gone over several times; large texts are split anew each time instead of being held.
    """

    name: str
    digest: str
    headers: tuple[str, ...] | None
    rows: Collection[Row]
    keys: tuple[str, ...] | None = None


class NoKnownHeader(SourceError):  # noqa: N818 - says what is the matter; the suffix is the base's
    """No row at the top of a table holds a known header. The caller may add the list of expected ones."""
