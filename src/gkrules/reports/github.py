"""Annotations for GitHub: workflow commands, worst first and within GitHub's limits, then the totals of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gkrules.bilingual import Bilingual, Language
from gkrules.language.rule import SEVERITY_LABELS, Severity
from gkrules.reports.faults import about
from gkrules.reports.labels import names_of
from gkrules.reports.places import LEVELS, file_of, place_of
from gkrules.results import Finding, Report

MOST_OF_A_LEVEL = 10
"""GitHub shows at most ten errors, ten warnings and ten notices of a step."""


@dataclass(frozen=True, slots=True)
class _Annotation:
    """One line that GitHub shows beside a file. `what` is the kind by which the rest is counted."""

    level: str
    what: str
    title: str
    message: str
    file: str | None = None
    line: int | None = None

    def command(self) -> str:
        """The workflow command."""
        places = {"file": self.file, "line": self.line, "title": self.title}
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in places.items() if value is not None)
        return f"::{self.level} {properties}::{_data(self.message)}"


def render_github(report: Report, language: Language) -> str:
    """The report as annotations in `language`.

    Violations are shown at the level of their severity; rejected rows are warnings; what cannot be decided and cells
    that cannot be read are notices, after the violations of that level. The last line counts all that is not shown.
    """
    left: Counter[str] = Counter()
    room = dict.fromkeys(LEVELS, MOST_OF_A_LEVEL)
    lines = []
    annotations = list(_annotations(report, language))
    for level in LEVELS:
        for annotation in (each for each in annotations if each.level == level):
            if room[level]:
                room[level] -= 1
                lines.append(annotation.command())
            else:
                left[annotation.what] += 1
    lines.append(_total(report, left, language))
    return "\n".join(lines) + "\n"


def _annotations(report: Report, language: Language) -> Iterator[_Annotation]:
    for severity in Severity:
        label = SEVERITY_LABELS[severity].get(language)
        for finding in report.findings:
            if finding.outcome == "violation" and finding.severity == severity.value:
                yield _of_finding(finding, severity.value, label, language)
    rejected = Bilingual("退回的行", "rejected row").get(language)
    for reject in report.rejects:
        reason = reject.reason_zh if language == "zh" else reject.reason
        yield _Annotation("warning", rejected, rejected, reason, file_of(reject.source), reject.row)
    yield from _undetermined(report, language)
    unreadable = Bilingual("无法读取的单元格", "unreadable cell").get(language)
    for error in report.cell_errors:
        reason = error.reason_zh if language == "zh" else error.reason
        yield _Annotation("notice", unreadable, f"{unreadable} {error.field}", reason, file_of(error.source), error.row)


def _undetermined(report: Report, language: Language) -> Iterator[_Annotation]:
    """One notice for each record, so that a draft without dates leaves room for others, and for each group."""
    by_place: dict[tuple[str, ...], list[Finding]] = {}
    for finding in report.findings:
        if finding.outcome == "undetermined":  # a rule tells of a group in its own words
            place = about(finding) if finding.group is None else (*about(finding), finding.rule)
            by_place.setdefault(place, []).append(finding)
    what = Bilingual("无法判定", "cannot be decided").get(language)
    for findings in by_place.values():
        first = findings[0]
        missing = names_of(sorted({name for finding in findings for name in finding.missing or ()}), language)
        if len(findings) == 1 or not missing:
            yield _of_finding(first, "notice", what, language)
            continue
        message = Bilingual(
            f"{first.record}：{len(findings)}条规则无法判定，缺少可用的{missing}",
            f"{first.record}: {len(findings)} rules cannot be decided for want of {missing}",
        )
        yield _Annotation("notice", what, what, message.get(language), *place_of(first))


def _of_finding(finding: Finding, level: str, what: str, language: Language) -> _Annotation:
    clauses = ", ".join(finding.clauses)
    message = f"{finding.message.get(language)}\n{finding.remedy.get(language)}\n{finding.rule} ({clauses})"
    return _Annotation(
        level,
        what,
        finding.title.get(language),
        message,
        *place_of(finding),
    )


def _total(report: Report, left: Counter[str], language: Language) -> str:
    """One line with what is not shown above, and the totals of the run. It is no annotation."""
    violations: Counter[str] = Counter(finding.severity for finding in report.violations())
    counts = report.counts
    label = {level: SEVERITY_LABELS[Severity(level)].get(language) for level in LEVELS}
    if language == "zh":
        rest = "、".join(f"{what}{number:,}条" for what, number in left.items()) or "无"
        found = "，".join(f"{label[level]}{violations[level]:,}条" for level in LEVELS)
        return (
            f"未在上面列出的：{rest}。全部违反：{found}；无法判定{counts.outcomes['undetermined']:,}条；"
            f"记录：读取{counts.read:,}＝判定{counts.judged:,}＋退回{counts.rejected:,}"
        )
    rest = ", ".join(f"{what} {number:,}" for what, number in left.items()) or "nothing"
    found = ", ".join(f"{label[level]} {violations[level]:,}" for level in LEVELS)
    return (
        f"not shown above: {rest}. All violations: {found}; undetermined {counts.outcomes['undetermined']:,}; "
        f"records: {counts.read:,} read = {counts.judged:,} judged + {counts.rejected:,} rejected"
    )


def _data(text: str) -> str:
    """Text after the `::` of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A value before the `::` of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
