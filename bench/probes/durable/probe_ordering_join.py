"""Two facts of one case joined by an inequality of their days: one rule, two, and one with alternatives."""
# case: one-rule 1000
# case: two-rules 1000
# case: alternatives-equal 60
# case: alternatives 60

from __future__ import annotations

import random
import sys
from contextlib import suppress
from typing import Any

from durable.engine import MessageNotHandledException
from durable.lang import all, assert_fact, c, m, ruleset, when_all, when_any  # noqa: A004

rules, count = sys.argv[1], int(sys.argv[2])

fired = []


def fire(_: object) -> None:
    fired.append(1)


def is_a(kind: str) -> Any:
    return m.type == kind


def same_case(other: Any) -> Any:
    return m.case == other.case


with ruleset("cases"):
    due, asked, day = c.due << is_a("due"), c.asked << is_a("asked"), m.day
    late = c.reply << is_a("reply") & same_case(c.due)
    early = c.answer << is_a("reply") & same_case(c.asked)
    if rules != "alternatives-equal":
        late, early = late & (day > c.due.day), early & (day < c.asked.day)
    if rules.startswith("alternatives"):
        when_any(all(due, late), all(asked, early))(fire)
    else:
        when_all(due, late)(fire)
    if rules == "two-rules":
        when_all(asked, early)(fire)

rng = random.Random(1)
pairs = 0
for number in range(count):
    days = {kind: rng.randrange(30) for kind in rng.sample(("due", "reply", "asked"), 3)}
    pairs += rules == "alternatives-equal" or days["reply"] > days["due"]
    pairs += rules == "alternatives-equal" or (rules != "one-rule" and days["reply"] < days["asked"])
    for kind, when in days.items():
        with suppress(MessageNotHandledException):
            assert_fact("cases", {"type": kind, "case": number, "day": when})
print(f"fired {len(fired)} times for {pairs} pairs")
