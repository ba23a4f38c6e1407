"""Rules as they are after checking: one id, its dated versions, and what each version demands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock, Window
from gkrules.deadlines.fixed import BeforeStart, Recurring, Roll
from gkrules.deadlines.limit import Limit
from gkrules.language.ir import Node, Type, params_of, reads
from gkrules.records.model import Field


class Severity(StrEnum):
    """How much a violation weighs, the heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Modality(StrEnum):
    """How the text obliges."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    MAY = "may"


SEVERITY_LABELS: Mapping[Severity, Bilingual] = {
    Severity.ERROR: Bilingual("错误", "error"),
    Severity.WARNING: Bilingual("警告", "warning"),
    Severity.NOTICE: Bilingual("提示", "notice"),
}

HEAVIEST: Mapping[Modality, Severity] = {
    Modality.MUST: Severity.ERROR,
    Modality.MUST_NOT: Severity.ERROR,
    Modality.SHOULD: Severity.WARNING,
    Modality.MAY: Severity.NOTICE,
}

ParamValue = int | Fraction | str | bool | date | Limit | tuple[str, ...]


VALUE_TYPES: Mapping[Type, Callable[[ParamValue], bool]] = {
    Type.INTEGER: lambda v: isinstance(v, int) and not isinstance(v, bool),
    Type.NUMBER: lambda v: isinstance(v, int | Fraction) and not isinstance(v, bool),
    Type.TEXT: lambda v: isinstance(v, str),
    Type.BOOL: lambda v: isinstance(v, bool),
    Type.DATE: lambda v: isinstance(v, date),
    Type.LIMIT: lambda v: isinstance(v, Limit),
    Type.SHARE: lambda v: isinstance(v, Fraction),
    Type.LIST_OF_TEXT: lambda v: isinstance(v, tuple),
}
"""The types a parameter may have, and which values are of them."""


@dataclass(frozen=True, slots=True)
class Param:
    """A number, list or day of a rule, and where it comes from. `value` None: off until a profile sets it.

    `coded` is the field whose codes its texts are, where it is compared with one.
    """

    name: str
    type: Type
    value: ParamValue | None
    source: str
    about: Bilingual | None = None
    coded: Field | None = None

    def accepts(self, value: ParamValue) -> ParamValue | None:
        """`value` as this parameter holds it (labels as codes); None for another type or unit, or what is no code."""
        if self.coded is not None and isinstance(value, str | tuple):
            texts = (value,) if isinstance(value, str) else value
            codes = tuple(self.coded.code(text) for text in texts)
            known = tuple(code for code in codes if code is not None)
            if len(known) < len(codes):
                return None
            value = known[0] if isinstance(value, str) else known
        if isinstance(value, Limit) and isinstance(self.value, Limit) and value.unit is not self.value.unit:
            return None
        return value if VALUE_TYPES[self.type](value) else None


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exception that the text makes: when it holds, and why."""

    when: Node
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Require:
    """A condition that must hold."""

    condition: Node


@dataclass(frozen=True, slots=True)
class Forbid:
    """A condition that must not hold."""

    condition: Node


@dataclass(frozen=True, slots=True)
class DeadlineTerm:
    """An event (a field) within a limit of a start, or by a fixed or recurring day.

    `roll` is fixed, or the name of a parameter that is yes or no. A clock as the start stands for its day 0: the day
    of receipt by the channel and the law of the day.
    """

    event: str
    start: Node | Clock | None
    within: str | None
    by: Node | Recurring | None
    not_before: Node | None
    roll: Roll | str
    before_start: BeforeStart


