"""Exit codes of the command."""

from __future__ import annotations

from gkrules.language.rule import Severity
from gkrules.results import Report

FINE, FINDINGS, WRONG_USE, INTERNAL, UNDETERMINED = 0, 1, 2, 3, 4

_WEIGHTS = {severity.value: weight for weight, severity in enumerate(Severity)}


def exit_code(report: Report, fail_on: str, *, fail_on_undetermined: bool) -> int:
    """1 for violations from the threshold on that no baseline knows, 4 for what is undetermined if asked, else 0."""
    threshold = _WEIGHTS.get(fail_on, -1)
    if any(_WEIGHTS[finding.severity] <= threshold and not finding.known for finding in report.violations()):
        return FINDINGS
    if fail_on_undetermined and report.counts.outcomes["undetermined"]:
        return UNDETERMINED
    return FINE
