"""`gkrules validate`: read rule files and tell every fault with its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.calendar import Calendar
from gkrules.calendar.verify import disagreements
from gkrules.cli.exits import WRONG_USE
from gkrules.cli.options import LANGUAGE, PACKS
from gkrules.errors import Diagnostic, RuleError, SourceError
from gkrules.language.comparing import compare, templates_used
from gkrules.language.pack import Pack, find_pack, shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.phrases import phrase_faults


@click.command()
@click.argument("directories", nargs=-1, metavar="[PACK_OR_DIR]…")
@PACKS
@click.option("--calendar", is_flag=True, help="Also compare the working-day calendar with the holidays package.")
@click.option("--compare", "template", metavar="TEMPLATE", help="Show side by side the rules bound to one template.")
@click.option("--rule", "only", multiple=True, metavar="ID", help="With --compare: only these rules.")
@click.option(
    "--plans",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The plans' texts as PACK.txt: phrases that do not occur in them are faults.",
)
@LANGUAGE
def validate(
    directories: tuple[str, ...],
    packs: tuple[str, ...],
    calendar: bool,
    template: str | None,
    only: tuple[str, ...],
    plans: Path | None,
    language: Language,
) -> int:
    """Check rule files without judging anything. Without a name, the shipped packs."""
    if only and template is None:
        raise click.UsageError("--rule belongs to --compare TEMPLATE")
    names = (*directories, *packs) or tuple(shipped_names())
    try:
        read = read_packs(names)
        if plans is not None:
            _compare_phrases(names, plans)
    except RuleError as error:
        click.echo(str(error), err=True)
        click.echo(f"\n{len(error.diagnostics)} errors", err=True)
        return WRONG_USE
    if template is not None:
        return _compare(read, template, only, language)
    for pack in read:
        examples = sum(len(rule.examples) for rule in pack.rules)
        click.echo(
            f"{pack.id} {pack.version}: {len(pack.rules)} rules, {len(pack.clauses)} clauses, {examples} examples"
        )
        if plans is not None:
            quoted = [clause.phrase for clause in pack.clauses.values()] + [rule.phrase for rule in pack.rules]
            found = _plan(plans, pack.id).is_file()
            told = "all occur in the plan" if found else f"no {pack.id}.txt to compare"
            click.echo(f"  {sum(phrase is not None for phrase in quoted)} phrases: {told}")
    return _verify_calendar() if calendar else 0


def _compare_phrases(names: Sequence[str], plans: Path) -> None:
    """Raise RuleError with every phrase that does not occur in the text of its plan."""
    faults: list[Diagnostic] = []
    for path in dict.fromkeys(map(find_pack, names)):
        text = _plan(plans, path.resolve().name)
        if text.is_file():
            try:
                faults += phrase_faults(path, text.read_text(encoding="utf-8-sig"))
            except UnicodeDecodeError:
                raise SourceError(f"{text}: not UTF-8; save it as UTF-8", f"{text}：不是UTF-8，请另存为UTF-8") from None
            except OSError as error:
                raise SourceError(f"{text}: {error.strerror or 'cannot be read'}", f"{text}：无法读取") from None
    if faults:
        raise RuleError(faults)


def _plan(plans: Path, pack: str) -> Path:
    return plans / f"{pack}.txt"


def _compare(packs: Sequence[Pack], template: str, only: Sequence[str], language: Language) -> int:
    """What the rules of one template say, those things first in which they differ."""
    if template not in templates_used(packs):
        used = ", ".join(templates_used(packs)) or "none"
        raise click.UsageError(f"no rule of these packs is bound to the template {template!r}; used are: {used}")
    bound = {rule.id for pack in packs for rule in pack.rules if rule.template == template}
    lost = [rule for rule in only if rule not in bound]
    if lost:
        raise click.UsageError(f"no rule {lost[0]!r} is bound to the template {template!r}; bound are: "
                               f"{', '.join(sorted(bound))}")  # fmt: skip
    comparison = compare(packs, template, only)
    differs = {"zh": "不同之处", "en": "what differs"}[language]
    same = {"zh": "相同之处", "en": "what is the same"}[language]
    written = {"zh": "规则文件中的写法", "en": "as written in the rule files"}[language]
    said = [line for line in comparison.lines if not line.as_written]
    for title, lines in (
        (differs, [line for line in said if line.differs]),
        (same, [line for line in said if not line.differs and any(words.zh for words in line.said)]),
        (written, [line for line in comparison.lines if line.as_written]),
    ):
        if not lines:
            continue
        click.echo(f"── {title} ({len(lines)})")
        for line in lines:
            click.echo(line.name.get(language))
            by_words: dict[str, list[str]] = {}
            for rule, words in zip(comparison.rules, line.said, strict=True):
                by_words.setdefault(words.get(language) or "—", []).append(rule.id)
            for text, rules in by_words.items():
                named = ("、" if language == "zh" else ", ").join(rules) if len(by_words) > 1 else ""
                click.echo(f"  {text}" + (f"    [{named}]" if named else ""))
        click.echo()
    return 0


def _verify_calendar() -> int:
    china = Calendar.china()
    wrong = disagreements(china)
    years = f"{china.announced_from} to {china.announced_through}"
    if not wrong:
        click.echo(f"calendar: {years} agree with the holidays package on every day")
        return 0
    click.echo(f"calendar: {years} differ from the holidays package on {', '.join(map(str, wrong))}", err=True)
    return WRONG_USE
