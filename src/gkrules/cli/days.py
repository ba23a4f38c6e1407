"""Prints the account of a time limit, day by day."""

from __future__ import annotations

from collections.abc import Iterable

import click

from gkrules.bilingual import Bilingual, Language
from gkrules.deadlines.account import AccountedDay
from gkrules.deadlines.result import Deadline, State
from gkrules.language.messages import shown

STATES = {
    State.RUNNING: Bilingual("期限进行中", "running"),
    State.PAUSED: Bilingual("征求意见中，期限中止", "paused for a consultation"),
    State.AWAITING_APPLICANT: Bilingual("等待申请人补正或缴费", "waiting for the applicant"),
    State.OVERDUE: Bilingual("已逾期", "overdue"),
    State.MET: Bilingual("按期完成", "met in time"),
    State.MET_LATE: Bilingual("逾期完成", "met late"),
    State.ABANDONED: Bilingual("申请人逾期未补正或未缴费，视为放弃", "abandoned by the applicant"),
    State.UNKNOWN: Bilingual("尚不能确定", "not known"),
}


def echo_days(days: Iterable[AccountedDay], language: Language) -> None:
    """One line for each day: number, date, weekday, reason."""
    for entry in days:
        number = "" if entry.number is None else str(entry.number)
        mark = {"zh": "（暂定）", "en": " (provisional)"}[language] if entry.provisional else ""
        click.echo(f"  {number:>3}  {entry.day}  {entry.weekday.get(language)}  {entry.reason.get(language)}{mark}")


def echo_deadline(deadline: Deadline, language: Language, *, state: bool = True) -> None:
    """The due date with its bounds, the state, and what moved it."""
    zh = language == "zh"
    rows = [
        (Bilingual("起算日", "start"), deadline.start),
        (Bilingual("截止日", "due"), deadline.due),
    ]
    if not deadline.earliest == deadline.due == deadline.latest:
        rows += [
            (Bilingual("最早可能", "earliest"), deadline.earliest),
            (Bilingual("最晚可能", "latest"), deadline.latest),
        ]
    rows.append((Bilingual("完成日", "met on"), deadline.met))
    for label, value in rows:
        if value is not None:
            click.echo(f"{label.get(language)}{'：' if zh else ': '}{shown(value, language)}")
    if state:
        click.echo(f"{'状态：' if zh else 'state: '}{STATES[deadline.state].get(language)}")
    if deadline.extended:
        click.echo(f"延期：{deadline.extended}个工作日" if zh else f"extended by {deadline.extended} working days")
    for told in deadline.late_extensions:
        day = shown(told, language)
        click.echo(f"{day}告知的延期已过期限，不计入" if zh else f"the extension told on {day} came too late")
    if deadline.provisional:
        click.echo(
            "暂定：涉及放假安排尚未公布的日期" if zh else "provisional: reaches days whose holidays are not announced"
        )
