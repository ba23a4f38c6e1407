"""Records put aside, packed: of each only the fields that are asked for, many together in one compressed block."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Set
from dataclasses import replace
from typing import NamedTuple

from gkrules.records.record import Record

_BLOCK = 200
_LEVEL = 1

Gap = tuple[int, tuple[str, ...]]
"""A rule, by its place, and what it lacks."""


class Item(NamedTuple):
    """A record put aside: its place, what its rules lack, and the rules that hinge on a column that may yet come."""

    place: int
    gaps: tuple[Gap, ...]
    hinged: tuple[int, ...]
    record: Record


class Shelf:
    """Records that may be needed again, in the order in which they were put aside. Nothing leaves the process."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._open: list[Item] = []

    def put(self, item: Item, fields: Set[str]) -> None:
        """Put a record aside, with what its `fields` hold."""
        record = item.record
        values = {name: value for name, value in record.values.items() if name in fields}
        self._open.append(item._replace(record=replace(record, values=values)))
        if len(self._open) >= _BLOCK:
            self._blocks.append(zlib.compress(pickle.dumps(self._open, pickle.HIGHEST_PROTOCOL), _LEVEL))
            self._open = []

    def items(self) -> Iterator[Item]:
        """Everything that was put aside."""
        for block in self._blocks:
            yield from pickle.loads(zlib.decompress(block))  # noqa: S301 - bytes that this process packed itself
        yield from self._open
