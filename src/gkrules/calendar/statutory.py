"""The statutory holidays of a year under the law then in force: 全国年节及纪念日放假办法, art. 2.

These are the days the law itself names, without swaps; years without a notice are judged by them. The
text changed twice in the time covered here: from 2008 (除夕 in, 正月初三 out: 11 days), from 2014 (除夕
out, 初三 in: 11 days), from 2025 (除夕 in again, 5月2日 added: 13 days). Part-holidays of art. 3 (8 March
and others) make no rest day and are left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from gkrules.bilingual import Bilingual
from gkrules.calendar.notices import (
    DRAGON_BOAT,
    LABOUR_DAY,
    MID_AUTUMN,
    NATIONAL_DAY,
    NEW_YEAR,
    SPRING_FESTIVAL,
    TOMB_SWEEPING,
)
from gkrules.errors import CalendarNotAnnounced

FESTIVALS: dict[int, tuple[str, str, str, str]] = {
    # year: 正月初一, 清明, 端午, 中秋
    2008: ("02-07", "04-04", "06-08", "09-14"),
    2009: ("01-26", "04-04", "05-28", "10-03"),
    2010: ("02-14", "04-05", "06-16", "09-22"),
    2011: ("02-03", "04-05", "06-06", "09-12"),
    2012: ("01-23", "04-04", "06-23", "09-30"),
    2013: ("02-10", "04-04", "06-12", "09-19"),
    2014: ("01-31", "04-05", "06-02", "09-08"),
    2015: ("02-19", "04-05", "06-20", "09-27"),
    2016: ("02-08", "04-04", "06-09", "09-15"),
    2017: ("01-28", "04-04", "05-30", "10-04"),
    2018: ("02-16", "04-05", "06-18", "09-24"),
    2019: ("02-05", "04-05", "06-07", "09-13"),
    2020: ("01-25", "04-04", "06-25", "10-01"),
    2021: ("02-12", "04-04", "06-14", "09-21"),
    2022: ("02-01", "04-05", "06-03", "09-10"),
    2023: ("01-22", "04-05", "06-22", "09-29"),
    2024: ("02-10", "04-04", "06-10", "09-17"),
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
    2031: ("01-23", "04-05", "06-24", "10-01"),
    2032: ("02-11", "04-04", "06-12", "09-19"),
    2033: ("01-31", "04-04", "06-01", "09-08"),
    2034: ("02-19", "04-05", "06-20", "09-27"),
    2035: ("02-08", "04-05", "06-10", "09-16"),
}
"""Gregorian month and day of 春节 (its first day), 清明, 端午 and 中秋, which follow moon and sun."""

FIRST_FESTIVAL_YEAR = min(FESTIVALS)
LAST_FESTIVAL_YEAR = max(FESTIVALS)

_SPRING_FESTIVAL_BY_LAW = ((2025, -1, 2), (2014, 0, 2), (2008, -1, 1))
"""From which year on, and the first and last day of 春节, counted from 正月初一 (-1 is 除夕, 2 is 初三)."""
_LABOUR_DAY_2_SINCE = 2025


class StatutoryHoliday(NamedTuple):
    """The days of one holiday that the law names: `first` to `last`, both included, on whatever weekday."""

    name: Bilingual
    first: date
    last: date

    def days(self) -> list[date]:
        """Every day of the holiday."""
        return [self.first + timedelta(i) for i in range((self.last - self.first).days + 1)]


def new_year(year: int) -> StatutoryHoliday:
    """元旦, the one holiday whose neighbourhood reaches into the year before."""
    return StatutoryHoliday(NEW_YEAR, date(year, 1, 1), date(year, 1, 1))


def statutory_holidays(year: int) -> tuple[StatutoryHoliday, ...]:
    """The seven holidays of `year` under the law in force in it; 中秋 may fall within 国庆.

    Raises CalendarNotAnnounced outside the years of FESTIVALS (2008-2035), whose lunar dates are held here.
    """
    if year not in FESTIVALS:
        raise CalendarNotAnnounced(
            f"the lunar dates of {year} are not in the calendar:"
            f" it holds those of {FIRST_FESTIVAL_YEAR} to {LAST_FESTIVAL_YEAR}."
        )
    spring, tomb, boat, moon = (date.fromisoformat(f"{year}-{day}") for day in FESTIVALS[year])
    labour = 2 if year >= _LABOUR_DAY_2_SINCE else 1
    before, after = next((a, b) for since, a, b in _SPRING_FESTIVAL_BY_LAW if year >= since)
    return (
        new_year(year),
        StatutoryHoliday(SPRING_FESTIVAL, spring + timedelta(before), spring + timedelta(after)),
        StatutoryHoliday(TOMB_SWEEPING, tomb, tomb),
        StatutoryHoliday(LABOUR_DAY, date(year, 5, 1), date(year, 5, labour)),
        StatutoryHoliday(DRAGON_BOAT, boat, boat),
        StatutoryHoliday(MID_AUTUMN, moon, moon),
        StatutoryHoliday(NATIONAL_DAY, date(year, 10, 1), date(year, 10, 3)),
    )
