"""A second, deliberately naive reading of the disclosure reply clock, for differential tests only.

Written from DESIGN.md 4.3, law.md 2 and the project's fixed readings; it shares no code with the product.
Every date is found by stepping through the days one by one.

Method. Everything uncertain has two ends, so a due date is computed for chosen ends: pauses still open at
the horizon (return today / as late as possible), pauses whose day of receipt is unknown (early / late),
extensions of unknown length (none / all that is left). `earliest` takes every low end, `latest` every high
end. The *horizon* is the last day that matters: the as-of day or, if earlier, the first reply.

Sentences that were ambiguous, and what is done here:
 1. "after the reply nothing else matters" against "`earliest` assumes return on as_of": with a pause open
    when the reply came, the return is assumed on the day of the reply; so an answer no longer changes with
    as_of once there is a reply. Only `earliest` is touched, never the outcome.
 2. "a pause is open on as_of": open at the *end* of that day. Asked that day: open; returned: closed.
    A party of unknown receipt that has not answered stays open (`paused`), also when it may be silent enough.
 3. "the due date as it stood then" (reset) when that date is uncertain: the latest one (`due = latest`); no
    bound means the notice was in time. "Then": the segment in which the notice fell, not the answer's.
 4. A notice on the very day of a reset comes before it (order within one day), so it belongs to the old
    segment, and a later answer of that kind does not pair with it. An extension on that day counts.
 5. "the latest notice of that kind" against "a late notice is ignored altogether": late ones are dropped
    first, so a second notice that came late does not spoil the first; with only late ones left the answer
    stands as if there had been no notice (its own day is tested).
 6. Fee notices before 2021-01-01: neither reset nor leave the application open; ignored.
 7. A new day 0 earlier than the start: ignored. Extensions told before the *first* day 0: count (only those
    before a *new* day 0 are said to fall away).
 8. "everything before a reset no longer counts" does not close an unanswered notice of the other kind.
 9. Several open notices: of one kind the last in time rules; of two kinds, abandoned if either term has
    passed, else undetermined if a stated day is unknown and the due date has passed, else pending.
10. "until the due date as it would stand without the notice": the latest due date; unbounded: pending.
11. `correction_due_on` is believed at any as_of, even when the notice naming it has not yet happened; a day before
    the open notice belongs to another one. A confirmation before the day of receipt is no confirmation.
12. `missing` is filled for undetermined answers only, and names a field only if it moves a due date. For an
    unknown start it names every needed day that is absent or after as_of; an unheard-of channel is unknown.
    Email without received_on needs no confirmed_on yet, because the law is not known.
13. A reply before the start is reported as such even if a notice was already past its stated day.
14. Abandoned: `start` is given, due, earliest and latest are not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
NEW_TEXT = date(2019, 5, 15)
FEE_RULES = date(2021, 1, 1)
SILENCE = 15
FEE_TERM = 20
FAR = 20_000  # no term runs that many days: a broken predicate ends in an error, not in a hang

CHANNELS = ("in_person", "registered_mail", "ordinary_mail", "online", "email", "fax")
CORRECTION = ("correction_notified", "correction_received")
FEE = ("fee_notice", "paid")

IsWorkingDay = Callable[[date], bool]


@dataclass(frozen=True)
class Event:
    """Something that happened on a day."""

    type: str
    on: date
    party: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Case:
    """What is on record about one application."""

    received_on: date | None
    received_via: str | None
    confirmed_on: date | None
    events: tuple[Event, ...]
    correction_due_on: date | None = None


@dataclass(frozen=True)
class Answer:
    """What the clock says."""

    outcome: str
    state: str
    start: date | None
    due: date | None
    earliest: date | None
    latest: date | None
    missing: tuple[str, ...]
    overrun: int | None


@dataclass(frozen=True)
class Pause:
    """Days d with asked < d <= returned do not count; `high` None means no end in sight."""

    asked: date
    low: date
    high: date | None
    receipt_unknown: bool


@dataclass(frozen=True)
class Ends:
    """Which end to take of each kind of uncertainty: False the low one, True the high one."""

    open_pause: bool
    unknown_receipt: bool
    unknown_extension: bool


HIGH = Ends(open_pause=True, unknown_receipt=True, unknown_extension=True)
LOW = Ends(open_pause=False, unknown_receipt=False, unknown_extension=False)


def nth_working_day(day: date, n: int, is_working_day: IsWorkingDay) -> date:
    """The n-th working day after `day`, which is not counted itself."""
    counted = 0
    for _ in range(FAR):
        day += ONE_DAY
        if is_working_day(day):
            counted += 1
        if counted == n:
            return day
    raise ValueError("no end found")


def working_days_in(after: date, through: date, is_working_day: IsWorkingDay) -> int:
    """Working days d with after < d <= through."""
    counted = 0
    day = after
    while day < through:
        day += ONE_DAY
        if is_working_day(day):
            counted += 1
    return counted


def first_on_or_after(events: list[Event], kind: str, party: str | None, day: date) -> date | None:
    """The first event of a kind (and party, unless None) on or after a day."""
    days = [e.on for e in events if e.type == kind and party in (None, e.party) and e.on >= day]
    return min(days, default=None)


@dataclass(frozen=True)
class Start:
    """Day 0 as received, or what is missing to know it."""

    day: date | None
    missing: tuple[str, ...]


def find_start(case: Case, as_of: date) -> Start:
    """Day 0 by law and channel."""
    via = case.received_via if case.received_via in CHANNELS else None
    received = case.received_on if case.received_on is not None and case.received_on <= as_of else None
    confirmed = case.confirmed_on if case.confirmed_on is not None and case.confirmed_on <= as_of else None

    if via in ("online", "fax", "ordinary_mail"):
        needs_confirmation = True
    elif via == "email":
        needs_confirmation = received is not None and received >= NEW_TEXT
    else:
        needs_confirmation = False

    missing: list[str] = []
    if received is None:
        missing.append("received_on")
    if via is None:
        missing.append("received_via")
    if needs_confirmation and (confirmed is None or (received is not None and confirmed < received)):
        missing.append("confirmed_on")
    if missing:
        return Start(None, tuple(missing))
    return Start(confirmed if needs_confirmation else received, ())


class Clock:
    """One case whose law and start are known, seen from its horizon."""

    def __init__(
        self,
        received: date,
        start: date,
        events: list[Event],
        horizon: date,
        is_working_day: IsWorkingDay,
    ) -> None:
        self.new_text = received >= NEW_TEXT
        self.term = 20 if self.new_text else 15
        self.start = start
        self.events = events
        self.horizon = horizon
        self.is_working_day = is_working_day
        self.pauses = self.find_pauses()
        self.day_zeros = [start]  # the start, then each effective reset, in order
        self.apply_resets()

    # -- pauses ------------------------------------------------------------------------------------------

    def find_pauses(self) -> list[Pause]:
        """Every consultation that stops the clock."""
        pauses = []
        for event in self.events:
            if event.type == "third_party_asked":
                pauses.append(self.pause_of(event, "third_party_answered"))
            elif event.type == "agency_asked" and self.new_text:
                pauses.append(self.pause_of(event, "agency_answered"))
        return pauses

    def pause_of(self, ask: Event, answer_type: str) -> Pause:
        """The pause that one letter causes."""
        answered = first_on_or_after(self.events, answer_type, ask.party, ask.on)
        received = first_on_or_after(self.events, "consult_received", ask.party, ask.on)

        if not self.new_text:
            if answered is not None:
                return Pause(ask.on, answered, answered, receipt_unknown=False)
            return Pause(ask.on, self.horizon, None, receipt_unknown=False)

        if received is not None:
            silent = nth_working_day(received, SILENCE, self.is_working_day)
            if answered is not None:
                returned = min(answered, silent)
                return Pause(ask.on, returned, returned, receipt_unknown=False)
            return Pause(ask.on, min(self.horizon, silent), silent, receipt_unknown=False)

        silent_at_best = nth_working_day(ask.on, SILENCE, self.is_working_day)
        if answered is not None:
            return Pause(ask.on, min(silent_at_best, answered), answered, receipt_unknown=True)
        return Pause(ask.on, min(silent_at_best, self.horizon), None, receipt_unknown=True)

    def pause_is_open(self) -> bool:
        """Whether some party may still be thinking at the end of the horizon day."""
        return any(pause.high is None or pause.high > self.horizon for pause in self.pauses)

    def is_paused(self, day: date, ends: Ends) -> bool:
        """Whether a day lies in any pause (a union: two pauses skip a day once)."""
        for pause in self.pauses:
            take_high = ends.unknown_receipt if pause.receipt_unknown else ends.open_pause
            returned = pause.high if take_high else pause.low
            if pause.asked < day and (returned is None or day <= returned):
                return True
        return False

    def paused_for_ever(self, day: date, ends: Ends) -> bool:
        """Whether a pause without an end has begun before this day."""
        for pause in self.pauses:
            take_high = ends.unknown_receipt if pause.receipt_unknown else ends.open_pause
            if take_high and pause.high is None and pause.asked < day:
                return True
        return False

    # -- due dates ---------------------------------------------------------------------------------------

    def count(self, day_zero: date, n: int, ends: Ends) -> date | None:
        """The n-th working day after day 0 that is in no pause; None: never."""
        counted = 0
        day = day_zero
        for _ in range(FAR):
            day += ONE_DAY
            if self.paused_for_ever(day, ends):
                return None
            if self.is_working_day(day) and not self.is_paused(day, ends):
                counted += 1
            if counted == n:
                return day
        raise ValueError("no end found")

    def due(self, segment: int, ends: Ends) -> date | None:
        """The due date of one segment (0: from the start, i: from the i-th effective reset)."""
        day_zero = self.day_zeros[segment]
        extensions = [e for e in self.events if e.type == "extension_notified"]
        if segment > 0:
            extensions = [e for e in extensions if e.on >= day_zero]
        added = 0
        due = self.count(day_zero, self.term, ends)
        for extension in sorted(extensions, key=lambda e: e.on):
            if due is None:
                return None
            if extension.on > due:
                continue  # told too late: adds nothing
            left = self.term - added  # at most as many again, in all
            if extension.days is None:
                added += left if ends.unknown_extension else 0
            else:
                added += max(0, min(extension.days, left))
            due = self.count(day_zero, self.term + added, ends)
        return due

    # -- notices and resets ------------------------------------------------------------------------------

    def notice_in_time(self, day: date) -> bool:
        """Whether a notice of that day found the clock still running."""
        segment = 0
        for number in range(1, len(self.day_zeros)):
            if self.day_zeros[number] < day:  # on the very day the notice came first
                segment = number
        due = self.due(segment, HIGH)
        return due is None or day <= due

    def apply_resets(self) -> None:
        """Go through the answers in order; each effective one is a new day 0."""
        last_of_kind: dict[str, date] = {}
        answers = [e for e in self.events if e.type in (CORRECTION[1], FEE[1]) and e.on >= self.start]
        for answer in sorted(answers, key=lambda e: e.on):
            notice_type = CORRECTION[0] if answer.type == CORRECTION[1] else FEE[0]
            previous = last_of_kind.get(answer.type)
            notices = [
                e.on
                for e in self.events
                if e.type == notice_type
                and e.on <= answer.on
                and (previous is None or e.on > previous)
                and self.notice_in_time(e.on)
            ]
            notice = max(notices, default=answer.on)
            if answer.type == "paid" and notice < FEE_RULES:
                continue
            if not notices and not self.own_day_in_time(answer.on):
                continue
            self.day_zeros.append(answer.on)
            last_of_kind[answer.type] = answer.on

    def own_day_in_time(self, day: date) -> bool:
        """The test for an answer without a notice: its own day, in the segment then running."""
        due = self.due(len(self.day_zeros) - 1, HIGH)
        return due is None or day <= due

    def open_notice(self, kind: tuple[str, str]) -> date | None:
        """The last notice of a kind that was in time and has no answer yet."""
        notice_type, answer_type = kind
        found = [
            e.on
            for e in self.events
            if e.type == notice_type
            and (notice_type != "fee_notice" or e.on >= FEE_RULES)
            and self.notice_in_time(e.on)
            and first_on_or_after(self.events, answer_type, None, e.on) is None
        ]
        return max(found, default=None)

    # -- the present -------------------------------------------------------------------------------------

    def now(self, ends: Ends) -> date | None:
        """The due date of the running segment."""
        return self.due(len(self.day_zeros) - 1, ends)

    def missing(self) -> tuple[str, ...]:
        """The unknown facts that move the due date, whatever the other uncertain things turn out to be."""
        names = []
        both = (False, True)
        if any(self.now(Ends(a, False, b)) != self.now(Ends(a, True, b)) for a in both for b in both):
            names.append("consult_received_on")
        if any(self.now(Ends(a, b, False)) != self.now(Ends(a, b, True)) for a in both for b in both):
            names.append("extension_days")
        return tuple(names)


def judge(case: Case, as_of: date, is_working_day: IsWorkingDay) -> Answer:
    """Judge one case as it stands at the end of a day."""
    found = find_start(case, as_of)
    start = found.day
    if start is None or case.received_on is None:
        return Answer("undetermined", "unknown", None, None, None, None, found.missing, None)

    replies = [e.on for e in case.events if e.type == "replied" and e.on <= as_of]
    reply = min(replies, default=None)
    horizon = as_of if reply is None else reply
    happened = [e for e in case.events if e.on <= horizon and e.type != "replied"]
    clock = Clock(case.received_on, start, happened, horizon, is_working_day)
    earliest = clock.now(LOW)
    latest = clock.now(HIGH)
    if earliest is None:
        raise ValueError("the earliest due date always exists")

    def answer(outcome: str, state: str, missing: tuple[str, ...] = (), overrun: int | None = None) -> Answer:
        return Answer(outcome, state, clock.day_zeros[-1], latest, earliest, latest, missing, overrun)

    if reply is not None and reply < start:
        return answer("undetermined", "unknown")

    # An open notice: to correct, or to pay.
    stated: dict[str, date | None] = {}
    correction_notice = clock.open_notice(CORRECTION)
    if correction_notice is not None:
        day = case.correction_due_on
        stated["correction_due_on"] = day if day is not None and day >= correction_notice else None
    fee_notice = clock.open_notice(FEE)
    if fee_notice is not None:
        fee_received = first_on_or_after(happened, "fee_notice_received", None, fee_notice)
        stated["fee_notice_received_on"] = (
            None if fee_received is None else nth_working_day(fee_received, FEE_TERM, is_working_day)
        )
    if any(day is not None and horizon > day for day in stated.values()):
        return Answer("not_applicable", "abandoned", clock.day_zeros[-1], None, None, None, (), None)
    if stated and reply is None:
        unknown = tuple(name for name, day in stated.items() if day is None)
        if unknown and latest is not None and as_of > latest:
            return answer("undetermined", "unknown", unknown)
        return answer("pending", "awaiting_applicant")

    # Replied.
    if reply is not None:
        if reply <= earliest:
            return answer("pass", "met")
        if latest is not None and reply > latest:
            overrun = working_days_in(latest, reply, is_working_day)
            return answer("violation", "met_late", overrun=overrun)
        return answer("undetermined", "unknown", clock.missing())

    # Not replied.
    if as_of <= earliest:
        return answer("pending", "paused" if clock.pause_is_open() else "running")
    if latest is not None and as_of > latest:
        return answer("violation", "overdue", overrun=working_days_in(latest, as_of, is_working_day))
    missing = clock.missing()
    if missing:
        return answer("undetermined", "unknown", missing)
    return answer("pending", "paused")
