"""The command `gkrules`: one module for each command, each calling one public function of the library."""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Sequence

import click

from gkrules import __version__
from gkrules.cli.baseline import baseline
from gkrules.cli.check import check
from gkrules.cli.coverage import coverage
from gkrules.cli.deadline import deadline
from gkrules.cli.detect import detect
from gkrules.cli.diff import diff
from gkrules.cli.exits import INTERNAL, WRONG_USE
from gkrules.cli.explain import explain
from gkrules.cli.init import init
from gkrules.cli.listing import list_command
from gkrules.cli.mask import mask
from gkrules.cli.schema import schema
from gkrules.cli.telling import language_of, stop_writing, tell_error, tell_fault, tell_usage
from gkrules.cli.test import test
from gkrules.cli.validate import validate
from gkrules.cli.waivers import waivers
from gkrules.errors import GkrulesError, SourceError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gkrules")
def commands() -> None:
    """Check open-government records (政务公开) against rule packs.

    Exit codes: 0 nothing found at or above the threshold, 1 violations, 2 wrong use, input or rule, 3 internal error,
    4 undetermined (with --fail-on-undetermined).
    """


for command in (
    baseline, check, coverage, deadline, detect, diff, explain, init, list_command, mask, schema, test, validate,
    waivers,
):  # fmt: skip
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its code."""
    gc.set_threshold(50_000, 20, 100)  # a run makes many records and hardly any cycles
    code = run(arguments)
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            stop_writing()
        except OSError as error:
            stop_writing()
            tell_error(_cannot_write(error), language_of(arguments if arguments is not None else sys.argv[1:]))
            code = WRONG_USE
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code. Errors of use, input and rules go to standard error."""
    language = language_of(arguments if arguments is not None else sys.argv[1:])
    try:
        result = commands.main(
            args=list(arguments) if arguments is not None else None, prog_name="gkrules", standalone_mode=False
        )
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        tell_usage(error, language)
        return WRONG_USE
    except click.Abort:
        click.echo("aborted", err=True)
        return WRONG_USE
    except GkrulesError as error:
        tell_error(error, language)
        return WRONG_USE
    except (BrokenPipeError, SystemExit):  # click turns the first into the second
        stop_writing()
        return 0
    except OSError as error:
        if error.errno not in _FULL:
            tell_fault(type(error).__name__, _place(error), language)
            return INTERNAL
        stop_writing()
        tell_error(_cannot_write(error), language)
        return WRONG_USE
    except Exception as error:
        tell_fault(type(error).__name__, _place(error), language)
        return INTERNAL
    return result if isinstance(result, int) else 0


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def _cannot_write(error: OSError) -> SourceError:
    return SourceError(f"standard output: cannot be written: {error.strerror}", "标准输出：无法写入（请检查磁盘空间）")


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace is not None else "?"
