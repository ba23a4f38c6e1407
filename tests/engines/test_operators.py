"""Every operator of the table: what it makes of values, and that an unknown argument leaves it unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from gkrules.calendar import Calendar
from gkrules.deadlines.fixed import SHANGHAI
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.meaning import Count, evaluate
from gkrules.engines.setting import Setting
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Apply, FieldRef, Op, Type
from gkrules.language.operators import FUNCTIONS, OPERATORS, Nulls
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value

SETTING = Setting(date(2021, 12, 31), Calendar.china())
HALF = Fraction(1, 2)
THU, FRI, SUN, MON = date(2021, 7, 1), date(2021, 7, 2), date(2021, 7, 4), date(2021, 7, 5)
NINE = datetime(2021, 7, 1, 9)  # noqa: DTZ001 - without an offset China's time is meant
NINE_IN_CHINA = datetime(2021, 7, 1, 9, tzinfo=SHANGHAI)
SAME_IN_UTC = datetime(2021, 7, 1, 1, tzinfo=UTC)
LATE_IN_UTC = datetime(2021, 6, 30, 16, tzinfo=UTC)

MEANING: list[tuple[Op, tuple[Value, ...], object]] = [
    (Op.NOT, (True,), False), (Op.NOT, (False,), True),
    (Op.EQ, ("甲", "甲"), True), (Op.EQ, ("甲", "乙"), False), (Op.EQ, (1, Fraction(1)), True),
    (Op.EQ, (THU, THU), True),
    (Op.EQ, (True, False), False), (Op.EQ, (NINE, SAME_IN_UTC), True), (Op.EQ, (NINE_IN_CHINA, SAME_IN_UTC), True),
    (Op.EQ, (NINE, THU), None),
    (Op.NE, ("甲", "甲"), False), (Op.NE, ("甲", "乙"), True), (Op.NE, (HALF, 1), True), (Op.NE, (THU, FRI), True),
    (Op.NE, (True, False), True), (Op.NE, (NINE, SAME_IN_UTC), False), (Op.NE, (NINE, THU), None),
    (Op.LT, (1, 2), True), (Op.LT, (2, 2), False), (Op.LT, (THU, FRI), True), (Op.LT, (HALF, 1), True),
    (Op.LT, (LATE_IN_UTC, NINE), True), (Op.LT, (NINE, THU), None), (Op.LT, (THU, NINE), None),
    (Op.LE, (2, 2), True), (Op.LE, (3, 2), False), (Op.LE, (THU, THU), True), (Op.LE, (NINE, SAME_IN_UTC), True),
    (Op.GT, (3, 2), True), (Op.GT, (2, 2), False), (Op.GT, (FRI, THU), True), (Op.GT, (NINE, LATE_IN_UTC), True),
    (Op.GE, (2, 2), True), (Op.GE, (1, 2), False), (Op.GE, (THU, FRI), False), (Op.GE, (SAME_IN_UTC, NINE), True),
    (Op.IN, ("a", ("a", "b")), True), (Op.IN, ("c", ("a", "b")), False), (Op.IN, ("a", ()), False),
    (Op.NOT_IN, ("c", ("a", "b")), True), (Op.NOT_IN, ("a", ("a", "b")), False), (Op.NOT_IN, ("a", ()), True),
    (Op.ADD, (1, 2), 3), (Op.ADD, (HALF, 1), Fraction(3, 2)), (Op.ADD, (THU, 1), FRI), (Op.ADD, (FRI, -1), THU),
    (Op.ADD, (date(2100, 1, 1), 10**9), None),
    (Op.SUB, (1, 2), -1), (Op.SUB, (1, HALF), HALF), (Op.SUB, (FRI, 1), THU), (Op.SUB, (MON, THU), 4),
    (Op.SUB, (THU, MON), -4),
    (Op.SUB, (THU, 10**9), None), (Op.SUB, (THU, 10**30), None),
    (Op.MUL, (3, 4), 12), (Op.MUL, (HALF, 3), Fraction(3, 2)),
    (Op.MATCHES, ("国办发〔2018〕23号", "〔[0-9]{4}〕[0-9]+号$"), True), (Op.MATCHES, ("国办发〔18〕23号",
    "〔[0-9]{4}〕"), False),
    (Op.MATCHES, ("国办发〔２０１８〕23号", "〔[0-9]{4}〕"), False), (Op.MATCHES, ("a\nb", "^b"), False),
    (Op.LEN, ("公开",), 2), (Op.LEN, ("",), 0), (Op.LEN, (("a", "b"),), 2), (Op.LEN, ((),), 0),
    (Op.LEN, ((CaseEvent(THU, "paid"),),), 1),
    (Op.YEAR, (THU,), 2021), (Op.MONTH, (THU,), 7), (Op.DAY, (THU,), 1),
    (Op.DATE, (2021, 7, 1), THU), (Op.DATE, (2021, 2, 29), None), (Op.DATE, (2020, 2, 29), date(2020, 2, 29)),
    (Op.DATE, (2021, 13, 1), None), (Op.DATE, (0, 1, 1), None), (Op.DATE, (10**12, 1, 1), None),
    (Op.DATE_OF, (NINE,), THU), (Op.DATE_OF, (LATE_IN_UTC,), THU), (Op.DATE_OF, (FRI,), FRI),
    (Op.WORKING_DAYS, (THU, FRI), 1), (Op.WORKING_DAYS, (FRI, SUN), 0), (Op.WORKING_DAYS, (FRI, MON), 1),
    (Op.WORKING_DAYS, (date(2021, 9, 30), date(2021, 10, 9)), 2), (Op.WORKING_DAYS, (THU, THU), 0),
    (Op.WORKING_DAYS, (MON, THU), -2),
    (Op.WORKING_DAYS, (date(2007, 12, 1), THU), None),
    (Op.CONTAINS, (("a", "b"), "a"), True), (Op.CONTAINS, (("a", "b"), "c"), False), (Op.CONTAINS, ((), "a"), False),
    (Op.CONTAINS_ALL, (("a", "b", "c"), ("c", "a")), True), (Op.CONTAINS_ALL, (("a",), ("a", "b")), False),
    (Op.CONTAINS_ALL, (("a",), ()), True), (Op.CONTAINS_ALL, ((), ("a",)), False),
    (Op.CONTAINS_ANY, (("a", "b"), ("b", "c")), True), (Op.CONTAINS_ANY, (("a",), ("b",)), False),
    (Op.CONTAINS_ANY, (("a",), ()), False), (Op.CONTAINS_ANY, ((), ("a",)), False),
    (Op.SUBSET, (("a",), ("a", "b")), True), (Op.SUBSET, (("a", "c"), ("a", "b")), False), (Op.SUBSET, ((),
    ("a",)), True),
]  # fmt: skip


def answer(op: Op, values: tuple[Value, ...]) -> object:
    names = [f"a{i}" for i in range(len(values))]
    node = Apply(op, tuple(FieldRef(name, Type.TEXT) for name in names), Type.BOOL)
    return evaluate(node, Record("document", "D", dict(zip(names, values, strict=True))), SETTING)


@pytest.mark.parametrize(("op", "values", "result"), MEANING)
def test_meaning(op: Op, values: tuple[Value, ...], result: object) -> None:
    found = answer(op, values)
    assert found == result
    assert isinstance(found, bool) == isinstance(result, bool)


@pytest.mark.parametrize(("op", "values", "_result"), MEANING)
def test_an_unknown_argument_leaves_a_strict_operator_unknown(
    op: Op, values: tuple[Value, ...], _result: object
) -> None:
    empties: tuple[Value, ...] = (UNKNOWN, None)
    for index in range(len(values)):
        for empty in empties:
            assert answer(op, (*values[:index], empty, *values[index + 1 :])) is None


def test_the_tables_of_tests_cover_the_table_of_operators() -> None:
    tested = {op for op, _, _ in MEANING}
    assert tested == {op for op, row in OPERATORS.items() if row.nulls is Nulls.STRICT} - {Op.FIRST, Op.SUM}
    kleene = {Op.AND, Op.OR, Op.ANY, Op.ALL, Op.COUNT}
    presence = {Op.PRESENT, Op.MISSING, Op.FILLED, Op.RECORDED}
    assert {op for op, row in OPERATORS.items() if row.nulls is not Nulls.STRICT} == kleene | presence
    assert set(OPERATORS) == set(Op)


@pytest.mark.parametrize(("op", "values", "result"), MEANING)
def test_each_tested_number_of_arguments_is_in_the_table(op: Op, values: tuple[Value, ...], result: object) -> None:
    assert len(values) in {len(signature.args) for signature in OPERATORS[op].signatures}


@pytest.mark.parametrize("op", Op)
def test_the_example_of_each_operator_can_be_read(op: Op) -> None:
    row = OPERATORS[op]
    if op is Op.DATE_OF:  # no subject has an instant yet
        assert row.example == "date_of(published_at)"
        return
    expected = frozenset(signature.result for signature in row.signatures) | {Type.BOOL}
    faults = []
    for subject in dictionary().subjects.values():
        scope = Scope(subject, {})
        if parse_expression(row.example, scope, expected=expected) is not None:
            break
        faults.append(scope.faults)
    else:
        pytest.fail(f"{row.example}: {faults}")
    assert row.meaning.zh
    assert row.meaning.en


def test_calls_are_those_operators_that_are_words() -> None:
    assert set(FUNCTIONS) == {op.value for op in Op if op.value.isidentifier()} - {"and", "or", "not", "in"}


def test_working_days_of_a_year_that_is_not_announced_are_an_interval() -> None:
    found = answer(Op.WORKING_DAYS, (date(2026, 12, 21), date(2027, 1, 15)))
    assert isinstance(found, Count)
    assert (found.least, found.most) == (17, 18)


def test_a_day_is_moved_by_calendar_days() -> None:
    assert answer(Op.ADD, (THU, 30)) == THU + timedelta(days=30)
