"""`gkrules check`: judge the records of files and write the report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path

import click

from gkrules.bilingual import Bilingual, Language
from gkrules.checking import check_sources, nothing_judged
from gkrules.cli.exits import exit_code
from gkrules.cli.options import AS_OF, LANGUAGE, PACKS, Day, need_packs, pseudonym_key, split_source, today
from gkrules.cli.telling import WrongUse, stop_writing, warn
from gkrules.errors import SourceError
from gkrules.reports.github import render_github
from gkrules.reports.gitlab import render_gitlab
from gkrules.reports.junit import render_junit
from gkrules.reports.markdown import render_markdown
from gkrules.reports.page import render_page
from gkrules.reports.sarif import render_sarif
from gkrules.reports.table import render_csv
from gkrules.reports.text import render_text
from gkrules.results import Report
from gkrules.sources.files import shown_path
from gkrules.sources.kinds import kind_of
from gkrules.sources.reading import SourceSpec

Renderer = Callable[[Report, Language, bool], str]
"""From a report, a language and whether a terminal will show it, to text."""


def _text(report: Report, language: Language, to_terminal: bool) -> str:
    width = _terminal_width() if to_terminal else click.get_current_context().terminal_width
    return render_text(report, language, colour=to_terminal, width=width)


def _json(report: Report, _language: Language, _to_terminal: bool) -> str:
    return report.to_json()


def _plainly(render: Callable[[Report, Language], str]) -> Renderer:
    """A renderer to which it does not matter who reads."""
    return lambda report, language, _to_terminal: render(report, language)


FORMATS: Mapping[str, Renderer] = {
    "text": _text,
    "json": _json,
    "github": _plainly(render_github),
    "sarif": _plainly(render_sarif),
    "junit": _plainly(render_junit),
    "gitlab": _plainly(render_gitlab),
    "csv": _plainly(render_csv),
    "markdown": _plainly(render_markdown),
    "html": _plainly(render_page),
}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@PACKS
@click.option("--subject", metavar="NAME", help="What the records are, such as document.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), metavar="FILE", help="Headers to fields.")
@click.option("--profile", type=click.Path(path_type=Path), metavar="FILE", help="The body's own parameters.")
@AS_OF
@click.option("--from", "first", type=Day(), metavar="DATE", help="First day of the window for groups.")
@click.option("--to", "last", type=Day(), metavar="DATE", help="Last day of the window for groups.")
@click.option("-f", "--format", "formats", type=click.Choice(list(FORMATS)), multiple=True, help="Repeatable.")
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help="One for each -f; - is standard output.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "notice", "never"]), default="error", show_default=True,
    help="Severity from which violations give exit code 1.",
)  # fmt: skip
@click.option("--select", multiple=True, metavar="WORD", help="Only rules of this id, clause, pack or severity.")
@click.option("--ignore", multiple=True, metavar="WORD", help="No rules of this id, clause, pack or severity.")
@click.option("--waivers", type=click.Path(path_type=Path), metavar="FILE", help="Approved exceptions.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Violations that are known already.")
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
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    waivers: Path | None,
    baseline: Path | None,
    fail_on: str,
    fail_on_undetermined: bool,
    language: Language,
) -> int:
    """Judge records. SOURCE is PATH, subject=PATH, or PATH#SHEET of a workbook.

    Read are .csv .tsv .xlsx .json .jsonl .yaml (the texts also packed with gzip, .csv.gz), Markdown files with front
    matter, and folders. Records may say by `subject` what they are, sheets by their name.
    """
    targets = _targets(formats, outputs)
    read = {Path(path).resolve() for _, path, _ in map(split_source, sources)} | {
        path.resolve() for path in (mapping, profile, waivers, baseline) if path is not None
    }
    if any(target != "-" and _is_read(Path(target), read) for _, target in targets):
        raise WrongUse(
            "-o names a file that this run reads; a report never overwrites its input",
            "-o指定的文件正是本次要读取的文件；报告不会覆盖数据",
        )
    if first is not None and last is not None and last < first:
        raise WrongUse("--to lies before --from", "--to早于--from")
    specs = [SourceSpec(Path(path), named, sheet, subject) for named, path, sheet in map(split_source, sources)]
    report = check_sources(
        specs,
        packs=need_packs(packs),
        as_of=as_of or today(),
        mapping=mapping,
        profile=profile,
        window=(first, last) if first or last else None,
        pseudonym_key=pseudonym_key(),
        select=select,
        ignore=ignore,
        waivers=waivers,
        baseline=baseline,
    )
    if report.counts.read and not report.counts.judged:
        warn(nothing_judged(report), language)
    for form, target in targets:
        _write(report, form, target, language)
    return exit_code(report, fail_on, fail_on_undetermined=fail_on_undetermined)


def _is_read(target: Path, read: Collection[Path]) -> bool:
    """Whether a file is one that the run reads, or may read in a folder."""
    target = target.resolve()
    if target in read:
        return True
    return target.is_file() and kind_of(target) is not None and any(target.is_relative_to(path) for path in read)


def _targets(formats: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each format with its file; without any, text to standard output."""
    formats = formats or ("text",)
    if len(outputs) > len(formats):
        raise WrongUse("there are more -o than -f; give one -o for each -f", "-o多于-f；每个-f对应一个-o")
    targets = list(zip(formats, (*outputs, *["-"] * (len(formats) - len(outputs))), strict=True))
    files = [target for _, target in targets]
    if len(set(files)) < len(files):
        raise WrongUse(
            "two formats would be written to one place; give one -o for each -f",
            "两种格式会写到同一处；请为每个-f各给一个-o",
        )
    return targets


def _write(report: Report, form: str, target: str, language: Language) -> None:
    to_terminal = target == "-" and sys.stdout is not None and sys.stdout.isatty()
    text = FORMATS[form](report, language, to_terminal)
    try:
        if target == "-":
            click.echo(text.encode("utf-8", "replace"), nl=False)
        else:
            Path(target).write_text(text, encoding="utf-8", errors="replace", newline="")
    except BrokenPipeError:
        stop_writing()  # whoever reads has read enough; the verdict stands
    except OSError as error:
        name = shown_path(Path(target))
        where = Bilingual("标准输出", "standard output") if target == "-" else Bilingual(name, name)
        if target == "-":
            stop_writing()
        raise SourceError(
            f"{where.en}: the report cannot be written: {error.strerror}",
            f"{where.zh}：无法写入报告（请检查路径、权限和磁盘空间）",
        ) from None


def _terminal_width() -> int:
    import shutil

    return max(60, min(shutil.get_terminal_size().columns, 140))
