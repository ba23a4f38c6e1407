"""Templates: one shape, bound by several rules; what is bound wrongly is told with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gkrules.errors import RuleError
from gkrules.examples import run_examples
from gkrules.language.comparing import compare, templates_used
from gkrules.language.kinds import DeadlineTerm, Exists, Require
from gkrules.language.pack import TEMPLATES_FILE, pack_digest, shipped
from gkrules.language.packs import read_packs
from gkrules.language.printing import print_expression
from gkrules.language.rule import Modality
from gkrules.language.templates import read_templates
from gkrules.yaml_tree import YamlFile

PACK = """
id: plan
version: "1"
kind: plan
title: {zh: 计划, en: Plan}
issuer: 某厅
window: {from: "2021-01-01", to: "2021-12-31"}
"""
CLAUSES = """
clauses:
  - {id: plan/1, location: 一, modality: must, text: {zh: 每个单位应有目录。, en: Every body has a catalogue.}}
  - {id: plan/2, location: 二, modality: should, text: {zh: 宜有两份目录。, en: Two catalogues are wanted.}}
"""
HEAD = "in_force: {from: '2021-01-01'}, title: {zh: 题, en: A title}"
BOUND = """
rules:
  - id: plan/first
    template: exists-for-each
    with:
      subject: catalogue
      when: catalogue_kind == "historical_plans"
      by: [institution]
      source: clause
      thing: {zh: 历史规划目录, en: a list of past plans}
    clauses: [plan/1]
    modality: must
    severity: error
    in_force: {from: "2021-01-01"}
    title: {zh: 应有目录, en: There is a catalogue}
    examples:
      - name: one
        records: [{institution: 甲局, catalogue_kind: historical_plans, checked_on: 2021-05-01}]
        expect: pass
      - {name: none, records: [], roster: [甲局], expect: violation}
  - id: plan/second
    template: exists-for-each
    with:
      subject: catalogue
      that: items_count > 0
      by: [institution]
      number: 2
      source: clause
      thing: {zh: 目录, en: a catalogue}
    clauses: [plan/2]
    modality: should
    severity: warning
    in_force: {from: "2021-01-01"}
    title: {zh: 宜有两份目录, en: Two catalogues}
    message: {zh: "{group}缺目录。", en: "{group} lacks one."}
"""


def write(folder: Path, rules: str, templates: str | None = None) -> str:
    path = folder / "plan"
    path.mkdir(exist_ok=True)
    files = {"pack.yaml": PACK, "clauses.yaml": CLAUSES, "rules.yaml": rules}
    for name, text in (files | ({TEMPLATES_FILE: templates} if templates else {})).items():
        (path / name).write_text(text, encoding="utf-8")
    return str(path)


def faults(folder: Path, rules: str, templates: str | None = None) -> list[str]:
    with pytest.raises(RuleError) as caught:
        read_packs([write(folder, rules, templates)])
    return [f"{d.line}: {d.message}" for d in caught.value.diagnostics]


def test_two_rules_bind_one_template(tmp_path: Path) -> None:
    (pack,) = read_packs([write(tmp_path, BOUND)])
    first, second = (rule.versions[0] for rule in pack.rules)
    assert isinstance(first.requirement, Exists)
    assert first.when is not None
    assert print_expression(first.when) == 'catalogue_kind == "historical_plans"'
    assert (first.params["number"].value, second.params["number"].value) == (1, 2)
    assert "历史规划目录不少于{needed}项" in first.message.zh
    assert second.message.zh == "{group}缺目录。"  # what the rule says itself goes before
    assert (second.when, second.modality) == (None, Modality.SHOULD)
    assert [rule.template for rule in pack.rules] == ["exists-for-each"] * 2
    assert [result.differences for result in run_examples([pack])] == [(), ()]


def test_the_comparison_shows_what_differs(tmp_path: Path) -> None:
    packs = read_packs([write(tmp_path, BOUND)])
    assert templates_used(packs) == ["exists-for-each"]
    lines = {line.name.en: line for line in compare(packs, "exists-for-each").lines}
    assert [words.zh for words in lines["modality"].said] == ["应当", "宜"]
    assert [words.en for words in lines["number"].said] == ["1", "2"]
    assert not lines["subject"].differs
    assert lines["that"].differs
    with pytest.raises(KeyError):
        compare(packs, "stated")


def test_own_parameters_are_added_and_own_templates_may_be_written(tmp_path: Path) -> None:
    templates = """
templates:
  - name: long-enough
    about: {zh: 够长, en: long enough}
    params:
      field: {kind: name, about: {zh: 字段, en: the field}}
    rule:
      subject: document
      require: len(${field}) >= params.least and len(${field}) <= params.most
      params: {least: {value: 2, source: clause}}
      message: {zh: "{id}：长度不合。", en: "{id}: wrong length."}
      remedy: {zh: 请改正。, en: Mend it.}
"""
    rules = f"""
