"""Reading YAML: a list of records, one record in each document, or lists of records by subject.

Scalars stay the text that was written, so that no date, number or `no` is turned into something else; only a plain
`null`, `~` or nothing is an empty cell. Anchors, aliases, tags and merge keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from gkrules.errors import SourceError
from gkrules.sources.keyed import DEEPEST, Pairs, Tree, document_rows, row, subject_of
from gkrules.sources.rows import Row
from gkrules.sources.text import header_text

MAX_CHARACTERS = 50_000_000
MAX_VALUES = 2_000_000

_NULLS = frozenset({"", "null", "~", "Null", "NULL"})
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class YamlFault(Exception):  # noqa: N818 - becomes a SourceError, or the flaw of one file of a folder
    """A YAML text that cannot be read: where (from 1), and what is the matter, without a word of the text."""

    def __init__(self, line: int, column: int, zh: str, en: str) -> None:
        self.line = line
        self.column = column
        self.zh = zh
        self.en = en
        super().__init__(en)


def read_yaml(data: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a YAML file; their lines are where the records start.

    Raises SourceError for what is no YAML in UTF-8, for anchors, aliases and tags, and for too large a file.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SourceError(
            f"{name}: not UTF-8 at byte offset {fault.start}; YAML has to be saved in UTF-8",
            f"{name}：偏移{fault.start}字节处不是UTF-8；YAML须以UTF-8编码保存",
        ) from None
    rows: list[Row] = []
    try:
        for document in documents(text):
            rows += _rows(document, name, len(rows) + 1)
    except YamlFault as fault:
        raise SourceError(
            f"{name}: line {fault.line}, column {fault.column}: {fault.en}",
            f"{name}：第{fault.line}行第{fault.column}列：{fault.zh}",
        ) from None
    return tuple(rows)


def _rows(document: Tree, name: str, first: int) -> list[Row]:
    """The rows of one document: itself one record, or see `document_rows`. An empty document has none."""
    if document is None:
        return []
    if isinstance(document, Pairs):
        keys = {header_text(key) for key, _ in document}
        if "records" not in keys and not any(map(subject_of, keys)):
            return [row(first, document)]
    return document_rows(document, name, first)


def documents(text: str) -> Iterator[Tree]:
    """The documents of a YAML text, one after another. Raises YamlFault."""
    if len(text) > MAX_CHARACTERS:
        raise YamlFault(
            1, 1, f"超过{MAX_CHARACTERS:,}个字符；请改用JSON Lines或CSV",
            f"more than {MAX_CHARACTERS:,} characters; use JSON Lines or CSV",
        )  # fmt: skip
    try:
        yield from _Builder().build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(
            mark.line + 1 if mark else 1, mark.column + 1 if mark else 1,
            "不是正确的YAML（多为缩进、冒号后缺空格或引号未闭合）；含“: ”“#”或以[]{}*&!|>%@开头的内容请加引号",
            "not valid YAML (often the indent, a missing space after a colon, or an open quote); quote values that "
            "hold ': ' or '#' or start with one of [ ] { } * & ! | > % @",
        ) from None  # fmt: skip
    except (yaml.YAMLError, UnicodeEncodeError):
        found = _UNREADABLE.search(text)
        before = text[: found.start()] if found else ""
        raise YamlFault(
            before.count("\n") + 1, len(before) - before.rfind("\n"),
            "含有YAML不允许的字符（控制字符）；请删除", "a character that YAML does not allow (a control character)",
        ) from None  # fmt: skip


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen, opened by `event`; `key` is the key that awaits its value."""

    items: list[Any]
    is_mapping: bool
    event: Any
    key: str | None = None
    awaits_value: bool = False


class _Builder:
    """Builds documents from the parser's events with a stack of its own, so that depth cannot exhaust C's."""

    def __init__(self) -> None:
        self.values = 0
        self.stack: list[_Open] = []
        self._root: Tree = None

    def build(self, events: Any) -> Iterator[Tree]:
        """The documents of the events. Raises YamlFault for what is refused."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._count(event)
                plain = event.style in (None, "")
                if self._add(None if plain and event.value in _NULLS else event.value, event):
                    yield self._root
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._open(event)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                closed = self.stack.pop()
                if self._add(closed.items, closed.event):
                    yield self._root
            elif isinstance(event, yaml.AliasEvent):
                raise _fault(
                    event, "不允许使用别名（*名称）；请写出内容", "aliases (*name) are not allowed; write the value out"
                )

    def _count(self, event: Any) -> None:
        """Count a value and refuse what it may not bear."""
        self.values += 1
        if self.values > MAX_VALUES:
            raise _fault(
                event, f"超过{MAX_VALUES:,}个值；请改用JSON Lines或CSV",
                f"more than {MAX_VALUES:,} values; use JSON Lines or CSV",
            )  # fmt: skip
        if event.anchor:
            raise _fault(event, "不允许使用锚点（&名称）", "anchors (&name) are not allowed; write the value out")
        if event.tag and event.tag != "!":
            raise _fault(event, "不允许使用标签（!名称）", "tags (!name) are not allowed")

    def _open(self, event: Any) -> None:
        self._count(event)
        if len(self.stack) >= DEEPEST:
            raise _fault(event, f"嵌套超过{DEEPEST}层", f"nested deeper than {DEEPEST}")
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        items: list[Any] = Pairs() if is_mapping else []
        if isinstance(items, Pairs):
            items.line = event.start_mark.line + 1
        self.stack.append(_Open(items, is_mapping, event))

    def _add(self, value: Tree, event: Any) -> bool:
        """Put a value where it belongs; whether it is a whole document."""
        if not self.stack:
            self._root = value
            return True
        around = self.stack[-1]
        if not around.is_mapping:
            around.items.append(value)
        elif around.awaits_value:
            around.items.append((around.key, value))
            around.awaits_value = False
        else:
            if not isinstance(value, str):
                raise _fault(event, "键应为文字", "a key must be text")
            if value == "<<" and event.style in (None, ""):
                raise _fault(event, "不允许使用合并键（<<）", "merge keys (<<) are not allowed; write the keys out")
            around.key, around.awaits_value = value, True
        return False


def _fault(event: Any, zh: str, en: str) -> YamlFault:
    return YamlFault(event.start_mark.line + 1, event.start_mark.column + 1, zh, en)
