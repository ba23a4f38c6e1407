"""One event that two rules match, posted and asserted."""
# case: posted
# case: asserted

from __future__ import annotations

import sys

from durable.lang import assert_fact, m, post, ruleset, when_all

fired = []

with ruleset("documents"):

    @when_all(m.late == True)  # noqa: E712
    def late(_: object) -> None:
        fired.append("late")

    @when_all(m.days > 20)
    def over(_: object) -> None:
        fired.append("over")


(post if sys.argv[1] == "posted" else assert_fact)("documents", {"id": "a", "late": True, "days": 25})
print(f"fired: {fired}")
