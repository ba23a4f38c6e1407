"""`gkrules schema`: the kinds of record, the JSON Schema of one, and empty workbooks to fill in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.cli.options import LANGUAGE
from gkrules.errors import SourceError
from gkrules.records.dictionary import dictionary
from gkrules.records.schema import record_schema
from gkrules.records.template import record_template
from gkrules.sources.files import shown_path


@click.command()
@click.argument("subjects", nargs=-1, metavar="[SUBJECT…]")
@click.option(
    "--template", type=click.Path(path_type=Path), metavar="FILE", help="Write an empty workbook (.xlsx) to fill in."
)
@click.option("--force", is_flag=True, help="Let --template replace a file.")
@LANGUAGE
def schema(subjects: tuple[str, ...], template: Path | None, force: bool, language: Language) -> int:
    """List the subjects; with SUBJECT, print the JSON Schema of its records.

    With --template an empty workbook is written: a sheet for each SUBJECT, and one that says how to fill it in.
    """
    known = dictionary()
    for name in subjects:
        if name not in known.subjects:
            raise click.UsageError(f"unknown subject {name!r}; {known.hint(name)}")
    if template is not None:
        _write(template, subjects, force=force)
        return 0
    if force:
        raise click.UsageError("--force goes with --template")
    if len(subjects) > 1:
        raise click.UsageError("name one subject to print its schema; several go with --template")
    if subjects:
        click.echo(json.dumps(record_schema(subjects[0]), ensure_ascii=False, indent=1))
        return 0
    for name, subject in known.subjects.items():
        colon = "：" if language == "zh" else ": "
        click.echo(f"{name:<22}  {subject.label.get(language)}{colon}{subject.about.get(language)}")
    return 0


def _write(path: Path, subjects: tuple[str, ...], *, force: bool) -> None:
    if not subjects:
        raise click.UsageError("name the subjects that the workbook is for; gkrules schema lists them")
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError("--template writes a workbook; let its name end in .xlsx")
    content = record_template(*subjects)
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise SourceError(f"{shown_path(path)}: there is such a file already; --force replaces it") from None
    except OSError as error:
        raise SourceError(f"{shown_path(path)}: the workbook cannot be written: {error.strerror}") from None
