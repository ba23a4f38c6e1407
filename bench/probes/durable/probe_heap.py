"""A rule with two alternatives that join facts by an inequality, after other objects have been made and kept.

The number is how many dicts are made first; nothing else differs.
"""
# case: 0
# case: 10
# case: 50
# case: 110
# case: 150

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


rng = random.Random(1)
for number in range(60):
    for kind in rng.sample("abc", 3):
        with suppress(MessageNotHandledException):
            assert_fact("cases", {"t": kind, "n": number, "d": rng.randrange(30)})
print(f"fired {len(fired)} times, beside {len(kept)} dicts")
