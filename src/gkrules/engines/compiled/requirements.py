"""What a requirement comes to, as statements that set the outcome of one rule, where the rule is known to apply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise, product
from typing import assert_never

from gkrules.deadlines.case import is_over, start_day
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.limit import Limit, Unit
from gkrules.deadlines.recurring import BeforeStart, Recurring, Roll
from gkrules.engines.compiled.conditions import RECORD, Conditions, Scope
from gkrules.engines.compiled.days import month_later
from gkrules.engines.compiled.fields import DAYS, Fields
from gkrules.engines.compiled.shapes import ByReference, Shape
from gkrules.engines.compiled.source import Source
from gkrules.engines.compiled.steps import sequence_outcome, step_state
from gkrules.engines.facts import case_facts
from gkrules.engines.outcome import Outcome
from gkrules.engines.privacy import privacy_outcome
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.errors import CalendarNotAnnounced
from gkrules.language.ir import FieldRef, Node
from gkrules.language.kinds import (
    Attested,
    AttestedRecord,
    ConsistentGroup,
    ConsistentPair,
    DeadlineOnClock,
    DeadlineTerm,
    Exists,
    Forbid,
    Periodic,
    Privacy,
    Rate,
    Require,
    Sequence,
)
from gkrules.language.rule import Rule, UntilWord, Version
from gkrules.records.model import FieldType
from gkrules.records.record import UNKNOWN, Record

_KEPT = 4_096
Words = Mapping[Outcome, str] | Mapping[Outcome, int]
"""What a generated function gives for each outcome."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of one rule as it is compiled: `target` is the variable of the rule's outcome.

    `scope` holds its parameters, `setting` names the setting under which the reference judges the rule.
    """

    rule: Rule
    version: Version
    target: str
    scope: Scope
    setting: Callable[[], str]
    pack_end: date | None


def case_over(record: Record, clock: Clock, setting: Setting) -> bool | None:
    """Whether the case is over; None where that is not known, or the calendar does not reach far enough to tell."""
    try:
        return is_over(case_facts(record, clock), clock, as_of=setting.as_of, calendar=setting.calendar)[0]
    except CalendarNotAnnounced:
        return None


def case_start(record: Record, clock: Clock, setting: Setting) -> int | None:
    """The ordinal of day 0 of a case; None where it is not known."""
    start, _ = start_day(case_facts(record, clock), clock, setting.as_of)
    return None if start is None else start.toordinal()


def _recurring(by: Recurring) -> Callable[[int], int]:
    @lru_cache(maxsize=_KEPT)
    def on_or_after(start: int) -> int:
        return by.on_or_after(date.fromordinal(start)).toordinal()

    return on_or_after


class Requirements:
    """Writes the statements of requirements over the fields of one subject; outcomes are given in `words`."""

    def __init__(self, source: Source, fields: Fields, conditions: Conditions, words: Words) -> None:
        self.source = source
        self.fields = fields
        self.conditions = conditions
        self.words = words
        self.spelling = {outcome: repr(word) for outcome, word in words.items()}
        events = (f for f in fields.subject.fields.values() if f.type is FieldType.EVENTS)
        self.listed = {f"{code}_on" for f in events for code in f.codes}

    def emit(self, edition: Edition) -> None:
        """The statements that set the outcome of `edition`."""
        before = len(self.source.lines)
        try:
            self._requirement(edition)
        except ByReference as left:
            del self.source.lines[before:]
            self._judge(edition, left.shape)

    def _requirement(self, edition: Edition) -> None:
        match edition.version.requirement:
            case Require(condition=condition):
                self._condition(edition, condition, wanted=True)
            case Forbid(condition=condition):
                self._condition(edition, condition, wanted=False)
            case DeadlineTerm() as term:
                self._unless_listed(edition, term)
            case DeadlineOnClock():
                raise ByReference(Shape.ON_CLOCK)
            case Sequence() as sequence:
                self._sequence(edition, sequence)
            case ConsistentPair():
                raise ByReference(Shape.RELATIONS)
            case AttestedRecord():
                raise ByReference(Shape.LEDGER)
            case Privacy() as privacy:
                self._personal_data(edition, privacy)
            case Exists() | Rate() | Periodic() | ConsistentGroup() | Attested():
                raise AssertionError("groups are judged by engines/groups.py")
            case _ as never:
                assert_never(never)

    def _judge(self, edition: Edition, shape: Shape) -> None:
        """Leave the whole rule to the reference."""
        edition.scope.left.add(shape)
        constant = self.source.constant
        rule, subject = constant(edition.rule), constant(self.fields.subject)
        judged = f"{constant(judge)}({rule}, {subject}, {RECORD}, {edition.setting()}).outcome"
        self.source.line(f"{edition.target} = {self._spelled(judged)}")

    def _personal_data(self, edition: Edition, privacy: Privacy) -> None:
        """The detectors read the text."""
        constant, line = self.source.constant, self.source.line
        k = None if privacy.list_k is None else edition.scope.params[privacy.list_k]
        line(f"found = {constant(privacy_outcome)}({constant(privacy)}, {RECORD}, {constant(k)})")
        self._found(edition)

    def _found(self, edition: Edition) -> None:
        """Set the outcome that `found` names."""
        violation = self.source.constant(Outcome.VIOLATION)
        late, spelled = self._violation(edition), self._spelled("found")
        self.source.line(f"{edition.target} = {late} if found is {violation} else {spelled}")

    def _spelled(self, code: str) -> str:
        return f"{self.source.constant(self.words)}[{code}]"

    def _violation(self, edition: Edition) -> str:
        """How a violation is written: pending while the term of the rule runs."""
        until, late = edition.version.until, self.spelling[Outcome.VIOLATION]
        match until:
            case None:
                return late
            case UntilWord.YEAR_END:
                year = f"{self.source.constant(date.fromordinal)}(as_of).year"
                runs = f"{year} <= {self.source.constant(date.fromordinal)}(g).year"
            case _:
                runs = f"as_of <= {self.source.constant(_until(until, edition).toordinal())}"
        return f"({self.spelling[Outcome.PENDING]} if {runs} else {late})"

    def _over(self, edition: Edition) -> bool:
        """Set `over` where the rule is about a case; whether it is."""
        clock = edition.version.case
        if clock is None:
            return False
        constant = self.source.constant
        asked = f"{constant(case_over)}({RECORD}, {constant(clock)}, {edition.setting()})"
        self.source.line(f"over = {self.source.once(('over', clock), lambda: asked)}")
        return True

    def _set(self, edition: Edition, code: str, *, ended: bool) -> None:
        """Set the outcome; where the case is over (`ended` says that it may be) the rule does not apply."""
        none, unknown = self.spelling[Outcome.NOT_APPLICABLE], self.spelling[Outcome.UNDETERMINED]
        case = f"{none} if over else {unknown} if over is None else {code}"
        self.source.line(f"{edition.target} = {case if ended else code}")

    # ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────

    def _condition(self, edition: Edition, condition: Node, *, wanted: bool) -> None:
        holds = self.conditions.test(condition, edition.scope, wanted)
        fails = self.conditions.test(condition, edition.scope, not wanted)
        spelled = self.spelling
        code = (
            f"{spelled[Outcome.PASS]} if {holds} else {self._violation(edition)} if {fails}"
            f" else {spelled[Outcome.UNDETERMINED]}"
        )
        self._set(edition, code, ended=self._over(edition))

    # ── deadlines ────────────────────────────────────────────────────────────────────────────────────────────────

    def _unless_listed(self, edition: Edition, term: DeadlineTerm) -> None:
        """A term whose event the record's event list may state too is the reference's where it does."""
        if term.event not in self.listed:
            self._unless_uncounted(edition, term)
            return
        with self.source.block(f"if listed and {self.source.constant(term.event)} in listed"):
            self._judge(edition, Shape.LISTED)
        with self.source.block("else"):
            self._unless_uncounted(edition, term)

    def _unless_uncounted(self, edition: Edition, term: DeadlineTerm) -> None:
        self._term(edition, term, ended=self._over(edition))

    def _term(self, edition: Edition, term: DeadlineTerm, *, ended: bool) -> None:
        guards, start, due, tabled, not_before = self._days(edition, term)
        line, block, spelled = self.source.line, self.source.block, self.spelling
        event, raw = self.fields.known(term.event), self.fields.raw(term.event)
        with block(f"if {' and '.join(guards)}" if guards else None):
            line(f"due = {due}")
            with block("if due" if tabled else None):
                early, judged = "", "if"
                if start and term.before_start is BeforeStart.NOT_DONE:
                    early = f" and {event} >= {start}"
                with block(f"if {event} is not None and {event} <= as_of{early}"):
                    if start and not early:
                        with block(f"if {event} < {start}"):
                            self._set(edition, spelled[Outcome.UNDETERMINED], ended=False)
                        judged = "elif"
                    if not_before is not None:
                        with block(f"{judged} {event} < {not_before}"):
                            self._set(edition, self._violation(edition), ended=False)
                        judged = "elif"
                    with block(f"{judged} {event} <= due"):
                        self._set(edition, spelled[Outcome.PASS], ended=False)
                    with block("else"):
                        self._set(edition, self._violation(edition), ended=False)
                with block(f"elif {raw} is {self.source.constant(UNKNOWN)}"):
                    self._set(edition, spelled[Outcome.UNDETERMINED], ended=ended)
                with block("elif as_of <= due"):
                    self._set(edition, spelled[Outcome.PENDING], ended=ended)
                with block("else"):
                    self._set(edition, self._violation(edition), ended=ended)
            if tabled:
                with block("else"):
                    self._judge(edition, Shape.UNSETTLED)
        if not guards:
            return
        judged = "else"
        if isinstance(term.start, FieldRef):
            with block(f"elif {self.fields.raw(term.start.name)} is None and {raw} is None"):
                self._set(edition, spelled[Outcome.PENDING], ended=ended)
        with block(judged):
            self._set(edition, spelled[Outcome.UNDETERMINED], ended=ended)

    def _days(self, edition: Edition, term: DeadlineTerm) -> tuple[tuple[str, ...], str | None, str, bool, str | None]:
        """Tests that all days of a term are known; its start, its due day, whether that may be 0; the earliest day."""
        constant, tables = self.source.constant, self.conditions.days
        limit = edition.scope.params[term.within] if term.within else None
        guards: tuple[str, ...] = ()
        start: str | None = None
        if isinstance(term.start, Clock):
            asked = f"{constant(case_start)}({RECORD}, {constant(term.start)}, {edition.setting()})"
            start = self.source.temporary()
            guards = (f"({start} := {self.source.once(('start', term.start), lambda: asked)}) is not None",)
        elif term.start is not None:
            guards, start = self.conditions.day(term.start, edition.scope)
        assert (limit is None) is not (term.by is None), "checked when the rule was read"
        due, tabled = "", False
        if isinstance(term.by, Recurring):
            assert start is not None, "a recurring day is the first after a start"
            due = f"{constant(_recurring(term.by))}({start})"
        elif term.by is not None:
            more, due = self.conditions.day(term.by, edition.scope)
            guards += more
        else:
            assert isinstance(limit, Limit), "checked when the rule was read"
            assert start is not None, "a limit runs from a start"
            due, tabled = self._limited(limit, start)
        roll = term.roll if isinstance(term.roll, Roll) else edition.scope.params[term.roll] is True
        if roll is Roll.FORWARD or roll is True:
            rolled, first = constant(tables.rolled()), constant(tables.first)
            moved = self.source.temporary()
            due = f"{rolled}[{moved} - {first}] if {first} <= ({moved} := {due}) <= {self.reach()} else 0"
            tabled = True
        not_before = None
        if term.not_before is not None:
            more, not_before = self.conditions.day(term.not_before, edition.scope)
            guards += more
        return guards, start, due, tabled, not_before

    def _limited(self, limit: Limit, start: str) -> tuple[str, bool]:
        """The due day of a limit, and whether it is 0 where the tables do not reach."""
        constant, tables = self.source.constant, self.conditions.days
        match limit.unit:
            case Unit.WORKING_DAYS:
                first, due = constant(tables.first), constant(tables.due(limit.amount))
                return f"({due}[{start} - {first}] if {first} <= {start} <= {self.reach()} else 0)", True
            case Unit.DAYS:
                return f"({start} + {constant(limit.amount)})", False
            case Unit.MONTHS:
                return f"{constant(month_later(limit.amount))}({start})", False
            case Unit.HOURS:
                raise ByReference(Shape.HOURS)
            case _ as never:
                assert_never(never)

    def reach(self) -> str:
        """The last day of the tables; 0 where the as-of date lies so that nothing can be counted up to it."""
        tables, constant = self.conditions.days, self.source.constant
        span = f"{constant(tables.first)} <= as_of <= {constant(tables.outermost)}"
        return self.source.once("reach", lambda: f"{constant(tables.last)} if {span} else 0")

    # ── steps in order ───────────────────────────────────────────────────────────────────────────────────────────

    def _sequence(self, edition: Edition, sequence: Sequence) -> None:
        line, block, spelled = self.source.line, self.source.block, self.spelling
        if any(self.fields.type(name) not in DAYS for step in sequence.steps for name in step.fields):
            raise ByReference(Shape.NO_DAY)
        parts = [[(self.fields.known(name), self.fields.raw(name)) for name in step.fields] for step in sequence.steps]
        about_case = self._over(edition)
        days = [day for step in parts for day, _ in step]
        done = " and ".join(f"{day} is not None and {day} <= as_of" for day in days)
        order = "".join(
            f" and {a} <= {b}" for before, after in pairwise(parts) for (a, _), (b, _) in product(before, after)
        )
        with block(f"if {done}{order}"):
            self._set(edition, spelled[Outcome.PASS], ended=False)
        with block("else"):
            states = ", ".join(
                f"{self.source.constant(step_state)}(as_of, {self._truth(step.when, edition, absent=True)}, "
                + ", ".join(f"({day}, {raw})" for day, raw in step_parts)
                + ")"
                for step, step_parts in zip(sequence.steps, parts, strict=True)
            )
            exits = self._truth(sequence.exits, edition, absent=False)
            if about_case:
                exits = f"(over or {exits} if over is not None else {exits} or None)"
            finished = self._truth(sequence.done_when, edition, absent=False)
            line(f"found = {self.source.constant(sequence_outcome)}(({states},), {exits}, {finished})")
            self._found(edition)

    def _truth(self, node: Node | None, edition: Edition, *, absent: bool) -> str:
        """True, False or None; `absent` stands for a condition that the rule does not state."""
        if node is None:
            return str(absent)
        holds = self.conditions.test(node, edition.scope, wanted=True)
        fails = self.conditions.test(node, edition.scope, wanted=False)
        return f"(True if {holds} else False if {fails} else None)"


def _until(until: date | str, edition: Edition) -> date:
    if until == UntilWord.PACK_END:
        return edition.pack_end or date.max
    value = until if isinstance(until, date) else edition.scope.params[until]
    assert isinstance(value, date), "checked when the rule was read"
    return value
