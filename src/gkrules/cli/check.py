"""`gkrules check`: judge the records of files and write the report."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from gkrules.bilingual import Language
from gkrules.checking import check_sources
from gkrules.cli.exits import exit_code
from gkrules.cli.options import AS_OF, LANGUAGE, PACKS, Day, need_packs, split_source, today
from gkrules.errors import SourceError
from gkrules.reports.text import render_text
from gkrules.results import Report
from gkrules.sources.reading import SourceSpec

FORMATS = ("text", "json")


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@PACKS
@click.option("--subject", metavar="NAME", help="What the records are, such as document.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), metavar="FILE", help="Headers to fields.")
@click.option("--profile", type=click.Path(path_type=Path), metavar="FILE", help="The body's own parameters.")
@AS_OF
@click.option("--from", "first", type=Day(), metavar="DATE", help="First day of the window for groups.")
@click.option("--to", "last", type=Day(), metavar="DATE", help="Last day of the window for groups.")
@click.option("-f", "--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Repeatable.")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="One for each -f; - is standard output.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "notice", "never"]), default="error", show_default=True,
    help="Severity from which violations give exit code 1.",
)  # fmt: skip
@click.option("--fail-on-undetermined", is_flag=True, help="Exit code 4 when something cannot be decided.")
@LANGUAGE
def check(
    sources: tuple[str, ...],
    packs: tuple[str, ...],
    subject: str | None,
    mapping: Path | None,
    profile: Path | None,
    as_of: date | None,
    first: date | None,
    last: date | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    fail_on: str,
    fail_on_undetermined: bool,
    language: Language,
) -> int:
    """Judge records. SOURCE is PATH, subject=PATH, or PATH#SHEET of a workbook (.csv .tsv .xlsx .json)."""
    targets = _targets(formats, outputs)
    read = {Path(path).resolve() for _, path, _ in map(split_source, sources)} | {
        path.resolve() for path in (mapping, profile) if path is not None
    }
    if any(target != "-" and Path(target).resolve() in read for _, target in targets):
        raise click.UsageError("-o names a file that this run reads; a report never overwrites its input")
    if first is not None and last is not None and last < first:
        raise click.UsageError("--to lies before --from")
    specs = [SourceSpec(Path(path), named or subject, sheet) for named, path, sheet in map(split_source, sources)]
    report = check_sources(
        specs,
        packs=need_packs(packs),
        as_of=as_of or today(),
        mapping=mapping,
        profile=profile,
        window=(first, last) if first or last else None,
    )
    for form, target in targets:
        _write(report, form, target, language)
    return exit_code(report, fail_on, fail_on_undetermined=fail_on_undetermined)


def _targets(formats: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each format with its file; without any, text to standard output."""
    formats = formats or ("text",)
    if len(outputs) > len(formats):
        raise click.UsageError("there are more -o than -f; give one -o for each -f")
    targets = list(zip(formats, (*outputs, *["-"] * (len(formats) - len(outputs))), strict=True))
    files = [target for _, target in targets]
    if len(set(files)) < len(files):
        raise click.UsageError("two formats would be written to one place; give one -o for each -f")
    return targets


def _write(report: Report, form: str, target: str, language: Language) -> None:
    if form == "json":
        text = report.to_json()
    else:
        colour = target == "-" and sys.stdout is not None and sys.stdout.isatty()
        width = click.get_current_context().terminal_width if not colour else _terminal_width()
        text = render_text(report, language, colour=colour, width=width)
    if target == "-":
        click.echo(text.encode("utf-8", "replace"), nl=False)
        return
    try:
        Path(target).write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise SourceError(f"{target}: the report cannot be written: {error.strerror}") from None


def _terminal_width() -> int:
    import shutil

    return max(60, min(shutil.get_terminal_size().columns, 140))
