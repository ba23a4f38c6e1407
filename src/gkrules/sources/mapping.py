"""A mapping file: which header stands for which field, how an id is made, and what holds for every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.language.names import nearest
from gkrules.language.reading import Reading
from gkrules.records.cells import CellFault, read_cell
from gkrules.records.model import Dictionary, Subject
from gkrules.sources.files import read_settings, shown_path
from gkrules.yaml_tree import Mapping as Tree
from gkrules.yaml_tree import Node, Place, Scalar, YamlFile

_KEYS = ("subject", "columns", "id", "constants", "ignore")
_ID_KEYS = ("from", "join", "prefix")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Headers of a source in the words of the data dictionary.

    An id is the cells of `id_columns` joined by `id_join` behind `id_prefix`, in which `{source}` stands for the name
    of the file without its ending.
    """

    subject: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    id_columns: tuple[str, ...] = ()
    id_join: str = "|"
    id_prefix: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


def read_mapping(path: Path, dictionary: Dictionary, subject: str | None) -> ColumnMapping:
    """The mapping in a YAML file. Raises RuleError with all its faults, SourceError when it cannot be read.

    `subject` is the subject that the source is read as, where the file itself names none.
    """
    try:
        text = read_settings(path, "mapping file", "对照文件").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(
            f"{shown_path(path)}: the mapping file cannot be read: it is not UTF-8",
            f"{shown_path(path)}：对照文件不是UTF-8编码，请另存为UTF-8",
        ) from None
    file = YamlFile(shown_path(path), text, private=True)
    mapping = _read(Reading(file), file.parse(), dictionary, subject)
    file.raise_if_faulty()
    return mapping


def _read(reading: Reading, tree: Node | None, dictionary: Dictionary, subject: str | None) -> ColumnMapping:
    if tree is None and reading.file.diagnostics:
        return ColumnMapping()
    entries = reading.mapping(tree, "a mapping file", _KEYS, ()).entries
    named = reading.text(entries.get("subject"), "subject") or subject
    if named is None or named not in dictionary.subjects:
        reading.fault(
            "GK128", f"unknown subject {named!r}" if named else "the mapping names no subject",
            entries.get("subject") or Place(1, 1),
            dictionary.hint(named),
        )  # fmt: skip
        return ColumnMapping()
    known = dictionary[named]
    id_entries = reading.mapping(entries["id"], "id", _ID_KEYS, ("from",)).entries if "id" in entries else {}
    join = id_entries.get("join")
    return ColumnMapping(
        named,
        _columns(reading, entries.get("columns"), known),
        reading.texts(id_entries.get("from"), "from"),
        join.text if isinstance(join, Scalar) else "|",
        reading.text(id_entries.get("prefix"), "prefix") or "",
        _constants(reading, entries.get("constants"), known),
        frozenset(reading.texts(entries.get("ignore"), "ignore")),
    )


def _columns(reading: Reading, node: Node | None, subject: Subject) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, Tree):
        reading.fault("GK120", "columns is a mapping of headers to fields", node)
        return {}
    labels = subject.by_label()
    found: dict[str, str] = {}
    for header, value in node:
        name = reading.text(value, "a field")
        field_found = subject.fields.get(name or "") or labels.get(name or "")
        if field_found is None:
            near = nearest(name or "", [*subject.fields, *labels])
            hint = f"did you mean {near!r}?" if near else None
            reading.fault("GK210", f"{subject.name} has no field {name!r}", value, hint)
        elif field_found.name in found.values():
            reading.fault("GK106", f"two headers stand for {field_found.name}", value, "keep one of them")
        else:
            found[header] = field_found.name
    return found


def _constants(reading: Reading, node: Node | None, subject: Subject) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, Tree):
        reading.fault("GK120", "constants is a mapping of fields to values", node)
        return {}
    found = {}
    for name, value in node:
        item = subject.fields.get(name) or subject.by_label().get(name)
        raw = reading.text(value, name)
        if item is None:
            near = nearest(name, [*subject.fields, *subject.by_label()])
            hint = f"did you mean {near!r}?" if near else None
            reading.fault("GK210", f"{subject.name} has no field {name!r}", node.keys[name], hint)
        elif raw is not None:
            try:
                read_cell(item, raw)
                found[item.name] = raw
            except CellFault as fault:
                reading.fault("GK212", f"this cannot be the value of {item.name}: {fault.reason.en}", value)
    return found
