"""Reads a cell as its field wants it: dates as people write them, codes or their labels, lists, yes and no."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from gkrules.bilingual import Bilingual
from gkrules.deadlines.fixed import in_shanghai
from gkrules.deadlines.trace import CaseEvent
from gkrules.records.model import Field, FieldType
from gkrules.records.record import Known

FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_DIGITS = 30
MAX_EVENTS = 1_000
MAX_TEXT = 10_000_000

BLANK_MARKS = frozenset(
    {"", "-", "--", "—", "——", "－", "/", "\\", "无", "暂无", "空", "N/A", "n/a", "NA", "None", "none",
     "null", "NULL", "nan", "NaN"}
)  # fmt: skip
"""What people write into a cell to say that there is nothing in it; read as an empty cell."""

_DATE = re.compile(
    r"([0-9]{4})\s*([-/.年])\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
    r"(?:[T\s]*([0-9]{1,2})[:时]([0-9]{1,2})(?:[:分]([0-9]{1,2})(?:\.[0-9]{1,9})?)?[秒分]?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_MIDNIGHT = re.compile(r"[T\s日]24[:时]00?(?:[:分]|$)")
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH_ONLY = re.compile(r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*月?")
_INTEGER = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+|[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SEPARATORS = re.compile(r"[、，,;；|\n]")
_TRUE = frozenset({"是", "true", "1", "yes", "y", "有", "√", "✓"})
_FALSE = frozenset({"否", "false", "0", "no", "n", "无", "×"})
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_FIRST, _EXCEL_LAST = 20_000, 73_050


class CellFault(Exception):  # noqa: N818 - a fault of the data, which is caught where the row is known
    """A cell that cannot be read as its field wants it. The reason never holds what stands in the cell."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Bilingual(zh, en)
        super().__init__(en)


def is_blank(raw: object, field: Field | None = None) -> bool:
    """Whether a cell is empty or holds one of the marks for nothing.

    A mark that answers what `field` asks is none: 无 to a question of yes or no, a code `none` or its label.
    """
    if raw is None:
        return True
    if not isinstance(raw, str) or (word := raw.strip()) not in BLANK_MARKS:
        return False
    if field is None or not word:
        return True
    return field.code_in_cell(word) is None and not (field.type is FieldType.BOOL and word == "无")


def read_cell(field: Field, raw: object) -> Known:
    """The value of a cell that is not blank. Raises CellFault with a reason that does not quote it."""
    if isinstance(raw, str) and len(raw) > MAX_TEXT:
        raise CellFault(f"内容超过{MAX_TEXT:,}个字符", f"more than {MAX_TEXT:,} characters")
    reader = _READERS.get(field.type)
    if reader is not None:
        return reader(raw)
    if field.type is FieldType.CODE:
        return _code(field, raw)
    if field.type is FieldType.LIST_OF_CODE:
        return tuple(dict.fromkeys(_code(field, item) for item in _members(raw)))
    return _events(field, raw)


def _text(raw: object) -> str:
    if isinstance(raw, str):
        if raw.isascii():
            return raw.strip()
        if _SURROGATE.search(raw):
            raise CellFault("含有无法识别的字符", "it holds characters that are none")
        return unicodedata.normalize("NFC", raw.strip())
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, datetime):
        return raw.isoformat(sep=" ")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, int | Decimal):
        return str(raw)
    raise CellFault("应为文本", "text is expected")


def _plain(raw: object) -> str:
    """The cell as text in half-width characters, for everything that is not free text."""
    return unicodedata.normalize("NFKC", _text(raw)).strip()


def _date(raw: object) -> date:
    moment = _moment(raw)
    if isinstance(raw, str) and isinstance(moment, datetime) and _MIDNIGHT.search(_plain(raw)):
        return moment.date() - timedelta(days=1)  # 24:00 belongs to the day it ends
    return moment.date() if isinstance(moment, datetime) else moment


