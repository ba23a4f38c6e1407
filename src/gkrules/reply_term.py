"""The time limit for the reply to one application, without judging anything else."""

from __future__ import annotations

from datetime import date

from gkrules.calendar import Calendar
from gkrules.deadlines.case import statutory_deadline
from gkrules.deadlines.result import Deadline
from gkrules.engines.facts import case_facts
from gkrules.records.dictionary import dictionary
from gkrules.sources.dicts import tables_by_subject
from gkrules.sources.intake import Reader
from gkrules.sources.rows import Row, Table


def due_date(application: object, *, as_of: date, calendar: Calendar | None = None) -> Deadline:
    """The time limit for the reply to one application, by the law of the day on which it was received.

    `application` is a record of the subject disclosure_application: a dict, read as cells are, or a model. The
    working days of the answer are those of `calendar`, the national one unless given. Nothing is judged but the
    time limit; see `Deadline`. Raises ValueError when a cell cannot be read.
    """
    subject = dictionary()["disclosure_application"]
    table = tables_by_subject([application], subject.name).get(subject.name)
    rows = () if table is None else tuple(table.rows)
    if table is None or not rows:
        raise ValueError("an application is a dict or a model of the subject disclosure_application")
    cells = {"id": "application", **rows[0].cells}
    intake = Reader(subject).read(Table(table.name, table.digest, None, (Row(1, None, cells),)))
    if intake.cell_errors:
        error = intake.cell_errors[0]
        raise ValueError(f"{error.field}: {error.reason.en}")
    clock = subject.clocks["disclosure_reply"]
    facts = case_facts(intake.records[0], clock)
    return statutory_deadline(facts, clock, as_of=as_of, calendar=calendar or Calendar.china())