rules:
  - {{id: plan/a, template: long-enough, with: {{field: title}}, clauses: [plan/1], modality: must, severity: error,
     {HEAD}, params: {{most: {{value: 9, source: clause}}}}}}
"""
    (pack,) = read_packs([write(tmp_path, rules, templates)])
    (version,) = pack.rules[0].versions
    assert isinstance(version.requirement, Require)
    assert print_expression(version.requirement.condition) == "len(title) >= params.least and len(title) <= params.most"
    assert set(version.params) == {"least", "most"}


def test_the_digest_of_a_pack_holds_the_templates_that_it_uses(tmp_path: Path) -> None:
    bound = Path(write(tmp_path, BOUND))
    (pack,) = read_packs([str(bound)])
    assert pack.digest == pack_digest(bound)
    before = pack.digest
    (bound / TEMPLATES_FILE).write_text("templates: []\n", encoding="utf-8")
    assert pack_digest(bound) != before
    assert read_packs([str(bound)])[0].digest == pack_digest(bound)


WRONG = [
    ("template: exists-for-all, with: {subject: catalogue}", "there is no template 'exists-for-all'"),
    ("subject: catalogue, with: {subject: catalogue}", "with binds the parameters of a template: name it"),
    ("template: stated, with: {subjekt: document}", "unknown key 'subjekt' in with, for the template stated"),
    ("template: stated, with: {subject: document, condition: [a], thing: {zh: 甲, en: A}}",
     "condition is a condition, written as text"),
    ("template: stated, with: {subject: document, thing: {zh: 甲, en: A}}",
     "the template stated needs 'condition': what must hold"),
    ("template: stated, with: {subject: document, condition: present(titel), thing: {zh: 甲, en: A}}",
     "unknown field 'titel'"),
    ("template: stated, with: {subject: nothing, condition: present(title), thing: {zh: 甲, en: A}}",
     "unknown subject 'nothing'"),
]  # fmt: skip


@pytest.mark.parametrize(("bound", "told"), WRONG)
def test_wrong_bindings_are_told(bound: str, told: str, tmp_path: Path) -> None:
    rule = f"{{id: plan/a, {bound}, clauses: [plan/1], modality: must, severity: error, {HEAD}}}"
    found = faults(tmp_path, f"rules:\n  - {rule}\n")
    assert any(message == f"2: {told}" for message in found), found


def test_a_template_that_names_what_it_has_not_is_told(tmp_path: Path) -> None:
    templates = """
templates:
  - {name: odd, about: {zh: 甲, en: A}, params: {}, rule: {subject: $subject}}
  - {name: stated, about: {zh: 甲, en: A}, params: {}, rule: {subject: document}}
"""
    rules = f"rules:\n  - {{id: plan/a, template: odd, clauses: [plan/1], modality: must, severity: error, {HEAD}}}\n"
    found = faults(tmp_path, rules, templates)
    assert "3: unknown parameter 'subject'" in found
    assert "4: the template 'stated' comes with gkrules; give this one another name" in found


def test_the_shipped_templates_can_be_read_and_cover_the_six_shapes() -> None:
    file = YamlFile(TEMPLATES_FILE, (shipped() / TEMPLATES_FILE).read_text(encoding="utf-8"))
    templates = read_templates(file)
    assert file.faults() == []
    assert set(templates) == {
        "exists-for-each", "done-by", "done-within", "stated", "finding-recorded", "covers-all", "steps-in-order",
    }  # fmt: skip


def test_every_shipped_template_makes_a_rule(tmp_path: Path) -> None:
    head = f"clauses: [plan/1], modality: must, severity: error, {HEAD}"
    thing = "thing: {zh: 目录, en: the catalogue}"
    bindings = {
        "done-by": f"subject: document, event: published_on, day: 2021-06-30, source: clause, {thing}",
        "done-within": f"subject: document, event: published_on, start: issued_on, term: 3 working_days,"
                       f" source: clause, {thing}",
        "stated": f"subject: document, condition: present(issuer), {thing}",
        "finding-recorded": "duty: {zh: 认真研究, en: studied with care}",
        "covers-all": f"subject: interpretation, list: elements, items: [background], source: clause, {thing}",
        "steps-in-order": f"subject: document, steps: [issued_on, published_on], {thing}",
    }  # fmt: skip
    rules = "".join(
        f"  - {{id: plan/{name}, template: {name}, with: {{{bound}}}, {head}}}\n" for name, bound in bindings.items()
    )
    (pack,) = read_packs([write(tmp_path, f"rules:\n{rules}")])
    found = {rule.template: rule.versions[0].requirement for rule in pack.rules}
    assert set(found) == set(bindings)
    due = found["done-by"]
    assert isinstance(due, DeadlineTerm)
    by_day = {rule.template: rule for rule in pack.rules}["done-by"].versions[0].params["day"].value
    assert by_day == date(2021, 6, 30)
