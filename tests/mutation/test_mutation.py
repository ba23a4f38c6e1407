"""Which changes of a rule there are, which of them examples notice, and what the command says of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkrules.cli import run
from gkrules.errors import RuleError
from gkrules.language.pack import Pack
from gkrules.language.packs import read_packs
from gkrules.mutation.mutants import mutants_of
from gkrules.mutation.running import mutate

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
  - {id: plan/1, location: 一, modality: must, text: {zh: 公开。, en: Publish.}}
"""
HEAD = """
rules:
  - id: plan/rule
    clauses: [plan/1]
    title: {zh: 公开, en: Published}
    subject: document
    modality: must
    severity: error
    in_force: {from: "2021-01-01"}
    message: {zh: "不符。", en: "Not so."}
    remedy: {zh: 改正。, en: Mend it.}
"""


def pack_in(folder: Path, rule: str, equivalent: str | None = None) -> str:
    plan = folder / "plan"
    plan.mkdir(exist_ok=True)
    (plan / "pack.yaml").write_text(PACK, encoding="utf-8")
    (plan / "clauses.yaml").write_text(CLAUSES, encoding="utf-8")
    (plan / "1.yaml").write_text(HEAD + rule, encoding="utf-8")
    if equivalent is not None:
        (plan / "equivalent-mutants.yaml").write_text(equivalent, encoding="utf-8")
    return str(plan)


def changes(folder: Path, rule: str) -> list[str]:
    (pack,) = read_packs([pack_in(folder, rule)])
    texts = [mutant.change.text for mutant in mutants_of(pack.rules[0], pack)]
    assert len(texts) == len(set(texts)), "two changes share a text"
    return texts


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("    require: request_count == 3\n", {
            "require: request_count == 3 -> request_count != 3", "require: request_count == 3 -> request_count == 2",
            "require: request_count == 3 -> request_count == 4",
        }),
        ("    require: request_count <= params.most\n    params: {most: {value: 3, source: clause}}\n", {
            "require: request_count <= params.most -> request_count < params.most",
            "require: request_count <= params.most -> request_count > params.most",
            "params.most: 3 -> 2", "params.most: 3 -> 4",
        }),
        ('    require: disclosure_attribute in ["proactive", "withheld"]\n', {
            ('require: disclosure_attribute in ["proactive", "withheld"]'
            ' -> disclosure_attribute not in ["proactive", "withheld"]'),
            "require: without proactive", "require: without withheld",
        }),
        ("    when: is_policy and classified\n    require: not is_major_policy\n", {
            "when: without its condition", "when: is_policy and classified -> is_policy or classified",
            "when: without is_policy", "when: without classified", "when: is_policy -> not is_policy",
            "when: classified -> not classified", "require: not is_major_policy -> is_major_policy",
        }),
        (
            ("    require: is_policy\n    until: 2021-06-30\n    exceptions:\n"
            "      - {when: classified, reason: {zh: 涉密, en: secret}}\n"), {
                "exceptions: without the exception classified", "exceptions[1].when: classified -> not classified",
                "until: without 2021-06-30", "until: 2021-06-30 -> 2021-06-29", "until: 2021-06-30 -> 2021-07-01",
            },
        ),
        (
            ("    deadline: {event: published_on, from: issued_on, within: params.term}\n"
            "    params: {term: {value: 3 days, source: clause}}\n"), {
                "deadline.event: published_on -> issued_on", "deadline.from: issued_on -> published_on",
                "deadline.roll: none -> forward", "deadline.before_start: undetermined -> not_done",
                "params.term: 3 days -> 2 days", "params.term: 3 days -> 4 days",
                "blank of published_on: none -> unknown",
            },
        ),
        ("    sequence: {steps: [drafted_on, approved_on, issued_on], done_when: present(published_on)}\n", {
            "sequence.steps: without approved_on", "sequence.steps: drafted_on, approved_on -> approved_on, drafted_on",
            "sequence.done_when: without present(published_on)",
        }),
        (
            ("    rate:\n      that: any(interpretations, contains_any(forms, params.forms))\n"
            "      at_least: params.share\n      by: [issuer]\n      expect: roster\n"
            "    params: {share: {value: 90%, source: clause}, forms: {value: [chart, video], source: clause}}\n"), {
                "rate: at_least -> at_most", "rate.by: without issuer", "rate.expect: without issuer",
                "params.share: 90% -> 89%", "params.share: 90% -> 91%", "params.forms: without chart",
                "rate.that: contains_any(forms, params.forms) -> contains_all(forms, params.forms)",
                "rate.that: contains_any(forms, params.forms) -> subset(forms, params.forms)",
                "blank of interpretation.forms: unknown -> none",
            },
        ),
        (
            ("    exists: {that: is_policy, at_least: params.n, distinct: topic}\n"
            "    params: {n: {value: 2, source: clause}}\n"), {
                "exists: at_least -> at_most", "exists: at_least -> exactly", "exists.distinct: without topic",
                "exists.that: without is_policy", "params.n: 2 -> 1",
            },
        ),
        ("    periodic: {that: is_policy, every: quarter, by: [issuer, department]}\n", {
            "periodic.every: quarter -> month", "periodic.every: quarter -> year", "periodic.by: without department",
        }),
        ("    consistent: {by: [document_number], fields: [title, issuer]}\n", {
            "consistent.fields: without title", "consistent.by: without document_number",
        }),
    ],
)  # fmt: skip
def test_changes_that_there_are(tmp_path: Path, rule: str, expected: set[str]) -> None:
    assert expected - set(changes(tmp_path, rule)) == set()


