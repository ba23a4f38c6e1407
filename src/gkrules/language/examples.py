"""Reads the inline examples of a rule: a record as it would stand in a table, and the outcome expected of it."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from datetime import date

from gkrules.language.names import nearest
from gkrules.language.params import read_value
from gkrules.language.reading import Reading
from gkrules.language.rule import Example, Param, ParamValue
from gkrules.records.model import Subject
from gkrules.yaml_tree import Mapping, Node, Scalar, Sequence

OUTCOMES = ("pass", "violation", "pending", "undetermined", "not_applicable")
_KEYS = ("name", "record", "as_of", "expect", "params")
EXPECTATIONS = ("outcome", "missing", "start", "due", "earliest", "latest", "met", "state", "left", "overrun")


def read_examples(
    reading: Reading, node: Node | None, subject: Subject, params: MappingType[str, Param], default_day: date | None
) -> list[Example]:
    """The examples of one rule. `default_day` is the as-of date where an example names none."""
    found = []
    for item in reading.items(node, "examples"):
        root = reading.mapping(item, "an example", _KEYS, ("name", "record", "expect"))
        name = reading.text(root.entries.get("name"), "name")
        day = reading.day(root.entries.get("as_of"), "as_of") or default_day
        record = _record(reading, root.entries.get("record"), subject)
        expect = _expect(reading, root.entries.get("expect"))
        own = _params(reading, root.entries.get("params"), params)
        if day is None:
            reading.fault("GK141", "this pack has no end, so an example names its as_of", item)
        if name is not None and day is not None and expect:
            found.append(Example(name, record, day, expect, reading.file.name, item.place.line, own))
    return found


def _record(reading: Reading, node: Node | None, subject: Subject) -> dict[str, object]:
    if not isinstance(node, Mapping):
        if node is not None:
            reading.fault("GK120", "record is a mapping of fields", node)
        return {}
    labels = subject.by_label()
    record: dict[str, object] = {}
    for key, value in node:
        field = subject.fields.get(key) or labels.get(key)
        if field is None:
            near = nearest(key, [*subject.fields, *labels])
            reading.fault(
                "GK210", f"unknown field {key!r}", node.keys[key], f"did you mean {near!r}?" if near else None
            )
        else:
            record[field.name] = _raw(value)
    return record


def _raw(node: Node) -> object:
    """A node as a cell: null is an empty one."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence(items=items):
            return [_raw(item) for item in items]
        case Mapping(entries=entries):
            return {key: _raw(value) for key, value in entries.items()}


def _expect(reading: Reading, node: Node | None) -> dict[str, object]:
    if node is None:
        return {}
    if isinstance(node, Scalar):
        entries: dict[str, Node] = {"outcome": node}
    else:
        entries = reading.mapping(node, "expect", EXPECTATIONS, ("outcome",)).entries
    expect: dict[str, object] = {}
    for key, value in entries.items():
        raw = _raw(value)
        if key == "outcome" and raw not in OUTCOMES:
            reading.fault("GK125", f"an outcome is one of {', '.join(OUTCOMES)}", value)
        expect[key] = raw
    return expect


def _params(reading: Reading, node: Node | None, known: MappingType[str, Param]) -> dict[str, ParamValue]:
    if not isinstance(node, Mapping):
        if node is not None:
            reading.fault("GK120", "params is a mapping of names", node)
        return {}
    found = {}
    for name, value in node:
        read = read_value(value)
        if name not in known or read is None or read[0] is not known[name].type:
            reading.fault("GK126", f"{name!r} is no parameter of this rule, or of another type", value)
        else:
            found[name] = read[1]
    return found
