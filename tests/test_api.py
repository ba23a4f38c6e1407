"""The library's face: load, check, outcomes, due_date; silent, without a clock, and nothing raised for bad data."""

from __future__ import annotations

import ast
import datetime as datetime_module
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import BaseModel

import gkrules
from gkrules import Calendar, PackNotFoundError, Report, due_date, load
from gkrules.deadlines.trace import CaseEvent
from gkrules.records.dictionary import dictionary

AS_OF = date(2021, 12, 31)
REGULATION = load("regulation")
TERM, EARLY, FUTURE = (
    f"regulation/{n}" for n in ("publication-term", "published-before-issued", "dated-in-the-future")
)


CONVERTED = "regulation/publication-term-after-conversion"
MASKED, ADVISED = "regulation/personal-data-not-deidentified", "regulation/more-personal-data-than-necessary"
TEXTS = {"title": "关于印发方案的通知", "body": "请认真执行。"}
LISTS, BRACKETS = "regulation/list-rows-identifiable", "regulation/document-number-brackets"
OF_DOCUMENTS = {TERM, EARLY, FUTURE, CONVERTED, MASKED, ADVISED, LISTS, BRACKETS}


class DocumentModel(BaseModel):
    gkrules_subject: ClassVar[str] = "document"
    id: str
    disclosure_attribute: str | None = None
    issued_on: date | None = None
    published_on: date | None = None


LATE = {
    "id": "D1",
    "disclosure_attribute": "proactive",
    "issued_on": date(2021, 7, 1),
    "published_on": date(2021, 7, 30),
}
DOCUMENT = {"subject": "document", **LATE}


def found(report: Report) -> set[tuple[str | None, str, str]]:
    return {(f.record, f.rule, f.outcome) for f in report.findings}


def test_every_public_name_is_there() -> None:
    assert sorted(gkrules.__all__) == gkrules.__all__
    assert all(hasattr(gkrules, name) for name in gkrules.__all__)


def test_load_needs_a_name() -> None:
    with pytest.raises(ValueError, match="name at least one pack") as caught:
        load()
    assert str(caught.value) == "name at least one pack, such as load('regulation')"


def test_load_says_which_packs_there_are() -> None:
    with pytest.raises(PackNotFoundError) as caught:
        load("regulations")
    told = str(caught.value)
    assert told.startswith("there is no pack 'regulations'; did you mean 'regulation'? packs: ")
    assert told.endswith(", or a directory")


def test_a_pack_named_twice_is_loaded_once() -> None:
    assert [p.id for p in load("regulation", "regulation").packs] == ["regulation"]


def test_an_unknown_rule_id() -> None:
    assert REGULATION.rule(TERM).id == TERM
    with pytest.raises(KeyError, match="did you mean 'regulation/publication-term'"):
        REGULATION.rule("regulation/publication-terms")


@pytest.mark.parametrize(
    "record",
    [
        DOCUMENT,
        {**DOCUMENT, "issued_on": "2021-07-01", "published_on": "2021年7月30日", "disclosure_attribute": "主动公开"},
        {
            "subject": "document",
            "文件编号": "D1",
            "公开属性": "主动公开",
            "成文日期": "2021/7/1",
            "发布日期": "2021.7.30",
        },
        DocumentModel.model_validate(LATE),
    ],
    ids=["typed", "as cells", "labels", "model"],
)
def test_records_however_they_are_given(record: object) -> None:
    report = REGULATION.check([record], as_of=AS_OF)
    assert found(report) == {("D1", TERM, "violation")}
    assert report.cell_errors == []


def test_a_generator_of_mixed_subjects() -> None:
    def records() -> Iterator[object]:
        yield DOCUMENT
        yield {"subject": "disclosure_application", "id": "A1", "received_on": "2021-12-20",
        "received_via": "in_person",
               "replied_on": None}  # fmt: skip
        yield DocumentModel(id="D2")

    report = REGULATION.check(records(), as_of=AS_OF)
    assert [(i.subject, i.read) for i in report.inputs] == [("document", 2), ("disclosure_application", 1)]
    assert {("D1", TERM, "violation"), ("A1", "regulation/reply-term", "pending")} <= found(report)
    off = {entry.reason for entry in report.not_evaluated}
    assert off == {
        f"no records of the subject {n} were supplied"
        for n in ("annual_report", "annual_report_row", "sentiment_incident")
    }


