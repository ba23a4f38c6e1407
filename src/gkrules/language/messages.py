"""Messages with placeholders: which may stand in them, and how they are filled in for an official to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from gkrules.bilingual import Bilingual, Language
from gkrules.deadlines.fixed import in_shanghai
from gkrules.deadlines.limit import UNIT_LABELS, Limit
from gkrules.deadlines.result import Deadline
from gkrules.language.ir import Type
from gkrules.language.rule import ParamValue, Version
from gkrules.records.model import Field, FieldType, Subject
from gkrules.records.record import UNKNOWN, Record

FIGURES = "figures."
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
DEADLINE_PLACEHOLDERS = ("start", "due", "met", "limit", "left", "overrun")
PRIVACY_PLACEHOLDERS = ("spans", "types")
LIST_PLACEHOLDERS = ("lists", "rows", "named")
GROUP_PLACEHOLDERS = ("group", "period", "found", "members", "failing", "needed", "share", "short_by")
_FIGURE_KINDS = {
    "needed": frozenset({"exists", "rate"}),
    "short_by": frozenset({"exists", "rate"}),
    "share": frozenset({"rate"}),
}
_GROUP_KINDS = frozenset({"exists", "rate", "periodic", "consistent", "attested"})


def figure_kinds(name: str) -> frozenset[str]:
    """The kinds of group rules in whose messages the placeholder `name` says something."""
    return _FIGURE_KINDS.get(name, _GROUP_KINDS)


def placeholders(text: str) -> list[str]:
    """The names in braces, in order."""
    return _PLACEHOLDER.findall(text)


def fault_in(
    name: str,
    subject: Subject,
    params: Mapping[str, object],
    figures: Collection[str] = (),
    *,
    has_deadline: bool,
    grouped: bool = False,
    private: bool = False,
) -> str | None:
    """Why `{name}` may not stand in a message of this rule, or None if it may.

    Fields that hold free text may not: they can hold personal data.
    """
    if private and name in (*PRIVACY_PLACEHOLDERS, *LIST_PLACEHOLDERS):
        return None
    if grouped and not name.startswith("params."):
        return None if name in GROUP_PLACEHOLDERS else f"a group has {', '.join(GROUP_PLACEHOLDERS)}"
    if name.startswith("params."):
        return None if name[7:] in params else f"unknown parameter {name[7:]!r}"
    if name.startswith(FIGURES):
        return None if name.removeprefix(FIGURES) in figures else f"unknown figure {name.removeprefix(FIGURES)!r}"
    if name.startswith("deadline."):
        if not has_deadline:
            return "only deadlines have a due date"
        return None if name[9:] in DEADLINE_PLACEHOLDERS else f"a deadline has {', '.join(DEADLINE_PLACEHOLDERS)}"
    found = subject.fields.get(name)
    if found is None:
        return f"unknown field {name!r}"
    if found.type is FieldType.EVENTS:
        return f"{name} is a list of events, which has no short form"
    return None if found.safe else f"{name} holds free text, which may be personal data and is never shown"


NOTHING = Bilingual("", "")
UNKNOWN_WORDS = Bilingual("（不详）", "(unknown)")
_NO_COUNT = 10**10
TEXTS = frozenset({FieldType.TEXT, FieldType.LIST_OF_TEXT})
"""What may hold any words; ids, codes, dates and numbers are no texts."""


def as_written(text: str) -> str:
    """The text itself."""
    return text


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the placeholders of one finding. `screened` gives a text as it may be shown."""

    subject: Subject
    record: Record
    version: Version
    params: Mapping[str, ParamValue]
    deadline: Deadline | None
    spans: int = 0
    types: Bilingual = NOTHING
    screened: Callable[[str], str] = as_written
    lists: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, ParamValue | None] = field(default_factory=dict)

    def fill(self, text: Bilingual) -> Bilingual:
        """`text` with every placeholder filled in, in both languages."""
        return Bilingual(self._one(text.zh, "zh"), self._one(text.en, "en"))

    def _one(self, text: str, language: Language) -> str:
        return _PLACEHOLDER.sub(lambda match: self._value(match[1], language), text)

    def _value(self, name: str, language: Language) -> str:
        if name.startswith("params."):
            return param_words(name[7:], self.params, self.version, language)
        if name.startswith("deadline."):
            return self._deadline(name[9:], language)
        if name.startswith(FIGURES):
            figure = self.figures[name.removeprefix(FIGURES)]
            return UNKNOWN_WORDS.get(language) if figure is None else shown(figure, language)
        if name == "id":
            return self.record.id
        if name in PRIVACY_PLACEHOLDERS and name not in self.subject.fields:
            return str(self.spans) if name == "spans" else self.types.get(language)
        if name in LIST_PLACEHOLDERS and name not in self.subject.fields:
            return str(self.lists.get(name, 0))
        item = self.subject.fields[name]
        value = self.record.value(name)
        if value is UNKNOWN:
            return UNKNOWN_WORDS.get(language)
        return shown(screened_value(item, value, self.screened), language, item)

    def _deadline(self, part: str, language: Language) -> str:
        deadline = self.deadline
        value = getattr(deadline, part) if deadline is not None else None
        if part in ("left", "overrun") and isinstance(value, int) and deadline is not None:
            unit = UNIT_LABELS[deadline.limit.unit] if deadline.limit else Bilingual("日", "calendar days")
            words = unit.en[:-1] if value == 1 else unit.en
            return f"{value}{unit.zh}" if language == "zh" else f"{value} {words}"
        return shown(value, language)


