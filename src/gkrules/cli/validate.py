"""`gkrules validate`: read rule files and tell every fault with its place."""

from __future__ import annotations

from collections.abc import Sequence

import click

from gkrules.bilingual import Language
from gkrules.calendar import Calendar
from gkrules.calendar.verify import disagreements
from gkrules.cli.exits import WRONG_USE
from gkrules.cli.options import LANGUAGE, PACKS
from gkrules.errors import RuleError
from gkrules.language.comparing import compare, templates_used
from gkrules.language.pack import Pack, shipped_names
from gkrules.language.packs import read_packs


@click.command()
@click.argument("directories", nargs=-1, metavar="[PACK_OR_DIR]…")
@PACKS
@click.option("--calendar", is_flag=True, help="Also compare the working-day calendar with the holidays package.")
@click.option("--compare", "template", metavar="TEMPLATE", help="Show side by side the rules bound to one template.")
@LANGUAGE
def validate(
    directories: tuple[str, ...], packs: tuple[str, ...], calendar: bool, template: str | None, language: Language
) -> int:
    """Check rule files without judging anything. Without a name, the shipped packs."""
    names = (*directories, *packs) or tuple(shipped_names())
    try:
        read = read_packs(names)
    except RuleError as error:
        click.echo(str(error), err=True)
        click.echo(f"\n{len(error.diagnostics)} errors", err=True)
        return WRONG_USE
    if template is not None:
        return _compare(read, template, language)
    for pack in read:
        examples = sum(len(rule.examples) for rule in pack.rules)
        click.echo(
            f"{pack.id} {pack.version}: {len(pack.rules)} rules, {len(pack.clauses)} clauses, {examples} examples"
        )
    return _verify_calendar() if calendar else 0


def _compare(packs: Sequence[Pack], template: str, language: Language) -> int:
    """What the rules of one template say, those things first in which they differ."""
    if template not in templates_used(packs):
        used = ", ".join(templates_used(packs)) or "none"
        raise click.UsageError(f"no rule of these packs is bound to the template {template!r}; used are: {used}")
    comparison = compare(packs, template)
    differs = {"zh": "不同之处", "en": "what differs"}[language]
    same = {"zh": "相同之处", "en": "what is the same"}[language]
    for title, lines in (
        (differs, [line for line in comparison.lines if line.differs]),
        (same, [line for line in comparison.lines if not line.differs and any(words.zh for words in line.said)]),
    ):
        click.echo(f"── {title} ({len(lines)})")
        for line in lines:
            click.echo(line.name.get(language))
            said: dict[str, list[str]] = {}
            for rule, words in zip(comparison.rules, line.said, strict=True):
                said.setdefault(words.get(language) or "—", []).append(rule.id)
            for text, rules in said.items():
                named = ("、" if language == "zh" else ", ").join(rules) if len(said) > 1 else ""
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
