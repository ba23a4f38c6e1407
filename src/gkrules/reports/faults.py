"""One fault seen by several rules: findings of rules that implement one another, about the same record or group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gkrules.language.rule import Severity
from gkrules.results import Finding

_ORDER = {severity.value: index for index, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is shown as one: the finding that leads, and those of rules linked to its rule."""

    shown: Finding
    also: tuple[Finding, ...]

    @property
    def clauses(self) -> list[str]:
        """All clauses concerned, each once."""
        return list(dict.fromkeys(clause for finding in (self.shown, *self.also) for clause in finding.clauses))


def about(finding: Finding) -> tuple[str, str]:
    """What the finding is about: the subject, and the record's id or the group's keys and period."""
    group = "" if finding.group is None else repr(sorted(finding.group.items()))
    return finding.subject, finding.record if finding.record is not None else group


def faults(findings: Iterable[Finding]) -> list[Fault]:
    """The findings with those that belong together in one, in the order of the first of each.

    Two findings belong together when they have the same outcome, are about the same record or group, and the rule of
    one says that it implements the other's rule or one of its clauses. The worst leads; of equals the one that
    implements none of the others.
    """
    findings = list(findings)
    by_place: dict[tuple[tuple[str, str], str], list[int]] = {}
    for index, finding in enumerate(findings):
        by_place.setdefault((about(finding), finding.outcome), []).append(index)
    found: dict[int, Fault] = {}
    for indices in by_place.values():
        for members in _linked(findings, indices):
            ordered = sorted(members, key=lambda index: _rank(findings, index, members))
            found[min(members)] = Fault(findings[ordered[0]], tuple(findings[index] for index in ordered[1:]))
    return [found[index] for index in sorted(found)]


def _linked(findings: list[Finding], indices: list[int]) -> list[list[int]]:
    """The indices in sets that hang together by `implements`."""
    groups: list[list[int]] = [[index] for index in indices]
    for index in indices if len(indices) > 1 and any(findings[i].implements for i in indices) else ():
        for other in indices:
            if other != index and _implements(findings[index], findings[other]):
                mine = next(group for group in groups if index in group)
                theirs = next(group for group in groups if other in group)
                if mine is not theirs:
                    mine += theirs
                    groups.remove(theirs)
    return groups


def _implements(finding: Finding, other: Finding) -> bool:
    return bool({other.rule, *other.clauses} & set(finding.implements or ()))


def _rank(findings: list[Finding], index: int, members: list[int]) -> tuple[int, bool, str]:
    implements = any(_implements(findings[index], findings[other]) for other in members if other != index)
    return _ORDER[findings[index].severity], implements, findings[index].rule
