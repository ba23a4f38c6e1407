"""Makes findings of judgements: message, evidence, deadline and fingerprint, without showing free text.

Names of bodies and titles pass the run's guard, which masks personal data in them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from gkrules.bilingual import Bilingual
from gkrules.deadlines.fixed import in_shanghai
from gkrules.deadlines.result import Deadline, Moment, State, Verdict
from gkrules.deadlines.trace import CaseEvent
from gkrules.engines.meaning import evaluate
from gkrules.engines.outcome import Judgement, Outcome
from gkrules.engines.privacy import list_evidence, list_figures, span_evidence, span_types
from gkrules.engines.setting import Setting
from gkrules.guard import Sheet
from gkrules.language.kinds import DeadlineOnClock
from gkrules.language.messages import Filling, screened_value, shown
from gkrules.language.rule import ParamValue, Rule, Version, relations_of, values_of, version_fields
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, Subject
from gkrules.records.record import UNKNOWN, Record
from gkrules.results import DeadlinePart, Finding, LocationPart, Text
from gkrules.sources.pseudonyms import pseudonym

SHOWN_RECORDS = 50
"""So many ids of other records stand in a finding; the number of all stands beside them."""


Figures = Mapping[str, int | Fraction | date | None]
"""Figures of one record by name; None where they are unknown."""


def fingerprint(rule: str, subject: str, record: str) -> str:
    """The lasting name of a finding: the same for the same rule and record in every run and engine."""
    text = json.dumps([rule, subject, record], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def finding(rule: Rule, subject: Subject, record: Record, judgement: Judgement, setting: Setting) -> Finding:
    """The finding of one pair whose outcome is worth reporting."""
    version = judgement.version or rule.versions[-1]
    params = params_in(version, setting)
    location = record.location
    sheet = setting.guard.sheet()
    figures = _figures(version, record, setting)
    return Finding(
        rule=rule.id,
        clauses=list(version.clauses),
        subject=rule.subject,
        record=record.id,
        outcome=judgement.outcome.value,
        severity=version.severity.value,
        title=text_part(version.title),
        message=text_part(_message(subject, record, judgement, version, params, sheet, figures)),
        evidence=_evidence(version, subject, record, sheet)
        | titles(subject, record, sheet)
        | _related_evidence(version, record, setting)
        | _figure_evidence(figures)
        | span_evidence(record, judgement.spans)
        | list_evidence(judgement.lists, sheet),
        missing=list(judgement.missing) if judgement.outcome is Outcome.UNDETERMINED else None,
        deadline=deadline_part(judgement.deadline) if judgement.deadline is not None else None,
        remedy=text_part(_remedy(subject, record, judgement, version, params, sheet, figures)),
        implements=list(version.implements) or None,
        location=LocationPart(source=location.source, row=location.row, line=location.line) if location else None,
        masked=sheet.masked or None,
        fingerprint=fingerprint(rule.id, rule.subject, record.id),
    )


def under_pseudonym(told: Finding, key: str) -> Finding:
    """A finding whose record's id is personal data, with the pseudonym in its place wherever it stands."""
    old = told.record or ""
    new = pseudonym(old, key)

    def renamed(text: Text) -> Text:
        return Text(zh=text.zh.replace(old, new), en=text.en.replace(old, new))

    return told.model_copy(
        update={
            "record": new,
            "message": renamed(told.message),
            "remedy": renamed(told.remedy),
            "evidence": {name: new if value == old else value for name, value in told.evidence.items()},
            "fingerprint": fingerprint(told.rule, told.subject, new),
        }
    )


def deadline_part(deadline: Deadline) -> DeadlinePart:
    """A deadline as reports carry it; bounds are given where they differ from the due date."""
    certain = deadline.earliest == deadline.due == deadline.latest
    return DeadlinePart(
        start=_moment(deadline.start),
        due=_moment(deadline.due),
        earliest=None if certain else _moment(deadline.earliest),
        latest=None if certain else _moment(deadline.latest),
        met=_moment(deadline.met),
        state=deadline.state.value,
        limit=deadline.limit.amount if deadline.limit else None,
        unit=deadline.limit.unit.value if deadline.limit else None,
        left=deadline.left,
        overrun=deadline.overrun,
        provisional=True if deadline.provisional else None,
    )


def _moment(moment: Moment | None) -> str | None:
    if isinstance(moment, datetime):
        return in_shanghai(moment).isoformat()
    return moment.isoformat() if moment is not None else None


def text_part(words: Bilingual) -> Text:
    """Words in both languages, as reports carry them."""
    return Text(zh=words.zh, en=words.en)


