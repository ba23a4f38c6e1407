"""`gkrules validate`: read rule files and tell every fault with its place."""

from __future__ import annotations

import click

from gkrules.calendar import Calendar
from gkrules.calendar.verify import disagreements
from gkrules.cli.exits import WRONG_USE
from gkrules.cli.options import PACKS
from gkrules.errors import RuleError
from gkrules.language.pack import shipped_names
from gkrules.language.packs import read_packs


@click.command()
@click.argument("directories", nargs=-1, metavar="[PACK_OR_DIR]…")
@PACKS
@click.option("--calendar", is_flag=True, help="Also compare the working-day calendar with the holidays package.")
def validate(directories: tuple[str, ...], packs: tuple[str, ...], calendar: bool) -> int:
    """Check rule files without judging anything. Without a name, the shipped packs."""
    names = (*directories, *packs) or tuple(shipped_names())
    try:
        read = read_packs(names)
    except RuleError as error:
        click.echo(str(error), err=True)
        click.echo(f"\n{len(error.diagnostics)} errors", err=True)
        return WRONG_USE
    for pack in read:
        examples = sum(len(rule.examples) for rule in pack.rules)
        click.echo(
            f"{pack.id} {pack.version}: {len(pack.rules)} rules, {len(pack.clauses)} clauses, {examples} examples"
        )
    return _verify_calendar() if calendar else 0


def _verify_calendar() -> int:
    china = Calendar.china()
    wrong = disagreements(china)
    years = f"{china.announced_from} to {china.announced_through}"
    if not wrong:
        click.echo(f"calendar: {years} agree with the holidays package on every day")
        return 0
    click.echo(f"calendar: {years} differ from the holidays package on {', '.join(map(str, wrong))}", err=True)
    return WRONG_USE
