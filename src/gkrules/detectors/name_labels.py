"""Names after a label or a word that says who somebody is; those of officials in office are left alone."""

from __future__ import annotations

import re

from gkrules.detectors.name_lists import continue_list, note_official, official_list
from gkrules.detectors.name_shape import HAN, SURNAMES, labelled_name, name_end, surname_length
from gkrules.detectors.page import Page
from gkrules.detectors.people import LONGEST, OFFICIAL, PRIVATE, role

_WEAK_WORDS = frozenset({"我是", "群众", "求助人", "居民", "成员"})
_VALUE_END = re.compile(r"[、,;/ \t]+|和|与")
TITLE_RIGHT = re.compile(
    r"[ ,]{0,2}\(?(?:(?:常务)?副?(?:局长|市长|县长|区长|镇长|乡长|省长|州长|厅长|处长|科长|部长|书记|主任|秘书长|院长|庭长|校长|所长|站长|队长|大队长|主席|会长|总经理|经理|董事长|主席|委员)|警官|法官|检察官|教授|记者|医生|医师|老师|律师|主持(?!人)|出席|强调|指出|讲话|作了|带队|会见|执法证|警号|,[\u3400-\u9fff]{2,20}律师事务所|办公室\)|[\u3400-\u9fff]{1,6}(?:局|科|办|处|股|室)\)|职务)"
)
_POST = re.compile(
    r"[^。]{0,40}?职务:? {0,4}[^\n。,]{0,12}?(?:局长|市长|县长|区长|镇长|乡长|厅长|处长|科长|部长|书记|主任|秘书长|主席|科员|干部|巡视员|调研员)"
)
_OFFICE_RIGHT = re.compile(
    r"[,， ]{0,2}\(?(?:职务:?)?(?:副?(?:局长|市长|县长|区长|镇长|乡长|厅长|处长|主任|书记|院长|校长|大队长|支队长))"
)
_COMPANY_REP = re.compile(r"(?:公司|厂|店|企业|合作社|经营部|中心|集团|门市|个体)[^。\n]{0,60}$")
_BODY_REP = re.compile(r"(?:局|政府|委员会|厅|法院|办事处|管委会|大队|支队|中心|被申请人|被告)[^。\n]{0,60}$")
_COLON_LABEL = re.compile(rf":(?=[ \t\n]{{0,6}}[{HAN}])")
_TAIL = re.compile(r"(?:\([^()\n]{0,12}\))?$")
_SILENT = frozenset(
    {"父", "母", "儿", "女", "妻", "夫", "户", "姨", "个人", "户名", "个体工商户"}
)  # speak only with a colon
SPEAKING = (PRIVATE - _SILENT) | OFFICIAL
_ENDINGS = frozenset(word[-2:] for word in SPEAKING)
_CONTEXT = re.compile(f"[){''.join(sorted({word[-1] for word in SPEAKING}))}](?= {{0,8}}[{SURNAMES}])")


def after_colons(page: Page) -> None:
    """Notes names that are the value of a label."""
    text = page.plain
    for colon in _COLON_LABEL.finditer(text):
        words = page.before(colon.start(), 14)
        words = words[: _TAIL.search(words).start()]  # type: ignore[union-attr]
        kind = role(words.rpartition("。")[2])
        if kind:
            _value(page, colon.end(), kind, words)


def _value(page: Page, at: int, kind: str, label: str) -> None:
    """The name or names that stand as the value of a label; all but the first have to read as names by themselves."""
    text = page.plain
    while at < len(text) and text[at] in " \t\n":
        at += 1
    end = labelled_name(text, at)
    surnamed = surname_length(text, at, labelled=True) > 0 or "·" in text[at:end]
    if end and (surnamed or kind == "official" or label.endswith("名")):
        for _ in range(200):
            in_office = TITLE_RIGHT.match(text, end) or _POST.match(text, end)
            if in_office or (kind == "official" and not _company_person(page, at, end, label)):
                note_official(page, at, end)
            else:
                page.add(at, end, "person_name", 0.95, "label")
            gap = _VALUE_END.match(text, end)
            if gap is None or gap.end() - end > 2:
                return
            at = gap.end()
            end = name_end(text, at)
            if not end or (text[end : end + 1] == ":" and "、" not in gap.group()):
                return


def _company_person(page: Page, start: int, end: int, label: str) -> bool:
    """Whether a 法定代表人 is a company's, whose name stays personal data, and not the head of a body."""
    if not label.endswith(("法定代表人", "法人")) or _OFFICE_RIGHT.match(page.plain, end):
        return False
    before = page.plain[max(0, start - 70) : start]
    company, body = _COMPANY_REP.search(before), _BODY_REP.search(before)
    return company is not None and (body is None or company.start() > body.start())


def after_words(page: Page) -> None:
    """Notes names right after a word such as 居民, 患者 or 其子."""
    text = page.plain
    for last in _CONTEXT.finditer(text):
        at = last.end()
        word = _word_before(text, text.rfind("(", max(0, at - 14), at) if text[at - 1] == ")" else at)
        if not word:
            continue
        official = word in OFFICIAL
        if text[at] == " ":
            if not official:
                continue
            while text[at] == " ":
                at += 1
        end = name_end(text, at, open_end=word not in _WEAK_WORDS)
        if not end:
            continue
        if official:
            official_list(page, at, end)
        elif TITLE_RIGHT.match(text, end):
            note_official(page, at, end)
        else:
            page.add(at, end, "person_name", 0.85, "context")
            continue_list(page, end)


def _word_before(text: str, at: int) -> str:
    """The longest telling word that ends at `at`, or ""."""
    if text[at - 2 : at] not in _ENDINGS or text[at - 3 : at] == "妇女儿":
        return ""
    left = text[max(0, at - LONGEST) : max(0, at)]
    return next((left[start:] for start in range(len(left) - 1) if left[start:] in SPEAKING), "")
