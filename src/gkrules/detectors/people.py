"""The words beside a name that tell a private person from an official in office."""

from __future__ import annotations

import re

from gkrules.detectors.words import lexicon

PRIVATE = frozenset(lexicon("private_roles"))
OFFICIAL = frozenset(lexicon("official_roles"))
_DUTIES = re.compile(
    "[审核批签检查验测监管校录制编填报收发评]|经办|承办|负责|联系|执法|采购|招标|投标|中标|发包|供应|代理|举办|主办|主管|记者|学者|专家|党|工作|领导|带队|接待|陪同|参加|参会|出席|列席|责任"
)
LEADER = re.compile(
    r"(?!.{0,120}拟)[^。\n]{0,80}现任[^。\n]{0,40}(?:局长|市长|县长|区长|镇长|乡长|厅长|处长|科长|部长|书记|主任|秘书长|主席)"
)
"""What follows the name of somebody in office in a short biography; who is only to be appointed is not there yet."""
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
    if words.endswith("姓名"):
        return "private"
    return "private" if words.endswith(("人", "者")) and not _DUTIES.search(words[-6:]) else ""
