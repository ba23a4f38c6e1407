"""Names in a row: parted by 、 or blanks, counted or continued."""

from __future__ import annotations

import re

from gkrules.detectors.name_shape import DOTTED, HAN, RUN, SURNAMES, at_boundary, name_end, whole_name
from gkrules.detectors.page import Page
from gkrules.detectors.people import role

_FIRST = re.compile(rf"[{HAN}·]+$")
_REST = re.compile(rf"(?:、[{HAN}·]{{2,6}})+")
_RIGHT = re.compile(r"(?:等)? ?[0-9一二两三四五六七八九十]+ ?(?:人|名|位|户|同)|等人|同志|同学|等(?=同|志|职|村|居|学)")
_LEFT = re.compile(
    r"(?:表彰|授予|获奖|录取|录用|聘用|人选|名单|学生|村民|居民|工人|职工|志愿者|获得者|同学|申请人|当事人|原告|被告人?|农民工|业主|对|给予|:|成员|公布如下|为|有|奖:|录取:|如下:)$"
)
_NAMES_ALONE = re.compile(rf"[{SURNAMES}][{HAN}]{{1,3}}(?: {{1,4}}[{HAN}]{{2,4}}){{2,}}")
_BETWEEN = re.compile(r"[、, ]{1,4}")


def note_official(page: Page, start: int, end: int) -> None:
    """Remembers the name of an official: it is left alone wherever the text says it again without a label."""
    page.officials.add(page.plain[start:end].replace(" ", ""))


def official_list(page: Page, at: int, end: int) -> None:
    """Remembers the official at `[at, end)` and those that follow in a row."""
    text = page.plain
    for _ in range(50):
        note_official(page, at, end)
        gap = _BETWEEN.match(text, end)
        if gap is None:
            return
        at = gap.end()
        end = name_end(text, at)
        if not end:
            return


def continue_list(page: Page, end: int) -> None:
    """Names that follow one already found, parted by 、 or 和."""
    text = page.plain
    for _ in range(500):
        gap = text[end : end + 1]
        if gap not in {"、", "和", "与"}:
            return
        at = end + 1
        end = name_end(text, at, open_end=gap != "、")
        if not end:
            return
        page.add(at, end, "person_name", 0.8, "context")


def lists(page: Page) -> None:
    """Three or more names parted by 、, or two with a word beside them that counts people."""
    text = page.plain
    comma = text.find("、")
    while comma >= 0:
        rest = _REST.match(text, comma)
        end = rest.end() if rest else comma + 1
        head = _FIRST.search(text[max(0, comma - 10) : comma])
        if rest and head and len(head.group()) > 1:
            _list(page, comma - len(head.group()), end)
        comma = text.find("、", end)


def _list(page: Page, start: int, stop: int) -> None:
    """Notes the names of the list in `[start, stop)`: all members but the first have to be names."""
    text = page.plain
    pieces = text[start:stop].split("、")
    last = stop - len(pieces[-1])
    end = name_end(text, last)
    if not end:
        return
    names, at = [], start + len(pieces[0]) + 1
    for piece in pieces[1:-1]:
        if not whole_name(piece, 0, len(piece), strict=False) and not DOTTED.fullmatch(piece):
            return
        names.append((at, at + len(piece)))
        at += len(piece) + 1
    names = [*_first_name(text, start, start + len(pieces[0])), *names, (last, end)]
    counted = _RIGHT.match(text, stop) or (end < stop and _RIGHT.match(text, end))
    told = len(names) >= 3 and _LEFT.search(text[max(0, names[0][0] - 4) : names[0][0]])
    if len(names) >= 2 and (counted or told):
        for first, after in names:
            page.add(first, after, "person_name", 0.75, "context")


def _first_name(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The name at the end of the first member of a list, before which other words may stand."""
    for at in range(max(start, end - 4), end - 1):
        if whole_name(text, at, end) and (at == start or _LEFT.search(text[start:at])):
            return [(at, end)]
    return []


def names_alone(page: Page) -> None:
    """Three or more names in a row with nothing but blanks between them."""
    for match in _NAMES_ALONE.finditer(page.plain):
        places = [(match.start() + m.start(), match.start() + m.end()) for m in RUN.finditer(match.group())]
        left = page.before(match.start(), 14).rstrip(":")
        if match.start() and not at_boundary(page.plain, match.start() - 1):
            continue
        if all(whole_name(page.plain, a, b) for a, b in places) and role(left) != "official":
            for start, end in places:
                page.add(start, end, "person_name", 0.75, "context")
