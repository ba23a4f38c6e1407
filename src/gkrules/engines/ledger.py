"""The duty ledger: what the latest finding of a person says of one clause and one body or record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gkrules.deadlines.clock import Window
from gkrules.deadlines.fixed import as_day
from gkrules.engines.outcome import Outcome
from gkrules.engines.setting import Setting
from gkrules.records.record import Record

LEDGER = "duty_evidence"
_OUTCOMES = {"met": Outcome.PASS, "partly_met": Outcome.VIOLATION, "not_met": Outcome.VIOLATION}


@dataclass(frozen=True, slots=True)
class LedgerFinding:
    """What the ledger says. `entry` is the row that decides; None where none does."""

    outcome: Outcome
    missing: tuple[str, ...] = ()
    entry: Record | None = None


def latest_finding(
    entries: Iterable[Record] | None,
    clause: str,
    body: str | None,
    record_id: str | None,
    setting: Setting,
    period: Window | None,
) -> LedgerFinding:
    """The latest finding on or before the as-of date about `clause` and `body`, or about one record.

    met is a pass, partly_met and not_met are violations. not_examined, no finding, one whose period does not overlap
    `period`, and findings of one day that contradict each other are undetermined.
    """
    if entries is None:
        return LedgerFinding(Outcome.UNDETERMINED, (f"relation:{LEDGER}",))
    rows = [row for row in entries if _is_about(row, clause, body, record_id, setting)]
    undated = [row for row in rows if row.known("examined_on") is None]
    dated = [row for row in rows if _day(row, "examined_on") <= setting.as_of]
    if undated:
        return LedgerFinding(Outcome.UNDETERMINED, ("examined_on",))
    if not dated:
        return LedgerFinding(Outcome.UNDETERMINED, ("finding",))
    last = max(_day(row, "examined_on") for row in dated)
    latest = [row for row in dated if _day(row, "examined_on") == last]
    outcomes = {_OUTCOMES.get(str(row.known("finding")), Outcome.UNDETERMINED) for row in latest}
    if len(outcomes) > 1 or Outcome.UNDETERMINED in outcomes:
        return LedgerFinding(Outcome.UNDETERMINED, ("finding",), latest[0])
    if period is not None and not any(_overlaps(row, period) for row in latest):
        return LedgerFinding(Outcome.UNDETERMINED, ("period_from", "period_to"), latest[0])
    return LedgerFinding(outcomes.pop(), (), latest[0])


def _is_about(row: Record, clause: str, body: str | None, record_id: str | None, setting: Setting) -> bool:
    if row.known("clause_id") != clause:
        return False
    about = row.known("record_id")
    if record_id is not None:
        return about == record_id
    name = row.known("institution")
    return about is None and (body is None or (isinstance(name, str) and setting.aliases.get(name, name) == body))


def _day(row: Record, name: str) -> date:
    value = row.value(name)
    return as_day(value) if isinstance(value, date) else date.max


def _overlaps(row: Record, period: Window) -> bool:
    """Whether the part of the year that the finding covers meets `period`; without one, the day of the finding."""
    last = row.value("period_to")
    last = last if isinstance(last, date) else row.value("examined_on")
    first = row.value("period_from")
    first = first if isinstance(first, date) else last
    assert isinstance(first, date), "findings without a day were set aside"
    assert isinstance(last, date), "findings without a day were set aside"
    return (period.last is None or as_day(first) <= period.last) and (
        period.first is None or as_day(last) >= period.first
    )
