"""Invented values of each span type in the forms they are written in, and values that only look like them.

Areas of identity numbers end in 99xx, which no real place has; telephone numbers have runs of zeros.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温"
    "芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈"
    "鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴"
)
COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "皇甫",
    "尉迟",
    "慕容",
    "申屠",
    "令狐",
    "东方",
    "端木",
    "司徒",
    "公孙",
)
GIVEN_FIRST = "秋文志建国春玉桂晓海永明德家俊思雨子欣宇佳丽红秀淑金小学庆长天大立振宏世光启云雪梦嘉一浩泽瑞景凤翠艳爱新福利树兆培克"
GIVEN_LAST = (
    "实明华芳军英伟娟敏静强磊洋勇杰涛超霞平刚兰飞燕玲辉鹏宇波宁凯健琳莉峰萍龙山青川岩晨涵怡轩豪然梅林生贵珍荣祥"
)
GIVEN_ONE = "伟芳敏静磊洋勇杰涛超霞刚燕玲辉鹏波凯健琳莉峰萍龙岩雷婷斌倩颖楠旭雯蕾浩亮"
WORD_NAMES = (
    "高峰",
    "安康",
    "高兴",
    "黄河",
    "白雪",
    "方正",
    "马力",
    "金山",
    "成功",
    "田园",
    "时光",
    "向阳",
    "江山",
    "石磊",
)
DOTTED = ("阿依古丽·买买提", "麦麦提·吐尔逊", "古丽娜尔·阿不都", "扎西·次仁", "艾力·卡德尔")
PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split()
PLATE_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
DISEASES = (
    "尿毒症",
    "肺癌",
    "胃癌",
    "乳腺癌",
    "白血病",
    "脑梗塞",
    "精神分裂症",
    "艾滋病",
    "冠心病",
    "糖尿病",
    "慢性肾衰竭",
    "癫痫",
    "肝硬化",
    "脑瘫",
    "血友病",
    "重度抑郁症",
    "帕金森病",
    "食管癌",
    "系统性红斑狼疮",
    "再生障碍性贫血",
    "先天性心脏病",
    "肺结核",
)
DISABILITIES = tuple(
    f"{kind}{word}{grade}级"
    for kind in ("肢体", "视力", "听力", "言语", "智力", "精神")
    for word in ("残疾", "")
    for grade in "一二三四"
)
PLACES = (
    ("山西省", "太原市", "小店区", "坞城街道"), ("山西省", "吕梁市", "临县", "三交镇"), ("江苏省", "徐州市", "铜山区", "茅村镇"),
    ("甘肃省", "定西市", "岷县", "梅川镇"), ("四川省", "南充市", "阆中市", "老观镇"), ("河南省", "商丘市", "睢县", "尚屯镇"),
    ("内蒙古自治区", "赤峰市", "敖汉旗", "新惠镇"), ("湖南省", "邵阳市", "隆回县", "司门前镇"), ("云南省", "大理州", "祥云县", "沙龙镇"),
    ("广西壮族自治区", "河池市", "都安县", "高岭镇"), ("贵州省", "毕节市", "织金县", "官寨乡"), ("浙江省", "绍兴市", "柯桥区", "安昌街道"),
)  # fmt: skip
ROADS = ("解放路", "建设北路", "朝阳街", "人民东路", "学府街", "长风街", "新华路", "胜利巷", "和平大道", "滨河西路")
ESTATES = (
    "丽华苑",
    "阳光小区",
    "锦绣花园",
    "翡翠湾",
    "机械厂宿舍",
    "金色家园",
    "梧桐苑",
    "水岸新城",
    "民康小区",
    "学府佳苑",
)
VILLAGES = ("店子村", "李家沟村", "王庄村", "上坪村", "石桥村", "大槐树村", "东湾村", "高台村", "杨树底村", "河西村")
BODIES = (
    "市司法局",
    "县民政局",
    "区住房和城乡建设局",
    "市医疗保障局",
    "县农业农村局",
    "区教育局",
    "市交通运输局",
    "市残联",
)
COMPANIES = (
    "太原市张氏建材有限公司", "晋中李记餐饮服务有限公司", "山西安康药业股份有限公司", "王府花园物业服务有限公司", "徐州高峰机械厂",
    "定西市马家窑陶艺专业合作社", "临县红枣加工厂", "石磊运输有限责任公司", "黄河水利工程集团有限公司", "南充何大爷食品店",
)  # fmt: skip
_ID_WEIGHTS = [2 ** (17 - i) % 11 for i in range(17)]
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_check(body: str) -> str:
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def luhn_check(body: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(body)):
        n = int(digit) * (2 if place % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return str(-total % 10)


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def _born(rng: random.Random) -> date:
    return date(1935, 1, 1) + timedelta(days=rng.randrange(28000))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _id18(rng: random.Random, province: str | None = None) -> str:
    body = (
        f"{province or rng.choice(PROVINCES)}99{rng.randrange(1, 30):02d}{_born(rng):%Y%m%d}{rng.randrange(1000):03d}"
    )
    return body + id_check(body)


def id_card(rng: random.Random, form: str) -> str:
    number = _id18(rng)
    if form == "x":
        while not number.endswith("X"):
            number = _id18(rng)
        return number.lower()
    if form == "wrong":
        return number[:17] + rng.choice([c for c in "0123456789" if c != number[17]])
    if form == "wide":
        return wide(number)
    if form == "spaces":
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if form == "fours":
        return " ".join([number[:4], number[4:8], number[8:12], number[12:16], number[16:]])
    if form == "every":
        return " ".join(number)
    if form == "hyphens":
        return f"{number[:6]}-{number[6:14]}-{number[14:]}"
    if form == "break":
        at = rng.randrange(4, 15)
        return f"{number[:at]}\n{number[at:]}"
    if form == "old":
        return f"{number[:6]}{number[8:14]}{number[14:17]}"
    return number


def mobile(rng: random.Random, form: str) -> str:
    number = f"1{rng.choice('3456789')}{rng.randrange(10)}0000{rng.randrange(10000):04d}"
    parts = (number[:3], number[3:7], number[7:])
    if form == "spaces":
        return " ".join(parts)
    if form == "hyphens":
        return "-".join(parts)
    if form == "prefix":
        return rng.choice(["+86", "+86 ", "(+86)", "0086", "86-", "+86-"]) + number
    if form == "prefix_spaces":
        return "+86 " + rng.choice([" ", "-"]).join(parts)
    if form == "wide":
        return wide(number)
    if form == "break":
        return f"{number[:7]}\n{number[7:]}"
    if form == "every":
        return " ".join(number)
    return number


def landline(rng: random.Random, form: str) -> str:
    area = rng.choice(["0351", "010", "0358", "021", "0516", "0932"])
    number = f"{rng.choice('2345678')}000{_digits(rng, 3)}" + ("" if len(area) == 4 else "0")
    if form == "brackets":
        return rng.choice([f"({area}){number}", f"（{area}）{number}"])
    if form == "joined":
        return area + number
    if form == "space":
        return f"{area} {number}"
    if form == "dash":
        return f"{area}—{number}"
    if form == "wide":
        return f"{wide(area)}-{wide(number)}"
    return f"{area}-{number}"


def bank_card(rng: random.Random, form: str) -> str:
    length = rng.choice([16, 19, 19])
    body = rng.choice(["6222", "6217", "6228", "6230", "6212"]) + "00" + _digits(rng, length - 7)
    number = body + luhn_check(body)
    if form == "wrong":
        return body + str((int(number[-1]) + rng.randrange(1, 10)) % 10)
    if form in {"spaces", "hyphens"}:
        sep = " " if form == "spaces" else "-"
        return sep.join(number[i : i + 4] for i in range(0, length, 4))
    if form == "wide":
        return wide(number)
    if form == "break":
        return f"{number[:8]}\n{number[8:]}"
    return number


def passport(rng: random.Random, form: str) -> str:
    number = rng.choice([f"E{_digits(rng, 8)}", f"E{rng.choice('ABCDEFGH')}{_digits(rng, 7)}", f"G{_digits(rng, 8)}"])
    if rng.random() < 0.2:
        number = rng.choice(["PE", "SE", "DE"]) + _digits(rng, 7)
    if form == "lower":
        return number.lower()
    if form == "space":
        return f"{number[:5]} {number[5:]}"
    if form == "wide":
        return wide(number)
    return number


def hmt_permit(rng: random.Random, form: str) -> str:
    if form == "residence":
        return _id18(rng, rng.choice(["81", "82", "83"]))
    if form == "long":
        return rng.choice("HM") + _digits(rng, 10)
    if form == "taiwan":
        return rng.choice("0123") + _digits(rng, 7)
    if form == "exit":
        return rng.choice("CW") + _digits(rng, 8)
    return rng.choice("HM") + _digits(rng, 8)


def email(rng: random.Random, form: str) -> str:
    name = rng.choice(["zhaoxq", "lihua", "wm_88", "chen.jie", "gaofeng", "sun-lei", "hq", "xiaoyu"]) + _digits(rng, 3)
    host = rng.choice(
        ["163.com", "qq.com", "126.com", "sina.com", "outlook.com", "139.com", "foxmail.com", "gmail.com"]
    )
    if form == "wide":
        return f"{name}＠{host}"
    if form == "upper":
        return f"{name.upper()}@{host}"
    return f"{name}@{host}"


def wechat(rng: random.Random, form: str) -> str:
    return rng.choice(["hjk", "wx", "feng", "Lily", "zhao"]) + rng.choice(["_", "-", ""]) + f"{_digits(rng, 4)}"


def qq(rng: random.Random, form: str) -> str:
    return rng.choice("123456789") + _digits(rng, rng.choice([7, 8, 9]))


def plate(rng: random.Random, form: str) -> str:
    province, city = rng.choice(PLATE_PROVINCES), rng.choice("ABCDEFGHJK")
    tail = rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") + "00" + _digits(rng, 2)
    if form == "energy":
        tail = rng.choice("DF") + "00" + _digits(rng, 3)
    sep = {"dot": "·", "space": " ", "hyphen": "-"}.get(form, "")
    return f"{province}{city}{sep}{tail}"


def birth_date(rng: random.Random, form: str) -> str:
    day = _born(rng)
    if form == "month":
        return rng.choice([f"{day.year}年{day.month}月", f"{day:%Y.%m}", f"{day:%Y-%m}", f"{day:%Y/%m}"])
    if form == "dots":
        return rng.choice([f"{day:%Y.%m.%d}", f"{day.year}.{day.month}.{day.day}"])
    if form == "iso":
        return f"{day:%Y-%m-%d}"
    if form == "slash":
        return f"{day.year}/{day.month}/{day.day}"
    if form == "eight":
        return f"{day:%Y%m%d}"
    return f"{day.year}年{day.month}月{day.day}日"


def person_name(rng: random.Random, form: str) -> str:
    if form == "compound":
        return rng.choice(COMPOUND) + rng.choice(["", rng.choice(GIVEN_FIRST)]) + rng.choice(GIVEN_LAST)
    if form == "word":
        return rng.choice(WORD_NAMES)
    if form == "dotted":
        return rng.choice(DOTTED)
    surname = rng.choice(SURNAMES[:60] if rng.random() < 0.5 else SURNAMES)
    if form == "two":
        return surname + rng.choice(GIVEN_ONE)
    if form == "padded":
        return surname + "　" + rng.choice(GIVEN_ONE)
    return surname + rng.choice(GIVEN_FIRST) + rng.choice(GIVEN_LAST)


def address(rng: random.Random, form: str) -> str:
    province, city, county, town = rng.choice(PLACES)
    start = rng.choice([province + city + county, city + county, province + city + county, county])
    if form == "rural":
        return (
            f"{start}{town}{rng.choice(VILLAGES)}{rng.randrange(1, 9)}组{rng.choice([f'{rng.randrange(1, 90)}号', ''])}"
        )
    estate, door = rng.choice(ESTATES), rng.randrange(101, 2609)
    if form == "road":
        return f"{start}{rng.choice(ROADS)}{rng.randrange(1, 200)}号"
    if form == "hyphen":
        return f"{start}{rng.choice(ROADS)}{rng.randrange(1, 200)}号{rng.randrange(1, 9)}-{rng.randrange(1, 5)}-{door}"
    middle = rng.choice([f"{rng.choice(ROADS)}{rng.randrange(1, 200)}号{estate}", f"{town}{estate}", estate])
    building = rng.choice([f"{rng.randrange(1, 30)}号楼", f"{rng.randrange(1, 30)}栋", f"{rng.randrange(1, 30)}幢"])
    unit = rng.choice([f"{rng.randrange(1, 6)}单元", ""])
    return f"{start}{middle}{building}{unit}{door}{rng.choice(['室', '室', '号', '户'])}"


def condition(rng: random.Random, form: str) -> str:
    return rng.choice(DISABILITIES) if form == "disability" else rng.choice(DISEASES)


def grade(rng: random.Random, form: str) -> str:
    return rng.choice(["肢体", "视力", "听力", "智力", "精神"]) + rng.choice("一二三四") + "级"


def uscc(rng: random.Random) -> str:
    letters = "0123456789" if rng.random() < 0.3 else "0123456789ABCDEFGH"
    while True:
        body = f"91{rng.choice(PROVINCES)}9900" + "".join(rng.choice(letters) for _ in range(9))
        check = -sum(_USCC.index(c) * 3**i % 31 for i, c in enumerate(body)) % 31
        if check < 31:
            return body + _USCC[check % 31]


def masked(rng: random.Random, what: str) -> str:
    star = rng.choice(["*", "×", "＊", "X", "•"])
    if what == "masked_name":
        surname = rng.choice(SURNAMES[:80])
        return surname + rng.choice(["某", "某某", "*", "**", "某甲", "××", "*" + rng.choice(GIVEN_LAST)])
    if what == "masked_id":
        number = _id18(rng)
        return number[:4] + star * 10 + number[14:] if rng.random() < 0.6 else number[:6] + star * 8 + number[14:]
    if what == "masked_mobile":
        number = mobile(rng, "plain")
        return number[:3] + star * 4 + number[7:]
    if what == "masked_card":
        number = bank_card(rng, "plain")
        return number[:4] + star * (len(number) - 8) + number[-4:]
    if what == "masked_address":
        _, city, county, town = rng.choice(PLACES)
        return rng.choice([f"{city}{county}{town}***", f"{county}{town}", f"{city}××路××号", "某小区"])
    if what == "masked_plate":
        return f"{rng.choice(PLATE_PROVINCES)}A**{_digits(rng, 3)}"
    return f"{rng.choice('abcxyz')}***@163.com"


def _day(rng: random.Random) -> date:
    return date(2018, 1, 1) + timedelta(days=rng.randrange(2200))


PLAIN: dict[str, Callable[[random.Random], str]] = {
    "uscc": uscc,
    "license15": lambda r: f"{r.choice(PROVINCES)}0100{_digits(r, 9)}",
    "docno": lambda r: (
        f"{r.choice(['国办发', '晋政发', '并民发', '市政办函'])}〔20{r.randrange(10, 24)}〕{r.randrange(1, 200)}号"
    ),
    "caseno": lambda r: (
        f"（20{r.randrange(15, 24)}）晋{r.randrange(1000, 1200):04d}{r.choice(['行初', '民终', '执'])}{r.randrange(1, 999)}号"
    ),
    "project": lambda r: f"2{_digits(r, 3)}-149901-{r.randrange(10, 99)}-0{r.randrange(1, 6)}-{_digits(r, 6)}",
    "account": lambda r: f"05{_digits(r, 17)}",
    "digits11": lambda r: f"1{r.choice('3589')}{_digits(r, 9)}",
    "digits16": lambda r: f"20{_digits(r, 14)}",
    "office_line": lambda r: f"{r.choice(['0351', '0358', '010', '0516'])}-{r.choice('2345678')}000{_digits(r, 3)}",
    "org_email": lambda r: (
        r.choice(["zwgk", "xxgk", "bgs", "tousu", "rsk"]) + _digits(r, 2) + r.choice(["@163.com", "@126.com"])
    ),
    "gov_email": lambda r: r.choice(["xxgk", "bgs", "zhangwei"]) + "@" + r.choice(["taiyuan", "mzt", "xz"]) + ".gov.cn",
    "date": lambda r: f"{(d := _day(r)).year}年{d.month}月{d.day}日",
    "isodate": lambda r: f"{_day(r):%Y-%m-%d}",
    "amount": lambda r: f"{r.randrange(100, 90000)}元",
    "big_amount": lambda r: f"1{r.choice('3578')}{_digits(r, 1)}00000000元",
    "company": lambda r: r.choice(COMPANIES),
    "body": lambda r: r.choice(BODIES),
    "town": lambda r: "".join(r.choice(PLACES)[1:]),
    "village": lambda r: r.choice(VILLAGES),
    "n": lambda r: str(r.randrange(2, 400)),
    "sex": lambda r: r.choice("男女"),
    "age": lambda r: str(r.randrange(18, 90)),
    "official": lambda r: person_name(r, r.choice(["three", "three", "two", "compound"])),
    "office_address": lambda r: f"{r.choice(PLACES)[1]}{r.choice(ROADS)}{r.randrange(1, 300)}号",
    "badge": lambda r: f"{r.randrange(14, 62)}{_digits(r, 9)}",
    "equipment": lambda r: f"E{_digits(r, 8)}",
    "hotline": lambda r: r.choice(["12345", "12315", "12333", "96518", "95598", "400-000-0000", "12388"]),
}

MAKERS: dict[str, Callable[[random.Random, str], str]] = {
    "id_card": id_card,
    "mobile": mobile,
    "landline": landline,
    "bank_card": bank_card,
    "passport": passport,
    "hmt_permit": hmt_permit,
    "email": email,
    "wechat": wechat,
    "qq": qq,
    "address": address,
    "person_name": person_name,
    "birth_date": birth_date,
    "plate": plate,
    "condition": condition,
    "grade": grade,
}
TYPE = {"wechat": "wechat_qq", "qq": "wechat_qq", "condition": "sensitive_condition", "grade": "sensitive_condition"}
FORMS = {
    "id_card": ("plain", "plain", "plain", "x", "wrong", "wide", "spaces", "fours", "every", "hyphens", "break"),
    "mobile": ("plain", "plain", "plain", "spaces", "hyphens", "prefix", "prefix_spaces", "wide", "every"),
    "landline": ("plain", "plain", "brackets", "joined", "space", "dash", "wide"),
    "bank_card": ("plain", "plain", "spaces", "hyphens", "wide", "wrong"),
    "passport": ("plain", "plain", "lower", "space", "wide"),
    "hmt_permit": ("plain", "plain", "long"),
    "email": ("plain", "plain", "wide", "upper"),
    "wechat": ("plain",),
    "qq": ("plain",),
    "address": ("urban", "urban", "rural", "rural", "hyphen"),
    "person_name": ("three", "three", "three", "two", "two", "compound"),
    "birth_date": ("plain", "plain", "dots", "iso", "slash"),
    "plate": ("plain", "dot", "space", "hyphen", "energy"),
    "condition": ("disease", "disability"),
    "grade": ("plain",),
}
# in a table cell: no line breaks, no blanks that could part columns
CELL_FORMS = {
    "id_card": ("plain", "plain", "plain", "x", "wrong", "wide"),
    "mobile": ("plain", "plain", "hyphens", "wide"),
    "landline": ("plain", "joined"),
    "bank_card": ("plain", "plain", "hyphens", "wrong"),
    "passport": ("plain", "lower"),
    "birth_date": ("plain", "dots", "iso", "slash", "eight", "month"),
    "person_name": ("three", "three", "two", "compound", "word"),
    "plate": ("plain", "dot", "energy"),
}
