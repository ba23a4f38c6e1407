"""The guard of one run: personal data in texts that a report is about to show is masked, and the places are counted."""

from __future__ import annotations

from dataclasses import dataclass, field

_MOST_KEPT = 20_000
_LONGEST_KEPT = 400
TITLE_LENGTH = 200
"""So many characters of a screened text are shown, in characters of the text as it was written."""

_TITLE_CONTEXT = 800


class Guard:
    """Masks texts, and remembers the short ones that it has seen. One for each run."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, bool], tuple[str, int]] = {}

    def mask(self, text: str) -> tuple[str, int]:
        """`text` with the personal data that is found in it masked, and the number of places."""
        return self._remembered(text, in_title=False)

    def title(self, text: str) -> tuple[str, int]:
        """As `mask`, of at most the first `TITLE_LENGTH` characters; what lies across that border is left out whole."""
        if len(text) <= TITLE_LENGTH:
            return self._remembered(text, in_title=True)
        from gkrules.detectors.bare import masked_title  # here, so that a run that shows nothing does not pay for it

        end, shown, at, places = TITLE_LENGTH, "", 0, 0
        for change in masked_title(text[: TITLE_LENGTH + _TITLE_CONTEXT]).changes:
            if change.end > end:
                end = min(end, change.start)
                break
            shown += text[at : change.start] + change.replacement
            at, places = change.end, places + 1
        return f"{shown}{text[at:end]}……", places

    def sheet(self, masked: int = 0) -> Sheet:
        """A sheet for one finding or one part of the report, on which `masked` places are counted already."""
        return Sheet(self, masked)

    def _remembered(self, text: str, *, in_title: bool) -> tuple[str, int]:
        known = self._seen.get((text, in_title))
        if known is None:
            known = _masked(text, in_title=in_title)
            if len(text) <= _LONGEST_KEPT:
                if len(self._seen) >= _MOST_KEPT:
                    self._seen.clear()
                self._seen[text, in_title] = known
        return known


@dataclass(slots=True)
class Sheet:
    """What one finding or part of a report shows. `masked` counts its places; a text shown twice counts once."""

    guard: Guard
    masked: int = 0
    _shown: set[str] = field(default_factory=set)

    def text(self, text: str) -> str:
        """`text` as it may be shown."""
        return self._count(text, self.guard.mask(text))

    def title(self, text: str) -> str:
        """The beginning of a title as it may be shown."""
        return self._count(text, self.guard.title(text))

    def _count(self, text: str, masked: tuple[str, int]) -> str:
        if masked[1] and text not in self._shown:
            self._shown.add(text)
            self.masked += masked[1]
        return masked[0]


def _masked(text: str, *, in_title: bool) -> tuple[str, int]:
    if not text:
        return text, 0
    from gkrules.detectors import mask, screen  # here, so that a run that shows nothing does not pay for it
    from gkrules.detectors.bare import masked_title

    if not in_title and not screen(text):
        return text, 0
    found = masked_title(text) if in_title else mask(text)
    return found.text, len(found.changes)
