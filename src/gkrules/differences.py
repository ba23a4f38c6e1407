"""What changed from one report to the next: violations that are new, stay, grew worse, or are not found any more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gkrules.bilingual import Bilingual
from gkrules.language.rule import Severity
from gkrules.results import Finding, Report

SCHEMA = "gkrules-diff/1"
_WEIGHT = {severity.value: weight for weight, severity in enumerate(Severity)}


class Change(StrEnum):
    """What became of one finding."""

    NEW = "new"
    WORSENED = "worsened"
    PERSISTING = "persisting"
    WAIVED = "waived"
    UNDECIDED = "undecided"
    GONE = "gone"
    NOT_JUDGED = "not_judged"


CHANGES: Mapping[Change, Bilingual] = {
    Change.NEW: Bilingual("新出现", "new"),
    Change.WORSENED: Bilingual("加重", "worsened"),
    Change.PERSISTING: Bilingual("仍然存在", "persisting"),
    Change.WAIVED: Bilingual("已豁免", "waived now"),
    Change.UNDECIDED: Bilingual("现在无法判定或者未到期", "undetermined or pending now"),
    Change.GONE: Bilingual(
        "不再发现（已整改，或者记录不在本次数据中）", "not found any more (put right, or not in the data)"
    ),
    Change.NOT_JUDGED: Bilingual("本次未判定", "not judged this time"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One finding and what became of it. `rules_changed`: its pack is not the one that judged before."""

    change: Change
    finding: Finding
    rules_changed: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """All that changed from `old` to `new`, in the order of `Change`."""

    old: Report
    new: Report
    changes: tuple[Changed, ...]

    @property
    def worse(self) -> bool:
        """Whether a violation is new or grew worse."""
        return any(changed.change in (Change.NEW, Change.WORSENED) for changed in self.changes)

    def counts(self) -> dict[Change, int]:
        """How many there are of each change."""
        return {change: sum(changed.change is change for changed in self.changes) for change in Change}

    def to_json(self) -> str:
        """The differences as JSON of the schema gkrules-diff/1."""
        told: dict[str, Any] = {
            "schema": SCHEMA,
            "old": {"as_of": self.old.as_of, "packs": [pack.model_dump() for pack in self.old.packs]},
            "new": {"as_of": self.new.as_of, "packs": [pack.model_dump() for pack in self.new.packs]},
            "counts": {change.value: number for change, number in self.counts().items()},
            "changes": [
                {"change": changed.change.value, "rules_changed": changed.rules_changed}
                | changed.finding.model_dump(mode="json", by_alias=True, exclude_none=True)
                for changed in self.changes
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def differences(old: Report, new: Report) -> Differences:
    """What became of the violations of `old` in `new`, and which are new there.

    A violation that is not found any more is never called put right: a report does not say which records passed.
    """
    before = {finding.fingerprint: finding for finding in old.violations()}
    now = {finding.fingerprint: finding for finding in new.findings}
    digests = {pack.id: pack.digest for pack in old.packs}
    other = {pack.id for pack in new.packs if digests.get(pack.id) != pack.digest}
    judged = {entry.subject for entry in new.inputs}
    off = {entry.rule for entry in new.not_evaluated}
    packs = {pack.id for pack in new.packs}
    gone = [finding for finding in before.values() if finding.fingerprint not in now]
    found = [
        (_of(finding, before.get(finding.fingerprint), now, judged, off, packs), finding)
        for finding in (*new.violations(), *gone)
    ]
    found += [
        (Change.WAIVED if later.outcome == "waived" else Change.UNDECIDED, later)
        for fingerprint in before
        if (later := now.get(fingerprint)) is not None and later.outcome != "violation"
    ]
    order = {change: place for place, change in enumerate(Change)}
    changes = (Changed(change, finding, finding.rule.split("/")[0] in other) for change, finding in found)
    return Differences(old, new, tuple(sorted(changes, key=lambda changed: order[changed.change])))


def _of(
    finding: Finding, earlier: Finding | None, now: Mapping[str, Finding], judged: set[str], off: set[str],
    packs: set[str],
) -> Change:  # fmt: skip
    if finding.fingerprint in now:
        if earlier is None:
            return Change.NEW
        return Change.WORSENED if _is_worse(earlier, finding) else Change.PERSISTING
    if finding.subject not in judged or finding.rule in off or finding.rule.split("/")[0] not in packs:
        return Change.NOT_JUDGED
    return Change.GONE


def _is_worse(old: Finding, new: Finding) -> bool:
    """Heavier; later, where it has been done in the meantime or another day is recorded; further from its share."""
    if _WEIGHT[new.severity] < _WEIGHT[old.severity]:
        return True
    if old.deadline is not None and new.deadline is not None and old.deadline.met and new.deadline.met:
        return (new.deadline.overrun or 0) > (old.deadline.overrun or 0)
    if old.rate is not None and new.rate is not None:
        return (new.rate.short_by or 0) > (old.rate.short_by or 0)
    return False
