"""Working days for generated code: tables by ordinal over the days that the notices have settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gkrules.calendar import Calendar


@dataclass(frozen=True, slots=True)
class DayTables:
    """`through[ordinal - first]` is the number of working days up to that day; the table ends with `last`.

    On these days the calendar and its provisional views agree, so a count between them is exact. `outermost` is the
    last day for which there is any answer.
    """

    first: int
    last: int
    outermost: int
    through: tuple[int, ...]
    working: tuple[int, ...]

    def due(self, amount: int) -> tuple[int, ...]:
        """For each day of the table the ordinal of the `amount`-th working day after it; 0 where that lies beyond."""
        if amount == 0:
            return tuple(range(self.first, self.last + 1))
        working, end = self.working, len(self.working)
        return tuple(working[n + amount - 1] if n + amount <= end else 0 for n in self.through)

    def rolled(self) -> tuple[int, ...]:
        """For each day of the table itself, or the next working day where it is none; 0 where that lies beyond."""
        works, following = set(self.working), self.due(1)
        return tuple(
            ordinal if ordinal in works else following[ordinal - self.first]
            for ordinal in range(self.first, self.last + 1)
        )


def day_tables(calendar: Calendar) -> DayTables:
    """The tables of `calendar`."""
    nominal = calendar.views().nominal
    last = calendar.settled_through.toordinal()
    through, working = nominal.counts(last)
    return DayTables(nominal.first.toordinal(), last, nominal.last.toordinal(), through, working)


def month_later(months: int) -> Callable[[int], int]:
    """From the ordinal of a day to that of the corresponding day `months` later, or the last of that month."""

    def later(ordinal: int) -> int:
        day = date.fromordinal(ordinal)
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        return min(date(year, month + 1, 1).toordinal() + day.day, _end(year, month + 1) + 1) - 1

    return later


def _end(year: int, month: int) -> int:
    """The ordinal of the last day of a month."""
    return (date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)).toordinal() - 1
