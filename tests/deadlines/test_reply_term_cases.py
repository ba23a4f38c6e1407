"""The table fixtures/cases/reply-term.yaml, by gkrules.due_date and by the rule regulation/reply-term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import gkrules
from gkrules.deadlines.result import Deadline
from gkrules.records.dictionary import dictionary
from gkrules.records.record import Record
from gkrules.sources.intake import Reader
from gkrules.sources.rows import Row, Table

FILE = Path(__file__).parents[2] / "fixtures" / "cases" / "reply-term.yaml"


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    record: dict[str, Any]
    as_of: date
    expect: dict[str, Any]
    refused: str | None = None


def read_table() -> list[Case]:
    loaded = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes text of everything
    return [Case(**{**row, "as_of": date.fromisoformat(row["as_of"])}) for row in loaded]


TABLE = read_table()
EACH = pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)


@cache
def regulation() -> gkrules.RuleSet:
    return gkrules.load("regulation")


def read_record(cells: dict[str, Any]) -> Record:
    table = Table("table", "", None, (Row(1, None, {"id": "1", **cells}),))
    return Reader(dictionary()["disclosure_application"]).read(table).records[0]


def shown(deadline: Deadline, expect: dict[str, Any]) -> dict[str, Any]:
    """Those parts of the deadline that a row speaks of, as it writes them."""
    found = {name: getattr(deadline, name) for name in expect if name != "outcome"}
    return {"outcome": deadline.verdict.value} | {name: as_text(value) for name, value in found.items()}


def as_text(value: object) -> str | list[str]:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case tuple():
            return [str(item) for item in value]
        case _:
            return str(value)


def expected(case: Case) -> dict[str, Any]:
    """What the row expects; without an outcome the limit runs."""
    return {"outcome": "pending", **case.expect}


def test_the_names_of_the_cases_are_unique() -> None:
    assert len({case.name for case in TABLE}) == len(TABLE)


@EACH
def test_due_date(case: Case) -> None:
    application = {"subject": "disclosure_application", **case.record}
    if case.refused is not None:
        with pytest.raises(ValueError, match=f"^{re.escape(case.refused)}$"):
            gkrules.due_date(application, as_of=case.as_of)
        return
    assert shown(gkrules.due_date(application, as_of=case.as_of), case.expect) == expected(case)


@EACH
def test_rule(case: Case) -> None:
    rules = regulation()
    judgement = rules.judge(rules.rule("regulation/reply-term"), read_record(case.record), as_of=case.as_of)
    assert judgement.deadline is not None
    assert shown(judgement.deadline, case.expect) == expected(case)
    assert judgement.outcome.value == expected(case)["outcome"]
    assert list(judgement.missing) == list(judgement.deadline.missing)
