"""The reference engine: what a rule says of a record, plain and slow. Every other engine must agree with this file.

Expressions are given their meaning in engines/meaning.py, time limits in deadlines/. Nothing unknown counts as a pass.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from gkrules.bilingual import Bilingual
from gkrules.deadlines.case import CaseFacts, is_over, judge_case, start_day
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.fixed import Term, as_day, judge_term
from gkrules.deadlines.limit import Limit
from gkrules.deadlines.recurring import Recurring, Roll
from gkrules.deadlines.result import Deadline, State, Verdict
from gkrules.engines.facts import case_facts
from gkrules.engines.governing import lies_ahead, placed_on
from gkrules.engines.ledger import LEDGER, latest_finding
from gkrules.engines.meaning import Answer, evaluate
from gkrules.engines.missing import missing_fields, missing_of, union
from gkrules.engines.outcome import Judgement, Outcome
from gkrules.engines.privacy import identifiable_lists, personal_data
from gkrules.engines.setting import Setting
from gkrules.errors import CalendarNotAnnounced
from gkrules.language.ir import FieldRef, Node, reads
from gkrules.language.kinds import (
    Attested,
    AttestedRecord,
    ConsistentGroup,
    ConsistentPair,
    DeadlineOnClock,
    DeadlineTerm,
    Exists,
    Forbid,
    Periodic,
    Privacy,
    Rate,
    Require,
    Sequence,
    Step,
)
from gkrules.language.rule import Rule, UntilWord, Version
from gkrules.records.model import Subject
from gkrules.records.record import UNKNOWN, Record


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a rule concerns a record: addressed, in force, `when`, and no exception.

    `applies` None is unknown. `judgement` is what follows where it is not true. `version` judges as on `day`.
    """

    applies: bool | None
    judgement: Judgement
    version: Version | None = None
    day: date | None = None


def judge(rule: Rule, subject: Subject, record: Record, setting: Setting) -> Judgement:
    """What `rule` says of `record`: addressed, in force, `when`, no exception; then the requirement decides."""
    standing = stand(rule, subject, record, setting)
    if standing.applies is not True or standing.version is None or standing.day is None:
        return standing.judgement
    return decide(standing.version, standing.day, record, setting)


def stand(rule: Rule, subject: Subject, record: Record, setting: Setting) -> Standing:
    """Whether `rule` concerns `record`, and by which of its versions."""
    governed_by = next((v.governed_by for v in rule.versions if v.governed_by), None)
    day, missing = placed_on(record, subject, governed_by, setting.state_day)
    if day is None:
        return _without_day(rule, record, setting, missing)
    if lies_ahead(record, subject, day, setting.as_of):
        return Standing(False, Judgement(Outcome.NOT_APPLICABLE))
    version = rule.version_on(day)
    if version is None:
        return Standing(False, Judgement(Outcome.NOT_APPLICABLE))
    applies, judgement = applies_to(version, record, setting.under(version))
    return Standing(applies, judgement, version, day)


def decide(version: Version, day: date, record: Record, setting: Setting) -> Judgement:
    """What the requirement of `version` says of a record that it concerns."""
    setting = setting.under(version)
    try:
        judgement = _requirement(version, day, record, setting)
    except CalendarNotAnnounced:
        judgement = Judgement(Outcome.UNDETERMINED, version, (f"calendar:{day.year}",))
    until = None if version.until is None else until_day(version, setting, day)
    if judgement.outcome is Outcome.VIOLATION and until is not None and setting.as_of <= until:
        judgement = replace(judgement, outcome=Outcome.PENDING)
    if judgement.outcome is Outcome.UNDETERMINED and not isinstance(version.requirement, DeadlineOnClock):
        judgement = replace(judgement, missing=union(judgement.missing, missing_of(version, record, setting)))
    return judgement


