"""The provisional views: the table of largest swaps, the nominal rule, and bounds that enclose the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.calendar import (
    ANNOUNCED,
    LARGEST_SWAPS,
    Calendar,
    Day,
    DayKind,
    DayTable,
    LargestSwap,
    Views,
    statutory_holidays,
)
from gkrules.calendar.notices import (
    MID_AUTUMN,
    NATIONAL_AND_MID_AUTUMN,
    NATIONAL_DAY,
    SPRING_FESTIVAL,
    VICTORY_DAY,
)
from gkrules.errors import CalendarNotAnnounced

CHINA = Calendar.china()
VIEWS = CHINA.views()
ONE_DAY = timedelta(1)
UNFORESEEN = (date(2015, 9, 3), date(2015, 9, 6))


@cache
def known_in(year: int) -> Views:
    """The views as they stood before the notice of `year`."""
    return CHINA.announced_up_to(year - 1).views()


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def day(text: str) -> date:
    return date.fromisoformat(text)


# The table of largest swaps.


def _reach(distances: list[int]) -> tuple[int, int] | None:
    return (min(distances), max(distances)) if distances else None


def derived_swaps() -> dict[Bilingual, LargestSwap]:
    off: dict[tuple[Bilingual, str], list[int]] = {}
    for year in ANNOUNCED:
        law = {holiday.name: holiday for holiday in statutory_holidays(year.year)}
        statutory = {d for holiday in law.values() for d in holiday.days()}
        for row in year.holidays:
            if row.name == VICTORY_DAY:
                continue
            name = NATIONAL_DAY if row.name == NATIONAL_AND_MID_AUTUMN else row.name
            first, last = law[name].first, law[name].last
            weekdays = [d for d in days(row.first, row.last) if d.weekday() < 5 and d not in statutory]
            for what, moved in (("off", weekdays), ("made up", row.make_up)):
                before = [(first - d).days for d in moved if d < first]
                after = [(d - last).days for d in moved if d > last]
                assert len(before) + len(after) == len(moved)
                off.setdefault((name, what + " before"), []).extend(before)
                off.setdefault((name, what + " after"), []).extend(after)
    return {
        name: LargestSwap(
            max(off[name, "off before"], default=0),
            max(off[name, "off after"], default=0),
            _reach(off[name, "made up before"]),
            _reach(off[name, "made up after"]),
        )
        for name in LARGEST_SWAPS
    }


def test_largest_swaps_are_those_of_the_announced_years() -> None:
    assert derived_swaps() == LARGEST_SWAPS


# Settled time.


def test_settled_time_is_the_calendar() -> None:
    for d in days(date(2007, 12, 29), CHINA.settled_through):
        expected = CHINA.day(d)
        assert VIEWS.nominal.day(d) == VIEWS.most.day(d) == VIEWS.fewest.day(d) == expected


def test_the_last_week_is_nominally_as_announced() -> None:
    for d in days(date(2026, 12, 25), date(2026, 12, 31)):
        assert VIEWS.nominal.day(d) == CHINA.day(d)


@pytest.mark.parametrize("year", range(2009, 2027))
def test_settled_time_is_true_whatever_the_next_notice(year: int) -> None:
    views = known_in(year)
    for d in days(date(year - 1, 1, 1), date(year - 1, 12, 24)):
        assert views.most.day(d) == views.nominal.day(d) == views.fewest.day(d) == CHINA.day(d)


# The nominal rule.


def nominal_off(year: int) -> list[str]:
    every = days(date(year, 1, 1), date(year, 12, 31))
    return [f"{d:%m-%d}" for d in every if d.weekday() < 5 and not VIEWS.nominal.is_working_day(d)]


@pytest.mark.parametrize(
    ("year", "weekdays_off"),
    [
        # 春节 has Saturday and Sunday in it, 劳动节 both days, 国庆节 two
        (
            2027,
            "01-01 02-05 02-08 02-09 02-10 04-05 05-03 05-04 06-09 09-15 10-01 10-04 10-05",
        ),
        # 元旦 on Saturday; 端午 on Sunday; 中秋 on 3 October, the last day of 国庆, which begins on a Sunday
        (
            2028,
            "01-03 01-25 01-26 01-27 01-28 04-04 05-01 05-02 05-29 10-02 10-03 10-04 10-05",
        ),
    ],
)
def test_nominal_weekdays_off(year: int, weekdays_off: str) -> None:
    assert nominal_off(year) == weekdays_off.split()


@pytest.mark.parametrize("year", range(2027, 2036))
def test_nominal_years_have_thirteen_weekdays_off(year: int) -> None:
    # A holiday of 31 December would be made up next year; there is none.
    assert len(nominal_off(year)) == 13
    assert not any(
        VIEWS.nominal.is_working_day(d) for d in days(date(year, 1, 1), date(year, 12, 31)) if d.weekday() >= 5
    )


@pytest.mark.parametrize(
    ("start", "n", "earliest", "nominal", "latest"),
    [
        ("2026-12-26", 20, "2027-01-25", "2027-01-25", "2027-01-26"),
        ("2026-11-20", 20, "2026-12-18", "2026-12-18", "2026-12-18"),
        ("2027-01-20", 20, "2027-02-15", "2027-02-23", "2027-02-26"),
        ("2027-03-01", 20, "2027-03-29", "2027-03-29", "2027-03-29"),
    ],
)
def test_due_dates(start: str, n: int, earliest: str, nominal: str, latest: str) -> None:
    found = [view.add_working_days(day(start), n) for view in (VIEWS.most, VIEWS.nominal, VIEWS.fewest)]
    assert found == [day(earliest), day(nominal), day(latest)]


def test_views_say_why() -> None:
    assert VIEWS.nominal.day(day("2027-02-06")) == Day(day("2027-02-06"), DayKind.HOLIDAY, SPRING_FESTIVAL)
    assert VIEWS.most.day(day("2027-01-31")) == Day(day("2027-01-31"), DayKind.MAKE_UP, SPRING_FESTIVAL)
    assert VIEWS.fewest.day(day("2027-02-12")) == Day(day("2027-02-12"), DayKind.HOLIDAY, SPRING_FESTIVAL)
    assert VIEWS.fewest.day(day("2027-09-16")) == Day(day("2027-09-16"), DayKind.HOLIDAY, MID_AUTUMN)


def test_local_days_hold_in_all_views() -> None:
    views = CHINA.with_additions(days_off=[day("2027-03-03")], working_days=[day("2027-03-06")]).views()
    for view in views:
        assert not view.is_working_day(day("2027-03-03"))
        assert view.is_working_day(day("2027-03-06"))


# Where the views end.

AFTER = (
    "2036-01-01 lies after 2035-12-31: the lunar dates of the holidays are held up to 2035 only."
    " Judge the term by a due date of your own."
)
BEFORE = (
    "2007-12-28 lies before 2007-12-29, the first day that a notice in the calendar sets."
    " Earlier days cannot be counted, not even provisionally."
)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda v: v.is_working_day(date(2036, 1, 1)), AFTER),
        (lambda v: v.day(date(2036, 1, 1)), AFTER),
        (lambda v: v.add_working_days(date(2035, 12, 28), 20), AFTER),
        (lambda v: v.working_days_between(date(2035, 12, 31), date(2036, 1, 1)), AFTER),
        (lambda v: v.is_working_day(date(2007, 12, 28)), BEFORE),
        (lambda v: v.add_working_days(date(2007, 12, 31), -2), BEFORE),
    ],
)
@pytest.mark.parametrize("view", VIEWS, ids=Views._fields)
def test_where_the_views_end(view: DayTable, ask: Callable[[DayTable], object], message: str) -> None:
    assert (view.first, view.last) == (date(2007, 12, 29), date(2035, 12, 31))
    with pytest.raises(CalendarNotAnnounced) as caught:
        ask(view)
    assert str(caught.value) == message


def test_views_refuse_a_datetime() -> None:
    with pytest.raises(TypeError, match="not datetime"):
        VIEWS.most.is_working_day(datetime(2027, 1, 1))  # noqa: DTZ001 - what a careless caller passes


# Soundness: the truth lies between the bounds that were known a year before.


def test_nominal_lies_between_the_bounds_day_by_day() -> None:
    for d in days(date(2007, 12, 29), date(2035, 12, 31)):
        fewest, nominal, most = (v.is_working_day(d) for v in (VIEWS.fewest, VIEWS.nominal, VIEWS.most))
        assert fewest <= nominal <= most, d


@pytest.mark.parametrize("year", range(2009, 2027))
def test_the_truth_lies_between_the_bounds_day_by_day(year: int) -> None:
    views = known_in(year)
    outside = [
        d.isoformat()
        for d in days(date(year - 1, 12, 1), CHINA.settled_through)
        if not views.fewest.is_working_day(d) <= CHINA.is_working_day(d) <= views.most.is_working_day(d)
    ]
    assert outside == (["2015-09-03", "2015-09-04", "2015-09-06"] if year <= 2015 else [])


def enclosed(year: int, start: date, n: int) -> bool:
    """Whether earliest <= true due <= latest; true also where the span touches what cannot be foreseen."""
    try:
        due = CHINA.add_working_days(start, n)
    except CalendarNotAnnounced:
        return True
    views = known_in(year)
    earliest, latest = views.most.add_working_days(start, n), views.fewest.add_working_days(start, n)
    unforeseen = start < UNFORESEEN[1] and max(due, latest) >= UNFORESEEN[0] and year == 2015
    return unforeseen or earliest <= due <= latest


@given(st.integers(2009, 2026), st.integers(0, 364), st.integers(1, 60))
def test_the_due_date_lies_between_the_bounds(year: int, offset: int, n: int) -> None:
    start = date(year - 1, 12, 1) + timedelta(offset)
    assume(start <= date(year, 11, 30))
    assert enclosed(year, start, n)


@pytest.mark.long
@pytest.mark.parametrize("year", range(2009, 2027))
def test_every_due_date_lies_between_the_bounds(year: int) -> None:
    wrong = [
        (start, n)
        for start in days(date(year - 1, 12, 1), date(year, 11, 30))
        for n in range(1, 61)
        if not enclosed(year, start, n)
    ]
    assert wrong == []
