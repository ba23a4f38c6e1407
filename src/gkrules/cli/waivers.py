"""`gkrules waivers`: the waivers of a file and how each stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gkrules.bilingual import Bilingual, Language
from gkrules.cli.exits import FINE
from gkrules.cli.options import AS_OF, LANGUAGE, PACKS, today
from gkrules.guard import Guard
from gkrules.language.pack import shipped_names
from gkrules.ruleset import load
from gkrules.saved import read_report
from gkrules.waivers import STATES, read_waivers, unused


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@PACKS
@AS_OF
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help="A report: tells what covers nothing.")
@LANGUAGE
def waivers(file: Path, packs: tuple[str, ...], as_of: date | None, report: Path | None, language: Language) -> int:
    """List the waivers of FILE: what each is for, its days, its document, and whether it is active.

    Rules are those of -r, or of all shipped packs.
    """
    day = as_of or today()
    read = read_waivers(file, load(*(packs or shipped_names())).rules)
    idle = unused(read, read_report(report).findings) if report is not None else set()
    none = Bilingual("（没有对应的问题）", " (covers nothing)").get(language)
    guard = Guard()
    click.echo(f"{read.file}　{day}" if language == "zh" else f"{read.file}, as of {day}")
    for waiver in read.entries:
        about = waiver.finding or " ".join(
            part for part in (waiver.rule, waiver.record, *(f"{k}={v}" for k, v in waiver.group.items())) if part
        )
        state = STATES[waiver.state(day)].get(language) + (none if waiver.line in idle else "")
        shown, document = (guard.mask(text)[0] for text in (about, waiver.document_number))
        click.echo(f"  {waiver.line}: {shown}  {waiver.first} – {waiver.last}  {document}  {state}")
    return FINE
