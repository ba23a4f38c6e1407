"""What reads as the name of a person: surname, given name, and where it ends."""

from __future__ import annotations

import re

from gkrules.detectors.surnames import COMPOUND, GIVEN, RARE_BUT_REAL, SINGLE, WORDS

SURNAMES = "".join(sorted(SINGLE | {name[0] for name in COMPOUND}))
HAN = "\u3400-\u9fff"
DOTTED = re.compile(rf"[{HAN}]{{2,8}}(?:·[{HAN}]{{1,8}}){{1,3}}")
RUN = re.compile(rf"[{HAN}]+")
PADDED = re.compile(rf"([{HAN}])[ ]{{1,2}}([{HAN}])(?: ([{HAN}]))?(?![{HAN}])")
_NEVER = frozenset(
    "的了在是我有和就不人都也很到说要去你会着没看这那们局市县区镇乡村省厅院校司厂店部门政府委员号日等及与对因为被由从或者吗呢吧啊但并其它他她某该此每各何什么且则若如虽"
    "办所站队科处室组户款额费件证表函项目条第次个名位份号码电话址址未已将把给让向于以"
)
FOLLOWING = re.compile(
    r"(?:的|之[子女妻夫父母]|与|和|及|同(?!志)|向|对|在|于|因|为|系|被|将|已|现|由|持|从|是|有|未|不|要求|提出|提交|提供|申请|反映|诉|起诉|上诉|辩称|称|认为|驾驶|确诊|患|等|到|至|以|经|拟|户|家|名下|本人|所|作出|来信|留言|领取|签|办理|购|欠|"
    r"拖欠|自|去世|死亡|出生|男|女|先生|女士|同志|同学|老人|夫妇|夫妻|照料|居住|住|信息公开|一案|共同|送|发生|请|说|表示|电话|手机|身份证|户籍|赔偿|支付|收到|没有|曾|仍|也|均|又|犯|涉嫌|违反|违法|承包|经营|担任|任|获|荣获|报名|名[下额]|人民币|个人|今年|今|年龄|性别|民族|公民|证件|护照|联系|微信|丧失|生活|家庭|"
    r"捐|借|租|使用|登记|转|存在|依法|主张|陈述|答辩|不服|不履行|履行|拒|交|缴|给|把|并|且|能|可|应|需|须|代|负责|发放|救助|补助|房屋|宅基地|土地|承租|车辆|号牌|进行|实施|处|罚|行政|违章|无证|醉酒|酒后|超|擅自|参加|参与|通过|取得|符合|享受|纳入|列入|见义勇为|被评为|授予|为您|您好|你好|：|提起|工作|工资|务工|银行|卡号|账|开户|监护|签字|签名|确认)"
)
_PLACE_AFTER = re.compile("[\u3400-\u9fff]?(?:街|社区|镇|村|路|郡|苑|园|小区|城|县|市|区|乡|桥|山庄|学校|中学|小学)")
_ADDRESSED = (
    "同志 先生 女士 同学 师傅 老板 经理 主任 书记 局长 医生 老师 大爷 阿姨 大妈 夫妇 警官 法官 律师 小姐 女儿 儿子"
)
FORMS_OF_ADDRESS = frozenset(_ADDRESSED.split())
_TRICKY = frozenset(
    "于向和都应连成时管相经全易包解明计项水路车房边余单强买呼幸卡费童"
)  # surnames that are everyday words, too
ORGANISATION = re.compile(
    r"公司|集团|企业|工厂|商店|超市|合作社|委员会|局|政府|中心|医院|学校|中学|小学|大学|银行|协会|学会|支队|大队|派出所|法院|检察院|办事处|事务所|项目部|经营部|门市|机关|村委|居委|单位|酒店|饭店|餐馆|服务部|加工厂|[厂店社行部站所处科院委办队组村镇乡县市]$"
)
NOT_A_VALUE = re.compile(
    r"您|你好|没有|请问|感谢|无|略|详见|同上|如下|见附|附件|本人|本单位|本机关|不详|未知|个人|其他|以上|以下|请|填写|签字|签名|盖章|男|女|汉族|群众|党员|身份证|电话|手机|姓名|联系|地址|性别|年龄|单位|备注|日期|申请|证件|名称|号码|自然人|法人|居民|村民|学生|家长|户主|配偶|父子|母子|父女|母女|子女|或|及其|的|应当|可以|不得|必须|是否|需要|提供|携带"
)
MASKED = re.compile(r"某|[*×○]")


def surname_length(text: str, at: int, *, labelled: bool = False) -> int:
    """The length of the surname that starts at `at`: 2 for a compound one, 1, or 0 when there is none."""
    if text[at : at + 2] in COMPOUND:
        return 2
    character = text[at : at + 1]
    return 1 if character in SINGLE or (labelled and character in RARE_BUT_REAL) else 0


