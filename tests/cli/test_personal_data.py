"""The commands detect and mask: what they print, their exit codes, and values for a person at a terminal only."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gkrules.cli import run
from gkrules.files.schemas import detect_schema

Output = pytest.CaptureFixture[str]
ROWS = "姓名,手机,备注\n郝秋实,13900000001,<b>&\n"


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text(ROWS, encoding="utf-8")
    Path("clean.txt").write_text("关于印发要点的通知\n", encoding="utf-8")
    Path("bad.json").write_text("{", encoding="utf-8")


def told(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


DETECTED = """\
a.csv: 2 found
  line 2 A2 (cell)  name of a person  97%  the header of its column says so
  line 2 B2 (cell)  mobile number  98%  the header of its column says so
clean.txt: no personal data found
2 files looked into, 0 unreadable, 0 passed over; 2 places of personal data, 2 to be de-identified before publication \
(mobile number 1, name of a person 1)
"""
DETECTED_ZH = """\
a.csv：发现2处
  第2行 A2（单元格）  姓名  97%  所在列的表头说明
  第2行 B2（单元格）  手机号码  98%  所在列的表头说明
共检查1个文件，0个无法读取，0个未检查；发现个人信息2处，其中2处公开前须去标识化（手机号码 1、姓名 1）
"""


def test_detect(capsys: Output) -> None:
    assert told(capsys, "detect", "a.csv", "clean.txt", "--lang", "en") == (1, DETECTED, "")
    assert told(capsys, "detect", "a.csv") == (1, DETECTED_ZH, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("detect", "clean.txt"), 0),
        (("detect", "a.csv"), 1),
        (("detect", "a.csv", "--kind", "punitive_notice"), 0),
        (("detect", "a.csv", "bad.json"), 2),
        (("detect", "none.txt"), 2),
        (("detect",), 2),
        (("detect", "a.csv", "--kind", "x"), 2),
        (("mask", "a.csv"), 0),
        (("mask", "a.csv", "bad.json"), 2),
        (("mask", "a.csv", "-o", "a.csv"), 2),
        (("mask", "a.csv", "-o", "b.csv", "--in-place"), 2),
    ],
)
def test_exit_codes(capsys: Output, arguments: tuple[str, ...], code: int) -> None:
    assert told(capsys, *arguments)[0] == code
    assert Path("a.csv").read_text(encoding="utf-8") == ROWS


def test_a_fault_of_our_own_is_3(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("郝秋实")

    monkeypatch.setattr("gkrules.files.examining.detect", fail)
    for command in ("detect", "mask"):
        code, out, err = told(capsys, command, "a.csv", "bad.json")
        assert (code, err) == (3, "")
        assert "郝秋实" not in out


def test_detect_as_json(capsys: Output) -> None:
    _, out, _ = told(capsys, "detect", "a.csv", "bad.json", "-f", "json")
    report = json.loads(out)
    assert (report["schema"], report["kind"]) == ("gkrules-detect/1", "ordinary")
    assert report["counts"] == {
        "files": 2, "unreadable": 1, "passed_over": 0, "findings": 2, "must_deidentify": 2,
        "types": {"mobile": 1, "person_name": 1}, "lists": 0, "lists_uncompared": 0,
    }  # fmt: skip
    Draft202012Validator(detect_schema()).validate(report)
    assert report["files"][0]["findings"][1] == {
        "where": "cell", "at": "B2", "line": 2, "type": "mobile", "confidence": 0.98, "reason": "column",
        "rule": "mobile/column", "must_deidentify": True,
    }  # fmt: skip
    assert set(report["files"][1]) == {"file", "error"}


def test_exempt_kinds_are_information_with_advice(capsys: Output) -> None:
    code, out, _ = told(capsys, "detect", "a.csv", "--kind", "mandatory_disclosure", "--lang", "en")
    assert code == 0
    assert "no duty, but masking is advised" in out
    assert "0 to be de-identified" in out


class Page(HTMLParser):
    """Collects what a page loads, and its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loaded += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page(capsys: Output, language: str) -> None:
    code, out, _ = told(capsys, "detect", "a.csv", "bad.json", "-f", "html", "--lang", language)
    assert code == 2
    page = Page()
    page.feed(out)
    assert page.loaded == []
    assert not page.tags & {"script", "link", "img", "iframe", "b"}
    assert "<mark>郝某某</mark> 139****0001 &lt;b&gt;&amp;" in out
    assert "郝秋实" not in out


MASKED = """\
a.csv → a.masked.csv: 2 masked (name of a person 1, mobile number 1)
The result is de-identified, still personal information: have a person look at it before publication.
"""


def test_mask(capsys: Output) -> None:
    assert told(capsys, "mask", "a.csv", "--lang", "en") == (0, MASKED, "")
    assert Path("a.masked.csv").read_text(encoding="utf-8") == "姓名,手机,备注\n郝某某,139****0001,<b>&\n"
    code, out, _ = told(capsys, "mask", "a.csv")
    assert (code, "匿名化" in out, "去标识化" in out) == (0, False, True)
    assert told(capsys, "detect", "a.masked.csv")[0] == 0


def test_what_cannot_be_masked_gives_1(capsys: Output) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0].title = "手机13900000001"
    book.save("s.xlsx")
    code, out, _ = told(capsys, "mask", "s.xlsx")
    assert code == 1
    assert "无法自动遮盖，请人工处理" in out
    code, out, _ = told(capsys, "mask", "s.xlsx", "-f", "json")
    assert [left["where"] for left in json.loads(out)["files"][0]["left"]] == ["name"]


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_values_are_not_shown_to_a_file_or_pipe(capsys: Output, form: str) -> None:
    code, out, err = told(capsys, "detect", "a.csv", "--show", "-f", form)
    assert (code, out) == (2, "")
    assert "--show仅供本人在终端查看" in err


def test_values_are_shown_at_a_terminal() -> None:
    ours, theirs = pty.openpty()
    code = "import sys; from gkrules.cli import run; sys.exit(run(['detect', 'a.csv', '--show']))"
    done = subprocess.Popen([sys.executable, "-c", code], stdout=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    out = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        out += part
    os.close(ours)
    assert done.wait(30) == 1
    assert "「郝秋实」" in out.decode()
    assert "「13900000001」" in out.decode()


def test_many_findings_are_counted(capsys: Output) -> None:
    Path("m.csv").write_text("姓名,手机\n" + "郝秋实,13900000001\n" * 40, encoding="utf-8")
    _, out, _ = told(capsys, "detect", "m.csv", "--lang", "en")
    assert "  and 30 more; see -f json" in out
