"""The words beside a name that tell a private person from an official in office."""

from __future__ import annotations

from gkrules.detectors.words import lexicon

PRIVATE = frozenset(lexicon("private_roles"))
OFFICIAL = frozenset(lexicon("official_roles"))
LONGEST = max(map(len, PRIVATE | OFFICIAL))


def role(words: str) -> str:
    """What the words left of a name say: "official", "private" or "" (they say nothing)."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        word = words[-length:]
        if word in OFFICIAL:
            return "official"
        if word in PRIVATE:
            return "private"
        if length > 2 and word.endswith(("姓名", "名字", "签字", "签名", "签章")):
            owner = word[:-2]
            if owner in OFFICIAL:
                return "official"
    return "private" if words.endswith("姓名") else ""
