"""Which conditions are accepted, and as what they are read; which are refused, and what is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Node, Type, params_of
from gkrules.language.operators import OPERATORS
from gkrules.language.printing import print_expression
from gkrules.language.syntax import Fault
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType

PARAMS = {
    "term": Type.LIMIT, "share": Type.SHARE, "most": Type.INTEGER, "kinds": Type.LIST_OF_TEXT, "name": Type.TEXT,
}  # fmt: skip
ANYTHING = frozenset(Type)
PUBLISHED_AT = Field("published_at", FieldType.INSTANT, "发布时间", safe=True)
WITH_INSTANT = replace(dictionary()["document"], fields={"published_at": PUBLISHED_AT})
CONDITION = frozenset({Type.BOOL})


def read(text: str, subject: str = "document", expected: frozenset[Type] = ANYTHING) -> tuple[Node | None, list[Fault]]:
    scope = Scope(dictionary()[subject], PARAMS)
    return parse_expression(text, scope, expected=expected), scope.faults


ACCEPTED = [
    # names: English, the Chinese label, an alias
    ("is_policy", "is_policy", "bool"),
    ("是否政策文件", "is_policy", "bool"),
    ("发文字号", "document_number", "text"),
    ("as_of", "as_of", "date"),
    ("params.most", "params.most", "integer"),
    ("params.term", "params.term", "limit"),
    # literals
    ("True", "True", "bool"),
    ("-5", "-5", "integer"),
    ("0.50", "0.5", "number"),
    (".5", "0.5", "number"),
    ("-1.", "-1.0", "number"),
    ("999999999999999", "999999999999999", "integer"),
    ("'甲'", '"甲"', "text"),
    (r"r'\.'", r'"\\."', "text"),
    ('"a # b"', '"a # b"', "text"),
    ("['a', 'b', 'a']", '["a", "b"]', "list_of_text"),
    ("('a',)", '["a"]', "list_of_text"),
    ("[]", "[]", "list_of_text"),
    # codes: the code, its label, in either form of width; each once in a list
    ('公开属性 == "主动公开"', 'disclosure_attribute == "proactive"', "bool"),
    ('"withheld" != disclosure_attribute', '"withheld" != disclosure_attribute', "bool"),
    ('disclosure_attribute in ["主动公开", "proactive"]', 'disclosure_attribute in ["proactive"]', "bool"),
    ('"website" in channels', '"website" in channels', "bool"),
    ("contains_any(channels, params.kinds)", "contains_any(channels, params.kinds)", "bool"),
    ("disclosure_attribute == attribute_proposal", "disclosure_attribute == attribute_proposal", "bool"),
    ("issuer == disclosure_attribute", "issuer == disclosure_attribute", "bool"),
    # logic: brackets that say nothing go, those that say something stay
    ("not not is_policy", "not not is_policy", "bool"),
    ("(is_policy) and (classified)", "is_policy and classified", "bool"),
    ("is_policy and classified or is_sensitive", "is_policy and classified or is_sensitive", "bool"),
    ("is_policy and (classified or is_sensitive)", "is_policy and (classified or is_sensitive)", "bool"),
    ("is_policy and classified and is_sensitive", "is_policy and classified and is_sensitive", "bool"),
    ("is_policy and (classified and is_sensitive)", "is_policy and (classified and is_sensitive)", "bool"),
    ("not (is_policy and classified)", "not (is_policy and classified)", "bool"),
    ("not is_policy == classified", "not is_policy == classified", "bool"),
    ("(not is_policy) == classified", "(not is_policy) == classified", "bool"),
    ("(1 < 2) == (2 < 3)", "(1 < 2) == (2 < 3)", "bool"),
    # comparisons chain as in mathematics
    ("1 <= request_count < 5", "1 <= request_count and request_count < 5", "bool"),
    # arithmetic, on numbers and on days
    ("1 - (2 - 3)", "1 - (2 - 3)", "integer"),
    ("(1 - 2) - 3", "1 - 2 - 3", "integer"),
    ("1 + 2 * 3", "1 + 2 * 3", "integer"),
    ("(1 + 2) * 3", "(1 + 2) * 3", "integer"),
    ("1 + 0.5", "1 + 0.5", "number"),
    ("issued_on + 30", "issued_on + 30", "date"),
    ("issued_on - 30", "issued_on - 30", "date"),
    ("issued_on - drafted_on", "issued_on - drafted_on", "integer"),
    ("date(record_year + 1, 1, 31)", "date(record_year + 1, 1, 31)", "date"),
    # blanks: before, after, between; line breaks are blanks
    ("  is_policy  ", "is_policy", "bool"),
    ("\n\tis_policy\n  and classified\n", "is_policy and classified", "bool"),
    ("(is_policy\nand classified)", "is_policy and classified", "bool"),
]


@pytest.mark.parametrize(("text", "printed", "kind"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_accepted(text: str, printed: str, kind: str) -> None:
    node, faults = read(text)
    assert faults == []
    assert node is not None
    assert (print_expression(node), node.type) == (printed, kind)
    assert read(printed) == (node, [])


EVENTS = [
    ('any(events, type == "补正告知")', 'any(events, type == "correction_notified")', "bool"),
    ("all(过程记录, on <= as_of and on >= received_on)", "all(events, on <= as_of and on >= received_on)", "bool"),
    ("count(events, days > params.most) <= 1", "count(events, days > params.most) <= 1", "bool"),
    ('any(events, type in ["fee_notice", "缴费"])', 'any(events, type in ["fee_notice", "paid"])', "bool"),
    ("len(events) + count(events, True)", "len(events) + count(events, True)", "integer"),
    ("present(events)", "present(events)", "bool"),
]


@pytest.mark.parametrize(("text", "printed", "kind"), EVENTS, ids=[row[0] for row in EVENTS])
def test_events(text: str, printed: str, kind: str) -> None:
    node, faults = read(text, "disclosure_application")
    assert faults == []
    assert node is not None
    assert (print_expression(node), node.type) == (printed, kind)


def test_every_example_of_the_operator_table_is_accepted() -> None:
    for row in OPERATORS.values():
        scopes = [Scope(subject, {}) for subject in (*dictionary().subjects.values(), WITH_INSTANT)]
        assert any(parse_expression(row.example, scope, expected=ANYTHING) for scope in scopes), row.example


CODES = "codes: proactive 主动公开, on_request 依申请公开, withheld 不予公开"
NO_LITERAL = "this literal is not part of the language"
PLAIN_DIGITS = "write a number in plain digits, 15 at most"
ONE_TEXT = "a text stands in one pair of quotes"
# text, code, message, the part that the caret stands under
REFUSED = [
    ("titel == 'a'", "GK210", "unknown field 'titel'", "titel"),
    ("公开属姓 == 'a'", "GK210", "unknown field '公开属姓'", "公开属姓"),
    ("not true", "GK210", "unknown field 'true'", "true"),
    ("presnt(title)", "GK211", "unknown function 'presnt'", "presnt"),
    ("__import__('os')", "GK211", "unknown function '__import__'", "__import__"),
    ("公开属性 == '主动'", "GK212", "'主动' is no code of disclosure_attribute (公开属性)", "'主动'"),
    ("contains(channels, 'site')", "GK212", "'site' is no code of channels (发布渠道)", "'site'"),
    ("matches(title, '(?i)a')", "GK213", "only plain groups (…) and (?:…) are allowed", "("),
    ("matches(title, issuer)", "GK213", "a pattern is written out in the rule", "issuer"),
    ("title == 1", "GK214", "'==' does not take (text, integer)", "title == 1"),
    ("issued_on < '2021-01-01'", "GK214", "'<' does not take (date, text)", "issued_on < '2021-01-01'"),
    ("is_policy and 1", "GK214", "'and' joins conditions; this gives integer", "1"),
    ("issued_on + 1.5", "GK214", "'+' does not take (date, number)", "issued_on + 1.5"),
    ("params.share > 0", "GK214", "'>' does not take (share, integer)", "params.share > 0"),
    ("any(channels, True)", "GK214", "any looks at a list of events or at related records", "channels"),
    ("present(as_of)", "GK215", "'present' asks about a field", "as_of"),
    ("len()", "GK216", "len takes 1 argument", "len()"),
    ("len(x=title)", "GK216", "len takes 1 argument", "len(x=title)"),
    ("contains(*channels)", "GK216", "contains takes 2 arguments", "contains(*channels)"),
    ("params.mots > 1", "GK217", "unknown parameter 'mots'", "params.mots"),
    ("1e3 == 1", "GK218", PLAIN_DIGITS, "1e3"),
    ("1_000 == 1", "GK218", PLAIN_DIGITS, "1_000"),
    ("0x10 == 1", "GK218", PLAIN_DIGITS, "0x10"),
    ("1234567890123456 == 1", "GK218", PLAIN_DIGITS, "1234567890123456"),
    ("1j == 1", "GK218", NO_LITERAL, "1j"),
    ("title == None", "GK218", NO_LITERAL, "None"),
    ("title == b'a'", "GK218", NO_LITERAL, "b'a'"),
    ("is_policy == -True", "GK218", NO_LITERAL, "-True"),
    ("title == ...", "GK218", NO_LITERAL, "..."),
    ("title in ['a', 1]", "GK218", "a list holds texts or codes, written out", "['a', 1]"),
    ("title in ['a' 'b']", "GK218", ONE_TEXT, "'a' 'b'"),
    ("title == 'a' 'b'", "GK218", ONE_TEXT, "'a' 'b'"),
    ("title == '''a'''", "GK218", ONE_TEXT, "'''a'''"),
    ("is_policy # and classified", "GK203", "a comment is not part of the language", "# and classified"),
    ("title.upper()", "GK203", "only the functions of the language can be called", "title.upper"),
    ("title.__class__", "GK203", "only params, this and relations have names behind a dot", "title.__class__"),
    ("params.most.real", "GK203", "only params, this and relations have names behind a dot", "params.most.real"),
    ("title[0] == 'a'", "GK203", "indexing is not part of the language", "title[0]"),
    ("1 if is_policy else 2", "GK203", "if … else is not part of the language", "1 if is_policy else 2"),
    ("lambda: 1", "GK203", "a function is not part of the language", "lambda: 1"),
    ("[c for c in channels]", "GK203", "a comprehension is not part of the language", "[c for c in channels]"),
    ("{'a': 1}", "GK203", "a dictionary is not part of the language", "{'a': 1}"),
    ("{'a'}", "GK203", "a set is not part of the language", "{'a'}"),
    ("f'{title}'", "GK203", "a formatted string is not part of the language", "f'{title}'"),
    ("(a := 1)", "GK203", "an assignment is not part of the language", "a := 1"),
    ("is_policy is True", "GK203", "'is' is not part of the language", "is_policy is True"),
    ("1 / 2", "GK203", "division is not allowed: engines round it differently", "1 / 2"),
    ("1 ** 2", "GK203", "this is not part of the language", "1 ** 2"),
    ("~1", "GK203", "this is not part of the language", "~1"),
    ("公开属性 ＝＝ 'a'", "GK202", "this is not an expression: invalid character '＝' (U+FF1D)", "＝"),
    ("present（title）", "GK202", "this is not an expression: invalid character '（' (U+FF08)", "（"),
    ("is_policy and", "GK202", "this is not an expression: invalid syntax", "d"),
    ("(" * 41, "GK201", "nested deeper than 40 brackets", "("),
    ("- " * 41 + "1", "GK201", "nested deeper than 40 brackets", "-"),
    ("not " * 41 + "is_policy", "GK201", "deeper than 40 levels or more than 400 parts", "is_policy"),
    ("is_policy" + " " * 4_000, "GK201", "an expression has at most 4,000 characters", "i"),
]


@pytest.mark.parametrize(("text", "code", "message", "under"), REFUSED, ids=[row[0][:40] for row in REFUSED])
def test_refused(text: str, code: str, message: str, under: str) -> None:
    node, faults = read(text)
    assert node is None
    assert [(f.code, f.message, text[f.start : f.start + f.width]) for f in faults] == [(code, message, under)]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel == 'a'", "did you mean 'title'?"),
        ("公开属姓 == 'a'", "did you mean '公开属性'?"),
        ("true", "write True, False; for null write missing(…)"),
        ("presnt(title)", "did you mean 'present'?"),
        ("公开属性 == '主动'", f"did you mean '主动公开'? {CODES}"),
        ("公开属性 == 'x'", CODES),
        ("params.mots > 1", "did you mean 'most'?"),
        ("params.x > 1", "params has: term, share, most, kinds, name"),
        ("title == None", "for null write missing(…)"),
        ("is_policy is True", "write == or present(…)"),
        ("year(title)", "it takes (date); example: year(issued_on)"),
        ("1 / 2", "multiply the other side instead"),
        ("is_policy && classified", "write and, or, not"),
        ("present（title）", "a full-width （ stands here; write brackets, commas, quotes and signs in half width"),
    ],
)
def test_help(text: str, hint: str) -> None:
    assert [fault.help for fault in read(text)[1]] == [hint]


def test_every_fault_of_an_expression_is_told_once() -> None:
    text = "a < b < c and presnt(title) and 公开属性 == 'x'"
    told = [text[f.start : f.start + f.width] for f in read(text)[1]]
    assert told == ["a", "b", "c", "presnt", "'x'"]


def test_the_place_is_counted_in_characters() -> None:
    text = "matches(标题, '关于𠮷') and 公开属姓 == '甲'"
    (fault,) = read(text)[1]
    assert (fault.start, fault.width) == (text.index("公开属姓"), 4)


@pytest.mark.parametrize(
    ("text", "expected", "message"),
    [
        ("request_count + 1", {Type.BOOL}, "this gives integer, but bool is needed here"),
        ("is_policy", {Type.DATE, Type.INSTANT}, "this gives bool, but date or instant is needed here"),
    ],
)
def test_the_type_that_is_needed(text: str, expected: set[Type], message: str) -> None:
    node, faults = read(text, expected=frozenset(expected))
    assert node is None
    assert [(f.code, f.message, f.width) for f in faults] == [("GK214", message, len(text))]


def test_what_stands_inside_a_quantifier() -> None:
    inner = "any(events, any(events, days > 1))"
    assert [f.message for f in read(inner, "disclosure_application")[1]] == [
        "any looks at a list of events or at related records"
    ]
    assert [f.message for f in read("type == 'paid'", "disclosure_application")[1]] == ["unknown field 'type'"]
    assert [f.message for f in read("any(events, 1)", "disclosure_application")[1]] == [
        "any needs a condition; this gives integer"
    ]


def test_parameters_beside_a_coded_field_are_remembered() -> None:
    scope = Scope(dictionary()["document"], PARAMS)
    node = parse_expression("公开属性 == params.name and issuer in params.kinds", scope, expected=CONDITION)
    assert node is not None
    assert params_of(node) == {"name", "kinds"}
    assert {name: field.name for name, field in scope.texts.items()} == {"name": "disclosure_attribute"}


def test_nothing_is_executed(capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("print('x')", "[print('x')]", "'%s' % print('x')", "(lambda: print('x'))()", "f'{print(1)}'"):
        assert read(text)[0] is None
    assert re.fullmatch("", capsys.readouterr().out)
