"""Illness, disability and like conditions of a person who can be told; policy language about groups is left alone."""

from __future__ import annotations

import re

from gkrules.detectors.page import Page
from gkrules.detectors.words import alternation

DISEASES = """
尿毒症 肾衰竭 肾功能衰竭 慢性肾衰竭 慢性肾功能衰竭 肾病综合征 肾炎 白血病 急性白血病 慢性粒细胞白血病 急性淋巴细胞白血病 淋巴瘤 恶性淋巴瘤 骨髓瘤 多发性骨髓瘤 骨髓增生异常综合征 恶性肿瘤 脑瘤 脑肿瘤
癌症 肺癌 肝癌 胃癌 食管癌 食道癌 乳腺癌 宫颈癌 子宫癌 子宫内膜癌 卵巢癌 直肠癌 结肠癌 结直肠癌 肠癌 胰腺癌 膀胱癌 前列腺癌 鼻咽癌 甲状腺癌 喉癌 口腔癌 舌癌 骨癌 皮肤癌 肾癌 胆管癌 胆囊癌 脑癌 血癌
脑梗 脑梗塞 脑梗死 脑出血 脑溢血 脑卒中 中风 偏瘫 截瘫 瘫痪 高位截瘫 脑瘫 脑性瘫痪 小儿脑瘫 小儿麻痹症 小儿麻痹后遗症 癫痫 帕金森病 帕金森 阿尔茨海默病 阿尔茨海默症 老年痴呆 老年痴呆症 渐冻症 肌萎缩侧索硬化 重症肌无力 脑膜炎
精神分裂症 精神病 精神障碍 重性精神病 双相情感障碍 双相障碍 抑郁症 重度抑郁症 躁狂症 焦虑症 自闭症 孤独症 智力障碍 智力低下 精神发育迟滞 强迫症 妄想症 分裂情感性障碍
艾滋病 HIV感染 HIV阳性 HIV 梅毒 淋病 乙肝 乙型肝炎 丙肝 丙型肝炎 肝炎 肺结核 结核病 新冠肺炎 麻风病 尖锐湿疣
冠心病 心脏病 先天性心脏病 风湿性心脏病 心肌梗死 心肌梗塞 心力衰竭 心衰 心肌病 扩张型心肌病 高血压 高血压病 糖尿病 I型糖尿病 II型糖尿病 糖尿病足 糖尿病肾病 肝硬化 肝硬化失代偿期 肝衰竭 肝腹水 血友病 地中海贫血
再生障碍性贫血 系统性红斑狼疮 红斑狼疮 类风湿关节炎 类风湿性关节炎 类风湿 强直性脊柱炎 股骨头坏死 尘肺 尘肺病 矽肺 矽肺病 慢阻肺 慢性阻塞性肺疾病 慢性阻塞性肺病 肺气肿 肺心病 哮喘 支气管哮喘 苯丙酮尿症 戈谢病 罕见病 甲亢 痛风
腰椎间盘突出 腰椎间盘突出症 颈椎病 肺纤维化 唇腭裂 白内障 青光眼 器官移植 肾移植 肾透析 血液透析 布鲁氏菌病 克山病 大骨节病 氟骨病 氟骨症 脊髓灰质炎 多发性硬化 血管瘤 脊髓损伤 侏儒症 银屑病 白癜风 溃疡性结肠炎 克罗恩病
""".split()
_KINDS = "视力 听力 言语 语言 肢体 智力 精神 多重 听力言语".split()
_GRADES = [grade + "级" for grade in "一二三四1234ⅠⅡⅢⅣ"] + ["重度", "中度", "轻度"]
GRADED = "|".join(
    [
        *(rf"{kind}(?:残疾)?人?[,(]?(?:[一二三四1-4ⅠⅡⅢⅣ]级|重度|中度|轻度)(?:残疾)?|{kind}残疾" for kind in _KINDS),
        *(f"{grade}(?:视力|听力|言语|肢体|智力|精神|多重)(?:残疾|障碍)?" for grade in _GRADES),
    ]
)
_FATES = """
聋哑 聋哑人 双目失明 吸毒 吸毒史 强制隔离戒毒 社区戒毒 社区康复 戒毒 戒毒人员 吸毒成瘾 孤儿 事实无人抚养儿童 刑满释放 刑满释放人员 社区矫正 前科 犯罪前科 有前科 失独 艾滋病毒感染 艾滋病病毒携带者 艾滋病感染者
""".split()
_ILLNESSES = frozenset(DISEASES)
ANCHOR = re.compile(f"{GRADED}|{alternation([*DISEASES, *_FATES])}")
CELL_GRADE = re.compile(r"[一二三四1-4ⅠⅡⅢⅣ]级|(?:视力|听力|言语|肢体|智力|精神|多重)|" + GRADED)
_GENERAL = re.compile(
    r"(?:因病|大病|重病|患病|疾病|重大疾病|重特大疾病|特殊病|慢性病|慢病|符合条件|无|健康|良好|正常|因残|残疾|其他|其它|住院|门诊|否|是|不详|略|[-—/*×]+|\*+)$"
)
_GROUP_AFTER = re.compile(
    r"(?:人?[0-9.]+ ?(?:万|人|名|例)|等(?:病|疾|重|特|慢|[0-9一二三四五六七八九十]+[种类])|患者(?:的|等|、|和|及|需|可|应|在|按|[0-9])|防治|预防|筛查|用药|纳入|(?:的)?(?:报销|诊疗|治疗标准|管理|救治|保障|药|待遇|宣传|知识|疫苗|科|医院|日|康复中心|学校|专项)|"
    r"人(?:就业|联合会|事业|证|保障|[,、和及的])|服务|机构|家庭|评定|标准)"
)
_PRONOUN = re.compile(r"(?:本人|我|其|患者|该患者|申请人|当事人|信访人|来信人|我儿|我女|我母|我父|我妻|我丈夫|母亲|父亲|儿子|女儿|妻子|丈夫)[^。;\n]{0,16}$")
_MASKED_NAME = re.compile(r"[\u4e00-\u9fff](?:某|[*×○]{1,2})")
_BROKEN_NUMBER = re.compile(r"\n(?<=[0-9]\n)(?=[0-9]{3})")
_BOUNDARY = "。;\n"


