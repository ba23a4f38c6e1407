"""Groups in words, as an official reads them."""

from __future__ import annotations

import pytest

from gkrules.reports.places import group_words

GROUPS = {
    "a body and a period": (
        {"institution": "甲局", "from": "2021-01-01", "to": "2021-12-31"},
        "单位名称：甲局，2021-01-01至2021-12-31", "institution: 甲局, 2021-01-01 to 2021-12-31",
    ),
    "a period alone": ({"from": "2021-01-01", "to": "2021-12-31"}, "2021-01-01至2021-12-31",
                       "2021-01-01 to 2021-12-31"),
    "the key of a related record": ({"website.institution": "甲局"}, "单位名称：甲局", "institution: 甲局"),
    "a key that no subject has": ({"x": "1"}, "x：1", "x: 1"),
    "no key": ({}, "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("group", "zh", "en"), GROUPS.values(), ids=GROUPS)
def test_a_group_in_words(group: dict[str, str], zh: str, en: str) -> None:
    assert (group_words(group, "zh"), group_words(group, "en")) == (zh, en)
