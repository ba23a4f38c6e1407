"""The time limit of a case that can be reset, paused and extended: its due date and how it is kept.

The algebra is that of docs/semantics.md; the law behind it is the regulation on disclosure of government
information (政府信息公开条例), 2007 arts. 23-24 and 2019 arts. 30-34, and the notices its clock names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.limit import Limit
from gkrules.deadlines.result import Deadline, State, Verdict
from gkrules.deadlines.trace import (
    OPEN_PAUSE,
    Case,
    CaseEvent,
    Notice,
    Scenario,
    Trace,
    WorkingDays,
    counted_days,
    trace,
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a record says of a case, before anything is concluded from it.

    `events` may lie after the as-of date; they are then left out. `end_known` is false where the record does not
    tell whether the end has come. `unreadable` names fields whose cell could not be read. `withdrawn`: the applicant
    took the case back. `end_unread`: there is a cell for the end, and it does not tell.
    """

    arrival: date | None
    channel: str | None
    confirmation: date | None
    events: Sequence[CaseEvent]
    stated: Mapping[str, date]
    end_known: bool = True
    unreadable: tuple[str, ...] = ()
    withdrawn: bool = False
    end_unread: bool = False


def judge_case(facts: CaseFacts, clock: Clock, *, limit: Limit, cap: int, as_of: date, calendar: Calendar) -> Deadline:
    """The deadline of one case as it stands at the end of `as_of`.

    `limit` is in working days from the start (day 0, not counted), `cap` the working days that extensions may add
    in all. Raises CalendarNotAnnounced only for days that not even a provisional answer reaches.
    """
    start, missing = start_day(facts, clock, as_of)
    if start is None or facts.arrival is None:
        return Deadline(Verdict.UNDETERMINED, State.UNKNOWN, limit, missing=missing)
    known = tuple(sorted({e for e in facts.events if e.on <= as_of}, key=CaseEvent.place))
    ends = [e.on for e in known if e.type == clock.end]
    met = ends[0] if ends else None
    horizon = as_of if met is None else met
    case = Case(
        clock,
        facts.arrival,
        start,
        limit.amount,
        cap,
        tuple(e for e in known if e.on <= horizon),
        facts.stated,
        horizon,
    )
    return _Judgement(case, facts, limit, met, as_of, calendar).deadline()


def start_day(facts: CaseFacts, clock: Clock, as_of: date) -> tuple[date | None, tuple[str, ...]]:
    """Day 0 by the law and the channel of the day of arrival, or the fields without which it is not known."""
    missing = []
    if facts.arrival is None or facts.arrival > as_of:
        missing.append(clock.arrival)
    if facts.channel is None:
        missing.append(clock.channel)
    if missing or facts.arrival is None:
        return None, tuple(sorted(missing))
    receipt = clock.receipt(facts.arrival)
    if receipt is None:
        return None, (clock.arrival,)
    if facts.channel in receipt.on_arrival:
        return facts.arrival, ()
    if facts.channel not in receipt.on_confirmation:
        return None, (clock.channel,)
    if facts.confirmation is None or not facts.arrival <= facts.confirmation <= as_of:
        return None, (clock.confirmation,)
    return facts.confirmation, ()


