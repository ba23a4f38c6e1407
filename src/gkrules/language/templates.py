"""Templates: duties of one shape, written once with parameters that each pack binds; and their expansion to rules."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from enum import StrEnum

from gkrules.bilingual import Bilingual
from gkrules.language.names import nearest
from gkrules.language.reading import Reading
from gkrules.yaml_tree import Mapping, Node, Place, Scalar, Sequence, YamlFile

_WHOLE = re.compile(r"\$([a-z_]+)")
_INSIDE = re.compile(r"\$\{([a-z_]+)(?:\.(zh|en))?\}")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Kind(StrEnum):
    """What may be bound to a parameter of a template."""

    CONDITION = "condition"
    NAME = "name"
    VALUE = "value"
    WORDS = "words"
    LIST = "list"
    MAPPING = "mapping"


_SHAPES = {
    Kind.CONDITION: (Scalar, "a condition, written as text"),
    Kind.NAME: (Scalar, "one word, such as a subject or a field"),
    Kind.VALUE: (Scalar | Sequence, "a number, a day, a length of time, a share, a text or a list of texts"),
    Kind.WORDS: (Mapping, "words in both languages: {zh: …, en: …}"),
    Kind.LIST: (Sequence, "a list"),
    Kind.MAPPING: (Mapping, "a mapping"),
}


@dataclass(frozen=True, slots=True)
class TemplateParam:
    """One parameter of a template. Without a binding `default` stands for it; an optional one leaves its key out."""

    name: str
    kind: Kind
    about: Bilingual
    default: Node | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A rule whose parts are parameters: `$name` stands for what is bound, `${name}` for its text inside a text."""

    name: str
    about: Bilingual
    params: MappingType[str, TemplateParam]
    rule: Mapping


def read_templates(file: YamlFile) -> dict[str, Template]:
    """The templates of one file, by name. Faults are kept in `file`."""
    tree = file.parse()
    if tree is None:
        return {}
    reading = Reading(file)
    root = reading.mapping(tree, "a template file", ("templates",), ("templates",))
    found: dict[str, Template] = {}
    for item in reading.items(root.entries.get("templates"), "templates"):
        template = _template(reading, item)
        if template is not None:
            if template.name in found:
                reading.fault("GK150", f"the template {template.name!r} stands twice", item)
            found[template.name] = template
    return found


def _template(reading: Reading, node: Node) -> Template | None:
    entries = reading.mapping(
        node, "a template", ("name", "about", "params", "rule"), ("name", "about", "rule")
    ).entries
    name, rule = reading.text(entries.get("name"), "name"), entries.get("rule")
    params: dict[str, TemplateParam] = {}
    given = entries.get("params")
    for key, value in given if isinstance(given, Mapping) else ():
        own = reading.mapping(
            value, f"the parameter {key}", ("kind", "about", "default", "optional"), ("kind", "about")
        ).entries
        kind = reading.word(own.get("kind"), "kind", Kind, Kind.VALUE)
        optional = "optional" in own and reading.text(own["optional"], "optional") == "true"
        about = reading.bilingual(own.get("about"), "about")
        params[key] = TemplateParam(key, kind, about, own.get("default"), optional)
    if name is None or not isinstance(rule, Mapping):
        return None
    if not _NAME.fullmatch(name):
        reading.fault("GK150", "a template's name is lower-case letters, digits and -", entries["name"])
    for used, at in _used(rule):
        if used not in params:
            near = nearest(used, params)
            reading.fault("GK150", f"unknown parameter {used!r}", at, f"did you mean {near!r}?" if near else None)
    return Template(name, reading.bilingual(entries.get("about"), "about"), params, rule)


def _used(node: Node) -> list[tuple[str, Node]]:
    """The parameters that a template names, with the places where it does."""
    match node:
        case Scalar(text=text):
            whole = _WHOLE.fullmatch(text)
            return [(whole[1], node)] if whole else [(match[1], node) for match in _INSIDE.finditer(text)]
        case Sequence(items=items):
            return [found for item in items for found in _used(item)]
        case Mapping(entries=entries):
            return [found for value in entries.values() for found in _used(value)]


