"""The typed expressions that conditions are parsed into: a closed union, without any way to evaluate themselves.

Every node has a `type`. Spans (start and end offsets in the expression's text) do not count in equality.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


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


Node = Const | FieldRef | MemberRef | ParamRef | AsOf | Apply | Quantified

PRESENCE = frozenset({Op.PRESENT, Op.MISSING, Op.FILLED})


def reads(node: Node) -> tuple[frozenset[str], frozenset[str]]:
    """The fields whose value `node` reads, and the fields of which it asks whether they are there; some are both."""
    match node:
        case FieldRef(name=name):
            return frozenset({name}), frozenset()
        case Apply(op=op, args=args):
            if op in PRESENCE:
                return frozenset(), frozenset(a.name for a in args if isinstance(a, FieldRef))
            parts = [reads(a) for a in args]
        case Quantified(members=members, condition=condition):
            parts = [reads(members), reads(condition)]
        case _:
            return frozenset(), frozenset()
    return frozenset().union(*(v for v, _ in parts)), frozenset().union(*(p for _, p in parts))


def params_of(node: Node) -> frozenset[str]:
    """The parameters that `node` reads."""
    match node:
        case ParamRef(name=name):
            return frozenset({name})
        case Apply(args=args):
            return frozenset().union(*map(params_of, args))
        case Quantified(condition=condition):
            return params_of(condition)
        case _:
            return frozenset()
