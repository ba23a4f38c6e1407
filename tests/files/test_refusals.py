"""Files that are refused: clearly, in both languages, soon, without a word of what they hold; the others go on."""

from __future__ import annotations

import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest

from gkrules.errors import SourceError
from gkrules.files.detecting import detect_files
from gkrules.files.kinds import read_content
from gkrules.files.masking import mask_files

sys.path.insert(0, str(Path(__file__).parent))

import office_files

CANARY = "郝秋实手机13900000001"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "' + CANARY + '"><!ENTITY b "&a;&a;&a;&a;">]><w:document/>'
)
DEEP = "<w:document>" + "<w:tbl>" * 400 + CANARY + "</w:tbl>" * 400 + "</w:document>"


def word_with(tmp_path: Path, part: str, text: str | bytes) -> bytes:
    return office_files.word(tmp_path / "made.docx", extra={part: text}).read_bytes()


def bomb(tmp_path: Path) -> bytes:
    with zipfile.ZipFile(tmp_path / "made.docx", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", "<w:document>" + " " * 300_000_000 + "</w:document>")
    return (tmp_path / "made.docx").read_bytes()


def locked(tmp_path: Path) -> bytes:
    data = bytearray(office_files.word(tmp_path / "made.docx").read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        flags = struct.unpack_from("<H", data, at + 8)[0]
        struct.pack_into("<H", data, at + 8, flags | 1)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


REFUSED = {
    "bomb.docx": (bomb, "more than a workbook needs"),
    "entities.docx": (lambda t: word_with(t, "word/document.xml", ENTITY), "document type"),
    "deep.docx": (lambda t: word_with(t, "word/document.xml", DEEP), "levels deep"),
    "broken.docx": (lambda t: word_with(t, "word/document.xml", f"<w:document>{CANARY}"), "damaged"),
    "macros.docx": (lambda t: word_with(t, "word/vbaProject.bin", CANARY), "macros"),
    "cut.docx": (lambda t: office_files.word(t / "made.docx").read_bytes()[:-300], "broken"),
    "locked.docx": (locked, "password"),
    "encrypted.docx": (lambda t: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "old.docx": (lambda t: OLE, "legacy"),
    "text.docx": (lambda t: CANARY.encode(), "no zip archive"),
    "sheet.docx": (lambda t: office_files.workbook(t / "made.xlsx").read_bytes(), "main part is missing"),
    "word.xlsx": (lambda t: office_files.word(t / "made.docx").read_bytes(), "main part is missing"),
    "encrypted.xlsx": (lambda t: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "macros.xlsm": (lambda t: b"PK", "macros"),
    "macros.docm": (lambda t: b"PK", "macros"),
    "old.doc": (lambda t: OLE, "legacy"),
    "page.pdf": (lambda t: b"%PDF", "unknown kind"),
    "none": (lambda t: CANARY.encode(), "unknown kind"),
    "zip.csv": (lambda t: b"PK\x03\x04", "Office file or archive"),
    "quote.csv": (lambda t: f'姓名,手机\n"{CANARY},1\n'.encode(), "line 2 is never closed"),
    "binary.txt": (lambda t: CANARY.encode() + b"\0", "binary"),
    "damaged.txt": (lambda t: CANARY.encode() * 9 + b"\xff\xff", "damaged UTF-8"),
    "empty.txt": (lambda t: b"", "empty"),
    "bad.json": (lambda t: f'{{"a": 1,\n"{CANARY}" "x"}}'.encode(), "line 2"),
    "bad.jsonl": (lambda t: f'{{"a": 1}}\n{CANARY}\n'.encode(), "line 2"),
    "deep.json": (lambda t: b"[" * 100_000 + b"]" * 100_000, "levels deep"),
    "deep.jsonl": (lambda t: b"[" * 100_000 + b"]" * 100_000, "levels deep"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    make, words = REFUSED[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(make(tmp_path))
    before = time.process_time()
    (file,) = detect_files([folder / name]).files
    assert time.process_time() - before < 10
    assert file.error is not None
    assert words in file.error.en
    assert not file.internal
    assert file.error.zh != file.error.en
    assert name in file.error.zh
    for language in (file.error.zh, file.error.en):
        assert not any(trace in language for trace in ("郝秋实", "13900000001"))
    (made,) = mask_files([folder / name], out=tmp_path / "out").files
    assert made.error is not None
    assert not (tmp_path / "out").exists()


def test_one_bad_file_does_not_stop_a_folder(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text("{", encoding="utf-8")
    (tmp_path / "2.docx").write_bytes(OLE)
    (tmp_path / "3.txt").write_text(CANARY, encoding="utf-8")
    (tmp_path / "4.pdf").write_bytes(b"%PDF")
    found = detect_files([tmp_path])
    assert [file.error is None for file in found.files] == [False, False, True]
    assert [len(file.findings) for file in found.files] == [0, 0, 1]
    assert [Path(path).name for path in found.passed_over] == ["4.pdf"]
    assert (found.failed, found.internal, found.must_deidentify) == (True, False, True)


def test_a_failure_of_our_own_is_told_without_a_word_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr("gkrules.files.examining.detect", fail)
    (tmp_path / "1.txt").write_text(CANARY, encoding="utf-8")
    for result in (detect_files([tmp_path]), mask_files([tmp_path])):
        assert result.internal
        assert "13900000001" not in result.to_json()
        assert "ValueError" in result.to_json()


def test_pages_nested_deep_and_long_lines_are_read(tmp_path: Path) -> None:
    page = ("<div><table><tr><td>" * 30_000 + "手机13900000001").encode()
    content = read_content(page, ".html", "x.html")
    assert any("手机13900000001" in passage.text for passage in content.passages())


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gkrules.files.kinds.LARGEST", 10)
    with pytest.raises(SourceError, match="larger than"):
        read_content(b"x" * 11, ".txt", "x.txt")
