"""Which facts have not happened: those of the future, and those that their empty cells deny."""

from __future__ import annotations

from datetime import date

import pytest

from gkrules.engines.governing import has_not_happened
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value

AS_OF = date(2021, 12, 31)


@pytest.mark.parametrize(
    ("subject", "values", "expected"),
    [
        ("interpretation", {"published_on": date(2021, 12, 31)}, False),
        ("interpretation", {"published_on": date(2022, 1, 1)}, True),
        ("interpretation", {"published_on": None}, True),  # never published
        ("interpretation", {"published_on": UNKNOWN}, False),  # nobody says so
        ("interpretation", {}, False),  # the source has no such column
        ("release", {"published_at": None, "reviewed_at": date(2021, 8, 2)}, False),  # placed by its review
        ("release", {"published_at": None, "reviewed_at": None}, True),
        ("document", {"issued_on": None, "published_on": None, "drafted_on": UNKNOWN}, False),
        ("message", {"received_on": UNKNOWN}, False),
        ("website_column", {"checked_on": None}, False),  # a state holds whenever it was observed
    ],
)
def test_facts_that_have_not_happened(subject: str, values: dict[str, Value], expected: bool) -> None:
    assert has_not_happened(Record(subject, "A1", values), dictionary()[subject], AS_OF) is expected
