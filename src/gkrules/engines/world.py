"""The world of a run: the records of every subject that was supplied, and which of them belong to a record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gkrules.engines.governing import governing_day
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Match, Relation
from gkrules.records.record import UNKNOWN, Record

Key = object


@dataclass(frozen=True, slots=True)
class Population:
    """The records of one subject, and what could be read of its rejected rows."""

    records: tuple[Record, ...] = ()
    rejected: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Members:
    """The related records that certainly belong, and those that may: rows that were rejected or lack the key.

    A key that finds no record stands as a possible member of which nothing is known.
    """

    certain: tuple[Record, ...] = ()
    possible: tuple[Record, ...] = ()


class World:
    """Populations by subject. A subject that is no key was not supplied; one without records was, and is empty."""

    def __init__(self, populations: Mapping[str, Population] | None = None) -> None:
        self._populations = dict(populations or {})
        self._indexes: dict[tuple[str, str, Match], _Index] = {}

    def supplies(self, subject: str) -> bool:
        """Whether records of the subject were supplied."""
        return subject in self._populations

    def population(self, subject: str) -> Population:
        """The records of the subject; none where it was not supplied."""
        return self._populations.get(subject, Population())

    def related(self, record: Record, relation: Relation) -> Members | None:
        """The records that `relation` leads to. None: the other subject was not supplied, or the key is unknown."""
        if not self.supplies(relation.other):
            return None
        keys = _keys(record, relation.own, relation.match)
        if keys is None:
            return None
        index = self._index(relation)
        certain = tuple(member for key in keys for member in index.certain.get(key, ()))
        if relation.key == "id" or relation.match is Match.NAME_AND_YEAR:
            lost = sum(key not in index.certain for key in keys)
            return Members(certain, (Record(relation.other, "", {}),) * lost)
        possible = tuple(member for key in keys for member in index.possible.get(key, ()))
        return Members(certain, (*possible, *index.keyless))

    def _index(self, relation: Relation) -> _Index:
        name = (relation.other, relation.key, relation.match)
        found = self._indexes.get(name)
        if found is None:
            found = self._indexes[name] = _indexed(self.population(relation.other), relation)
        return found


@dataclass(slots=True)
class _Index:
    """Records by key; rejected rows by the key that could be read; and the rows whose key is unknown."""

    certain: dict[Key, list[Record]] = field(default_factory=lambda: defaultdict(list))
    possible: dict[Key, list[Record]] = field(default_factory=lambda: defaultdict(list))
    keyless: list[Record] = field(default_factory=list)


def _indexed(population: Population, relation: Relation) -> _Index:
    index = _Index()
    for records, found in ((population.records, index.certain), (population.rejected, index.possible)):
        for record in records:
            keys = _keys(record, relation.key, relation.match)
            if keys is None:
                index.keyless.append(record)
            for key in keys or ():
                found[key].append(record)
    return index


def _keys(record: Record, name: str, match: Match) -> tuple[Key, ...] | None:
    """The keys that a field holds: none, one, or the members of a list; None where they are unknown."""
    value = record.value(name)
    if value is UNKNOWN:
        return None
    if value is None:
        return ()
    if isinstance(value, tuple):
        return value
    if match is Match.NAME_AND_YEAR:
        day, _ = governing_day(record, dictionary()[record.subject].governing)
        return None if day is None else ((value, day.year),)
    return (value,)


def world_of(records: Iterable[Record], rejected: Iterable[Record] = (), supplied: Iterable[str] = ()) -> World:
    """The world of these records and rejected rows. Subjects in `supplied` are there even when they have none."""
    found: dict[str, tuple[list[Record], list[Record]]] = {name: ([], []) for name in supplied}
    for place, group in enumerate((records, rejected)):
        for record in group:
            found.setdefault(record.subject, ([], []))[place].append(record)
    return World({name: Population(tuple(kept), tuple(lost)) for name, (kept, lost) in found.items()})
