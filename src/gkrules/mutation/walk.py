"""Walks through a version of a rule and gives it back with one part changed, once for each change there is.

The walk knows nothing of kinds and operators but what stands in the tables of expressions.py and requirements.py.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from gkrules.language.ir import PRESENCE, Apply, FieldRef, FirstOf, Node, Op, PathRef, ThisRef
from gkrules.language.printing import print_expression
from gkrules.mutation.change import Change
from gkrules.records.model import Subject

Variants = Iterator[tuple[Any, Change]]
"""Values that may stand in the place of one, each with the change that it is."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the walk stands.

    `part` is the path of names to it. `subject` is the one whose fields bare names are, `judged` that of the record
    which the rule judges. `dates` gives the date fields that may stand for another one of a subject.
    """

    part: str
    subject: Subject
    judged: Subject
    dates: Callable[[Subject, str], tuple[str, ...]]

    def at(self, part: str) -> Site:
        """The site of a part of this one."""
        return replace(self, part=".".join(filter(None, (self.part, part))))

    def change(self, before: str, after: str, advice: str, *, bare: bool = False) -> Change:
        """A change at this site."""
        return Change(self.part, before, after, advice, bare)


Row = Callable[[Any, Site], Variants]
_NODES = get_args(Node)


@dataclass(frozen=True, slots=True)
class Tables:
    """What the walk does at values: `own` by type, `parts` by type and field; fields in `closed` are left alone.

    `own` of a type gives changes of the value as a whole. A field that has a row in `parts` is changed by that row;
    any other is walked into. `enters` gives the site of a field where names mean something else.
    """

    own: Mapping[type, Row]
    parts: Mapping[tuple[type, str], Callable[[Any, Any, Site], Variants]]
    closed: frozenset[str]
    closed_types: tuple[type, ...]
    enters: Callable[[object, str, Site], Site]


def variants(value: object, site: Site, tables: Tables) -> Variants:
    """`value` with one part of it changed, for each change of each part."""
    row = tables.own.get(type(value))
    if row is not None:
        yield from row(value, site)
    if isinstance(value, tables.closed_types):
        return
    if isinstance(value, tuple):
        yield from _members(value, site, tables)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            for new, change in variants(item, site.at(str(key)), tables):
                yield {**value, key: new}, change
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _fields(value, site, tables)


def _members(value: tuple[object, ...], site: Site, tables: Tables) -> Variants:
    for index, item in enumerate(value):
        inside = site if isinstance(item, _NODES) else replace(site, part=f"{site.part}[{index + 1}]")
        for new, change in variants(item, inside, tables):
            yield (*value[:index], new, *value[index + 1 :]), change


def _fields(value: Any, site: Site, tables: Tables) -> Variants:
    is_node = isinstance(value, _NODES)
    for item in dataclasses.fields(value):
        if item.name in tables.closed:
            continue
        part = getattr(value, item.name)
        inside = tables.enters(value, item.name, site if is_node else site.at(_WRITTEN.get(item.name, item.name)))
        row = tables.parts.get((type(value), item.name))
        found = variants(part, inside, tables) if row is None else row(part, value, inside)
        for new, change in found:
            whole = replace(value, **{item.name: new})
            if _says_twice(whole):
                continue
            yield whole, _told(change, value, whole) if change.bare and is_node else change


def presence_tested(node: object) -> Iterator[str]:
    """The names of the fields of which an expression asks anywhere whether they are there."""
    if isinstance(node, Apply) and node.op in PRESENCE:
        yield from (arg.name for arg in node.args if isinstance(arg, FieldRef | ThisRef | PathRef | FirstOf))
    for part in dataclasses.fields(node) if isinstance(node, _NODES) else ():
        inner = getattr(node, part.name)
        for item in inner if isinstance(inner, tuple) else (inner,):
            yield from presence_tested(item)


def _says_twice(node: object) -> bool:
    """Whether a condition stands twice in one `and` or `or`: then the change is that one of them was dropped."""
    if not isinstance(node, Apply) or node.op not in (Op.AND, Op.OR):
        return False
    return any(arg in node.args[:index] for index, arg in enumerate(node.args))


def _told(change: Change, before: Node, after: Node) -> Change:
    """A bare change as a change of the expression that it stands in."""
    outer = isinstance(before, Apply) and before.op in (Op.AND, Op.OR, Op.NOT)
    if outer:
        return replace(change, bare=False)
    return replace(change, before=print_expression(before), after=print_expression(after), bare=False)


_WRITTEN = {"requirement": "", "condition": "", "start": "from"}
"""Fields whose name in rule files is another one; "" where the file has no name for it."""
