"""Limits in working days, calendar days and months, fixed and recurring days: due dates and what is made of them."""

from __future__ import annotations

import sys
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.deadlines.recurring import BeforeStart, Every, Recurring, Roll

sys.path.insert(0, str(Path(__file__).parent))

from terms import CHINA, judged, moment, told

LAW = settings(max_examples=100, deadline=None)
DAYS = st.dates(date(2008, 1, 1), date(2024, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "within", "stays", "rolls"),
    [
        # working days: 1-7 October 2021 off, Saturday 9 October worked
        ("2021-09-30", "1 working_day", "2021-10-08", "2021-10-08"),
        ("2021-09-30", "3 working_days", "2021-10-11", "2021-10-11"),
        ("2021-10-02", "2 working_days", "2021-10-09", "2021-10-09"),
        # calendar days stay on a rest day; a make-up Saturday is none
        ("2021-07-01", "2 days", "2021-07-03", "2021-07-05"),
        ("2021-09-30", "1 day", "2021-10-01", "2021-10-08"),
        ("2021-10-08", "1 day", "2021-10-09", "2021-10-09"),
        ("2021-07-01", "0 days", "2021-07-01", "2021-07-01"),
        ("2020-12-31", "365 days", "2021-12-31", "2021-12-31"),
        # months end on the corresponding day, else on the last of the month
        ("2021-01-31", "1 month", "2021-02-28", "2021-03-01"),
        ("2020-01-31", "1 month", "2020-02-29", "2020-03-02"),
        ("2021-01-31", "2 months", "2021-03-31", "2021-03-31"),
        ("2021-02-28", "1 month", "2021-03-28", "2021-03-29"),
        ("2021-03-31", "1 month", "2021-04-30", "2021-04-30"),
        ("2020-02-29", "12 months", "2021-02-28", "2021-03-01"),
        ("2020-12-15", "3 months", "2021-03-15", "2021-03-15"),
    ],
)
def test_due_date(start: str, within: str, stays: str, rolls: str) -> None:
    for roll, due in ((Roll.NONE, day(stays)), (Roll.FORWARD, day(rolls))):
        deadline = judged(start, start=start, within=within, roll=roll)
        assert (deadline.start, deadline.due, deadline.earliest, deadline.latest) == (day(start), due, due, due)
        assert not deadline.provisional


@pytest.mark.parametrize(
    ("within", "event", "as_of", "expected"),
    [
        # from Wednesday 2021-06-30; 5 working days end on 07-07
        ("5 working_days", "2021-07-07", "2021-12-31", "pass met"),
        ("5 working_days", "2021-07-08", "2021-12-31", "violation met_late, 1 over"),
        ("5 working_days", "2021-07-12", "2021-12-31", "violation met_late, 3 over"),
        ("5 working_days", None, "2021-06-30", "pending running, 5 left"),
        ("5 working_days", None, "2021-07-03", "pending running, 3 left"),
        ("5 working_days", None, "2021-07-07", "pending running, 0 left"),
        ("5 working_days", None, "2021-07-08", "violation overdue, 1 over"),
        # 5 calendar days end on 07-05
        ("5 days", "2021-07-05", "2021-12-31", "pass met"),
        ("5 days", "2021-07-06", "2021-12-31", "violation met_late, 1 over"),
        ("5 days", None, "2021-07-03", "pending running, 2 left"),
        ("5 days", None, "2021-07-12", "violation overdue, 7 over"),
        # 2 months end on 08-30; whole months are left, months begun are over
        ("2 months", "2021-08-30", "2021-12-31", "pass met"),
        ("2 months", "2021-08-31", "2021-12-31", "violation met_late, 1 over"),
        ("2 months", "2021-09-30", "2021-12-31", "violation met_late, 1 over"),
        ("2 months", "2021-10-01", "2021-12-31", "violation met_late, 2 over"),
        ("2 months", None, "2021-06-30", "pending running, 2 left"),
        ("2 months", None, "2021-07-01", "pending running, 1 left"),
        ("2 months", None, "2021-08-30", "pending running, 0 left"),
        ("2 months", None, "2021-12-31", "violation overdue, 5 over"),
        # the day of the start, and events that have not happened by the as-of date
        ("5 days", "2021-06-30", "2021-06-30", "pass met"),
        ("5 days", "2021-07-04", "2021-07-03", "pending running, 2 left"),
        ("5 days", "2021-07-08", "2021-07-07", "violation overdue, 2 over"),
        # instants count by their day in China: 18:00 in London is the next day there
        ("5 days", "2021-07-05T23:59:59", "2021-12-31", "pass met"),
        ("5 days", "2021-07-05T18:00:00+01:00", "2021-12-31", "violation met_late, 1 over"),
        ("5 days", "2021-07-06T00:30:00+09:00", "2021-12-31", "pass met"),
    ],
)
def test_verdict(within: str, event: str | None, as_of: str, expected: str) -> None:
    assert told(judged(as_of, start="2021-06-30", within=within, event=event)) == expected


