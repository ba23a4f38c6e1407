"""What the data dictionary says: subjects, their fields and codes, blanks, relations, and the clocks on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
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

MAX_NAME = 80
"""The longest name, in characters, that a nearest one is looked for."""

LISTS = frozenset({FieldType.LIST_OF_CODE, FieldType.LIST_OF_TEXT, FieldType.EVENTS})


class Blank(StrEnum):
    """What an empty cell means. VALUE stands for the value named beside it."""

    UNKNOWN = "unknown"
    NONE = "none"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a subject.

    `safe` fields may stand in reports, names of bodies and posts with personal data masked; the others appear by their
    length only, and those that are `screened` with personal data masked. `planned` dates name a day to come, such as
    one set in a notice; the others say what happened. `codes` are the short codes with their Chinese labels,
    `code_aliases` what else is written for them and the code that it stands for. `about` says what the field holds.
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
    about: Bilingual = Bilingual("", "")  # noqa: RUF009 - it is frozen
    planned: bool = False
    code_aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def en(self) -> str:
        """The English label: the name in words."""
        return self.name.replace("_", " ")

    def code(self, text: str) -> str | None:
        """The code that `text`, a code or its Chinese label, stands for."""
        if text in self.codes:
            return text
        return _alike(text, ((label, code) for code, label in self.codes.items()))

    def code_in_cell(self, text: str) -> str | None:
        """The code that `text` stands for in a cell, where other words than the label are written too."""
        return self.code(text) or _alike(text, self.code_aliases.items())

    @property
    def label(self) -> Bilingual:
        """The label in both languages."""
        return Bilingual(self.zh, self.en)


def _alike(text: str, codes: Iterable[tuple[str, str]]) -> str | None:
    """The code whose word is `text`, full-width and half-width characters being the same."""
    plain = unicodedata.normalize("NFKC", text)
    return next((code for word, code in codes if unicodedata.normalize("NFKC", word) == plain), None)


class Match(StrEnum):
    """How the key of a record finds the records it points at."""

    EQUAL = "equal"
    NAME_AND_YEAR = "name_and_year"


@dataclass(frozen=True, slots=True)
class Relation:
    """The records of another subject that belong to a record of `subject`.

    They are those whose field `key` equals the record's field `own`; where either is a list, those that have a member
    in common. `many` is false for a path to one record. With NAME_AND_YEAR the years of both must agree too.
    `about` says in words which records these are.
    """

    name: str
    subject: str
    other: str
    own: str
    key: str
    many: bool
    match: Match = Match.EQUAL
    about: Bilingual = Bilingual("", "")  # noqa: RUF009 - it is frozen


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of record.

    `about` says what one record is. `governing` are the fields that place a record in time, the first one filled in
    governs; `dated` is false for subjects that describe a state. A whole number among them is a year and stands for its
    last day. `relations` lead to the records of other subjects that belong to a record.
    """

    name: str
    label: Bilingual
    about: Bilingual
    governing: tuple[str, ...]
    dated: bool
    fields: Mapping[str, Field]
    clocks: Mapping[str, Clock]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    _labels: dict[str, Field] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for item in self.fields.values():
            for label in (item.zh, *item.aliases):
                self._labels.setdefault(label, item)

    def by_label(self) -> Mapping[str, Field]:
        """Fields by Chinese label and alias."""
        return self._labels


class Dictionary:
    """All subjects by name; each is read when it is first asked for."""

    def __init__(self, names: Iterable[str], read: Callable[[str], Subject]) -> None:
        self.subjects: Mapping[str, Subject] = _Subjects(tuple(names), read)

    def __getitem__(self, name: str) -> Subject:
        return self.subjects[name]

    def hint(self, name: str | None) -> str:
        """What to write instead of `name`, which is no subject: the nearest one, else the list of all."""
        from difflib import get_close_matches  # here, because only an error needs it

        wanted = name[:MAX_NAME] if isinstance(name, str) else ""
        labelled = next((s.name for s in self.subjects.values() if wanted == s.label.zh), None)
        near = [labelled] if labelled else get_close_matches(wanted, self.subjects, n=1)
        return f"did you mean {near[0]!r}?" if near else f"subjects: {', '.join(self.subjects)}"


class _Subjects(Mapping[str, Subject]):
    def __init__(self, names: tuple[str, ...], read: Callable[[str], Subject]) -> None:
        self._names = names
        self._read = read
        self._known: dict[str, Subject] = {}

    def __getitem__(self, name: str) -> Subject:
        found = self._known.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            found = self._known[name] = self._read(name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
