"""Re-identification across two lists: the same person masked in one of them and named in the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from gkrules.detectors.columns import kind_of
from gkrules.lists.person_list import PersonList
from gkrules.lists.roles import MARKS, Role, is_masked_name, printed_names, role_of

_RUN = re.compile(r"\*+|某+|[×○●＊]+")
_COMPARED = (Role.IDENTIFIER, Role.QUASI)
_WITHIN = frozenset({"address", "birth_date"})
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Relinked:
    """One person: the place of the masked row, of the only row that names them, and the columns that agree."""

    masked_row: int
    named_row: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """A column that both lists have: its places in each, and whether one cell may hold the other (a street, a year)."""

    header: str
    left: int
    right: int
    within: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Whether a list masks names, and whether it tells names that are not masked."""

    masked: bool
    told: bool


def tells_names(table: PersonList) -> Names:
    """What the column of names of a list holds; neither where there is none."""
    index = _name_column(table)
    names = [] if index is None else [row[index] for row in table.rows[:_MOST_ROWS] if row[index]]
    marked = [is_masked_name(name) for name in names]
    return Names(any(marked), not all(marked))


def reidentified(masked: PersonList, named: PersonList) -> list[Relinked]:
    """The rows of `masked` with a masked name that exactly one row of `named`, which names the person, fits.

    The names must fit each other, no column that both lists have may contradict, and one at least must agree besides
    the name; and no other masked row may fit the same name. Places, never cells, are given. Of each list at most the
    first 20,000 rows are compared.
    """
    left, right = _name_column(masked), _name_column(named)
    if left is None or right is None:
        return []
    shared = _shared(masked, named)
    by_surname: dict[str, list[int]] = defaultdict(list)
    for row, cells in enumerate(named.rows[:_MOST_ROWS]):
        if cells[right] and not is_masked_name(cells[right]):
            by_surname[cells[right][0]].append(row)
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for row, cells in enumerate(masked.rows[:_MOST_ROWS]):
        name = cells[left]
        if not is_masked_name(name) or not shared:
            continue
        pattern = printed_names([name])[0]
        fitting = (
            (row, other, agreed)
            for other in by_surname.get(name[0], ())
            if _name_fits(pattern, named.rows[other][right]) and (agreed := _agreeing(cells, named.rows[other], shared))
        )
        candidates = list(islice(fitting, 2))
        if len(candidates) == 1:
            found += candidates
    times: dict[int, int] = defaultdict(int)
    for _, other, _ in found:
        times[other] += 1
    return [
        Relinked(masked.numbers[row], named.numbers[other], columns)
        for row, other, columns in found
        if times[other] == 1
    ]


def _name_column(table: PersonList) -> int | None:
    return next((index for index, header in enumerate(table.headers) if role_of(header) is Role.NAME), None)


def _shared(masked: PersonList, named: PersonList) -> list[_Shared]:
    """The columns of both lists that tell persons apart, by the kind of their header, else by the header itself."""
    there: dict[str, int] = {}
    for index, header in enumerate(named.headers):
        if role_of(header) in _COMPARED:
            there.setdefault(_what(header), index)
    return [
        _Shared(header, index, there[_what(header)], kind_of(header) in _WITHIN)
        for index, header in enumerate(masked.headers)
        if role_of(header) in _COMPARED and _what(header) in there
    ]


def _what(header: str) -> str:
    kind = kind_of(header)
    return kind if kind not in ("", "other") else header


def _name_fits(pattern: str, name: str) -> bool:
    """Whether a masked name may be short for `name`: one mark may stand for any number of characters."""
    return fits(pattern.rstrip("甲乙丙丁戊己庚辛壬癸0123456789"), name)


def _agreeing(left: Sequence[str], right: Sequence[str], shared: Sequence[_Shared]) -> tuple[str, ...]:
    """The headers of columns that agree; none where any contradicts."""
    agreed = []
    for column in shared:
        here, there = left[column.left], right[column.right]
        if not here or not there:
            continue
        if not (fits(here, there) or fits(there, here) or (column.within and (here in there or there in here))):
            return ()
        agreed.append(column.header)
    return tuple(agreed)


def fits(masked: str, full: str) -> bool:
    """Whether `full` is what `masked` reads as, each run of marks standing for one character or more."""
    pieces = _RUN.split(masked)
    if len(pieces) == 1:
        return masked == full
    if not full.startswith(pieces[0]) or MARKS in full:
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        at = full.find(piece, at + 1)
        if at < 0:
            return False
        at += len(piece)
    return full.endswith(pieces[-1]) and len(full) - len(pieces[-1]) > at
