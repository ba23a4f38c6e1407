"""Several facts in one call, some of which match no rule."""
# case: all-match
# case: one-does-not
# case: one-does-not-then-another-call

from __future__ import annotations

import sys

from durable.engine import MessageNotHandledException
from durable.lang import assert_fact, assert_facts, m, ruleset, when_all

fired = []

with ruleset("documents"):

    @when_all(m.late == True)  # noqa: E712
    def late(context: object) -> None:
        fired.append(context.m.id)  # type: ignore[attr-defined]


facts = [{"id": "a", "late": True}, {"id": "b", "late": sys.argv[1] == "all-match"}, {"id": "c", "late": True}]
told = "no error"
try:
    assert_facts("documents", facts)
except MessageNotHandledException:
    told = "MessageNotHandledException"
if sys.argv[1].endswith("call"):
    assert_fact("documents", {"id": "d", "late": True})
print(f"fired for {fired}; {told}")
