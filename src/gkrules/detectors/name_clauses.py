"""Names of which a clause says something private: born, living, applying, ill, addressed by a letter."""

from __future__ import annotations

import re

from gkrules.detectors.name_labels import TITLE_RIGHT
from gkrules.detectors.name_lists import continue_list, note_official
from gkrules.detectors.name_shape import HAN, SURNAMES, at_boundary, name_end, surname_length, whole_name
from gkrules.detectors.page import Page
from gkrules.detectors.people import LEADER
from gkrules.detectors.surnames import COMPOUND, GIVEN, SINGLE

_RIGHT_PERSON = re.compile(
    r" ?(?:[(,]? ?(?:公民)?(?:居民)?身份(?:证|号)|[(, ] ?(?:男|女)[,、) ]|\((?:公民|身份|证件|住|户主|男|女|[0-9]{4}年|[0-9]{17}|电话|手机|联系|1[3-9]|曾用名|已故|出生|护照|驾驶证|低保|特困|肢体|视力|听力|言语|智力|精神|多重|患|[一二三四]级|学号|监护)|"
    r",? ?(?:系|现年|时年|今年)?[0-9]{1,3}(?:周)?岁|,(?:肢体|视力|听力|言语|智力|精神|多重)|,?(?:19|20)[0-9]{2}年(?:出?生)|[,]? ?(?:19|20)[0-9]{2}[年.-][0-9]{1,2}(?:[月.-][0-9]{0,2}日?)? ?(?:出?生))"
)
_ABOUT_RIGHT = re.compile(
    r"(?:同志|先生|女士|同学|等[0-9一二两三四五六七八九十]+|之[子女妻夫父母]|(?:的)?(?:家属|亲属|父亲|母亲|妻子|丈夫|儿子|女儿)|交来|缴[来纳]|送来|无犯罪|自[0-9]{4}|[已未]婚|变更|为(?:中共|环卫|我[村镇县乡]|本|正式|低保|特困)|行政处[罚分]|处罚|处分|与[\u3400-\u9fff]{2,4}[系是为]|申请|信息公开|政府信息|反映|来信|信访|投诉|举报|提交|提出|递交|邮寄|户口|的(?:申请|来信|信访|投诉|举报|答复|户口|身份|房屋|行政|处罚|赔偿)|作出行政|纳入低保|列入|一案|不服|诉|[(]身份|[(]公民|系|因|于[0-9]|已|所有的|名下|\(?[男女][,、)])"
)
_SALUTATION = re.compile(
    rf"(?:[\n。; 、][ \t]{0, 4}|尊敬的)([{HAN}]{{2,4}}?)(?:先生|女士|同志)?(?:/女士)?:(?=[ \t]*(?:\n|$|本院|本机关|我局|我[镇街县市]|[你您]))"
)
_OPENING = re.compile(
    rf"[\n。;(:][ \t]*(?:(?:[0-9]{{1,3}}[.、)]?|[一二三四五六七八九十]{{1,3}}、) ?)?([{HAN}]{{2,4}})(?=[,( ])"
)
_FIRST_LINE = re.compile(
    rf"[ \t]*(?:(?:[0-9]{{1,3}}[.、)]?|[一二三四五六七八九十]{{1,3}}、) ?)?([{HAN}]{{2,4}}?)(?=(?:先生|女士|同志)?(?:[,( ]|:[ \t]*(?:\n|$)))"
)
_NAME_AHEAD = f"(?=[{SURNAMES}].?[{''.join(sorted(GIVEN))}])"
_ABOUT = re.compile(
    r"(?:关于(?:对)?|收到|对|给予|授予|将|拟将|你|由|与|系|向|致|由其|委托|叫|抚养|原告人?|兹有|现有|经查|经核|查明|据查|另查明|证明|联系|准予|同意|不予|批准|拟吸收|吸收|拟聘任|拟聘用|拟录用|聘用|录用|你户户主)"
    + _NAME_AHEAD
)
_STATED = re.compile(rf"[\n。;,:][ \t]*{_NAME_AHEAD}")
_STATED_RIGHT = re.compile(
    r"来我|到我[局镇乡街县市区院]|来电|来信|来访|向我[局镇乡街县市区院]|反映|系(?:我|本|原|该|[\u3400-\u9fff]{0,8}(?:居民|村民|学生|职工|户|残疾|患者|之[子女妻夫]|父|母))|因(?!此|为|而|素|地|公)|诉称|辩称|于(?:19|20)[0-9]{2}年|"
    r"自(?:19|20)[0-9]{2}年|驾驶|患有|患(?!者)|现住|家住|户籍|生前|遗失|(?:视力|听力|言语|肢体|智力|精神)|犯|涉嫌|吸毒|酒后|醉酒|无证|(?:先生|女士|同学|老人|大爷|大妈)|同志(?=[系是,]|[自于在](?!任))|(?:一次性)?(?:赔偿|支付|退还)|"
    r"的(?:手机|身份证|银行卡|电话|微信|妻子|丈夫|父亲|母亲|儿子|女儿|户口|房屋|家属|住址|出生)|您好|拾金|见义勇为|一家|[一二三四]级|今年[0-9]|死亡|去世|与[\u3400-\u9fff]{2,4}(?:系|因|发生|签订|离婚|登记|自愿|感情|婚后|共同|协议)"
)
_BRACKETED_PERSON = re.compile(
    r"\((?<=[\u3400-\u9fff]\()(?=(?:公民|居民)?身份(?:证|号)|证件号|男[,)]|女[,)]|1[3-9][0-9]{9}|[1-6][0-9]{16}|(?:联系)?(?:手机|电话)|(?:视力|听力|言语|肢体|智力|精神|多重)(?:残疾)?[一二三四])"
)


