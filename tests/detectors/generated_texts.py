"""Generated texts for the laws: pieces of what documents are made of, put together in any order."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from corpus import values
from corpus.building import Document, corpus

_RNG = random.Random(5)
_VALUES = [
    make(_RNG, form) for kind, make in values.MAKERS.items() for form in set(values.FORMS[kind]) for _ in range(3)
] + [make(_RNG) for make in values.PLAIN.values() for _ in range(2)]
_MASKED = [
    values.masked(_RNG, kind)
    for kind in ("masked_name", "masked_id", "masked_mobile", "masked_address", "masked_email")
]
_WORDS = """
身份证号 公民身份号码 联系电话 手机 住宅电话 银行卡号 账号 护照 通行证 台胞证号 邮箱 微信 QQ 住址 家住 现住 位于 姓名 户主 申请人 当事人 联系人 局长 经办人 出生 出生日期 生于 生 号牌 车主 患者 患 尿毒症 肢体二级 准考证号
元 人 的 等3人 先生 同志 关于 收到 公司 市 县 镇 村 室 号 组 因病 张某 李某甲 男 女 已 于 系 序号 病种 残疾类别 出生年月 家庭住址 台 8 1 12345678 2001 E H +86
""".split()
_MARKS = [
    "：",
    ":",
    "，",
    ",",
    "。",
    "、",
    "（",
    "）",
    "(",
    ")",
    " ",
    "  ",
    "　",
    "\n",
    "\t",
    "|",
    '"',
    "-",
    "*",
    "**",
    "×",
    "/",
    "·",
    "；",
    "\r\n",
]

PIECES = st.one_of(
    st.sampled_from(_VALUES),
    st.sampled_from(_WORDS),
    st.sampled_from(_MARKS),
    st.sampled_from(_MASKED),
    st.text(max_size=3),
)
MIXED = st.lists(PIECES, max_size=24).map("".join)
_DOCUMENTS: list[Document] = corpus("train", 300, seed=9)
DOCUMENTS = st.sampled_from([document.text for document in _DOCUMENTS])
PAIRED = st.tuples(DOCUMENTS, MIXED, DOCUMENTS).map(lambda parts: "\n".join(parts))
TEXTS = st.one_of(MIXED, DOCUMENTS, PAIRED)
