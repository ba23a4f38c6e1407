"""Passports: E or G and eight characters, or PE, SE, DE and seven digits."""

from __future__ import annotations

import re

import gkrules.detectors.labels as labels
from gkrules.detectors.page import Page

ANCHOR = re.compile(
    r"[EeGgPpSsDd](?:(?<=[EeGg]) ?[0-9](?: ?[0-9]){7}|(?<=[Ee]) ?[A-HJ-NP-Za-hj-np-z] ?[0-9](?: ?[0-9]){6}|"
    r"(?<=[PSDpsd])[Ee] ?[0-9](?: ?[0-9]){6})(?![0-9A-Za-z])"
)
_NEARBY = re.compile(r"护照|[Pp]assport")


def find(page: Page, start: int = 0, end: int | None = None, *, column: bool = False) -> None:
    """Notes passport numbers that a label, a word nearby or a column header vouches for."""
    for match in ANCHOR.finditer(page.plain, start, len(page.plain) if end is None else end):
        if page.inside_word(match.start()):
            continue
        if column:
            page.add(match.start(), match.end(), "passport", 0.95, "column")
            continue
        label = labels.left(page, match.start())
        if label in {"passport", "id_card"}:
            page.add(match.start(), match.end(), "passport", 0.95, "label")
        elif label in {"", "mobile"} and (
            _NEARBY.search(page.before(match.start())) or _NEARBY.search(page.after(match.end(), 10))
        ):
            page.add(match.start(), match.end(), "passport", 0.8, "context")


def mask(value: str) -> str:
    """First character and last 4: `E****5678`."""
    characters = [c for c in value if c.isalnum()]
    return characters[0] + "*" * (len(characters) - 5) + "".join(characters[-4:])
