"""`gkrules validate`: read rule files and tell every fault with its place."""

from __future__ import annotations

import click

from gkrules.cli.exits import WRONG_USE
from gkrules.cli.options import PACKS
from gkrules.errors import RuleError
from gkrules.language.packs import read_packs, shipped_names


@click.command()
@click.argument("directories", nargs=-1, metavar="[PACK_OR_DIR]…")
@PACKS
def validate(directories: tuple[str, ...], packs: tuple[str, ...]) -> int:
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
    return 0
