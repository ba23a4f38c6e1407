"""Typed records: nothing is converted, a wrong type is a TypeError and an unknown name or code a ValueError."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import pytest
from pydantic import BaseModel

from gkrules.deadlines.trace import CaseEvent
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value
from gkrules.records.typed import typed_record

DOCUMENT, APPLICATION = "document", "disclosure_application"
DAY = date(2021, 7, 1)
HOUR = datetime(2021, 7, 1, 9)  # noqa: DTZ001 - any instant will do
SUBJECTS = ", ".join(dictionary().subjects)


def read(record: object, *subjects: str) -> Record:
    return typed_record(record, dictionary(), set(subjects) or {DOCUMENT, APPLICATION})


@pytest.mark.parametrize(
    ("subject", "name", "value", "kept"),
    [
        (DOCUMENT, "issued_on", DAY, DAY),
        (DOCUMENT, "title", "标题", "标题"),
        (DOCUMENT, "disclosure_attribute", "proactive", "proactive"),
        (DOCUMENT, "topic", ["housing", "other"], ("housing", "other")),
        (DOCUMENT, "co_issuers", ("甲局",), ("甲局",)),
        (DOCUMENT, "request_count", 3, 3),
        (DOCUMENT, "classified", True, True),
        (APPLICATION, "fee_amount", 40, 40),
        (APPLICATION, "fee_amount", Decimal("0.1"), Fraction(1, 10)),
        (APPLICATION, "fee_amount", Fraction(1, 3), Fraction(1, 3)),
        (APPLICATION, "events", [{"type": "paid", "on": DAY, "days": None}], (CaseEvent(DAY, "paid"),)),
        (APPLICATION, "events", (CaseEvent(DAY, "paid", "甲", 3),), (CaseEvent(DAY, "paid", "甲", 3),)),
        (DOCUMENT, "title", None, UNKNOWN),
        (DOCUMENT, "issued_on", None, None),
        (DOCUMENT, "channels", None, ()),
        (DOCUMENT, "classified", None, False),
        (DOCUMENT, "disclosure_kind", None, "ordinary"),
    ],
)
def test_kept_as_it_is(subject: str, name: str, value: object, kept: Value) -> None:
    record = read({"subject": subject, "id": "A1", name: value})
    assert (record.subject, record.id, record.values) == (subject, "A1", {name: kept})
    assert type(record.values[name]) is type(kept)


@pytest.mark.parametrize(
    ("subject", "name", "value", "told"),
    [
        (DOCUMENT, "issued_on", "2021-07-01", "issued_on is date; str is not"),
        (DOCUMENT, "issued_on", HOUR, "issued_on is date; datetime is not"),
        (DOCUMENT, "issued_on", 44378, "issued_on is date; int is not"),
        (DOCUMENT, "title", 5, "title is text; int is not"),
        (DOCUMENT, "disclosure_attribute", ["proactive"], "disclosure_attribute is code; list is not"),
        (DOCUMENT, "topic", "housing", "topic is list_of_code; str is not"),
        (DOCUMENT, "topic", ["housing", None], "topic is list_of_code; list is not"),
        (DOCUMENT, "co_issuers", "甲局", "co_issuers is list_of_text; str is not"),
        (DOCUMENT, "request_count", "3", "request_count is integer; str is not"),
        (DOCUMENT, "request_count", True, "request_count is integer; bool is not"),
        (DOCUMENT, "request_count", 3.0, "request_count is integer; float is not"),
        (DOCUMENT, "classified", 1, "classified is bool; int is not"),
        (DOCUMENT, "classified", "是", "classified is bool; str is not"),
        (APPLICATION, "fee_amount", 0.1, "fee_amount is number; float is not"),
        (APPLICATION, "fee_amount", True, "fee_amount is number; bool is not"),
        (APPLICATION, "fee_amount", Decimal("Infinity"), "fee_amount is number; Decimal is not"),
        (APPLICATION, "fee_amount", Decimal("NaN"), "fee_amount is number; Decimal is not"),
        (APPLICATION, "events", "[]", "events is events; str is not"),
        (APPLICATION, "events", ["paid"], "an event is {type, on, party, days}"),
        (APPLICATION, "events", [{"type": "paid"}], "an event is {type, on, party, days}"),
        (APPLICATION, "events", [{"type": "paid", "on": DAY, "x": 1}], "an event is {type, on, party, days}"),
        (
            APPLICATION, "events", [{"type": "paid", "on": "2021-07-01"}],
            "an event's on is a date and its days a whole number",
        ),
        (
            APPLICATION, "events", [{"type": "paid", "on": DAY, "days": "3"}],
            "an event's on is a date and its days a whole number",
        ),
    ],
)  # fmt: skip
def test_wrong_types(subject: str, name: str, value: object, told: str) -> None:
    with pytest.raises(TypeError) as caught:
        read({"subject": subject, name: value})
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"subject": DOCUMENT, "titel": "标题"}, "document has no field 'titel'"),
        ({"subject": DOCUMENT, "标题": "标题"}, "document has no field '标题'"),
        ({"title": "标题"}, f"a record names its subject; this one names None; subjects: {SUBJECTS}"),
        ({"subject": "documnet"}, "a record names its subject; this one names 'documnet'; did you mean 'document'?"),
        (
            {"subject": DOCUMENT, "disclosure_attribute": "主动公开"},
            "a value of disclosure_attribute is none of its codes: proactive, on_request, withheld",
        ),
        (
            {"subject": DOCUMENT, "accessibility": ["searchable", "x"]},
            "a value of accessibility is none of its codes: searchable, verifiable, reusable",
        ),
        (
            {"subject": APPLICATION, "events": [{"type": "补正告知", "on": DAY}]},
            f"an event's type is one of {', '.join(dictionary()[APPLICATION].fields['events'].codes)}",
        ),
    ],
)
def test_unknown_names_and_codes(record: object, told: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        read(record)
    assert str(caught.value) == told


@pytest.mark.parametrize("record", ["document", 5, None, [("id", "1")], ("id",)])
def test_not_a_record(record: object) -> None:
    with pytest.raises(TypeError) as caught:
        read(record)
    assert str(caught.value) == "a record is a dict or a record model"


def test_the_only_subject_need_not_be_named() -> None:
    assert read({"title": "标题"}, DOCUMENT) == Record(DOCUMENT, "", {"title": "标题"})


class DocumentModel(BaseModel):
    """Any model that names its subject will do."""

    gkrules_subject: ClassVar[str] = DOCUMENT
    id: str = ""
    title: str | None = None
    issued_on: date | None = None


def test_a_model_gives_the_fields_that_were_set() -> None:
    assert read(DocumentModel(id="A1", issued_on=None)) == Record(DOCUMENT, "A1", {"issued_on": None})
    assert read(DocumentModel(id="A1", title="标题")) == Record(DOCUMENT, "A1", {"title": "标题"})


def test_a_listed_event_stands_for_an_empty_date() -> None:
    events = [CaseEvent(date(2021, 7, 9), "paid"), CaseEvent(DAY, "paid")]
    assert read({"subject": APPLICATION, "events": events}).value("paid_on") == DAY
    assert read({"subject": APPLICATION, "events": events, "paid_on": None}).value("paid_on") == DAY
    stated = read({"subject": APPLICATION, "events": events, "paid_on": date(2021, 8, 1)})
    assert stated.value("paid_on") == date(2021, 8, 1)


def test_absent_is_not_empty() -> None:
    record = read({"subject": DOCUMENT, "issued_on": None})
    assert not record.is_absent("issued_on")
    assert record.is_absent("published_on")