def at_boundary(text: str, at: int) -> bool:
    """Whether no Chinese character stands at `at`."""
    return at >= len(text) or not "\u3400" <= text[at] <= "\u9fff"


def name_end(text: str, at: int, *, labelled: bool = False, open_end: bool = False) -> int:
    """Where the name that starts at `at` ends, or 0 when what stands there does not read as one.

    `labelled`: a label says that a name stands here, so surnames that are everyday words count too. `open_end`: the
    words before it are sure enough that two characters of given names make a name whatever follows.
    """
    dotted = DOTTED.match(text, at)
    if dotted:
        return dotted.end()
    surname = surname_length(text, at, labelled=labelled)
    given = at + surname
    if not surname or not _may_be_given(text, given):
        return 0
    tricky = surname == 1 and text[at] in _TRICKY and not labelled
    first, second = text[given], text[given + 1 : given + 2]
    one, two = given + 1, given + 2
    if at_boundary(text, one):
        return one if labelled or (text[at:one] not in WORDS and (first in GIVEN or not tricky)) else 0
    if not labelled and (text[at : at + 2] in WORDS or text[at : at + 3] in WORDS):
        entire = at_boundary(text, two) and first in GIVEN and second in GIVEN and text[at:two] not in WORDS
        return two if entire and not tricky else 0
    after_one = FOLLOWING.match(text, one)
    if after_one is not None and len(after_one.group()) > 1 and (labelled or first in GIVEN):
        return one
    if second not in _NEVER and (at_boundary(text, two) or FOLLOWING.match(text, two)):
        if after_one is not None and second not in GIVEN:
            return one
        likely = (first in GIVEN) + (second in GIVEN)
        if labelled or likely == 2 or (likely == 1 and not tricky):
            return two
    if after_one is not None:
        return one if labelled or (first in GIVEN and not tricky) else 0
    sure = open_end and surname == 1 and not tricky and first in GIVEN and second in GIVEN and second not in _NEVER
    return two if sure and not _PLACE_AFTER.match(text, two) else 0


def _may_be_given(text: str, at: int) -> bool:
    """Whether a given name may start at `at`: no form of address, no word of grammar, nothing masked."""
    if at_boundary(text, at) or text[at] in _NEVER or text[at : at + 2] in FORMS_OF_ADDRESS:
        return False
    after = at + 1 if at_boundary(text, at + 1) else at + 2
    return not MASKED.search(text, at, at + 2) and text[after : after + 1] not in {"*", "×"}


def whole_name(text: str, at: int, end: int, *, strict: bool = True) -> bool:
    """Whether exactly `[at, end)` reads as a name; `strict` also refuses names that begin with an everyday word."""
    surname = surname_length(text, at)
    given = text[at + surname : end]
    return bool(
        surname
        and 1 <= len(given) <= 2
        and given not in FORMS_OF_ADDRESS
        and not any(c in _NEVER for c in given)
        and text[at:end] not in WORDS
        and not (strict and text[at : at + 2] in WORDS)
        and (given[0] in GIVEN or given[-1] in GIVEN)
        and not MASKED.search(given)
    )


def labelled_name(text: str, at: int) -> int:
    """The end of the value at `at` if it is a name; words of everyday language count where a label stands."""
    dotted = DOTTED.match(text, at)
    if dotted:
        return dotted.end()
    padded = PADDED.match(text, at)
    if padded and surname_length(text, at, labelled=True) and padded.group(2) not in "男女":
        return padded.end()
    run = RUN.match(text, at)
    if run is None:
        return 0
    value, end = run.group(), run.end()
    if MASKED.search(value) or text[end : end + 1] in {"*", "×", "○"}:
        return 0
    if NOT_A_VALUE.match(value) and value not in {"安康", "高峰"}:
        return 0
    if len(value) > 2 and value[-1] == "等" and text[end : end + 1].isdigit():
        value, end = value[:-1], end - 1
    if 2 <= len(value) <= 4:
        if ORGANISATION.search(value) and not (
            surname_length(text, at, labelled=True) and len(value) <= 3 and value[-1] in "村行乡"
        ):
            return 0
        if value[1:3] in FORMS_OF_ADDRESS or (
            value[2:4] in FORMS_OF_ADDRESS and len(value) == 4 and text[at : at + 2] in COMPOUND
        ):
            return 0
        if len(value) == 4 and text[at : at + 2] not in COMPOUND:
            return name_end(text, at, labelled=True) or (end if not ORGANISATION.search(value) else 0)
        if (
            len(value) == 3
            and surname_length(text, at, labelled=True) == 1
            and value[2] in "男女系因等"
            and value[2] != value[1]
        ):
            return at + 2
        return end
    if len(value) > 12 and ORGANISATION.search(value[:16]):
        return 0
    if ORGANISATION.search(value):
        return 0
    return name_end(text, at, labelled=True, open_end=True)
