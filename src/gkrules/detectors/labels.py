"""Labels that stand left of a value, and what they say the value is."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page

# What a label says of the value to its right: a span type, or a kind that is not personal data.
DOCUMENT, OFFICE, ORGANISATION, GROUP = "document", "office", "organisation", "group"

WORDS: dict[str, str] = {
    "id_card": """
        身份证 身份证件 居民身份 公民身份 身份号 证件 证件号 老证 旧证 新证 一代证 二代证 老证号
        旧证号 新证号 驾驶证 驾驶证号 驾照 驾照号 身份证明 社会保障号 社保号 社会保障 身份信息
        身份识别号 公民号 ID
    """,
    "mobile": """
        支付宝账号 支付宝 支付宝账户 电话 手机 联系方式 联系 致电 拨打 手机及微信 电话及微信 TEL Tel tel 移动电话
        预留手机 微信同号 短信 来电 拨 手机微信
    """,
    "home_phone": """
        住宅电话 家庭电话 宅电 家庭座机 家中电话 座机 座机号 固话 固定电话 家里电话 申请人电话
        申请人联系电话 申请人座机 本人电话 家属电话 监护人电话 户主电话 家长电话 家庭固话 住宅 住宅固话
        家庭联系电话 住户电话 业主电话 业主座机 固定电话(家) 家电话 家中座机 家里座机 住家电话
        居民座机 当事人电话 信访人电话 家庭固定电话 住宅座机 本人座机 宅电号码 私宅电话 家中固话
    """,
    "bank_card": """
        银行卡 卡 卡号 账 账号 帐号 帐 账户 帐户 银行账 银行账户 存折 一卡通 社保卡 储蓄卡 借记卡
        工资卡 打入 汇入 转入 打到 转至 汇至 存入 信用卡 银行账号 银行帐号 收款账号 个人账户
        个人账号 银行卡账号 银行卡(账)号 打卡发放至
    """,
    "passport": """
        护照 护照号 护照证件 普通护照 因私护照 因公护照
    """,
    "hmt_permit": """
        通行证 通行证号 回乡证 回乡证号 台胞证 台胞证号 往来内地通行证 往来大陆通行证 居住证 居住证号
        港澳通行证 来往港澳通行证 往来港澳通行证 港澳居民来往内地通行证 台湾居民来往大陆通行证
    """,
    "birth_date": """
        出生 出生日期 出生年月 出生年月日 出生时间 生日 生于 出生于 出生日 生日期 出生日为 诞生于
        生辰 出生年份
    """,
    "wechat_qq": """
        微信 微信号 微信ID 微信id wechat WeChat Wechat QQ qq QQ号 qq号
        微信账号 QQ账号 加微信 加QQ 扣扣 扣扣号 个人微信
    """,
    "email": """
        邮箱 电子邮箱 邮件 电子邮件 电邮 E-mail e-mail Email email EMAIL
        E-MAIL 信箱 邮箱地址 电子信箱 mail 邮件地址
    """,
    OFFICE: """
        办公电话 监督电话 咨询电话 传真 传真号 值班电话 举报电话 服务电话 投诉电话 热线 热线电话 前台
        窗口 物业前台 物业电话 服务热线 监督 咨询 举报 投诉 受理电话 联系电话(办公) 单位电话 总机
        公司电话 报名电话 值班 查询电话 业务电话 监督举报电话 投诉举报电话 咨询热线 办公室电话 机关电话
        工作电话
    """,
    DOCUMENT: """
        准考证 准考证号 编号 受理编号 受理号 工单 工单号 订单 订单号 订单编号 票据 票据号 发票
        发票号 发票号码 凭证 凭证号 运单 运单号 EMS单号 EMS 快递单 快递单号 单号 邮件号 挂号信
        执法证 执法证号 执法证件号 注册证 注册证书 许可证 许可证号 证书 证书号 证书编号 备案 备案号
        项目代码 代码 合同 合同号 合同编号 文书号 文号 流水号 登记号 门诊号 住院号 病历号 病案号
        档案号 学籍号 学号 工号 警号 证号 设备 设备号 设备编号 出厂编号 型号 车架号 发动机号 序列号
        国药准字 ISBN ISSN 序号 考号 报名号 报名序号 批号 资格证号 资格证书 不动产权证
        产权证号 不动产权第 房产证号 检验报告 报告编号 纳税人识别号 税务登记号 注册号 营业执照
        营业执照号 组织机构代码 统一社会信用代码 信用代码 机构代码 税号 执照号 图斑 宗地 案号 网址
        坐标 条形码 条码 追溯码 包裹 挂号 邮编 邮政编码 版本 查询码 准字 系统编号 追踪号 物流单号
        检测编号 专利号 商标 商标号 电子监管号 缴费码 业务号 申请编号 申请号 信访编号 留言编号
        案件编号 交易号 交易流水号 参保号 保单 保单号 缴款书 缴款书号 座位号 执业证号 执业证书
        律师证号 岗位代码 岗位编码 职位代码
    """,
    ORGANISATION: """
        单位账户 单位账号 对公账户 对公账号 财政专户 专户 基本户 公司账户 公司账号 单位银行账号
        专户账号 财政账户 基本账户 单位开户账号 公司帐户 国库 非税账户 单位帐号 单位帐户 保证金账户
        一般户 零余额账户 专用账户 公户
    """,
    GROUP: """
        QQ群 QQ群号 qq群 群 群号 微信群 公众号 微信公众号 服务号 订阅号 官方微信 官微
        微信公众平台 政务微信 官方QQ 咨询QQ群 政务QQ 政务咨询QQ群 官方公众号
    """,
}
LABELS: dict[str, str] = {
    word + ending: kind
    for kind, words in WORDS.items()
    for ending in ("号码", "号", "码", "")
    for word in words.split()
}
LABELS.update({word: kind for kind, words in WORDS.items() for word in words.split()})
_LONGEST = max(map(len, LABELS))
_BRACKETED = re.compile(r"\(([^()]{1,12})\)$")
_DOCUMENTS = re.compile("身份证|护照|通行证|银行卡|社保卡")
_NUMBER_BEFORE = re.compile("[0-9Xx-]{6,}[、,和及/]?$")
_NOISE = ":=>\"“”'‘’为是系【[《<|~至到"
_ACCOUNTS = frozenset({"账号", "帐号", "账户", "帐户"})
_BODY_BEFORE = re.compile(r"(?:公司|企业|单位|[厂店局](?!宿舍|家属))[^。姓人]*$")
_ORGANISATION_BEFORE = re.compile(
    r"(?:单位|公司|财政|对公|企业|专户|合作社|委员会|国库|学校|医院|开户单位)[^,。;、]{0,8}$"
)


def kind_of(label: str) -> str:
    """What `label` (with whatever stands before it) says of its value: a span type, another kind, or ""."""
    for length in range(min(_LONGEST, len(label)), 0, -1):
        found = LABELS.get(label[-length:])
        if found:
            return found
    return ""


def left(page: Page, at: int) -> str:
    """What the label directly left of `at` says of the value there, or "" when there is none."""
    words = page.before(at).rstrip(_NOISE + "(").removesuffix("复印件").removesuffix("原件")
    bracketed = _BRACKETED.search(words)
    if bracketed:
        inner, outer = kind_of(bracketed.group(1)), kind_of(words[: bracketed.start()].rstrip("号码"))
        if inner in {OFFICE, DOCUMENT, ORGANISATION, GROUP} or not outer:
            if inner:
                return inner
        else:
            return outer
        words = words[: bracketed.start()]
    elif words.endswith(")"):
        words = words[:-1]
    found = kind_of(words)
    if not found and words.endswith(("号码", "号为")):
        named = [match.group() for match in _DOCUMENTS.finditer(words)]
        return kind_of(named[-1]) if named else "mobile"
    if not found and _NUMBER_BEFORE.search(words):
        earlier = kind_of(_NUMBER_BEFORE.sub("", words).rstrip(_NOISE))
        return earlier if earlier in {DOCUMENT, ORGANISATION} else ""
    if found == "bank_card" and (
        _ORGANISATION_BEFORE.search(words) or (words[-2:] in _ACCOUNTS and _BODY_BEFORE.search(page.before(at, 80)))
    ):
        return ORGANISATION
    return found
