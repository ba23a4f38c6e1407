"""The operator table: what each operator takes and gives, what unknown arguments do to it, and what it means.

The parser, the type checker, the reference page and the generators of the tests read this table; the meaning is
carried out by engines/reference.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gkrules.bilingual import Bilingual
from gkrules.language.ir import Op, Type

T = Type
NUMBERS = frozenset({T.INTEGER, T.NUMBER})
WHOLE = frozenset({T.INTEGER})
TEXTS = frozenset({T.TEXT, T.CODE})
DAYS = frozenset({T.DATE})
INSTANTS = frozenset({T.INSTANT})
YES_NO = frozenset({T.BOOL})
LISTS = frozenset({T.LIST_OF_CODE, T.LIST_OF_TEXT})
MEMBERS = frozenset({T.EVENTS, T.RECORDS})
ANYTHING = frozenset({T.TEXT, T.CODE, T.DATE, T.INSTANT, T.INTEGER, T.NUMBER, T.BOOL, *LISTS, T.EVENTS})


class Nulls(StrEnum):
    """What unknown arguments do."""

    STRICT = "strict"
    KLEENE = "kleene"
    PRESENCE = "presence"


NULLS_MEANING: Mapping[Nulls, Bilingual] = {
    Nulls.STRICT: Bilingual("任一参数未知，结果未知", "unknown when any argument is unknown"),
    Nulls.KLEENE: Bilingual(
        "三值逻辑：其他参数足以决定时得出结果，否则未知",
        "three-valued: decided where the other arguments suffice, else unknown",
    ),
    Nulls.PRESENCE: Bilingual(
        "空白按“无”处理的字段有确定结果；没有该列、无法读取或空白含义未知的，结果未知",
        "certain where an empty cell means none; unknown where the column is absent, the cell cannot be read,"
        " or an empty cell means unknown",
    ),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Argument types (a set of alternatives for each) and the type of the result."""

    args: tuple[frozenset[Type], ...]
    result: Type


@dataclass(frozen=True, slots=True)
class Operator:
    """One row of the table."""

    op: Op
    signatures: tuple[Signature, ...]
    nulls: Nulls
    meaning: Bilingual
    example: str


def _same(kinds: frozenset[Type]) -> Signature:
    return Signature((kinds, kinds), T.BOOL)


_ORDERED = (_same(NUMBERS), _same(DAYS), _same(INSTANTS))
_EQUAL = (*_ORDERED, _same(TEXTS), _same(YES_NO))
_LIST_PAIR = Signature((LISTS, LISTS), T.BOOL)


def _table(*rows: Operator) -> Mapping[Op, Operator]:
    return {row.op: row for row in rows}


