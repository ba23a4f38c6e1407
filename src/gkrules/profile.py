"""A profile (`gkrules.yaml`): a body's parameters, its kind and roster, what blanks mean there, and its calendar."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.calendar import AnnouncedYear, Calendar, Holiday
from gkrules.errors import SourceError
from gkrules.language.names import nearest
from gkrules.language.params import read_value
from gkrules.language.reading import Reading
from gkrules.language.rule import ParamValue
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank
from gkrules.sources.files import read_settings, shown_path
from gkrules.sources.pseudonyms import KEY_LENGTH
from gkrules.yaml_tree import Mapping as Tree
from gkrules.yaml_tree import Node, Scalar, YamlFile

_KEYS = ("body", "roster", "params", "blanks", "calendar", "pseudonym_key")
_SECRET = re.compile(r"(?<=pseudonym_key)(['\"]?\s*:\s*).*")
_BODY_KEYS = ("name", "kind", "aliases")
_CALENDAR_KEYS = ("days_off", "working_days", "years")
_YEAR_KEYS = ("year", "notice", "holidays")
_HOLIDAY_KEYS = ("name", "from", "to", "make_up")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a body states of itself. `params` are by rule id and name; `kinds` are kinds of body by name or alias.

    `roster` are the names of the bodies that are expected to be there, the body itself where no roster is given;
    `aliases` lead from their other names to these. `pseudonym_key` makes the pseudonyms of ids that are personal data.
    """

    digest: str = ""
    kind: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    roster: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, Mapping[str, ParamValue]] = field(default_factory=dict)
    blanks: Mapping[str, Blank] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar.china)
    pseudonym_key: str | None = field(default=None, repr=False)


def read_profile(path: Path) -> Profile:
    """The profile in a YAML file. Raises RuleError with all its faults, SourceError when it cannot be read."""
    try:
        data = read_settings(path, "profile", "单位配置")
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(
            f"{shown_path(path)}: the profile cannot be read: it is not UTF-8",
            f"{shown_path(path)}：单位配置不是UTF-8编码，请另存为UTF-8",
        ) from None
    file = YamlFile(shown_path(path), text, private=True)
    file.lines = _without_secret(file.lines)
    reading = Reading(file)
    tree = file.parse()
    if tree is None:
        file.raise_if_faulty()
        return Profile(digest=_digest(data))
    entries = reading.mapping(tree, "a profile", _KEYS, ()).entries
    bodies = _bodies(reading, entries)
    params = _params(reading, entries.get("params"))
    profile = Profile(
        _digest(data), *bodies, params, _blanks(reading, entries.get("blanks")),
        _calendar(reading, entries.get("calendar")), _pseudonym_key(reading, entries.get("pseudonym_key")),
    )  # fmt: skip
    file.raise_if_faulty()
    return profile


def _without_secret(lines: list[str]) -> list[str]:
    """The lines for the excerpts of faults, without the key: what stands behind its name, and below it."""
    shown, below = [], False
    for line in lines:
        below = (below and (not line.strip() or line[:1].isspace())) or False
        if below:
            shown.append("")
            continue
        shown.append(_SECRET.sub(r"\1***", line))
        below = "pseudonym_key" in line
    return shown


def _pseudonym_key(reading: Reading, node: Node | None) -> str | None:
    """The key of pseudonyms; a fault never quotes it."""
    if node is None:
        return None
    if not isinstance(node, Scalar) or len(node.text) < KEY_LENGTH:
        reading.fault("GK125", f"pseudonym_key is a text of at least {KEY_LENGTH} characters", node)
        return None
    return node.text


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _bodies(
    reading: Reading, entries: Mapping[str, Node]
) -> tuple[str | None, dict[str, str], tuple[str, ...], dict[str, str]]:
    """The own body's kind, kinds by name and alias, the expected bodies, and aliases with their names."""
    kinds: dict[str, str] = {}
    aliases: dict[str, str] = {}
    names: dict[str, list[str]] = {"body": [], "roster": []}
    own = None
    for where in names:
        nodes = (
            reading.items(entries.get(where), where) if where == "roster" else [n for n in [entries.get(where)] if n]
        )
        for node in nodes:
            body = reading.mapping(node, "a body", _BODY_KEYS, ("name", "kind")).entries
            name, kind = reading.text(body.get("name"), "name"), reading.text(body.get("kind"), "kind")
            if not name or not kind:
                continue
            others = reading.texts(body.get("aliases"), "aliases")
            kinds.update(dict.fromkeys((name, *others), kind))
            names[where].append(name)
            own = kind if where == "body" else own
            for other in others:
                if aliases.setdefault(other, name) != name:
                    reading.fault("GK149", f"the alias {other!r} stands for two bodies", node)
    for other in [other for other in aliases if other in names["roster"]]:
        reading.fault("GK149", f"{other!r} is a body of the roster and the alias of another", entries["roster"])
    return own, kinds, tuple(dict.fromkeys(names["roster"] or names["body"])), aliases


