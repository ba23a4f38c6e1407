"""Names that stand in an official act on the person: appointments, honours and awards, which are public by nature.

Finds: "关于…同志任职的通知", "授予…等10名同志荣誉称号的决定", "批准…同志为烈士的批复".
Why: these are officials in office, or persons honoured in public; the act is the publication.
Misses: acts whose words are not listed here, and names far from the words that tell the act.
"""

from __future__ import annotations

import re

from gkrules.detectors.page import Page
from gkrules.detectors.span import Span

_REACH = 60
_NAMED = re.compile(
    r"(?:、[\u3400-\u9fff·]{2,12}){0,12}"
    r"(?:等)?(?:[0-9一二三四五六七八九十百零]{1,5}(?:名|位|人))?[\u3400-\u9fff]{0,14}?"
    r"(?:同志|参事|专家|教师|个人|人员|职工|公务员|发言人)"
)
_ACT = re.compile(
    r"发言人|见义勇为|保留待遇|学习|任职|免职|任免|离任|任命|聘任|解聘|职务|退休|试用期满|烈士|荣誉|称号|劳动模范|奖励|奖的决定|[一二三]等功|记功|津贴|杰出贡献|嘉奖|表彰|[”\"]的决定"
)
_END = re.compile(r"[。；;\n]")


def without_acted_upon(page: Page, spans: list[Span]) -> list[Span]:
    """The spans but the names of persons on whom the sentence acts in public. Linear in the text around the spans."""
    return [span for span in spans if span.type != "person_name" or not _is_acted_upon(page.plain, span)]


def _is_acted_upon(text: str, span: Span) -> bool:
    if span.reason in ("column", "label"):
        return False
    after = text[span.end : span.end + _REACH]
    end = _END.search(after)
    after = after[: end.start()] if end else after
    named = _NAMED.match(after)
    return named is not None and _ACT.search(after, named.end() - 2) is not None
