"""Records of typed values, for callers that have them already: nothing is converted, everything is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from gkrules.deadlines.trace import CaseEvent
from gkrules.records.model import LISTS, Blank, Dictionary, Field, FieldType, Subject
from gkrules.records.record import UNKNOWN, Record, Value, listed_days


def typed_record(record: object, dictionary: Dictionary, subjects: set[str]) -> Record:
    """The record as it stands. An absent key is unknown; None is an empty cell and read as the dictionary says.

    Raises TypeError for a value of another type than its field, ValueError for an unknown field, code or subject.
    """
    name, given = given_values(record)
    if name is None and len(subjects) == 1:
        name = next(iter(subjects))
    if name is None or name not in dictionary.subjects:
        raise ValueError(f"a record names its subject; this one names {name!r}; {dictionary.hint(name)}")
    values = {key: value for key, value in TypedReader(dictionary[name]).read(given).items() if key != "subject"}
    record_id = values.pop("id", "")
    return Record(name, record_id if isinstance(record_id, str) else "", values, listed=listed_days(values))


def given_values(record: object) -> tuple[str | None, Mapping[str, Any]]:
    """The subject that a dict or a model names, and its values as given. Raises TypeError for anything else."""
    if type(record) is dict:
        return record.get("subject"), record
    if isinstance(record, BaseModel):
        given, filled = record.__dict__, record.model_fields_set
        if record.model_extra:
            given = {name: getattr(record, name) for name in filled}
        elif len(given) > len(filled):
            given = {name: given[name] for name in filled}
        return getattr(type(record), "gkrules_subject", None), given
    if isinstance(record, Mapping):
        return record.get("subject"), dict(record)
    raise TypeError("a record is a dict or a record model")


class TypedReader:
    """Checks the values of records of one subject; what needs no reading is left as it stands."""

    __slots__ = ("_codes", "_types", "events", "subject")

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._types: dict[str, type] = {
            name: _PLAIN[field.type]
            for name, field in subject.fields.items()
            if field.type in _PLAIN and not field.codes
        }
        self._types["subject"] = str
        self._codes: dict[str, frozenset[str]] = {
            name: frozenset(field.codes)
            for name, field in subject.fields.items()
            if field.type is FieldType.CODE and field.codes
        }
        self.events = tuple(name for name, field in subject.fields.items() if field.type is FieldType.EVENTS)

    def read(self, given: Mapping[str, Any]) -> Mapping[str, Value]:
        """The values as records hold them, the subject and the id among them; `given` itself where nothing differs.

        Raises as `typed_record` does.
        """
        plain, codes = self._types.get, self._codes
        values: dict[str, Value] | None = None
        for key, value in given.items():
            if value.__class__ is plain(key):
                continue
            if key in codes and value.__class__ is str and value in codes[key]:
                continue
            if key == "subject":
                continue
            values = dict(given) if values is None else values
            field = self.subject.fields.get(key)
            if field is None:
                raise ValueError(f"{self.subject.name} has no field {key!r}")
            values[key] = _value(field, value)
        return given if values is None else values


def _value(field: Field, value: object) -> Value:
    if value is None:
        if field.blank is Blank.UNKNOWN:
            return UNKNOWN
        if field.blank is Blank.VALUE:
            return field.blank_value  # type: ignore[return-value]
        return () if field.type in LISTS else None
    if not _CHECKS[field.type](value):
        raise TypeError(f"{field.name} is {field.type}; {type(value).__name__} is not")
    if field.codes and field.type is not FieldType.EVENTS:
        codes = (value,) if isinstance(value, str) else value
        wrong = next((code for code in codes if code not in field.codes), None)  # type: ignore[attr-defined]
        if wrong is not None:
            raise ValueError(f"a value of {field.name} is none of its codes: {', '.join(field.codes)}")
    if isinstance(value, Decimal):
        return Fraction(value)
    if field.type is FieldType.EVENTS:
        return tuple(_event(field, item) for item in value)  # type: ignore[attr-defined]
    return tuple(value) if isinstance(value, list | tuple | set | frozenset) else value  # type: ignore[return-value]


def _event(field: Field, item: object) -> CaseEvent:
    item = item.model_dump() if isinstance(item, BaseModel) else item
    if isinstance(item, CaseEvent):
        event = item
    elif isinstance(item, Mapping) and {"type", "on"} <= item.keys() <= {"type", "on", "party", "days"}:
        event = CaseEvent(item["on"], item["type"], item.get("party") or "", item.get("days"))
    else:
        raise TypeError("an event is {type, on, party, days}")
    if type(event.on) is not date or not isinstance(event.days, int | None):
        raise TypeError("an event's on is a date and its days a whole number")
    if event.type not in field.codes:
        raise ValueError(f"an event's type is one of {', '.join(field.codes)}")
    return event


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset) and all(isinstance(v, str) for v in value)


_PLAIN: Mapping[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.CODE: str,
    FieldType.DATE: date,
    FieldType.INTEGER: int,
    FieldType.BOOL: bool,
}
"""The types of which a value is right by its class alone."""

_CHECKS: Mapping[FieldType, Callable[[object], bool]] = {
    FieldType.TEXT: lambda v: isinstance(v, str),
    FieldType.CODE: lambda v: isinstance(v, str),
    FieldType.DATE: lambda v: type(v) is date,
    FieldType.INSTANT: lambda v: isinstance(v, datetime) or type(v) is date,
    FieldType.INTEGER: _is_whole,
    FieldType.NUMBER: lambda v: _is_whole(v) or isinstance(v, Fraction) or (isinstance(v, Decimal) and v.is_finite()),
    FieldType.BOOL: lambda v: isinstance(v, bool),
    FieldType.LIST_OF_CODE: _is_texts,
    FieldType.LIST_OF_TEXT: _is_texts,
    FieldType.EVENTS: lambda v: isinstance(v, list | tuple),
}