def _moment(raw: object) -> date | datetime:
    if isinstance(raw, datetime):
        _plausible(raw)
        return _plausible(in_shanghai(raw) if raw.tzinfo else raw)
    if isinstance(raw, date):
        return _plausible(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and _EXCEL_FIRST <= raw <= _EXCEL_LAST:
        return _EXCEL_DAY_0 + timedelta(days=raw)
    if isinstance(raw, bool | list | dict | Decimal):
        raise CellFault("应为日期，如2021-07-01", "a date such as 2021-07-01 is expected")
    text = _plain(raw)
    match = _DATE.fullmatch(text)
    if match is None:
        match_compact = _COMPACT.fullmatch(text)
        if match_compact:
            return _day(*map(int, match_compact.groups()))
        if _MONTH_ONLY.fullmatch(text):
            raise CellFault("日期缺“日”，应写到具体日期", "the day of the month is missing")
        raise CellFault("不是可识别的日期，应如2021-07-01", "not a date; write it like 2021-07-01")
    day = _day(int(match[1]), int(match[3]), int(match[4]))
    if match[5] is None:
        return day
    return _instant(day, match)


def _instant(day: date, match: re.Match[str]) -> datetime:
    hour, minute, second = int(match[5]), int(match[6]), int(match[7] or 0)
    if hour == 24 and minute == second == 0:
        return datetime.combine(day, time.min) + timedelta(days=1)
    try:
        moment = datetime.combine(day, time(hour, minute, second))
    except ValueError:
        raise CellFault("没有这样的时刻", "there is no such time of day") from None
    if match[8] is None:
        return moment
    offset = "+00:00" if match[8] == "Z" else match[8]
    try:
        return in_shanghai(datetime.fromisoformat(moment.isoformat() + offset))
    except ValueError:
        raise CellFault("时区偏移有误", "there is no such offset from UTC") from None


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellFault(
            f"年份应在{FIRST_YEAR}至{LAST_YEAR}之间", f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}"
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise CellFault("历法中没有这一天", "there is no such day in the calendar") from None


def _plausible(moment: date | datetime) -> date | datetime:
    _day(moment.year, moment.month, moment.day)
    return moment


def _integer(raw: object) -> int:
    if isinstance(raw, Decimal) and raw.is_finite():
        if raw.adjusted() >= MAX_DIGITS:
            raise _too_long()
        raw = int(raw) if raw == raw.to_integral_value() else raw
    text = _plain(raw) if not isinstance(raw, bool) else ""
    if not _INTEGER.fullmatch(text):
        raise CellFault("应为整数", "a whole number is expected")
    return int(_short(text))


def _number(raw: object) -> Fraction:
    text = _plain(raw) if not isinstance(raw, bool) else ""
    if not _NUMBER.fullmatch(text):
        raise CellFault("应为数字", "a number is expected")
    try:
        return Fraction(Decimal(_short(text)))
    except InvalidOperation:
        raise CellFault("应为数字", "a number is expected") from None


def _short(text: str) -> str:
    digits = text.replace(",", "")
    if len(digits) > MAX_DIGITS:
        raise _too_long()
    return digits


def _too_long() -> CellFault:
    return CellFault(f"数字超过{MAX_DIGITS}位", f"more than {MAX_DIGITS} digits")


def _bool(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    text = _plain(raw).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise CellFault("应填“是”或“否”", "yes or no (是 or 否) is expected")


def _code(field: Field, raw: object) -> str:
    code = field.code_in_cell(_plain(raw))
    if code is not None:
        return code
    labels = list(field.codes.values())
    shown = "、".join(labels[:6]) + ("等" if len(labels) > 6 else "")
    codes = ", ".join(list(field.codes)[:6]) + (", …" if len(labels) > 6 else "")
    raise CellFault(f"不在代码表内，应为{shown}", f"not one of its codes: {codes}")


def _members(raw: object) -> list[object]:
    members: list[object] = list(raw) if isinstance(raw, list | tuple) else [*_SEPARATORS.split(_text(raw))]
    if isinstance(raw, list | tuple) and any(m is None for m in raw):
        raise CellFault("列表中有空项", "the list has an empty member")
    return [m for m in members if not (isinstance(m, str) and not m.strip())]


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_text(member) for member in _members(raw)))


def _events(field: Field, raw: object) -> tuple[CaseEvent, ...]:
    items = raw
    if isinstance(raw, str):
        try:
            items = json.loads(raw)
        except (ValueError, RecursionError):
            items = None
    if not isinstance(items, list | tuple) or len(items) > MAX_EVENTS:
        raise CellFault(
            "应为事件列表：[{type, on, party, days}]", "a list of events {type, on, party, days} is expected"
        )
    return tuple(_event(field, item) for item in items)


def _event(field: Field, item: object) -> CaseEvent:
    if isinstance(item, CaseEvent):
        return item
    if not isinstance(item, Mapping) or not {"type", "on"} <= item.keys():
        raise CellFault("事件缺少type或on", "an event lacks its type or its day (on)")
    if set(item) - {"type", "on", "party", "days"}:
        raise CellFault("事件含有未知的键", "an event has a key other than type, on, party, days")
    party, days = item.get("party"), item.get("days")
    return CaseEvent(
        _date(item["on"]),
        _code(field, item["type"]),
        "" if party is None else _text(party),
        None if days is None else _integer(days),
    )


_READERS: Mapping[FieldType, Callable[[Any], Known]] = {
    FieldType.TEXT: _text,
    FieldType.DATE: _date,
    FieldType.INSTANT: _moment,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.BOOL: _bool,
    FieldType.LIST_OF_TEXT: _texts,
}
