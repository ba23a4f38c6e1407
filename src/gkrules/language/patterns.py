r"""The regular expressions that rules may use: the part on which Python's re and RE2 agree, with few repeats.

Allowed: literals, classes such as [0-9] or [一-龥], `.`, groups `(…)` and `(?:…)`, alternatives, `^`, `$`, and the
repeats `* + ? {m} {m,n}`. Refused: look-around, back-references, `\d \w \s \b` (engines differ on full-width
and Chinese characters), flags, named groups, lazy and possessive repeats, and a repeat of varying length or a choice
inside a repeated group, and open repeats that can take the same characters (see `pattern_cost`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from gkrules.language.pattern_cost import costly_repeat, without_leading_repeats

MAX_PATTERN = 500
MAX_REPEAT = 200
MAX_OPEN_REPEATS = 3
MAX_REPEATS = 12
_ESCAPABLE = frozenset("\\.^$*+?{}[]()|/-〔〕\"'")
_REPEAT = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")


class PatternFault(ValueError):  # noqa: N818 - a fault of the rule, told with the others of its file
    """The pattern is outside the allowed part; `position` counts characters from its beginning."""

    def __init__(self, message: str, position: int) -> None:
        self.position = position
        super().__init__(message)


@dataclass(slots=True)
class _Group:
    start: int
    holds_varying_repeat: bool = False
    holds_choice: bool = False


def check_pattern(pattern: str) -> None:
    """Raise PatternFault unless `pattern` is in the allowed part."""
    if len(pattern) > MAX_PATTERN:
        raise PatternFault(f"a pattern has at most {MAX_PATTERN} characters", 0)
    _scan(pattern)
    _few_enough(pattern)
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        position = getattr(error, "pos", None)
        raise PatternFault(f"not a regular expression: {getattr(error, 'msg', error)}", position or 0) from None
    costly = costly_repeat(pattern)
    if costly is not None:
        raise PatternFault(
            "this repeat can take the same characters as another one, which takes too long on a long text; put "
            "something between them that the first cannot take, or keep to one",
            costly,
        )


@lru_cache(maxsize=1_000)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern compiled for a search anywhere in a text, of which only the success counts.

    `$` means the very end of the text, as in RE2, not before a last line break.
    """
    return re.compile(_end_anchored(without_leading_repeats(pattern)))


def _end_anchored(pattern: str) -> str:
    out, index, in_class = [], 0, False
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            out.append(pattern[index : index + 2])
            index += 2
            continue
        if character == "[" and not in_class:
            in_class = True
        elif character == "]" and in_class:
            in_class = False
        out.append(r"\Z" if character == "$" and not in_class else character)
        index += 1
    return "".join(out)


def _scan(pattern: str) -> None:
    groups = [_Group(0)]
    closed: _Group | None = None
    index = 0
    while index < len(pattern):
        character = pattern[index]
        before, closed = closed, None
        if character == "\\":
            index = _escape(pattern, index)
        elif character == "[":
            index = _class(pattern, index)
        elif character == "(":
            if pattern.startswith("(?", index) and not pattern.startswith("(?:", index):
                raise PatternFault("only plain groups (…) and (?:…) are allowed", index)
            groups.append(_Group(index))
            index += 3 if pattern.startswith("(?:", index) else 1
        elif character == ")":
            if len(groups) == 1:
                raise PatternFault("this bracket closes nothing", index)
            closed = groups.pop()
            groups[-1].holds_varying_repeat |= closed.holds_varying_repeat
            groups[-1].holds_choice |= closed.holds_choice
            index += 1
        elif character == "|":
            groups[-1].holds_choice = True
            index += 1
        elif character in "*+?{":
            index = _repeat(pattern, index, before, groups[-1])
        else:
            index += 1
    if len(groups) > 1:
        raise PatternFault("this bracket is never closed", groups[-1].start)


def _escape(pattern: str, index: int) -> int:
    if index + 1 >= len(pattern) or pattern[index + 1] not in _ESCAPABLE:
        raise PatternFault("this escape is not allowed; write classes out, such as [0-9] for a digit", index)
    return index + 2


def _class(pattern: str, index: int) -> int:
    position = index + 1
    if pattern.startswith("^", position):
        position += 1
    first = True
    while position < len(pattern):
        character = pattern[position]
        if character == "]":
            if first:
                raise PatternFault("write ] inside a class as \\]", position)
            return position + 1
        if character == "[":
            raise PatternFault("write [ inside a class as \\[", position)
        if pattern[position : position + 2] in ("--", "&&", "||", "~~"):
            raise PatternFault("operations on classes are not allowed", position)
        position = _escape(pattern, position) if character == "\\" else position + 1
        first = False
    raise PatternFault("this class is never closed", index)


def _repeat(pattern: str, index: int, repeated: _Group | None, around: _Group) -> int:
    end, least, most = index + 1, 0, 1 if pattern[index] == "?" else MAX_REPEAT
    if pattern[index] == "{":
        match = _REPEAT.match(pattern, index)
        if match is None:
            raise PatternFault("write { itself as \\{", index)
        end, least = match.end(), int(match[1])
        most = int(match[3]) if match[3] else MAX_REPEAT if match[2] else least
        if max(least, most) > MAX_REPEAT:
            raise PatternFault(f"a repeat goes up to {MAX_REPEAT} at most", index)
    if pattern[end : end + 1] in ("?", "+", "*") and pattern[end : end + 1]:
        raise PatternFault("lazy, possessive and double repeats are not allowed", end)
    if most > 1 and repeated is not None and (repeated.holds_varying_repeat or repeated.holds_choice):
        raise PatternFault("a repeated group may hold neither a repeat of varying length nor a choice", repeated.start)
    around.holds_varying_repeat |= least != most
    return end


def _few_enough(pattern: str) -> None:
    """Backtracking grows with every repeat of varying length; a rule needs few of them."""
    open_repeats, varying, index, in_class = 0, 0, 0, False
    while index < len(pattern):
        character = pattern[index]
        if character == "\\":
            index += 2
            continue
        in_class = character == "[" or (in_class and character != "]")
        if not in_class and character in "*+?{":
            varying += 1
            open_repeats += character in "*+" or pattern[index : pattern.find("}", index) + 1].endswith(",}")
        if open_repeats > MAX_OPEN_REPEATS or varying > MAX_REPEATS:
            raise PatternFault(
                f"a pattern has at most {MAX_OPEN_REPEATS} open repeats (* +) and {MAX_REPEATS} repeats in all", index
            )
        index += 1
