"""Runs the inline examples of rules on their mutants and tells which changes no example notices."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain

from gkrules.examples import run_example
from gkrules.language.pack import Pack, find_pack
from gkrules.language.packs import read_packs
from gkrules.language.rule import Example, Rule
from gkrules.mutation.change import Change
from gkrules.mutation.equivalent import Equivalent, read_equivalents
from gkrules.mutation.mutants import Mutant, mutants_of


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change of a rule that none of the rule's examples notices."""

    rule: str
    file: str
    line: int
    change: Change


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What came of the mutants of one rule: every change that was tried, and those that no example noticed."""

    rule: str
    changes: frozenset[str]
    survivors: tuple[Survivor, ...]


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry of a list of equivalent mutants that is no longer true, and why."""

    entry: Equivalent
    reason: str


@dataclass(frozen=True, slots=True)
class MutationResult:
    """What came of a run. Each mutant was caught, survived, or is listed as equivalent."""

    mutants: int
    caught: int
    survivors: tuple[Survivor, ...] = ()
    equivalent: tuple[Survivor, ...] = ()
    stale: tuple[Stale, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing survived and every listed mutant still does."""
        return not self.survivors and not self.stale


def mutate(names: Sequence[str], *, rule_ids: Collection[str] = (), jobs: int = 1) -> MutationResult:
    """Change the rules of packs (by name or directory), all or those of `rule_ids`, in every small way.

    `jobs` is the number of processes. Raises RuleError when a pack or its list of equivalent mutants is wrong, and
    KeyError for an unknown rule.
    """
    packs = read_packs(names)
    wanted = [rule.id for pack in packs for rule in pack.rules if not rule_ids or rule.id in rule_ids]
    unknown = sorted(set(rule_ids) - set(wanted))
    if unknown:
        raise KeyError(unknown[0])
    equivalents = tuple(chain.from_iterable(read_equivalents(find_pack(name)) for name in dict.fromkeys(names)))
    if jobs > 1:
        shares = [wanted[start::jobs] for start in range(jobs)]
        with ProcessPoolExecutor(jobs) as pool:
            counted = list(chain.from_iterable(pool.map(partial(_of_rules, tuple(names)), shares)))
    else:
        counted = _count(packs, wanted)
    order = {rule_id: index for index, rule_id in enumerate(wanted)}
    counted.sort(key=lambda one: order[one.rule])
    return _settled(counted, [e for e in equivalents if e.rule in order or not rule_ids])


def _of_rules(names: Sequence[str], rule_ids: Sequence[str]) -> list[RuleResult]:
    return _count(read_packs(names), rule_ids)


def _count(packs: Sequence[Pack], rule_ids: Collection[str]) -> list[RuleResult]:
    wanted = frozenset(rule_ids)
    return [mutate_rule(rule, pack) for pack in packs for rule in pack.rules if rule.id in wanted]


def mutate_rule(rule: Rule, pack: Pack) -> RuleResult:
    """Change one rule in every small way and run its examples on each mutant, in the setting of its pack."""
    changes, survivors = [], []
    examples = list(rule.examples)
    for mutant in mutants_of(rule, pack):
        changes.append(mutant.change.text)
        noticed = _noticed_by(mutant, examples, pack)
        if noticed is None:
            survivors.append(Survivor(rule.id, rule.file, rule.line, mutant.change))
        else:  # an example that noticed one change is likely to notice the next one
            examples.remove(noticed)
            examples.insert(0, noticed)
    return RuleResult(rule.id, frozenset(changes), tuple(survivors))


def _noticed_by(mutant: Mutant, examples: Sequence[Example], pack: Pack) -> Example | None:
    """The first example that does not hold for the mutant."""
    for example in examples:
        if not run_example(mutant.rule, example, pack, blanks=mutant.blanks).passed:
            return example
    return None


def _settled(counted: Sequence[RuleResult], equivalents: Sequence[Equivalent]) -> MutationResult:
    listed = {(entry.rule, entry.change): entry for entry in equivalents}
    survivors = [survivor for one in counted for survivor in one.survivors]
    survived = {(s.rule, s.change.text) for s in survivors}
    known = {(one.rule, text) for one in counted for text in one.changes}
    stale = [
        Stale(entry, "an example notices this change" if key in known else "there is no such change of this rule")
        for key, entry in listed.items()
        if key not in survived
    ]
    total = sum(len(one.changes) for one in counted)
    return MutationResult(
        total,
        total - len(survivors),
        tuple(s for s in survivors if (s.rule, s.change.text) not in listed),
        tuple(s for s in survivors if (s.rule, s.change.text) in listed),
        tuple(stale),
    )
