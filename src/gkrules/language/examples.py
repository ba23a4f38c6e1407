"""Reads the inline examples of a rule: a record as it would stand in a table, and the outcome expected of it."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from datetime import date

from gkrules.language.names import nearest
from gkrules.language.params import read_value
from gkrules.language.reading import Reading
from gkrules.language.rule import Example, Param, ParamValue
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Subject
from gkrules.yaml_tree import Mapping, Node, Scalar, Sequence

OUTCOMES = ("pass", "violation", "pending", "undetermined", "not_applicable")
_KEYS = ("name", "record", "records", "with", "rejected", "roster", "window", "group", "as_of", "expect", "params")
EXPECTATIONS = (
    "outcome", "missing", "start", "due", "earliest", "latest", "met", "state", "left", "overrun",
    "least", "most", "short_by", "found", "members",
)  # fmt: skip


def read_examples(
    reading: Reading, node: Node | None, subject: Subject, params: MappingType[str, Param], default_day: date | None
) -> list[Example]:
    """The examples of one rule. `default_day` is the as-of date where an example names none."""
    found = []
    for item in reading.items(node, "examples"):
        entries = reading.mapping(item, "an example", _KEYS, ("name", "expect")).entries
        if entries and ("record" in entries) == ("records" in entries):
            reading.fault("GK141", "an example has either a record or, for groups, records", item)
        name = reading.text(entries.get("name"), "name")
        day = reading.day(entries.get("as_of"), "as_of") or default_day
        expect = _expect(reading, entries.get("expect"))
        if day is None:
            reading.fault("GK141", "this pack has no end, so an example names its as_of", item)
        if name is None or day is None or not expect:
            continue
        found.append(
            Example(
                name=name,
                records=_judged(reading, entries, subject),
                as_of=day,
                expect=expect,
                file=reading.file.name,
                line=item.place.line,
                params=_params(reading, entries.get("params"), params),
                others=_others(reading, entries.get("with")),
                rejected=_records(reading, entries.get("rejected"), "rejected", subject),
                group=_texts(reading, entries.get("group"), "group"),
                roster=reading.texts(entries.get("roster"), "roster"),
                window=reading.window(entries["window"], "window") if "window" in entries else None,
            )
        )
    return found


def _judged(reading: Reading, entries: MappingType[str, Node], subject: Subject) -> tuple[dict[str, object], ...]:
    """The record that is judged, or the records that make groups; each has an id."""
    if "record" in entries:
        return ({"id": "example", **_record(reading, entries["record"], subject)},)
    records = _records(reading, entries.get("records"), "records", subject)
    return tuple({"id": f"r{number}", **record} for number, record in enumerate(records, start=1))


def _others(reading: Reading, node: Node | None) -> dict[str, tuple[dict[str, object], ...]]:
    """Records of other subjects; a subject without any is there and empty."""
    found = {}
    for name, records in _items_of(reading, node, "with"):
        if name not in dictionary().subjects:
            near = nearest(name, dictionary().subjects)
            at = node.keys[name] if isinstance(node, Mapping) else records
            reading.fault("GK128", f"unknown subject {name!r}", at, f"did you mean {near!r}?" if near else None)
            continue
        rows = _records(reading, records, name, dictionary()[name])
        found[name] = tuple({"id": f"{name}-{number}", **row} for number, row in enumerate(rows, start=1))
    return found


def _records(reading: Reading, node: Node | None, what: str, subject: Subject) -> tuple[dict[str, object], ...]:
    return tuple(_record(reading, item, subject) for item in reading.items(node, what))


def _items_of(reading: Reading, node: Node | None, what: str) -> list[tuple[str, Node]]:
    if node is not None and not isinstance(node, Mapping):
        reading.fault("GK120", f"{what} is a mapping", node)
    return list(node) if isinstance(node, Mapping) else []


def _texts(reading: Reading, node: Node | None, what: str) -> dict[str, str]:
    found = {name: reading.text(value, name) for name, value in _items_of(reading, node, what)}
    return {name: text for name, text in found.items() if text is not None}


def _record(reading: Reading, node: Node | None, subject: Subject) -> dict[str, object]:
    labels = subject.by_label()
    record: dict[str, object] = {}
    for key, value in _items_of(reading, node, "a record"):
        field = subject.fields.get(key) or labels.get(key)
        if field is None:
            near = nearest(key, [*subject.fields, *labels])
            at = node.keys[key] if isinstance(node, Mapping) else value
            reading.fault("GK210", f"unknown field {key!r}", at, f"did you mean {near!r}?" if near else None)
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
    found = {}
    for name, value in _items_of(reading, node, "params"):
        read = read_value(value)
        if name not in known or read is None or read[0] is not known[name].type:
            reading.fault("GK126", f"{name!r} is no parameter of this rule, or of another type", value)
        else:
            found[name] = read[1]
    return found
