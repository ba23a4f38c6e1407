"""The comparison with the holidays package: silent when all agree, and it finds a day that does not."""

from __future__ import annotations

from datetime import date

from gkrules.calendar import Calendar
from gkrules.calendar.verify import disagreements


def test_the_national_calendar_agrees_on_every_day() -> None:
    assert disagreements(Calendar.china()) == []


def test_a_local_day_off_is_found() -> None:
    assert disagreements(Calendar.china().with_additions(days_off=[date(2021, 3, 8)])) == [date(2021, 3, 8)]
