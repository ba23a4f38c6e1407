"""Travel permits of people of Hong Kong, Macao and Taiwan, and permits for travelling there."""

from __future__ import annotations

import re

from gkrules.detectors import labels
from gkrules.detectors.page import Page
from gkrules.detectors.passport import mask as mask

ANCHOR = re.compile(
    r"(?<![0-9A-Za-z])(?:[HMhm] ?[0-9](?: ?[0-9]){7}(?: ?[0-9] ?[0-9])?|[CWcw](?:[A-Z][0-9]{7}|[0-9]{8})|[0-9]{8}(?:[A-Z]|\([0-9A-Z]\))?)"
    r"(?![0-9A-Za-z])(?!-)"
)
_NEARBY = re.compile(r"通行证|回乡证|港澳居民|台胞证|台湾居民|港澳通行")
_TAIWAN = re.compile(r"台胞证|大陆通行证|台湾居民|台湾通行证")


def find(page: Page, start: int = 0, end: int | None = None, *, column: bool = False) -> None:
    """Notes permit numbers that a label, a word nearby or a column header vouches for."""
    for match in ANCHOR.finditer(page.plain, start, len(page.plain) if end is None else end):
        if column:
            page.add(match.start(), match.end(), "hmt_permit", 0.95, "column")
            continue
        before, digits_only = page.before(match.start()), match.group()[0].isdigit()
        if digits_only:
            if _TAIWAN.search(before[-16:]) and labels.left(page, match.start()) in {"hmt_permit", "id_card"}:
                page.add(match.start(), match.end(), "hmt_permit", 0.85, "label")
            continue
        label = labels.left(page, match.start())
        if label == "hmt_permit" or (label == "id_card" and match.group()[0] in "HMhm"):
            page.add(match.start(), match.end(), "hmt_permit", 0.95, "label")
        elif label == "" and (_NEARBY.search(before) or _NEARBY.search(page.after(match.end(), 20))):
            page.add(match.start(), match.end(), "hmt_permit", 0.85, "context")
