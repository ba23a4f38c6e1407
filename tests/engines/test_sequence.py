"""Steps in order: equal days, skipped and trailing steps, sets in any order, conditional steps, exits."""

from __future__ import annotations

from datetime import date

import pytest

from gkrules.bilingual import Bilingual
from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Window
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Node, Type
from gkrules.language.kinds import Sequence, Step
from gkrules.language.rule import Modality, Rule, Severity, Version
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value

SUBJECT = dictionary()["disclosure_application"]
TEXT = Bilingual("文", "text")
NO, HIDDEN = None, UNKNOWN
ABSENT = "absent"
AS_OF = date(2021, 7, 31)


def condition(text: str) -> Node:
    scope = Scope(SUBJECT, {})
    node = parse_expression(text, scope, expected=frozenset({Type.BOOL}))
    assert node is not None, scope.faults
    return node


def july(cell: object) -> Value:
    """A day of July 2021 for a whole number; the state of the cell otherwise."""
    return date(2021, 7, cell) if type(cell) is int else cell  # type: ignore[return-value]


FIELDS = ("registered_on", "opinion_on", "decided_on", "delivered_on")
FINISHED = condition("present(closed_on)")


def outcome(sequence: Sequence, cells: dict[str, object]) -> tuple[str, tuple[str, ...]]:
    version = Version(Window(), ("t/1",), TEXT, TEXT, TEXT, Modality.MUST, Severity.ERROR, sequence)
    values = {name: july(cell) for name, cell in cells.items() if cell is not ABSENT}
    record = Record(SUBJECT.name, "A", {"received_on": date(2021, 7, 1), **values})
    rule = Rule("t/rule", SUBJECT.name, (version,), (), "t.yaml", 1)
    judgement = judge(rule, SUBJECT, record, Setting(AS_OF, Calendar.china()))
    return judgement.outcome.value, judgement.missing


STEPS = Sequence(tuple(Step((name,)) for name in FIELDS), FINISHED, None)


@pytest.mark.parametrize(
    ("cells", "closed", "expected"),
    [
        ((1, 2, 3, 4), 5, "pass"),
        ((1, 2, 3, 4), NO, "pass"),
        ((2, 2, 2, 2), 2, "pass"),
        ((1, 3, 2, 4), 5, "violation"),
        ((4, 1, 2, 3), NO, "violation"),
        ((1, 2, 4, 3), NO, "violation"),
        ((1, NO, 3, 4), 5, "violation"),
        ((1, NO, 3, NO), NO, "violation"),
        ((NO, NO, NO, 4), NO, "violation"),
        ((1, 2, NO, NO), NO, "pending"),
        ((NO, NO, NO, NO), NO, "pending"),
        ((1, 2, 3, NO), 5, "violation"),
        ((NO, NO, NO, NO), 5, "violation"),
        ((1, HIDDEN, 3, 4), 5, "undetermined"),
        ((3, HIDDEN, 1, 4), 5, "violation"),
        ((1, HIDDEN, NO, 4), 5, "violation"),
        ((1, 2, HIDDEN, NO), NO, "undetermined"),
        ((1, 2, HIDDEN, NO), 5, "undetermined"),
        ((1, 2, 3, HIDDEN), 5, "undetermined"),
        ((1, ABSENT, 3, 4), 5, "undetermined"),
        ((1, 2, NO, NO), HIDDEN, "undetermined"),
        ((1, 2, 3, 4), HIDDEN, "pass"),
    ],
)
def test_steps(cells: tuple[object, ...], closed: object, expected: str) -> None:
    assert outcome(STEPS, dict(zip(FIELDS, cells, strict=True)) | {"closed_on": closed})[0] == expected


def test_a_step_dated_after_the_day_of_the_check_is_not_done_yet() -> None:
    cells: dict[str, object] = {"registered_on": 1, "opinion_on": 2, "decided_on": 3, "closed_on": NO}
    assert outcome(STEPS, cells | {"delivered_on": date(2021, 7, 31)})[0] == "pass"
    assert outcome(STEPS, cells | {"delivered_on": date(2021, 8, 1)})[0] == "pending"


def test_what_is_missing_is_named() -> None:
    cells: dict[str, object] = {"registered_on": 1, "opinion_on": HIDDEN, "decided_on": NO, "closed_on": 5}
    assert outcome(STEPS, cells) == ("undetermined", ("delivered_on", "opinion_on"))