def is_over(facts: CaseFacts, clock: Clock, *, as_of: date, calendar: Calendar) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the case ended without its end: its applicant took it back, or let a notice's term pass unanswered.

    None where that is not known, with the fields for want of which it is not. A record without a column for
    withdrawals, notices or the end knows of none. Raises CalendarNotAnnounced where not even a provisional answer
    reaches.
    """
    ended = any(e.type == clock.end and e.on <= as_of for e in facts.events)
    unknown: tuple[str, ...] = ()
    if facts.withdrawn and not ended:
        if not facts.end_unread:
            return True, ()
        unknown = (f"{clock.end}_on",)
    elif clock.withdrawn in facts.unreadable and not ended:
        unknown = (clock.withdrawn,)
    unanswered = replace(facts, end_known=True)
    deadline = statutory_deadline(unanswered, clock, as_of=as_of, calendar=calendar)
    if deadline.state is State.ABANDONED:
        return (True, ()) if facts.end_known else (None, (f"{clock.end}_on",))
    told = {reset.notice for reset in clock.resets}
    given = any(e.type in told and e.on <= as_of for e in facts.events)
    if deadline.verdict is Verdict.UNDETERMINED and (
        given or {clock.events, *(f"{notice}_on" for notice in told)} & {*facts.unreadable}
    ):
        unknown = tuple(sorted({*unknown, *deadline.missing, *facts.unreadable}))
    return (None, unknown) if unknown else (False, ())


class _Judgement:
    """Compares the course of a case in its shortest and its longest scenario."""

    def __init__(
        self, case: Case, facts: CaseFacts, limit: Limit, met: date | None, as_of: date, calendar: Calendar
    ) -> None:
        self.case = case
        self.facts = facts
        self.limit = limit
        self.met = met
        self.as_of = as_of
        views = calendar.views()
        self.settled_through = calendar.settled_through
        self.announced_through = calendar.announced_through
        self.nominal: WorkingDays = views.nominal
        self.most: WorkingDays = views.most
        self.fewest: WorkingDays = views.fewest
        self.short = trace(case, Scenario(self.most, lambda _: False))
        self.long = trace(case, Scenario(self.fewest, lambda _: True))
        self.plain = trace(case, Scenario(self.nominal, lambda _: True))

    def deadline(self) -> Deadline:
        """The deadline with its verdict and state."""
        bounds = self._bounds()
        if self.met is not None and self.met < self.case.start:
            return replace(bounds, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, met=self.met)
        if self.facts.withdrawn and not self.facts.end_unread and self.met is None:
            return self._decided(bounds, _View(Verdict.NOT_APPLICABLE, State.ABANDONED))
        short, long = self._judge(self.short, self.most), self._judge(self.long, self.fewest)
        if not self.facts.end_known and self.met is None:
            end = f"{self.case.clock.end}_on"
            return replace(bounds, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, missing=(end,))
        if short.verdict != long.verdict or short.verdict is Verdict.UNDETERMINED:
            missing = tuple(sorted({*short.missing, *long.missing, *self._causes()}))
            return replace(bounds, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, met=self.met, missing=missing)
        if self._may_differ(short.verdict):
            return replace(
                bounds,
                verdict=Verdict.UNDETERMINED,
                state=State.UNKNOWN,
                met=self.met,
                missing=tuple(sorted(self.facts.unreadable)),
            )
        return self._decided(bounds, long)

    def _may_differ(self, verdict: Verdict) -> bool:
        """Whether an event whose cell could not be read may have led to another verdict.

        Most events only put the due date off; an answer of the applicant also undoes earlier extensions.
        """
        if verdict in (Verdict.VIOLATION, Verdict.NOT_APPLICABLE):
            return bool(self.facts.unreadable)
        clock = self.case.clock
        if not {clock.events, *(f"{reset.answer}_on" for reset in clock.resets)} & {*self.facts.unreadable}:
            return False
        due = trace(replace(self.case, cap=0), Scenario(self.most, lambda _: False)).due
        return due is not None and (self.met or self.as_of) > due

    def _decided(self, bounds: Deadline, view: _View) -> Deadline:
        if view.verdict is Verdict.NOT_APPLICABLE:
            return replace(bounds, verdict=view.verdict, state=view.state, due=None, earliest=None, latest=None)
        decided = replace(bounds, verdict=view.verdict, state=view.state, met=self.met)
        if view.verdict is Verdict.VIOLATION and decided.due is not None:
            assert isinstance(decided.due, date)
            until = self.as_of if self.met is None else self.met
            return replace(decided, overrun=self.nominal.working_days_between(decided.due, until))
        if view.verdict is Verdict.PENDING:
            awaits = self.long.open_notices[0].told_by if self.long.open_notices else None
            return replace(decided, left=self._left(), awaits=awaits)
        return decided

    def _bounds(self) -> Deadline:
        plain = self.plain
        ends = [d for d in (self.case.start, self.short.due, self.long.due, plain.due) if d is not None]
        return Deadline(
            Verdict.PENDING, State.RUNNING, self.limit,
            start=plain.day0, due=plain.due, earliest=self.short.due, latest=self.long.due,
            provisional=max(ends) > self.settled_through,
            extended=plain.extended, late_extensions=plain.late_extensions,
            resets=plain.resets, pauses=plain.pauses, began=self.case.start,
        )  # fmt: skip

    def _judge(self, course: Trace, days: WorkingDays) -> _View:
        """What the case comes to if this course is the true one."""
        met, due = self.met, course.due
        for notice in course.open_notices:
            if notice.ends is not None and (met or self.as_of) > notice.ends:
                return _View(Verdict.NOT_APPLICABLE, State.ABANDONED)
        if met is not None:
            if due is None or met <= due:
                return _View(Verdict.PASS, State.MET)
            return _View(Verdict.VIOLATION, State.MET_LATE)
        if course.open_notices:
            return self._awaiting(course.open_notices, due)
        if due is None or self.as_of <= due:
            return _View(Verdict.PENDING, self._running(course))
        return _View(Verdict.VIOLATION, State.OVERDUE)

    def _awaiting(self, notices: tuple[Notice, ...], due: date | None) -> _View:
        unstated = tuple(n.told_by for n in notices if n.ends is None)
        if unstated and due is not None and self.as_of > due:
            return _View(Verdict.UNDETERMINED, State.UNKNOWN, unstated)
        return _View(Verdict.PENDING, State.AWAITING_APPLICANT)

    def _running(self, course: Trace) -> State:
        """Paused while a consultation is open at the end of the as-of date."""
        return State.PAUSED if any(p.last > self.as_of for p in course.pauses) else State.RUNNING

    def _left(self) -> int | None:
        """Working days that still count after the as-of date; None while no due date is known or it has passed."""
        due = self.plain.due
        if due is None or due < self.as_of:
            return None
        return counted_days(self.nominal, self.plain.pauses, self.as_of, due)

    def _causes(self) -> list[str]:
        """The unknown fields, and the year without holidays, that move the due date."""
        fields = [f"{pause.received}_on" for pause in self.case.clock.pauses]
        fields.append(self.case.clock.extension.days)
        reference = trace(self.case, Scenario(self.nominal, _Only(OPEN_PAUSE)))
        causes = [
            name
            for name in dict.fromkeys(fields)
            if trace(self.case, Scenario(self.nominal, _Only(name))).due != reference.due
        ]
        if trace(self.case, Scenario(self.most, lambda _: True)).due != self.long.due:
            causes.append(f"calendar:{self.announced_through + 1}")
        return causes


@dataclass(frozen=True, slots=True)
class _Only:
    """Takes the long end of one cause; an open consultation follows the receipt that would bound it."""

    name: str

    def __call__(self, cause: str) -> bool:
        return cause in (self.name, OPEN_PAUSE)


@dataclass(frozen=True, slots=True)
class _View:
    """Verdict and state in one scenario, and the fields that leave them open."""

    verdict: Verdict
    state: State
    missing: tuple[str, ...] = ()


def statutory_deadline(facts: CaseFacts, clock: Clock, *, as_of: date, calendar: Calendar) -> Deadline:
    """The deadline with the limit and the cap that the clock itself states for the day of arrival."""
    limit = clock.limit(facts.arrival) if facts.arrival else None
    if facts.arrival is None or limit is None:
        return Deadline(Verdict.UNDETERMINED, State.UNKNOWN, limit, missing=(clock.arrival,))
    cap = clock.extension.cap(facts.arrival)
    return judge_case(facts, clock, limit=limit, cap=cap, as_of=as_of, calendar=calendar)
