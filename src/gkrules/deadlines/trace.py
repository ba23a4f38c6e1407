"""The course of one case under one set of assumptions: where it starts anew, what is skipped, when it is due.

What is not known for certain has two ends. A `Scenario` takes one end of each: the shortest or the longest
consultation, none or the most of an extension of unstated length, the most or the fewest working days of a
year that is not announced. Every choice that moves a due date moves it the same way, so the scenario of all
the short ends bounds the due date from below and that of all the long ends from above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from gkrules.deadlines.clock import Clock, Pause, Reset
from gkrules.deadlines.result import Span

ONE_DAY = timedelta(days=1)


class WorkingDays(Protocol):
    """A calendar or one of its provisional views."""

    def is_working_day(self, d: date, /) -> bool:
        """Whether offices work on `d`."""
        ...

    def add_working_days(self, start: date, n: int, /) -> date:
        """The n-th working day after `start`."""
        ...

    def working_days_between(self, start: date, end: date, /) -> int:
        """Working days in (start, end]."""
        ...


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened to a case on a day; `party` pairs a question with its answer."""

    on: date
    type: str
    party: str = ""
    days: int | None = None

    def place(self) -> tuple[date, str, str, bool, int]:
        """Its place among the events of a case, whatever the order in which they were told."""
        return (self.on, self.type, self.party, self.days is None, self.days or 0)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one case: its events up to the as-of date, the day that governs it, stated days.

    `horizon` is the last day that matters: the as-of date or, if earlier, the day of the end. `stated` holds the
    days named in notices, by field. All events are on or before `horizon`.
    """

    clock: Clock
    governed_on: date
    start: date
    limit: int
    cap: int
    events: tuple[CaseEvent, ...]
    stated: Mapping[str, date]
    horizon: date

    def of(self, event_type: str) -> list[CaseEvent]:
        """Its events of one type, in the order of their days."""
        return [e for e in self.events if e.type == event_type]


@dataclass(frozen=True, slots=True)
class Scenario:
    """Which end is taken: working days as `days` has them, and for each cause whether its long end is."""

    days: WorkingDays
    long: Callable[[str], bool]


OPEN_PAUSE = "open pause"
"""The cause that is no missing field: a consultation that is still under way."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to the applicant that is still open, the last day it leaves them, and the field that says so."""

    reset: Reset
    on: date
    ends: date | None
    told_by: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The course of the case in one scenario. `due` is None where an open consultation leaves it unbounded."""

    day0: date
    due: date | None
    resets: tuple[tuple[str, date], ...]
    pauses: tuple[Span, ...]
    extended: int
    late_extensions: tuple[date, ...]
    open_notices: tuple[Notice, ...]


def trace(case: Case, scenario: Scenario) -> Trace:
    """Follow `case` from its start to the horizon."""
    return _Course(case, scenario).run()


class _Course:
    """One walk over the events of a case."""

    def __init__(self, case: Case, scenario: Scenario) -> None:
        self.case = case
        self.scenario = scenario
        self.pauses = [
            span
            for pause in case.clock.pauses
            if pause.window.holds(case.governed_on)
            for span in self._pauses_of(pause)
        ]
        self.day0s = [case.start]

    def run(self) -> Trace:
        resets: list[tuple[str, date]] = []
        kinds = self.case.clock.resets
        notices = {reset.notice: self._notices(reset) for reset in kinds}
        last_answer: dict[str, date] = {}
        answers = sorted(
            (answer.on, index, reset) for index, reset in enumerate(kinds) for answer in self.case.of(reset.answer)
        )
        for on, _, reset in answers:
            if on < self.case.start or not self._resets(reset, on, notices[reset.notice], last_answer):
                continue
            last_answer[reset.answer] = on
            self.day0s.append(max(on, self.day0s[-1]))
            resets.append((reset.answer, on))
        open_notices = tuple(
            notice
            for reset in kinds
            if (notice := self._open_notice(reset, notices[reset.notice], last_answer)) is not None
        )
        due, extended, late = self._due(len(self.day0s) - 1)
        return Trace(
            self.day0s[-1], due, tuple(resets), tuple(_spans(self.pauses)), extended, tuple(late), open_notices
        )

    def _notices(self, reset: Reset) -> list[date]:
        """Days of the notices of this kind; which of them were in force and in time is judged later."""
        return [e.on for e in self.case.of(reset.notice)]

    def _resets(self, reset: Reset, on: date, notices: list[date], last_answer: Mapping[str, date]) -> bool:
        """Whether an answer on `on` sets a new day 0: its notice went out before the case was overdue."""
        since = last_answer.get(reset.answer)
        own = [n for n in notices if n <= on and (since is None or n > since) and self._in_time(n)]
        if not reset.window.holds(own[-1] if own else on):
            return False
        return bool(own) or self._in_time(on)

    def _open_notice(self, reset: Reset, notices: list[date], last_answer: Mapping[str, date]) -> Notice | None:
        """The latest notice of this kind, sent in time and not answered by the horizon."""
        since = last_answer.get(reset.answer)
        in_force = [n for n in notices if reset.window.holds(n)]
        waiting = [n for n in in_force if (since is None or n > since) and self._in_time(n)]
        if not waiting:
            return None
        on = waiting[-1]
        if any(answer.on >= on for answer in self.case.of(reset.answer)):
            return None
        if reset.stated is not None:
            stated = self.case.stated.get(reset.stated)
            ends = stated if stated is not None and stated >= on else None  # an earlier day belongs to another notice
            return Notice(reset, on, ends, reset.stated)
        assert reset.received is not None, "a notice ends on a stated day or a term after its receipt"
        assert reset.term is not None, "a notice ends on a stated day or a term after its receipt"
        received = [e.on for e in self.case.of(reset.received.removesuffix("_on")) if e.on >= on]
        ends = self.scenario.days.add_working_days(received[0], reset.term.amount) if received else None
        return Notice(reset, on, ends, reset.received)

    def _in_time(self, notice: date) -> bool:
        """Whether `notice` is not after the due date of the stretch in which it fell."""
        stretch = max((number for number, day0 in enumerate(self.day0s) if day0 < notice), default=0)
        due, _, _ = self._due(stretch)
        return due is None or notice <= due

    def _due(self, stretch: int) -> tuple[date | None, int, list[date]]:
        """The due date of a stretch (0: from the start), the working days added, and extensions told too late."""
        day0, limit, added, late = self.day0s[stretch], self.case.limit, 0, []
        due = self._count(day0, limit)
        extension = self.case.clock.extension
        for told in self.case.of(extension.told):
            if told.on < day0 and stretch > 0:
                continue
            if due is not None and told.on > due:
                late.append(told.on)
                continue
            room = self.case.cap - added
            days = told.days
            if days is None:
                days = room if self.scenario.long(extension.days) else 0
            added += max(0, min(days, room))
            due = self._count(day0, limit + added)
        return None if self._is_delayed(stretch, due) else due, added, late

    def _is_delayed(self, stretch: int, due: date | None) -> bool:
        """Whether a delay without a fixed maximum was told within the term of a stretch."""
        delay = self.case.clock.delay
        if delay is None or due is None or not delay.window.holds(self.case.governed_on):
            return False
        told = [e.on for e in self.case.of(delay.told) if e.on >= self.day0s[stretch] or stretch == 0]
        return any(day <= due for day in told)

    def _count(self, day0: date, n: int) -> date | None:
        """The n-th working day after `day0` that no pause covers; None when a pause without end comes first."""
        days, reached = self.scenario.days, day0
        for span in _spans(self.pauses):
            if span.last < day0:
                continue
            first = max(span.first, reached + ONE_DAY)
            before = days.working_days_between(reached, first - ONE_DAY)
            if before >= n:
                break
            if span.last == date.max:
                return None
            n -= before
            reached = max(span.last, reached)
        return days.add_working_days(reached, n)

    def _pauses_of(self, pause: Pause) -> list[Span]:
        case = self.case
        silent = pause.silent if pause.silent_window.holds(case.governed_on) else None
        spans = []
        for asked in case.of(pause.asked):
            answered = _first(case.of(pause.answered), asked)
            received = _first(case.of(pause.received), asked)
            if silent is None:
                end = self._end(answered, None)
            elif received is not None:
                bound = self.scenario.days.add_working_days(received, silent.amount)
                end = min(answered, bound) if answered else self._end(None, bound)
            else:
                end = self._end_of_unknown_receipt(pause, asked.on, answered, silent.amount)
            spans.append(Span(pause.asked, asked.on + ONE_DAY, end or date.max, asked.party))
        return spans

    def _end(self, answered: date | None, bound: date | None) -> date | None:
        """The day of return; while it is still open the horizon at the short end, `bound` at the long one."""
        if answered is not None:
            return answered
        if bound is not None and bound <= self.case.horizon:
            return bound
        return bound if self.scenario.long(OPEN_PAUSE) else self.case.horizon

    def _end_of_unknown_receipt(self, pause: Pause, asked: date, answered: date | None, term: int) -> date | None:
        """Between `term` working days after sending, and the answer, or without one no bound at all."""
        if self.scenario.long(f"{pause.received}_on"):
            return answered if answered is not None else self._end(None, None)
        earliest = self.scenario.days.add_working_days(asked, term)
        return min(earliest, answered if answered is not None else self.case.horizon)


def counted_days(days: WorkingDays, pauses: Iterable[Span], after: date, until: date) -> int:
    """Working days in (after, until] that no pause covers."""
    counted, reached = 0, after
    for span in pauses:
        if span.last <= reached or span.first > until:
            continue
        counted += max(0, days.working_days_between(reached, max(reached, span.first - ONE_DAY)))
        reached = min(span.last, until)
    return counted + days.working_days_between(reached, until)


def _first(events: list[CaseEvent], asked: CaseEvent) -> date | None:
    """The first of `events` for the party of `asked`, on its day or later."""
    return next((e.on for e in events if e.party == asked.party and e.on >= asked.on), None)


def _spans(pauses: list[Span]) -> list[Span]:
    """The pauses that cover at least one day, in order of their beginning."""
    return sorted((s for s in pauses if s.last >= s.first), key=lambda s: (s.first, s.last, s.kind, s.party))
