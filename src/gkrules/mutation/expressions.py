"""The changes of expressions: operators flipped, parts dropped, literals moved, date fields swapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gkrules.language.ir import (
    Apply,
    Const,
    FieldRef,
    FirstOf,
    Node,
    Op,
    PathRef,
    Quantified,
    Reference,
    Related,
    SumOf,
    ThisRef,
    Type,
)
from gkrules.language.operators import OPERATORS
from gkrules.language.printing import print_expression
from gkrules.mutation.values import neighbours, shortened
from gkrules.mutation.walk import Row, Site, Variants
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Subject

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
    Op.RECORDED: (Op.MISSING, Op.PRESENT),
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


def _reference(node: Reference, subject: Subject, site: Site) -> Variants:
    """Another date field of `subject`, to whose fields the node refers; a yes or no turned round."""
    text = print_expression(node)
    if node.type is Type.BOOL:
        new: Node = Apply(Op.NOT, (node,), Type.BOOL)
        yield new, site.change(text, print_expression(new), _either_side(text))
    if node.type in _MOMENTS and node.name in subject.fields:
        for name in site.dates(subject, node.name):
            other = replace(node, name=name)
            swapped = print_expression(other)
            yield other, site.change(text, swapped, date_advice(text, swapped), bare=True)


def _field(node: FieldRef, site: Site) -> Variants:
    yield from _reference(node, site.subject, site)


def _this(node: ThisRef, site: Site) -> Variants:
    yield from _reference(node, site.judged, site)


def _path(node: PathRef, site: Site) -> Variants:
    yield from _reference(node, dictionary()[node.relation.other], site)


def _first(node: FirstOf, site: Site) -> Variants:
    other = dictionary()[node.relation.other]
    yield from _reference(node, other, site)
    text = print_expression(node)
    for name in site.dates(other, node.by):
        new = replace(node, by=name)
        yield new, site.change(text, print_expression(new), date_advice(node.by, name), bare=True)


def _related(node: Related, site: Site) -> Variants:
    text = print_expression(node)
    if node.condition is None:
        if node.type is Type.BOOL:
            new: Node = Apply(Op.NOT, (node,), Type.BOOL)
            yield new, site.change(text, print_expression(new), _either_side(text))
        return
    for op in FLIPS.get(node.op, ()):
        flipped = replace(node, op=op)
        advice = "add an example with two related records of which one meets the condition, and one without any"
        yield flipped, site.change(text, print_expression(flipped), advice)
    if node.op is not Op.ALL:
        bare = replace(node, condition=None)
        advice = "add an example whose only related record does not meet the condition"
        yield bare, site.change(text, print_expression(bare), advice)


def _sum(node: SumOf, site: Site) -> Variants:
    new = replace(node, condition=Const(True, Type.BOOL))
    if new != node:
        advice = f"add an example in which a related record with a {node.name} does not meet the condition"
        yield new, site.change(print_expression(node), print_expression(new), advice)


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
    ThisRef: _this,
    PathRef: _path,
    FirstOf: _first,
    Related: _related,
    SumOf: _sum,
    Quantified: _quantified,
}
