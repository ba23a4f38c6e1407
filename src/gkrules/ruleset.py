"""The library's face: load packs, check records, ask for one record's outcomes.

What judges and reports is imported when it is first used, so that loading rules costs little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from gkrules.language.pack import Pack
from gkrules.language.prepared import load_packs
from gkrules.language.rule import Rule

if TYPE_CHECKING:
    from gkrules.engines.outcome import Judgement
    from gkrules.engines.setting import Setting
    from gkrules.engines.world import World
    from gkrules.judging import Judging, Period
    from gkrules.profile import Profile
    from gkrules.records.record import Record
    from gkrules.results import Report
    from gkrules.sources.intake import Intake


def load(*packs: str) -> RuleSet:
    """The rules of the named packs: names of shipped packs, or directories.

    Raises ValueError without a name, PackNotFoundError for an unknown one, and RuleError with every fault of every
    file when a pack is wrong.
    """
    if not packs:
        raise ValueError("name at least one pack, such as load('regulation')")
    return RuleSet(load_packs(packs))


class RuleSet:
    """The rules of one or several packs, ready to judge records. Immutable; may be used from several threads."""

    def __init__(self, packs: tuple[Pack, ...], rules: tuple[Rule, ...] | None = None) -> None:
        self.packs = packs
        self.rules: tuple[Rule, ...] = tuple(rule for pack in packs for rule in pack.rules) if rules is None else rules

    def selected(self, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
        """The rules that a word of `select` names (all, without one) and none of `ignore` does, as a set of their own.

        A word is the id of a rule, a clause or a pack, or a severity. Raises SourceError for one that names nothing.
        """
        from gkrules.selecting import selected  # here, so that loading does not pay for it

        return RuleSet(self.packs, selected(self.rules, select, ignore))

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id. Raises KeyError with the nearest id."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        from gkrules.language.names import nearest  # here, so that only an error pays for it

        near = nearest(rule_id, [rule.id for rule in self.rules])
        raise KeyError(f"no rule {rule_id!r}" + (f"; did you mean {near!r}?" if near else ""))

    @cached_property
    def _judging(self) -> Judging:
        from gkrules.judging import Judging  # here, so that loading does not pay for engines and reports

        return Judging(self.packs, self.rules)

    def check(
        self,
        records: Iterable[object],
        *,
        as_of: date,
        window: tuple[date, date] | None = None,
        profile: Profile | None = None,
    ) -> Report:
        """Judge `records` as at the end of `as_of` and report what was found.

        Records are dicts, read as cells are (ISO strings and Chinese labels included), or record models. Each names
        its `subject`, unless the rules know only one. An absent key is unknown, and is an absent column where no
        record of the subject has it; null is an empty cell. `window` (first and last day, both included) is the
        period over which groups are judged. Records that cannot be judged are in `rejects`; nothing is raised for
        bad data.
        """
        return self._judging.check(records, as_of=as_of, window=window, profile=profile)

    def check_intakes(
        self,
        intakes: Iterable[Intake],
        *,
        as_of: date,
        window: Period | None = None,
        profile: Profile | None = None,
        masked: int = 0,
    ) -> Report:
        """Judge records that were read from sources; what `check` and the command do once the reading is done.

        `masked` is the number of places that were masked in the sources' names, for the report's total.
        """
        return self._judging.check_intakes(intakes, as_of=as_of, window=window, profile=profile, masked=masked)

    def outcomes(self, record: object, *, as_of: date, profile: Profile | None = None) -> dict[str, str]:
        """The outcome of every record rule for one record, by rule id.

        `record` is a dict of typed values (date, code, number, list of codes) with its `subject`, or a record model.
        Nothing is converted: a value of the wrong type raises TypeError, an unknown field or code ValueError.
        Rules of other subjects and rules that are off are left out.
        """
        return self._judging.outcomes(record, as_of=as_of, profile=profile)

    def judge(self, rule: Rule, record: Record, *, as_of: date, profile: Profile | None = None) -> Judgement:
        """What one rule says of one record, with the deadline behind it. Related records are not known."""
        return self._judging.judge(rule, record, as_of=as_of, profile=profile)

    def setting(
        self, rule: Rule, as_of: date, profile: Profile, *, window: Period | None = None, world: World | None = None
    ) -> Setting:
        """What stands beside the records when `rule` judges them; without a `world` related records are not known."""
        return self._judging.setting(rule, as_of, profile, window=window, world=world)

    def window(self, as_of: date) -> Period:
        """The default window: from the first day to the last of the packs; the as-of date's year where one is open."""
        return self._judging.window(as_of)
