"""gkrules: `RuleSet.outcomes`, which gives the outcome of every rule and not only of those that are broken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from documents import DAYS, Document, Judge, timed

import gkrules

AS_OF = date(2021, 12, 31)
PACK = Path(__file__).resolve().parent.parent / "ten-rules"


def prepare(document: Document) -> Document:
    days = {name: date.fromisoformat(document[name]) if document[name] else None for name in DAYS}
    return {"subject": "document", **document, **days}


def build() -> Judge:
    outcomes = gkrules.load(str(PACK)).outcomes

    def judge(document: Document) -> list[str]:
        found = outcomes(document, as_of=AS_OF)
        return [name.partition("/")[2] for name, outcome in found.items() if outcome == "violation"]

    return judge


if __name__ == "__main__":
    timed(build, prepare)
