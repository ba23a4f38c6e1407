"""A rule whose condition is that a field is absent, alone and beside a test of another field."""
# case: alone
# case: with-a-field
# case: with-id

from __future__ import annotations

import sys

from durable.lang import assert_fact, m, ruleset, when_all

fired = []
conditions = {
    "alone": lambda: -m.attribute,
    "with-a-field": lambda: +m.title & -m.attribute,
    "with-id": lambda: +m.id & -m.attribute,
}

with ruleset("documents"):

    @when_all(conditions[sys.argv[1]]())
    def lacks(_: object) -> None:
        fired.append(1)


print("built", flush=True)
assert_fact("documents", {"id": "D1", "title": "a notice"})
print(f"{len(fired)} of 1 fired")
