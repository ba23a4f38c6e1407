"""Waivers: approved exceptions for findings, for whole days; what they cover stays visible and is counted apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.guard import Guard
from gkrules.language.kinds import Privacy
from gkrules.language.names import nearest
from gkrules.language.reading import Reading
from gkrules.language.rule import Rule
from gkrules.results import Finding, GroupPart, Report, Text, WaiverPart
from gkrules.sources.files import shown_path
from gkrules.yaml_tree import Mapping as Tree
from gkrules.yaml_tree import Node, Scalar, YamlFile

_KEYS = ("finding", "rule", "record", "group", "reason", "approver", "document_number", "from", "to")
_NEEDED = ("reason", "approver", "document_number", "from", "to")
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")


class State(StrEnum):
    """How a waiver stands on a day."""

    ACTIVE = "active"
    EXPIRED = "expired"
    TO_COME = "to_come"


STATES: Mapping[State, Bilingual] = {
    State.ACTIVE: Bilingual("有效", "active"),
    State.EXPIRED: Bilingual("已过期", "expired"),
    State.TO_COME: Bilingual("尚未生效", "not yet"),
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """One approved exception: for the finding of a fingerprint, or for findings of a rule.

    `record` is a pattern with * and ? for the record's id, `group` the keys of a group; without them every finding of
    the rule is meant. `first` and `last` are days in China, both included. `line` is where it stands in its file.
    """

    line: int
    finding: str | None
    rule: str | None
    record: str | None
    group: Mapping[str, str]
    reason: str
    approver: str
    document_number: str
    first: date
    last: date

    def state(self, as_of: date) -> State:
        """How the waiver stands at the end of `as_of`."""
        if as_of < self.first:
            return State.TO_COME
        return State.ACTIVE if as_of <= self.last else State.EXPIRED

    def covers(self, finding: Finding) -> bool:
        """Whether it is meant for `finding`, whatever the day."""
        if self.finding is not None:
            return finding.fingerprint == self.finding
        if finding.rule != self.rule:
            return False
        if self.record is not None and not (finding.record is not None and _fits(finding.record, self.record)):
            return False
        return not self.group or (
            finding.group is not None and all(finding.group.get(key) == value for key, value in self.group.items())
        )


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of one file; `file` is its name as it may be shown."""

    file: str
    entries: tuple[Waiver, ...]


def _fits(record: str, pattern: str) -> bool:
    """Whether an id fits a pattern in which * and ? alone have a meaning; brackets mean themselves."""
    return fnmatchcase(record, pattern.replace("[", "[[]"))


def may_be_waived(rule: Rule) -> bool:
    """Whether anybody may waive findings of `rule`: not where personal data or secrets are at stake."""
    return rule.waivable and not any(isinstance(version.requirement, Privacy) for version in rule.versions)


def read_waivers(path: Path, rules: Iterable[Rule]) -> Waivers:
    """The waivers of a YAML file with a list `waivers`, for `rules`.

    Raises RuleError with every fault and its place (an unknown rule, a rule that nobody may waive, a last day before
    the first), SourceError when the file cannot be read.
    """
    name = shown_path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(f"{name}: not UTF-8; save it as UTF-8", f"{name}：不是UTF-8编码，请另存为UTF-8") from None
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror}", f"{name}：无法读取") from None
    file = YamlFile(name, text, private=True)
    reading, known = Reading(file), {rule.id: rule for rule in rules}
    tree = file.parse()
    entries = reading.mapping(tree, "a file of waivers", ("waivers",), ("waivers",)).entries if tree else {}
    found = [_waiver(reading, node, known) for node in reading.items(entries.get("waivers"), "waivers")]
    file.raise_if_faulty()
    return Waivers(name, tuple(waiver for waiver in found if waiver is not None))


def _waiver(reading: Reading, node: Node, known: Mapping[str, Rule]) -> Waiver | None:
    entries = reading.mapping(node, "a waiver", _KEYS, _NEEDED).entries
    finding, rule = reading.text(entries.get("finding"), "finding"), reading.text(entries.get("rule"), "rule")
    record = reading.text(entries.get("record"), "record")
    if (finding is None) is (rule is None):
        reading.fault("GK160", "a waiver names a finding by its fingerprint, or a rule", node)
    if finding is not None and not _FINGERPRINT.fullmatch(finding):
        reading.fault("GK160", "a fingerprint is 32 hexadecimal digits, as reports give it", entries["finding"])
    if finding is not None and (record is not None or "group" in entries):
        reading.fault("GK160", "record and group belong to a rule; a fingerprint says it all", node)
    if rule is not None:
        _is_waivable(reading, entries["rule"], rule, known)
    texts = {key: reading.text(entries.get(key), key) for key in ("reason", "approver", "document_number")}
    for key, text in texts.items():
        if text is not None and not text.strip():
            reading.fault("GK160", f"{key} is empty: a waiver without it is none", entries[key])
    first, last = reading.day(entries.get("from"), "from"), reading.day(entries.get("to"), "to")
    if first is not None and last is not None and last < first:
        reading.fault("GK161", "the last day lies before the first", entries["to"])
    if first is None or last is None or any(text is None for text in texts.values()):
        return None
    return Waiver(
        node.place.line, finding, rule, record, _group(reading, entries.get("group")),
        texts["reason"] or "", texts["approver"] or "", texts["document_number"] or "", first, last,
    )  # fmt: skip