def _without_day(rule: Rule, record: Record, setting: Setting, missing: tuple[str, ...]) -> Standing:
    """Without a governing day the version is not known: undetermined, unless no version would apply anyway.

    Where nothing is missing, the fact that the rule is about is known not to have happened.
    """
    parts = [applies_to(version, record, setting.under(version))[0] for version in rule.versions]
    if not missing or all(part is False for part in parts):
        return Standing(False, Judgement(Outcome.NOT_APPLICABLE))
    fields = [missing_fields(version, record) for version in rule.versions]
    return Standing(None, Judgement(Outcome.UNDETERMINED, None, union(missing, *fields)))


def applies_to(version: Version, record: Record, setting: Setting) -> tuple[bool | None, Judgement]:
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
        return None, Judgement(Outcome.UNDETERMINED, version, missing_of(version, record, setting))
    return True, Judgement(Outcome.PASS, version)


_CASE_OVER = Bilingual(
    "申请已撤回，或者申请人逾期未补正、未缴费，案件已经终结",
    "the application was withdrawn, or abandoned for want of a correction or a payment",
)


def _case_is_over(version: Version, day: date, record: Record, setting: Setting) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the case that the rule is about was withdrawn or abandoned: what was not done is owed no more."""
    clock = version.case
    if clock is None:
        return False, ()
    try:
        return is_over(case_facts(record, clock), clock, as_of=setting.as_of, calendar=setting.calendar)
    except CalendarNotAnnounced:
        return None, (f"calendar:{day.year}",)


def _addressed(version: Version, record: Record, setting: Setting) -> bool:
    """Whether the body that the record names, or else the profile's own, is of a kind that the rule addresses."""
    names = (record.known(name) for name in ("institution", "issuer"))
    kind = next((setting.kinds[n] for n in names if isinstance(n, str) and n in setting.kinds), setting.own_kind)
    return not version.addressee or kind is None or kind in version.addressee


def until_day(version: Version, setting: Setting, day: date) -> date:
    """The last day on which what is not yet true is pending; `day` is the governing day, or a group's last."""
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


def _requirement(version: Version, day: date, record: Record, setting: Setting) -> Judgement:
    over, unknown = _case_is_over(version, day, record, setting)
    match version.requirement:
        case Require() | Forbid() if over:
            return Judgement(Outcome.NOT_APPLICABLE, version, reason=_CASE_OVER)
        case Require() | Forbid() if over is None:
            return Judgement(Outcome.UNDETERMINED, version, unknown)
        case Require(condition=condition):
            return Judgement(_TRUTH[_truth(condition, record, setting)], version)
        case Forbid(condition=condition):
            return Judgement(_UNTRUTH[_truth(condition, record, setting)], version)
        case DeadlineTerm() as term:
            judgement = _deadline(version, _term(term, record, setting))
            if over is False or judgement.deadline is None or judgement.deadline.met is not None:
                return judgement
            if over:
                return Judgement(Outcome.NOT_APPLICABLE, version, reason=_CASE_OVER)
            return replace(judgement, outcome=Outcome.UNDETERMINED, missing=union(judgement.missing, unknown))
        case DeadlineOnClock() as on_clock:
            return _deadline(version, _on_clock(on_clock, record, setting))
        case Sequence() as sequence:
            outcome = _sequence(sequence, record, setting, over=over)
            return Judgement(outcome, version, unknown if outcome is Outcome.UNDETERMINED else ())
        case ConsistentPair() as pair:
            return Judgement(*_agreement(pair, version, record, setting))
        case AttestedRecord():
            entries = setting.world.population(LEDGER).records if setting.world.supplies(LEDGER) else None
            finding = latest_finding(entries, version.clauses[0], None, record.id, setting, None)
            return Judgement(finding.outcome, version, finding.missing)
        case Privacy() as privacy:
            if privacy.list_k is not None:
                outcome, missing, lists = identifiable_lists(privacy, record, setting.params[privacy.list_k])
                return Judgement(outcome, version, missing, lists=lists)
            outcome, missing, spans = personal_data(privacy, record)
            return Judgement(outcome, version, missing, spans=spans)
        case Exists() | Rate() | Periodic() | ConsistentGroup() | Attested():
            raise AssertionError("groups are judged by engines/groups.py")
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
    listed = record.listed.get(term.event)
    if listed is not None and isinstance(value, date):
        value = min(as_day(value), listed)  # of a notice given twice, the first
    start, start_missing = _start(term.start, record, setting)
    limit = setting.params[term.within] if term.within else None
    if isinstance(term.start, FieldRef) and record.value(term.start.name) is None and value is None:
        return Deadline(Verdict.PENDING, State.RUNNING, limit if isinstance(limit, Limit) else None)
    assert limit is None or isinstance(limit, Limit), "checked when the rule was read"
    by = term.by
    if isinstance(by, Recurring):
        due: Answer = by.on_or_after(as_day(start)) if isinstance(start, date) else None
    else:
        due = evaluate(by, record, setting) if by is not None else None
    if by is not None and due is None and not start_missing and not isinstance(by, Recurring):
        start_missing = _nulls(by, record) or tuple(sorted(reads(by)[0])) or ("by",)
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
        roll=_roll(term.roll, setting),
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


