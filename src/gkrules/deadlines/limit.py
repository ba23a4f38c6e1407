"""Lengths of time as the law states them: working days, calendar days, months, hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from gkrules.bilingual import Bilingual


class Unit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    HOURS = "hours"


UNIT_LABELS = {
    Unit.WORKING_DAYS: Bilingual("个工作日", "working days"),
    Unit.DAYS: Bilingual("日", "calendar days"),
    Unit.MONTHS: Bilingual("个月", "months"),
    Unit.HOURS: Bilingual("小时", "hours"),
}

MAX_AMOUNT = 10_000
_WRITTEN = re.compile(r"([0-9]{1,6})[ _-]?(working[_ -]days?|days?|months?|hours?)")


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time, `amount` whole units. The day (or hour) it starts from is never counted."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Read `20 working_days`, `1 month`, `24 hours`. Raises ValueError for anything else."""
        match = _WRITTEN.fullmatch(text.strip().lower())
        if match is None:
            raise ValueError("a length of time is a whole number and working_days, days, months or hours")
        amount = int(match[1])
        if amount > MAX_AMOUNT:
            raise ValueError(f"a length of time has at most {MAX_AMOUNT:,} units")
        word = match[2].replace(" ", "_").replace("-", "_")
        return cls(amount, Unit(word if word.endswith("s") else word + "s"))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    def words(self) -> Bilingual:
        """The length as an official would write it."""
        label = UNIT_LABELS[self.unit]
        english = label.en[:-1] if self.amount == 1 else label.en
        return Bilingual(f"{self.amount}{label.zh}", f"{self.amount} {english}")
