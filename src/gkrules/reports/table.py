"""The findings as a CSV table for spreadsheet programs: one row each, and nothing that is run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from gkrules.bilingual import Bilingual, Language
from gkrules.language.rule import SEVERITY_LABELS, Severity
from gkrules.records.dictionary import dictionary
from gkrules.reports.labels import names_of
from gkrules.reports.places import OUTCOME_LABELS, about_words, place_of
from gkrules.results import Finding, Report

HEADERS = (
    Bilingual("序号", "number"), Bilingual("判定", "outcome"), Bilingual("严重程度", "severity"),
    Bilingual("规则", "rule"), Bilingual("依据条款", "clauses"), Bilingual("对象", "subject"),
    Bilingual("编号或分组", "record or group"), Bilingual("事项", "title"), Bilingual("问题", "message"),
    Bilingual("整改建议", "remedy"), Bilingual("缺少的信息", "missing"), Bilingual("期限届满日", "due"),
    Bilingual("完成日期", "met"), Bilingual("超期", "overrun"), Bilingual("文件", "file"), Bilingual("行", "line"),
    Bilingual("指纹", "fingerprint"),
)  # fmt: skip
"""The columns, in their order."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(report: Report, language: Language) -> str:
    """The findings in `language`: UTF-8 with its mark, lines ended as spreadsheet programs want it.

    A cell that would be taken for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([header.get(language) for header in HEADERS])
    for number, finding in enumerate(report.findings, start=1):
        writer.writerow([plain_cell(cell) for cell in _row(number, finding, language)])
    return out.getvalue()


def plain_cell(value: object) -> str:
    """A cell that no spreadsheet program takes for a formula. A number stays a number."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.lstrip(" \u3000").startswith(_FORMULA) else text


def _row(number: int, finding: Finding, language: Language) -> Iterable[object]:
    deadline = finding.deadline
    path, line = place_of(finding)
    label = dictionary()[finding.subject].label
    severity = SEVERITY_LABELS[Severity(finding.severity)]
    return (
        number, OUTCOME_LABELS[finding.outcome].get(language), severity.get(language),
        finding.rule, ", ".join(finding.clauses), label.get(language), about_words(finding, language),
        finding.title.get(language), finding.message.get(language), finding.remedy.get(language),
        names_of(finding.missing or (), language), deadline and deadline.due, deadline and deadline.met,
        deadline and deadline.overrun, path, line, finding.fingerprint,
    )  # fmt: skip
