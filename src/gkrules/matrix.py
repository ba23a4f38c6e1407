"""Which clause of which pack is judged by which rules, and how; what each rule reads and means."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from gkrules.language.canonical import ir_digest
from gkrules.language.kinds import Attested, AttestedRecord
from gkrules.language.pack import Clause, Pack
from gkrules.language.params import written
from gkrules.language.rule import Rule, Version, related_fields, version_fields
from gkrules.results import Text
from gkrules.ruleset import RuleSet

TITLE: Final = "gkrules coverage"


class How(StrEnum):
    """How a clause is decided, the strongest first."""

    RECORD = "record"
    GROUP = "group"
    LEDGER = "ledger"
    NONE = "none"


_STRENGTH = {how: index for index, how in enumerate(How)}


class _Part(BaseModel):
    """One object of the matrix. Keys that do not apply are absent."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class ClauseCoverage(_Part):
    """One clause: the rules that judge it, how the strongest of them does, or the reason why none does.

    `reason` also says why a clause is left to the duty ledger.
    """

    id: str
    location: str
    judged_by: list[str]
    how: How
    reason: Text | None = None

    @property
    def is_open(self) -> bool:
        """Whether no rule judges the clause and nothing says why."""
        return self.how is How.NONE and self.reason is None


class PackCoverage(_Part):
    """The clauses of one pack, in the order of its list."""

    id: str
    clauses: list[ClauseCoverage]


class RuleCoverage(_Part):
    """One rule: what it reads (as `subject.field`), its parameters as they are written (null: off), its meaning.

    Kind, modality, severity and parameters are those of the latest version, fields those of all. `ir_digest` changes
    with what the rule means and not with its texts.
    """

    id: str
    kind: str
    modality: str
    severity: str
    fields: list[str]
    params: dict[str, Any]
    ir_digest: str


class Totals(_Part):
    """Numbers of clauses by how they are judged; `open` are those that no rule judges and that give no reason."""

    clauses: int
    record: int
    group: int
    ledger: int
    none: int
    open: int
    rules: int


class RunTotals(Totals):
    """The totals of all packs, and of each by its id."""

    packs: dict[str, Totals]


class Coverage(_Part):
    """The matrix of clauses and rules of some packs."""

    packs: list[PackCoverage]
    rules: list[RuleCoverage]
    totals: RunTotals

    def to_json(self) -> str:
        """The matrix as JSON text, in a fixed order and ending in a line break."""
        data = self.model_dump(mode="json")
        for pack in data["packs"]:
            for clause in pack["clauses"]:
                if clause["reason"] is None:  # absent where there is none; a parameter that is off stays null
                    del clause["reason"]
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def open_clauses(self) -> list[ClauseCoverage]:
        """The clauses that no rule judges and that give no reason."""
        return [clause for pack in self.packs for clause in pack.clauses if clause.is_open]


def coverage(ruleset: RuleSet) -> Coverage:
    """The matrix of clauses and rules of the packs of `ruleset`."""
    packs = [_pack(pack) for pack in ruleset.packs]
    counts = {pack.id: _totals(covered.clauses, pack.rules) for pack, covered in zip(ruleset.packs, packs, strict=True)}
    every = _totals([clause for pack in packs for clause in pack.clauses], ruleset.rules)
    return Coverage(
        packs=packs,
        rules=[_rule(rule) for rule in ruleset.rules],
        totals=RunTotals(**every.model_dump(), packs=counts),
    )


def coverage_schema() -> dict[str, Any]:
    """The JSON Schema of the matrix."""
    schema = Coverage.model_json_schema(mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = TITLE
    return schema


def how_judged(version: Version) -> How:
    """Whether a version judges records, groups of them, or entries of the duty ledger."""
    if isinstance(version.requirement, Attested | AttestedRecord):
        return How.LEDGER
    return How.RECORD if version.grouping is None else How.GROUP


def _pack(pack: Pack) -> PackCoverage:
    judging: dict[str, dict[str, How]] = {}
    for rule in pack.rules:
        for version in rule.versions:
            for clause in version.clauses:
                found = judging.setdefault(clause, {})
                found[rule.id] = min(found.get(rule.id, How.NONE), how_judged(version), key=_STRENGTH.__getitem__)
    return PackCoverage(
        id=pack.id, clauses=[_clause(clause, judging.get(clause.id, {})) for clause in pack.clauses.values()]
    )


def _clause(clause: Clause, rules: Mapping[str, How]) -> ClauseCoverage:
    how = min(rules.values(), key=_STRENGTH.__getitem__, default=How.NONE)
    explained = how in (How.LEDGER, How.NONE) and clause.note is not None
    note = clause.note if explained else None
    return ClauseCoverage(
        id=clause.id,
        location=clause.location,
        judged_by=list(rules),
        how=how,
        reason=Text(zh=note.zh, en=note.en) if note is not None else None,
    )


def _rule(rule: Rule) -> RuleCoverage:
    last = rule.versions[-1]
    return RuleCoverage(
        id=rule.id,
        kind=last.kind,
        modality=last.modality.value,
        severity=last.severity.value,
        fields=sorted({name for version in rule.versions for name in _fields(rule, version)}),
        params={name: written(param) for name, param in last.params.items()},
        ir_digest=ir_digest(rule),
    )


def _fields(rule: Rule, version: Version) -> Iterable[str]:
    values, asked = version_fields(version)
    names = {*values, *asked, *([version.governed_by] if version.governed_by else ())}
    if version.case is not None:
        names.update(version.case.fields())
    own = {f"{rule.subject}.{name}" for name in names}
    return own | {f"{subject}.{name}" for subject, name in related_fields(version)}


def _totals(clauses: Iterable[ClauseCoverage], rules: Iterable[Rule]) -> Totals:
    clauses = list(clauses)
    counts = {how.value: sum(clause.how is how for clause in clauses) for how in How}
    return Totals(
        clauses=len(clauses), open=sum(clause.is_open for clause in clauses), rules=len(list(rules)), **counts
    )
