"""Writes expressions back as text; reading the text again gives the same expression."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import assert_never

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

_RANK = {
    Op.OR: 1, Op.AND: 2, Op.NOT: 3, Op.EQ: 4, Op.NE: 4, Op.LT: 4, Op.LE: 4, Op.GT: 4, Op.GE: 4, Op.IN: 4,
    Op.NOT_IN: 4, Op.ADD: 5, Op.SUB: 5, Op.MUL: 6,
}  # fmt: skip
_ATOM = 9


def print_expression(node: Node) -> str:
    """The expression as it may stand in a rule file."""
    return _printed(node)[0]


def _printed(node: Node) -> tuple[str, int]:
    """The text and how tightly it binds."""
    match node:
        case Const(value=value):
            return _literal(value), _ATOM
        case FieldRef(name=name) | MemberRef(name=name):
            return name, _ATOM
        case ParamRef(name=name):
            return f"params.{name}", _ATOM
        case AsOf():
            return "as_of", _ATOM
        case ThisRef(name=name):
            return f"this.{name}", _ATOM
        case PathRef(relation=relation, name=name):
            return f"{relation.name}.{name}", _ATOM
        case FirstOf(relation=relation, by=by, name=name):
            return f"first({relation.name}, by={by}).{name}", _ATOM
        case SumOf(relation=relation, condition=condition, name=name):
            return f"sum({relation.name}, {print_expression(condition)}, {name})", _ATOM
        case Related(op=op, relation=relation, condition=condition):
            inner = "" if condition is None else f", {print_expression(condition)}"
            return f"{op.value}({relation.name}{inner})", _ATOM
        case Quantified(op=op, members=members, condition=condition):
            return f"{op.value}({members.name}, {print_expression(condition)})", _ATOM
        case Apply(op=op, args=args):
            rank = _RANK.get(op)
            if rank is None:
                return f"{op.value}({', '.join(map(print_expression, args))})", _ATOM
            if op is Op.NOT:
                return f"not {_within(args[0], rank)}", rank
            # comparisons chain in Python, and arithmetic binds to the left: equal rank needs brackets on the right
            tight = rank + (op not in (Op.AND, Op.OR))
            first = _within(args[0], rank + 1 if rank == _RANK[Op.EQ] or op in (Op.AND, Op.OR) else rank)
            rest = [_within(arg, tight if op not in (Op.AND, Op.OR) else rank + 1) for arg in args[1:]]
            return f" {op.value} ".join([first, *rest]), rank
        case _ as never:
            assert_never(never)


def _within(node: Node, rank: int) -> str:
    text, own = _printed(node)
    return text if own >= rank else f"({text})"


def _literal(value: object) -> str:
    match value:
        case bool():
            return str(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case tuple():
            return "[" + ", ".join(json.dumps(v, ensure_ascii=False) for v in value) + "]"
        case Fraction():
            return _decimal(value)
        case date():
            return f"date({value.year}, {value.month}, {value.day})"
        case _:
            return str(value)


def _decimal(value: Fraction) -> str:
    """The exact decimal, with a point; literals of the language have one."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs((value * 10**places).numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[: len(digits) - places]}.{digits[len(digits) - places :] or '0'}"
