"""One pattern for many words: a tree of their characters, so that the time to match does not grow with the list."""

from __future__ import annotations

import re
from collections.abc import Iterable

Tree = dict[str, "Tree"]


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of `words` at a place; each branch opens with a plain character."""
    tree: Tree = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: Tree) -> str:
    branches = []
    for character, rest in node.items():
        if not character:
            continue
        following = _branches(rest) if set(rest) != {""} else ""
        if following and "" in rest:
            following = f"(?:{following})?"
        elif following and len(rest) > 1:
            following = f"(?:{following})"
        branches.append(re.escape(character) + following)
    return "|".join(branches)
