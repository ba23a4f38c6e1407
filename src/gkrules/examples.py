"""Runs the inline examples of rules and says how each that fails differs from what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gkrules.calendar import Calendar
from gkrules.engines.findings import deadline_part
from gkrules.engines.groups import Companions, judge_groups
from gkrules.engines.outcome import Judgement, Outcome
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.engines.world import world_of
from gkrules.language.pack import Pack
from gkrules.language.rule import Example, Rule
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank
from gkrules.records.record import Record
from gkrules.sources.intake import Reader
from gkrules.sources.rows import Row, Table


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an example expects and that came out otherwise."""

    key: str
    expected: object
    found: object


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What came of one example. It passes when nothing differs and its cells could all be read."""

    rule: Rule
    example: Example
    judgement: Judgement
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether the outcome is as expected."""
        return not self.differences


def run_examples(packs: Iterable[Pack]) -> list[ExampleResult]:
    """The results of all inline examples, in the order of the rule files."""
    return [run_example(rule, example, pack) for pack in packs for rule in pack.rules for example in rule.examples]


def run_example(rule: Rule, example: Example, pack: Pack, blanks: Mapping[str, Blank] | None = None) -> ExampleResult:
    """Judge the records of one example with the reference engine. `blanks` overrides what empty cells mean."""
    records, faults = example_records(rule, example, blanks)
    setting = example_setting(rule, example, pack, blanks)
    if rule.of_groups:
        companions = {other.id: (other, replace(setting, overrides={})) for other in pack.rules}
        found, judgement, lost = _of_group(rule, example, setting, companions)
        faults += lost
    else:
        record = records[0] if records else Record(rule.subject, "example", {})
        judgement = judge(rule, dictionary()[rule.subject], record, setting)
        found = found_values(judgement)
    differences = [
        Difference(key, wanted, found.get(key))
        for key, wanted in example.expect.items()
        if not _same(wanted, found.get(key))
    ]
    return ExampleResult(rule, example, judgement, (*faults, *differences))


def example_setting(rule: Rule, example: Example, pack: Pack, blanks: Mapping[str, Blank] | None = None) -> Setting:
    """What stands beside the records of an example: its day, parameters, roster, window, and the other records."""
    records, _ = example_records(rule, example, blanks)
    others = [record for name, rows in example.others.items() for record in _read(name, rows, example, blanks)[0]]
    rejected = _read(rule.subject, [{"id": "rejected", **row} for row in example.rejected], example, blanks)[0]
    return Setting(
        example.as_of,
        Calendar.china(),
        example.params,
        pack.window.last,
        world=world_of([*records, *others], rejected, (rule.subject, *example.others)),
        window=example.window,
        roster=example.roster,
    )


def example_records(
    rule: Rule, example: Example, blanks: Mapping[str, Blank] | None = None
) -> tuple[list[Record], list[Difference]]:
    """The example's records, read as cells are; and rows that cannot be read and were not meant to be so."""
    return _read(rule.subject, example.records, example, blanks)


def _read(
    subject: str, rows: Iterable[Mapping[str, object]], example: Example, blanks: Mapping[str, Blank] | None
) -> tuple[list[Record], list[Difference]]:
    found = tuple(Row(number, None, dict(cells)) for number, cells in enumerate(rows, start=1))  # type: ignore[arg-type]
    intake = Reader(dictionary()[subject], blanks=blanks).read(Table(example.file, "", None, found))
    lost = [Difference("record", "a record that can be read", reject.reason.en) for reject in intake.rejects]
    return intake.records, lost


def _of_group(
    rule: Rule, example: Example, setting: Setting, companions: Companions
) -> tuple[dict[str, object], Judgement, list[Difference]]:
    """What the one group that the example means came to."""
    judged = judge_groups(rule, setting, companions)
    meant = [j for j in judged if example.group.items() <= j.group.describe().items()]
    if len(meant) != 1:
        groups = "; ".join(str(j.group.describe()) for j in judged) or "none"
        lost = Difference("group", "one group, named by its keys (and from)", f"{len(meant)} of these: {groups}")
        return {}, Judgement(Outcome.NOT_APPLICABLE), [lost]
    group = meant[0]
    found: dict[str, object] = {"outcome": group.outcome.value, "missing": list(group.missing)}
    if group.found is not None:
        found |= {"found": group.found.least, "members": group.found.members}
    if group.rate is not None:
        least, most = group.rate.least, group.rate.most
        found |= {"least": f"{least[0]}/{least[1]}", "most": f"{most[0]}/{most[1]}", "short_by": group.rate.short_by}
    return found, Judgement(group.outcome, group.version, group.missing), []


def found_values(judgement: Judgement) -> dict[str, object]:
    """What an example may expect: the outcome, what is missing, and the parts of the deadline."""
    found: dict[str, object] = {"outcome": judgement.outcome.value, "missing": list(judgement.missing)}
    if judgement.deadline is not None:
        part = deadline_part(judgement.deadline)
        found |= {key: value for key, value in part.model_dump().items() if value is not None}
        for bound in ("earliest", "latest"):
            if bound not in found and "due" in found:
                found[bound] = found["due"]
    return found


def _same(wanted: object, found: object) -> bool:
    if isinstance(wanted, list):
        return isinstance(found, list) and sorted(map(str, wanted)) == sorted(map(str, found))
    return (str(wanted) if wanted is not None else None) == (str(found) if found is not None else None)
