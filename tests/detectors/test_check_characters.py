"""Check characters: one changed or exchanged digit is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.detectors.check_characters import credit_code_valid, id_check_valid, luhn_valid, plausible_day


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("110101199003074610", True),
        ("110101199003074611", False),
        ("31010119851230005x", True),
        ("31010119851230005X", True),
    ],
)
def test_identity_numbers(number: str, valid: bool) -> None:
    assert id_check_valid(number) is valid


@given(st.text("0123456789", min_size=17, max_size=17))
def test_exactly_one_check_character_fits_a_number(body: str) -> None:
    assert [id_check_valid(body + check) for check in "0123456789X"].count(True) == 1
    assert [luhn_valid(body + check) for check in "0123456789"].count(True) == 1


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_exactly_one_check_character_fits_a_credit_code(body: str) -> None:
    assert [credit_code_valid(body + check) for check in "0123456789ABCDEFGHJKLMNPQRTUWXY"].count(True) == 1


@pytest.mark.parametrize("code", ["", "91110101MA0000001", "91110101MA000000I8", "91110101ma00000018"])
def test_what_is_no_credit_code(code: str) -> None:
    assert not credit_code_valid(code)


@pytest.mark.parametrize(
    ("day", "plausible"),
    [
        (("1990", "03", "07"), True),
        (("1990", "02", "30"), False),
        (("1990", "13", "01"), False),
        (("1790", "03", "07"), False),
        (("0000", "00", "00"), False),
    ],
)
def test_days_of_birth(day: tuple[str, str, str], plausible: bool) -> None:
    assert plausible_day(*day) is plausible
