"""The regular expressions that rules may use, and what `$` means."""

from __future__ import annotations

import pytest

from gkrules.language.patterns import PatternFault, check_pattern, compile_pattern


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        ("", "", None),
        ("通知", "关于印发的通知", "通 知"),
        ("^关于", "关于印发", "印发关于"),
        ("〔[0-9]{4}〕[0-9]+号$", "国发〔2021〕12号", "国发〔２０２１〕12号"),
        ("通知$", "关于印发的通知", "通知\n"),  # the very end, not before a last line break
        ("[$]", "$", "a"),  # inside a class it is itself
        (r"\$", "$", "a"),
        (r"\\$", "a\\", "\\a"),
        (r"[\]$]x", "$x", "ax"),
        ("^(?:通知|公告)$", "公告", "公告书"),
        ("(甲|乙)?丙", "乙丙", "甲乙"),
        ("[^0-9]", "甲", "12"),
        (r"[\]]", "]", "["),
        ("a{2,3}$", "aaa", "a"),
        ("(ab){2}", "abab", "abba"),
        ("(甲{2})+", "甲甲", "甲"),
        (r"\.\-\/〔", "..-/〔", "a-/〔"),
        ("a.c", "a甲c", "a\nc"),
    ],
)
def test_allowed(pattern: str, found: str, not_found: str | None) -> None:
    check_pattern(pattern)
    compiled = compile_pattern(pattern)
    assert compiled.search(found)
    assert not_found is None or not compiled.search(not_found)


GROUPS = "only plain groups (…) and (?:…) are allowed"
ESCAPE = "this escape is not allowed; write classes out, such as [0-9] for a digit"
DOUBLE = "lazy, possessive and double repeats are not allowed"
FEW = "a pattern has at most 3 open repeats (* +) and 12 repeats in all"
NESTED = "a repeated group may hold neither a repeat of varying length nor a choice"


@pytest.mark.parametrize(
    ("pattern", "message", "position"),
    [
        ("甲(?=乙)", GROUPS, 1),
        ("(?!甲)", GROUPS, 0),
        ("(?<=甲)乙", GROUPS, 0),
        ("(?<!甲)乙", GROUPS, 0),
        ("(?P<a>甲)", GROUPS, 0),
        ("(?i)a", GROUPS, 0),
        ("(?#a)", GROUPS, 0),
        ("(?>a)", GROUPS, 0),
        (r"(甲)\1", ESCAPE, 3),
        (r"\d", ESCAPE, 0),
        (r"甲\w", ESCAPE, 1),
        (r"[\s]", ESCAPE, 1),
        (r"\b甲", ESCAPE, 0),
        (r"甲\Z", ESCAPE, 1),
        (r"\n", ESCAPE, 0),
        (r"\u4e00", ESCAPE, 0),
        ("甲\\", ESCAPE, 1),
        ("a+?", DOUBLE, 2),
        ("a??", DOUBLE, 2),
        ("a*+", DOUBLE, 2),
        ("a{2}?", DOUBLE, 4),
        ("a{2}*", DOUBLE, 4),
        ("甲(a+)+", NESTED, 1),
        ("(a*)*", NESTED, 0),
        ("(a?)+", NESTED, 0),
        ("(a{1,3}){9}", NESTED, 0),
        ("(a|b)*", NESTED, 0),
        ("((a|b)c){2}", NESTED, 0),
        ("(a|b){2,}", NESTED, 0),
        ("a*b*c*d*", FEW, 7),
        ("甲?" * 13, FEW, 25),
        ("(甲", "this bracket is never closed", 0),
        ("甲)", "this bracket closes nothing", 1),
        ("甲[乙", "this class is never closed", 1),
        ("[]", r"write ] inside a class as \]", 1),
        ("[甲[乙]", r"write [ inside a class as \[", 2),
        ("[a&&b]", "operations on classes are not allowed", 2),
        ("[a--b]", "operations on classes are not allowed", 2),
        ("a{201}", "a repeat goes up to 200 at most", 1),
        ("a{1,999999999999}", "a repeat goes up to 200 at most", 1),
        ("a{,2}", r"write { itself as \{", 1),
        ("a{b}", r"write { itself as \{", 1),
        ("*a", "not a regular expression: nothing to repeat", 0),
        ("(|*)", "not a regular expression: nothing to repeat", 2),
        ("[9-0]", "not a regular expression: bad character range 9-0", 1),
        ("a{3,2}", "not a regular expression: min repeat greater than max repeat", 2),
        ("甲" * 501, "a pattern has at most 500 characters", 0),
    ],
)
def test_refused(pattern: str, message: str, position: int) -> None:
    with pytest.raises(PatternFault) as caught:
        check_pattern(pattern)
    assert (str(caught.value), caught.value.position) == (message, position)
