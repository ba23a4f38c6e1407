"""Which rules lack the same whenever a record lacks the same columns, and which hinge on a column being absent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkrules.deadlines.clock import Clock
from gkrules.deadlines.recurring import Recurring
from gkrules.engines.ledger import LEDGER
from gkrules.engines.world import World
from gkrules.language.ir import Apply, AsOf, FieldRef, Node, Op, Quantified, reads, recorded_reads
from gkrules.language.kinds import (
    AttestedRecord,
    ConsistentPair,
    DeadlineOnClock,
    DeadlineTerm,
    Forbid,
    Privacy,
    Require,
    Sequence,
)
from gkrules.language.rule import Rule, Version, relations_of, version_fields, version_nodes
from gkrules.records.model import FieldType, Subject

_NAMED = re.compile(r"\{([a-z_]+)\}")


def read_fields(rule: Rule, subject: Subject) -> frozenset[str]:
    """The fields on which it depends what an undetermined pair of `rule` lacks."""
    named = {v.governed_by for v in rule.versions if v.governed_by}
    read = {name for version in rule.versions for names in version_fields(version) for name in names}
    clocks = {name for version in rule.versions for clock in _clocks(version) for name in clock.fields()}
    return frozenset({*read, *clocks, *(named or subject.governing)})


def hinges(rule: Rule) -> frozenset[str]:
    """The fields of which it makes a difference whether their column is absent, or only unknown of the record."""
    nodes = (node for version in rule.versions for node in version_nodes(version))
    ends = {f"{clock.end}_on" for version in rule.versions for clock in _clocks(version)}
    return frozenset({name for node in nodes for name in recorded_reads(node)} | ends)


def told_fields(rule: Rule) -> frozenset[str]:
    """The names that stand in the messages and remedies of a rule, and the fields of its figures."""
    texts = (text for version in rule.versions for text in (version.message, version.remedy))
    named = {name for text in texts for name in _NAMED.findall(f"{text.zh} {text.en}")}
    figures = (figure for version in rule.versions for figure in version.figures.values())
    return frozenset(named.union(*(reads(figure)[0] for figure in figures)))


def _clocks(version: Version) -> Iterator[Clock]:
    """The clocks of the case that a version is about, and of its deadline."""
    if version.case is not None:
        yield version.case
    match version.requirement:
        case DeadlineOnClock(clock=clock) | DeadlineTerm(start=Clock() as clock):
            yield clock
        case _:
            pass


def lacks_by_fields(rule: Rule, subject: Subject, world: World) -> bool:
    """Whether what an undetermined pair lacks follows from which of the fields that it reads are there.

    It does not where a case, a record that was supplied or a day other than a field's may be the cause, or where
    versions read other fields. Days that are counted between are taken to lie in the announced years.
    """
    first = rule.versions[0]
    if any(subject.fields[n].type is FieldType.INTEGER for n in subject.governing if n in subject.fields):
        return False
    return all(
        isinstance(v.requirement, Require | Forbid | Sequence | ConsistentPair | AttestedRecord | Privacy)
        and v.case is None
        and version_fields(v) == version_fields(first)
        and v.modality is first.modality
        and not any(world.supplies(relation.other) for relation in relations_of(v))
        and not (isinstance(v.requirement, AttestedRecord) and world.supplies(LEDGER))
        and not any(_counts_days(node) for node in version_nodes(v))
        for v in rule.versions
    )


def absent_start(rule: Rule, subject: Subject) -> str | None:
    """The field from which a deadline runs, where without its column the rule lacks the same of all records."""
    starts = {_plain_start(version) for version in rule.versions}
    start = starts.pop() if len(starts) == 1 else None
    if (
        start is None
        or start in hinges(rule)
        or any(subject.fields[n].type is FieldType.INTEGER for n in subject.governing)
    ):
        return None
    first = rule.versions[0]
    alike = all(
        version_fields(v) == version_fields(first) and v.modality is first.modality and not relations_of(v)
        for v in rule.versions
    )
    return start if alike else None


def _plain_start(version: Version) -> str | None:
    term = version.requirement
    if not isinstance(term, DeadlineTerm) or version.case is not None or term.not_before is not None:
        return None
    if not isinstance(term.start, FieldRef) or not isinstance(term.by, Recurring | None):
        return None
    return None if any(_counts_days(node) for node in version_nodes(version)) else term.start.name


def counted_fields(rule: Rule) -> frozenset[str]:
    """The date fields between which the rule counts working days: within the announced years they lack nothing."""
    nodes = (node for version in rule.versions for node in version_nodes(version))
    return frozenset(arg.name for node in nodes for arg in _ends(node) if isinstance(arg, FieldRef))


def _counts_days(node: Node) -> bool:
    """Whether working days are counted from or to a day that is neither a field nor the as-of date."""
    return any(not isinstance(arg, FieldRef | AsOf) for arg in _ends(node))


def _ends(node: Node) -> Iterator[Node]:
    """The days from and to which working days are counted."""
    match node:
        case Apply(op=Op.WORKING_DAYS, args=args):
            yield from args
        case Apply(args=args):
            for arg in args:
                yield from _ends(arg)
        case Quantified(condition=condition):
            yield from _ends(condition)
        case _:
            pass
