"""The account of a limit, day by day: as whole text for two worked terms, and its laws."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

import gkrules
from gkrules.deadlines.account import AccountedDay, account
from gkrules.deadlines.result import Deadline, State, Verdict

sys.path.insert(0, str(Path(__file__).parent))

from generated_cases import CHINA, cases, deadline_of
from naive_oracle import Case
from terms import judged


def lines(days: list[AccountedDay]) -> list[str]:
    """One line a day: day, weekday, number, reason."""
    return [
        f"{d.day} {d.weekday.zh} {'—' if d.number is None else d.number} {d.reason.zh}{'（推定）' * d.provisional}"
        for d in days
    ]


def text(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def due(as_of: str, **application: Any) -> Deadline:
    record = {"subject": "disclosure_application", "received_via": "in_person", "replied_on": None, **application}
    return gkrules.due_date(record, as_of=date.fromisoformat(as_of))


FEE = """
    2021-09-06 周一 — 起算日，不计入
    2021-09-07 周二 — 重新起算前，不再计入
    2021-09-08 周三 — 重新起算前，不再计入
    2021-09-09 周四 — 重新起算前，不再计入
    2021-09-10 周五 — 重新起算前，不再计入
    2021-09-11 周六 — 重新起算前，不再计入
    2021-09-12 周日 — 重新起算前，不再计入
    2021-09-13 周一 — 重新起算前，不再计入
    2021-09-14 周二 — 重新起算前，不再计入
    2021-09-15 周三 — 重新起算前，不再计入
    2021-09-16 周四 — 重新起算前，不再计入
    2021-09-17 周五 — 重新起算前，不再计入
    2021-09-18 周六 — 重新起算前，不再计入
    2021-09-19 周日 — 重新起算前，不再计入
    2021-09-20 周一 — 重新起算前，不再计入
    2021-09-21 周二 — 重新起算前，不再计入
    2021-09-22 周三 — 重新起算前，不再计入
    2021-09-23 周四 — 重新起算前，不再计入
    2021-09-24 周五 — 重新起算前，不再计入
    2021-09-25 周六 — 重新起算前，不再计入
    2021-09-26 周日 — 重新起算前，不再计入
    2021-09-27 周一 — 重新起算前，不再计入
    2021-09-28 周二 — 重新起算前，不再计入
    2021-09-29 周三 — 重新起算前，不再计入
    2021-09-30 周四 — 重新起算前，不再计入
    2021-10-01 周五 — 重新起算前，不再计入
    2021-10-02 周六 — 重新起算前，不再计入
    2021-10-03 周日 — 重新起算前，不再计入
    2021-10-04 周一 — 重新起算前，不再计入
    2021-10-05 周二 — 重新起算前，不再计入
    2021-10-06 周三 — 重新起算前，不再计入
    2021-10-07 周四 — 重新起算前，不再计入
    2021-10-08 周五 — 申请人缴费，自次日重新起算
    2021-10-09 周六 1 国庆节调休上班（国办发明电〔2020〕27号）
    2021-10-10 周日 — 周末
    2021-10-11 周一 2 工作日
    2021-10-12 周二 3 工作日
    2021-10-13 周三 4 工作日
    2021-10-14 周四 5 工作日
    2021-10-15 周五 6 工作日
    2021-10-16 周六 — 周末
    2021-10-17 周日 — 周末
    2021-10-18 周一 7 工作日
    2021-10-19 周二 8 工作日
    2021-10-20 周三 9 工作日
    2021-10-21 周四 10 工作日
    2021-10-22 周五 11 工作日
    2021-10-23 周六 — 周末
    2021-10-24 周日 — 周末
    2021-10-25 周一 12 工作日
    2021-10-26 周二 13 工作日
    2021-10-27 周三 14 工作日
    2021-10-28 周四 15 工作日
    2021-10-29 周五 16 工作日
    2021-10-30 周六 — 周末
    2021-10-31 周日 — 周末
    2021-11-01 周一 17 工作日
    2021-11-02 周二 18 工作日
    2021-11-03 周三 19 工作日
    2021-11-04 周四 20 工作日
