"""The kinds of requirement: what a version of a rule demands of a record, or of a group of records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeGuard

from gkrules.deadlines.clock import Clock
from gkrules.deadlines.recurring import BeforeStart, Recurring, Roll
from gkrules.language.ir import FieldRef, Node, PathRef
from gkrules.records.model import Relation


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


@dataclass(frozen=True, slots=True)
class ConsistentPair:
    """Fields of a record that must agree with those of the record that a to-one relation leads to.

    `fields` pairs own fields with the partner's; lists agree as sets. Where `expected` holds, a missing partner is a
    violation.
    """

    relation: Relation
    fields: tuple[tuple[str, str], ...]
    expected: Node | None


@dataclass(frozen=True, slots=True)
class AttestedRecord:
    """The latest finding of the duty ledger on the rule's clause and this very record decides."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """No unmasked personal data may stand in the texts of `fields`.

    `advised`: it is not forbidden, but masking is advised (the minimum necessary where the kind of document exempts).
    `list_k`: not the data itself is looked for, but lists of persons that stay identifiable though they are masked; it
    is the parameter that says how many rows have to read alike.
    """

    fields: tuple[str, ...]
    advised: bool = False
    list_k: str | None = None


class Bound(StrEnum):
    """Which side of its threshold a number or share must lie on."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class Pace(StrEnum):
    """How often something is owed; the value is how it is written."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class GroupKey:
    """One key of a group: a field, or a field of the record that a to-one relation leads to. A list has many."""

    name: str
    node: FieldRef | PathRef


class Roster(StrEnum):
    """The bodies that a profile names."""

    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Grouping:
    """How records make groups: their keys, and for each key where the values that there must be come from.

    `expect` names for a key the roster, or a parameter that is a list.
    """

    keys: tuple[GroupKey, ...] = ()
    expect: Mapping[str, Roster | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exists:
    """The number of records that satisfy a condition, or of different values of `distinct` among them.

    `number` is the parameter that holds the threshold.
    """

    that: Node | None
    bound: Bound
    number: str
    distinct: str | None
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of the records that satisfy a condition, or pass the rule `of`; `share` is the parameter."""

    that: Node | None
    of: str | None
    bound: Bound
    share: str
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class Periodic:
    """At least one record that satisfies a condition in every period; a parameter gives its length in months."""

    that: Node | None
    every: Pace | str
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class ConsistentGroup:
    """Fields in which all records of a group must agree; lists agree as sets."""

    fields: tuple[str, ...]
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class Attested:
    """The latest finding of the duty ledger on the rule's clause and the group's body decides."""

    grouping: Grouping


RecordRequirement = (
    Require | Forbid | DeadlineTerm | DeadlineOnClock | Sequence | ConsistentPair | AttestedRecord | Privacy
)


GroupRequirement = Exists | Rate | Periodic | ConsistentGroup | Attested


Requirement = RecordRequirement | GroupRequirement


KINDS: Mapping[type[Requirement], str] = {
    Require: "require",
    Forbid: "forbid",
    DeadlineTerm: "deadline",
    DeadlineOnClock: "deadline",
    Sequence: "sequence",
    ConsistentPair: "consistent",
    AttestedRecord: "attested",
    Privacy: "privacy",
    Exists: "exists",
    Rate: "rate",
    Periodic: "periodic",
    ConsistentGroup: "consistent",
    Attested: "attested",
}


def is_of_groups(requirement: Requirement) -> TypeGuard[GroupRequirement]:
    """Whether the requirement looks at groups and not at single records."""
    return isinstance(requirement, Exists | Rate | Periodic | ConsistentGroup | Attested)


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
        case ConsistentPair(expected=expected):
            parts = (expected,)
        case Exists(that=that, grouping=grouping) | Rate(that=that, grouping=grouping):
            parts = (that, *(key.node for key in grouping.keys))
        case Periodic(that=that, grouping=grouping):
            parts = (that, *(key.node for key in grouping.keys))
        case ConsistentGroup(grouping=grouping) | Attested(grouping=grouping):
            parts = tuple(key.node for key in grouping.keys)
        case AttestedRecord() | Privacy():
            parts = ()
    return tuple(part for part in parts if part is not None)
