"""Reads the parameters of a rule: numbers, shares, days, lengths of time and lists, each with its source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from gkrules.deadlines.limit import Limit
from gkrules.language.ir import Type
from gkrules.language.reading import Reading
from gkrules.language.rule import Param, ParamValue
from gkrules.records.model import Field
from gkrules.yaml_tree import Mapping, Node, Scalar, Sequence

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%")
_RATIO = re.compile(r"([0-9]{1,6})\s*/\s*([0-9]{1,6})")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

PARAM_TYPES = (
    Type.INTEGER, Type.NUMBER, Type.TEXT, Type.BOOL, Type.DATE, Type.LIMIT, Type.SHARE, Type.LIST_OF_TEXT,
)  # fmt: skip


def read_params(reading: Reading, node: Node | None) -> dict[str, Param]:
    """The parameters of one rule or version, by name."""
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        reading.fault("GK120", "params is a mapping of names", node)
        return {}
    found = {}
    for name, entry in node:
        if not name.isidentifier() or not name.islower():
            reading.fault("GK126", f"a parameter's name is lower-case letters and _, not {name!r}", node.keys[name])
            continue
        param = _param(reading, name, entry)
        if param is not None:
            found[name] = param
    return found


def _param(reading: Reading, name: str, node: Node) -> Param | None:
    what = f"parameter {name}"
    entries = reading.mapping(node, what, ("value", "type", "source", "about"), ("value", "source")).entries
    source = reading.text(entries.get("source"), f"the source of {what}")
    about = reading.bilingual(entries["about"], f"about of {what}") if "about" in entries else None
    value_node = entries.get("value")
    if value_node is None:
        return None
    source = source or ""  # without one the rule is refused, but its name is known
    if isinstance(value_node, Scalar) and value_node.plain and value_node.text == "off":
        kind = reading.text(entries.get("type"), f"the type of {what}")
        if kind not in {t.value for t in PARAM_TYPES}:
            listed = ", ".join(t.value for t in PARAM_TYPES)
            reading.fault("GK126", f"{what} is off, so its type must be named", node, f"types: {listed}")
            return None
        return Param(name, Type(kind), None, source, about)
    read = read_value(value_node)
    if read is None:
        reading.fault(
            "GK126", f"the value of {what} cannot be read", value_node,
            "write 20 working_days, 90%, 9/10, 2021-12-31, a number, text in quotes, or a list of texts",
        )  # fmt: skip
        return None
    return Param(name, read[0], read[1], source, about)


def read_value(node: Node) -> tuple[Type, ParamValue] | None:
    """The type and value of a parameter as written; None when it is none of the known forms."""
    if isinstance(node, Sequence):
        texts = [i.text for i in node.items if isinstance(i, Scalar) and i.text and not i.is_null]
        return (Type.LIST_OF_TEXT, tuple(dict.fromkeys(texts))) if len(texts) == len(node.items) else None
    if not isinstance(node, Scalar) or node.is_null:
        return None
    text = node.text.strip()
    if not node.plain:
        return Type.TEXT, text
    return _plain_value(text)


def _plain_value(text: str) -> tuple[Type, ParamValue] | None:
    if text in ("true", "false"):
        return Type.BOOL, text == "true"
    if _WHOLE.fullmatch(text):
        return Type.INTEGER, int(text)
    if _DECIMAL.fullmatch(text):
        return Type.NUMBER, Fraction(text)
    if _DAY.fullmatch(text):
        try:
            return Type.DATE, date.fromisoformat(text)
        except ValueError:
            return None
    share = _share(text)
    if share is not None:
        return Type.SHARE, share
    try:
        return Type.LIMIT, Limit.parse(text)
    except ValueError:
        pass
    return (Type.TEXT, text) if text and not text[0].isdigit() else None


def _share(text: str) -> Fraction | None:
    percent, ratio = _PERCENT.fullmatch(text), _RATIO.fullmatch(text)
    share = None
    if percent:
        share = Fraction(percent[1]) / 100
    elif ratio and int(ratio[2]):
        share = Fraction(int(ratio[1]), int(ratio[2]))
    return share if share is not None and share <= 1 else None


def written(param: Param) -> int | float | bool | str | list[str] | None:
    """The parameter's value as JSON and YAML hold it: a number, yes or no, a list, else the text it is read from."""
    match param.value:
        case None | bool() | int() | str():
            return param.value
        case tuple():
            return list(param.value)
        case Fraction() if param.type is Type.NUMBER:
            return float(param.value)
        case Fraction():
            percent = param.value * 100
            return f"{percent}%" if percent.denominator == 1 else str(param.value)
        case _:
            return str(param.value)


def as_codes(param: Param, coded: Field) -> tuple[Param, str | None]:
    """The parameter with its texts as codes of `coded`, and the first text that is no code of it."""
    marked = replace(param, coded=coded)
    if param.value is None:
        return marked, None
    value = marked.accepts(param.value)
    if value is None:
        texts = param.value if isinstance(param.value, tuple) else (str(param.value),)
        return marked, next((text for text in texts if coded.code(text) is None), None)
    return replace(marked, value=value), None
