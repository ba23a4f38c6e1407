"""Records as keys and values (JSON, JSON Lines, YAML): which part of a document they are, and their rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TypeAlias, TypeGuard

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.records.dictionary import dictionary
from gkrules.sources.rows import Broken, RawCell, Row
from gkrules.sources.text import cell_text, header_text

DEEPEST = 100
"""How many lists and objects may stand within each other."""

SUBJECT = "subject"
"""The key under which a record says what it is."""

Tree: TypeAlias = "str | int | Decimal | bool | Broken | list[Tree] | Pairs | None"

REPEATED_KEY = Broken(Bilingual("同一个键出现了两次，请只保留一个", "the key occurs more than once: keep one of them"))
NO_OBJECT = Bilingual(
    "该元素不是对象，请写成 {字段: 值} 的形式", "the element is no object: write it as {field: value}"
)
NAMELESS_KEY = Bilingual(
    "该记录有空的或不是文字的键，其值未读取，请改正键名",
    "the record has a key that is empty or no text, whose value was not read: mend the key",
)
OTHER_SUBJECT = Broken(
    Bilingual(
        "记录写明的subject与其所在列表不一致，请改正",
        "the record names another subject than its list: mend one of the two",
    )
)


class Pairs(list["tuple[str, Tree]"]):
    """The keys and values of an object, repeated ones too. `line`: where it starts, from 1; 0 where nobody counts."""

    line: int = 0


def is_list(value: Tree) -> TypeGuard[list[Tree]]:
    """Whether a value is a list; an object is none."""
    return isinstance(value, list) and not isinstance(value, Pairs)


def subject_of(text: object) -> str | None:
    """The subject that a name, or its Chinese label, stands for."""
    if not isinstance(text, str):
        return None
    text = text.strip()
    return text if text in dictionary().subjects else _by_label().get(text)


@cache
def _by_label() -> dict[str, str]:
    return {subject.label.zh: name for name, subject in dictionary().subjects.items()}


def document_rows(document: Tree, name: str, first: int = 1) -> list[Row]:
    """The rows of one document; positions count from `first`.

    A document is a list of records, an object whose `records` is one, or an object of lists by subject. Raises
    SourceError for any other shape, RecursionError for values nested deeper than `DEEPEST`.
    """
    if isinstance(document, Pairs):
        lists = [value for key, value in document if key == "records"]
        if not lists and any(subject_of(header_text(key)) for key, _ in document):
            return list(_by_subject(document, name))
        document = lists[0] if len(lists) == 1 else None
    if is_list(document):
        return [row(position, element) for position, element in enumerate(document, first)]
    raise SourceError(
        f'{name}: neither an array of objects nor an object with one array "records"; write [{{…}}, {{…}}]',
        f"{name}：既不是对象的数组，也不是含一个records数组的对象；请写成[{{…}}, {{…}}]",
    )


def _by_subject(document: Pairs, name: str) -> Iterator[Row]:
    """The rows of the lists of several subjects, each counted from 1; single values beside them are passed over."""
    seen = set()
    for number, (key, value) in enumerate(document, 1):
        subject = subject_of(header_text(key))
        if subject is None and not isinstance(value, list):
            continue  # a date of export, a version
        if subject is None or subject in seen or not is_list(value):
            listed = ", ".join(dictionary().subjects)
            raise SourceError(
                f"{name}: key {number} of the file is no subject with one list of records; subjects: {listed}",
                f"{name}：文件的第{number}个键不是“数据对象: 记录列表”，或重复出现；数据对象有：{listed}",
            )
        seen.add(subject)
        for position, element in enumerate(value, 1):
            yield row(position, element, subject=subject, source=f"{name}#{subject}")


def row(position: int, element: Tree, *, subject: str | None = None, source: str | None = None) -> Row:
    """The row of one element; keys in one spelling, as headers are. `subject` is what its list says that it is."""
    cells: dict[str, RawCell] = {} if subject is None else {SUBJECT: subject}
    if not isinstance(element, Pairs):
        return Row(position, None, cells, (NO_OBJECT,), source)
    flaws: tuple[Bilingual, ...] = ()
    for key, value in element:
        name = header_text(key)
        if not name:
            flaws = (NAMELESS_KEY,)
        elif name == SUBJECT and subject is not None:
            if subject_of(value) != subject:
                cells[name] = OTHER_SUBJECT
        else:
            cells[name] = REPEATED_KEY if name in cells else cell(value, 2)
    return Row(position, element.line or None, cells, flaws, source)


def cell(value: Tree, depth: int) -> RawCell:
    """A value as a cell: texts stripped, objects as dicts. Raises RecursionError beyond `DEEPEST`."""
    if isinstance(value, str):
        return cell_text(value)
    if not isinstance(value, list):
        return value
    if depth >= DEEPEST:
        raise RecursionError
    if not isinstance(value, Pairs):
        return [cell(member, depth + 1) for member in value]
    members: dict[str, RawCell] = {}
    for key, member in value:
        members[key] = REPEATED_KEY if key in members else cell(member, depth + 1)
    return members
