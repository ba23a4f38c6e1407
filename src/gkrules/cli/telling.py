"""How the command tells of wrong use, wrong input and faults: the Chinese first, the English beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from gkrules.bilingual import Bilingual, Language
from gkrules.errors import GkrulesError


class WrongUse(click.UsageError):
    """A usage error in both languages."""

    def __init__(self, message: str, zh: str) -> None:
        super().__init__(message)
        self.zh = zh


def language_of(arguments: Sequence[str]) -> Language:
    """The language asked for with `--lang`, read apart because the rest may not be readable; zh unless en."""
    chosen = ""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if before == "--lang":
            chosen = argument
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return "en" if chosen == "en" else "zh"


def tell_usage(error: click.ClickException, language: Language) -> None:
    """Write a usage error to standard error."""
    if language == "zh":
        _echo(f"gkrules：用法有误：{_usage_zh(error)}")
    try:
        error.show()
    except OSError:
        return


def tell_error(error: GkrulesError, language: Language) -> None:
    """Write an error of input or rules to standard error; in Chinese the English stands below it."""
    if language == "zh" and error.text.zh != error.text.en:
        _echo(f"gkrules：{error.text.zh}")
        if error.text.en in error.text.zh:
            return
    _echo(f"gkrules: {error}")


def warn(text: Bilingual, language: Language) -> None:
    """Write a warning to standard error, so that it is seen where the report goes to a file."""
    _echo(f"gkrules{'：' if language == 'zh' else ': '}{text.get(language)}")


def tell_fault(kind: str, place: str, language: Language) -> None:
    """Write to standard error that gkrules itself failed."""
    if language == "zh":
        _echo("gkrules：程序内部错误，请反馈下列信息")
    _echo(f"gkrules: internal error ({kind} in {place}); please report it")


def stop_writing() -> None:
    """Send what is left in the buffer of standard output to nowhere, so that the exit does not stumble over it."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError, AttributeError):
        return  # a stream without a file of its own has no buffer that is written at the exit


def _echo(text: str) -> None:
    try:
        click.echo(text, err=True)
    except OSError:
        return


def _usage_zh(error: click.ClickException) -> str:
    """What is wrong in Chinese, as far as the kind of error tells; the details stand in the English below."""
    match error:
        case WrongUse(zh=zh):
            return zh
        case click.MissingParameter(param=param):
            return f"缺少参数{param.human_readable_name if param is not None else ''}"
        case click.NoSuchOption(option_name=name):
            return f"没有选项{name}"
        case click.BadParameter(param=param) if param is not None:
            day = "；日期应写作YYYY-MM-DD" if param.type.name == "date" else ""
            return f"{'、'.join(param.opts)}的值不正确{day}"
        case _:
            return "请用gkrules -h查看命令及选项"
