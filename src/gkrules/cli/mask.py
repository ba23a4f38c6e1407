"""`gkrules mask`: copies of files with personal data masked."""

from __future__ import annotations

from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.cli.exits import FINDINGS, FINE, INTERNAL, WRONG_USE
from gkrules.cli.options import DISCLOSURE_KIND, LANGUAGE
from gkrules.cli.telling import WrongUse
from gkrules.detectors import DisclosureKind
from gkrules.files.masking import mask_files
from gkrules.reports.personal_data import render_masking


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "-o", "--output", metavar="OUT", help="A file, or a folder for several files (default: NAME.masked.ENDING)."
)
@click.option("--in-place", is_flag=True, help="Overwrite the originals.")
@DISCLOSURE_KIND
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def mask(
    paths: tuple[Path, ...], output: str | None, in_place: bool, kind: DisclosureKind, form: str, language: Language
) -> int:
    """Mask personal data (去标识化) in copies of files; everything else stays as it was.

    Takes .txt .md .csv .tsv .xlsx .docx .html .json .jsonl and folders of them. What must be de-identified is masked;
    of exempt kinds what is advised to be. Exit code 1 when something is left that cannot be masked.
    """
    if output is not None and in_place:
        raise WrongUse("give either -o or --in-place", "-o与--in-place只能选一")
    result = mask_files(paths, out=output, in_place=in_place, kind=kind)
    text = result.to_json() if form == "json" else render_masking(result, language)
    click.echo(text.encode("utf-8", "replace"), nl=False)
    if result.internal:
        return INTERNAL
    if result.failed:
        return WRONG_USE
    return FINDINGS if result.left else FINE
