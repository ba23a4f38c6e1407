"""The JSON Schemas of `gkrules-detect/1` and `gkrules-mask/1`."""

from __future__ import annotations

from typing import Any, get_args

from gkrules.detectors import DISCLOSURE_KINDS, SPAN_TYPES
from gkrules.detectors.span import REASONS
from gkrules.files.content import Where
from gkrules.files.finding import DETECT_SCHEMA, MASK_SCHEMA

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_COUNT = {"type": "integer", "minimum": 0}
_PLACE = {"type": "integer", "minimum": 1}
_PLACES = {"type": "array", "items": _PLACE}
_FLAG = {"type": "boolean"}
_MARK = {"const": True}


def detect_schema() -> dict[str, Any]:
    """The schema of `gkrules detect -f json` (JSON Schema 2020-12)."""
    names = ("files", "unreadable", "passed_over", "findings", "must_deidentify", "lists", "lists_uncompared")
    counts = dict.fromkeys(names, _COUNT)
    types = {"type": "object", "propertyNames": {"enum": list(SPAN_TYPES)}, "additionalProperties": _COUNT}
    read = _closed({"file": _TEXT, "digest": _TEXT, "findings": _list("finding")}, {"notes": _list("words")})
    return _schema(
        DETECT_SCHEMA,
        "Personal data in files: places, types and reasons, never a value",
        {
            "counts": _closed({**counts, "types": types}),
            "files": {"type": "array", "items": {"anyOf": [read, {"$ref": "#/$defs/unreadable"}]}},
            "lists": _list("list"),
        },
        {"list": _person_list()},
    )


def mask_schema() -> dict[str, Any]:
    """The schema of `gkrules mask -f json` (JSON Schema 2020-12)."""
    masked = _closed(
        {"file": _TEXT, "output": _TEXT, "changes": _list("finding"), "left": _list("finding")},
        {"notes": _list("words")},
    )
    files = {"type": "array", "items": {"anyOf": [masked, {"$ref": "#/$defs/unreadable"}]}}
    return _schema(MASK_SCHEMA, "What masking changed in files, and what it had to leave", {"files": files}, {})


def _schema(name: str, title: str, own: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    head = {"schema": {"const": name}, "kind": {"enum": list(DISCLOSURE_KINDS)}, "detectors": _TEXT}
    shared = {
        "words": _closed({"zh": _TEXT, "en": _TEXT}),
        "unreadable": _closed({"file": _TEXT, "error": {"$ref": "#/$defs/words"}}),
        "finding": _finding(),
    }
    body = _closed({**head, **own, "passed_over": _TEXTS})
    return {"$schema": _DRAFT, "title": f"{name}: {title}", **body, "$defs": {**shared, **defs}}


def _finding() -> dict[str, Any]:
    return _closed(
        {
            "where": {"enum": list(get_args(Where))},
            "type": {"enum": list(SPAN_TYPES)},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            "reason": {"enum": list(REASONS)},
            "must_deidentify": _FLAG,
        },
        {
            "at": _TEXT, "line": _PLACE, "hidden": _MARK, "rule": _TEXT, "checksum_valid": _FLAG, "advise": _MARK,
            "fixed": _MARK,
        },
    )  # fmt: skip


def _person_list() -> dict[str, Any]:
    named = _closed({"file": _TEXT, "list": _PLACE, "rows": _PLACE, "rows_at": _PLACES, "columns": _TEXTS})
    return _closed(
        {
            "file": _TEXT, "list": _PLACE, "rows": _COUNT, "k": _COUNT, "threshold": {"type": "integer", "minimum": 2},
            "rows_below": _COUNT, "rows_below_at": _PLACES, "columns": _TEXTS, "causes": _TEXTS,
        },
        {"disclosed": _COUNT, "named_elsewhere": {"type": "array", "items": named, "minItems": 1}},
    )  # fmt: skip


def _closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
