"""Resident identity numbers: 18 characters with a check (GB 11643), or 15 of the first generation."""

from __future__ import annotations

import gkrules.detectors.labels as labels
from gkrules.detectors.check_characters import credit_code_valid, id_check_valid, plausible_day
from gkrules.detectors.numbers import Number
from gkrules.detectors.page import Page
from gkrules.detectors.span import SpanType

_PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71"
AREAS = frozenset(_PROVINCES.split())
RESIDENCE_AREAS = frozenset({"81", "82", "83"})  # residence permits of people from Hong Kong, Macao and Taiwan
_LABELLED = frozenset({"id_card", "hmt_permit", "passport"})


def judge(page: Page, number: Number) -> bool:
    """Notes `number` if it is an identity number; True also for a social credit code, which nothing else may claim."""
    digits, labelled = number.digits, number.label in _LABELLED
    if len(digits) == 15:
        return _first_generation(page, number)
    if len(digits) != 18:
        return False
    dated = plausible_day(digits[6:10], digits[10:12], digits[12:14])
    area = digits[:2]
    known = area in AREAS or area in RESIDENCE_AREAS
    valid = known and dated and id_check_valid(digits)
    if not labelled and (number.label in {labels.DOCUMENT, labels.OFFICE, labels.ORGANISATION} or not valid):
        return credit_code_valid(digits)
    if not valid and not (known or dated):
        return False
    if not valid and "\n" in number.separators and not (known and dated):
        return False
    kind: SpanType = "hmt_permit" if area in RESIDENCE_AREAS else "id_card"
    if labelled:
        page.add(number.start, number.end, kind, 0.99 if valid else 0.7, "label", valid)
    else:
        page.add(number.start, number.end, kind, 0.95, "checksum", valid)
    return True


def _first_generation(page: Page, number: Number) -> bool:
    digits = number.digits
    if number.label != "id_card" or digits[:2] not in AREAS:
        return False
    if not plausible_day("19" + digits[6:8], digits[8:10], digits[10:12]):
        return False
    page.add(number.start, number.end, "id_card", 0.85, "label")
    return True


def mask(value: str) -> str:
    """First 4 and last 4 characters; the birth date is never among them."""
    characters = [c for c in value if c.isalnum()]
    return "".join(characters[:4]) + "*" * (len(characters) - 8) + "".join(characters[-4:])
