"""Working days over a span of dates: what a day is, and counting, on arrays indexed by the day's ordinal."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from itertools import accumulate, compress
from typing import NamedTuple

from gkrules.bilingual import Bilingual
from gkrules.calendar.notices import AnnouncedYear, plain_date
from gkrules.errors import CalendarNotAnnounced

LOCAL_DAY_OFF = Bilingual("本地放假", "local day off")
LOCAL_WORKING_DAY = Bilingual("本地上班", "local working day")

_WEEK = b"\1\1\1\1\1\0\0"
_SATURDAY = 5


class DayKind(Enum):
    """What a day is to an office. WORKING and MAKE_UP are working days, the others are not."""

    WORKING = "working"  # 工作日: Monday to Friday
    WEEKEND = "weekend"  # 周末
    HOLIDAY = "holiday"  # 放假, weekend days within the stretch off included
    MAKE_UP = "make_up"  # 调休上班: a weekend day that is worked

    @property
    def works(self) -> bool:
        """Whether offices work on a day of this kind."""
        return self is DayKind.WORKING or self is DayKind.MAKE_UP


class Day(NamedTuple):
    """One day: its kind, the holiday it is off or made up for, and the number of the notice that says so.

    `holiday` is None on ordinary days; `notice` is None there too, on days that no notice sets, and where
    the number is not established (2008).
    """

    date: date
    kind: DayKind
    holiday: Bilingual | None = None
    notice: str | None = None


class Mark(NamedTuple):
    """What is said of a day beyond its weekday."""

    kind: DayKind
    holiday: Bilingual
    notice: str | None = None


Marks = dict[int, Mark]
"""Marks by the ordinal of their day (`date.toordinal`)."""


def is_weekend(ordinal: int) -> bool:
    """Whether the day of that ordinal is a Saturday or Sunday."""
    return (ordinal - 1) % 7 >= _SATURDAY


def notice_marks(years: Iterable[AnnouncedYear]) -> Marks:
    """The marks of announced years, given in order: on a day set twice the later year's notice holds."""
    marks: Marks = {}
    for year in years:
        for holiday in year.holidays:
            notice = year.notice_of(holiday)
            off = Mark(DayKind.HOLIDAY, holiday.name, notice)
            for ordinal in range(holiday.first.toordinal(), holiday.last.toordinal() + 1):
                marks[ordinal] = off
            worked = Mark(DayKind.MAKE_UP, holiday.name, notice)
            for day in holiday.make_up:
                marks[day.toordinal()] = worked
    return marks


def mark_local(marks: Marks, local: Mapping[date, bool]) -> None:
    """Lay a body's own days over `marks` (True: works); a day that is so already keeps its mark."""
    for day, works in local.items():
        ordinal = day.toordinal()
        known = marks.get(ordinal)
        if (known.kind.works if known else not is_weekend(ordinal)) == works:
            continue
        if not works:
            marks[ordinal] = Mark(DayKind.HOLIDAY, LOCAL_DAY_OFF)
        else:
            kind = DayKind.MAKE_UP if is_weekend(ordinal) else DayKind.WORKING
            marks[ordinal] = Mark(kind, LOCAL_WORKING_DAY)


class DayTable:
    """The working days from `first` to `last`, both included; weekdays work but where `marks` say otherwise.

    Every method takes plain dates (TypeError for a datetime) and raises what `outside` makes of the first
    day it needs and does not have, a CalendarNotAnnounced.
    """

    __slots__ = ("_first", "_last", "_marks", "_outside", "_through", "_working", "_works")

    def __init__(self, first: date, last: date, marks: Marks, outside: Callable[[date], CalendarNotAnnounced]) -> None:
        self._first, self._last = first.toordinal(), last.toordinal()
        self._marks, self._outside = marks, outside
        length = self._last - self._first + 1
        works = bytearray((_WEEK * (length // 7 + 2))[first.weekday() :][:length])
        for ordinal, mark in marks.items():
            if self._first <= ordinal <= self._last:
                works[ordinal - self._first] = mark.kind.works
        self._works = bytes(works)
        self._through = array("l", accumulate(works))  # working days from the first day to this one
        self._working = array("l", compress(range(self._first, self._last + 1), works))

    @property
    def first(self) -> date:
        """The first day of the table."""
        return date.fromordinal(self._first)

    @property
    def last(self) -> date:
        """The last day of the table."""
        return date.fromordinal(self._last)

    def _index(self, day: date) -> int:
        if type(day) is not date:
            plain_date(day)
        ordinal = day.toordinal()
        if self._first <= ordinal <= self._last:
            return ordinal - self._first
        raise self._outside(day)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return self._works[self._index(day)] == 1

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which never counts; n < 0: the |n|-th working day before it.

        n = 0 gives `start` itself, whatever day it is.
        """
        index = self._index(start)
        if n == 0:
            return start
        if n > 0:
            place = self._through[index] + n - 1
            if place >= len(self._working):
                raise self._outside(date.fromordinal(self._last + 1))
        else:
            place = self._through[index] - self._works[index] + n
            if place < 0:
                raise self._outside(date.fromordinal(self._first - 1))
        return date.fromordinal(self._working[place])

    def working_days_between(self, start: date, end: date) -> int:
        """Working days in (start, end]; where `end` lies before `start`, minus those in (end, start]."""
        from_start = self._through[self._index(start)]
        return self._through[self._index(end)] - from_start

    def counts(self, last: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """From the first day to that of the ordinal `last`: working days up to each day, and their ordinals."""
        length = max(0, min(last, self._last) - self._first + 1)
        through = tuple(self._through[:length])
        return through, tuple(self._working[: through[-1] if through else 0])

    def day(self, day: date) -> Day:
        """What `day` is and why."""
        index = self._index(day)
        mark = self._marks.get(index + self._first)
        if mark is not None:
            return Day(day, mark.kind, mark.holiday, mark.notice)
        return Day(day, DayKind.WORKING if self._works[index] else DayKind.WEEKEND)
