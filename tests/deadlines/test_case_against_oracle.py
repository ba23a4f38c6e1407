"""The deadline of a case against the naive oracle, on generated cases: certain answers equal, careful ones safe."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from gkrules.calendar import Calendar
from gkrules.deadlines.case import CaseFacts, statutory_deadline
from gkrules.deadlines.result import Deadline
from gkrules.deadlines.trace import CaseEvent
from gkrules.records.dictionary import dictionary

sys.path.insert(0, str(Path(__file__).parent))

import clocks
from naive_oracle import Answer, Case, Event, judge

CHINA = Calendar.china()
CLOCK = dictionary()["disclosure_application"].clocks["disclosure_reply"]

Pick = Callable[[int, int], int]
"""A whole number between two bounds, both included: the only source of chance of a generated case."""

FIRST, LAST = date(2015, 1, 1), date(2022, 6, 30)
CHANGE_OF_LAW = date(2019, 5, 15)
CHANNELS = (*["in_person"] * 6, "registered_mail", "online", "email", "fax", "ordinary_mail", "carrier_pigeon", None)
WITH_PARTY = ("third_party_asked", "agency_asked", "consult_received", "third_party_answered", "agency_answered")
TYPES = (
    *WITH_PARTY,
    "correction_notified",
    "correction_received",
    "extension_notified",
    "fee_notice",
    "fee_notice_received",
    "paid",
    "replied",
)


def test_the_clock_of_the_dictionary_is_the_one_written_out_by_hand() -> None:
    names = [name for name in clocks.REPLY.__slots__ if name != "about"]
    assert len(names) == 14
    for name in names:
        assert getattr(CLOCK, name) == getattr(clocks.REPLY, name), name


def some_case(pick: Pick) -> tuple[Case, date]:
    """A case and the day on which it is judged; its events come in no order and fall around its receipt."""

    def within(after: int, days: int) -> date:
        return received + timedelta(pick(after, days))

    def event_of(kind: str) -> Event:
        party = "A" * pick(0, 1) if kind in WITH_PARTY else ""
        days = (None, 5, 20, 25)[pick(0, 3)] if kind == "extension_notified" else None
        return Event(kind, within(-3 if pick(0, 9) == 0 else 0, 70), party, days)

    if pick(0, 3) == 0:
        received = CHANGE_OF_LAW + timedelta(pick(-5, 5))
    else:
        received = FIRST + timedelta(pick(0, (LAST - FIRST).days))
    via = CHANNELS[pick(0, len(CHANNELS) - 1)]
    confirmed = within(0, 5) if pick(0, 2) else None
    events = {event_of(TYPES[pick(0, len(TYPES) - 1)]) for _ in range(pick(0, 7))}
    stated = within(5, 60) if pick(0, 1) else None
    return Case(received, via, confirmed, tuple(events), stated), within(0, 120)


def answer_of_product(case: Case, as_of: date) -> Deadline:
    events = [CaseEvent(e.on, e.type, e.party, e.days) for e in case.events]
    stated = {"correction_due_on": case.correction_due_on} if case.correction_due_on else {}
    facts = CaseFacts(case.received_on, case.received_via, case.confirmed_on, events, stated)
    return statutory_deadline(facts, CLOCK, as_of=as_of, calendar=CHINA)


def as_answer(deadline: Deadline) -> Answer:
    days = (deadline.start, deadline.due, deadline.earliest, deadline.latest)
    start, due, earliest, latest = (day if isinstance(day, date) else None for day in days)
    return Answer(
        deadline.verdict.value,
        deadline.state.value,
        start,
        due,
        earliest,
        latest,
        deadline.missing,
        deadline.overrun,
    )


def compared(case: Case, as_of: date) -> str:
    """Hold the product to the oracle; says how closely that was possible."""
    oracle = judge(case, as_of, CHINA.is_working_day)
    mine = as_answer(answer_of_product(case, as_of))
    uncertain = mine.earliest != mine.latest or {"consult_received_on", "extension_days"} & {*mine.missing}
    if not uncertain:
        assert mine == oracle, (case, as_of)
        return oracle.outcome
    assert mine.outcome in (oracle.outcome, "undetermined", "pending"), (mine, oracle, case, as_of)
    if oracle.earliest is not None and mine.earliest is not None:
        assert mine.earliest <= oracle.earliest, (case, as_of)
        assert mine.latest is None or (oracle.latest is not None and mine.latest >= oracle.latest), (case, as_of)
    return "uncertain"


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_generated_cases(data: st.DataObject) -> None:
    event(compared(*some_case(lambda least, most: data.draw(st.integers(least, most)))))


def check_many(seed: int, number: int) -> None:
    chance = random.Random(seed)
    met = Counter(compared(*some_case(chance.randint)) for _ in range(number))
    # the comparison is worth something: most cases are certain, and every outcome comes up
    assert met["uncertain"] < number / 4
    assert min(met[name] for name in ("pass", "violation", "pending", "undetermined", "not_applicable")) > number / 100


def test_a_seeded_sample() -> None:
    check_many(seed=711, number=2_000)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_many_more(seed: int) -> None:
    check_many(seed, number=10_000)
