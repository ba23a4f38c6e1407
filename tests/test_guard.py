"""The guard masks what a report is about to show, counts each place once, and never shows what lies across a border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.detectors import detect
from gkrules.detectors.bare import blotted, is_name, kind_of_id, masked_path
from gkrules.guard import TITLE_LENGTH, Guard

ID_NUMBER = "110101199003074610"
MOBILE = "13900000002"


def test_names_of_bodies_stay_and_numbers_of_persons_do_not() -> None:
    sheet = Guard().sheet()
    assert sheet.text("示例省财政厅") == "示例省财政厅"
    assert sheet.text(f"示例省财政厅（{MOBILE}）") == "示例省财政厅（139****0002）"
    assert sheet.text(f"示例省财政厅（{MOBILE}）") == "示例省财政厅（139****0002）"
    assert sheet.masked == 1


def test_sheets_count_apart_and_share_what_was_seen() -> None:
    guard = Guard()
    one, other = guard.sheet(), guard.sheet(3)
    one.text(MOBILE)
    other.text(MOBILE)
    assert (one.masked, other.masked) == (1, 4)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("关于印发实施方案的通知", "关于印发实施方案的通知"),
        (f"关于张三丰身份证号{ID_NUMBER}的决定", "关于张某某身份证号1101**********4610的决定"),
        ("关于王小明的处理决定", "关于王某某的处理决定"),
        ("关于高平的批复", "关于高平的批复"),
        (f"项目{'1' * 18}的批复", f"项目1111{'*' * 10}1111的批复"),
    ],
)
def test_titles(title: str, shown: str) -> None:
    assert Guard().sheet().title(title) == shown


@given(st.integers(0, TITLE_LENGTH + 5), st.sampled_from([ID_NUMBER, MOBILE]))
def test_a_long_title_is_cut_and_what_lies_across_the_border_left_out(before: int, number: str) -> None:
    title = f"{'甲' * before}，{number}，{'乙' * TITLE_LENGTH}"
    shown = Guard().sheet().title(title)
    assert number not in shown
    assert number[:8] not in shown
    assert shown.endswith("……")
    assert len(shown) <= TITLE_LENGTH + 2


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("data/documents.csv", "data/documents.csv"),
        ("导出/2021年台账.xlsx", "导出/2021年台账.xlsx"),
        (f"a/{ID_NUMBER}.csv", "a/1101**********4610.csv"),
        (f"王小明-{MOBILE}.csv", "王某某-139****0002.csv"),
        ("诸葛测试/留言.csv", "诸葛某某/留言.csv"),
        ("zhang@example.com.csv", "z***@example.com.csv"),
    ],
)
def test_paths(path: str, shown: str) -> None:
    assert masked_path(path)[0] == shown


@pytest.mark.parametrize("word", ["名单", "台账", "高平", "公示", "文件", "附件", "年报", "D1", ""])
def test_words_are_no_names(word: str) -> None:
    assert not is_name(word)


@pytest.mark.parametrize(
    ("record_id", "kind"),
    [
        (ID_NUMBER, "id_card"),
        (f"YSQ-{ID_NUMBER}", "id_card"),
        (MOBILE, "mobile"),
        ("王小明", "person_name"),
        ("王小明-2021", "person_name"),
        ("zhang@example.com", "email"),
        ("D1", None),
        ("示政发〔2021〕15号", None),
        ("20210701000123", None),
        (ID_NUMBER[:-1] + "1", None),
    ],
)
def test_kinds_of_ids(record_id: str, kind: str | None) -> None:
    assert kind_of_id(record_id) == kind


@given(st.text(alphabet=f"{ID_NUMBER}，身份证号：王小明 x", max_size=60))
def test_blotting_keeps_every_place_and_leaves_nothing(text: str) -> None:
    shown = blotted(text)
    assert len(shown) == len(text)
    assert all(there in (here, "*") for here, there in zip(text, shown, strict=True))
    assert detect(shown) == []
