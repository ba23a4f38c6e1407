"""The mutants of a rule: the rule with one small change in one of its parts, its windows or the meaning of blanks."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from gkrules.deadlines.clock import Clock, Window
from gkrules.language.canonical import same_meaning
from gkrules.language.ir import FieldRef
from gkrules.language.kinds import ConsistentPair, DeadlineOnClock, DeadlineTerm, Exists
from gkrules.language.pack import Pack
from gkrules.language.rule import LEDGER_FIELDS, Rule, Version, related_fields, version_fields, version_nodes
from gkrules.mutation.change import Change
from gkrules.mutation.requirements import version_variants
from gkrules.mutation.walk import Site, presence_tested
from gkrules.records.dictionary import dictionary
from gkrules.records.model import LISTS, Blank, FieldType, Subject

_ONE_DAY = timedelta(days=1)
_MOMENTS = (FieldType.DATE, FieldType.INSTANT)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one change. `blanks` says what empty cells mean in its examples, by `subject.field`."""

    rule: Rule
    change: Change
    blanks: Mapping[str, Blank] = field(default_factory=dict)


def mutants_of(rule: Rule, pack: Pack) -> Iterator[Mutant]:
    """Every mutant of `rule`. What its versions have in common is changed in all of them at once."""
    yield from _of_versions(rule, pack)
    yield from _of_windows(rule, pack)
    yield from _of_blanks(rule)


# ── parts of versions ────────────────────────────────────────────────────────────────────────────────────────────


def _of_versions(rule: Rule, pack: Pack) -> Iterator[Mutant]:
    subject = dictionary()[rule.subject]
    site = Site("", subject, subject, _DateFields(rule).beside)
    found: dict[str, tuple[Change, dict[int, Version]]] = {}
    for index, version in enumerate(rule.versions):
        seen: Counter[str] = Counter()
        for changed, change in version_variants(version, site, pack.window):
            if same_meaning(changed, version):
                continue
            seen[change.text] += 1
            if seen[change.text] > 1:  # the same words stand there twice
                change = replace(change, part=f"{change.part} #{seen[change.text]}")
            found.setdefault(change.text, (change, {}))[1][index] = changed
    for change, changed_versions in found.values():
        versions = tuple(changed_versions.get(i, version) for i, version in enumerate(rule.versions))
        yield Mutant(replace(rule, versions=versions), change)


class _DateFields:
    """The date fields that may be taken for another: those that the rule or an example of it names, and one more."""

    def __init__(self, rule: Rule) -> None:
        self.named: dict[str, set[str]] = {rule.subject: set()}
        for version in rule.versions:
            self.named[rule.subject].update(*version_fields(version))
            for subject, name in related_fields(version):
                self.named.setdefault(subject, set()).add(name)
        for example in rule.examples:
            for subject, records in {**example.others, rule.subject: example.records}.items():
                self.named.setdefault(subject, set()).update(*records)

    def beside(self, subject: Subject, name: str) -> tuple[str, ...]:
        """Other date fields of `subject` of the same type as `name`; of those that nobody names only the first."""
        kinds = (subject.fields[name].type,) if name else _MOMENTS
        others = [f.name for f in subject.fields.values() if f.type in kinds and f.name != name]
        known = self.named.get(subject.name, set())
        named = [other for other in others if other in known or other in subject.governing]
        unnamed = [other for other in others if other not in named]
        return (*named, *unnamed[:1])


# ── which law applies ────────────────────────────────────────────────────────────────────────────────────────────


def _of_windows(rule: Rule, pack: Pack) -> Iterator[Mutant]:
    """Versions exchanged, and the first and last days of each moved. The pack's own bounds are not the rule's."""
    for index, (earlier, later) in enumerate(itertools.pairwise(rule.versions)):
        if not same_meaning(earlier, later):
            yield _exchanged(rule, index)
    for index, version in enumerate(rule.versions):
        first, last = version.in_force.first, version.in_force.last
        before = _joined(rule, index - 1)
        if first not in (None, pack.window.first) and (before is None or not same_meaning(*before)):
            yield from _moved_start(rule, index, joined=before is not None)
        if last not in (None, pack.window.last) and _joined(rule, index) is None:
            yield from _moved_end(rule, index)


def _joined(rule: Rule, index: int) -> tuple[Version, Version] | None:
    """The version at `index` and the next one, where the one ends on the day before the other begins."""
    if not 0 <= index < len(rule.versions) - 1:
        return None
    earlier, later = rule.versions[index : index + 2]
    last, first = earlier.in_force.last, later.in_force.first
    return (earlier, later) if last is not None and first == last + _ONE_DAY else None


