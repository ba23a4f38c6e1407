"""Number plates of persons' vehicles; police and official vehicles are left alone."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page

_ANCHOR = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-HJ-Z](?:[· .-])?"
    r"(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学挂港澳])(?![A-Za-z0-9警*×])(?!-[0-9])"
)
_OFFICIAL = re.compile(
    r"(?:执法|公务|公交|校车|公车|警车|巡逻|政府|单位|公司|本局|我局|局|救护|消防|环卫|运输企业|备案)[^,。;\n]{0,8}$"
)


def find(page: Page, start: int = 0, end: int | None = None, *, column: bool = False) -> None:
    """Notes number plates between `start` and `end`."""
    for match in _ANCHOR.finditer(page.plain, start, len(page.plain) if end is None else end):
        if column:
            page.add(match.start(), match.end(), "plate", 0.97, "column")
        elif not _OFFICIAL.search(page.before(match.start(), 12)) and sum(c.isdigit() for c in match.group()) >= 2:
            page.add(match.start(), match.end(), "plate", 0.9, "shape")


def mask(value: str) -> str:
    """Province, city letter and last 3: `晋A**123`."""
    kept = [c for c in value if c.isalnum()]
    return "".join(kept[:2]) + "*" * (len(kept) - 5) + "".join(kept[-3:])
