"""The compiled engine equals the reference: on generated rules, on shipped packs, and on all that once differed."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Window
from gkrules.engines.compiled.days import day_tables, month_later
from gkrules.engines.compiled.engine import Engine
from gkrules.engines.compiled.program import Program, program
from gkrules.engines.compiled.shapes import Shape, left_to_reference
from gkrules.engines.outcome import Outcome
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.engines.world import World
from gkrules.examples import example_records, example_setting, run_examples
from gkrules.language.ir import Apply, Const, FieldRef, Node, Op, Type
from gkrules.language.kinds import Forbid, Require, Requirement
from gkrules.language.pack import shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.rule import Modality, Rule, Severity, Version
from gkrules.profile import Profile
from gkrules.records.dictionary import dictionary
from gkrules.records.model import LISTS, Blank, FieldType
from gkrules.records.record import UNKNOWN, Record
from gkrules.records.typed import typed_record
from gkrules.ruleset import RuleSet, load

sys.path.insert(0, str(Path(__file__).parent.parent))

from rule_strategies import WORDS as TEXT
from rule_strategies import Case, cases, records

FIXTURES = Path(__file__).parents[2] / "fixtures" / "disagreements"
WORDS = {outcome: outcome.value for outcome in Outcome}
DAYS = (date(2007, 12, 31), date(2020, 2, 29), date(2021, 10, 12), date(2021, 12, 31), date(2027, 1, 15))


def run(made: Program, case: Case) -> list[list[str]]:
    """The outcomes of a generated function, record by record."""
    places = tuple(
        case.settings[rule.id] if version is None else case.settings[rule.id].under(rule.versions[version])
        for rule, version in made.settings
    )
    day = case.as_of.toordinal()
    return [list(made.judge(r.values, r.id, r.malformed, r.listed, r, day, places)) for r in case.records]


def compiled(case: Case) -> list[list[str]]:
    tables = day_tables(next(iter(case.settings.values())).calendar)
    return run(program(case.subject, case.rules, case.settings, tables, WORDS), case)


def by_reference(case: Case) -> list[list[str]]:
    return [
        [judge(rule, case.subject, record, case.settings[rule.id]).outcome.value for rule in case.rules]
        for record in case.records
    ]


@settings(max_examples=60)
@given(cases())
def test_generated_rules_on_generated_records(case: Case) -> None:
    assert compiled(case) == by_reference(case)


@settings(max_examples=25)
@given(cases())
def test_a_record_by_itself(case: Case) -> None:
    alone = {rule: replace(setting, world=World()) for rule, setting in case.settings.items()}
    case = replace(case, settings=alone)
    tables = day_tables(next(iter(alone.values())).calendar)
    assert run(program(case.subject, case.rules, alone, tables, WORDS, alone=True), case) == by_reference(case)


@pytest.mark.long
@settings(max_examples=3_000)
@given(cases())
def test_many_generated_rules(case: Case) -> None:
    assert compiled(case) == by_reference(case)


# ── the packs ────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def rules_of(pack: str) -> RuleSet:
    return load(pack)


SUBJECTS = sorted(
    {(pack, rule.subject) for pack in shipped_names() for rule in rules_of(pack).rules if not rule.of_groups}
)


@pytest.mark.parametrize(("pack", "name"), SUBJECTS)
@settings(max_examples=12)
@given(data=st.data())
def test_packs(pack: str, name: str, data: st.DataObject) -> None:
    rules, as_of = rules_of(pack), data.draw(st.sampled_from(DAYS))
    record = data.draw(records(dictionary()[name], as_of))
    engine = rules._judging._engine(None)
    given_rules = engine.rules(name)
    judging = engine.judging(name, as_of=as_of)
    expected = [rules.judge(rule, record, as_of=as_of).outcome for rule in given_rules]
    assert [tuple(Outcome)[number] for number in judging(record)] == expected


@pytest.mark.parametrize(("pack", "name"), SUBJECTS)
@settings(max_examples=12)
@given(data=st.data())
def test_outcomes_of_typed_records(pack: str, name: str, data: st.DataObject) -> None:
    rules, as_of = rules_of(pack), data.draw(st.sampled_from(DAYS))
    read = data.draw(records(dictionary()[name], as_of))
    given_values = {"subject": name, "id": "A1"} | {k: v for k, v in read.values.items() if v is not UNKNOWN}
    typed = typed_record(given_values, dictionary(), set())
    expected = {
        rule.id: rules.judge(rule, typed, as_of=as_of).outcome.value
        for rule in rules._judging._engine(None).rules(name)
    }
    assert rules.outcomes(given_values, as_of=as_of) == expected


# ── what once differed ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_once_differed_is_as_it_should_be() -> None:
    packs = read_packs([str(FIXTURES)])
    assert [result.example.name for result in run_examples(packs) if not result.passed] == []
    for pack in packs:
        for rule in pack.rules:
            for example in rule.examples:
                found, _ = example_records(rule, example)
                setting = example_setting(rule, example, pack)
                case = Case(dictionary()[rule.subject], (rule,), {rule.id: setting}, tuple(found[:1]), example.as_of)
                assert compiled(case) == by_reference(case) == [[example.expect["outcome"]]], example.name


# ── nothing of a rule or a record is executed ────────────────────────────────────────────────────────────────────

HOSTILE = (
    "__import__('os').system('false')", '"""', "'); raise SystemExit #", "\\", "\n    raise SystemExit", "{0}", "c0",
    "settings", "\ud800", "\x00",
)  # fmt: skip
TITLE = FieldRef("title", Type.TEXT)


