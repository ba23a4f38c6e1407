"""Records given one by one: the same report as when they are kept, repeated ids and late columns included."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.engines.shelf import Item, Shelf
from gkrules.engines.streamed import kept_subjects
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record
from gkrules.results import Report
from gkrules.ruleset import RuleSet, load
from gkrules.sources.dicts import tables_by_subject
from gkrules.sources.intake import Reader
from gkrules.sources.stream import Ids

AS_OF = date(2021, 12, 31)
APPLICATION = "disclosure_application"
Rows = list[dict[str, object]]


@cache
def regulation() -> RuleSet:
    return load("regulation")


def document(number: int, **cells: object) -> dict[str, object]:
    return {"subject": "document", "id": f"D{number}", "issued_on": "2021-07-01", **cells}


def kept(rows: Rows) -> Report:
    """The report on the same records when all of them are read first."""
    intakes = [Reader(dictionary()[str(name)]).read(table) for name, table in tables_by_subject(rows, None).items()]
    return regulation().check_intakes(intakes, as_of=AS_OF)


CELLS = st.fixed_dictionaries(
    {"subject": st.sampled_from(("document", "annual_report", APPLICATION)), "id": st.sampled_from("ABCDEFG")},
    optional={
        "received_on": st.sampled_from(("2021-07-01", "不详")),
        "received_via": st.just("in_person"),
        "replied_on": st.sampled_from(("2021-07-20", "2021-12-20", None, "不详")),
        "events": st.sampled_from(
            (
                [],
                [{"type": "extension_notified", "on": "2021-07-20"}],
                [{"type": "replied", "on": "2021-07-21"}],
                "不详",
            )
        ),
        "issued_on": st.sampled_from(("2021-07-01", "2022-07-01", "不详", None)),
        "published_on": st.sampled_from(("2021-07-02", "2021-12-30", None)),
        "disclosure_attribute": st.sampled_from(("proactive", "withheld", None)),
        "record_year": st.sampled_from(("2020", "2021", None)),
        "non_disclosure_reason": st.sampled_from(("涉密", None)),
        "备注栏": st.just("x"),
    },
)


@settings(max_examples=150)
@given(st.lists(CELLS, max_size=9))
def test_the_report_is_that_of_records_that_are_kept(rows: Rows) -> None:
    assert regulation().check(iter(rows), as_of=AS_OF) == kept(rows)


def test_a_later_record_takes_back_what_was_said_of_one_with_its_id() -> None:
    late = {"disclosure_attribute": "proactive", "published_on": "2021-09-01"}
    rows = [document(1, **late), document(2, **late), document(1, **late)]
    report = regulation().check(iter(rows), as_of=AS_OF)
    assert {finding.record for finding in report.findings} == {"D2"}
    assert [(reject.row, "first in records, row 1" in reject.reason) for reject in report.rejects] == [
        (1, True),
        (3, True),
    ]
    assert report.counts.judged == 1
    assert sum(report.counts.outcomes.values()) == sum(
        not r.of_groups for r in regulation().rules if r.subject == "document"
    )


def test_a_column_that_comes_late_makes_findings_of_the_records_before_it() -> None:
    rows = [document(n) for n in range(3)]
    gaps = regulation().check(iter(rows), as_of=AS_OF).gaps
    assert {gap.count for gap in gaps} == {3}
    told = regulation().check(iter([*rows, document(3, disclosure_attribute=None, published_on=None)]), as_of=AS_OF)
    term = [finding for finding in told.findings if finding.rule == "regulation/publication-term"]
    assert [finding.record for finding in term] == ["D0", "D1", "D2", "D3"]
    assert term[0].location is not None
    assert (term[0].location.row, term[0].evidence) == (1, {"issued_on": "2021-07-01"})


def test_an_event_list_without_the_end_waits_for_the_column() -> None:
    told = {"subject": APPLICATION, "received_on": "2021-07-01", "received_via": "in_person"}
    case = {**told, "id": "A1", "events": [{"type": "extension_notified", "on": "2021-07-20"}]}
    other = {**told, "id": "A2", "replied_on": "2021-07-20"}
    for rows, expected in (([case], "violation"), ([case, other], "undetermined"), ([other, case], "undetermined")):
        report = regulation().check(iter(rows), as_of=AS_OF)
        outcomes = {f.record: f.outcome for f in report.findings if f.rule == "regulation/reply-term"}
        assert outcomes == {"A1": expected}


def test_records_that_rules_look_at_beside_others_are_kept() -> None:
    assert kept_subjects(regulation().rules) == {"annual_report_row"}
    assert {"document", "interpretation"} <= kept_subjects(load("shanxi-2021").rules)


def many(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        issued = date(2021, 1, 4) + timedelta(days=number % 200)
        yield document(number, issued_on=issued, published_on=issued + timedelta(days=number % 9),
                       disclosure_attribute="proactive", title="关于做好工作的通知" * 20)  # fmt: skip


def peak(count: int) -> int:
    """Bytes in use at the most while so many records are judged."""
    tracemalloc.start()
    try:
        assert regulation().check(many(count), as_of=AS_OF).counts.judged == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_records() -> None:
    peak(300)
    few, more = peak(1_000), peak(5_000)
    assert more - few < 4_000 * 150, "a record takes less than 150 bytes, its title alone takes 400"


# ── the parts ────────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.sampled_from(("甲", "乙", "丙", "\ud800", "A1")), max_size=8))
def test_repeated_ids(ids: list[str]) -> None:
    noted = Ids()
    for row, record_id in enumerate(ids):
        noted.add(record_id, row)
    expected = [
        [n for n, other in enumerate(ids) if other == name] for name in dict.fromkeys(ids) if ids.count(name) > 1
    ]
    assert sorted(noted.repeated()) == sorted(expected)


@pytest.mark.parametrize("count", [0, 1, 5_000])
def test_a_shelf_gives_back_what_was_put_on_it(count: int) -> None:
    shelf = Shelf()
    for place in range(count):
        record = Record("document", f"D{place}", {"title": "甲", "issued_on": AS_OF, "body": UNKNOWN})
        shelf.put(Item(place, ((0, ("published_on",)),), (1,), record), {"title", "body"})
    items = list(shelf.items())
    assert len(items) == count
    for place, (found, gaps, hinged, record) in enumerate(items):
        assert (found, gaps, hinged) == (place, ((0, ("published_on",)),), (1,))
        assert record.values == {"title": "甲", "body": UNKNOWN}
        assert record.values["body"] is UNKNOWN