def before_words(page: Page) -> None:
    """Notes names that open a clause, a letter or a bracket and are followed by something private."""
    text = page.plain
    first = _FIRST_LINE.match(text)
    for matches in ([first] if first else [], _OPENING.finditer(text), _SALUTATION.finditer(text)):
        for match in matches:
            at, end = match.span(1)
            if not whole_name(text, at, end, strict=False):
                continue
            if LEADER.match(text, end):
                note_official(page, at, end)
            elif text[match.end() - 1] == ":" or text[end] == ":" or _RIGHT_PERSON.match(text, end):
                page.add(at, end, "person_name", 0.8, "context")
    for match in _ABOUT.finditer(text):
        at = match.end()
        end = name_end(text, at, open_end=True)
        if (
            end
            and (_ABOUT_RIGHT.match(text, end) or _RIGHT_PERSON.match(text, end))
            and not TITLE_RIGHT.match(text, end)
        ):
            page.add(at, end, "person_name", 0.75, "context")
            continue_list(page, end)
    for match in _BRACKETED_PERSON.finditer(text):
        _left_of(page, match.start())
    for match in _STATED.finditer(text, 0):
        _stated(page, match.end())
    if text[:1] in SINGLE or text[:2] in COMPOUND:
        _stated(page, 0)


def _stated(page: Page, at: int) -> None:
    """The name at the start of a clause of which something private is said."""
    text = page.plain
    end = name_end(text, at, open_end=True)
    if end and whole_name(text, at, end) and _STATED_RIGHT.match(text, end):
        page.add(at, end, "person_name", 0.75, "context")
        continue_list(page, end)


def _left_of(page: Page, end: int) -> None:
    """The name that ends at `end`, left of a bracket that speaks of a person."""
    text = page.plain
    for length in (4, 3, 2):
        at = end - length
        if at < 0 or not whole_name(text, at, end, strict=False):
            continue
        if length == 4 and text[at : at + 2] not in COMPOUND:
            continue
        if length == 2 and at and not at_boundary(text, at - 1) and surname_length(text, at - 1) and text[at] in GIVEN:
            continue
        if length == 2 or not at_boundary(text, at - 1) or at == 0 or length >= 3:
            page.add(at, end, "person_name", 0.8, "context")
            return
