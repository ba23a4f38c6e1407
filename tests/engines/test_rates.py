"""Rates: the interval is what every way to fill in the unknown allows, and the verdict follows from it."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from gkrules.engines.outcome import Outcome
from gkrules.engines.rates import Account, Share, judge_rate
from gkrules.language.kinds import Bound

NINE_TENTHS = Fraction(9, 10)
SMALL = [Account(*counts) for counts in product(range(3), repeat=9) if sum(counts) <= 4]

Way = tuple[int, int]
"""Complying and counted members that one member adds, in one way to fill in what is unknown of it."""

COMPLIES, FAILS, STAYS_OUT = (1, 1), (0, 1), (0, 0)


def ways(account: Account, *, pending: Way) -> list[tuple[Way, ...]]:
    """For each member and row the ways in which it may turn out; the pending ones in one way."""
    return [
        *[(COMPLIES,)] * account.compliant,
        *[(FAILS,)] * account.failing,
        *[(COMPLIES, FAILS)] * account.unknown,
        *[(pending,)] * account.pending,
        *[(COMPLIES, STAYS_OUT)] * account.maybe_compliant,
        *[(FAILS, STAYS_OUT)] * account.maybe_failing,
        *[(COMPLIES, FAILS, STAYS_OUT)] * account.maybe_unknown,
        *[(pending, STAYS_OUT)] * account.maybe_pending,
        *[(COMPLIES, FAILS, STAYS_OUT)] * account.strays,
    ]


def shares(account: Account, *, pending: Way, empty: int) -> set[Fraction]:
    """Every share that some way to fill in the unknown gives; `empty` stands for the share of nobody."""
    found = set()
    for choice in product(*ways(account, pending=pending)):
        complying, counted = sum(c for c, _ in choice), sum(n for _, n in choice)
        found.add(Fraction(complying, counted) if counted else Fraction(empty))
    return found


def value(share: Share, empty: int) -> Fraction:
    return Fraction(*share) if share[1] else Fraction(empty)


def test_the_interval_is_exactly_what_the_unknown_allows() -> None:
    for account in SMALL:
        assert value(account.least(), 0) == min(shares(account, pending=STAYS_OUT, empty=0)), account
        assert value(account.most(), 1) == max(shares(account, pending=COMPLIES, empty=1)), account


@pytest.mark.parametrize("threshold", [Fraction(0), Fraction(1, 2), Fraction(2, 3), NINE_TENTHS, Fraction(1)])
def test_a_verdict_holds_however_the_unknown_turns_out(threshold: Fraction) -> None:
    for account in SMALL:
        verdict = judge_rate(account, Bound.AT_LEAST, threshold).outcome
        now = shares(account, pending=STAYS_OUT, empty=0)
        best = shares(account, pending=COMPLIES, empty=1)
        if verdict is Outcome.PASS:
            assert min(now) >= threshold, account
        if verdict is Outcome.VIOLATION:
            assert max(best) < threshold, account
        if verdict is Outcome.PENDING:
            assert account.pending, account
            assert not account.unknown, account
            assert not account.doubtful, account
        if verdict is Outcome.NOT_APPLICABLE:
            assert account == Account(), account


def test_at_most_is_at_least_the_rest_of_the_opposite() -> None:
    for account in SMALL:
        for threshold in (Fraction(1, 10), Fraction(1, 2)):
            most = judge_rate(account, Bound.AT_MOST, threshold)
            least = judge_rate(account.turned(), Bound.AT_LEAST, 1 - threshold)
            assert most.outcome is least.outcome, account
            assert value(most.least, 0) == 1 - value(least.most, 1), account
            assert value(most.most, 1) == 1 - value(least.least, 0), account


EDGES = [
    # complying, failing, unknown, pending, doubtful strays → outcome, short by
    ("exactly nine of ten", Account(compliant=9, failing=1), Outcome.PASS, None),
    ("eight of nine", Account(compliant=8, failing=1), Outcome.VIOLATION, 1),
    ("eight of ten", Account(compliant=8, failing=2), Outcome.VIOLATION, 1),
    ("seventeen of nineteen", Account(compliant=17, failing=2), Outcome.VIOLATION, 1),
    ("none of ten", Account(failing=10), Outcome.VIOLATION, 9),
    ("nobody", Account(), Outcome.NOT_APPLICABLE, None),
    ("perhaps one, who complies", Account(maybe_compliant=1), Outcome.UNDETERMINED, None),
    ("one row that was rejected", Account(strays=1), Outcome.UNDETERMINED, None),
    ("all unknown", Account(unknown=10), Outcome.UNDETERMINED, None),
    ("all pending", Account(pending=10), Outcome.PENDING, None),
    ("nine comply, one pending", Account(compliant=9, pending=1), Outcome.PASS, None),
    ("nine comply, one unknown", Account(compliant=9, unknown=1), Outcome.PASS, None),
    ("eight comply, one fails, one unknown", Account(compliant=8, failing=1, unknown=1), Outcome.UNDETERMINED, None),
    ("eight comply, one fails, one pending", Account(compliant=8, failing=1, pending=1), Outcome.PENDING, None),
    ("eight comply, two fail, ten pending", Account(compliant=8, failing=2, pending=10), Outcome.PENDING, None),
    ("eight comply, two fail, nine pending", Account(compliant=8, failing=2, pending=9), Outcome.VIOLATION, 1),
    ("eight comply, two fail, one rejected", Account(compliant=8, failing=2, strays=1), Outcome.VIOLATION, 1),
    ("eight comply, one fails, one rejected", Account(compliant=8, failing=1, strays=1), Outcome.UNDETERMINED, None),
    ("eighty of a hundred, one may not belong", Account(compliant=80, failing=20, maybe_failing=1),
     Outcome.VIOLATION, 10),
]  # fmt: skip


@pytest.mark.parametrize(("account", "outcome", "short_by"), [row[1:] for row in EDGES], ids=[row[0] for row in EDGES])
def test_edges_of_nine_tenths(account: Account, outcome: Outcome, short_by: int | None) -> None:
    verdict = judge_rate(account, Bound.AT_LEAST, NINE_TENTHS)
    assert (verdict.outcome, verdict.short_by) == (outcome, short_by)


def test_so_many_more_would_be_enough_and_one_less_would_not() -> None:
    for compliant, failing in product(range(30), range(1, 30)):
        verdict = judge_rate(Account(compliant=compliant, failing=failing), Bound.AT_LEAST, NINE_TENTHS)
        if verdict.short_by is not None:
            enough = Account(compliant=compliant + verdict.short_by, failing=failing - verdict.short_by)
            less = Account(compliant=compliant + verdict.short_by - 1, failing=failing - verdict.short_by + 1)
            assert judge_rate(enough, Bound.AT_LEAST, NINE_TENTHS).outcome is Outcome.PASS
            assert judge_rate(less, Bound.AT_LEAST, NINE_TENTHS).outcome is Outcome.VIOLATION
