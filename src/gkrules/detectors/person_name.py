"""Names of persons in a private capacity: after a label, after or before a telling word, in a list, or written again."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page
from gkrules.detectors.people import LONGEST, OFFICIAL, PRIVATE
from gkrules.detectors.surnames import COMPOUND, GIVEN, RARE_BUT_REAL, SINGLE, WORDS

_SURNAMES = "".join(sorted(SINGLE | {name[0] for name in COMPOUND}))
_HAN = "\u3400-\u9fff"
_DOTTED = re.compile(rf"[{_HAN}]{{2,8}}(?:·[{_HAN}]{{1,8}}){{1,3}}")
_RUN = re.compile(rf"[{_HAN}]+")
_PADDED = re.compile(rf"([{_HAN}])[ ]{{1,2}}([{_HAN}])(?: ([{_HAN}]))?(?![{_HAN}])")
_NEVER = frozenset("的了在是我有和就不人都也很到说要去你会着没看这那们局市县区镇乡村省厅院校司厂店部门政府委员号年月日等及与对因为被由从或者吗呢吧啊但并其它他她某该此每各何什么且则若如虽"
                   "办所站队科处室组户款额费件证表书函文项目条第次个名位元份号码电话址址未已将把给让向于以")
_FOLLOW = re.compile(
    r"(?:的|之[子女妻夫父母]|与|和|及|同(?!志)|向|对|在|于|因|为|系|被|将|已|现|由|持|从|是|有|未|不|要求|提出|提交|提供|申请|反映|诉|起诉|上诉|辩称|称|认为|驾驶|确诊|患|等|到|至|以|经|拟|户|家|名下|本人|所|作出|来信|留言|领取|签|办理|购|欠|"
    r"拖欠|自|去世|死亡|出生|男|女|先生|女士|同志|同学|老人|夫妇|夫妻|照料|居住|住|信息公开|一案|共同|送|发生|请|说|表示|电话|手机|身份证|户籍|赔偿|支付|收到|没有|曾|仍|也|均|又|犯|涉嫌|违反|违法|承包|经营|担任|任|获|荣获|报名|名[下额]|人民币|个人|今年|今|年龄|性别|民族|公民|证件|护照|联系|微信|丧失|生活|家庭|"
    r"捐|借|租|使用|登记|转|存在|依法|主张|陈述|答辩|不服|不履行|履行|拒|交|缴|给|把|并|且|能|可|应|需|须|代|负责|发放|救助|补助|房屋|宅基地|土地|承租|车辆|号牌|进行|实施|处|罚|行政|违章|无证|醉酒|酒后|超|擅自|参加|参与|通过|取得|符合|享受|纳入|列入|见义勇为|被评为|授予|为您|您好|你好|：|提起|工作|工资|务工|银行|卡号|账|开户|监护|签字|签名|确认)"
)
_WEAK_WORDS = frozenset({"我是", "群众", "求助人", "居民", "成员"})
_PLACE_AFTER = re.compile("[\u3400-\u9fff]?(?:街|社区|镇|村|路|郡|苑|园|小区|城|县|市|区|乡|桥|山庄|学校|中学|小学)")
_FORMS_OF_ADDRESS = frozenset("同志 先生 女士 同学 师傅 老板 经理 主任 书记 局长 医生 老师 大爷 阿姨 大妈 夫妇 警官 法官 律师 小姐 女儿 儿子".split())
_TRICKY = frozenset("于向和都应连成时管相经全易包解明计项水路车房边余单强买呼幸卡费童")  # surnames that are everyday words, too
_RIGHT_PERSON = re.compile(
    r" ?(?:[(,]? ?(?:公民)?(?:居民)?身份(?:证|号)|[(,]? ?(?:男|女)[,、)]|\((?:公民|身份|证件|住|户主|男|女|[0-9]{4}年|[0-9]{17}|电话|手机|联系|1[3-9]|曾用名|已故|出生|护照|驾驶证|低保|特困|肢体|视力|听力|言语|智力|精神|多重|患|[一二三四]级|学号|监护)|"
    r",? ?(?:系|现年|时年|今年)?[0-9]{1,3}(?:周)?岁|,(?:肢体|视力|听力|言语|智力|精神|多重)|,?(?:19|20)[0-9]{2}年(?:出?生)|[,]? ?(?:19|20)[0-9]{2}[年.-][0-9]{1,2}(?:[月.-][0-9]{0,2}日?)? ?(?:出?生))"
)
_ABOUT = re.compile(
    r"(?:关于(?:对)?|收到|对|给予|授予|将|拟将|你|由|与|向|致|由其|委托|叫|抚养|原告人?|兹有|现有|经查|经核|查明|据查|另查明|证明|准予|同意|不予|批准|拟吸收|吸收|拟聘任|拟聘用|拟录用|聘用|录用|你户户主)(?=([\u3400-\u9fff]{2,4}))"
)
_ABOUT_RIGHT = re.compile(
    r"(?:同志|先生|女士|同学|等[0-9一二两三四五六七八九十]+|交来|缴[来纳]|送来|无犯罪|自[0-9]{4}|[已未]婚|变更|为(?:中共|环卫|我[村镇县乡]|本|正式|低保|特困)|行政处[罚分]|处罚|处分|与[\u3400-\u9fff]{2,4}[系是为]|申请|信息公开|政府信息|反映|来信|信访|投诉|举报|提交|提出|递交|邮寄|户口|的(?:申请|来信|信访|投诉|举报|答复|户口|身份|房屋|行政|处罚|赔偿)|作出行政|纳入低保|列入|一案|不服|诉|[(]身份|[(]公民|系|因|于[0-9]|已|所有的|名下|\(?[男女][,、)])"
)
_SALUTATION = re.compile(rf"(?:[\n。;][ \t]*|尊敬的)([{_HAN}]{{2,4}}?)(?:先生|女士|同志)?:(?=[ \t]*(?:\n|$))")
_OPENING = re.compile(rf"[\n。;(][ \t]*(?:(?:[0-9]{{1,3}}[.、)]?|[一二三四五六七八九十]{{1,3}}、) ?)?([{_HAN}]{{2,4}})(?=[,(])")
_FIRST_LINE = re.compile(rf"[ \t]*(?:(?:[0-9]{{1,3}}[.、)]?|[一二三四五六七八九十]{{1,3}}、) ?)?([{_HAN}]{{2,4}}?)(?=(?:先生|女士|同志)?(?:[,(]|:[ \t]*(?:\n|$)))")
_LIST_FIRST = re.compile(rf"[{_HAN}·]+$")
_LIST_REST = re.compile(rf"(?:、[{_HAN}·]{{2,6}})+")
_LIST_RIGHT = re.compile(r"(?:等)? ?[0-9一二两三四五六七八九十]+ ?(?:人|名|位|户|同)|等人|同志|同学|等(?=同|志|职|村|居|学)")
_LIST_LEFT = re.compile(r"(?:表彰|授予|获奖|录取|录用|聘用|人选|名单|学生|村民|居民|工人|职工|志愿者|获得者|同学|申请人|当事人|原告|被告人?|农民工|业主|对|给予|:|成员|公布如下|为|有|奖:|录取:|如下:)$")
_VALUE_END = re.compile(r"[、,，;；/ \t]+|和|与")
_ORGANISATION = re.compile(
    r"公司|集团|企业|工厂|商店|超市|合作社|委员会|局|政府|中心|医院|学校|中学|小学|大学|银行|协会|学会|支队|大队|派出所|法院|检察院|办事处|事务所|项目部|经营部|门市|机关|村委|居委|单位|酒店|饭店|餐馆|服务部|加工厂|[厂店社行部站所处科院委办队组村镇乡县市]$"
)
_NOT_A_VALUE = re.compile(
    r"您|你好|没有|请问|感谢|无|略|详见|同上|如下|见附|附件|本人|本单位|本机关|不详|未知|个人|其他|以上|以下|请|填写|签字|签名|盖章|男|女|汉族|群众|党员|身份证|电话|手机|姓名|联系|地址|性别|年龄|单位|备注|日期|申请|证件|名称|号码|自然人|法人|居民|村民|学生|家长|户主|配偶|父子|母子|父女|母女|子女|或|及其|的|应当|可以|不得|必须|是否|需要|提供|携带"
)
_TITLE_RIGHT = re.compile(
    r"[ ,]{0,2}\(?(?:(?:常务)?副?(?:局长|市长|县长|区长|镇长|乡长|省长|州长|厅长|处长|科长|部长|书记|主任|秘书长|院长|庭长|校长|所长|站长|队长|大队长|主席|会长|总经理|经理|董事长|主席|委员)|警官|法官|检察官|教授|记者|医生|医师|老师|律师|主持(?!人)|出席|强调|指出|讲话|作了|带队|会见|执法证|警号|办公室\)|[\u3400-\u9fff]{1,6}(?:局|科|办|处|股|室)\)|职务)"
)
_OFFICE_RIGHT = re.compile(r"[,， ]{0,2}\(?(?:职务:?)?(?:副?(?:局长|市长|县长|区长|镇长|乡长|厅长|处长|主任|书记|院长|校长|大队长|支队长))")
_COMPANY_REP = re.compile(r"(?:公司|厂|店|企业|合作社|经营部|中心|集团|门市|个体)[^。\n]{0,60}$")
_BODY_REP = re.compile(r"(?:局|政府|委员会|厅|法院|办事处|管委会|大队|支队|中心|被申请人|被告)[^。\n]{0,60}$")
_STATED = re.compile(rf"[\n。;,:][ \t]*(?=[{_SURNAMES}])")
_STATED_RIGHT = re.compile(
    r"来我|到我[局镇乡街县市区院]|来电|来信|来访|向我[局镇乡街县市区院]|反映|系(?:我|本|原|该|[\u3400-\u9fff]{0,8}(?:居民|村民|学生|职工|户|残疾|患者|之[子女妻夫]|父|母))|因(?!此|为|而|素|地|公)|诉称|辩称|于(?:19|20)[0-9]{2}年|"
    r"自(?:19|20)[0-9]{2}年|驾驶|患有|患(?!者)|现住|家住|户籍|生前|遗失|(?:视力|听力|言语|肢体|智力|精神)|犯|涉嫌|吸毒|酒后|醉酒|无证|(?:先生|女士|同学|老人|大爷|大妈)|"
    r"的(?:手机|身份证|银行卡|电话|微信|妻子|丈夫|父亲|母亲|儿子|女儿|户口|房屋|家属|住址|出生)|拾金|见义勇为|一家|[一二三四]级|今年[0-9]|死亡|去世|与[\u3400-\u9fff]{2,4}(?:系|因|发生|签订|离婚|登记|自愿|感情|婚后|共同|协议)"
)
_NAMES_ALONE = re.compile(rf"[{_SURNAMES}][{_HAN}]{{1,3}}(?: {{1,4}}[{_HAN}]{{2,4}}){{2,}}")
_BETWEEN = re.compile(r"[、, ]{1,4}")
_COLON_LABEL = re.compile(rf":(?=[ \t\n]{{0,6}}[{_HAN}])")
_TAIL = re.compile(r"(?:\([^()\n]{0,12}\))?$")
_SILENT = frozenset("父 母 儿 女 妻 夫 户 姨 个人 户名 个体工商户".split())  # too short to speak without a colon
_SPEAKING = (PRIVATE - _SILENT) | OFFICIAL
_CONTEXT = re.compile(f"[){''.join(sorted({word[-1] for word in _SPEAKING}))}](?= {{0,8}}[{_SURNAMES}])")
MASKED = re.compile(r"某|[*×○]")


def surname_length(text: str, at: int, *, labelled: bool = False) -> int:
    """The length of the surname that starts at `at`: 2 for a compound one, 1, or 0 when there is none."""
    if text[at : at + 2] in COMPOUND:
        return 2
    character = text[at : at + 1]
    return 1 if character in SINGLE or (labelled and character in RARE_BUT_REAL) else 0


def _boundary(text: str, at: int) -> bool:
    return at >= len(text) or not "\u3400" <= text[at] <= "\u9fff"


def name_end(text: str, at: int, *, labelled: bool = False, open_end: bool = False) -> int:
    """Where the name that starts at `at` ends, or 0 when what stands there does not read as one."""
    dotted = _DOTTED.match(text, at)
    if dotted:
        return dotted.end()
    surname = surname_length(text, at, labelled=labelled)
    if not surname:
        return 0
    given = at + surname
    first, second = text[given : given + 1], text[given + 1 : given + 2]
    if text[given : given + 2] in _FORMS_OF_ADDRESS:
        return 0
    if not first or _boundary(text, given) or first in _NEVER or MASKED.match(text, given):
        return 0
    if MASKED.match(text, given + 1) or (text[given + 2 : given + 3] in "*×" and not _boundary(text, given + 1) and given + 2 < len(text)):
        return 0
    one, two = given + 1, given + 2
    if _boundary(text, one):
        return one if labelled or (text[at:one] not in WORDS and (first in GIVEN or text[at] not in _TRICKY)) else 0
    two_fits = second not in _NEVER and (_boundary(text, two) or _FOLLOW.match(text, two) is not None)
    follows = _FOLLOW.match(text, one)
    one_fits = follows is not None
    if not labelled and (text[at : at + 2] in WORDS or text[at : at + 3] in WORDS):
        return 0
    if follows is not None and len(follows.group()) > 1 and (labelled or first in GIVEN):
        return one
    if two_fits and (not one_fits or second in GIVEN or _boundary(text, two)):
        if one_fits and second not in GIVEN:
            return one
        tricky = text[at] in _TRICKY and surname == 1
        if labelled or (first in GIVEN and second in GIVEN) or (not tricky and (first in GIVEN or second in GIVEN)):
            return two
    if open_end and not one_fits and surname == 1 and text[at] not in _TRICKY and first in GIVEN and second in GIVEN:
        if second not in _NEVER and not _PLACE_AFTER.match(text, two):
            return two  # nothing tells where it ends, but both characters are those of names
    return one if one_fits and (labelled or (first in GIVEN and text[at] not in _TRICKY)) else 0


def find(page: Page) -> None:
    """Notes the names in running text and the officials whose names are left alone."""
    _after_words(page)
    _after_colons(page)
    _before_words(page)
    _lists(page)
    _names_alone(page)


def _kind(words: str) -> str:
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


def _official(page: Page, start: int, end: int) -> None:
    page.officials.add(page.plain[start:end].replace(" ", ""))


def _after_colons(page: Page) -> None:
    text = page.plain
    for colon in _COLON_LABEL.finditer(text):
        words = page.before(colon.start(), 14)
        words = words[: _TAIL.search(words).start()]  # type: ignore[union-attr]
        kind = _kind(words.rpartition("。")[2])
        if kind:
            _value(page, colon.end(), kind, words)


def _value(page: Page, at: int, kind: str, label: str) -> None:
    """The name or names that stand as the value of a label."""
    text = page.plain
    while at < len(text) and text[at] in " \t\n":
        at += 1
    for _ in range(200):
        end = _labelled_name(text, at)
        if not end or not (kind == "official" or label.endswith("名") or surname_length(text, at, labelled=True) or "·" in text[at:end]):
            return
        if kind == "official" and not _company_person(page, at, end, label):
            _official(page, at, end)
        elif _TITLE_RIGHT.match(text, end):
            _official(page, at, end)
        else:
            page.add(at, end, "person_name", 0.95, "label")
        gap = _VALUE_END.match(text, end)
        if gap is None or "\n" in gap.group():
            return
        at = gap.end()
        if gap.group().strip(" \t") == "" and kind != "official" and len(gap.group()) > 2:
            return


def _company_person(page: Page, start: int, end: int, label: str) -> bool:
    """Whether a 法定代表人 is a company's, whose name stays personal data, and not the head of a body."""
    if not label.endswith(("法定代表人", "法人")) or _OFFICE_RIGHT.match(page.plain, end):
        return False
    before = page.plain[max(0, start - 70) : start]
    company, body = _COMPANY_REP.search(before), _BODY_REP.search(before)
    return company is not None and (body is None or company.start() > body.start())


