"""A masked row is undone where exactly one named row of another list fits it, in the name and in one column more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.lists import PersonList, reidentified
from gkrules.lists.relinking import fits


def table(headers: str, *rows: str) -> PersonList:
    return PersonList.of(headers.split(), [[cell.strip("-") for cell in row.split()] for row in rows])


@pytest.mark.parametrize(
    ("masked", "named", "found"),
    [
        ("张某某 男 东村", ["张三丰 男 东村"], [(1, 1)]),
        ("张* 男 东村", ["张三丰 男 东村"], [(1, 1)]),
        ("张*丰 男 东村", ["张三丰 男 东村", "张三明 男 东村"], [(1, 1)]),
        ("张某某 男 东村", ["张三丰 女 东村"], []),  # the sex contradicts
        ("张某某 男 东村", ["张三丰 男 东村", "张四海 男 东村"], []),  # two fit
        ("张某某 男 东村", ["李三丰 男 东村"], []),
        ("张某某 - -", ["张三丰 男 东村"], []),  # nothing but the name
        ("张某某 - 东村", ["张三丰 男 东村"], [(1, 1)]),
        ("张某某 男 东村", ["张某某 男 东村"], []),  # masked in both
        ("张三丰 男 东村", ["张三丰 男 东村"], []),  # named in both
    ],
)
def test_one_row(masked: str, named: list[str], found: list[tuple[int, int]]) -> None:
    told = reidentified(table("姓名 性别 村", masked), table("姓名 性别 村", *named))
    assert [(one.masked_row, one.named_row) for one in told] == found


def test_two_masked_rows_of_one_name_tell_neither() -> None:
    masked = table("姓名 村", "张某某 东村", "张某某 东村")
    assert reidentified(masked, table("姓名 村", "张三丰 东村")) == []


def test_masked_numbers_years_and_streets_agree_with_the_whole() -> None:
    masked = table("姓名 身份证号 出生日期 住址", "张某某 1101**********4610 1990年 东村")
    named = table("姓名 身份证号码 出生年月 家庭住址", "张三丰 110101199003074610 1990年3月 某县东村3组18号")
    (one,) = reidentified(masked, named)
    assert one.columns == ("身份证号", "出生日期", "住址")


@pytest.mark.parametrize(
    ("masked", "full", "fit"),
    [
        ("138****5678", "13812345678", True),
        ("138****5678", "13912345678", False),
        ("张*", "张三丰", True),
        ("张*", "张", False),
        ("*三", "张三", True),
        ("东村", "东村", True),
        ("东村", "西村", False),
        ("1*1", "11", False),
    ],
)
def test_fits(masked: str, full: str, fit: bool) -> None:
    assert fits(masked, full) is fit


@given(st.text("ab", min_size=1, max_size=12), st.data())
def test_what_was_masked_fits_what_it_was_masked_from(full: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(full) - 1))
    end = data.draw(st.integers(start + 1, len(full)))
    assert fits(full[:start] + "*" * (end - start) + full[end:], full)


def test_hostile_cells_take_no_time() -> None:
    assert not fits("a*" * 20_000 + "c", "a" * 39_999 + "b")
