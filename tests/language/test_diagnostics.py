"""How a fault is shown: head, source line, caret and help, in columns of a terminal."""

from __future__ import annotations

import pytest

from gkrules.errors import Diagnostic, RuleError, display_width


def shown(line: str, column: int, width: int = 1, number: int = 7, **more: str) -> str:
    return str(Diagnostic("GK210", "unknown field", "a.yaml", number, column, width, line, **more))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("公开", 4),
        ("公开a属性", 9),
        ("（）", 4),
        ("ｱ", 1),  # half-width katakana
        ("Ａ", 2),  # full-width Latin
        ("e\u0301", 1),  # a letter with a combining accent
        ("\u200b", 0),
        ("\t\x07", 0),  # control characters
        ("𠮷", 2),  # outside the first plane
    ],
)
def test_width(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_whole() -> None:
    assert shown("when: atribute", 7, 8, help="did you mean 'attribute'?") == (
        "a.yaml:7:7: error GK210: unknown field\n"
        "  7 | when: atribute\n"
        "    |       ^^^^^^^^\n"
        "  help: did you mean 'attribute'?"
    )


@pytest.mark.parametrize(
    ("line", "column", "width", "excerpt"),
    [
        # Chinese before the fault: two columns for each character
        ("标题: x", 5, 1, "  7 | 标题: x\n    |       ^"),
        # Chinese under the fault
        ("x: 属姓", 4, 2, "  7 | x: 属姓\n    |    ^^^^"),
        # both, with half-width text between
        ("标题 == 属姓1", 7, 3, "  7 | 标题 == 属姓1\n    |         ^^^^^"),
        # a full-width bracket
        ("（a）", 1, 1, "  7 | （a）\n    | ^^"),
        # a combining accent takes no column of its own
        ("e\u0301 x", 4, 1, "  7 | e\u0301 x\n    |   ^"),
        # at the end of the line, and behind it
        ("a:", 3, 1, "  7 | a:\n    |   ^"),
        # wider than the line
        ("a: b", 4, 99, "  7 | a: b\n    |    ^"),
        # control characters are shown as blanks, one column each
        ("\ta\x1b[31m: b", 9, 1, "  7 |  a [31m: b\n    |         ^"),
        ("a\u2028b", 3, 1, "  7 | a b\n    |   ^"),
        ("\ud800 a", 3, 1, "  7 |   a\n    |   ^"),
    ],
)
def test_caret(line: str, column: int, width: int, excerpt: str) -> None:
    assert shown(line, column, width) == f"a.yaml:7:{column}: error GK210: unknown field\n{excerpt}"


def test_line_number_of_several_digits() -> None:
    assert shown("a: b", 4, number=1234) == ("a.yaml:1234:4: error GK210: unknown field\n  1234 | a: b\n       |    ^")


@pytest.mark.parametrize(
    ("column", "first", "caret"),
    [(1, 1, 0), (80, 1, 79), (81, 1, 80), (82, 2, 80), (500, 420, 80), (1000, 920, 80)],
)
def test_long_lines_are_cut_around_the_fault(column: int, first: int, caret: int) -> None:
    line = "".join(chr(0x21 + i % 90) for i in range(1000))
    _, text, under = shown(line, column).split("\n")
    assert text == "  7 | " + line[first - 1 : first + 159]
    assert under == "    | " + " " * caret + "^"


def test_long_lines_in_chinese() -> None:
    _, text, under = shown("公" * 200 + "x" + "开" * 200, 201).split("\n")
    assert text == "  7 | " + "公" * 80 + "x" + "开" * 79
    assert under == "    | " + " " * 160 + "^"


def test_a_fault_without_a_line_has_no_excerpt() -> None:
    assert shown("", 1) == "a.yaml:7:1: error GK210: unknown field"


def test_nothing_in_a_fault_can_steer_a_terminal() -> None:
    fault = Diagnostic("GK139", "{\x1b[2J} is none", "a\n.yaml", 1, 1, 1, "\x1b[2J", "did you mean '\x07'?")
    assert str(fault) == "a .yaml:1:1: error GK139: { [2J} is none\n  1 |  [2J\n    | ^\n  help: did you mean ' '?"


def test_an_error_tells_all_its_faults() -> None:
    faults = [Diagnostic("GK101", "one", "a.yaml", 1, 1), Diagnostic("GK102", "two", "b.yaml", 2, 3, help="mend it")]
    error = RuleError(faults)
    assert error.diagnostics == tuple(faults)
    assert str(error) == "a.yaml:1:1: error GK101: one\n\nb.yaml:2:3: error GK102: two\n  help: mend it"
