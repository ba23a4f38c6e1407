"""The shipped packs: every example holds, every rule has both sides, and phrases occur in the plans' texts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gkrules.cli import run
from gkrules.examples import ExampleResult, run_examples
from gkrules.language.pack import shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.rule import Rule

PACKS = read_packs(shipped_names())
RULES = [rule for pack in PACKS for rule in pack.rules]
RESULTS = run_examples(PACKS)
PLANS = Path(os.environ.get("GKRULES_PLANS", "no such folder"))


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{r.rule.id}: {r.example.name}")
def test_example(result: ExampleResult) -> None:
    assert [(d.key, d.expected, d.found) for d in result.differences] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_an_example_of_a_pass_and_of_a_violation(rule: Rule) -> None:
    assert {"pass", "violation"} <= {str(example.expect["outcome"]) for example in rule.examples}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_texts_are_complete_sentences_in_both_languages(rule: Rule) -> None:
    for version in rule.versions:
        assert version.message.zh.endswith("。"), version.message.zh
        assert version.remedy.zh.endswith("。"), version.remedy.zh
        assert version.message.en.endswith("."), version.message.en
        assert version.remedy.en.endswith("."), version.remedy.en


def test_every_clause_is_judged_or_says_why_not() -> None:
    judged = {clause for rule in RULES for version in rule.versions for clause in version.clauses}
    silent = [c.id for pack in PACKS for c in pack.clauses.values() if c.id not in judged and c.note is None]
    assert silent == []


@pytest.mark.skipif(not PLANS.is_dir(), reason="the plans' texts are not at hand (GKRULES_PLANS names their folder)")
def test_phrases_occur_in_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "--plans", str(PLANS)]) == 0
    assert capsys.readouterr().out.count("all occur in the plan") == len(list(PLANS.glob("*.txt")))
