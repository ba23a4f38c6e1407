"""JSON and JSON Lines: strings and long numbers with their key paths; records of like keys are read as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from gkrules.detectors.columns import kind_of
from gkrules.errors import SourceError
from gkrules.files import grid
from gkrules.files.codec import JSON, JSON_NUMBER
from gkrules.files.content import APART, Content, Flow, Passage, Slot
from gkrules.files.markup import too_deep
from gkrules.files.plain import read_text

DEEPEST = 200
_TOKEN = re.compile(r'[ \t\r\n]*+(?:"((?:[^"\\]|\\.)*+)"|([{}\[\],:])|([^\s{}\[\],:"]++))', re.DOTALL)
_PLAIN_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_LONG = 7

# What the usual English keys are called where the detectors read headers and labels.
_LABELS = {
    "phone": "手机", "mobile": "手机", "mobile_phone": "手机", "phone_number": "手机", "tel": "电话",
    "telephone": "电话", "id_card": "身份证号", "idcard": "身份证号", "id_number": "身份证号", "id_no": "身份证号",
    "identity": "身份证号",
    "bank_card": "银行卡号", "bank_account": "银行卡号", "card_no": "银行卡号", "passport": "护照号",
    "email": "邮箱", "address": "住址", "home_address": "住址", "birthday": "出生日期", "birth_date": "出生日期",
    "birthdate": "出生日期", "plate": "车牌号", "wechat": "微信", "qq": "QQ", "full_name": "姓名", "real_name": "姓名",
    "person_name": "姓名", "applicant": "申请人", "diagnosis": "病种", "disability": "残疾类别",
}  # fmt: skip


@dataclass(slots=True)
class _Node:
    """A value: a leaf with its slot and text, or the members of an object or list; `at` is its key path."""

    sort: str
    at: str
    slot: Slot | None = None
    text: str = ""
    keys: list[tuple[Slot, str]] = field(default_factory=list)
    members: list[_Node] = field(default_factory=list)


def read_json(data: bytes, name: str, *, lines: bool) -> Content:
    """The content of a JSON file, or with `lines` of a JSON Lines file.

    Raises SourceError for text that is no JSON (which line, never what stands there) or is nested too deep.
    """
    text, write = read_text(data, name)
    start = 1 if text.startswith("\ufeff") else 0
    _check(text, name, lines=lines)

    def passages() -> Iterator[Passage]:
        roots = _lines(text, name) if lines else iter([_parse(text, start, len(text), "$", name)])
        for flat, group in groupby(roots, key=_record_keys):
            if flat:
                yield from grid.passages(_records(group), headed=True)
            else:
                for root in group:
                    yield from _walk(root)

    def build(changed: Mapping[str, str]) -> bytes:
        return write(changed.get("", text))

    return Content({"": text}, passages, build)


def json_within(text: str, start: int, end: int) -> list[Passage] | None:
    """The passages of JSON that stands in `[start, end)` of another text; None when it is no sound JSON."""
    try:
        _check(text[start:end], "", lines=False)
    except SourceError:
        return None
    return list(_walk(_parse(text, start, end, "$", "")))


def _check(text: str, name: str, *, lines: bool) -> None:
    depth, number = 0, 0
    for token in _TOKEN.finditer(text):
        if (mark := token[2]) and mark in "[{":
            depth += 1
            if depth > DEEPEST:
                raise too_deep(name, name)
        elif mark and mark in "]}":
            depth -= 1
    pieces = text.splitlines() if lines and "\u2028" not in text else text.split("\n") if lines else [text]
    for number, piece in enumerate(pieces, 1):
        if lines and not piece.strip():
            continue
        try:
            json.loads(piece.removeprefix("\ufeff"), parse_int=str, parse_float=str)
        except (ValueError, RecursionError) as fault:
            line = number if lines else getattr(fault, "lineno", 1)
            break
    else:
        return
    raise SourceError(
        f"{name}: no sound JSON in line {line}; mend it there or export it again",
        f"{name}：第{line}行不是完好的JSON；请在该处修正或重新导出",
    )


def _lines(text: str, name: str) -> Iterator[_Node]:
    at = number = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        number += 1
        begin = at + 1 if text.startswith("\ufeff", at) else at
        if text[begin:end].strip():
            yield _parse(text, begin, end, f"{number}:$", name)
        at = end + 1


def _parse(text: str, start: int, end: int, path: str, name: str) -> _Node:
    """The tree of the value in `[start, end)`, which is sound JSON."""
    root: _Node | None = None
    stack: list[_Node] = []
    key: tuple[Slot, str] | None = None
    for token in _TOKEN.finditer(text, start, end):
        mark = token[2]
        if mark is not None and mark in "]}":
            stack.pop()
        elif mark is not None and mark in ",:":
            continue
        elif token[1] is not None and stack and stack[-1].sort == "object" and key is None:
            seen = JSON.decode(token[1])
            key = Slot("", token.start(1), token.end(1), JSON, "key", stack[-1].at), seen
            continue
        else:
            at = path if not stack else _path(stack[-1], key)
            if mark is not None:
                node = _Node("object" if mark == "{" else "list", at)
            elif token[1] is not None:
                slot = Slot("", token.start(1), token.end(1), JSON, "value", at)
                node = _Node("leaf", at, slot, JSON.decode(token[1]))
            else:
                long = sum(map(str.isdigit, token[3])) >= _LONG
                slot_ = Slot("", token.start(3), token.end(3), JSON_NUMBER, "value", at) if long else None
                node = _Node("leaf", at, slot_, "" if token[3] in ("null", "true", "false") else token[3])
            if stack:
                if key is not None:
                    stack[-1].keys.append(key)
                stack[-1].members.append(node)
            else:
                root = node
            if mark is not None:
                stack.append(node)
        key = None
    assert root is not None, f"{name} was checked"
    return root


def _path(parent: _Node, key: tuple[Slot, str] | None) -> str:
    if key is None:
        return f"{parent.at}[{len(parent.members)}]"
    return (
        f"{parent.at}.{key[1]}"
        if _PLAIN_KEY.fullmatch(key[1])
        else f"{parent.at}[{json.dumps(key[1], ensure_ascii=False)}]"
    )


def _record_keys(node: _Node) -> tuple[str, ...]:
    """The keys of a flat object that can be a row of a table, else nothing."""
    if node.sort != "object" or any(member.sort != "leaf" for member in node.members):
        return ()
    keys = tuple(seen for _, seen in node.keys)
    usual = all(len(k) <= 20 and sum(map(str.isdigit, k)) < _LONG and "@" not in k for k in keys)
    return keys if usual and len(set(keys)) == len(keys) >= 2 else ()


def _is_row(node: _Node) -> bool:
    """Whether a list holds texts and numbers only, two or more."""
    return node.sort == "list" and len(node.members) > 1 and all(member.sort == "leaf" for member in node.members)


def _records(nodes: Iterable[_Node]) -> Iterator[grid.Row]:
    for number, node in enumerate(nodes):
        if number == 0:
            keys = [seen for _, seen in node.keys]
            yield [_headed(slot, seen, keys) for slot, seen in node.keys]
        yield [[(member.slot, member.text)] for member in node.members]


def _headed(slot: Slot, seen: str, keys: list[str]) -> Flow:
    label = _label(seen, keys)
    return [(slot, seen)] if label == seen else [(None, label)]


def _label(key: str, siblings: Iterable[str]) -> str:
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower().replace("-", "_").replace(" ", "_")
    if plain == "name" and any(_is_personal(other) for other in siblings if other.lower() != "name"):
        return "姓名"
    return _LABELS.get(plain, key)


def _is_personal(key: str) -> bool:
    """Whether a key names something of a person, so that a `name` beside it is a person's."""
    return _label(key, ()) != key or kind_of(key) not in ("", "other", "official", "office_phone")


