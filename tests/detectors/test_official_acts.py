"""Officials appointed and persons honoured are named in public acts; applicants and persons in need are not."""

from __future__ import annotations

import pytest

from gkrules.detectors import detect

PUBLIC = [
    "关于郝秋实同志任职的通知",
    "关于郝秋实、龚长明等28名同志职务任免的通知",
    "关于郝秋实等3名省人民政府参事离任的通知",
    "关于授予郝秋实等10名同志劳动模范荣誉称号的决定",
    "关于批准郝秋实同志为烈士的批复",
    "关于郝秋实等100位专业技术人员享受政府特殊津贴的决定",
]
PRIVATE = [
    "居民郝秋实申请临时救助，经审核符合条件。",
    "申请人：郝秋实，因病退休。",
    "患者郝秋实的家属反映报销问题。",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_names_in_official_acts_are_left_alone(text: str) -> None:
    assert [span.type for span in detect(text)] == []


@pytest.mark.parametrize("text", PRIVATE)
def test_names_of_private_persons_are_found(text: str) -> None:
    assert "person_name" in [span.type for span in detect(text)]


def test_a_number_beside_an_official_is_found_all_the_same() -> None:
    assert [span.type for span in detect("关于郝秋实同志任职的通知，身份证号110101199003074610。")] == ["id_card"]


def test_a_long_list_of_names_is_read_in_time() -> None:
    assert detect("郝秋实、" * 20_000 + "同志任职") is not None
