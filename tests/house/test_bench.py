"""The pack that the bench judges with is in order, and its peers know the same ten rules."""

from __future__ import annotations

import ast
from pathlib import Path

from gkrules.language.packs import read_packs

BENCH = Path(__file__).resolve().parents[2] / "bench"


def test_the_ten_rules_are_those_that_the_peers_are_told_of() -> None:
    (pack,) = read_packs([str(BENCH / "ten-rules")])
    tree = ast.parse((BENCH / "peers" / "documents.py").read_text(encoding="utf-8"))
    (names,) = [ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign) and _is_rules(n)]
    assert [rule.id for rule in pack.rules] == [f"ten-rules/{name}" for name in names]


def _is_rules(node: ast.Assign) -> bool:
    return [t.id for t in node.targets if isinstance(t, ast.Name)] == ["RULES"]
