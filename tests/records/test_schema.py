"""JSON Schema of records: it takes what `check` reads without a fault, and says what the dictionary says."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from gkrules import record_model, record_schema
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank, Field, FieldType
from gkrules.records.typed import typed_record
from gkrules.sources.dicts import tables_by_subject
from gkrules.sources.intake import Reader

SUBJECTS = list(dictionary().subjects)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, fold=0)  # cells tell moments by the second
)
TEXTS = st.text("甲乙丙丁〔〕0123", min_size=1, max_size=8)
VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: TEXTS,
    FieldType.DATE: DAYS,
    FieldType.INSTANT: st.one_of(DAYS, MOMENTS),
    FieldType.INTEGER: st.integers(0, 10**9),
    FieldType.NUMBER: st.integers(0, 10**9).map(lambda n: Decimal(n) / 100),
    FieldType.BOOL: st.booleans(),
    FieldType.LIST_OF_TEXT: st.lists(TEXTS, max_size=3, unique=True),
}


def validator(subject: str) -> Draft202012Validator:
    return Draft202012Validator(record_schema(subject), format_checker=Draft202012Validator.FORMAT_CHECKER)


def values(field: Field) -> st.SearchStrategy[Any]:
    codes = st.sampled_from(sorted(field.codes)) if field.codes else st.nothing()
    if field.type is FieldType.EVENTS:
        event = st.fixed_dictionaries(
            {"type": codes, "on": DAYS}, optional={"party": TEXTS, "days": st.integers(1, 99)}
        )
        return st.lists(event, max_size=3)
    coded = {FieldType.CODE: codes, FieldType.LIST_OF_CODE: st.lists(codes, max_size=3, unique=True)}
    return coded[field.type] if field.type in coded else VALUES[field.type]


@st.composite
def records(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A record of any subject: some fields absent, some empty, the others filled in."""
    subject = dictionary()[draw(st.sampled_from(SUBJECTS))]
    names = draw(st.lists(st.sampled_from([n for n in subject.fields if n != "id"]), max_size=8, unique=True))
    return subject.name, {"id": draw(TEXTS), **{n: draw(st.none() | values(subject.fields[n])) for n in names}}


@given(records())
def test_what_a_model_writes_is_valid_and_read_back_as_the_same(drawn: tuple[str, dict[str, Any]]) -> None:
    """Round trip: model → JSON → schema → model; and `check` reads the JSON as the typed path reads the model."""
    subject, given_values = drawn
    model = record_model(subject)(**given_values)
    written = model.model_dump(mode="json", exclude_unset=True)
    validator(subject).validate(written)
    assert record_model(subject).model_validate(written) == model
    intake = Reader(dictionary()[subject]).read(tables_by_subject([written], subject)[subject])
    assert intake.cell_errors == []
    typed = typed_record(model, dictionary(), set())
    assert {n: repr(v) for n, v in intake.records[0].values.items()} == {n: repr(v) for n, v in typed.values.items()}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_is_a_json_schema_that_says_what_the_dictionary_says(subject: str) -> None:
    schema, entry = record_schema(subject), dictionary()[subject]
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == entry.label.zh
    assert list(schema["properties"]) == ["subject", *entry.fields]
    for field in entry.fields.values():
        said = schema["properties"][field.name]
        assert (said["title"], said["description"]) == (field.zh, field.about.en)
        about = said["x-gkrules"]
        assert about["about"] == field.about.as_dict()
        assert about["blank"] == field.blank
        assert ("value" in about) == (field.blank is Blank.VALUE)
        assert about.get("value") == field.blank_value
        assert about["reports"] == ("as_is" if field.safe else "length")
        assert about.get("codes", {}) == field.codes
    coded = [f for f in entry.fields.values() if f.type is FieldType.CODE]
    assert all(schema["properties"][f.name]["enum"] == [*f.codes, None] for f in coded)


RIGHT = {
    "id": "D1",
    "title": "标题",
    "disclosure_attribute": "proactive",
    "issued_on": "2021-07-01",
    "topic": ["housing"],
}


@pytest.mark.parametrize(
    ("subject", "changed"),
    [
        ("document", {}),
        ("document", {"subject": "document"}),
        ("document", {"issued_on": None, "channels": []}),
        ("disclosure_application", {"fee_amount": 12.5}),
        ("disclosure_application", {"fee_amount": "12.50"}),
        ("disclosure_application", {"events": [{"type": "paid", "on": "2021-07-01", "party": None}]}),
        ("release", {"published_at": "2021-07-01"}),
        ("release", {"published_at": "2021-07-01T08:30:00+08:00"}),
        ("release", {"published_at": "2021-07-01 08:30"}),
    ],
)
def test_right_records(subject: str, changed: dict[str, Any]) -> None:
    record = {**(RIGHT if subject == "document" else {"id": "A1"}), **changed}
    validator(subject).validate(record)
    record_model(subject)(**{name: value for name, value in record.items() if name != "subject"})


@pytest.mark.parametrize(
    ("subject", "changed"),
    [
        ("document", {"id": ""}),
        ("document", {"id": None}),
        ("document", {"subject": "message"}),
        ("document", {"titel": "标题"}),
        ("document", {"标题": "标题"}),
        ("document", {"title": 5}),
        ("document", {"disclosure_attribute": "主动公开"}),
        ("document", {"issued_on": "2021-02-30"}),
        ("document", {"issued_on": "2021年7月1日"}),
        ("document", {"issued_on": "1821-07-01"}),
        ("document", {"issued_on": "2021-07-01T00:00:00"}),
        ("document", {"topic": "housing"}),
        ("document", {"topic": ["housing", None]}),
        ("document", {"request_count": "3"}),
        ("document", {"request_count": 3.5}),
        ("document", {"classified": "是"}),
        ("disclosure_application", {"fee_amount": "十元"}),
        ("disclosure_application", {"events": [{"type": "paid"}]}),
        ("disclosure_application", {"events": [{"type": "paid", "on": "2021-07-01", "at": "x"}]}),
        ("disclosure_application", {"events": [{"type": "缴费", "on": "2021-07-01"}]}),
        ("release", {"published_at": "2021-07-01T08"}),
    ],
)
def test_wrong_records(subject: str, changed: dict[str, Any]) -> None:
    record = {**(RIGHT if subject == "document" else {"id": "A1"}), **changed}
    assert not validator(subject).is_valid(record)


def test_an_id_is_needed() -> None:
    assert not validator("document").is_valid({"title": "标题"})
    with pytest.raises(ValidationError):
        record_model("document").model_validate({"title": "标题"})


def test_no_such_subject() -> None:
    with pytest.raises(KeyError, match="documents"):
        record_schema("documents")


def test_a_schema_is_a_copy() -> None:
    record_schema("document")["properties"].clear()
    assert record_schema("document")["properties"]
