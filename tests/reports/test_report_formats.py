"""Every format tells the same: the same findings, fingerprints and counts, read back with other libraries."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from gkrules.bilingual import Language
from gkrules.checking import check_sources
from gkrules.reports import sarif
from gkrules.reports.gitlab import render_gitlab
from gkrules.reports.junit import render_junit
from gkrules.reports.markdown import render_markdown
from gkrules.reports.page import render_page
from gkrules.reports.sarif import render_sarif
from gkrules.reports.table import plain_cell, render_csv
from gkrules.results import Finding, Report, Text
from gkrules.ruleset import load
from gkrules.sources.reading import SourceSpec

GOLDEN = Path(__file__).parent / "golden"
AS_OF = date(2021, 12, 31)
LANGUAGES: tuple[Language, Language] = ("zh", "en")
FORMATS: dict[str, tuple[str, Callable[[Report, Language], str]]] = {
    "sarif": ("sarif.json", render_sarif),
    "junit": ("junit.xml", render_junit),
    "gitlab": ("gitlab.json", render_gitlab),
    "csv": ("csv", render_csv),
    "markdown": ("md", render_markdown),
    "page": ("html", render_page),
}
SCHEMA = Path(os.environ.get("GKRULES_SARIF_SCHEMA", "no such file"))


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(GOLDEN)
    return check_sources([SourceSpec(Path("documents.csv"), "document")], packs=["demo"], as_of=AS_OF)


def hostile(report: Report, text: str) -> Report:
    """The report with `text` in the id, the title and the message of its first finding."""
    first = report.findings[0]
    words = Text(zh=text, en=text)
    changed = first.model_copy(update={"record": text, "title": words, "message": words})
    return report.model_copy(update={"findings": [changed, *report.findings[1:]]})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_as_recorded(report: Report, name: str, language: Language) -> None:
    """A change here is a change of what others read: look at the whole file before recording it anew."""
    suffix, render = FORMATS[name]
    expected = (GOLDEN / f"{name}.{language}.{suffix}").read_bytes().decode()
    assert render(report, language) == expected


# ── read back ────────────────────────────────────────────────────────────────────────────────────────────────────


def of_sarif(text: str) -> list[tuple[str, str]]:
    results = json.loads(text)["runs"][0]["results"]
    return [(result["partialFingerprints"][sarif.FINGERPRINT], result["properties"]["outcome"]) for result in results]


def of_junit(text: str) -> list[tuple[str, str]]:
    found = []
    for case in ElementTree.fromstring(text).iter("testcase"):  # noqa: S314 - our own
        fingerprint = next((p.attrib["value"] for p in case.iter("property")), None)
        if fingerprint is not None:
            found.append((fingerprint, "violation" if case.find("failure") is not None else "other"))
    return found


def of_gitlab(text: str) -> list[tuple[str, str]]:
    entries = json.loads(text)
    return [(e["fingerprint"], "other" if e["description"].startswith("[") else "violation") for e in entries]


def of_csv(text: str) -> list[tuple[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    return [(row["fingerprint"], row["outcome"]) for row in rows]


def of_markdown(text: str) -> list[tuple[str, str]]:
    rows = [line.split(" | ") for line in text.splitlines() if re.search(r"[0-9a-f]{32} \|$", line)]
    return [(row[-1].removesuffix(" |"), row[0].removeprefix("| ")) for row in rows]


class Page(HTMLParser):
    """Collects the data of a page, its scripts, what it loads, and the words that stand in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.scripts: list[str] = []
        self.loaded: list[str] = []
        self.policy = ""
        self.words: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.loaded += [named[name] or "" for name in ("src", "href", "action", "data") if name in named]
        self.loaded += [name for name in named if name.startswith("on")]
        if named.get("http-equiv") == "Content-Security-Policy":
            self.policy = named["content"] or ""
        if tag == "script":
            self.scripts.append("")
        self.inside = [tag] if tag in ("script", "style") else []

    def handle_endtag(self, tag: str) -> None:
        self.inside = []

    def handle_data(self, data: str) -> None:
        if self.inside == ["script"]:
            self.scripts[-1] += data
        elif not self.inside:
            self.words.append(data)


def of_page(text: str) -> list[tuple[str, str]]:
    data = json.loads(Page(text).scripts[0])
    return [(row[9], data["words"][row[0]]) for row in data["rows"]]


