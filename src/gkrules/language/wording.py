"""Expressions in words: what a condition says to a person who does not read expressions, in Chinese and English.

Names are the dictionary's labels, codes their labels, parameters their values. The exact meaning is that of the
expression, which stands beside these words wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from gkrules.bilingual import Bilingual, Language
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
    Reference,
    Related,
    SumOf,
    ThisRef,
    Type,
)
from gkrules.language.messages import shown
from gkrules.language.rule import Param
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, Subject

PHRASES: Mapping[Op, Bilingual] = {
    Op.EQ: Bilingual("{0}等于{1}", "{0} equals {1}"),
    Op.NE: Bilingual("{0}不等于{1}", "{0} does not equal {1}"),
    Op.LT: Bilingual("{0}小于{1}", "{0} is less than {1}"),
    Op.LE: Bilingual("{0}不大于{1}", "{0} is at most {1}"),
    Op.GT: Bilingual("{0}大于{1}", "{0} is more than {1}"),
    Op.GE: Bilingual("{0}不小于{1}", "{0} is at least {1}"),
    Op.IN: Bilingual("{0}为以下之一（{1}）", "{0} is one of ({1})"),
    Op.NOT_IN: Bilingual("{0}不属于以下任何一项（{1}）", "{0} is none of ({1})"),
    Op.NOT: Bilingual("并非{0}", "not {0}"),
    Op.ADD: Bilingual("{0}加{1}", "{0} plus {1}"),
    Op.SUB: Bilingual("{0}减{1}", "{0} minus {1}"),
    Op.MUL: Bilingual("{0}乘以{1}", "{0} times {1}"),
    Op.PRESENT: Bilingual("已填写{0}", "{0} is filled in"),
    Op.MISSING: Bilingual("未填写{0}", "{0} is not filled in"),
    Op.FILLED: Bilingual("{0}一栏有内容（不论日期是否到来）", "{0} is filled in, whether or not its day has come"),
    Op.RECORDED: Bilingual("{0}有记载", "{0} is noted"),
    Op.MATCHES: Bilingual("{0}中有符合格式{1}的内容", "{0} holds text of the form {1}"),
    Op.LEN: Bilingual("{0}的字数", "the length of {0}"),
    Op.YEAR: Bilingual("{0}的年份", "the year of {0}"),
    Op.MONTH: Bilingual("{0}的月份", "the month of {0}"),
    Op.DAY: Bilingual("{0}是几日", "the day of the month of {0}"),
    Op.DATE: Bilingual("{0}年{1}月{2}日", "day {2} of month {1} of the year {0}"),
    Op.DATE_OF: Bilingual("{0}所在之日", "the day of {0}"),
    Op.WORKING_DAYS: Bilingual("{0}至{1}之间的工作日数", "the working days from {0} to {1}"),
    Op.CONTAINS: Bilingual("{0}包含{1}", "{0} contains {1}"),
    Op.CONTAINS_ALL: Bilingual("{0}包含以下各项（{1}）", "{0} contains all of ({1})"),
    Op.CONTAINS_ANY: Bilingual("{0}至少包含以下一项（{1}）", "{0} contains at least one of ({1})"),
    Op.SUBSET: Bilingual("{0}不超出以下范围（{1}）", "{0} contains nothing but ({1})"),
}
"""How each operator reads between numbers, lists or single values; `and` and `or` join what they stand between."""

TEXT_PHRASES: Mapping[Op, Bilingual] = {
    Op.EQ: Bilingual("{0}为{1}", "{0} is {1}"),
    Op.NE: Bilingual("{0}不为{1}", "{0} is not {1}"),
}
"""How operators read that compare texts, codes, or a yes with a no."""

DAY_PHRASES: Mapping[Op, Bilingual] = {
    Op.EQ: Bilingual("{0}与{1}为同一日", "{0} is the same day as {1}"),
    Op.NE: Bilingual("{0}与{1}不是同一日", "{0} is not the same day as {1}"),
    Op.LT: Bilingual("{0}早于{1}", "{0} is before {1}"),
    Op.LE: Bilingual("{0}不晚于{1}", "{0} is not after {1}"),
    Op.GT: Bilingual("{0}晚于{1}", "{0} is after {1}"),
    Op.GE: Bilingual("{0}不早于{1}", "{0} is not before {1}"),
    Op.ADD: Bilingual("{0}之后{1}日", "{1} days after {0}"),
    Op.SUB: Bilingual("{0}之前{1}日", "{1} days before {0}"),
}
"""How operators read whose first argument is a day or an instant."""

SPAN_PHRASE = Bilingual("从{1}到{0}的日历日数", "the calendar days from {1} to {0}")
ITEMS_PHRASE = Bilingual("{0}的项数", "the number of items in {0}")
_JOINS: Mapping[Op, Bilingual] = {Op.AND: Bilingual("，并且", " and "), Op.OR: Bilingual("，或者", " or ")}
_QUANTIFIED: Mapping[Op, Bilingual] = {
    Op.ANY: Bilingual("至少有一条{0}满足（{1}）", "at least one of {0} meets ({1})"),
    Op.ALL: Bilingual("每一条{0}都满足（{1}）", "every one of {0} meets ({1})"),
    Op.COUNT: Bilingual("满足（{1}）的{0}条数", "the number of {0} that meet ({1})"),
}
_SUM = Bilingual("满足（{1}）的{0}的{2}之和", "the sum of {2} over {0} that meet ({1})")
_UNQUALIFIED: Mapping[Op, Bilingual] = {
    Op.ANY: Bilingual("有{0}", "there are {0}"),
    Op.ALL: Bilingual("每一条{0}", "every one of {0}"),
    Op.COUNT: Bilingual("{0}的条数", "the number of {0}"),
}
_MEMBERS: Mapping[str, Bilingual] = {
    "type": Bilingual("事件类型", "the event's type"),
    "on": Bilingual("事件日期", "the event's day"),
    "party": Bilingual("事件对方", "the event's party"),
    "days": Bilingual("事件天数", "the event's days"),
}
_AS_OF = Bilingual("判定基准日", "the day of the check")
_ARITHMETIC = frozenset({Op.ADD, Op.SUB, Op.MUL})
_MOMENTS = frozenset({Type.DATE, Type.INSTANT})
_NAMES = frozenset({Type.TEXT, Type.CODE, Type.BOOL})
_NOT_RECORDED = Bilingual("{0}没有记载", "{0} is not noted")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of an expression depend on.

    `subject` is the one whose fields bare names are; `events` the list whose members a quantifier looks at; `judged`
    the subject of the record that the rule judges, inside a relation.
    """

    subject: Subject
    params: Mapping[str, Param]
    language: Language
    events: Field | None = None
    judged: Subject | None = None

    def say(self, node: Node) -> str:
        """The expression in words."""
        match node:
            case Const():
                return self.value(node.value)
            case FieldRef() | ThisRef() | PathRef() | FirstOf():
                name = self._name(node)
                return name if node.type is not Type.BOOL else self._fill(TEXT_PHRASES[Op.EQ], name, self.value(True))
            case MemberRef(name=name):
                return _MEMBERS[name].get(self.language)
            case ParamRef(name=name, type=Type.BOOL):
                words = Bilingual(f"参数{name}", f"the parameter {name}").get(self.language)
                return self._fill(TEXT_PHRASES[Op.EQ], words, self.param(name))
            case ParamRef(name=name):
                return self.param(name)
            case AsOf():
                return _AS_OF.get(self.language)
            case Quantified(op=op, members=members, condition=condition):
                events = self.subject.fields[members.name]
                inside = replace(self, events=events).say(condition)
                return self._fill(_QUANTIFIED[op], self._label(self.subject, members.name), inside)
            case Related(op=op, relation=relation, condition=condition):
                other = dictionary()[relation.other]
                name = self._records(other)
                if condition is None:
                    return self._fill(_UNQUALIFIED[op], name)
                return self._fill(_QUANTIFIED[op], name, self._inside(other).say(condition))
            case SumOf(relation=relation, condition=condition, name=name):
                other = dictionary()[relation.other]
                return self._fill(
                    _SUM, self._records(other), self._inside(other).say(condition), self._label(other, name)
                )
            case Apply():
                return self._apply(node)
            case _ as never:
                assert_never(never)

    def _records(self, other: Subject) -> str:
        return Bilingual(f"相关{other.label.zh}", f"the related {other.label.en.lower()} records").get(self.language)

    def _inside(self, other: Subject) -> Wording:
        """How the condition on a related record reads."""
        return replace(self, subject=other, judged=self.judged or self.subject)

    def param(self, name: str) -> str:
        """The value of a parameter; its name where it is off."""
        param = self.params.get(name)
        if param is None or param.value is None:
            return Bilingual(f"参数{name}（未启用）", f"parameter {name} (off)").get(self.language)
        if param.type is Type.SHARE:
            return f"{shown(param.value * 100, self.language)}%"  # type: ignore[operator]
        return self.value(param.value, param.coded)

    def _apply(self, node: Apply) -> str:
        join = _JOINS.get(node.op)
        if join is not None:
            return join.get(self.language).join(map(self._nested, node.args))
        if node.op is Op.DATE and all(isinstance(arg, Const) for arg in node.args) and self.language == "en":
            year, month, day = (int(str(arg.value)) for arg in node.args if isinstance(arg, Const))
            return f"{year}-{month:02}-{day:02}"
        if node.op is Op.NOT:
            return self._opposite(node.args[0])
        return self._fill(_phrase(node), *(self._part(arg, node) for arg in node.args))

    def _part(self, arg: Node, node: Apply) -> str:
        """An argument of an operator, in brackets where a sum stands inside another or in a date."""
        text = self._argument(arg, node.args)
        inner = isinstance(arg, Apply) and arg.op in _ARITHMETIC and node.op in _ARITHMETIC
        part_of_date = node.op is Op.DATE and not isinstance(arg, Const | ParamRef)
        return self._bracketed(text) if inner or part_of_date else text

    def _bracketed(self, text: str) -> str:
        return f"（{text}）" if self.language == "zh" else f"({text})"

    def _opposite(self, node: Node) -> str:
        if isinstance(node, FieldRef | ThisRef | PathRef | FirstOf):
            return self._fill(TEXT_PHRASES[Op.EQ], self._name(node), self.value(False))
        if isinstance(node, Apply) and node.op is Op.RECORDED:
            return self._fill(_NOT_RECORDED, *(self._argument(arg, node.args) for arg in node.args))
        return self._fill(PHRASES[Op.NOT], self._bracketed(self.say(node)))

    def _nested(self, node: Node) -> str:
        """A part of `and` or `or`, in brackets where it is such a one itself."""
        text = self.say(node)
        if isinstance(node, Apply) and node.op in _JOINS:
            return self._bracketed(text)
        return text

    def _argument(self, node: Node, args: tuple[Node, ...]) -> str:
        """An argument; a flag stands by its name, a text beside a coded field by the label of the code."""
        if isinstance(node, Const):
            coded = next((field for field in map(self._coded, args) if field is not None), None)
            return self.value(node.value, coded)
        if isinstance(node, FieldRef | ThisRef | PathRef | FirstOf):
            return self._name(node)
        return self.say(node)

    def _coded(self, node: Node) -> Field | None:
        found: Field | None = None
        match node:
            case FieldRef(name=name):
                found = self.subject.fields.get(name)
            case PathRef(relation=relation, name=name) | FirstOf(relation=relation, name=name):
                found = dictionary()[relation.other].fields.get(name)
            case MemberRef(type=Type.CODE):
                found = self.events
            case _:
                pass
        return found if found is not None and found.codes else None

    def value(self, value: object, coded: Field | None = None) -> str:
        """A value as it reads in a sentence: texts in quotes, lists with commas."""
        if isinstance(value, tuple):
            return ("、" if self.language == "zh" else ", ").join(self.value(item, coded) for item in value)
        text = shown(value, self.language, coded)
        return f"“{text}”" if isinstance(value, str | bool) else text

    def _name(self, node: Reference) -> str:
        """The name of the field that a node refers to."""
        match node:
            case FieldRef(name=name):
                return self._label(self.subject, name)
            case ThisRef(name=name):
                label = self._label(self.judged or self.subject, name)
                return Bilingual(f"本记录的{label}", f"this record's {label}").get(self.language)
            case PathRef(relation=relation, name=name):
                other = dictionary()[relation.other]
                own, label = self._label(dictionary()[relation.subject], relation.own), self._label(other, name)
                words = Bilingual(
                    f"{own}所指{other.label.zh}的{label}", f"{label} of the {other.label.en.lower()} named by {own}"
                )
                return words.get(self.language)
            case FirstOf(relation=relation, by=by, name=name):
                other = dictionary()[relation.other]
                label, day = self._label(other, name), self._label(other, by)
                zh = f"{day}最早的相关{other.label.zh}的{label}"
                en = f"{label} of the related {other.label.en.lower()} with the earliest {day}"
                return Bilingual(zh, en).get(self.language)
            case _ as never:
                assert_never(never)

    def _label(self, subject: Subject, name: str) -> str:
        field = subject.fields.get(name)
        return name if field is None else field.label.get(self.language)

    def _fill(self, phrase: Bilingual, *args: str) -> str:
        return phrase.get(self.language).format(*args)


def _phrase(node: Apply) -> Bilingual:
    """The phrase of an operator for the types of its arguments."""
    first, last = node.args[0].type, node.args[-1].type
    if node.op is Op.SUB and first in _MOMENTS and last in _MOMENTS:
        return SPAN_PHRASE
    if node.op is Op.LEN and first not in _NAMES:
        return ITEMS_PHRASE
    if first in _MOMENTS and node.op in DAY_PHRASES:
        return DAY_PHRASES[node.op]
    if first in _NAMES and node.op in TEXT_PHRASES:
        return TEXT_PHRASES[node.op]
    return PHRASES[node.op]
