"""Terms and their deadlines in words, for tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gkrules.calendar import Calendar
from gkrules.deadlines.fixed import Term, judge_term
from gkrules.deadlines.limit import Limit
from gkrules.deadlines.result import Deadline, Moment

CHINA = Calendar.china()


def moment(text: str | None) -> Moment | None:
    """A day, or with a `T` an instant."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def judged(
    as_of: str,
    *,
    start: str | None = None,
    within: str | None = None,
    by: str | None = None,
    event: str | None = None,
    event_known: bool = True,
    not_before: str | None = None,
    **more: Any,
) -> Deadline:
    """The deadline of a term whose event is the field `done_on` and whose start is the field `began_on`."""
    term = Term(
        event=moment(event),
        event_known=event_known,
        event_field="done_on",
        start=moment(start),
        start_field="began_on",
        limit=None if within is None else Limit.parse(within),
        by=None if by is None else date.fromisoformat(by),
        not_before=None if not_before is None else date.fromisoformat(not_before),
        **more,
    )
    return judge_term(term, as_of=date.fromisoformat(as_of), calendar=CHINA)


def told(deadline: Deadline) -> str:
    """Verdict and state, what is left or over in the unit of the limit, and what is missing."""
    words = [f"{deadline.verdict} {deadline.state}"]
    if deadline.left is not None:
        words.append(f"{deadline.left} left")
    if deadline.overrun is not None:
        words.append(f"{deadline.overrun} over")
    if deadline.missing:
        words.append(f"missing {' '.join(deadline.missing)}")
    return ", ".join(words)
