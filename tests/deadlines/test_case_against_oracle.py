"""The deadline of a case against the naive oracle, on generated cases: certain answers equal, careful ones safe."""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import event, given, settings

from gkrules.deadlines.result import Deadline

sys.path.insert(0, str(Path(__file__).parent))

import clocks
from generated_cases import CHINA, CLOCK, cases, deadline_of, some_case
from naive_oracle import Answer, Case, judge


def test_the_clock_of_the_dictionary_is_the_one_written_out_by_hand() -> None:
    names = set(CLOCK.__slots__) - {"about"}
    assert {name: getattr(CLOCK, name) for name in names} == {name: getattr(clocks.REPLY, name) for name in names}


def as_answer(deadline: Deadline) -> Answer:
    days = (deadline.start, deadline.due, deadline.earliest, deadline.latest)
    start, due, earliest, latest = (day if isinstance(day, date) else None for day in days)
    return Answer(
        deadline.verdict.value,
        deadline.state.value,
        start,
        due,
        earliest,
        latest,
        deadline.missing,
        deadline.overrun,
    )


def compared(case: Case, as_of: date) -> str:
    """Hold the product to the oracle; says how closely that was possible."""
    oracle = judge(case, as_of, CHINA.is_working_day)
    mine = as_answer(deadline_of(case, as_of))
    uncertain = mine.earliest != mine.latest or {"consult_received_on", "extension_days"} & {*mine.missing}
    if not uncertain:
        assert mine == oracle, (case, as_of)
        return oracle.outcome
    assert mine.outcome in (oracle.outcome, "undetermined", "pending"), (mine, oracle, case, as_of)
    if oracle.earliest is not None and mine.earliest is not None:
        assert mine.earliest <= oracle.earliest, (case, as_of)
        assert mine.latest is None or (oracle.latest is not None and mine.latest >= oracle.latest), (case, as_of)
    return "uncertain"


@settings(max_examples=400, deadline=None)
@given(cases())
def test_generated_cases(generated: tuple[Case, date]) -> None:
    event(compared(*generated))


def check_many(seed: int, number: int) -> None:
    chance = random.Random(seed)
    met = Counter(compared(*some_case(chance.randint)) for _ in range(number))
    # the comparison is worth something: most cases are certain, and every outcome comes up
    assert met["uncertain"] < number / 4
    assert min(met[name] for name in ("pass", "violation", "pending", "undetermined", "not_applicable")) > number / 100


def test_a_seeded_sample() -> None:
    check_many(seed=711, number=2_000)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_many_more(seed: int) -> None:
    check_many(seed, number=20_000)
