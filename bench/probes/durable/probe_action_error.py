"""An exception in an action."""

from __future__ import annotations

from durable.lang import assert_fact, get_state, m, ruleset, when_all

with ruleset("documents"):

    @when_all(m.late == True)  # noqa: E712
    def fails(_: object) -> None:
        raise ValueError("the action failed")


told = "no error"
try:
    state = assert_fact("documents", {"id": "a", "late": True})
except Exception as error:
    told, state = type(error).__name__, get_state("documents")
kept = str((state or {}).get("exception", "nothing")).splitlines()
print(f"the caller got: {told}; the state's exception: {kept[0][:60]}")
