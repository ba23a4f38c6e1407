"""What a version of a rule demands, in words of Chinese and English, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from gkrules.bilingual import Bilingual, Language
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.recurring import Every, Recurring, Roll
from gkrules.language.ir import Node
from gkrules.language.kinds import (
    Attested,
    AttestedRecord,
    Bound,
    ConsistentGroup,
    ConsistentPair,
    DeadlineOnClock,
    DeadlineTerm,
    Exists,
    Forbid,
    Grouping,
    Pace,
    Periodic,
    Privacy,
    Rate,
    Require,
    Roster,
    Sequence,
    Step,
)
from gkrules.language.rule import UntilWord, Version
from gkrules.language.wording import Wording
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Subject

BOUND_WORDS: Mapping[Bound, Bilingual] = {
    Bound.AT_LEAST: Bilingual("不低于", "at least"),
    Bound.AT_MOST: Bilingual("不高于", "at most"),
    Bound.EXACTLY: Bilingual("恰为", "exactly"),
}
PACE_WORDS: Mapping[Pace, Bilingual] = {
    Pace.MONTH: Bilingual("每月", "every month"),
    Pace.QUARTER: Bilingual("每季度", "every quarter"),
    Pace.HALF_YEAR: Bilingual("每半年", "every half year"),
    Pace.YEAR: Bilingual("每年", "every year"),
}
UNTIL_WORDS: Mapping[UntilWord, Bilingual] = {
    UntilWord.PACK_END: Bilingual("规则包适用期结束之日", "the last day of the pack"),
    UntilWord.YEAR_END: Bilingual("当年年底", "the end of the year"),
}
_LEDGER = Bilingual("由履责台账中最近一次核查认定", "the latest finding in the duty ledger decides")


@dataclass(frozen=True, slots=True)
class Demand:
    """The words of one version in one language."""

    version: Version
    subject: Subject
    language: Language

    @property
    def wording(self) -> Wording:
        """The words of the version's expressions."""
        return Wording(self.subject, self.version.params, self.language)

    def requirement(self) -> str:
        """What must hold, what must not, or what is owed by when."""
        requirement = self.version.requirement
        match requirement:
            case Require(condition=condition):
                return self.wording.say(condition)
            case Forbid(condition=condition):
                return self._one(f"不得出现：{self._say(condition)}", f"this must not be: {self._say(condition)}")
            case DeadlineTerm():
                return self._term(requirement)
            case DeadlineOnClock(clock=clock, within=within, extend_by=extend_by):
                end, limit, more = self._label(f"{clock.end}_on"), self._param(within), self._param(extend_by)
                return self._one(
                    f"{end}应在期限之内：基本期限{limit}，依法延长合计不超过{more}，补正、征求意见等情形依法计算",
                    f"{end} within the term: {limit}, extended by at most {more} in all; corrections and consultations"
                    " move it as the law says",
                )
            case Sequence():
                return self._sequence(requirement)
            case ConsistentPair(relation=relation, fields=fields, expected=expected):
                other = dictionary()[relation.other]
                pairs = [(self._label(own), other.fields[theirs].label.get(self.language)) for own, theirs in fields]
                said = self._listed(*(self._one(f"{a}（对方{b}）", f"{a} (its {b})") for a, b in pairs))
                label = other.label
                words = self._one(f"与对应的{label.zh}一致：{said}", f"agrees with its {label.en.lower()} in {said}")
                if expected is None:
                    return words
                owed = self._say(expected)
                return words + self._one(f"；下列情形须有对应记录：{owed}", f"; there must be one where {owed}")
            case ConsistentGroup(fields=names, grouping=grouping):
                listed = self._listed(*map(self._label, names))
                return self._one(f"同组各记录的{listed}应一致", f"all records of a group agree in {listed}") + self._by(
                    grouping
                )
            case Exists():
                return self._exists(requirement)
            case Rate(that=that, of=rule_id, bound=bound, share=share, grouping=grouping):
                of = (
                    self._one(f"通过规则{rule_id}", f"pass the rule {rule_id}") if that is None else self._meeting(that)
                )
                limit, side = self._param(share), BOUND_WORDS[bound].get(self.language)
                words = self._one(f"{of}的记录所占比例{side}{limit}", f"{side} {limit} of the records must {of}")
                return words + self._by(grouping)
            case Periodic(that=that, every=every, grouping=grouping):
                pace = (
                    PACE_WORDS[every].get(self.language)
                    if isinstance(every, Pace)
                    else self._one(f"每{self._param(every)}", f"every {self._param(every)}")
                )
                met = "" if that is None else self._meeting(that)
                return self._one(
                    f"{pace}至少有一条{met and met + '的'}记录", f"{pace} at least one record{met and f' must {met}'}"
                ) + self._by(grouping)
            case Attested(grouping=grouping):
                return _LEDGER.get(self.language) + self._by(grouping)
            case AttestedRecord():
                return _LEDGER.get(self.language)
            case Privacy(fields=names, advised=advised, list_k=list_k):
                texts = self._listed(*map(self._label, names))
                if list_k is not None:
                    k = self._param(list_k)
                    return self._one(
                        f"{texts}中去标识化后的人员名单，其准标识符取值相同的行应不少于{k}行",
                        f"in masked lists of persons in {texts} at least {k} rows must read alike in what could tell"
                        " persons apart",
                    )
                if advised:
                    return self._one(
                        f"{texts}中的个人信息宜作去标识化处理", f"personal data in {texts} is better masked"
                    )
                return self._one(
                    f"{texts}中不得有未作去标识化处理的个人信息", f"there must be no unmasked personal data in {texts}"
                )
            case _ as never:
                assert_never(never)

    def until(self) -> str:
        """The day up to which what is missing is not a fault yet; empty where there is none."""
        until = self.version.until
        match until:
            case None:
                return ""
            case UntilWord():
                return UNTIL_WORDS[until].get(self.language)
            case str():
                return self._param(until)
            case _:
                return self.wording.value(until)

    def _term(self, term: DeadlineTerm) -> str:
        event = self._label(term.event)
        start = None if term.start is None else self._start(term.start)
        if term.within is not None:
            limit = self._param(term.within)
            words = self._one(f"{event}应在{start}之后{limit}内", f"{event} within {limit} of {start}")
        else:
            due = self._recurring(term.by) if isinstance(term.by, Recurring) else self._say(term.by)
            after = "" if start is None else self._one(f"（自{start}起）", f" (counted from {start})")
            words = self._one(f"{event}应不晚于{due}{after}", f"{event} not after {due}{after}")
        if term.not_before is not None:
            first = self.wording.say(term.not_before)
            words += self._one(f"，且不早于{first}", f", and not before {first}")
        if term.roll is Roll.FORWARD:
            words += self._one("；末日为休息日的顺延", "; a last day that is a rest day moves to the next working day")
        elif not isinstance(term.roll, Roll):
            moves = self._param(term.roll)
            words += self._one(f"；末日为休息日是否顺延：{moves}", f"; whether a rest day moves it: {moves}")
        return words

    def _start(self, start: Node | Clock) -> str:
        if isinstance(start, Clock):
            return self._one("依法确定的收到之日", "the day that counts as that of receipt")
        return self.wording.say(start)

    def _recurring(self, by: Recurring) -> str:
        match by.every:
            case Every.MONTH:
                return self._one(f"每月{by.day}日", f"day {by.day} of the month")
            case Every.QUARTER:
                return self._one(
                    f"每季度第{by.month}个月{by.day}日", f"day {by.day} of month {by.month} of the quarter"
                )
            case Every.YEAR:
                return self._one(f"每年{by.month}月{by.day}日", f"{by.month:02}-{by.day:02} of the year")
            case _ as never:
                assert_never(never)

    def _sequence(self, sequence: Sequence) -> str:
        steps = self._one(" → ", " → ").join(map(self._step, sequence.steps))
        words = self._one(f"依次办理：{steps}", f"in this order: {steps}")
        if sequence.done_when is not None:
            done = sequence.done_when
            words += self._one(f"；以此为办结：{self._say(done)}", f"; finished when {self._say(done)}")
        if sequence.exits is not None:
            exits = sequence.exits
            words += self._one(f"；以此为终止：{self._say(exits)}", f"; ended when {self._say(exits)}")
        return words

    def _step(self, step: Step) -> str:
        names = self._one("、", " and ").join(map(self._label, step.fields))
        if step.when is None:
            return names
        return self._one(f"{names}（{self._say(step.when)}时）", f"{names} (where {self._say(step.when)})")

    def _exists(self, exists: Exists) -> str:
        side, number = BOUND_WORDS[exists.bound].get(self.language), self._param(exists.number)
        met = "" if exists.that is None else self._meeting(exists.that)
        if exists.distinct is not None:
            label = self._label(exists.distinct)
            zh = f"{met and met + '的'}记录中不同的{label}{side}{number}个"
            en = f"{side} {number} different values of {label} among the records{met and f' that {met}'}"
        else:
            zh = f"{met and met + '的'}记录{side}{number}条"
            en = f"{side} {number} records{met and f' that {met}'}"
        return self._one(zh, en) + self._by(exists.grouping)

    def _meeting(self, that: Node) -> str:
        return self._one(f"满足（{self._say(that)}）", f"meet ({self._say(that)})")

    def _by(self, grouping: Grouping) -> str:
        """The keys of the groups, and where the groups that there must be come from."""
        if not grouping.keys:
            return ""
        keys = self._listed(*(self.wording.say(key.node) for key in grouping.keys))
        expected = self._listed(
            *(
                self._one("名册所列单位", "the bodies of the roster")
                if isinstance(source, Roster)
                else self._param(source)
                for source in grouping.expect.values()
            )
        )
        if not expected:
            return self._one(f"；按{keys}分别判定", f"; for each {keys}")
        return self._one(f"；按{keys}分别判定，应有：{expected}", f"; for each {keys}, expected are {expected}")

    def _label(self, name: str) -> str:
        return self.subject.fields[name].label.get(self.language)

    def _param(self, name: str) -> str:
        return self.wording.param(name)

    def _say(self, node: Node | None) -> str:
        return "" if node is None else self.wording.say(node)

    def _listed(self, *names: str) -> str:
        return self._one("、", ", ").join(names)

    def _one(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en
