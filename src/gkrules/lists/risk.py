"""How well the rows of a masked list hide the persons: k-anonymity and l-diversity by quasi-identifiers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from gkrules.lists.person_list import PersonList
from gkrules.lists.roles import Role, printed_names, role_of

DEFAULT_K = 5
"""The smallest group that is usual for lists which everybody can read."""


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A sensitive column. `least` is l: the fewest different values in a group.

    `disclosed` counts the rows in groups of at least k whose rows all have one value though the column has several:
    who knows that a person is in such a group knows the value.
    """

    column: str
    least: int
    disclosed: int


@dataclass(frozen=True, slots=True)
class ListRisk:
    """What a list gives away. No cell of it stands here.

    `k` is the size of the smallest group of rows that read alike in all `columns` (the quasi-identifiers and the name
    as it is printed once masked); 0 for a list without rows. `below` are the places of the rows in groups smaller than
    `threshold`. `causes` are the columns without which fewer rows would be, the one that matters most first.
    """

    rows: int
    columns: tuple[str, ...]
    k: int
    threshold: int
    below: tuple[int, ...]
    causes: tuple[str, ...]
    sensitive: tuple[Sensitive, ...]
    names_only: bool

    @property
    def identifiable(self) -> bool:
        """Whether persons stay identifiable: rows in small groups, or in groups that disclose a sensitive value.

        A list that says nothing of the persons but their masked names is not held to be so.
        """
        return not self.names_only and bool(self.below or any(s.disclosed for s in self.sensitive))


def assess_list(table: PersonList, *, k: int = DEFAULT_K) -> ListRisk:
    """The risk of a list, once the names that stand in it are masked.

    Empty cells are a value of their own. Raises ValueError for a `k` below 2.
    """
    if k < 2:
        raise ValueError("k is at least 2: a group of one hides nobody")
    roles = [role_of(header) for header in table.headers]
    quasi = [index for index, role in enumerate(roles) if role in (Role.QUASI, Role.NAME)]
    columns = {index: _cells(table, index, roles[index]) for index in quasi}
    groups = _groups(table, columns, quasi)
    below = [row for members in groups.values() if len(members) < k for row in members]
    return ListRisk(
        rows=len(table.rows),
        columns=tuple(table.headers[index] for index in quasi),
        k=min(map(len, groups.values()), default=0),
        threshold=k,
        below=tuple(table.numbers[row] for row in sorted(below)),
        causes=tuple(table.headers[index] for index in _causes(table, columns, quasi, len(below), k)),
        sensitive=tuple(
            _sensitive(table, index, list(groups.values()), k)
            for index, role in enumerate(roles)
            if role is Role.SENSITIVE
        ),
        names_only=all(roles[index] is Role.NAME for index in quasi),
    )


def _cells(table: PersonList, index: int, role: Role) -> tuple[str, ...]:
    cells = tuple(row[index] for row in table.rows)
    return printed_names(cells) if role is Role.NAME else cells


def _groups(
    table: PersonList, columns: dict[int, tuple[str, ...]], among: Sequence[int]
) -> dict[tuple[str, ...], list[int]]:
    """The rows that read alike in the columns `among`; all rows together where there are none."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in range(len(table.rows)):
        groups[tuple(columns[index][row] for index in among)].append(row)
    return groups


def _causes(
    table: PersonList, columns: dict[int, tuple[str, ...]], quasi: Sequence[int], below: int, k: int
) -> list[int]:
    """The columns that put rows into small groups; all of them where none does so alone."""
    if not below:
        return []
    helped = Counter[int]()
    for index in quasi:
        rest = [other for other in quasi if other != index]
        left = sum(len(members) for members in _groups(table, columns, rest).values() if len(members) < k)
        helped[index] = below - left
    found = [index for index, gain in helped.most_common() if gain > 0]
    return found or list(quasi)


def _sensitive(table: PersonList, index: int, groups: Sequence[Sequence[int]], k: int) -> Sensitive:
    values = [{table.rows[row][index] for row in members} for members in groups]
    several = len(set().union(*values)) > 1 if values else False
    disclosed = sum(
        len(members)
        for members, found in zip(groups, values, strict=True)
        if several and len(members) >= k and len(found) == 1 and found != {""}
    )
    return Sensitive(table.headers[index], min(map(len, values), default=0), disclosed)