def _walk(node: _Node) -> Iterator[Passage]:
    """The passages of a tree: tables of records apart, the rest as lines of keys with values."""
    flow: Flow = []
    tables: list[list[_Node]] = []
    rows: list[list[_Node]] = []
    prose: list[Passage] = []

    def leaf(member: _Node, label: Flow) -> None:
        flow.extend([*label, (None, "："), (member.slot, member.text), (None, "\n")] if label else
                    [(member.slot, member.text), (None, APART)])  # fmt: skip
        if "\n" in member.text and member.slot is not None:
            prose.append(Passage.of([(member.slot, member.text)]))

    def visit(top: _Node) -> None:
        if top.sort == "leaf":
            leaf(top, [])
            return
        if top.sort == "object":
            keys = [seen for _, seen in top.keys]
            for (slot, seen), member in zip(top.keys, top.members, strict=True):
                named = _label(seen, keys)
                label: Flow = [(slot, seen)] if named == seen else [(None, named)]
                if member.sort == "leaf":
                    leaf(member, label)
                elif member.sort == "list" and member.members and all(m.sort == "leaf" for m in member.members):
                    for each in member.members:
                        leaf(each, [(None, named)])
                    flow.extend([(slot, seen), (None, APART)])
                else:
                    flow.extend([(slot, seen), (None, APART)])
                    visit(member)
            flow.append((None, APART))
            return
        if len(top.members) > 1 and all(_is_row(member) for member in top.members):
            rows.append(top.members)
            return
        for keys_, group in groupby(top.members, key=_record_keys):
            members = list(group)
            if keys_:
                tables.append(members)
            else:
                for member in members:
                    visit(member)

    visit(node)
    yield Passage.of(flow)
    yield from prose
    for table in tables:
        yield from grid.passages(_records(table), headed=True)
    for lists in rows:
        yield from grid.passages([[(cell.slot, cell.text)] for cell in row.members] for row in lists)