SET = Sequence((Step(("registered_on",)), Step(("opinion_on", "decided_on")), Step(("delivered_on",))), FINISHED, None)


@pytest.mark.parametrize(
    ("cells", "closed", "expected"),
    [
        ((1, 2, 3, 4), NO, "pass"),
        ((1, 3, 2, 4), NO, "pass"),
        ((2, 1, 3, 4), NO, "violation"),
        ((1, 5, 3, 4), NO, "violation"),
        ((1, 2, NO, 4), NO, "violation"),
        ((1, 2, NO, NO), NO, "pending"),
        ((1, 2, NO, NO), 5, "violation"),
        ((1, 2, HIDDEN, 4), NO, "undetermined"),
        ((1, 2, HIDDEN, NO), NO, "undetermined"),
    ],
)
def test_a_set_in_any_order(cells: tuple[object, ...], closed: object, expected: str) -> None:
    assert outcome(SET, dict(zip(FIELDS, cells, strict=True)) | {"closed_on": closed})[0] == expected


MAYBE = Sequence(
    (Step(("registered_on",)), Step(("opinion_on",), condition("needs_consultation")), Step(("decided_on",))),
    FINISHED, None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("needed", "cells", "closed", "expected"),
    [
        (True, (1, 2, 3), NO, "pass"),
        (True, (1, NO, 3), NO, "violation"),
        (False, (1, NO, 3), NO, "pass"),
        (False, (1, HIDDEN, 3), NO, "pass"),
        (False, (2, 1, 3), NO, "violation"),
        (HIDDEN, (1, 2, 3), NO, "pass"),
        (HIDDEN, (1, NO, 3), NO, "undetermined"),
        (HIDDEN, (1, NO, NO), NO, "undetermined"),
        (False, (1, NO, NO), NO, "pending"),
    ],
)
def test_a_step_owed_only_under_a_condition(
    needed: object, cells: tuple[object, ...], closed: object, expected: str
) -> None:
    given = dict(zip(("registered_on", "opinion_on", "decided_on"), cells, strict=True))
    assert outcome(MAYBE, given | {"needs_consultation": needed, "closed_on": closed})[0] == expected


HALF = Sequence(
    (Step(("registered_on",)), Step(("opinion_on", "decided_on"), condition("needs_consultation"))), FINISHED, None
)


@pytest.mark.parametrize(
    ("needed", "closed", "expected"),
    [
        (True, NO, "pending"),
        (True, 5, "violation"),
        (False, NO, "pass"),
        (False, 5, "pass"),
        (HIDDEN, 5, "undetermined"),
    ],
)
def test_half_of_a_set_that_is_not_owed(needed: object, closed: object, expected: str) -> None:
    cells: dict[str, object] = {"registered_on": 1, "opinion_on": 2, "decided_on": NO}
    assert outcome(HALF, cells | {"needs_consultation": needed, "closed_on": closed})[0] == expected


LEFT = Sequence(STEPS.steps, FINISHED, condition("is_withdrawn"))


@pytest.mark.parametrize(
    ("withdrawn", "cells", "closed", "expected"),
    [
        (True, (1, 2, NO, NO), NO, "not_applicable"),
        (True, (1, 2, NO, NO), 5, "not_applicable"),
        (True, (1, NO, 3, NO), 5, "violation"),
        (True, (2, 1, NO, NO), 5, "violation"),
        (False, (1, 2, NO, NO), 5, "violation"),
        (False, (1, 2, 3, 4), 5, "pass"),
        (HIDDEN, (1, 2, NO, NO), 5, "undetermined"),
        (HIDDEN, (1, 2, NO, NO), NO, "undetermined"),
    ],
)
def test_a_withdrawal_ends_the_case(
    withdrawn: object, cells: tuple[object, ...], closed: object, expected: str
) -> None:
    given = dict(zip(FIELDS, cells, strict=True))
    assert outcome(LEFT, given | {"is_withdrawn": withdrawn, "closed_on": closed})[0] == expected


def test_without_done_when_trailing_steps_wait() -> None:
    open_end = Sequence(STEPS.steps, None, None)
    assert (
        outcome(open_end, {"registered_on": 1, "opinion_on": NO, "decided_on": NO, "delivered_on": NO})[0] == "pending"
    )
    assert outcome(open_end, dict.fromkeys(FIELDS, 1))[0] == "pass"
