"""Findings: evidence without free text, messages for officials, and fingerprints that last."""

from __future__ import annotations

import hashlib
import itertools
import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Window
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.findings import finding, fingerprint
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Type
from gkrules.language.kinds import Require
from gkrules.language.rule import Modality, Rule, Severity, Version
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Location, Record, Value
from gkrules.results import Finding
from gkrules.ruleset import load

AS_OF = date(2021, 12, 31)
REGULATION = load("regulation")


def found(subject: str, condition: str, values: dict[str, Value], location: Location | None = None) -> Finding:
    """The finding of a rule that demands `condition` of one record."""
    entry = dictionary()[subject]
    scope = Scope(entry, {})
    node = parse_expression(condition, scope, expected=frozenset({Type.BOOL}))
    assert node is not None, scope.faults
    text = Bilingual("文件（{id}）。", "Document {id}.")
    version = Version(Window(), ("t/1",), text, text, text, Modality.MUST, Severity.ERROR, Require(node))
    rule = Rule("t/rule", subject, (version,), (), "t.yaml", 1)
    setting = Setting(AS_OF, Calendar.china())
    record = Record(subject, "D1", values, location=location)
    return finding(rule, entry, record, judge(rule, entry, record, setting), setting)


@pytest.mark.parametrize(
    ("subject", "condition", "values", "evidence"),
    [
        (
            "document", "present(body) and len(title) == 0 and non_disclosure_reason == '无'",
            {"body": "张三的住址", "title": "关于张三的通报", "non_disclosure_reason": None},
            {"body": {"length": 5}, "title": "关于张某的通报", "non_disclosure_reason": None},
        ),
        (
            "document", "issuer == '乙局' and len(channels) > 9 and disclosure_attribute == 'withheld' and classified",
            {"issuer": "甲厅", "channels": ("website",), "disclosure_attribute": "proactive", "classified": False},
            {"issuer": "甲厅", "channels": ["website"], "disclosure_attribute": "proactive", "classified": False},
        ),
        ("document", "present(channels) and request_count > 5", {"channels": (), "request_count": 2},
         {"channels": [], "request_count": 2}),
        ("document", "present(title) and classified", {"title": UNKNOWN, "classified": False}, {"classified": False}),
        ("disclosure_application", "fee_amount > 50", {"fee_amount": Fraction(81, 2)}, {"fee_amount": 40.5}),
        ("disclosure_application", "fee_amount > 50", {"fee_amount": Fraction(40)}, {"fee_amount": 40}),
        (
            "disclosure_application", "any(events, type == 'paid')",
            {"events": (CaseEvent(date(2021, 7, 1), "replied", "张三", 3), CaseEvent(date(2021, 7, 2), "replied"))},
            {"events": [{"type": "replied", "on": "2021-07-01", "party": {"length": 2}, "days": 3},
                        {"type": "replied", "on": "2021-07-02"}]},
        ),
    ],
)  # fmt: skip
def test_evidence(subject: str, condition: str, values: dict[str, Value], evidence: dict[str, object]) -> None:
    dates: dict[str, Value] = {dictionary()[subject].governing[0]: date(2021, 7, 1)}
    told = found(subject, condition, dates | values)
    assert told.outcome == "violation"
    assert told.evidence == evidence
    assert "张三" not in told.model_dump_json()