@dataclass(frozen=True, slots=True)
class DeadlineOnClock:
    """The end of a case on a clock, within a limit that the parameters `within` and `extend_by` state."""

    clock: Clock
    within: str
    extend_by: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sequence: a field, or fields in any order; owed only where `when` holds."""

    fields: tuple[str, ...]
    when: Node | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """Steps in order. Trailing blanks wait until `done_when`; `exits` ends the case."""

    steps: tuple[Step, ...]
    done_when: Node | None
    exits: Node | None


Requirement = Require | Forbid | DeadlineTerm | DeadlineOnClock | Sequence

KINDS: Mapping[type[Requirement], str] = {
    Require: "require",
    Forbid: "forbid",
    DeadlineTerm: "deadline",
    DeadlineOnClock: "deadline",
    Sequence: "sequence",
}


class UntilWord(StrEnum):
    """Terms that depend on the pack or on the record."""

    PACK_END = "pack_end"
    YEAR_END = "year_end"


Until = date | UntilWord | str
"""A day, a word, or `params.name` given by the bare name of the parameter."""


@dataclass(frozen=True, slots=True)
class Version:
    """One dated version of a rule; all that may differ from version to version.

    `case` names the clock of the case that the rule is about: once the case is withdrawn or abandoned, what was not
    done by then is owed no more; faults that were made stay.
    """

    in_force: Window
    clauses: tuple[str, ...]
    title: Bilingual
    message: Bilingual
    remedy: Bilingual
    modality: Modality
    severity: Severity
    requirement: Requirement
    when: Node | None = None
    exceptions: tuple[Exemption, ...] = ()
    until: Until | None = None
    governed_by: str | None = None
    addressee: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()
    case: Clock | None = None
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of requirement, as in rule files."""
        return KINDS[type(self.requirement)]


@dataclass(frozen=True, slots=True)
class Example:
    """A record and what the rule must say of it; run by `gkrules test`."""

    name: str
    record: Mapping[str, object]
    as_of: date
    expect: Mapping[str, object]
    file: str
    line: int
    params: Mapping[str, ParamValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One machine-checkable duty. `versions` do not overlap and stand in the order of their dates."""

    id: str
    subject: str
    versions: tuple[Version, ...]
    examples: tuple[Example, ...]
    file: str
    line: int
    phrase: str | None = None
    note: Bilingual | None = None

    def version_on(self, day: date) -> Version | None:
        """The version in force on `day`."""
        return next((v for v in self.versions if v.in_force.holds(day)), None)


def requirement_nodes(requirement: Requirement) -> tuple[Node, ...]:
    """Every expression of a requirement."""
    parts: tuple[Node | None, ...]
    match requirement:
        case Require(condition=condition) | Forbid(condition=condition):
            parts = (condition,)
        case DeadlineTerm(start=start, by=by, not_before=not_before):
            parts = (None if isinstance(start, Clock) else start, None if isinstance(by, Recurring) else by, not_before)
        case DeadlineOnClock():
            parts = ()
        case Sequence(steps=steps, done_when=done_when, exits=exits):
            parts = (done_when, exits, *(step.when for step in steps))
    return tuple(part for part in parts if part is not None)


def version_nodes(version: Version) -> tuple[Node, ...]:
    """Every expression of a version: of its requirement, its exceptions and its condition."""
    when = () if version.when is None else (version.when,)
    return (*requirement_nodes(version.requirement), *(e.when for e in version.exceptions), *when)


def version_fields(version: Version) -> tuple[frozenset[str], frozenset[str]]:
    """Fields whose value the version reads, and fields of which it asks whether (and when) they are there.

    The events of a clock and the steps of a sequence are of the second sort, as is the event of a deadline. A
    field may be of both.
    """
    nodes = version_nodes(version)
    values = {name for node in nodes for name in reads(node)[0]}
    asked = {name for node in nodes for name in reads(node)[1]}
    match version.requirement:
        case DeadlineTerm(event=event, start=start):
            asked.add(event)
            if isinstance(start, Clock):
                asked.update((start.arrival, start.channel, start.confirmation))
        case DeadlineOnClock(clock=clock):
            asked.update(clock.fields())
        case Sequence(steps=steps):
            asked.update(name for step in steps for name in step.fields)
        case Require() | Forbid():
            pass
    return frozenset(values), frozenset(asked)


def values_of(version: Version, overrides: Mapping[str, ParamValue]) -> dict[str, ParamValue]:
    """The values of the version's parameters, a profile's in the place of its own; those that are off are left out."""
    values = {name: overrides.get(name, param.value) for name, param in version.params.items()}
    return {name: value for name, value in values.items() if value is not None}


def version_params(version: Version) -> frozenset[str]:
    """The parameters that the version reads."""
    nodes = version_nodes(version)
    names = {name for node in nodes for name in params_of(node)}
    match version.requirement:
        case DeadlineTerm(within=within, roll=roll):
            names.update({within} if within else ())
            names.update(() if isinstance(roll, Roll) else {roll})
        case DeadlineOnClock(within=within, extend_by=extend_by):
            names.update({within, extend_by})
        case _:
            pass
    if isinstance(version.until, str) and not isinstance(version.until, UntilWord):
        names.add(version.until)
    return frozenset(names)