def test_what_is_no_record_is_rejected_with_its_number() -> None:
    rows = [DOCUMENT, 5, None, ["id"], {"id": "D2"}, {"subject": "documnet", "id": "D3"}, {"subject": ["document"]}]
    report = REGULATION.check(rows, as_of=AS_OF)
    listed = ", ".join(dictionary().subjects)
    nameless = f"the record names no known subject; subjects: {listed}"
    assert sorted((r.row, r.reason) for r in report.rejects) == [
        (2, "a dict or a record model is expected"),
        (3, "a dict or a record model is expected"),
        (4, "a dict or a record model is expected"),
        (5, nameless),
        (6, "the record names no known subject; did you mean 'document'?"),
        (7, nameless),
    ]
    assert (report.counts.read, report.counts.judged, report.counts.rejected) == (7, 1, 6)


@pytest.mark.parametrize(
    "odd",
    [
        10**5000, float("inf"), float("nan"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"), object(),
        b"x", {1, "a"}, {"a": {"b": object()}}, [[[[]]]], "\ud800",
        "\x00", 1e400, date.max, date.min, datetime_module.datetime.max.replace(tzinfo=datetime_module.UTC),
        -1, 10**30, True, 1 + 2j,
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_nothing_is_raised_for_bad_data(odd: object) -> None:
    for subject in ("document", "disclosure_application", "annual_report"):
        names = dictionary()[subject].fields
        rows = [{"subject": subject, "id": "A"} | dict.fromkeys(names, odd) | {"id": "A"}]
        rows += [{"subject": subject, "id": name, name: odd} for name in names if name != "id"]
        rows += [{"subject": subject, "id": odd}]
        report = REGULATION.check(rows, as_of=AS_OF)
        assert report.counts.read == len(rows)
        assert Report.model_validate_json(report.to_json().encode("utf-8", "replace")).counts == report.counts


def test_outcomes_of_one_record() -> None:
    assert REGULATION.outcomes(DOCUMENT, as_of=AS_OF) == {
        BRACKETS: "not_applicable",
        TERM: "violation", EARLY: "pass", FUTURE: "pass", CONVERTED: "not_applicable", MASKED: "undetermined",
        ADVISED: "not_applicable", LISTS: "undetermined",
    }  # fmt: skip
    assert REGULATION.outcomes(DocumentModel.model_validate(LATE), as_of=AS_OF)[TERM] == "violation"
    bare = REGULATION.outcomes({"subject": "document"}, as_of=AS_OF)
    assert {rule for rule, outcome in bare.items() if outcome == "undetermined"} == {TERM, EARLY, FUTURE, MASKED, LISTS}


@pytest.mark.parametrize("change", [{"issued_on": "2021-07-01"}, {"classified": "否"}, {"request_count": 1.0}])
def test_outcomes_convert_nothing(change: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        REGULATION.outcomes(DOCUMENT | change, as_of=AS_OF)


@pytest.mark.parametrize("change", [{"disclosure_attribute": "主动公开"}, {"发布日期": AS_OF}, {"subject": "x"}])
def test_outcomes_know_every_name_and_code(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        REGULATION.outcomes(DOCUMENT | change, as_of=AS_OF)


@pytest.mark.parametrize("day", [date.max, date.min, date(2100, 12, 31), date(1900, 1, 1)])
def test_outcomes_of_days_far_away(day: date) -> None:
    for name in ("issued_on", "published_on"):
        assert set(REGULATION.outcomes(DOCUMENT | {name: day}, as_of=AS_OF)) == OF_DOCUMENTS


@pytest.mark.parametrize(
    "changes", [{}, {"published_on": None}, {"issued_on": None}, {"published_on": date(2021, 6, 1)}]
)
def test_outcomes_and_check_agree(changes: dict[str, object]) -> None:
    record = DOCUMENT | changes
    report = REGULATION.check([record], as_of=AS_OF)
    told = {f.rule: f.outcome for f in report.findings} | {gap.rule: "undetermined" for gap in report.gaps}
    outcomes = REGULATION.outcomes(record, as_of=AS_OF)
    assert {r: o for r, o in outcomes.items() if o not in ("pass", "not_applicable")} == told


def test_gaps_are_columns_that_nobody_supplied() -> None:
    rows = [
        {"subject": "document", "id": f"D{n}", "issued_on": "2021-07-01", "published_on": "2021-07-02", **TEXTS}
        for n in "12"
    ]
    report = REGULATION.check(rows, as_of=AS_OF)
    assert found(report) == set()
    assert {(g.rule, *g.missing, g.count) for g in report.gaps} == {
        (rule, "disclosure_attribute", 2) for rule in (TERM, MASKED, LISTS)
    }
    mixed = REGULATION.check([*rows, rows[0] | {"id": "D3", "disclosure_attribute": None}], as_of=AS_OF)
    assert found(mixed) == {(f"D{n}", rule, "undetermined") for n in "123" for rule in (TERM, MASKED, LISTS)}
    assert mixed.gaps == []


def test_a_year_without_holidays_is_a_finding_and_not_a_gap() -> None:
    record = {**DOCUMENT, **TEXTS, "issued_on": "2026-12-21", "published_on": "2027-01-20"}
    report = REGULATION.check([record], as_of=date(2027, 6, 30))
    assert [(f.rule, f.outcome, f.missing) for f in report.findings] == [(TERM, "undetermined", ["calendar:2027"])]
    assert report.gaps == []


def test_the_window_is_the_year_unless_given() -> None:
    window = REGULATION.check([], as_of=AS_OF).window
    assert (window.first, window.last) == ("2021-01-01", "2021-12-31")
    window = REGULATION.check([], as_of=AS_OF, window=(date(2021, 3, 1), date(2021, 5, 31))).window
    assert (window.first, window.last) == ("2021-03-01", "2021-05-31")
    plan = load("shanxi-2021").check([], as_of=AS_OF).window
    assert (plan.first, plan.last) == ("2021-06-23", "2021-12-31")


def test_due_date() -> None:
    application = {"received_on": "2021-07-01", "received_via": "当面提交", "replied_on": None}
    deadline = due_date(application, as_of=date(2021, 7, 28))
    assert (deadline.due, deadline.state, deadline.left) == (date(2021, 7, 29), "running", 1)
    corrected = application | {"events": [CaseEvent(date(2021, 7, 6), "correction_received")]}
    assert due_date(corrected, as_of=date(2021, 7, 28)).due == date(2021, 8, 3)
    closed = Calendar.china().with_additions(days_off=[date(2021, 7, 2)])
    assert due_date(application, as_of=AS_OF, calendar=closed).due == date(2021, 7, 30)
    assert due_date(application | {"received_on": "2019-05-14"}, as_of=AS_OF).due == date(2019, 6, 4)
    assert due_date({}, as_of=AS_OF).missing == ("received_on",)


@pytest.mark.parametrize(
    ("application", "told"),
    [
        (5, "an application is a dict or a model of the subject disclosure_application"),
        (DOCUMENT, "an application is a dict or a model of the subject disclosure_application"),
        ({"received_on": "2021-02-30"}, "received_on: there is no such day in the calendar"),
    ],
)
def test_no_due_date(application: object, told: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        due_date(application, as_of=AS_OF)
    assert str(caught.value) == told


def test_the_library_is_silent_and_gives_the_same_twice(capsys: pytest.CaptureFixture[str]) -> None:
    first = REGULATION.check([DOCUMENT, 5], as_of=AS_OF)
    assert REGULATION.check([DOCUMENT, 5], as_of=AS_OF).to_json() == first.to_json()
    REGULATION.outcomes(DOCUMENT, as_of=AS_OF)
    due_date({"received_on": "2021-07-01"}, as_of=AS_OF)
    assert capsys.readouterr() == ("", "")


def test_only_the_command_reads_the_clock() -> None:
    folder = Path(gkrules.__file__).parent
    clocks = {"today", "now", "utcnow", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
    readers = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in clocks
    }
    assert readers == {"cli/options.py"}
