"""Mapping files: what they may say, and every fault of one told whole and at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkrules.errors import RuleError, SourceError
from gkrules.records.dictionary import dictionary
from gkrules.sources.mapping import ColumnMapping, read_mapping


def read(tmp_path: Path, text: str, subject: str | None = None) -> ColumnMapping:
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path, dictionary(), subject)


def faults(tmp_path: Path, text: str, subject: str | None = None) -> str:
    with pytest.raises(RuleError) as caught:
        read(tmp_path, text, subject)
    return str(caught.value).replace(f"{tmp_path.as_posix()}/", "")


WHOLE = """\
subject: document
columns:
  名称: 标题
  办文单位: department
id:
  from: [年度, 编号]
  join: "-"
  prefix: 晋/
constants: {公开属性: 主动公开, classified: 否}
ignore: [备注]
"""


def test_all_that_a_mapping_may_say(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == ColumnMapping(
        "document",
        {"名称": "title", "办文单位": "department"},
        ("年度", "编号"),
        "-",
        "晋/",
        {"disclosure_attribute": "主动公开", "classified": "否"},
        frozenset({"备注"}),
    )


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("subject: document\n", ColumnMapping("document")),
        ("columns: {名称: 标题}\n", ColumnMapping("message", {})),
        ("id: {from: [甲]}\n", ColumnMapping("message", id_columns=("甲",))),
        ('id: {from: [甲, 乙], join: ""}\n', ColumnMapping("message", id_columns=("甲", "乙"), id_join="")),
    ],
)
def test_the_subject_may_come_from_the_command(tmp_path: Path, text: str, mapping: ColumnMapping) -> None:
    if "名称" in text:
        text = text.replace("标题", "单位名称")
        mapping = ColumnMapping("message", {"名称": "institution"})
    assert read(tmp_path, text, "message") == mapping


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "columns: {名称: 标题}\n",
            (
                "map.yaml:1:1: error GK128: the mapping names no subject\n"
                "  1 | columns: {名称: 标题}\n"
                "    | ^\n"
                f"  help: subjects: {', '.join(dictionary().subjects)}"
            ),
        ),
        (
            "subject: documnet\n",
            (
                "map.yaml:1:10: error GK128: unknown subject 'documnet'\n"
                "  1 | subject: documnet\n"
                "    |          ^^^^^^^^\n"
                "  help: did you mean 'document'?"
            ),
        ),
        (
            "subject: document\ncolums: {}\n",
            (
                "map.yaml:2:1: error GK121: unknown key 'colums' in a mapping file\n"
                "  2 | colums: {}\n"
                "    | ^^^^^^\n"
                "  help: did you mean 'columns'?"
            ),
        ),
        (
            "subject: document\ncolumns: {名称: titel, 题名: title, 题目: 标题}\n",
            (
                "map.yaml:2:15: error GK210: document has no field 'titel'\n"
                "  2 | columns: {名称: titel, 题名: title, 题目: 标题}\n"
                "    |                 ^^^^^\n"
                "  help: did you mean 'title'?\n"
                "\n"
                "map.yaml:2:37: error GK106: two headers stand for title\n"
                "  2 | columns: {名称: titel, 题名: title, 题目: 标题}\n"
                "    |                                           ^^^^\n"
                "  help: keep one of them"
            ),
        ),
        (
            "subject: document\nconstants: {公开属性: 公开, isued_on: 2021-07-01, issued_on: 2021-02-30}\n",
            (
                "map.yaml:2:19: error GK212: this cannot be the value of disclosure_attribute: not one of its codes:"
                " proactive, on_request, withheld\n"
                "  2 | constants: {公开属性: 公开, isued_on: 2021-07-01, issued_on: 2021-02-30}\n"
                "    |                       ^^^^\n"
                "\n"
                "map.yaml:2:23: error GK210: document has no field 'isued_on'\n"
                "  2 | constants: {公开属性: 公开, isued_on: 2021-07-01, issued_on: 2021-02-30}\n"
                "    |                             ^^^^^^^^\n"
                "  help: did you mean 'issued_on'?\n"
                "\n"
                "map.yaml:2:56: error GK212: this cannot be the value of issued_on: there is no such day in the"
                " calendar\n"
                "  2 | constants: {公开属性: 公开, isued_on: 2021-07-01, issued_on: 2021-02-30}\n"
                "    |                                                              ^^^^^^^^^^"
            ),
        ),
        (
            "subject: document\nid: {join: x}\nignore: 备注\ncolumns: [a]\nconstants: x\n",
            (
                "map.yaml:2:5: error GK122: id lacks 'from'\n"
                "  2 | id: {join: x}\n"
                "    |     ^\n"
                "\n"
                "map.yaml:3:9: error GK120: ignore is a list\n"
                "  3 | ignore: 备注\n"
                "    |         ^^^^\n"
                "\n"
                "map.yaml:4:10: error GK120: columns is a mapping of headers to fields\n"
                "  4 | columns: [a]\n"
                "    |          ^\n"
                "\n"
                "map.yaml:5:12: error GK120: constants is a mapping of fields to values\n"
                "  5 | constants: x\n"
                "    |            ^"
            ),
        ),
        (
            "- subject: document\n",
            (
                "map.yaml:1:1: error GK120: a mapping file is a mapping of subject, columns, id, constants, ignore\n"
                "  1 | - subject: document\n"
                "    | ^\n"
                "\n"
                "map.yaml:1:1: error GK128: the mapping names no subject\n"
                "  1 | - subject: document\n"
                "    | ^\n"
                f"  help: subjects: {', '.join(dictionary().subjects)}"
            ),
        ),
    ],
)
def test_faults(tmp_path: Path, text: str, told: str) -> None:
    assert faults(tmp_path, text) == told


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file or directory"), (b"\xff\xfe\x00", "it is not UTF-8")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "map.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_mapping(path, dictionary(), None)
    assert str(caught.value) == f"{path.as_posix()}: the mapping file cannot be read: {reason}"
