"""What a rule says of groups, plain and slow: the meaning of exists, rate, periodic, consistent and attested.

Every other engine must agree with this file. What is not certain of a member leaves the answer open, unless every way
to fill in the unknown gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import assert_never

from gkrules.deadlines.clock import Window
from gkrules.deadlines.limit import Limit
from gkrules.engines.grouping import (
    Group,
    KeyValues,
    Membership,
    Placed,
    body_of,
    expected_groups,
    memberships,
    period_of,
)
from gkrules.engines.ledger import LEDGER, latest_finding
from gkrules.engines.meaning import Answer, evaluate
from gkrules.engines.missing import missing_of
from gkrules.engines.outcome import Outcome
from gkrules.engines.rates import Account, RateVerdict, judge_rate
from gkrules.engines.reference import applies_to, decide, same, stand, until_day
from gkrules.engines.setting import Setting
from gkrules.language.kinds import Attested, Bound, ConsistentGroup, Exists, Pace, Periodic, Rate, is_of_groups
from gkrules.language.rule import PACE_MONTHS, Rule, Version
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record

Companions = Mapping[str, tuple[Rule, Setting]]
"""The rules that rates are of, with the settings that they judge in, by id."""


@dataclass(frozen=True, slots=True)
class Found:
    """How many records satisfy the rule's condition: at least, at most; and how many records the group has."""

    least: int
    most: int
    members: int


@dataclass(frozen=True, slots=True)
class GroupJudgement:
    """What a version says of one group.

    `faults` are the records that make it a violation, or of which too much is unknown. `record` is the first of a
    group whose records disagree, or the ledger's entry. `only_gaps`: nothing is missing but columns and subjects that
    were not supplied.
    """

    group: Group
    version: Version
    outcome: Outcome
    missing: tuple[str, ...] = ()
    found: Found | None = None
    account: Account | None = None
    rate: RateVerdict | None = None
    faults: tuple[Record, ...] = ()
    record: Record | None = None
    only_gaps: bool = False


def judge_groups(rule: Rule, setting: Setting, companions: Companions) -> list[GroupJudgement]:
    """What `rule` says of its groups, in a fixed order: by version, keys, and period."""
    judgements: list[GroupJudgement] = []
    for version in rule.versions:
        under = setting.under(version)
        period = period_of(version, under)
        if period is not None:
            judgements.extend(_judged(rule, version, period, under, companions))
    return judgements


def _judged(
    rule: Rule, version: Version, period: Window, setting: Setting, companions: Companions
) -> Iterator[GroupJudgement]:
    requirement = version.requirement
    assert is_of_groups(requirement), "the other kinds are judged by engines/reference.py"
    names = [key.name for key in requirement.grouping.keys]
    for keys, first, last, membership in _groups(rule, version, period, setting):
        group = Group(tuple(zip(names, keys, strict=True)) if keys else (), first, last)
        bench = _Bench(rule, version, group, membership, setting, companions)
        if names and not keys and not isinstance(requirement, Attested):
            yield bench.keyless()
            continue
        judgement = bench.judge()
        until = None if version.until is None else until_day(version, setting, last)
        if judgement.outcome is Outcome.VIOLATION and until is not None and setting.as_of <= until:
            judgement = replace(judgement, outcome=Outcome.PENDING)
        yield judgement


def _groups(
    rule: Rule, version: Version, period: Window, setting: Setting
) -> Iterator[tuple[KeyValues, date, date, Membership]]:
    """Keys, first day, last day and records of every group. Rows that name no group at all make one without keys."""
    requirement = version.requirement
    assert is_of_groups(requirement), "checked by the caller"
    if isinstance(requirement, Attested):
        yield from _ledger_groups(rule, version, period, setting)
        return
    cells = [period]
    if isinstance(requirement, Periodic):
        cells = list(_cells(_months(requirement.every, setting), period))
    found = [memberships(rule, version, requirement.grouping, cell, setting) for cell in cells]
    keys = sorted({key for groups in found for key in groups})
    for cell, groups in zip(cells, found, strict=True):
        assert cell.first is not None, "a period has its first day"
        assert cell.last is not None, "a period has its last day"
        for key in keys:
            yield key, cell.first, cell.last, groups.get(key) or Membership()
        lost = _without_group(rule, version, cell, setting) if not keys else []
        if lost:
            yield (), cell.first, cell.last, Membership(strays=lost)


