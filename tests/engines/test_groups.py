"""Rules over groups: what each kind says at its edges, and that no certain verdict turns when the unknown is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Window
from gkrules.engines.groups import GroupJudgement, judge_groups
from gkrules.engines.outcome import Outcome
from gkrules.engines.setting import Setting
from gkrules.engines.world import world_of
from gkrules.language.ir import Type
from gkrules.language.kinds import Exists, Grouping
from gkrules.language.pack import Pack
from gkrules.language.packs import read_packs
from gkrules.language.rule import Param, Rule
from gkrules.records.record import UNKNOWN, Record, Value

PACK = Path(__file__).parents[2] / "fixtures" / "packs" / "groups"
YEAR_END, NEXT_YEAR, JUNE = date(2021, 12, 31), date(2022, 1, 15), date(2021, 6, 30)
A, B = "甲局", "乙局"


@cache
def pack() -> Pack:
    return read_packs([str(PACK)])[0]


def rule(name: str) -> Rule:
    return next(r for r in pack().rules if r.id == f"groups/{name}")


def judged(
    name: str,
    records: list[Record],
    *,
    as_of: date = NEXT_YEAR,
    rejected: list[Record] | None = None,
    supplied: tuple[str, ...] = (),
    **more: object,
) -> list[GroupJudgement]:
    """What the rule says of its groups."""
    which = rule(name)
    setting = Setting(as_of, Calendar.china(), pack_end=YEAR_END)
    setting = replace(
        setting,
        world=world_of(records, rejected or [], (which.subject, *supplied)),
        **more,  # type: ignore[arg-type]
    )
    return judge_groups(which, setting, {r.id: (r, replace(setting, overrides={})) for r in pack().rules})


def outcomes(judgements: list[GroupJudgement]) -> dict[str, str]:
    """Outcome by the keys of the group, or by the first month of its period where it has several."""
    return {" ".join(value for _, value in j.group.keys) or "all": j.outcome.value for j in judgements}


def best_practice(number: int, issuer: Value = A, published: Value = date(2021, 5, 6), **more: Value) -> Record:
    values: dict[str, Value] = {
        "issuer": issuer, "document_kind": "best_practice", "issued_on": date(2021, 5, 6), "published_on": published,
    }  # fmt: skip
    return Record("document", f"d{number}", {**values, **more})


EXISTS = [
    # two are needed: what there is, as of, outcome
    ("two", [best_practice(1), best_practice(2)], NEXT_YEAR, "pass"),
    ("two, early in the year", [best_practice(1), best_practice(2)], JUNE, "pass"),
    ("one, and the year is over", [best_practice(1)], NEXT_YEAR, "violation"),
    ("one, on the last day", [best_practice(1)], YEAR_END, "violation"),
    ("one, the day before the last", [best_practice(1)], date(2021, 12, 30), "pending"),
    ("one and one that nobody knows to be published", [best_practice(1), best_practice(2, published=UNKNOWN)],
     NEXT_YEAR, "undetermined"),
    ("one and one that is certainly not", [best_practice(1), best_practice(2, published=None)],
     NEXT_YEAR, "violation"),
    ("one and one whose kind is unknown", [best_practice(1), best_practice(2, document_kind=UNKNOWN)],
     NEXT_YEAR, "undetermined"),
    ("one and one of another kind", [best_practice(1), best_practice(2, document_kind="other")],
     NEXT_YEAR, "violation"),
    ("one and one of the year before", [best_practice(1), best_practice(2, issued_on=date(2020, 12, 31))],
     NEXT_YEAR, "violation"),
    ("one on the first and one on the last day of the year", [
        best_practice(1, issued_on=date(2021, 1, 1)), best_practice(2, issued_on=date(2021, 12, 31))],
     NEXT_YEAR, "pass"),
    ("one and one that is still to come", [best_practice(1), best_practice(2, issued_on=date(2021, 9, 1),
     published=date(2021, 9, 2))], JUNE, "pending"),
    ("one and one without a known day", [
        best_practice(1), best_practice(2, issued_on=UNKNOWN, published=UNKNOWN)], NEXT_YEAR, "undetermined"),
    ("one and one without a known issuer", [best_practice(1), best_practice(2, issuer=UNKNOWN)],
     NEXT_YEAR, "undetermined"),
]  # fmt: skip


@pytest.mark.parametrize(("records", "as_of", "outcome"), [r[1:] for r in EXISTS], ids=[r[0] for r in EXISTS])
def test_at_least_two(records: list[Record], as_of: date, outcome: str) -> None:
    assert outcomes(judged("three-best-practices", records, as_of=as_of))[A] == outcome


def test_a_rejected_row_may_be_the_one_that_lacks() -> None:
    lost = Record("document", "", {"issuer": A, "document_kind": "best_practice"})
    assert outcomes(judged("three-best-practices", [best_practice(1)], rejected=[lost]))[A] == "undetermined"
    elsewhere = Record("document", "", {"issuer": B, "document_kind": "best_practice"})
    assert outcomes(judged("three-best-practices", [best_practice(1)], rejected=[elsewhere]))[A] == "violation"
    other = Record("document", "", {"issuer": A, "document_kind": "other"})
    assert outcomes(judged("three-best-practices", [best_practice(1)], rejected=[other]))[A] == "violation"


def test_the_roster_says_which_groups_there_must_be() -> None:
    found = outcomes(judged("three-best-practices", [best_practice(1), best_practice(2)], roster=(A, B)))
    assert found == {A: "pass", B: "violation"}
    assert outcomes(judged("three-best-practices", [], roster=(A,), as_of=JUNE)) == {A: "pending"}
    assert judged("three-best-practices", []) == []


def test_an_alias_is_the_same_body() -> None:
    records = [best_practice(1), best_practice(2, issuer="甲")]
    assert outcomes(judged("three-best-practices", records, aliases={"甲": A}, roster=(A,))) == {A: "pass"}


def test_rows_of_which_no_group_is_known_are_not_lost() -> None:
    (only,) = judged("three-best-practices", [best_practice(1, issuer=UNKNOWN)])
    assert (only.group.keys, only.outcome, only.missing) == ((), Outcome.UNDETERMINED, ("issuer",))


def meeting(day: date, institution: Value = A) -> Record:
    return Record("meeting", f"m{day}", {"institution": institution, "meeting_kind": "leading_group", "held_on": day})


def quarters(judgements: list[GroupJudgement]) -> dict[int, str]:
    return {j.group.first.month: j.outcome.value for j in judgements}


def test_every_quarter() -> None:
    held = [meeting(date(2021, 1, 1)), meeting(date(2021, 6, 30)), meeting(date(2021, 7, 1))]
    by_august = {1: "pass", 4: "pass", 7: "pass", 10: "not_applicable"}
    assert quarters(judged("meeting-every-quarter", held, as_of=date(2021, 8, 1))) == by_august
    assert quarters(judged("meeting-every-quarter", held, as_of=date(2021, 10, 1)))[10] == "pending"
    assert quarters(judged("meeting-every-quarter", held, as_of=date(2021, 12, 30)))[10] == "pending"
    assert quarters(judged("meeting-every-quarter", held, as_of=YEAR_END))[10] == "violation"
    assert quarters(judged("meeting-every-quarter", held[1:], as_of=JUNE))[1] == "violation"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2021, 2, 14), date(2021, 6, 30), [1, 4]),  # 46 of the 90 days of the first quarter
        (date(2021, 2, 15), date(2021, 6, 30), [1, 4]),  # 45 of 90, exactly half
        (date(2021, 2, 16), date(2021, 6, 30), [4]),  # 44 of 90
        (date(2021, 6, 23), date(2021, 12, 31), [7, 10]),
        (date(2020, 1, 1), date(2022, 12, 31), [1, 4, 7, 10]),  # not beyond the days the rule is in force
    ],
)
def test_a_quarter_counts_of_which_half_lies_in_the_window(first: date, last: date, expected: list[int]) -> None:
    found = judged("meeting-every-quarter", [], roster=(A,), window=Window(first, last))
    assert [j.group.first.month for j in found] == expected


def policy(number: int, **more: Value) -> Record:
    values: dict[str, Value] = {
        "issuer": A, "is_policy": True, "disclosure_attribute": "proactive", "issued_on": date(2021, 3, 1),
    }  # fmt: skip
    return Record("document", f"d{number}", {**values, **more})


def video(document: Value, number: int = 0, **more: Value) -> Record:
    values: dict[str, Value] = {"document_id": document, "forms": ("video",), "published_on": date(2021, 3, 2)}
    return Record("interpretation", f"i{document}{number}", {**values, **more})


def rate(records: list[Record], **more: object) -> GroupJudgement:
    (found,) = judged("interpretation-rate", records, supplied=("interpretation",), **more)  # type: ignore[arg-type]
    return found


def test_nine_of_ten_policies() -> None:
    ten = [policy(n) for n in range(10)]
    assert rate([*ten, *(video(f"d{n}") for n in range(9))]).outcome is Outcome.PASS
    short = rate([*ten, *(video(f"d{n}") for n in range(8))])
    assert short.rate is not None
    assert (short.outcome, short.rate.least, short.rate.most, short.rate.short_by) == (
        Outcome.VIOLATION, (8, 10), (8, 10), 1,
    )  # fmt: skip


def test_what_is_not_of_the_population_does_not_count() -> None:
    others = [
        policy(1, is_policy=False),
        policy(2, disclosure_attribute="withheld"),
        policy(3, issued_on=date(2022, 1, 1)),
    ]
    assert rate([policy(0), video("d0"), *others]).outcome is Outcome.PASS
    assert judged("interpretation-rate", others, supplied=("interpretation",)) == []


def test_interpretations_that_were_not_supplied_leave_a_gap() -> None:
    (found,) = judged("interpretation-rate", [policy(0)])
    assert (found.outcome, found.missing, found.only_gaps) == (
        Outcome.UNDETERMINED, ("relation:interpretations",), True,
    )  # fmt: skip


def test_an_interpretation_of_an_unknown_document_may_be_of_any() -> None:
    assert rate([policy(0), video(UNKNOWN)]).outcome is Outcome.UNDETERMINED
    assert rate([policy(0), video(UNKNOWN, forms=("text",))]).outcome is Outcome.VIOLATION
    assert rate([policy(0), video("d0"), video(UNKNOWN)]).outcome is Outcome.PASS


def test_an_interpretation_of_next_year_has_not_happened() -> None:
    assert rate([policy(0), video("d0", published_on=date(2022, 2, 1))]).outcome is Outcome.VIOLATION
    assert rate([policy(0), video("d0", published_on=date(2022, 2, 1))], as_of=date(2022, 2, 1)).outcome is Outcome.PASS


LEDGER = [
    ("met", [{"finding": "met"}], "pass"),
    ("partly met", [{"finding": "partly_met"}], "violation"),
    ("not met", [{"finding": "not_met"}], "violation"),
    ("not examined", [{"finding": "not_examined"}], "undetermined"),
    ("no finding", [{"finding": UNKNOWN}], "undetermined"),
    ("of another clause", [{"finding": "met", "clause_id": "groups/4"}], "undetermined"),
    ("of another body", [{"finding": "met", "institution": B}], "undetermined"),
    ("about one record only", [{"finding": "met", "record_id": "d1"}], "undetermined"),
    ("after the as-of date", [{"finding": "met", "examined_on": date(2022, 2, 1)}], "undetermined"),
    ("the latest counts", [{"finding": "not_met", "examined_on": date(2021, 5, 1)}, {"finding": "met"}], "pass"),
    ("two of one day that differ", [{"finding": "met"}, {"finding": "not_met"}], "undetermined"),
    ("of the year before", [{"finding": "met", "period_from": date(2020, 1, 1), "period_to": date(2020, 12, 31)}],
     "undetermined"),
    ("reaching into the year", [{"finding": "met", "period_from": date(2020, 1, 1), "period_to": date(2021, 1, 1)}],
     "pass"),
    ("without a day", [{"finding": "met", "examined_on": UNKNOWN}], "undetermined"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "outcome"), [r[1:] for r in LEDGER], ids=[r[0] for r in LEDGER])
def test_the_duty_ledger(rows: list[dict[str, Value]], outcome: str) -> None:
    common: dict[str, Value] = {
        "clause_id": "groups/5", "institution": A, "examined_on": date(2021, 11, 1), "record_id": None,
    }  # fmt: skip
    records = [Record("duty_evidence", f"e{n}", {**common, **row}) for n, row in enumerate(rows)]
    assert outcomes(judged("studied-with-care", records, roster=(A,)))[A] == outcome


def guide(number: int, institution: Value, **more: Value) -> Record:
    values: dict[str, Value] = {"service_item_id": "s1", "institution": institution, "checked_on": date(2021, 3, 1)}
    return Record("service_guide", f"g{number}", {**values, **more})


CONSISTENT = [
    ("agree", [guide(1, A), guide(2, A)], [], "pass"),
    ("differ", [guide(1, A), guide(2, B)], [], "violation"),
    ("differ, whatever the third says", [guide(1, A), guide(2, B), guide(3, UNKNOWN)], [], "violation"),
    ("one does not say", [guide(1, A), guide(2, UNKNOWN)], [], "undetermined"),
    ("only one", [guide(1, A)], [], "not_applicable"),
    ("a rejected row may differ", [guide(1, A), guide(2, A)], [guide(3, B)], "undetermined"),
    ("differ in another item", [guide(1, A), guide(2, A), guide(3, B, service_item_id="s2")], [], "pass"),
]


@pytest.mark.parametrize(
    ("records", "rejected", "outcome"), [r[1:] for r in CONSISTENT], ids=[r[0] for r in CONSISTENT]
)
def test_all_of_a_group_agree(records: list[Record], rejected: list[Record], outcome: str) -> None:
    assert outcomes(judged("columns-agree", records, rejected=rejected))["s1"] == outcome


# ── a certain verdict holds however the unknown turns out ────────────────────────────────────────────────────────

CHOICES: Mapping[str, tuple[Value, ...]] = {
    "issuer": (A, B),
    "is_policy": (True, False),
    "disclosure_attribute": ("proactive", "withheld"),
    "document_kind": ("best_practice", "other"),
    "issued_on": (date(2021, 3, 1), date(2020, 3, 1)),
    "document_id": ("d0", "d1", None),
    "forms": (("video",), ("text",)),
    "department": ("法规处", "办公室"),
    "published_on": (date(2021, 3, 2), None),
}
FIELDS = {
    "document": ("issuer", "is_policy", "disclosure_attribute", "document_kind", "issued_on", "department"),
    "interpretation": ("document_id", "forms", "department"),
}
MOST_COMPLETIONS = 300


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Record], list[Record]]:
    """A few documents and interpretations, some of whose cells are unknown, and perhaps a rejected row."""
    records = [draw(_record("document", f"d{n}")) for n in range(draw(st.integers(1, 3)))]
    records += [draw(_record("interpretation", f"i{n}")) for n in range(draw(st.integers(0, 2)))]
    rejected = [draw(_record("document", "lost"))] if draw(st.integers(0, 3)) == 0 else []
    return records, rejected


@st.composite
def _record(draw: st.DrawFn, subject: str, name: str) -> Record:
    values = {field: draw(st.sampled_from([*CHOICES[field], *CHOICES[field], UNKNOWN])) for field in FIELDS[subject]}
    unread = frozenset(field for field, value in values.items() if value is UNKNOWN)
    return Record(subject, name, {"published_on": date(2021, 3, 2), **values}, unread)


def completions(records: list[Record], rejected: list[Record]) -> Iterator[list[Record]]:
    """Every way to fill in the unknown cells; a rejected row may turn out to be a record or nothing."""
    for kept in [[], rejected] if rejected else [[]]:
        every = [*records, *kept]
        open_cells = [(n, f) for n, r in enumerate(every) for f, value in r.values.items() if value is UNKNOWN]
        for choice in product(*(CHOICES[field] for _, field in open_cells)):
            known = [dict(record.values) for record in every]
            for (number, field), value in zip(open_cells, choice, strict=True):
                known[number][field] = value
            yield [Record(r.subject, r.id, values) for r, values in zip(every, known, strict=True)]


@pytest.mark.parametrize("name", ["interpretation-rate", "all-policies-passed", "three-best-practices"])
@given(world=worlds())
@settings(max_examples=60, deadline=None)
def test_no_certain_verdict_turns_when_the_unknown_is_known(
    name: str, world: tuple[list[Record], list[Record]]
) -> None:
    records, rejected = world
    supplied = ("interpretation",)
    certain = {
        key: outcome
        for key, outcome in outcomes(judged(name, records, rejected=rejected, supplied=supplied, roster=(A, B))).items()
        if outcome in ("pass", "violation", "not_applicable")
    }
    for number, complete in enumerate(completions(records, rejected)):
        if number >= MOST_COMPLETIONS:
            break
        full = outcomes(judged(name, complete, supplied=supplied, roster=(A, B)))
        for key, outcome in certain.items():
            assert full.get(key, "not_applicable") == outcome


def test_a_state_observed_after_the_period_may_have_been_so_in_it() -> None:
    later, sooner = date(2022, 1, 10), date(2020, 12, 31)
    two = [guide(1, A, checked_on=date(2021, 12, 31)), guide(2, B, checked_on=later)]
    assert outcomes(judged("columns-agree", two))["s1"] == "undetermined"
    assert outcomes(judged("columns-agree", [two[0], guide(2, B, checked_on=sooner)]))["s1"] == "not_applicable"


def test_where_a_list_says_which_groups_there_must_be_no_other_value_makes_one() -> None:
    with_topics = rule("three-best-practices")
    requirement = with_topics.versions[0].requirement
    assert isinstance(requirement, Exists)
    listed = replace(requirement, grouping=Grouping(requirement.grouping.keys, {"issuer": "bodies"}))
    params = {**with_topics.versions[0].params, "bodies": Param("bodies", Type.LIST_OF_TEXT, (A,), "reading")}
    changed = replace(with_topics, versions=(replace(with_topics.versions[0], requirement=listed, params=params),))
    records = [best_practice(1), best_practice(2), best_practice(3, issuer=B)]
    setting = Setting(NEXT_YEAR, Calendar.china(), pack_end=YEAR_END, world=world_of(records, supplied=("document",)))
    assert outcomes(judge_groups(changed, setting, {})) == {A: "pass"}
