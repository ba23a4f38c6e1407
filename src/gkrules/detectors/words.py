"""Lists of words, and one pattern for many: a tree of their characters, quick to match however long the list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

Tree = dict[str, "Tree"]


_LEXICON = Path(__file__).with_name("lexicon")


def lexicon(name: str) -> list[str]:
    """The words of the list `name`, in order; lines that begin with # explain it."""
    lines = (_LEXICON / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


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
