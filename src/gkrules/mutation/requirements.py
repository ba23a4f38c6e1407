"""The changes of versions and their requirements: parts dropped, steps reordered, dates and parameters moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from gkrules.deadlines.clock import Clock, Window
from gkrules.deadlines.limit import Limit, Unit
from gkrules.deadlines.recurring import BeforeStart, Every, Recurring, Roll
from gkrules.language.ir import FieldRef, Node, Related, SumOf, Type
from gkrules.language.kinds import (
    Bound,
    ConsistentGroup,
    ConsistentPair,
    DeadlineTerm,
    Exists,
    Grouping,
    Pace,
    Periodic,
    Rate,
    Sequence,
    Step,
)
from gkrules.language.printing import print_expression
from gkrules.language.rule import Exemption, Param, Until, UntilWord, Version, version_params
from gkrules.mutation.expressions import ROWS, date_advice
from gkrules.mutation.values import neighbours, shortened, written
from gkrules.mutation.walk import Row, Site, Tables, Variants, variants
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Relation

_LAST_DAY = 31
PartRow = Callable[..., Variants]


def version_variants(version: Version, site: Site, window: Window) -> Variants:
    """`version` with one part of its meaning changed, for each change there is; its own window stays.

    `window` is the one of the pack, for terms that end with it.
    """
    parts: dict[tuple[type, str], PartRow] = {
        **PARTS,
        (Version, "until"): lambda until, _, at: _until(until, at, window),
        (DeadlineTerm, "roll"): lambda roll, term, at: _roll(roll, term, at, version),
    }
    return variants(version, site, replace(TABLES, parts=parts))


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _when(when: Node | None, _: Version, site: Site) -> Variants:
    if when is not None:
        text = print_expression(when)
        yield None, site.change("its condition", "", f"add an example in which {text} is false (not_applicable)")
        yield from variants(when, site, TABLES)


def _exceptions(exceptions: tuple[Exemption, ...], _: Version, site: Site) -> Variants:
    for index, exception in enumerate(exceptions):
        rest = (*exceptions[:index], *exceptions[index + 1 :])
        text = print_expression(exception.when)
        advice = f"add an example that would be a violation, but that {text} is true (not_applicable)"
        yield rest, site.change(f"the exception {text}", "", advice)
    yield from variants(exceptions, site, TABLES)


def _params(params: Mapping[str, Param], version: Version, site: Site) -> Variants:
    """Parameters on which outcomes depend; those that only messages show are left alone."""
    read = version_params(version)
    for name, param in params.items():
        if name in read and param.value is not None:
            for value, advice in neighbours(param.value):
                if not _is_share(param) or 0 <= value <= 1:
                    before, after = shortened(param.value, value)
                    yield {**params, name: replace(param, value=value)}, site.at(name).change(before, after, advice)


def _is_share(param: Param) -> bool:
    return param.type is Type.SHARE


def _until(until: Until | None, site: Site, window: Window) -> Variants:
    if until is None:
        return
    yield None, site.change(written(until), "", "add an example that fails and is judged before the term has ended")
    advice = "add an example that fails on the last day of the term (pending), and the same a day later (violation)"
    for moved in _moved(until, window):
        yield moved, site.change(written(until), written(moved), advice)


def _moved(until: Until, window: Window) -> list[date]:
    """The term a day earlier and a day later. A year's end is moved where the pack's window tells the year."""
    last = window.last
    one_year = last is not None and window.first is not None and window.first.year == last.year
    match until:
        case UntilWord.PACK_END:
            end = last
        case UntilWord.YEAR_END:
            end = date(last.year, 12, 31) if last is not None and one_year else None
        case date():
            end = until
        case _:
            end = None  # a parameter, which moves by itself
    return [] if end is None else [end - timedelta(days=1), end + timedelta(days=1)]


def _governed_by(name: str | None, _: Version, site: Site) -> Variants:
    if name is not None:
        advice = f"add an example in which only {name} places the fact before or after the law came into force"
        yield None, site.change(name, "", advice)
        yield from _date_field(name, _, site)


def _addressee(kinds: tuple[str, ...], _: Version, site: Site) -> Variants:
    if kinds:
        yield (), site.change(written(kinds), "", "add an example of a body of another kind (not_applicable)")
    if len(kinds) > 1:
        for rest, advice in neighbours(kinds):
            yield rest, site.change(shortened(kinds, rest)[0], "", advice)


def _case(clock: Clock | None, _: Version, site: Site) -> Variants:
    if clock is not None:
        yield None, site.change(clock.name, "", "add an example of a case that was withdrawn with the duty undone")


# ── requirements ─────────────────────────────────────────────────────────────────────────────────────────────────


def _date_field(name: str, _: object, site: Site) -> Variants:
    for other in site.dates(site.subject, name):
        yield other, site.change(name, other, date_advice(name, other))


def _start(start: Node | Clock | None, term: DeadlineTerm, site: Site) -> Variants:
    if isinstance(start, Clock):
        for name in site.dates(site.subject, ""):
            new = FieldRef(name, Type(site.subject.fields[name].type.value))
            yield new, site.change(start.name, name, date_advice(f"day 0 of {start.name}", name))
        return
    if start is not None and term.by is not None and not isinstance(term.by, Recurring):
        yield None, site.change(print_expression(start), "", "add an example whose event lies before its start")
    yield from variants(start, site, TABLES)


def _roll(roll: Roll | str, term: DeadlineTerm, site: Site, version: Version) -> Variants:
    """A limit in working days or hours never ends on a rest day that moves."""
    limit = version.params[term.within].value if term.within else None
    if isinstance(roll, Roll) and not (isinstance(limit, Limit) and limit.unit in (Unit.WORKING_DAYS, Unit.HOURS)):
        for other, _ in neighbours(roll):
            advice = "add an example whose last day is a rest day, and which is done on the next working day"
            yield other, site.change(written(roll), written(other), advice)


def _optional(node: Node | None, _: object, site: Site) -> Variants:
    """An expression that may be left out."""
    if node is not None:
        text = print_expression(node)
        yield None, site.change(text, "", f"add an example that comes out otherwise because of {text}")
        yield from variants(node, site, TABLES)


def _steps(steps: tuple[Step, ...], _: Sequence, site: Site) -> Variants:
    for index, step in enumerate(steps):
        rest = (*steps[:index], *steps[index + 1 :])
        yield rest, site.change(_named(step), "", f"add an example in which {_named(step)} alone is left out")
    for index in range(len(steps) - 1):
        first, second = steps[index : index + 2]
        advice = f"add an example in which {_named(first)} is earlier than {_named(second)}, and one the other way"
        swapped = (*steps[:index], second, first, *steps[index + 2 :])
        yield swapped, site.change(f"{_named(first)}, {_named(second)}", f"{_named(second)}, {_named(first)}", advice)
    yield from variants(steps, site, TABLES)


def _step_fields(fields: tuple[str, ...], _: Step, site: Site) -> Variants:
    if len(fields) > 1:
        for rest, advice in neighbours(fields):
            yield rest, site.change(shortened(fields, rest)[0], "", advice)


def _named(step: Step) -> str:
    return " & ".join(step.fields)


def _recurring(by: Recurring, site: Site) -> Variants:
    months = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[by.every]
    advice = "add examples on the day that comes round, a day earlier and a day later"
    for month in (by.month - 1, by.month + 1):
        if 1 <= month <= months:
            yield replace(by, month=month), site.at("month").change(str(by.month), str(month), advice)
    for day in (by.day - 1, by.day + 1):
        if 1 <= day <= _LAST_DAY:
            yield replace(by, day=day), site.at("day").change(str(by.day), str(day), advice)
    for every in Every:
        if every is not by.every and by.month <= {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[every]:
            yield replace(by, every=every), site.at("every").change(by.every, every, advice)


def _before_start(word: BeforeStart, site: Site) -> Variants:
    for other, _ in neighbours(word):
        advice = "add an example whose event is dated before its start"
        yield other, site.change(written(word), written(other), advice)


# ── groups and partners ──────────────────────────────────────────────────────────────────────────────────────────


def _bound(bound: Bound, requirement: Exists | Rate, site: Site) -> Variants:
    others = Bound if isinstance(requirement, Exists) else (Bound.AT_LEAST, Bound.AT_MOST)
    for other in others:
        if other is not bound:
            advice = "add examples with fewer than the threshold, with exactly as many, and with more"
            yield other, replace(site, part=site.part.rpartition(".")[0]).change(bound, other, advice)


def _distinct(name: str | None, _: Exists, site: Site) -> Variants:
    if name is not None:
        yield None, site.change(name, "", f"add an example in which two records have the same {name}")


def _every(every: Pace | str, _: Periodic, site: Site) -> Variants:
    if isinstance(every, Pace):
        for other in Pace:
            if other is not every:
                advice = f"add an example in which a {other.value} has one and a {every.value} has none, or the reverse"
                yield other, site.change(every, other, advice)


def _agreeing(fields: tuple[object, ...], _: ConsistentPair | ConsistentGroup, site: Site) -> Variants:
    for rest, _advice in neighbours(fields):
        dropped = next(name for name in fields if name not in rest)
        words = ": ".join(dropped) if isinstance(dropped, tuple) else str(dropped)
        yield rest, site.change(words, "", f"add an example that differs in {words} alone")


def _grouping(grouping: Grouping, site: Site) -> Variants:
    whole = replace(site, part=site.part.removesuffix(".grouping"))
    for key in grouping.keys:
        rest = tuple(other for other in grouping.keys if other is not key)
        expect = {name: source for name, source in grouping.expect.items() if name != key.name}
        advice = f"add an example with two groups that differ in {key.name} alone and come out differently"
        yield replace(grouping, keys=rest, expect=expect), whole.at("by").change(key.name, "", advice)
    if grouping.expect:  # it names every key or none
        names = ", ".join(grouping.expect)
        advice = f"add an example of an expected {names} of which no record speaks"
        yield replace(grouping, expect={}), whole.at("expect").change(names, "", advice)


PARTS: Mapping[tuple[type, str], PartRow] = {
    (Version, "when"): _when,
    (Version, "exceptions"): _exceptions,
    (Version, "params"): _params,
    (Version, "governed_by"): _governed_by,
    (Version, "addressee"): _addressee,
    (Version, "case"): _case,
    (DeadlineTerm, "event"): _date_field,
    (DeadlineTerm, "start"): _start,
    (DeadlineTerm, "not_before"): _optional,
    (Sequence, "steps"): _steps,
    (Sequence, "done_when"): _optional,
    (Sequence, "exits"): _optional,
    (Exists, "that"): _optional,
    (Exists, "bound"): _bound,
    (Exists, "distinct"): _distinct,
    (Rate, "bound"): _bound,
    (Periodic, "that"): _optional,
    (Periodic, "every"): _every,
    (ConsistentPair, "fields"): _agreeing,
    (ConsistentPair, "expected"): _optional,
    (ConsistentGroup, "fields"): _agreeing,
    (Step, "fields"): _step_fields,
    (Step, "when"): _optional,
}

OWN: Mapping[type, Row] = {**ROWS, Recurring: _recurring, BeforeStart: _before_start, Grouping: _grouping}

_CLOSED = frozenset(
    {"in_force", "clauses", "title", "message", "remedy", "modality", "severity", "implements", "reason", "figures"}
    | {
        "op",
        "type",
        "span",
        "value",
        "name",
        "within",
        "extend_by",
        "clock",
        "relation",
        "members",
        "number",
        "share",
        "of",
    }
)


def _enters(value: object, part: str, site: Site) -> Site:
    if isinstance(value, Version) and part == "requirement":
        return site.at(value.kind)
    if isinstance(value, Related | SumOf) and part == "condition":
        return replace(site, subject=dictionary()[value.relation.other])
    return site


TABLES = Tables(OWN, PARTS, _CLOSED, (Clock, Relation, Recurring, Grouping), _enters)
