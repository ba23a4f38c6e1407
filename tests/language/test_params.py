"""How the value of a parameter is written, and what it is read as."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from gkrules.deadlines.limit import Limit, Unit
from gkrules.language.ir import Type
from gkrules.language.params import read_value
from gkrules.language.rule import ParamValue
from gkrules.yaml_tree import YamlFile


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("20 working_days", "limit", Limit(20, Unit.WORKING_DAYS)),
        ("1 month", "limit", Limit(1, Unit.MONTHS)),
        ("0 days", "limit", Limit(0, Unit.DAYS)),
        ("24-hours", "limit", Limit(24, Unit.HOURS)),
        ("90%", "share", Fraction(9, 10)),
        ("99.5 %", "share", Fraction(199, 200)),
        ("2/3", "share", Fraction(2, 3)),
        ("100%", "share", Fraction(1)),
        ("20", "integer", 20),
        ("-1", "integer", -1),
        ("0.25", "number", Fraction(1, 4)),
        ("2021-12-31", "date", date(2021, 12, 31)),
        ("true", "bool", True),
        ("'20'", "text", "20"),
        ('" 通知 "', "text", "通知"),
        ("通知", "text", "通知"),
        ("[通知, '20', 通知]", "list_of_text", ("通知", "20")),
        ("[]", "list_of_text", ()),
    ],
)
def test_values_of_parameters(written: str, kind: str, value: ParamValue) -> None:
    node = YamlFile("a.yaml", written).parse()
    assert node is not None
    assert read_value(node) == (Type(kind), value)


@pytest.mark.parametrize(
    "written",
    [
        "101%",
        "3/2",
        "1/0",
        "20 weeks",
        "10001 days",
        "2021-02-29",
        "1e3",
        "1234567890123456",
        "5个",
        "~",
        "[~]",
        "[[a]]",
        "{}",
    ],
)
def test_values_that_cannot_be_read(written: str) -> None:
    node = YamlFile("a.yaml", written).parse()
    assert node is not None
    assert read_value(node) is None