@dataclass(frozen=True, slots=True)
class GroupFilling:
    """What fills the placeholders of a finding on a group. `labels` are the codes' labels for each key.

    `least` and `most` are the bounds of a share, `at_most` whether it may not be larger than its threshold.
    """

    version: Version
    params: Mapping[str, ParamValue]
    keys: tuple[tuple[str, str], ...]
    labels: Mapping[str, Mapping[str, str]]
    first: date
    last: date
    figures: Mapping[str, ParamValue | None]
    screened: Callable[[str], str] = as_written
    least: Fraction | None = None
    most: Fraction | None = None
    at_most: bool = False

    def fill(self, text: Bilingual) -> Bilingual:
        """`text` with every placeholder filled in, in both languages."""
        return Bilingual(self._one(text.zh, "zh"), self._one(text.en, "en"))

    def _one(self, text: str, language: Language) -> str:
        return _PLACEHOLDER.sub(lambda match: self._value(match[1], language), text)

    def _value(self, name: str, language: Language) -> str:
        if name.startswith("params."):
            return param_words(name[7:], self.params, self.version, language)
        if name == "group":
            return group_words(self).get(language)
        if name == "period":
            return period_words(self.first, self.last).get(language)
        if name == "share":
            return share_words(self.least, self.most, at_most=self.at_most).get(language)
        value = self.figures[name]
        if isinstance(value, Fraction):
            return percent_words(value)
        return shown(value, language)


def group_words(filling: GroupFilling) -> Bilingual:
    """The group as a person names it: the values of its keys, or all records."""
    values = [
        (value, label) if label is not None or name == "id" else (filling.screened(value), None)
        for name, value, label in ((name, value, filling.labels[name].get(value)) for name, value in filling.keys)
    ]
    if not values:
        return Bilingual("全部记录", "All records")
    return Bilingual("、".join(label or value for value, label in values), ", ".join(value for value, _ in values))


def screened_value(item: Field, value: object, screened: Callable[[str], str]) -> object:
    """A field's value as it may be shown: of texts, what `screened` gives; all else as it is.

    A number that could be a telephone or identity number in the wrong column is no count, and passes too.
    """
    if (isinstance(value, int) and abs(value) >= _NO_COUNT) or (
        isinstance(value, Fraction) and abs(value) >= _NO_COUNT
    ):
        written = str(value)
        found = screened(written)
        return value if found == written else found
    if item.type not in TEXTS or item.name == "id":
        return value
    if isinstance(value, tuple):
        return tuple(screened(member) if isinstance(member, str) else member for member in value)
    return screened(value) if isinstance(value, str) else value


def period_words(first: date, last: date) -> Bilingual:
    """The period: a whole year by its number, any other by its days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return Bilingual(f"{first.year}年", f"{first.year}")
    return Bilingual(f"{shown(first, 'zh')}至{shown(last, 'zh')}", f"{first.isoformat()} to {last.isoformat()}")


def share_words(least: Fraction | None, most: Fraction | None, *, at_most: bool) -> Bilingual:
    """A share that was found; where the unknown leaves it open, the bound that its threshold is held against."""
    bound = least if at_most else most
    if bound is None:
        return Bilingual("（不详）", "(unknown)")
    percent = percent_words(bound)
    if least == most:
        return Bilingual(percent, percent)
    if at_most:
        return Bilingual(f"至少{percent}（尚不能确定的均不计入）", f"at least {percent} (nothing uncertain counted)")
    return Bilingual(
        f"至多{percent}（尚不能确定的均按符合计算）", f"at most {percent} (all that is uncertain counted as complying)"
    )


def percent_words(share: Fraction) -> str:
    """A share in percent, to two places, cut and not rounded: 89.999 % never reads as 90 %."""
    hundredths = share.numerator * 10_000 // share.denominator
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def param_words(name: str, params: Mapping[str, ParamValue], version: Version, language: Language) -> str:
    """A parameter as a person reads it: shares in percent, codes by their label."""
    value, param = params.get(name), version.params.get(name)
    if isinstance(value, Fraction) and param is not None and param.type is Type.SHARE:
        return percent_words(value)
    return shown(value, language, param.coded if param is not None else None)


def shown(value: object, language: Language, field: Field | None = None) -> str:
    """A value as a person reads it: dates in full, codes by their label."""
    match value:
        case None | ():
            return {"zh": "（未填写）", "en": "(not stated)"}[language]
        case bool():
            return {"zh": "是" if value else "否", "en": "yes" if value else "no"}[language]
        case datetime():
            local = in_shanghai(value)
            return f"{shown(local.date(), language)}{'' if language == 'zh' else ' '}{local:%H:%M}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日" if language == "zh" else value.isoformat()
        case Limit():
            return value.words().get(language)
        case Fraction():
            return f"{float(value):.6f}".rstrip("0").rstrip(".")
        case tuple():
            return ("、" if language == "zh" else ", ").join(shown(v, language, field) for v in value)
        case str() if field is not None and value in field.codes:
            return field.codes[value] if language == "zh" else value.replace("_", " ")
        case _:
            return str(value)
