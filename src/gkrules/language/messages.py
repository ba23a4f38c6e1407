"""Messages with placeholders: which may stand in them, and how they are filled in for an official to read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from gkrules.bilingual import Bilingual, Language
from gkrules.deadlines.limit import UNIT_LABELS, Limit
from gkrules.deadlines.result import Deadline
from gkrules.language.ir import Type
from gkrules.language.rule import ParamValue, Version
from gkrules.records.model import Field, FieldType, Subject
from gkrules.records.record import UNKNOWN, Record

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
DEADLINE_PLACEHOLDERS = ("start", "due", "met", "limit", "left", "overrun")


def placeholders(text: str) -> list[str]:
    """The names in braces, in order."""
    return _PLACEHOLDER.findall(text)


def fault_in(name: str, subject: Subject, params: Mapping[str, object], *, has_deadline: bool) -> str | None:
    """Why `{name}` may not stand in a message of this rule, or None if it may.

    Fields that hold free text may not: they can hold personal data.
    """
    if name.startswith("params."):
        return None if name[7:] in params else f"unknown parameter {name[7:]!r}"
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


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the placeholders of one finding."""

    subject: Subject
    record: Record
    version: Version
    params: Mapping[str, ParamValue]
    deadline: Deadline | None

    def fill(self, text: Bilingual) -> Bilingual:
        """`text` with every placeholder filled in, in both languages."""
        return Bilingual(self._one(text.zh, "zh"), self._one(text.en, "en"))

    def _one(self, text: str, language: Language) -> str:
        return _PLACEHOLDER.sub(lambda match: self._value(match[1], language), text)

    def _value(self, name: str, language: Language) -> str:
        if name.startswith("params."):
            param = self.params.get(name[7:])
            if isinstance(param, Fraction) and self.version.params[name[7:]].type is Type.SHARE:
                return f"{shown(param * 100, language)}%"
            return shown(param, language)
        if name.startswith("deadline."):
            return self._deadline(name[9:], language)
        if name == "id":
            return self.record.id
        field = self.subject.fields[name]
        value = self.record.value(name)
        if value is UNKNOWN:
            return {"zh": "（不详）", "en": "(unknown)"}[language]
        return shown(value, language, field)

    def _deadline(self, part: str, language: Language) -> str:
        deadline = self.deadline
        value = getattr(deadline, part) if deadline is not None else None
        if part in ("left", "overrun") and isinstance(value, int) and deadline is not None:
            unit = UNIT_LABELS[deadline.limit.unit] if deadline.limit else Bilingual("日", "calendar days")
            words = unit.en[:-1] if value == 1 else unit.en
            return f"{value}{unit.zh}" if language == "zh" else f"{value} {words}"
        return shown(value, language)


def shown(value: object, language: Language, field: Field | None = None) -> str:
    """A value as a person reads it: dates in full, codes by their label."""
    match value:
        case None | ():
            return {"zh": "（未填写）", "en": "(not stated)"}[language]
        case bool():
            return {"zh": "是" if value else "否", "en": "yes" if value else "no"}[language]
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
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
