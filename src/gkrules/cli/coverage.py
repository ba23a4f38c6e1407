"""`gkrules coverage`: which clause is judged by which rules, and how."""

from __future__ import annotations

import click

from gkrules.bilingual import Language
from gkrules.cli.exits import FINDINGS
from gkrules.cli.options import LANGUAGE, PACKS
from gkrules.language.pack import shipped_names
from gkrules.matrix import coverage as matrix
from gkrules.reports.coverage_text import render_coverage
from gkrules.ruleset import load


@click.command()
@PACKS
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def coverage(packs: tuple[str, ...], form: str, language: Language) -> int:
    """Show for each clause of a plan the rules that judge it, or the reason why none does.

    Without -r, for all shipped packs. Exit code 1 when a clause has neither a rule nor a reason.
    """
    found = matrix(load(*(packs or shipped_names())))
    click.echo(found.to_json() if form == "json" else render_coverage(found, language), nl=False)
    return FINDINGS if found.open_clauses() else 0
