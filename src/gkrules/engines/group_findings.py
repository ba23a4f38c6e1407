"""Makes findings of judgements on groups: message, evidence, rate and fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction

from gkrules.bilingual import Bilingual
from gkrules.engines.findings import SHOWN_RECORDS, name_of_missing, params_in, text_part, titles
from gkrules.engines.grouping import Group
from gkrules.engines.groups import Found, GroupJudgement
from gkrules.engines.outcome import Outcome
from gkrules.engines.setting import Setting
from gkrules.guard import Sheet
from gkrules.language.kinds import Bound, Exists, Rate
from gkrules.language.messages import GroupFilling, group_words, period_words
from gkrules.language.rule import ParamValue, Rule
from gkrules.records.dictionary import dictionary
from gkrules.results import Finding, GroupPart, LocationPart, RatePart


def group_fingerprint(rule: str, subject: str, group: Mapping[str, str]) -> str:
    """The lasting name of a finding on a group: by its subject, keys and period."""
    text = json.dumps([rule, subject, dict(group)], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def group_part(rule: Rule, judgement: GroupJudgement, setting: Setting, sheet: Sheet) -> GroupPart:
    """The result of one group as every report carries it; its keys pass the guard and are counted on `sheet`."""
    found = judgement.found
    counts = found is not None and judgement.rate is None
    return GroupPart(
        rule=rule.id,
        group=_shown_group(judgement.group, sheet),
        outcome=judgement.outcome.value,
        found=(found.least, found.most) if found is not None and counts else None,
        needed=_needed_number(judgement, setting),
        members=found.members if found is not None and counts else None,
        rate=_rate_part(judgement, setting),
    )


def group_finding(rule: Rule, judgement: GroupJudgement, setting: Setting) -> Finding:
    """The finding of one group whose outcome is worth reporting."""
    version = judgement.version
    params = params_in(version, setting)
    sheet = setting.guard.sheet()
    filling = GroupFilling(
        version=version,
        params=params,
        keys=judgement.group.keys,
        labels=_key_labels(rule, judgement),
        first=judgement.group.first,
        last=judgement.group.last,
        figures=_figures(judgement, params),
        screened=sheet.text,
        least=_fraction(judgement.rate.least) if judgement.rate is not None else None,
        most=_fraction(judgement.rate.most) if judgement.rate is not None else None,
        at_most=isinstance(version.requirement, Rate) and version.requirement.bound is Bound.AT_MOST,
    )
    record, group = judgement.record, judgement.group.describe()
    location = record.location if record is not None else None
    return Finding(
        rule=rule.id,
        clauses=list(version.clauses),
        subject=rule.subject,
        record=record.id if record is not None else None,
        group=_shown_group(judgement.group, sheet),
        outcome=judgement.outcome.value,
        severity=version.severity.value,
        title=text_part(version.title),
        message=text_part(_message(rule, judgement, filling)),
        evidence=_evidence(judgement) | (titles(dictionary()[record.subject], record, sheet) if record else {}),
        missing=list(judgement.missing) if judgement.outcome is Outcome.UNDETERMINED else None,
        rate=_rate_part(judgement, setting),
        remedy=text_part(_remedy(judgement, filling)),
        implements=list(version.implements) or None,
        location=LocationPart(source=location.source, row=location.row, line=location.line) if location else None,
        masked=sheet.masked or None,
        fingerprint=group_fingerprint(rule.id, rule.subject, group),
    )


def _shown_group(group: Group, sheet: Sheet) -> dict[str, str]:
    """The keys and the period; ids as they are, other values as they may be shown."""
    keys = {name: value if name == "id" else sheet.text(value) for name, value in group.keys}
    return {**group.describe(), **keys}


def _message(rule: Rule, judgement: GroupJudgement, filling: GroupFilling) -> Bilingual:
    words = group_words(filling)
    about = Bilingual(f"{words.zh}：", f"{words.en}: ") if filling.keys else Bilingual("", "")
    title = judgement.version.title
    match judgement.outcome:
        case Outcome.PENDING:
            last = period_words(filling.first, filling.last)
            return Bilingual(
                f"{about.zh}“{title.zh}”的期限尚未届满（{last.zh}）。",
                f"{about.en}the time for “{title.en}” has not come ({last.en}).",
            )
        case Outcome.UNDETERMINED:
            subject = dictionary()[rule.subject]
            names = [name_of_missing(subject, name) for name in judgement.missing]
            zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
            return Bilingual(
                f"{about.zh}无法判定“{title.zh}”" + (f"，缺少可用的信息：{zh}。" if names else "，现有信息不足。"),
                f"{about.en}“{title.en}” cannot be decided"
                + (f" for want of: {en}." if names else "; what is known does not decide it."),
            )
        case _:
            return filling.fill(judgement.version.message)


def _remedy(judgement: GroupJudgement, filling: GroupFilling) -> Bilingual:
    match judgement.outcome:
        case Outcome.UNDETERMINED:
            return Bilingual("补充或核实上述信息后重新检查。", "Supply or verify this information and check again.")
        case Outcome.PENDING:
            return Bilingual("请在期限届满前完成。", "To be done before the term ends.")
        case _:
            return filling.fill(judgement.version.remedy)


def _key_labels(rule: Rule, judgement: GroupJudgement) -> dict[str, Mapping[str, str]]:
    """For each key the labels of its codes, so that a person reads words."""
    grouping = judgement.version.grouping
    labels: dict[str, Mapping[str, str]] = {}
    for key in grouping.keys if grouping is not None else ():
        relation = getattr(key.node, "relation", None)
        subject = dictionary()[rule.subject if relation is None else relation.other]
        labels[key.name] = subject.fields[key.node.name].codes
    return labels


def _needed_number(judgement: GroupJudgement, setting: Setting) -> int | None:
    requirement = judgement.version.requirement
    if not isinstance(requirement, Exists):
        return None
    number = params_in(judgement.version, setting)[requirement.number]
    return number if isinstance(number, int) else None


def _rate_part(judgement: GroupJudgement, setting: Setting) -> RatePart | None:
    requirement, account, rate = judgement.version.requirement, judgement.account, judgement.rate
    if not isinstance(requirement, Rate) or account is None or rate is None:
        return None
    threshold = params_in(judgement.version, setting)[requirement.share]
    assert isinstance(threshold, Fraction), "checked when the rule was read"
    return RatePart(
        least=rate.least,
        most=rate.most,
        threshold=(threshold.numerator, threshold.denominator),
        short_by=rate.short_by,
        compliant=account.compliant,
        failing=account.failing,
        unknown=account.unknown + account.doubtful,
        pending=account.pending,
    )


def _figures(judgement: GroupJudgement, params: Mapping[str, ParamValue]) -> dict[str, ParamValue | None]:
    """The numbers that a message may name."""
    requirement, found, account = judgement.version.requirement, judgement.found or Found(0, 0, 0), judgement.account
    needed: ParamValue | None = None
    if isinstance(requirement, Exists):
        needed = params[requirement.number]
    if isinstance(requirement, Rate):
        needed = params[requirement.share]
    return {
        "found": found.least,
        "members": found.members,
        "failing": account.failing if account is not None else len(judgement.faults),
        "needed": needed,
        "short_by": judgement.rate.short_by if judgement.rate is not None else _short(needed, found),
    }


def _fraction(share: tuple[int, int]) -> Fraction | None:
    return Fraction(*share) if share[1] else None


def _short(needed: ParamValue | None, found: Found) -> int | None:
    return abs(needed - found.least) if isinstance(needed, int) else None


def _evidence(judgement: GroupJudgement) -> dict[str, object]:
    """The counts, and the ids of the records that decide or leave it open; how many there are beyond those shown."""
    evidence: dict[str, object] = {}
    if judgement.found is not None:
        evidence |= {"members": judgement.found.members, "found": judgement.found.least}
        if judgement.found.most != judgement.found.least:
            evidence["possible"] = judgement.found.most
    ids = [record.id for record in judgement.faults if record.id]
    if ids:
        evidence["records"] = ids[:SHOWN_RECORDS]
        if len(ids) > SHOWN_RECORDS:
            evidence["records_total"] = len(ids)
    return evidence