def expand(
    reading: Reading, rule: Mapping, templates: MappingType[str, Template]
) -> tuple[Mapping, str | None, dict[str, str]]:
    """The rule with its template filled in, the template's name, and what was bound, as text.

    What the rule says itself goes before what the template says; its `params` are added to the template's.
    """
    name_node = rule.entries.get("template")
    own = {key: node for key, node in rule.entries.items() if key not in ("template", "with")}
    name = reading.text(name_node, "template")
    if name is None or name_node is None:
        if "with" in rule.entries:
            reading.fault("GK151", "with binds the parameters of a template: name it", rule.entries["with"])
        return rule, None, {}
    template = templates.get(name)
    if template is None:
        near = nearest(name, templates)
        hint = f"did you mean {near!r}?" if near else f"templates: {', '.join(templates) or 'none'}"
        reading.fault("GK151", f"there is no template {name!r}", name_node, hint)
        return Mapping(own, rule.keys, rule.place), name, {}
    bound = _bindings(reading, rule, template, name_node)
    filled = _filled(template.rule, bound, name_node.place)
    assert isinstance(filled, Mapping), "a template's rule is a mapping"
    entries = filled.entries | own
    theirs, mine = filled.entries.get("params"), own.get("params")
    if isinstance(theirs, Mapping) and isinstance(mine, Mapping):
        entries["params"] = Mapping(theirs.entries | mine.entries, theirs.keys | mine.keys, mine.place)
    keys = dict.fromkeys(entries, name_node.place) | {key: rule.keys[key] for key in own}
    told = {key: _as_text(node) for key, node in bound.items() if node is not None}
    return Mapping(entries, keys, rule.place), name, told


def _bindings(reading: Reading, rule: Mapping, template: Template, at: Node) -> dict[str, Node | None]:
    """What stands for each parameter; None where an optional one is not bound."""
    node = rule.entries.get("with")
    given: dict[str, Node] = {}
    if node is not None:
        given = reading.mapping(node, f"with, for the template {template.name}", tuple(template.params), ()).entries
    bound: dict[str, Node | None] = {}
    for name, param in template.params.items():
        value = given.get(name, param.default)
        shape, words = _SHAPES[param.kind]
        if value is not None and not isinstance(value, shape):
            reading.fault("GK152", f"{name} is {words}", value if name in given else at)
            value = None
        elif value is None and not param.optional and name not in given:
            reading.fault("GK152", f"the template {template.name} needs {name!r}: {param.about.en}", node or at)
        if value is not None and param.kind is Kind.WORDS:
            reading.bilingual(value, name)
        bound[name] = value
    return bound


def _filled(node: Node, bound: MappingType[str, Node | None], place: Place) -> Node | None:
    """The node with parameters filled in, placed where the rule names its template; None where nothing is bound."""
    match node:
        case Scalar(text=text, plain=plain):
            whole = _WHOLE.fullmatch(text)
            if whole:
                return bound.get(whole[1])
            return Scalar(_INSIDE.sub(lambda match: _inserted(match, bound), text), plain, place)
        case Sequence(items=items):
            kept = [_filled(item, bound, place) for item in items]
            return Sequence(tuple(item for item in kept if item is not None), place)
        case Mapping(entries=entries):
            found = {key: _filled(value, bound, place) for key, value in entries.items()}
            there = {key: value for key, value in found.items() if value is not None}
            return Mapping(there, dict.fromkeys(there, place), place)


def _inserted(match: re.Match[str], bound: MappingType[str, Node | None]) -> str:
    value = bound.get(match[1])
    if match[2] and isinstance(value, Mapping):
        value = value.entries.get(match[2])
    return value.text if isinstance(value, Scalar) else ""


def _as_text(node: Node) -> str:
    """What was bound, as it may be shown beside that of another pack."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return ", ".join(map(_as_text, items))
        case Mapping(entries=entries) if entries.keys() == {"zh", "en"}:
            return " / ".join(map(_as_text, entries.values()))
        case Mapping(entries=entries):
            return ", ".join(f"{key}: {_as_text(value)}" for key, value in entries.items())