def _message(
    subject: Subject,
    record: Record,
    judgement: Judgement,
    version: Version,
    params: Mapping[str, ParamValue],
    sheet: Sheet,
    figures: Figures,
) -> Bilingual:
    match judgement.outcome:
        case Outcome.PENDING:
            return _pending(record, judgement, version)
        case Outcome.UNDETERMINED:
            return _undetermined(subject, record, judgement)
        case _:
            spans, types = sum(map(len, judgement.spans.values())), span_types(judgement.spans)
            words = Filling(
                subject, record, version, params, judgement.deadline, spans, types, sheet.text,
                list_figures(judgement.lists), figures,
            ).fill(version.message)  # fmt: skip
            return _with_late_extensions(words, judgement.deadline)


def _with_late_extensions(words: Bilingual, deadline: Deadline | None) -> Bilingual:
    if deadline is None or not deadline.late_extensions:
        return words
    told = deadline.late_extensions
    return Bilingual(
        f"{words.zh}延期系{shown(told, 'zh')}告知，已在期限届满之后，不产生延长效力。",
        f"{words.en} The extension was told on {shown(told, 'en')}, after the term had ended, and adds nothing.",
    )


def _pending(record: Record, judgement: Judgement, version: Version) -> Bilingual:
    deadline = judgement.deadline
    if deadline is not None and deadline.verdict is not Verdict.PENDING:
        deadline = None  # the time of the rule runs on, though the limit itself is over
    if deadline is not None and deadline.start is None:
        return Bilingual(f"{record.id}：期限尚未起算。", f"{record.id}: the time it is to be done in has not begun.")
    if deadline is not None and deadline.state is State.AWAITING_APPLICANT:
        return Bilingual(
            f"{record.id}：正在等待申请人补正或缴费，期限尚未届满。",
            f"{record.id}: waiting for the applicant's correction or payment; the term has not ended.",
        )
    if deadline is not None and deadline.due is not None:
        due, earliest = deadline.due, deadline.earliest
        if earliest is not None and earliest != due:
            return Bilingual(
                f"{record.id}：尚未到期，期限最早于{shown(earliest, 'zh')}、最晚于{shown(due, 'zh')}届满。",
                f"{record.id}: not due yet; the term ends on {shown(earliest, 'en')} at the earliest, on"
                f" {shown(due, 'en')} at the latest.",
            )
        return Bilingual(
            f"{record.id}：尚未到期，应不迟于{shown(due, 'zh')}完成。",
            f"{record.id}: not due yet; to be done by {shown(due, 'en')}.",
        )
    if deadline is not None and deadline.state is not State.PAUSED:
        return Bilingual(
            f"{record.id}：已告知延迟答复，法律未规定最长期限，应尽快答复。",
            f"{record.id}: a later reply was announced, for which the law sets no limit; reply as soon as possible.",
        )
    if deadline is not None:
        return Bilingual(
            f"{record.id}：征求意见尚未结束，期限暂未确定。",
            f"{record.id}: a consultation is still open, so the due date is not fixed yet.",
        )
    return Bilingual(
        f"{record.id}：“{version.title.zh}”的期限尚未届满。",
        f"{record.id}: the time for “{version.title.en}” has not come.",
    )


def _undetermined(subject: Subject, record: Record, judgement: Judgement) -> Bilingual:
    if judgement.missing:
        zh = "、".join(name_of_missing(subject, name).zh for name in judgement.missing)
        en = ", ".join(name_of_missing(subject, name).en for name in judgement.missing)
        return Bilingual(
            f"{record.id}：无法判定，缺少可用的信息：{zh}。", f"{record.id}: cannot be decided for want of: {en}."
        )
    deadline = judgement.deadline
    if deadline is not None and deadline.met is not None and deadline.start is not None:
        return Bilingual(
            f"{record.id}：无法判定，完成日期{shown(deadline.met, 'zh')}早于起算日期{shown(deadline.start, 'zh')}。",
            f"{record.id}: cannot be decided; it was done on {shown(deadline.met, 'en')}, before the term began on"
            f" {shown(deadline.start, 'en')}.",
        )
    return Bilingual(f"{record.id}：现有信息不足以判定。", f"{record.id}: what is known does not decide it.")


def params_in(version: Version, setting: Setting) -> dict[str, ParamValue]:
    """The values of the version's parameters in this setting."""
    return values_of(version, setting.overrides)


