"""Mobile numbers: 1, then 3 to 9, then nine digits, with the country prefix where it is written."""

from __future__ import annotations

import re

import gkrules.detectors.labels as labels
from gkrules.detectors.numbers import Number
from gkrules.detectors.page import Page

_PREFIX = re.compile(r"(?:\(\+? ?(?:00)?86\)|\+)[ -]?$")
_PLUS = re.compile(r"\+ ?$")
_SHAPES = frozenset({(11,), (3, 4, 4), (4, 3, 4), (3, 8), (7, 4), (1,) * 11, (4, 4, 3), (3, 3, 5)})


def judge(page: Page, number: Number) -> bool:
    """Notes `number` if it is a mobile number."""
    digits, start, groups = number.digits, number.start, number.groups
    if len(digits) == 13 and digits.startswith("86"):
        digits, groups = digits[2:], _without(groups, 2)
    elif len(digits) == 15 and digits.startswith("0086"):
        digits, groups = digits[4:], _without(groups, 4)
    elif "-" in number.separators and " " in number.separators:
        return False
    if len(digits) != 11 or digits[0] != "1" or digits[1] < "3":
        return False
    if number.label in {labels.DOCUMENT, labels.ORGANISATION, "bank_card", "id_card", labels.GROUP}:
        return False
    if not number.label and page.plain[number.end : number.end + 1] == "号":
        return False
    if groups not in _SHAPES and "\n" not in number.separators:
        return False
    if "\n" in number.separators and not number.label:
        return False
    left = page.plain[max(0, start - 8) : start]
    prefix = _PREFIX.search(left) if len(number.digits) == 11 else _PLUS.search(left)
    if prefix:
        start -= len(prefix.group())
    labelled = number.label in {"mobile", "home_phone", "wechat_qq"}
    page.add(start, number.end, "mobile", 0.98 if labelled else 0.9, "label" if labelled else "shape")
    return True


def _without(groups: tuple[int, ...], digits: int) -> tuple[int, ...]:
    return groups[1:] if groups[0] == digits else (groups[0] - digits, *groups[1:])


def mask(value: str) -> str:
    """First 3 and last 4 digits; a country prefix stays away."""
    digits = "".join(c for c in value if c.isdigit())[-11:]
    return f"{digits[:3]}****{digits[-4:]}"
