"""The reference engine: the meaning of a rule, plain and slow. Every other engine must agree with this file.

A value is unknown (here None) when its cell is empty, unreadable or not supplied. Logic is Kleene's: an operator
answers where the known arguments suffice, otherwise the answer is unknown; nothing unknown ever counts as a pass.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import assert_never

from gkrules.calendar import Calendar
from gkrules.deadlines.case import CaseFacts, judge_case, start_day
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.fixed import Recurring, Term, as_day, in_shanghai, judge_term
from gkrules.deadlines.limit import Limit
from gkrules.deadlines.result import Deadline
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.facts import case_facts
from gkrules.engines.outcome import Judgement, Outcome
from gkrules.errors import CalendarNotAnnounced
from gkrules.language.ir import Apply, AsOf, Const, FieldRef, MemberRef, Node, Op, ParamRef, Quantified, reads
from gkrules.language.patterns import compile_pattern
from gkrules.language.rule import (
    DeadlineOnClock,
    DeadlineTerm,
    Forbid,
    ParamValue,
    Require,
    Rule,
    Sequence,
    Step,
    UntilWord,
    Version,
    values_of,
    version_fields,
    version_nodes,
)
from gkrules.records.model import FieldType, Subject
from gkrules.records.record import UNKNOWN, Record

Answer = object | None
"""What an expression comes to; None is unknown."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands beside the record: the as-of date, the calendar, the rule's parameters.

    `overrides` are the values that a profile sets in the place of the rule's own. `kinds` are kinds of body by
    name and `own_kind` the kind of the profile's own body; without either every record counts as addressed.
    """

    as_of: date
    calendar: Calendar
    overrides: Mapping[str, ParamValue] = field(default_factory=dict)
    pack_end: date | None = None
    own_kind: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, ParamValue] = field(default_factory=dict)

    def under(self, version: Version) -> Setting:
        """The setting with the parameters of the version that judges."""
        return replace(self, params=values_of(version, self.overrides))


@dataclass(frozen=True, slots=True)
class Count:
    """A number, of events or of working days, that lies between two bounds, both included."""

    least: int
    most: int


def judge(rule: Rule, subject: Subject, record: Record, setting: Setting) -> Judgement:
    """What `rule` says of `record`: addressed, in force, `when`, no exception; then the requirement decides."""
    governed_by = next((v.governed_by for v in rule.versions if v.governed_by), None)
    governing = (governed_by,) if governed_by else subject.governing
    day, unread = _governing_day(record, governing)
    if day is None:
        null = tuple(name for name in governing if record.known(name) is None)
        return _without_day(rule, record, setting, unread or null)
    if day > setting.as_of and not _has_earlier_date(record, subject, setting.as_of):
        return Judgement(Outcome.NOT_APPLICABLE)
    version = rule.version_on(day)
    if version is None:
        return Judgement(Outcome.NOT_APPLICABLE)
    setting = setting.under(version)
    applies, judgement = _applies(version, record, setting)
    if applies is False:
        return judgement
    if applies is None:
        return replace(judgement, missing=_missing(version, record, setting))
    try:
        judgement = _requirement(version, record, setting)
    except CalendarNotAnnounced:
        judgement = Judgement(Outcome.UNDETERMINED, version, (f"calendar:{day.year}",))
    until = None if version.until is None else _until(version, setting, day)
    if judgement.outcome is Outcome.VIOLATION and until is not None and setting.as_of <= until:
        judgement = replace(judgement, outcome=Outcome.PENDING)
    if judgement.outcome is Outcome.UNDETERMINED and not isinstance(version.requirement, DeadlineOnClock):
        judgement = replace(judgement, missing=_union(judgement.missing, _missing(version, record, setting)))
    return judgement


def _governing_day(record: Record, names: tuple[str, ...]) -> tuple[date | None, tuple[str, ...]]:
    """The day of the first field that is filled in; an unreadable cell, or a year there is none, leaves it unknown."""
    for name in names:
        value = record.value(name)
        if isinstance(value, date):
            return as_day(value), ()
        if isinstance(value, int) and date.min.year <= value <= date.max.year:
            return date(value, 12, 31), ()
        if isinstance(value, int) or name in record.malformed:
            return None, (name,)
    return None, ()


def _without_day(rule: Rule, record: Record, setting: Setting, names: tuple[str, ...]) -> Judgement:
    """Without a governing day the version is not known: undetermined, unless no version would apply anyway."""
    if all(_applies(version, record, setting.under(version))[0] is False for version in rule.versions):
        return Judgement(Outcome.NOT_APPLICABLE)
    fields = [missing_fields(version, record) for version in rule.versions]
    return Judgement(Outcome.UNDETERMINED, None, _union(names, *fields))


def _has_earlier_date(record: Record, subject: Subject, as_of: date) -> bool:
    """Whether any date of the record is not after the as-of date: then a later one is a fault, not the future."""
    moments = (
        record.known(name)
        for name, field in subject.fields.items()
        if field.type in (FieldType.DATE, FieldType.INSTANT)
    )
    return any(isinstance(moment, date) and as_day(moment) <= as_of for moment in moments)


def _applies(version: Version, record: Record, setting: Setting) -> tuple[bool | None, Judgement]:
    """Addressed, `when`, and not any exception; and the judgement where that does not hold or is unknown."""
    if not _addressed(version, record, setting):
        return False, Judgement(Outcome.NOT_APPLICABLE, version)
    when = True if version.when is None else evaluate(version.when, record, setting)
    if when is False:
        return False, Judgement(Outcome.NOT_APPLICABLE, version)
    exempt = [(evaluate(e.when, record, setting), e.reason) for e in version.exceptions]
    for holds, reason in exempt:
        if holds is True:
            return False, Judgement(Outcome.NOT_APPLICABLE, version, reason=reason)
    if when is None or any(holds is None for holds, _ in exempt):
        return None, Judgement(Outcome.UNDETERMINED, version)
    return True, Judgement(Outcome.PASS, version)


def _addressed(version: Version, record: Record, setting: Setting) -> bool:
    """Whether the body that the record names, or else the profile's own, is of a kind that the rule addresses."""
    names = (record.known(name) for name in ("institution", "issuer"))
    kind = next((setting.kinds[n] for n in names if isinstance(n, str) and n in setting.kinds), setting.own_kind)
    return not version.addressee or kind is None or kind in version.addressee


