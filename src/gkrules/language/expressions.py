"""Parses conditions: a whitelist over Python's expression syntax, checked for types while it is turned into IR."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from gkrules.language.ir import (
    Apply,
    AsOf,
    Const,
    FieldRef,
    FirstOf,
    Literal,
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
from gkrules.language.names import nearest
from gkrules.language.operators import FUNCTIONS, LISTS, OPERATORS, QUANTIFIERS, Operator, Signature
from gkrules.language.patterns import PatternFault, check_pattern
from gkrules.language.syntax import MAX_DEPTH, Fault, syntax_tree
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType, Relation, Subject

MAX_NODES = 400
MAX_DIGITS = 15

_COMPARISONS: Mapping[type[ast.cmpop], Op] = {
    ast.Eq: Op.EQ, ast.NotEq: Op.NE, ast.Lt: Op.LT, ast.LtE: Op.LE, ast.Gt: Op.GT, ast.GtE: Op.GE,
    ast.In: Op.IN, ast.NotIn: Op.NOT_IN,
}  # fmt: skip
_ARITHMETIC: Mapping[type[ast.operator], Op] = {ast.Add: Op.ADD, ast.Sub: Op.SUB, ast.Mult: Op.MUL}
_TEXT = re.compile(r"""[rRuU]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_MEMBERS = {"type": Type.CODE, "on": Type.DATE, "party": Type.TEXT, "days": Type.INTEGER}


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use. `texts` collects what text parameters are compared with."""

    subject: Subject
    params: Mapping[str, Type]
    faults: list[Fault] = field(default_factory=list)
    texts: dict[str, Field] = field(default_factory=dict)


def parse_expression(text: str, scope: Scope, *, expected: frozenset[Type]) -> Node | None:
    """The typed expression, or None with the faults added to `scope.faults`.

    `scope.texts` collects the parameters that are compared with a coded field, so that their values can be checked
    against its codes. Nothing is ever executed.
    """
    clean = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    tree = syntax_tree(clean, scope.faults)
    if tree is None:
        return None
    parser = _Parser(clean, scope)
    node = parser.convert(tree, 0)
    scope.faults[:] = dict.fromkeys(scope.faults)  # the middle of a chained comparison is looked at twice
    if node is not None and node.type not in expected:
        wanted = " or ".join(sorted(kind.value for kind in expected))
        parser.fault("GK214", f"this gives {node.type.value}, but {wanted} is needed here", tree)
        return None
    return node


class _Parser:
    """Turns one syntax tree into IR. A part with a fault gives None; the other parts are still looked at."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.encoded = text.encode("utf-8", "surrogatepass")
        self.scope = scope
        self.subject = scope.subject
        self.labels = _labels(scope.subject)
        self.members: Field | None = None
        self.related = False
        self.nodes = 0

    def fault(self, code: str, message: str, at: ast.expr, help: str | None = None) -> None:  # noqa: A002
        start, end = self.span(at)
        self.scope.faults.append(Fault(code, message, start, max(1, end - start), help))

    def span(self, at: ast.expr) -> tuple[int, int]:
        """Offsets in characters; the syntax tree counts bytes of UTF-8."""
        start = self._characters(at.col_offset)
        return start, self._characters(at.end_col_offset if at.end_col_offset is not None else at.col_offset)

    def _characters(self, offset: int) -> int:
        return len(self.encoded[:offset].decode("utf-8", "surrogatepass"))

    def convert(self, at: ast.expr, depth: int) -> Node | None:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            if self.nodes <= MAX_NODES + 1:
                self.fault("GK201", f"deeper than {MAX_DEPTH} levels or more than {MAX_NODES} parts", at)
                self.nodes = MAX_NODES + 1
            return None
        match at:
            case ast.BoolOp():
                return self._logic(at, depth)
            case ast.UnaryOp(op=ast.Not()):
                return self._apply(Op.NOT, [at.operand], at, depth)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=value)):
                return self._constant(at, value, negative=True)
            case ast.Compare():
                return self._comparison(at, depth)
            case ast.BinOp() if type(at.op) in _ARITHMETIC:
                return self._apply(_ARITHMETIC[type(at.op)], [at.left, at.right], at, depth)
            case ast.Call():
                return self._call(at, depth)
            case ast.Name():
                return self._name(at)
            case ast.Attribute():
                return self._attribute(at)
            case ast.Constant():
                return self._constant(at, at.value)
            case ast.List() | ast.Tuple():
                return self._list(at)
            case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod()):
                self.fault("GK203", "division is not allowed: engines round it differently", at,
                           "multiply the other side instead")  # fmt: skip
            case _:
                self.fault("GK203", f"{_construct(at)} is not part of the language", at)
        return None

    def _logic(self, at: ast.BoolOp, depth: int) -> Node | None:
        op = Op.AND if isinstance(at.op, ast.And) else Op.OR
        args = [self.convert(value, depth + 1) for value in at.values]
        known = [a for a in args if a is not None]
        for value, arg in zip(at.values, args, strict=True):
            if arg is not None and arg.type is not Type.BOOL:
                self.fault("GK214", f"{op.value!r} joins conditions; this gives {arg.type.value}", value)
                return None
        return Apply(op, tuple(known), Type.BOOL, self.span(at)) if len(known) == len(args) else None

    def _comparison(self, at: ast.Compare, depth: int) -> Node | None:
        operands = [at.left, *at.comparators]
        parts: list[Node | None] = []
        for index, operator in enumerate(at.ops):
            op = _COMPARISONS.get(type(operator))
            if op is None:
                self.fault("GK203", "'is' is not part of the language", at, "write == or present(…)")
                return None
            parts.append(self._apply(op, operands[index : index + 2], at, depth))
        known = [p for p in parts if p is not None]
        if len(known) != len(parts):
            return None
        return known[0] if len(known) == 1 else Apply(Op.AND, tuple(known), Type.BOOL, self.span(at))

    def _apply(self, op: Op, operands: Sequence[ast.expr], at: ast.expr, depth: int) -> Node | None:
        args = [self.convert(operand, depth + 1) for operand in operands]
        known = [a for a in args if a is not None]
        if len(known) != len(args):
            return None
        row = OPERATORS[op]
        signature = _fitting(row, known)
        if signature is None:
            given = ", ".join(a.type.value for a in known)
            self.fault("GK214", f"{op.value!r} does not take ({given})", at, _takes(row))
            return None
        coded = known if op is Op.MATCHES else self._coded(known, operands)
        if coded is None:
            return None
        if op is Op.MATCHES and not self._pattern(coded[1], operands[1]):
            return None
        if row.nulls.value == "presence" and not isinstance(coded[0], Reference):
            self.fault("GK215", f"{op.value!r} asks about a field", operands[0])
            return None
        return Apply(op, tuple(coded), signature.result, self.span(at))

    def _coded(self, args: list[Node], operands: Sequence[ast.expr]) -> list[Node] | None:
        """Literals that stand beside a coded field, as codes; a label becomes its code, anything else is a fault."""
        codes = next((self._codes_of(a) for a in args if self._codes_of(a)), None)
        if not codes:
            return args
        converted: list[Node] = []
        for arg, operand in zip(args, operands, strict=True):
            if isinstance(arg, ParamRef) and arg.type in (Type.TEXT, Type.LIST_OF_TEXT):
                self.scope.texts.setdefault(arg.name, codes)
            value = self._as_codes(arg, codes, operand)
            if value is None:
                return None
            converted.append(value)
        return converted

    def _codes_of(self, node: Node) -> Field | None:
        match node:
            case FieldRef(name=name):
                found = self.subject.fields.get(name)
            case ThisRef(name=name):
                found = self.scope.subject.fields.get(name)
            case PathRef(relation=relation, name=name) | FirstOf(relation=relation, name=name):
                found = dictionary()[relation.other].fields.get(name)
            case MemberRef(type=Type.CODE):
                return self.members
            case _:
                return None
        return found if found is not None and found.codes else None

    def _as_codes(self, arg: Node, coded: Field, operand: ast.expr) -> Node | None:
        if not isinstance(arg, Const) or arg.type not in (Type.TEXT, Type.LIST_OF_TEXT):
            return arg
        texts = (arg.value,) if isinstance(arg.value, str) else arg.value
        assert isinstance(texts, tuple), "a list literal holds texts"
        places = operand.elts if isinstance(operand, ast.List | ast.Tuple) else [operand] * len(texts)
        found = [self._code(str(text), coded, place) for text, place in zip(texts, places, strict=True)]
        known = tuple(f for f in found if f is not None)
        if len(known) != len(found):
            return None
        if arg.type is Type.TEXT:
            return Const(known[0], Type.CODE, arg.span)
        return Const(tuple(dict.fromkeys(known)), Type.LIST_OF_CODE, arg.span)

    def _code(self, text: str, coded: Field, at: ast.expr) -> str | None:
        code = coded.code(text)
        if code is None:
            near = nearest(text, [*coded.codes, *coded.codes.values()])
            listed = ", ".join(f"{c} {label}" for c, label in list(coded.codes.items())[:8])
            more = ", …" if len(coded.codes) > 8 else ""
            hint = f"did you mean {near!r}? " if near else ""
            self.fault(
                "GK212", f"{_short(text)!r} is no code of {coded.name} ({coded.zh})", at, f"{hint}codes: {listed}{more}"
            )
        return code

    def _pattern(self, node: Node, at: ast.expr) -> bool:
        if not isinstance(node, Const) or not isinstance(node.value, str):
            self.fault("GK213", "a pattern is written out in the rule", at)
            return False
        try:
            check_pattern(node.value)
        except PatternFault as error:
            start, end = self.span(at)
            place = min(start + 1 + error.position, end - 1)
            self.scope.faults.append(Fault("GK213", str(error), place, 1))
            return False
        return True

    def _call(self, at: ast.Call, depth: int) -> Node | None:
        if not isinstance(at.func, ast.Name):
            self.fault("GK203", "only the functions of the language can be called", at.func)
            return None
        row = FUNCTIONS.get(at.func.id)
        if row is None:
            near = nearest(at.func.id, FUNCTIONS)
            hint = f"did you mean {near!r}?" if near else f"functions: {', '.join(sorted(FUNCTIONS))}"
            self.fault("GK211", f"unknown function {_short(at.func.id)!r}", at.func, hint)
            return None
        if row.op in QUANTIFIERS:
            return self._quantified(row, at, depth)
        if row.op is Op.FIRST:
            self.fault("GK219", "first stands before a dot and a field", at, f"such as {row.example}")
            return None
        if row.op is Op.SUM:
            return self._sum(row, at, depth)
        wanted = len(row.signatures[0].args)
        if at.keywords or len(at.args) != wanted or any(isinstance(a, ast.Starred) for a in at.args):
            self.fault("GK216", f"{row.op.value} takes {wanted} argument{'s' if wanted > 1 else ''}", at, _takes(row))
            return None
        return self._apply(row.op, at.args, at, depth)

    def _quantified(self, row: Operator, at: ast.Call, depth: int) -> Node | None:
        counts = {len(signature.args) for signature in row.signatures}
        if at.keywords or len(at.args) not in counts or any(isinstance(a, ast.Starred) for a in at.args):
            least = min(counts)
            wanted = f"{least} or 2 arguments" if least == 1 else "2 arguments"
            self.fault("GK216", f"{row.op.value} takes {wanted}", at, _takes(row))
            return None
        kind = Type.INTEGER if row.op is Op.COUNT else Type.BOOL
        relation = self._relation(at.args[0])
        if relation is not None:
            if len(at.args) == 1:
                return Related(row.op, relation, None, kind, self.span(at))
            condition = self._inside(relation, row.op, at.args[1], depth)
            return None if condition is None else Related(row.op, relation, condition, kind, self.span(at))
        members = self.convert(at.args[0], depth + 1)
        if members is None:
            return None
        if not isinstance(members, FieldRef) or members.type is not Type.EVENTS or self.members is not None:
            self.fault("GK214", f"{row.op.value} looks at a list of events or at related records", at.args[0])
            return None
        if len(at.args) == 1:
            self.fault("GK216", f"{row.op.value} of events needs a condition", at, _takes(row))
            return None
        self.members = self.subject.fields[members.name]
        try:
            condition = self._condition(row.op, at.args[1], depth)
        finally:
            self.members = None
        return None if condition is None else Quantified(row.op, members, condition, kind, self.span(at))

    def _sum(self, row: Operator, at: ast.Call, depth: int) -> Node | None:
        relation = self._relation(at.args[0]) if len(at.args) == 3 and not at.keywords else None
        if relation is None:
            self.fault("GK216", "sum takes a relation, a condition and a number field", at, f"such as {row.example}")
            return None
        other, figure = dictionary()[relation.other], at.args[2]
        name = figure.id if isinstance(figure, ast.Name) else ""
        found = other.fields.get(name) or _labels(other).get(_normal(name))
        if found is None or found.type not in (FieldType.INTEGER, FieldType.NUMBER):
            self.fault("GK214", f"sum adds up a number field of {relation.other}", figure)
            return None
        condition = self._inside(relation, row.op, at.args[1], depth)
        kind = Type(found.type.value)
        return None if condition is None else SumOf(relation, condition, found.name, kind, self.span(at))

    def _inside(self, relation: Relation, op: Op, at: ast.expr, depth: int) -> Node | None:
        """A condition on a related record: bare names are its fields."""
        outer = self.subject, self.labels, self.related, self.members
        self.subject = dictionary()[relation.other]
        self.labels, self.related, self.members = _labels(self.subject), True, None
        try:
            return self._condition(op, at, depth)
        finally:
            self.subject, self.labels, self.related, self.members = outer

    def _condition(self, op: Op, at: ast.expr, depth: int) -> Node | None:
        condition = self.convert(at, depth + 1)
        if condition is not None and condition.type is not Type.BOOL:
            self.fault("GK214", f"{op.value} needs a condition; this gives {condition.type.value}", at)
            return None
        return condition

    def _relation(self, at: ast.expr) -> Relation | None:
        """The relation that a name stands for where only a relation, or a list of events, can stand."""
        if not isinstance(at, ast.Name):
            return None
        field = self.subject.fields.get(at.id)
        return None if field is not None and field.type is FieldType.EVENTS else self.subject.relations.get(at.id)

    def _name(self, at: ast.Name) -> Node | None:
        name = at.id
        if self.members is not None and name in _MEMBERS:
            return MemberRef(name, _MEMBERS[name], self.span(at))
        if name == "as_of":
            return AsOf(span=self.span(at))
        found = self._field(name)
        if found is not None:
            return FieldRef(found.name, Type(found.type.value), self.span(at))
        subject = self.subject
        relation = subject.relations.get(name)
        if relation is not None or name == "this":
            use = "any(…), all(…), count(…)" if relation is None or relation.many else f"{name}.FIELD"
            self.fault("GK219", f"{name} is no value of its own", at, f"it stands in {use} or before a dot")
            return None
        names = [*subject.fields, *self.labels, *subject.relations, "as_of"]
        near = nearest(name, names)
        hint = f"did you mean {near!r}?" if near else f"{subject.name} has: {', '.join(list(subject.fields)[:8])}, …"
        if name in ("true", "false", "null", "None"):
            hint = "write True, False; for null write missing(…)"
        self.fault("GK210", f"unknown field {_short(name)!r}", at, hint)
        return None

    def _attribute(self, at: ast.Attribute) -> Node | None:
        if isinstance(at.value, ast.Name) and at.value.id == "params":
            kind = self.scope.params.get(at.attr)
            if kind is not None:
                return ParamRef(at.attr, kind, self.span(at))
            near = nearest(at.attr, self.scope.params)
            hint = f"did you mean {near!r}?" if near else f"params has: {', '.join(self.scope.params) or 'nothing'}"
            self.fault("GK217", f"unknown parameter {_short(at.attr)!r}", at, hint)
            return None
        if isinstance(at.value, ast.Name) and at.value.id == "this":
            return self._this(at)
        if isinstance(at.value, ast.Call) and isinstance(at.value.func, ast.Name) and at.value.func.id == "first":
            return self._first(at, at.value)
        relation = self._relation(at.value)
        if relation is None:
            hint = f"relations of {self.subject.name}: {', '.join(self.subject.relations) or 'none'}"
            self.fault("GK203", "only params, this and relations have names behind a dot", at, hint)
            return None
        if relation.many:
            self.fault("GK219", f"{relation.name} are many records", at, f"write any({relation.name}, …) or first(…)")
            return None
        found = self._field_of(relation, at)
        return PathRef(relation, found.name, Type(found.type.value), self.span(at)) if found is not None else None

    def _this(self, at: ast.Attribute) -> Node | None:
        subject = self.scope.subject
        found = subject.fields.get(at.attr) or _labels(subject).get(_normal(at.attr))
        if not self.related:
            self.fault("GK219", "this stands inside a relation", at, f"outside it write {at.attr}")
        elif found is None:
            self._unknown_field(at, subject)
        else:
            return ThisRef(found.name, Type(found.type.value), self.span(at))
        return None

    def _first(self, at: ast.Attribute, call: ast.Call) -> Node | None:
        row = OPERATORS[Op.FIRST]
        relation = self._relation(call.args[0]) if len(call.args) == 1 else None
        by = call.keywords[0].value if [k.arg for k in call.keywords] == ["by"] else None
        if relation is None or not isinstance(by, ast.Name):
            self.fault("GK216", "first takes a relation and by=FIELD", call, f"such as {row.example}")
            return None
        day = dictionary()[relation.other].fields.get(by.id)
        if day is None or day.type not in (FieldType.DATE, FieldType.INSTANT):
            self.fault("GK214", f"by names a date field of {relation.other}", by)
            return None
        found = self._field_of(relation, at)
        return None if found is None else FirstOf(relation, day.name, found.name, Type(found.type.value), self.span(at))

    def _field(self, name: str) -> Field | None:
        return self.subject.fields.get(name) or self.labels.get(_normal(name))

    def _field_of(self, relation: Relation, at: ast.Attribute) -> Field | None:
        other = dictionary()[relation.other]
        found = other.fields.get(at.attr) or _labels(other).get(_normal(at.attr))
        if found is None:
            self._unknown_field(at, other)
        return found

    def _unknown_field(self, at: ast.Attribute, subject: Subject) -> None:
        near = nearest(at.attr, [*subject.fields, *_labels(subject)])
        hint = f"did you mean {near!r}?" if near else f"{subject.name} has: {', '.join(list(subject.fields)[:8])}, …"
        self.fault("GK210", f"{subject.name} has no field {_short(at.attr)!r}", at, hint)

    def _constant(self, at: ast.expr, value: object, *, negative: bool = False) -> Node | None:
        kind, literal = self._literal(at, value, negative=negative)
        return None if kind is None or literal is None else Const(literal, kind, self.span(at))

    def _literal(self, at: ast.expr, value: object, *, negative: bool) -> tuple[Type | None, Literal | None]:
        sign = -1 if negative else 1
        if isinstance(value, bool) and not negative:
            return Type.BOOL, value
        if isinstance(value, int | float) and not isinstance(value, bool):
            written = self.text[slice(*self.span(at))].lstrip("-+ ")
            if len(written) > MAX_DIGITS or not written.replace(".", "", 1).isdigit():
                self.fault("GK218", f"write a number in plain digits, {MAX_DIGITS} at most", at)
                return None, None
            if isinstance(value, int):
                return Type.INTEGER, sign * value
            return Type.NUMBER, sign * Fraction(Decimal(written))
        if isinstance(value, str) and not negative:
            return (Type.TEXT, value) if self._one_text(at) else (None, None)
        hint = "for null write missing(…)" if value is None else None
        self.fault("GK218", "this literal is not part of the language", at, hint)
        return None, None

    def _one_text(self, at: ast.expr) -> bool:
        """Whether one text is written here; Python joins texts side by side, which hides a forgotten comma."""
        if _TEXT.fullmatch(self.text[slice(*self.span(at))]):
            return True
        self.fault("GK218", "a text stands in one pair of quotes", at, 'write "…", and a comma between two texts')
        return False

    def _list(self, at: ast.List | ast.Tuple) -> Node | None:
        texts = [e.value for e in at.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        if len(texts) != len(at.elts):
            self.fault("GK218", "a list holds texts or codes, written out", at)
            return None
        if not all(self._one_text(element) for element in at.elts):
            return None
        return Const(tuple(dict.fromkeys(texts)), Type.LIST_OF_TEXT, self.span(at))


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"


def _labels(subject: Subject) -> dict[str, Field]:
    return {_normal(label): field for label, field in subject.by_label().items()}


def _normal(name: str) -> str:
    return unicodedata.normalize("NFKC", name)


def _fitting(row: Operator, args: Sequence[Node]) -> Signature | None:
    """The first signature that takes these arguments; a list of texts also stands for a list of codes."""
    for signature in row.signatures:
        if len(signature.args) == len(args) and all(
            arg.type in kinds or (arg.type is Type.LIST_OF_TEXT and bool(kinds & LISTS))
            for arg, kinds in zip(args, signature.args, strict=True)
        ):
            return signature
    return None


def _takes(row: Operator) -> str:
    shown = [" , ".join("|".join(sorted(kinds)) for kinds in s.args).replace(" , ", ", ") for s in row.signatures]
    return f"it takes ({') or ('.join(shown)}); example: {row.example}"


_CONSTRUCTS: Mapping[type[ast.expr], str] = {
    ast.Lambda: "a function", ast.IfExp: "if … else", ast.Dict: "a dictionary", ast.Set: "a set",
    ast.Subscript: "indexing", ast.JoinedStr: "a formatted string", ast.NamedExpr: "an assignment",
    ast.ListComp: "a comprehension", ast.SetComp: "a comprehension", ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension", ast.Await: "await", ast.Yield: "yield", ast.Starred: "unpacking",
}  # fmt: skip


def _construct(at: ast.expr) -> str:
    return _CONSTRUCTS.get(type(at), "this")