def test_keys_that_do_not_apply_are_none() -> None:
    told = found("document", "classified", {"issued_on": AS_OF, "classified": False})
    assert (told.missing, told.deadline, told.implements, told.location) == (None, None, None, None)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"received_via": "in_person", "replied_on": "2021-07-30"},
            ("The term for application A1 counts from the day after 2021-07-01; with its 20 working days and any"
            " correction, consultation, payment and valid extension, the reply was due by 2021-07-29; replied on"
            " 2021-07-30, it is 1 working day over."),
        ),
        (
            {"received_via": "in_person", "replied_on": "2021-08-03", "extension_notified_on": "2021-07-30",
             "extension_days": 20},
            ("The term for application A1 counts from the day after 2021-07-01; with its 20 working days and any"
            " correction, consultation, payment and valid extension, the reply was due by 2021-07-29; replied on"
            " 2021-08-03, it is 3 working days over. The extension was told on 2021-07-30, after the term had ended,"
            " and adds nothing."),
        ),
        ({"received_via": "in_person", "received_on": "2021-12-20"}, "A1: not due yet; to be done by 2022-01-18."),
        ({"received_via": "in_person", "correction_notified_on": "2021-07-05", "correction_due_on": "2022-01-10"},
         "A1: waiting for the applicant's correction or payment; the term has not ended."),
        ({"received_via": None}, "A1: cannot be decided for want of: received_via."),
        ({"received_via": "online", "confirmed_on": "不详"}, "A1: cannot be decided for want of: confirmed_on."),
    ],
)  # fmt: skip
def test_messages_of_a_deadline(cells: dict[str, object], message: str) -> None:
    empty = {"replied_on": None, "confirmed_on": None}
    record = {"subject": "disclosure_application", "id": "A1", "received_on": "2021-07-01", **empty, **cells}
    report = REGULATION.check([record], as_of=AS_OF)
    assert [f.message.en for f in report.findings if f.rule == "regulation/reply-term"] == [message]


def test_an_end_before_its_start_is_told_with_both_days() -> None:
    record = {"subject": "document", "id": "D1", "disclosure_attribute": "proactive", "issued_on": "2021-07-05"}
    report = REGULATION.check([record | {"published_on": "2021-07-01"}], as_of=AS_OF)
    term = next(f for f in report.findings if f.rule == "regulation/publication-term")
    assert (term.outcome, term.missing) == ("undetermined", [])
    assert term.message.en == ("D1: cannot be decided; it was done on 2021-07-01, before the term began on 2021-07-05.")


def test_the_fingerprint_is_the_same_in_every_release() -> None:
    assert fingerprint("t/rule", "document", "晋〔2021〕1号") == "d6c3c63a96b301c42834d537936b0ba1"
    text = json.dumps(["t/rule", "document", "D1"])
    assert fingerprint("t/rule", "document", "D1") == hashlib.sha256(text.encode()).hexdigest()[:32]


def test_the_fingerprint_depends_on_neither_place_nor_other_values() -> None:
    values: dict[str, Value] = {"issued_on": AS_OF, "classified": False}
    here = found("document", "classified", values, Location("a.csv", 2, 2))
    there = found("document", "classified", values | {"issued_on": date(2021, 7, 1)}, Location("b.xlsx#表", 900))
    assert here.fingerprint == there.fingerprint
    assert here.location != there.location
    assert replace_outcome(values).fingerprint == here.fingerprint


def replace_outcome(values: dict[str, Value]) -> Finding:
    told = found("document", "classified", values | {"classified": UNKNOWN})
    assert told.outcome == "undetermined"
    return told


IDS = st.text(st.characters(codec="utf-8"), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(IDS, IDS, IDS), min_size=2, max_size=6, unique=True))
def test_two_findings_never_share_a_fingerprint(triples: list[tuple[str, str, str]]) -> None:
    assert len({fingerprint(*triple) for triple in triples}) == len(triples)


def test_parts_of_a_fingerprint_do_not_run_together() -> None:
    cuts = [("a", "b", "c"), ("ab", "", "c"), ("", "ab", "c"), ("a", "bc", ""), ('a","b', "", "c"), ("a", 'b","c', "")]
    prints = [fingerprint(*cut) for cut in cuts]
    assert all(x != y for x, y in itertools.combinations(prints, 2))


def test_a_fingerprint_survives_a_lone_surrogate() -> None:
    assert len(fingerprint("t/rule", "document", "\ud800")) == 32


def test_a_finding_is_frozen() -> None:
    told = found("document", "classified", {"issued_on": AS_OF, "classified": False})
    with pytest.raises(ValueError, match="frozen"):
        setattr(told, "rule", "other")  # noqa: B010 - an assignment would not pass the type checker