def _is_waivable(reading: Reading, node: Node, rule: str, known: Mapping[str, Rule]) -> None:
    if rule not in known:
        near = nearest(rule, known)
        reading.fault("GK162", f"no rule {rule!r}", node, f"did you mean {near!r}?" if near else None)
    elif not may_be_waived(known[rule]):
        reading.fault("GK163", f"{rule} cannot be waived: personal data or secrets are at stake", node)


def _group(reading: Reading, node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, Tree):
        reading.fault("GK120", "group is a mapping of keys to values", node)
        return {}
    return {key: value.text for key, value in node if isinstance(value, Scalar)}


def waive(report: Report, waivers: Waivers, rules: Iterable[Rule]) -> Report:
    """The report with every violation waived that an active waiver covers; the as-of date of the report counts.

    Counts and groups follow. Notes tell which waivers have expired, are not yet in force or covered nothing, and which
    would have covered a finding that nobody may waive. A waived member of a rate still fails it.
    """
    as_of, known = date.fromisoformat(report.as_of), {rule.id: rule for rule in rules}
    active = [waiver for waiver in waivers.entries if waiver.state(as_of) is State.ACTIVE]
    guard, used, refused = Guard(), set[int](), set[int]()
    findings, groups = [], set[tuple[str, tuple[tuple[str, str], ...]]]()
    for finding in report.findings:
        covering = [waiver for waiver in active if finding.outcome == "violation" and waiver.covers(finding)]
        if covering and not may_be_waived(known[finding.rule]):
            refused.update(waiver.line for waiver in covering)
            covering = []
        if not covering:
            findings.append(finding)
            continue
        used.update(waiver.line for waiver in covering)
        first = covering[0]
        part = WaiverPart.model_validate(
            {"document_number": guard.mask(first.document_number)[0], "from": first.first.isoformat(),
             "to": first.last.isoformat()}
        )  # fmt: skip
        findings.append(finding.model_copy(update={"outcome": "waived", "waiver": part}))
        if finding.group is not None:
            groups.add((finding.rule, tuple(sorted(finding.group.items()))))
    number = sum(new is not old for new, old in zip(findings, report.findings, strict=True))
    outcomes = dict(report.counts.outcomes)
    outcomes["violation"] -= number
    outcomes["waived"] += number
    return report.model_copy(
        update={
            "findings": findings,
            "groups": [_waived_group(part, groups) for part in report.groups],
            "counts": report.counts.model_copy(update={"outcomes": outcomes}),
            "notes": [*report.notes, *_notes(waivers, as_of, used, refused)],
        }
    )


def _waived_group(part: GroupPart, groups: set[tuple[str, tuple[tuple[str, str], ...]]]) -> GroupPart:
    if (part.rule, tuple(sorted(part.group.items()))) not in groups:
        return part
    return part.model_copy(update={"outcome": "waived"})


def _notes(waivers: Waivers, as_of: date, used: set[int], refused: set[int]) -> list[Text]:
    """What is to be said of waivers that did not work as their file may have meant."""
    by_state = {state: [waiver.line for waiver in waivers.entries if waiver.state(as_of) is state] for state in State}
    unused = [line for line in by_state[State.ACTIVE] if line not in used | refused]
    told = [
        (refused, "不得豁免，违反照常列出", "would cover what nobody may waive; the violations stand"),
        (by_state[State.EXPIRED], "已过期", "have expired"),
        (by_state[State.TO_COME], "尚未生效", "are not yet in force"),
        (unused, "没有对应的违反", "cover no violation"),
    ]
    return [
        Text(
            zh=f"豁免文件{waivers.file}：第{'、'.join(map(str, sorted(lines)))}行的豁免{zh}。",
            en=f"Waivers of {waivers.file}: those of line {', '.join(map(str, sorted(lines)))} {en}.",
        )
        for lines, zh, en in told
        if lines
    ]


def unused(waivers: Waivers, findings: Sequence[Finding]) -> set[int]:
    """The lines of waivers that are meant for none of `findings`."""
    return {w.line for w in waivers.entries if not any(w.covers(finding) for finding in findings)}
