"""Reading JSON: an array of objects, an object whose `records` is one, or an object of arrays by subject.

JSON Lines hold one object a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.keyed import DEEPEST, NAMELESS_KEY, NO_OBJECT, REPEATED_KEY, Pairs, Tree, document_rows, row
from gkrules.sources.rows import Broken, Row

__all__ = [
    "DEEPEST", "NAMELESS_KEY", "NO_NUMBER", "NO_OBJECT", "REPEATED_KEY", "TOO_LONG_NUMBER", "JsonLines", "read_json",
]  # fmt: skip

_MOST_DIGITS = 40

NO_NUMBER = Broken(Bilingual("不是有限的数（NaN 或无穷），请改正", "not a finite number (NaN or infinity): correct it"))
TOO_LONG_NUMBER = Broken(
    Bilingual(
        f"数字超过 {_MOST_DIGITS} 位，编号请写成文本",
        f"a number of more than {_MOST_DIGITS} digits: write numbers of things as text",
    )
)


def read_json(data: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a JSON file. Raises SourceError for all but sound JSON in UTF-8 of that shape."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SourceError(
            f"{name}: not UTF-8 at byte offset {fault.start}; JSON has to be saved in UTF-8",
            f"{name}：偏移{fault.start}字节处不是UTF-8；JSON须以UTF-8编码保存",
        ) from None
    try:
        return tuple(document_rows(_parse(text, name), name))
    except RecursionError:
        line, column = _too_deep(text)
        raise SourceError(
            f"{name}: line {line}, column {column}: more than {DEEPEST} arrays and objects within each "
            "other; flatten the records",
            f"{name}：第{line}行第{column}列：嵌套超过{DEEPEST}层；请把记录写平",
        ) from None


class JsonLines(Collection[Row]):
    """The rows of a JSON Lines file, numbered by their lines; split anew each time, so that none is held.

    A line that is no object in sound JSON is a row without cells whose flaw says where it fails.
    """

    def __init__(self, data: bytes, name: str) -> None:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SourceError(
                f"{name}: not UTF-8 but UTF-16; JSON Lines have to be saved in UTF-8",
                f"{name}：编码是UTF-16；JSON Lines须以UTF-8保存",
            )
        self._data = data.removeprefix(b"\xef\xbb\xbf")
        self._count: int | None = None

    def __iter__(self) -> Iterator[Row]:
        start, number = 0, 0
        while start < len(self._data):
            end = self._data.find(b"\n", start)
            end = len(self._data) if end < 0 else end
            number += 1
            line = self._data[start:end].rstrip().removeprefix(b"\x1e")  # which opens records of JSON text sequences
            if line.strip():
                yield _line(line, number)
            start = end + 1

    def __len__(self) -> int:
        if self._count is None:
            self._count = sum(1 for _ in self)
        return self._count

    def __contains__(self, item: object) -> bool:
        return any(found == item for found in self)


def _line(line: bytes, number: int) -> Row:
    """The row of one line of JSON Lines."""
    try:
        found = row(number, _load(line.decode("utf-8")))
    except UnicodeDecodeError as fault:
        flaw = Bilingual(
            f"该行第{fault.start + 1}字节处不是UTF-8，未读取", f"the line is not UTF-8 at its byte {fault.start + 1}"
        )
    except json.JSONDecodeError as fault:
        flaw = Bilingual(
            f"该行第{fault.colno}列起不是正确的JSON，未读取", f"the line is not valid JSON at column {fault.colno}"
        )
    except RecursionError:
        flaw = Bilingual(
            f"该行嵌套超过{DEEPEST}层，未读取", f"the line has more than {DEEPEST} arrays and objects within each other"
        )
    else:
        return Row(number, number, found.cells, found.flaws)
    return Row(number, number, {}, (flaw,))


def _load(text: str) -> Tree:
    """A JSON text, objects as pairs and numbers exact."""
    document: Tree = json.loads(
        text, object_pairs_hook=Pairs, parse_int=_whole, parse_float=_fraction, parse_constant=lambda _: NO_NUMBER
    )
    return document


def _parse(text: str, name: str) -> Tree:
    """The document of a JSON file."""
    try:
        return _load(text)
    except json.JSONDecodeError as fault:
        raise SourceError(
            f"{name}: not valid JSON at line {fault.lineno}, column {fault.colno} (a comma, quote or "
            "bracket is wrong or missing, or the file is cut short); export the file again",
            f"{name}：第{fault.lineno}行第{fault.colno}列起不是正确的JSON（逗号、引号或括号有误，或文件不完整）；请重新导出",
        ) from None


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
