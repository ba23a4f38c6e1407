"""A baseline: the violations that are known already, by fingerprint alone, so that a run tells what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.results import Report, Text
from gkrules.sources.files import shown_path

SCHEMA = "gkrules-baseline/1"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known violations: the rule of each fingerprint. `as_of` is the day of the report that they came from."""

    as_of: str
    known: Mapping[str, str]

    @classmethod
    def of(cls, report: Report) -> Baseline:
        """The violations of `report`."""
        return cls(report.as_of, {finding.fingerprint: finding.rule for finding in report.violations()})

    def still_found(self, report: Report) -> Baseline:
        """What of the baseline `report` still finds; nothing is added."""
        found = {finding.fingerprint for finding in report.violations()}
        kept = {fingerprint: rule for fingerprint, rule in self.known.items() if fingerprint in found}
        return Baseline(report.as_of, kept)

    def to_json(self) -> str:
        """The baseline as JSON, sorted, so that it reads well in a version control system."""
        findings = [{"fingerprint": f, "rule": rule} for f, rule in sorted(self.known.items(), key=lambda i: i[::-1])]
        return json.dumps({"schema": SCHEMA, "as_of": self.as_of, "findings": findings}, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises SourceError when it is none."""
    name = shown_path(path)
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        known = {str(f["fingerprint"]): str(f["rule"]) for f in told["findings"]}
        if told["schema"] == SCHEMA:
            return Baseline(str(told["as_of"]), known)
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror}", f"{name}：无法读取") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise SourceError(
        f"{name}: no baseline of the schema {SCHEMA}; make one with `gkrules baseline create`",
        f"{name}：不是{SCHEMA}基线文件；请用gkrules baseline create生成",
    )


def mark_known(report: Report, baseline: Baseline) -> Report:
    """The report with its known violations marked, and a note on how many are known and how many are gone."""
    findings = [
        finding.model_copy(update={"known": True})
        if finding.outcome == "violation" and finding.fingerprint in baseline.known
        else finding
        for finding in report.findings
    ]
    known = sum(finding.known is True for finding in findings)
    new = sum(finding.outcome == "violation" for finding in findings) - known
    gone = len(baseline.known) - known
    note = Text(
        zh=f"与{baseline.as_of}的基线相比：已知的违反{known}条，新出现{new}条；基线中另有{gone}条本次未发现。",
        en=f"Beside the baseline of {baseline.as_of}: {known} violations are known, {new} are new; {gone} of the "
        "baseline were not found this time.",
    )
    return report.model_copy(update={"findings": findings, "notes": [*report.notes, note]})
