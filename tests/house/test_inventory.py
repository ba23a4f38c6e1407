"""The packs beside the inventory of clauses, where it lies beside the checkout: each clause judged as it can be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import gkrules
from gkrules.language.pack import shipped_names

INVENTORY = Path(__file__).resolve().parents[3] / "shared" / "clauses"
PLANS = [name for name in shipped_names() if (INVENTORY / f"{name}.yaml").is_file()]
pytestmark = pytest.mark.skipif(not PLANS, reason="the inventory of clauses is not beside this checkout")


def inventory(plan: str) -> dict[str, dict[str, object]]:
    tree = yaml.safe_load((INVENTORY / f"{plan}.yaml").read_text(encoding="utf-8"))
    return {clause["id"]: clause for clause in tree["clauses"]}


def judged(plan: str) -> dict[str, str]:
    (pack,) = gkrules.coverage(gkrules.load(plan)).packs
    return {clause.id: clause.how for clause in pack.clauses}


@pytest.mark.parametrize("plan", PLANS)
def test_every_clause_is_listed_in_the_order_of_the_text(plan: str) -> None:
    assert list(judged(plan)) == list(inventory(plan))


@pytest.mark.parametrize("plan", PLANS)
def test_only_what_nothing_can_decide_is_declared(plan: str) -> None:
    declared = {clause for clause, how in judged(plan).items() if how == "none"}
    assert declared <= {clause for clause, entry in inventory(plan).items() if entry["decidable"] == "not"}


@pytest.mark.parametrize("plan", PLANS)
def test_what_records_can_decide_is_not_left_to_the_ledger(plan: str) -> None:
    """Unless the clause gives its reason; and what carries a quantity never is."""
    (pack,) = gkrules.coverage(gkrules.load(plan)).packs
    left = {clause.id: clause.reason for clause in pack.clauses if clause.how == "ledger"}
    known = inventory(plan)
    assert [clause for clause in left if known[clause]["quantity"]] == []
    assert [c for c, reason in left.items() if known[c]["decidable"] == "full" and reason is None] == []