def test_a_start_that_is_an_instant_counts_by_its_day_in_china() -> None:
    deadline = judged("2021-07-01", start="2021-06-30T20:00:00+00:00", within="5 days")
    assert (deadline.start, deadline.due) == (day("2021-07-01"), day("2021-07-06"))


@pytest.mark.parametrize(
    ("as_of", "before_start", "expected"),
    [
        ("2021-07-01", BeforeStart.UNDETERMINED, "undetermined unknown"),
        ("2021-12-31", BeforeStart.UNDETERMINED, "undetermined unknown"),
        ("2021-07-05", BeforeStart.NOT_DONE, "pending running, 0 left"),
        ("2021-07-06", BeforeStart.NOT_DONE, "violation overdue, 1 over"),
    ],
)
def test_an_event_before_the_start(as_of: str, before_start: BeforeStart, expected: str) -> None:
    deadline = judged(as_of, start="2021-06-30", within="5 days", event="2021-06-29", before_start=before_start)
    assert told(deadline) == expected
    assert deadline.met == (day("2021-06-29") if before_start is BeforeStart.UNDETERMINED else None)


@pytest.mark.parametrize("as_of", ["2021-06-30", "2021-12-31"])
def test_not_known_whether_it_happened(as_of: str) -> None:
    deadline = judged(as_of, start="2021-06-30", within="5 days", event_known=False)
    assert told(deadline) == "undetermined unknown, missing done_on"
    assert deadline.due == day("2021-07-05")


def test_without_a_start() -> None:
    deadline = judged("2021-12-31", within="5 days", event="2021-07-01", missing_start=("began_on",))
    assert told(deadline) == "undetermined unknown, missing began_on"
    assert deadline.due is None


@pytest.mark.parametrize(
    ("event", "as_of", "roll", "expected"),
    [
        # Saturday 31 January 2026
        ("2026-01-31", "2026-12-31", Roll.NONE, "pass met"),
        ("2026-02-01", "2026-12-31", Roll.NONE, "violation met_late, 1 over"),
        ("2026-02-02", "2026-12-31", Roll.NONE, "violation met_late, 2 over"),
        ("2026-02-02", "2026-12-31", Roll.FORWARD, "pass met"),
        ("2026-02-03", "2026-12-31", Roll.FORWARD, "violation met_late, 1 over"),
        (None, "2026-01-29", Roll.NONE, "pending running, 2 left"),
        (None, "2026-01-31", Roll.NONE, "pending running, 0 left"),
        (None, "2026-02-01", Roll.NONE, "violation overdue, 1 over"),
        (None, "2026-02-01", Roll.FORWARD, "pending running, 1 left"),
        ("2026-02-01", "2026-01-31", Roll.NONE, "pending running, 0 left"),
        ("2025-06-30", "2026-12-31", Roll.NONE, "pass met"),
    ],
)
def test_by_a_fixed_day(event: str | None, as_of: str, roll: Roll, expected: str) -> None:
    assert told(judged(as_of, by="2026-01-31", event=event, roll=roll)) == expected


def test_by_a_fixed_day_but_not_before_the_start() -> None:
    assert told(judged("2026-12-31", start="2026-01-10", by="2026-01-31", event="2026-01-09")) == "undetermined unknown"
    assert told(judged("2026-12-31", start="2026-01-10", by="2026-01-31", event="2026-01-10")) == "pass met"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("2026-01-09", "violation unknown"),
        ("2026-01-10", "pass met"),
        ("2026-01-31", "pass met"),
        ("2026-02-01", "violation met_late, 1 over"),
    ],
)
def test_not_before_a_day(event: str, expected: str) -> None:
    assert told(judged("2026-12-31", by="2026-01-31", not_before="2026-01-10", event=event)) == expected


@pytest.mark.parametrize(
    ("event", "as_of", "expected"),
    [
        ("2027-01-05", "2027-03-01", "pass met"),
        ("2027-01-06", "2027-03-01", "undetermined unknown, missing calendar:2027"),
        ("2027-01-07", "2027-03-01", "violation met_late, 2 over"),
        (None, "2027-01-05", "pending running, 0 left"),
        (None, "2027-01-06", "undetermined unknown, missing calendar:2027"),
        (None, "2027-01-07", "violation overdue, 2 over"),
    ],
)
def test_into_a_year_without_a_notice(event: str | None, as_of: str, expected: str) -> None:
    # whether 31 December 2026 is off, only the notice of 2027 will say
    deadline = judged(as_of, start="2026-12-24", within="7 working_days", event=event)
    assert told(deadline) == expected
    days = (deadline.due, deadline.earliest, deadline.latest, deadline.provisional)
    assert days == (day("2027-01-05"), day("2027-01-05"), day("2027-01-06"), True)


