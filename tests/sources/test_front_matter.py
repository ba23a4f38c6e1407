"""Front matter: the keys are the record, the rest is its body, and a faulty block is a row that says where."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gkrules.sources.front_matter import read_front_matter
from gkrules.sources.rows import Row


def read(text: str) -> Row | None:
    return read_front_matter(text.encode(), "docs/a.md", "a.md")


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("---\n标题: 甲\n---\n正文\n\n第二段\n", {"标题": "甲", "body": "正文\n\n第二段"}),
        ("\ufeff---\r\nid: A\r\n---\r\n甲\r\n乙", {"id": "A", "body": "甲\n乙"}),
        ("---\nid: A\n...\n", {"id": "A", "body": None}),
        ("---  \nid: A\n---  ", {"id": "A", "body": None}),
        ("---\n---\n甲", {"body": "甲"}),
        ("---\nbody: 摘要\n---\n正文", {"body": "摘要"}),
        ("---\nid: A\n---\n甲\n---\n乙", {"id": "A", "body": "甲\n---\n乙"}),
        ("---\nid: A\n---\n甲\x00", {"id": "A"}),
        (
            '+++\nid = "A"\nissued_on = 2021-07-01\nn = 1\nx = 1.50\ns = ["a"]\nt = {k = true}\n+++\n甲',
            {"id": "A", "issued_on": "2021-07-01", "n": 1, "x": Decimal("1.50"), "s": ["a"], "t": {"k": True},
             "body": "甲"},
        ),
    ],
)  # fmt: skip
def test_records(text: str, cells: dict[str, object]) -> None:
    row = read(text)
    assert row is not None
    assert (dict(row.cells), row.flaws, row.source, row.name) == (cells, (), "docs/a.md", "a.md")
    assert (row.number, row.line) == (1, 1)


@pytest.mark.parametrize("text", ["", "# 标题\n", "\n---\nid: A\n---\n", "----\nid: A\n----\n", "--- id: A"])
def test_documents_without_front_matter(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("---\nid: A\n", 1, "the front matter is not closed"),
        ("+++\nid = 1\n---\n", 1, "the front matter is not closed"),
        ("---\nid: A\nb: [\n---\n", 4, "front matter, line 4, column 1: not valid YAML"),
        ("---\nid: &a A\n---\n", 2, "front matter, line 2, column 5: anchors (&name) are not allowed"),
        ("---\n- A\n---\n", 1, "one set of keys and values"),
        ("---\nA\n---\n", 1, "one set of keys and values"),
        ("+++\nid = \n+++\n", 2, "front matter, line 2, column 6: not valid TOML"),
    ],
)
def test_faulty_front_matter(text: str, line: int, told: str) -> None:
    row = read(text)
    assert row is not None
    assert (row.number, row.line, dict(row.cells)) == (line, line, {})
    assert told in row.flaws[0].en


def test_other_encodings() -> None:
    gb = "---\n标题: 甲\n---\n".encode("gb18030")
    row = read_front_matter(gb, "a.md", "a.md")
    assert row is not None
    assert "not UTF-8" in row.flaws[0].en
    assert read_front_matter("标题".encode("gb18030"), "a.md", "a.md") is None
