"""The official calendar: the dates that software gets wrong, counting, additions and refusals."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.calendar import AnnouncedYear, Calendar, Day, DayKind, Holiday
from gkrules.calendar.days import LOCAL_DAY_OFF, LOCAL_WORKING_DAY
from gkrules.calendar.notices import NATIONAL_DAY, NEW_YEAR
from gkrules.errors import CalendarNotAnnounced

CHINA = Calendar.china()
FIRST, LAST = date(2007, 12, 29), date(2026, 12, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


WORKING, OFF = True, False
HARD_DATES = {
    # make-up days and days off set by the next year's notice
    "2007-12-29": WORKING,
    "2011-12-31": WORKING,
    "2018-12-29": WORKING,
    "2007-12-31": OFF,
    "2018-12-31": OFF,
    # 端午 was Saturday 06-23; the substitute lies before it
    "2012-06-22": OFF,
    "2012-06-25": WORKING,
    # two make-up days in the first week
    "2013-01-05": WORKING,
    "2013-01-06": WORKING,
    # 除夕 was not a holiday in 2014-2024
    "2014-01-30": WORKING,
    "2024-02-09": WORKING,
    # one-off holiday by a notice of May 2015
    "2015-09-03": OFF,
    "2015-09-04": OFF,
    "2015-09-06": WORKING,
    # 中秋 on Sunday 09-27 had no Monday substitute
    "2015-09-28": WORKING,
    "2015-10-10": WORKING,
    # revised by the notice of March 2019
    "2019-05-02": OFF,
    "2019-05-03": OFF,
    "2019-04-28": WORKING,
    "2019-05-05": WORKING,
    # the extended Spring Festival
    "2020-01-31": OFF,
    "2020-02-01": OFF,
    "2020-02-02": OFF,
    "2020-02-03": WORKING,
    "2020-01-19": WORKING,
    # 元旦 was one day, no bridge
    "2025-01-02": WORKING,
    "2025-01-03": WORKING,
    # make-up days of 2026
    "2026-01-04": WORKING,
    "2026-02-14": WORKING,
    "2026-02-28": WORKING,
    "2026-05-09": WORKING,
    "2026-09-20": WORKING,
    "2026-10-10": WORKING,
}


@pytest.mark.parametrize(("text", "works"), HARD_DATES.items())
def test_dates_that_software_gets_wrong(text: str, works: bool) -> None:
    assert CHINA.is_working_day(day(text)) is works


def test_working_days_per_year() -> None:
    counts = [
        CHINA.working_days_between(date(y, 1, 1), date(y, 12, 31)) + CHINA.is_working_day(date(y, 1, 1))
        for y in range(2008, 2027)
    ]
    assert counts == [
        *(251, 250, 250, 250, 249, 250, 250, 249, 250, 249),
        *(250, 250, 249, 250, 249, 249, 251, 248, 248),
    ]


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2021-07-22", 20, "2021-08-19"),
        ("2021-09-06", 20, "2021-10-09"),
        ("2021-10-08", 20, "2021-11-04"),
        ("2021-06-01", 20, "2021-06-30"),
        ("2021-06-01", 40, "2021-07-28"),
        ("2021-02-05", 7, "2021-02-20"),
        ("2026-10-10", 0, "2026-10-10"),
        ("2026-10-11", 0, "2026-10-11"),
        ("2026-10-11", 1, "2026-10-12"),
        ("2026-10-11", -1, "2026-10-10"),
        ("2026-10-12", -1, "2026-10-10"),
        ("2026-10-10", -1, "2026-10-09"),
        ("2007-12-29", 1, "2008-01-02"),
        ("2008-01-02", -1, "2007-12-29"),
    ],
)
def test_add_working_days(start: str, n: int, due: str) -> None:
    assert CHINA.add_working_days(day(start), n) == day(due)


def test_working_days_between() -> None:
    assert CHINA.working_days_between(day("2026-09-30"), day("2026-10-10")) == 3
    assert CHINA.working_days_between(day("2026-10-10"), day("2026-09-30")) == -3
    assert CHINA.working_days_between(day("2026-09-30"), day("2026-10-07")) == 0
    assert CHINA.working_days_between(day("2026-09-30"), day("2026-09-30")) == 0


def test_day_says_why() -> None:
    notice = "国办发明电〔2025〕7号"
    assert CHINA.day(day("2026-09-30")) == Day(day("2026-09-30"), DayKind.WORKING)
    assert CHINA.day(day("2026-10-11")) == Day(day("2026-10-11"), DayKind.WEEKEND)
    assert CHINA.day(day("2026-10-03")) == Day(day("2026-10-03"), DayKind.HOLIDAY, NATIONAL_DAY, notice)
    assert CHINA.day(day("2026-10-10")) == Day(day("2026-10-10"), DayKind.MAKE_UP, NATIONAL_DAY, notice)
    assert CHINA.day(day("2020-01-31")).notice == "国办发明电〔2020〕1号"
    assert CHINA.day(day("2015-09-06")).notice == "国发明电〔2015〕1号"
    assert CHINA.day(day("2018-12-29")) == Day(day("2018-12-29"), DayKind.MAKE_UP, NEW_YEAR, "国办发明电〔2018〕15号")
    assert CHINA.day(day("2007-12-31")) == Day(day("2007-12-31"), DayKind.HOLIDAY, NEW_YEAR, None)


def test_the_span() -> None:
    assert Calendar.china() is CHINA
    assert (CHINA.announced_from, CHINA.announced_through) == (2008, 2026)
    assert CHINA.settled_through == date(2026, 12, 24)
    assert [y for y in range(2000, 2040) if CHINA.announced(y)] == list(range(2008, 2027))


AFTER = (
    "2027-01-01 lies in 2027, which is not an announced year (2008 to 2026 are)."
    " Add the notice of 2027 to the profile, or take the provisional views of the calendar."
)
BEFORE = (
    "2007-12-28 lies in 2007, which is not an announced year (2008 to 2026 are)."
    " The calendar begins on 2007-12-29; earlier days cannot be counted."
)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda c: c.is_working_day(date(2027, 1, 1)), AFTER),
        (lambda c: c.day(date(2027, 1, 1)), AFTER),
        (lambda c: c.add_working_days(date(2027, 1, 1), 0), AFTER),
        (lambda c: c.add_working_days(date(2026, 12, 26), 20), AFTER),
        (lambda c: c.working_days_between(date(2026, 12, 31), date(2027, 1, 1)), AFTER),
        (lambda c: c.working_days_between(date(2027, 1, 1), date(2026, 12, 31)), AFTER),
        (lambda c: c.is_working_day(date(2007, 12, 28)), BEFORE),
        (lambda c: c.day(date(2007, 12, 28)), BEFORE),
        (lambda c: c.add_working_days(date(2007, 12, 28), 1), BEFORE),
        (lambda c: c.add_working_days(date(2007, 12, 29), -1), BEFORE),
        (lambda c: c.working_days_between(date(2007, 12, 28), date(2008, 1, 1)), BEFORE),
    ],
)
def test_days_not_announced(ask: Callable[[Calendar], object], message: str) -> None:
    with pytest.raises(CalendarNotAnnounced) as caught:
        ask(CHINA)
    assert str(caught.value) == message


INSTANT = datetime(2020, 1, 1)  # noqa: DTZ001 - what a careless caller passes


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.is_working_day(INSTANT),
        lambda c: c.day(INSTANT),
        lambda c: c.add_working_days(INSTANT, 1),
        lambda c: c.add_working_days(INSTANT, 0),
        lambda c: c.working_days_between(INSTANT, date(2020, 1, 2)),
        lambda c: c.working_days_between(date(2020, 1, 2), INSTANT),
        lambda c: c.with_additions(days_off=[INSTANT]),
        lambda c: c.with_additions(working_days=[INSTANT]),
    ],
)
def test_a_datetime_is_refused(ask: Callable[[Calendar], object]) -> None:
    with pytest.raises(TypeError) as caught:
        ask(CHINA)
    assert str(caught.value) == ("a datetime.date is needed, not datetime: datetime.datetime(2020, 1, 1, 0, 0)")


def test_a_string_is_refused() -> None:
    with pytest.raises(TypeError) as caught:
        CHINA.is_working_day("2020-01-01")  # type: ignore[arg-type]
    assert str(caught.value) == "a datetime.date is needed, not str: '2020-01-01'"


# Additions by a body's profile.

Y2027 = AnnouncedYear(
    2027,
    (
        Holiday(NEW_YEAR, date(2026, 12, 30), date(2027, 1, 3), (date(2026, 12, 26),)),
        Holiday(NATIONAL_DAY, date(2027, 10, 1), date(2027, 10, 7), (date(2027, 9, 26), date(2027, 10, 9))),
    ),
    ("假想〔2026〕0号",),
)


def test_a_newly_announced_year() -> None:
    more = CHINA.with_additions(years=[Y2027])
    assert (more.announced_through, more.settled_through) == (2027, date(2027, 12, 24))
    assert CHINA.announced_through == 2026
    assert more.is_working_day(date(2026, 12, 26))
    assert not more.is_working_day(date(2026, 12, 30))
    assert not CHINA.is_working_day(date(2026, 12, 26))
    assert more.day(date(2027, 10, 9)) == Day(date(2027, 10, 9), DayKind.MAKE_UP, NATIONAL_DAY, "假想〔2026〕0号")
    assert more.announced_up_to(2026) == CHINA
    assert hash(more.announced_up_to(2026)) == hash(CHINA)
    assert more != CHINA
    assert repr(more) == "<Calendar of China, announced 2008 to 2027>"


def test_a_revised_year_replaces_the_old_one() -> None:
    revised = CHINA.with_additions(years=[AnnouncedYear(2026, ())])
    assert revised.is_working_day(date(2026, 10, 1))
    assert revised.announced_through == 2026


def test_local_days() -> None:
    local = CHINA.with_additions(
        days_off=[date(2020, 2, 3), date(2020, 1, 25)],
        working_days=[date(2020, 2, 8), date(2020, 1, 31), date(2020, 2, 5)],
    )
    assert local.day(date(2020, 2, 3)) == Day(date(2020, 2, 3), DayKind.HOLIDAY, LOCAL_DAY_OFF)
    assert local.day(date(2020, 1, 25)) == CHINA.day(date(2020, 1, 25))
    assert local.day(date(2020, 2, 8)) == Day(date(2020, 2, 8), DayKind.MAKE_UP, LOCAL_WORKING_DAY)
    assert local.day(date(2020, 1, 31)) == Day(date(2020, 1, 31), DayKind.WORKING, LOCAL_WORKING_DAY)
    assert local.day(date(2020, 2, 5)) == CHINA.day(date(2020, 2, 5))
    assert local.working_days_between(date(2020, 1, 30), date(2020, 2, 9)) == 6
    assert repr(local) == "<Calendar of China, announced 2008 to 2026, 5 local days>"
    later = local.with_additions(working_days=[date(2020, 2, 3)])
    assert later.is_working_day(date(2020, 2, 3))
    assert later.is_working_day(date(2020, 2, 8))


def test_a_local_day_of_an_unannounced_year_waits_for_its_notice() -> None:
    local = CHINA.with_additions(days_off=[date(2027, 3, 3)])
    with pytest.raises(CalendarNotAnnounced):
        local.is_working_day(date(2027, 3, 3))
    assert not local.with_additions(years=[Y2027]).is_working_day(date(2027, 3, 3))


GAP = "announced years must follow one another from 2008 on: {} is given where {} is due"


@pytest.mark.parametrize(
    ("add", "message"),
    [
        (lambda c: c.with_additions(years=[AnnouncedYear(2028, ())]), GAP.format(2028, 2027)),
        (lambda c: c.with_additions(years=[AnnouncedYear(2007, ())]), GAP.format(2007, 2008)),
        (
            lambda c: c.with_additions(years=[Y2027, Y2027]),
            "the year 2027 is added twice; keep one of the two",
        ),
        (
            lambda c: c.with_additions(days_off=[FIRST], working_days=[FIRST]),
            "2007-12-29 is added both as a day off and as a working day; keep one of the two",
        ),
        (lambda c: c.announced_up_to(2027), "2027 is not an announced year: 2008 to 2026 are"),
        (lambda c: Calendar(()), "a calendar needs at least one announced year"),
    ],
)
def test_additions_that_are_refused(add: Callable[[Calendar], object], message: str) -> None:
    with pytest.raises(ValueError, match="a") as caught:
        add(CHINA)
    assert str(caught.value) == message


# Laws of counting.

DAYS = st.dates(FIRST, LAST)
MIDDLE = st.dates(date(2009, 1, 1), date(2024, 12, 31))
COUNTS = st.integers(1, 200)


@given(MIDDLE, COUNTS)
def test_counting_forth_and_back(start: date, n: int) -> None:
    due = CHINA.add_working_days(start, n)
    assert CHINA.is_working_day(due)
    assert CHINA.working_days_between(start, due) == n
    if CHINA.is_working_day(start):
        assert CHINA.add_working_days(due, -n) == start


@given(MIDDLE, COUNTS)
def test_counting_back_and_forth(start: date, n: int) -> None:
    earlier = CHINA.add_working_days(start, -n)
    assert CHINA.is_working_day(earlier)
    if CHINA.is_working_day(start):
        assert CHINA.add_working_days(earlier, n) == start


@given(MIDDLE, COUNTS, COUNTS)
def test_terms_add_up(start: date, m: int, n: int) -> None:
    assert CHINA.add_working_days(CHINA.add_working_days(start, m), n) == CHINA.add_working_days(start, m + n)


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a: date, b: date, c: date) -> None:
    between = CHINA.working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(a, b) == -between(b, a)


@given(MIDDLE, COUNTS)
def test_counting_day_by_day(start: date, n: int) -> None:
    due, left = start, n
    while left:
        due += timedelta(1)
        left -= CHINA.day(due).kind.works
    assert CHINA.add_working_days(start, n) == due


@given(DAYS)
def test_day_and_is_working_day_agree(d: date) -> None:
    found = CHINA.day(d)
    assert found.kind.works is CHINA.is_working_day(d)
    assert isinstance(found.holiday, Bilingual) is (found.kind in (DayKind.HOLIDAY, DayKind.MAKE_UP))


def test_the_package_does_not_import_holidays() -> None:
    code = "import sys, gkrules.calendar as c; c.Calendar.china().views(); print('holidays' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code]).split() == [b"False"]
