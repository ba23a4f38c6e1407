"""The text report: compared whole in both languages; totals add up, nothing in it obeys the terminal or runs over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.checking import check_sources
from gkrules.errors import display_width
from gkrules.reports.text import MAX_PER_RULE, printable, render_text, wrap
from gkrules.results import Finding, LocationPart, Report, Text
from gkrules.ruleset import load
from gkrules.sources.reading import SourceSpec

GOLDEN = Path(__file__).parent / "golden"
AS_OF = date(2021, 12, 31)
DEMO = load(str(GOLDEN / "demo"))


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(GOLDEN)
    return check_sources([SourceSpec(Path("documents.csv"), "document")], packs=["demo"], as_of=AS_OF)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_as_recorded(report: Report, language: str) -> None:
    """A change here is a change of what officials read: look at the whole text before recording it anew."""
    expected = (GOLDEN / f"report.{language}.txt").read_text(encoding="utf-8")
    assert render_text(report, "zh" if language == "zh" else "en") == expected


def test_the_totals_add_up(report: Report) -> None:
    lines = render_text(report, "en").splitlines()
    totals = dict(
        line.strip().rsplit("  ", 1) for line in lines[lines.index("── Totals ────────────────────") + 1 :][:-2]
    )
    numbers = {name.strip(): int(number) for name, number in totals.items()}
    assert numbers.pop("total (rules × records)") == sum(numbers.values()) == report.counts.record_pairs
    assert lines[-2].strip() == "records: 10 read = 7 judged + 3 rejected"


def test_no_colour_unless_asked(report: Report) -> None:
    plain, coloured = (render_text(report, "zh", colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert plain.endswith("条\n")


def test_at_most_so_many_of_each_rule() -> None:
    rows = [{"id": f"D{n:02}", "issued_on": "2021-07-01", "disclosure_attribute": None} for n in range(25)]
    report = DEMO.check([{"subject": "document", **row} for row in rows], as_of=AS_OF)
    text = render_text(report, "en")
    assert text.count(" states no attribute.") == MAX_PER_RULE
    assert "  … and 5 more, all in the JSON report\n" in text
    assert render_text(report, "en", limit=0).count(" states no attribute.") == 25


def odd_report(words: str, source: str = "a.csv") -> Report:
    """A report whose id, body and source hold `words`."""
    empty = DEMO.check([], as_of=AS_OF)
    text = Text(zh=f"文件（{words}，{words}）未标明公开属性。", en=f"Document {words} of {words} states no attribute.")
    finding = Finding(
        rule="demo/attribute-stated", clauses=["demo/1"], subject="document", record=words, outcome="violation",
        severity="error", title=Text(zh="题", en="Title"), message=text, evidence={}, remedy=text,
        location=LocationPart(source=source, row=2), fingerprint="f",
    )  # fmt: skip
    undetermined = finding.model_copy(update={"outcome": "undetermined", "missing": ["issued_on"]})
    twice = [finding, undetermined, undetermined.model_copy(update={"rule": "demo/basis-stated"})]
    return empty.model_copy(update={"findings": twice})


@pytest.mark.parametrize(
    "character", ["\x1b[31m", "\x00", "\r", "\n", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028"]
)
def test_nothing_obeys_the_terminal_or_turns_a_line_round(character: str) -> None:
    for language in ("zh", "en"):
        text = render_text(odd_report(f"D{character}1", f"a{character}.csv"), "zh" if language == "zh" else "en")
        assert not set(character) & set(text) - set("\n[31m")
        assert "D\N{REPLACEMENT CHARACTER}" in text
        assert all(line.isprintable() for line in text.replace("\u3000", " ").split("\n"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("晋工信〔2021〕1号　甲", "晋工信〔2021〕1号　甲"),
        ("a\tb", "a\N{REPLACEMENT CHARACTER}b"),
        ("\u202eabc", "\N{REPLACEMENT CHARACTER}abc"),
        ("e\u0301 😀", "e\u0301 😀"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("甲乙丙丁戊", 4, ["甲乙", "丙丁", "戊"]),
        ("甲乙，丙丁", 4, ["甲", "乙，", "丙丁"]),
        ("甲（乙丙）", 4, ["甲", "（乙", "丙）"]),
        ("one two three", 8, ["one two", "three"]),
        ("文号2021-1号", 8, ["文号", "2021-1号"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("abcdef，甲", 4, ["abcd", "ef，", "甲"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


WORDS = st.text(st.sampled_from("甲乙丙，。；：（）《》“” abcdef0123456789-/〔〕"), max_size=200)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.integers(8, 120))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(display_width(line) <= width for line in lines)


@settings(max_examples=30, deadline=None)
@given(
    st.text(st.sampled_from("甲乙a1-　 "), min_size=1, max_size=300) | st.just("A" * 300),
    st.sampled_from([60, 80, 100, 140]),
)
def test_no_line_is_wider_than_the_width(words: str, width: int) -> None:
    for language in ("zh", "en"):
        text = render_text(odd_report(words), "zh" if language == "zh" else "en", width=width)
        assert max(display_width(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [60, 72, 100])
def test_the_whole_report_fits(report: Report, width: int) -> None:
    for language in ("zh", "en"):
        text = render_text(report, "zh" if language == "zh" else "en", width=width)
        assert max(display_width(line) for line in text.splitlines()) <= width
