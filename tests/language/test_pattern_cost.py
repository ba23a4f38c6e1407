"""Which repeats cost too much together, held against the time that a search takes; and what may be left out."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.language.pattern_cost import costly_repeat, without_leading_repeats
from gkrules.language.patterns import PatternFault, check_pattern, compile_pattern

TOLD = (
    "this repeat can take the same characters as another one, which takes too long on a long text; put something "
    "between them that the first cannot take, or keep to one"
)


@pytest.mark.parametrize(
    ("pattern", "position"),
    [
        ("a*a*", 2),
        ("a*b*a*", 4),  # b* may take nothing
        ("a*[^b]a*", 6),  # what stands between may itself be an a
        (".*的.*", 3),
        ("关于.*的.*通知", 5),
        ("[0-9]+[一二三0-9]+", 6),
        ("[0-9]{2,}[0-9]*", 9),
        ("(ab)*a*", 5),
        ("(a+|a+)", 4),
        ("(?:ab)?a+(b|c)a+", 14),  # a choice is not relied on to part them
        ("a*(b)?a*", 6),
        ("[^甲]*[^乙]*", 5),
        (r"\.*[.]*", 3),
        ("a*.?.?.?b", 6),
        ("a{0,150}a{0,150}", 8),
    ],
)
def test_refused(pattern: str, position: int) -> None:
    with pytest.raises(PatternFault) as caught:
        check_pattern(pattern)
    assert (str(caught.value), caught.value.position) == (TOLD, position)


@pytest.mark.parametrize(
    "pattern",
    [
        "a*b*c*",
        "[0-9]+年[0-9]+月[0-9]+日",
        "a*b+a*",
        "a*xa*y",
        "a+|a+",
        "(a+年)?b+",
        "^[^〔]+〔[0-9]{4}〕[0-9]+号$",
        "[^甲]*甲[^甲]*甲[^甲]*",
        "a*.?a",
        "a?a?a?a?a?a?a?a?a?a?a?a?b",
        "第[0-9]{1,3}条第[0-9]{1,3}款",
        r"[^\]]+\][^\]]+",
        "[a-c]*[d-f]+[a-c]*",
    ],
)
def test_allowed(pattern: str) -> None:
    check_pattern(pattern)


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "(?:ab)", "x"])
REPEATS = st.sampled_from(["", "", "*", "+", "?", "{1,3}", "{2,}"])
PATTERNS = st.lists(st.tuples(ATOMS, REPEATS).map("".join), min_size=1, max_size=6).map("".join)


@settings(max_examples=150)
@given(PATTERNS, st.sampled_from(["a", "ab", "ax", "b", "aab"]))
def test_what_is_allowed_is_found_or_not_in_time(pattern: str, unit: str) -> None:
    """On a text of 2,000 characters a search that takes the cube of it would need minutes."""
    try:
        check_pattern(pattern + "y")
    except PatternFault:
        return
    start = time.process_time()
    compile_pattern(pattern + "y").search(unit * (2_000 // len(unit)))
    assert time.process_time() - start < 5


@given(PATTERNS, st.text("abxy", max_size=12))
def test_a_search_without_leading_repeats_finds_the_same(pattern: str, text: str) -> None:
    assert bool(re.search(without_leading_repeats(pattern), text)) == bool(re.search(pattern, text))


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("a*b*c", "c"),
        ("a+b", "ab"),
        ("a{2,5}b", "a{2}b"),
        ("[^甲]*甲", "甲"),
        ("^a*b", "^a*b"),
        ("a*b|c", "a*b|c"),
        ("(a)*b", "(a)*b"),
        ("a*", ""),
        ("a{2}b*", "a{2}b*"),
    ],
)
def test_what_is_left(pattern: str, left: str) -> None:
    assert without_leading_repeats(pattern) == left


def test_a_long_hostile_text() -> None:
    start = time.process_time()
    for pattern, text in (("[^甲]*甲", "a"), ("a*b*c", "a"), ("第[0-9]+条", "第1"), ("关于.*通知", "关于")):
        assert not compile_pattern(pattern).search(text * (20_000 // len(text)))
    assert time.process_time() - start < 5


def test_none_is_costly_without_repeats() -> None:
    assert costly_repeat("") is None
    assert costly_repeat("^(甲|乙)$") is None
