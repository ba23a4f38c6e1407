"""Rows of a keyed source read one by one: what comes of each is handed on, and only counts and faults are kept."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from itertools import pairwise

from gkrules.records.record import Location, Record
from gkrules.sources.intake import Column, Columns, Headed, Intake, Reader, Reject, repeated
from gkrules.sources.rows import Row, Table

MAX_SHAPES = 10_000
"""How many sets of keys are remembered while a keyed source is read."""


class KeyedRows:
    """Reads the rows of a keyed source one by one, without keeping them; a key that a row lacks is no column of it.

    `intake` counts what was read and holds what could not be; its `records` stay empty but for those that are kept.
    """

    def __init__(self, reader: Reader, name: str) -> None:
        self.reader = reader
        self.intake = Intake(name, reader.subject.name, "")
        self.columns: set[str] = set()
        self._table = Table(name, "", None, ())
        self._headers: dict[str, None] = {}
        self._shapes: dict[tuple[str, ...], Columns] = {}
        self._columns: dict[Headed, Column] = {}

    def read(self, row: Row) -> Record | None:
        """The record of `row`; None where it is rejected."""
        keys = tuple(row.cells)
        columns = self._shapes.get(keys)
        if columns is None:
            self._headers.update(dict.fromkeys(keys))
            ordered = tuple(header for header in self._headers if header in row.cells)
            columns = self.reader.columns(ordered, keyed=True, known=self._columns)
            self.columns.update(name for name, _ in columns.columns)
            if len(self._shapes) >= MAX_SHAPES:
                self._shapes.clear()
            self._shapes[keys] = columns
        self.intake.read += 1
        self.reader.take(row, self._table, columns, self.intake)
        return self.intake.records.pop() if self.intake.records else None

    def finish(self, digest: str) -> Intake:
        """The intake, once all rows are read."""
        self.intake.digest = digest
        self.intake.unused = self.reader.unused(tuple(self._headers))
        return self.intake


class Ids:
    """The ids of the records of one subject, as digests, and the rows in which they stood."""

    def __init__(self) -> None:
        self._first, self._second, self._rows = array("Q"), array("Q"), array("Q")

    def add(self, record_id: str, row: int) -> None:
        """Note the id of one more record."""
        digest = hashlib.blake2b(record_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self._first.append(int.from_bytes(digest[:8]))
        self._second.append(int.from_bytes(digest[8:]))
        self._rows.append(row)

    def __iter__(self) -> Iterator[int]:
        """The rows, in the order in which they were noted."""
        return iter(self._rows)

    def repeated(self) -> Iterator[list[int]]:
        """The places of records that share an id, for each such id."""
        shared = {a for a, b in pairwise(sorted(self._first)) if a == b}
        places: dict[tuple[int, int], list[int]] = {}
        for place, part in enumerate(self._first) if shared else ():
            if part in shared:
                places.setdefault((part, self._second[place]), []).append(place)
        yield from (sorted(found, key=self._rows.__getitem__) for found in places.values() if len(found) > 1)

    def reject_repeated(self, source: str, intake: Intake) -> set[int]:
        """Reject every record whose id another one has too; their places."""
        lost: set[int] = set()
        for places in self.repeated():
            first = Location(source, self._rows[places[0]])
            lost.update(places)
            reason = repeated(len(places), first)
            intake.rejects.extend(Reject(source, self._rows[place], reason) for place in places)
        if lost:
            intake.rejects.sort(key=lambda reject: reject.row)
        return lost
