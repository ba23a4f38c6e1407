"""From hits to findings that may be shown: places, names of files and words around, each with personal data masked."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from gkrules.detectors import mask
from gkrules.files.codec import Codec
from gkrules.files.content import Content, Slot
from gkrules.files.examining import Excerpt, Hit
from gkrules.files.finding import FileFinding
from gkrules.files.forms import Forms, canonical

_LONGEST = 40
_SHORTEST = 2
_HARMLESS = re.compile(r"(?:[A-Za-z!.$\[\]¶/ _-]|[0-9]{1,5}(?![0-9 -]))*+")
_PARTS = re.compile(r"([/\\])")


class Discretion:
    """Knows every value found in a run, and takes them out of whatever is going to be shown."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._lengths: list[int] = []

    def learn(self, hits: Iterable[Hit], forms: Forms) -> None:
        """Remembers values with their masked forms."""
        for hit in hits:
            value = canonical(hit.value)
            if _SHORTEST <= len(value) <= _LONGEST and hit.span.type not in ("sensitive_condition", "birth_date"):
                self._values.setdefault(value, forms.of(hit.span.type, hit.value))
        self._lengths = sorted({len(value) for value in self._values}, reverse=True)

    def shown(self, text: str) -> str:
        """`text` with values that were found anywhere, and those that can be told by themselves, masked."""
        if _HARMLESS.fullmatch(text):
            return text
        parts, at, start = [], 0, 0
        while at < len(text):
            value = next((text[at : at + n] for n in self._lengths if text[at : at + n] in self._values), "")
            if value:
                parts += [text[start:at], self._values[value]]
                at = start = at + len(value)
            else:
                at += 1
        return mask("".join([*parts, text[start:]])).text

    def path(self, text: str) -> str:
        """A path with each of its names looked at by itself."""
        return "".join(part if part in "/\\" else self.shown(part) for part in _PARTS.split(text) if part)


class Lines:
    """The lines of a file that is text itself."""

    def __init__(self, content: Content) -> None:
        self._content = content
        source = content.parts.get("")
        self._breaks = [] if source is None else [m.start() for m in re.finditer("\n", source)]
        self._is_text = source is not None
        self._edges: tuple[Slot | None, list[int]] = (None, [])

    def line(self, slot: Slot, start: int) -> int | None:
        """The line, from 1, of a place in the visible text of `slot`; None in files that have no lines."""
        if not self._is_text:
            return None
        if self._edges[0] is not slot:
            source = self._content.parts[slot.part][slot.start : slot.end]
            self._edges = slot, [] if _is_itself(slot.codec, source) else slot.codec.places(source)
        places = self._edges[1]
        offset = slot.start + (places[start] if start < len(places) else 0 if places else start)
        return bisect.bisect_left(self._breaks, offset) + 1


def _is_itself(codec: Codec, source: str) -> bool:
    return codec.units.search(source) is None


def findings(
    content: Content, hits: Iterable[Hit], forms: Forms, discretion: Discretion, *, excerpts: bool = False
) -> list[FileFinding]:
    """The findings to show for the hits of one file, by line, or in the order of their passages.

    `excerpts`: with the words around, which takes as long again.
    """
    lines = Lines(content)
    told = []
    for hit in hits:
        slot, start, _ = hit.cuts[0]
        span = hit.span
        before, own, after = _excerpt(hit.excerpt, hit, forms) if excerpts else ("", "", "")
        told.append(
            FileFinding(
                where=slot.where,
                at=discretion.shown(slot.at),
                line=lines.line(slot, start),
                hidden=slot.hidden,
                type=span.type,
                confidence=round(span.confidence, 2),
                reason=span.reason,
                rule=span.rule,
                checksum_valid=span.checksum_valid,
                must_deidentify=span.must_deidentify,
                advise=span.advise,
                fixed=hit.fixed,
                excerpt=(discretion.shown(before), own, discretion.shown(after)) if excerpts else None,
                value=hit.value,
            )
        )
    return sorted(told, key=lambda finding: finding.line or 0)


def _excerpt(excerpt: Excerpt, hit: Hit, forms: Forms) -> tuple[str, str, str]:
    """The words before, the masked form, and the words after."""
    own = (hit.span.type, hit.value)
    at = excerpt.index(own)
    before, after = (
        "".join(piece if isinstance(piece, str) else forms.of(*piece) for piece in pieces)
        for pieces in (excerpt[:at], excerpt[at + 1 :])
    )
    return before, forms.of(*own), after
