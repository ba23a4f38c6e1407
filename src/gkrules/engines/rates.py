"""Exact shares of a population of which not everything is known: the tight interval, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from gkrules.engines.outcome import Outcome
from gkrules.language.kinds import Bound

Share = tuple[int, int]
"""Numerator and denominator, not reduced: so many of so many."""


@dataclass(frozen=True, slots=True)
class Account:
    """How many members comply, fail, are unknown or pending; those that may not belong apart; and stray rows.

    A stray is a row that was rejected or has no readable key: it may belong to any group.
    """

    compliant: int = 0
    failing: int = 0
    unknown: int = 0
    pending: int = 0
    maybe_compliant: int = 0
    maybe_failing: int = 0
    maybe_unknown: int = 0
    maybe_pending: int = 0
    strays: int = 0

    @property
    def members(self) -> int:
        """Members that certainly belong."""
        return self.compliant + self.failing + self.unknown + self.pending

    @property
    def doubtful(self) -> int:
        """Members and rows that may not belong."""
        return self.maybe_compliant + self.maybe_failing + self.maybe_unknown + self.maybe_pending + self.strays

    def least(self) -> Share:
        """The smallest share that the unknown allows; pending members stay out of it. 0 of 0 stands for 0."""
        open_ones = self.unknown + self.maybe_failing + self.maybe_unknown + self.strays
        return self.compliant, self.compliant + self.failing + open_ones

    def most(self) -> Share:
        """The largest share that the unknown allows. 0 of 0 stands for 1."""
        open_ones = self.unknown + self.pending + self.doubtful - self.maybe_failing
        return self.compliant + open_ones, self.compliant + self.failing + open_ones

    def turned(self) -> Account:
        """The account of the opposite condition."""
        return Account(
            self.failing, self.compliant, self.unknown, self.pending,
            self.maybe_failing, self.maybe_compliant, self.maybe_unknown, self.maybe_pending, self.strays,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RateVerdict:
    """The outcome of a rate, its interval and, for a violation, how many more members would have to comply."""

    outcome: Outcome
    least: Share
    most: Share
    short_by: int | None = None


def judge_rate(account: Account, bound: Bound, threshold: Fraction) -> RateVerdict:
    """The verdict on a share that must be at least, or at most, `threshold`.

    At most a share of a condition is at least the rest of its opposite.
    """
    if bound is Bound.AT_MOST:
        turned = judge_rate(account.turned(), Bound.AT_LEAST, 1 - threshold)
        least, most = turned.most, turned.least
        return RateVerdict(turned.outcome, _rest(least), _rest(most), turned.short_by)
    least, most = account.least(), account.most()
    if account.members == 0:
        outcome = Outcome.UNDETERMINED if account.doubtful else Outcome.NOT_APPLICABLE
        return RateVerdict(outcome, least, most)
    if (Fraction(*least) if least[1] else 0) >= threshold:
        return RateVerdict(Outcome.PASS, least, most)
    if (Fraction(*most) if most[1] else 1) < threshold:
        needed = -(-threshold.numerator * most[1] // threshold.denominator)
        return RateVerdict(Outcome.VIOLATION, least, most, needed - most[0])
    if account.unknown == 0 and account.doubtful == 0:
        return RateVerdict(Outcome.PENDING, least, most)
    return RateVerdict(Outcome.UNDETERMINED, least, most)


def _rest(share: Share) -> Share:
    """What is left of the whole."""
    return share[1] - share[0], share[1]
