"""What the data dictionary says: subjects, their fields and codes, blanks, and the clocks that run on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock


class FieldType(StrEnum):
    """What a field holds."""

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


TYPE_LABELS: Mapping[FieldType, Bilingual] = {
    FieldType.TEXT: Bilingual("文本", "text"),
    FieldType.CODE: Bilingual("代码", "a code"),
    FieldType.DATE: Bilingual("日期", "a date"),
    FieldType.INSTANT: Bilingual("日期和时间", "a date with a time"),
    FieldType.INTEGER: Bilingual("整数", "a whole number"),
    FieldType.NUMBER: Bilingual("数", "a number"),
    FieldType.BOOL: Bilingual("是或否", "yes or no"),
    FieldType.LIST_OF_CODE: Bilingual("代码列表", "a list of codes"),
    FieldType.LIST_OF_TEXT: Bilingual("文本列表", "a list of texts"),
    FieldType.EVENTS: Bilingual("事件列表", "a list of events"),
}

LISTS = frozenset({FieldType.LIST_OF_CODE, FieldType.LIST_OF_TEXT, FieldType.EVENTS})


class Blank(StrEnum):
    """What an empty cell means. VALUE stands for the value named beside it."""

    UNKNOWN = "unknown"
    NONE = "none"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a subject.

    `safe` fields may stand in reports as they are; the others appear by their length only, and those that are
    `screened` once their personal data can be masked. `planned` dates name a day to come, such as one set in a
    notice; the others say what happened. `codes` are the short codes with their Chinese labels.
    """

    name: str
    type: FieldType
    zh: str
    safe: bool
    screened: bool = False
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    blank: Blank = Blank.UNKNOWN
    blank_value: object = None
    about: str = ""
    planned: bool = False

    @property
    def en(self) -> str:
        """The English label: the name in words."""
        return self.name.replace("_", " ")

    def code(self, text: str) -> str | None:
        """The code that `text`, a code or its Chinese label, stands for."""
        if text in self.codes:
            return text
        plain = unicodedata.normalize("NFKC", text)
        return next((c for c, label in self.codes.items() if unicodedata.normalize("NFKC", label) == plain), None)

    @property
    def label(self) -> Bilingual:
        """The label in both languages."""
        return Bilingual(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of record.

    `governing` are the fields that place a record in time, the first one filled in governs; `dated` is false for
    subjects that describe a state. A whole number among them is a year and stands for its last day.
    """

    name: str
    label: Bilingual
    about: str
    governing: tuple[str, ...]
    dated: bool
    fields: Mapping[str, Field]
    clocks: Mapping[str, Clock]

    def by_label(self) -> dict[str, Field]:
        """Fields by Chinese label and alias."""
        found: dict[str, Field] = {}
        for item in self.fields.values():
            for label in (item.zh, *item.aliases):
                found.setdefault(label, item)
        return found


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All subjects by name."""

    subjects: Mapping[str, Subject]

    def __getitem__(self, name: str) -> Subject:
        return self.subjects[name]
