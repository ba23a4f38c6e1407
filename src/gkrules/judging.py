"""Judges records by the rules of packs: whole runs with their report, and single records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Window as DayWindow
from gkrules.engines.compiled.engine import Engine
from gkrules.engines.findings import text_part
from gkrules.engines.group_findings import group_finding, group_part
from gkrules.engines.groups import Companions, judge_groups
from gkrules.engines.outcome import Judgement, Outcome, is_permission
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.engines.streamed import Streamed, kept_subjects
from gkrules.engines.tally import Tally
from gkrules.engines.world import World, world_of
from gkrules.errors import SourceError
from gkrules.guard import Guard, Sheet
from gkrules.language.kinds import Rate
from gkrules.language.names import nearest
from gkrules.language.pack import Pack
from gkrules.language.rule import ParamValue, Rule
from gkrules.profile import Profile
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Subject
from gkrules.records.record import Record
from gkrules.report_parts import cell_error_parts, guard_part, input_part, masked_notes, reject_parts
from gkrules.results import (
    CalendarPart,
    CountsPart,
    Finding,
    GapPart,
    GroupPart,
    NotEvaluatedPart,
    PackPart,
    ProfilePart,
    Report,
    Text,
    WindowPart,
)
from gkrules.sources.intake import Intake, reject_repeated_ids
from gkrules.sources.pseudonyms import pseudonymise

Period = tuple[date | None, date | None]
"""The first and last day over which groups are judged; None is open."""


@dataclass(frozen=True, slots=True)
class Off:
    """A rule that judges nothing, and why."""

    rule: Rule
    reason: Bilingual


@dataclass(slots=True)
class _Sums:
    """What a run adds up."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    group_outcomes: Counter[Outcome] = field(default_factory=Counter)
    groups: list[GroupPart] = field(default_factory=list)
    gaps: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)

    def add(self, tally: Tally, lost: Set[int]) -> None:
        """Add what the rules of one subject say, but for the records at the places `lost`."""
        outcomes, gaps = tally.sums(lost)
        self.outcomes += outcomes
        self.gaps += gaps


@dataclass(frozen=True, slots=True)
class _Bench:
    """What the records of any subject are judged with."""

    engine: Engine
    as_of: date
    settings: Mapping[str, Setting]

    def tally(self, subject: Subject, columns: Set[str] | None = None) -> Tally:
        """An empty tally of `subject`; see there for `columns`."""
        judging = self.engine.judging(subject.name, as_of=self.as_of, settings=self.settings)
        return Tally(subject, self.engine.rules(subject.name), self.settings, judging, columns)

    def judged(self, subject: str, intakes: Iterable[Intake]) -> Tally:
        """What the rules of `subject` say of its records."""
        tally = self.tally(dictionary()[subject])
        for intake in intakes:
            for record in intake.records if intake.subject == subject else ():
                tally.add(record)
        return tally


