"""JUnit XML, for the test panes of CI systems: a suite for each rule, a case for each finding."""

from __future__ import annotations

import re
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from gkrules.bilingual import Bilingual, Language
from gkrules.reports.places import OUTCOME_LABELS, about_words, place_of
from gkrules.results import Finding, Report

_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REJECTED = Bilingual("退回的行", "rejected rows")


def render_junit(report: Report, language: Language) -> str:
    """The report as JUnit XML in `language`.

    A violation is a failure; what cannot be decided, is not due yet or is waived is skipped with the reason. Rows that
    were rejected are errors in a suite of their own. Outcomes without a finding are counted in the properties.
    """
    suites = [
        _suite(rule, list(findings), language)
        for rule, findings in groupby(sorted(report.findings, key=lambda f: f.rule), key=lambda f: f.rule)
    ]
    if report.rejects:
        suites.append(_rejects(report, language))
    failures = len(report.violations())
    skipped = len(report.findings) - failures
    counts = report.counts.model_dump()
    totals = {f"outcome.{name}": number for name, number in counts["outcomes"].items()}
    totals |= {name: counts[name] for name in ("read", "judged", "rejected")}
    properties = "".join(f"<property name={_attribute(k)} value={_attribute(str(v))}/>" for k, v in totals.items())
    cases = len(report.findings) + len(report.rejects)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="gkrules" tests="{cases}" failures="{failures}" errors="{len(report.rejects)}" '
        f'skipped="{skipped}">\n<testsuite name="gkrules" tests="0" failures="0" errors="0" skipped="0" '
        f'timestamp="{report.as_of}T00:00:00">'
        f"<properties>{properties}</properties></testsuite>\n" + "\n".join(suites) + "\n</testsuites>\n"
    )


def _suite(rule: str, findings: list[Finding], language: Language) -> str:
    failures = sum(finding.outcome == "violation" for finding in findings)
    cases = "\n".join(_case(finding, language) for finding in findings)
    return (
        f'<testsuite name={_attribute(rule)} tests="{len(findings)}" failures="{failures}" errors="0" '
        f'skipped="{len(findings) - failures}">\n{cases}\n</testsuite>'
    )


def _case(finding: Finding, language: Language) -> str:
    path, line = place_of(finding)
    place = "" if path is None else f" file={_attribute(path)} line={_attribute(str(line))}"
    message, remedy = finding.message.get(language), finding.remedy.get(language)
    body = _text(f"{message}\n{remedy}\n{', '.join(finding.clauses)}")
    if finding.outcome == "violation":
        inner = f"<failure type={_attribute(finding.severity)} message={_attribute(message)}>{body}</failure>"
    else:
        reason = f"{OUTCOME_LABELS[finding.outcome].get(language)}：{message}"
        inner = f"<skipped message={_attribute(reason)}/>"
    return (
        f"<testcase classname={_attribute(finding.rule)} name={_attribute(about_words(finding, language))}{place}>"
        f'<properties><property name="fingerprint" value={_attribute(finding.fingerprint)}/></properties>'
        f"{inner}</testcase>"
    )


def _rejects(report: Report, language: Language) -> str:
    cases = "\n".join(
        f'<testcase classname="gkrules" name={_attribute(f"{reject.source}:{reject.row}")}>'
        f'<error type="rejected" message={_attribute(reject.reason_zh if language == "zh" else reject.reason)}/>'
        "</testcase>"
        for reject in report.rejects
    )
    number = len(report.rejects)
    return (
        f'<testsuite name={_attribute(_REJECTED.get(language))} tests="{number}" failures="0" errors="{number}" '
        f'skipped="0">\n{cases}\n</testsuite>'
    )


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