def _labelled_name(text: str, at: int) -> int:
    """The end of the value at `at` if it is a name; words of everyday language count where a label stands."""
    dotted = _DOTTED.match(text, at)
    if dotted:
        return dotted.end()
    padded = _PADDED.match(text, at)
    if padded and surname_length(text, at, labelled=True) and padded.group(2) not in "男女":
        return padded.end()
    run = _RUN.match(text, at)
    if run is None:
        return 0
    value, end = run.group(), run.end()
    if MASKED.search(value) or text[end : end + 1] in {"*", "×", "○"}:
        return 0
    if _NOT_A_VALUE.match(value) and value not in {"安康", "高峰"}:
        return 0
    if len(value) > 2 and value[-1] == "等" and text[end : end + 1].isdigit():
        value, end = value[:-1], end - 1
    if 2 <= len(value) <= 4:
        if _ORGANISATION.search(value) and not (surname_length(text, at, labelled=True) and len(value) <= 3 and value[-1] in "村行乡"):
            return 0
        if value[1:3] in _FORMS_OF_ADDRESS or value[2:4] in _FORMS_OF_ADDRESS and len(value) == 4 and text[at : at + 2] in COMPOUND:
            return 0
        if len(value) == 4 and text[at : at + 2] not in COMPOUND:
            return name_end(text, at, labelled=True) or (end if not _ORGANISATION.search(value) else 0)
        if len(value) == 3 and surname_length(text, at, labelled=True) == 1 and value[2] in "男女系因等" and value[2] != value[1]:
            return at + 2
        return end
    if len(value) > 12 and _ORGANISATION.search(value[:16]):
        return 0
    if _ORGANISATION.search(value):
        return 0
    return name_end(text, at, labelled=True, open_end=True)