@pytest.mark.parametrize(
    ("within", "roll", "due", "provisional"),
    [
        ("1 working_day", Roll.NONE, "2026-12-24", False),
        ("2 working_days", Roll.NONE, "2026-12-25", True),
        ("9 days", Roll.NONE, "2027-01-01", False),
        ("9 days", Roll.FORWARD, "2027-01-04", True),
        ("1 month", Roll.NONE, "2027-01-23", False),
    ],
)
def test_provisional_from_25_december_on_where_working_days_matter(
    within: str, roll: Roll, due: str, provisional: bool
) -> None:
    deadline = judged("2026-12-23", start="2026-12-23", within=within, roll=roll)
    assert (deadline.due, deadline.provisional) == (day(due), provisional)


@pytest.mark.parametrize(
    ("recurring", "start", "due"),
    [
        (Recurring(Every.MONTH, 1, 31), "2021-01-31", "2021-01-31"),
        (Recurring(Every.MONTH, 1, 31), "2021-02-01", "2021-02-28"),
        (Recurring(Every.MONTH, 1, 31), "2020-02-01", "2020-02-29"),
        (Recurring(Every.MONTH, 1, 31), "2021-04-01", "2021-04-30"),
        (Recurring(Every.MONTH, 1, 10), "2021-12-11", "2022-01-10"),
        (Recurring(Every.QUARTER, 3, 31), "2021-04-01", "2021-06-30"),
        (Recurring(Every.QUARTER, 3, 31), "2021-07-01", "2021-09-30"),
        (Recurring(Every.QUARTER, 1, 15), "2021-01-16", "2021-04-15"),
        (Recurring(Every.QUARTER, 1, 15), "2021-12-31", "2022-01-15"),
        (Recurring(Every.YEAR, 1, 31), "2021-01-31", "2021-01-31"),
        (Recurring(Every.YEAR, 1, 31), "2021-02-01", "2022-01-31"),
        (Recurring(Every.YEAR, 2, 31), "2024-01-01", "2024-02-29"),
        (Recurring(Every.YEAR, 2, 31), "2024-03-01", "2025-02-28"),
    ],
)
def test_recurring_day(recurring: Recurring, start: str, due: str) -> None:
    assert recurring.on_or_after(day(start)) == day(due)


@LAW
@given(st.sampled_from([(Every.MONTH, 1), (Every.QUARTER, 3), (Every.YEAR, 12)]), st.data(), st.integers(1, 31), DAYS)
def test_a_recurring_day_is_the_first_one_found_day_by_day(
    period: tuple[Every, int], data: st.DataObject, number: int, start: date
) -> None:
    every, months = period
    month = data.draw(st.integers(1, months))
    found = start
    while (found.month - 1) % months + 1 != month or found.day != min(number, monthrange(found.year, found.month)[1]):
        found += timedelta(1)
    assert Recurring(every, month, number).on_or_after(start) == found


@LAW
@given(DAYS, st.integers(1, 60))
def test_a_limit_is_as_long_as_it_says(start: date, amount: int) -> None:
    text = start.isoformat()
    in_days, in_working_days, in_months = (
        judged(text, start=text, within=f"{amount} {unit}").due for unit in ("days", "working_days", "months")
    )
    assert in_days == start + timedelta(amount)
    assert isinstance(in_working_days, date)
    assert CHINA.is_working_day(in_working_days)
    assert CHINA.working_days_between(start, in_working_days) == amount
    assert in_months is not None
    assert (in_months.year * 12 + in_months.month) - (start.year * 12 + start.month) == amount
    assert in_months.day == min(start.day, monthrange(in_months.year, in_months.month)[1])


@LAW
@given(DAYS, st.sampled_from(["1 month", "3 months", "10 days", "7 working_days"]), st.integers(0, 200))
def test_in_time_nothing_is_over_and_late_something_is(start: date, within: str, later: int) -> None:
    event = start + timedelta(later)
    deadline = judged("2026-12-31", start=start.isoformat(), within=within, event=event.isoformat())
    assert deadline.due is not None
    late = event > moment(str(deadline.due))  # type: ignore[operator]
    assert told(deadline).startswith("violation met_late" if late else "pass met")
    assert deadline.overrun is None or (late and deadline.overrun >= 0)
