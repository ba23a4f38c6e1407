"""Profiles: a body's parameters, blanks, calendar and kind, what they change, and every fault told whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from gkrules import Profile, RuleError, RuleSet, SourceError, load, read_profile
from gkrules.deadlines.limit import Limit, Unit
from gkrules.records.model import Blank

AS_OF = date(2021, 12, 31)
DOCUMENT = {
    "subject": "document", "id": "D1", "disclosure_attribute": "proactive", "issued_on": "2021-07-01",
    "published_on": "2021-07-08",
}  # fmt: skip
TERM = "regulation/publication-term"


def profile(tmp_path: Path, text: str) -> Profile:
    path = tmp_path / "gkrules.yaml"
    path.write_text(text, encoding="utf-8")
    return read_profile(path)


def faults(tmp_path: Path, text: str) -> str:
    with pytest.raises(RuleError) as caught:
        profile(tmp_path, text)
    return str(caught.value).replace(f"{tmp_path.as_posix()}/", "")


def outcome(rules: RuleSet, own: Profile, rule: str = TERM, **changes: object) -> str:
    report = rules.check([DOCUMENT | changes], as_of=AS_OF, profile=own)
    found = [f.outcome for f in report.findings if f.rule == rule]
    return found[0] if found else "none"


def test_an_empty_profile_changes_nothing_but_is_named(tmp_path: Path) -> None:
    own = profile(tmp_path, "# nothing yet\n")
    assert own == Profile(digest=own.digest)
    report = load("regulation").check([DOCUMENT], as_of=AS_OF, profile=own)
    assert report.profile is not None
    assert report.profile.digest == own.digest == profile(tmp_path, "# nothing yet\n").digest
    assert load("regulation").check([DOCUMENT], as_of=AS_OF).profile is None


def test_params(tmp_path: Path) -> None:
    text = f"params:\n  {TERM}: {{term: 5 working_days}}\n  other/rule: {{share: 90%, on: true, days: [a, b], n: 3}}\n"
    own = profile(tmp_path, text)
    assert own.params == {
        TERM: {"term": Limit(5, Unit.WORKING_DAYS)},
        "other/rule": {"share": Fraction(9, 10), "on": True, "days": ("a", "b"), "n": 3},
    }
    rules = load("regulation")
    assert outcome(rules, own, published_on="2021-07-08") == "none"
    assert outcome(rules, own, published_on="2021-07-09") == "violation"
    assert outcome(rules, Profile(), published_on="2021-07-09") == "none"


@pytest.mark.parametrize(
    ("params", "told"),
    [
        (
            f"{{{TERM}: {{terms: 5 working_days}}}}",
            f"profile: {TERM} has no parameter 'terms' that takes this value; it has: term (limit)",
        ),
        (
            f"{{{TERM}: {{term: 5}}}}",
            f"profile: {TERM} has no parameter 'term' that takes this value; it has: term (limit)",
        ),
        (
            "{regulation/publication-terms: {term: 5 working_days}}",
            f"profile: no rule 'regulation/publication-terms'; did you mean '{TERM}'?",
        ),
        (
            "{regulation/annual-report-published: {kinds: [省厅]}}",
            (
                "profile: regulation/annual-report-published has no parameter 'kinds' that takes this value; it has:"
                " day (integer), kinds (list_of_text), month (integer), moves (bool)"
            ),
        ),
    ],
)
def test_params_that_do_not_fit_the_rules(tmp_path: Path, params: str, told: str) -> None:
    own = profile(tmp_path, f"params: {params}\n")
    with pytest.raises(SourceError) as caught:
        load("regulation").check([DOCUMENT], as_of=AS_OF, profile=own)
    assert str(caught.value) == told


def test_a_label_is_a_code_in_a_parameter_too(tmp_path: Path) -> None:
    own = profile(tmp_path, "params: {regulation/annual-report-published: {kinds: [人民政府]}}\n")
    report = {
        "subject": "annual_report",
        "id": "R",
        "record_year": 2020,
        "institution_kind": "government",
        "published_on": None,
    }
    found = load("regulation").check([report], as_of=AS_OF, profile=own).findings
    assert ("regulation/annual-report-published", "violation") in {(f.rule, f.outcome) for f in found}


def test_blanks(tmp_path: Path) -> None:
    own = profile(tmp_path, "blanks: {document.published_on: unknown, document.title: none}\n")
    assert own.blanks == {"document.published_on": Blank.UNKNOWN, "document.title": Blank.NONE}
    rules = load("regulation")
    assert outcome(rules, own, published_on=None) == "undetermined"
    assert outcome(rules, Profile(), published_on=None) == "violation"


def test_calendar(tmp_path: Path) -> None:
    own = profile(tmp_path, "calendar:\n  days_off: ['2021-07-02']\n  working_days: ['2021-07-03', '2021-07-04']\n")
    assert not own.calendar.is_working_day(date(2021, 7, 2))
    assert own.calendar.is_working_day(date(2021, 7, 4))
    rules = load("regulation")
    assert outcome(rules, own, published_on="2021-07-28") == "none"
    assert outcome(rules, own, published_on="2021-07-29") == "violation"
    assert outcome(rules, Profile(), published_on="2021-07-29") == "none"


def test_a_year_announced_since(tmp_path: Path) -> None:
    text = """\
