"""Where findings stand and what they are about, as files and lines that other programs know."""

from __future__ import annotations

from collections.abc import Mapping

from gkrules.bilingual import Bilingual, Language
from gkrules.reports.labels import field_label
from gkrules.results import Finding, Report

OUTCOME_LABELS = {
    "violation": Bilingual("违反", "violation"),
    "pending": Bilingual("未到期", "pending"),
    "undetermined": Bilingual("无法判定", "undetermined"),
    "waived": Bilingual("已豁免", "waived"),
}
"""The outcomes of which findings tell, in words."""

LEVELS = ("error", "warning", "notice")
"""The severities, the heaviest first."""

_WEIGHT = {level: weight for weight, level in enumerate(LEVELS)}
_GRAVITY = {"violation": 0, "undetermined": 1, "pending": 2, "waived": 3}


def file_of(source: str) -> str:
    """The file of a source, without the sheet or list in it."""
    path, mark, _ = source.rpartition("#")
    return path if mark else source


def place_of(finding: Finding) -> tuple[str | None, int | None]:
    """File and line (or row); None for what no single line shows."""
    place = finding.location
    return (None, None) if place is None else (file_of(place.source), place.line or place.row)


def source_of(finding: Finding, report: Report) -> str:
    """The file in which a finding stands; of a group the first file of its subject."""
    own, _ = place_of(finding)
    if own is not None:
        return own
    inputs = [entry for entry in report.inputs if entry.subject == finding.subject] or report.inputs
    return file_of(inputs[0].source) if inputs else "records"


def about_words(finding: Finding, language: Language) -> str:
    """The record's id, or the group's keys and period, in words."""
    if finding.record is not None or finding.group is None:
        return finding.record or ""
    return group_words(finding.group, language)


def group_words(group: Mapping[str, str], language: Language) -> str:
    """The keys of a group with their labels, and its period."""
    keys = [(name, value) for name, value in group.items() if name not in ("from", "to")]
    first, last = group.get("from", ""), group.get("to", "")
    if language == "zh":
        told = [f"{field_label(name).zh}：{value}" for name, value in keys]
        return "，".join([*told, *([f"{first}至{last}"] if first or last else [])])
    told = [f"{field_label(name).en}: {value}" for name, value in keys]
    return ", ".join([*told, *([f"{first} to {last}"] if first or last else [])])


def worst_first(findings: list[Finding]) -> list[Finding]:
    """The findings by outcome and severity, else in the order of the report."""
    return sorted(findings, key=lambda finding: (_GRAVITY.get(finding.outcome, 9), _WEIGHT[finding.severity]))
