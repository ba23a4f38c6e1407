"""Masking (去标识化) of a text by the forms customary in publication; the result is still personal information."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass

import gkrules.detectors.person_name as person_name
from gkrules.detectors.detecting import detect
from gkrules.detectors.forms import MASKS, ORDINALS
from gkrules.detectors.page import plain
from gkrules.detectors.span import SpanType

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement: the place `[start, end)` in the original text, its type, and what stands there now."""

    start: int
    end: int
    type: SpanType
    replacement: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its personal data masked, and every change that was made, in order of place."""

    text: str
    changes: tuple[Change, ...]


def mask(text: str) -> Masked:
    """`text` with every span that detection finds replaced by its customary masked form.

    Masking is idempotent. Two persons whose names would read the same after masking get distinguishing suffixes
    (张某甲, 张某乙). Nothing but the spans changes, so quotation marks, columns and rows of a table stay as they are.
    """
    changes: list[Change] = []
    masked = text
    for _ in range(_ROUNDS):
        spans = detect(masked)
        if not spans:
            break
        places = _Places(changes)
        forms = _name_forms(masked, [(s.start, s.end) for s in spans if s.type == "person_name"])
        fresh = []
        for span in spans:
            value = plain(masked[span.start : span.end])
            replacement = forms.get(_bare(value)) if span.type == "person_name" else MASKS[span.type](value)
            start, end = places.original(span.start), places.original_end(span.end)
            fresh.append(Change(start, end, span.type, replacement or "***"))
        changes = _merged(changes, fresh)
        masked = _render(text, changes)
    return Masked(masked, tuple(changes))


def _bare(name: str) -> str:
    return name.replace(" ", "")


def _name_forms(text: str, places: list[tuple[int, int]]) -> dict[str, str]:
    """The masked form of each name; where two names share one, each gets its own suffix in order of appearance."""
    by_form: dict[str, dict[str, None]] = defaultdict(dict)  # the names of each form, in order of appearance
    for start, end in places:
        name = _bare(plain(text[start:end]))
        by_form[person_name.mask(name)][name] = None
    forms = {}
    for form, names in by_form.items():
        clash = len(names) > 1 or form in text
        for place, name in enumerate(names):
            forms[name] = _suffixed(form, place) if clash else form
    return forms


def _suffixed(form: str, place: int) -> str:
    stem = form.rstrip("某") + "某"
    return stem + (ORDINALS[place] if place < len(ORDINALS) else f"{ORDINALS[place % 10]}{place // 10 + 1}")


class _Places:
    """From offsets in a masked text back to offsets in the original."""

    def __init__(self, changes: list[Change]) -> None:
        self._changes = changes
        self._starts: list[int] = []  # where each replacement starts in the masked text
        shift = 0
        for change in changes:
            self._starts.append(change.start + shift)
            shift += len(change.replacement) - (change.end - change.start)

    def original(self, at: int) -> int:
        """The original offset of the start of something; within a replacement, the start of what it replaced."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at
        change, offset = self._changes[number], at - self._starts[number]
        return change.start if offset < len(change.replacement) else change.end + offset - len(change.replacement)

    def original_end(self, at: int) -> int:
        """The original offset of the end of something; within a replacement, the end of what it replaced."""
        number = bisect_left(self._starts, at) - 1
        if number < 0:
            return at
        change, offset = self._changes[number], at - self._starts[number]
        return change.end + max(0, offset - len(change.replacement))


def _merged(old: list[Change], new: list[Change]) -> list[Change]:
    """Both lists in order; an old change that a new one covers gives way to it."""
    starts = [change.start for change in new]
    kept = []
    for change in old:
        before = bisect_left(starts, change.end) - 1  # the last new change that starts before this one ends
        if before < 0 or new[before].end <= change.start:
            kept.append(change)
    return sorted([*kept, *new], key=lambda change: change.start)


def _render(text: str, changes: list[Change]) -> str:
    parts: list[str] = []
    at = 0
    for change in changes:
        parts.extend((text[at : change.start], change.replacement))
        at = change.end
    parts.append(text[at:])
    return "".join(parts)
