"""Loads the data dictionary from the subject files that stand beside this module, one file per subject."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock, Delay, Extension, Pause, Receipt, Reset, Window
from gkrules.deadlines.limit import Limit
from gkrules.records.model import Blank, Dictionary, Field, FieldType, Subject
from gkrules.yaml_tree import Mapping, Node, Place, Scalar, Sequence, YamlFile

_SHARED = "_codes.yaml"
_TRUE_FALSE = {"true": True, "false": False}


@cache
def dictionary() -> Dictionary:
    """The data dictionary that ships with gkrules. Raises RuleError when a subject file is wrong."""
    folder = resources.files("gkrules.records") / "subjects"
    texts = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir() if item.name.endswith(".yaml")}
    shared = {name: _texts(node) for name, node in _parse(_SHARED, texts.pop(_SHARED)).root}
    return Dictionary({name.removesuffix(".yaml"): _parse(name, texts[name]).subject(shared) for name in sorted(texts)})


def _parse(name: str, text: str) -> _SubjectFile:
    file = YamlFile(f"records/subjects/{name}", text)
    tree = file.parse()
    if tree is not None and not isinstance(tree, Mapping):
        file.report("GK110", "a file of the data dictionary is a mapping", tree.place)
    file.raise_if_faulty()
    assert isinstance(tree, Mapping), "checked above"
    return _SubjectFile(file, tree, name.removesuffix(".yaml"))


class _SubjectFile:
    """One subject file; a fault in it is a fault of the release, told with its place."""

    def __init__(self, file: YamlFile, root: Mapping, name: str) -> None:
        self.file = file
        self.root = root
        self.name = name

    def subject(self, shared: dict[str, dict[str, str]]) -> Subject:
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
            _text(root["about"]),
            governing,
            _text(root["time"]) == "dated",
            built,
            {n: _clock(n, self.name, c) for n, c in clocks} if isinstance(clocks, Mapping) else {},
        )

    def _field(self, name: str, node: Node, shared: dict[str, dict[str, str]]) -> Field:
        assert isinstance(node, Mapping), "a field is a mapping"
        entries = node.entries
        kind = FieldType(_text(entries["type"]))
        codes = entries.get("codes")
        table: dict[str, str] = {}
        if codes is not None:
            table = shared[codes.text] if isinstance(codes, Scalar) else _texts(codes)
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
            _text(entries["about"]) if "about" in entries else "",
            "planned" in entries,
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
    return Blank.VALUE, _TRUE_FALSE[text] if kind is FieldType.BOOL else text


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


def _list(node: Node | None) -> list[str]:
    if node is None:
        return []
    assert isinstance(node, Sequence), "a list is expected"
    return [_text(item) for item in node.items]
