"""Runs the inline examples of rules and says how each that fails differs from what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gkrules.calendar import Calendar
from gkrules.engines.findings import deadline_part
from gkrules.engines.outcome import Judgement
from gkrules.engines.reference import judge
from gkrules.engines.setting import Setting
from gkrules.language.packs import Pack
from gkrules.language.rule import Example, Rule
from gkrules.records.dictionary import dictionary
from gkrules.records.record import Record
from gkrules.sources.intake import Reader
from gkrules.sources.rows import RawCell, Row, Table


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


def run_example(rule: Rule, example: Example, pack: Pack) -> ExampleResult:
    """Judge the record of one example with the reference engine."""
    record, faults = example_record(rule, example)
    setting = Setting(example.as_of, Calendar.china(), example.params, pack.window.last)
    judgement = judge(rule, dictionary()[rule.subject], record, setting)
    found = found_values(judgement)
    differences = [
        Difference(key, wanted, found.get(key))
        for key, wanted in example.expect.items()
        if not _same(wanted, found.get(key))
    ]
    return ExampleResult(rule, example, judgement, (*faults, *differences))


def example_record(rule: Rule, example: Example) -> tuple[Record, list[Difference]]:
    """The example's record, read as cells are, and the cells that cannot be read and were not meant to be so."""
    cells: Mapping[str, RawCell] = {"id": "example", **example.record}  # type: ignore[dict-item]
    intake = Reader(dictionary()[rule.subject]).read(Table(example.file, "", None, (Row(1, None, cells),)))
    if not intake.records:
        reason = intake.rejects[0].reason.en
        return Record(rule.subject, "example", {}), [Difference("record", "a record that can be read", reason)]
    return intake.records[0], []


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
