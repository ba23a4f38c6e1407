"""Cells as people fill them in: what each way of writing means, and reasons that never quote the cell."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.deadlines.fixed import SHANGHAI
from gkrules.deadlines.trace import CaseEvent
from gkrules.records.cells import BLANK_MARKS, CellFault, is_blank, read_cell
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType
from gkrules.records.record import Known

DAY = date(2019, 4, 25)
DATE = Field("issued_on", FieldType.DATE, "成文日期", safe=True)
INSTANT = Field("received_at", FieldType.INSTANT, "收到时间", safe=True)
INTEGER = Field("request_count", FieldType.INTEGER, "被申请次数", safe=True)
NUMBER = Field("fee_amount", FieldType.NUMBER, "收费金额", safe=True)
BOOL = Field("classified", FieldType.BOOL, "是否涉密", safe=True)
TEXT = Field("title", FieldType.TEXT, "标题", safe=False)
TEXTS = Field("co_issuers", FieldType.LIST_OF_TEXT, "联合发文机关", safe=True)
ATTRIBUTE = dictionary()["document"].fields["disclosure_attribute"]
TOPIC = dictionary()["document"].fields["topic"]
EVENTS = dictionary()["disclosure_application"].fields["events"]


@pytest.mark.parametrize(
    "written",
    [
        "2019-04-25", "2019-4-25", "2019/4/25", "2019/04/25", "2019.4.25", "2019年4月25日", "2019年04月25",
        " 2019 年 4 月 25 日 ", "２０１９-０４-２５", "２０１９／４／２５", "２０１９年４月２５日",
        "20190425", 20190425,
        "2019-04-25 09:30", "2019-04-25T09:30:00", "2019/4/25 9:30:15", "2019年4月25日 9时30分",
        "2019-04-25T09:30:00.123",
        "2019-04-24T16:30:00Z", "2019-04-25T09:30:00+08:00", "2019-04-25 24:00", 43580,
        date(2019, 4, 25), datetime(2019, 4, 25, 23, 59, tzinfo=SHANGHAI), datetime(2019, 4, 24, 16, 0, tzinfo=UTC),
    ],
)  # fmt: skip
def test_a_day_however_it_is_written(written: object) -> None:
    assert read_cell(DATE, written) == DAY
    assert type(read_cell(DATE, written)) is date


NO_DATE = "not a date; write it like 2021-07-01"
NO_DAY = "there is no such day in the calendar"
NO_YEAR = "the year must lie between 1900 and 2100"
NO_TIME = "there is no such time of day"
EXPECTED = "a date such as 2021-07-01 is expected"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2019-02-31", NO_DAY), ("2019-02-29", NO_DAY), ("2019年13月1日", NO_DAY), ("20190431", NO_DAY),
        ("2019-00-10", NO_DAY), ("0000-01-01", NO_YEAR), ("9999-12-31", NO_YEAR), ("1899-12-31", NO_YEAR),
        (date(9999, 12, 31), NO_YEAR), (date(1, 1, 1), NO_YEAR), (datetime(9999, 12, 31, 23, tzinfo=UTC), NO_YEAR),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), NO_YEAR),
        ("2019-04", "the day of the month is missing"), ("2019年4月", "the day of the month is missing"),
        ("2019.4", "the day of the month is missing"), ("25/4/2019", NO_DATE), ("April 25, 2019", NO_DATE),
        ("二〇一九年四月二十五日", NO_DATE), ("2019", NO_DATE), ("43580", NO_DATE), (19_999, NO_DATE),
        (73_051, NO_DATE),
        ("2019-04-25 25:00", NO_TIME), ("2019-04-25 09:60", NO_TIME), ("2019-04-25 24:01", NO_TIME),
        ("2019-04-25T09:30:00+99:00", "there is no such offset from UTC"), ("即日", NO_DATE), (True, EXPECTED),
        (Decimal("43580.5"), EXPECTED), ([2019, 4, 25], EXPECTED), ({"y": 2019}, EXPECTED), (b"2019",
        "text is expected"),
    ],
)  # fmt: skip
def test_no_day(written: object, reason: str) -> None:
    with pytest.raises(CellFault) as caught:
        read_cell(DATE, written)
    assert caught.value.reason.en == reason
    assert caught.value.reason.zh


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2019-04-25", DAY),
        ("2019-04-25 09:30", datetime(2019, 4, 25, 9, 30)),  # noqa: DTZ001 - as written, without an offset
        ("2019年4月25日9时30分15秒", datetime(2019, 4, 25, 9, 30, 15)),  # noqa: DTZ001
        ("2019-04-25T01:30:00Z", datetime(2019, 4, 25, 9, 30, tzinfo=SHANGHAI)),
    ],
)
def test_an_instant_keeps_its_hour(written: str, moment: date) -> None:
    assert read_cell(INSTANT, written) == moment


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        (INTEGER, "12", 12), (INTEGER, " １２ ", 12), (INTEGER, "1,234,567", 1_234_567), (INTEGER, "-3", -3),
        (INTEGER, 7, 7), (INTEGER, Decimal("7.0"), 7), (INTEGER, Decimal("1E+3"), 1000),
        (NUMBER, "1,234.50", Fraction(2469, 2)), (NUMBER, "0.1", Fraction(1, 10)),
        (NUMBER, Decimal("0.1"), Fraction(1, 10)),
        (NUMBER, 5, Fraction(5)), (NUMBER, "１２．５", Fraction(25, 2)),
        (BOOL, True, True), (BOOL, "是", True), (BOOL, "YES", True), (BOOL, "1", True), (BOOL, 1, True),
        (BOOL, "有", True),
        (BOOL, "√", True), (BOOL, "否", False), (BOOL, "No", False), (BOOL, "0", False), (BOOL, "无", False),
        (BOOL, "×", False),
        (ATTRIBUTE, "proactive", "proactive"), (ATTRIBUTE, "主动公开", "proactive"), (ATTRIBUTE, " 不予公开 ",
        "withheld"),
        (TOPIC, "就业社保、住房保障", ("employment", "housing")), (TOPIC, "employment;housing", ("employment",
        "housing")),
        (TOPIC, "住房保障，就业社保|住房保障", ("housing", "employment")), (TOPIC, ["就业社保",
        "other"], ("employment", "other")),
        (TOPIC, "employment、", ("employment",)), (TOPIC, "４K产业", ("industry_4k",)), (TOPIC, [], ()),
        (TEXTS, "甲局、乙局\n丙局", ("甲局", "乙局", "丙局")), (TEXTS, ["甲局", " 甲局 "], ("甲局",)),
        (TEXTS, "甲局", ("甲局",)),
        (TEXT, "  标题 ", "标题"), (TEXT, "e\u0301", "\u00e9"), (TEXT, 2019, "2019"), (TEXT, Decimal("1.50"), "1.50"),
        (TEXT, True, "是"), (TEXT, False, "否"), (TEXT, date(2019, 4, 25), "2019-04-25"),
        (TEXT, datetime(2019, 4, 25, 9, 30), "2019-04-25 09:30:00"),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_values(field: Field, written: object, value: object) -> None:
    assert read_cell(field, written) == value
    assert type(read_cell(field, written)) is type(value)


NO_TOPIC = (
    "not one of its codes: budget_accounts, major_projects, public_resources, public_welfare, poverty_relief,"
    " network_poverty_relief, …"
)


@pytest.mark.parametrize(
    ("field", "written", "reason"),
    [
        (INTEGER, "12.5", "a whole number is expected"), (INTEGER, "12人", "a whole number is expected"),
        (INTEGER, "1,23", "a whole number is expected"), (INTEGER, True, "a whole number is expected"),
        (INTEGER, Decimal("2.5"), "a whole number is expected"),
        (INTEGER, Decimal("NaN"), "a whole number is expected"),
        (INTEGER, Decimal("Infinity"), "a whole number is expected"),
        (INTEGER, Decimal("sNaN"), "a whole number is expected"),
        (INTEGER, "9" * 31, "more than 30 digits"), (INTEGER, Decimal("1E+31"), "more than 30 digits"),
        (INTEGER, Decimal("1E+999999"), "more than 30 digits"),
        (NUMBER, "约5", "a number is expected"), (NUMBER, "5元", "a number is expected"),
        (NUMBER, False, "a number is expected"),
        (NUMBER, Decimal("NaN"), "a number is expected"), (NUMBER, "9" * 31, "more than 30 digits"),
        (BOOL, "也许", "yes or no (是 or 否) is expected"), (BOOL, 2, "yes or no (是 or 否) is expected"),
        (ATTRIBUTE, "公开", "not one of its codes: proactive, on_request, withheld"),
        (ATTRIBUTE, ["proactive"], "text is expected"), (TOPIC, ["employment", None], "the list has an empty member"),
        (TOPIC, "天气", NO_TOPIC),
        (TEXTS, [{"a": 1}], "text is expected"), (TEXT, ["a"], "text is expected"),
        (TEXT, {"a": 1}, "text is expected"),
        (TEXT, "长" * 10_000_001, "more than 10,000,000 characters"),
    ],
)  # fmt: skip
def test_no_value(field: Field, written: object, reason: str) -> None:
    with pytest.raises(CellFault) as caught:
        read_cell(field, written)
    assert caught.value.reason.en == reason


ASKED = CaseEvent(DAY, "third_party_asked", "甲", None)


@pytest.mark.parametrize(
    ("written", "events"),
    [
        ([{"type": "third_party_asked", "on": "2019-04-25", "party": "甲"}], (ASKED,)),
        ([{"type": "征求第三方", "on": "2019年4月25日", "party": "甲", "days": None}], (ASKED,)),
        ('[{"type": "extension_notified", "on": "2019-04-25", "days": 15}]', (CaseEvent(DAY, "extension_notified",
        "", 15),)),
        ([ASKED], (ASKED,)),
        ("[]", ()),
    ],
)  # fmt: skip
def test_events(written: object, events: tuple[CaseEvent, ...]) -> None:
    assert read_cell(EVENTS, written) == events


NO_TYPE = (
    "not one of its codes: third_party_asked, agency_asked, consult_received, third_party_answered, agency_answered,"
    " correction_notified, …"
)
NO_EVENTS = "a list of events {type, on, party, days} is expected"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2019-04-25补正", NO_EVENTS), ("[" * 100_000, NO_EVENTS), ({"type": "paid"}, NO_EVENTS),
        ([{}] * 1_001, NO_EVENTS),
        ([{"type": "paid"}], "an event lacks its type or its day (on)"),
        (["paid"], "an event lacks its type or its day (on)"),
        ([{"type": "paid", "on": "2019-02-30"}], NO_DAY),
        ([{"type": "paid", "on": "2019-04-25", "name": 1}], "an event has a key other than type, on, party, days"),
        ([{"type": "paid", "on": "2019-04-25", "days": "x"}], "a whole number is expected"),
        ([{"type": "天", "on": "2019-04-25"}], NO_TYPE),
    ],
)  # fmt: skip
def test_no_events(written: object, reason: str) -> None:
    with pytest.raises(CellFault) as caught:
        read_cell(EVENTS, written)
    assert caught.value.reason.en == reason


@pytest.mark.parametrize("mark", sorted(BLANK_MARKS))
def test_marks_for_nothing(mark: str) -> None:
    assert is_blank(mark)
    assert is_blank(f"\u3000{mark} ")


@pytest.mark.parametrize("content", ["0", "否", "无关", 0, False, [], "_", "？"])
def test_content_is_not_blank(content: object) -> None:
    assert not is_blank(content)


FIELDS = [f for subject in dictionary().subjects.values() for f in subject.fields.values()]
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.dates() | st.datetimes() | st.text(max_size=20)
    | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "on", "days", "x"]), inner),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FIELDS), ODD)
def test_any_cell_is_read_or_refused(field: Field, raw: object) -> None:
    value, reason = attempt(field, raw)
    assert (value is None) != (reason is None)


def attempt(field: Field, raw: object) -> tuple[Known | None, str | None]:
    """The value of a cell, or the reason in both languages why there is none."""
    try:
        return read_cell(field, raw), None
    except CellFault as fault:
        return None, fault.reason.zh + fault.reason.en


CANARY = "张三13800000000110101199001010000"
CELLS = [CANARY, [CANARY], f'[{{"type": "{CANARY}", "on": "{CANARY}"}}]', [{"type": CANARY, "on": 1}]]


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
@pytest.mark.parametrize("raw", CELLS)
def test_reasons_never_quote_the_cell(field: Field, raw: object) -> None:
    _, reason = attempt(field, raw)
    assert reason is not None or field.type in (FieldType.TEXT, FieldType.LIST_OF_TEXT)
    assert not any(part in (reason or "") for part in ("张三", "138", "1101"))
