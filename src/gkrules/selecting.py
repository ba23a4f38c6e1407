"""Which rules of the packs a run takes: chosen by id, clause, pack or severity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gkrules.errors import SourceError
from gkrules.language.names import nearest
from gkrules.language.rule import Rule


def selected(rules: Iterable[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that any word of `select` names (all, where there is none) and none of `ignore` does.

    A word is the id of a rule, of a clause or of a pack, or a severity. Raises SourceError for a word that names
    nothing, and where nothing is left.
    """
    rules = tuple(rules)
    for word in (*select, *ignore):
        if not any(word in _names(rule) for rule in rules):
            near = nearest(word, {name for rule in rules for name in _names(rule)})
            raise SourceError(
                f"no rule, clause, pack or severity {word!r}" + (f"; did you mean {near!r}?" if near else ""),
                f"没有名为{word!r}的规则、条款、规则包或严重程度" + (f"；是否指{near!r}？" if near else ""),
            )
    chosen = tuple(
        rule
        for rule in rules
        if (not select or _names(rule).intersection(select)) and not _names(rule).intersection(ignore)
    )
    if not chosen:
        raise SourceError("--select and --ignore leave no rule", "--select和--ignore之后没有剩下任何规则")
    return chosen


def _names(rule: Rule) -> frozenset[str]:
    clauses = {clause for version in rule.versions for clause in version.clauses}
    severities = {version.severity.value for version in rule.versions}
    return frozenset({rule.id, rule.id.split("/")[0], *clauses, *severities})
