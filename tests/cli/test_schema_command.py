"""`gkrules schema`: lists subjects, prints JSON Schema, writes empty workbooks and never over a file unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gkrules import record_schema
from gkrules.cli import run
from gkrules.records.dictionary import dictionary

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "document                公文：一份公文或者其他政府信息，从起草到发布"),
        ("en", "gazette_issue           Gazette issue: one issue of one government gazette"),
    ],
)
def test_subjects_are_listed(capsys: Output, language: str, line: str) -> None:
    assert run(["schema", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert line in lines
    assert [text.split()[0] for text in lines] == list(dictionary().subjects)


def test_the_schema_of_the_library_is_printed(capsys: Output) -> None:
    assert run(["schema", "interpretation"]) == 0
    assert json.loads(capsys.readouterr().out) == record_schema("interpretation")


def test_a_workbook_is_written_filled_in_and_checked(capsys: Output) -> None:
    assert run(["schema", "document", "--template", "x.xlsx"]) == 0
    assert capsys.readouterr().out == ""
    book = load_workbook("x.xlsx")
    headers = [field.zh for field in dictionary()["document"].fields.values()]
    row = {"文件编号": "D1", "公开属性": "主动公开", "成文日期": "2021-07-01", "发布日期": "2021-09-30"}
    book["公文"].append([row.get(header) for header in headers])
    book.save("x.xlsx")
    assert run(["check", "document=x.xlsx", "-r", "regulation", "--as-of", "2021-12-31", "-f", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["counts"]["read"], report["counts"]["judged"], report["cell_errors"]) == (1, 1, [])
    assert {f["rule"] for f in report["findings"] if f["outcome"] == "violation"} >= {"regulation/publication-term"}


def test_several_subjects_stand_in_one_workbook() -> None:
    assert run(["schema", "document", "interpretation", "--template", "x.xlsx"]) == 0
    assert load_workbook("x.xlsx").sheetnames[:2] == ["公文", "政策解读"]


def test_a_file_is_replaced_only_when_told_so(capsys: Output) -> None:
    path = Path("x.xlsx")
    path.write_bytes(b"kept")
    assert run(["schema", "meeting", "--template", "x.xlsx"]) == 2
    assert capsys.readouterr().err == "gkrules: x.xlsx: there is such a file already; --force replaces it\n"
    assert path.read_bytes() == b"kept"
    assert run(["schema", "meeting", "--template", "x.xlsx", "--force"]) == 0
    assert load_workbook("x.xlsx").sheetnames[0] == "会议"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("documents",), "unknown subject 'documents'; did you mean 'document'?"),
        (("公文",), "unknown subject '公文'; did you mean 'document'?"),
        (("document", "message"), "name one subject to print its schema; several go with --template"),
        (("--template", "x.xlsx"), "name the subjects that the workbook is for; gkrules schema lists them"),
        (("document", "--template", "x.csv"), "--template writes a workbook; let its name end in .xlsx"),
        (("document", "--force"), "--force goes with --template"),
        (
            ("document", "--template", "none/x.xlsx"),
            ("none/x.xlsx: the workbook cannot be written: No such file or"
             " directory"),
        ),
    ],
)  # fmt: skip
def test_wrong_use(capsys: Output, arguments: tuple[str, ...], told: str) -> None:
    assert run(["schema", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith(f"{told}\n")
    assert list(Path().iterdir()) == []