def find(page: Page) -> None:
    """Notes terms that stand in one sentence with a person whom something in it identifies."""
    people = sorted(
        span.start for span in page.found if span.type in {"person_name", "id_card", "mobile", "passport", "hmt_permit"}
    )
    if not people:
        return
    text = _BROKEN_NUMBER.sub("0", page.plain)  # a line break inside a number ends no sentence
    for match in ANCHOR.finditer(text):
        start, end = match.span()
        if _GROUP_AFTER.match(text, end):
            continue
        first = max(text.rfind(mark, max(0, start - 160), start) for mark in _BOUNDARY)
        last = min((at for mark in _BOUNDARY if (at := text.find(mark, end, end + 80)) >= 0), default=end + 80)
        before = text[max(first, 0) : start]
        near = any(first < at < last for at in people)
        if near or (_PRONOUN.search(before) and any(start - 400 < at < end + 200 for at in people)):
            page.add(start, end, "sensitive_condition", 0.85, "context")


def cell(page: Page, start: int, end: int) -> None:
    """Notes the condition in a cell of a column of illnesses or disabilities, unless it is said in general words."""
    value = page.plain[start:end]
    if len(value) > 30 or _GENERAL.match(value) or any(c in value for c in "*×某") or value.isdigit() or "元" in value:
        return
    page.add(start, end, "sensitive_condition", 0.9, "column")


def mask(value: str) -> str:
    """A general word in its place."""
    if "残" in value or "级" in value or value in {"聋哑", "聋哑人", "双目失明"}:
        return "符合条件"
    return "重大疾病" if value in _ILLNESSES or value[-1:] in "病症癌炎" else "符合条件"