def _without_group(rule: Rule, version: Version, period: Window, setting: Setting) -> list[Record]:
    """The rows of the population where no group is known that they could belong to."""
    ungrouped = replace(version.grouping, keys=(), expect={}) if version.grouping is not None else None
    assert ungrouped is not None, "the rule judges groups"
    membership = memberships(rule, version, ungrouped, period, setting)[()]
    return [*(placed.record for placed in membership.members), *membership.strays]


def _ledger_groups(
    rule: Rule, version: Version, period: Window, setting: Setting
) -> Iterator[tuple[KeyValues, date, date, Membership]]:
    """A group for each body that is expected, or on which the ledger has a finding on the clause."""
    grouping = version.grouping
    assert grouping is not None, "attested judges groups"
    assert period.first is not None, "a period has its first day"
    assert period.last is not None, "a period has its last day"
    rows = [
        row
        for row in setting.world.population(LEDGER).records
        if row.known("clause_id") == version.clauses[0] and applies_to(version, row, setting)[0] is not False
    ]
    membership = Membership([Placed(row, belongs=True) for row in rows])
    keys = {
        tuple(str(setting.aliases.get(str(value), value)) for value in values)
        for values in ([row.known(key.name) for key in grouping.keys] for row in rows)
        if None not in values
    }
    keys.update(expected_groups(rule, version, grouping, setting) or ())
    for key in sorted(keys) or [()]:
        yield key, period.first, period.last, membership


def _months(every: Pace | str, setting: Setting) -> int:
    if isinstance(every, Pace):
        return PACE_MONTHS[every]
    limit = setting.params[every]
    assert isinstance(limit, Limit), "checked when the rule was read"
    return limit.amount


def _cells(months: int, period: Window) -> Iterator[Window]:
    """The periods of so many months, counted from a January, of which at least half lies in `period`."""
    assert period.first is not None, "a period has its first day"
    assert period.last is not None, "a period has its last day"
    start = period.first.year * 12
    while _month(start) <= period.last:
        first, last = _month(start), _month(start + months) - timedelta(days=1)
        inside = (min(last, period.last) - max(first, period.first)).days + 1
        if inside * 2 >= (last - first).days + 1:
            yield Window(first, last)
        start += months


