"""Loads the data dictionary from the subject files that stand beside this module, one file per subject.

An `about` there is one line in both languages, `中文 | English`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock, Delay, Extension, Pause, Receipt, Reset, Window
from gkrules.deadlines.limit import Limit
from gkrules.records.model import Blank, Dictionary, Field, FieldType, Match, Relation, Subject
from gkrules.yaml_tree import Mapping, Node, Place, Scalar, Sequence, YamlFile

_SHARED, _RELATIONS = "_codes.yaml", "_relations.yaml"
_TRUE_FALSE = {"true": True, "false": False}


@cache
def dictionary() -> Dictionary:
    """The data dictionary that ships with gkrules. Raises RuleError when a subject file is wrong."""
    folder = resources.files("gkrules.records") / "subjects"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))

    def text(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    shared = {name: _texts(node) for name, node in _mapping(_parse(_SHARED, text(_SHARED)))}
    relations = _read_relations(_parse(_RELATIONS, text(_RELATIONS)))

    def read(name: str) -> Subject:
        file = f"{name}.yaml"
        return _SubjectFile(*_parse(file, text(file)), name).subject(shared, relations)

    return Dictionary([n.removesuffix(".yaml") for n in names if not n.startswith("_")], read)


def _parse(name: str, text: str) -> tuple[YamlFile, Node]:
    file = YamlFile(f"records/subjects/{name}", text)
    tree = file.parse()
    file.raise_if_faulty()
    assert tree is not None, "no file of the dictionary is empty"
    return file, tree


def _mapping(parsed: tuple[YamlFile, Node]) -> Mapping:
    assert isinstance(parsed[1], Mapping), "a mapping is expected"
    return parsed[1]


def _read_relations(parsed: tuple[YamlFile, Node]) -> list[Relation]:
    """Every relation seen from both sides; the subject `*` stands for every one that has the field."""
    found = []
    for item in _items(parsed[1]):
        entries = item.entries
        (subject, own), (other, key) = (_text(entries[side]).split(".") for side in ("from", "to"))
        match = Match(_text(entries["match"])) if "match" in entries else Match.EQUAL
        about = _bilingual(entries["about"])
        found.append(Relation(_text(entries["one"]), subject, other, own, key, "to_many" in entries, match, about))
        if "many" in entries:
            back = _bilingual(entries["back"])
            found.append(Relation(_text(entries["many"]), other, subject, key, own, True, match, back))
    return found


class _SubjectFile:
    """One subject file; a fault in it is a fault of the release, told with its place."""

    def __init__(self, file: YamlFile, root: Node, name: str) -> None:
        assert isinstance(root, Mapping), "a subject file is a mapping"
        self.file = file
        self.root = root
        self.name = name

    def subject(self, shared: dict[str, dict[str, str]], relations: list[Relation]) -> Subject:
        root = self.root.entries
        label, fields = _texts(root["label"]), root["fields"]
        assert isinstance(fields, Mapping), "fields is a mapping of names"
        built = {name: self._field(name, node, shared) for name, node in fields}
        governing = (_text(root["governing_date"]), *_list(root.get("governing_fallback")))
        clocks = root.get("clocks")
        self._known([*governing], built, self.root.place)
        self.file.raise_if_faulty()
        return Subject(
            self.name,
            Bilingual(label["zh"], label["en"]),
            _bilingual(root["about"]),
            governing,
            _text(root["time"]) == "dated",
            built,
            {n: _clock(n, self.name, c) for n, c in clocks} if isinstance(clocks, Mapping) else {},
            {r.name: r for r in self._relations(relations, built)},
        )

    def _relations(self, relations: list[Relation], fields: dict[str, Field]) -> Iterator[Relation]:
        for relation in relations:
            if relation.subject == self.name:
                yield relation
            elif relation.subject == "*" and relation.own in fields and relation.other != self.name:
                yield replace(relation, subject=self.name)

    def _field(self, name: str, node: Node, shared: dict[str, dict[str, str]]) -> Field:
        assert isinstance(node, Mapping), "a field is a mapping"
        entries = node.entries
        kind = FieldType(_text(entries["type"]))
        codes = entries.get("codes")
        table: dict[str, str] = {}
        if codes is not None:
            table = shared[codes.text] if isinstance(codes, Scalar) else _texts(codes)
        other = entries.get("code_aliases")
        written: dict[str, str] = {}
        if other is not None:
            written = shared[other.text] if isinstance(other, Scalar) else _texts(other)
        blank, value = _blank(entries.get("blank"), kind)
        return Field(
            name,
            kind,
            _text(entries["zh"]),
            _text(entries["holds"]) == "safe",
            "show" in entries,
            tuple(_list(entries.get("aliases"))),
            table,
            blank,
            value,
            _bilingual(entries["about"]),
            "planned" in entries,
            written,
        )

    def _known(self, names: list[str], fields: dict[str, Field], place: Place) -> None:
        for name in names:
            if name not in fields:
                self.file.report("GK110", f"{name!r} is no field of this subject", place)


def _blank(node: Node | None, kind: FieldType) -> tuple[Blank, object]:
    if node is None or _text(node) == "unknown":
        return Blank.UNKNOWN, None
    text = _text(node)
    if text == "none":
        return Blank.NONE, None
    if kind is FieldType.BOOL:
        return Blank.VALUE, _TRUE_FALSE[text]
    numbers = {FieldType.INTEGER: int, FieldType.NUMBER: Fraction}
    return Blank.VALUE, numbers[kind](text) if kind in numbers else text


def _clock(name: str, subject: str, node: Node) -> Clock:
    entries = _entries(node)
    start, extension = _entries(entries["start"]), _entries(entries["extension"])
    receipts = tuple(
        Receipt(
            _window(item),
            frozenset(_list(item.entries.get("on_arrival"))),
            frozenset(_list(item.entries.get("on_confirmation"))),
            _text(item.entries["source"]),
        )
        for item in _items(start["receipt"])
    )
    return Clock(
        name,
        subject,
        _text(entries["about"]),
        _text(start["arrival"]),
        _text(start["channel"]),
        _text(start["confirmation"]),
        receipts,
        tuple((_window(i), Limit.parse(_text(i.entries["limit"]))) for i in _items(entries["limits"])),
        tuple(_reset(item) for item in _items(entries["resets"])),
        tuple(_pause(item) for item in _items(entries["pauses"])),
        Extension(
            _text(extension["told"]),
            _text(extension["days"]),
            tuple((_window(i), int(_text(i.entries["days"]))) for i in _items(extension["most"])),
        ),
        _text(entries["end"]),
        _text(entries["events"]),
        _delay(entries["delay"]) if "delay" in entries else None,
        _text(entries["withdrawn"]) if "withdrawn" in entries else None,
    )


def _delay(node: Node) -> Delay:
    assert isinstance(node, Mapping), "delay is a mapping"
    return Delay(_text(node.entries["told"]), _text(node.entries["only_when"]), _window(node))


def _reset(item: Mapping) -> Reset:
    entries = item.entries
    return Reset(
        _text(entries["notice"]),
        _text(entries["answer"]),
        _window(item),
        _text(entries["stated"]) if "stated" in entries else None,
        _text(entries["received"]) if "received" in entries else None,
        Limit.parse(_text(entries["term"])) if "term" in entries else None,
    )


def _pause(item: Mapping) -> Pause:
    entries = item.entries
    silent = entries.get("silent")
    assert silent is None or isinstance(silent, Mapping), "silent is a mapping"
    return Pause(
        _text(entries["asked"]),
        _text(entries["received"]),
        _text(entries["answered"]),
        _window(item),
        Limit.parse(_text(silent.entries["term"])) if silent else None,
        _window(silent) if silent else Window(),
    )


def _window(item: Mapping) -> Window:
    first, last = item.entries.get("from"), item.entries.get("to")
    return Window(
        date.fromisoformat(_text(first)) if first else None, date.fromisoformat(_text(last)) if last else None
    )


def _items(node: Node) -> Iterator[Mapping]:
    assert isinstance(node, Sequence), "a list is expected"
    for item in node.items:
        assert isinstance(item, Mapping), "a list of mappings is expected"
        yield item


def _entries(node: Node) -> dict[str, Node]:
    assert isinstance(node, Mapping), "a mapping is expected"
    return node.entries


def _text(node: Node) -> str:
    assert isinstance(node, Scalar), "text is expected"
    return node.text


def _texts(node: Node) -> dict[str, str]:
    return {name: _text(item) for name, item in _entries(node).items()}


def _bilingual(node: Node) -> Bilingual:
    zh, en = _text(node).split(" | ")
    return Bilingual(zh, en)


def _list(node: Node | None) -> list[str]:
    if node is None:
        return []
    assert isinstance(node, Sequence), "a list is expected"
    return [_text(item) for item in node.items]
