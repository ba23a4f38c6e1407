"""The inline examples of the shipped packs notice every small change of their rules."""

from __future__ import annotations

import pytest

from gkrules.language.pack import Pack, find_pack, shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.rule import Rule
from gkrules.mutation.equivalent import read_equivalents
from gkrules.mutation.running import mutate_rule

PACKS = read_packs(shipped_names())
RULES = [(rule, pack) for pack in PACKS for rule in pack.rules]
EQUIVALENT = {(e.rule, e.change): e for name in shipped_names() for e in read_equivalents(find_pack(name))}


@pytest.mark.long
@pytest.mark.parametrize(("rule", "pack"), RULES, ids=[rule.id for rule, _ in RULES])
def test_examples_notice_every_change(rule: Rule, pack: Pack) -> None:
    result = mutate_rule(rule, pack)
    survived = {survivor.change.text: survivor.change.advice for survivor in result.survivors}
    listed = {change for rule_id, change in EQUIVALENT if rule_id == rule.id}
    assert survived.keys() - listed == set(), "changes that no example notices"
    assert listed - survived.keys() == set(), "entries that are no longer true"


def test_equivalent_changes_are_of_rules_that_there_are() -> None:
    assert {rule_id for rule_id, _ in EQUIVALENT} <= {rule.id for rule, _ in RULES}
