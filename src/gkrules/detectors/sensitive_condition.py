"""Illness, disability and like conditions of a person who can be told; policy language about groups is left alone."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page
from gkrules.detectors.words import alternation, lexicon

_KINDS = ("视力", "听力", "言语", "语言", "肢体", "智力", "精神", "多重", "听力言语")
_GRADES = [grade + "级" for grade in "一二三四1234ⅠⅡⅢⅣ"] + ["重度", "中度", "轻度"]
GRADED = "|".join(
    [
        *(rf"{kind}(?:残疾)?人?[,(]?(?:[一二三四1-4ⅠⅡⅢⅣ]级|重度|中度|轻度)(?:残疾)?|{kind}残疾" for kind in _KINDS),
        *(f"{grade}(?:视力|听力|言语|肢体|智力|精神|多重)(?:残疾|障碍)?" for grade in _GRADES),
    ]
)
_ILLNESSES = frozenset(lexicon("illnesses"))
ANCHOR = re.compile(f"{GRADED}|{alternation([*_ILLNESSES, *lexicon('circumstances')])}")
CELL_GRADE = re.compile(r"[一二三四1-4ⅠⅡⅢⅣ]级|(?:视力|听力|言语|肢体|智力|精神|多重)|" + GRADED)
_GENERAL = re.compile(
    r"(?:因病|大病|重病|患病|疾病|重大疾病|重特大疾病|特殊病|慢性病|慢病|符合条件|无|健康|良好|正常|因残|残疾|其他|其它|住院|门诊|否|是|不详|略|[-—/*×]+|\*+)$"
)
_GROUP_AFTER = re.compile(
    r"(?:人?[0-9.]+ ?(?:万|人|名|例)|等(?:病|疾|重|特|慢|[0-9一二三四五六七八九十]+[种类])|患者(?:的|等|、|和|及|需|可|应|在|按|[0-9])|防治|预防|筛查|用药|纳入|(?:的)?(?:报销|诊疗|治疗标准|管理|救治|保障|药|待遇|宣传|知识|疫苗|科|医院|日|康复中心|学校|专项)|"
    r"人(?:就业|联合会|事业|证|保障|[,、和及的])|服务|机构|家庭|评定|标准)"
)
_PRONOUN = re.compile(
    r"(?:本人|我|其|患者|该患者|申请人|当事人|信访人|来信人|我儿|我女|我母|我父|我妻|我丈夫|母亲|父亲|儿子|女儿|妻子|丈夫)[^。;\n]{0,16}$"
)
_MASKED_NAME = re.compile(r"[\u4e00-\u9fff](?:某|[*×○]{1,2})")
_BROKEN_NUMBER = re.compile(r"\n(?<=[0-9]\n)(?=[0-9]{3})")
_BOUNDARY = "。;\n"


def find(page: Page) -> None:
    """Notes terms that stand in one sentence with a person whom something in it identifies."""
    people = sorted(
        span.start for span in page.found if span.type in {"person_name", "id_card", "mobile", "passport", "hmt_permit"}
    )
    if not people:
        return
    text = _BROKEN_NUMBER.sub("0", page.plain)  # a line break inside a number ends no sentence
    for match in ANCHOR.finditer(text):
        start, end = match.span()
        if _GROUP_AFTER.match(text, end):
            continue
        first = max(text.rfind(mark, max(0, start - 160), start) for mark in _BOUNDARY)
        last = min((at for mark in _BOUNDARY if (at := text.find(mark, end, end + 80)) >= 0), default=end + 80)
        before = text[max(first, 0) : start]
        near = any(first < at < last for at in people)
        if near or (_PRONOUN.search(before) and any(start - 400 < at < end + 200 for at in people)):
            page.add(start, end, "sensitive_condition", 0.85, "context")


def cell(page: Page, start: int, end: int) -> None:
    """Notes the condition in a cell of a column of illnesses or disabilities, unless it is said in general words."""
    value = page.plain[start:end]
    if len(value) > 30 or _GENERAL.match(value) or any(c in value for c in "*×某") or value.isdigit() or "元" in value:
        return
    page.add(start, end, "sensitive_condition", 0.9, "column")


def mask(value: str) -> str:
    """A general word in its place."""
    if "残" in value or "级" in value or value in {"聋哑", "聋哑人", "双目失明"}:
        return "符合条件"
    return "重大疾病" if value in _ILLNESSES or value[-1:] in "病症癌炎" else "符合条件"
