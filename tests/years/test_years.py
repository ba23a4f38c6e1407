"""The years under fixtures/: reports as recorded, what they must show, and the deadlines that were counted by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from contextlib import chdir, redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gkrules import Calendar, load
from gkrules.cli import run
from gkrules.language.rule import Modality

sys.path.insert(0, str(Path(__file__).parent))

from years import ROOT, SUBJECTS, YEARS, Year
from years import checked as reports_of

NEVER_VIOLATED = {
    "shanxi-2021/classification-has-basis": "the clause permits (可转作涉密件), so it is counted and never a finding",
}
"""Rules that the careless year does not violate in its report, with the reason."""

README = ROOT / "README.md"


@cache
def checked(folder: str) -> dict[str, str]:
    return reports_of(year_in(folder))


def year_in(folder: str) -> Year:
    return next(year for year in YEARS if year.folder == folder)


def report(folder: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(folder)["report.json"])
    return found


@pytest.mark.parametrize("name", ["report.zh.txt", "report.en.txt", "report.json"])
@pytest.mark.parametrize("year", YEARS, ids=lambda year: year.folder)
def test_the_reports_as_recorded(year: Year, name: str) -> None:
    """Recorded anew by `python tests/years/years.py`: read the difference as an official would."""
    assert checked(year.folder)[name] == (year.expected / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["complying", "complying-september"])
def test_the_complying_year_has_nothing_but_what_is_still_to_come(folder: str) -> None:
    found = report(folder)
    assert {finding["outcome"] for finding in found["findings"]} == {"pending"}
    assert found["counts"]["outcomes"]["violation"] == found["counts"]["outcomes"]["undetermined"] == 0
    assert [found[key] for key in ("gaps", "not_evaluated", "rejects", "cell_errors")] == [[], [], [], []]


def test_the_careless_year_violates_every_rule_of_the_plan() -> None:
    rules = {rule.id: rule for rule in load("shanxi-2021").rules}
    violated = {f["rule"] for f in report("careless")["findings"] if f["outcome"] == "violation"}
    assert set(rules) - violated == set(NEVER_VIOLATED)
    for name in NEVER_VIOLATED:
        assert {version.modality for version in rules[name].versions} == {Modality.MAY}


def test_a_rule_that_is_never_violated_is_judged_all_the_same() -> None:
    assert explained("complying", "公文.csv", "shanxi-2021/classification-has-basis", "HN-2021-108").endswith(": pass")


def test_the_careless_year_is_dirty() -> None:
    found = report("careless")
    assert len(found["rejects"]) == 6
    assert {error["field"] for error in found["cell_errors"]} >= {"disclosure_attribute", "issued_on", "message_kind"}
    assert found["gaps"] == [{"rule": "regulation/repeated-request-told", "missing": ["is_repeated"], "count": 15}]
    open_rules = {f["rule"] for f in found["findings"] if "relation:interpretations" in f.get("missing", ())}
    assert "shanxi-2021/policy-without-interpretation" in open_rules


@pytest.mark.parametrize(
    ("folder", "rule", "least", "most"),
    [
        ("complying", "shanxi-2021/diversified-interpretation-rate-overall", [9, 10], [9, 10]),
        ("complying", "shanxi-2021/multi-channel-interpretation-rate-overall", [5, 10], [5, 10]),
        ("complying-september", "shanxi-2021/diversified-interpretation-rate-overall", [5, 6], [5, 6]),
        ("careless", "shanxi-2021/diversified-interpretation-rate-overall", [3, 8], [4, 8]),
        ("careless", "shanxi-2021/multi-channel-interpretation-rate-overall", [1, 8], [3, 8]),
    ],
)
def test_rates_counted_by_hand(folder: str, rule: str, least: list[int], most: list[int]) -> None:
    rates = [group["rate"] for group in report(folder)["groups"] if group["rule"] == rule]
    assert [(rate["least"], rate["most"]) for rate in rates] == [(least, most)]


@pytest.mark.parametrize("name", ["公文.csv", "政策解读.csv", "依申请公开.jsonl"])
def test_the_complying_office_works_on_working_days(name: str) -> None:
    text = (ROOT / "complying" / name).read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()] if name.endswith("l") else csv.DictReader(io.StringIO(text))
    days = {
        date.fromisoformat(value)
        for row in rows
        for value in row.values()
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value)
    }
    calendar = Calendar.china()
    assert len(days) > 10
    assert sorted(day for day in days if not calendar.is_working_day(day)) == []


def explained(folder: str, source: str, rule: str, record: str) -> str:
    """What `gkrules explain` says of one record, without its first lines and its calendar."""
    year = year_in(folder)
    subject = SUBJECTS[source]
    stream = io.StringIO()
    with chdir(year.path), redirect_stdout(stream):
        options = ["--id", record, "--as-of", year.as_of, "--lang", "en"]
        run(["explain", rule, f"{subject}={source}", "-r", "regulation", "-r", "shanxi-2021", *options])
    lines = stream.getvalue().splitlines()
    verdict = next(line for line in lines if line.startswith(f"record {record}"))
    due = next((line for line in lines if line.startswith("due: ")), None)
    return verdict if due is None else f"{verdict}, {due}"


def counted_by_hand() -> list[list[str]]:
    """The rows of the README's table of deadlines: folder, table, record, rule, …, due date, outcome."""
    lines = README.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if len(row) == 8 and row[0] in {year.folder for year in YEARS}]


def test_there_are_enough_deadlines_counted_by_hand() -> None:
    assert len(counted_by_hand()) >= 15


@pytest.mark.parametrize("row", counted_by_hand(), ids=lambda row: f"{row[2]}-{row[3].partition('/')[2]}")
def test_deadlines_counted_by_hand(row: list[str]) -> None:
    folder, source, record, rule, _, due, _, outcome = row
    said = explained(folder, source, rule, record)
    assert said.endswith(f": {outcome}, due: {due}")
