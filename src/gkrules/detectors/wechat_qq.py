"""WeChat and QQ ids of persons; official accounts and groups are left alone."""

from __future__ import annotations

import re

import gkrules.detectors.labels as labels
from gkrules.detectors.page import Page

_ANCHOR = re.compile("微信|WeChat|Wechat|weChat|wechat|QQ|Qq|qQ|qq|扣扣")
_REST = re.compile(
    r" ?(?:号码|账号|帐号|号|[Ii][Dd])?(?:\([^()\n]{1,8}\))?(?:[:是为] ?| )?([A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{4,11})(?![0-9A-Za-z_@-])"
)
_VALUE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{4,11}")
_PUBLIC_AFTER = re.compile(r" ?\((?:客服|咨询|官方|群|工作|办公)")
_PUBLIC = re.compile(r"(?:政务|客服|官方|公众|服务|咨询|单位|办公|机关|局|政府|工作)[^,。;:\n]{0,4}$")


def find(page: Page) -> None:
    """Notes the ids that follow the words 微信 or QQ."""
    for word in _ANCHOR.finditer(page.plain):
        match = _REST.match(page.plain, word.end())
        if match is None or _PUBLIC.search(page.before(word.start(), 12)):
            continue
        value = match.group(1)
        if value[0].isdigit() and len(value) == 11 and value[0] == "1" and value[1] >= "3":
            continue  # a mobile number used as an id is reported as what it is
        if labels.left(page, match.start(1)) != labels.GROUP and not _PUBLIC_AFTER.match(page.plain, match.end()):
            page.add(match.start(1), match.end(1), "wechat_qq", 0.9, "label")


def cell(page: Page, start: int, end: int) -> None:
    """Notes the id in a cell of a column of ids."""
    match = _VALUE.fullmatch(page.plain, start, end)
    if match:
        page.add(start, end, "wechat_qq", 0.95, "column")


def mask(value: str) -> str:
    """First character and last: `h***0`."""
    return f"{value[0]}***{value[-1]}"
