"""Markup is read by position, in linear time, whatever it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.files.html_page import read_html
from gkrules.files.markup import Token, attribute, attributes, check_xml, html_tokens, xml_tokens


def told(text: str, tokens: list[Token]) -> list[tuple[str, str]]:
    return [(t.sort, t.name if t.sort in ("open", "close") else text[t.start : t.end]) for t in tokens]


def test_xml() -> None:
    text = '<?xml version="1.0"?><w:a x="1>2"><!--c--><![CDATA[d<e]]>t<b/></w:a>'
    assert told(text, list(xml_tokens(text))) == [
        ("open", "a"),
        ("comment", "c"),
        ("cdata", "d<e"),
        ("text", "t"),
        ("open", "b"),
        ("close", "a"),
    ]


HTML = [
    ("<p class=x>a<br>b</p>", [("open", "p"), ("text", "a"), ("open", "br"), ("text", "b"), ("close", "p")]),
    ("a < b", [("text", "a < b")]),
    ("<script>if (a<b) '</p>'</script>c",
     [("open", "script"), ("raw", "if (a<b) '</p>'"), ("close", "script"), ("text", "c")]),
    ("<!-- a", [("comment", " a")]),
    ("a<b c", [("text", "a"), ("comment", "b c")]),
    ("</>x", [("comment", ""), ("text", "x")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tokens"), HTML)
def test_html(text: str, tokens: list[tuple[str, str]]) -> None:
    assert told(text, list(html_tokens(text))) == tokens


def test_attributes() -> None:
    text = """<a href="x?y=1" title='b' checked value=c data-x = "d">"""
    tag = next(html_tokens(text))
    found = [(name, text[start:end]) for name, start, end in attributes(text, tag)]
    assert found == [("href", "x?y=1"), ("title", "b"), ("value", "c"), ("data-x", "d")]
    assert attribute(text, tag, "value") == "c"
    assert attribute(text, tag, "none") is None


@given(st.text(alphabet="<>/!-ab=\"' &;", max_size=60))
def test_tokens_lie_in_order_and_apart(text: str) -> None:
    at = 0
    for token in html_tokens(text):
        assert at <= token.start <= token.end <= len(text)
        at = token.end
        assert all(token.start <= a < b <= token.end for _, a, b in attributes(text, token))


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", '<a =" ', "<p>", "<table>", "<td>", "</", "&", "<script>", "='", "<a b='"]
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    data = (piece * (300_000 // len(piece))).encode()
    before = time.process_time()
    for passage in read_html(data, "x.html").passages():
        assert passage.text is not None
    assert time.process_time() - before < 10


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b"<a><b></a>", "damaged"),
        (b"<a>" * 300 + b"</a>" * 300, "levels deep"),
        ("<a/>".encode("utf-16"), "damaged"),
        (b'<?xml version="1.0" encoding="GBK"?><a/>', "damaged"),
        (b"<a>&nothing;</a>", "damaged"),
    ],
)
def test_xml_that_is_refused(xml: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        check_xml(xml, "x.docx", "x.docx")
