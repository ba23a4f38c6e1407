"""Placeholders of messages: which may stand, and what an official reads in their place, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Window
from gkrules.deadlines.limit import Limit, Unit
from gkrules.deadlines.result import Deadline, State, Verdict
from gkrules.language.messages import Filling, fault_in, placeholders, share_words, shown
from gkrules.language.rule import ParamValue, Version
from gkrules.language.rules import read_rules
from gkrules.language.versions import PackFrame
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value
from gkrules.yaml_tree import YamlFile

DOCUMENT = dictionary()["document"]
APPLICATION = dictionary()["disclosure_application"]
RULE = """
rules:
  - id: example/first
    clauses: [example/1]
    title: {zh: 题, en: A title}
    subject: document
    modality: must
    severity: error
    in_force: {from: "2020-01-01"}
    require: present(title)
    message: {zh: 消息, en: A message}
    remedy: {zh: 补正, en: Mend it}
"""


def version() -> Version:
    file = YamlFile("a.yaml", RULE)
    (rule,) = read_rules(file, PackFrame("example", Window(), None), dictionary())
    return rule.versions[0]


def filled(
    text: str,
    values: Mapping[str, Value] | None = None,
    params: Mapping[str, ParamValue] | None = None,
    deadline: Deadline | None = None,
) -> tuple[str, str]:
    record = Record("document", "甲-1", values or {})
    found = Filling(DOCUMENT, record, version(), params or {}, deadline).fill(Bilingual(text, text))
    return found.zh, found.en


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("{issuer}于{issued_on}印发", ["issuer", "issued_on"]),
        ("{params.term}{deadline.due}", ["params.term", "deadline.due"]),
        ("{}{ a }", ["", " a "]),
        ("{{issuer}}", ["issuer"]),
        ("{a", []),
        ("a}{", []),
    ],
)
def test_placeholders(text: str, names: list[str]) -> None:
    assert placeholders(text) == names


PARTS = "a deadline has start, due, met, limit, left, overrun"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("issuer", None),
        ("id", None),
        ("channels", None),
        ("params.term", None),
        ("deadline.due", None),
        ("titel", "unknown field 'titel'"),
        ("", "unknown field ''"),
        ("发文机关", "unknown field '发文机关'"),
        ("issuer.name", "unknown field 'issuer.name'"),
        ("params.tern", "unknown parameter 'tern'"),
        ("deadline.dew", PARTS),
        ("deadline.verdict", PARTS),
        ("title", "title holds free text, which may be personal data and is never shown"),
        ("body", "body holds free text, which may be personal data and is never shown"),
    ],
)
def test_what_may_stand(name: str, why: str | None) -> None:
    assert fault_in(name, DOCUMENT, {"term": None}, has_deadline=True) == why


def test_what_may_not_stand_elsewhere() -> None:
    assert fault_in("deadline.due", DOCUMENT, {}, has_deadline=False) == "only deadlines have a due date"
    why = "events is a list of events, which has no short form"
    assert fault_in("events", APPLICATION, {}, has_deadline=True) == why


def test_no_field_of_free_text_may_stand() -> None:
    for subject in dictionary().subjects.values():
        for name, field in subject.fields.items():
            if not field.safe:
                assert fault_in(name, subject, {}, has_deadline=False) is not None


SHOWN = [
    (None, "（未填写）", "(not stated)"),
    ((), "（未填写）", "(not stated)"),
    (True, "是", "yes"),
    (False, "否", "no"),
    (date(2021, 2, 5), "2021年2月5日", "2021-02-05"),
    (datetime(2021, 2, 5, 9, 7), "2021年2月5日09:07", "2021-02-05 09:07"),  # noqa: DTZ001 - China's time, as everywhere
    (datetime(2021, 2, 5, 1, 7, tzinfo=UTC), "2021年2月5日09:07", "2021-02-05 09:07"),
    (0, "0", "0"),
    (1_234_567, "1234567", "1234567"),
    (Fraction(3), "3", "3"),
    (Fraction(9, 10), "0.9", "0.9"),
    (Fraction("1234567.89"), "1234567.89", "1234567.89"),
    (Fraction(1, 3), "0.333333", "0.333333"),
    (Fraction(100), "100", "100"),
    ("甲", "甲", "甲"),
    (("甲", "乙"), "甲、乙", "甲, 乙"),
    (Limit(20, Unit.WORKING_DAYS), "20个工作日", "20 working days"),
    (Limit(1, Unit.WORKING_DAYS), "1个工作日", "1 working day"),
    (Limit(1, Unit.MONTHS), "1个月", "1 month"),
    (Limit(30, Unit.DAYS), "30日", "30 calendar days"),
    (Limit(24, Unit.HOURS), "24小时", "24 hours"),
]


@pytest.mark.parametrize(
    ("least", "most", "at_most", "zh", "en"),
    [
        (Fraction(3, 8), Fraction(3, 8), False, "37.5%", "37.5%"),
        (Fraction(3, 8), Fraction(3, 8), True, "37.5%", "37.5%"),
        (
            Fraction(3, 8), Fraction(1, 2), False, "至多50%（尚不能确定的均按符合计算）",
            "at most 50% (all that is uncertain counted as complying)",
        ),
        (
            Fraction(3, 8), Fraction(1, 2), True, "至少37.5%（尚不能确定的均不计入）",
            "at least 37.5% (nothing uncertain counted)",
        ),
        (Fraction(89_999, 100_000), Fraction(89_999, 100_000), False, "89.99%", "89.99%"),
        (None, None, False, "（不详）", "(unknown)"),
    ],
)  # fmt: skip
def test_shares(least: Fraction | None, most: Fraction | None, at_most: bool, zh: str, en: str) -> None:
    assert share_words(least, most, at_most=at_most) == Bilingual(zh, en)


@pytest.mark.parametrize(("value", "zh", "en"), SHOWN)
def test_values(value: object, zh: str, en: str) -> None:
    assert (shown(value, "zh"), shown(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("name", "values", "zh", "en"),
    [
        ("disclosure_attribute", {"disclosure_attribute": "on_request"}, "依申请公开", "on request"),
        ("channels", {"channels": ("website", "wechat")}, "网站、微信", "website, wechat"),
        ("co_issuers", {"co_issuers": ("甲厅", "乙厅")}, "甲厅、乙厅", "甲厅, 乙厅"),
        ("is_policy", {"is_policy": False}, "否", "no"),
        ("issued_on", {"issued_on": date(2021, 12, 31)}, "2021年12月31日", "2021-12-31"),
        # an empty cell, one that cannot be read, and a column that is not there are told apart from each other
        ("issued_on", {"issued_on": None}, "（未填写）", "(not stated)"),
        ("issued_on", {"issued_on": UNKNOWN}, "（不详）", "(unknown)"),
        ("issued_on", {}, "（不详）", "(unknown)"),
        # what stands in a cell is never filled in again
        ("issuer", {"issuer": "{issued_on}{params.x}"}, "{issued_on}{params.x}", "{issued_on}{params.x}"),
        ("issuer", {"issuer": r"\1\g<0>"}, r"\1\g<0>", r"\1\g<0>"),
        ("id", {}, "甲-1", "甲-1"),
    ],
)
def test_fields(name: str, values: dict[str, Value], zh: str, en: str) -> None:
    assert filled(f"[{{{name}}}]", values) == (f"[{zh}]", f"[{en}]")


def test_parameters() -> None:
    term: dict[str, ParamValue] = {"term": Limit(7, Unit.WORKING_DAYS), "kinds": ("通知", "公告")}
    assert filled("{params.term}：{params.kinds}", params=term) == (
        "7个工作日：通知、公告",
        "7 working days：通知, 公告",
    )


def test_text_around_placeholders_stays() -> None:
    assert filled("{a {id} 100% {{") == ("{a 甲-1 100% {{", "{a 甲-1 100% {{")


LATE = Deadline(
    Verdict.VIOLATION,
    State.MET_LATE,
    limit=Limit(20, Unit.WORKING_DAYS),
    start=date(2021, 2, 5),
    due=date(2021, 3, 12),
    met=date(2021, 3, 15),
    overrun=1,
)


@pytest.mark.parametrize(
    ("part", "deadline", "zh", "en"),
    [
        ("start", LATE, "2021年2月5日", "2021-02-05"),
        ("due", LATE, "2021年3月12日", "2021-03-12"),
        ("met", LATE, "2021年3月15日", "2021-03-15"),
        ("limit", LATE, "20个工作日", "20 working days"),
        ("overrun", LATE, "1个工作日", "1 working day"),
        ("left", LATE, "（未填写）", "(not stated)"),
        ("left", Deadline(Verdict.PENDING, State.RUNNING, limit=Limit(2, Unit.MONTHS), left=0), "0个月", "0 months"),
        ("left", Deadline(Verdict.PENDING, State.RUNNING, limit=Limit(24, Unit.HOURS), left=3), "3小时", "3 hours"),
        # a fixed day has no limit: calendar days
        ("overrun", Deadline(Verdict.VIOLATION, State.OVERDUE, overrun=1), "1日", "1 calendar day"),
        ("due", None, "（未填写）", "(not stated)"),
    ],
)  # fmt: skip
def test_deadlines(part: str, deadline: Deadline | None, zh: str, en: str) -> None:
    assert filled(f"{{deadline.{part}}}", deadline=deadline) == (zh, en)
