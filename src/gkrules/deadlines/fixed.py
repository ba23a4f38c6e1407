"""Time limits without a clock: an event within a length of time of another, or by a fixed or recurring day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from gkrules.calendar import Calendar
from gkrules.deadlines.limit import Limit, Unit
from gkrules.deadlines.recurring import BeforeStart, Roll
from gkrules.deadlines.result import Deadline, Moment, State, Verdict
from gkrules.deadlines.trace import ONE_DAY, WorkingDays

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The offset of the law's clock. China has kept one offset, without summer time, since 1992."""


@dataclass(frozen=True, slots=True)
class Term:
    """What must happen by when: `event` within `limit` of `start`, or by the day `by`; not before `not_before`.

    The event is known to have happened, known not to have (`event` None and `event_known`), or not known.
    `missing_start` names the field of the start where there is none.
    """

    event: Moment | None
    event_known: bool
    event_field: str
    start: Moment | None = None
    start_field: str = ""
    missing_start: tuple[str, ...] = ()
    limit: Limit | None = None
    by: date | None = None
    not_before: date | None = None
    roll: Roll = Roll.NONE
    before_start: BeforeStart = BeforeStart.UNDETERMINED


def judge_term(term: Term, *, as_of: date, calendar: Calendar) -> Deadline:
    """The deadline of `term` as it stands at the end of `as_of`.

    Day 0 is not counted. Calendar days and months stay on a rest day unless the term rolls; a month ends on the
    corresponding day or the last of the month (民法典 arts. 201-202). Hours run through nights and rest days.
    """
    if term.missing_start:
        return Deadline(Verdict.UNDETERMINED, State.UNKNOWN, term.limit, missing=term.missing_start)
    if term.limit is not None and term.limit.unit is Unit.HOURS:
        return _judge_hours(term, term.limit, as_of)
    return _judge_days(term, as_of, calendar)


def as_day(moment: Moment) -> date:
    """The calendar day of `moment` in China."""
    return in_shanghai(moment).date() if isinstance(moment, datetime) else moment


def in_shanghai(moment: datetime) -> datetime:
    """`moment` in China's time; without an offset it is taken to be that already."""
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)


def _judge_days(term: Term, as_of: date, calendar: Calendar) -> Deadline:
    views = calendar.views()
    start = as_day(term.start) if term.start is not None else None
    short, due, long = (_due_day(term, start, days) for days in (views.most, views.nominal, views.fewest))
    counts = term.limit is not None and term.limit.unit is Unit.WORKING_DAYS
    reach = max(due, long)
    deadline = Deadline(
        Verdict.PENDING, State.RUNNING, term.limit, start=start, due=due, earliest=short, latest=long,
        provisional=(counts or term.roll is Roll.FORWARD) and reach > calendar.settled_through,
    )  # fmt: skip
    met = as_day(term.event) if term.event is not None else None
    if met is not None and met > as_of:
        met = None
    too_early = start if start is not None else None
    if met is not None and too_early is not None and met < too_early:
        if term.before_start is BeforeStart.UNDETERMINED:
            return replace(deadline, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, met=met)
        met = None
    if met is None and not term.event_known:
        return replace(deadline, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, missing=(term.event_field,))
    if met is not None and term.not_before is not None and met < term.not_before:
        return replace(deadline, verdict=Verdict.VIOLATION, state=State.UNKNOWN, met=met)
    lengths = _Lengths(Unit.DAYS if term.limit is None else term.limit.unit, views.nominal)
    day = as_of if met is None else met
    if day <= short:
        if met is not None:
            return replace(deadline, verdict=Verdict.PASS, state=State.MET, met=met)
        return replace(deadline, left=lengths.left(as_of, due))
    if day > long:
        state = State.OVERDUE if met is None else State.MET_LATE
        return replace(deadline, verdict=Verdict.VIOLATION, state=state, met=met, overrun=lengths.over(due, day))
    missing = (f"calendar:{calendar.announced_through + 1}",)
    return replace(deadline, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, met=met, missing=missing)


def _due_day(term: Term, start: date | None, days: WorkingDays) -> date:
    if term.by is not None:
        due = term.by
    else:
        assert start is not None, "a limit runs from a start"
        assert term.limit is not None, "a term has a limit or a day"
        amount = term.limit.amount
        if term.limit.unit is Unit.WORKING_DAYS:
            due = days.add_working_days(start, amount)
        elif term.limit.unit is Unit.MONTHS:
            due = _months_later(start, amount)
        else:
            due = start + timedelta(days=amount)
    if term.roll is Roll.FORWARD and not days.is_working_day(due):
        due = days.add_working_days(due, 1)
    return due


