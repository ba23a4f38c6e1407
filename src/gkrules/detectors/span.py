"""A span of personal data in a text: its type, place, confidence, the reason, and whether it must be de-identified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from gkrules.bilingual import Bilingual

SpanType = Literal[
    "id_card",
    "mobile",
    "landline",
    "bank_card",
    "passport",
    "hmt_permit",
    "email",
    "wechat_qq",
    "address",
    "person_name",
    "birth_date",
    "plate",
    "sensitive_condition",
]
DisclosureKind = Literal["ordinary", "punitive_notice", "mandatory_disclosure"]

SPAN_TYPES: tuple[SpanType, ...] = get_args(SpanType)
NUMBER_TYPES: tuple[SpanType, ...] = ("id_card", "mobile", "landline", "bank_card", "passport", "hmt_permit", "plate")
DISCLOSURE_KINDS: tuple[DisclosureKind, ...] = get_args(DisclosureKind)
ADVISED: frozenset[SpanType] = frozenset({"id_card", "mobile", "landline", "address"})

TYPE_NAMES: dict[SpanType, Bilingual] = {
    "id_card": Bilingual("居民身份号码", "identity number"),
    "mobile": Bilingual("手机号码", "mobile number"),
    "landline": Bilingual("住宅电话", "home telephone"),
    "bank_card": Bilingual("银行卡号", "bank card number"),
    "passport": Bilingual("护照号码", "passport number"),
    "hmt_permit": Bilingual("港澳台居民证件号码", "Hong Kong, Macao or Taiwan permit"),
    "email": Bilingual("电子邮箱", "mailbox"),
    "wechat_qq": Bilingual("微信号或QQ号", "WeChat or QQ id"),
    "address": Bilingual("住址", "home address"),
    "person_name": Bilingual("姓名", "name of a person"),
    "birth_date": Bilingual("出生日期", "date of birth"),
    "plate": Bilingual("车辆号牌", "number plate"),
    "sensitive_condition": Bilingual("敏感状况（疾病、残疾等）", "sensitive condition (illness, disability, …)"),
}

Reason = Literal["column", "checksum", "label", "context", "shape", "repeated"]

REASONS: dict[Reason, Bilingual] = {
    "column": Bilingual("所在列的表头说明", "the header of its column says so"),
    "checksum": Bilingual("校验码正确", "its check character is right"),
    "label": Bilingual("前有标签", "a label stands before it"),
    "context": Bilingual("上下文说明", "the words around it say so"),
    "shape": Bilingual("形式独有", "nothing else is written like this"),
    "repeated": Bilingual("同一文本中已认定的姓名再次出现", "a name found elsewhere in this text, written again"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One place of personal data, half open `[start, end)` in code points of the text; it never holds the value.

    `confidence` lies in (0, 1]. `checksum_valid` is None for types without a check character (and for 15-digit
    identity numbers). `rule` is the stable id of what recognised it, `type/reason`. `must_deidentify` is the decision
    for the text's disclosure kind; `advise` asks for masking all the same where the kind exempts it (minimum necessary).
    """

    start: int
    end: int
    type: SpanType
    confidence: float
    reason: Reason
    checksum_valid: bool | None = None
    must_deidentify: bool = True

    @property
    def rule(self) -> str:
        """The id of the rule that found it: `id_card/checksum`."""
        return f"{self.type}/{self.reason}"

    @property
    def advise(self) -> bool:
        """Whether masking is advised though the kind of document exempts it from the duty."""
        return not self.must_deidentify and self.type in ADVISED
