"""`gkrules init`: write a starter folder."""

from __future__ import annotations

from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.cli.options import LANGUAGE
from gkrules.starter import write_starter


@click.command()
@click.argument("folder", required=False, default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
@LANGUAGE
def init(folder: Path, language: Language) -> int:
    """Write a starter folder: a profile, a mapping, documents to check, jobs for CI and a README.

    Nothing is overwritten: where one of the files is there already, nothing is written.
    """
    for path in write_starter(folder):
        click.echo(path.as_posix())
    readme = (folder / "README.md").as_posix()
    click.echo(f"请先阅读{readme}" if language == "zh" else f"start with {readme}")
    return 0
