"""The account of a time limit: every day from the start to the due date, and why it counts or does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gkrules.bilingual import Bilingual
from gkrules.calendar import Calendar, DayKind
from gkrules.deadlines.limit import Unit
from gkrules.deadlines.result import Deadline, Span
from gkrules.deadlines.trace import ONE_DAY

MAX_DAYS = 2_000

_WEEKDAYS = (
    Bilingual("周一", "Mon"), Bilingual("周二", "Tue"), Bilingual("周三", "Wed"), Bilingual("周四", "Thu"),
    Bilingual("周五", "Fri"), Bilingual("周六", "Sat"), Bilingual("周日", "Sun"),
)  # fmt: skip
_PAUSES = {
    "third_party_asked": Bilingual("征求第三方意见，不计入", "consulting a third party, not counted"),
    "agency_asked": Bilingual("征求其他机关意见，不计入", "consulting another agency, not counted"),
}
_RESETS = {
    "correction_received": Bilingual(
        "收到补正，自次日重新起算", "correction received: counting starts anew the next day"
    ),
    "paid": Bilingual("申请人缴费，自次日重新起算", "fee paid: counting starts anew the next day"),
}
_START = Bilingual("起算日，不计入", "the day it starts from, not counted")
_UNDONE = Bilingual("重新起算前，不再计入", "before counting started anew, no longer counted")
_ADDED = Bilingual("（延期增加）", " (added by the extension)")


@dataclass(frozen=True, slots=True)
class AccountedDay:
    """One day of the account. `number` is its place in the count, None where it does not count."""

    day: date
    weekday: Bilingual
    number: int | None
    reason: Bilingual
    provisional: bool = False


def account(deadline: Deadline, calendar: Calendar) -> list[AccountedDay]:
    """The days of a limit in working days or calendar days, from the start through the due date.

    Empty where there is no due date, for months and hours (whose end is a corresponding day or hour), and beyond
    2,000 days.
    """
    limit, start, due = deadline.limit, deadline.start, deadline.due
    if limit is None or isinstance(start, datetime | None) or isinstance(due, datetime | None):
        return []
    if limit.unit not in (Unit.WORKING_DAYS, Unit.DAYS) or not 0 <= (due - start).days <= MAX_DAYS:
        return []
    reset = {day: kind for kind, day in deadline.resets}
    first = _RESETS.get(reset.get(start, ""), _START)
    days = _undone(deadline.began, start)
    days.append(AccountedDay(start, _WEEKDAYS[start.weekday()], None, first))
    number, day = 0, start
    while day < due:
        day += ONE_DAY
        counts, reason = _reason(day, deadline, calendar)
        number += counts
        if counts and deadline.extended and number > limit.amount:
            reason = Bilingual(reason.zh + _ADDED.zh, reason.en + _ADDED.en)
        days.append(
            AccountedDay(
                day, _WEEKDAYS[day.weekday()], number if counts else None, reason, day > calendar.settled_through
            )
        )
    return days


def _undone(began: date | None, start: date) -> list[AccountedDay]:
    """The days from the first start to the day before the last reset: they no longer count."""
    if began is None or not 0 < (start - began).days <= MAX_DAYS:
        return []
    days = [began + n * ONE_DAY for n in range((start - began).days)]
    return [AccountedDay(day, _WEEKDAYS[day.weekday()], None, _UNDONE if day > began else _START) for day in days]


def _reason(day: date, deadline: Deadline, calendar: Calendar) -> tuple[bool, Bilingual]:
    if deadline.limit is not None and deadline.limit.unit is Unit.DAYS:
        return True, Bilingual("日历日", "calendar day")
    entry = calendar.views().nominal.day(day)
    holiday = entry.holiday
    notice = Bilingual(f"（{entry.notice}）", f" ({entry.notice})") if entry.notice else Bilingual("", "")
    if entry.kind is DayKind.WEEKEND:
        return False, Bilingual("周末", "weekend")
    if entry.kind is DayKind.HOLIDAY and holiday is not None:
        return False, Bilingual(f"{holiday.zh}放假{notice.zh}", f"{holiday.en}, off{notice.en}")
    paused = _paused(day, deadline.pauses)
    if paused is not None:
        return False, paused
    if entry.kind is DayKind.MAKE_UP and holiday is not None:
        return True, Bilingual(f"{holiday.zh}调休上班{notice.zh}", f"made up for {holiday.en}{notice.en}")
    return True, Bilingual("工作日", "working day")


def _paused(day: date, pauses: tuple[Span, ...]) -> Bilingual | None:
    return next((_PAUSES[p.kind] for p in pauses if p.first <= day <= p.last and p.kind in _PAUSES), None)
