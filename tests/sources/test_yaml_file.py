"""YAML: lists and documents of records, texts as they were written, and what is refused with its place."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.sources import yaml_file
from gkrules.sources.keyed import NO_OBJECT, REPEATED_KEY
from gkrules.sources.yaml_file import read_yaml


def read(text: str) -> list[tuple[int, int | None, dict[str, object]]]:
    return [(row.number, row.line, dict(row.cells)) for row in read_yaml(text.encode(), "t.yaml")]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a: 2021-07-01", {"a": "2021-07-01"}),
        ("a: no", {"a": "no"}),
        ("a: 0123", {"a": "0123"}),
        ("a: 1.0", {"a": "1.0"}),
        ("a: null\nb: ~\nc:\nd: ''\ne: 'null'", {"a": None, "b": None, "c": None, "d": None, "e": "null"}),
        ("a: [x, 1]\nb: {c: [2]}", {"a": ["x", "1"], "b": {"c": ["2"]}}),
        ("a: |\n  x\n  y\n", {"a": "x\ny"}),
        ("文 号: 甲", {"文号": "甲"}),
        ("a: 1\na: 2", {"a": REPEATED_KEY}),
    ],
)
def test_a_document_is_a_record(text: str, cells: dict[str, object]) -> None:
    assert read(text) == [(1, 1, cells)]


def test_shapes() -> None:
    assert read("- id: A\n\n- id: B\n") == [(1, 1, {"id": "A"}), (2, 3, {"id": "B"})]
    assert read("id: A\n---\n---\nid: B\n---\n- id: C\n- id: D\n") == [
        (1, 1, {"id": "A"}), (2, 4, {"id": "B"}), (3, 6, {"id": "C"}), (4, 7, {"id": "D"}),
    ]  # fmt: skip
    assert read("made: today\nrecords:\n- id: A\n") == [(1, 3, {"id": "A"})]
    assert read("") == read("# nothing\n") == read("[]") == []
    rows = read_yaml("公文:\n- id: A\nmessage:\n- id: B\nmade: today\n".encode(), "t.yaml")
    assert [(row.source, row.number, row.cells) for row in rows] == [
        ("t.yaml#document", 1, {"subject": "document", "id": "A"}),
        ("t.yaml#message", 1, {"subject": "message", "id": "B"}),
    ]
    assert [row.flaws for row in read_yaml(b"[1, {id: A}]", "t.yaml")] == [(NO_OBJECT,), ()]


BOMB = "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "line 1, column 4: anchors (&name) are not allowed"),
        ("a: 1\nb: *x", "line 2, column 4: aliases (*name) are not allowed"),
        ("a: !!python/object:os.system x", "line 1, column 4: tags (!name) are not allowed"),
        ("- <<: {a: 1}", "line 1, column 3: merge keys (<<) are not allowed"),
        ("? [a]\n: 1", "line 1, column 3: a key must be text"),
        ("~: 1", "line 1, column 1: a key must be text"),
        ("a: [1", "line 2, column 1: not valid YAML"),
        ("a:\n\tb: 1", "line 2, column 1: not valid YAML"),
        ("a: x\nb: \x01", "line 2, column 4: a character that YAML does not allow"),
        ("[" * 101 + "]" * 101, "line 1, column 101: nested deeper than 100"),
        ("text", "neither an array of objects"),
        ("document: x", "key 1 of the file is no subject with one list of records"),
        ("document: []\n公文: []", "key 2 of the file is no subject with one list of records"),
        ("document: []\ndocumnet: []", "key 2 of the file is no subject with one list of records"),
    ],
)
def test_refusals(text: str, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_yaml(text.encode(), "t.yaml")
    assert told in str(caught.value)
    assert caught.value.text.zh.startswith("t.yaml：")


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MAX_VALUES", 3)
    with pytest.raises(SourceError, match="more than 3 values; use JSON Lines or CSV"):
        read("[1, 2, 3]")
    monkeypatch.setattr(yaml_file, "MAX_CHARACTERS", 5)
    with pytest.raises(SourceError, match="more than 5 characters"):
        read("a: 123")
    with pytest.raises(SourceError, match="not UTF-8 at byte offset 3"):
        read_yaml(b"a: \xff", "t.yaml")


def test_messages_hold_no_content() -> None:
    for text in ("张三: [李四", "张三: &李四 x", "张三: !李四 x", "张三: *李四", "'张三\\q李四': \"\\q\""):
        with pytest.raises(SourceError) as caught:
            read(text)
        assert not any(name in caught.value.text.zh + str(caught.value) for name in ("张三", "李四"))


WORDS = st.text("abcd 甲乙:#-'\"", max_size=8)


@given(st.lists(st.dictionaries(st.sampled_from(["甲", "乙"]), WORDS, min_size=1), min_size=1))
def test_what_a_writer_writes_is_read(records: list[dict[str, str]]) -> None:
    found = read(yaml.safe_dump(records, allow_unicode=True))
    assert [cells for _, _, cells in found] == [{k: v.strip() or None for k, v in r.items()} for r in records]
