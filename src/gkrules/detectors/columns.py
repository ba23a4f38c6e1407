"""What the header of a column says of the cells below it."""

from __future__ import annotations

import re

from gkrules.detectors.words import alternation

_BLANKS = re.compile(r"\s+")
_MASKED = re.compile(r"[(（]?(?:脱敏|已脱敏|去标识化|隐去)[)）]?")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")

_NOT_OF_BODIES = "^(?!.*(?:单位|企业|经办|联系|法定代表|负责))(?:.*)"
# In order; the first that fits decides. "other" holds nothing personal, whatever it looks like.
HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("sensitive_condition", r"残疾类别|残疾等级|残疾类型|残疾级别|残疾种类|残疾情况|病种|疾病|患病|病名|诊断|病情|残疾|健康状况|病因|所患|特殊身份|人员身份"),
        ("person_name", _NOT_OF_BODIES + "姓名$"),
        ("id_card", r"身份证|公民身份|证件号"),
        ("mobile", r"手机|(?:监护人|家长|户主|家属|本人|申请人|车主|业主).*电话"),
        ("person_name", r"(?:监护人|家长|配偶|父亲|母亲)$"),
        ("other", r"(?:单位|企业|公司|对公|财政).*(?:账号|帐号|账户|帐户)|项目.*人|开户行|开户银行"),
        ("other", r"^(?:序号|编号|行号|No\.?|NO|年度|年份|性别|民族|年龄|备注|说明|学历|职务|职称|岗位|专业|班级|年级|人口|人数|关系|与户主关系|数量|面积|金额|标准|结果|成绩|总分|分数|笔试|面试|排名|名次|等次|奖项|类别|类型|状态|村|社区|乡镇|街道|镇|乡|村组|组|所在.*|学校|院系|政治面貌|籍贯|国籍|邮编|合计|原因|致贫原因|部门|科室|处室|来源)$"),
        ("other", r"准考证|考号|报名序?号|受理|工单|订单|票据|发票|凭证|执法证|警号|工号|学号|学籍|文号|案号|项目|合同|流水|证书|许可|注册号|信用代码|机构代码|纳税人|税号|设备|出厂|车架|发动机|型号|规格|图斑|宗地|产权证|门诊号|住院号|病历号|档案号|批号|文书|座位|岗位|职位|邮编|房号|单号|编码|代码|印章"),
        ("other", r"金额|补贴|补助|标准|（元|\(元|元\)|面积|时长|数量|分数|成绩|总分|得分|次数|时间(?<!出生时间)|日期(?<!出生日期)(?<!出生年月日期)|年限|期限|奖项|荣誉|事由|内容|情况|意见|结果|依据|单位|企业|公司|机构|机关|名称|商户|店名"),
        ("office_phone", r"办公电话|单位电话|监督电话|咨询电话|传真|值班电话|举报电话|服务电话|办公室电话|热线"),
        ("legal_head", r"法定代表人|法人代表|^法人$"),
        ("official", r"执法人员|经办人|承办人|审核人|审批人|制表|填表|填报人|联系人|负责人|责任人|领导|干部|主持|局长|主任|书记|民警|网格员|教师|老师|医师|医生|记者|编辑|评委|专家|检查人|检查员"),
        ("id_card", r"身份证|公民身份|证件号|证件号码|身份号|证照号|居民身份|社会保障号|身份识别|驾驶证号|证号$|^证件$"),
        ("passport", r"护照"),
        ("hmt_permit", r"通行证|回乡证|台胞证|居住证"),
        ("home_phone", r"住宅电话|家庭电话|宅电|座机|固定电话|固话"),
        ("mobile", r"电话|手机|联系方式|移动电话|^号码$|联系手机"),
        ("bank_card", r"银行卡|卡号|账号|帐号|账户|帐户|存折|一卡通|社保卡"),
        ("birth_date", r"出生|生日"),
        ("email", r"邮箱|电子邮件|E-mail|Email|email|电邮|信箱"),
        ("wechat_qq", r"微信|QQ|qq"),
        ("address", r"住址|家庭地址|居住地|户籍地|户籍所在地|住所|常住地|现住|地址|坐落|户口所在地"),
        ("plate", r"车牌|号牌|车号|牌照|车辆号"),
        ("person_name", r"姓名|户主|申请人|当事人|监护人|家长|家属|父亲|母亲|配偶|供养对象|保障对象|救助对象|低保对象|对象$|患者|学生|考生|业主|车主|所有人|权利人|产权人|承租人|购机者|购机人|获奖人|获奖者|获得者|受益人|领取人|领款人|收款人|被征收人|被处罚人|被执行人|持证人|志愿者|村民|居民|职工|工人|农民工|驾驶人|信访人|投诉人|举报人|成员|代领人|受助人|参保人|户名|人员$|种植户|养殖户|农户|贫困户|脱贫户|候选人|人选|会员|死者|继承人|子女|儿童|老人|残疾人|相对人|委托人|代理人|被监护人"),
    )
)  # fmt: skip
COMPANY_COLUMN = re.compile(r"企业|公司|相对人|当事人|商户|经营|信用代码|被处罚")
STAFF_COLUMN = re.compile(r"工号|职务|窗口|科室|办公电话|警号|执法证|分管")
BODY_COLUMN = re.compile(r"单位|企业|公司|科室|部门|机构|机关|处室|商户|窗口|采购人|供应商")


def kind_of(header: str) -> str:
    """The kind of a column by its header: a span type, `home_phone`, `official`, `office_phone`, `other`, or ""."""
    bare = _MASKED.sub("", _BLANKS.sub("", header)).strip('*#"“”‘’:：')
    short = _BRACKETS.sub("", bare) or bare
    if len(short) > 14:
        return ""
    return next((kind for kind, pattern in HEADERS if pattern.search(short)), "")


_TOKEN = re.compile(r"[A-Za-z\u3400-\u9fff]+")
_ANY = re.compile(
    alternation(
        token
        for kind, pattern in HEADERS
        if kind != "other"
        for token in _TOKEN.findall(pattern.pattern.replace(_NOT_OF_BODIES, ""))
    )
)


_PRIVATE_KINDS = frozenset(
    {"id_card", "address", "bank_card", "birth_date", "sensitive_condition", "home_phone", "plate"}
)


def of_staff(headers: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    """Whether the headers are those of a list of people in office: a post or a staff number, and nothing private."""
    return (
        any(map(STAFF_COLUMN.search, headers)) and not _PRIVATE_KINDS & set(kinds) and "准考证" not in "".join(headers)
    )


def next_possible(text: str, at: int) -> int:
    """The next place from `at` on where the header of a column that is more than "other" may stand, or -1."""
    found = _ANY.search(text, at)
    return found.start() if found else -1
