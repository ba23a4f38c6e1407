"""What lies after the as-of date has not happened, whoever asks; impossible days are told, not raised."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import gkrules
from gkrules.deadlines.limit import Limit, Unit
from gkrules.profile import Profile

RULES = gkrules.load("regulation", "shanxi-2021")


def outcomes(subject: str, as_of: str, cells: dict[str, Any], profile: Profile | None = None) -> dict[str, str]:
    report = RULES.check([{"subject": subject, "id": "A1", **cells}], as_of=date.fromisoformat(as_of), profile=profile)
    return {finding.rule: finding.outcome for finding in report.findings}


def test_a_planned_publication_is_none() -> None:
    cells = {"disclosure_attribute": "proactive", "is_statutory_proactive": True, "classified": False}
    found = outcomes("document", "2021-09-30", cells | {"issued_on": "2021-07-01", "published_on": "2021-12-30"})
    assert found["shanxi-2021/statutory-documents-published"] == "violation"
    assert found["regulation/publication-term"] == "violation"
    assert found["regulation/dated-in-the-future"] == "violation"


def test_a_planned_reply_demands_no_written_form_yet() -> None:
    cells = {"received_on": "2021-07-01", "received_via": "in_person", "replied_on": "2021-07-28", "reply_format": None}
    assert "shanxi-2021/reply-in-writing" not in outcomes("disclosure_application", "2021-07-20", cells)
    assert outcomes("disclosure_application", "2021-07-28", cells)["shanxi-2021/reply-in-writing"] == "violation"


def test_a_draft_that_is_to_be_issued_later_breaks_no_ban_on_issuing() -> None:
    cells = {"drafted_on": "2021-07-01", "issued_on": "2021-07-10", "attribute_proposal": None}
    assert "shanxi-2021/no-proposal-no-issue" not in outcomes("document", "2021-07-02", cells)
    assert outcomes("document", "2021-07-10", cells)["shanxi-2021/no-proposal-no-issue"] == "violation"


def test_the_term_of_a_draft_has_not_begun() -> None:
    cells = {"disclosure_attribute": "proactive", "drafted_on": "2021-07-01", "issued_on": None, "published_on": None}
    assert outcomes("document", "2021-07-02", cells)["regulation/publication-term"] == "pending"


@pytest.mark.parametrize("record_year", [9999, 99999, 0])
def test_a_year_without_a_next_one(record_year: int) -> None:
    cells = {"record_year": record_year, "institution_kind": "department", "published_on": "2021-02-01"}
    found = outcomes("annual_report", "2021-12-31", cells)
    assert "violation" not in found.values()


def test_a_day_that_a_profile_makes_impossible() -> None:
    profile = Profile(params={"regulation/annual-report-published": {"month": 2, "day": 30}})
    cells = {"record_year": 2020, "institution_kind": "department", "published_on": "2021-02-01"}
    found = outcomes("annual_report", "2021-12-31", cells, profile)
    assert found["regulation/annual-report-published"] == "undetermined"


def test_a_profile_cannot_change_the_unit_of_a_term() -> None:
    profile = Profile(params={"regulation/reply-term": {"term": Limit(20, Unit.DAYS)}})
    with pytest.raises(gkrules.SourceError, match="no parameter 'term' that takes this value"):
        outcomes("disclosure_application", "2021-12-31", {"received_on": "2021-07-01"}, profile)
