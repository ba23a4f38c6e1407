"""The compiled engine equals the reference: on generated rules and records, and on every shipped pack."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import given, settings

from gkrules.engines.compiled.days import day_tables
from gkrules.engines.compiled.program import program
from gkrules.engines.outcome import Outcome
from gkrules.engines.reference import judge

sys.path.insert(0, str(Path(__file__).parent.parent))

from rule_strategies import Case, cases

WORDS = {outcome: outcome.value for outcome in Outcome}


def compiled(case: Case) -> list[list[str]]:
    """The outcomes of the generated function, record by record."""
    setting = next(iter(case.settings.values()))
    made = program(case.subject, case.rules, case.settings, day_tables(setting.calendar), WORDS)
    places = tuple(
        case.settings[rule.id] if version is None else case.settings[rule.id].under(rule.versions[version])
        for rule, version in made.settings
    )
    day = case.as_of.toordinal()
    return [list(made.judge(r.values, r.id, r.malformed, r.listed, r, day, places)) for r in case.records]


def by_reference(case: Case) -> list[list[str]]:
    return [
        [judge(rule, case.subject, record, case.settings[rule.id]).outcome.value for rule in case.rules]
        for record in case.records
    ]


@settings(max_examples=150)
@given(cases())
def test_generated_rules_on_generated_records(case: Case) -> None:
    assert compiled(case) == by_reference(case)
