"""The official working-day calendar of China: counting within the announced years, never a guess beyond."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from gkrules.calendar.announced import ANNOUNCED
from gkrules.calendar.days import Day, DayTable, mark_local, notice_marks
from gkrules.calendar.notices import FIRST_NOTICE_YEAR, LAST_SETTLED, AnnouncedYear, check_year, plain_date
from gkrules.calendar.provisional import Views, provisional_views
from gkrules.errors import CalendarNotAnnounced


class Calendar:
    """Working days by the yearly notices of the State Council; immutable, and equal when stated alike.

    `Calendar.china()` is the national calendar; `with_additions` makes one with a body's own days or with
    years announced since. Methods that take dates want `datetime.date` (TypeError for a datetime) and
    raise CalendarNotAnnounced for a day outside the announced span, which begins with the first day that
    the first notice sets (2007-12-29) and ends with the last announced year.
    """

    __slots__ = ("_local", "_table", "_views", "_years")

    def __init__(self, years: Iterable[AnnouncedYear], local: Mapping[date, bool] | None = None) -> None:
        """A calendar of announced `years`, from 2008 on and without a gap; `local` days: True works.

        Raises ValueError for a gap and for a year that `check_year` refuses.
        """
        self._years = tuple(sorted(years, key=lambda year: year.year))
        self._local = dict(local or {})
        self._table: DayTable | None = None
        self._views: Views | None = None
        _without_gap(self._years)
        for year in self._years:
            check_year(year)

    @staticmethod
    def china() -> Calendar:
        """The national calendar of the years in the table, always the same object."""
        return _china()

    def with_additions(
        self,
        *,
        days_off: Iterable[date] = (),
        working_days: Iterable[date] = (),
        years: Iterable[AnnouncedYear] = (),
    ) -> Calendar:
        """A calendar with local days off, local working days, and whole years (a new or revised notice).

        Additions win over the notices, later additions over earlier ones. A local day in a year not yet
        announced shows in the provisional views only. Raises ValueError for a day added both ways, a year
        given twice, years that would leave a gap, and a year that no notice could have set.
        """
        off, working = {*map(plain_date, days_off)}, {*map(plain_date, working_days)}
        for day in sorted(off & working):
            raise ValueError(f"{day} is added both as a day off and as a working day; keep one of the two")
        added: dict[int, AnnouncedYear] = {}
        for year in years:
            if year.year in added:
                raise ValueError(f"the year {year.year} is added twice; keep one of the two")
            added[year.year] = year
        local = self._local | dict.fromkeys(off, False) | dict.fromkeys(working, True)
        return Calendar(({year.year: year for year in self._years} | added).values(), local)

    def announced_up_to(self, year: int) -> Calendar:
        """The calendar as known when the notice of `year` was the last; ValueError if it is not announced."""
        if not self.announced(year):
            raise ValueError(f"{year} is not an announced year: {self._span()} are")
        return Calendar((known for known in self._years if known.year <= year), self._local)

    def announced(self, year: int) -> bool:
        """Whether the notice of `year` is in the calendar."""
        return self.announced_from <= year <= self.announced_through

    @property
    def announced_from(self) -> int:
        """The first announced year, 2008."""
        return self._years[0].year

    @property
    def announced_through(self) -> int:
        """The last announced year, 2026 unless years were added."""
        return self._years[-1].year

    @property
    def settled_through(self) -> date:
        """24 December of the last announced year: the next notice may still set the days after it."""
        return date(self.announced_through, *LAST_SETTLED)

    def is_working_day(self, d: date) -> bool:
        """Whether offices work on `d`."""
        return (self._table or self._days()).is_working_day(d)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`; `start` itself never counts, and n = 0 gives it back.

        A negative n counts back: the |n|-th working day before `start`.
        """
        return (self._table or self._days()).add_working_days(start, n)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in (start, end]; negative, of (end, start], when `end` is before `start`."""
        return (self._table or self._days()).working_days_between(start, end)

    def day(self, d: date) -> Day:
        """What `d` is: its kind, its holiday, and the notice that says so."""
        return (self._table or self._days()).day(d)

    def views(self) -> Views:
        """Nominal, most and fewest working days, for deadlines that reach beyond the settled days."""
        if self._views is None:
            self._views = provisional_views(self._years, self._first(), self._local)
        return self._views

    def _first(self) -> date:
        """The first day that the first year's notice sets, or 1 January."""
        first = self._years[0]
        set_days = (day for holiday in first.holidays for day in (holiday.first, *holiday.make_up))
        return min(set_days, default=date(first.year, 1, 1))

    def _days(self) -> DayTable:
        marks = notice_marks(self._years)
        mark_local(marks, self._local)
        self._table = DayTable(self._first(), date(self.announced_through, 12, 31), marks, self._outside)
        return self._table

    def _span(self) -> str:
        return f"{self.announced_from} to {self.announced_through}"

    def _outside(self, day: date) -> CalendarNotAnnounced:
        if day < self._first():
            return CalendarNotAnnounced(
                f"{day} lies in {day.year}, which is not an announced year ({self._span()} are)."
                f" The calendar begins on {self._first()}; earlier days cannot be counted."
            )
        return CalendarNotAnnounced(
            f"{day} lies in {day.year}, which is not an announced year ({self._span()} are)."
            f" Add the notice of {self.announced_through + 1} to the profile,"
            " or take the provisional views of the calendar."
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self._years == other._years and self._local == other._local

    def __hash__(self) -> int:
        return hash((self._years, frozenset(self._local.items())))

    def __repr__(self) -> str:
        local = f", {len(self._local)} local days" if self._local else ""
        return f"<Calendar of China, announced {self._span()}{local}>"


def _without_gap(years: tuple[AnnouncedYear, ...]) -> None:
    """Refuse years that do not follow one another from 2008 on."""
    expected = FIRST_NOTICE_YEAR
    for year in years:
        if year.year != expected:
            raise ValueError(
                f"announced years must follow one another from {FIRST_NOTICE_YEAR} on:"
                f" {year.year} is given where {expected} is due"
            )
        expected += 1
    if not years:
        raise ValueError("a calendar needs at least one announced year")


@cache
def _china() -> Calendar:
    return Calendar(ANNOUNCED)
