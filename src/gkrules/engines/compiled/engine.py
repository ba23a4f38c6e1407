"""The compiled engine of one set of rules under one profile: outcomes of typed records, and of records that were read.

Functions are generated when a subject is first judged, and kept. The as-of date is an argument of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gkrules.calendar import Calendar
from gkrules.engines.compiled.days import DayTables, day_tables
from gkrules.engines.compiled.program import Program, program
from gkrules.engines.compiled.requirements import Words
from gkrules.engines.compiled.shapes import Shape
from gkrules.engines.outcome import Outcome
from gkrules.engines.setting import Setting
from gkrules.language.rule import Rule
from gkrules.records.dictionary import dictionary
from gkrules.records.record import Record, listed_days
from gkrules.records.typed import TypedReader, given_values

OUTCOMES = tuple(Outcome)
"""The outcomes by the number that stands for each in what `Engine.judging` gives."""

_NAMES: Mapping[Outcome, str] = {outcome: outcome.value for outcome in Outcome}
_NUMBERS: Mapping[Outcome, int] = {outcome: number for number, outcome in enumerate(Outcome)}
_NONE: frozenset[str] = frozenset()
_NO_DAYS: Mapping[str, date] = {}

Settings = tuple[Setting, ...]


@dataclass(slots=True)
class _Typed:
    """What judges typed records of one subject; the settings are those of the day last asked for."""

    reader: TypedReader
    ids: tuple[str, ...]
    program: Program
    settings: tuple[date, int, Settings] | None = None


class Engine:
    """Judges records by `rules`, record rules none of which is off. May be used from several threads.

    `settings` are by rule id, of any as-of date; `calendar` is theirs.
    """

    def __init__(self, rules: Sequence[Rule], settings: Mapping[str, Setting], calendar: Calendar) -> None:
        self._settings = settings
        self._calendar = calendar
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.subject, []).append(rule)
        self._programs: dict[tuple[str, bool], Program] = {}
        self._typed: dict[str, _Typed] = {}
        self._days: DayTables | None = None

    def rules(self, subject: str) -> Sequence[Rule]:
        """The rules of a subject, in the order of their outcomes."""
        return self._rules.get(subject, ())

    def outcomes(self, record: object, *, as_of: date, subject: str | None = None) -> dict[str, str]:
        """The outcomes of a typed record by rule id; `subject` is that of records that name none.

        Raises TypeError for a value of another type than its field, ValueError for an unknown field, code or subject.
        """
        named, given = given_values(record)
        typed = self._typed.get(named or subject or "") or self._typed_of(named or subject)
        reader = typed.reader
        values = reader.read(given)
        rid = values.get("id", "")
        listed = _NO_DAYS
        for name in reader.events:
            if values.get(name):
                listed = listed_days(values)
        settings = typed.settings
        if settings is None or settings[0] != as_of:
            settings = typed.settings = (as_of, as_of.toordinal(), self._at(typed.program, as_of, None))
        found = typed.program.judge(
            values, rid if isinstance(rid, str) else "", _NONE, listed, None, settings[1], settings[2]
        )
        return dict(zip(typed.ids, found, strict=True))

    def judging(
        self, subject: str, *, as_of: date, settings: Mapping[str, Setting] | None = None
    ) -> Callable[[Record], bytes]:
        """A function from a record of `subject` to the numbers of its outcomes, in the order of `rules`.

        `settings` stand in the place of the engine's own, where the run has more to say than a profile.
        """
        compiled = self._program(subject, named=False)
        judge, at, day = compiled.judge, self._at(compiled, as_of, settings), as_of.toordinal()

        def judged(record: Record) -> bytes:
            return bytes(judge(record.values, record.id, record.malformed, record.listed, record, day, at))

        return judged

    def left_to_reference(self, subject: str) -> Mapping[str, frozenset[Shape]]:
        """By rule id, what is left to the reference when records of `subject` are judged."""
        return self._program(subject, named=False).left

    def _at(self, compiled: Program, as_of: date, settings: Mapping[str, Setting] | None) -> Settings:
        settings = settings or self._settings
        return tuple(
            setting if version is None else setting.under(rule.versions[version])
            for rule, version in compiled.settings
            for setting in (replace(settings[rule.id], as_of=as_of),)
        )

    def _program(self, subject: str, *, named: bool) -> Program:
        found = self._programs.get((subject, named))
        if found is None:
            rules = self._rules.get(subject, [])
            if self._days is None:
                self._days = day_tables(self._calendar)
            words: Words = _NAMES if named else _NUMBERS
            found = program(dictionary()[subject], rules, self._settings, self._days, words, alone=named)
            self._programs[subject, named] = found
        return found

    def _typed_of(self, name: str | None) -> _Typed:
        if name is None or name not in dictionary().subjects:
            raise ValueError(f"a record names its subject; this one names {name!r}; {dictionary().hint(name)}")
        ids = tuple(rule.id for rule in self._rules.get(name, ()))
        typed = _Typed(TypedReader(dictionary()[name]), ids, self._program(name, named=True))
        self._typed[name] = typed
        return typed
