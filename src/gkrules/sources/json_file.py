"""Reading JSON: an array of objects, or an object whose `records` is one."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.rows import Broken, RawCell, Row
from gkrules.sources.text import cell_text, header_text

DEEPEST = 100
"""How many arrays and objects may stand within each other."""

_MOST_DIGITS = 40
_Json: TypeAlias = "str | int | Decimal | bool | Broken | list[_Json] | _Pairs | None"

REPEATED_KEY = Broken(Bilingual("同一个键出现了两次，请只保留一个", "the key occurs more than once: keep one of them"))
NO_NUMBER = Broken(Bilingual("不是有限的数（NaN 或无穷），请改正", "not a finite number (NaN or infinity): correct it"))
TOO_LONG_NUMBER = Broken(
    Bilingual(
        f"数字超过 {_MOST_DIGITS} 位，编号请写成文本",
        f"a number of more than {_MOST_DIGITS} digits: write numbers of things as text",
    )
)
NO_OBJECT = Bilingual(
    "该元素不是对象，请写成 {字段: 值} 的形式", "the element is no object: write it as {field: value}"
)
NAMELESS_KEY = Bilingual(
    "该记录有空的或不是文字的键，其值未读取，请改正键名",
    "the record has a key that is empty or no text, whose value was not read: mend the key",
)


class _Pairs(list["tuple[str, _Json]"]):
    """The keys and values of an object, repeated ones too."""


def read_json(data: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a JSON file. Raises SourceError for all but sound JSON in UTF-8 of that shape."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SourceError(f"{name}: not UTF-8 at byte offset {fault.start}; JSON has to be saved in UTF-8") from None
    try:
        return tuple(_row(i, element) for i, element in enumerate(_elements(_parse(text, name), name), 1))
    except RecursionError:
        line, column = _too_deep(text)
        raise SourceError(
            f"{name}: line {line}, column {column}: more than {DEEPEST} arrays and objects within each "
            "other; flatten the records"
        ) from None


def _parse(text: str, name: str) -> _Json:
    """The document, objects as pairs and numbers exact."""
    try:
        document: _Json = json.loads(
            text,
            object_pairs_hook=_Pairs,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=lambda _: NO_NUMBER,
        )
    except json.JSONDecodeError as fault:
        raise SourceError(
            f"{name}: not valid JSON at line {fault.lineno}, column {fault.colno} (a comma, quote or "
            "bracket is wrong or missing, or the file is cut short); export the file again"
        ) from None
    return document


def _whole(digits: str) -> int | Broken:
    return int(digits) if len(digits.lstrip("-")) <= _MOST_DIGITS else TOO_LONG_NUMBER


def _fraction(digits: str) -> Decimal | Broken:
    if sum(character.isdigit() for character in digits) > _MOST_DIGITS:
        return TOO_LONG_NUMBER
    try:
        number = Decimal(digits)
    except InvalidOperation:  # an exponent of more than 18 digits
        return TOO_LONG_NUMBER
    return number if not number or abs(number.adjusted()) <= _MOST_DIGITS else TOO_LONG_NUMBER


def _elements(document: _Json, name: str) -> list[_Json]:
    """The array of records in `document`."""
    if isinstance(document, _Pairs):
        members = [value for key, value in document if key == "records"]
        document = members[0] if len(members) == 1 else None
    if isinstance(document, list) and not isinstance(document, _Pairs):
        return document
    raise SourceError(
        f'{name}: neither an array of objects nor an object with one array "records"; write [{{…}}, {{…}}]'
    )


def _row(position: int, element: _Json) -> Row:
    """The row of one element; keys in one spelling, as headers are."""
    if not isinstance(element, _Pairs):
        return Row(position, None, {}, (NO_OBJECT,))
    cells: dict[str, RawCell] = {}
    flaws: tuple[Bilingual, ...] = ()
    for key, value in element:
        name = header_text(key)
        if not name:
            flaws = (NAMELESS_KEY,)
        else:
            cells[name] = REPEATED_KEY if name in cells else _cell(value, 2)
    return Row(position, None, cells, flaws)


def _cell(value: _Json, depth: int) -> RawCell:
    """A value as a cell: texts stripped, objects as dicts. Raises RecursionError beyond `DEEPEST`."""
    if isinstance(value, str):
        return cell_text(value)
    if not isinstance(value, list):
        return value
    if depth >= DEEPEST:
        raise RecursionError
    if not isinstance(value, _Pairs):
        return [_cell(member, depth + 1) for member in value]
    members: dict[str, RawCell] = {}
    for key, member in value:
        members[key] = REPEATED_KEY if key in members else _cell(member, depth + 1)
    return members


def _too_deep(text: str) -> tuple[int, int]:
    """Line and column, from 1, of the first bracket that stands too deep."""
    depth = 0
    for token in re.finditer(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', text, re.DOTALL):
        if token[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                break
        elif token[0] in "]}":
            depth -= 1
    else:
        return 1, 1
    before = text[: token.start()]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
