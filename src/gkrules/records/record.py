"""A record: one typed fact of a subject, and the three ways in which a field can be empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Final

from gkrules.deadlines.trace import CaseEvent


class Unknown(Enum):
    """The value of a cell that is there but says nothing certain: malformed, or empty where blank means unknown."""

    CELL = "unknown"


UNKNOWN: Final = Unknown.CELL

Known = str | int | Fraction | bool | date | datetime | tuple[str, ...] | tuple[CaseEvent, ...]
Value = Known | None | Unknown
"""A field's value. None: the cell is empty and the dictionary says that this means none."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record was read: the source's name, the row as its user counts it, the line of a text file."""

    source: str
    row: int
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One fact of a subject. A field that is no key of `values` belongs to a column that was not supplied.

    `malformed` are the fields whose cell could not be read; their value is UNKNOWN. `listed` are the days that an event
    list of the record gives for date fields, by field name: the first day of each kind of event.
    """

    subject: str
    id: str
    values: Mapping[str, Value]
    malformed: frozenset[str] = frozenset()
    location: Location | None = field(default=None, compare=False)
    listed: Mapping[str, date] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """The field's value; where it has none, the first day of that event in the record's event list.

        An unreadable cell stays unknown: it may state another day than the list.
        """
        if name == "id":
            return self.id or UNKNOWN
        value = self.values.get(name, UNKNOWN)
        if name in self.malformed or (value is not UNKNOWN and value is not None):
            return value
        return self.listed.get(name, value)

    def is_absent(self, name: str) -> bool:
        """Whether the field's column was not supplied at all."""
        return name not in self.values and name not in self.listed

    def known(self, name: str) -> Known | None:
        """The value if there is one; None when it is empty, unknown or absent."""
        value = self.value(name)
        return None if value is UNKNOWN else value


def listed_days(values: Mapping[str, Value]) -> dict[str, date]:
    """The first day of each kind of event in the event lists among `values`, by the name of its date field."""
    days: dict[str, date] = {}
    for value in values.values():
        for event in value if isinstance(value, tuple) else ():
            if isinstance(event, CaseEvent):
                name = f"{event.type}_on"
                days[name] = min(event.on, days.get(name, event.on))
    return days
