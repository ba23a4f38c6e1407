"""Writing masked forms over what was found, wherever runs, tags, cells or line breaks cut it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from gkrules.files.codec import Edit
from gkrules.files.content import Content, Cut, Slot
from gkrules.files.examining import Hit
from gkrules.files.forms import Forms

_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")


def rewrite(content: Content, hits: Iterable[Hit], forms: Forms) -> dict[str, str]:
    """The parts of the file that change, with each hit replaced by its masked form. Fixed stretches stay."""
    edits: dict[tuple[str, int, int], list[Edit]] = defaultdict(list)
    slots: dict[tuple[str, int, int], Slot] = {}
    seen = _Seen(content.parts)
    for hit in hits:
        for slot, start, end, text in _shared_out(seen, hit.cuts, forms.of(hit.span.type, hit.value)):
            if not slot.fixed:
                key = (slot.part, slot.start, slot.end)
                slots[key] = slot
                edits[key].append((start, end, text))
    changed: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for (part, start, end), wanted in edits.items():
        slot = slots[part, start, end]
        source = content.parts[part][start:end]
        changed[part].append((start, end, slot.codec.rewrite(source, _apart(wanted), slot.seen)))
    return {part: _joined(content.parts[part], pieces) for part, pieces in changed.items()}


class _Seen:
    """The visible text of slots; that of the last one is kept, for a whole file of text is one slot with many hits."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._parts = parts
        self._last: tuple[Slot | None, str] = (None, "")

    def of(self, slot: Slot) -> str:
        """What is seen of `slot`."""
        if slot.seen is not None:
            return slot.seen
        if self._last[0] is not slot:
            self._last = slot, slot.codec.decode(self._parts[slot.part][slot.start : slot.end])
        return self._last[1]


def _shared_out(seen: _Seen, cuts: Iterable[Cut], form: str) -> Iterator[tuple[Slot, int, int, str]]:
    """Each range of a span with its share of the masked form: as many characters as it had, the last takes the rest.

    Line breaks between are no part of any range, so that lines stay lines.
    """
    ranges: list[tuple[Slot, int, int]] = []
    for slot, start, end in cuts:
        at = start
        for broken in _BREAK.finditer(seen.of(slot), start, end):
            ranges.append((slot, at, broken.start()))
            at = broken.end()
        ranges.append((slot, at, end))
    ranges = [each for each in ranges if each[1] < each[2]]
    at = 0
    for number, (slot, start, end) in enumerate(ranges, 1):
        share = form[at:] if number == len(ranges) else form[at : at + end - start]
        at += len(share)
        yield slot, start, end, share


def _apart(edits: list[Edit]) -> list[Edit]:
    """The edits in order; of two that overlap the first stands."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


def _joined(source: str, pieces: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, text in sorted(pieces):
        parts += [source[at:start], text]
        at = end
    return "".join([*parts, source[at:]])