def _roll(roll: Roll | str, setting: Setting) -> Roll:
    """Whether a rest day moves; a parameter that is a yes or no may say so."""
    if isinstance(roll, Roll):
        return roll
    return Roll.FORWARD if setting.params[roll] is True else Roll.NONE


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


# ── a record and its partner ─────────────────────────────────────────────────────────────────────────────────────


def _agreement(
    pair: ConsistentPair, version: Version, record: Record, setting: Setting
) -> tuple[Outcome, Version, tuple[str, ...]]:
    """Field by field; one that differs is a violation whatever is unknown about the others."""
    relation = pair.relation
    members = setting.world.related(record, relation)
    if members is None:
        missing = relation.own if record.known(relation.own) is None else f"relation:{relation.name}"
        return Outcome.UNDETERMINED, version, (missing,)
    if not members.certain:
        expected = False if pair.expected is None else evaluate(pair.expected, record, setting)
        nowhere = record.value(relation.own) is None or not members.possible
        if expected is True and nowhere:
            return Outcome.VIOLATION, version, ()
        return Outcome.UNDETERMINED, version, (f"relation:{relation.name}",)
    other = members.certain[0]
    answers = [same(record.value(own), other.value(theirs)) for own, theirs in pair.fields]
    if False in answers:
        return Outcome.VIOLATION, version, ()
    unknown = [names for names, answer in zip(pair.fields, answers, strict=True) if answer is None]
    own = {mine for mine, _ in unknown if record.value(mine) is UNKNOWN}
    theirs = {f"{relation.name}.{name}" for _, name in unknown if other.value(name) is UNKNOWN}
    return (Outcome.UNDETERMINED, version, tuple(sorted(own | theirs))) if unknown else (Outcome.PASS, version, ())


def same(a: object, b: object) -> bool | None:
    """Whether two sources state the same; lists as sets. Unknown where either does not state it."""
    if a is UNKNOWN or b is UNKNOWN:
        return None
    if isinstance(a, tuple) and isinstance(b, tuple):
        return set(a) == set(b)
    return a == b


# ── steps in order ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _StepState:
    """One step of one record: the days on which it was done, and whether all, some or nothing is known to be."""

    days: tuple[date, ...]
    done: bool | None
    owed: bool | None


def _sequence(sequence: Sequence, record: Record, setting: Setting, *, over: bool | None) -> Outcome:
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
    if not trailing:
        return Outcome.PASS
    exits = None if sequence.exits is None else evaluate(sequence.exits, record, setting)
    if over or exits is True:
        return Outcome.NOT_APPLICABLE
    finished = False if sequence.done_when is None else evaluate(sequence.done_when, record, setting)
    if over is None or any(state.done is None or state.owed is None for state in trailing):
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
