"""Dates of birth: a date that a label, the word 出生 or a column header calls one; a bare year is no finding."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page
from gkrules.detectors.people import LEADER

_YEAR = r"(?:1[89]|20)[0-9]{2}"
_DATE = (
    rf"(?:{_YEAR} ?年 ?[01]?[0-9] ?月(?: ?[0-3]?[0-9] ?日)?|{_YEAR}[-./][01]?[0-9](?:[-./][0-3]?[0-9])?|{_YEAR}[01][0-9][0-3][0-9])"
    r"(?![0-9])"
)
_SPELT = (
    "[一二][〇零○九O][〇零○O一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
)
_LEADING = re.compile(
    r"(?:出 ?生 ?(?:于|日 ?期|年 ?月 ?日|年 ?月|时 ?间|日)?(?:\([^()\n]{1,8}\))?|生 ?日|生于|诞生于)(?:[:是为] {0,4}| |)\n?(?=[12一二])"
)
_VALUE = re.compile(f"{_DATE}|{_SPELT}")
_AFTER_SEX = re.compile(rf"[男女][, ] ?({_DATE})(?=[, ] ?[\u3400-\u9fff]{{1,3}}族)")
_BORN = re.compile(r"生(?<=[日月年0-9 出诞]生)(?![产活态物效育成])")
_ENDING = re.compile(rf"(?<![0-9])({_DATE}|{_SPELT}) ?[出诞]?$")


def find(page: Page) -> None:
    """Notes dates of birth in running text."""
    text = page.plain
    for label in _LEADING.finditer(text):
        match = _VALUE.match(text, label.end())
        if match:
            page.add(match.start(), match.end(), "birth_date", 0.95, "label")
    for match in _AFTER_SEX.finditer(text):
        page.add(match.start(1), match.end(1), "birth_date", 0.75, "context")
    for born in _BORN.finditer(text):
        first = max(0, born.start() - 20)
        match = _ENDING.search(text[first : born.start()])
        if match and not LEADER.match(text, born.end()):
            page.add(first + match.start(1), first + match.end(1), "birth_date", 0.95, "context")


def cell(page: Page, start: int, end: int) -> None:
    """Notes the date in a cell of a column of birth dates."""
    match = _VALUE.fullmatch(page.plain, start, end)
    if match:
        page.add(start, end, "birth_date", 0.95, "column")


def mask(value: str) -> str:
    """The year alone."""
    if not value[0].isdigit():
        return value.partition("年")[0] + "年"
    return (
        "".join(c for c in value.translate(str.maketrans("０１２３４５６７８９", "0123456789")) if c.isdigit())[:4]
        + "年"
    )
