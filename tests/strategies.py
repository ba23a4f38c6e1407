"""Strategies that build well-typed expressions from the operator table, over the fields of any subject.

What comes out is what the parser would have built: literals beside a coded field are its codes, a pattern is written
out, presence is asked of fields only. A new row of the table is generated without a change here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from gkrules.language.ir import (
    PRESENCE,
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
    Reference,
    Related,
    SumOf,
    ThisRef,
    Type,
)
from gkrules.language.operators import OPERATORS, QUANTIFIERS
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType, Relation, Subject

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
PATTERNS = st.sampled_from(("", "^第", "[0-9]{4}", "号$", "(甲|乙)?", "通知+", "〔[0-9]+〕", r"\(.\)", "[^一-龥a-z]"))
MEMBERS = (
    MemberRef("type", Type.CODE),
    MemberRef("on", Type.DATE),
    MemberRef("party", Type.TEXT),
    MemberRef("days", Type.INTEGER),
)

_CONSTANTS: Mapping[Type, st.SearchStrategy[Node]] = {
    Type.TEXT: TEXTS.map(lambda text: Const(text, Type.TEXT)),
    Type.INTEGER: st.integers(-400, 3_000).map(lambda number: Const(number, Type.INTEGER)),
    Type.NUMBER: st.integers(-99_999, 99_999).map(lambda number: Const(Fraction(number, 100), Type.NUMBER)),
    Type.BOOL: st.booleans().map(lambda answer: Const(answer, Type.BOOL)),
    Type.LIST_OF_TEXT: st.lists(TEXTS, max_size=3, unique=True).map(lambda t: Const(tuple(t), Type.LIST_OF_TEXT)),
}
_DATE_PARTS = (st.integers(2005, 2028), st.integers(1, 12), st.integers(1, 31))


def _fit(kinds: tuple[Type, ...], args: tuple[frozenset[Type], ...]) -> bool:
    return all(kind in arg for kind, arg in zip(kinds, args, strict=True))


def _result(op: Op, kinds: tuple[Type, ...]) -> Type:
    """What the first fitting signature gives; one fits, because `kinds` come from the table."""
    fitting = (
        s
        for s in OPERATORS[op].signatures
        if len(kinds) == len(s.args) and all(k in a for k, a in zip(kinds, s.args, strict=True))
    )
    return next(fitting).result


APPLICATIONS: Mapping[Type, tuple[tuple[Op, tuple[Type, ...]], ...]] = {
    wanted: tuple(
        dict.fromkeys(
            (row.op, kinds)
            for row in OPERATORS.values()
            for signature in row.signatures
            for kinds in product(*(sorted(alternatives) for alternatives in signature.args))
            if _result(row.op, kinds) is wanted
            and not (row.op is Op.MATCHES and kinds[0] is Type.CODE)
            and not (kinds == (Type.EVENTS,) and row.op in QUANTIFIERS)
            and row.op is not Op.FIRST
        )
    )
    for wanted in Type
}
"""For each type, the operators that give it and the types of their arguments."""


@dataclass(frozen=True)
class Names:
    """What an expression may name; `members` is the list of events that a quantifier looks at, if one does.

    `this` is the subject of the judged record inside a relation; `related` says whether relations may be named.
    """

    subject: Subject
    params: Mapping[str, Type]
    members: Field | None = None
    this: Subject | None = None
    related: bool = False

    def leaves(self, wanted: Type) -> list[Node]:
        """The names of this type."""
        hidden = {member.name for member in MEMBERS} if self.members else set()
        if wanted.value not in set(FieldType):
            return [ParamRef(name, kind) for name, kind in self.params.items() if kind is wanted]
        fields = (f for f in self.subject.fields.values() if f.name not in hidden)
        found: list[Node] = [FieldRef(f.name, wanted) for f in fields if f.type == FieldType(wanted)]
        found += [ParamRef(name, kind) for name, kind in self.params.items() if kind is wanted]
        found += [member for member in MEMBERS if self.members and member.type is wanted]
        if self.this is not None:
            found += [ThisRef(f.name, wanted) for f in self.this.fields.values() if f.type == FieldType(wanted)]
        for relation in self.subject.relations.values() if self.related and self.members is None else ():
            theirs = [f for f in dictionary()[relation.other].fields.values() if f.type == FieldType(wanted)]
            by = next((f.name for f in dictionary()[relation.other].fields.values() if f.type is FieldType.DATE), "")
            if relation.many and by:
                found += [FirstOf(relation, by, f.name, wanted) for f in theirs[:3]]
            elif not relation.many:
                found += [PathRef(relation, f.name, wanted) for f in theirs]
        return [*found, AsOf()] if wanted is Type.DATE else found

    def coded(self, node: Node) -> Field | None:
        """The field whose codes `node` holds."""
        if isinstance(node, MemberRef):
            return self.members if node.type is Type.CODE else None
        found = None
        if isinstance(node, FieldRef):
            found = self.subject.fields[node.name]
        elif isinstance(node, ThisRef) and self.this is not None:
            found = self.this.fields[node.name]
        elif isinstance(node, PathRef | FirstOf):
            found = dictionary()[node.relation.other].fields[node.name]
        return found if found is not None and found.codes else None

    def available(self) -> frozenset[Type]:
        """The types of which there is a constant or a name."""
        named = [kind for kind in Type if kind.value in set(FieldType) and self.leaves(kind)]
        relations = {Type.RECORDS} if self.related and self.this is None and self.subject.relations else set()
        return frozenset(_CONSTANTS) | frozenset(named) | relations


def expressions(
    subject: Subject, wanted: Type, params: Mapping[str, Type] | None = None, *, depth: int = 3, related: bool = False
) -> st.SearchStrategy[Node]:
    """Well-typed expressions of the type `wanted`; `subject` must have a field of it, or the language constants.

    With `related` they also look at the records that relations lead to.
    """
    return _nodes(Names(subject, params or {}, related=related), wanted, depth)


@st.composite
def _nodes(draw: st.DrawFn, names: Names, wanted: Type, depth: int) -> Node:
    leaves = names.leaves(wanted)
    parts = [leaf for leaf in leaves if isinstance(leaf, MemberRef)]
    simple = [st.sampled_from(some) for some in (leaves, parts) if some]
    simple += [_CONSTANTS[wanted]] if wanted in _CONSTANTS else []
    rows = [] if depth == 0 else _rows(names, wanted)
    if not rows or (simple and draw(st.integers(0, 3)) == 0):
        return draw(st.one_of(simple))
    op = draw(st.sampled_from(sorted({op for op, _ in rows})))
    kinds = draw(st.sampled_from([kinds for of, kinds in rows if of is op]))
    if op in QUANTIFIERS and kinds[0] is Type.RECORDS:
        return draw(_related(names, op, wanted, depth, condition=len(kinds) > 1))
    if op is Op.SUM:
        return draw(_sum(names, wanted, depth))
    if op in QUANTIFIERS:
        return draw(_quantified(names, op, wanted, depth))
    if op in PRESENCE:
        askable = [f for f in names.leaves(kinds[0]) if isinstance(f, Reference)]
        return Apply(op, (draw(st.sampled_from(askable)),), wanted)
    if op is Op.MATCHES:
        return Apply(op, (draw(_nodes(names, kinds[0], depth - 1)), Const(draw(PATTERNS), Type.TEXT)), wanted)
    if op is Op.DATE and draw(st.booleans()):
        return Apply(op, tuple(Const(draw(part), Type.INTEGER) for part in _DATE_PARTS), wanted)
    if op in (Op.AND, Op.OR):
        kinds = (Type.BOOL,) * draw(st.integers(2, 3))
    return Apply(op, draw(_coded(names, tuple(draw(_nodes(names, kind, depth - 1)) for kind in kinds))), wanted)


def _rows(names: Names, wanted: Type) -> list[tuple[Op, tuple[Type, ...]]]:
    """The rows of which every argument can be had; presence wants a field, and quantifiers do not nest."""
    available = names.available()
    rows = [row for row in APPLICATIONS[wanted] if available.issuperset(row[1])]
    rows = [row for row in rows if not (names.members and row[0] in QUANTIFIERS)]
    if not any(isinstance(f, FieldRef) for f in names.leaves(Type.EVENTS)):
        rows = [row for row in rows if not (row[0] in QUANTIFIERS and row[1][0] is Type.EVENTS)]
    if not _summable(names.subject, wanted):
        rows = [row for row in rows if row[0] is not Op.SUM]
    return [r for r in rows if r[0] not in PRESENCE or any(isinstance(f, Reference) for f in names.leaves(r[1][0]))]


def _summable(subject: Subject, wanted: Type) -> list[tuple[Relation, str]]:
    """The relations and the fields of this type behind them."""
    return [
        (relation, f.name)
        for relation in sorted(subject.relations.values(), key=lambda r: r.name)
        for f in dictionary()[relation.other].fields.values()
        if wanted.value in set(FieldType) and f.type == FieldType(wanted)
    ]


@st.composite
def _sum(draw: st.DrawFn, names: Names, wanted: Type, depth: int) -> Node:
    relation, name = draw(st.sampled_from(_summable(names.subject, wanted)))
    inside = Names(dictionary()[relation.other], names.params, this=names.this or names.subject)
    return SumOf(relation, draw(_nodes(inside, Type.BOOL, depth - 1)), name, wanted)


@st.composite
def _quantified(draw: st.DrawFn, names: Names, op: Op, wanted: Type, depth: int) -> Node:
    members = draw(st.sampled_from([f for f in names.leaves(Type.EVENTS) if isinstance(f, FieldRef)]))
    inside = replace(names, members=names.subject.fields[members.name])
    return Quantified(op, members, draw(_nodes(inside, Type.BOOL, depth - 1)), wanted)


@st.composite
def _related(draw: st.DrawFn, names: Names, op: Op, wanted: Type, depth: int, *, condition: bool) -> Node:
    """A quantifier over related records; inside it the record that is judged is `this`."""
    relation = draw(st.sampled_from(sorted(names.subject.relations.values(), key=lambda r: r.name)))
    if not condition:
        return Related(op, relation, None, wanted)
    inside = replace(names, subject=dictionary()[relation.other], this=names.subject, members=None)
    return Related(op, relation, draw(_nodes(inside, Type.BOOL, depth - 1)), wanted)


@st.composite
def _coded(draw: st.DrawFn, names: Names, args: tuple[Node, ...]) -> tuple[Node, ...]:
    """The arguments, with texts beside a coded field replaced by codes of it."""
    field = next((found for found in map(names.coded, args) if found is not None), None)
    if field is None:
        return args
    codes = st.sampled_from(sorted(field.codes))
    replaced: list[Node] = []
    for arg in args:
        if isinstance(arg, Const) and arg.type is Type.TEXT:
            replaced.append(Const(draw(codes), Type.CODE))
        elif isinstance(arg, Const) and arg.type is Type.LIST_OF_TEXT:
            chosen = draw(st.lists(codes, max_size=3, unique=True))
            replaced.append(Const(tuple(chosen), Type.LIST_OF_CODE))
        else:
            replaced.append(arg)
    return tuple(replaced)
