"""Parses the text of an expression into Python's syntax tree, capped in length and depth before it is parsed."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

MAX_LENGTH = 4_000
MAX_DEPTH = 40

_FULL_WIDTH = "（），：；“”‘’＝＜＞！【】"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an expression; `start` and `width` count characters of its text."""

    code: str
    message: str
    start: int
    width: int
    help: str | None = None


def syntax_tree(text: str, faults: list[Fault]) -> ast.expr | None:
    """The syntax tree of `text`, or None with the fault added to `faults`. Nothing is executed."""
    if len(text) > MAX_LENGTH:
        faults.append(Fault("GK201", f"an expression has at most {MAX_LENGTH:,} characters", 0, 1))
        return None
    early = _refused_unparsed(text)
    if early is not None:
        faults.append(early)
        return None
    indent = len(text) - len(text.lstrip(" "))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return ast.parse("\f" * indent + text[indent:], mode="eval").body  # a form feed is no indentation
    except SyntaxError as error:
        last = max(len(text.rstrip()) - 1, 0)
        start = min(error.offset - 1, last) if error.offset and error.offset > 0 else last
        faults.append(Fault("GK202", f"this is not an expression: {error.msg}", start, 1, _syntax_help(text)))
    except (ValueError, RecursionError, MemoryError):
        faults.append(Fault("GK202", "this is not an expression that can be parsed", 0, 1, _syntax_help(text)))
    return None


def _refused_unparsed(text: str) -> Fault | None:
    """Brackets and prefixes nested deeper than allowed, and comments, which would hide the rest; before parsing."""
    depth, quote, escaped = 0, "", False
    prefixes = 0
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote and not escaped else quote
            escaped = character == "\\" and not escaped
        elif character in "\"'":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "#":
            return Fault("GK203", "a comment is not part of the language", index, len(text) - index)
        prefixes = prefixes + 1 if character in "-+~" else 0 if not character.isspace() else prefixes
        if depth > MAX_DEPTH or prefixes > MAX_DEPTH:
            return Fault("GK201", f"nested deeper than {MAX_DEPTH} brackets", index, 1)
    return None


def _syntax_help(text: str) -> str | None:
    wrong = next((c for c in text if c in _FULL_WIDTH), None)
    if wrong is not None:
        return f"a full-width {wrong} stands here; write brackets, commas, quotes and signs in half width"
    if "\\" in text:
        return 'write a pattern with backslashes as r"…"'
    if "&&" in text or "||" in text or "!" in text.replace("!=", ""):
        return "write and, or, not"
    return None
