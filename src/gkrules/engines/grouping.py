"""Which groups a rule judges: the period, the groups that must be there, and the records that make them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from gkrules.deadlines.clock import Window
from gkrules.engines.governing import has_not_happened, lies_ahead, placed_on
from gkrules.engines.meaning import evaluate
from gkrules.engines.reference import applies_to
from gkrules.engines.setting import Setting
from gkrules.language.kinds import Grouping, GroupKey, Roster
from gkrules.language.rule import Rule, Version
from gkrules.records.dictionary import dictionary
from gkrules.records.record import Record

KeyValues = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its key values in the order of the rule's keys, and its period, both days included."""

    keys: tuple[tuple[str, str], ...]
    first: date
    last: date

    def describe(self) -> dict[str, str]:
        """The keys and the period, as reports carry them."""
        return {**dict(self.keys), "from": self.first.isoformat(), "to": self.last.isoformat()}


@dataclass(frozen=True, slots=True)
class Placed:
    """A record of a group. `belongs` is False where it is not certain that it is of the population."""

    record: Record
    belongs: bool


@dataclass(slots=True)
class Membership:
    """The records of one group, and the rows that may be of it: rejected ones and those without a readable key."""

    members: list[Placed] = field(default_factory=list)
    strays: list[Record] = field(default_factory=list)


def period_of(version: Version, setting: Setting) -> Window | None:
    """The days over which the version judges groups: the window of the run, within the days it is in force.

    Without a window it runs to the end of its pack, and for packs without an end over the year of the as-of date. None
    where they have no day in common.
    """
    force, window = version.in_force, setting.window
    year = Window(date(setting.as_of.year, 1, 1), date(setting.as_of.year, 12, 31))
    if window is None:
        window = Window(None, setting.pack_end) if setting.pack_end is not None else year
    first = max((d for d in (force.first, window.first) if d), default=None)
    last = min((d for d in (force.last, window.last) if d), default=None)
    last = last or year.last
    assert last is not None, "a year has a last day"
    first = first or date(last.year, 1, 1)
    return Window(first, last) if first <= last else None


def memberships(
    rule: Rule, version: Version, grouping: Grouping, period: Window, setting: Setting
) -> dict[KeyValues, Membership]:
    """The groups of one version over `period`, those that must be there included, in a fixed order."""
    population = setting.world.population(rule.subject)
    expected = expected_groups(rule, version, grouping, setting)
    groups: dict[KeyValues, Membership] = {keys: Membership() for keys in expected or ()}
    strays: list[tuple[Record, list[KeyValues | None]]] = []
    for record in population.records:
        inside = belongs(record, rule, version, period, setting)
        if inside is False:
            continue
        keys = [_asked(key, grouping, _values(key, record, setting), setting) for key in grouping.keys]
        if None in keys:
            strays.append((record, keys))
            continue
        for combination in itertools.product(*(k for k in keys if k is not None)):
            groups.setdefault(combination, Membership()).members.append(Placed(record, inside is True))
    strays.extend(
        (record, [_values(key, record, setting) for key in grouping.keys])
        for record in population.rejected
        if belongs(record, rule, version, period, setting) is not False
    )
    if not grouping.keys:
        groups.setdefault((), Membership())
    for record, keys in strays:
        for combination, membership in groups.items():
            if all(known is None or value in known for value, known in zip(combination, keys, strict=True)):
                membership.strays.append(record)
    return dict(sorted(groups.items()))


def _asked(key: GroupKey, grouping: Grouping, values: KeyValues | None, setting: Setting) -> KeyValues | None:
    """The values of a key of which the rule asks: where a list says which there must be, those of the list."""
    source = grouping.expect.get(key.name)
    if values is None or source is None or isinstance(source, Roster):
        return values
    return tuple(value for value in values if value in _listed(source, setting))


def expected_groups(rule: Rule, version: Version, grouping: Grouping, setting: Setting) -> list[KeyValues] | None:
    """The groups that there must be though no record speaks of them; None where the rule expects none.

    The roster is that of the profile. Without one it is the bodies that the records of the subject name.
    """
    if not grouping.expect:
        return None
    sources = []
    for key in grouping.keys:
        source = grouping.expect[key.name]
        sources.append(_roster(rule, version, key, setting) if isinstance(source, Roster) else _listed(source, setting))
    return list(itertools.product(*sources))


def _roster(rule: Rule, version: Version, key: GroupKey, setting: Setting) -> KeyValues:
    bodies: Iterable[str] = setting.roster
    if not setting.roster:
        records = setting.world.population(rule.subject).records
        bodies = sorted({value for record in records for value in _values(key, record, setting) or ()})
    kinds = setting.kinds
    return tuple(b for b in bodies if not version.addressee or kinds.get(b) is None or kinds[b] in version.addressee)


def _listed(name: str, setting: Setting) -> KeyValues:
    values = setting.params[name]
    assert isinstance(values, tuple), "checked when the rule was read"
    return values


def belongs(record: Record, rule: Rule, version: Version, period: Window, setting: Setting) -> bool | None:
    """Whether the record is of the population: placed in the period, addressed, `when`, no exception.

    A state that was observed after the period may have been so in it, or not: nobody knows.
    """
    subject = dictionary()[rule.subject]
    day, missing = placed_on(record, subject, version.governed_by, min(setting.state_day, period.last or date.max))
    if day is None and (not missing or (not version.governed_by and has_not_happened(record, subject, setting.as_of))):
        return False
    if day is not None and lies_ahead(record, subject, day, setting.as_of):
        return False
    observed_later = (
        day is not None
        and not subject.dated
        and not version.governed_by
        and period.last is not None
        and day > period.last
    )
    if day is not None and not period.holds(day) and not observed_later:
        return False
    applies = applies_to(version, record, setting)[0]
    return applies if applies is False or (day is not None and not observed_later) else None


def _values(key: GroupKey, record: Record, setting: Setting) -> KeyValues | None:
    """The values of one key of the record, as text; None where it has none that is known."""
    value = evaluate(key.node, record, setting)
    if value is None or value == ():
        return None
    values = value if isinstance(value, tuple) else (value,)
    return tuple(dict.fromkeys(setting.aliases.get(text, text) for text in map(_text, values)))


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def body_of(keys: Mapping[str, str]) -> str | None:
    """The body that the keys of a group name."""
    return next((keys[name] for name in ("institution", "issuer") if name in keys), None)