def _after_words(page: Page) -> None:
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
            _official_list(page, at, end)
        elif _TITLE_RIGHT.match(text, end):
            _official(page, at, end)
        else:
            page.add(at, end, "person_name", 0.85, "context")
            _continue_list(page, end)


def _word_before(text: str, at: int) -> str:
    """The longest telling word that ends at `at`, or ""."""
    if text[at - 3 : at] == "妇女儿":
        return ""
    left = text[max(0, at - LONGEST) : max(0, at)]
    return next((left[start:] for start in range(len(left) - 1) if left[start:] in _SPEAKING), "")


def _official_list(page: Page, at: int, end: int) -> None:
    text = page.plain
    for _ in range(50):
        _official(page, at, end)
        gap = _BETWEEN.match(text, end)
        if gap is None:
            return
        at = gap.end()
        end = name_end(text, at)
        if not end:
            return


def _continue_list(page: Page, end: int) -> None:
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


def _before_words(page: Page) -> None:
    text = page.plain
    first = _FIRST_LINE.match(text)
    for matches in ([first] if first else [], _OPENING.finditer(text), _SALUTATION.finditer(text)):
        for match in matches:
            at, end = match.span(1)
            if not _whole_name(text, at, end, strict=False):
                continue
            if text[match.end() - 1] == ":" or text[end] == ":" or _RIGHT_PERSON.match(text, end):
                page.add(at, end, "person_name", 0.8, "context")
    for match in _ABOUT.finditer(text):
        at = match.end()
        end = name_end(text, at, open_end=True)
        if end and (_ABOUT_RIGHT.match(text, end) or _RIGHT_PERSON.match(text, end)) and not _TITLE_RIGHT.match(text, end):
            page.add(at, end, "person_name", 0.75, "context")
            _continue_list(page, end)
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
    if end and _whole_name(text, at, end) and _STATED_RIGHT.match(text, end):
        page.add(at, end, "person_name", 0.75, "context")
        _continue_list(page, end)


