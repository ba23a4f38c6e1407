"""Annotations for GitHub: compared whole in both languages, within its limits, escaped, without a word of the data."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from gkrules.checking import check_sources
from gkrules.reports.github import MOST_OF_A_LEVEL, render_github
from gkrules.results import Finding, LocationPart, Report, Text
from gkrules.ruleset import load
from gkrules.sources.reading import SourceSpec

GOLDEN = Path(__file__).parent / "golden"
AS_OF = date(2021, 12, 31)
DEMO = load(str(GOLDEN / "demo"))
CANARY = "诸葛测试110101199001010000"


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(GOLDEN)
    return check_sources([SourceSpec(Path("documents.csv"), "document")], packs=["demo"], as_of=AS_OF)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_annotations_as_recorded(report: Report, language: str) -> None:
    """A change here is a change of what reviewers read: look at the whole text before recording it anew."""
    expected = (GOLDEN / f"github.{language}.txt").read_text(encoding="utf-8")
    assert render_github(report, "zh" if language == "zh" else "en") == expected


def many(**numbers: int) -> Report:
    rows: list[dict[str, object]] = []
    rows += [{"id": f"E{n}", "issued_on": "2021-07-01", "disclosure_attribute": None} for n in range(numbers["errors"])]
    rows += [
        {"id": f"W{n}", "issued_on": "2021-07-01", "disclosure_attribute": "withheld", "non_disclosure_basis": None,
         "published_on": None, "topic": ["other"]}
        for n in range(numbers["warnings"])
    ]  # fmt: skip
    rows += [{"issued_on": "2021-07-01"} for _ in range(numbers["rejects"])]
    return DEMO.check([{"subject": "document", **row} for row in rows], as_of=AS_OF)


def test_limits_and_exact_totals() -> None:
    report = many(errors=12, warnings=7, rejects=6)
    lines = render_github(report, "en").splitlines()
    levels = Counter(line.split(" ")[0] for line in lines)
    assert levels["::error"] == MOST_OF_A_LEVEL
    assert levels["::warning"] == MOST_OF_A_LEVEL
    assert levels["::notice"] <= MOST_OF_A_LEVEL
    order = [line.split(" ")[0] for line in lines[:-1]]
    assert order == sorted(order, key=("::error", "::warning", "::notice").index)
    assert lines[-1].startswith("not shown above: error 2, rejected row 3")
    assert "All violations: error 12, warning 7, notice 0; " in lines[-1]
    assert lines[-1].endswith("records: 25 read = 19 judged + 6 rejected")


def made(**changes: object) -> Report:
    (first, *_) = many(errors=1, warnings=0, rejects=0).violations()
    report = many(errors=1, warnings=0, rejects=0)
    findings = [Finding.model_validate({**first.model_dump(), **changes})]
    return report.model_copy(update={"findings": findings, "rejects": [], "cell_errors": []})


def test_escapes() -> None:
    place = LocationPart(source="a,b:c%.xlsx#表,1", row=7)
    text = Text(zh="一", en="1: 100%,\r\nnext")
    line = render_github(made(location=place, title=text, message=text, remedy=text), "en").splitlines()[0]
    assert line == (
        "::error file=a%2Cb%3Ac%25.xlsx,line=7,title=1%3A 100%25%2C%0D%0Anext"
        "::1: 100%25,%0D%0Anext%0A1: 100%25,%0D%0Anext%0Ademo/attribute-stated (demo/1)"
    )


def test_a_group_has_no_file() -> None:
    report = made(record=None, group={"issuer": "甲局"}, location=None)
    assert render_github(report, "en").startswith("::error title=The attribute is stated::")
    assert render_github(made(record=None, group={"issuer": "甲局"}, location=None, outcome="undetermined",
                              missing=["topic"]), "zh").startswith("::notice title=")  # fmt: skip


def test_one_notice_for_a_record_that_many_rules_leave_open() -> None:
    report = DEMO.check([{"subject": "document", "id": "A", "title": "x"}, {"subject": "document", "id": "B",
                         "disclosure_attribute": "proactive", "issued_on": "2021-07-01", "published_on": "2021-07-02",
                         "topic": ["other"], "classified": False}], as_of=AS_OF)  # fmt: skip
    open_ = [f for f in report.findings if f.outcome == "undetermined" and f.record == "A"]
    lines = [line for line in render_github(report, "zh").splitlines() if line.startswith("::notice") and "A：" in line]
    assert len(open_) > 1
    assert len(lines) == 1
    assert f"A：{len(open_)}条规则无法判定，缺少可用的" in lines[0]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_of_the_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(
        f"---\nid: D1\n标题: {CANARY}\n成文日期: {CANARY}\n公开属性: {CANARY}\n---\n{CANARY}\n", encoding="utf-8"
    )
    (tmp_path / "b.md").write_text(f"---\n{CANARY}: [\n---\n{CANARY}\n", encoding="utf-8")
    report = check_sources([SourceSpec(tmp_path, "document")], packs=[str(GOLDEN / "demo")], as_of=AS_OF)
    text = render_github(report, "zh" if language == "zh" else "en")
    assert text.count("::") >= 6
    assert "诸葛" not in text
    assert "1101011990" not in text
