"""A rule with two alternatives that join facts by an inequality, after other objects have been made and kept.

The numbers are how many dicts are made first, and how many facts of each of three types are asserted.
"""
# case: 0 20
# case: 10 20
# case: 150 20
# case: 5 60
# case: 110 60
# case: 180 60

from __future__ import annotations

import random
import sys
from contextlib import suppress

from durable.engine import MessageNotHandledException
from durable.lang import all, assert_fact, c, m, ruleset, when_any  # noqa: A004

kept = [{str(key) * size: "y" * size for key in range(40)} for size in range(int(sys.argv[1]))]
fired = []

with ruleset("cases"):

    @when_any(
        all(c.a << m.t == "a", c.b << (m.t == "b") & (m.d > c.a.d)),
        all(c.a << m.t == "c", c.b << (m.t == "b") & (m.d < c.a.d)),
    )
    def found(_: object) -> None:
        fired.append(1)


rng, told = random.Random(1), []
for number in range(int(sys.argv[2])):
    for kind in rng.sample("abc", 3):
        told.append((kind, rng.randrange(30)))
        with suppress(MessageNotHandledException):
            assert_fact("cases", {"t": kind, "n": number, "d": told[-1][1]})
days = {kind: [day for other, day in told if other == kind] for kind in "abc"}
pairs = sum(b > a for a in days["a"] for b in days["b"]) + sum(b < a for a in days["c"] for b in days["b"])
print(f"fired {len(fired)} times for {pairs} pairs")
