"""What a deadline comes to: due date, state, days left or overrun, and what made it so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gkrules.deadlines.limit import Limit

Moment = date | datetime


class State(StrEnum):
    """Where a case stands on the as-of date."""

    RUNNING = "running"
    PAUSED = "paused"
    AWAITING_APPLICANT = "awaiting_applicant"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    ABANDONED = "abandoned"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """How the time limit is kept, in the words of outcomes."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    VIOLATION = "violation"
    PENDING = "pending"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Span:
    """Days that were not counted or that were added, and the event behind it; both ends included."""

    kind: str
    first: date
    last: date
    party: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One time limit of one case as it stands on the as-of date.

    `start` is day 0 and is not counted. `due` is the last day in time; `earliest` and `latest` bound it while an
    open consultation, an unknown day or a year without announced holidays leaves it open (None: no bound, or
    nothing is due). `left` and `overrun` are whole units of `limit.unit`. `extended` is the number of working days
    that valid extensions added, `late_extensions` the days on which an extension was told too late. `began` is the
    first day 0, before any reset.
    """

    verdict: Verdict
    state: State
    limit: Limit | None = None
    start: Moment | None = None
    due: Moment | None = None
    earliest: Moment | None = None
    latest: Moment | None = None
    met: Moment | None = None
    left: int | None = None
    overrun: int | None = None
    provisional: bool = False
    missing: tuple[str, ...] = ()
    extended: int = 0
    late_extensions: tuple[date, ...] = ()
    resets: tuple[tuple[str, date], ...] = ()
    pauses: tuple[Span, ...] = field(default=())
    awaits: str | None = None
    began: date | None = None
