"""The order of judgement: addressed, in force, `when`, exceptions; then the requirement, and `until` its term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gkrules.bilingual import Bilingual
from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Window
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.outcome import Judgement
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Node, Type
from gkrules.language.kinds import Forbid, Require
from gkrules.language.rule import Exemption, Modality, Param, Rule, Severity, UntilWord, Version
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value, listed_days

AS_OF = date(2021, 12, 31)
ISSUED, LATER = date(2021, 7, 1), date(2022, 1, 4)
TEXT = Bilingual("文", "text")
REASON = Bilingual("涉及敏感信息。", "It is sensitive.")
UNSET: Any = object()
APPLICATION = "disclosure_application"


def condition(text: str, subject: str = "document") -> Node:
    scope = Scope(dictionary()[subject], {"last": Type.DATE})
    node = parse_expression(text, scope, expected=frozenset({Type.BOOL}))
    assert node is not None, scope.faults
    return node


HOLDS = Version(
    Window(date(2021, 1, 1), date(2021, 12, 31)), ("t/1",), TEXT, TEXT, TEXT, Modality.MUST, Severity.ERROR,
    Require(condition("not classified")),
    when=condition("is_policy"), exceptions=(Exemption(condition("is_sensitive"), REASON),),
    addressee=("province",),
)  # fmt: skip
APPLIES: dict[str, Value] = {"issued_on": ISSUED, "is_policy": True, "is_sensitive": False, "classified": False}


def judged(
    values: Mapping[str, Value], *versions: Version, as_of: date = AS_OF, subject: str = "document",
    malformed: tuple[str, ...] = (), events: tuple[CaseEvent, ...] = (), **setting: Any,
) -> Judgement:  # fmt: skip
    rule = Rule("t/rule", subject, versions or (HOLDS,), (), "t.yaml", 1)
    given = {name: value for name, value in values.items() if value is not UNSET}
    record = Record(subject, "D", given, frozenset(malformed), listed=listed_days({"events": events}))
    return judge(rule, dictionary()[subject], record, Setting(as_of, Calendar.china(), **setting))


@pytest.mark.parametrize(
    ("policy", "sensitive", "classified", "outcome", "missing"),
    [
        (True, False, False, "pass", ()),
        (True, False, True, "violation", ()),
        (True, False, UNKNOWN, "undetermined", ("classified",)),
        (False, False, True, "not_applicable", ()),
        (False, UNKNOWN, UNKNOWN, "not_applicable", ()),
        (UNKNOWN, False, True, "undetermined", ("is_policy",)),
        (UNKNOWN, False, False, "undetermined", ("is_policy",)),
        (UNKNOWN, True, True, "not_applicable", ()),
        (UNKNOWN, UNKNOWN, UNKNOWN, "undetermined", ("classified", "is_policy", "is_sensitive")),
        (True, True, True, "not_applicable", ()),
        (True, UNKNOWN, True, "undetermined", ("is_sensitive",)),
        (True, UNKNOWN, False, "undetermined", ("is_sensitive",)),
        (True, UNSET, False, "undetermined", ("is_sensitive",)),
        (UNSET, UNSET, UNSET, "undetermined", ("classified", "is_policy", "is_sensitive")),
    ],
)
def test_condition_then_exceptions_then_requirement(
    policy: Value, sensitive: Value, classified: Value, outcome: str, missing: tuple[str, ...]
) -> None:
    values = APPLIES | {"is_policy": policy, "is_sensitive": sensitive, "classified": classified}
    judgement = judged(values)
    assert (judgement.outcome, judgement.missing) == (outcome, missing)


def test_an_exception_gives_its_reason_and_nothing_else_does() -> None:
    assert judged(APPLIES | {"is_sensitive": True}).reason == REASON
    assert judged(APPLIES | {"is_policy": False}).reason is None
    assert judged(APPLIES).reason is None


@pytest.mark.parametrize(
    ("own", "kinds", "institution", "outcome"),
    [
        (None, {}, "甲厅", "pass"),
        ("province", {}, "甲厅", "pass"),
        ("county", {}, "甲厅", "not_applicable"),
        ("county", {"甲厅": "province"}, "甲厅", "pass"),
        ("province", {"乙县": "county"}, "乙县", "not_applicable"),
        (None, {"乙县": "county"}, "乙县", "not_applicable"),
        (None, {"乙县": "county"}, "甲厅", "pass"),
        ("county", {"甲厅": "province"}, UNKNOWN, "not_applicable"),
    ],
)
def test_addressed(own: str | None, kinds: dict[str, str], institution: Value, outcome: str) -> None:
    for name in ("institution", "issuer"):
        assert judged(APPLIES | {name: institution}, own_kind=own, kinds=kinds).outcome == outcome


def test_not_addressed_comes_before_what_is_unknown() -> None:
    assert judged(APPLIES | {"is_policy": UNKNOWN, "issued_on": None}, own_kind="county").outcome == "not_applicable"


@pytest.mark.parametrize(
    ("issued", "published", "outcome"),
    [
        (date(2021, 1, 1), None, "violation"),
        (date(2021, 12, 31), None, "violation"),
        (date(2020, 12, 31), None, "not_applicable"),
        (date(2020, 12, 31), date(2021, 3, 1), "not_applicable"),
        (None, date(2021, 3, 1), "violation"),
        (UNSET, date(2021, 3, 1), "violation"),
        (None, date(2020, 3, 1), "not_applicable"),
    ],
)
def test_in_force_on_the_first_governing_date_that_is_filled_in(issued: Value, published: Value, outcome: str) -> None:
    values = APPLIES | {"classified": True, "issued_on": issued, "published_on": published}
    assert judged(values).outcome == outcome


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({"issued_on": LATER}, "not_applicable"),
        ({"issued_on": LATER, "published_on": None}, "not_applicable"),
        ({"issued_on": LATER, "published_on": LATER, "drafted_on": UNKNOWN}, "not_applicable"),
        ({"issued_on": LATER, "published_on": AS_OF}, "violation"),
        ({"issued_on": LATER, "approved_on": date(2021, 6, 1)}, "violation"),
        ({"issued_on": AS_OF}, "violation"),
        ({"issued_on": None, "published_on": LATER}, "not_applicable"),
        ({"issued_on": None, "published_on": LATER, "drafted_on": ISSUED}, "violation"),
    ],
)
def test_a_governing_date_in_the_future_is_a_fault_only_beside_another_date(
    dates: dict[str, Value], outcome: str
) -> None:
    always = replace(HOLDS, in_force=Window())
    assert judged({"is_policy": True, "is_sensitive": False, "classified": True} | dates, always).outcome == outcome


DATES = ("drafted_on", "issued_on", "published_on")


@pytest.mark.parametrize(
    ("changes", "malformed", "outcome", "missing"),
    [
        ({"issued_on": None, "published_on": None, "drafted_on": UNKNOWN}, (), "undetermined", DATES),
        ({"issued_on": UNSET}, (), "undetermined", DATES),
        ({"issued_on": UNKNOWN, "published_on": ISSUED}, ("issued_on",), "undetermined", ("issued_on",)),
        ({"issued_on": None, "published_on": UNKNOWN}, ("published_on",), "undetermined", ("published_on",)),
        ({"issued_on": UNKNOWN, "is_policy": False}, ("issued_on",), "not_applicable", ()),
        ({"issued_on": UNKNOWN, "is_sensitive": True}, ("issued_on",), "not_applicable", ()),
        ({"issued_on": UNKNOWN, "classified": UNKNOWN}, ("issued_on",), "undetermined", ("classified", "issued_on")),
    ],
)
def test_without_a_governing_date_the_version_is_not_known(
    changes: dict[str, Value], malformed: tuple[str, ...], outcome: str, missing: tuple[str, ...]
) -> None:
    judgement = judged(APPLIES | changes, malformed=malformed)
    assert (judgement.outcome, judgement.missing, judgement.version) == (
        outcome, missing, None,
    )  # fmt: skip


def test_a_rule_may_name_another_governing_date() -> None:
    by_publication = replace(HOLDS, governed_by="published_on")
    assert judged(APPLIES | {"published_on": date(2020, 12, 31)}, by_publication).outcome == "not_applicable"
    assert judged(APPLIES | {"issued_on": date(1999, 1, 1), "published_on": ISSUED}, by_publication).outcome == "pass"
    judgement = judged(APPLIES, by_publication)
    assert (judgement.outcome, judgement.missing) == ("undetermined", ("published_on",))


def test_a_listed_event_may_govern() -> None:
    version = replace(OLD, governed_by="replied_on", requirement=Require(condition("is_repeated", APPLICATION)))
    events: tuple[CaseEvent, ...] = (CaseEvent(date(2019, 5, 14), "replied"),)
    for empty in (None, UNSET):
        values: dict[str, Value] = {"replied_on": empty, "is_repeated": True}
        assert judged(values, version, subject=APPLICATION, events=events).outcome == "pass"
    assert judged({"is_repeated": True}, version, subject=APPLICATION).missing == ("replied_on",)
    unread: dict[str, Value] = {"replied_on": UNKNOWN, "is_repeated": True}
    judgement = judged(unread, version, subject=APPLICATION, events=events, malformed=("replied_on",))
    assert (judgement.outcome, judgement.missing) == ("undetermined", ("replied_on",))


OLD = replace(HOLDS, in_force=Window(date(2008, 5, 1), date(2019, 5, 14)), when=None, exceptions=(), addressee=())
NEW = replace(OLD, in_force=Window(date(2019, 5, 15), None), requirement=Forbid(condition("not classified")))


@pytest.mark.parametrize(
    ("issued", "outcome", "version"),
    [
        (date(2008, 4, 30), "not_applicable", None),
        (date(2008, 5, 1), "pass", OLD),
        (date(2019, 5, 14), "pass", OLD),
        (date(2019, 5, 15), "violation", NEW),
        (date(2021, 12, 31), "violation", NEW),
    ],
)
def test_the_version_of_the_governing_date_judges(issued: date, outcome: str, version: Version | None) -> None:
    judgement = judged({"issued_on": issued, "classified": False}, OLD, NEW)
    assert (judgement.outcome, judgement.version) == (outcome, version)


LAST = Param("last", Type.DATE, date(2021, 10, 1), "clause")


@pytest.mark.parametrize(
    ("until", "pack_end", "last_pending"),
    [
        (date(2021, 9, 30), None, date(2021, 9, 30)),
        (UntilWord.YEAR_END, None, date(2021, 12, 31)),
        (UntilWord.PACK_END, date(2022, 3, 31), date(2022, 3, 31)),
        ("last", None, date(2021, 10, 1)),
    ],
)
def test_until_keeps_a_violation_pending_through_its_last_day(
    until: date | str, pack_end: date | None, last_pending: date
) -> None:
    version = replace(HOLDS, until=until, params={"last": LAST})
    wrong, right, open_ = ({**APPLIES, "classified": value} for value in (True, False, UNKNOWN))
    next_day = date.fromordinal(last_pending.toordinal() + 1)
    assert judged(wrong, version, as_of=last_pending, pack_end=pack_end).outcome == "pending"
    assert judged(wrong, version, as_of=next_day, pack_end=pack_end).outcome == "violation"
    for day in (last_pending, next_day):
        assert judged(right, version, as_of=day, pack_end=pack_end).outcome == "pass"
        assert judged(open_, version, as_of=day, pack_end=pack_end).outcome == "undetermined"


def test_a_profile_moves_the_term() -> None:
    version = replace(HOLDS, until="last", params={"last": LAST})
    wrong = {**APPLIES, "classified": True}
    assert judged(wrong, version, overrides={"last": date(2022, 6, 1)}).outcome == "pending"
    assert judged(wrong, version).outcome == "violation"


@pytest.mark.parametrize(
    ("year", "as_of", "outcome"),
    [
        (2020, date(2020, 12, 31), "pass"),
        (2020, date(2020, 12, 30), "not_applicable"),
        (UNKNOWN, AS_OF, "undetermined"),
        (0, AS_OF, "undetermined"),
        (20_211, AS_OF, "undetermined"),
        (-5, AS_OF, "undetermined"),
    ],
)
def test_a_year_stands_for_its_last_day(year: Value, as_of: date, outcome: str) -> None:
    version = replace(OLD, in_force=Window(), requirement=Require(condition("record_year > 0", "annual_report")))
    judgement = judged({"record_year": year}, version, as_of=as_of, subject="annual_report")
    assert judgement.outcome == outcome
    assert judgement.missing == (("record_year",) if outcome == "undetermined" else ())


@pytest.mark.parametrize(
    ("published", "missing"),
    [(date(2027, 1, 20), ("calendar:2027",)), (UNKNOWN, ("published_on",)), (date(2006, 6, 1), ("calendar:2006",))],
)
def test_days_that_nobody_can_count_are_named(published: Value, missing: tuple[str, ...]) -> None:
    counted = Require(condition("working_days(issued_on, published_on) <= 20"))
    version = replace(OLD, in_force=Window(), requirement=counted)
    values = {"issued_on": date(2026, 12, 21), "published_on": published}
    judgement = judged(values, version, as_of=date(2027, 6, 30))
    assert (judgement.outcome, judgement.missing) == ("undetermined", missing)
