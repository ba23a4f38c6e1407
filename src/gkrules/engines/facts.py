"""Takes from a record what a clock looks at: its start, its events from fields and event list, the days stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gkrules.deadlines.case import CaseFacts
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.fixed import as_day
from gkrules.deadlines.trace import CaseEvent
from gkrules.records.record import UNKNOWN, Record


def case_facts(record: Record, clock: Clock) -> CaseFacts:
    """The facts of `record` for `clock`.

    An event is a field of its name with `_on`, or an entry of the event list; both may be mixed, and an event of one
    day that both state is one event: the list adds the party, the field the length of an extension. A record that
    keeps an event list but has no column for the end is taken to have ended only if the list says so.
    """
    listed = record.known(clock.events)
    events = {e for e in listed if isinstance(e, CaseEvent)} if isinstance(listed, tuple) else set()
    for event_type in clock.event_types():
        day = _day(record, f"{event_type}_on")
        if day is not None:
            events = _with_field(events, day, event_type, record, clock)
    delayed = clock.delay is not None and any(e.type == clock.delay.told for e in events)
    if clock.delay is not None and record.known(clock.delay.only_when) is not True:
        events = {e for e in events if e.type != clock.delay.told}
    stated = {r.stated: day for r in clock.resets if r.stated and (day := _day(record, r.stated)) is not None}
    channel = record.known(clock.channel)
    end_field = f"{clock.end}_on"
    end_known = record.values.get(end_field, UNKNOWN) is not UNKNOWN or (
        record.is_absent(end_field) and isinstance(listed, tuple) and bool(listed)
    )
    weighed = {clock.arrival, clock.channel, clock.confirmation, end_field, clock.extension.days}
    weighed.update(f"{pause.received}_on" for pause in clock.pauses)
    if clock.delay is not None and not delayed:
        weighed.add(clock.delay.only_when)
    unreadable = {name for name in clock.fields() if name in record.malformed and name not in weighed}
    if clock.delay is not None and delayed and record.known(clock.delay.only_when) is None:
        unreadable.add(clock.delay.only_when)
    return CaseFacts(
        _day(record, clock.arrival),
        channel if isinstance(channel, str) else None,
        _day(record, clock.confirmation),
        tuple(events),
        stated,
        end_known or any(e.type == clock.end for e in events),
        tuple(sorted(unreadable)),
        clock.withdrawn is not None and record.known(clock.withdrawn) is True,
        not end_known and not record.is_absent(end_field),
    )


def _with_field(events: set[CaseEvent], day: date, event_type: str, record: Record, clock: Clock) -> set[CaseEvent]:
    """`events` and the event that a date field states, unless the list states it already."""
    length = record.known(clock.extension.days) if event_type == clock.extension.told else None
    days = length if isinstance(length, int) else None
    same = {e for e in events if e.type == event_type and e.on == day}
    if not same:
        return events | {CaseEvent(day, event_type, days=days)}
    if days is None:
        return events
    return {replace(e, days=days) if e in same and e.days is None else e for e in events}


def _day(record: Record, name: str) -> date | None:
    value = record.values.get(name)
    return as_day(value) if isinstance(value, date) else None
