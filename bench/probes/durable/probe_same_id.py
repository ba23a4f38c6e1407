"""Two facts under one id, and two different facts without an id."""
# case: one-id
# case: without-id

from __future__ import annotations

import sys
from typing import Any

from durable.lang import assert_fact, m, ruleset, when_all

fired = []
facts: dict[str, list[dict[str, Any]]] = {
    "one-id": [{"id": "K1", "type": "received", "day": 1}, {"id": "K1", "type": "received", "day": 2}],
    "without-id": [{"type": "received", "number": 1}, {"type": "received", "number": "1"}],
}

with ruleset("cases"):

    @when_all(m.type == "received")
    def received(_: object) -> None:
        fired.append(1)


told = "no error"
for fact in facts[sys.argv[1]]:
    try:
        assert_fact("cases", fact)
    except Exception as error:
        told = type(error).__name__
print(f"fired {len(fired)} of 2 times; {told}")
