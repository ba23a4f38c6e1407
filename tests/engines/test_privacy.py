"""Personal data in the texts of a record: what is found decides, and no finding shows it."""

from __future__ import annotations

from datetime import date

import pytest

import gkrules
from gkrules.results import Finding, Report

RULE = "regulation/personal-data-not-deidentified"
ADVICE = "regulation/more-personal-data-than-necessary"
ID_NUMBER = "110101199003074610"
AS_OF = date(2021, 12, 31)


def report(**values: object) -> Report:
    record = {
        "subject": "document", "id": "D1", "disclosure_attribute": "proactive", "issued_on": "2021-07-01",
        "published_on": "2021-07-02", "title": "公示", "body": f"申请人身份证号：{ID_NUMBER}，现予公示。", **values,
    }  # fmt: skip
    return gkrules.load("regulation").check([record], as_of=AS_OF)


def found(told: Report, rule: str = RULE) -> list[Finding]:
    return [finding for finding in told.findings if finding.rule == rule]


def test_the_finding_names_place_type_and_shape_and_never_the_value() -> None:
    told = report()
    (finding,) = found(told)
    (place,) = finding.evidence["personal_data"]
    assert (place["field"], place["type"], place["start"], place["end"]) == ("body", "id_card", 8, 26)
    assert place["shape"].startswith("1101")
    assert "*" in place["shape"]
    assert "身份" in finding.message.zh
    assert ID_NUMBER not in told.to_json()
    assert ID_NUMBER[6:14] not in told.to_json()


def test_a_permission_is_counted_and_never_a_finding() -> None:
    told = report(disclosure_kind="punitive_notice")
    assert found(told) == []
    assert found(told, ADVICE) == []
    assert told.counts.outcomes["violation"] == 1  # the advice, counted


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("申请人身份证号：1101**********4610，现予公示。", "pass"),
        (None, "undetermined"),
        ("", "undetermined"),
        ("\n".join(f"身份证号：{ID_NUMBER}" for _ in range(60)), "violation"),
    ],
)
def test_outcomes(body: str | None, outcome: str) -> None:
    record = {
        "subject": "document",
        "disclosure_attribute": "proactive",
        "issued_on": date(2021, 7, 1),
        "title": "公示",
    }
    outcomes = gkrules.load("regulation").outcomes({**record, "body": body or None}, as_of=AS_OF)
    assert outcomes[RULE] == outcome


def test_more_places_than_shown_are_counted() -> None:
    (finding,) = found(report(body="\n".join(f"身份证号：{ID_NUMBER}" for _ in range(60))))
    assert len(finding.evidence["personal_data"]) == 50
    assert finding.evidence["personal_data_total"] == 60
