"""Names of persons in a private capacity: in running text, in a column, and written again."""

from __future__ import annotations

import re

from gkrules.detectors.name_clauses import before_words
from gkrules.detectors.name_labels import after_colons, after_words
from gkrules.detectors.name_lists import lists, names_alone
from gkrules.detectors.name_shape import (
    DOTTED,
    FOLLOWING,
    MASKED,
    NOT_A_VALUE,
    ORGANISATION,
    at_boundary,
    surname_length,
)
from gkrules.detectors.page import Page
from gkrules.detectors.surnames import COMPOUND, WORDS


def find(page: Page) -> None:
    """Notes the names in running text and the officials whose names are left alone."""
    after_words(page)
    after_colons(page)
    before_words(page)
    lists(page)
    names_alone(page)


def again(page: Page, confirmed: set[str]) -> None:
    """Notes each further place of a name that was found elsewhere in the text."""
    text = page.plain
    names = {name for name in confirmed if len(name) > 1 and name not in WORDS and name not in page.officials}
    if not names:
        return
    lengths = sorted({len(name) for name in names}, reverse=True)
    openings = "".join(map(re.escape, sorted({name[0] for name in names})))
    reached = 0
    for opening in re.finditer(f"[{openings}]", text):
        at = opening.start()
        length = next((n for n in lengths if text[at : at + n] in names), 0) if at >= reached else 0
        if length > 2 or (length and (at_boundary(text, at + 2) or FOLLOWING.match(text, at + 2))):
            reached = at + length
            page.add(at, reached, "person_name", 0.7, "repeated")


def cell(page: Page, start: int, end: int) -> None:
    """Notes the name or names in a cell of a column of names."""
    text = page.plain
    at = start
    for piece in re.split("([、,;/]+)", text[start:end]):
        stripped = piece.split("(")[0].strip()
        if stripped:
            first = at + piece.index(stripped)
            _cell_name(page, first, first + len(stripped))
        at += len(piece)


def _cell_name(page: Page, start: int, end: int) -> None:
    value = page.plain[start:end]
    bare = value.replace(" ", "")
    if MASKED.search(value) or not 2 <= len(bare) <= 15 or bare.isdigit():
        return
    if DOTTED.fullmatch(bare):
        page.add(start, end, "person_name", 0.95, "column")
    elif len(bare) <= 4 and all("\u3400" <= c <= "\u9fff" for c in bare):
        known = surname_length(bare, 0, labelled=True)
        if ORGANISATION.search(bare) and not (known and len(bare) <= 3):
            return
        if not known and (NOT_A_VALUE.match(bare) or bare in {"合计", "总计", "小计"}):
            return
        if bare in {"合计", "总计", "小计", "姓名", "户主", "同上", "单位"}:
            return
        page.add(start, end, "person_name", 0.97 if known else 0.8, "column")


def mask(value: str) -> str:
    """The surname and 某 for each character of the given name, at most two: 张某, 张某某, 欧阳某."""
    bare = value.replace(" ", "").replace("\u3000", "")
    if "·" in bare:
        return bare[0] + "某某"
    surname = 2 if bare[:2] in COMPOUND and len(bare) > 2 else 1
    return bare[:surname] + "某" * min(2, max(1, len(bare) - surname))
