"""The JSON report: it fits its schema, keys that do not apply are absent, and it reads back as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gkrules import Profile, Report, RuleSet, load, report_schema
from gkrules.checking import check_sources
from gkrules.sources.reading import SourceSpec

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = report_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
PACKS = {"demo": load(str(GOLDEN / "demo")), "regulation": load("regulation"), "shanxi-2021": load("shanxi-2021")}
APPLICATION = {
    "subject": "disclosure_application",
    "id": "A1",
    "received_on": "2021-07-01",
    "received_via": "in_person",
}
ROWS: list[list[object]] = [
    [],
    [5, None, {"id": "D1"}, {"subject": "document"}],
    [{"subject": "document", "id": "D1", "issued_on": "2021-07-01",
    "published_on": None, "disclosure_attribute": "proactive"}],
    [{"subject": "document", "id": "D2", "issued_on": "坏", "title": "一", "classified": "也许"}],
    [{"subject": "document", "id": "\ud800", "issued_on": "2021-07-01"}, {"subject": "message", "id": "M1"}],
    [APPLICATION | {"replied_on": "2021-09-30", "events": [{"type": "extension_notified", "on": "2021-07-20",
    "party": "甲"}]}],
    [APPLICATION | {"received_on": "2021-12-20", "replied_on": None, "fee_amount": "40.50"}],
    [{"subject": "annual_report", "id": "R1", "record_year": 2020, "institution_kind": "department",
    "published_on": None}],
]  # fmt: skip


def check_schema(report: Report) -> dict[str, Any]:
    text = report.to_json()
    document: dict[str, Any] = json.loads(text)
    faults = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(document)]
    assert faults == []
    assert text.endswith("}\n")
    return document


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == "gkrules-report/1"
    assert SCHEMA["properties"]["schema"]["const"] == "gkrules-report/1"


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("as_of", [date(2021, 7, 15), date(2021, 12, 31), date(2027, 6, 30)])
def test_reports_fit_the_schema(pack: str, rows: list[object], as_of: date) -> None:
    rules: RuleSet = PACKS[pack]
    for profile in (None, Profile(digest="sha256:0")):
        report = rules.check(rows, as_of=as_of, profile=profile)
        document = check_schema(report)
        assert not _nulls({k: v for k, v in document.items() if k != "findings"})
        for finding in document["findings"]:
            assert not _nulls({k: v for k, v in finding.items() if k != "evidence"})
        assert ("profile" in document) == (profile is not None)
        assert Report.model_validate_json(report.to_json()) == report


def _nulls(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_nulls, value.values()))
    return any(map(_nulls, value)) if isinstance(value, list) else value is None


@pytest.fixture
def document(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(GOLDEN)
    return check_schema(
        check_sources([SourceSpec(Path("documents.csv"), "document")], packs=["demo"], as_of=date(2021, 12, 31))
    )


def test_the_report_holds_what_the_public_face_promises(document: dict[str, Any]) -> None:
    assert list(document) == [
        "schema", "as_of", "window", "packs", "calendar", "inputs", "counts", "guard", "findings", "groups", "gaps",
        "not_evaluated", "rejects", "cell_errors", "notes",
    ]  # fmt: skip
    assert document["window"] == {"from": "2021-01-01", "to": "2021-12-31"}
    assert list(document["counts"]["outcomes"]) == [
        "pass", "violation", "pending", "undetermined", "not_applicable", "waived",
    ]  # fmt: skip
    (late,) = (f for f in document["findings"] if f["record"] == "D2" and f["outcome"] == "violation")
    assert late.pop("fingerprint").isalnum()
    assert late == {
        "rule": "demo/published-in-time",
        "clauses": ["demo/1"],
        "subject": "document",
        "record": "D2",
        "outcome": "violation",
        "severity": "error",
        "title": {"zh": "主动公开文件应按期公开", "en": "Proactive documents are published in time"},
        "message": {
            "zh": "文件（D2）应于2021年7月29日前公开，已逾期1个工作日。",
            "en": "Document D2 was due by 2021-07-29 and is 1 working day over.",
        },
        "evidence": {
            "classified": False,
            "disclosure_attribute": "proactive",
            "issued_on": "2021-07-01",
            "published_on": "2021-07-30",
            "title": "关于乙的通知",
        },
        "deadline": {
            "start": "2021-07-01",
            "due": "2021-07-29",
            "met": "2021-07-30",
            "state": "met_late",
            "limit": 20,
            "unit": "working_days",
            "overrun": 1,
        },
        "remedy": {"zh": "请立即公开。", "en": "Publish it at once."},
        "location": {"source": "documents.csv", "row": 3, "line": 3},
    }


def test_an_empty_cell_that_means_none_is_evidence(document: dict[str, Any]) -> None:
    (bare,) = (f for f in document["findings"] if f["record"] == "D3" and f["outcome"] == "violation")
    assert bare["evidence"] == {"disclosure_attribute": None, "title": "关于丙的通知"}
    assert {"missing", "deadline", "implements"}.isdisjoint(bare)


def test_rows_cells_and_rules_left_out_are_told(document: dict[str, Any]) -> None:
    assert [(r["source"], r["row"]) for r in document["rejects"]] == [("documents.csv", n) for n in (8, 9, 10)]
    assert [(e["row"], e["field"]) for e in document["cell_errors"]] == [(7, "issued_on"), (11, "disclosure_attribute")]
    assert [(g["rule"], g["missing"], g["count"]) for g in document["gaps"]] == [("demo/topic-named", ["topic"], 6)]
    assert [n["rule"] for n in document["not_evaluated"]] == ["demo/drafted-promptly", "demo/message-answered"]
    assert document["inputs"][0]["unused_columns"] == ["备注"]


def test_text_that_is_none_does_not_stop_a_report() -> None:
    lone = "x\ud800"
    record = {"subject": "document", "id": "A1", "issuer": lone, lone: lone, "title": lone}
    report = load("regulation").check([record], as_of=date(2021, 12, 31))
    assert json.loads(report.to_json())["cell_errors"][0]["reason"] == "it holds characters that are none"
