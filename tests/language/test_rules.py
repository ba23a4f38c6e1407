"""What a right rule file is read as, and that no text whatever breaks the reading."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock, Window
from gkrules.deadlines.recurring import BeforeStart, Every, Recurring, Roll
from gkrules.errors import Diagnostic, RuleError
from gkrules.language.kinds import DeadlineOnClock, DeadlineTerm, Forbid, Sequence, Step
from gkrules.language.printing import print_expression
from gkrules.language.rule import Modality, Rule, Severity, UntilWord, version_fields, version_params
from gkrules.language.rules import read_rules
from gkrules.language.versions import PackFrame
from gkrules.records.dictionary import dictionary
from gkrules.yaml_tree import YamlFile

FRAME = PackFrame("example", Window(date(2020, 1, 1), date(2021, 12, 31)), {"example/1", "example/2.1-3"})
HEAD = """rules:
  - id: example/first
    clauses: [example/1]
    title: {zh: 题, en: A title}
    subject: document
    modality: must
    severity: error
    in_force: {from: "2020-01-01"}
    message: {zh: 消息, en: A message}
    remedy: {zh: 补正, en: Mend it}
"""


def read(text: str) -> list[Rule]:
    file = YamlFile("a.yaml", text)
    rules = read_rules(file, FRAME, dictionary())
    file.raise_if_faulty()
    return rules


def first(more: str, head: str = HEAD) -> Rule:
    (rule,) = read(head + more)
    return rule


def test_a_whole_rule() -> None:
    rule = first("""
    phrase: 公开属性
    note: {zh: 说明, en: A note}
    when: 公开属性 in params.kinds and is_policy
    exceptions:
      - {when: classified, reason: {zh: 涉密, en: It is classified}}
    forbid: missing(发布日期)
    until: pack_end
    governed_by: 成文日期
    addressee: [省级机关]
    implements: [elsewhere/9]
    params:
      kinds: {value: [主动公开, on_request], source: clause, about: {zh: 种类, en: The kinds}}
    examples:
      - name: never published
        record: {公开属性: 主动公开, 是否政策文件: 是, 发布日期: null}
        params: {kinds: [proactive]}
        expect: violation
""")
    (version,) = rule.versions
    assert (rule.id, rule.subject, rule.phrase, rule.file, rule.line) == (
        "example/first", "document", "公开属性", "a.yaml", 2,
    )  # fmt: skip
    assert rule.note == Bilingual("说明", "A note")
    assert version.in_force == Window(date(2020, 1, 1), date(2021, 12, 31))
    assert (version.modality, version.severity, version.kind) == (Modality.MUST, Severity.ERROR, "forbid")
    assert version.when is not None
    assert print_expression(version.when) == "disclosure_attribute in params.kinds and is_policy"
    assert [print_expression(e.when) for e in version.exceptions] == ["classified"]
    assert isinstance(version.requirement, Forbid)
    assert print_expression(version.requirement.condition) == "missing(published_on)"
    assert (version.until, version.governed_by) == (UntilWord.PACK_END, "issued_on")
    assert (version.clauses, version.addressee, version.implements) == (("example/1",), ("省级机关",), ("elsewhere/9",))
    # labels became codes
    assert version.params["kinds"].value == ("proactive", "on_request")
    assert version_params(version) == {"kinds"}
    assert "disclosure_attribute" in version_fields(version)[0]
    assert "published_on" in version_fields(version)[1]
    (example,) = rule.examples
    written = {"disclosure_attribute": "主动公开", "is_policy": "是", "published_on": None}
    assert example.records == ({"id": "example", **written},)
    assert (example.as_of, dict(example.expect), dict(example.params)) == (
        date(2021, 12, 31), {"outcome": "violation"}, {"kinds": ("proactive",)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "begins", "ends"),
    [
        ('{from: "2020-03-01"}', date(2020, 3, 1), date(2021, 12, 31)),
        ('{from: "2020-03-01", to: open}', date(2020, 3, 1), None),
        ('{from: "2020-03-01", to: "2022-06-30"}', date(2020, 3, 1), date(2022, 6, 30)),
        ('{from: open, to: "2021-06-30"}', None, date(2021, 6, 30)),
        ("{}", date(2020, 1, 1), date(2021, 12, 31)),
    ],
)
def test_own_days_count_and_those_of_the_pack_where_none_are_written(
    written: str, begins: date | None, ends: date | None
) -> None:
    head = HEAD.replace('in_force: {from: "2020-01-01"}', f"in_force: {written}")
    assert first("    require: present(title)\n", head).versions[0].in_force == Window(begins, ends)


def test_versions_take_what_they_do_not_say_from_their_rule() -> None:
    rule = first("""
    require: request_count <= params.most
    params:
      most: {value: 3, source: clause}
    versions:
      - in_force: {from: "2021-01-01"}
        params:
          most: {value: 2, source: clause}
      - in_force: {to: "2020-06-30"}
        severity: warning
      - in_force: {from: "2020-07-01", to: "2020-12-31"}
        params: {}
        forbid: request_count > params.most
        clauses: [example/2.1-3]