_BRACKETED_PERSON = re.compile(
    r"\((?<=[\u3400-\u9fff]\()(?=(?:公民|居民)?身份(?:证|号)|证件号|男[,)]|女[,)]|1[3-9][0-9]{9}|[1-6][0-9]{16}|(?:联系)?(?:手机|电话)|(?:视力|听力|言语|肢体|智力|精神|多重)(?:残疾)?[一二三四])"
)


def _left_of(page: Page, end: int) -> None:
    """The name that ends at `end`, left of a bracket that speaks of a person."""
    text = page.plain
    for length in (4, 3, 2):
        at = end - length
        if at < 0 or not _whole_name(text, at, end, strict=False):
            continue
        if length == 4 and text[at : at + 2] not in COMPOUND:
            continue
        if length == 2 and at and not _boundary(text, at - 1) and surname_length(text, at - 1) and text[at] in GIVEN:
            continue
        if length == 2 or not _boundary(text, at - 1) or at == 0 or length >= 3:
            page.add(at, end, "person_name", 0.8, "context")
            return


def _whole_name(text: str, at: int, end: int, *, strict: bool = True) -> bool:
    """Whether exactly `[at, end)` reads as a name; `strict` also refuses names that begin with an everyday word."""
    surname = surname_length(text, at)
    given = text[at + surname : end]
    return bool(
        surname
        and 1 <= len(given) <= 2
        and given not in _FORMS_OF_ADDRESS
        and not any(c in _NEVER for c in given)
        and text[at:end] not in WORDS
        and not (strict and text[at : at + 2] in WORDS)
        and (given[0] in GIVEN or given[-1] in GIVEN)
        and not MASKED.search(given)
    )