OPERATORS: Mapping[Op, Operator] = _table(
    Operator(
        Op.AND, (Signature((YES_NO, YES_NO), T.BOOL),), Nulls.KLEENE,
        Bilingual("并且：有一项为否即为否", "both hold; false as soon as one is false"),
        "is_policy and classified == False",
    ),
    Operator(
        Op.OR, (Signature((YES_NO, YES_NO), T.BOOL),), Nulls.KLEENE,
        Bilingual("或者：有一项为是即为是", "at least one holds; true as soon as one is true"),
        "is_policy or is_major_policy",
    ),
    Operator(
        Op.NOT, (Signature((YES_NO,), T.BOOL),), Nulls.STRICT,
        Bilingual("不：未知的否定仍为未知", "the opposite; the opposite of unknown is unknown"), "not classified",
    ),
    Operator(
        Op.EQ, _EQUAL, Nulls.STRICT, Bilingual("等于", "equal"), 'disclosure_attribute == "proactive"',
    ),
    Operator(
        Op.NE, _EQUAL, Nulls.STRICT, Bilingual("不等于", "not equal"), 'disclosure_attribute != "withheld"',
    ),
    Operator(Op.LT, _ORDERED, Nulls.STRICT, Bilingual("小于、早于", "less than, before"), "issued_on < as_of"),
    Operator(
        Op.LE, _ORDERED, Nulls.STRICT, Bilingual("不大于、不晚于", "at most, not after"), "issued_on <= published_on",
    ),
    Operator(Op.GT, _ORDERED, Nulls.STRICT, Bilingual("大于、晚于", "more than, after"), "request_count > 3"),
    Operator(
        Op.GE, _ORDERED, Nulls.STRICT, Bilingual("不小于、不早于", "at least, not before"), "request_count >= 3",
    ),
    Operator(
        Op.IN, (Signature((TEXTS, LISTS), T.BOOL),), Nulls.STRICT,
        Bilingual("是列表中的一项", "is one of a list"), 'disclosure_attribute in ["on_request", "withheld"]',
    ),
    Operator(
        Op.NOT_IN, (Signature((TEXTS, LISTS), T.BOOL),), Nulls.STRICT,
        Bilingual("不是列表中的任何一项", "is none of a list"), 'document_kind not in ["other"]',
    ),
    Operator(
        Op.ADD,
        (
            Signature((WHOLE, WHOLE), T.INTEGER), Signature((NUMBERS, NUMBERS), T.NUMBER),
            Signature((DAYS, WHOLE), T.DATE),
        ),
        Nulls.STRICT, Bilingual("相加；日期加日历日数", "sum; a date plus calendar days"), "issued_on + 30",
    ),
    Operator(
        Op.SUB,
        (
            Signature((WHOLE, WHOLE), T.INTEGER), Signature((NUMBERS, NUMBERS), T.NUMBER),
            Signature((DAYS, WHOLE), T.DATE), Signature((DAYS, DAYS), T.INTEGER),
        ),
        Nulls.STRICT,
        Bilingual("相减；两个日期相减得日历日数", "difference; of two dates, the calendar days between them"),
        "published_on - issued_on",
    ),
    Operator(
        Op.MUL, (Signature((WHOLE, WHOLE), T.INTEGER), Signature((NUMBERS, NUMBERS), T.NUMBER)), Nulls.STRICT,
        Bilingual("相乘（精确计算）", "product, computed exactly"), "pages_count * 10",
    ),
    Operator(
        Op.PRESENT, (Signature((ANYTHING,), T.BOOL),), Nulls.PRESENCE,
        Bilingual(
            "已填写；列表至少有一项；日期须不晚于检查日期（计划日期除外）",
            "is filled in; a list has at least one member; a date has come (a planned day need not have)",
        ),
        "present(non_disclosure_reason)",
    ),
    Operator(
        Op.MISSING, (Signature((ANYTHING,), T.BOOL),), Nulls.PRESENCE,
        Bilingual(
            "未填写；列表没有任何一项；日期尚未到来（计划日期除外）",
            "is not filled in; a list has no member; a date has not come (a planned day may)",
        ),
        "missing(published_on)",
    ),
    Operator(
        Op.FILLED, (Signature((ANYTHING,), T.BOOL),), Nulls.PRESENCE,
        Bilingual("已填写，不论日期是否到来", "is filled in, whether its day has come or not"),
        "filled(published_on) and published_on > as_of",
    ),
    Operator(
        Op.RECORDED, (Signature((ANYTHING,), T.BOOL),), Nulls.PRESENCE,
        Bilingual(
            "有记载：已填写，不论日期是否到来；没有该列的，视为没有记载",
            "is noted: filled in, whether its day has come or not; a column that is not there notes nothing",
        ),
        "not recorded(converted_on)",
    ),
    Operator(
        Op.MATCHES, (Signature((TEXTS, frozenset({T.TEXT})), T.BOOL),), Nulls.STRICT,
        Bilingual("文本中有与正则表达式相符的部分（RE2 子集）", "the pattern occurs in the text (RE2 subset)"),
        'matches(document_number, "〔[0-9]{4}〕[0-9]+号$")',
    ),
    Operator(
        Op.LEN, (Signature((TEXTS | LISTS | frozenset({T.EVENTS}),), T.INTEGER),), Nulls.STRICT,
        Bilingual("字数；列表的项数", "number of characters, or of members"), "len(channels) >= 2",
    ),
    Operator(Op.YEAR, (Signature((DAYS,), T.INTEGER),), Nulls.STRICT, Bilingual("年", "the year"), "year(issued_on)"),
    Operator(
        Op.MONTH, (Signature((DAYS,), T.INTEGER),), Nulls.STRICT, Bilingual("月", "the month, 1 to 12"),
        "month(issued_on)",
    ),
    Operator(
        Op.DAY, (Signature((DAYS,), T.INTEGER),), Nulls.STRICT, Bilingual("日", "the day of the month"),
        "day(issued_on)",
    ),
    Operator(
        Op.DATE, (Signature((WHOLE, WHOLE, WHOLE), T.DATE),), Nulls.STRICT,
        Bilingual("由年月日组成的日期；没有这一天则未知", "the date of year, month, day; unknown if there is none"),
        "date(record_year + 1, 1, 31)",
    ),
    Operator(
        Op.DATE_OF, (Signature((INSTANTS,), T.DATE),), Nulls.STRICT,
        Bilingual("时刻所在的日期（北京时间）", "the day of an instant, in China's time"), "date_of(published_at)",
    ),
    Operator(
        Op.WORKING_DAYS, (Signature((DAYS, DAYS), T.INTEGER),), Nulls.STRICT,
        Bilingual(
            "两日之间的工作日数，起始日不计、截止日计入；涉及未公布放假安排的年份时为区间",
            "working days after the first day up to and including the second; an interval where holidays are not"
            " announced",
        ),
        "working_days(issued_on, published_on) <= 20",
    ),
    Operator(
        Op.CONTAINS, (Signature((LISTS, TEXTS), T.BOOL),), Nulls.STRICT,
        Bilingual("列表含有该项", "the list has this member"), 'contains(channels, "website")',
    ),
    Operator(
        Op.CONTAINS_ALL, (_LIST_PAIR,), Nulls.STRICT,
        Bilingual("列表含有后者的每一项", "the first list has every member of the second"),
        'contains_all(elements, ["goals", "measures"])',
    ),
    Operator(
        Op.CONTAINS_ANY, (_LIST_PAIR,), Nulls.STRICT,
        Bilingual("列表至少含有后者的一项", "the first list has at least one member of the second"),
        'contains_any(topic, ["employment"])',
    ),
    Operator(
        Op.SUBSET, (_LIST_PAIR,), Nulls.STRICT,
        Bilingual("列表的每一项都在后者之中", "every member of the first list is in the second"),
        'subset(channels, ["website", "gazette"])',
    ),
    Operator(
        Op.ANY, (Signature((MEMBERS, YES_NO), T.BOOL), Signature((MEMBERS,), T.BOOL)), Nulls.KLEENE,
        Bilingual(
            "至少有一个事件或关联记录符合条件；不写条件即至少有一个",
            "the condition holds for at least one event or related record; without a condition: there is one",
        ),
        'any(interpretations, department == this.department)',
    ),
    Operator(
        Op.ALL, (Signature((MEMBERS, YES_NO), T.BOOL),), Nulls.KLEENE,
        Bilingual(
            "每个事件或关联记录都符合条件（一个也没有时为是）",
            "the condition holds for every event or related record (true of none)",
        ),
        "all(events, on <= as_of)",
    ),
    Operator(
        Op.COUNT, (Signature((MEMBERS, YES_NO), T.INTEGER), Signature((MEMBERS,), T.INTEGER)), Nulls.KLEENE,
        Bilingual(
            "符合条件的事件数或关联记录数；有未知项时为区间，比较仍可得出结果",
            "number of events or related records for which the condition holds; an interval when some are unknown,"
            " which a comparison may still decide",
        ),
        'count(events, type == "correction_notified") <= 1',
    ),
    Operator(
        Op.FIRST, (Signature((frozenset({T.RECORDS}), DAYS | INSTANTS), T.RECORDS),), Nulls.STRICT,
        Bilingual(
            "按日期最早的一条关联记录，其后用点号取字段；不能确定哪一条最早时未知",
            "the related record with the earliest date, of which a field is named behind a dot; unknown when it is not"
            " certain which is the first",
        ),
        "first(interpretations, by=published_on).published_on <= published_on + 3",
    ),
    Operator(
        Op.SUM,
        (
            Signature((frozenset({T.RECORDS}), YES_NO, WHOLE), T.INTEGER),
            Signature((frozenset({T.RECORDS}), YES_NO, frozenset({T.NUMBER})), T.NUMBER),
        ),
        Nulls.STRICT,
        Bilingual(
            "符合条件的关联记录某一数字字段之和，没有则为0；某条的数字未知，或者不能确定某条是否计入（数字为0的除外）时未知",
            "the sum of a number field over the related records for which the condition holds, 0 where there are none;"
            " unknown when a figure is, or when it is not certain that a record counts (unless its figure is 0)",
        ),
        'sum(table_rows, row_code in ["new", "carried_in"], total_count) == total_count',
    ),
)  # fmt: skip

FUNCTIONS = {row.op.value: row for row in OPERATORS.values() if row.op.value.isidentifier() and row.op not in (
    Op.AND, Op.OR, Op.NOT, Op.IN
)}  # fmt: skip
"""The rows that are written as calls."""

QUANTIFIERS = frozenset({Op.ANY, Op.ALL, Op.COUNT})
