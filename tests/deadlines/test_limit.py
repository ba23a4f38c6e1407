"""Lengths of time as they are written and shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.deadlines.limit import MAX_AMOUNT, Limit, Unit

NOT_A_LENGTH = "a length of time is a whole number and working_days, days, months or hours"


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("20 working_days", 20, Unit.WORKING_DAYS),
        ("7 working-days", 7, Unit.WORKING_DAYS),
        ("7 working days", 7, Unit.WORKING_DAYS),
        ("1 working_day", 1, Unit.WORKING_DAYS),
        ("1 Working Day", 1, Unit.WORKING_DAYS),
        ("  15 days\n", 15, Unit.DAYS),
        ("15days", 15, Unit.DAYS),
        ("1 day", 1, Unit.DAYS),
        ("0 days", 0, Unit.DAYS),
        ("007 days", 7, Unit.DAYS),
        ("1 month", 1, Unit.MONTHS),
        ("3_months", 3, Unit.MONTHS),
        ("24 hours", 24, Unit.HOURS),
        ("1-hour", 1, Unit.HOURS),
        ("10000 hours", 10_000, Unit.HOURS),
    ],
)
def test_parse(text: str, amount: int, unit: Unit) -> None:
    assert Limit.parse(text) == Limit(amount, unit)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NOT_A_LENGTH),
        ("20", NOT_A_LENGTH),
        ("working_days", NOT_A_LENGTH),
        ("-1 days", NOT_A_LENGTH),
        ("1.5 days", NOT_A_LENGTH),
        ("1,000 days", NOT_A_LENGTH),
        ("twenty days", NOT_A_LENGTH),
        ("20  days", NOT_A_LENGTH),
        ("20 workingdays", NOT_A_LENGTH),
        ("2 weeks", NOT_A_LENGTH),
        ("1 year", NOT_A_LENGTH),
        ("20 days or so", NOT_A_LENGTH),
        ("２０ days", NOT_A_LENGTH),
        ("20个工作日", NOT_A_LENGTH),
        ("1000000 days", NOT_A_LENGTH),
        ("10001 days", "a length of time has at most 10,000 units"),
        ("999999 hours", "a length of time has at most 10,000 units"),
    ],
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        Limit.parse(text)


@pytest.mark.parametrize(
    ("limit", "text", "words"),
    [
        (Limit(20, Unit.WORKING_DAYS), "20 working_days", Bilingual("20个工作日", "20 working days")),
        (Limit(1, Unit.WORKING_DAYS), "1 working_days", Bilingual("1个工作日", "1 working day")),
        (Limit(30, Unit.DAYS), "30 days", Bilingual("30日", "30 calendar days")),
        (Limit(1, Unit.MONTHS), "1 months", Bilingual("1个月", "1 month")),
        (Limit(24, Unit.HOURS), "24 hours", Bilingual("24小时", "24 hours")),
    ],
)
def test_shown(limit: Limit, text: str, words: Bilingual) -> None:
    assert (str(limit), limit.words()) == (text, words)


@given(st.integers(0, MAX_AMOUNT), st.sampled_from(Unit))
def test_what_is_shown_is_read_back(amount: int, unit: Unit) -> None:
    limit = Limit(amount, unit)
    assert Limit.parse(str(limit)) == limit
    assert Limit.parse(limit.words().en.replace("calendar ", "")) == limit
