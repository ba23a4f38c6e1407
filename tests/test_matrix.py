"""The matrix of clauses and rules: how each clause is judged, what is told of each rule, the schema, the text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import gkrules
from gkrules.bilingual import Bilingual
from gkrules.cli import run
from gkrules.language.canonical import ir_digest
from gkrules.language.ir import Apply, Op
from gkrules.language.kinds import Forbid, Require
from gkrules.language.rule import Rule
from gkrules.matrix import How
from gkrules.reports.coverage_text import render_coverage

PACK = """
id: plan
version: "1"
kind: plan
title: {zh: 计划, en: A plan}
issuer: 某厅
window: {from: "2021-01-01", to: "2021-12-31"}
"""
CLAUSES = """
clauses:
  - id: plan/1
    location: 一
    modality: must
    text: {zh: 注明公开属性。, en: State the attribute.}
  - id: plan/2
    location: 二
    modality: should
    text: {zh: 加强学习。, en: Study.}
    note: {zh: 没有可供核对的标准。, en: There is nothing to check against.}
"""
OPEN_CLAUSE = """
  - id: plan/3
    location: 三
    modality: must
    text: {zh: 及时公开。, en: Publish.}
"""
RULES = """
rules:
  - id: plan/attribute-stated
    clauses: [plan/1]
    title: {zh: 应注明公开属性, en: The attribute is stated}
    subject: document
    modality: must
    severity: error
    in_force: {from: "2021-01-01"}
    when: issued_on >= date(2021, 1, 1)
    require: disclosure_attribute in params.attributes and len(title) > params.least
    params:
      attributes: {value: [proactive, on_request], source: clause}
      least: {value: 3, source: "reading: a title"}
    message: {zh: "文件（{id}）未注明。", en: "Document {id} does not state it."}
    remedy: {zh: 注明。, en: State it.}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "clauses.yaml").write_text(CLAUSES, encoding="utf-8")
    (folder / "1.yaml").write_text(RULES, encoding="utf-8")
    return folder


def test_each_clause_is_judged_or_has_its_reason(plan: Path) -> None:
    found = gkrules.coverage(gkrules.load(str(plan)))
    one, two = found.packs[0].clauses
    assert (one.id, one.judged_by, one.how, one.reason) == ("plan/1", ["plan/attribute-stated"], How.RECORD, None)
    assert (two.id, two.judged_by, two.how) == ("plan/2", [], How.NONE)
    assert two.reason is not None
    assert two.reason.zh == "没有可供核对的标准。"
    assert found.open_clauses() == []


def test_a_rule_tells_what_it_reads_and_its_parameters_as_written(plan: Path) -> None:
    rule = gkrules.coverage(gkrules.load(str(plan))).rules[0]
    assert rule.fields == ["document.disclosure_attribute", "document.issued_on", "document.title"]
    assert rule.params == {"attributes": ["proactive", "on_request"], "least": 3}
    assert (rule.kind, rule.modality, rule.severity) == ("require", "must", "error")


def test_json_fits_its_schema_and_its_sums_hold() -> None:
    found = json.loads(gkrules.coverage(gkrules.load("regulation", "shanxi-2021")).to_json())
    schema = gkrules.coverage_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    totals = found["totals"]
    assert totals["clauses"] == totals["record"] + totals["group"] + totals["ledger"] + totals["none"]
    assert totals["clauses"] == sum(part["clauses"] for part in totals["packs"].values())
    assert totals["rules"] == len(found["rules"])
    assert all("reason" in c for pack in found["packs"] for c in pack["clauses"] if c["how"] == "none")


def test_a_clause_without_rule_and_reason_fails_and_is_named(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coverage", "-r", str(plan)]) == 0
    (plan / "clauses.yaml").write_text(CLAUSES + OPEN_CLAUSE, encoding="utf-8")
    capsys.readouterr()
    assert run(["coverage", "-r", str(plan), "--lang", "en"]) == 1
    text = capsys.readouterr().out
    assert text.endswith("no rule and no reason:\n  plan/3  三\n")
    assert "3 clauses, 1 rules: 1 by records," in text
    assert "1 not machine-checkable, 1 with no rule and no reason." in text
    assert run(["coverage", "-r", str(plan), "-f", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["totals"]["open"] == 1


def test_text_in_chinese(plan: Path) -> None:
    text = render_coverage(gkrules.coverage(gkrules.load(str(plan))), "zh")
    assert text.splitlines() == [
        "plan",
        "",
        "  plan/1  一  按记录判定    plan/attribute-stated",
        "  plan/2  二  不可自动判定",
        "    没有可供核对的标准。",
        "",
        "条款2条，规则1项：按记录判定1条，按分组判定0条，按台账认定0条，不可自动判定1条。",
    ]


def _rule(plan: Path) -> Rule:
    return gkrules.load(str(plan)).rules[0]


def test_digest_stays_when_only_texts_and_places_change(plan: Path) -> None:
    before = _rule(plan)
    told = replace(before.versions[0], message=Bilingual("另一句。", "Another."), clauses=("plan/2",))
    assert ir_digest(replace(before, versions=(told,), line=99, examples=())) == ir_digest(before)
    text = (plan / "1.yaml").read_text(encoding="utf-8")
    (plan / "1.yaml").write_text(text.replace("and len(title)", "and  len( title )"), encoding="utf-8")
    assert ir_digest(_rule(plan)) == ir_digest(before)


def test_digest_changes_with_operators_parameters_windows_and_kinds(plan: Path) -> None:
    rule = _rule(plan)
    version = rule.versions[0]
    requirement = version.requirement
    assert isinstance(requirement, Require)
    condition = requirement.condition
    assert isinstance(condition, Apply)
    least = replace(version.params["least"], value=4)
    changed = [
        replace(version, requirement=replace(requirement, condition=replace(condition, op=Op.OR))),
        replace(version, requirement=Forbid(condition)),
        replace(version, params={**version.params, "least": least}),
        replace(version, in_force=replace(version.in_force, last=None)),
        replace(version, when=None),
    ]
    digests = {ir_digest(replace(rule, versions=(v,))) for v in (version, *changed)}
    assert len(digests) == len(changed) + 1