def missing_fields(version: Version, record: Record) -> tuple[str, ...]:
    """The fields the version reads that are null, sorted.

    A field of which the rule asks whether it is there is missing only where even that is unknown: an empty cell that
    means none has been answered. Of a clock's fields, those are named that decide (see the deadline).
    """
    values, asked = version_fields(version)
    requirement = version.requirement
    if isinstance(requirement, DeadlineOnClock):
        asked = asked - set(requirement.clock.fields())
    elif isinstance(requirement, DeadlineTerm) and isinstance(requirement.start, Clock):
        asked = asked - {requirement.start.arrival, requirement.start.channel, requirement.start.confirmation}
    missing = {name for name in values - asked if record.known(name) is None}
    missing |= {name for name in asked if record.value(name) is UNKNOWN}
    return tuple(sorted(missing))


def _missing(version: Version, record: Record, setting: Setting) -> tuple[str, ...]:
    """The fields that are null, and the years that are not announced and in which working days were to be counted."""
    return _union(missing_fields(version, record), *(_uncounted(n, record, setting) for n in version_nodes(version)))


def _uncounted(node: Node, record: Record, setting: Setting) -> tuple[str, ...]:
    match node:
        case Apply(op=Op.WORKING_DAYS, args=args):
            days = [day for day in (evaluate(arg, record, setting) for arg in args) if isinstance(day, date)]
            if len(days) < len(args):
                return ()
            calendar = setting.calendar
            early = (min(days).year,) if min(days).year < calendar.announced_from else ()
            late = (calendar.announced_through + 1,) if max(days).year > calendar.announced_through else ()
            unknown = not isinstance(evaluate(node, record, setting), int)
            return tuple(f"calendar:{year}" for year in (*early, *late)) if unknown else ()
        case Apply(args=args):
            return _union(*(_uncounted(arg, record, setting) for arg in args))
        case _:
            return ()


def _union(*names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({name for group in names for name in group}))


def _until(version: Version, setting: Setting, day: date) -> date:
    match version.until:
        case UntilWord.YEAR_END:
            return date(day.year, 12, 31)
        case UntilWord.PACK_END:
            return setting.pack_end or date.max
        case date() as fixed:
            return fixed
        case name:
            value = setting.params[str(name)]
            assert isinstance(value, date), "checked when the rule was read"
            return value


