"""Compares rules that are bound to one template: what they have in common, and what differs from plan to plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gkrules.bilingual import Bilingual, Language
from gkrules.language.demands import Demand
from gkrules.language.describing import MODALITY_LABELS, window_words
from gkrules.language.messages import shown
from gkrules.language.pack import Pack
from gkrules.language.rule import SEVERITY_LABELS, Rule
from gkrules.records.dictionary import dictionary

_LANGUAGES: tuple[Language, Language] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One thing that rules state: its name, and what each rule says of it, in the order of the rules.

    `as_written` marks what stands as in the rule files: what a rule binds to a parameter of the template.
    """

    name: Bilingual
    said: tuple[Bilingual, ...]
    as_written: bool = False

    @property
    def differs(self) -> bool:
        """Whether not all rules say the same."""
        return len({(words.zh, words.en) for words in self.said}) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rules of one template, side by side."""

    template: str
    rules: tuple[Rule, ...]
    lines: tuple[ComparedLine, ...]


def templates_used(packs: Iterable[Pack]) -> list[str]:
    """Names of the templates to which rules of these packs are bound."""
    return sorted({rule.template for pack in packs for rule in pack.rules if rule.template is not None})


def compare(packs: Sequence[Pack], template: str, only: Iterable[str] = ()) -> Comparison:
    """The rules that are bound to `template` (where `only` names ids, those of them), with all that any states.

    What rules demand stands in words; of what they bind, only what these words and the parameters do not say.
    Raises KeyError when no such rule of these packs is bound to it.
    """
    clauses = {clause.id: clause for pack in packs for clause in pack.clauses.values()}
    wanted = frozenset(only)
    bound = (rule for pack in packs for rule in pack.rules if rule.template == template)
    rules = tuple(rule for rule in bound if not wanted or rule.id in wanted)
    if not rules:
        raise KeyError(f"no rule is bound to the template {template!r}")

    def duty(rule: Rule, language: str) -> str:
        texts = [clauses[c].text for c in rule.versions[-1].clauses if c in clauses]
        return " ".join(text.zh if language == "zh" else text.en for text in texts)

    lines = [
        ComparedLine(
            Bilingual("条款", "clause"),
            tuple(Bilingual("、".join(r.versions[-1].clauses), ", ".join(r.versions[-1].clauses)) for r in rules),
        ),
        ComparedLine(Bilingual("要求", "duty"), tuple(Bilingual(duty(r, "zh"), duty(r, "en")) for r in rules)),
        ComparedLine(Bilingual("性质", "modality"), tuple(MODALITY_LABELS[r.versions[-1].modality] for r in rules)),
        ComparedLine(Bilingual("严重程度", "severity"), tuple(SEVERITY_LABELS[r.versions[-1].severity] for r in rules)),
        ComparedLine(
            Bilingual("适用期间", "in force"),
            tuple(
                Bilingual(window_words(r.versions[-1].in_force, "zh"), window_words(r.versions[-1].in_force, "en"))
                for r in rules
            ),
        ),
        ComparedLine(Bilingual("对象", "subject"), tuple(_subject(r) for r in rules)),
        ComparedLine(Bilingual("适用条件", "when"), tuple(_each(r, _when) for r in rules)),
        ComparedLine(Bilingual("判定标准", "demand"), tuple(_each(r, Demand.requirement) for r in rules)),
        ComparedLine(Bilingual("责任主体", "addressee"), tuple(_plain(r.versions[-1].addressee) for r in rules)),
        ComparedLine(Bilingual("完成期限", "until"), tuple(_plain((r.versions[-1].until or "",)) for r in rules)),
        ComparedLine(
            Bilingual("例外", "exceptions"),
            tuple(
                Bilingual(
                    "；".join(e.reason.zh for e in r.versions[-1].exceptions),
                    "; ".join(e.reason.en for e in r.versions[-1].exceptions),
                )
                for r in rules
            ),
        ),
    ]
    names = dict.fromkeys(name for rule in rules for name in rule.bound)
    params = dict.fromkeys(name for rule in rules for name in rule.versions[-1].params if name not in names)
    lines += [
        ComparedLine(Bilingual(f"参数{name}", f"parameter {name}"), tuple(_param(rule, name) for rule in rules))
        for name in params
    ]
    lines += [
        ComparedLine(Bilingual(name, name), tuple(_plain((rule.bound.get(name, ""),)) for rule in rules), True)
        for name in names
    ]
    return Comparison(template, rules, tuple(lines))


def _subject(rule: Rule) -> Bilingual:
    return Bilingual(dictionary()[rule.subject].label.zh, rule.subject.replace("_", " "))


def _each(rule: Rule, say: Callable[[Demand], str]) -> Bilingual:
    """What `say` makes of the last version of the rule, in both languages."""
    zh, en = (say(Demand(rule.versions[-1], dictionary()[rule.subject], language)) for language in _LANGUAGES)
    return Bilingual(zh, en)


def _when(demand: Demand) -> str:
    return demand.wording.say(demand.version.when) if demand.version.when is not None else ""


def _plain(values: Iterable[object]) -> Bilingual:
    text = [str(value) for value in values if value != ""]
    return Bilingual("、".join(text), ", ".join(text))


def _param(rule: Rule, name: str) -> Bilingual:
    param = rule.versions[-1].params.get(name)
    if param is None:
        return Bilingual("", "")
    if param.value is None:
        return Bilingual("未启用", "off")
    return Bilingual(shown(param.value, "zh", param.coded), shown(param.value, "en", param.coded))