def name_of_missing(subject: Subject, missing: str) -> Bilingual:
    """What is missing, in words: a field, a year's holidays, related records, rows that were rejected."""
    kind, _, rest = missing.partition(":")
    if kind == "relation" and rest:
        relation = subject.relations.get(rest)
        other = dictionary()[relation.other if relation is not None else rest].label
        return Bilingual(f"相关的“{other.zh}”记录", f"the related records of {other.en}")
    if kind == "rejected" and rest:
        return Bilingual("未能读入的行", "the rows that were rejected")
    path, _, name = missing.partition(".")
    if name and path in subject.relations:
        theirs = dictionary()[subject.relations[path].other].fields[name]
        return Bilingual(f"所关联记录的“{theirs.zh}”", f"{theirs.name} of the {path}")
    if missing.startswith("calendar:"):
        year = missing.removeprefix("calendar:")
        return Bilingual(f"{year}年放假安排（尚未公布）", f"the holiday notice for {year}, which is not announced")
    item = subject.fields.get(missing)
    return Bilingual(f"“{item.zh}”", f"{item.name}") if item is not None else Bilingual(missing, missing)


def _remedy(
    subject: Subject,
    record: Record,
    judgement: Judgement,
    version: Version,
    params: Mapping[str, ParamValue],
    sheet: Sheet,
    figures: Figures,
) -> Bilingual:
    match judgement.outcome:
        case Outcome.UNDETERMINED:
            return Bilingual("补充或核实上述信息后重新检查。", "Supply or verify this information and check again.")
        case Outcome.PENDING:
            return Bilingual("请在期限届满前完成。", "To be done before the term ends.")
        case _:
            return Filling(
                subject, record, version, params, judgement.deadline, screened=sheet.text, figures=figures
            ).fill(version.remedy)  # fmt: skip


def _figures(version: Version, record: Record, setting: Setting) -> Figures:
    """The figures of a version for one record; None where they are unknown."""
    if not version.figures:
        return {}
    under = setting.under(version)
    worked_out = {name: evaluate(node, record, under) for name, node in version.figures.items()}
    return {name: value if isinstance(value, int | Fraction | date) else None for name, value in worked_out.items()}


def _figure_evidence(figures: Figures) -> dict[str, object]:
    if not figures:
        return {}
    return {"figures": {name: None if value is None else _plain(value) for name, value in figures.items()}}


def _evidence(version: Version, subject: Subject, record: Record, sheet: Sheet) -> dict[str, object]:
    """The fields the rule reads as the record states them.

    Personal data in names is masked; of free text only the length is given.
    """
    values, asked = version_fields(version)
    on_clock = isinstance(version.requirement, DeadlineOnClock)
    evidence: dict[str, object] = {}
    for name in sorted(values | asked):
        value = record.value(name)
        item = subject.fields.get(name)
        if value is UNKNOWN or item is None or (on_clock and value in (None, ())):
            continue
        evidence[name] = _shown_value(item, screened_value(item, value, sheet.text) if item.safe else value)
    return evidence


def titles(subject: Subject, record: Record, sheet: Sheet) -> dict[str, object]:
    """What people find the record by, whatever the rule reads: its screened texts, with personal data masked."""
    stated = ((item.name, record.value(item.name)) for item in subject.fields.values() if item.screened)
    return {name: sheet.title(value) for name, value in stated if isinstance(value, str)}


def _related_evidence(version: Version, record: Record, setting: Setting) -> dict[str, object]:
    """The related records that the rule looks at: how many there are, and their ids."""
    evidence: dict[str, object] = {}
    for relation in relations_of(version):
        members = setting.world.related(record, relation)
        if members is not None:
            ids = [member.id for member in members.certain]
            evidence[relation.name] = {"count": len(ids), "ids": ids[:SHOWN_RECORDS]}
    return evidence


def _shown_value(item: Field, value: object) -> object:
    if value is None:
        return None
    if not item.safe:
        return {"length": len(value)} if isinstance(value, str) else {"length": len(str(value))}
    match value:
        case bool() | int() | str() | datetime() | date() | Fraction():
            return _plain(value)
        case tuple():
            return [_event(v) if isinstance(v, CaseEvent) else v for v in value]
        case _:
            return str(value)


def _plain(value: bool | int | str | date | Fraction) -> object:
    match value:
        case datetime() | date():
            return _moment(value)
        case Fraction():
            return int(value) if value.denominator == 1 else float(value)
        case _:
            return value


def _event(event: CaseEvent) -> dict[str, object]:
    shown_event: dict[str, object] = {"type": event.type, "on": event.on.isoformat()}
    if event.party:
        shown_event["party"] = {"length": len(event.party)}
    if event.days is not None:
        shown_event["days"] = event.days
    return shown_event
