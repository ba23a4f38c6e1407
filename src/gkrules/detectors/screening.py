"""Screening: whether a text can hold personal data at all; False means that detection finds none of the given types."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

import gkrules.detectors.address as address
import gkrules.detectors.person_name as person_name
import gkrules.detectors.tables as tables
from gkrules.detectors.page import Page, forms_of
from gkrules.detectors.span import SPAN_TYPES, SpanType

_DIGIT = forms_of("0123456789")
_UPPER = forms_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = forms_of("abcdefghijklmnopqrstuvwxyz")
_BLANK = forms_of(" ") + r"\t\r\n"
_GAP = _BLANK + re.escape(forms_of("-()"))

_TEN_DIGITS = re.compile(f"[{_DIGIT}](?:[{_GAP}]{{0,7}}[{_DIGIT}]){{9}}")
_LETTER_AND_SEVEN = re.compile(
    f"[{forms_of('EGPSDHMCWegpsdhmcw')}][{_BLANK}]?[{_UPPER}{_LOWER}]?[{_BLANK}]?[{_DIGIT}](?:[{_BLANK}]?[{_DIGIT}]){{6}}"
)
_EIGHT_DIGITS = re.compile(f"[{_DIGIT}]{{8}}")
_PLATE = re.compile(
    f"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][{_UPPER}]"
    f"[{_BLANK}{re.escape(forms_of('-.·'))}]?[{_UPPER}{_DIGIT}]{{4}}"
)
_BORN = re.compile(
    f"[男女][{_BLANK}{forms_of(',')}]{{1,2}}[{_DIGIT}]|[日月年出诞{_DIGIT}][{_BLANK}]{{0,20}}生|生[{_BLANK}]{{0,20}}[日于]"
)
_CHAT = re.compile(
    f"微[{_BLANK}]{{0,20}}信|扣扣|[{forms_of('Qq')}][{_BLANK}]{{0,20}}[{forms_of('Qq')}]|[{forms_of('Ww')}][{forms_of('Ee')}][{forms_of('Cc')}]"
)
_MAILBOX = re.compile(f"[{forms_of('@')}]")
_PATTERNS: dict[SpanType, tuple[re.Pattern[str], ...]] = {
    "id_card": (_TEN_DIGITS,),
    "mobile": (_TEN_DIGITS,),
    "landline": (_TEN_DIGITS,),
    "bank_card": (_TEN_DIGITS,),
    "passport": (_LETTER_AND_SEVEN,),
    "hmt_permit": (_TEN_DIGITS, _LETTER_AND_SEVEN),
    "plate": (_PLATE,),
    "birth_date": (_BORN,),
    "wechat_qq": (_CHAT,),
    "email": (_MAILBOX,),
}
_IDENTIFIERS: tuple[SpanType, ...] = ("id_card", "mobile", "passport", "hmt_permit")


def screen(text: str, types: Collection[SpanType] = SPAN_TYPES) -> bool:
    """Whether `text` may hold personal data of one of `types`: a fast look, meant to come before `detect`.

    False is certain: `detect` would find no span of these types. True only says that it is worth looking.
    """
    if not text:
        return False
    if any(pattern.search(text) for pattern in _patterns(frozenset(types))):
        return True
    if "hmt_permit" in types and _taiwan(text):
        return True
    words = {"address", "person_name", "sensitive_condition"} & set(types)
    return bool(words) and _words(text, words, types)


@lru_cache(maxsize=64)
def _patterns(types: frozenset[SpanType]) -> tuple[re.Pattern[str], ...]:
    found = {pattern for kind in types for pattern in _PATTERNS.get(kind, ())}
    return tuple(sorted(found, key=lambda pattern: pattern.pattern))


def _taiwan(text: str) -> bool:
    marks = ("台", "通", "回", "居")
    return any(mark in text for mark in marks) and _EIGHT_DIGITS.search(text) is not None


def _words(text: str, words: set[str], types: Collection[SpanType]) -> bool:
    if tables.find(text):
        return True
    page = Page.of(text)
    if "address" in words:
        address.find(page)
    if not page.found and words & {"person_name", "sensitive_condition"}:
        person_name.find(page)
    if page.found:
        return True
    # a condition is told only of someone who is identified, by a name or a number
    return "sensitive_condition" in words and screen(text, [kind for kind in _IDENTIFIERS if kind not in types])
