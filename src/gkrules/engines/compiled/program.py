"""The generated function of one subject: every rule on one record, what they share worked out once.

Versions are grouped by the date that governs them, then by their days in force, the bodies they address and their
`when`, so that a record pays for a group only where it belongs to it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gkrules.deadlines.clock import Window
from gkrules.engines.compiled.conditions import RECORD, Conditions, Scope
from gkrules.engines.compiled.days import DayTables
from gkrules.engines.compiled.fields import DAYS, Fields
from gkrules.engines.compiled.requirements import Edition, Requirements, Words
from gkrules.engines.compiled.shapes import Shape
from gkrules.engines.compiled.source import Source
from gkrules.engines.governing import has_earlier_date
from gkrules.engines.outcome import Outcome
from gkrules.engines.setting import Setting
from gkrules.language.ir import Node, params_of
from gkrules.language.rule import Rule, values_of
from gkrules.records.model import FieldType, Subject
from gkrules.records.record import UNKNOWN, Record, Value

_LATEST = 12, 31
_ABSENT = frozenset({"subject", "id"})

Judge = Callable[..., tuple[Any, ...]]
"""(values, rid, malformed, listed, record, as_of, settings) to the outcomes of the rules, in their order."""


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled subject.

    `settings` are those that the function asks for, of a rule or of one of its versions; `left` tells by rule id what
    the function leaves to the reference.
    """

    judge: Judge
    text: str
    settings: tuple[tuple[Rule, int | None], ...]
    left: Mapping[str, frozenset[Shape]]


def program(
    subject: Subject,
    rules: Sequence[Rule],
    settings: Mapping[str, Setting],
    days: DayTables,
    words: Words,
    *,
    alone: bool = False,
) -> Program:
    """Compile `rules`, record rules of `subject`. `settings` are by rule id; their as-of date does not matter.

    `alone`: records are judged by themselves, in settings without a world.
    """
    if not rules:
        return Program(_nothing, "", (), {})
    return _Writer(subject, settings, days, words, alone=alone).write(rules)


def _nothing(*_: object) -> tuple[Any, ...]:
    return ()


