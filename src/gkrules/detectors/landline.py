"""Fixed lines of private people; telephones of offices are no personal data."""

from __future__ import annotations

import re

import gkrules.detectors.labels as labels
from gkrules.detectors.page import Page

ANCHOR = re.compile(
    r"(?:\(0[1-9][0-9]{1,2}\) ?|0[1-9][0-9]{1,2}(?: ?- ?| )?)"
    r"[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9A-Za-z])(?!-[0-9]{2})"
)
_PRIVATE = re.compile(
    r"(?:住宅|家庭|家中|家里|宅电|住家|自家|本人|申请人|户主|住户|居民|业主|监护人|家属|家长|当事人)[^。;\n]{0,14}$"
)
_HOME_AFTER = re.compile(r" ?\((?:家|宅|住宅|家庭|家里|宅电|本人)\)")
_PUBLIC = re.compile(
    r"办公|传真|监督|咨询|热线|举报|投诉|前台|窗口|物业|单位|公司|值班|服务|受理|[局委办院处科所厅]|联系人|客服|工作"
)


_WITHIN = re.compile(r"[0-9A-Za-z.]$|[0-9]-$")


def find(page: Page) -> None:
    """Notes the fixed lines in running text whose label or surroundings are private."""
    for match in ANCHOR.finditer(page.plain):
        if _WITHIN.search(page.plain[max(0, match.start() - 2) : match.start()]):
            continue
        label = labels.left(page, match.start())
        if label == "home_phone" or _HOME_AFTER.match(page.plain, match.end()):
            page.add(match.start(), match.end(), "landline", 0.9, "label")
        elif label in {"", "mobile"}:
            before = page.before(match.start(), 18)
            private = _PRIVATE.search(before)
            if private and not _PUBLIC.search(private.group()):
                page.add(match.start(), match.end(), "landline", 0.75, "context")


def cell(page: Page, start: int, end: int) -> None:
    """Notes the fixed lines in a cell of a column of private telephones."""
    for match in ANCHOR.finditer(page.plain, start, end):
        page.add(match.start(), match.end(), "landline", 0.9, "column")


def mask(value: str) -> str:
    """Area code and last 3 digits: `0351-****123`."""
    digits = "".join(c for c in value if c.isdigit())
    area = 3 if digits[1] in "12" else 4  # 010 and 02x; all others have four
    return f"{digits[:area]}-{'*' * (len(digits) - area - 3)}{digits[-3:]}"
