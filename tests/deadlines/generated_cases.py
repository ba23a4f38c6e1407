"""Generated cases of applications, and the product's answer to them; the chance comes from outside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from gkrules.calendar import Calendar
from gkrules.deadlines.case import CaseFacts, statutory_deadline
from gkrules.deadlines.result import Deadline
from gkrules.deadlines.trace import CaseEvent
from gkrules.records.dictionary import dictionary

sys.path.insert(0, str(Path(__file__).parent))

from naive_oracle import Case, Event

CHINA = Calendar.china()
CLOCK = dictionary()["disclosure_application"].clocks["disclosure_reply"]

Pick = Callable[[int, int], int]
"""A whole number between two bounds, both included: the only source of chance of a generated case."""

FIRST, LAST = date(2015, 1, 1), date(2022, 6, 30)
CHANGE_OF_LAW = date(2019, 5, 15)
CHANNELS = (*["in_person"] * 6, "registered_mail", "online", "email", "fax", "ordinary_mail", "carrier_pigeon", None)
WITH_PARTY = ("third_party_asked", "agency_asked", "consult_received", "third_party_answered", "agency_answered")
WITHOUT_PARTY = (
    "correction_notified",
    "correction_received",
    "extension_notified",
    "fee_notice",
    "fee_notice_received",
    "paid",
    "replied",
)
TYPES = WITH_PARTY + WITHOUT_PARTY


def some_case(pick: Pick) -> tuple[Case, date]:
    """A case and the day on which it is judged; its events come in no order and fall around its receipt."""
    received = some_receipt(pick)

    def within(after: int, days: int) -> date:
        return received + timedelta(pick(after, days))

    via = CHANNELS[pick(0, len(CHANNELS) - 1)]
    confirmed = within(0, 5) if pick(0, 2) else None
    events = {some_event(pick, received, TYPES) for _ in range(pick(0, 7))}
    stated = within(5, 60) if pick(0, 1) else None
    return Case(received, via, confirmed, tuple(events), stated), within(0, 120)


def some_receipt(pick: Pick) -> date:
    """A day of the years 2015 to 2022, often one about the change of the law."""
    if pick(0, 3) == 0:
        return CHANGE_OF_LAW + timedelta(pick(-5, 5))
    return FIRST + timedelta(pick(0, (LAST - FIRST).days))


def some_event(pick: Pick, received: date, types: tuple[str, ...]) -> Event:
    """An event of one of these types; now and then it is dated before the receipt."""
    kind = types[pick(0, len(types) - 1)]
    party = "A" * pick(0, 1) if kind in WITH_PARTY else ""
    days = (None, 5, 20, 25)[pick(0, 3)] if kind == "extension_notified" else None
    return Event(kind, received + timedelta(pick(-3 if pick(0, 9) == 0 else 0, 70)), party, days)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Case, date]:
    """The same cases, as hypothesis draws them."""
    return some_case(lambda least, most: draw(st.integers(least, most)))


def deadline_of(case: Case, as_of: date) -> Deadline:
    """What the product says of a case."""
    events = [CaseEvent(e.on, e.type, e.party, e.days) for e in case.events]
    stated = {"correction_due_on": case.correction_due_on} if case.correction_due_on else {}
    facts = CaseFacts(case.received_on, case.received_via, case.confirmed_on, events, stated)
    return statutory_deadline(facts, CLOCK, as_of=as_of, calendar=CHINA)


def with_events(case: Case, events: Iterable[Event]) -> Case:
    """The case with these events more."""
    return replace(case, events=(*case.events, *events))
