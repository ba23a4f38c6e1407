"""What a clock takes from a record: events from fields and list, the start, the end, and cells it cannot read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gkrules.deadlines.case import CaseFacts
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.facts import case_facts
from gkrules.records.dictionary import dictionary
from gkrules.records.record import Record
from gkrules.sources.intake import Reader
from gkrules.sources.rows import Row, Table

SUBJECT = dictionary()["disclosure_application"]
CLOCK = SUBJECT.clocks["disclosure_reply"]


def record(cells: dict[str, Any]) -> Record:
    table = Table("test", "", None, (Row(1, None, {"id": "1", **cells}),))
    return Reader(SUBJECT).read(table).records[0]


def facts(**cells: Any) -> CaseFacts:
    return case_facts(record(cells), CLOCK)


def events(**cells: Any) -> list[CaseEvent]:
    return sorted(facts(**cells).events, key=CaseEvent.place)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_start_and_stated_day() -> None:
    found = facts(
        received_on="2021年7月1日", received_via="网上提交", confirmed_on="2021/7/2", correction_due_on="20210719"
    )
    assert (found.arrival, found.channel, found.confirmation) == (day("2021-07-01"), "online", day("2021-07-02"))
    assert found.stated == {"correction_due_on": day("2021-07-19")}
    assert found.events == ()


@pytest.mark.parametrize("event_type", CLOCK.event_types())
def test_every_event_may_stand_in_the_list(event_type: str) -> None:
    entry = {"type": event_type, "on": "2021-07-05", "party": "甲"}
    found = events(events=[entry], is_excessive="是")
    assert found == [CaseEvent(day("2021-07-05"), event_type, "甲")]


@pytest.mark.parametrize("event_type", [t for t in CLOCK.event_types() if f"{t}_on" in SUBJECT.fields])
def test_an_event_may_stand_in_its_field(event_type: str) -> None:
    assert events(**{f"{event_type}_on": "2021-07-05"}) == [CaseEvent(day("2021-07-05"), event_type)]


def test_fields_and_list_are_mixed_and_an_event_told_twice_is_one() -> None:
    listed = [
        {"type": "extension_notified", "on": "2021-07-05", "days": 10},
        {"type": "补正告知", "on": "2021-07-02"},
        {"type": "correction_notified", "on": "2021-07-09"},
    ]
    assert events(
        extension_notified_on="2021-07-05", extension_days=10, correction_notified_on="2021-07-02", events=listed
    ) == [
        CaseEvent(day("2021-07-02"), "correction_notified"),
        CaseEvent(day("2021-07-05"), "extension_notified", days=10),
        CaseEvent(day("2021-07-09"), "correction_notified"),
    ]


def test_a_delay_counts_only_for_a_request_of_unreasonable_number() -> None:
    listed = [{"type": "delay_notified", "on": "2021-07-05"}]
    assert events(events=listed, is_excessive="是") == [CaseEvent(day("2021-07-05"), "delay_notified")]
    assert events(events=listed, is_excessive="否") == events(events=listed) == []


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ({"replied_on": "2021-07-05"}, True),
        ({"replied_on": None}, True),
        ({"replied_on": "七月"}, False),
        ({}, False),
        ({"events": []}, False),
        ({"events": [{"type": "paid", "on": "2021-07-05"}]}, True),
        ({"replied_on": "七月", "events": [{"type": "paid", "on": "2021-07-05"}]}, False),
        ({"replied_on": "七月", "events": [{"type": "replied", "on": "2021-07-05"}]}, True),
    ],
)
def test_whether_the_end_is_known(cells: dict[str, Any], known: bool) -> None:
    assert facts(**cells).end_known is known


@pytest.mark.parametrize(
    ("field", "unreadable"),
    [
        ("third_party_asked_on", ("third_party_asked_on",)),
        ("correction_received_on", ("correction_received_on",)),
        ("correction_due_on", ("correction_due_on",)),
        ("fee_notice_received_on", ("fee_notice_received_on",)),
        ("events", ("events",)),
        ("is_withdrawn", ("is_withdrawn",)),
        # the deadline itself weighs these when they are not known
        ("received_on", ()),
        ("received_via", ()),
        ("confirmed_on", ()),
        ("replied_on", ()),
        ("extension_days", ()),
        ("consult_received_on", ()),
        # the clock does not read it
        ("registered_on", ()),
    ],
)
def test_cells_that_cannot_be_read(field: str, unreadable: tuple[str, ...]) -> None:
    assert facts(**{field: "?"}).unreadable == unreadable