def rule_of(requirement: Requirement, *, name: str = "t/r", when: Node | None = None) -> Rule:
    version = Version(Window(), ("t/1",), TEXT, TEXT, TEXT, Modality.MUST, Severity.ERROR, requirement, when=when)
    return Rule(name, "document", (version,), (), "t.yaml", 1)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_constants(text: str) -> None:
    same = Apply(Op.EQ, (TITLE, Const(text, Type.TEXT)), Type.BOOL)
    listed = Apply(Op.IN, (TITLE, Const((text,), Type.LIST_OF_TEXT)), Type.BOOL)
    field = Apply(Op.PRESENT, (FieldRef(text, Type.TEXT),), Type.BOOL)
    made = (rule_of(Require(same), name=text), rule_of(Forbid(same), when=listed), rule_of(Require(field), name="t/3"))
    setting = Setting(date(2021, 12, 31), Calendar.china(), pack_end=None)
    day = {"issued_on": date(2021, 7, 1)}
    found = tuple(Record("document", text, {"title": value, text: value, **day}) for value in (text, "甲"))
    case = Case(dictionary()["document"], made, {rule.id: setting for rule in made}, found, setting.as_of)
    assert (
        compiled(case) == by_reference(case) == [["pass", "violation", "pass"], ["violation", "not_applicable", "pass"]]
    )
    source = program(case.subject, made, case.settings, day_tables(setting.calendar), WORDS).text
    assert "SystemExit" not in source
    assert "import" not in source


@pytest.mark.parametrize("pattern", ["'", '"', "(甲|')", "\\\\", "^$", "[']"])
def test_patterns_are_constants(pattern: str) -> None:
    rule = rule_of(Require(Apply(Op.MATCHES, (TITLE, Const(pattern, Type.TEXT)), Type.BOOL)))
    setting = Setting(date(2021, 12, 31), Calendar.china())
    record = Record("document", "A", {"title": "甲'", "issued_on": date(2021, 7, 1)})
    case = Case(dictionary()["document"], (rule,), {rule.id: setting}, (record,), setting.as_of)
    assert compiled(case) == by_reference(case)


def test_generated_code_has_nothing_built_in_but_two_names() -> None:
    engine = rules_of("regulation")._judging._engine(None)
    judging = engine._program("document", named=True).judge
    assert set(judging.__globals__["__builtins__"]) == {"len", "set"}


# ── what is left to the reference, tables, and the engine itself ─────────────────────────────────────────────────


def test_what_is_left_to_the_reference_is_told() -> None:
    assert set(left_to_reference()) == set(Shape)
    page = (Path(__file__).parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
    for shape, reason in left_to_reference().items():
        assert f"| {shape.value} | {reason} |" in page
    left = rules_of("regulation")._judging._engine(None).left_to_reference("disclosure_application")
    assert Shape.ON_CLOCK in left["regulation/reply-term"]
    left = rules_of("regulation")._judging._engine(None).left_to_reference("document")
    assert left["regulation/publication-term"] == frozenset({Shape.UNSETTLED})
    assert "regulation/published-before-issued" not in left


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_end_on_the_corresponding_day(day: date, months: int) -> None:
    from dateutil.relativedelta import relativedelta

    assert month_later(months)(day.toordinal()) == (day + relativedelta(months=months)).toordinal()


@given(st.dates(date(2007, 12, 29), date(2026, 12, 24)), st.integers(0, 40))
def test_tables_are_the_calendar(day: date, amount: int) -> None:
    tables, calendar = day_tables(Calendar.china()), Calendar.china()
    due = tables.due(amount)[day.toordinal() - tables.first]
    if due:
        assert date.fromordinal(due) == calendar.add_working_days(day, amount)
        assert due <= calendar.settled_through.toordinal()
    rolled = tables.rolled()[day.toordinal() - tables.first]
    expected = day if calendar.is_working_day(day) else calendar.add_working_days(day, 1)
    assert rolled == (expected.toordinal() if expected <= calendar.settled_through else 0)


def test_a_ruleset_keeps_its_engines_apart_by_profile() -> None:
    rules = load("regulation")
    document = {
        "subject": "document", "id": "D", "disclosure_attribute": "proactive", "issued_on": date(2021, 7, 1),
        "published_on": date(2021, 7, 30),
    }  # fmt: skip
    closed = Profile(calendar=Calendar.china().with_additions(days_off=[date(2021, 7, 29)]))
    name = "regulation/publication-term"
    for profile, expected in ((None, "violation"), (closed, "pass"), (None, "violation"), (Profile(), "violation")):
        assert rules.outcomes(document, as_of=date(2021, 12, 31), profile=profile)[name] == expected
    assert rules._judging._engine(closed) is rules._judging._engine(closed)


def test_no_rules_no_outcomes() -> None:
    engine = Engine((), {}, Calendar.china())
    assert engine.outcomes({"subject": "document", "id": "A"}, as_of=date(2021, 12, 31)) == {}
    with pytest.raises(ValueError, match="names its subject"):
        engine.outcomes({"id": "A"}, as_of=date(2021, 12, 31))


def test_the_dictionary_has_what_the_generated_tests_need() -> None:
    fields = [field for subject in dictionary().subjects.values() for field in subject.fields.values()]
    assert {field.type for field in fields} == set(FieldType)
    assert any(field.blank is Blank.NONE and field.type in LISTS for field in fields)
