"""JSON Schema of a subject's records, made from the data dictionary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank, Field, FieldType, Subject

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_DAY = r"(?:19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}"
_TIME = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DECIMAL = r"^[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?$"


def record_schema(subject: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record of `subject`, such as `record_schema("document")`.

    It describes typed values: codes, not labels, and days as YYYY-MM-DD; null is an empty cell, and a key that is not
    there an absent column. Under `x-gkrules` a field says what an empty cell means (`blank`, with its `value`), whether
    reports show it (`reports`: as_is or length), other headers (`aliases`) and the labels of its codes (`codes`).
    Raises KeyError for an unknown subject.
    """
    entry = dictionary()[subject]
    return {
        "$schema": DRAFT,
        "$id": f"urn:gkrules:record:{entry.name}",
        "title": entry.label.zh,
        "description": f"{entry.label.en}: {entry.about.en}",
        "type": "object",
        "properties": {"subject": {"const": entry.name}, **{n: _property(f) for n, f in entry.fields.items()}},
        "required": ["id"],
        "additionalProperties": False,
        "x-gkrules": _of_subject(entry),
    }


def _of_subject(subject: Subject) -> dict[str, Any]:
    return {
        "subject": subject.name,
        "label": subject.label.as_dict(),
        "about": subject.about.as_dict(),
        "governing": list(subject.governing),
        "time": "dated" if subject.dated else "state",
        "relations": {
            r.name: {"subject": r.other, "own": r.own, "key": r.key, "many": r.many, "about": r.about.as_dict()}
            for r in subject.relations.values()
        },
    }


def _property(field: Field) -> dict[str, Any]:
    value = {"type": "string", "minLength": 1} if field.name == "id" else _nullable(_VALUES[field.type](field))
    return {"title": field.zh, "description": field.about.en, **value, "x-gkrules": _of_field(field)}


def _nullable(value: dict[str, Any]) -> dict[str, Any]:
    """The same, or null for an empty cell."""
    types = value["type"]
    value["type"] = [*([types] if isinstance(types, str) else types), "null"]
    if "enum" in value:
        value["enum"] = [*value["enum"], None]
    return value


def _of_field(field: Field) -> dict[str, Any]:
    about: dict[str, Any] = {"type": field.type.value, "about": field.about.as_dict()}
    about["blank"] = field.blank.value
    if field.blank is Blank.VALUE:
        whole = field.type in (FieldType.INTEGER, FieldType.NUMBER)
        about["value"] = int(str(field.blank_value)) if whole else field.blank_value
    about["reports"] = "as_is" if field.safe else "length"
    if field.planned:
        about["planned"] = True
    if field.aliases:
        about["aliases"] = list(field.aliases)
    if field.codes:
        about["codes"] = dict(field.codes)
    return about


def _codes(field: Field) -> dict[str, Any]:
    return {"type": "string", "enum": list(field.codes)}


def _events(field: Field) -> dict[str, Any]:
    """A list of events: what happened, on which day, with which party; the days of an extension."""
    event = {
        "type": "object",
        "properties": {
            "type": _codes(field),
            "on": _date(field),
            "party": {"type": ["string", "null"]},
            "days": {"type": ["integer", "null"]},
        },
        "required": ["type", "on"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": event}


def _date(_: Field) -> dict[str, Any]:
    return {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}


_VALUES: Mapping[FieldType, Callable[[Field], dict[str, Any]]] = {
    FieldType.TEXT: lambda _: {"type": "string"},
    FieldType.CODE: _codes,
    FieldType.DATE: _date,
    FieldType.INSTANT: lambda _: {"type": "string", "pattern": f"^{_DAY}(?:{_TIME})?$"},
    FieldType.INTEGER: lambda _: {"type": "integer"},
    FieldType.NUMBER: lambda _: {"type": ["number", "string"], "pattern": _DECIMAL},
    FieldType.BOOL: lambda _: {"type": "boolean"},
    FieldType.LIST_OF_CODE: lambda field: {"type": "array", "items": _codes(field)},
    FieldType.LIST_OF_TEXT: lambda _: {"type": "array", "items": {"type": "string"}},
    FieldType.EVENTS: _events,
}
