"""Three-valued logic: the truth tables of and, or, not; presence by the state of a cell; counts as intervals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.calendar import Calendar
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.meaning import Count, evaluate
from gkrules.engines.setting import Setting
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Apply, FieldRef, Node, Op, Type
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value

SETTING = Setting(date(2021, 12, 31), Calendar.china())
YES, NO, OPEN = True, False, None
TRUTHS: dict[bool | None, Value] = {YES: True, NO: False, OPEN: UNKNOWN}


def answer(node: Node, **values: Value) -> object:
    return evaluate(node, Record("document", "D", values), SETTING)


def boolean(op: Op, *names: str) -> Apply:
    return Apply(op, tuple(FieldRef(name, Type.BOOL) for name in names), Type.BOOL)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (YES, YES, YES, YES), (YES, NO, NO, YES), (YES, OPEN, OPEN, YES),
        (NO, YES, NO, YES), (NO, NO, NO, NO), (NO, OPEN, NO, OPEN),
        (OPEN, YES, OPEN, YES), (OPEN, NO, NO, OPEN), (OPEN, OPEN, OPEN, OPEN),
    ],
)  # fmt: skip
def test_and_or(a: bool | None, b: bool | None, both: bool | None, either: bool | None) -> None:
    values: dict[str, Value] = {"a": TRUTHS[a], "b": TRUTHS[b]}
    assert answer(boolean(Op.AND, "a", "b"), **values) is both
    assert answer(boolean(Op.OR, "a", "b"), **values) is either


@pytest.mark.parametrize(("a", "opposite"), [(YES, NO), (NO, YES), (OPEN, OPEN)])
def test_not(a: bool | None, opposite: bool | None) -> None:
    assert answer(boolean(Op.NOT, "a"), a=TRUTHS[a]) is opposite


def test_an_absent_column_is_unknown_like_an_unreadable_cell() -> None:
    assert answer(boolean(Op.AND, "a", "b"), a=True) is None
    assert answer(boolean(Op.AND, "a", "b"), a=False) is False
    assert answer(boolean(Op.OR, "a", "b"), a=True) is True


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([YES, NO, OPEN]), min_size=2, max_size=5))
def test_de_morgan_holds_with_the_unknown(truths: list[bool | None]) -> None:
    names = [f"a{i}" for i in range(len(truths))]
    values: dict[str, Value] = {name: TRUTHS[truth] for name, truth in zip(names, truths, strict=True)}
    nots = tuple(boolean(Op.NOT, name) for name in names)
    left = Apply(Op.NOT, (boolean(Op.AND, *names),), Type.BOOL)
    assert answer(left, **values) is answer(Apply(Op.OR, nots, Type.BOOL), **values)


@pytest.mark.parametrize(
    ("state", "present"),
    [("x", True), ("", True), (0, True), (False, True), (("a",), True), (None, False), ((), False), (UNKNOWN, None)],
    ids=["text", "no text", "zero", "no", "list", "empty: none", "empty list", "unknown cell"],
)
def test_presence_by_the_state_of_the_cell(state: Value, present: bool | None) -> None:
    opposite = None if present is None else not present
    assert answer(boolean(Op.PRESENT, "a"), a=state) is present
    assert answer(boolean(Op.MISSING, "a"), a=state) is opposite


@pytest.mark.parametrize(
    ("values", "malformed", "noted"),
    [
        ({"x": date(2021, 7, 1)}, (), YES),
        ({"x": date(2099, 7, 1)}, (), YES),
        ({"x": None}, (), NO),
        ({}, (), NO),
        ({"x": UNKNOWN}, ("x",), OPEN),
        ({"x": UNKNOWN}, (), OPEN),
    ],
    ids=["a day", "a day to come", "empty", "no such column", "unreadable", "empty and unknown"],
)
def test_recorded_asks_only_what_the_source_keeps(
    values: dict[str, Value], malformed: tuple[str, ...], noted: bool | None
) -> None:
    node = Apply(Op.RECORDED, (FieldRef("x", Type.DATE),), Type.BOOL)
    assert evaluate(node, Record("document", "D", values, frozenset(malformed)), SETTING) is noted


def test_presence_in_an_absent_column_is_unknown() -> None:
    assert answer(boolean(Op.PRESENT, "a")) is None
    assert answer(boolean(Op.MISSING, "a")) is None


EARLY = CaseEvent(date(2021, 7, 1), "extension_notified", days=5)
LATE = CaseEvent(date(2021, 7, 9), "extension_notified", days=20)
UNSTATED = CaseEvent(date(2021, 7, 5), "extension_notified")
OTHER = CaseEvent(date(2021, 7, 5), "paid")


def over_events(text: str, events: Value) -> object:
    subject = dictionary()["disclosure_application"]
    scope = Scope(subject, {})
    node = parse_expression(text, scope, expected=frozenset({Type.BOOL, Type.INTEGER}))
    assert node is not None, scope.faults
    return answer(node, events=events)


@pytest.mark.parametrize(
    ("events", "some", "every", "number"),
    [
        ((), False, True, 0),
        ((EARLY,), False, False, 0),
        ((LATE,), True, True, 1),
        ((EARLY, LATE), True, False, 1),
        ((UNSTATED,), None, None, Count(0, 1)),
        ((UNSTATED, EARLY), None, False, Count(0, 1)),
        ((UNSTATED, LATE), True, None, Count(1, 2)),
        ((UNSTATED, OTHER, LATE), True, None, Count(1, 3)),
        (UNKNOWN, None, None, None),
    ],
)
def test_events_follow_the_same_logic(
    events: Value, some: bool | None, every: bool | None, number: Count | int | None
) -> None:
    assert over_events("any(events, days > 10)", events) is some
    assert over_events("all(events, days > 10)", events) is every
    assert over_events("count(events, days > 10)", events) == number


@pytest.mark.parametrize(
    ("comparison", "holds"),
    [
        ("count(events, days > 10) >= 1", True),
        ("count(events, days > 10) > 0", True),
        ("count(events, days > 10) >= 2", None),
        ("count(events, days > 10) > 2", False),
        ("count(events, days > 10) <= 2", True),
        ("count(events, days > 10) < 2", None),
        ("count(events, days > 10) == 0", False),
        ("count(events, days > 10) == 1", None),
        ("count(events, days > 10) != 3", True),
        ("count(events, days > 10) == count(events, days > 10)", None),
        ("3 > count(events, days > 10)", True),
    ],
)
def test_an_interval_decides_where_all_its_numbers_agree(comparison: str, holds: bool | None) -> None:
    assert over_events(comparison, (UNSTATED, LATE)) is holds


def test_a_day_made_of_an_interval_is_unknown() -> None:
    assert over_events("date(2020 + count(events, days > 10), 1, 31) > as_of", (UNSTATED, LATE)) is None
    assert over_events("date(2020 + count(events, days > 10), 1, 31) > as_of", (LATE,)) is False
    assert over_events("date(2021, count(events, days > 10), 31) == date(2021, 1, 31)", (LATE, UNSTATED)) is None
