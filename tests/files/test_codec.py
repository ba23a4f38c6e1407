"""Laws of the codecs: what is not edited stays as it was written, what is edited is seen as it was wished."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.files.codec import HTML, JSON, JSON_NUMBER, PLAIN, QUOTED, SCRIPT, SHEET, XML, Codec

PIECES: dict[str, tuple[Codec, list[str]]] = {
    "plain": (PLAIN, ["张", "1", "\n", "\u200b", '"', "&amp;"]),
    "quoted": (QUOTED, ["张", '""', ",", "\n", "\u200b"]),
    "xml": (XML, ["张", "&amp;", "&#x5F20;", "&#24352;", "\r\n", "\u200b", "x"]),
    "sheet": (SHEET, ["张", "&lt;", "_x000D_", "x"]),
    "html": (HTML, ["张", "&nbsp;", " \n\t ", "&#x200b;", "&unknown;", "x"]),
    "json": (JSON, ["张", "\\u5f20", "\\n", '\\"', "\\\\", "\\ud83d\\ude00", "x"]),
    "script": (SCRIPT, ["张", "\\u5f20", "\\x", '"', "x"]),
}


def sources(name: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES[name][1]), max_size=12).map("".join)


@pytest.mark.parametrize("name", PIECES)
def test_without_edits_nothing_changes(name: str) -> None:
    @given(sources(name))
    def law(source: str) -> None:
        assert PIECES[name][0].rewrite(source, []) == source

    law()


@pytest.mark.parametrize("name", PIECES)
def test_what_is_seen_after_an_edit_is_what_was_wished(name: str) -> None:
    codec = PIECES[name][0]

    @given(st.data())
    def law(data: st.DataObject) -> None:
        source = data.draw(sources(name))
        seen = codec.decode(source)
        if not seen:
            return
        start = data.draw(st.integers(0, len(seen) - 1))
        end = data.draw(st.integers(start + 1, len(seen)))
        rewritten = codec.rewrite(source, [(start, end, "某***")])
        # an edit inside a unit that is seen as several characters takes the whole unit
        places = codec.places(source)
        if (start == 0 or places[start - 1] != places[start]) and (end == len(seen) or places[end - 1] != places[end]):
            assert codec.decode(rewritten) == seen[:start] + "某***" + seen[end:]

    law()


@pytest.mark.parametrize(
    ("codec", "source", "seen"),
    [
        (XML, "&#x31;&#51;8&amp;", "138&"),
        (HTML, "a&nbsp;b &lt;\n  c", "a\u00a0b < c"),
        (JSON, '\\u5f20\\n\\"\\ud83d\\ude00', '张\n"😀'),
        (JSON, "\\ud83dx", "\ufffdx"),
        (QUOTED, 'a""b', 'a"b'),
        (PLAIN, "138\u200b0000", "1380000"),
        (SHEET, "a_x000A_b", "a\nb"),
        (XML, "&#99999999;", "\ufffd"),
    ],
)
def test_what_is_seen(codec: Codec, source: str, seen: str) -> None:
    assert codec.decode(source) == seen


def test_a_number_becomes_a_string() -> None:
    assert JSON_NUMBER.rewrite("13900000001", [(3, 7, "****")]) == '"139****0001"'
