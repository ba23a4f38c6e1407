"""A text made ready for matching: same length, full-width forms made half-width, with the context of a place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gkrules.detectors.span import Reason, Span, SpanType

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ALIKE = {
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "∗✱﹡"), "*"),
    **dict.fromkeys(map(ord, "•・‧∙"), "·"),
}
_TO_PLAIN: dict[int, str] = {**_WIDE, **_ALIKE}
_FEW = 16  # up to so many different characters, replacing one after the other is faster
_BLANKS = re.compile(r"[ \t\r\n]+")
MASKS = "*×○●□■★☆█某#"


def plain(text: str) -> str:
    """`text` with each full-width letter, digit and sign replaced by its half-width form, one for one.

    One code point stands for one, so every offset in the result is an offset in `text`: no map is needed.
    """
    present = _TO_PLAIN.keys() & set(map(ord, set(text)))
    if len(present) > _FEW:
        return text.translate(_TO_PLAIN)
    for code in present:
        text = text.replace(chr(code), _TO_PLAIN[code])
    return text


def forms_of(characters: str) -> str:
    """Every character whose plain form is one of `characters`, those included."""
    return characters + "".join(chr(code) for code, to in _TO_PLAIN.items() if to in characters)


@dataclass(slots=True)
class Page:
    """A text under examination: its plain form, what was found, and ranges that a table has already decided."""

    text: str
    plain: str
    found: list[Span] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    officials: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, text: str) -> Page:
        """The page of `text`, nothing found yet."""
        return cls(text, plain(text))

    def add(
        self,
        start: int,
        end: int,
        kind: SpanType,
        confidence: float,
        reason: Reason,
        checksum_valid: bool | None = None,
    ) -> None:
        """Notes a span; overlaps are settled when all detectors have spoken."""
        self.found.append(Span(start, end, kind, confidence, reason, checksum_valid))

    def before(self, at: int, length: int = 24) -> str:
        """Up to `length` characters left of `at`, without blanks and line breaks."""
        return _BLANKS.sub("", self.plain[max(0, at - length) : at])

    def inside_word(self, at: int) -> bool:
        """Whether a Latin letter or a digit stands directly left of `at`."""
        left = self.plain[at - 1 : at] if at else ""
        return left.isascii() and left.isalnum()

    def after(self, at: int, length: int = 12) -> str:
        """Up to `length` characters right of `at`, as they are."""
        return self.plain[at : at + length]
