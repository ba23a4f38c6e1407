"""Laws that hold for any records and both shipped packs: sums, row order, and that not knowing never helps."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.calendar import Calendar
from gkrules.engines.outcome import Outcome
from gkrules.engines.reference import judge
from gkrules.language.ir import recorded_reads
from gkrules.language.kinds import Forbid, Require
from gkrules.language.pack import shipped_names
from gkrules.language.rule import Modality, Rule, version_nodes
from gkrules.profile import Profile
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType
from gkrules.records.record import UNKNOWN, Record, listed_days
from gkrules.results import Report
from gkrules.ruleset import RuleSet, load
from gkrules.sources.intake import Reader
from gkrules.sources.rows import RawCell, Row, Table

PACKS = shipped_names()
AS_OF = date(2021, 12, 31)
FIRST = date(2018, 6, 1)
DAYS = st.integers(0, (AS_OF - FIRST).days).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
NEAR = st.integers(0, 45).map(lambda n: (date(2021, 7, 1) + timedelta(days=n)).isoformat())
FUTURE = st.integers(1, 400).map(lambda n: (AS_OF + timedelta(days=n)).isoformat())


@cache
def rules_of(pack: str) -> RuleSet:
    return load(pack)


def good(field: Field, days: st.SearchStrategy[str]) -> st.SearchStrategy[RawCell]:
    codes = list(field.codes)
    match field.type:
        case FieldType.DATE | FieldType.INSTANT:
            return days.map(str)
        case FieldType.CODE:
            return st.sampled_from(codes)
        case FieldType.LIST_OF_CODE:
            return st.lists(st.sampled_from(codes), max_size=2).map(list)
        case FieldType.BOOL:
            return st.sampled_from(["是", "否"])
        case FieldType.INTEGER:
            return st.sampled_from([0, 1, 2, 20, 2018, 2020, 20211])
        case FieldType.EVENTS:
            event = st.fixed_dictionaries({"type": st.sampled_from(codes), "on": days.map(str)})
            return st.lists(event, max_size=3).map(lambda events: [dict(e) for e in events])
        case _:
            return st.sampled_from(["条例第十六条", "甲厅"])


def records(subject: str, days: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, RawCell]]:
    """Records with some columns left out, some cells empty and some that cannot be read."""
    cells: dict[str, st.SearchStrategy[RawCell]] = {}
    for field in dictionary()[subject].fields.values():
        if field.name != "id":
            odd: st.SearchStrategy[RawCell] = st.sampled_from([None, "不详" if field.type is FieldType.DATE else None])
            cells[field.name] = st.one_of(good(field, days), good(field, days), good(field, days), odd)
    return st.fixed_dictionaries({}, optional=cells)


SUBJECTS = sorted(dictionary().subjects)
ROW = st.sampled_from(SUBJECTS).flatmap(
    lambda name: st.tuples(st.just(name), st.sampled_from("ABCDEF"), records(name, DAYS | NEAR | FUTURE))
)
ROWS = st.lists(ROW, max_size=6).map(lambda rows: [{"subject": s, "id": i, **r} for s, i, r in rows])


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_the_sums_hold(pack: str, rows: list[dict[str, RawCell]]) -> None:
    rules = rules_of(pack)
    report = rules.check(rows, as_of=AS_OF)
    counts = report.counts
    assert counts.read == len(rows) == counts.judged + counts.rejected
    assert counts.rejected == len(report.rejects)
    assert [i.read for i in report.inputs] == [i.judged + i.rejected for i in report.inputs]
    assert counts.record_pairs + counts.group_pairs == sum(counts.outcomes.values())
    ids = Counter((row["subject"], row["id"]) for row in rows)
    judged = Counter(subject for (subject, _), times in ids.items() if times == 1)
    off = {entry.rule for entry in report.not_evaluated}
    single = [rule for rule in rules.rules if rule.id not in off and not rule.of_groups]
    assert counts.record_pairs == sum(judged[rule.subject] for rule in single)
    assert counts.group_pairs == len(report.groups)
    told = Counter(finding.outcome for finding in report.findings)
    told["undetermined"] += sum(gap.count for gap in report.gaps)
    permits = any(v.modality is Modality.MAY for rule in rules.rules for v in rule.versions)
    numbers = {str(name): number for name, number in counts.outcomes.items()}
    for outcome in ("violation", "pending", "undetermined", "waived"):
        number = numbers[outcome]
        assert told[outcome] == number or (permits and told[outcome] < number), "a permission is counted, never told"
    prints = [finding.fingerprint for finding in report.findings]
    assert len(set(prints)) == len(prints)


def told(report: Report) -> object:
    """All that a report says but for the places of rows."""
    findings = {f.fingerprint: f.model_copy(update={"location": None}) for f in report.findings}
    return findings, report.counts, report.gaps, report.not_evaluated, sorted(r.source for r in report.rejects)


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=20, deadline=None)
@given(data=st.data(), rows=ROWS)
def test_the_order_of_rows_does_not_matter(pack: str, data: st.DataObject, rows: list[dict[str, RawCell]]) -> None:
    shuffled = data.draw(st.permutations(rows))
    rules = rules_of(pack)
    assert told(rules.check(rows, as_of=AS_OF)) == told(rules.check(shuffled, as_of=AS_OF))


def record(subject: str, cells: dict[str, RawCell]) -> Record:
    row = Row(1, None, {"id": "D", **cells})
    (found,) = Reader(dictionary()[subject]).read(Table("t", "", None, (row,))).records
    return found


def conditions(pack: str, subject: str) -> list[Rule]:
    """The rules whose every version demands or forbids a condition, and none of whose parameters is off."""
    return [
        rule
        for rule in rules_of(pack).rules
        if rule.subject == subject
        and all(isinstance(v.requirement, Require | Forbid) for v in rule.versions)
        and all(p.value is not None for v in rule.versions for p in v.params.values())
    ]


def without(known: Record, name: str) -> list[Record]:
    """The record with a cell that cannot be read, and without the column unless an event list stands in for it."""
    rest = {key: value for key, value in known.values.items() if key != name}
    unread = replace(known, values={**known.values, name: UNKNOWN}, malformed=known.malformed | {name})
    listed = listed_days(rest)
    return [unread, *([] if name in listed else [replace(known, values=rest, listed=listed)])]


CASES = [(pack, subject) for pack in PACKS for subject in SUBJECTS if conditions(pack, subject)]


@pytest.mark.parametrize(("pack", "subject"), CASES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_to_know_less_never_makes_a_pass(pack: str, subject: str, data: st.DataObject) -> None:
    """Outcomes stay or become undetermined. Dates lie in the past; those that place the record in time are kept."""
    known = record(subject, data.draw(records(subject, DAYS | NEAR)))
    entry = dictionary()[subject]
    names = [name for name in known.values if name not in entry.governing]
    lists = {name for name, field in entry.fields.items() if field.type is FieldType.EVENTS}
    for rule in conditions(pack, subject):
        setting = rules_of(pack).setting(rule, AS_OF, Profile())
        before = judge(rule, entry, known, setting)
        kept = {n for version in rule.versions for node in version_nodes(version) for n in recorded_reads(node)}
        clocks = {version.case for version in rule.versions if version.case}
        events = {n for clock in clocks for n in clock.fields() if n not in clock.required_fields()}
        answers = {name for clock in clocks for name in (clock.events, clock.withdrawn) if name}
        events |= {f"{clock.end}_on" for clock in clocks if any(known.known(name) for name in answers)}
        for name in names:
            for less in without(known, name):
                if less.is_absent(name) and name in kept | events | lists:
                    continue  # `recorded`, clocks and lists of events take a column that is not kept for an answer
                after = judge(rule, entry, less, setting)
                assert after.outcome in (before.outcome, Outcome.UNDETERMINED), (rule.id, name)
                if after.outcome is not before.outcome:
                    # an event list that cannot be read leaves the fields open that it stood in for
                    listed = set(known.listed) if name == "events" else set()
                    assert name in after.missing or listed & set(after.missing)


@pytest.mark.parametrize(("pack", "subject"), CASES)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_an_unreadable_cell_never_makes_a_pass(pack: str, subject: str, data: st.DataObject) -> None:
    """Whatever the dates and whichever the cell, also of those that place the record in time."""
    known = record(subject, data.draw(records(subject, DAYS | NEAR | FUTURE)))
    entry = dictionary()[subject]
    for rule in conditions(pack, subject):
        setting = rules_of(pack).setting(rule, AS_OF, Profile())
        before = judge(rule, entry, known, setting).outcome
        for name in known.values:
            after = judge(rule, entry, without(known, name)[0], setting).outcome
            assert after is not Outcome.PASS or before is Outcome.PASS, (rule.id, name)


def test_the_calendar_of_these_laws_knows_their_days() -> None:
    assert Calendar.china().announced(FIRST.year)
    assert Calendar.china().announced(AS_OF.year)
