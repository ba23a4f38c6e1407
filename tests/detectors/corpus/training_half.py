"""The training half of the templates: looked at while the detectors were written."""

from __future__ import annotations

from corpus.building import Prose, Table, Template

TEMPLATES: tuple[Template, ...] = (
    Prose("notice", "兹有居民<person_name>，身份证号<id_card>，申请变更户主。经办人：<official>。"),
    Prose(
        "notice",
        "关于办理户口迁移的说明\n申请人：<person_name:word>，公民身份号码：<id_card>，联系电话：<mobile>，现住<address>。",
    ),
    Prose(
        "notice",
        "关于<date>低保对象公示的通知\n经<town>人民政府审核，拟将居民<person_name#a>纳入低保。<person_name#a>（身份证：<id_card>），"
        "<birth_date>出生，家住<address>，因患<condition>致贫。\n监督电话：<office_line>，邮箱：<org_email>。",
    ),
    Prose(
        "notice",
        "领取人：<person_name>　证件号码：<id_card:break>\n开户行：中国建设银行太原分行\n银行卡号：<bank_card>\n预留手机：<mobile>",
    ),
    Prose("notice", "老证号<id_card:old>已换发新证，新证号为<id_card>，持证人<person_name>。"),
    Prose("notice", "业主电话<mobile>，物业前台<office_line>。物业公司统一社会信用代码<uscc>。"),
    Prose("notice", "请将补助打入<bank_card>（户名：<person_name>），单位账户<account>不在此列。"),
    Prose("notice", "联系人：<official>（办公室），手机<mobile>，办公电话<office_line>，传真<office_line>。"),
    Prose("notice", "车主<person_name>，号牌<plate>，因未年检被通知。执法用车晋A0001警；晋B2-20990001为经营许可证。"),
    Prose(
        "notice",
        "失物招领：失主微信：<wechat>，QQ：<qq>，手机号<mobile>；本局政务咨询QQ群：700000001，公众号：tyfabu_gov。",
    ),
    Prose("notice", "<person_name>（<grade>），<birth_date:dots>出生，住<address:rural>。"),
    Prose("notice", "本市居民<person_name>持<hmt_permit>（港澳居民来往内地通行证）申领补贴，邮箱<email>。"),
    Prose(
        "notice",
        "经核，护照号<passport>、台胞证号<hmt_permit:taiwan>、港澳台居民居住证<hmt_permit:residence>均已登记。设备编号<equipment>。",
    ),
    Prose(
        "application",
        "政府信息公开申请表\n姓名：<person_name>\n证件名称：身份证\n证件号码：<id_card>\n通信地址：<address>\n联系电话：<mobile>\n"
        "电子邮箱：<email>\n所需信息内容：<date>关于<village>征地补偿的批复文件。",
    ),
    Prose(
        "application",
        "尊敬的领导：\n　　我叫<person_name#a>，今年<age>岁，家住<address>，患有<condition>多年，生活困难，特申请临时救助。\n"
        "　　我的银行卡号是<bank_card>，电话<mobile>。\n　　　　　　　　申请人：<person_name#a>\n　　　　　　　　<date>",
    ),
    Prose(
        "application",
        "申 请 书\n申请人：<person_name:padded>，女，汉族，<birth_date>生，住址：<address>，身份证号码：<id_card>，住宅电话：<landline>。\n"
        "请求事项：依法公开<body><docno>文件。",
    ),
    Prose(
        "judgment",
        "山西省太原市小店区人民法院\n行 政 判 决 书\n<caseno>\n原告<person_name#a>，男，<birth_date>出生，汉族，住<address>。\n"
        "委托代理人<person_name#b>，系原告之子。\n被告<body>，住所地<office_address>。\n法定代表人<official>，局长。\n"
        "原告<person_name#a>诉被告<body>不履行法定职责一案，本院受理后依法组成合议庭。<person_name#a>诉称，其于<date>提出申请。\n"
        "审判长　<official>\n审判员　<official>\n书记员　<official>",
    ),
    Prose(
        "reply",
        "关于<person_name#a>信息公开申请的答复\n<person_name#a>：\n　　你于<date>通过邮政特快专递（EMS单号：<digits11>）提出的申请收悉。"
        "经查，你户位于<address>的房屋已列入征收范围。\n　　如不服本答复，可在60日内申请行政复议。\n　　联系人：<official>　电话：<office_line>",
    ),
    Prose(
        "reply",
        "来信人<person_name>（手机<mobile>）反映：<company>拖欠工资。经核查，该公司营业执照注册号<license15>，已责令整改。主持人：市司法局局长　<official>。",
    ),
    Prose(
        "punitive",
        "行政处罚决定公示\n被处罚人：<person_name>，身份证号：<id_card>，住址：<address>，车辆号牌：<plate>。\n执法人员：<official>（执法证号<badge>）、"
        "<official>（执法证号<badge>）。罚款200元。",
    ),
    Prose(
        "honour",
        "拟表彰人选：<person_name>、<person_name>、<person_name>等3人。公示期间如有异议，请拨打<office_line>。",
    ),
    Prose(
        "notice",
        "死者<person_name>，<birth_date:month>生，其亲属<person_name>已领取抚恤金<amount>，汇入账号<bank_card>。",
    ),
    Prose("notice", "患者<person_name>确诊<condition>，其配偶<person_name>联系方式：<mobile>。"),
    Prose("notice", "学生<person_name>，家长<person_name>，家庭住址：<address>，家庭电话：<landline>。"),
    Prose(
        "news",
        "市政府召开常务会议\n　　<date>，市长<official>主持召开会议，副市长<official>、秘书长<official>出席。会议强调，要弘扬雷锋精神，高度重视安全生产，"
        "做好张家口、李家沟村的帮扶工作。王府花园二期投资<big_amount>。",
    ),
    Prose(
        "policy",
        "关于完善门诊特殊病管理的通知\n将尿毒症、血友病等病种纳入门诊特殊病，全区肢体残疾人3.1万人，其中三级1.2万人。各级医疗机构要加强对糖尿病、高血压患者的管理。"
        "\n联系电话：<office_line>，服务热线12345、12333。",
    ),
    Prose("clean", "统一社会信用代码<uscc>，项目代码<project>，投资<big_amount>。"),
    Prose("clean", "主持人：市司法局局长 <official>；承办人：<official>。"),
    Prose(
        "clean",
        "被救助人<masked_name>，患重病，住某小区，电话<masked_mobile>，身份证号<masked_id>，银行卡<masked_card>。",
    ),
    Prose(
        "clean",
        "<docno>\n各县（市、区）人民政府：\n　　为贯彻落实国办发〔2018〕23号文件，现将有关事项通知如下。\n　　一、提高认识，高度重视。\n　　二、加强领导，明确责任。\n"
        "　　三、时限要求：于<date>前将报表报送至<org_email>。\n　　联系人：<official>　<official>\n　　联系电话：<office_line>　传真：<office_line>",
    ),
    Prose(
        "clean",
        "受理编号：20230412<n>0001，工单号<digits16>，准考证号13912345678，国药准字H20990001，晋械注准20212<n>0001，ISBN 9787100000011，"
        "ICP备案号：晋ICP备19000001号-1，晋B2-20190012。",
    ),
    Prose(
        "clean",
        "<company>（统一社会信用代码：<uscc>，注册号：<license15>）经营场所位于<office_address>，开户行账号<account>，单位邮箱<gov_email>。",
    ),
    Prose(
        "clean",
        "值班电话：<office_line>；投诉举报热线：12315、12388；微信公众号：sxfb_2020；办公地址：<office_address>。审核：<official>　制表：<official>",
    ),
    Prose(
        "clean",
        "2021年全市共完成投资13600000000元，同比增长8.1%。其中第一产业12345678.9万元。坐标：112.549248，37.857014。",
    ),
    Table(
        "list",
        "<town>城乡居民最低生活保障公示",
        ("序号", "户主", "身份证号", "村", "月保障金额", "联系电话"),
        ("<row>", "<person_name>", "<id_card>", "<village>", "<amount>", "<mobile>"),
    ),
    Table(
        "list",
        "残疾人两项补贴发放表",
        ("姓名", "残疾类别", "出生年月", "家庭住址", "银行账号"),
        ("<person_name>", "<grade>", "<birth_date>", "<address>", "<bank_card>"),
        "制表人：<official>　审核人：<official>\n",
    ),
    Table("list", "", ("姓名", "准考证号", "手机"), ("<person_name>", "<digits11>", "<mobile>")),
    Table(
        "list",
        "医疗救助名单",
        ("户主", "村", "病种", "救助金额（元）"),
        ("<masked_name>", "东村", "因病", "3000"),
        "",
        odd_row=("<person_name>", "东村", "<condition>", "2000"),
    ),
    Table(
        "clean list",
        "企业名录",
        ("序号", "企业名称", "统一社会信用代码", "法定代表人电话（脱敏）"),
        ("<row>", "<company>", "<uscc>", "<masked_mobile>"),
    ),
    Table(
        "clean list",
        "公租房配租公示",
        ("序号", "姓名", "身份证号", "房号"),
        ("<row>", "<masked_name>", "<masked_id>", "3-2-101"),
    ),
    Table(
        "clean list",
        "行政执法人员名单",
        ("序号", "执法人员", "执法证号", "单位"),
        ("<row>", "<official>", "<badge>", "<body>"),
    ),
    Table("list", "机动车报废公告", ("车主", "号牌号码", "报废日期"), ("<person_name>", "<plate>", "<isodate>")),
    Table(
        "list",
        "出境人员备案",
        ("姓名", "护照号码", "通行证号", "电子邮箱", "备注"),
        ("<person_name>", "<passport>", "<hmt_permit>", "<email>", "“已备案”,无"),
    ),
    Table("honour", "获奖名单", ("序号", "获奖人", "单位", "奖项"), ("<row>", "<person_name>", "<body>", "一等奖")),
)
