"""Conditions and demands in words: labels, codes, dates, brackets, relations and groups, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Window
from gkrules.deadlines.limit import Limit, Unit
from gkrules.deadlines.recurring import BeforeStart, Every, Recurring, Roll
from gkrules.language.demands import Demand
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import FieldRef, Node, Op, Type
from gkrules.language.kinds import (
    Attested,
    AttestedRecord,
    Bound,
    ConsistentGroup,
    ConsistentPair,
    DeadlineTerm,
    Exists,
    Forbid,
    Grouping,
    GroupKey,
    Pace,
    Periodic,
    Rate,
    Require,
    Requirement,
    Roster,
    Sequence,
    Step,
)
from gkrules.language.operators import OPERATORS, QUANTIFIERS
from gkrules.language.pack import shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.rule import Modality, Param, Severity, UntilWord, Version
from gkrules.language.wording import PHRASES, Wording
from gkrules.records.dictionary import dictionary

TEXT = Bilingual("无", "none")
PARAMS = {
    "n": Param("n", Type.INTEGER, 2, "clause"),
    "share": Param("share", Type.SHARE, Fraction(9, 10), "clause"),
    "term": Param("term", Type.LIMIT, Limit(20, Unit.WORKING_DAYS), "clause"),
    "moves": Param("moves", Type.BOOL, value=False, source="clause"),
    "off": Param("off", Type.INTEGER, None, "a body's own"),
}


def parsed(text: str, subject: str = "document") -> Node:
    scope = Scope(dictionary()[subject], {name: param.type for name, param in PARAMS.items()})
    node = parse_expression(text, scope, expected=frozenset(Type))
    assert node is not None, scope.faults
    return node


_COUNTED = (
    "the number of the related policy interpretation records that meet (published on is not after this record's"
    " published on) is at least 2"
)
_PAID = (
    "at least one of events meets (the event's type is “paid” and the event's day is not after the day of the check)"
)
_ROLLED = (
    "published on not after 01-31 of the year (counted from issued on); a last day that is a rest day moves to the next"
    " working day"
)
_SHARE = (
    "at least 90% of the records must meet (is policy is “yes”); for each issuer, expected are the bodies of the roster"
)


@pytest.mark.parametrize(
    ("subject", "written", "zh", "en"),
    [
        (
            "document", 'disclosure_attribute == "proactive"',
            "公开属性为“主动公开”", "disclosure attribute is “proactive”",
        ),
        (
            "document", 'disclosure_attribute != "withheld" and is_policy',
            "公开属性不为“不予公开”，并且是否政策文件为“是”",
            "disclosure attribute is not “withheld” and is policy is “yes”",
        ),
        (
            "document", "published_on <= issued_on + 20", "发布日期不晚于成文日期之后20日",
            "published on is not after 20 days after issued on",
        ),
        ("document", "published_on - issued_on > 3", "从成文日期到发布日期的日历日数大于3",
         "the calendar days from issued on to published on is more than 3"),
        (
            "document", "is_policy and (present(published_on) or missing(issued_on))",
            "是否政策文件为“是”，并且（已填写发布日期，或者未填写成文日期）",
            "is policy is “yes” and (published on is filled in or issued on is not filled in)",
        ),
        ("document", "not classified", "是否涉密为“否”", "classified is “no”"),
        ("document", "not recorded(converted_on)", "属性转换日期没有记载", "converted on is not noted"),
        ("document", "not (is_policy or classified)", "并非（是否政策文件为“是”，或者是否涉密为“是”）",
         "not (is policy is “yes” or classified is “yes”)"),
        (
            "document", 'disclosure_attribute in ["on_request", "withheld"]',
            "公开属性为以下之一（“依申请公开”、“不予公开”）",
            "disclosure attribute is one of (“on request”, “withheld”)",
        ),
        (
            "document", "issued_on >= date(2021, 7, 1)",
            "成文日期不早于2021年7月1日", "issued on is not before 2021-07-01",
        ),
        ("document", "issued_on < as_of", "成文日期早于判定基准日", "issued on is before the day of the check"),
        ("document", "params.moves", "参数moves为“否”", "the parameter moves is “no”"),
        ("document", "len(title) > params.off", "标题的字数大于参数off（未启用）",
         "the length of title is more than parameter off (off)"),
        ("document", "(params.n + 1) * 3 == 9", "（2加1）乘以3等于9", "(2 plus 1) times 3 equals 9"),
        (
            "annual_report", "published_on <= date(record_year + 1, 1, 31)",
            "发布日期不晚于（年度加1）年1月31日",
            "published on is not after day 31 of month 1 of the year (record year plus 1)",
        ),
        (
            "disclosure_application", 'any(events, type == "paid" and on <= as_of)',
            "至少有一条过程记录满足（事件类型为“缴费”，并且事件日期不晚于判定基准日）",
            _PAID,
        ),
        (
            "document", "count(interpretations, published_on <= this.published_on) >= params.n",
            "满足（发布日期不晚于本记录的发布日期）的相关政策解读条数不小于2",
            _COUNTED,
        ),
        ("document", "any(interpretations)", "有相关政策解读", "there are the related policy interpretation records"),
        ("interpretation", "document.is_policy", "所涉文件编号所指公文的是否政策文件为“是”",
         "is policy of the document named by document id is “yes”"),
        (
            "document", "first(interpretations, by=published_on).published_on > published_on",
            "发布日期最早的相关政策解读的发布日期晚于发布日期",
            "published on of the related policy interpretation with the earliest published on is after published on",
        ),
    ],
)  # fmt: skip
def test_condition_in_words(subject: str, written: str, zh: str, en: str) -> None:
    node = parsed(written, subject)
    assert Wording(dictionary()[subject], PARAMS, "zh").say(node) == zh
    assert Wording(dictionary()[subject], PARAMS, "en").say(node) == en


def test_every_operator_has_words() -> None:
    joined = {Op.AND, Op.OR, Op.FIRST, Op.SUM, *QUANTIFIERS}
    assert set(PHRASES) | joined == set(OPERATORS)


def version(requirement: Requirement) -> Version:
    return Version(Window(), ("plan/1",), TEXT, TEXT, TEXT, Modality.MUST, Severity.ERROR, requirement, params=PARAMS)


POLICY = parsed("is_policy")
BY_ISSUER = Grouping((GroupKey("issuer", FieldRef("issuer", Type.TEXT)),), {"issuer": Roster.ROSTER})
ITS_DOCUMENT = dictionary()["interpretation"].relations["document"]
TERM = DeadlineTerm(
    "published_on", parsed("issued_on"), "term", None, None, Roll.NONE, BeforeStart.UNDETERMINED
)  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "zh", "en"),
    [
        (Require(POLICY), "是否政策文件为“是”", "is policy is “yes”"),
        (Forbid(POLICY), "不得出现：是否政策文件为“是”", "this must not be: is policy is “yes”"),
        (TERM, "发布日期应在成文日期之后20个工作日内", "published on within 20 working days of issued on"),
        (
            replace(TERM, within=None, by=Recurring(Every.YEAR, 1, 31), roll=Roll.FORWARD),
            "发布日期应不晚于每年1月31日（自成文日期起）；末日为休息日的顺延",
            _ROLLED,
        ),
        (
            replace(TERM, start=None, within=None, by=parsed("date(2021, 12, 31)"), not_before=parsed("issued_on")),
            "发布日期应不晚于2021年12月31日，且不早于成文日期",
            "published on not after 2021-12-31, and not before issued on",
        ),
        (
            Sequence((Step(("drafted_on",)), Step(("issued_on", "published_on"), POLICY)), None, None),
            "依次办理：起草日期 → 成文日期、发布日期（是否政策文件为“是”时）",
            "in this order: drafted on → issued on and published on (where is policy is “yes”)",
        ),
        (
            ConsistentPair(ITS_DOCUMENT, (("published_on", "issued_on"),), None),
            "与对应的公文一致：发布日期（对方成文日期）",
            "agrees with its document in published on (its issued on)",
        ),
        (
            Rate(POLICY, None, Bound.AT_LEAST, "share", BY_ISSUER),
            "满足（是否政策文件为“是”）的记录所占比例不低于90%；按发文机关分别判定，应有：名册所列单位",
            _SHARE,
        ),
        (
            Rate(None, "plan/other", Bound.AT_MOST, "share", Grouping()),
            "通过规则plan/other的记录所占比例不高于90%",
            "at most 90% of the records must pass the rule plan/other",
        ),
        (
            Exists(POLICY, Bound.AT_LEAST, "n", None, Grouping()),
            "满足（是否政策文件为“是”）的记录不低于2条",
            "at least 2 records that meet (is policy is “yes”)",
        ),
        (
            Exists(None, Bound.EXACTLY, "n", "topic", Grouping()),
            "记录中不同的主题恰为2个", "exactly 2 different values of topic among the records",
        ),
        (Periodic(None, Pace.QUARTER, Grouping()), "每季度至少有一条记录", "every quarter at least one record"),
        (ConsistentGroup(("title",), Grouping()), "同组各记录的标题应一致", "all records of a group agree in title"),
        (Attested(Grouping()), "由履责台账中最近一次核查认定", "the latest finding in the duty ledger decides"),
        (AttestedRecord(), "由履责台账中最近一次核查认定", "the latest finding in the duty ledger decides"),
    ],
)  # fmt: skip
def test_demand_in_words(requirement: Requirement, zh: str, en: str) -> None:
    subject = dictionary()["interpretation" if isinstance(requirement, ConsistentPair) else "document"]
    assert Demand(version(requirement), subject, "zh").requirement() == zh
    assert Demand(version(requirement), subject, "en").requirement() == en


@pytest.mark.parametrize(
    ("until", "zh", "en"),
    [
        (None, "", ""),
        (UntilWord.YEAR_END, "当年年底", "the end of the year"),
        (date(2021, 11, 30), "2021年11月30日", "2021-11-30"),
        ("n", "2", "2"),
    ],
)
def test_until_in_words(until: date | UntilWord | str | None, zh: str, en: str) -> None:
    told = replace(version(Require(POLICY)), until=until)
    assert Demand(told, dictionary()["document"], "zh").until() == zh
    assert Demand(told, dictionary()["document"], "en").until() == en


def test_every_shipped_rule_can_be_told_in_words() -> None:
    for pack in read_packs(shipped_names()):
        for rule in pack.rules:
            for told in rule.versions:
                for demand in (
                    Demand(told, dictionary()[rule.subject], "zh"),
                    Demand(told, dictionary()[rule.subject], "en"),
                ):
                    assert demand.requirement()
                    assert "None" not in demand.requirement()
