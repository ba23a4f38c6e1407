"""The day that places a record in time: by it the version of a rule and the period of a group are chosen."""

from __future__ import annotations

from datetime import date

from gkrules.deadlines.fixed import as_day
from gkrules.records.model import FieldType, Subject
from gkrules.records.record import Record


def governing_day(record: Record, names: tuple[str, ...]) -> tuple[date | None, tuple[str, ...]]:
    """The day of the first field that is filled in; an unreadable cell, or a year there is none, leaves it unknown.

    The second part names the field that cannot be read.
    """
    for name in names:
        value = record.value(name)
        if isinstance(value, date):
            return as_day(value), ()
        if isinstance(value, int) and date.min.year <= value <= date.max.year:
            return date(value, 12, 31), ()
        if isinstance(value, int) or name in record.malformed:
            return None, (name,)
    return None, ()


def placed_on(
    record: Record, subject: Subject, governed_by: str | None, state_day: date
) -> tuple[date | None, tuple[str, ...]]:
    """The governing day of `record`, and the fields for want of which it is unknown.

    A record that describes a state and does not say when it was observed is placed on `state_day`. A record whose
    governing fact is known not to have happened has no day and wants nothing.
    """
    names = (governed_by,) if governed_by else subject.governing
    day, unread = governing_day(record, names)
    if day is not None or unread:
        return day, unread
    if governed_by is not None:
        return None, () if record.value(governed_by) is None else (governed_by,)
    if not subject.dated:
        return state_day, ()
    return None, tuple(name for name in names if record.known(name) is None)


def has_earlier_date(record: Record, subject: Subject, as_of: date) -> bool:
    """Whether any date of the record is not after the as-of date: then a later one is a fault, not the future."""
    moments = (
        record.known(name)
        for name, field in subject.fields.items()
        if field.type in (FieldType.DATE, FieldType.INSTANT)
    )
    return any(isinstance(moment, date) and as_day(moment) <= as_of for moment in moments)


def lies_ahead(record: Record, subject: Subject, day: date | None, as_of: date) -> bool:
    """Whether the record, placed on `day`, is of the future as seen on the as-of date."""
    return day is not None and day > as_of and not has_earlier_date(record, subject, as_of)


def has_not_happened(record: Record, subject: Subject, as_of: date) -> bool:
    """Whether the fact that the record tells is of the future, or is known not to have happened.

    It is known where all governing cells are empty and that means none: an interpretation that was never published.
    """
    day, _ = governing_day(record, subject.governing)
    if day is not None:
        return lies_ahead(record, subject, day, as_of)
    return subject.dated and all(record.value(name) is None for name in subject.governing)
