"""Cases kept apart by their own session (sid) in one ruleset."""
# case: 900
# case: 1100
# case: 3000

from __future__ import annotations

import sys

from durable.lang import m, post, ruleset, when_all

count = int(sys.argv[1])
fired = []

with ruleset("cases"):

    @when_all(m.type == "received")
    def received(_: object) -> None:
        fired.append(1)


for number in range(count):
    post("cases", {"sid": f"case-{number}", "type": "received"})
print(f"{len(fired)} of {count} sessions fired")
