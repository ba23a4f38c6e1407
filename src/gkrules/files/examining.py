"""Examining the content of one file: every span of personal data with its place, also where it is named once more."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from gkrules.detectors import DisclosureKind, Span, SpanType, detect, screen
from gkrules.files.content import Content, Cut, Passage
from gkrules.files.forms import canonical

_REPEATED: frozenset[SpanType] = frozenset(
    {"id_card", "mobile", "bank_card", "passport", "hmt_permit", "email", "person_name"}
)
_WORDS = re.compile(r"[0-9０-９A-Za-zＸ][0-9０-９A-Za-zＸ@._+-]{6,}")
_LONGEST_NAME = 12
_AROUND = 24
Excerpt = tuple[str | tuple[SpanType, str], ...]
"""The words around a span: text as it stands, and values (with their types) that are masked before anyone sees them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A span with its value, which is for masking and must not be written anywhere, and the ranges it covers."""

    span: Span
    value: str = field(repr=False)
    cuts: tuple[Cut, ...] = field(repr=False)
    excerpt: Excerpt = field(repr=False)

    @property
    def fixed(self) -> bool:
        """Whether some of it stands where nothing can be changed."""
        return any(slot.fixed for slot, _, _ in self.cuts)


def examine(content: Content, kind: DisclosureKind = "ordinary") -> list[Hit]:
    """All spans of a file, passage by passage; a stretch that lies in two passages is told once.

    Names and numbers found anywhere are looked for everywhere else, for a footnote or a property has no label.
    """
    taken = _Taken()
    hits: list[Hit] = []
    known: dict[str, Span] = {}
    for passage in content.passages():
        if not screen(passage.text):
            continue
        for hit in _hits(passage, detect(passage.text, kind=kind), taken):
            hits.append(hit)
            if hit.span.type in _REPEATED:
                known.setdefault(canonical(hit.value), hit.span)
    if known:
        for passage in content.passages():
            hits += _hits(passage, list(_again(passage, known)), taken)
    return hits


class _Taken:
    """The ranges of slots that have been told."""

    def __init__(self) -> None:
        self._ranges: dict[tuple[str, int, str], list[tuple[int, int]]] = defaultdict(list)

    def take(self, cuts: list[Cut]) -> bool:
        """Takes the ranges, unless one of them touches what has been taken."""
        keys = [(slot.part, slot.start, slot.at) for slot, _, _ in cuts]
        for key, (_, start, end) in zip(keys, cuts, strict=True):
            ranges = self._ranges.get(key, [])
            near = bisect.bisect_left(ranges, (end, -1))
            if near and ranges[near - 1][1] > start:
                return False
        for key, (_, start, end) in zip(keys, cuts, strict=True):
            bisect.insort(self._ranges[key], (start, end))
        return True


def _hits(passage: Passage, spans: list[Span], taken: _Taken) -> list[Hit]:
    found = []
    for span in spans:
        cuts = passage.cuts(span.start, span.end)
        if cuts and taken.take(cuts):
            value = passage.text[span.start : span.end]
            found.append(Hit(span, value, tuple(cuts), _excerpt(passage.text, span, spans)))
    return found


def _excerpt(text: str, span: Span, spans: list[Span]) -> Excerpt:
    first, last = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    parts: list[str | tuple[SpanType, str]] = []
    at = first
    near = bisect.bisect_left(spans, first, key=lambda each: each.end)
    while near < len(spans) and spans[near].start < last:
        each = spans[near]
        near += 1
        if each.end <= at:
            continue
        parts += [text[at : each.start], (each.type, text[each.start : each.end])]
        at = each.end
    return (*parts, text[at:last])


def _again(passage: Passage, known: dict[str, Span]) -> Iterator[Span]:
    """Values that are known from elsewhere in the file, where they stand without any sign of what they are."""
    text = passage.text
    names = sorted({len(value) for value in known if len(value) <= _LONGEST_NAME and _is_name(value)}, reverse=True)
    reached = 0
    if names:
        for at in range(len(text)):
            if at < reached or not text[at] > "\u3400":
                continue
            for length in names:
                value = text[at : at + length]
                if value in known and len(value) == length and (length > 2 or _alone(text, at, at + length)):
                    yield _repeated(known[value], at, at + length)
                    reached = at + length
                    break
    for word in _WORDS.finditer(text):
        if canonical(word[0]) in known:
            yield _repeated(known[canonical(word[0])], word.start(), word.end())


def _is_name(value: str) -> bool:
    return value[0] > "\u3400"


def _alone(text: str, start: int, end: int) -> bool:
    """Whether no Chinese character touches the range."""
    return not (text[start - 1 : start] > "\u3400" if start else False) and not text[end : end + 1] > "\u3400"


def _repeated(span: Span, start: int, end: int) -> Span:
    return Span(start, end, span.type, min(span.confidence, 0.8), "repeated", None, span.must_deidentify)
