"""Rules and clauses in words, for people who do not read rule files."""

from __future__ import annotations

from collections.abc import Iterable

from gkrules.bilingual import Bilingual, Language
from gkrules.deadlines.clock import Clock, Window
from gkrules.deadlines.recurring import Recurring, Roll
from gkrules.language.demands import Demand
from gkrules.language.kinds import (
    Attested,
    AttestedRecord,
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
    Requirement,
    Sequence,
)
from gkrules.language.pack import Clause, Pack
from gkrules.language.printing import print_expression
from gkrules.language.rule import SEVERITY_LABELS, Modality, Rule, Version, version_fields
from gkrules.records.dictionary import dictionary

MODALITY_LABELS = {
    Modality.MUST: Bilingual("应当", "must"),
    Modality.MUST_NOT: Bilingual("不得", "must not"),
    Modality.SHOULD: Bilingual("宜", "should"),
    Modality.MAY: Bilingual("可以", "may"),
}


def describe_rule(rule: Rule, pack: Pack, language: Language) -> str:
    """The rule: its duty, and for each version the clauses, condition, demand, parameters and fields."""
    subject = dictionary()[rule.subject]
    last = rule.versions[-1]
    lines = [
        f"{rule.id}  {last.title.get(language)}",
        _pair(language, "规则包", "pack", f"{pack.id} {pack.version}  {pack.title.get(language)}"),
        _pair(language, "对象", "subject", f"{rule.subject} {subject.label.zh}"),
    ]
    if rule.note is not None:
        lines.append(_pair(language, "说明", "note", rule.note.get(language)))
    for version in rule.versions:
        lines += ["", *_version(rule, version, pack, language)]
    return "\n".join(lines)


def describe_clause(clause: Clause, pack: Pack, rules: Iterable[Rule], language: Language) -> str:
    """The clause in own words, and the rules that judge it."""
    lines = [
        f"{clause.id}  {pack.title.get(language)} {clause.location}",
        clause.text.get(language),
        _pair(language, "性质", "modality", MODALITY_LABELS[clause.modality].get(language)),
    ]
    if clause.note is not None:
        lines.append(_pair(language, "说明", "note", clause.note.get(language)))
    judged = [f"  {rule.id}  {rule.versions[-1].title.get(language)}" for rule in rules]
    none = Bilingual("  （目前没有规则判定本条）", "  (no rule judges it yet)").get(language)
    return "\n".join([*lines, _pair(language, "规则", "rules", ""), *(judged or [none])])


def _pair(language: Language, zh: str, en: str, value: str) -> str:
    return f"{zh}：{value}" if language == "zh" else f"{en}: {value}".rstrip()


def _version(rule: Rule, version: Version, pack: Pack, language: Language) -> list[str]:
    severity = SEVERITY_LABELS[version.severity].get(language)
    modality = MODALITY_LABELS[version.modality].get(language)
    lines = [
        _pair(language, "适用期间", "in force", f"{window_words(version.in_force, language)}  [{severity}, {modality}]")
    ]
    for clause_id in version.clauses:
        clause = pack.clauses.get(clause_id)
        text = f"{clause.location} {clause.text.get(language)}" if clause else ""
        lines.append(_pair(language, "依据", "clause", f"{clause_id} {text}"))
    demand = Demand(version, dictionary()[rule.subject], language)
    if version.when is not None:
        lines.append(_pair(language, "适用条件", "when", demand.wording.say(version.when)))
        lines.append(_as_written(print_expression(version.when)))
    for exception in version.exceptions:
        words = f"{demand.wording.say(exception.when)}  {exception.reason.get(language)}"
        lines += [_pair(language, "例外", "except", words), _as_written(print_expression(exception.when))]
    lines.append(_pair(language, "要求", version.kind, demand.requirement()))
    lines.append(_as_written(requirement_words(version.requirement, language)))
    if version.until is not None:
        lines.append(_pair(language, "完成期限", "until", demand.until()))
    for param in version.params.values():
        value = {"zh": "未启用", "en": "off"}[language] if param.value is None else demand.wording.param(param.name)
        lines.append(_pair(language, f"参数{param.name}", f"parameter {param.name}", f"{value}  ({param.source})"))
    values, asked = version_fields(version)
    fields = dictionary()[rule.subject].fields
    names = [f"{n} {fields[n].zh}" for n in sorted(values | asked) if n in fields]
    lines.append(_pair(language, "读取字段", "reads", ("、" if language == "zh" else ", ").join(names)))
    return lines


def _as_written(expression: str) -> str:
    """The expression under the words for it; it is what counts."""
    return f"    {expression}"


def window_words(window: Window, language: Language) -> str:
    """The window as dates, open ends said."""
    if language == "zh":
        return f"{window.first or '不限'}起至{window.last or '今'}"
    return f"from {window.first or 'always'} to {window.last or 'now'}"


def requirement_words(requirement: Requirement, language: Language) -> str:
    """What the rule demands, in the words of rule files."""
    match requirement:
        case Require(condition=condition):
            return print_expression(condition)
        case Forbid(condition=condition):
            return ("不得：" if language == "zh" else "never: ") + print_expression(condition)
        case DeadlineTerm():
            return _term_words(requirement, language)
        case DeadlineOnClock(clock=clock, within=within, extend_by=extend_by):
            return f"{clock.end}_on ≤ {clock.name} + params.{within} (+ params.{extend_by})"
        case Sequence(steps=steps):
            return " → ".join(" & ".join(step.fields) for step in steps)
        case ConsistentPair(relation=relation, fields=fields):
            return ", ".join(f"{own} == {relation.name}.{theirs}" for own, theirs in fields)
        case ConsistentGroup(fields=names):
            return f"{', '.join(names)} {_by(requirement.grouping)}"
        case Exists(that=that, bound=bound, number=number, distinct=distinct):
            counted = print_expression(that) if that is not None else "any"
            of = f" distinct {distinct}" if distinct else ""
            return f"count({counted}){of} {bound.value} params.{number} {_by(requirement.grouping)}"
        case Rate(that=that, of=rule_id, bound=bound, share=share):
            counted = print_expression(that) if that is not None else rule_id or ""
            return f"share({counted}) {bound.value} params.{share} {_by(requirement.grouping)}"
        case Periodic(that=that, every=every):
            counted = print_expression(that) if that is not None else "any"
            pace = every.value if isinstance(every, Pace) else f"params.{every}"
            return f"{counted} every {pace} {_by(requirement.grouping)}"
        case Attested(grouping=grouping):
            return f"duty_evidence {_by(grouping)}"
        case AttestedRecord():
            return "duty_evidence"
        case Privacy(fields=names, list_k=list_k) if list_k is not None:
            return f"lists of persons in {', '.join(names)} are params.{list_k}-anonymous"
        case Privacy(fields=names):
            return f"no personal data in {', '.join(names)}"


def _by(grouping: Grouping) -> str:
    return f"by {', '.join(key.name for key in grouping.keys)}" if grouping.keys else ""


def _term_words(term: DeadlineTerm, language: Language) -> str:
    if isinstance(term.by, Recurring):
        due = f"{term.by.every.value} {term.by.month}-{term.by.day}"
    elif term.by is not None:
        due = print_expression(term.by)
    else:
        start = term.start.name if isinstance(term.start, Clock) else print_expression(term.start) if term.start else ""
        due = f"{start} + params.{term.within}"
    earliest = f" ≥ {print_expression(term.not_before)}," if term.not_before is not None else ""
    return f"{term.event}{earliest} ≤ {due}" + (f", roll {term.roll}" if term.roll != Roll.NONE else "")