def _params(reading: Reading, node: Node | None) -> dict[str, dict[str, ParamValue]]:
    found: dict[str, dict[str, ParamValue]] = {}
    if node is None:
        return found
    if not isinstance(node, Tree):
        reading.fault("GK120", "params is a mapping of rule ids", node)
        return found
    for rule, values in node:
        if not isinstance(values, Tree):
            reading.fault("GK120", f"params of {rule} is a mapping of names to values", values)
            continue
        for name, value in values:
            read = read_value(value)
            if read is None:
                reading.fault("GK126", f"the value of {name} cannot be read", value)
            else:
                found.setdefault(rule, {})[name] = read[1]
    return found


def _blanks(reading: Reading, node: Node | None) -> dict[str, Blank]:
    found: dict[str, Blank] = {}
    if node is None:
        return found
    if not isinstance(node, Tree):
        reading.fault("GK120", "blanks is a mapping of subject.field to unknown or none", node)
        return found
    names = {f"{s.name}.{name}" for s in dictionary().subjects.values() for name in s.fields}
    for name, value in node:
        if name not in names:
            near = nearest(name, names)
            hint = f"did you mean {near!r}?" if near else None
            reading.fault("GK210", f"unknown field {name!r}; write subject.field", node.keys[name], hint)
            continue
        word = reading.word(value, name, Blank, Blank.UNKNOWN)
        if word is Blank.VALUE:
            reading.fault("GK125", f"{name} is unknown or none", value)
        found[name] = word
    return found


def _calendar(reading: Reading, node: Node | None) -> Calendar:
    calendar = Calendar.china()
    if node is None:
        return calendar
    entries = reading.mapping(node, "calendar", _CALENDAR_KEYS, ()).entries
    off = _days(reading, entries.get("days_off"), "days_off")
    working = _days(reading, entries.get("working_days"), "working_days")
    years = [y for y in (_year(reading, n) for n in reading.items(entries.get("years"), "years")) if y]
    try:
        return calendar.with_additions(days_off=off, working_days=working, years=years)
    except (ValueError, TypeError) as error:
        reading.fault("GK144", str(error), node)
        return calendar


def _days(reading: Reading, node: Node | None, what: str) -> list[date]:
    return [d for d in (reading.day(item, what) for item in reading.items(node, what)) if d is not None]


def _year(reading: Reading, node: Node) -> AnnouncedYear | None:
    entries = reading.mapping(node, "a year", _YEAR_KEYS, _YEAR_KEYS).entries
    year, notice = reading.text(entries.get("year"), "year"), reading.text(entries.get("notice"), "notice")
    if not year or not (year.isascii() and year.isdigit() and len(year) == 4) or notice is None:
        reading.fault("GK144", "a year is written with four digits", node)
        return None
    holidays = [h for h in (_holiday(reading, n) for n in reading.items(entries.get("holidays"), "holidays")) if h]
    return AnnouncedYear(int(year), tuple(holidays), (notice,))


def _holiday(reading: Reading, node: Node) -> Holiday | None:
    entries = reading.mapping(node, "a holiday", _HOLIDAY_KEYS, ("name", "from", "to")).entries
    first, last = reading.day(entries.get("from"), "from"), reading.day(entries.get("to"), "to")
    name = reading.text(entries.get("name"), "name")
    if first is None or last is None or name is None:
        return None
    return Holiday(Bilingual(name, name), first, last, tuple(_days(reading, entries.get("make_up"), "make_up")))