calendar:
  years:
    - year: 2027
      notice: 假想〔2026〕1号
      holidays: [{name: 元旦, from: '2027-01-01', to: '2027-01-03'}]
"""
    own = profile(tmp_path, text)
    assert own.calendar.announced_through == 2027
    report = load("regulation").check([DOCUMENT], as_of=AS_OF, profile=own)
    assert report.calendar.announced_through == 2027


PACK = """\
rules:
  - id: t/rule
    clauses: [t/1]
    title: {zh: 题, en: Title}
    subject: document
    modality: must
    severity: error
    in_force: {from: "2008-05-01"}
    require: classified
    addressee: [province]
    message: {zh: 文, en: Message.}
    remedy: {zh: 改, en: Mend it.}
"""


@pytest.fixture
def addressed(tmp_path: Path) -> RuleSet:
    pack = tmp_path / "t"
    pack.mkdir()
    clause = "clauses: [{id: t/1, location: 一, text: {zh: 文, en: Text.}, modality: must}]\n"
    head = 'id: t\nversion: "1"\nkind: plan\ntitle: {zh: 题, en: Title}\nissuer: 甲厅\n'
    for name, text in (
        ("pack.yaml", head + "window: {from: '2008-01-01'}\n"),
        ("clauses.yaml", clause),
        ("1.yaml", PACK),
    ):
        (pack / name).write_text(text, encoding="utf-8")
    return load(str(pack))


@pytest.mark.parametrize(
    ("text", "issuer", "found"),
    [
        ("{}", "乙县", "violation"),
        ("body: {name: 甲厅, kind: province}", "乙县", "violation"),
        ("body: {name: 乙县, kind: county}", "甲厅", "none"),
        ("roster: [{name: 乙县, kind: county, aliases: [乙]}]", "乙", "none"),
        ("roster: [{name: 乙县, kind: county, aliases: [乙]}]", "甲厅", "violation"),
        ("body: {name: 甲厅, kind: province}\nroster: [{name: 乙县, kind: county}]", "乙县", "none"),
        ("body: {name: 乙县, kind: county}\nroster: [{name: 甲厅, kind: province}]", "甲厅", "violation"),
    ],
)
def test_the_kind_of_body_decides_who_is_addressed(
    tmp_path: Path, addressed: RuleSet, text: str, issuer: str, found: str
) -> None:
    own = profile(tmp_path, text + "\n")
    assert outcome(addressed, own, "t/rule", issuer=issuer, classified=None) == found


def test_the_report_says_when_nobody_told_the_kinds(tmp_path: Path, addressed: RuleSet) -> None:
    note = "No kind of body or roster was given: every record counts as addressed by every rule."
    assert [n.en for n in addressed.check([DOCUMENT], as_of=AS_OF).notes] == [note]
    own = profile(tmp_path, "body: {name: 甲厅, kind: province}\n")
    assert addressed.check([DOCUMENT], as_of=AS_OF, profile=own).notes == []


def test_every_fault_is_told(tmp_path: Path) -> None:
    text = """\
bodies: {}
body: {name: 甲厅}
params: {r: 5, s: {t: }}
blanks: {document.titel: none, document.title: value, document.body: never}
calendar:
  days_off: ['2021-02-30']
  years: [{year: 27, notice: x, holidays: []}]
"""
    heads = [line for line in faults(tmp_path, text).splitlines() if line.startswith("gkrules.yaml")]
    assert heads == [
        "gkrules.yaml:1:1: error GK121: unknown key 'bodies' in a profile",
        "gkrules.yaml:2:7: error GK122: a body lacks 'kind'",
        "gkrules.yaml:3:13: error GK120: params of r is a mapping of names to values",
        "gkrules.yaml:3:23: error GK126: the value of t cannot be read",
        "gkrules.yaml:4:10: error GK210: unknown field 'document.titel'; write subject.field",
        "gkrules.yaml:4:48: error GK125: document.title is unknown or none",
        "gkrules.yaml:4:70: error GK125: document.body is one of unknown, none, value",
        "gkrules.yaml:6:14: error GK123: days_off is a day written YYYY-MM-DD",
        "gkrules.yaml:7:11: error GK144: a year is written with four digits",
    ]


@pytest.mark.parametrize(
    ("calendar", "told"),
    [
        (
            "{days_off: ['2021-07-02'], working_days: ['2021-07-02']}",
            "2021-07-02 is added both as a day off and as a working day; keep one of the two",
        ),
        (
            "{years: [{year: 2029, notice: x, holidays: []}]}",
            "announced years must follow one another from 2008 on: 2029 is given where 2027 is due",
        ),
    ],
)
def test_a_calendar_that_cannot_be(tmp_path: Path, calendar: str, told: str) -> None:
    source = f"calendar: {calendar}"
    expected = f"gkrules.yaml:1:11: error GK144: {told}\n  1 | {source}\n    |           ^"
    assert faults(tmp_path, source + "\n") == expected


def test_a_profile_that_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "none.yaml"
    with pytest.raises(SourceError) as caught:
        read_profile(missing)
    assert str(caught.value) == f"{missing.as_posix()}: the profile cannot be read: No such file or directory"
    missing.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError) as caught:
        read_profile(missing)
    assert str(caught.value) == f"{missing.as_posix()}: the profile cannot be read: it is not UTF-8"
