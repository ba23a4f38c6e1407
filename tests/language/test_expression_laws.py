"""Laws of the expression language: printing and reading are inverse, and no text whatever breaks the parser."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Node, Op, Type
from gkrules.language.patterns import PatternFault, check_pattern, compile_pattern
from gkrules.language.printing import print_expression
from gkrules.language.syntax import MAX_LENGTH, Fault
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType, Subject

sys.path.insert(0, str(Path(__file__).parent.parent))

from strategies import APPLICATIONS, Names, expressions

APPLICATION = dictionary()["disclosure_application"]
INSTANTS = {name: Field(name, FieldType.INSTANT, label, safe=True) for name, label in (("sent_at", "发"), ("at", "到"))}
TIMED = replace(APPLICATION, fields={**INSTANTS, "events": APPLICATION.fields["events"]})
SUBJECTS = (*dictionary().subjects.values(), TIMED)
PARAMS = {
    "term": Type.LIMIT, "share": Type.SHARE, "count": Type.INTEGER, "ratio": Type.NUMBER, "name": Type.TEXT,
    "kinds": Type.LIST_OF_TEXT, "day": Type.DATE, "strict": Type.BOOL,
}  # fmt: skip
ANYTHING = frozenset(Type)
FRAGMENTS = (
    "is_repeated", "申请方式", "received_via", "events", "as_of", "params.", "params.name", "type", "days",
    "当面", "present", "matches", "any", "count", "date", "len", "working_days", "(", ")", "[", "]", "{", "}", ",",
    " ", "  ", ".", "=", "==", "!=", "<", ">=", "+", "-", "*", "/", "**", "%", "~", "@", ":", ":=", "->", "and", "or",
    "not", "in", "is", "if", "else", "for", "lambda", "await", "yield", "None", "True", "0", "1", "007", "1.5", "1e9",
    "1_0", "0x1", "1j", "'", '"', '"""', 'r"', 'b"', 'f"', "\\", "\n", "\r", "\t", "\f", "\0", "#", ";", "`", "$", "?",
    "，", "（", "）", "＝", "“", "：", "\u3000", "\u00a0", "\u2028", "\ufeff", "é", "e\u0301", "\u200d", "𠮷", "\ud800",
)  # fmt: skip


def parsed(
    text: str, subject: Subject = APPLICATION, expected: frozenset[Type] = ANYTHING
) -> tuple[Node | None, list[Fault]]:
    scope = Scope(subject, PARAMS)
    return parse_expression(text, scope, expected=expected), scope.faults


def pattern_fault(text: str) -> PatternFault | None:
    try:
        check_pattern(text)
    except PatternFault as fault:
        return fault
    return None


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_reading_what_was_printed_gives_the_same_expression(data: st.DataObject) -> None:
    subject = data.draw(st.sampled_from(SUBJECTS))
    wanted = data.draw(st.just(Type.BOOL) | st.sampled_from(sorted(Names(subject, PARAMS).available())))
    node = data.draw(expressions(subject, wanted, PARAMS, related=data.draw(st.booleans())))
    text = print_expression(node)
    if len(text) <= MAX_LENGTH:
        assert parsed(text, subject, frozenset({wanted})) == (node, [])


def test_every_operator_is_generated() -> None:
    assert {op for rows in APPLICATIONS.values() for op, _ in rows} == set(Op) - {Op.FIRST}  # it stands before a dot


@given(st.text() | st.text(st.characters(categories=("Cs", "Lo", "Po", "Ps", "Pe", "Cc"))) | st.lists(
    st.sampled_from(FRAGMENTS), max_size=30).map("".join))  # fmt: skip
@settings(max_examples=600, deadline=None)
def test_any_text_gives_an_expression_or_faults(text: str) -> None:
    node, faults = parsed(text)
    assert (node is None) == bool(faults)
    for fault in faults:
        assert fault.code.startswith("GK2")
        assert 0 <= fault.start <= len(text)
        assert fault.width >= 1
    if node is not None:
        assert parsed(print_expression(node)) == (node, [])


@given(
    st.text()
    | st.lists(st.sampled_from([*"()[]{}|*+?.^$\\,-甲乙0129:=!<P", "{2}", "{1,3}", "(?:", "[^"]), max_size=20).map(
        "".join
    )
)
@settings(max_examples=600, deadline=None)
def test_any_text_is_a_pattern_or_told_why_not(text: str) -> None:
    told = pattern_fault(text)
    if told is None:
        compile_pattern(text).search("甲乙(0)[1]{2}\n")
    else:
        assert 0 <= told.position <= len(text)


HOSTILE = {
    "brackets": "(" * 10_000,
    "closed brackets": "(" * 1_900 + "is_repeated" + ")" * 1_900,
    "brackets after an escaped quote": '"\\"" == ' + "(" * 3_000,
    "nots": "not " * 10_000 + "is_repeated",
    "nots within the length": "not " * 990 + "is_repeated",
    "minus": "-" * 10_000 + "1",
    "minus with spaces": "- " * 1_900 + "1",
    "sums": "1+" * 1_999 + "1",
    "powers": "2**" * 1_300 + "2",
    "comparisons": "1<" * 1_999 + "1",
    "dots": "a." * 1_999 + "a",
    "lambdas": "lambda:" * 570 + "a",
    "choices": "a if a else " * 330 + "a",
    "calls": "len(" * 990,
    "quotes": '"' * 3_999,
    "digits": "9" * 3_999,
    "a large number": "9" * 3_000 + "**" + "9" * 900,
    "full width": "（" * 3_999,
    "null bytes": "\0" * 3_999,
    "surrogates": "\ud800" * 3_999,
    "ands": "1==1 and " * 440 + "1==1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_are_refused_at_once(text: str) -> None:
    begin = time.perf_counter()
    node, faults = parsed(text)
    assert node is None
    assert faults
    assert time.perf_counter() - begin < 2
