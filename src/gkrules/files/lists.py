"""Lists of persons in files: those that stay identifiable though they are masked, alone or beside another list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gkrules.files.content import Content
from gkrules.files.grid import BLOCK
from gkrules.guard import Guard
from gkrules.lists import ListRisk, PersonList, Relinked, assess_list, lists_in, reidentified, tells_names

MOST_LISTS = 400
"""So many lists are compared with each other, those that mask names and those that tell them counted apart."""

SHOWN_ROWS = 50
"""So many places of rows stand in a report; the number of all stands beside them."""

_NEARLY = 10


@dataclass(frozen=True, slots=True)
class FoundAt:
    """A list of persons and where it stands: the file as it is shown, and the number of the list in it, from 1."""

    file: str
    number: int
    table: PersonList


@dataclass(frozen=True, slots=True)
class NamedElsewhere:
    """Persons whom another list names. `rows` are the places of their rows in the list that masks them, from 1."""

    file: str
    number: int
    rows: tuple[int, ...]
    columns: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The entry as reports carry it: places and headers, no cell."""
        return {
            "file": self.file, "list": self.number, "rows": len(self.rows), "rows_at": list(self.rows[:SHOWN_ROWS]),
            "columns": list(self.columns),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListFinding:
    """A list whose persons stay identifiable. No cell of it stands here; headers are masked like other texts.

    `risk` is that of the list by itself, `named` tells which other lists undo the masking.
    """

    file: str
    number: int
    risk: ListRisk
    columns: tuple[str, ...]
    causes: tuple[str, ...]
    named: tuple[NamedElsewhere, ...]

    def as_dict(self) -> dict[str, Any]:
        """The finding as reports carry it."""
        told: dict[str, Any] = {
            "file": self.file, "list": self.number, "rows": self.risk.rows, "k": self.risk.k,
            "threshold": self.risk.threshold, "rows_below": len(self.risk.below),
            "rows_below_at": list(self.risk.below[:SHOWN_ROWS]), "columns": list(self.columns),
            "causes": list(self.causes), "disclosed": sum(s.disclosed for s in self.risk.sensitive) or None,
            "named_elsewhere": [one.as_dict() for one in self.named] or None,
        }  # fmt: skip
        return {key: value for key, value in told.items() if value is not None}


def lists_of(content: Content) -> Iterator[PersonList]:
    """The lists of persons of a file; one that was examined in blocks is one list."""
    before: PersonList | None = None
    for passage in content.passages():
        for table in lists_in(passage.text):
            goes_on = before is not None and before.numbers[-1] >= BLOCK - _NEARLY and table.headers == before.headers
            if before is not None and goes_on:
                offset = before.numbers[-1]
                numbers = (*before.numbers, *(offset + number for number in table.numbers))
                before = PersonList(before.headers, (*before.rows, *table.rows), numbers)
                continue
            if before is not None:
                yield before
            before = table
    if before is not None:
        yield before


def list_findings(there: Sequence[FoundAt], *, k: int) -> tuple[ListFinding, ...]:
    """The lists with groups of fewer than `k` rows, and those in which another list names a masked person.

    Raises ValueError for a `k` below 2. Of lists that mask names, and of those that tell them, the first 400 are
    compared; `beyond` says how many were not.
    """
    guard = Guard()
    masking = [one for one in there if tells_names(one.table).masked][:MOST_LISTS]
    naming = [one for one in there if tells_names(one.table).told][:MOST_LISTS]
    found = []
    for one in there:
        risk = assess_list(one.table, k=k)
        others = naming if one in masking else ()
        named = tuple(
            NamedElsewhere(other.file, other.number, _places(rows), _headers(guard, _columns(rows)))
            for other in others
            if other is not one and (rows := reidentified(one.table, other.table))
        )
        if risk.identifiable or named:
            columns, causes = _headers(guard, risk.columns), _headers(guard, risk.causes)
            found.append(ListFinding(one.file, one.number, risk, columns, causes, named))
    return tuple(found)


def beyond(there: Sequence[FoundAt]) -> int:
    """How many lists were not compared with the others for their number."""
    kinds = [tells_names(one.table) for one in there]
    masked, told = sum(kind.masked for kind in kinds), sum(kind.told for kind in kinds)
    return max(masked - MOST_LISTS, 0) + max(told - MOST_LISTS, 0)


def _places(rows: Iterable[Relinked]) -> tuple[int, ...]:
    return tuple(sorted({row.masked_row for row in rows}))


def _columns(rows: Iterable[Relinked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column for row in rows for column in row.columns))


def _headers(guard: Guard, headers: Iterable[str]) -> tuple[str, ...]:
    return tuple(guard.mask(header)[0] for header in headers)
