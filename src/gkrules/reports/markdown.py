"""The report as Markdown, for a merge request or a job summary: the totals, then every finding in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gkrules.bilingual import Bilingual, Language
from gkrules.language.rule import SEVERITY_LABELS, Severity
from gkrules.reports.places import LEVELS, OUTCOME_LABELS, about_words, place_of, worst_first
from gkrules.results import Report

_OUTCOMES = {
    "pass": Bilingual("符合", "pass"), **OUTCOME_LABELS, "not_applicable": Bilingual("不适用", "not applicable"),
}  # fmt: skip
_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|~"} | {"<": "&lt;", "&": "&amp;", "\n": " ", "\r": " "}
)


def render_markdown(report: Report, language: Language) -> str:
    """The report in `language`, the worst findings first; fingerprints stand beside them for a later run."""
    return "\n".join(_lines(report, language)) + "\n"


def _lines(report: Report, language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield "# 政务公开合规检查" if zh else "# Open-government compliance check"
    yield ""
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
    yield f"判定基准日：{report.as_of}　规则包：{packs}" if zh else f"As of {report.as_of}, packs {packs}"
    yield ""
    counts = report.counts
    yield (
        f"记录：读取{counts.read:,}＝判定{counts.judged:,}＋退回{counts.rejected:,}"
        if zh
        else f"Records: {counts.read:,} read = {counts.judged:,} judged + {counts.rejected:,} rejected"
    )
    yield ""
    yield from _table(
        [_OUTCOMES[name].get(language) for name in counts.outcomes],
        [[f"{number:,}" for number in counts.outcomes.values()]],
    )
    violations: Counter[str] = Counter(finding.severity for finding in report.violations())
    yield ""
    found = "，" if zh else ", "
    yield found.join(f"{SEVERITY_LABELS[Severity(level)].get(language)} {violations[level]:,}" for level in LEVELS)
    yield ""
    heads = ("判定", "程度", "规则", "编号或分组", "问题", "整改建议", "位置", "指纹") if zh else (
        "outcome", "severity", "rule", "record or group", "finding", "remedy", "place", "fingerprint")  # fmt: skip
    rows = []
    for finding in worst_first(report.findings):
        path, line = place_of(finding)
        rows.append([
            OUTCOME_LABELS[finding.outcome].get(language), SEVERITY_LABELS[Severity(finding.severity)].get(language),
            finding.rule, about_words(finding, language), finding.message.get(language), finding.remedy.get(language),
            "" if path is None else f"{path}:{line}", finding.fingerprint,
        ])  # fmt: skip
    yield "## 发现的问题" if zh else "## Findings"
    yield ""
    yield from _table(heads, rows)
    if report.notes:
        yield ""
        yield "## 说明" if zh else "## Notes"
        yield ""
        yield from (f"- {_plain(note.get(language))}" for note in report.notes)
    if report.rejects:
        yield ""
        yield "## 退回的行" if zh else "## Rejected rows"
        yield ""
        yield from _table(
            ("文件", "行", "原因") if zh else ("file", "row", "reason"),
            [[r.source, str(r.row), r.reason_zh if zh else r.reason] for r in report.rejects],
        )


def _table(heads: Iterator[str] | list[str] | tuple[str, ...], rows: list[list[str]]) -> Iterator[str]:
    heads = list(heads)
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(map(_plain, row)) + " |"


def _plain(text: str) -> str:
    """Text without markup of its own."""
    return text.translate(_SPECIAL)
