"""Bank cards of natural persons: 16 or 19 digits with a Luhn check digit."""

from __future__ import annotations

import gkrules.detectors.labels as labels
from gkrules.detectors.check_characters import luhn_valid
from gkrules.detectors.numbers import Number
from gkrules.detectors.page import Page

_ISSUERS = ("62", "4", "5", "60", "95", "68", "35", "90")
_NEVER = frozenset({labels.DOCUMENT, labels.ORGANISATION, labels.OFFICE, labels.GROUP, "mobile"})


def judge(page: Page, number: Number) -> bool:
    """Notes `number` if it is a bank card: by its label, or by its issuer, length and check digit."""
    digits = number.digits
    if len(digits) not in {16, 19} or number.label in _NEVER or not digits.isdigit():
        return False
    valid = luhn_valid(digits)
    if number.label == "bank_card":
        if digits[0] == "0":
            return False
        page.add(number.start, number.end, "bank_card", 0.98 if valid else 0.7, "label", valid)
        return True
    if not valid or not digits.startswith(_ISSUERS) or "\n" in number.separators or len(set(digits)) < 3:
        return False
    page.add(number.start, number.end, "bank_card", 0.85, "checksum", valid)
    return True


def mask(value: str) -> str:
    """First 4 and last 4 digits."""
    digits = "".join(c for c in value if c.isdigit())
    return digits[:4] + "*" * (len(digits) - 8) + digits[-4:]
