"""Words that stand alone, such as names of files, record ids and lines of settings: what of them is personal data."""

from __future__ import annotations

import re
from functools import lru_cache

from gkrules.detectors import id_card, person_name
from gkrules.detectors.detecting import detect
from gkrules.detectors.masking import Change, Masked, mask
from gkrules.detectors.span import SpanType
from gkrules.detectors.surnames import COMPOUND

_HAN = "\u3400-\u9fff"
_WORDS = re.compile(f"[{_HAN}·]+")
_PARTS = re.compile(r"[^\W_]+(?:[@.·][^\W_]+)*")
_ABOUT = re.compile(f"(?:关于(?:对|给予)?|对)([{_HAN}]{{2,4}}?)(?=的|等[0-9一二三四五六七八九十两]+[名人位]|作出|予以)")
_ALONE = re.compile(f"(?<![{_HAN}])([{_HAN}]{{2,4}})(?![{_HAN}])")
_LONG = re.compile(r"(?<![0-9])(?:[0-9]{18,19}|[0-9]{14,17}[0-9Xx])(?![0-9])")
_NAME_LENGTHS = range(2, 5)
_FEWEST_DIGITS = 7
_BEFORE, _LABEL, _AFTER = "困难群众", "姓名：", "申请"
_ROUNDS = 3


def is_name(word: str) -> bool:
    """Whether `word`, which stands alone, reads as a person's name: 2 to 4 Chinese characters, none of them a word.

    What also is the name of a thing or a place (文件, 高平) is none; a compound surname is enough (诸葛某 aside).
    """
    if len(word) not in _NAME_LENGTHS or not _WORDS.fullmatch(word):
        return False
    text = f"{_BEFORE}{word}{_AFTER}"
    start, end = len(_BEFORE), len(_BEFORE) + len(word)
    if any((s.type, s.start, s.end) == ("person_name", start, end) for s in detect(text)):
        return True
    return word[:2] in COMPOUND and any(s.end == len(_LABEL) + len(word) for s in detect(_LABEL + word))


def kind_of_id(record_id: str) -> SpanType | None:
    """The type of personal data that an id is, or holds as one of its parts; None where it is none."""
    if not _may_hold(record_id):
        return None
    if is_name(record_id):
        return "person_name"
    spans = detect(record_id)
    if spans:
        return spans[0].type
    for part in _PARTS.findall(record_id):
        if part != record_id and _may_hold(part):
            if is_name(part):
                return "person_name"
            spans = detect(part)
            if spans:
                return spans[0].type
    return None


@lru_cache(maxsize=4_096)
def masked_path(path: str) -> tuple[str, int]:
    """A path with personal data in the names of its folders and files masked, and the number of places."""
    if not _may_hold(path):
        return path, 0
    found = [_masked_part(part) for part in path.split("/")]
    return "/".join(text for text, _ in found), sum(places for _, places in found)


def masked_title(title: str) -> Masked:
    """As `mask`, but what a title hardly ever needs is masked on the mere look of it.

    These are numbers as long as an identity number, names that stand between 关于 and 的 or before a number, and words
    that are a name and stand alone.
    """
    masked = mask(title)
    taken = [(change.start, change.end) for change in masked.changes]
    seen = [
        Change(match.start(1), match.end(1), "person_name", person_name.mask(match[1]))
        for pattern in (_ABOUT, _ALONE)
        for match in pattern.finditer(title)
        if is_name(match[1])
    ]
    seen += [Change(m.start(), m.end(), "id_card", id_card.mask(m[0])) for m in _LONG.finditer(title)]
    found: list[Change] = []
    for change in seen:
        if not any(a < change.end and change.start < b for a, b in taken):
            taken.append((change.start, change.end))
            found.append(change)
    if not found:
        return masked
    changes = sorted([*masked.changes, *found], key=lambda change: change.start)
    text, at = "", 0
    for change in changes:
        text += title[at : change.start] + change.replacement
        at = change.end
    return Masked(text + title[at:], tuple(changes))


def blotted(text: str) -> str:
    """`text` with every character of personal data replaced by `*`, so that every other one keeps its place."""
    for _ in range(_ROUNDS):
        spans = detect(text)
        if not spans:
            break
        for span in spans:
            text = f"{text[: span.start]}{'*' * (span.end - span.start)}{text[span.end :]}"
    return text


def _masked_part(part: str) -> tuple[str, int]:
    whole = mask(part)
    text, places = whole.text, len(whole.changes)

    def masked(match: re.Match[str]) -> str:
        nonlocal places
        inner = mask(match[0])
        places += len(inner.changes)
        return inner.text

    def named(match: re.Match[str]) -> str:
        nonlocal places
        if not is_name(match[0]):
            return match[0]
        places += 1
        return person_name.mask(match[0])

    return _WORDS.sub(named, _PARTS.sub(masked, text)), places


def _may_hold(text: str) -> bool:
    """Whether there are letters or digits enough for any personal data."""
    return _WORDS.search(text) is not None or "@" in text or sum(map(str.isdigit, text)) >= _FEWEST_DIGITS
