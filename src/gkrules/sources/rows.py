"""What a source yields: rows of raw cells, and the two ways in which a cell or a whole source is refused."""

from __future__ import annotations

from collections.abc import Mapping
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

    `number`: in tables the row as the user counts it in the sheet, the header included; in JSON the 1-based
    position.
    `line`: the physical line where a CSV record starts, else None.
    `cells`: by header text in tables (every column of the header), by key in keyed formats (only keys that
    are there).
    `flaws`: faults of the row as a whole; the row is kept, and whoever maps it decides.
    """

    number: int
    line: int | None
    cells: Mapping[str, RawCell]
    flaws: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one source, in its own order; completely empty rows are left out.

    `name`: the path as the user gave it, with `/`, and `#sheet` for a workbook.
    `digest`: `sha256:` and the hexadecimal digest of the file's bytes.
    `headers`: the header texts from left to right, recognised or not; None for keyed formats.
    """

    name: str
    digest: str
    headers: tuple[str, ...] | None
    rows: tuple[Row, ...]


class NoKnownHeader(SourceError):  # noqa: N818 - says what is the matter; the suffix is the base's
    """No row at the top of a table holds a known header. The caller may add the list of expected ones."""
