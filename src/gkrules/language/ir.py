"""The typed expressions that conditions are parsed into: a closed union, without any way to evaluate themselves.

Every node has a `type`. Spans (start and end offsets in the expression's text) do not count in equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from gkrules.records.model import Relation


class Type(StrEnum):
    """The static type of an expression."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    INSTANT = "instant"
    INTEGER = "integer"
    NUMBER = "number"
    BOOL = "bool"
    LIST_OF_CODE = "list_of_code"
    LIST_OF_TEXT = "list_of_text"
    EVENTS = "events"
    RECORDS = "records"
    LIMIT = "limit"
    SHARE = "share"


class Op(StrEnum):
    """Operators and functions; the value is how they are written."""

    AND = "and"
    OR = "or"
    NOT = "not"
    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "in"
    NOT_IN = "not in"
    ADD = "+"
    SUB = "-"
    MUL = "*"
    PRESENT = "present"
    MISSING = "missing"
    FILLED = "filled"
    RECORDED = "recorded"
    MATCHES = "matches"
    LEN = "len"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    DATE = "date"
    DATE_OF = "date_of"
    WORKING_DAYS = "working_days"
    CONTAINS = "contains"
    CONTAINS_ALL = "contains_all"
    CONTAINS_ANY = "contains_any"
    SUBSET = "subset"
    ANY = "any"
    ALL = "all"
    COUNT = "count"
    FIRST = "first"
    SUM = "sum"


Literal = str | int | Fraction | bool | date | tuple[str, ...]
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Const:
    """A value written in the rule. Never absent."""

    value: Literal
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of the record. Unknown when the field is empty, unreadable or not supplied."""

    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class MemberRef:
    """A part (type, on, party, days) of the event that a quantifier looks at; only `days` may be unknown."""

    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class ParamRef:
    """A parameter of the rule. A rule with a parameter that is off is not evaluated at all."""

    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day on which the run judges."""

    type: Type = Type.DATE
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator applied to its arguments; what unknown arguments do is said in the operator table."""

    op: Op
    args: tuple[Node, ...]
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Quantified:
    """`any`, `all` or `count` of the events in a list for which a condition holds."""

    op: Op
    members: FieldRef
    condition: Node
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class ThisRef:
    """A field of the record that the rule judges, named from inside a relation. Unknown as a field is."""

    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class PathRef:
    """A field of the one record that a to-one relation leads to.

    Unknown when the field is, when the record points at nothing, or at a record that was not supplied.
    """

    relation: Relation
    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Related:
    """`any`, `all` or `count` of the related records for which a condition holds; without one, of all of them.

    Unknown when the records of the other subject were not supplied. A record that may belong, or of which the
    condition is unknown, leaves the answer open unless the others decide.
    """

    op: Op
    relation: Relation
    condition: Node | None
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The field `name` of the related record whose date field `by` is the earliest.

    Unknown when there is none, or when it is not certain which record is the first.
    """

    relation: Relation
    by: str
    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class SumOf:
    """The sum of the number field `name` over the related records for which a condition holds; 0 where there are none.

    Unknown when the records of the other subject were not supplied, when the figure of one of them is unknown, and
    when it is unknown whether a record counts, unless its figure is 0.
    """

    relation: Relation
    condition: Node
    name: str
    type: Type
    span: Offsets = field(default=(0, 0), compare=False)


Node = (
    Const | FieldRef | MemberRef | ThisRef | ParamRef | AsOf | Apply | Quantified | PathRef | Related | FirstOf | SumOf
)
Reference = FieldRef | ThisRef | PathRef | FirstOf
"""The nodes of which it can be asked whether they are there."""

PRESENCE = frozenset({Op.PRESENT, Op.MISSING, Op.FILLED, Op.RECORDED})
Names = frozenset[str]


def reads(node: Node) -> tuple[Names, Names]:
    """The fields whose value `node` reads, and the fields of which it asks whether they are there; some are both.

    They are fields of the record that the rule judges; those of related records are in `related_reads`.
    """
    values: set[str] = set()
    asked: set[str] = set()
    for part, inside in _parts(node):
        match part:
            case FieldRef(name=name) if not inside:
                values.add(name)
            case ThisRef(name=name):
                values.add(name)
            case Apply(op=op, args=args) if op in PRESENCE:
                asked.update(a.name for a in args if isinstance(a, ThisRef) or (isinstance(a, FieldRef) and not inside))
            case (
                PathRef(relation=relation)
                | Related(relation=relation)
                | FirstOf(relation=relation)
                | SumOf(relation=relation)
            ) if not inside:
                values.update({relation.own} - {"id"})
            case _:
                pass
    return frozenset(values), frozenset(asked)


def recorded_reads(node: Node) -> Names:
    """The fields that `node` asks for only where the source keeps them: their column may be absent."""
    return frozenset(
        arg.name
        for part, inside in _parts(node)
        if isinstance(part, Apply) and part.op is Op.RECORDED
        for arg in part.args
        if isinstance(arg, ThisRef) or (isinstance(arg, FieldRef) and not inside)
    )


def related_reads(node: Node) -> frozenset[tuple[str, str]]:
    """The subjects and fields of related records that `node` reads, their keys included."""
    found: set[tuple[str, str]] = set()
    for part, inside in _parts(node):
        match part:
            case FieldRef(name=name) if inside:
                found.add((inside, name))
            case Apply(op=op, args=args) if op in PRESENCE:
                found.update((inside, a.name) for a in args if inside and isinstance(a, FieldRef))
            case Related(relation=relation):
                found.add((relation.other, relation.key))
            case PathRef(relation=relation, name=name) | SumOf(relation=relation, name=name):
                found.update({(relation.other, relation.key), (relation.other, name)})
            case FirstOf(relation=relation, by=by, name=name):
                found.update((relation.other, n) for n in (relation.key, by, name))
            case _:
                pass
    return frozenset(found)


def outer_relations(node: Node) -> frozenset[Relation]:
    """The relations that `node` follows from the record that the rule judges."""
    return frozenset(
        part.relation
        for part, inside in _parts(node)
        if not inside and isinstance(part, PathRef | Related | FirstOf | SumOf)
    )


def _parts(node: Node, inside: str = "") -> Iterator[tuple[Node, str]]:
    """`node` and the nodes in it, each with the subject of the related record in whose condition it stands.

    The field of a presence test is not a part of its own, but a path in it is.
    """
    yield node, inside
    match node:
        case Apply(op=op, args=args):
            for arg in args:
                if op not in PRESENCE or not isinstance(arg, FieldRef | ThisRef):
                    yield from _parts(arg, inside)
        case Quantified(members=members, condition=condition):
            yield from _parts(members, inside)
            yield from _parts(condition, inside)
        case Related(relation=relation, condition=condition) if condition is not None:
            yield from _parts(condition, relation.other)
        case SumOf(relation=relation, condition=condition):
            yield from _parts(condition, relation.other)
        case _:
            pass


def params_of(node: Node) -> frozenset[str]:
    """The parameters that `node` reads."""
    return frozenset(part.name for part, _ in _parts(node) if isinstance(part, ParamRef))
