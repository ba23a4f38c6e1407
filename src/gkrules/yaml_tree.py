"""YAML text as a tree of nodes that know their place, with the traps of YAML refused instead of guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from gkrules.errors import Diagnostic, RuleError

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 24
MAX_NODES = 200_000

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHINESE_COLON = re.compile(r"\s*(?:- +)?[\w.-]+：")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: line and column from 1, in characters, and how many characters it takes."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written. `plain` is false when it stood in quotes or as a block."""

    text: str
    plain: bool
    place: Place

    @property
    def is_null(self) -> bool:
        """Whether nothing, `null` or `~` was written."""
        return self.plain and self.text in ("", "null", "~", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their nodes, in the order written; keys are text and differ from each other."""

    entries: dict[str, Node]
    keys: dict[str, Place]
    place: Place

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return iter(self.entries.items())


Node = Scalar | Sequence | Mapping


class YamlFile:
    """One YAML text with its name and lines, and the faults found in it so far.

    Of a `private` one, which is no rule file, faults quote nothing that is personal data.
    """

    def __init__(self, name: str, text: str, *, private: bool = False) -> None:
        self.name = name
        self.private = private
        self.text = text
        self.lines = _BREAK.split(text)  # where YAML breaks lines
        self.diagnostics: list[Diagnostic] = []

    def report(self, code: str, message: str, place: Place, help: str | None = None) -> None:  # noqa: A002
        """Keep one fault; reading goes on so that all faults are told at once."""
        line = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        if self.private:
            from gkrules.detectors.bare import blotted  # here, because only an error needs it

            line, message, help = blotted(line), blotted(message), blotted(help) if help else None  # noqa: A001
        self.diagnostics.append(Diagnostic(code, message, self.name, place.line, place.column, place.width, line, help))

    def faults(self) -> list[Diagnostic]:
        """Every fault kept, each once, in the order of their places."""
        return sorted(dict.fromkeys(self.diagnostics), key=lambda d: (d.line, d.column, d.code))

    def raise_if_faulty(self) -> None:
        """Raise RuleError with every fault kept, in the order of their places."""
        if self.diagnostics:
            raise RuleError(self.faults())

    def parse(self) -> Node | None:
        """The tree of the file; None when it is empty or cannot be read (the fault is then kept).

        Refused: anchors and aliases, tags, several documents, a key twice, keys that are not text, merge keys,
        nesting deeper than 24, more than 200,000 nodes or 2,000,000 characters.
        """
        if len(self.text) > MAX_CHARACTERS:
            self.report("GK101", f"the file has more than {MAX_CHARACTERS:,} characters", Place(1, 1))
            return None
        try:
            return _Builder(self).build()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            self.report("GK102", f"this is not YAML: {error.problem or error.context}", place, _hint(self, place))
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            reason = str(getattr(error, "reason", "")) or "unreadable character"
            self.report("GK102", f"this is not YAML: {reason}", _unreadable(self.text))
        except _RefusedError:
            pass
        return None


class _RefusedError(Exception):
    """Reading stops here; the reason has been kept."""


def _unreadable(text: str) -> Place:
    """The place of the first character that YAML cannot hold."""
    found = _UNREADABLE.search(text)
    before = _BREAK.split(text[: found.start()]) if found else [""]
    return Place(len(before), len(before[-1]) + 1)


def _hint(file: YamlFile, place: Place) -> str | None:
    line = file.lines[place.line - 1] if place.line <= len(file.lines) else ""
    if "\t" in line:
        return "YAML does not allow tabs for indentation; use spaces"
    for number in (place.line, place.line - 1):
        if _CHINESE_COLON.match(file.lines[number - 1] if 0 < number <= len(file.lines) else ""):
            return f"a Chinese colon stands on line {number}; YAML needs ': '"
    return "quote a value that holds ': ', '#', or starts with one of [ ] { } * & ! | > % @"


class _Builder:
    """Builds the tree from the parser's events with a stack of its own, so that depth cannot exhaust C's."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.nodes = 0

    def build(self) -> Node | None:
        root: Node | None = None
        stack: list[_Open] = []
        documents = 0
        for event in yaml.parse(self.file.text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse("GK103", "a second document starts here; one file holds one", event)
            if not isinstance(event, yaml.NodeEvent | yaml.SequenceEndEvent | yaml.MappingEndEvent):
                continue
            node = self._node(event, stack)
            if node is None:
                continue
            if stack:
                stack[-1].add(node, self.file)
            else:
                root = node
        return root

    def _node(self, event: Any, stack: list[_Open]) -> Node | None:
        """The node that `event` completes; None while a list or mapping is still open."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse("GK104", "aliases (*name) are not allowed; write the value out", event)
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            return stack.pop().close()
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse("GK101", f"the file has more than {MAX_NODES:,} values", event)
        if event.anchor:
            self._refuse("GK104", "anchors (&name) are not allowed; write the value out", event)
        place = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            if event.tag and event.tag != "!":
                self._refuse("GK104", f"tags ({event.tag}) are not allowed", event)
            return Scalar(event.value, event.style in (None, ""), place)
        if event.tag:
            self._refuse("GK104", f"tags ({event.tag}) are not allowed", event)
        if len(stack) >= MAX_DEPTH:
            self._refuse("GK101", f"nested deeper than {MAX_DEPTH}", event)
        stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent)))
        return None

    def _refuse(self, code: str, message: str, event: Any) -> None:
        self.file.report(code, message, _place(event))
        raise _RefusedError


def _place(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    width = end.column - start.column if end.line == start.line else 1
    return Place(start.line + 1, start.column + 1, max(1, width))


class _Open:
    """A list or mapping whose end has not been seen."""

    def __init__(self, place: Place, is_mapping: bool) -> None:
        self.place = place
        self.is_mapping = is_mapping
        self.items: list[Node] = []
        self.entries: dict[str, Node] = {}
        self.keys: dict[str, Place] = {}
        self.key: Scalar | None = None
        self.awaits_value = False

    def add(self, node: Node, file: YamlFile) -> None:
        if not self.is_mapping:
            self.items.append(node)
        elif not self.awaits_value:
            self._take_key(node, file)
        else:
            if self.key is not None:
                self.entries[self.key.text] = node
            self.awaits_value = False

    def _take_key(self, node: Node, file: YamlFile) -> None:
        self.key, self.awaits_value = None, True
        if not isinstance(node, Scalar) or node.is_null:
            file.report("GK105", "a key must be text", node.place)
        elif node.plain and node.text == "<<":
            file.report("GK104", "merge keys (<<) are not allowed; write the keys out", node.place)
        elif node.text in self.keys:
            first = self.keys[node.text]
            file.report(
                "GK106",
                f"the key {node.text!r} stands twice (first on line {first.line})",
                node.place,
                "remove one of the two",
            )
        else:
            self.key = node
            self.keys[node.text] = node.place

    def close(self) -> Node:
        if self.is_mapping:
            return Mapping(self.entries, self.keys, self.place)
        return Sequence(tuple(self.items), self.place)
