"""The documents that every peer judges, the ten rules in words, and how a peer is timed.

A document is given as a dict; days are ISO texts, which every peer can compare, and an empty field is None.
`gkrules` takes days as dates. What a rule says is in `bench/ten-rules/rules.yaml`; a peer returns the names of the
rules that a document breaks, and `run.py` compares these with what `gkrules` finds.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

Document = dict[str, Any]
Judge = Callable[[Document], Iterable[str]]

RULES = (
    "no-attribute",
    "no-reason",
    "no-basis",
    "not-published",
    "published-though-withheld",
    "approved-before-drafted",
    "issued-before-approved",
    "published-before-issued",
    "classified-proactive",
    "number-form",
)
NUMBER_FORM = "〔[0-9]{4}〕[0-9]+号$"
DAYS = ("drafted_on", "approved_on", "issued_on", "published_on")


def documents(count: int = 500) -> list[Document]:
    """Invented documents; most are in order, some lack a field, have days in the wrong order or an odd number."""
    rng = random.Random(7)
    made = []
    for number in range(count):
        attribute = rng.choice(["proactive"] * 7 + ["on_request", "withheld", None])
        days = [date(2021, 1, 4) + timedelta(days=rng.randrange(200))]
        for _ in range(3):
            days.append(days[-1] + timedelta(days=rng.choice([0, 1, 3, 9, 30] * 4 + [-1])))
        closed = attribute in ("on_request", "withheld")
        shown: list[str | None] = [day.isoformat() for day in days]
        if closed or rng.random() < 0.05:
            shown[3] = None
        made.append(
            {
                "id": f"D{number}",
                "title": "关于印发某项工作方案的通知",
                "document_number": rng.choice([f"某办发〔2021〕{number}号"] * 9 + [f"某办发[2021]{number}号", None]),
                "disclosure_attribute": attribute,
                "non_disclosure_reason": rng.choice(["属于内部事务信息", None]) if closed else None,
                "non_disclosure_basis": rng.choice(["条例第十六条", None]) if closed else None,
                "classified": rng.random() < 0.02,
                **dict(zip(DAYS, shown, strict=True)),
            }
        )
    return made


def timed(build: Callable[[], Judge], prepare: Callable[[Document], Any] = lambda document: document) -> None:
    """Print one JSON line: CPU microseconds per document (best of five passes), and a digest of what was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    given = [prepare(document) for document in documents(count)]
    judge = build()
    found = [sorted(judge(document)) for document in given]  # also warms up
    passes = []
    for _ in range(5):
        start = time.process_time()
        for document in given:
            judge(document)
        passes.append((time.process_time() - start) / count * 1e6)
    digest = hashlib.sha256(json.dumps(found).encode()).hexdigest()[:12]
    print(json.dumps({"us": min(passes), "broken": sum(map(len, found)), "found": digest}))
