"""How well personal data is found on both halves of the corpus: the aims are held, type by type."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from gkrules.detectors import SPAN_TYPES, detect

sys.path.insert(0, str(Path(__file__).parent))

from corpus.building import Half, corpus

AIMS = {"id_card": 0.98, "mobile": 0.98, "bank_card": 0.98, "person_name": 0.90, "address": 0.90}
OVERALL, CLEAN_FLAGGED = 0.95, 0.05


def f1(right: int, wrong: int) -> float:
    return 2 * right / (2 * right + wrong) if right + wrong else 1.0


@pytest.mark.parametrize("half", ["train", "test"])
def test_aims(half: Half) -> None:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    clean = flagged = 0
    for document in corpus(half, 600, seed=3):
        wanted = {(mark.start, mark.end, mark.type) for mark in document.marks}
        found: set[tuple[int, int, str]] = {(span.start, span.end, span.type) for span in detect(document.text)}
        right.update(kind for _, _, kind in wanted & found)
        wrong.update(kind for _, _, kind in wanted ^ found)
        clean += not wanted
        flagged += not wanted and bool(found)
    below = {
        kind: round(f1(right[kind], wrong[kind]), 3)
        for kind in SPAN_TYPES
        if f1(right[kind], wrong[kind]) < AIMS.get(kind, 0.90)
    }
    assert below == {}
    assert f1(right.total(), wrong.total()) >= OVERALL
    assert flagged <= CLEAN_FLAGGED * clean
    assert set(right) == set(SPAN_TYPES), "the corpus holds every type"
