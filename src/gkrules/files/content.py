"""What a file holds for examination: stretches of visible text with their places, joined into passages."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from gkrules.bilingual import Bilingual
from gkrules.files.codec import Codec

Where = Literal[
    "line", "cell", "paragraph", "table", "header_footer", "note", "comment", "text_box", "deleted", "field", "formula",
    "key", "value", "attribute", "script", "property", "name", "link", "chart", "phonetic", "unused", "other",
]  # fmt: skip

PLACES: dict[Where, Bilingual] = {
    "line": Bilingual("行", "line"),
    "cell": Bilingual("单元格", "cell"),
    "paragraph": Bilingual("段落", "paragraph"),
    "table": Bilingual("表格", "table"),
    "header_footer": Bilingual("页眉页脚", "header or footer"),
    "note": Bilingual("脚注尾注", "footnote or endnote"),
    "comment": Bilingual("批注或注释", "comment"),
    "text_box": Bilingual("文本框", "text box"),
    "deleted": Bilingual("修订中已删除的文字", "text deleted under track changes"),
    "field": Bilingual("域代码", "field code"),
    "formula": Bilingual("公式", "formula"),
    "key": Bilingual("键名", "key"),
    "value": Bilingual("键值", "value"),
    "attribute": Bilingual("替代文字等属性", "attribute such as alternative text"),
    "script": Bilingual("脚本或样式", "script or style"),
    "property": Bilingual("文档属性", "document property"),
    "name": Bilingual("工作表名或定义的名称", "name of a sheet or defined name"),
    "link": Bilingual("链接", "link"),
    "chart": Bilingual("图表缓存", "chart"),
    "phonetic": Bilingual("拼音标注", "phonetic guide"),
    "unused": Bilingual("未被任何单元格引用的字符串", "string that no cell shows"),
    "other": Bilingual("其他部件", "other part"),
}
assert set(PLACES) == set(get_args(Where)), "each place has its name"


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of the source that is seen in one place, and how it is written there.

    `part` names the part of the file, `start` and `end` its source, half open. `at` says where in the words of the
    file's kind (`Sheet1!B2`, `$.people[3].phone`); it may hold personal data itself. `fixed` stretches cannot be
    changed without breaking the file. `seen` is the visible text where the source does not tell it.
    """

    part: str
    start: int
    end: int
    codec: Codec
    where: Where
    at: str = ""
    hidden: bool = False
    fixed: bool = False
    seen: str | None = None


Cut = tuple[Slot, int, int]
"""A range of one slot's visible text."""
Flow = list[tuple[Slot | None, str]]
"""Text in order: what stands in a slot, and what joins it (None)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is examined as one, with the slots that it was joined from."""

    text: str
    starts: tuple[int, ...]
    slots: tuple[Slot, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, flow: Flow) -> Passage:
        """The passage that joins `flow`; the text of each slot keeps its length."""
        starts, slots, ends = [], [], []
        at = 0
        for slot, text in flow:
            if slot is not None and text:
                starts.append(at)
                slots.append(slot)
                ends.append(at + len(text))
            at += len(text)
        return cls("".join(text for _, text in flow), tuple(starts), tuple(slots), tuple(ends))

    def cuts(self, start: int, end: int) -> list[Cut]:
        """The ranges of slots that lie in `[start, end)` of the text; what joins them is left out."""
        found: list[Cut] = []
        at = max(0, bisect.bisect_right(self.starts, start) - 1)
        while at < len(self.starts) and self.starts[at] < end:
            first, last = max(start, self.starts[at]), min(end, self.ends[at])
            if first < last:
                found.append((self.slots[at], first - self.starts[at], last - self.starts[at]))
            at += 1
        return found


@dataclass(frozen=True, slots=True)
class Content:
    """A file taken apart: its parts as text, its passages (made anew at each call), and how to put it together.

    `build` gives the bytes of the file with some parts replaced. `notes` tell what is inside but was not looked at.
    """

    parts: Mapping[str, str]
    passages: Callable[[], Iterator[Passage]]
    build: Callable[[Mapping[str, str]], bytes]
    notes: tuple[Bilingual, ...] = field(default=())


APART = "\n。\n"
"""What keeps texts that have nothing to do with each other apart within one passage."""