def _months_later(start: date, months: int) -> date:
    from dateutil.relativedelta import relativedelta  # here, so that loading a pack does not pay for it

    return start + relativedelta(months=months)


@dataclass(frozen=True, slots=True)
class _Lengths:
    """Lengths of time in the unit of the limit; in calendar days where there is only a day."""

    unit: Unit
    days: WorkingDays

    def left(self, now: date, due: date) -> int:
        """Whole units in (now, due]."""
        if self.unit is Unit.MONTHS:
            months = (due.year - now.year) * 12 + due.month - now.month
            return months if _months_later(now, months) <= due else months - 1
        return self._days(now, due)

    def over(self, due: date, day: date) -> int:
        """Units in (due, day], of months those begun."""
        if self.unit is Unit.MONTHS:
            months = (day.year - due.year) * 12 + day.month - due.month
            return months if day <= _months_later(due, months) else months + 1
        return self._days(due, day)

    def _days(self, start: date, end: date) -> int:
        if self.unit is Unit.WORKING_DAYS:
            return self.days.working_days_between(start, end)
        return (end - start).days


def _judge_hours(term: Term, limit: Limit, as_of: date) -> Deadline:
    assert term.start is not None, "a limit runs from a start"
    length = timedelta(hours=limit.amount)
    start_first, start_last = _ends(term.start)
    earliest, latest = start_first + length, start_last + length
    now = _end_of(as_of)
    exact = start_first == start_last
    deadline = Deadline(
        Verdict.PENDING, State.RUNNING, limit, start=term.start,
        due=latest if exact else None, earliest=earliest, latest=latest,
    )  # fmt: skip
    met = term.event
    if met is not None and (_ends(met)[0] > now if isinstance(met, datetime) else met > as_of):
        met = None
    if met is not None:
        first, last = _ends(met)
        deadline = replace(deadline, met=met)
        if last < start_first or (not isinstance(met, datetime) and last == start_first):
            if term.before_start is BeforeStart.UNDETERMINED:
                return replace(deadline, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN)
            met = None
            deadline = replace(deadline, met=None)
        elif term.not_before is not None and as_day(met) < term.not_before:
            return replace(deadline, verdict=Verdict.VIOLATION, state=State.UNKNOWN)
        elif last <= earliest:
            return replace(deadline, verdict=Verdict.PASS, state=State.MET)
        elif first > latest:
            over = _whole_hours(first - latest)
            return replace(deadline, verdict=Verdict.VIOLATION, state=State.MET_LATE, overrun=over)
        else:
            return _hour_unknown(term, deadline)
    if not term.event_known:
        return replace(deadline, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, missing=(term.event_field,))
    if now <= earliest:
        return replace(deadline, left=int((earliest - now) // timedelta(hours=1)))
    if now > latest:
        over = _whole_hours(now - latest)
        return replace(deadline, verdict=Verdict.VIOLATION, state=State.OVERDUE, overrun=over)
    return _hour_unknown(term, deadline)


def _hour_unknown(term: Term, deadline: Deadline) -> Deadline:
    """Undetermined for want of the hour of a moment of which only the day is known."""
    moments = ((term.start_field, term.start), (term.event_field, deadline.met))
    missing = {name for name, moment in moments if name and not isinstance(moment, datetime | None)}
    return replace(deadline, verdict=Verdict.UNDETERMINED, state=State.UNKNOWN, missing=tuple(sorted(missing)))


def _ends(moment: Moment) -> tuple[datetime, datetime]:
    """The first and the last instant that `moment` may be: a day known without its hour is all of that day."""
    if isinstance(moment, datetime):
        instant = in_shanghai(moment)
        return instant, instant
    return datetime.combine(moment, time.min, SHANGHAI), _end_of(moment)


def _end_of(day: date) -> datetime:
    """24:00 of `day`, which belongs to it (民法典 art. 203)."""
    return datetime.combine(day, time.min, SHANGHAI) + ONE_DAY


def _whole_hours(length: timedelta) -> int:
    """Hours begun: an hour late is late from its first minute."""
    return -(-length // timedelta(hours=1))
