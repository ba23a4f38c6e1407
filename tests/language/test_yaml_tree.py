"""YAML as a tree: what is read, where it stands, and the traps of YAML that are refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.errors import RuleError
from gkrules.yaml_tree import MAX_CHARACTERS, MAX_DEPTH, MAX_NODES, Mapping, Node, Place, Scalar, Sequence, YamlFile


def plain(node: Node | None) -> object:
    """The tree as Python values; every scalar is text."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key: plain(value) for key, value in entries.items()}
        case None:
            return None


def told(text: str) -> list[tuple[str, str, int, int, int]]:
    file = YamlFile("a.yaml", text)
    file.parse()
    return [(d.code, d.message, d.line, d.column, d.width) for d in file.faults()]


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("# nothing\n", None),
        ("甲: 乙", {"甲": "乙"}),
        # nothing is guessed: yes, numbers and dates stay text
        ("[yes, 007, 1e3, 2021-01-01, 0x1f]", ["yes", "007", "1e3", "2021-01-01", "0x1f"]),
        # four ways to write nothing, and text that only looks like it
        ("[ ~, null, Null, NULL ]", [None, None, None, None]),
        ("a:\nb: ''\nc: \"null\"\nd: 'None'", {"a": None, "b": "", "c": "null", "d": "None"}),
        ("a: |\n  甲\n  乙\nb: >-\n  丙\n  丁", {"a": "甲\n乙\n", "b": "丙 丁"}),
        ("'<<': a", {"<<": "a"}),
        ("! a", "a"),
        ("\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ],
)  # fmt: skip
def test_read(text: str, tree: object) -> None:
    assert told(text) == []
    assert plain(YamlFile("a.yaml", text).parse()) == tree


def test_places_count_characters() -> None:
    tree = YamlFile("a.yaml", "公开: 属性\n𠮷: [ 甲, '乙丙' ]\n").parse()
    assert isinstance(tree, Mapping)
    assert tree.keys == {"公开": Place(1, 1, 2), "𠮷": Place(2, 1, 1)}
    assert tree.entries["公开"].place == Place(1, 5, 2)
    members = tree.entries["𠮷"]
    assert isinstance(members, Sequence)
    assert [item.place for item in members.items] == [Place(2, 6, 1), Place(2, 9, 4)]


NO_ALIAS = "aliases (*name) are not allowed; write the value out"
NO_ANCHOR = "anchors (&name) are not allowed; write the value out"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: *b", [("GK104", NO_ALIAS, 1, 4, 2)]),
        ("a: &b c", [("GK104", NO_ANCHOR, 1, 4, 4)]),
        ("a: &b [c]", [("GK104", NO_ANCHOR, 1, 4, 4)]),
        ("a: !!str c", [("GK104", "tags (tag:yaml.org,2002:str) are not allowed", 1, 4, 7)]),
        ("a: !b {}", [("GK104", "tags (!b) are not allowed", 1, 4, 4)]),
        ("<<: {a: b}", [("GK104", "merge keys (<<) are not allowed; write the keys out", 1, 1, 2)]),
        ("a: b\n---\nc: d", [("GK103", "a second document starts here; one file holds one", 2, 1, 3)]),
        ("甲: 1\n乙: 2\n甲: 3", [("GK106", "the key '甲' stands twice (first on line 1)", 3, 1, 1)]),
        ("a: 1\n'a': 2", [("GK106", "the key 'a' stands twice (first on line 1)", 2, 1, 3)]),
        ("? [a]\n: b", [("GK105", "a key must be text", 1, 3, 1)]),
        ("? {a: b}\n: c", [("GK105", "a key must be text", 1, 3, 1)]),
        ("~: b", [("GK105", "a key must be text", 1, 1, 1)]),
        # faults that do not stop the reading are told together
        ("~: b\na: 1\na: 2", [
            ("GK105", "a key must be text", 1, 1, 1),
            ("GK106", "the key 'a' stands twice (first on line 2)", 3, 1, 1),
        ]),
        ("[" * 25 + "]" * 25, [("GK101", "nested deeper than 24", 1, 25, 1)]),
        # characters that YAML cannot hold, wherever lines break
        ("a: b\nc: d\x0b", [("GK102", "this is not YAML: control characters are not allowed", 2, 5, 1)]),
        ("a: b\r\n甲\u2028c\x07", [("GK102", "this is not YAML: control characters are not allowed", 3, 2, 1)]),
        ("a: \ud800", [("GK102", "this is not YAML: surrogates not allowed", 1, 4, 1)]),
    ],
)  # fmt: skip
def test_refused(text: str, faults: list[tuple[str, str, int, int, int]]) -> None:
    assert told(text) == faults


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a:\n\t- b", 2, "YAML does not allow tabs for indentation; use spaces"),
        ("a: 1\nb：2\nc: 3", 3, "a Chinese colon stands on line 2; YAML needs ': '"),
        ("a:\n  b: 1\n  c：\n", 4, "a Chinese colon stands on line 3; YAML needs ': '"),
        ("a: {", 2, "quote a value that holds ': ', '#', or starts with one of [ ] { } * & ! | > % @"),
        ("a: 注意：b: c", 1, "quote a value that holds ': ', '#', or starts with one of [ ] { } * & ! | > % @"),
    ],
)
def test_help_with_what_is_no_yaml(text: str, line: int, hint: str) -> None:
    file = YamlFile("a.yaml", text)
    assert file.parse() is None
    assert [(d.code, d.line, d.help) for d in file.faults()] == [("GK102", line, hint)]


def test_the_deepest_tree_allowed() -> None:
    assert told("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []


def test_too_large() -> None:
    assert told("a" * (MAX_CHARACTERS + 1)) == [("GK101", "the file has more than 2,000,000 characters", 1, 1, 1)]
    assert [fault[:2] for fault in told("[" + "a," * MAX_NODES + "]")] == [
        ("GK101", "the file has more than 200,000 values")
    ]


def test_a_faulty_file_raises_all_its_faults_in_order_each_once() -> None:
    file = YamlFile("a.yaml", "a: 1\nb: 2\n")
    file.raise_if_faulty()
    file.report("GK2", "second", Place(2, 1))
    file.report("GK1", "first", Place(1, 4))
    file.report("GK2", "second", Place(2, 1))
    with pytest.raises(RuleError) as caught:
        file.raise_if_faulty()
    assert [(d.message, d.source_line) for d in caught.value.diagnostics] == [("first", "a: 1"), ("second", "b: 2")]


@given(st.text() | st.text(st.sampled_from("ab甲: -[]{}&*!|>%@`'\"#?,\n\t\r\x0b\x85\u2028\ud800")))
@settings(max_examples=500, deadline=None)
def test_any_text_gives_a_tree_or_faults_that_can_be_shown(text: str) -> None:
    file = YamlFile("a.yaml", text)
    tree = file.parse()
    for fault in file.faults():
        assert str(fault).startswith(f"a.yaml:{fault.line}:{fault.column}: error GK10")
        assert 1 <= fault.line <= len(file.lines) + 1  # an end that is missing is missed on the next line
    assert tree is None or isinstance(tree, Scalar | Sequence | Mapping)
