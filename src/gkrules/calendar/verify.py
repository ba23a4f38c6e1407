"""Holds the announced years to a second source: the `holidays` package, day by day."""

from __future__ import annotations

from datetime import date, timedelta

from gkrules.calendar.china import Calendar


def disagreements(calendar: Calendar) -> list[date]:
    """The days of the announced years on which the installed `holidays` (0.108 or newer) says otherwise.

    An empty list is the normal answer. A day in it means that a notice was revised, or that one of the two is wrong;
    a profile's local days show here too. The package is imported by this call only.
    """
    import holidays  # here, because importing it takes longer than most checks

    years = range(calendar.announced_from - 1, calendar.announced_through + 2)
    china = holidays.country_holidays("CN", years=years)
    first, last = date(calendar.announced_from, 1, 1), date(calendar.announced_through, 12, 31)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if calendar.is_working_day(day) != china.is_working_day(day)]
