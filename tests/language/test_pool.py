"""Values kept as JSON come back as they were, whatever dataclasses, enums and collections they are made of."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Window
from gkrules.deadlines.limit import Limit, Unit
from gkrules.language.ir import Apply, Const, Op, Type
from gkrules.language.pool import pooled, unpooled

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.fractions() | st.sampled_from([*Op, *Type])
)
OWN = (
    st.builds(Bilingual, st.text(), st.text())
    | st.builds(Limit, st.integers(0, 9), st.sampled_from(Unit))
    | st.builds(Window, st.none() | st.dates(), st.none() | st.dates())
    | st.builds(Const, st.integers() | st.booleans(), st.just(Type.INTEGER), st.tuples(st.integers(), st.integers()))
)
VALUES = st.recursive(
    SCALARS | OWN | st.frozensets(st.text(), max_size=1),
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.builds(Apply, st.sampled_from(Op), st.lists(inner).map(tuple), st.sampled_from(Type))
    ),
    max_leaves=20,
)


def there_and_back(value: object) -> Any:
    return unpooled(json.loads(json.dumps(pooled(value, {}))), str)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    """repr tells 1 from True, and shows the spans, which do not count in equality."""
    found = there_and_back(value)
    assert found == value
    assert repr(found) == repr(value)


def test_names_of_files_are_told_anew() -> None:
    lists = pooled(("here/a.yaml", "a.yaml"), {"here/a.yaml": "a.yaml"})
    assert unpooled(lists, lambda name: f"there/{name}") == ("there/a.yaml", "a.yaml")


def test_equal_values_are_kept_once() -> None:
    text = Bilingual("甲", "a")
    assert len(pooled((text, text, Bilingual("甲", "a")), {})["rows"]) == 2


REFUSED = {"a float": 1.5, "a list": [1], "an object": object(), "a class": date, "a list inside": ({"a": [1]},)}


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_other_values_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match=r"cannot be kept as JSON|is no class of gkrules"):
        pooled(value, {})


@pytest.mark.parametrize(
    "kind", ["os:system", "builtins:eval", "gkrules.language.pool:pooled", "gkrules.errors:RuleError"]
)
def test_only_the_classes_of_gkrules_are_built(kind: str) -> None:
    with pytest.raises(LookupError):
        unpooled({"kinds": [kind], "scalars": ["true"], "rows": [[0, 0]]}, str)


def test_fractions_and_days_stay_exact() -> None:
    assert there_and_back((Fraction(9, 10), date(2021, 2, 28))) == (Fraction(9, 10), date(2021, 2, 28))