""", HEAD.replace('    in_force: {from: "2020-01-01"}\n', ""))  # fmt: skip
    table = [
        (v.in_force.first, v.in_force.last, v.kind, v.severity, v.clauses, v.params["most"].value)
        for v in rule.versions
    ]
    assert table == [
        (date(2020, 1, 1), date(2020, 6, 30), "require", "warning", ("example/1",), 3),
        (date(2020, 7, 1), date(2020, 12, 31), "forbid", "error", ("example/2.1-3",), 3),
        (date(2021, 1, 1), date(2021, 12, 31), "require", "error", ("example/1",), 2),
    ]  # fmt: skip
    assert [rule.versions.index(v) for d in ("2020-06-30", "2020-07-01", "2021-12-31")
            if (v := rule.version_on(date.fromisoformat(d)))] == [0, 1, 2]  # fmt: skip
    assert rule.version_on(date(2019, 12, 31)) is None


def test_an_example_may_set_a_parameter_of_any_version() -> None:
    rule = first("""
    require: present(title)
    versions:
      - in_force: {to: "2020-12-31"}
      - in_force: {from: "2021-01-01"}
        when: request_count > params.most
        params:
          most: {value: 2, source: clause}
    examples:
      - {name: more, record: {title: 通知}, params: {most: 3}, expect: pass}
""", HEAD.replace('    in_force: {from: "2020-01-01"}\n', ""))  # fmt: skip
    assert dict(rule.examples[0].params) == {"most": 3}


TERM = "\n    params: {term: {value: 20 working_days, source: clause}}\n"
DAY = "\n    params: {day: {value: 2021-06-30, source: clause}}\n"


def test_deadlines() -> None:
    within = first("    deadline: {event: 发布日期, from: 成文日期, within: params.term, roll: forward}" + TERM)
    term = within.versions[0].requirement
    assert isinstance(term, DeadlineTerm)
    assert (term.event, term.within, term.by, term.roll, term.before_start) == (
        "published_on", "term", None, Roll.FORWARD, BeforeStart.UNDETERMINED,
    )  # fmt: skip
    by = (
        first("    deadline: {event: published_on, by: params.day, not_before: issued_on}" + DAY)
        .versions[0]
        .requirement
    )
    assert isinstance(by, DeadlineTerm)
    assert (by.start, by.within) == (None, None)
    every = first(
        "    deadline: {event: published_on, from: issued_on, by: {every: quarter, month: 2, day: 31, source: clause}}"
    )
    term = every.versions[0].requirement
    assert isinstance(term, DeadlineTerm)
    assert term.by == Recurring(Every.QUARTER, 2, 31)


def test_clocks() -> None:
    head = HEAD.replace("subject: document", "subject: disclosure_application")
    params = (
        "\n    params: {a: {value: 20 working_days, source: clause}, b: {value: off, type: limit, source: profile}}\n"
    )
    rule = first("    deadline: {clock: disclosure_reply, within: params.a, extend_by: params.b}" + params, head)
    on_clock = rule.versions[0].requirement
    assert isinstance(on_clock, DeadlineOnClock)
    assert (on_clock.clock.name, on_clock.within, on_clock.extend_by) == ("disclosure_reply", "a", "b")
    rule = first("    deadline: {event: replied_on, from: disclosure_reply, within: params.term}" + TERM, head)
    from_clock = rule.versions[0].requirement
    assert isinstance(from_clock, DeadlineTerm)
    assert isinstance(from_clock.start, Clock)


def test_sequences() -> None:
    rule = first(
        "    sequence: {steps: [起草日期, {all: [approved_on, 成文日期], when: True}, {step: published_on}],"
        " exits: classified}"
    )
    sequence = rule.versions[0].requirement
    assert isinstance(sequence, Sequence)
    assert [step.fields for step in sequence.steps] == [
        ("drafted_on",),
        ("approved_on", "issued_on"),
        ("published_on",),
    ]
    assert sequence.steps[2] == Step(("published_on",))
    assert (sequence.done_when, sequence.exits is None) == (None, False)


WHOLE = (
    HEAD
    + """
    when: 公开属性 in params.kinds
    deadline: {event: published_on, from: issued_on, within: params.term}
    until: params.day
    params:
      kinds: {value: [主动公开], source: clause}
      term: {value: 20 working_days, source: clause}
      day: {value: 2021-06-30, source: clause}
    examples:
      - {name: late, record: {公开属性: 主动公开, issued_on: "2021-02-05"}, expect: {outcome: violation, overrun: 1}}
"""
)
PIECES = ("", "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n    ", "\t", '"', "'", "#", "&a ", "*a", "!a ", "~", "0",
          "属性", "params.", "{}", "[]", "when: ", "\x00", "\ud800", "：", "|", ">-", "2021-02-30", "off")  # fmt: skip


def read_or_told(text: str) -> list[Rule] | tuple[Diagnostic, ...]:
    try:
        return read(text)
    except RuleError as error:
        return error.diagnostics


def rules_or_faults(text: str) -> None:
    found = read_or_told(text)
    for item in found:
        assert isinstance(item, Rule) or str(item).startswith(f"a.yaml:{item.line}:{item.column}: error GK")
    assert found or "rules" in text


@given(st.text() | st.text(max_size=40).map(lambda text: HEAD + "    require: " + text))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_rules_or_faults(text: str) -> None:
    rules_or_faults(text)


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 25), st.sampled_from(PIECES)), min_size=1, max_size=3)
)
@settings(max_examples=400, deadline=None)
def test_a_rule_with_pieces_cut_out_or_put_in_gives_rules_or_faults(cuts: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for start, width, piece in cuts:
        text = text[:start] + piece + text[start + width :]
    rules_or_faults(text)


def test_the_rule_that_is_cut_is_right() -> None:
    (rule,) = read(WHOLE)
    assert isinstance(rule.versions[0].requirement, DeadlineTerm)
