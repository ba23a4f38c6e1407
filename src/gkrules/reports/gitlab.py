"""The code quality report of GitLab: an array with one entry for each finding."""

from __future__ import annotations

import json

from gkrules.bilingual import Language
from gkrules.reports.places import OUTCOME_LABELS, place_of, source_of
from gkrules.results import Finding, Report

_SEVERITY = {"error": "major", "warning": "minor", "notice": "info"}


def render_gitlab(report: Report, language: Language) -> str:
    """The findings in `language`, in the order of the report.

    What is no violation is `info`, with its outcome before the message. A group stands in the first file of its
    subject.
    """
    entries = [_entry(finding, report, language) for finding in report.findings]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(finding: Finding, report: Report, language: Language) -> dict[str, object]:
    failed = finding.outcome == "violation"
    label = "" if failed else f"[{OUTCOME_LABELS[finding.outcome].get(language)}] "
    return {
        "description": f"{label}{finding.message.get(language)} {finding.remedy.get(language)}",
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITY[finding.severity] if failed else "info",
        "location": {"path": source_of(finding, report), "lines": {"begin": place_of(finding)[1] or 1}},
    }
