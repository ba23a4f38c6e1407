"""The table of announced years against the package `holidays`, and against itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import holidays
import pytest

from gkrules.calendar import ANNOUNCED, FESTIVALS, AnnouncedYear, Calendar, Holiday, statutory_holidays
from gkrules.calendar.notices import LABOUR_DAY, NATIONAL_DAY, NEW_YEAR, SPRING_FESTIVAL, check_year
from gkrules.errors import CalendarNotAnnounced

CHINA = Calendar.china()


def test_every_day_agrees_with_holidays() -> None:
    other = holidays.country_holidays("CN", years=range(2007, 2028), observed=True, language="zh_CN")
    day, last = date(2007, 12, 29), date(2026, 12, 31)
    wrong = []
    while day <= last:
        if CHINA.is_working_day(day) != other.is_working_day(day):
            wrong.append(day.isoformat())
        day += timedelta(1)
    assert wrong == []


def test_every_stretch_off_is_as_long_as_the_days_off_around_it() -> None:
    for year in ANNOUNCED:
        for holiday in year.holidays:
            assert not any(
                CHINA.is_working_day(holiday.first + timedelta(i))
                for i in range((holiday.last - holiday.first).days + 1)
            )
            if holiday.first != date(2007, 12, 30):
                assert CHINA.is_working_day(holiday.first - timedelta(1)), holiday
            assert CHINA.is_working_day(holiday.last + timedelta(1)), holiday


def test_every_year_is_one_a_notice_could_set() -> None:
    assert [year.year for year in ANNOUNCED] == list(range(2008, 2027))
    for year in ANNOUNCED:
        check_year(year)


def test_notice_numbers() -> None:
    assert [(y.year, *y.notices) for y in ANNOUNCED if len(y.notices) != 1] == [
        (2008,),
        (2015, "国办发明电〔2014〕28号", "国发明电〔2015〕1号"),
        (2019, "国办发明电〔2018〕15号", "国办发明电〔2019〕3号"),
        (2020, "国办发明电〔2019〕16号", "国办发明电〔2020〕1号"),
    ]
    assert [y.year for y in ANNOUNCED if y.number_doubtful] == [2011]
    assert all(n.startswith(f"国办发明电〔{y.year - 1}〕") for y in ANNOUNCED for n in y.notices[:1])


@pytest.mark.parametrize("year", FESTIVALS)
def test_statutory_days_agree_with_holidays(year: int) -> None:
    other = holidays.country_holidays("CN", years=year, observed=False, language="zh_CN")
    named = {day for day, name in other.items() if day.year == year and "调休" not in name and "延长" not in name}
    named.discard(date(2015, 9, 3))
    assert {day for holiday in statutory_holidays(year) for day in holiday.days()} == named


@pytest.mark.parametrize(
    ("year", "spring", "labour", "total"),
    [
        (2013, ("2013-02-09", "2013-02-11"), ("2013-05-01", "2013-05-01"), 11),
        (2014, ("2014-01-31", "2014-02-02"), ("2014-05-01", "2014-05-01"), 11),
        (2024, ("2024-02-10", "2024-02-12"), ("2024-05-01", "2024-05-01"), 11),
        (2025, ("2025-01-28", "2025-01-31"), ("2025-05-01", "2025-05-02"), 13),
        (2027, ("2027-02-05", "2027-02-08"), ("2027-05-01", "2027-05-02"), 13),
    ],
)
def test_each_version_of_the_law(year: int, spring: tuple[str, str], labour: tuple[str, str], total: int) -> None:
    days = {h.name: h for h in statutory_holidays(year)}
    spelled = {name: (h.first.isoformat(), h.last.isoformat()) for name, h in days.items()}
    assert spelled[SPRING_FESTIVAL] == spring
    assert spelled[LABOUR_DAY] == labour
    assert sum(len(h.days()) for h in days.values()) == total


@pytest.mark.parametrize("year", [2007, 2036])
def test_no_lunar_dates(year: int) -> None:
    with pytest.raises(CalendarNotAnnounced) as caught:
        statutory_holidays(year)
    assert str(caught.value) == (f"the lunar dates of {year} are not in the calendar: it holds those of 2008 to 2035.")


D = date
CANNOT_SET = " is not a day that the notice of 2027 can set; it sets days after 2026-12-24, up to 2027-12-31"


@pytest.mark.parametrize(
    ("holiday", "message"),
    [
        (
            Holiday(NATIONAL_DAY, D(2027, 10, 7), D(2027, 10, 1)),
            "国庆节: the last day off, 2027-10-01, is before the first, 2027-10-07",
        ),
        (
            Holiday(NATIONAL_DAY, D(2027, 10, 1), D(2027, 10, 7), (D(2027, 9, 24),)),
            "国庆节: the make-up day 2027-09-24 is not a Saturday or Sunday",
        ),
        (
            Holiday(NATIONAL_DAY, D(2027, 10, 1), D(2027, 10, 7), (D(2027, 10, 2),)),
            "国庆节: 2027-10-02 is both a day off and a make-up day",
        ),
        (
            Holiday(NEW_YEAR, D(2026, 12, 24), D(2027, 1, 1)),
            "元旦: 2026-12-24" + CANNOT_SET,
        ),
        (
            Holiday(NEW_YEAR, D(2028, 1, 1), D(2028, 1, 1)),
            "元旦: 2028-01-01" + CANNOT_SET,
        ),
    ],
)
def test_a_year_that_no_notice_could_set(holiday: Holiday, message: str) -> None:
    with pytest.raises(ValueError, match="202") as caught:
        CHINA.with_additions(years=[AnnouncedYear(2027, (holiday,))])
    assert str(caught.value) == message


def test_an_announced_year_takes_no_datetime() -> None:
    instant = datetime(2027, 1, 1)  # noqa: DTZ001 - what a careless caller passes
    with pytest.raises(TypeError) as caught:
        CHINA.with_additions(years=[AnnouncedYear(2027, (Holiday(NEW_YEAR, instant, instant),))])
    assert str(caught.value) == ("a datetime.date is needed, not datetime: datetime.datetime(2027, 1, 1, 0, 0)")
