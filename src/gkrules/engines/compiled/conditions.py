"""Conditions as Python tests: for each a test that it is certainly true, and one that it is certainly false.

Kleene's logic needs no third value then: `a and b` is certainly true where both are, certainly false where either is,
and `not` swaps the two tests. What is neither is unknown. Both tests are plain Python and stop as soon as they can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from re import error as PatternError  # noqa: N812 - the name that the library has since given it
from typing import assert_never

from gkrules.engines.compiled.days import DayTables
from gkrules.engines.compiled.fields import Fields, is_day
from gkrules.engines.compiled.shapes import ByReference, Shape
from gkrules.engines.compiled.source import Source
from gkrules.engines.meaning import evaluate
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
    Related,
    SumOf,
    ThisRef,
    Type,
    params_of,
)
from gkrules.language.patterns import compile_pattern
from gkrules.language.rule import ParamValue

_COMPARED = {Op.EQ: ("==", "!="), Op.NE: ("!=", "=="), Op.LT: ("<", ">="), Op.LE: ("<=", ">"), Op.GT: (">", "<="),
             Op.GE: (">=", "<")}  # fmt: skip
_COMPOUNDS = Apply | Quantified | Related
_LAST = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class _Value:
    """A value: tests under which it is known, tests under which working days can be counted, and its expression."""

    code: str
    guards: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()


def shifted(ordinal: int, days: int) -> int | None:
    """The day so many days later, as an ordinal; None where the calendar has none."""
    moved = ordinal + days
    return moved if 1 <= moved <= _LAST and abs(days) <= timedelta.max.days else None


def day_of(year: int, month: int, day: int) -> int | None:
    """The ordinal of a date; None where there is no such day."""
    try:
        return date(year, month, day).toordinal()
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Scope:
    """What the expressions of one version name: its parameters, and its place among the settings of the run.

    `left` collects the shapes that are left to the reference.
    """

    params: Mapping[str, ParamValue]
    setting: Callable[[], str]
    left: set[Shape]


class Conditions:
    """Writes the tests of expressions over the fields of one subject.

    `alone`: the record is judged by itself, so that nothing is known of the records that relations lead to.
    """

    def __init__(self, source: Source, fields: Fields, days: DayTables, *, alone: bool) -> None:
        self.source = source
        self.fields = fields
        self.days = days
        self.alone = alone

    def test(self, node: Node, scope: Scope, wanted: bool) -> str:
        """A Python expression that is true exactly where `node` is certainly `wanted`."""
        match node:
            case Apply(op=Op.NOT, args=(arg,)):
                return self.test(arg, scope, not wanted)
            case Apply(op=Op.AND | Op.OR as op, args=args):
                joiner = " and " if (op is Op.AND) is wanted else " or "
                return f"({joiner.join(self.test(arg, scope, wanted) for arg in args)})"
            case Apply(op=Op.PRESENT, args=(FieldRef(name=name) | ThisRef(name=name),)):
                return self._present(name, wanted)
            case Apply(op=Op.MISSING, args=(FieldRef(name=name) | ThisRef(name=name),)):
                return self._present(name, not wanted)
            case Apply(op=Op.FILLED, args=(FieldRef(name=name) | ThisRef(name=name),)):
                return f"({self.fields.filled(name, wanted)})"
            case Apply(op=Op.RECORDED, args=(FieldRef(name=name) | ThisRef(name=name),)):
                return f"({self.fields.recorded(name, wanted)})"
            case Apply(op=op):
                try:
                    return (self._matches if op is Op.MATCHES else self._strict)(node, scope, wanted)
                except ByReference as left:
                    return self._by_reference(node, scope, wanted, left.shape)
            case Const() | ParamRef():
                return repr(self._literal(node, scope) is wanted)
            case FieldRef(name=name) | ThisRef(name=name):
                known = self.fields.known(name)
                return known if wanted else f"({known} is False)"
            case Quantified():
                return self._by_reference(node, scope, wanted, Shape.EVENTS)
            case PathRef() | Related() | FirstOf() | SumOf():
                return self._by_reference(node, scope, wanted, Shape.RELATIONS)
            case AsOf() | MemberRef():
                raise AssertionError("a condition is yes or no, and names of an event stand inside a quantifier")
            case _ as never:
                assert_never(never)

    def day(self, node: Node, scope: Scope) -> tuple[tuple[str, ...], str]:
        """Tests under which a day is known, and the expression of its ordinal. Raises ByReference."""
        value = self._value(node, scope)
        if value.reach:
            raise ByReference(Shape.NESTED_DAYS)
        return value.guards, value.code

    def _present(self, name: str, wanted: bool) -> str:
        present = self.fields.present(name)
        return present if wanted else f"({present} is False)"

    def _literal(self, node: Const | ParamRef, scope: Scope) -> Literal | ParamValue:
        return node.value if isinstance(node, Const) else scope.params[node.name]

    # ── answers that are remembered ──────────────────────────────────────────────────────────────────────────────

    def _remembered(self, node: Node, scope: Scope, wanted: bool, code: Callable[[], str]) -> str:
        """A test of an answer that is worked out once per record."""
        key = (node, tuple((name, scope.params.get(name)) for name in sorted(params_of(node))))
        answer = self.source.once(key, code)
        return f"({answer} is {wanted})"

    def _by_reference(self, node: Node, scope: Scope, wanted: bool, shape: Shape) -> str:
        if shape is Shape.RELATIONS and self.alone:
            return "False"  # nothing is known of other records, so neither test is certain
        scope.left.add(shape)
        return self._remembered(node, scope, wanted, lambda: self._asked(node, scope))

    def _asked(self, node: Node, scope: Scope) -> str:
        constant = self.source.constant
        return f"{constant(evaluate)}({constant(node)}, {RECORD}, {scope.setting()})"

    def _matches(self, node: Apply, scope: Scope, wanted: bool) -> str:
        text, pattern = node.args
        search, value = self._search(pattern, scope), self._value(text, scope)
        found = f"{self.source.constant(search)}({value.code}) is not None"
        code = f"({found} if {' and '.join(value.guards)} else None)" if value.guards else found
        return self._remembered(node, scope, wanted, lambda: code)

    def _search(self, pattern: Node, scope: Scope) -> Callable[[str], object]:
        """The search of a constant pattern."""
        if not isinstance(pattern, Const | ParamRef):
            raise ByReference(Shape.FREE_PATTERN)
        try:
            return compile_pattern(str(self._literal(pattern, scope))).search
        except (PatternError, OverflowError, RecursionError):
            raise ByReference(Shape.FREE_PATTERN) from None

    # ── strict operators ─────────────────────────────────────────────────────────────────────────────────────────

    def _strict(self, node: Apply, scope: Scope, wanted: bool) -> str:
        op, args = node.op, node.args
        if any(arg.type is Type.INSTANT for arg in args):
            raise ByReference(Shape.INSTANTS)
        if any(arg.type is Type.BOOL and isinstance(arg, _COMPOUNDS) for arg in args):
            raise ByReference(Shape.COMPOUND)
        values = [self._value(arg, scope) for arg in args]
        code = self._answer(op, node, values, scope, wanted)
        reach = [test for value in values for test in value.reach]
        guards = [guard for value in values for guard in value.guards]
        if not reach:
            if self._is_false_for_none(op, args, wanted):
                guards = []
            return f"({' and '.join([*guards, code])})"
        counted = self._answer(op, node, values, scope, wanted=True)
        scope.left.add(Shape.UNSETTLED)
        known = f"({counted}) if {' and '.join(reach)} else {self._asked(node, scope)}"
        unknown = f"({known}) if {' and '.join(guards)} else None"
        return self._remembered(node, scope, wanted, lambda: f"({unknown})")

    def _is_false_for_none(self, op: Op, args: tuple[Node, ...], wanted: bool) -> bool:
        """Whether the test is false by itself where the field is None: it equals no constant."""
        constant = [isinstance(arg, Const | ParamRef) for arg in args]
        fields = [isinstance(arg, FieldRef) for arg in args]
        if op in (Op.EQ, Op.NE) and (op is Op.EQ) is wanted:
            return sorted(zip(constant, fields, strict=True)) == [(False, True), (True, False)]
        return op in (Op.IN, Op.NOT_IN) and (op is Op.IN) is wanted and fields[0] and constant[1]

    def _answer(self, op: Op, node: Apply, values: list[_Value], scope: Scope, wanted: bool) -> str:
        """The test of known arguments."""
        codes = [value.code for value in values]
        a, b = codes[0], codes[-1]
        if op in _COMPARED:
            return f"{a} {_COMPARED[op][not wanted]} {b}"
        negate = "" if wanted else "not "
        match op:
            case Op.IN | Op.NOT_IN:
                word = "in" if (op is Op.IN) is wanted else "not in"
                return f"{a} {word} {self._set_of(node.args[1], scope) or b}"
            case Op.CONTAINS:
                return f"{b} {'in' if wanted else 'not in'} {a}"
            case Op.CONTAINS_ALL:
                return f"{negate}set({a}).issuperset({b})"
            case Op.CONTAINS_ANY:
                members = self._set_of(node.args[1], scope)
                return f"{'not ' if wanted else ''}{members or f'set({b})'}.isdisjoint({a})"
            case Op.SUBSET:
                members = self._set_of(node.args[1], scope)
                return f"{negate}{members or f'set({b})'}.issuperset({a})"
            case _:
                raise AssertionError(f"{op} does not answer yes or no, or is not strict")

    def _set_of(self, node: Node, scope: Scope) -> str | None:
        """A constant list as a set."""
        if not isinstance(node, Const | ParamRef):
            return None
        members = self._literal(node, scope)
        assert isinstance(members, tuple), "a list"
        return self.source.constant(frozenset(members))

    def _value(self, node: Node, scope: Scope) -> _Value:
        match node:
            case Const() | ParamRef():
                literal = self._literal(node, scope)
                return _Value(self.source.constant(literal.toordinal() if isinstance(literal, date) else literal))
            case FieldRef(name=name) | ThisRef(name=name):
                known = self.fields.known(name)
                return _Value(known, (f"{known} is not None",))
            case AsOf():
                return _Value("as_of")
            case Apply(op=op, args=args):
                return self._applied(op, args, scope)
            case Quantified():
                raise ByReference(Shape.EVENTS)
            case PathRef() | Related() | FirstOf() | SumOf():
                raise ByReference(Shape.RELATIONS)
            case MemberRef():
                raise AssertionError("names of an event stand inside a quantifier")
            case _ as never:
                assert_never(never)

    def _applied(self, op: Op, args: tuple[Node, ...], scope: Scope) -> _Value:
        """A number or a day that an operator gives."""
        values = [self._value(arg, scope) for arg in args]
        guards = tuple(guard for value in values for guard in value.guards)
        reach = tuple(test for value in values for test in value.reach)
        a, b = values[0].code, values[-1].code
        days = [is_day(arg.type) for arg in args]
        match op:
            case Op.ADD | Op.SUB if days == [True, False]:
                sign = "" if op is Op.ADD else "-"
                return self._made(f"{self.source.constant(shifted)}({a}, {sign}({b}))", guards, reach)
            case Op.ADD:
                return _Value(f"({a} + {b})", guards, reach)
            case Op.SUB:
                return _Value(f"({a} - {b})", guards, reach)
            case Op.MUL:
                return _Value(f"({a} * {b})", guards, reach)
            case Op.LEN:
                return _Value(f"len({a})", guards, reach)
            case Op.YEAR | Op.MONTH | Op.DAY if isinstance(args[0], FieldRef):
                return _Value(f"{self.fields.raw(args[0].name)}.{op.value}", guards)
            case Op.YEAR | Op.MONTH | Op.DAY:
                return _Value(f"{self.source.constant(date.fromordinal)}({a}).{op.value}", guards, reach)
            case Op.DATE:
                parts = ", ".join(value.code for value in values)
                return self._made(f"{self.source.constant(day_of)}({parts})", guards, reach)
            case Op.DATE_OF:
                return _Value(a, guards, reach)
            case Op.WORKING_DAYS:
                if reach:
                    raise ByReference(Shape.NESTED_DAYS)
                constant, days_ = self.source.constant, self.days
                first, last = constant(days_.first), constant(days_.last)
                through = constant(days_.through)
                within = tuple(f"{first} <= {day} <= {last}" for day in dict.fromkeys((a, b)))
                return _Value(f"({through}[{b} - {first}] - {through}[{a} - {first}])", guards, within)
            case _:
                raise ByReference(Shape.COMPOUND)

    def _made(self, code: str, guards: tuple[str, ...], reach: tuple[str, ...]) -> _Value:
        """A day that may not exist: known where the function that makes it gives one."""
        if reach:
            raise ByReference(Shape.NESTED_DAYS)
        name = self.source.temporary()
        return _Value(name, (*guards, f"({name} := {code}) is not None"))


RECORD = "(record if record is not None else (record := make(values, rid, malformed, listed)))"
"""The record itself, made when something asks for more than its values."""
