"""The meaning of expressions: what each operator comes to, in Kleene's logic, for one record.

A value is unknown (here None) when its cell is empty, unreadable or not supplied. An operator answers where the known
arguments suffice, otherwise the answer is unknown.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from gkrules.calendar import Calendar
from gkrules.deadlines.fixed import as_day, in_shanghai
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.governing import has_not_happened
from gkrules.engines.setting import Setting
from gkrules.errors import CalendarNotAnnounced
from gkrules.language.ir import (
    Apply,
    AsOf,
    Const,
    FieldRef,
    FirstOf,
    MemberRef,
    Node,
    Op,
    ParamRef,
    PathRef,
    Quantified,
    Related,
    SumOf,
    ThisRef,
)
from gkrules.language.patterns import compile_pattern
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Relation
from gkrules.records.record import UNKNOWN, Record

Answer = object | None
"""What an expression comes to; None is unknown."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number, of events or of working days, that lies between two bounds, both included."""

    least: int
    most: int


def evaluate(
    node: Node, record: Record, setting: Setting, member: CaseEvent | None = None, this: Record | None = None
) -> Answer:
    """What `node` comes to for `record`; None is unknown.

    `member` is the event that a quantifier looks at. Inside a relation `record` is the related one, and `this` the
    record that the rule judges.
    """
    match node:
        case Const(value=value):
            return value
        case FieldRef(name=name):
            return record.known(name)
        case ThisRef(name=name):
            return (this or record).known(name)
        case MemberRef(name=name):
            assert member is not None, "names of an event stand inside a quantifier"
            return getattr(member, name)  # type: ignore[no-any-return]
        case ParamRef(name=name):
            return setting.params[name]
        case AsOf():
            return setting.as_of
        case PathRef(relation=relation, name=name):
            found = partner(record, relation, setting)
            return None if found is None else found.known(name)
        case FirstOf(name=name):
            first = _first(node, record, setting)
            return first.known(name) if isinstance(first, Record) else None
        case Related():
            return _related(node, record, setting, this or record)
        case SumOf():
            return _sum(node, record, setting, this or record)
        case Quantified():
            return _quantified(node, record, setting, this)
        case Apply(op=Op.PRESENT | Op.FILLED | Op.RECORDED | Op.MISSING as op, args=(asked,)):
            return _asked(op, asked, record, setting, this)
        case Apply(op=Op.AND, args=args):
            return _all([evaluate(arg, record, setting, member, this) for arg in args])
        case Apply(op=Op.OR, args=args):
            return _any([evaluate(arg, record, setting, member, this) for arg in args])
        case Apply(op=op, args=args):
            values = [evaluate(arg, record, setting, member, this) for arg in args]
            return None if any(value is None for value in values) else _apply(op, values, setting)
        case _ as never:
            assert_never(never)


def _asked(op: Op, asked: Node, record: Record, setting: Setting, this: Record | None) -> bool | None:
    """Whether a field is there, of this record or of the one that a relation leads to."""
    holder: Record | None
    match asked:
        case FieldRef():
            holder = record
        case ThisRef():
            holder = this or record
        case PathRef(relation=relation):
            holder = partner(record, relation, setting)
        case FirstOf():
            first = _first(asked, record, setting)
            if first is False:
                return op is Op.MISSING
            holder = first if isinstance(first, Record) else None
        case _:
            raise AssertionError("checked when the rule was read")
    if holder is None:
        return None
    if op is Op.RECORDED:
        return False if holder.is_absent(asked.name) else _filled(holder, asked.name)
    there = _filled(holder, asked.name) if op is Op.FILLED else _present(holder, asked.name, setting)
    return None if there is None else there is (op is not Op.MISSING)


def _present(record: Record, name: str, setting: Setting) -> bool | None:
    """Whether a field is filled in: certain for a value and for an empty cell that means none.

    A day after the as-of date has not come, so what it tells has not happened; a planned day is there all the same.
    """
    value = record.value(name)
    if isinstance(value, date) and as_day(value) > setting.as_of:
        return dictionary()[record.subject].fields[name].planned
    return _filled(record, name)


