"""What a pattern costs on a hostile text: repeats that can take the same characters multiply each other's work.

Python's engine tries every way to share a text between neighbouring repeats. Two open repeats (`*`, `+`, `{m,}`) are
harmless together when their characters differ, or when something stands between them that must be there and that the
first of them cannot take: then the first ends in one place only. Otherwise the work grows with the cube of the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import prod

MOST_WAYS = 10_000
"""In how many ways all bounded repeats of a pattern may share a text."""

MOST_WAYS_BESIDE_OPEN = 4
"""In how many ways the bounded repeats that can take the characters of an open one may do so."""

_REPEAT = re.compile(r"\*|\+|\?|\{([0-9]+)(,?)([0-9]*)\}")
_LAST = sys.maxunicode

Characters = tuple[tuple[int, int], ...]
"""Ranges of code points, first and last, in order and apart from each other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One character of a pattern with its repeat; `most` None: open. `needed`: no match does without it."""

    characters: Characters
    position: int
    least: int = 1
    most: int | None = 1
    needed: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it has no upper bound."""
        return self.most is None

    @property
    def ways(self) -> int:
        """How many lengths a bounded piece may have; 1 for an open one."""
        return 1 if self.most is None else self.most - self.least + 1


def costly_repeat(pattern: str) -> int | None:
    """The position of the repeat that makes an allowed and well-formed pattern too costly; None if there is none.

    Top-level alternatives are looked at one by one. Within a group every alternative counts as if all were there.
    """
    for pieces in _alternatives(pattern):
        varying = [piece for piece in pieces if piece.is_open or piece.ways > 1]
        if prod(piece.ways for piece in varying) > MOST_WAYS:
            return varying[-1].position
        for index, piece in enumerate(pieces):
            if not piece.is_open:
                continue
            beside = [other for other in _reachable(pieces, index) if _overlap(piece.characters, other.characters)]
            for other in beside:
                if other.is_open:
                    return max(piece.position, other.position)
            if prod(other.ways for other in beside) > MOST_WAYS_BESIDE_OPEN:
                return beside[-1].position
    return None


def _reachable(pieces: list[Piece], index: int) -> Iterator[Piece]:
    """The varying pieces on either side of an open one that nothing parts from it.

    A piece that must be there parts two repeats when the first of the two cannot take any of its characters.
    """
    mine = pieces[index]
    for other in pieces[index + 1 :]:
        if other.is_open or other.ways > 1:
            yield other
        if other.needed and other.least > 0 and not _overlap(mine.characters, other.characters):
            break
    for at in range(index - 1, -1, -1):
        first = pieces[at]
        if (first.is_open or first.ways > 1) and not any(
            between.needed and between.least > 0 and not _overlap(first.characters, between.characters)
            for between in pieces[at + 1 : index]
        ):
            yield first


def _alternatives(pattern: str) -> Iterator[list[Piece]]:
    """The pieces of each top-level alternative."""
    stack: list[tuple[list[Piece], bool]] = [([], False)]
    index = 0
    while index < len(pattern):
        character = pattern[index]
        pieces, has_choice = stack[-1]
        if character == "(":
            stack.append(([], False))
            index += 3 if pattern.startswith("(?:", index) else 1
            continue
        if character == "|":
            if len(stack) == 1:
                yield pieces
                stack[-1] = ([], False)
            else:
                stack[-1] = (pieces, True)
            index += 1
            continue
        if character in "^$":
            index += 1
            continue
        start = index
        if character == ")":
            stack.pop()
            found = [replace(piece, needed=piece.needed and not has_choice) for piece in pieces]
            index += 1
        else:
            characters, index = _characters(pattern, index)
            found = [Piece(characters, start)]
        least, most, index = _repeated(pattern, index)
        stack[-1][0].extend(_with_repeat(found, least, most, start))
    yield stack[0][0]


def _with_repeat(found: list[Piece], least: int, most: int | None, position: int) -> list[Piece]:
    """The pieces of one character or group under its repeat."""
    if len(found) == 1 and found[0].most == found[0].least == 1:
        return [replace(found[0], least=least, most=most, needed=found[0].needed and least > 0, position=position)]
    if least == most == 1 or not found:
        return found
    if most == 1:
        return [replace(piece, needed=False) for piece in found]
    union = _united([span for piece in found for span in piece.characters])
    return [Piece(union, position, least, most, needed=False)]


def _repeated(pattern: str, index: int) -> tuple[int, int | None, int]:
    """Least and most of the repeat at `index`, and where it ends; once without one."""
    match = _REPEAT.match(pattern, index)
    if match is None:
        return 1, 1, index
    if match[1] is None:
        least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[match[0]]
        return least, most, match.end()
    least = int(match[1])
    if match[3]:
        return least, int(match[3]), match.end()
    return least, None if match[2] else least, match.end()


def _characters(pattern: str, index: int) -> tuple[Characters, int]:
    """What the one-character piece at `index` matches, and where it ends."""
    character = pattern[index]
    if character == "\\":
        code = ord(pattern[index + 1])
        return ((code, code),), index + 2
    if character == ".":
        return _others([(10, 10)]), index + 1
    if character != "[":
        return ((ord(character), ord(character)),), index + 1
    end, spans = index + 1, []
    negated = pattern.startswith("^", end)
    end += negated
    while pattern[end] != "]":
        first, end = _member(pattern, end)
        if pattern[end] == "-" and pattern[end + 1] != "]":
            last, end = _member(pattern, end + 1)
            spans.append((first, last))
        else:
            spans.append((first, first))
    return (_others(spans) if negated else _united(spans)), end + 1


def _member(pattern: str, index: int) -> tuple[int, int]:
    escaped = pattern[index] == "\\"
    return ord(pattern[index + escaped]), index + 1 + escaped


def _united(spans: list[tuple[int, int]]) -> Characters:
    """The ranges in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _others(spans: list[tuple[int, int]]) -> Characters:
    """Every character that is in none of the ranges."""
    bounds = [(-1, -1), *_united(spans), (_LAST + 1, _LAST + 1)]
    return tuple((a[1] + 1, b[0] - 1) for a, b in pairwise(bounds) if a[1] + 1 <= b[0] - 1)


def _overlap(left: Characters, right: Characters) -> bool:
    return any(a[0] <= b[1] and b[0] <= a[1] for a in left for b in right)


def without_leading_repeats(pattern: str) -> str:
    """A pattern that is found in the same texts, for an allowed pattern that is searched for anywhere in a text.

    Where a match begins with repeats, a shorter one begins where they need least, so that they need not be tried in
    every length from every place.
    """
    if len(list(_alternatives(pattern))) > 1:
        return pattern
    while pattern and pattern[0] not in "(^$":
        _, end = _characters(pattern, 0)
        least, most, after = _repeated(pattern, end)
        if least == most:
            break
        pattern = (pattern[:end] + (f"{{{least}}}" if least > 1 else "") if least else "") + pattern[after:]
        if least:
            break
    return pattern
