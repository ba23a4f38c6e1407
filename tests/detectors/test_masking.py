"""Masking: customary forms, nothing else touched, and a second masking changes nothing."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from gkrules.detectors import detect, mask

sys.path.insert(0, str(Path(__file__).parent))

from corpus.building import corpus
from generated_texts import TEXTS


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证号110101199003074610。", "身份证号1101**********4610。"),
        ("身份证号110101 19900307 4610。", "身份证号1101**********4610。"),
        ("身份证：１１０１０１１９９００３０７４６１０", "身份证：1101**********4610"),
        ("老证号110101650412003已换", "老证号1101*******2003已换"),
        ("手机+86 139-0000-0001。", "手机139****0001。"),
        ("住宅电话：0351-4000123", "住宅电话：0351-****123"),
        ("住宅电话：010-40001234", "住宅电话：010-*****234"),
        ("银行卡6222 0200 0000 0000 000", "银行卡6222***********0000"),
        ("护照号e1234 5678", "护照号e****5678"),
        ("通行证号H01234567", "通行证号H****4567"),
        ("邮箱：zhaoxq@163.com", "邮箱：z***@163.com"),
        ("车主王小明，晋A·D00123", "车主王某某，晋A***123"),
        ("车主王小明，晋A00123", "车主王某某，晋A**123"),
        ("申请人：欧阳青", "申请人：欧阳某"),
        ("申请人：王　伟", "申请人：王某"),
        ("出生日期：1990年3月7日", "出生日期：1990年"),
        ("家住甘肃省定西市岷县梅川镇店子村3组18号。", "家住甘肃省定西市岷县梅川镇***。"),
        ("家住太原市小店区坞城街道丽华苑3号楼2单元501室。", "家住太原市小店区坞城街道***。"),
        ("家住太原市小店区学府街1号丽华苑3号楼501室。", "家住太原市小店区***。"),
        ("患者王小明患尿毒症。", "患者王某某患重大疾病。"),
        ("申请人：张小明，被申请人：张大山", "申请人：张某甲，被申请人：张某乙"),
        ("申请人：张小明。张小明称", "申请人：张某某。张某某称"),
        ("张某某已领取。申请人：张小明", "张某某已领取。申请人：张某甲"),
    ],
)
def test_customary_forms(text: str, masked: str) -> None:
    assert mask(text).text == masked


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once
    assert detect(once) == []


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_changes_say_all_that_changed(text: str) -> None:
    result = mask(text)
    rebuilt, at = "", 0
    for change in result.changes:
        assert at <= change.start < change.end <= len(text)
        rebuilt += text[at : change.start] + change.replacement
        at = change.end
    assert rebuilt + text[at:] == result.text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_every_span_is_changed(text: str) -> None:
    changed = [(change.start, change.end) for change in mask(text).changes]
    for span in detect(text):
        assert any(start <= span.start and span.end <= end for start, end in changed)


def test_csv_keeps_rows_columns_and_quotation_marks() -> None:
    for document in corpus("train", 600):
        if "," not in document.text.split("\n")[1:2][0:1].__str__() or document.genre not in {"list", "honour"}:
            continue
        before, after = (list(csv.reader(io.StringIO(t))) for t in (document.text, mask(document.text).text))
        assert list(map(len, before)) == list(map(len, after))
        assert document.text.count('"') == mask(document.text).text.count('"')


def test_a_quoted_cell_stays_quoted() -> None:
    text = '姓名,住址,手机\n王小明,"临县三交镇上坪村3组,后院",13900000001\n'
    assert mask(text).text == '姓名,住址,手机\n王某某,"临县三交镇***,后院",139****0001\n'
