"""`gkrules detect`: personal data in files, by place and type, never by value."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.cli.exits import FINDINGS, FINE, INTERNAL, WRONG_USE
from gkrules.cli.options import DISCLOSURE_KIND, LANGUAGE
from gkrules.cli.telling import WrongUse
from gkrules.detectors import DisclosureKind
from gkrules.files.detecting import detect_files
from gkrules.lists import DEFAULT_K
from gkrules.reports.personal_data import render_detection
from gkrules.reports.personal_data_page import render_page


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@DISCLOSURE_KIND
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option(
    "--k",
    type=click.IntRange(min=2),
    default=DEFAULT_K,
    show_default=True,
    help="The smallest number of rows of a list that have to read alike once names are masked.",
)
@click.option("--show", is_flag=True, help="Show the values too; only at a terminal, in text.")
@LANGUAGE
def detect(paths: tuple[Path, ...], kind: DisclosureKind, form: str, k: int, show: bool, language: Language) -> int:
    """Find personal data in files and folders; tell places, types, confidence and reasons, without the values.

    Looked into are .txt .md .csv .tsv .xlsx .docx .html .json .jsonl. Exit code 1 when something has to be
    de-identified (去标识化) before publication. Lists of persons that stay identifiable though their names are masked,
    alone or beside another list of these files, are told and do not change the exit code.
    """
    if show and (form != "text" or sys.stdout is None or not sys.stdout.isatty()):
        raise WrongUse(
            "--show is for a person at a terminal: it needs -f text and an output that is no file or pipe",
            "--show仅供本人在终端查看：须为-f text，且输出不能转到文件或管道",
        )
    result = detect_files(paths, kind=kind, excerpts=form == "html", k=k)
    if form == "json":
        text = result.to_json()
    elif form == "html":
        text = render_page(result, language)
    else:
        text = render_detection(result, language, show=show)
    click.echo(text.encode("utf-8", "replace"), nl=False)
    if result.internal:
        return INTERNAL
    if result.failed:
        return WRONG_USE
    return FINDINGS if result.must_deidentify else FINE
