"""`gkrules baseline`: keep the violations that are known, so that a check tells what is new."""

from __future__ import annotations

from pathlib import Path

import click

from gkrules.baseline import Baseline, read_baseline
from gkrules.cli.exits import FINE
from gkrules.cli.writing import write_text
from gkrules.saved import read_report


@click.group()
def baseline() -> None:
    """Known violations, by fingerprint alone; `gkrules check --baseline FILE` then fails for new ones only."""


@baseline.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write.")
def create(report: Path, output: Path) -> int:
    """Make a baseline of the violations in REPORT, a report that was written with -f json."""
    write_text(output, Baseline.of(read_report(report)).to_json())
    return FINE


@baseline.command()
@click.argument("report", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The baseline.")
def update(report: Path, output: Path) -> int:
    """Take from the baseline what REPORT does not find any more. Nothing is added: new violations stay new."""
    write_text(output, read_baseline(output).still_found(read_report(report)).to_json())
    return FINE
