"""Numbers in a workbook that are dates: which formats say so, and which day a serial number is."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import Enum

from gkrules.bilingual import Bilingual
from gkrules.sources.rows import Broken

_BUILT_IN_DATES = frozenset((14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58))
_BUILT_IN_TIMES = frozenset((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56))
"""ECMA-376 part 1, 18.8.30, with the ids that Chinese editions use (27 to 36 and 50 to 58)."""

_BUILT_IN_DURATION = 46

_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_CODE = re.compile(r"[dmyhs]", re.IGNORECASE)
_GENERAL = re.compile(r"general|g/通用格式", re.IGNORECASE)
_FIRST_MARCH_1900 = 61
_DAY = 86_400_000  # in milliseconds

NO_DATE = Broken(
    Bilingual(
        "单元格为日期格式，但数值不是有效日期，请重新录入日期",
        "formatted as a date, but the number is no date: enter the date anew",
    )
)
TIME_ONLY = Broken(
    Bilingual("只有时间，没有日期，请录入完整日期", "a time without a day: enter the full date"),
)


class Shows(Enum):
    """What a number format makes of a number: itself, a date (or a time of day), or a length of time."""

    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"


def shown_by(number_format: int, codes: dict[int, str]) -> Shows:
    """What the format of this id shows. `codes`: the workbook's own formats by id."""
    code = codes.get(number_format)
    if code is None:
        if number_format == _BUILT_IN_DURATION:
            return Shows.DURATION
        is_date = number_format in _BUILT_IN_DATES or number_format in _BUILT_IN_TIMES
        return Shows.DATE if is_date else Shows.NUMBER
    first = _GENERAL.sub("", _NOT_CODE.sub("", code)).split(";")[0]
    if "[" in first:  # only [h], [m] and [s] are left of what stands in brackets
        return Shows.DURATION
    return Shows.DATE if _DATE_CODE.search(first) else Shows.NUMBER


def day_of(serial: float, *, from_1904: bool) -> date | datetime | Broken:
    """The day, or the instant when it is not midnight, of an Excel serial number, to the millisecond.

    Broken for numbers outside the years 1900 to 9999, for 29 February 1900, which Excel invents, and for
    times without a day.
    """
    if not -1 < serial < 3_000_000:
        return NO_DATE
    instant = round(serial * _DAY)
    day = instant // _DAY
    if from_1904:
        if day < 0:
            return NO_DATE
        if day == 0 and instant:
            return TIME_ONLY
        start = datetime(1904, 1, 1)  # noqa: DTZ001 - workbooks know no zones
    else:
        if day == 0:
            return TIME_ONLY
        if day < 0 or day == _FIRST_MARCH_1900 - 1:
            return NO_DATE
        start = datetime(1899, 12, 31 if day < _FIRST_MARCH_1900 else 30)  # noqa: DTZ001
    try:
        found = start + timedelta(milliseconds=instant)
    except OverflowError:
        return NO_DATE
    return found if instant % _DAY else found.date()
