"""Check characters: GB 11643 identity numbers, GB 32100 social credit codes, and Luhn for bank cards."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # 2 ** (17 - place) % 11
_ID_CHECKS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUE = {character: value for value, character in enumerate(_CREDIT_ALPHABET)}
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)  # 3 ** place % 31
_DOUBLED = tuple(n * 2 - 9 if n > 4 else n * 2 for n in range(10))
_FIRST_YEAR, _LAST_YEAR = 1880, 2100


def id_check_valid(number: str) -> bool:
    """Whether the 18th character of `number` (17 digits and a digit or X) is the ISO 7064 MOD 11-2 check."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11] == number[17].upper()


def credit_code_valid(code: str) -> bool:
    """Whether `code` (18 upper-case characters) is a unified social credit code with a right check character."""
    values = [_CREDIT_VALUE.get(character, -1) for character in code]
    if len(values) != 18 or min(values) < 0:
        return False
    return (31 - sum(v * w for v, w in zip(values, _CREDIT_WEIGHTS, strict=False)) % 31) % 31 == values[17]


def luhn_valid(number: str) -> bool:
    """Whether the last digit of `number` (digits only) is its Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        total += _DOUBLED[int(digit)] if place % 2 else int(digit)
    return total % 10 == 0


def plausible_day(year: str, month: str, day: str) -> bool:
    """Whether the three strings of digits are a day on which a living or dead person may have been born."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return _FIRST_YEAR <= found.year <= _LAST_YEAR
