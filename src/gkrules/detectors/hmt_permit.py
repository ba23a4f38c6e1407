"""Travel permits of people of Hong Kong, Macao and Taiwan, and permits for travelling there."""

from __future__ import annotations

import re

import gkrules.detectors.labels as labels
from gkrules.detectors.page import Page
from gkrules.detectors.passport import mask as mask

ANCHOR = re.compile(
    r"[HMhmCWcw](?:(?<=[HMhm]) ?[0-9](?: ?[0-9]){7}(?: ?[0-9] ?[0-9])?|(?<=[CWcw])(?:[A-Z][0-9]{7}|[0-9]{8}))(?![0-9A-Za-z])"
)
_NEARBY = re.compile(r"通行证|回乡证|港澳居民|台胞证|台湾居民|港澳通行")
_DIGITS = re.compile(r"[0-9]{8}(?:[A-Z]|\([0-9A-Z]\))?(?![0-9A-Za-z-])")
_TAIWAN = re.compile(r"台胞证|大陆通行证|台湾居民|台湾通行证")


def find(page: Page, start: int = 0, end: int | None = None, *, column: bool = False) -> None:
    """Notes permit numbers that a label, a word nearby or a column header vouches for."""
    text, stop = page.plain, len(page.plain) if end is None else end
    for match in ANCHOR.finditer(text, start, stop):
        if page.inside_word(match.start()):
            continue
        if column:
            page.add(match.start(), match.end(), "hmt_permit", 0.95, "column")
            continue
        label, before = labels.left(page, match.start()), page.before(match.start())
        if label == "hmt_permit" or (label == "id_card" and match.group()[0] in "HMhm"):
            page.add(match.start(), match.end(), "hmt_permit", 0.95, "label")
        elif label == "" and (_NEARBY.search(before) or _NEARBY.search(page.after(match.end(), 20))):
            page.add(match.start(), match.end(), "hmt_permit", 0.85, "context")
    if column or "台湾" in text or "台胞证" in text or "大陆通行证" in text:
        _taiwan(page, start, stop, column=column)


def _taiwan(page: Page, start: int, stop: int, *, column: bool) -> None:
    """Eight digits, which only a label or a header tells from a date."""
    for match in _DIGITS.finditer(page.plain, start, stop):
        if page.inside_word(match.start()):
            continue
        if column:
            page.add(match.start(), match.end(), "hmt_permit", 0.9, "column")
        elif _TAIWAN.search(page.before(match.start())[-16:]) and labels.left(page, match.start()) in {
            "hmt_permit",
            "id_card",
        }:
            page.add(match.start(), match.end(), "hmt_permit", 0.85, "label")
