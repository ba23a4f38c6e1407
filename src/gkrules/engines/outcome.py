"""What a rule says of a record: one of six outcomes, what is missing, and the deadline behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from gkrules.bilingual import Bilingual
from gkrules.deadlines.result import Deadline
from gkrules.language.rule import Modality, Rule, Version

if TYPE_CHECKING:
    from gkrules.detectors import Span
    from gkrules.lists import ListRisk, Relinked


class Outcome(StrEnum):
    """The six outcomes, in the order in which reports count them."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    VIOLATION = "violation"
    PENDING = "pending"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


OUTCOME_LABELS = {
    Outcome.PASS: Bilingual("符合", "pass"),
    Outcome.VIOLATION: Bilingual("违反", "violation"),
    Outcome.PENDING: Bilingual("未到期", "pending"),
    Outcome.UNDETERMINED: Bilingual("无法判定", "undetermined"),
    Outcome.NOT_APPLICABLE: Bilingual("不适用", "not applicable"),
    Outcome.WAIVED: Bilingual("已豁免", "waived"),
}


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list of persons that stays identifiable: its field, its place among the lists there, from 1, and its risk.

    `relinked` are rows of which another list of the record names the person.
    """

    field: str
    number: int
    risk: ListRisk
    relinked: tuple[Relinked, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of one pair of a rule and a record.

    `missing` is sorted and filled in for undetermined outcomes only. `version` is the version of the rule that
    judged; None where none was in force or the governing date is not known. `reason` says why a rule does not
    apply, where the rule itself says so. `spans` are places of personal data by field, for rules that look for it, and
    `lists` the lists of persons that stay identifiable.
    """

    outcome: Outcome
    version: Version | None = None
    missing: tuple[str, ...] = ()
    deadline: Deadline | None = None
    reason: Bilingual | None = None
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    lists: tuple[FoundList, ...] = ()


def is_permission(rule: Rule, version: Version | None) -> bool:
    """Whether the text only permits: such a rule is judged and counted but never a finding."""
    return (version or rule.versions[-1]).modality is Modality.MAY
