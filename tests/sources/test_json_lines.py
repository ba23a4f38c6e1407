"""JSON Lines: one object a line; a bad line is set aside with its number and the others are read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.sources.json_file import NO_OBJECT, REPEATED_KEY, JsonLines


def test_numbers_are_lines() -> None:
    rows = JsonLines(b'\xef\xbb\xbf{"a": 1}\r\n\n  \n[1]\n\x1e{"a": 1, "a": 2}', "t.jsonl")
    assert [(row.number, row.line, dict(row.cells), row.flaws) for row in rows] == [
        (1, 1, {"a": 1}, ()),
        (4, 4, {}, (NO_OBJECT,)),
        (5, 5, {"a": REPEATED_KEY}, ()),
    ]
    assert len(rows) == len(list(rows)) == 3
    assert next(iter(rows)) in rows


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b'{"a": ', "the line is not valid JSON at column 6"),
        (b'{"a": 1} {"a": 2}', "the line is not valid JSON at column 10"),
        (b'{"a": "\xff"}', "the line is not UTF-8 at its byte 8"),
        (b"[" * 100_000, "the line has more than 100 arrays and objects within each other"),
        (b'{"a":' + b"[" * 200 + b"]" * 200 + b"}", "the line has more than 100 arrays and objects within each other"),
    ],
)
def test_a_bad_line_is_a_row_with_a_flaw(line: bytes, told: str) -> None:
    good = b'{"id": "A"}\n'
    rows = list(JsonLines(good + line + b"\n" + good, "t.jsonl"))
    assert [row.cells for row in rows] == [{"id": "A"}, {}, {"id": "A"}]
    assert [[flaw.en for flaw in row.flaws] for row in rows] == [[], [told], []]


def test_utf_16_is_refused() -> None:
    with pytest.raises(SourceError, match="not UTF-8 but UTF-16"):
        JsonLines('{"a": 1}'.encode("utf-16"), "t.jsonl")


@given(st.lists(st.dictionaries(st.sampled_from("ab"), st.integers(0, 9) | st.booleans()), min_size=1))
def test_what_json_writes_is_read(records: list[dict[str, int]]) -> None:
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    assert [row.cells for row in JsonLines(data, "t.jsonl")] == records