def _exchanged(rule: Rule, index: int) -> Mutant:
    earlier, later = rule.versions[index : index + 2]
    changed = _with(rule, index, replace(later, in_force=earlier.in_force))
    changed = _with(changed, index + 1, replace(earlier, in_force=later.in_force))
    windows = " and ".join(f"{w.first or ''}..{w.last or ''}" for w in (earlier.in_force, later.in_force))
    advice = "add an example under each law that the other one would decide otherwise"
    return Mutant(changed, Change("versions", windows, "each in the place of the other", advice))


def _moved_start(rule: Rule, index: int, *, joined: bool) -> Iterator[Mutant]:
    version = rule.versions[index]
    first = version.in_force.first
    assert first is not None, "an open start is not moved"
    for moved in (first - _ONE_DAY, first + _ONE_DAY):
        changed = _with(rule, index, replace(version, in_force=Window(moved, version.in_force.last)))
        if joined:
            before = rule.versions[index - 1]
            ended = replace(before, in_force=Window(before.in_force.first, moved - _ONE_DAY))
            changed = _with(changed, index - 1, ended)
        yield Mutant(changed, Change("in_force.from", str(first), str(moved), _BOUND.format(first - _ONE_DAY, first)))


def _moved_end(rule: Rule, index: int) -> Iterator[Mutant]:
    version = rule.versions[index]
    last = version.in_force.last
    assert last is not None, "an open end is not moved"
    for moved in (last - _ONE_DAY, last + _ONE_DAY):
        changed = _with(rule, index, replace(version, in_force=Window(version.in_force.first, moved)))
        yield Mutant(changed, Change("in_force.to", str(last), str(moved), _BOUND.format(last, last + _ONE_DAY)))


_BOUND = "add an example whose governing date is {}, and one of {}"


def _with(rule: Rule, index: int, version: Version) -> Rule:
    return replace(rule, versions=(*rule.versions[:index], version, *rule.versions[index + 1 :]))


# ── what an empty cell means ─────────────────────────────────────────────────────────────────────────────────────


def _of_blanks(rule: Rule) -> Iterator[Mutant]:
    """The rule as it is, with another meaning of an empty cell of one field that it reads."""
    found = {(rule.subject, name) for version in rule.versions for name in _told_by_blanks(version, rule.subject)}
    found.update(pair for version in rule.versions for pair in _told_by_blanks_of_others(version))
    for subject, name in sorted(found):
        item = dictionary()[subject].fields[name]
        other = Blank.NONE if item.blank is Blank.UNKNOWN else Blank.UNKNOWN
        means = str(item.blank_value) if item.blank is Blank.VALUE else item.blank.value
        shown = name if subject == rule.subject else f"{subject}.{name}"
        advice = f"add an example in which {shown} is blank (null)"
        yield Mutant(rule, Change(f"blank of {shown}", means, other.value, advice), {f"{subject}.{name}": other})


def _told_by_blanks(version: Version, subject: str) -> set[str]:
    """The fields of which it matters to the rule what a blank means.

    The value of a field that is blank is unknown either way, but for lists (a blank one may be empty) and for fields
    whose blank stands for a value. Of a clock's events only the end may be unknown.
    """
    values, asked = version_fields(version)
    requirement = version.requirement
    names = set(asked)
    match requirement:
        case DeadlineOnClock(clock=clock):
            names -= set(clock.fields()) - {f"{clock.end}_on"}
        case DeadlineTerm(start=FieldRef(name=name)):
            names.add(name)
        case DeadlineTerm(start=Clock(arrival=arrival, channel=channel, confirmation=confirmation)):
            names -= {arrival, channel, confirmation}
        case _:
            pass
    if version.governed_by:
        names.add(version.governed_by)
    if isinstance(requirement, Exists) and requirement.distinct is not None:
        names.add(requirement.distinct)
    names.update(name for name in values if _is_value_when_blank(subject, name))
    return {name for name in names if name in dictionary()[subject].fields and name != "id"}


def _told_by_blanks_of_others(version: Version) -> set[tuple[str, str]]:
    """The same for the fields of related records; what a blank key means is the relation's, not the rule's."""
    asked = {name for node in version_nodes(version) for name in presence_tested(node)}
    if isinstance(version.requirement, ConsistentPair):
        asked.update(theirs for _, theirs in version.requirement.fields)
    ledger = {("duty_evidence", name) for name in LEDGER_FIELDS}
    return {
        (subject, name)
        for subject, name in related_fields(version) - ledger
        if name != "id" and (name in asked or _is_value_when_blank(subject, name))
    }


def _is_value_when_blank(subject: str, name: str) -> bool:
    item = dictionary()[subject].fields.get(name)
    return item is not None and (item.type in LISTS or item.blank is Blank.VALUE)