def _requirement(version: Version, record: Record, setting: Setting) -> Judgement:
    match version.requirement:
        case Require(condition=condition):
            return Judgement(_TRUTH[_truth(condition, record, setting)], version)
        case Forbid(condition=condition):
            return Judgement(_UNTRUTH[_truth(condition, record, setting)], version)
        case DeadlineTerm() as term:
            return _deadline(version, _term(term, record, setting))
        case DeadlineOnClock() as on_clock:
            return _deadline(version, _on_clock(on_clock, record, setting))
        case Sequence() as sequence:
            return Judgement(_sequence(sequence, record, setting), version)
        case _ as never:
            assert_never(never)


_TRUTH = {True: Outcome.PASS, False: Outcome.VIOLATION, None: Outcome.UNDETERMINED}
_UNTRUTH = {True: Outcome.VIOLATION, False: Outcome.PASS, None: Outcome.UNDETERMINED}


def _truth(condition: Node, record: Record, setting: Setting) -> bool | None:
    answer = evaluate(condition, record, setting)
    assert answer is None or isinstance(answer, bool), "conditions are checked to be yes or no"
    return answer


# ── deadlines ────────────────────────────────────────────────────────────────────────────────────────────────────


def _deadline(version: Version, deadline: Deadline) -> Judgement:
    return Judgement(Outcome(deadline.verdict.value), version, deadline.missing, deadline)


def _term(term: DeadlineTerm, record: Record, setting: Setting) -> Deadline:
    """The event of `term` against its start and limit, or its day."""
    value = record.value(term.event)
    start, start_missing = _start(term.start, record, setting)
    limit = setting.params[term.within] if term.within else None
    assert limit is None or isinstance(limit, Limit), "checked when the rule was read"
    by = term.by
    if isinstance(by, Recurring):
        due: Answer = by.on_or_after(as_day(start)) if isinstance(start, date) else None
    else:
        due = evaluate(by, record, setting) if by is not None else None
    if by is not None and due is None and not start_missing and not isinstance(by, Recurring):
        start_missing = _nulls(by, record)
    not_before = None
    if term.not_before is not None:
        not_before = evaluate(term.not_before, record, setting)
        start_missing = start_missing if not_before is not None else _nulls(term.not_before, record) or ("not_before",)
    facts = Term(
        event=value if isinstance(value, date) else None,
        event_known=value is not UNKNOWN,
        event_field=term.event,
        start=start if isinstance(start, date) else None,
        start_field=next(iter(sorted(reads(term.start)[0])), "") if isinstance(term.start, Node) else "",
        missing_start=start_missing,
        limit=limit,
        by=due if isinstance(due, date) else None,
        not_before=not_before if isinstance(not_before, date) else None,
        roll=term.roll,
        before_start=term.before_start,
    )
    return judge_term(facts, as_of=setting.as_of, calendar=setting.calendar)


def _start(node: Node | Clock | None, record: Record, setting: Setting) -> tuple[Answer, tuple[str, ...]]:
    """The start of a limit, or the fields for want of which it is unknown. A clock starts by channel and law."""
    if node is None:
        return None, ()
    if isinstance(node, Clock):
        return start_day(case_facts(record, node), node, setting.as_of)
    start = evaluate(node, record, setting)
    return start, () if start is not None else _nulls(node, record) or ("start",)


def _nulls(node: Node, record: Record) -> tuple[str, ...]:
    return tuple(sorted(name for name in reads(node)[0] if record.known(name) is None))


def _on_clock(on_clock: DeadlineOnClock, record: Record, setting: Setting) -> Deadline:
    limit, most = setting.params[on_clock.within], setting.params[on_clock.extend_by]
    assert isinstance(limit, Limit), "checked when the rule was read"
    assert isinstance(most, Limit), "checked when the rule was read"
    facts: CaseFacts = case_facts(record, on_clock.clock)
    return judge_case(
        facts, on_clock.clock, limit=limit, cap=most.amount, as_of=setting.as_of, calendar=setting.calendar
    )


# ── steps in order ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _StepState:
    """One step of one record: the days on which it was done, and whether all, some or nothing is known to be."""

    days: tuple[date, ...]
    done: bool | None
    owed: bool | None


