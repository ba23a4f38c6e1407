"""Adds up what the record rules of one subject say, record by record; the records themselves are not kept.

The compiled function gives the outcomes of all pairs. The reference is asked for the pairs that become findings, and
where it must be known what is missing; where that follows from which fields are there, it is asked once for all
records that are alike in this.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from gkrules.deadlines.fixed import as_day
from gkrules.engines.absence import absent_start, counted_fields, hinges, lacks_by_fields, read_fields, told_fields
from gkrules.engines.findings import finding, under_pseudonym
from gkrules.engines.groups import is_gap
from gkrules.engines.outcome import Judgement, Outcome, is_permission
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.engines.shelf import Gap, Item, Shelf
from gkrules.language.rule import Modality, Rule
from gkrules.records.model import FieldType, Subject
from gkrules.records.record import UNKNOWN, Record
from gkrules.results import Finding

OUTCOMES = tuple(Outcome)
"""The outcomes by the number that stands for each in what a judging function gives."""

_UNDETERMINED = OUTCOMES.index(Outcome.UNDETERMINED)
_TOLD = frozenset(OUTCOMES.index(o) for o in (Outcome.VIOLATION, Outcome.PENDING, Outcome.UNDETERMINED))
_KEPT = 50_000


class _Absent:
    """Stands for a column that a record does not have."""


_ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, the place of its rule among the rules, of its record among those judged, and in the source."""

    rule: int
    record: int
    order: int
    finding: Finding