READ = {
    "page": of_page,
    "sarif": of_sarif,
    "junit": of_junit,
    "gitlab": of_gitlab,
    "csv": of_csv,
    "markdown": of_markdown,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_findings_in_every_format(report: Report, name: str) -> None:
    found = READ[name](FORMATS[name][1](report, "en"))
    assert Counter(fingerprint for fingerprint, _ in found) == Counter(f.fingerprint for f in report.findings)
    violations = {fingerprint for fingerprint, outcome in found if outcome == "violation"}
    assert violations == {finding.fingerprint for finding in report.violations()}


HOSTILE = {
    "markup": "<script>alert(1)</script>\"&'",
    "a formula": '=HYPERLINK("http://x","y")',
    "a full-width formula": "＝1+1",
    "pipes and breaks": "a|b\n| c |\r\n---",
    "control characters": "a\x00\x08\x1bb",
    "right to left": "a\u202eb\u2066c",
    "lines of scripts": "a\u2028b\u2029c",
    "a lone surrogate": "a\ud800b",
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_titles_break_no_format(report: Report, name: str, text: str) -> None:
    made = FORMATS[name][1](hostile(report, text), "en")
    made = made.encode("utf-8", "replace").decode()
    assert len(READ[name](made)) == len(report.findings)
    if name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(made.removeprefix("\ufeff"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("  =1", "'  =1"), ("－1", "'－1"),
     (-1, "-1"), (None, ""), ("GW-1", "GW-1")],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: object, shown: str) -> None:
    assert plain_cell(cell) == shown


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_page_loads_nothing_and_runs_its_one_script(report: Report, text: str) -> None:
    page = Page(render_page(hostile(report, text), "zh").encode("utf-8", "replace").decode())
    assert page.loaded == []
    assert len(page.scripts) == 2
    digest = base64.b64encode(hashlib.sha256(page.scripts[1].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page.policy
    assert page.policy.startswith("default-src 'none'")
    assert not {"iframe", "object", "embed", "link", "img"} & set(page.tags)


def test_figures_and_first_findings_can_be_read_without_scripts(report: Report) -> None:
    words = "".join(Page(render_page(report, "en")).words)
    for finding in report.findings:
        assert finding.message.zh in words
        assert finding.message.en in words
    assert (
        f"{report.counts.read:,} read = {report.counts.judged:,} judged + {report.counts.rejected:,} rejected" in words
    )


def test_a_share_is_drawn_with_its_bounds_and_what_is_demanded() -> None:
    policy = {"subject": "document", "issuer": "甲局", "is_policy": True, "disclosure_attribute": "proactive",
              "issued_on": "2021-03-01", "published_on": "2021-03-02"}  # fmt: skip
    rows: list[dict[str, object]] = [{**policy, "id": f"D{n}"} for n in range(3)]
    rows.append({"subject": "interpretation", "id": "X", "document_id": "D0", "forms": ["video"]})
    made = render_page(load("shanxi-2021").check(rows, as_of=date(2022, 1, 1)), "zh")
    assert 'aria-label="33.3%，要求90%；33.3%, demanded 90%"' in made


# ── the rules of each format ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of SARIF is not at hand (GKRULES_SARIF_SCHEMA names it)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_follows_its_schema(report: Report, language: Language) -> None:
    schema: Any = json.loads(SCHEMA.read_text(encoding="utf-8"))
    waived = [f.model_copy(update={"outcome": "waived"}) for f in report.findings[:1]]
    for each in (report, report.model_copy(update={"findings": [*waived, *report.findings[1:]]})):
        Draft7Validator(schema).validate(json.loads(render_sarif(each, language)))


def test_the_level_of_a_result_is_that_of_its_severity_and_none_where_nothing_is_broken(report: Report) -> None:
    run = json.loads(render_sarif(report, "en"))["runs"][0]
    for result in run["results"]:
        outcome, severity = result["properties"]["outcome"], result["properties"]["severity"]
        wanted = {"error": "error", "warning": "warning", "notice": "note"}[severity]
        assert (result["kind"], result["level"]) == {
            "violation": ("fail", wanted), "pending": ("open", "none"), "undetermined": ("review", "none"),
        }[outcome]  # fmt: skip
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["help"]["text"]


def test_waived_findings_are_suppressed_and_stay_visible(report: Report) -> None:
    waived = [f.model_copy(update={"outcome": "waived"}) for f in report.findings]
    made = json.loads(render_sarif(report.model_copy(update={"findings": waived}), "en"))["runs"][0]["results"]
    assert len(made) == len(waived)
    assert all(result["suppressions"] == [{"kind": "external", "status": "accepted"}] for result in made)


def test_beyond_what_github_takes_the_least_severe_are_left_out_and_counted(
    report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    run = json.loads(render_sarif(report, "en"))["runs"][0]
    shown = {result["partialFingerprints"][sarif.FINGERPRINT] for result in run["results"]}
    assert len(shown) == 2
    assert all(result["level"] == "error" for result in run["results"])
    left = f"{len(report.findings) - 2} of the least severe findings are left out"
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith(left)


def test_sums_of_junit_add_up(report: Report) -> None:
    root = ElementTree.fromstring(render_junit(report, "zh"))  # noqa: S314 - our own
    suites = root.findall("testsuite")
    for name in ("tests", "failures", "errors", "skipped"):
        assert sum(int(suite.attrib[name]) for suite in suites) == int(root.attrib[name])
    assert int(root.attrib["tests"]) == len(report.findings) + len(report.rejects)
    assert int(root.attrib["failures"]) == len(report.violations())
    assert int(root.attrib["errors"]) == len(report.rejects)


def test_gitlab_gets_the_keys_that_it_needs(report: Report) -> None:
    for entry in json.loads(render_gitlab(report, "zh")):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
        assert entry["location"]["path"] == "documents.csv"


def test_a_group_stands_in_the_first_file_of_its_subject() -> None:
    policy = {"subject": "document", "issuer": "甲局", "is_policy": True, "disclosure_attribute": "proactive",
              "issued_on": "2021-03-01", "published_on": "2021-03-02"}  # fmt: skip
    rows: list[dict[str, object]] = [{**policy, "id": f"D{n}"} for n in range(3)]
    rows.append({"subject": "interpretation", "id": "X", "document_id": "D0"})
    made = load("shanxi-2021").check(rows, as_of=AS_OF)
    groups: list[Finding] = [finding for finding in made.findings if finding.group is not None]
    assert groups
    paths = {e["location"]["path"] for e in json.loads(render_gitlab(made, "zh"))}
    assert paths <= {entry.source for entry in made.inputs}
