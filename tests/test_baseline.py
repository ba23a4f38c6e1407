"""Baselines and differences: what is known, what is new, what is gone, and which rules a run takes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gkrules.baseline import Baseline, mark_known, read_baseline
from gkrules.cli import run
from gkrules.differences import Change, differences
from gkrules.errors import SourceError
from gkrules.results import Report
from gkrules.ruleset import load
from gkrules.saved import read_report

TERM, FUTURE = "regulation/publication-term", "regulation/published-before-issued"
AFTER = "regulation/publication-term-after-conversion"


def checked(*rows: tuple[str, str | None], as_of: str = "2021-12-31", pack: str = "regulation") -> Report:
    """Documents of 1 July 2021 with the days on which they were published."""
    cells = [
        {"subject": "document", "id": name, "issued_on": "2021-07-01", "published_on": day,
         "disclosure_attribute": "proactive", "title": "通知", "body": "正文", "document_number": None}
        for name, day in rows
    ]  # fmt: skip
    return load(pack).check(cells, as_of=date.fromisoformat(as_of))


LATE, LATER, IN_TIME = "2021-08-20", "2021-09-20", "2021-07-05"


def test_a_baseline_holds_fingerprints_and_rules_alone(tmp_path: Path) -> None:
    made = json.loads(Baseline.of(checked(("A", LATE), ("B", IN_TIME))).to_json())
    assert set(made) == {"schema", "as_of", "findings"}
    assert [set(finding) for finding in made["findings"]] == [{"fingerprint", "rule"}]
    path = tmp_path / "b.json"
    path.write_text(json.dumps(made), "utf-8")
    assert read_baseline(path) == Baseline.of(checked(("A", LATE), ("B", IN_TIME)))


def test_known_new_and_gone() -> None:
    baseline = Baseline.of(checked(("A", LATE), ("B", LATE)))
    marked = mark_known(checked(("A", LATE), ("C", LATE)), baseline)
    assert {f.record: f.known for f in marked.findings if f.rule == TERM} == {"A": True, "C": None}
    assert marked.notes[-1].en == (
        "Beside the baseline of 2021-12-31: 1 violations are known, 1 are new; "
        "1 of the baseline were not found this time."
    )


def test_updating_only_takes_away() -> None:
    baseline = Baseline.of(checked(("A", LATE), ("B", LATE)))
    updated = baseline.still_found(checked(("A", LATE), ("C", LATE)))
    assert set(updated.known) == {f.fingerprint for f in checked(("A", LATE)).violations()}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "gkrules-baseline/2", "as_of": "", "findings": []}', '{"schema": 1}', "[" * 9999],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match="no baseline of the schema"):
        read_baseline(path)


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "gkrules-report/1"}', '{"schema": "gkrules-report/2"}'])
def test_what_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match="no report of the schema"):
        read_report(path)


CHANGES = {
    "new": (checked(("A", IN_TIME)), checked(("A", LATE)), Change.NEW),
    "the same": (checked(("A", LATE)), checked(("A", LATE)), Change.PERSISTING),
    "later still": (checked(("A", LATE)), checked(("A", LATER)), Change.WORSENED),
    "less late": (checked(("A", LATER)), checked(("A", LATE)), Change.PERSISTING),
    "not published as time goes by": (
        checked(("A", None)),
        checked(("A", None), as_of="2022-03-31"),
        Change.PERSISTING,
    ),
    "put right, or not in the data": (checked(("A", LATE)), checked(("A", IN_TIME)), Change.GONE),
    "the record is not there any more": (checked(("A", LATE)), checked(("B", IN_TIME)), Change.GONE),
    "the subject is not there any more": (checked(("A", LATE)), checked(), Change.NOT_JUDGED),
    "another pack judges": (checked(("A", LATE)), checked(("A", LATE), pack="websites-2019"), Change.NOT_JUDGED),
}


@pytest.mark.parametrize(("old", "new", "change"), CHANGES.values(), ids=CHANGES)
def test_what_became_of_a_violation(old: Report, new: Report, change: Change) -> None:
    found = [c.change for c in differences(old, new).changes if c.finding.rule == TERM]
    assert found == [change]


def test_an_undecided_or_waived_finding_is_told_apart() -> None:
    old = checked(("A", LATE))
    for outcome, change in (
        ("undetermined", Change.UNDECIDED),
        ("pending", Change.UNDECIDED),
        ("waived", Change.WAIVED),
    ):
        later = old.model_copy(update={"findings": [f.model_copy(update={"outcome": outcome}) for f in old.findings]})
        assert {c.change for c in differences(old, later).changes if c.finding.rule == TERM} == {change}


def test_changed_rules_are_marked() -> None:
    old = checked(("A", LATE))
    packs = [pack.model_copy(update={"digest": "sha256:0"}) for pack in old.packs]
    (changed,) = [
        c for c in differences(old, old.model_copy(update={"packs": packs})).changes if c.finding.rule == TERM
    ]
    assert changed.rules_changed
    assert not differences(old, old).changes[0].rules_changed


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, base = (tmp_path / name for name in ("old.json", "new.json", "base.json"))
    old.write_text(checked(("A", LATE)).to_json(), "utf-8")
    new.write_text(checked(("A", LATE), ("B", LATE)).to_json(), "utf-8")
    assert run(["diff", str(old), str(old)]) == 0
    assert run(["diff", str(old), str(new)]) == 1
    assert "新出现：1条" in capsys.readouterr().out
    assert run(["diff", str(old), str(new), "-f", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["counts"]["new"] == 1
    assert run(["baseline", "create", str(old), "-o", str(base)]) == 0
    rows = tmp_path / "documents.csv"
    text = "文件编号,成文日期,发布日期,公开属性,标题,正文,文号\n"
    rows.write_text(text + "A,2021-07-01,2021-08-20,主动公开,通知,正文,\n", "utf-8")
    command = ["check", f"document={rows}", "-r", "regulation", "--as-of", "2021-12-31", "--baseline", str(base)]
    assert run(command) == 0
    assert "（已知）" in capsys.readouterr().out
    rows.write_text(
        text + "A,2021-07-01,2021-07-05,主动公开,通知,正文,\nB,2021-07-01,2021-08-20,主动公开,通知,正文,\n", "utf-8"
    )
    assert run(command) == 1
    assert run(["baseline", "update", str(old), "-o", str(tmp_path / "none.json")]) == 2


@pytest.mark.parametrize(
    ("select", "ignore", "rules"),
    [([TERM], [], {TERM}), (["regulation-2019/26"], [FUTURE, "regulation/dated-in-the-future"], {TERM, AFTER}),
     ([TERM, FUTURE], [TERM], {FUTURE}), (["regulation"], ["error", "warning", "notice"], None)],
)  # fmt: skip
def test_selecting(select: list[str], ignore: list[str], rules: set[str] | None) -> None:
    packs = load("regulation")
    if rules is None:
        with pytest.raises(SourceError, match="leave no rule"):
            packs.selected(select=select, ignore=ignore)
        return
    assert {rule.id for rule in packs.selected(select=select, ignore=ignore).rules} == rules


def test_a_word_that_names_nothing_is_refused_with_the_nearest() -> None:
    with pytest.raises(SourceError, match="did you mean 'error'"):
        load("regulation").selected(ignore=["erorr"])


def test_the_severity_selects() -> None:
    rules = load("regulation").selected(select=["warning"]).rules
    assert rules
    assert all("warning" in {version.severity.value for version in rule.versions} for rule in rules)


def test_rules_that_were_not_selected_are_told_and_never_called_put_right() -> None:
    old = checked(("A", LATE))
    rules = load("regulation").selected(select=[FUTURE])
    new = rules.check([{"subject": "document", "id": "A", "issued_on": "2021-07-01"}], as_of=date(2021, 12, 31))
    assert {entry.rule for entry in new.not_evaluated} == {rule.id for rule in load("regulation").rules} - {FUTURE}
    assert {entry.reason for entry in new.not_evaluated} == {"not selected for this run"}
    assert {c.change for c in differences(old, new).changes if c.finding.rule == TERM} == {Change.NOT_JUDGED}
