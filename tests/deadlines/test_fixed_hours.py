"""Limits in hours: through nights and rest days, by the clock of China, with moments known only by their day."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.deadlines.fixed import SHANGHAI
from gkrules.deadlines.recurring import BeforeStart

sys.path.insert(0, str(Path(__file__).parent))

from terms import judged, told


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "within", "due"),
    [
        # across midnight
        ("2021-07-01T22:00", "5 hours", "2021-07-02T03:00"),
        ("2021-12-31T22:00", "5 hours", "2022-01-01T03:00"),
        # through a weekend and the National Day holiday
        ("2021-07-02T18:00", "48 hours", "2021-07-04T18:00"),
        ("2021-09-30T18:00", "24 hours", "2021-10-01T18:00"),
        # instants with other offsets
        ("2021-07-01T14:00+00:00", "5 hours", "2021-07-02T03:00"),
        ("2021-07-01T09:00-05:00", "5 hours", "2021-07-02T03:00"),
        ("2021-07-01T22:00+08:00", "5 hours", "2021-07-02T03:00"),
    ],
)
def test_due_instant(start: str, within: str, due: str) -> None:
    deadline = judged("2021-07-01", start=start, within=within)
    assert (deadline.due, deadline.earliest, deadline.latest) == (instant(due),) * 3
    assert not deadline.provisional


@pytest.mark.parametrize(
    ("event", "as_of", "expected"),
    [
        # within 5 hours of 22:00 on 1 July
        ("2021-07-01T22:00", "2021-12-31", "pass met"),
        ("2021-07-02T03:00", "2021-12-31", "pass met"),
        ("2021-07-02T03:00:01", "2021-12-31", "violation met_late, 1 over"),
        ("2021-07-02T04:00", "2021-12-31", "violation met_late, 1 over"),
        ("2021-07-02T04:01", "2021-12-31", "violation met_late, 2 over"),
        ("2021-07-01T19:00+00:00", "2021-12-31", "pass met"),
        ("2021-07-01T14:30-05:00", "2021-12-31", "violation met_late, 1 over"),
        # the as-of day means its end
        (None, "2021-07-01", "pending running, 3 left"),
        (None, "2021-07-02", "violation overdue, 21 over"),
        ("2021-07-02T02:00", "2021-07-01", "pending running, 3 left"),
        ("2021-07-03T02:00", "2021-07-02", "violation overdue, 21 over"),
        # 24:00 belongs to the day that ends
        ("2021-07-02T00:00", "2021-07-01", "pass met"),
        # an event known only by its day
        ("2021-07-01", "2021-12-31", "pass met"),
        ("2021-07-02", "2021-12-31", "undetermined unknown, missing done_on"),
        ("2021-07-03", "2021-12-31", "violation met_late, 21 over"),
        # on the day after the as-of date it has not happened
        ("2021-07-02", "2021-07-01", "pending running, 3 left"),
        ("2021-07-03", "2021-07-02", "violation overdue, 21 over"),
    ],
)
def test_within_5_hours_of_10_in_the_evening(event: str | None, as_of: str, expected: str) -> None:
    assert told(judged(as_of, start="2021-07-01T22:00", within="5 hours", event=event)) == expected


@pytest.mark.parametrize(
    ("event", "as_of", "expected"),
    [
        # the event happened some time on 1 July: 24 hours end some time on 2 July
        ("2021-07-01T23:00", "2021-12-31", "pass met"),
        ("2021-07-02T00:00", "2021-12-31", "pass met"),
        ("2021-07-02T12:00", "2021-12-31", "undetermined unknown, missing began_on"),
        ("2021-07-03T00:00", "2021-12-31", "undetermined unknown, missing began_on"),
        ("2021-07-03T00:30", "2021-12-31", "violation met_late, 1 over"),
        ("2021-07-01", "2021-12-31", "pass met"),
        ("2021-07-02", "2021-12-31", "undetermined unknown, missing began_on done_on"),
        ("2021-07-04", "2021-12-31", "violation met_late, 24 over"),
        (None, "2021-07-01", "pending running, 0 left"),
        (None, "2021-07-02", "undetermined unknown, missing began_on"),
        (None, "2021-07-03", "violation overdue, 24 over"),
    ],
)
def test_a_start_known_only_by_its_day(event: str | None, as_of: str, expected: str) -> None:
    deadline = judged(as_of, start="2021-07-01", within="24 hours", event=event)
    assert told(deadline) == expected
    days = (deadline.start, deadline.due, deadline.earliest, deadline.latest)
    assert days == (date(2021, 7, 1), None, instant("2021-07-02T00:00"), instant("2021-07-03T00:00"))


@pytest.mark.parametrize(
    ("as_of", "before_start", "expected"),
    [
        ("2021-12-31", BeforeStart.UNDETERMINED, "undetermined unknown"),
        ("2021-07-01", BeforeStart.NOT_DONE, "pending running, 3 left"),
        ("2021-07-02", BeforeStart.NOT_DONE, "violation overdue, 21 over"),
    ],
)
def test_an_event_before_the_start(as_of: str, before_start: BeforeStart, expected: str) -> None:
    deadline = judged(
        as_of, start="2021-07-01T22:00", within="5 hours", event="2021-07-01T21:59", before_start=before_start
    )
    assert told(deadline) == expected
    assert (deadline.met is None) == (before_start is BeforeStart.NOT_DONE)


def test_not_before_a_day() -> None:
    times = {"2021-07-01T23:00": "violation unknown", "2021-07-02T00:00": "pass met", "2021-07-01": "violation unknown"}
    for event, expected in times.items():
        deadline = judged(
            "2021-12-31", start="2021-07-01T22:00", within="5 hours", event=event, not_before="2021-07-02"
        )
        assert told(deadline) == expected


def test_not_known_whether_it_happened() -> None:
    deadline = judged("2021-12-31", start="2021-07-01T22:00", within="5 hours", event_known=False)
    assert told(deadline) == "undetermined unknown, missing done_on"
    assert deadline.due == instant("2021-07-02T03:00")


def test_without_a_start() -> None:
    deadline = judged("2021-12-31", within="5 hours", event="2021-07-01", missing_start=("began_on",))
    assert told(deadline) == "undetermined unknown, missing began_on"


@settings(max_examples=100, deadline=None)
@given(
    st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2022-01-01")),
    st.integers(1, 100),
    st.integers(0, 10_000),
    st.sampled_from([-11, -5, 0, 5, 8, 14]),
)
def test_the_offset_in_which_a_moment_is_written_does_not_matter(
    start: datetime, hours: int, minutes: int, offset: int
) -> None:
    began, ended = start.replace(tzinfo=SHANGHAI), (start + timedelta(minutes=minutes)).replace(tzinfo=SHANGHAI)
    plain = judged("2022-12-31", start=start.isoformat(), within=f"{hours} hours", event=ended.isoformat())
    shift = timedelta(hours=offset)
    elsewhere = [(m.replace(tzinfo=None) - timedelta(hours=8) + shift).isoformat() for m in (began, ended)]
    sign = f"{'-' if offset < 0 else '+'}{abs(offset):02}:00"
    other = judged("2022-12-31", start=elsewhere[0] + sign, within=f"{hours} hours", event=elsewhere[1] + sign)
    assert (told(other), other.due) == (told(plain), plain.due)
    over = -(-(minutes - hours * 60) // 60)
    assert told(plain) == ("pass met" if over <= 0 else f"violation met_late, {over} over")