def _filled(record: Record, name: str) -> bool | None:
    """Whether the cell is filled in, whatever its day."""
    value = record.value(name)
    return None if value is UNKNOWN else value is not None and value != ()


def _all(answers: list[Answer]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _any(answers: list[Answer]) -> bool | None:
    return True if True in answers else None if None in answers else False


def _quantified(node: Quantified, record: Record, setting: Setting, this: Record | None) -> Answer:
    events = record.known(node.members.name)
    if not isinstance(events, tuple):
        return None
    answers = [evaluate(node.condition, record, setting, e, this) for e in events if isinstance(e, CaseEvent)]
    return _over(node.op, answers, [])


def _related(node: Related, record: Record, setting: Setting, this: Record) -> Answer:
    members = setting.world.related(record, node.relation)
    if members is None:
        return None

    def answer(member: Record) -> Answer:
        return True if node.condition is None else evaluate(node.condition, member, setting, this=this)

    certain = [answer(member) for member in _happened(members.certain, node.relation, setting)]
    return _over(node.op, certain, [answer(m) for m in _happened(members.possible, node.relation, setting)])


def _sum(node: SumOf, record: Record, setting: Setting, this: Record) -> Answer:
    """The sum over the members that certainly count; unknown where another may add to it."""
    members = setting.world.related(record, node.relation)
    if members is None:
        return None
    total: int | Fraction = 0
    for group, sure in ((members.certain, True), (members.possible, False)):
        for member in _happened(group, node.relation, setting):
            counts = evaluate(node.condition, member, setting, this=this)
            figure = member.known(node.name)
            if counts is False or figure == 0:
                continue
            if figure is None or counts is None or not sure:
                return None
            total += _number(figure)
    return total


def _over(op: Op, certain: list[Answer], possible: list[Answer]) -> Answer:
    """`any`, `all` or `count` over the answers of certain members, and of those that may not belong at all."""
    if op is Op.ANY:
        return _any([*certain, *(None for answer in possible if answer is not False)])
    if op is Op.ALL:
        return _all([*certain, *(None for answer in possible if answer is not True)])
    least = sum(answer is True for answer in certain)
    most = least + sum(answer is None for answer in certain) + sum(answer is not False for answer in possible)
    return least if least == most else Count(least, most)


def _happened(members: tuple[Record, ...], relation: Relation, setting: Setting) -> list[Record]:
    """The members but those of which the fact has not happened; a path leads to its one record whatever its day."""
    if not relation.many:
        return list(members)
    subject = dictionary()[relation.other]
    return [member for member in members if not has_not_happened(member, subject, setting.as_of)]


def partner(record: Record, relation: Relation, setting: Setting) -> Record | None:
    """The one record that a to-one relation leads to; None where it is unknown or there is none."""
    members = setting.world.related(record, relation)
    return members.certain[0] if members is not None and len(members.certain) == 1 else None


def _first(node: FirstOf, record: Record, setting: Setting) -> Record | bool | None:
    """The earliest related record; False where there certainly is none, None where it is not certain."""
    members = setting.world.related(record, node.relation)
    if members is None or _happened(members.possible, node.relation, setting):
        return None
    found = _happened(members.certain, node.relation, setting)
    days = [member.value(node.by) for member in found]
    if UNKNOWN in days:
        return None
    dated = [(as_day(day), member) for day, member in zip(days, found, strict=True) if isinstance(day, date)]
    return min(dated, key=lambda pair: (pair[0], pair[1].id))[1] if dated else False


def _apply(op: Op, values: list[object], setting: Setting) -> Answer:
    """The meaning of every strict operator. The types were checked when the rule was read."""
    if any(isinstance(value, Count) for value in values):
        return _apply_bounds(op, values, setting)
    values = [in_shanghai(value) if isinstance(value, datetime) else value for value in values]
    a = values[0]
    b = values[1] if len(values) > 1 else None
    match op:
        case Op.NOT:
            return not a
        case Op.EQ | Op.NE:
            return None if _hour_lacks(a, b) else (a == b) is (op is Op.EQ)
        case Op.LT | Op.LE | Op.GT | Op.GE:
            return _ordered(op, a, b)
        case Op.IN:
            return a in _members(b)
        case Op.NOT_IN:
            return a not in _members(b)
        case Op.ADD:
            return _shift(a, b, 1) if isinstance(a, date) else _number(a) + _number(b)
        case Op.SUB:
            if isinstance(a, date) and isinstance(b, date):
                return (a - b).days
            return _shift(a, b, -1) if isinstance(a, date) else _number(a) - _number(b)
        case Op.MUL:
            return _number(a) * _number(b)
        case Op.MATCHES:
            return compile_pattern(str(b)).search(str(a)) is not None
        case Op.LEN:
            assert isinstance(a, str | tuple), "a text or a list"
            return len(a)
        case Op.YEAR | Op.MONTH | Op.DAY:
            assert isinstance(a, date), "a date"
            return {Op.YEAR: a.year, Op.MONTH: a.month, Op.DAY: a.day}[op]
        case Op.DATE:
            try:
                return date(*(int(_number(v)) for v in values))
            except (ValueError, OverflowError):
                return None
        case Op.DATE_OF:
            assert isinstance(a, date), "an instant, or a day standing for one"
            return as_day(a)
        case Op.WORKING_DAYS:
            assert isinstance(a, date), "a date"
            assert isinstance(b, date), "a date"
            return _working_days(a, b, setting.calendar)
        case Op.CONTAINS:
            return b in _members(a)
        case Op.CONTAINS_ALL:
            return set(_members(b)) <= set(_members(a))
        case Op.CONTAINS_ANY:
            return not set(_members(b)).isdisjoint(_members(a))
        case Op.SUBSET:
            return set(_members(a)) <= set(_members(b))
        case Op.AND | Op.OR | Op.ANY | Op.ALL | Op.COUNT | Op.FIRST | Op.SUM:
            raise AssertionError(f"{op} is not strict")
        case Op.PRESENT | Op.MISSING | Op.FILLED | Op.RECORDED:
            raise AssertionError(f"{op} is not strict")
        case _ as never:
            assert_never(never)


def _apply_bounds(op: Op, values: list[object], setting: Setting) -> Answer:
    """A strict operator on a count that is not exact: certain where every possible count gives the same."""
    answers = {_apply(op, list(choice), setting) for choice in itertools.product(*map(_possible, values))}
    return answers.pop() if len(answers) == 1 else None


def _possible(value: object) -> list[object]:
    return [*range(value.least, value.most + 1)] if isinstance(value, Count) else [value]


def _hour_lacks(a: object, b: object) -> bool:
    """Whether an instant stands against a day without its hour."""
    return isinstance(a, datetime) != isinstance(b, datetime)


def _ordered(op: Op, a: object, b: object) -> bool | None:
    if _hour_lacks(a, b):
        return None
    x, y = (_number(a), _number(b)) if isinstance(a, int | Fraction) else (a, b)
    assert isinstance(x, int | Fraction | date), "ordered values are numbers or dates"
    match op:
        case Op.LT:
            return x < y  # type: ignore[operator]
        case Op.LE:
            return x <= y  # type: ignore[operator]
        case Op.GT:
            return x > y  # type: ignore[operator]
        case _:
            return x >= y  # type: ignore[operator]


def _working_days(start: date, end: date, calendar: Calendar) -> Answer:
    """Working days in (start, end]; bounds where holidays are not announced, unknown where not even these are."""
    views = calendar.views()
    try:
        bounds = sorted(days.working_days_between(start, end) for days in (views.fewest, views.most))
    except CalendarNotAnnounced:
        return None
    return bounds[0] if bounds[0] == bounds[1] else Count(*bounds)


def _shift(day: date, days: object, sign: int) -> date | None:
    try:
        return day + sign * timedelta(days=int(_number(days)))
    except OverflowError:
        return None


def _number(value: object) -> int | Fraction:
    assert isinstance(value, int | Fraction), "a number"
    return value


def _members(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple), "a list"
    return value
