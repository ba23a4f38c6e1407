"""Home addresses down to the door; addresses of offices and businesses are left alone."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page
from gkrules.detectors.words import alternation, lexicon

_PROVINCES = "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾"
_HOME_LABELS = lexicon("home_labels")
_LABEL = re.compile(
    rf"(?:(?P<home>{alternation([*_HOME_LABELS, *map(' '.join, _HOME_LABELS)])}|住(?<![居保入医常暂]住)(?![院房宿建宅]))|(?P<weak>地址|位于))"
    r"(?:\([^()\n]{1,10}\))?[:为在于是]?[ \t]{0,3}"
)
_VALUE = re.compile(r"(?:[\u3400-\u9fffA-Za-z0-9#()·-] ?){4,70}")
_DOOR = re.compile(
    r"(?:[0-9]+ ?|[一二三四五六七八九十百]{1,4}|(?<![A-Za-z])[A-Za-z]|[甲乙丙丁东西])(?:号楼|号院|号|室|户|村?民?小?组|栋|幢|单元|楼|层|社|队|座|房|排|弄|巷)(?:[0-9]{1,4}(?![0-9年月日元万人个号室户村民小组栋幢单楼层-]))?|(?<=[0-9])-[0-9]{1,4}(?![0-9])"
)
_CUT = re.compile(
    r"[:的已因患系为与被将并]|房屋|及其|以及|情况|办理|领取|处|附近|路口|至|近|共有|人员|约谈|楼下|居民|业主"
)
_OFFICE = re.compile(
    r"大厦|写字楼|大楼|中心|办公|窗口|大厅|机关|公司|工业园|产业园|开发区管委会|政府|法院|检察院|[局厅委](?:$|[0-9])|酒店|宾馆|商场|超市|门市|商铺|店铺|会议|市场|工厂|银行"
)
_OFFICE_LABEL = re.compile(
    r"(?:办公|经营|注册|营业|单位|公司|企业|报名|领取|会议|项目|窗口|受理|机关|局|政府|委|法院|被申请人|采购人|代理机构|考试|活动|集合|邮寄材料)"
    r"[^,。;\n]{0,12}$|(?:寄至|送至|前往|到)$"
)
_FULL = re.compile(r"(?:室|户|号|组|队|社|-[0-9]+|[0-9]{3,4})$")
_BODY_SUBJECT = re.compile(
    r"(?:[局委厅府联院校司厂店站所处]|委员会|中心|办事处|合作社|协会|集团|[大支]队|银行|医院|酒店|园)(?:\([^()\n]{1,30}\))?[,:、 ]?$"
)
_HOME = re.compile(
    r"小区|苑|花园|家园|宿舍|公寓|新村|村|社区|家属院|单元|[0-9一二三四五六七八九十][栋幢]|号楼|里|弄|新城|湾|庭|居|组|家属楼|名邸|华府|佳园|嘉园"
)
_ADMIN = re.compile(
    rf"(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?|[\u3400-\u9fff]{{1,4}}?(?:市|自治州|州|地区|盟|县|区|旗|镇|乡|街道|村)"
)
STRONG_DOOR = re.compile(r"室|户(?![0-9主籍口])|单元|号楼|栋|幢|组(?![织成长员建合])|号[0-9]+-[0-9]+")
_COUNTED = frozenset("0123456789一二三四五六七八九十")
_PROPER = re.compile(
    r"(?:(?![市县区旗州])[\u3400-\u9fff]){1,3}(?:市|自治州|州|盟|县|(?<![小社校])区(?![域间块分])|旗)(?=[\u3400-\u9fff])"
)
_BEFORE_ADMIN = re.compile(
    r".*(?:位于|住在|坐落于?|居住于?|住于?|迁[至入]|搬[至到]|在|于|到|往|至|址|系|为|从|由|对|是|了|的|将|来自)(?=[\u3400-\u9fff]{2})"
)


def find(page: Page) -> None:
    """Notes home addresses after a label or a verb of dwelling, and others that can only be a home."""
    text, reached = page.plain, 0
    for label in _LABEL.finditer(text):
        if label.start() < reached:
            continue
        end = _take(page, label.end(), weak=label.group("home") is None, label_start=label.start())
        reached = max(reached, end)
    for door in STRONG_DOOR.finditer(text):
        if door.start() >= reached and text[max(0, door.start() - 1)] in _COUNTED:
            reached = max(reached, _unlabelled(page, door, reached))


def _take(page: Page, at: int, *, weak: bool, label_start: int) -> int:
    """Notes the address that starts at `at`; its end, or 0."""
    value = _VALUE.match(page.plain, at)
    if value is None:
        return 0
    end = _end(value.group())
    if end < 6:
        return 0
    found = value.group()[:end]
    masked = page.plain[at + end : at + end + 3]
    if _OFFICE.search(found) or masked.startswith(("*", "×")) or "某" in found:
        return 0
    admin = _ADMIN.search(found)
    if admin is None or _OFFICE_LABEL.search(page.before(label_start, 20)):
        return 0
    if not _FULL.search(found):
        return 0
    if page.plain[label_start : label_start + 2] in {"住所", "地址"} and _BODY_SUBJECT.search(
        page.before(label_start, 40)
    ):
        return 0
    if weak and not (_HOME.search(found) and STRONG_DOOR.search(found)):
        return 0
    if weak and admin.start() > 0:
        return 0
    start = at + (admin.start() if admin.start() <= 2 and found[0] in "在于为是至到" else 0)
    page.add(start, at + end, "address", 0.75 if weak else 0.9, "context" if weak else "label")
    return at + end


def _end(value: str) -> int:
    """Where in `value` the last room, house or group number of one address ends; 0 when there is none."""
    end = 0
    for door in _DOOR.finditer(value):
        gap = value[end : door.start()]
        if end and (len(gap) > 12 or _CUT.search(gap)):
            break
        if not end and re.search("的|因|患|已|被", gap):
            break
        end = door.end()
    return end


def _unlabelled(page: Page, door: re.Match[str], reached: int) -> int:
    text, first = page.plain, door.start()
    floor = max(reached, first - 50)
    while first > floor and (
        "\u3400" <= text[first - 1] <= "\u9fff" or text[first - 1].isalnum() or text[first - 1] in "-#"
    ):
        first -= 1
    run = text[first : door.end()]
    verb = _BEFORE_ADMIN.match(run)
    if verb:
        first, run = first + verb.end(), run[verb.end() :]
    province = re.search(_PROVINCES, run)
    admin = province or _PROPER.search(run)
    if admin is None:
        return 0
    start = first + admin.start()
    value = _VALUE.match(text, start)
    if value is None:
        return 0
    end = _end(value.group())
    found = value.group()[:end]
    if (
        end < 10
        or not _FULL.search(found)
        or _OFFICE.search(found)
        or not _HOME.search(found)
        or _OFFICE_LABEL.search(page.before(start, 20))
    ):
        return 0
    if "某" in found or text[start + end : start + end + 1] in {"*", "×"}:
        return 0
    page.add(start, start + end, "address", 0.7, "shape")
    return start + end


def cell(page: Page, start: int, end: int) -> None:
    """Notes the address in a cell of a column of home addresses when it goes down to a door."""
    value = page.plain[start:end]
    if "*" in value or "某" in value or "×" in value:
        return
    last = _end(value)
    if last >= 4 and (_ADMIN.search(value) or last >= 8):
        page.add(start, start + last, "address", 0.93, "column")


_KEPT = re.compile(r".*?(?:街道(?:办事处)?|[\u3400-\u9fff]{1,6}?(?:镇|乡(?!镇)|苏木))")
_COUNTY = re.compile(r".*?(?:[县旗]|[\u3400-\u9fff]区|市(?![\u3400-\u9fff]{1,6}[县区旗市]))")


def mask(value: str) -> str:
    """Down to the street office or town, the rest `***`; without one, down to the county or district."""
    kept = _KEPT.match(value) or _COUNTY.match(value)
    return (kept.group() if kept else "") + "***"
