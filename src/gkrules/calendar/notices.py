"""What a yearly notice says: its holidays, their days off and make-up days, its numbers."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from gkrules.bilingual import Bilingual

NEW_YEAR = Bilingual("元旦", "New Year")
SPRING_FESTIVAL = Bilingual("春节", "Spring Festival")
TOMB_SWEEPING = Bilingual("清明节", "Tomb-Sweeping Day")
LABOUR_DAY = Bilingual("劳动节", "Labour Day")
DRAGON_BOAT = Bilingual("端午节", "Dragon Boat Festival")
MID_AUTUMN = Bilingual("中秋节", "Mid-Autumn Festival")
NATIONAL_DAY = Bilingual("国庆节", "National Day")
NATIONAL_AND_MID_AUTUMN = Bilingual("国庆节、中秋节", "National Day and Mid-Autumn Festival")
VICTORY_DAY = Bilingual("抗战胜利纪念日", "Victory Day (70th anniversary)")

FIRST_NOTICE_YEAR = 2008
"""The first year of the table, and of the law that made 清明, 端午 and 中秋 holidays."""

LAST_SETTLED = (12, 24)
"""Month and day up to which a year's notice is final; a next notice has changed days after 25 December."""

_FRIDAY = 4


class Holiday(NamedTuple):
    """One holiday of a notice: off from `first` to `last` (both included, weekends too).

    `make_up` are the weekend days worked for it; `notice` is its number where it is not the year's first
    notice. A named tuple, as all values of this package: cheap to import. `check_year` judges it.
    """

    name: Bilingual
    first: date
    last: date
    make_up: tuple[date, ...] = ()
    notice: str | None = None


class AnnouncedYear(NamedTuple):
    """What the notices for `year` set: a row per holiday, and the numbers of the notices.

    `notices` is empty where the number is not established; `number_doubtful` marks a number given from
    memory.
    """

    year: int
    holidays: tuple[Holiday, ...]
    notices: tuple[str, ...] = ()
    number_doubtful: bool = False

    def notice_of(self, holiday: Holiday) -> str | None:
        """The number of the notice that set `holiday`; None where it is not established."""
        return holiday.notice or (self.notices[0] if self.notices else None)


def check_year(year: AnnouncedYear) -> None:
    """Refuse a year that no notice could have set.

    Raises TypeError for a datetime. Raises ValueError for a stretch that ends before it begins, a make-up
    day in the middle of the week, a day both off and made up, and a day outside `year` and 25-31 December
    before it (what an earlier notice has settled is not open to this one).
    """
    settled, end = date(year.year - 1, *LAST_SETTLED), date(year.year, 12, 31)
    worked = [day for holiday in year.holidays for day in holiday.make_up]
    for name, first, last, make_up, _ in year.holidays:
        for day in (first, last, *make_up):
            if not settled < plain_date(day) <= end:
                raise ValueError(
                    f"{name.zh}: {day} is not a day that the notice of {year.year} can set;"
                    f" it sets days after {settled}, up to {end}"
                )
        if last < first:
            raise ValueError(f"{name.zh}: the last day off, {last}, is before the first, {first}")
        for day in make_up:
            if day.weekday() <= _FRIDAY:
                raise ValueError(f"{name.zh}: the make-up day {day} is not a Saturday or Sunday")
        for day in worked:
            if first <= day <= last:
                raise ValueError(f"{name.zh}: {day} is both a day off and a make-up day")


def plain_date(day: object) -> date:
    """`day` if it is a date without a time; else TypeError (a datetime would need a zone to be a day)."""
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise TypeError(f"a datetime.date is needed, not {type(day).__name__}: {day!r}")
