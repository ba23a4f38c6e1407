"""Options that several commands share, and how dates and sources are written on the command line."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from typing import Any

import click

from gkrules.cli.telling import WrongUse
from gkrules.deadlines.fixed import SHANGHAI
from gkrules.language.pack import shipped_names

KEY_VARIABLE = "GKRULES_PSEUDONYM_KEY"
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SOURCE = re.compile(r"([a-z][a-z_]*)=(.+)", re.DOTALL)


class Day(click.ParamType[date]):
    """A calendar day, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value if _ISO.fullmatch(value) else "")
        except ValueError:
            self.fail(f"{value!r} is not a day written YYYY-MM-DD", param, ctx)
        if not 1949 <= day.year <= 2100:
            self.fail(f"{value!r} lies outside 1949 to 2100", param, ctx)
        return day


def today() -> date:
    """Today in China; only the command asks for it, and prints it."""
    return datetime.now(SHANGHAI).date()


def pseudonym_key() -> str | None:
    """The key of pseudonyms from the environment; only the command reads it."""
    return os.environ.get(KEY_VARIABLE)


def split_source(text: str) -> tuple[str | None, str, str | None]:
    """Subject, path and sheet of `subject=PATH#SHEET`; only the path must be there."""
    match = _SOURCE.fullmatch(text)
    subject, path = (match[1], match[2]) if match else (None, text)
    name, mark, sheet = path.rpartition("#")
    if mark and name.lower().endswith((".xlsx", ".xlsm")):
        return subject, name, sheet
    return subject, path, None


def need_packs(packs: tuple[str, ...]) -> tuple[str, ...]:
    """The packs named, or a usage error that lists those there are."""
    if not packs:
        listed = ", ".join(shipped_names())
        raise WrongUse(
            f"name at least one pack with -r; packs: {listed}, or a directory",
            f"请用-r至少指定一个规则包；可用的有：{listed}，或规则包所在的文件夹",
        )
    return packs


PACKS = click.option(
    "-r", "--rules", "packs", multiple=True, metavar="PACK_OR_DIR", help="A shipped pack or a directory; repeatable."
)
AS_OF = click.option("--as-of", type=Day(), metavar="DATE", help="Judge as at the end of this day (default: today).")
DISCLOSURE_KIND = click.option(
    "--kind", type=click.Choice(["ordinary", "punitive_notice", "mandatory_disclosure"]), default="ordinary",
    show_default=True, help="The disclosure kind (公开类别) of what the files hold.",
)  # fmt: skip
LANGUAGE = click.option(
    "--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of text."
)