def test_expected_groups_of_several_keys_are_dropped_as_a_whole(tmp_path: Path) -> None:
    rule = (
        "    exists:\n      at_least: params.n\n      by: [issuer, elements]\n"
        "      expect: {issuer: roster, elements: params.elements}\n"
        "    params: {n: {value: 1, source: clause}, elements: {value: [goals], source: clause}}\n"
    )
    dropped = [text for text in changes(tmp_path, rule) if text.startswith("exists.expect")]
    assert dropped == ["exists.expect: without issuer, elements"]


def test_a_limit_in_working_days_has_no_rest_day_to_roll_from(tmp_path: Path) -> None:
    rule = (
        "    deadline: {event: published_on, from: issued_on, within: params.term}\n"
        "    params: {term: {value: 3 working_days, source: clause}}\n"
    )
    assert [text for text in changes(tmp_path, rule) if "roll" in text] == []


def test_a_parameter_that_only_the_message_shows_is_left_alone(tmp_path: Path) -> None:
    rule = "    require: is_policy\n    note: {zh: 无。, en: None.}\n"
    assert [text for text in changes(tmp_path, rule) if text.startswith("params")] == []


TWO_TEXTS = """
    when: is_policy
    require: len(channels) >= params.least
    versions:
      - in_force: {from: "2021-01-01", to: "2021-05-31"}
        params: {least: {value: 1, source: clause}}
      - in_force: {from: "2021-06-01"}
        params: {least: {value: 2, source: clause}}
"""


def test_versions_are_exchanged_and_the_day_between_them_moves(tmp_path: Path) -> None:
    (pack,) = read_packs([pack_in(tmp_path, TWO_TEXTS.replace('"2021-06-01"}', '"2021-06-01"}'))])
    mutants = {mutant.change.text: mutant.rule for mutant in mutants_of(pack.rules[0], pack)}
    moved = mutants["in_force.from: 2021-06-01 -> 2021-06-02"]
    assert [str(version.in_force.first) for version in moved.versions] == ["2021-01-01", "2021-06-02"]
    assert [str(version.in_force.last) for version in moved.versions] == ["2021-06-01", "2021-12-31"]
    text = next(text for text in mutants if text.startswith("versions"))
    swapped = mutants[text].versions
    assert [version.params["least"].value for version in swapped] == [2, 1]
    assert [str(version.in_force.first) for version in swapped] == ["2021-01-01", "2021-06-01"]


def test_what_versions_share_is_changed_in_all_of_them(tmp_path: Path) -> None:
    (pack,) = read_packs([pack_in(tmp_path, TWO_TEXTS)])
    mutants = {mutant.change.text: mutant.rule for mutant in mutants_of(pack.rules[0], pack)}
    assert [version.when for version in mutants["when: without its condition"].versions] == [None, None]
    raised = mutants["params.least: 1 -> 2"].versions
    assert [version.params["least"].value for version in raised] == [2, 2]


