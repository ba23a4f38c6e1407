"""Rules as they are after checking: one id, its dated versions, and what each version demands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Sequence as SequenceType
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock, Window
from gkrules.deadlines.limit import Limit
from gkrules.deadlines.recurring import Roll
from gkrules.language.ir import Node, Type, outer_relations, params_of, reads, recorded_reads, related_reads
from gkrules.language.kinds import (
    KINDS,
    Attested,
    AttestedRecord,
    ConsistentGroup,
    ConsistentPair,
    DeadlineOnClock,
    DeadlineTerm,
    Exists,
    Grouping,
    Pace,
    Periodic,
    Privacy,
    Rate,
    Requirement,
    Roster,
    Sequence,
    is_of_groups,
    requirement_nodes,
)
from gkrules.records.model import Field, Relation


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


PACE_MONTHS: Mapping[Pace, int] = {Pace.MONTH: 1, Pace.QUARTER: 3, Pace.HALF_YEAR: 6, Pace.YEAR: 12}


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
    done by then is owed no more; faults that were made stay. `figures` are worked out for messages and evidence alone.
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
    figures: Mapping[str, Node] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of requirement, as in rule files."""
        return KINDS[type(self.requirement)]

    @property
    def grouping(self) -> Grouping | None:
        """How records make the groups that the version judges; None where it judges records."""
        requirement = self.requirement
        return requirement.grouping if is_of_groups(requirement) else None


@dataclass(frozen=True, slots=True)
class Example:
    """Records and what the rule must say of one of them or of a group; run by `gkrules test`.

    `records` are those of the rule's subject: the one that is judged, or those that make groups. `others` are records
    of other subjects; a subject that is no key is not supplied. `rejected` are rows of the rule's subject that were
    rejected. `group` tells which group is meant. `roster` are the expected bodies.
    """

    name: str
    records: tuple[Mapping[str, object], ...]
    as_of: date
    expect: Mapping[str, object]
    file: str
    line: int
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    others: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)
    rejected: tuple[Mapping[str, object], ...] = ()
    group: Mapping[str, str] = field(default_factory=dict)
    roster: tuple[str, ...] = ()
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One machine-checkable duty. `versions` do not overlap and stand in the order of their dates.

    `template` is the shape that the rule shares with others, and `bound` what it binds to the template's parameters.
    A rule that is not `waivable` is about secrets, or else of a sort that no approval lifts.
    """

    id: str
    subject: str
    versions: tuple[Version, ...]
    examples: SequenceType[Example]
    file: str
    line: int
    phrase: str | None = None
    note: Bilingual | None = None
    template: str | None = None
    bound: Mapping[str, str] = field(default_factory=dict)
    waivable: bool = True

    @property
    def of_groups(self) -> bool:
        """Whether the rule judges groups; all its versions do or none."""
        return any(version.grouping is not None for version in self.versions)

    def version_on(self, day: date) -> Version | None:
        """The version in force on `day`."""
        return next((v for v in self.versions if v.in_force.holds(day)), None)


@dataclass(frozen=True, slots=True, eq=False)
class _Reads:
    """What a version reads: its expressions, and its fields by what they are asked for."""

    nodes: tuple[Node, ...]
    values: frozenset[str]
    asked: frozenset[str]
    recorded: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _One:
    """A version and no other, be it equal or not; versions have no hash of their own."""

    version: Version

    def __hash__(self) -> int:
        return id(self.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _One) and other.version is self.version


@lru_cache(maxsize=16_384)
def _reads(one: _One) -> _Reads:
    version = one.version
    when = () if version.when is None else (version.when,)
    nodes = (*requirement_nodes(version.requirement), *(e.when for e in version.exceptions), *when)
    recorded = frozenset(name for node in nodes for name in recorded_reads(node))
    return _Reads(nodes, *_fields(version, nodes), recorded)


def version_nodes(version: Version) -> tuple[Node, ...]:
    """Every expression of a version: of its requirement, its exceptions and its condition."""
    return _reads(_One(version)).nodes


def version_recorded(version: Version) -> frozenset[str]:
    """The fields of which the version asks whether a source keeps them."""
    return _reads(_One(version)).recorded


def version_fields(version: Version) -> tuple[frozenset[str], frozenset[str]]:
    """Fields whose value the version reads, and fields of which it asks whether (and when) they are there.

    The events of a clock and the steps of a sequence are of the second sort, as is the event of a deadline. A
    field may be of both.
    """
    known = _reads(_One(version))
    return known.values, known.asked


def _fields(version: Version, nodes: tuple[Node, ...]) -> tuple[frozenset[str], frozenset[str]]:
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
        case ConsistentPair(relation=relation, fields=fields):
            values.update({relation.own} - {"id"})
            asked.update(own for own, _ in fields)
        case ConsistentGroup(fields=names) | Privacy(fields=names):
            asked.update(names)
        case Exists(distinct=distinct) if distinct is not None:
            values.add(distinct)
        case Attested():
            values.update(LEDGER_FIELDS)
        case _:
            pass
    return frozenset(values), frozenset(asked)


def relations_of(version: Version) -> tuple[Relation, ...]:
    """The relations that the version follows from the record it judges, in the order of their names."""
    found = {relation.name: relation for node in version_nodes(version) for relation in outer_relations(node)}
    if isinstance(version.requirement, ConsistentPair):
        found[version.requirement.relation.name] = version.requirement.relation
    return tuple(found[name] for name in sorted(found))


LEDGER_FIELDS = ("clause_id", "examined_on", "finding", "period_from", "period_to", "record_id")
"""The fields of the duty ledger by which an attested duty is decided."""


def related_fields(version: Version) -> frozenset[tuple[str, str]]:
    """The subjects and fields of related records that the version reads."""
    found = {pair for node in version_nodes(version) for pair in related_reads(node)}
    match version.requirement:
        case ConsistentPair(relation=relation, fields=fields):
            found.update((relation.other, name) for name in (relation.key, *(theirs for _, theirs in fields)))
        case AttestedRecord():
            found.update(("duty_evidence", name) for name in LEDGER_FIELDS)
        case _:
            pass
    return frozenset(found)


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
        case Exists(number=number):
            names.add(number)
        case Rate(share=share):
            names.add(share)
        case Privacy(list_k=list_k) if list_k is not None:
            names.add(list_k)
        case Periodic(every=every) if not isinstance(every, Pace):
            names.add(every)
        case _:
            pass
    grouping = version.grouping
    if grouping is not None:
        names.update(source for source in grouping.expect.values() if not isinstance(source, Roster))
    if isinstance(version.until, str) and not isinstance(version.until, UntilWord):
        names.add(version.until)
    return frozenset(names)
