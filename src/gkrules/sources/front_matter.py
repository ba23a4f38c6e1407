"""Front matter of Markdown documents: the block of keys at the top of a file is its record, the rest is its body."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gkrules.bilingual import Bilingual
from gkrules.sources.keyed import Pairs, Tree, row
from gkrules.sources.rows import Broken, RawCell, Row
from gkrules.sources.text import is_text
from gkrules.sources.yaml_file import YamlFault, documents

BODY = "body"
"""The key under which the text below the front matter is given, unless the front matter has it."""

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\r?\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_NOT_CLOSED = Bilingual(
    "文件头（front matter）没有结束行，请在其后另起一行写上与首行相同的---或+++",
    "the front matter is not closed: put a line with the same --- or +++ below it",
)
_NOT_UTF8 = Bilingual("文件不是UTF-8编码，请另存为UTF-8", "the file is not UTF-8: save it in UTF-8")
_ONE_RECORD = Bilingual("文件头应为一组“字段: 值”", "the front matter has to be one set of keys and values")


def read_front_matter(data: bytes, source: str, name: str) -> Row | None:
    """The record of one document; None when it has no front matter.

    `source` is the path for reports, `name` what the record is called when it states no id. A file whose front matter
    cannot be read gives a row without cells, whose flaw says where; its number is that line, otherwise 1.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Row(1, 1, {}, (_NOT_UTF8,), source, name) if data.lstrip(b"\xef\xbb\xbf").startswith(b"---") else None
    opening = _OPENING.match(text)
    if opening is None:
        return None
    mark = opening[1]
    closing = _CLOSING[mark].search(text, opening.end())
    if closing is None:
        return Row(1, 1, {}, (_NOT_CLOSED,), source, name)
    block, body = text[opening.end() : closing.start()], text[closing.end() :].strip()
    try:
        keys = _yaml(block) if mark == "---" else _toml(block)
    except YamlFault as fault:
        line = fault.line + 1  # the line that opens the block
        flaw = Bilingual(
            f"文件头第{line}行第{fault.column}列有误：{fault.zh}",
            f"front matter, line {line}, column {fault.column}: {fault.en}",
        )
        return Row(line, line, {}, (flaw,), source, name)
    if keys is None:
        return Row(1, 1, {}, (_ONE_RECORD,), source, name)
    found = row(1, keys)
    cells: dict[str, RawCell] = dict(found.cells)
    if BODY not in cells and is_text(body):
        cells[BODY] = body or None
    return replace(found, line=1, cells=cells, source=source, name=name)


def _yaml(block: str) -> Pairs | None:
    """The keys of a YAML block; None for anything but one mapping, or nothing."""
    found = [document for document in documents(block) if document is not None]
    if not found:
        return Pairs()
    return found[0] if len(found) == 1 and isinstance(found[0], Pairs) else None


def _toml(block: str) -> Pairs:
    """The keys of a TOML block. Raises YamlFault for what is no TOML."""
    try:
        return _pairs(tomllib.loads(block, parse_float=Decimal))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = re.search(r"line ([0-9]+), column ([0-9]+)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        raise YamlFault(line, column, "不是正确的TOML", "not valid TOML") from None


def _pairs(table: dict[str, Any]) -> Pairs:
    return Pairs((key, _tree(value)) for key, value in table.items())


def _tree(value: Any) -> Tree:
    """A TOML value as a tree; days and times stay the text of their ISO form."""
    if isinstance(value, dict):
        return _pairs(value)
    if isinstance(value, list):
        return [_tree(member) for member in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal) and not value.is_finite():
        return Broken(Bilingual("不是有限的数", "not a finite number"))
    return value if isinstance(value, str | int | bool | Decimal) else str(value)