SIMPLE = "    require: request_count <= params.most\n    params: {most: {value: 3, source: clause}}\n    examples:\n"
THREE = "      - {name: three, record: {issued_on: 2021-07-01, request_count: 3}, expect: pass}\n"
FOUR = "      - {name: four, record: {issued_on: 2021-07-01, request_count: 4}, expect: violation}\n"


def test_examples_on_both_sides_of_the_limit_notice_everything(tmp_path: Path) -> None:
    result = mutate([pack_in(tmp_path, SIMPLE + THREE + FOUR)])
    assert (result.mutants, result.caught, result.survivors, result.passed) == (4, 4, (), True)


def test_one_side_alone_leaves_survivors(tmp_path: Path) -> None:
    result = mutate([pack_in(tmp_path, SIMPLE + THREE)])
    assert [survivor.change.text for survivor in result.survivors] == ["params.most: 3 -> 4"]
    assert result.survivors[0].rule == "plan/rule"
    assert not result.passed


def test_processes_come_to_the_same(tmp_path: Path) -> None:
    name = pack_in(tmp_path, SIMPLE + THREE)
    assert mutate([name], jobs=2) == mutate([name])


def test_an_unknown_rule_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="plan/other"):
        mutate([pack_in(tmp_path, SIMPLE + THREE)], rule_ids=["plan/other"])


def listed(change: str) -> str:
    return f'equivalent:\n  - {{rule: plan/rule, change: "{change}", reason: no record has more requests}}\n'


def test_a_listed_survivor_passes(tmp_path: Path) -> None:
    result = mutate([pack_in(tmp_path, SIMPLE + THREE, listed("params.most: 3 -> 4"))])
    assert (len(result.equivalent), result.survivors, result.passed) == (1, (), True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("params.most: 3 -> 2", "an example notices this change"),
        ("params.most: 7 -> 8", "there is no such change of this rule"),
    ],
)
def test_an_entry_that_is_no_longer_true_fails(tmp_path: Path, change: str, reason: str) -> None:
    result = mutate([pack_in(tmp_path, SIMPLE + THREE + FOUR, listed(change))])
    assert [(stale.entry.line, stale.reason) for stale in result.stale] == [(2, reason)]
    assert not result.passed


def test_a_wrong_list_is_told_with_its_place(tmp_path: Path) -> None:
    name = pack_in(tmp_path, SIMPLE + THREE, "equivalent:\n  - {rule: plan/rule, chnage: x, reason: y}\n")
    with pytest.raises(RuleError, match=r"equivalent-mutants.yaml:2:.*unknown key 'chnage'"):
        mutate([name])


def test_the_list_is_no_rule_file(tmp_path: Path) -> None:
    (pack,) = read_packs([pack_in(tmp_path, SIMPLE + THREE, listed("params.most: 3 -> 4"))])
    assert isinstance(pack, Pack)
    assert len(pack.rules) == 1


def test_command_prints_what_survived_and_how_to_notice_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = pack_in(tmp_path, SIMPLE + THREE)
    assert run(["test", "-r", name, "--mutate"]) == 1
    assert capsys.readouterr().out == (
        "1 passed, 0 failed\n"
        f"{name}/1.yaml:3: plan/rule: params.most: 3 -> 4\n"
        "    add examples on both sides of the limit, one of them at exactly 3\n"
        "4 changes: 3 noticed, 0 mean the same, 1 survived\n"
    )
    assert run(["test", "-r", name]) == 0
    pack_in(tmp_path, SIMPLE + THREE + FOUR)
    assert run(["test", "-r", name, "--mutate", "--rule", "plan/rule", "-q"]) == 0
    assert run(["test", "-r", name, "--mutate", "--rule", "plan/rul"]) == 2
    assert "did you mean 'plan/rule'?" in capsys.readouterr().err


def test_examples_that_fail_are_told_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = pack_in(tmp_path, SIMPLE + THREE.replace("expect: pass", "expect: violation"))
    assert run(["test", "-r", name, "--mutate"]) == 1
    assert "changes" not in capsys.readouterr().out