class Judging:
    """What a RuleSet does with records. Immutable; may be used from several threads."""

    def __init__(self, packs: tuple[Pack, ...], rules: tuple[Rule, ...]) -> None:
        self.packs = packs
        self.rules = rules
        self._ends = {rule.id: pack.window.last for pack in packs for rule in pack.rules}
        subjects = {rule.subject for rule in self.rules}
        self._only = next(iter(subjects)) if len(subjects) == 1 else None
        self._engines: list[tuple[Profile | None, Engine]] = []

    def check(
        self,
        records: Iterable[object],
        *,
        as_of: date,
        window: tuple[date, date] | None = None,
        profile: Profile | None = None,
    ) -> Report:
        """As `RuleSet.check` says."""
        own, guard = profile or Profile(), Guard()
        bench = _Bench(self._engine(profile), as_of, self._settings(as_of, own, window, None, guard))
        streamed = Streamed(
            records,
            default=self._only,
            kept=kept_subjects(self.rules),
            blanks=own.blanks,
            tally=bench.tally,
            key=own.pseudonym_key,
        )
        notes = [*streamed.notes, *pseudonymise(streamed.intakes, own.pseudonym_key)]
        return self._judge(streamed.intakes, streamed.tallies, notes, guard.sheet(), as_of, window, profile)

    def check_intakes(
        self,
        intakes: Iterable[Intake],
        *,
        as_of: date,
        window: Period | None = None,
        profile: Profile | None = None,
        masked: int = 0,
    ) -> Report:
        """As `RuleSet.check_intakes` says."""
        intakes = list(intakes)
        notes = pseudonymise(intakes, profile.pseudonym_key if profile is not None else None)
        return self._judge(intakes, {}, notes, Guard().sheet(masked), as_of, window, profile)

    def _judge(
        self,
        intakes: list[Intake],
        tallies: Mapping[str, tuple[Tally, Set[int]]],
        notes: list[Bilingual],
        sheet: Sheet,
        as_of: date,
        window: Period | None,
        profile: Profile | None,
    ) -> Report:
        """Judge what is not yet added up in `tallies`, and report all of it."""
        reject_repeated_ids(intakes)
        own = profile or Profile()
        supplied = {intake.subject for intake in intakes}
        off, sums, found = self._off(supplied, own), _Sums(), dict[str, list[Finding]]()
        skipped = {entry.rule.id for entry in off}
        settings = self._settings(as_of, own, window, _world(intakes), sheet.guard)
        bench = _Bench(self._engine(profile), as_of, settings)
        for name in sorted(supplied - {""}):
            tally, lost = tallies.get(name) or (bench.judged(name, intakes), set())
            sums.add(tally, lost)
            for told in sorted(tally.told, key=lambda t: (t.rule, t.order)):
                found.setdefault(tally.rules[told.rule].id, []).append(tally.shown(told))
        for rule in self.rules:
            if rule.of_groups and rule.id not in skipped:
                companions = {r.id: (r, settings[r.id]) for r in self.rules}
                off.extend(self._judge_groups(rule, companions, sums, found, sheet))
        findings = [finding for rule in self.rules for finding in found.get(rule.id, ())]
        said = [*map(text_part, notes), *self._notes(own, intakes)]
        return self._report(intakes, off, sums, findings, said, sheet, as_of, window or self.window(as_of), own)

    def _settings(
        self, as_of: date, profile: Profile, window: Period | None, world: World | None, guard: Guard
    ) -> dict[str, Setting]:
        made = {r.id: self.setting(r, as_of, profile, window=window, world=world) for r in self.rules}
        return {rule: replace(setting, guard=guard) for rule, setting in made.items()}

    def outcomes(self, record: object, *, as_of: date, profile: Profile | None = None) -> dict[str, str]:
        """As `RuleSet.outcomes` says."""
        return self._engine(profile).outcomes(record, as_of=as_of, subject=self._only)

    def _engine(self, profile: Profile | None) -> Engine:
        """The compiled engine for `profile`, made when first asked for; the last few are kept."""
        for known, engine in self._engines:
            if known is profile or known == profile:
                return engine
        own = profile or Profile()
        off = {entry.rule.id for entry in self._off({rule.subject for rule in self.rules}, own)}
        rules = [rule for rule in self.rules if rule.id not in off and not rule.of_groups]
        engine = Engine(rules, {rule.id: self.setting(rule, date.max, own) for rule in rules}, own.calendar)
        self._engines = [(profile, engine), *self._engines[: _ENGINES_KEPT - 1]]
        return engine

    def judge(self, rule: Rule, record: Record, *, as_of: date, profile: Profile | None = None) -> Judgement:
        """As `RuleSet.judge` says."""
        setting = self.setting(rule, as_of, profile or Profile())
        return judge(rule, dictionary()[rule.subject], record, setting)

    def setting(
        self, rule: Rule, as_of: date, profile: Profile, *, window: Period | None = None, world: World | None = None
    ) -> Setting:
        """As `RuleSet.setting` says."""
        return Setting(
            as_of,
            profile.calendar,
            self._overrides(rule, profile),
            self._ends.get(rule.id),
            profile.kind,
            profile.kinds,
            world or World(),
            DayWindow(*window) if window is not None else None,
            profile.roster,
            profile.aliases,
        )

    def window(self, as_of: date) -> Period:
        """As `RuleSet.window` says."""
        if len(self.packs) == 1 and self.packs[0].window.last is not None:
            return self.packs[0].window.first, self.packs[0].window.last
        return date(as_of.year, 1, 1), date(as_of.year, 12, 31)

    def _overrides(self, rule: Rule, profile: Profile) -> dict[str, ParamValue]:
        """The profile's values for the parameters of `rule`. Raises SourceError for a wrong name, type or code."""
        found = {}
        for name, value in profile.params.get(rule.id, {}).items():
            params = [v.params[name] for v in rule.versions if name in v.params]
            accepted = params[0].accepts(value) if params else None
            if accepted is None:
                has = ", ".join(sorted({f"{n} ({p.type})" for v in rule.versions for n, p in v.params.items()}))
                raise SourceError(
                    f"profile: {rule.id} has no parameter {name!r} that takes this value; it has: {has or 'none'}",
                    f"单位配置：规则{rule.id}没有可取此值的参数{name!r}；可设定的有：{has or '无'}",
                )
            found[name] = accepted
        return found

    def _off(self, supplied: set[str], profile: Profile) -> list[Off]:
        self._known_rules(profile)
        taken = {rule.id for rule in self.rules}
        off = [Off(rule, _NOT_SELECTED) for pack in self.packs for rule in pack.rules if rule.id not in taken]
        for rule in self.rules:
            overrides = self._overrides(rule, profile)
            names = sorted(
                {n for v in rule.versions for n, p in v.params.items() if p.value is None and n not in overrides}
            )
            if names:
                zh, en = "、".join(names), ", ".join(names)
                reason = Bilingual(
                    f"参数{zh}未启用：原文未规定数值，可在profile中设定", f"parameter {en} is off: the text states no"
                    " value; set it in a profile",
                )  # fmt: skip
                off.append(Off(rule, reason))
            elif lost := self._lost_rate(rule):
                reason = Bilingual(
                    f"所统计的规则{lost}未载入", f"the rule {lost}, of which it is the rate, is not loaded"
                )
                off.append(Off(rule, reason))
            elif rule.subject not in supplied:
                label = dictionary()[rule.subject].label
                reason = Bilingual(f"未提供“{label.zh}”数据", f"no records of the subject {rule.subject} were supplied")
                off.append(Off(rule, reason))
        return off

    def _lost_rate(self, rule: Rule) -> str | None:
        """The rule that a rate is of, where it is not loaded or judges other records."""
        known = {other.id: other for other in self.rules if not other.of_groups and other.subject == rule.subject}
        named = {v.requirement.of for v in rule.versions if isinstance(v.requirement, Rate)} - {None}
        return next((of for of in sorted(filter(None, named)) if of not in known), None)

    def _known_rules(self, profile: Profile) -> None:
        known = {rule.id for pack in self.packs for rule in pack.rules}
        loaded = {pack.id for pack in self.packs}
        for rule_id in profile.params:
            if rule_id not in known and rule_id.split("/")[0] in loaded:
                near = nearest(rule_id, known)
                raise SourceError(
                    f"profile: no rule {rule_id!r}" + (f"; did you mean {near!r}?" if near else ""),
                    f"单位配置：没有规则{rule_id!r}" + (f"；是否指{near!r}？" if near else ""),
                )

    def _judge_groups(
        self, rule: Rule, settings: Companions, sums: _Sums, found: dict[str, list[Finding]], sheet: Sheet
    ) -> list[Off]:
        """Judge the groups of one rule; where there are none, the reason why."""
        setting = settings[rule.id][1]
        judged = judge_groups(rule, setting, settings)
        for judgement in judged:
            sums.groups.append(group_part(rule, judgement, setting, sheet))
            sums.group_outcomes[judgement.outcome] += 1
            if judgement.outcome in _NO_FINDING or is_permission(rule, judgement.version):
                continue
            if judgement.only_gaps:
                sums.gaps[rule.id, judgement.missing] += 1
            else:
                found.setdefault(rule.id, []).append(group_finding(rule, judgement, setting))
        return [] if judged else [Off(rule, _NO_GROUP)]

    def _report(
        self,
        intakes: list[Intake],
        off: list[Off],
        tally: _Sums,
        findings: list[Finding],
        notes: list[Text],
        sheet: Sheet,
        as_of: date,
        window: Period,
        profile: Profile,
    ) -> Report:
        read, rejected = sum(i.read for i in intakes), sum(len(i.rejects) for i in intakes)
        first, last = window
        calendar = profile.calendar
        inputs = [input_part(intake, sheet) for intake in intakes]
        guard = guard_part(sheet.masked + sum(finding.masked or 0 for finding in findings))
        return Report(
            as_of=as_of.isoformat(),
            window=WindowPart(first=first and first.isoformat(), last=last and last.isoformat()),
            packs=[PackPart(id=p.id, version=p.version, digest=p.digest) for p in self.packs],
            profile=ProfilePart(digest=profile.digest) if profile.digest else None,
            calendar=CalendarPart(announced_from=calendar.announced_from, announced_through=calendar.announced_through),
            inputs=inputs,
            counts=CountsPart(
                read=read,
                rejected=rejected,
                judged=read - rejected,
                record_pairs=tally.outcomes.total(),
                group_pairs=tally.group_outcomes.total(),
                outcomes={o.value: tally.outcomes[o] + tally.group_outcomes[o] for o in Outcome},
            ),
            guard=guard,
            findings=findings,
            groups=tally.groups,
            gaps=[GapPart(rule=r, missing=list(m), count=n) for (r, m), n in sorted(tally.gaps.items())],
            not_evaluated=[
                NotEvaluatedPart(rule=entry.rule.id, reason=entry.reason.en, reason_zh=entry.reason.zh) for entry in off
            ],
            rejects=reject_parts(intakes),
            cell_errors=cell_error_parts(intakes),
            notes=[*notes, *masked_notes(guard)],
        )

    def _notes(self, profile: Profile, intakes: Iterable[Intake]) -> list[Text]:
        notes = [
            Text(zh=f"{i.source}中没有任何记录，未作判定。", en=f"{i.source} holds no record, so nothing was judged.")
            for i in intakes
            if not i.read
        ]
        judged = {rule.subject for rule in self.rules}
        for name in sorted({i.subject for i in intakes} - judged - {""}):
            label = dictionary()[name].label
            notes.append(
                Text(
                    zh=f"所选规则包中没有针对“{label.zh}”的规则：这些记录已读取，但未作判定。",
                    en=f"No rule of these packs judges the subject {name}: its records were read and nothing more.",
                )
            )
        addressed = any(v.addressee for rule in self.rules for v in rule.versions)
        if addressed and not profile.kind and not profile.kinds:
            notes.append(
                Text(
                    zh="未提供单位类型或名册：凡限定责任单位的规则，均按所有记录都属于该类单位处理。",
                    en="No kind of body or roster was given: every record counts as addressed by every rule.",
                )
            )
        return notes


_ENGINES_KEPT = 4

_NO_FINDING = frozenset({Outcome.PASS, Outcome.NOT_APPLICABLE})


_NOT_SELECTED = Bilingual("本次未选择", "not selected for this run")
_NO_GROUP = Bilingual(
    "没有需要判定的分组：没有相关记录，也没有单位名单", "no group to judge: no record of it, and no roster"
)


def _world(intakes: Iterable[Intake]) -> World:
    """Everything that was read, what could be read of rejected rows included."""
    intakes = [intake for intake in intakes if intake.subject]
    rejected = [reject.record for intake in intakes for reject in intake.rejects if reject.record is not None]
    records = (record for intake in intakes for record in intake.records)
    return world_of(records, rejected, {intake.subject for intake in intakes})
