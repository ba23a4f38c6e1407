"""`read_table`: what kind of file it is, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gkrules.errors import SourceError
from gkrules.sources import read_table
from gkrules.sources.text import cell_text, column_letters, header_text

KNOWN = {"文号", "标题"}


def refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_table(path, recognise=KNOWN.__contains__, sheet=sheet, name="here")
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "data", "told"),
    [
        ("a.csv", b"", "here: the file is empty (0 bytes)"),
        ("a.pdf", b"%PDF", "unknown kind of file; known are .csv .tsv .txt .xlsx .xlsm .json"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("a", b"x", "give the file its extension"),
        ("a.csv", b"PK\x03\x04rest", "is a workbook or an archive, not text"),
        ("a.json", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a workbook or an archive, not text"),
    ],
)
def test_refusals(tmp_path: Path, file: str, data: bytes, told: str) -> None:
    path = tmp_path / file
    path.write_bytes(data)
    assert told in refusal(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "here: no such file; check the path"
    assert refusal(tmp_path) == "here: is a directory; name a file in it"
    assert refusal(Path("a\x00.csv")) == "here: cannot be read (not a possible path)"
    assert "cannot be read" in refusal(tmp_path / ("x" * 300 + ".csv"))
    fifo = tmp_path / "pipe.csv"
    os.mkfifo(fifo)
    assert "is no regular file" in refusal(fifo)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == "here: no permission to read it"


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gkrules.sources.files.LARGEST_FILE", 3)
    path = tmp_path / "a.csv"
    path.write_text("文号", encoding="utf-8")
    assert "larger than" in refusal(path)


def test_only_workbooks_have_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("文号", encoding="utf-8")
    assert "only workbooks" in refusal(path, sheet="x")


def test_the_name_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.json").write_text('[{"文号": "1"}]', encoding="utf-8")
    table = read_table(Path("a.json"), recognise=KNOWN.__contains__)
    assert (table.name, table.headers) == ("a.json", None)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("文 号", "文号"),
        ("\ufeff 发布\n日期\u3000", "发布日期"),
        ("公开 （属性）", "公开（属性）"),
        ("Date  of\r\nissue", "Date of issue"),
        ("文号 A", "文号 A"),
        ("e\u0301", "\xe9"),
        ("a\x00", ""),
        ("\u3000", ""),
        ("x" * 1000, "x" * 300),
    ],
)
def test_header_text(text: str, header: str) -> None:
    assert header_text(text) == header


def test_cell_text() -> None:
    assert cell_text("\ufeff\u3000 甲 乙\xa0\n") == "甲 乙"
    assert cell_text("\u200b \t") is None


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16383, "XFD")])
def test_column_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters
