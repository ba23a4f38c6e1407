"""Laws of the deadline of a case, whatever its events: order, repetition, pauses, extensions, time, counting."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gkrules.deadlines.result import Deadline, Moment, State, Verdict

sys.path.insert(0, str(Path(__file__).parent))

from generated_cases import CHINA, WITHOUT_PARTY, cases, deadline_of, some_event, some_receipt, with_events
from naive_oracle import Case, Event

Generated = tuple[Case, date]
LAW = settings(max_examples=200, deadline=None)


def counted(deadline: Deadline, after: date, through: date) -> int:
    """Working days in (after, through] outside every pause, one by one."""
    days = (after + timedelta(n) for n in range(1, (through - after).days + 1))
    return sum(CHINA.is_working_day(d) and not any(p.first <= d <= p.last for p in deadline.pauses) for d in days)


def is_later(one: Moment | None, other: Moment | None) -> bool:
    """Whether a due date is not before another; without a bound it is later than any."""
    if one is None or other is None:
        return one is None
    return one >= other


def bounds_are_later(one: Deadline, other: Deadline) -> bool:
    return is_later(one.earliest, other.earliest) and is_later(one.latest, other.latest)


def has_no_due_date(deadline: Deadline) -> bool:
    """Abandoned, or without a start."""
    return deadline.earliest is None


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(generated: Generated, chance: Random) -> None:
    case, as_of = generated
    shuffled = list(case.events)
    chance.shuffle(shuffled)
    assert deadline_of(replace(case, events=tuple(shuffled)), as_of) == deadline_of(case, as_of)


@LAW
@given(cases(), st.integers(0, 6))
def test_telling_an_event_twice_changes_nothing(generated: Generated, which: int) -> None:
    case, as_of = generated
    assume(which < len(case.events))
    assert deadline_of(with_events(case, [case.events[which]]), as_of) == deadline_of(case, as_of)


@LAW
@given(cases(), st.sampled_from(["third_party", "agency"]), st.integers(0, 40), st.integers(0, 30), st.integers(1, 20))
def test_a_longer_pause_never_brings_the_due_date_nearer(
    generated: Generated, who: str, asked: int, length: int, longer: int
) -> None:
    case, as_of = generated
    assert case.received_on is not None
    letter = Event(f"{who}_asked", case.received_on + timedelta(asked), "Z")
    answers = [replace(letter, type=f"{who}_answered", on=letter.on + timedelta(n)) for n in (length, length + longer)]
    short, long = (deadline_of(with_events(case, [letter, answer]), as_of) for answer in answers)
    assume(not has_no_due_date(short) and not has_no_due_date(long))
    assert bounds_are_later(long, short)


@st.composite
def two_overlapping_pauses(draw: st.DrawFn) -> tuple[Case, tuple[Event, ...], tuple[Event, ...]]:
    """A case of either text, two consultations that overlap, and one from the first letter to the last answer."""

    def pick(least: int, most: int) -> int:
        return draw(st.integers(least, most))

    received = some_receipt(pick)
    others = {some_event(pick, received, WITHOUT_PARTY[:-1]) for _ in range(pick(0, 4))}
    first = received + timedelta(pick(0, 30))
    answered = first + timedelta(pick(0, 30))
    second = first + timedelta(pick(0, (answered - first).days))
    answered_too = second + timedelta(pick(0, 30))
    case = Case(received, "in_person", None, tuple(others))
    two = (*consultation("A", first, answered), *consultation("B", second, answered_too))
    return case, two, consultation("C", first, max(answered, answered_too))


def consultation(party: str, asked: date, answered: date) -> tuple[Event, ...]:
    """Asked and answered; the letter came so late that no silence can end it before the answer."""
    kinds = (("third_party_asked", asked), ("consult_received", answered), ("third_party_answered", answered))
    return tuple(Event(kind, on, party) for kind, on in kinds)


@LAW
@given(two_overlapping_pauses(), st.integers(0, 60))
def test_overlapping_pauses_are_one_pause_over_both(
    pauses: tuple[Case, tuple[Event, ...], tuple[Event, ...]], later: int
) -> None:
    case, two, one = pauses
    as_of = max(e.on for e in one) + timedelta(later)
    apart, covering = (deadline_of(with_events(case, events), as_of) for events in (two, one))
    assert replace(apart, pauses=()) == replace(covering, pauses=())


@LAW
@given(cases(), st.integers(0, 90), st.sampled_from([None, 0, 1, 10, 20, 99]))
def test_an_extension_never_brings_the_due_date_nearer(generated: Generated, told: int, days: int | None) -> None:
    case, as_of = generated
    assert case.received_on is not None
    extension = Event("extension_notified", case.received_on + timedelta(told), "", days)
    before, after = deadline_of(case, as_of), deadline_of(with_events(case, [extension]), as_of)
    assume(not has_no_due_date(before) and not has_no_due_date(after))
    assert bounds_are_later(after, before)


@LAW
@given(cases(), st.integers(1, 30), st.sampled_from([None, 5, 20]))
def test_an_extension_told_late_is_told_and_nothing_else(generated: Generated, late: int, days: int | None) -> None:
    case, as_of = generated
    open_case = replace(case, events=tuple(e for e in case.events if e.type != "replied"))
    as_of += timedelta(300)
    before = deadline_of(open_case, as_of)
    assume(before.due is not None and before.earliest == before.latest)
    assert isinstance(before.due, date)
    extension = Event("extension_notified", before.due + timedelta(late), "", days)
    assume(extension not in case.events and extension.on <= as_of)
    after = deadline_of(with_events(open_case, [extension]), as_of)
    assert after == replace(before, late_extensions=tuple(sorted((*before.late_extensions, extension.on))))


@LAW
@given(cases(), st.integers(0, 80), st.integers(1, 400))
def test_what_was_met_stays_as_it_was(generated: Generated, replied: int, later: int) -> None:
    case, as_of = generated
    assert case.received_on is not None
    reply = Event("replied", case.received_on + timedelta(replied))
    case, as_of = with_events(case, [reply]), max(as_of, reply.on)
    before = deadline_of(case, as_of)
    assume(before.state in (State.MET, State.MET_LATE))
    assert before.verdict is (Verdict.PASS if before.state is State.MET else Verdict.VIOLATION)
    assert deadline_of(case, as_of + timedelta(later)) == before


@LAW
@given(cases())
def test_the_due_date_is_the_nth_counted_day_after_the_start(generated: Generated) -> None:
    deadline = deadline_of(*generated)
    assume(deadline.due is not None)
    start, due, limit = deadline.start, deadline.due, deadline.limit
    assert isinstance(start, date)
    assert isinstance(due, date)
    assert limit is not None
    number = limit.amount + deadline.extended
    assert counted(deadline, start, due) == number
    assert counted(deadline, start, due - timedelta(1)) == number - 1
    if deadline.left is not None and generated[1] >= start:
        assert deadline.left == counted(deadline, generated[1], due)
