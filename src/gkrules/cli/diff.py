"""`gkrules diff`: what changed from one report to the next."""

from __future__ import annotations

from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.cli.exits import FINDINGS, FINE
from gkrules.cli.options import LANGUAGE
from gkrules.differences import differences
from gkrules.reports.differences import render_differences
from gkrules.saved import read_report


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def diff(old: Path, new: Path, form: str, language: Language) -> int:
    """Compare the reports OLD and NEW, written with -f json.

    Violations are new, worsened, persisting, waived, undetermined, not found any more, or not judged this time. Exit
    code 1 when any is new or worsened.
    """
    found = differences(read_report(old), read_report(new))
    text = found.to_json() if form == "json" else render_differences(found, language)
    click.echo(text.encode("utf-8", "replace"), nl=False)
    return FINDINGS if found.worse else FINE