class _Writer:
    def __init__(
        self, subject: Subject, settings: Mapping[str, Setting], days: DayTables, words: Words, *, alone: bool
    ) -> None:
        self.subject = subject
        self.settings = settings
        self.source = Source()
        self.fields = Fields(subject, self.source)
        self.conditions = Conditions(self.source, self.fields, days, alone=alone)
        self.requirements = Requirements(self.source, self.fields, self.conditions, words)
        self.none = repr(words[Outcome.NOT_APPLICABLE])
        self.undetermined = repr(words[Outcome.UNDETERMINED])
        self.places: dict[tuple[str, int | None], tuple[int, Rule]] = {}
        self.left: dict[str, set[Shape]] = {}
        self.kinds = next(iter(settings.values())).kinds
        self.own_kind = next(iter(settings.values())).own_kind

    def write(self, rules: Sequence[Rule]) -> Program:
        by_governing: dict[tuple[tuple[str, ...], bool, date | None], list[Edition]] = {}
        for number, rule in enumerate(rules):
            named = next((v.governed_by for v in rule.versions if v.governed_by), None)
            governing = (named,) if named else self.subject.governing
            group = by_governing.setdefault((governing, bool(named), self.settings[rule.id].pack_end), [])
            group += [self._edition(rule, place, f"o{number}") for place in range(len(rule.versions))]
        for (governing, own, _), editions in by_governing.items():
            self._group(governing, editions, named=own)
        with self.source.ahead():
            self._head(len(rules))
        results = "".join(f"o{number}, " for number in range(len(rules)))
        self.source.line(f"return ({results})")
        head = "def judge(values, rid, malformed, listed, record, as_of, settings):"
        text = "\n".join([head, *self.source.lines, ""])
        namespace: dict[str, Any] = {**self.source.constants, "make": self._maker(), "__builtins__": _BUILTINS}
        exec(compile(text, f"<gkrules {self.subject.name}>", "exec"), namespace)  # noqa: S102 - see source.py
        places = tuple((rule, version) for (_, version), (_, rule) in self.places.items())
        left = {rule: frozenset(shapes) for rule, shapes in self.left.items() if shapes}
        return Program(namespace["judge"], text, places, left)

    def _edition(self, rule: Rule, place: int, target: str) -> Edition:
        version, setting = rule.versions[place], self.settings[rule.id]
        params = values_of(version, setting.overrides)
        scope = Scope(params, lambda: self._setting(rule, place), self.left.setdefault(rule.id, set()))
        return Edition(rule, version, target, scope, lambda: self._setting(rule, None), setting.pack_end)

    def _setting(self, rule: Rule, version: int | None) -> str:
        number, _ = self.places.setdefault((rule.id, version), (len(self.places), rule))
        return f"settings[{number}]"

    def _maker(self) -> Callable[..., Record]:
        name = self.subject.name

        def make(
            values: Mapping[str, Value], rid: str, malformed: frozenset[str], listed: Mapping[str, date]
        ) -> Record:
            kept = {key: value for key, value in values.items() if key not in _ABSENT}
            return Record(name, rid, kept, malformed, None, listed)

        return make

    def _head(self, count: int) -> None:
        line, constant = self.source.line, self.source.constant
        if self.requirements.listed:
            line(f"get = ({constant(_with_listed)}(values, malformed, listed) if listed else values).get")
        else:
            line("get = values.get")
        self.fields.emit()
        if self.source.memos:
            line(f"{' = '.join(self.source.memos)} = ...")
        targets = [f"o{number}" for number in range(count)]
        if targets:
            line(f"{' = '.join(targets)} = {self.none}")

    # ── which version judges ─────────────────────────────────────────────────────────────────────────────────────

    def _group(self, governing: tuple[str, ...], editions: list[Edition], *, named: bool) -> None:
        line, block = self.source.line, self.source.block
        of_state = not named and not self.subject.dated
        self._governing(governing, f"{editions[0].setting()}.state_day.toordinal()" if of_state else "None")
        happened = f"if {self.fields.raw(governing[0])} is not None" if named else None
        with block("if g is None"), block(happened):
            self._without_day(editions)
        constant = self.source.constant
        day = f"{constant(date.fromordinal)}(as_of)"
        earlier = f"{constant(has_earlier_date)}({RECORD}, {constant(self.subject)}, {day})"
        with block(f"elif g <= as_of or {earlier}"):
            for window, members in _grouped(editions, lambda e: e.version.in_force).items():
                if window.first is not None and window.last is not None and window.first > window.last:
                    continue
                with block(self._in_force(window)):
                    self._in_window(members)
        line("")

    def _governing(self, names: tuple[str, ...], unset: str) -> None:
        """Set `g`, the ordinal of the governing day, None where it is unknown; `unset` where no field names one."""
        block, line, constant = self.source.block, self.source.line, self.source.constant
        word = "if"
        for name in names:
            known, kind = self.fields.known(name), self.fields.type(name)
            if kind in DAYS or kind is FieldType.INTEGER:
                with block(f"{word} {known} is not None"):
                    line(f"g = {known if kind in DAYS else f'{constant(_year_end)}({known})'}")
                word = "elif"
            with block(f"{word} {constant(name)} in malformed"):
                line("g = None")
            word = "elif"
        with block("else" if names else None):
            line(f"g = {unset}")

    def _in_force(self, window: Window) -> str | None:
        constant = self.source.constant
        first = "" if window.first is None else f"{constant(window.first.toordinal())} <= "
        last = "" if window.last is None else f" <= {constant(window.last.toordinal())}"
        return f"if {first}g{last}" if first or last else None

    def _in_window(self, editions: list[Edition]) -> None:
        for addressee, members in _grouped(editions, lambda e: e.version.addressee).items():
            addressed = self._addressed(addressee)
            if addressed == "False":
                continue
            with self.source.block(None if addressed == "True" else f"if {addressed}"):
                for group in _grouped(members, lambda e: _key(e.version.when, e.scope)).values():
                    self._when(group)

    def _addressed(self, addressee: tuple[str, ...]) -> str:
        """The test that the body of the record, or else the profile's own, is of a kind that the rule addresses."""
        if not addressee:
            return "True"
        constant = self.source.constant
        own = repr(self.own_kind is None or self.own_kind in addressee)
        test = own
        for name in ("issuer", "institution") if self.kinds else ():
            if self.fields.type(name) in (FieldType.TEXT, FieldType.CODE):
                known, kinds = self.fields.known(name), constant(self.kinds)
                test = f"({kinds}[{known}] in {constant(frozenset(addressee))} if {known} in {kinds} else {test})"
        return test

    def _when(self, editions: list[Edition]) -> None:
        """The rules of one condition: it is tested once for all of them."""
        when, scope = editions[0].version.when, editions[0].scope
        if when is None:
            for edition in editions:
                self._unless_exempt(edition)
            return
        with self.source.block(f"if {self.conditions.test(when, scope, wanted=True)}"):
            for edition in editions:
                self._unless_exempt(edition)
        with self.source.block(f"elif not {self.conditions.test(when, scope, wanted=False)}"):
            for edition in editions:
                exempt = self._exempt(edition)
                with self.source.block(f"if not {exempt}" if exempt else None):
                    self.source.line(f"{edition.target} = {self.undetermined}")

    def _exempt(self, edition: Edition) -> str | None:
        """The test that an exception certainly applies."""
        if not edition.version.exceptions:
            return None
        tests = [self.conditions.test(e.when, edition.scope, wanted=True) for e in edition.version.exceptions]
        return f"({' or '.join(tests)})"

    def _unless_exempt(self, edition: Edition) -> None:
        exceptions = edition.version.exceptions
        if not exceptions:
            self.requirements.emit(edition)
            return
        none = " and ".join(self.conditions.test(e.when, edition.scope, wanted=False) for e in exceptions)
        with self.source.block(f"if {none}"):
            self.requirements.emit(edition)
        with self.source.block(f"elif not {self._exempt(edition)}"):
            self.source.line(f"{edition.target} = {self.undetermined}")

    def _without_day(self, editions: list[Edition]) -> None:
        """Undetermined, unless no version would apply on any day."""
        for members in _grouped(editions, lambda e: e.target).values():
            tests = [self._never(edition) for edition in members]
            if "True" in tests:
                tests = [test for test in tests if test != "True"]
            if not tests:
                continue
            with self.source.block(f"if not ({' and '.join(tests)})"):
                self.source.line(f"{members[0].target} = {self.undetermined}")

    def _never(self, edition: Edition) -> str:
        """The test that a version certainly does not apply."""
        addressed = self._addressed(edition.version.addressee)
        if addressed == "False":
            return "True"
        when = edition.version.when
        tests = [] if addressed == "True" else [f"not {addressed}"]
        tests += [] if when is None else [self.conditions.test(when, edition.scope, wanted=False)]
        exempt = self._exempt(edition)
        tests += [exempt] if exempt else []
        return f"({' or '.join(tests)})" if tests else "False"


_BUILTINS = {"len": len, "set": set}
"""All that the text of a generated function may name beyond its constants."""


def _grouped(editions: list[Edition], key: Callable[[Edition], Any]) -> dict[Any, list[Edition]]:
    groups: dict[Any, list[Edition]] = {}
    for edition in editions:
        groups.setdefault(key(edition), []).append(edition)
    return groups


def _key(node: Node | None, scope: Scope) -> Hashable:
    """What two conditions share that come to the same: the expression, and the values of its parameters."""
    values = () if node is None else tuple((name, scope.params.get(name)) for name in sorted(params_of(node)))
    return node, values


def _year_end(year: int) -> int | None:
    """The ordinal of the last day of a year; None where there is no such year."""
    return date(year, *_LATEST).toordinal() if date.min.year <= year <= date.max.year else None


def _with_listed(
    values: Mapping[str, Value], malformed: frozenset[str], listed: Mapping[str, date]
) -> Mapping[str, Value]:
    """The values, and where a date has none the first day of that event in the record's event list."""
    merged = dict(values)
    for name, day in listed.items():
        if name not in malformed and merged.get(name, UNKNOWN) in (UNKNOWN, None):
            merged[name] = day
    return merged