def _lists(page: Page) -> None:
    """Three or more names parted by 、, or two with a word beside them that counts people."""
    text = page.plain
    comma = text.find("、")
    while comma >= 0:
        rest = _LIST_REST.match(text, comma)
        end = rest.end() if rest else comma + 1
        head = _LIST_FIRST.search(text[max(0, comma - 10) : comma])
        if rest and head and len(head.group()) > 1:
            _list(page, comma - len(head.group()), end)
        comma = text.find("、", end)


def _names_alone(page: Page) -> None:
    """Three or more names in a row with nothing but blanks between them."""
    for match in _NAMES_ALONE.finditer(page.plain):
        places = [(match.start() + m.start(), match.start() + m.end()) for m in _RUN.finditer(match.group())]
        left = page.before(match.start(), 14).rstrip(":")
        if match.start() and not _boundary(page.plain, match.start() - 1):
            continue
        if all(_whole_name(page.plain, a, b) for a, b in places) and _kind(left) != "official":
            for start, end in places:
                page.add(start, end, "person_name", 0.75, "context")


def _list(page: Page, start: int, stop: int) -> None:
    """Notes the names of the list in `[start, stop)`."""
    text, parts, at = page.plain, [], start
    for piece in text[start:stop].split("、"):
        parts.append((at, at + len(piece)))
        at += len(piece) + 1
    right = _LIST_RIGHT.match(text, stop)
    names: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(parts):
        first, last = number == 0, number == len(parts) - 1
        if first:
            found = next(
                ((a, end) for a in range(max(start, end - 4), end - 1) if _whole_name(text, a, end) and (a == start or _LIST_LEFT.search(text[start:a]))), None
            )
        elif last:
            stop = name_end(text, start)
            found = (start, stop) if stop else None
            if stop and stop < end:
                right = right or _LIST_RIGHT.match(text, stop)
        else:
            found = (start, end) if _whole_name(text, start, end) or _DOTTED.fullmatch(text, start, end) else None
        if found is None:
            if not first:
                names = []
                break
            continue
        names.append(found)
    if len(names) >= 2 and (right or (len(names) >= 3 and _LIST_LEFT.search(text[max(0, names[0][0] - 4) : names[0][0]]))):
        for start, end in names:
            page.add(start, end, "person_name", 0.75, "context")


