"""Provisional answers for days that no notice has settled: a nominal calendar and two bounds around it.

A day is settled up to 24 December of the last announced year; 25-31 December may still be changed by the
next notice (2007-12-29, 2011-12-31 and 2018-12-31 were). In settled time the three views are the calendar
itself. Beyond it they rest on the statutory days of the law in force and on what the notices of 2008-2026
did around each holiday (LARGEST_SWAPS), day by day: a day that works in `fewest` works in whatever notice
stays within what has been seen, and a day that works then works in `most`. So a term ends in `most` no
later, and in `fewest` no earlier, than in truth, from any start, with any days skipped on the way.

Not foreseen: a one-off holiday by a notice of its own (2015-09-03 to 09-06), and swaps beyond all seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from gkrules.bilingual import Bilingual
from gkrules.calendar.days import DayKind, DayTable, Mark, Marks, is_weekend, mark_local, notice_marks
from gkrules.calendar.notices import (
    DRAGON_BOAT,
    LABOUR_DAY,
    LAST_SETTLED,
    MID_AUTUMN,
    NATIONAL_DAY,
    NEW_YEAR,
    SPRING_FESTIVAL,
    TOMB_SWEEPING,
    AnnouncedYear,
)
from gkrules.calendar.statutory import LAST_FESTIVAL_YEAR, StatutoryHoliday, new_year, statutory_holidays
from gkrules.errors import CalendarNotAnnounced


class LargestSwap(NamedTuple):
    """How far the notices have reached around the statutory days of one holiday, in calendar days.

    `off_before` and `off_after`: the farthest weekday off before the first and after the last statutory day.
    `make_up_before` and `make_up_after`: the farthest and the nearest weekend day worked on that side, as
    (least, greatest) distance; None where there never was one.
    """

    off_before: int
    off_after: int
    make_up_before: tuple[int, int] | None
    make_up_after: tuple[int, int] | None


LARGEST_SWAPS: Mapping[Bilingual, LargestSwap] = MappingProxyType(
    {
        NEW_YEAR: LargestSwap(1, 2, (1, 3), (3, 5)),
        SPRING_FESTIVAL: LargestSwap(1, 4, (1, 6), (4, 9)),
        TOMB_SWEEPING: LargestSwap(2, 2, (3, 4), (3, 3)),
        LABOUR_DAY: LargestSwap(2, 4, (3, 8), (3, 10)),
        DRAGON_BOAT: LargestSwap(2, 2, (3, 4), (3, 3)),
        MID_AUTUMN: LargestSwap(1, 2, (3, 3), (3, 3)),
        NATIONAL_DAY: LargestSwap(2, 5, (1, 11), (4, 9)),
    }
)
"""The largest swaps of 2008-2026, derived anew by a test. A row of 中秋 and 国庆 together counts for 国庆."""


class Views(NamedTuple):
    """Three calendars that answer from the first announced day to the end of 2035.

    `nominal`: the rule of thumb; weekdays but statutory days, and a statutory day that falls on a weekend
    or on another statutory day is made up on the next free weekday (art. 6 of the law for weekends; the
    notices of 2009 and 2020 for 中秋 within 国庆). No bridges, no make-up days.
    `most`: every day works that could; gives the earliest due date.
    `fewest`: only days work that must; gives the latest due date.
    All three raise CalendarNotAnnounced before the first announced day and after 2035-12-31.
    """

    nominal: DayTable
    most: DayTable
    fewest: DayTable


def provisional_views(years: Sequence[AnnouncedYear], first: date, local: Mapping[date, bool]) -> Views:
    """The views of a calendar with these announced `years` (in order), first day and local days.

    Local days hold in all three views, in announced years and beyond.
    """
    through = years[-1].year
    last = date(max(through, LAST_FESTIVAL_YEAR), 12, 31)
    settled = date(through, *LAST_SETTLED).toordinal()
    holidays = _unsettled_holidays(through, last.year)
    statutory = {day.toordinal(): holiday.name for holiday in holidays for day in holiday.days()}
    on_law = {ordinal: Mark(DayKind.HOLIDAY, name) for ordinal, name in statutory.items()}
    nominal = on_law | _owed(holidays, statutory)
    # `most` takes back the days owed, which a notice may place elsewhere (2012-06-22 for 2012-06-23).
    most = on_law | {o: mark for o, mark in _possible_make_up(holidays) if o not in statutory}
    fewest = nominal | {o: mark for o, mark in _possible_off(holidays) if o not in nominal}

    def outside(day: date) -> CalendarNotAnnounced:
        if day < first:
            return CalendarNotAnnounced(
                f"{day} lies before {first}, the first day that a notice in the calendar sets."
                " Earlier days cannot be counted, not even provisionally."
            )
        return CalendarNotAnnounced(
            f"{day} lies after {last}: the lunar dates of the holidays are held up to {last.year} only."
            " Judge the term by a due date of your own."
        )

    def table(beyond: Marks) -> DayTable:
        marks = notice_marks(years)
        marks.update((ordinal, mark) for ordinal, mark in beyond.items() if ordinal > settled)
        mark_local(marks, local)
        return DayTable(first, last, marks, outside)

    return Views(nominal=table(nominal), most=table(most), fewest=table(fewest))


def _unsettled_holidays(through: int, end: int) -> list[StatutoryHoliday]:
    """The holidays after the announced year `through` to the year `end`, and the New Year after it."""
    years = range(through + 1, end + 1)
    return [holiday for year in years for holiday in statutory_holidays(year)] + [new_year(end + 1)]


def _owed(holidays: Sequence[StatutoryHoliday], statutory: Mapping[int, Bilingual]) -> Marks:
    """The weekdays off for statutory days that fell on a weekend or on one another."""
    marks: Marks = {}
    met: set[int] = set()
    owed = []
    for holiday in holidays:
        for day in holiday.days():
            ordinal = day.toordinal()
            if is_weekend(ordinal) or ordinal in met:
                owed.append((ordinal, holiday.name))
            met.add(ordinal)
    for fallen, name in sorted(owed, key=lambda item: item[0]):
        ordinal = fallen + 1
        while is_weekend(ordinal) or ordinal in statutory or ordinal in marks:
            ordinal += 1
        marks[ordinal] = Mark(DayKind.HOLIDAY, name)
    return marks


def _possible_make_up(holidays: Sequence[StatutoryHoliday]) -> Iterator[tuple[int, Mark]]:
    """The weekend days that lie where make-up days of their holiday have been seen."""
    for holiday in holidays:
        swap, mark = LARGEST_SWAPS[holiday.name], Mark(DayKind.MAKE_UP, holiday.name)
        first, last = holiday.first.toordinal(), holiday.last.toordinal()
        spans = []
        if swap.make_up_before:
            near, far = swap.make_up_before
            spans.append(range(first - far, first - near + 1))
        if swap.make_up_after:
            near, far = swap.make_up_after
            spans.append(range(last + near, last + far + 1))
        yield from ((ordinal, mark) for span in spans for ordinal in span if is_weekend(ordinal))


def _possible_off(holidays: Sequence[StatutoryHoliday]) -> Iterator[tuple[int, Mark]]:
    """The weekdays that lie where weekdays off of their holiday have been seen."""
    for holiday in holidays:
        swap, mark = LARGEST_SWAPS[holiday.name], Mark(DayKind.HOLIDAY, holiday.name)
        first, last = holiday.first.toordinal(), holiday.last.toordinal()
        span = range(first - swap.off_before, last + swap.off_after + 1)
        yield from ((ordinal, mark) for ordinal in span if not is_weekend(ordinal))
