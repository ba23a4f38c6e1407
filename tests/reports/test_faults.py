"""Which findings are one fault: those of rules that implement one another, about the same record or group."""

from __future__ import annotations

import pytest

from gkrules.reports.faults import faults
from gkrules.reports.text import render_text
from gkrules.results import Finding, Report, Text
from gkrules.ruleset import load

BOTH = Text(zh="文", en="text")


def finding(rule: str, record: str | None = "D1", *implements: str, severity: str = "error", subject: str = "document",
            group: dict[str, str] | None = None, outcome: str = "violation") -> Finding:  # fmt: skip
    return Finding.model_validate({
        "rule": rule, "clauses": [f"{rule}-clause"], "subject": subject, "record": record, "group": group,
        "outcome": outcome, "severity": severity, "title": BOTH, "message": Text(zh=f"{rule}不符", en=f"{rule} fails"),
        "evidence": {}, "remedy": BOTH, "implements": list(implements) or None, "fingerprint": f"{rule}{record}{group}",
    })  # fmt: skip


LAW = finding("law/a")


@pytest.mark.parametrize(
    ("findings", "shown"),
    [
        ([LAW, finding("plan/a", "D1", "law/a")], [("law/a", ["plan/a"])]),
        ([finding("plan/a", "D1", "law/a"), LAW], [("law/a", ["plan/a"])]),
        ([LAW, finding("plan/a", "D1", "law/a-clause")], [("law/a", ["plan/a"])]),
        ([LAW, finding("plan/a", "D2", "law/a")], [("law/a", []), ("plan/a", [])]),
        ([LAW, finding("plan/a", "D1", "law/a", outcome="undetermined")], [("law/a", []), ("plan/a", [])]),
        ([LAW, finding("plan/a", "D1", "law/a", subject="message")], [("law/a", []), ("plan/a", [])]),
        ([LAW, finding("plan/a")], [("law/a", []), ("plan/a", [])]),
        ([LAW, finding("p/a", "D1", "law/a"), finding("q/a", "D1", "p/a")], [("law/a", ["p/a", "q/a"])]),
        ([LAW, finding("p/a", "D1", "law/a"), finding("q/a", "D1", "law/a")], [("law/a", ["p/a", "q/a"])]),
        ([finding("law/a", severity="warning"), finding("plan/a", "D1", "law/a")], [("plan/a", ["law/a"])]),
        (
            [finding("law/g", None, group={"issuer": "甲"}), finding("plan/g", None, "law/g", group={"issuer": "甲"}),
             finding("other/g", None, "law/g", group={"issuer": "乙"})],
            [("law/g", ["plan/g"]), ("other/g", [])],
        ),
    ],
)  # fmt: skip
def test_what_belongs_together(findings: list[Finding], shown: list[tuple[str, list[str]]]) -> None:
    found = faults(findings)
    assert [(fault.shown.rule, [each.rule for each in fault.also]) for fault in found] == shown
    assert sorted(f.fingerprint for f in findings) == sorted(
        each.fingerprint for fault in found for each in (fault.shown, *fault.also)
    )


def test_all_clauses_of_a_fault() -> None:
    (fault,) = faults([LAW, finding("plan/a", "D1", "law/a")])
    assert fault.clauses == ["law/a-clause", "plan/a-clause"]


def test_the_text_report_shows_one_row_and_json_keeps_both() -> None:
    from datetime import date

    rules = load("regulation", "shanxi-2021")
    report = rules.check([], as_of=date(2021, 12, 31))
    report = Report.model_validate(
        {**report.model_dump(by_alias=True), "findings": [LAW, finding("plan/a", "D1", "law/a")]}
    )
    english, chinese = render_text(report, "en"), render_text(report, "zh")
    assert "── Violations, 1 of them shown with another (2) ─" in english
    assert "  • law/a fails\n    also against: text (plan/a-clause, rule plan/a)\n" in english
    assert "plan/a fails" not in english
    assert "── 发现的问题（其中1条与他条属同一问题，合并列出） (2) ─" in chinese
    assert "    同时不符合：文（plan/a-clause，规则plan/a）\n" in chinese
    assert report.to_json().count('"fingerprint"') == 2