def again(page: Page, confirmed: set[str]) -> None:
    """Notes each further place of a name that was found elsewhere in the text."""
    text = page.plain
    for name in sorted(confirmed):
        if len(name) < 2 or name in WORDS or name in page.officials:
            continue
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if len(name) > 2 or _boundary(text, end) or _FOLLOW.match(text, end):
                page.add(at, end, "person_name", 0.7, "repeated")
            at = text.find(name, end)


def cell(page: Page, start: int, end: int) -> None:
    """Notes the name or names in a cell of a column of names."""
    text = page.plain
    at = start
    for piece in re.split("([、,;/]+)", text[start:end]):
        stripped = piece.split("(")[0].strip()
        if stripped:
            first = at + piece.index(stripped)
            _cell_name(page, first, first + len(stripped))
        at += len(piece)


def _cell_name(page: Page, start: int, end: int) -> None:
    value = page.plain[start:end]
    bare = value.replace(" ", "")
    if MASKED.search(value) or not 2 <= len(bare) <= 15 or bare.isdigit():
        return
    if _DOTTED.fullmatch(bare):
        page.add(start, end, "person_name", 0.95, "column")
    elif len(bare) <= 4 and all("\u3400" <= c <= "\u9fff" for c in bare):
        known = surname_length(bare, 0, labelled=True)
        if _ORGANISATION.search(bare) and not (known and len(bare) <= 3):
            return
        if not known and (_NOT_A_VALUE.match(bare) or bare in {"合计", "总计", "小计"}):
            return
        if bare in {"合计", "总计", "小计", "姓名", "户主", "同上", "单位"}:
            return
        page.add(start, end, "person_name", 0.97 if known else 0.8, "column")


def mask(value: str) -> str:
    """The surname and 某 for each character of the given name, at most two: 张某, 张某某, 欧阳某."""
    bare = value.replace(" ", "").replace("\u3000", "")
    if "·" in bare:
        return bare[0] + "某某"
    surname = 2 if bare[:2] in COMPOUND and len(bare) > 2 else 1
    return bare[:surname] + "某" * min(2, max(1, len(bare) - surname))
