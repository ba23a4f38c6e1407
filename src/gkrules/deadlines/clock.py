"""A clock: which operations move a due date, declared in the data dictionary and named by rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gkrules.deadlines.limit import Limit


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a version of the law applies, both ends included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the window."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Which channels start the clock on the day of arrival, which on the day both sides confirm."""

    window: Window
    on_arrival: frozenset[str]
    on_confirmation: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Reset:
    """An answer of the applicant that sets a new day 0, and the notice that asks for it.

    While the notice is open the clock waits: through the day stated in the field `stated`, or through `term`
    after the day in the field `received`. `window` limits the operation by the date of the notice.
    """

    notice: str
    answer: str
    window: Window
    stated: str | None = None
    received: str | None = None
    term: Limit | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A consultation: its working days do not count.

    `silent` is the term after the consulted party's receipt at which its silence ends the pause; it applies to
    cases governed within `silent_window`. The pause itself exists for cases governed within `window`.
    """

    asked: str
    received: str
    answered: str
    window: Window
    silent: Limit | None
    silent_window: Window


@dataclass(frozen=True, slots=True)
class Extension:
    """A lengthening of the limit, by at most `most` working days in all in each window of the law."""

    told: str
    days: str
    most: tuple[tuple[Window, int], ...]

    def cap(self, governed_on: date) -> int:
        """Working days that may be added in all to a case governed by `governed_on`."""
        return next((days for window, days in self.most if window.holds(governed_on)), 0)


@dataclass(frozen=True, slots=True)
class Delay:
    """A postponement without a fixed maximum: once told within the running term, no due date is left.

    It exists only for cases in which the flag `only_when` is set, governed within `window`.
    """

    told: str
    only_when: str
    window: Window


@dataclass(frozen=True, slots=True)
class Clock:
    """All that moves the due date of one kind of case; event names are field names without `_on`.

    `withdrawn` is the flag of a case that its applicant took back.
    """

    name: str
    subject: str
    about: str
    arrival: str
    channel: str
    confirmation: str
    receipts: tuple[Receipt, ...]
    limits: tuple[tuple[Window, Limit], ...]
    resets: tuple[Reset, ...]
    pauses: tuple[Pause, ...]
    extension: Extension
    end: str
    events: str
    delay: Delay | None = None
    withdrawn: str | None = None

    def receipt(self, governed_on: date) -> Receipt | None:
        """The version of the rules of receipt that governs a case."""
        return next((r for r in self.receipts if r.window.holds(governed_on)), None)

    def limit(self, governed_on: date) -> Limit | None:
        """The statutory limit that governs a case, before any extension."""
        return next((limit for window, limit in self.limits if window.holds(governed_on)), None)

    def event_types(self) -> tuple[str, ...]:
        """Every event that this clock looks at, in the order in which they stand on one day."""
        names: list[str] = []
        for pause in self.pauses:
            names += [pause.asked, pause.received, pause.answered]
        names.append(self.extension.told)
        if self.delay is not None:
            names.append(self.delay.told)
        for reset in self.resets:
            names.append(reset.notice)
            if reset.received:
                names.append(reset.received.removesuffix("_on"))
            names.append(reset.answer)
        names.append(self.end)
        return tuple(dict.fromkeys(names))

    def required_fields(self) -> tuple[str, ...]:
        """Fields without which the clock cannot start or end."""
        return (self.arrival, self.channel, self.confirmation, f"{self.end}_on")

    def fields(self) -> tuple[str, ...]:
        """Every field that the clock reads, the event list included, sorted."""
        names = {*self.required_fields(), self.extension.days, self.events}
        names.update((self.delay.only_when,) if self.delay else ())
        names.update((self.withdrawn,) if self.withdrawn else ())
        names.update(f"{event}_on" for event in self.event_types())
        names.update(reset.stated for reset in self.resets if reset.stated)
        return tuple(sorted(names))
