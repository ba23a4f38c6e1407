"""Screening is sound: where it says no, detection finds nothing of those types."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.detectors import NUMBER_TYPES, SPAN_TYPES, detect, screen

sys.path.insert(0, str(Path(__file__).parent))

from generated_texts import TEXTS


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sets(st.sampled_from(SPAN_TYPES), min_size=1))
def test_no_means_that_nothing_is_found(text: str, types: set[str]) -> None:
    chosen = [kind for kind in SPAN_TYPES if kind in types]
    if not screen(text, chosen):
        assert [span for span in detect(text) if span.type in types] == []


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_to_everything_means_that_nothing_is_found(text: str) -> None:
    if not screen(text):
        assert detect(text) == []


@pytest.mark.parametrize(
    ("text", "numbers", "anything"),
    [
        ("", False, False),
        ("高度重视安全生产，切实加强领导。", False, False),
        ("国办发〔2018〕23号，2018年4月8日印发。", False, False),
        ("申请人：王小明", False, True),
        ("手机13900000001", True, True),
        ("１３９０００００００１", True, True),
        ("139 0000 0001", True, True),
        ("护照E1234 5678", True, True),
        ("晋A·D0001", True, True),
    ],
)
def test_what_is_worth_a_look(text: str, numbers: bool, anything: bool) -> None:
    assert screen(text, NUMBER_TYPES) is numbers
    assert screen(text) is anything
