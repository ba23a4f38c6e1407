"""Comparisons with a field that is null or absent, and with values of another type."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from durable.engine import MessageNotHandledException
from durable.lang import assert_fact, m, ruleset, when_all

fired: list[str] = []
COMPARISONS: dict[str, tuple[Any, dict[str, Any]]] = {
    "null == null": (m.a == m.b, {"a": None, "b": None}),
    "2 != null": (m.a != m.b, {"a": 2, "b": None}),
    "2 != absent": (m.a != m.b, {"a": 2}),
    "null > 2": (m.a > m.b, {"a": None, "b": 2}),
    "2 > null": (m.a > m.b, {"a": 2, "b": None}),
    "2 > absent": (m.a > m.b, {"a": 2}),
    "null < 1": (m.a < 1, {"a": None}),
    "present(null)": (+m.a, {"a": None}),
    "'1' == 1": (m.a == 1, {"a": "1"}),
    "true == 1": (m.a == 1, {"a": True}),
}


def tell(name: str, condition: Any, fact: dict[str, Any]) -> None:
    with ruleset(name):

        @when_all(condition)
        def matched(_: object) -> None:
            fired.append(name)

    with suppress(MessageNotHandledException):
        assert_fact(name, fact)


for name, (condition, fact) in COMPARISONS.items():
    tell(name, condition, fact)
print("held to be true: " + ", ".join(fired))
