"""SARIF 2.1.0, for code scanning: every finding a result with its rule, place and lasting fingerprint."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from gkrules.bilingual import Language
from gkrules.reports.places import LEVELS, about_words, file_of, place_of, worst_first
from gkrules.results import CellErrorPart, Finding, RejectPart, Report

MOST_RESULTS = 25_000
"""GitHub takes at most so many results of a run."""

MOST_TAGS = 20
"""GitHub takes at most so many tags of a rule."""

FINGERPRINT = "gkrules/v1"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "notice": "note"}
_KIND = {"violation": "fail", "waived": "fail", "pending": "open", "undetermined": "review"}
_CODE_SCANNING_SEVERITY = {"error": "error", "warning": "warning", "notice": "recommendation"}


def render_sarif(report: Report, language: Language) -> str:
    """The report as SARIF, its texts in `language`; the worst first.

    What cannot be decided is of the kind `review`, what is not due yet `open`; waived findings are suppressed. Of more
    than 25,000 findings the least severe are left out, and a notification says how many; rejected rows and cells that
    could not be read are notifications too.
    """
    findings = worst_first(report.findings)
    shown = findings[:MOST_RESULTS]
    rules: dict[str, int] = {}
    told: list[dict[str, Any]] = []
    for finding in shown:
        if finding.rule not in rules:
            rules[finding.rule] = len(rules)
            told.append(_rule(finding, language))
    run = {
        "tool": {"driver": {"name": "gkrules", "semanticVersion": version("gkrules"), "rules": told}},
        "language": "zh-CN" if language == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules[finding.rule], language) for finding in shown],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    *_left_out(len(findings) - len(shown), language),
                    *_notifications(report, language),
                ],
            }
        ],
        "properties": {
            "schema": report.schema_name,
            "as_of": report.as_of,
            "packs": [pack.model_dump() for pack in report.packs],
            "counts": report.counts.model_dump(),
        },
    }
    text = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(text, ensure_ascii=False, indent=1) + "\n"


def _rule(finding: Finding, language: Language) -> dict[str, Any]:
    clauses = "、".join(finding.clauses) if language == "zh" else ", ".join(finding.clauses)
    basis = f"依据：{clauses}。" if language == "zh" else f"Clauses: {clauses}."
    help_text = f"{finding.title.get(language)}\n{basis}\n{finding.remedy.get(language)}"
    return {
        "id": finding.rule,
        "name": finding.rule.replace("/", "-"),
        "shortDescription": {"text": finding.title.get(language)},
        "fullDescription": {"text": f"{finding.title.zh} · {finding.title.en}"},
        "help": {"text": help_text, "markdown": help_text.replace("\n", "\n\n")},
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
        "properties": {
            "tags": [finding.rule.split("/")[0], *finding.clauses][:MOST_TAGS],
            "problem.severity": _CODE_SCANNING_SEVERITY[finding.severity],
        },
    }


def _result(finding: Finding, index: int, language: Language) -> dict[str, Any]:
    kind = _KIND[finding.outcome]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": kind,
        "level": _LEVEL[finding.severity] if kind == "fail" else "none",
        "message": {"text": f"{finding.message.get(language)}\n{finding.remedy.get(language)}"},
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "locations": [_location(finding, language)],
        "properties": {
            "outcome": finding.outcome,
            "severity": finding.severity,
            "clauses": finding.clauses,
            "subject": finding.subject,
            "evidence": finding.evidence,
        },
    }
    more = {"record": finding.record, "group": finding.group, "missing": finding.missing}
    result["properties"] |= {key: value for key, value in more.items() if value is not None}
    if finding.outcome == "waived":
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result


def _location(finding: Finding, language: Language) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"fullyQualifiedName": f"{finding.subject}/{about_words(finding, language)}"}]
    }
    path, line = place_of(finding)
    if path is not None:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": quote(path.replace("\\", "/"), safe="/")},
            "region": {"startLine": line or 1},
        }
    return location


def _left_out(number: int, language: Language) -> list[dict[str, Any]]:
    if not number:
        return []
    zh = f"另有{number}条较轻的结果未列出（最多列{MOST_RESULTS}条），请见JSON报告。"
    en = f"{number} of the least severe findings are left out (at most {MOST_RESULTS}); see the JSON report."
    return [{"level": "warning", "message": {"text": zh if language == "zh" else en}}]


def _notifications(report: Report, language: Language) -> list[dict[str, Any]]:
    """At most as many of rejected rows and of unreadable cells as of results, and the notes of the run."""
    faults: list[RejectPart | CellErrorPart] = [*report.rejects[:MOST_RESULTS], *report.cell_errors[:MOST_RESULTS]]
    notifications: list[dict[str, Any]] = [
        {"level": "note", "message": {"text": note.get(language)}} for note in report.notes
    ]
    for fault in faults:
        uri = quote(file_of(fault.source).replace("\\", "/"), safe="/")
        place = {"artifactLocation": {"uri": uri}, "region": {"startLine": max(fault.row, 1)}}
        notifications.append(
            {
                "level": "warning",
                "message": {"text": fault.reason_zh if language == "zh" else fault.reason},
                "locations": [{"physicalLocation": place}],
            }
        )
    return notifications


assert set(_LEVEL) == set(LEVELS), "each severity has its level"
