"""How well masked lists hide persons: groups by what could tell them apart, in tables that a person can check."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.lists import PersonList, assess_list, lists_in

VILLAGE = """姓名,性别,村,病种
张某,男,东村,因病
张*,男,东村,因病
李某,女,西村,肺癌
李×,女,西村,因病
,女,西村,因病
合计,5人,,
注：以上名单公示七天,,,
姓名,性别,村,病种
"""


def table(headers: str, *rows: str) -> PersonList:
    return PersonList.of(headers.split(), [row.split() for row in rows])


def test_total_rows_notes_and_repeated_headers_are_no_records() -> None:
    (found,) = lists_in(VILLAGE)
    risk = assess_list(found, k=2)
    assert risk.rows == 5
    assert risk.columns == ("姓名", "性别", "村")
    assert (risk.k, risk.below) == (1, (5,))  # an empty cell is a value of its own
    assert risk.causes == ("姓名",)


def test_marks_of_every_kind_read_alike_and_names_in_full_are_masked_first() -> None:
    """The example of a list in which one row was missed: (赵*, 东村) has two rows."""
    found = table("户主 村 病种", "赵* 东村 因病", "赵小川 东村 肺癌")
    assert assess_list(found).k == 2
    assert assess_list(found).identifiable
    assert not assess_list(found, k=2).identifiable


@pytest.mark.parametrize(
    ("rows", "k", "below"),
    [
        (["张某 男 东村"] * 5, 5, 0),
        (["张某 男 东村"] * 4, 4, 4),
        (["张某 男 东村"] * 5 + ["张某某 男 东村"], 1, 1),
        (["张某 男 东村"] * 5 + ["张某甲 男 东村"], 1, 1),
        (["张某 男 东村"] * 5 + ["张某 女 东村"], 1, 1),
        (["张某 男 东村"] * 5 + ["张某 男 西村"] * 5, 5, 0),
    ],
)
def test_groups_below_the_threshold(rows: list[str], k: int, below: int) -> None:
    risk = assess_list(table("姓名 性别 村", *rows))
    assert (risk.k, len(risk.below)) == (k, below)
    assert risk.identifiable is (below > 0)


def test_the_column_that_causes_it_is_named() -> None:
    rows = [f"张某 男 东村 {year}年" for year in range(1990, 1996)]
    risk = assess_list(table("姓名 性别 村 出生年月", *rows))
    assert risk.causes == ("出生年月",)


def test_a_large_group_of_one_value_discloses_it() -> None:
    rows = ["张某 男 东村 尿毒症"] * 5 + ["张某 男 西村 因病"] * 4 + ["张某 男 西村 尿毒症"]
    risk = assess_list(table("姓名 性别 村 病种", *rows))
    (sensitive,) = risk.sensitive
    assert (sensitive.column, sensitive.least, sensitive.disclosed) == ("病种", 1, 5)
    assert risk.below == ()
    assert risk.identifiable


def test_what_is_the_same_for_all_discloses_nothing_of_one() -> None:
    risk = assess_list(table("姓名 性别 村 救助金额", *["张某 男 东村 440"] * 5))
    assert not risk.identifiable


def test_masked_names_alone_tell_nobody() -> None:
    assert not assess_list(table("序号 姓名", "1 张某", "2 李某某")).identifiable


@pytest.mark.parametrize("k", [1, 0, -5])
def test_a_group_of_one_hides_nobody(k: int) -> None:
    with pytest.raises(ValueError, match="at least 2"):
        assess_list(table("姓名 村", "张某 东村"), k=k)


def test_rows_have_as_many_cells_as_there_are_headers() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells, the header 2"):
        table("姓名 村", "张某 东村", "李某")


def test_tables_about_bodies_are_no_lists_of_persons() -> None:
    assert lists_in("单位名称,金额\n甲公司,100\n乙公司,200\n") == []
    assert lists_in("各市人民政府，现印发实施方案。") == []


cells = st.tuples(
    st.sampled_from(["张某", "张*", "李某某", "王小明", ""]), st.sampled_from(["男", "女"]), st.sampled_from("东西")
)


@given(st.lists(cells, max_size=30), st.integers(2, 6))
def test_the_order_of_rows_changes_no_group(rows: list[tuple[str, str, str]], k: int) -> None:
    """k, l and the number of rows below do not hang on the order; more rows of one kind never lower them."""
    shuffled = sorted(rows)
    headers = ("姓名", "性别", "村")
    here, there = assess_list(PersonList.of(headers, rows), k=k), assess_list(PersonList.of(headers, shuffled), k=k)
    assert (here.k, len(here.below), here.causes) == (there.k, len(there.below), there.causes)
    twice = assess_list(PersonList.of(headers, rows + rows), k=k)
    assert twice.k == 2 * here.k
    assert len(twice.below) <= 2 * len(here.below)