"""

TWO_PARTIES = """
    2021-03-01 周一 — 起算日，不计入
    2021-03-02 周二 1 工作日
    2021-03-03 周三 2 工作日
    2021-03-04 周四 3 工作日
    2021-03-05 周五 4 工作日
    2021-03-06 周六 — 周末
    2021-03-07 周日 — 周末
    2021-03-08 周一 — 征求第三方意见，不计入
    2021-03-09 周二 — 征求第三方意见，不计入
    2021-03-10 周三 — 征求第三方意见，不计入
    2021-03-11 周四 — 征求第三方意见，不计入
    2021-03-12 周五 — 征求第三方意见，不计入
    2021-03-13 周六 — 周末
    2021-03-14 周日 — 周末
    2021-03-15 周一 — 征求第三方意见，不计入
    2021-03-16 周二 — 征求第三方意见，不计入
    2021-03-17 周三 — 征求第三方意见，不计入
    2021-03-18 周四 — 征求第三方意见，不计入
    2021-03-19 周五 — 征求第三方意见，不计入
    2021-03-20 周六 — 周末
    2021-03-21 周日 — 周末
    2021-03-22 周一 — 征求第三方意见，不计入
    2021-03-23 周二 — 征求第三方意见，不计入
    2021-03-24 周三 — 征求第三方意见，不计入
    2021-03-25 周四 — 征求第三方意见，不计入
    2021-03-26 周五 — 征求第三方意见，不计入
    2021-03-27 周六 — 周末
    2021-03-28 周日 — 周末
    2021-03-29 周一 — 征求第三方意见，不计入
    2021-03-30 周二 — 征求第三方意见，不计入
    2021-03-31 周三 — 征求第三方意见，不计入
    2021-04-01 周四 — 征求第三方意见，不计入
    2021-04-02 周五 — 征求第三方意见，不计入
    2021-04-03 周六 — 清明节放假（国办发明电〔2020〕27号）
    2021-04-04 周日 — 清明节放假（国办发明电〔2020〕27号）
    2021-04-05 周一 — 清明节放假（国办发明电〔2020〕27号）
    2021-04-06 周二 5 工作日
    2021-04-07 周三 6 工作日
    2021-04-08 周四 7 工作日
    2021-04-09 周五 8 工作日
    2021-04-10 周六 — 周末
    2021-04-11 周日 — 周末
    2021-04-12 周一 9 工作日
    2021-04-13 周二 10 工作日
    2021-04-14 周三 11 工作日
    2021-04-15 周四 12 工作日
    2021-04-16 周五 13 工作日
    2021-04-17 周六 — 周末
    2021-04-18 周日 — 周末
    2021-04-19 周一 14 工作日
    2021-04-20 周二 15 工作日
    2021-04-21 周三 16 工作日
    2021-04-22 周四 17 工作日
    2021-04-23 周五 18 工作日
    2021-04-24 周六 — 周末
    2021-04-25 周日 19 劳动节调休上班（国办发明电〔2020〕27号）
    2021-04-26 周一 20 工作日
