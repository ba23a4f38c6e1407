"""Steps in order, for generated code: the reference's reading of a sequence, on ordinals."""

from __future__ import annotations

from gkrules.engines.outcome import Outcome
from gkrules.records.record import UNKNOWN

Done = tuple[int, ...]
"""The days of the parts of a step that were done."""


def sequence_outcome(
    steps: tuple[tuple[Done, bool | None, bool | None], ...],
    exits: bool | None,
    finished: bool | None,
) -> Outcome:
    """What a sequence comes to. Of each step: the days, whether all of it is done, and whether it is owed.

    `exits` is true where the case is over; `finished` is false where the rule names no end.
    """
    latest = 0
    for days, _, _ in steps:
        if days and min(days) < latest:
            return Outcome.VIOLATION
        latest = max(latest, *days) if days else latest
    last_done = max((i for i, (days, _, _) in enumerate(steps) if days), default=-1)
    skipped = [s for s in steps[: max(last_done, 0)] if s[1] is not True and s[2] is not False]
    trailing = [s for s in steps[last_done + 1 :] if s[2] is not False]
    if last_done >= 0 and steps[last_done][1] is not True and steps[last_done][2] is not False:
        trailing.append(steps[last_done])
    if any(done is False and owed is True for _, done, owed in skipped):
        return Outcome.VIOLATION
    if skipped:
        return Outcome.UNDETERMINED
    if not trailing:
        return Outcome.PASS
    if exits is True:
        return Outcome.NOT_APPLICABLE
    if exits is None or any(done is None or owed is None for _, done, owed in trailing):
        return Outcome.UNDETERMINED
    if finished is None:
        return Outcome.UNDETERMINED
    return Outcome.VIOLATION if finished else Outcome.PENDING


def step_state(
    as_of: int, owed: bool | None, *parts: tuple[int | None, object]
) -> tuple[Done, bool | None, bool | None]:
    """One step of a record: of each part the ordinal of its day, if it has one, and its value as it stands."""
    days = tuple(day for day, _ in parts if day is not None and day <= as_of)
    if len(days) == len(parts):
        return days, True, owed
    blank = any(value is not UNKNOWN for day, value in parts if day is None or day > as_of)
    return days, False if blank else None, owed