def _sequence(sequence: Sequence, record: Record, setting: Setting) -> Outcome:
    """Steps in order, none of the mandatory ones skipped; equal days are in order."""
    states = [_step(step, record, setting) for step in sequence.steps]
    latest: date | None = None
    for state in states:
        if latest is not None and any(day < latest for day in state.days):
            return Outcome.VIOLATION
        latest = max([latest, *state.days] if latest else state.days, default=latest)
    last_done = max((i for i, state in enumerate(states) if state.days), default=-1)
    skipped = [state for state in states[: max(last_done, 0)] if state.done is not True and state.owed is not False]
    trailing = [state for state in states[last_done + 1 :] if state.owed is not False]
    if last_done >= 0 and states[last_done].done is not True and states[last_done].owed is not False:
        trailing.insert(0, states[last_done])
    if any(state.done is False and state.owed is True for state in skipped):
        return Outcome.VIOLATION
    if skipped:
        return Outcome.UNDETERMINED
    exits = None if sequence.exits is None else evaluate(sequence.exits, record, setting)
    if exits is True:
        return Outcome.NOT_APPLICABLE
    if not trailing:
        return Outcome.PASS
    finished = False if sequence.done_when is None else evaluate(sequence.done_when, record, setting)
    if any(state.done is None or state.owed is None for state in trailing):
        return Outcome.UNDETERMINED
    if sequence.exits is not None and exits is None:
        return Outcome.UNDETERMINED
    return {True: Outcome.VIOLATION, False: Outcome.PENDING}.get(finished, Outcome.UNDETERMINED)  # type: ignore[call-overload, no-any-return]


def _step(step: Step, record: Record, setting: Setting) -> _StepState:
    days: list[date] = []
    done: list[bool | None] = []
    for name in step.fields:
        value = record.value(name)
        if isinstance(value, date) and as_day(value) <= setting.as_of:
            days.append(as_day(value))
            done.append(True)
        else:
            done.append(None if value is UNKNOWN else False)
    owed = True if step.when is None else _truth(step.when, record, setting)
    return _StepState(tuple(days), False if False in done else None if None in done else True, owed)


# ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────────


def evaluate(node: Node, record: Record, setting: Setting, member: CaseEvent | None = None) -> Answer:
    """What `node` comes to for `record`; None is unknown. `member` is the event that a quantifier looks at."""
    match node:
        case Const(value=value):
            return value
        case FieldRef(name=name):
            return record.known(name)
        case MemberRef(name=name):
            assert member is not None, "names of an event stand inside a quantifier"
            return getattr(member, name)  # type: ignore[no-any-return]
        case ParamRef(name=name):
            return setting.params[name]
        case AsOf():
            return setting.as_of
        case Quantified():
            return _quantified(node, record, setting)
        case Apply(op=Op.PRESENT, args=(FieldRef(name=name),)):
            return _present(record, name)
        case Apply(op=Op.MISSING, args=(FieldRef(name=name),)):
            present = _present(record, name)
            return None if present is None else not present
        case Apply(op=Op.AND, args=args):
            return _all([evaluate(arg, record, setting, member) for arg in args])
        case Apply(op=Op.OR, args=args):
            return _any([evaluate(arg, record, setting, member) for arg in args])
        case Apply(op=op, args=args):
            values = [evaluate(arg, record, setting, member) for arg in args]
            return None if any(value is None for value in values) else _apply(op, values, setting)
        case _ as never:
            assert_never(never)


def _present(record: Record, name: str) -> bool | None:
    """Whether a field is filled in: certain for a value and for an empty cell that means none."""
    value = record.value(name)
    return None if value is UNKNOWN else value is not None and value != ()


def _all(answers: list[Answer]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _any(answers: list[Answer]) -> bool | None:
    return True if True in answers else None if None in answers else False


def _quantified(node: Quantified, record: Record, setting: Setting) -> Answer:
    events = record.known(node.members.name)
    if not isinstance(events, tuple):
        return None
    answers = [evaluate(node.condition, record, setting, e) for e in events if isinstance(e, CaseEvent)]
    if node.op is Op.ANY:
        return _any(answers)
    if node.op is Op.ALL:
        return _all(answers)
    least = sum(answer is True for answer in answers)
    most = least + sum(answer is None for answer in answers)
    return least if least == most else Count(least, most)


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
        case Op.AND | Op.OR | Op.PRESENT | Op.MISSING | Op.ANY | Op.ALL | Op.COUNT:
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