"""

PARTIES = (
    {"type": "third_party_asked", "on": "2021-03-05", "party": "甲"},
    {"type": "third_party_answered", "on": "2021-03-19", "party": "甲"},
    {"type": "third_party_asked", "on": "2021-03-10", "party": "乙"},
    {"type": "consult_received", "on": "2021-03-12", "party": "乙"},
)


def test_a_fee_paid_in_the_national_day_week() -> None:
    deadline = due("2021-11-04", received_on="2021-09-06", fee_notice_on="2021-09-10", paid_on="2021-10-08")
    assert lines(account(deadline, CHINA)) == text(FEE)


def test_two_third_parties_one_silent() -> None:
    deadline = due("2021-04-26", received_on="2021-03-01", events=list(PARTIES))
    assert lines(account(deadline, CHINA)) == text(TWO_PARTIES)


def test_the_reasons_in_english() -> None:
    fee = due("2021-11-04", received_on="2021-09-06", fee_notice_on="2021-09-10", paid_on="2021-10-08")
    parties = due("2021-04-26", received_on="2021-03-01", events=list(PARTIES))
    corrected = due("2021-07-13", received_on="2021-07-01", correction_received_on="2021-07-12")
    agency = [{"type": "agency_asked", "on": "2021-03-05"}, {"type": "agency_answered", "on": "2021-03-12"}]
    asked = due("2021-03-12", received_on="2021-03-01", events=agency)
    longer = due("2021-03-12", received_on="2021-03-01", extension_notified_on="2021-03-12", extension_days=1)
    days = [day for deadline in (fee, parties, corrected, asked, longer) for day in account(deadline, CHINA)]
    assert {day.reason.en for day in days} == {
        "the day it starts from, not counted",
        "correction received: counting starts anew the next day",
        "fee paid: counting starts anew the next day",
        "before counting started anew, no longer counted",
        "working day",
        "working day (added by the extension)",
        "weekend",
        "consulting a third party, not counted",
        "consulting another agency, not counted",
        "Tomb-Sweeping Day, off (国办发明电〔2020〕27号)",
        "made up for National Day (国办发明电〔2020〕27号)",
        "made up for Labour Day (国办发明电〔2020〕27号)",
    }
    assert {day.weekday.en for day in days} == {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}


def test_days_beyond_the_settled_ones_are_provisional() -> None:
    days = account(judged("2026-12-22", start="2026-12-22", within="8 working_days"), CHINA)
    assert lines(days) == text("""
        2026-12-22 周二 — 起算日，不计入
        2026-12-23 周三 1 工作日
        2026-12-24 周四 2 工作日
        2026-12-25 周五 3 工作日（推定）
        2026-12-26 周六 — 周末（推定）
        2026-12-27 周日 — 周末（推定）
        2026-12-28 周一 4 工作日（推定）
        2026-12-29 周二 5 工作日（推定）
        2026-12-30 周三 6 工作日（推定）
        2026-12-31 周四 7 工作日（推定）
        2027-01-01 周五 — 元旦放假（推定）
        2027-01-02 周六 — 周末（推定）
        2027-01-03 周日 — 周末（推定）
        2027-01-04 周一 8 工作日（推定）
    """)


def test_the_days_of_an_extension() -> None:
    deadline = due("2021-07-01", received_on="2021-06-01", extension_notified_on="2021-06-30", extension_days=2)
    assert lines(account(deadline, CHINA))[-4:] == text("""
        2021-06-29 周二 19 工作日
        2021-06-30 周三 20 工作日
        2021-07-01 周四 21 工作日（延期增加）
        2021-07-02 周五 22 工作日（延期增加）
    """)


def test_calendar_days_all_count() -> None:
    days = account(judged("2021-07-01", start="2021-07-02", within="3 days"), CHINA)
    assert lines(days) == text("""
        2021-07-02 周五 — 起算日，不计入
        2021-07-03 周六 1 日历日
        2021-07-04 周日 2 日历日
        2021-07-05 周一 3 日历日
    """)


@pytest.mark.parametrize(
    "deadline",
    [
        judged("2021-07-01", start="2021-07-01", within="1 month"),
        judged("2021-07-01", start="2021-07-01T10:00", within="5 hours"),
        judged("2021-07-01", start="2021-07-01", within="2001 days"),
        judged("2021-07-01", start="2021-07-01", by="2021-07-31"),
        Deadline(Verdict.UNDETERMINED, State.UNKNOWN),
    ],
    ids=["months", "hours", "too long", "no limit", "no start"],
)
def test_limits_without_an_account(deadline: Deadline) -> None:
    assert account(deadline, CHINA) == []


def test_the_longest_account() -> None:
    assert len(account(judged("2021-07-01", start="2010-07-01", within="2000 days"), CHINA)) == 2_001


@settings(max_examples=200, deadline=None)
@given(cases())
def test_the_last_number_is_the_limit_with_its_extension(generated: tuple[Case, date]) -> None:
    deadline = deadline_of(*generated)
    assume(deadline.due is not None)
    assert deadline.limit is not None
    days = account(deadline, CHINA)
    began = deadline.start if deadline.began is None else deadline.began
    assert (days[0].day, days[-1].day) == (began, deadline.due)
    assert isinstance(deadline.start, date)
    assert all(d.number is None for d in days if d.day <= deadline.start)
    assert days[-1].number == deadline.limit.amount + deadline.extended
    assert [d.number for d in days if d.number is not None] == list(range(1, days[-1].number + 1))
    assert [(b.day - a.day).days for a, b in pairwise(days)] == [1] * (len(days) - 1)