class Tally:
    """The sums of one subject. `judging` gives the numbers of a record's outcomes, in the order of `rules`.

    `columns` are the fields that a record so far has had, for sources of which columns are known only at the end.
    `key` is set where the ids turned out to be personal data: what is told then names records by their pseudonyms.
    """

    def __init__(
        self,
        subject: Subject,
        rules: Sequence[Rule],
        settings: Mapping[str, Setting],
        judging: Callable[[Record], bytes],
        columns: Set[str] | None = None,
    ) -> None:
        self.subject = subject
        self.rules = rules
        self.told: list[Told] = []
        self.key: str | None = None
        self._settings = [settings[rule.id] for rule in rules]
        self._judging = judging
        self._columns: Set[str] = columns if columns is not None else frozenset()
        self._shelf = Shelf() if columns is not None else None
        self._said: dict[tuple[bytes, tuple[Gap, ...]], int] = {}
        self._numbers = array("L")
        self._plans: dict[tuple[bytes, tuple[type, ...]], tuple[tuple[int, ...], tuple[Gap, ...]]] = {}
        self._planned_for = 0
        self._silent = [all(v.modality is Modality.MAY for v in rule.versions) for rule in rules]
        self._by_fields = [lacks_by_fields(rule, subject, settings[rule.id].world) for rule in rules]
        self._starts = [absent_start(rule, subject) for rule in rules]
        self._counted = frozenset(name for rule in rules for name in counted_fields(rule))
        self._settled = _settled(self._settings)
        self._reads = [read_fields(rule, subject) for rule in rules]
        self._states = sorted(
            {name for reads, plain, start in zip(self._reads, self._by_fields, self._starts, strict=True)
             for name in (reads if plain or start else ())}
        )  # fmt: skip
        self._hinges = [hinges(rule) for rule in rules]
        self._hinging = frozenset(name for names in self._hinges for name in names)
        self._shown = [told_fields(rule) for rule in rules]
        days = {n for n, f in subject.fields.items() if f.type in (FieldType.DATE, FieldType.INSTANT)}
        titles = {name for name, item in subject.fields.items() if item.screened}
        self._always = {*days, *titles, "institution", "issuer"}

    def add(self, record: Record) -> None:
        """Judge one more record."""
        if self._shelf is not None:
            record = self._completed(record)
        vector, place = self._judging(record), len(self._numbers)
        asked, gaps = self._plan(vector, record)
        for rule in asked:
            gap = self._tell(rule, record, self._judge(rule, record), place)
            gaps = gaps if gap is None else (*gaps, gap)
        self._numbers.append(self._said.setdefault((vector, gaps), len(self._said)))
        if self._shelf is not None:
            hinged = self._hinged(record)
            if gaps or hinged:
                named = {name for rule, _ in gaps for name in self._reads[rule]}
                named.update(name for rule in hinged for name in self._reads[rule] | self._shown[rule])
                self._shelf.put(Item(place, gaps, hinged, record), self._always | named)

    def sums(self, without: Set[int] = frozenset()) -> tuple[Counter[Outcome], Counter[tuple[str, tuple[str, ...]]]]:
        """Pairs by outcome, and by rule what is lacking of pairs that lack nothing but columns.

        Records at the places `without` do not count, and their findings are taken back; a pair that lacks a column
        which a later record had becomes a finding.
        """
        self.told = [told for told in self.told if told.record not in without]
        times = Counter(self._numbers)
        for place in without:
            times[self._numbers[place]] -= 1
        outcomes: Counter[Outcome] = Counter()
        gaps: Counter[Gap] = Counter()
        for (vector, lacking), number in self._said.items():
            for value, pairs in Counter(vector).items():
                outcomes[OUTCOMES[value]] += pairs * times[number]
            for gap in lacking:
                gaps[gap] += times[number]
        if self._shelf is not None:
            self._settle(self._shelf, without, outcomes, gaps)
        return outcomes, Counter({(self.rules[rule].id, missing): n for (rule, missing), n in gaps.items() if n})

    def _settle(self, shelf: Shelf, without: Set[int], outcomes: Counter[Outcome], gaps: Counter[Gap]) -> None:
        """Judge anew what lacks or hinges on a column that a later record had."""
        late = {rule for rule, missing in gaps if not self._columns.isdisjoint(missing)}
        late.update(rule for rule, names in enumerate(self._hinges) if not self._columns.isdisjoint(names))
        if not late:
            return
        anew: set[tuple[int, int]] = set()
        told, self.told = self.told, []
        for place, lacking, hinged, record in shelf.items():
            if place in without:
                continue
            completed = self._completed(record)
            lost = dict(lacking)
            rules = {rule for rule, missing in lacking if not self._columns.isdisjoint(missing)}
            if completed is not record:
                rules.update(rule for rule in hinged if not self._columns.isdisjoint(self._hinges[rule]))
            for rule in rules:
                anew.add((rule, place))
                outcomes[self._judge(rule, record).outcome] -= 1
                if rule in lost:
                    gaps[rule, lost[rule]] -= 1
                judgement = self._judge(rule, completed)
                outcomes[judgement.outcome] += 1
                if OUTCOMES.index(judgement.outcome) in _TOLD:
                    gap = self._tell(rule, completed, judgement, place)
                    if gap is not None:
                        gaps[gap] += 1
        self.told += [old for old in told if (old.rule, old.record) not in anew]

    def shown(self, told: Told) -> Finding:
        """The finding as it is reported."""
        return told.finding if self.key is None else under_pseudonym(told.finding, self.key)

    def __len__(self) -> int:
        return len(self._numbers)

    # ── one record ───────────────────────────────────────────────────────────────────────────────────────────────

    def _plan(self, vector: bytes, record: Record) -> tuple[tuple[int, ...], tuple[Gap, ...]]:
        """The rules of which the reference must be asked, and the gaps that are known without."""
        told = tuple(n for n, value in enumerate(vector) if value in _TOLD and not self._silent[n])
        if not told or _UNDETERMINED not in vector or record.malformed or record.listed:
            return told, ()
        if self._settled is None or not self._is_settled(record):
            return told, ()
        if len(self._columns) != self._planned_for or len(self._plans) > _KEPT:
            self._plans.clear()
            self._planned_for = len(self._columns)
        get = record.values.get
        states = tuple([type(get(name, _ABSENT)) for name in self._states])
        known = self._plans.get((vector, states))
        if known is None:
            known = self._plans[vector, states] = self._planned(vector, told, record)
        return known

    def _completed(self, record: Record) -> Record:
        """The record with those columns, of which absence makes a difference, that it lacks but another one has."""
        names = [name for name in self._hinging if name in self._columns and record.is_absent(name)]
        return replace(record, values={**record.values, **dict.fromkeys(names, UNKNOWN)}) if names else record

    def _hinged(self, record: Record) -> tuple[int, ...]:
        """The rules whose answer hinges on a column that no record has had yet."""
        absent = {name for name in self._hinging if record.is_absent(name)}
        if not absent:
            return ()
        return tuple(rule for rule, names in enumerate(self._hinges) if not absent.isdisjoint(names))

    def _order(self, record: Record, place: int) -> int:
        """Of records that are let go the row: some of them are judged only when all are read."""
        return record.location.row if self._shelf is not None and record.location is not None else place

    def _is_settled(self, record: Record) -> bool:
        """Whether all days between which working days may be counted lie in the announced years."""
        days = [record.values.get(name) for name in self._counted]
        assert self._settled is not None, "asked by the caller"
        first, last = self._settled
        return all(not isinstance(day, date) or first <= as_day(day) <= last for day in days)

    def _planned(self, vector: bytes, told: tuple[int, ...], record: Record) -> tuple[tuple[int, ...], tuple[Gap, ...]]:
        asked, gaps = [], []
        for rule in told:
            gap = None
            start = self._starts[rule]
            if vector[rule] == _UNDETERMINED and (self._by_fields[rule] or (start and record.is_absent(start))):
                gap = self._gap(rule, record, self._judge(rule, record))
            if gap is None:
                asked.append(rule)
            else:
                gaps.append(gap)
        return tuple(asked), tuple(gaps)

    def _judge(self, rule: int, record: Record) -> Judgement:
        return judge(self.rules[rule], self.subject, record, self._settings[rule])

    def _gap(self, rule: int, record: Record, judgement: Judgement) -> Gap | None:
        """What is missing, where that is only what was not supplied at all."""
        missing = judgement.missing
        if judgement.outcome is not Outcome.UNDETERMINED or not missing:
            return None
        absent = all(n not in self._columns and is_gap(n, record, self._settings[rule]) for n in missing)
        return (rule, missing) if absent else None

    def _tell(self, rule: int, record: Record, judgement: Judgement, place: int) -> Gap | None:
        """Add the finding of one pair; or what it lacks, where it makes none for that."""
        if is_permission(self.rules[rule], judgement.version):
            return None
        gap = self._gap(rule, record, judgement)
        if gap is None:
            made = finding(self.rules[rule], self.subject, record, judgement, self._settings[rule])
            self.told.append(Told(rule, place, self._order(record, place), made))
        return gap


def _settled(settings: Sequence[Setting]) -> tuple[date, date] | None:
    """The days between which working days are certain; None where the as-of date is not one of them."""
    if not settings:
        return None
    calendar, as_of = settings[0].calendar, settings[0].as_of
    first, last = date(calendar.announced_from, 1, 1), calendar.settled_through
    return (first, last) if first <= as_of <= last else None
