"""Strategies that build whole rules, records and the setting beside them, for engines that must agree on all of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Clock, Window
from gkrules.deadlines.limit import Limit, Unit
from gkrules.deadlines.recurring import BeforeStart, Every, Recurring, Roll
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.setting import Setting
from gkrules.engines.world import World, world_of
from gkrules.language.ir import FieldRef, Node, Type
from gkrules.language.kinds import (
    AttestedRecord,
    ConsistentPair,
    DeadlineOnClock,
    DeadlineTerm,
    Forbid,
    Require,
    Requirement,
    Sequence,
    Step,
)
from gkrules.language.rule import Exemption, Modality, Param, ParamValue, Rule, Severity, UntilWord, Version
from gkrules.records.dictionary import dictionary
from gkrules.records.model import LISTS, Field, FieldType, Relation, Subject
from gkrules.records.record import UNKNOWN, Record, Value, listed_days

sys.path.insert(0, str(Path(__file__).parent))

from strategies import TEXTS, expressions

WORDS = Bilingual("文", "text")
KINDS = ("county", "office")
ROSTER = {"甲厅": "county", "乙局": "office"}
PARAMS = {
    "number": Type.INTEGER, "share": Type.NUMBER, "day": Type.DATE, "flag": Type.BOOL, "text": Type.TEXT,
    "texts": Type.LIST_OF_TEXT,
}  # fmt: skip
EDGES = (
    date(2007, 12, 28), date(2007, 12, 29), date(2008, 1, 2), date(2019, 5, 14), date(2019, 5, 15), date(2021, 9, 30),
    date(2021, 10, 8), date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 4), date(2035, 12, 30),
)  # fmt: skip
CLOCK_FIELDS = ("received_on", "received_via", "confirmed_on", "replied_on", "events", "extension_notified_on")
OTHERS = ("document", "interpretation", "website", "institution", "duty_evidence")
EXCEPTIONS = st.sampled_from((0, 0, 0, 1, 2))
SUBJECTS = ("document", "disclosure_application", "task", "annual_report", "interpretation", "website", "meeting")


@dataclass(frozen=True)
class Case:
    """Rules of one subject, records of it, and what stands beside them."""

    subject: Subject
    rules: tuple[Rule, ...]
    settings: Mapping[str, Setting]
    records: tuple[Record, ...]
    as_of: date


def narrowed(subject: Subject, kept: frozenset[str]) -> Subject:
    """The subject with these fields only, so that rules and records meet."""
    return replace(subject, fields={name: field for name, field in subject.fields.items() if name in kept})


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    """A subject with some of its fields: at least one of each type, and those of its clocks."""
    subject = dictionary()[draw(st.sampled_from(SUBJECTS))]
    kept = {"id", "institution", *subject.governing}
    for kind in FieldType:
        names = [name for name, field in subject.fields.items() if field.type is kind]
        if names:
            kept.update(draw(st.lists(st.sampled_from(names), min_size=1, max_size=3)))
    if draw(st.booleans()) and subject.clocks:
        kept.update(CLOCK_FIELDS)
    return narrowed(subject, frozenset(kept & subject.fields.keys()))


def days(as_of: date) -> st.SearchStrategy[date]:
    """Days around the as-of date, and around the days on which the law or the calendar changes."""
    near = st.integers(-45, 12).map(lambda n: as_of + timedelta(days=n))
    edge = st.builds(lambda day, n: day + timedelta(days=n), st.sampled_from(EDGES), st.integers(-3, 30))
    return st.one_of(near, near, edge)


def known(field: Field, on: st.SearchStrategy[date]) -> st.SearchStrategy[Value]:
    """Values that a field may hold."""
    match field.type:
        case FieldType.DATE:
            return on.map(lambda day: day)
        case FieldType.INSTANT:
            zones = st.sampled_from((None, UTC, timezone(timedelta(hours=8))))
            hours = st.tuples(on, st.integers(0, 23), zones)
            return on | hours.map(lambda x: datetime(x[0].year, x[0].month, x[0].day, x[1], tzinfo=x[2]))
        case FieldType.CODE:
            return st.sampled_from(sorted(field.codes))
        case FieldType.INTEGER:
            return st.sampled_from((0, 1, 20, 2018, 2020, 2021, 2026, 20211))
        case FieldType.NUMBER:
            return st.sampled_from((0, 3, Fraction(1, 3), Fraction(40)))
        case FieldType.BOOL:
            return st.booleans()
        case FieldType.LIST_OF_CODE:
            return st.lists(st.sampled_from(sorted(field.codes)), max_size=3).map(tuple)
        case FieldType.LIST_OF_TEXT:
            return st.lists(TEXTS, max_size=3).map(tuple)
        case FieldType.EVENTS:
            event = st.builds(
                CaseEvent, on, st.sampled_from(sorted(field.codes)), st.sampled_from(("", "甲", "乙")),
                st.none() | st.integers(0, 25),
            )  # fmt: skip
            return st.lists(event, max_size=4).map(tuple)
        case _:
            return TEXTS | st.sampled_from((*ROSTER, "第3号", "〔2021〕7号通知"))


@st.composite
def records(draw: st.DrawFn, subject: Subject, as_of: date) -> Record:
    """A record with columns left out, cells that are empty in either sense, and cells that cannot be read."""
    on = days(as_of)
    values: dict[str, Value] = {}
    malformed = set()
    for name, field in subject.fields.items():
        state = draw(st.sampled_from(("known",) * 12 + ("none", "unknown", "malformed", "absent")))
        if name == "id" or state == "absent":
            continue
        if state == "none":
            values[name] = () if field.type in LISTS else None
        elif state == "known":
            values[name] = draw(known(field, on))
        else:
            values[name] = UNKNOWN
            malformed |= {name} if state == "malformed" else set()
    return Record(
        subject.name, draw(st.sampled_from(("A1", ""))), values, frozenset(malformed), listed=listed_days(values)
    )


def params(as_of: date) -> st.SearchStrategy[dict[str, Param]]:
    """A value for every parameter, lengths of time among them."""
    limits = st.builds(Limit, st.sampled_from((0, 1, 5, 10, 20)), st.sampled_from(Unit))
    values: dict[str, tuple[Type, st.SearchStrategy[ParamValue]]] = {
        "number": (Type.INTEGER, st.integers(-3, 2_030)),
        "share": (Type.NUMBER, st.fractions(0, 2, max_denominator=9)),
        "day": (Type.DATE, days(as_of)),
        "flag": (Type.BOOL, st.booleans()),
        "text": (Type.TEXT, TEXTS),
        "texts": (Type.LIST_OF_TEXT, st.lists(TEXTS, max_size=3).map(tuple)),
        "limit": (Type.LIMIT, limits),
        "working": (Type.LIMIT, st.builds(Limit, st.sampled_from((0, 1, 7, 20)), st.just(Unit.WORKING_DAYS))),
    }
    param = {
        name: st.builds(Param, st.just(name), st.just(kind), of, st.just("clause"))
        for name, (kind, of) in values.items()
    }
    return st.fixed_dictionaries(param)


def _days_of(subject: Subject, *kinds: FieldType) -> list[str]:
    return [name for name, field in subject.fields.items() if field.type in kinds]


@st.composite
def worlds(draw: st.DrawFn, as_of: date) -> World:
    """A few records of some of the subjects that relations lead to; the others were not supplied."""
    names = draw(st.lists(st.sampled_from(OTHERS), max_size=3, unique=True))
    found = [draw(records(dictionary()[name], as_of)) for name in names for _ in range(draw(st.integers(0, 2)))]
    return world_of(found, supplied=names)


def conditions(subject: Subject) -> st.SearchStrategy[Node]:
    return expressions(subject, Type.BOOL, PARAMS, depth=3, related=True)


@st.composite
def terms(draw: st.DrawFn, subject: Subject) -> DeadlineTerm:
    """Deadlines of every shape."""
    moments = _days_of(subject, FieldType.DATE, FieldType.INSTANT)
    fields: st.SearchStrategy[Node | Clock] = st.sampled_from(moments).map(
        lambda name: FieldRef(name, Type(subject.fields[name].type))
    )
    computed: st.SearchStrategy[Node | Clock] = expressions(subject, Type.DATE, PARAMS, depth=1).map(lambda node: node)
    clocks = list(subject.clocks.values()) if "events" in subject.fields else []
    start: Node | Clock | None = draw(st.one_of(fields, fields, computed, *[st.just(clock) for clock in clocks]))
    within: str | None = None
    by: Node | Recurring | None = None
    if draw(st.integers(0, 2)):
        within = draw(st.sampled_from(("limit", "working")))
    elif draw(st.booleans()):
        every = draw(st.sampled_from(Every))
        month = draw(st.integers(1, {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[every]))
        by = Recurring(every, month, draw(st.integers(1, 31)))
    else:
        by = draw(expressions(subject, Type.DATE, PARAMS, depth=1))
        start = draw(st.sampled_from((start, None)))
    not_before = draw(st.none() | st.none() | expressions(subject, Type.DATE, PARAMS, depth=1))
    roll = draw(st.sampled_from((Roll.NONE, Roll.NONE, Roll.FORWARD, "flag")))
    return DeadlineTerm(
        draw(st.sampled_from(moments)), start, within, by, not_before, roll, draw(st.sampled_from(BeforeStart))
    )


@st.composite
def sequences(draw: st.DrawFn, subject: Subject) -> Sequence:
    """Steps in order, sets and conditional ones among them."""
    names = _days_of(subject, FieldType.DATE, FieldType.INSTANT)
    chosen = draw(st.lists(st.sampled_from(names), min_size=2, max_size=4))
    steps = [Step((name,), draw(st.none() | st.none() | conditions(subject))) for name in chosen[1:]]
    if len(names) > 1 and draw(st.integers(0, 3)) == 0:
        steps.append(Step(tuple(draw(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)))))
    done, exits = (draw(st.none() | conditions(subject)) for _ in range(2))
    return Sequence((Step((chosen[0],)), *steps), done, exits)


@st.composite
def pairs(draw: st.DrawFn, subject: Subject, relation: Relation) -> ConsistentPair:
    """A record and its partner agree on fields of one type."""
    other = dictionary()[relation.other]
    same = [(a, b) for a, x in subject.fields.items() for b, y in other.fields.items() if x.type is y.type]
    fields = draw(st.lists(st.sampled_from(same), min_size=1, max_size=2))
    return ConsistentPair(relation, tuple(fields), draw(st.none() | conditions(subject)))


def requirements(subject: Subject) -> st.SearchStrategy[Requirement]:
    of: list[st.SearchStrategy[Requirement]] = [
        conditions(subject).map(Require),
        conditions(subject).map(Forbid),
        terms(subject).map(lambda term: term),
        terms(subject).map(lambda term: term),
        sequences(subject).map(lambda sequence: sequence),
    ]
    if subject.clocks and "events" in subject.fields:
        clock = next(iter(subject.clocks.values()))
        of.append(st.just(DeadlineOnClock(clock, "working", "working")))
    of.append(st.just(AttestedRecord()))
    ones = [relation for relation in subject.relations.values() if not relation.many]
    if ones:
        pair = st.sampled_from(ones).flatmap(lambda relation: pairs(subject, relation))
        of.append(pair)
    return st.one_of(of)


@st.composite
def versions(draw: st.DrawFn, subject: Subject, as_of: date, window: Window, governed_by: str | None) -> Version:
    until = draw(st.sampled_from((None, None, *UntilWord, "day", as_of, as_of - timedelta(days=1))))
    clocks = list(subject.clocks.values()) if "events" in subject.fields else []
    return Version(
        window, ("t/1",), WORDS, WORDS, WORDS, Modality.MUST, Severity.ERROR, draw(requirements(subject)),
        when=draw(st.none() | st.none() | conditions(subject)),
        exceptions=tuple(Exemption(draw(conditions(subject)), WORDS) for _ in range(draw(EXCEPTIONS))),
        until=until,
        governed_by=governed_by,
        addressee=draw(st.sampled_from(((), (), ("county",), KINDS))),
        case=draw(st.sampled_from((None, None, *clocks))),
        params=draw(params(as_of)),
    )  # fmt: skip


@st.composite
def rules(draw: st.DrawFn, subject: Subject, as_of: date, name: str) -> Rule:
    """A rule of one or two versions."""
    dates = _days_of(subject, FieldType.DATE, FieldType.INSTANT, FieldType.INTEGER)
    governed_by = draw(st.sampled_from((None, None, None, *dates[:2])))
    change = draw(days(as_of))
    windows = draw(
        st.sampled_from(
            (
                (Window(),),
                (Window(change),),
                (Window(None, change),),
                (Window(None, change), Window(change + timedelta(days=1))),
                (Window(change - timedelta(days=20), change), Window(change + timedelta(days=5), change)),
            )
        )
    )
    made = tuple(draw(versions(subject, as_of, window, governed_by)) for window in windows)
    return Rule(name, subject.name, made, (), "t.yaml", 1)


CHINA = Calendar.china()
SHORT = CHINA.announced_up_to(2020)
LOCAL = CHINA.with_additions(days_off=[date(2021, 10, 9)], working_days=[date(2021, 10, 16)])


@st.composite
def cases(draw: st.DrawFn, *, most: int = 3) -> Case:
    """Rules, records, and the setting."""
    subject = draw(subjects())
    as_of = draw(st.sampled_from((date(2021, 10, 12), date(2021, 12, 31), *EDGES)))
    made = tuple(draw(rules(subject, as_of, f"t/r{n}")) for n in range(draw(st.integers(1, most))))
    setting = Setting(
        as_of, draw(st.sampled_from((CHINA, CHINA, SHORT, LOCAL))), {}, draw(st.none() | days(as_of)),
        draw(st.sampled_from((None, *KINDS))), draw(st.sampled_from(({}, ROSTER))), draw(worlds(as_of)),
        draw(st.none() | st.just(Window(date(2021, 1, 1), date(2021, 10, 31)))),
    )  # fmt: skip
    overrides = draw(st.sampled_from(({}, {"number": 3, "flag": True})))
    settings = {rule.id: replace(setting, overrides=overrides) for rule in made}
    found = tuple(draw(records(subject, as_of)) for _ in range(3))
    return Case(subject, made, settings, found, as_of)
