"""The changes of expressions: operators flipped, parts dropped, literals moved, date fields swapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gkrules.language.ir import Apply, Const, FieldRef, Node, Op, Quantified, Type
from gkrules.language.operators import OPERATORS
from gkrules.language.printing import print_expression
from gkrules.mutation.values import neighbours, shortened
from gkrules.mutation.walk import Row, Site, Variants

FLIPS: Mapping[Op, tuple[Op, ...]] = {
    Op.AND: (Op.OR,),
    Op.OR: (Op.AND,),
    Op.EQ: (Op.NE,),
    Op.NE: (Op.EQ,),
    Op.LT: (Op.LE, Op.GE),
    Op.LE: (Op.LT, Op.GT),
    Op.GT: (Op.GE, Op.LE),
    Op.GE: (Op.GT, Op.LT),
    Op.IN: (Op.NOT_IN,),
    Op.NOT_IN: (Op.IN,),
    Op.ADD: (Op.SUB,),
    Op.SUB: (Op.ADD,),
    Op.PRESENT: (Op.MISSING,),
    Op.MISSING: (Op.PRESENT,),
    Op.FILLED: (Op.MISSING, Op.PRESENT),
    Op.CONTAINS_ALL: (Op.CONTAINS_ANY, Op.SUBSET),
    Op.CONTAINS_ANY: (Op.CONTAINS_ALL, Op.SUBSET),
    Op.SUBSET: (Op.CONTAINS_ALL, Op.CONTAINS_ANY),
    Op.ANY: (Op.ALL,),
    Op.ALL: (Op.ANY,),
}
"""What each operator is taken for. Those that are missing here have no other of their kind."""

_NEGATED = frozenset({Op.MATCHES, Op.CONTAINS})
_JOINS = frozenset({Op.AND, Op.OR})
_EDGES = frozenset({(Op.LT, Op.LE), (Op.LE, Op.LT), (Op.GT, Op.GE), (Op.GE, Op.GT)})
_MOMENTS = frozenset({Type.DATE, Type.INSTANT})


def _apply(node: Apply, site: Site) -> Variants:
    text = print_expression(node)
    for op in FLIPS.get(node.op, ()):
        if _fits(op, node):
            new = replace(node, op=op)
            yield new, site.change(text, print_expression(new), _flip_advice(node, op))
    if node.op is Op.NOT:
        yield node.args[0], site.change(text, print_expression(node.args[0]), _either_side(text))
    if node.op in _NEGATED:
        new = Apply(Op.NOT, (node,), Type.BOOL)
        yield new, site.change(text, print_expression(new), _either_side(text))
    if node.op in _JOINS:
        for index, arg in enumerate(node.args):
            rest = (*node.args[:index], *node.args[index + 1 :])
            dropped = print_expression(arg)
            alone = (
                f"add an example in which {dropped} is false and all that stands beside it is true"
                if node.op is Op.AND
                else f"add an example in which {dropped} is true and all that stands beside it is false"
            )
            whole = rest[0] if len(rest) == 1 else replace(node, args=rest)
            yield whole, site.change(dropped, "", alone)


def _fits(op: Op, node: Apply) -> bool:
    """Whether `op` takes the arguments of `node` and gives the same type."""
    if node.op in _JOINS:
        return True
    types = [Type.LIST_OF_CODE if arg.type is Type.LIST_OF_TEXT else arg.type for arg in node.args]
    return any(
        signature.result is node.type
        and len(signature.args) == len(types)
        and all(kind in kinds for kind, kinds in zip(types, signature.args, strict=True))
        for signature in OPERATORS[op].signatures
    )


def _flip_advice(node: Apply, op: Op) -> str:
    if (node.op, op) in _EDGES:
        left, right = (print_expression(arg) for arg in node.args)
        return f"add an example in which {left} equals {right}"
    if node.op in _JOINS:
        return "add an example in which one of these is true and the others are false"
    return _either_side(print_expression(node))


def _either_side(text: str) -> str:
    return f"add an example that comes out one way because {text} is true, and one where it is false"


def _const(node: Const, site: Site) -> Variants:
    for value, advice in neighbours(node.value):
        before, after = shortened(node.value, value)
        yield replace(node, value=value), site.change(before, after, advice, bare=bool(after))


def _field(node: FieldRef, site: Site) -> Variants:
    if node.type is Type.BOOL:
        new = Apply(Op.NOT, (node,), Type.BOOL)
        yield new, site.change(node.name, print_expression(new), _either_side(node.name))
    if node.type in _MOMENTS:
        for name in site.dates(site.subject, node.name):
            yield replace(node, name=name), site.change(node.name, name, date_advice(node.name, name), bare=True)


def _quantified(node: Quantified, site: Site) -> Variants:
    for op in FLIPS.get(node.op, ()):
        new = replace(node, op=op)
        advice = "add an example with two events of which one meets the condition, and one without any event"
        yield new, site.change(print_expression(node), print_expression(new), advice)


def date_advice(before: str, after: str) -> str:
    """Which example tells two date fields apart."""
    return f"add an example in which {before} and {after} are days that lead to different outcomes"


ROWS: Mapping[type[Node], Row] = {
    Apply: _apply,
    Const: _const,
    FieldRef: _field,
    Quantified: _quantified,
}