def _month(number: int) -> date:
    """The first day of a month, counted from the year 0."""
    return date(number // 12, number % 12 + 1, 1)


class _Bench:
    """One group before the rule, with what stands beside it."""

    def __init__(
        self,
        rule: Rule,
        version: Version,
        group: Group,
        membership: Membership,
        setting: Setting,
        companions: Companions,
    ) -> None:
        self.rule = rule
        self.version = version
        self.group = group
        self.members = membership.members
        self.strays = membership.strays
        self.setting = setting
        self.companions = companions

    def judge(self) -> GroupJudgement:
        requirement = self.version.requirement
        match requirement:
            case Exists():
                return self._exists(requirement)
            case Rate():
                return self._rate(requirement)
            case Periodic(that=that):
                return self._periodic(that)
            case ConsistentGroup(fields=fields):
                return self._consistent(fields)
            case Attested():
                return self._attested()
            case _:
                raise AssertionError("the other kinds are judged by engines/reference.py")

    def keyless(self) -> GroupJudgement:
        """The rows of which no group is known."""
        judgement = GroupJudgement(self.group, self.version, Outcome.UNDETERMINED)
        return self._undetermined(judgement, self.strays)

    # ── how many ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _exists(self, requirement: Exists) -> GroupJudgement:
        number = self.setting.params[requirement.number]
        assert isinstance(number, int), "checked when the rule was read"
        certain, possible, failing = self._satisfying(requirement.that)
        found = self._counted(certain, possible, requirement.distinct)
        outcome = _number_outcome(requirement.bound, number, found, waiting=self._waiting())
        faults = certain if requirement.bound is not Bound.AT_LEAST else failing
        judgement = GroupJudgement(self.group, self.version, outcome, found=found, faults=tuple(faults))
        return self._undetermined(judgement, possible)

    def _satisfying(self, that: object) -> tuple[list[Record], list[Record], list[Record]]:
        """Records that satisfy a condition, that may, and that do not; strays may or do not."""
        certain, possible, failing = [], [], []
        for placed in self.members:
            answer = self._answer(that, placed.record)
            if answer is True and placed.belongs:
                certain.append(placed.record)
            elif answer is not False:
                possible.append(placed.record)
            elif placed.belongs:
                failing.append(placed.record)
        possible += [record for record in self.strays if self._answer(that, record) is not False]
        return certain, possible, failing

    def _answer(self, that: object, record: Record) -> Answer:
        return True if that is None else evaluate(that, record, self.setting)  # type: ignore[arg-type]

    def _counted(self, certain: list[Record], possible: list[Record], distinct: str | None) -> Found:
        members = sum(placed.belongs for placed in self.members)
        if distinct is None:
            return Found(len(certain), len(certain) + len(possible), members)
        sure = {record.known(distinct) for record in certain} - {None}
        others = {record.known(distinct) for record in possible} - sure - {None}
        unnamed = sum(record.value(distinct) is UNKNOWN for record in (*certain, *possible))
        return Found(len(sure), len(sure) + len(others) + unnamed, members)

    def _waiting(self) -> bool:
        """Whether the time in which the number may still be reached runs on the as-of date."""
        version, setting = self.version, self.setting
        if version.until is not None:
            return setting.as_of <= until_day(version, setting, self.group.last)
        return setting.as_of < self.group.last

    def _periodic(self, that: object) -> GroupJudgement:
        certain, possible, _ = self._satisfying(that)
        found = self._counted(certain, possible, None)
        if self.setting.as_of < self.group.first:
            return GroupJudgement(self.group, self.version, Outcome.NOT_APPLICABLE, found=found)
        outcome = _number_outcome(Bound.AT_LEAST, 1, found, waiting=self.setting.as_of < self.group.last)
        return self._undetermined(GroupJudgement(self.group, self.version, outcome, found=found), possible)

    # ── what share ───────────────────────────────────────────────────────────────────────────────────────────────

    def _rate(self, requirement: Rate) -> GroupJudgement:
        threshold = self.setting.params[requirement.share]
        assert isinstance(threshold, Fraction), "checked when the rule was read"
        counts: Counter[str] = Counter()
        states: dict[str, list[Record]] = {"compliant": [], "failing": []}
        unknown = []
        for placed in self.members:
            belongs, state = self._state(requirement, placed.record)
            if belongs is False:
                continue
            sure = placed.belongs and belongs is True
            counts[state if sure else f"maybe_{state}"] += 1
            if sure and state in states:
                states[state].append(placed.record)
            if state == "unknown" or not sure:
                unknown.append(placed.record)
        strays = [record for record in self.strays if self._state(requirement, record)[0] is not False]
        account = Account(**counts, strays=len(strays))
        rate = judge_rate(account, requirement.bound, threshold)
        faults = states["failing" if requirement.bound is Bound.AT_LEAST else "compliant"]
        found = Found(account.compliant, account.most()[0], account.members)
        judgement = GroupJudgement(
            self.group, self.version, rate.outcome, found=found, account=account, rate=rate, faults=tuple(faults)
        )
        return self._undetermined(judgement, [*unknown, *strays])

    def _state(self, requirement: Rate, record: Record) -> tuple[bool | None, str]:
        """Whether a record is concerned by what the rate is of, and whether it complies."""
        if requirement.of is None:
            answer = evaluate(requirement.that, record, self.setting) if requirement.that is not None else True
            return True, {True: "compliant", False: "failing"}.get(answer, "unknown")  # type: ignore[call-overload]
        rule, setting = self.companions[requirement.of]
        standing = stand(rule, dictionary()[rule.subject], record, setting)
        if standing.applies is False:
            return False, "unknown"
        if standing.version is None or standing.day is None:
            return None, "unknown"
        outcome = decide(standing.version, standing.day, record, setting).outcome
        return (False if outcome is Outcome.NOT_APPLICABLE else standing.applies), _STATES.get(outcome, "unknown")

    # ── agreement, and a person's finding ────────────────────────────────────────────────────────────────────────

    def _consistent(self, fields: Iterable[str]) -> GroupJudgement:
        records = [placed.record for placed in self.members if placed.belongs]
        doubtful = [placed.record for placed in self.members if not placed.belongs] + self.strays
        answers = {name: _agree([record.value(name) for record in records]) for name in fields}
        found = Found(len(records), len(records) + len(doubtful), len(records))
        first = records[0] if records else None
        judgement = GroupJudgement(self.group, self.version, Outcome.PASS, found=found, record=first)
        if False in answers.values():
            return replace(judgement, outcome=Outcome.VIOLATION, faults=tuple(records))
        unknown = [record for record in records if any(record.value(name) is UNKNOWN for name in fields)]
        if doubtful or (None in answers.values() and len(records) > 1):
            judgement = replace(judgement, outcome=Outcome.UNDETERMINED)
            return self._undetermined(judgement, [*unknown, *doubtful])
        return judgement if len(records) > 1 else replace(judgement, outcome=Outcome.NOT_APPLICABLE)

    def _attested(self) -> GroupJudgement:
        body = body_of(dict(self.group.keys))
        period = Window(self.group.first, self.group.last)
        rows = [placed.record for placed in self.members]
        said = latest_finding(rows, self.version.clauses[0], body, None, self.setting, period)
        return GroupJudgement(self.group, self.version, said.outcome, said.missing, record=said.entry)

    def _undetermined(self, judgement: GroupJudgement, open_records: list[Record]) -> GroupJudgement:
        """Names what is missing where the outcome is open, and the records that leave it so.

        Rejected rows are told by their number alone: what stands in the place of their id may be anything.
        """
        if judgement.outcome is not Outcome.UNDETERMINED:
            return judgement
        subject = dictionary()[self.rule.subject]
        rejected = {id(record) for record in self.setting.world.population(self.rule.subject).rejected}
        governed_by = self.version.governed_by
        placing = (governed_by,) if governed_by else subject.governing[:1] if subject.dated else ()
        missing: set[str] = set()
        gaps = True
        for record in open_records:
            names = set(missing_of(self.version, record, self.setting))
            if id(record) in rejected:
                names.add(f"rejected:{self.rule.subject}")
            names.update(name for name in placing if record.known(name) is None)
            missing |= names
            gaps = gaps and all(is_gap(name, record, self.setting) for name in names)
        shown = tuple(record for record in open_records if id(record) not in rejected)
        return replace(judgement, missing=tuple(sorted(missing)), faults=shown, only_gaps=gaps and bool(missing))


_STATES = {Outcome.PASS: "compliant", Outcome.VIOLATION: "failing", Outcome.PENDING: "pending"}


def _number_outcome(bound: Bound, number: int, found: Found, *, waiting: bool) -> Outcome:
    """Whether so many records are enough, too many, or the wrong number; `waiting`: more may still come."""
    match bound:
        case Bound.AT_LEAST:
            if found.least >= number:
                return Outcome.PASS
            if waiting:
                return Outcome.PENDING
            return Outcome.VIOLATION if found.most < number else Outcome.UNDETERMINED
        case Bound.AT_MOST | Bound.EXACTLY:
            if found.least > number:
                return Outcome.VIOLATION
            if waiting:
                return Outcome.PENDING
            if bound is Bound.AT_MOST:
                return Outcome.PASS if found.most <= number else Outcome.UNDETERMINED
            if found.least == found.most == number:
                return Outcome.PASS
            return Outcome.VIOLATION if found.most < number else Outcome.UNDETERMINED
        case _ as never:
            assert_never(never)


def _agree(values: list[object]) -> bool | None:
    """Whether all sources state the same."""
    stated = [value for value in values if value is not UNKNOWN]
    if any(same(stated[0], value) is False for value in stated[1:]):
        return False
    return True if len(stated) == len(values) else None


def is_gap(name: str, record: Record, setting: Setting) -> bool:
    """Whether what is missing was not supplied at all: a column, or the records of another subject."""
    subject = dictionary()[record.subject]
    if name.startswith("relation:"):
        relation = subject.relations.get(name.removeprefix("relation:"))
        other = relation.other if relation is not None else name.removeprefix("relation:")
        return not setting.world.supplies(other)
    return name in subject.fields and record.is_absent(name)
