"""The twenty examples of the conventions: `[text]{type}` marks a span, nothing else is reported."""

from __future__ import annotations

import re

import pytest

from gkrules.detectors import DisclosureKind, detect

EXAMPLES: dict[str, str] = {
    "01 居民与身份证号": "兹有居民[郝秋实]{person_name}，身份证号[110101199003074610]{id_card,valid}，申请变更户主。",
    "02 小写x": "证件号码：[31010119851230005x]{id_card,valid}",
    "03 全角": "身份证：[１１０１０１１９９００３０７４６１０]{id_card,valid}",
    "04 校验码错且断行": "公民身份号码：[110101\n199003074611]{id_card,invalid}",
    "05 十五位老证": "老证号[110101650412003]{id_card} 已换发新证。",
    "06 业主电话与物业前台": "业主电话[+86 139-0000-0001]{mobile}，物业前台0351-4000000。",
    "07 银行卡与单位账户": "请将补助打入[6222 0200 0000 0000 000]{bank_card,valid}，单位账户0502120000000000123不在此列。",
    "08 机构代码与金额": "统一社会信用代码91110101MA00000018，项目代码2101-110101-04-01-100001，投资13800000000元。",
    "09 在任官员": "主持人：市司法局局长 龚长明；承办人：鲍岩。",
    "10 联系人只报手机": "联系人：鲍岩（办公室），手机[13900000002]{mobile}。",
    "11 护照与准字": "护照号[e1234 5678]{passport}，国药准字H20990001，设备编号E12345678。",
    "12 通行证": "本市居民[司马青]{person_name}持[H01234567]{hmt_permit}（港澳居民来往内地通行证）申领补贴。",
    "13 已脱敏": "被救助人许某某，患重病，住某小区，电话139****0003。",
    "14 残疾与住址": "[上官云]{person_name}（[肢体三级]{sensitive_condition}），[2001.07.09]{birth_date}出生，住[甘肃省定西市岷县梅川镇店子村3组18号]{address}。",
    "15 群体": "全区肢体残疾人3.1万人，其中三级1.2万人。",
    "16 微信与单位QQ群": "失主微信：[hjk_2200]{wechat_qq}，政务咨询QQ群：700000001。",
    "17 号牌": "车主[敖登]{person_name}，[蒙A·D00001]{plate}；执法用车蒙A0001警；晋B2-20990001。",
    "18 惩戒性公告": "被处罚人：[霍大山]{person_name}，罚款200元。",
    "19 准考证号列": "姓名,准考证号,手机\n[申屠雨]{person_name},13900000004,[13900000005]{mobile}",
    "20 漏脱敏的一行": "户主,村,病种\n赵*,东村,因病\n[赵小川]{person_name},东村,[肺癌]{sensitive_condition}",
}
KIND: dict[str, DisclosureKind] = {"18 惩戒性公告": "punitive_notice"}
MARK = re.compile(r"\[([^\]]*)\]\{([^}]*)\}")
CHECK = {"valid": True, "invalid": False, "": None}


def read(marked: str) -> tuple[str, list[tuple[int, int, str, bool | None]]]:
    text, spans, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        kind, _, check = mark.group(2).partition(",")
        spans.append((len(text), len(text) + len(mark.group(1)), kind, CHECK[check]))
        text += mark.group(1)
        at = mark.end()
    return text + marked[at:], spans


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str) -> None:
    text, wanted = read(EXAMPLES[name])
    found = detect(text, kind=KIND.get(name, "ordinary"))
    assert [(s.start, s.end, s.type, s.checksum_valid) for s in found] == wanted
    assert {s.must_deidentify for s in found} <= {name not in KIND}


def test_a_wrong_check_character_lowers_the_confidence() -> None:
    right, wrong = detect("身份证：110101199003074610"), detect("身份证：110101199003074611")
    assert right[0].confidence > wrong[0].confidence
