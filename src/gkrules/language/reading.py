"""Takes checked pieces out of a YAML tree; every fault is kept with its place and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as MappingType
from datetime import date
from enum import StrEnum
from typing import TypeVar

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Window
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Node as Expression
from gkrules.language.ir import Type
from gkrules.language.names import nearest
from gkrules.language.rule import Param
from gkrules.yaml_tree import Mapping, Node, Place, Scalar, Sequence, YamlFile

OPEN = "open"
"""Written for an end of a window that there is not."""

E = TypeVar("E", bound=StrEnum)
_SCRIPTS = {"zh": ("Chinese character", re.compile("[\u3400-\u9fff]")), "en": ("Latin letter", re.compile("[A-Za-z]"))}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Reading:
    """One YAML file while its pieces are taken out."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def fault(self, code: str, message: str, at: Node | Place, help: str | None = None) -> None:  # noqa: A002
        """Keep a fault at a node."""
        self.file.report(code, message, at if isinstance(at, Place) else at.place, help)

    def mapping(self, node: Node | None, what: str, allowed: Collection[str], required: Collection[str]) -> Mapping:
        """`node` as a mapping with known keys; an empty one when it is none (the fault is kept)."""
        if not isinstance(node, Mapping):
            self.fault("GK120", f"{what} is a mapping of {', '.join(allowed)}", node or Place(1, 1))
            return Mapping({}, {}, node.place if node else Place(1, 1))
        for key, place in node.keys.items():
            if key not in allowed:
                near = nearest(key, allowed)
                hint = f"did you mean {near!r}?" if near else f"{what} has: {', '.join(allowed)}"
                value = node.entries.get(key)
                if isinstance(value, Scalar) and value.is_null and not value.text:
                    hint = "a comma inside { } ends a value: put text that holds one in quotes"
                self.fault("GK121", f"unknown key {key!r} in {what}", place, hint)
        for key in required:
            if key not in node.entries:
                self.fault("GK122", f"{what} lacks {key!r}", node)
        return node

    def items(self, node: Node | None, what: str) -> Iterator[Node]:
        """The members of a list."""
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.fault("GK120", f"{what} is a list", node)
            return
        yield from node.items

    def text(self, node: Node | None, what: str) -> str | None:
        """Text that is not empty."""
        if node is None:
            return None
        if not isinstance(node, Scalar) or node.is_null or not node.text.strip():
            self.fault("GK120", f"{what} is text", node)
            return None
        return node.text.strip()

    def texts(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of texts."""
        found = [self.text(item, what) for item in self.items(node, what)]
        return tuple(t for t in found if t is not None)

    def bilingual(self, node: Node | None, what: str) -> Bilingual:
        """Text in both languages: the Chinese one has Chinese characters, the English one Latin letters."""
        if node is None:
            return Bilingual("", "")
        entries = self.mapping(node, what, ("zh", "en"), ("zh", "en")).entries
        texts = {language: self.text(entries.get(language), f"{what} {language}") for language in _SCRIPTS}
        for language, (script, letter) in _SCRIPTS.items():
            words = _PLACEHOLDER.sub("", texts[language] or "").strip()
            if words and not letter.search(words):
                self.fault("GK153", f"{what} {language} has no {script}: translate it", entries[language])
        return Bilingual(texts["zh"] or "", texts["en"] or "")

    def day(self, node: Node | None, what: str) -> date | None:
        """A calendar day, written YYYY-MM-DD."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        if _ISO.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        self.fault("GK123", f"{what} is a day written YYYY-MM-DD", node)
        return None

    def window(self, node: Node | None, what: str) -> Window:
        """Days `from` and `to`, both included; without one, or where it says `open`, it is open."""
        if node is None:
            return Window()
        entries = self.mapping(node, what, ("from", "to"), ()).entries
        first, last = (
            None if isinstance(end, Scalar) and end.text == OPEN else self.day(end, f"{what} {name}")
            for name, end in (("from", entries.get("from")), ("to", entries.get("to")))
        )
        if first is not None and last is not None and last < first:
            self.fault("GK124", f"{what} ends before it begins, so the rule can never apply", node)
        return Window(first, last)

    def word(self, node: Node | None, what: str, words: type[E], default: E) -> E:
        """One of a closed list of words."""
        text = self.text(node, what)
        if text is None or node is None:
            return default
        if text in {w.value for w in words}:
            return words(text)
        listed = ", ".join(w.value for w in words)
        near = nearest(text, [w.value for w in words])
        hint = f"did you mean {near!r}?" if near else None
        self.fault("GK125", f"{what} is one of {listed}", node, hint)
        return default

    def expression(self, node: Node | None, what: str, scope: Scope, expected: frozenset[Type]) -> Expression | None:
        """An expression of the rule language."""
        text = self.text(node, what)
        if text is None or not isinstance(node, Scalar):
            return None
        scope.faults.clear()
        parsed = parse_expression(node.text, scope, expected=expected)
        for fault in scope.faults:
            place = self._inside(node, fault.start, fault.width)
            message = fault.message if place is not node.place else f"{fault.message} (in {what})"
            self.fault(fault.code, message, place, fault.help)
        return parsed

    def parameter(self, node: Node | None, what: str, wanted: Type, params: MappingType[str, Param]) -> str | None:
        """The name of a parameter of type `wanted`, written `params.name`."""
        text = self.text(node, what)
        if text is None or node is None:
            return None
        if not text.startswith("params."):
            self.fault(
                "GK133", f"{what} names a parameter, such as params.term", node,
                "every number of a rule is a parameter with its source",
            )  # fmt: skip
            return None
        param = params.get(text[7:])
        if param is None:
            near = nearest(text[7:], params)
            hint = f"did you mean {near!r}?" if near else f"params has: {', '.join(params) or 'nothing'}"
            self.fault("GK217", f"unknown parameter {text[7:]!r}", node, hint)
            return None
        if param.type is not wanted:
            self.fault("GK133", f"{what} needs a parameter of type {wanted}, not {param.type}", node)
            return None
        return param.name

    def _inside(self, node: Scalar, start: int, width: int) -> Place:
        """The place of a part of a scalar, where the scalar stands on one line as it is."""
        line = self.file.lines[node.place.line - 1]
        begin = node.place.column - 1
        for shift in (0, 1):
            if line[begin + shift : begin + shift + len(node.text)] == node.text:
                return Place(node.place.line, begin + shift + start + 1, width)
        return node.place
