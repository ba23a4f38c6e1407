"""JSON: shapes, numbers that cannot be trusted, keys that occur twice, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.sources import Broken, RawCell
from gkrules.sources.json_file import (
    NAMELESS_KEY,
    NO_NUMBER,
    NO_OBJECT,
    REPEATED_KEY,
    TOO_LONG_NUMBER,
    read_json,
)
from gkrules.sources.text import NOT_TEXT


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('" 甲\u3000"', "甲"),
        ('""', None),
        ("null", None),
        ("true", True),
        ("7", 7),
        ("-0", 0),
        ("2.50", Decimal("2.50")),
        ("1e3", Decimal("1E+3")),
        ("NaN", NO_NUMBER),
        ("-Infinity", NO_NUMBER),
        ("1e999999999", TOO_LONG_NUMBER),
        ("1e99999999999999999999", TOO_LONG_NUMBER),
        ("0e-99999999999999999999", TOO_LONG_NUMBER),
        ("9" * 40, int("9" * 40)),
        ("9" * 41, TOO_LONG_NUMBER),
        ("9" * 10_000, TOO_LONG_NUMBER),
        ("0." + "1" * 50, TOO_LONG_NUMBER),
        (r'"a\u0000"', NOT_TEXT),
        (r'"\ud800"', NOT_TEXT),
        (r'"\ud83d\ude00"', "😀"),
        ('["a", null, 1.5]', ["a", None, Decimal("1.5")]),
        ('{"b": {"c": " d "}}', {"b": {"c": "d"}}),
        ('{"b": 1, "b": 2}', {"b": REPEATED_KEY}),
    ],
)
def test_cells(value: str, cell: RawCell) -> None:
    (row,) = read_json(f'[{{"a": {value}}}]'.encode(), "t.json")
    assert row.cells == {"a": cell}
    assert type(row.cells["a"]) is type(cell)


def test_rows() -> None:
    rows = read_json('\ufeff{"records": [{"文 号": "1"}, 5, {"a": 1, "a ": 1}, [], {" ": 1}]}'.encode(), "t.json")
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert [dict(row.cells) for row in rows] == [{"文号": "1"}, {}, {"a": REPEATED_KEY}, {}, {}]
    assert [row.flaws for row in rows] == [(), (NO_OBJECT,), (), (NO_OBJECT,), (NAMELESS_KEY,)]
    assert read_json(b"[]", "t.json") == ()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"rows": []}', "neither an array of objects"),
        (b'{"records": [], "records": []}', "neither an array of objects"),
        (b'{"records": {}}', "neither an array of objects"),
        (b"5", "neither an array of objects"),
        (b'[{"a": 1},\n {"b": ', "not valid JSON at line 2, column 8"),
        (b"", "not valid JSON at line 1, column 1"),
        (b'[{"a": "\xff"}]', "not UTF-8 at byte offset 8"),
        (b'[{"a":\n' + b"[" * 99 + b"]" * 99 + b"}]", "line 2, column 99: more than 100"),
        (b'[{"a":\n' + b"[" * 100_000, "line 2, column 99: more than 100"),
        (b"[" * 100_000, "line 1, column 101: more than 100"),
    ],
)
def test_refusals(data: bytes, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_json(data, "t.json")
    assert told in str(caught.value)


def test_the_deepest_that_is_read() -> None:
    (row,) = read_json(b'[{"a": ' + b"[" * 98 + b"]" * 98 + b"}]", "t.json")
    assert isinstance(row.cells["a"], list)


def test_messages_hold_no_content() -> None:
    with pytest.raises(SourceError) as caught:
        read_json('[{"张三": "\\q李四"}]'.encode(), "t.json")
    assert not {"张三", "李四", "\\q"} & set(str(caught.value).split())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    max_leaves=8,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_is_rows_or_refused(document: object) -> None:
    for data in (json.dumps([document]), json.dumps(document)):
        try:
            rows = read_json(data.encode(), "t.json")
        except SourceError:
            continue
        assert all(not isinstance(cell, float) for row in rows for cell in row.cells.values())


@given(st.binary(max_size=60) | st.text('[]{}":,0e\\ua', max_size=60).map(str.encode))
@settings(max_examples=500, deadline=None)
def test_bytes_are_rows_or_refused(data: bytes) -> None:
    for text in (data, b'[{"a":' + data):
        try:
            rows = read_json(text, "t.json")
        except SourceError:
            continue
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_broken_is_told_in_both_languages() -> None:
    for cell in (REPEATED_KEY, NO_NUMBER, TOO_LONG_NUMBER, NOT_TEXT):
        assert isinstance(cell, Broken)
        assert cell.reason.zh != cell.reason.en
