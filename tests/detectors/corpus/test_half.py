"""The test half of the templates: written before the detectors, in other words, and looked at only for the figures."""

from __future__ import annotations

from corpus.building import Prose, Table, Template

TEMPLATES: tuple[Template, ...] = (
    Prose(
        "certificate",
        "证 明\n　　<person_name#a>同志系我村村民，身份证号码为<id_card>，自幼居住在<address:rural>，情况属实。\n　　特此证明。\n　　<village>村民委员会\n　　<date>",
    ),
    Prose(
        "certificate",
        "亲属关系证明：<person_name>（公民身份证号<id_card>）与<person_name>（公民身份证号<id_card>）系父女关系。",
    ),
    Prose(
        "petition",
        "信访事项处理意见书\n信访人<person_name#a>，男，<age>岁，身份证<id_card>，家庭住址<address>，联系方式<mobile>。\n"
        "<person_name#a>反映的<company>污染问题，我局已于<date>派员核查。\n承办人：<official>、<official>\n咨询电话：<office_line>",
    ),
    Prose(
        "petition",
        "网友<person_name>留言：我的手机是<mobile>，微信号<wechat>，请尽快回复。\n答复：您好，请与区住建局物业科联系，电话<office_line>。",
    ),
    Prose(
        "review",
        "行政复议决定书\n申请人：<person_name#a>，女，<birth_date>出生，住<address>。\n被申请人：<body>，地址：<office_address>，法定代表人：<official>，职务：局长。\n"
        "第三人：<company>。\n申请人<person_name#a>不服被申请人作出的《告知书》（<docno>），向本机关提出复议申请。",
    ),
    Prose(
        "mediation",
        "人民调解协议书\n当事人：<person_name#a>，性别男，民族汉，<birth_date:month>出生，职业农民，住所<address:rural>，身份证号<id_card>。\n"
        "当事人：<person_name#b>，性别女，联系电话：<mobile>。\n调解结果：<person_name#a>一次性赔偿<person_name#b>医药费<amount>。\n人民调解员：<official>",
    ),
    Prose(
        "criminal",
        "被告人<person_name#a>，<birth_date>出生于甘肃省岷县，曾因犯盗窃罪被判刑，住<address>。因涉嫌危险驾驶，驾驶<plate>号小型轿车。\n"
        "本院认为，被告人<person_name#a>的行为已构成犯罪。\n公诉机关指派检察员<official>出庭。",
    ),
    Prose(
        "relief",
        "临时救助审批表\n受助人姓名：<person_name#a>　　性别：<sex>　　出生日期：<birth_date>\n身份证号：<id_card:spaces>\n户籍地址：<address>\n"
        "致困原因：本人<condition>，丧失劳动能力\n开户银行：农村信用社　　卡号：<bank_card>\n村（居）委会意见：同意。负责人：<official>",
    ),
    Prose("relief", "特困人员<person_name>（<condition:disability>）由其侄子<person_name>照料，监护人电话：<mobile>。"),
    Prose(
        "relief",
        "救助对象<person_name>于<date>被诊断为<condition>，个人自付费用<amount>，救助金已转至其社保卡（卡号<bank_card>）。",
    ),
    Prose(
        "school",
        "关于对困难学生给予资助的公示\n我校高二3班学生<person_name#a>，身份证号<id_card>，父亲<person_name>，手机<mobile>，家住<address>。拟资助<amount>。",
    ),
    Prose(
        "lost",
        "寻人启事：<person_name>，女，<age>岁，走失时身穿红色上衣，患有<condition>，知情者请联系其子<person_name>，电话<mobile>，或拨打110。",
    ),
    Prose(
        "lost",
        "拾到居民身份证一张，姓名<person_name>，号码<id_card>；拾到护照一本，号码<passport>。请失主到窗口领取，地址：<office_address>。",
    ),
    Prose(
        "housing",
        "征收补偿公示：被征收人<person_name>，房屋坐落<address>，补偿款<amount>，收款账户<bank_card>，固定电话（家）<landline>。",
    ),
    Prose(
        "housing",
        "承租人：<person_name>\n身份证件号码：<id_card>\n家庭成员：<person_name>\n座机：<landline>\n常住地：<address>",
    ),
    Prose("traffic", "驾驶人<person_name>驾驶<plate>小型普通客车，经查其准驾不符。其E-mail为<email>，QQ号码<qq>。"),
    Prose(
        "traffic",
        "当事人<person_name>（驾驶证号<id_card>）驾驶牌照为<plate>的车辆与公交车相撞，伤者<person_name>已送医。出警人员：<official>（警号014321）。",
    ),
    Prose(
        "foreign",
        "港澳居民<person_name>，回乡证号<hmt_permit>；台湾居民<person_name>，台湾居民来往大陆通行证号<hmt_permit:taiwan>；出国人员<person_name>，因私护照<passport>。",
    ),
    Prose("foreign", "来往港澳通行证：<hmt_permit:exit>；居住证号码：<hmt_permit:residence>；电邮：<email>。"),
    Prose(
        "hire",
        "拟录用人员：<person_name>，性别<sex>，<birth_date:month>生，毕业于太原理工大学，准考证号<digits11>。考生本人手机号码：<mobile>。",
    ),
    Prose("honour", "授予<person_name>、<person_name>、<person_name>、<person_name>4名同学“新时代好少年”称号。"),
    Prose(
        "honour",
        "见义勇为人员<person_name>，现住<address>，其事迹已上报。联系<person_name#b>家属<person_name>：<mobile>。",
    ),
    Prose("old", "原证件（一代身份证号：<id_card:old>）遗失，现声明作废。声明人：<person_name>。"),
    Prose("old", "会员<person_name:dotted>，住址<address>，身份证号：<id_card:wide>，手机：<mobile:wide>。"),
    Prose(
        "ocr",
        "姓 名：<person_name:padded>\n身 份 证 号：<id_card:every>\n联 系 电 话：<mobile:every>\n家 庭 住 址：<address>",
    ),
    Prose(
        "ocr",
        "户主姓名：<person_name>\n公民身份号码：<id_card:break>\n银行卡（账）号：<bank_card:break>\n电话：<mobile>",
    ),
    Prose(
        "mandatory",
        "任前公示\n<person_name>，男，汉族，<birth_date:month>生，大学学历，中共党员，拟任县处级领导职务。\n受理电话：12380。",
    ),
    Prose("punitive", "失信被执行人<person_name>，证件号<id_card:wrong>，执行依据文号<caseno>，未履行金额<amount>。"),
    Prose(
        "work",
        "欠薪投诉：工人<person_name>、<person_name>反映在<company>务工期间被拖欠工资，联系手机<mobile>。该公司法定代表人电话已停机。",
    ),
    Prose(
        "health",
        "病人<person_name>，门诊号<digits16>，诊断：<condition>。家属签字：<person_name>，电话<mobile>。主治医师：<official>",
    ),
    Prose(
        "health", "辖区居民<person_name>系精神障碍患者，诊断为<condition:disability>，由派出所民警<official>定期走访。"
    ),
    Prose(
        "clean",
        "会议由副县长<official>主持，县委常委<official>、人大常委会副主任<official>参加。<official>指出，要认真学习贯彻会议精神，马上就办。",
    ),
    Prose(
        "clean",
        "<body>关于印发《实施方案》的通知（<docno>）\n联系科室：综合科，联系人：<official>，联系电话：<office_line>，电子邮箱：<gov_email>。",
    ),
    Prose(
        "clean",
        "采购公告\n采购人：<body>\n地址：<office_address>\n项目联系人：<official>\n联系方式：<office_line>\n项目编号：SXZC-2023-<n>\n预算金额：<big_amount>",
    ),
    Prose(
        "clean",
        "本机关收到<masked_name>提交的申请，身份证号<masked_id>，住址<masked_address>，邮箱<masked_email>，车牌<masked_plate>，手机号<masked_mobile>。",
    ),
    Prose(
        "clean",
        "医保局有关负责人表示，肺癌、白血病等重大疾病用药已纳入目录，艾滋病防治知识知晓率达到90%。残疾人就业保障金征收标准不变。",
    ),
    Prose(
        "clean",
        "一、申报材料寄至<office_address>市民服务中心3楼301室。二、材料电子版发送至<org_email>。三、咨询电话：<office_line>，<hotline>。",
    ),
    Prose(
        "clean",
        "发票号码<digits16>，订单编号<digits11>，不动产权证号：晋（2020）太原市不动产权第<digits11>号，金额<amount>。",
    ),
    Prose(
        "clean",
        "对公账户：<account>，户名：<company>，开户行：工商银行。纳税人识别号：<uscc>。营业执照注册号：<license15>。",
    ),
    Prose(
        "clean",
        "白雪皑皑的山村里，金山银山就是绿水青山。高峰期错峰出行，方正为人，安康工程持续推进，全年接待游客12345678人次。",
    ),
    Prose(
        "clean",
        "本通知自<date>起施行，有效期5年。<isodate>前已受理的仍按原规定办理。责任编辑：<official>　来源：市政府办公室",
    ),
    Prose("clean", "执法单位：<body>　执法人员：<official>　<official>　证号：<badge>　<badge>　公务用车：晋A00012"),
    Prose(
        "clean",
        "石家庄、张家界、马鞍山等地考察团一行到<company>调研，听取了关于于家村整村推进、方山县发展高粱产业的情况介绍。",
    ),
    Prose("clean", "权利人：某某某，坐落：某街道某小区，证号略。申请人王某某、李某甲、张**等5人的补贴已发放。"),
    Table(
        "list",
        "<town><date>特困供养人员花名册",
        ("编号", "供养对象", "性别", "公民身份号码", "残疾等级", "监护人", "监护人电话"),
        ("<row>", "<person_name>", "<sex>", "<id_card>", "<grade>", "<person_name>", "<mobile>"),
    ),
    Table(
        "list",
        "雨露计划补助发放明细",
        ("学生姓名", "学校", "家长姓名", "一卡通账号", "住址", "金额"),
        ("<person_name>", "县职业中学", "<person_name>", "<bank_card>", "<address>", "<amount>"),
        "经办：<official>　复核：<official>\n",
    ),
    Table(
        "list",
        "考试成绩",
        ("准考证号", "考生姓名", "身份证件号", "总分", "联系手机"),
        ("<digits11>", "<person_name>", "<id_card>", "86.5", "<mobile>"),
    ),
    Table(
        "list",
        "农机购置补贴公示表",
        ("购机者", "所在村组", "机具型号", "出厂编号", "补贴额"),
        ("<person_name>", "<village>3组", "4LZ-2.0", "<equipment>", "<amount>"),
    ),
    Table(
        "list",
        "大病救助花名（脱敏）",
        ("姓名（脱敏）", "证件号码（脱敏）", "疾病名称", "拨付日期"),
        ("<masked_name>", "<masked_id>", "大病", "<isodate>"),
        odd_row=("<person_name>", "<id_card>", "<condition>", "<isodate>"),
    ),
    Table(
        "list",
        "车辆信息",
        ("所有人", "车牌号", "联系电话", "车架号"),
        ("<person_name>", "<plate>", "<mobile>", "LSVAA00000<n>"),
    ),
    Table(
        "list",
        "随迁人员",
        ("姓名", "与户主关系", "出生日期", "证件号码", "微信号"),
        ("<person_name>", "子", "<birth_date>", "<passport>", "<wechat>"),
    ),
    Table("honour", "优秀志愿者名单", ("姓名", "所在街道", "服务时长"), ("<person_name>", "长风街道", "<n>")),
    Table(
        "clean list",
        "权责清单联系表",
        ("科室", "负责人", "办公电话", "邮箱"),
        ("综合科", "<official>", "<office_line>", "<gov_email>"),
    ),
    Table(
        "clean list",
        "专项资金分配表",
        ("单位名称", "银行账号", "金额（元）", "项目代码"),
        ("<company>", "<account>", "<amount>", "<project>"),
    ),
    Table(
        "clean list",
        "补贴对象公示",
        ("姓名", "身份证号码", "手机号码", "开户账号"),
        ("<masked_name>", "<masked_id>", "<masked_mobile>", "<masked_card>"),
    ),
    Table(
        "clean list",
        "行政许可公示",
        ("行政相对人", "许可文号", "统一社会信用代码", "许可日期"),
        ("<company>", "<docno>", "<uscc>", "<isodate>"),
    ),
)
