"""How a fixed day is stated: one that comes round, what a rest day does to it, and what an early event means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Roll(StrEnum):
    """Whether a day that falls on a rest day moves to the next working day."""

    NONE = "none"
    FORWARD = "forward"


class BeforeStart(StrEnum):
    """What an event dated before the start of its limit means."""

    UNDETERMINED = "undetermined"
    NOT_DONE = "not_done"


class Every(StrEnum):
    """How often a recurring day comes round."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Recurring:
    """A day that comes round every month, quarter or year: the `day`-th (at most the last) of a month.

    `month` counts within the period: 1-12 in a year, 1-3 in a quarter, 1 in a month.
    """

    every: Every
    month: int
    day: int

    def on_or_after(self, start: date) -> date:
        """The first such day on or after `start`."""
        from dateutil.relativedelta import relativedelta  # here, so that loading a pack does not pay for it

        length = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[self.every]
        first = date(start.year, (start.month - 1) // length * length + 1, 1)
        step = relativedelta(months=length)
        while (day := first + relativedelta(months=self.month - 1, day=self.day)) < start:
            first += step
        return day
