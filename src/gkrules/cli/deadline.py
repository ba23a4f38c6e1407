"""`gkrules deadline`: count a time limit and show why each day counts."""

from __future__ import annotations

import json
from datetime import date

import click

from gkrules.bilingual import Language
from gkrules.calendar import Calendar
from gkrules.cli.days import echo_days, echo_deadline
from gkrules.cli.options import LANGUAGE, Day, today
from gkrules.deadlines.account import account
from gkrules.deadlines.fixed import Term, judge_term
from gkrules.deadlines.limit import MAX_AMOUNT, Limit, Unit
from gkrules.deadlines.recurring import Roll
from gkrules.engines.findings import deadline_part

UNITS = {"working-days": Unit.WORKING_DAYS, "days": Unit.DAYS, "months": Unit.MONTHS}


@click.command()
@click.argument("start", type=Day())
@click.argument("amount", type=click.IntRange(1, MAX_AMOUNT))
@click.argument("unit", type=click.Choice(list(UNITS)))
@click.option("--roll", type=click.Choice([r.value for r in Roll]), default="none", help="Move a rest day forward.")
@click.option("--as-of", type=Day(), metavar="DATE", help="Say what is left or over on this day.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def deadline(start: date, amount: int, unit: str, roll: str, as_of: date | None, form: str, language: Language) -> int:
    """The last day of AMOUNT UNIT from START, which itself is not counted.

    Days whose holidays are not announced give a provisional answer with its bounds.
    """
    calendar = Calendar.china()
    term = Term(
        event=None, event_known=True, event_field="", start=start, limit=Limit(amount, UNITS[unit]), roll=Roll(roll)
    )
    result = judge_term(term, as_of=as_of or today(), calendar=calendar)
    if form == "json":
        click.echo(json.dumps(deadline_part(result).model_dump(exclude_none=True), indent=1))
        return 0
    echo_days(account(result, calendar), language)
    echo_deadline(result, language, state=as_of is not None)
    return 0
