"""The command `gkrules`: one module for each command, each calling one public function of the library."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from gkrules import __version__
from gkrules.cli.check import check
from gkrules.cli.coverage import coverage
from gkrules.cli.deadline import deadline
from gkrules.cli.exits import INTERNAL, WRONG_USE
from gkrules.cli.explain import explain
from gkrules.cli.listing import list_command
from gkrules.cli.schema import schema
from gkrules.cli.test import test
from gkrules.cli.validate import validate
from gkrules.errors import GkrulesError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gkrules")
def commands() -> None:
    """Check open-government records (政务公开) against rule packs.

    Exit codes: 0 nothing found at or above the threshold, 1 violations, 2 wrong use, input or rule, 3 internal error,
    4 undetermined (with --fail-on-undetermined).
    """


for command in (check, coverage, deadline, explain, list_command, schema, test, validate):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code. Errors of use, input and rules go to standard error."""
    try:
        result = commands.main(
            args=list(arguments) if arguments is not None else None, prog_name="gkrules", standalone_mode=False
        )
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except click.Abort:
        click.echo("aborted", err=True)
        return WRONG_USE
    except GkrulesError as error:
        click.echo(f"gkrules: {error}", err=True)
        return WRONG_USE
    except BrokenPipeError:
        return 0
    except Exception as error:
        click.echo(f"gkrules: internal error ({type(error).__name__} in {_place(error)}); please report it", err=True)
        return INTERNAL
    return result if isinstance(result, int) else 0


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace is not None else "?"
