"""From paths to subjects: folders, workbooks by sheet, records that say what they are, packed files."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from gkrules.errors import SourceError
from gkrules.records.dictionary import dictionary
from gkrules.sources.reading import Sources, SourceSpec, read_sources

ALL = ("document", "message", "interpretation")
TABLE = "文件编号,标题\nD1,甲\n"


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(*specs: SourceSpec, subjects: tuple[str, ...] = ALL, mapping: Path | None = None) -> Sources:
    return read_sources(specs, dictionary(), mapping=mapping, blanks={}, subjects=subjects)


def told(found: Sources) -> list[tuple[str, str, list[str], int]]:
    return [(i.source, i.subject, [r.id for r in i.records], len(i.rejects)) for i in found.intakes]


MIXED = [{"subject": "document", "id": "D1"}, {"subject": "咨询留言", "id": "M1"}, {"id": "X"}, {"subject": "x"}]
LABEL = dictionary()["message"].label.zh


def as_json(records: object) -> str:
    return json.dumps(records, ensure_ascii=False)


def as_lines(records: list[dict[str, str]]) -> str:
    return "".join(as_json(record) + "\n" for record in records)


@pytest.mark.parametrize(("name", "form"), [("a.json", as_json), ("a.jsonl", as_lines), ("a.yaml", as_json)])
def test_records_say_what_they_are(name: str, form: Callable[[object], str]) -> None:
    records = [{**r, "subject": LABEL} if r.get("id") == "M1" else r for r in MIXED]
    path = write(name, form(records))
    assert told(read(SourceSpec(path))) == [
        (name, "document", ["D1"], 0), (name, "message", ["M1"], 0), (name, "", [], 2),
    ]  # fmt: skip
    assert told(read(SourceSpec(path, otherwise="document"))) == [
        (name, "document", ["D1", "X"], 0), (name, "message", ["M1"], 0), (name, "", [], 1),
    ]  # fmt: skip
    named = read(SourceSpec(path, "document"))
    assert told(named) == [(name, "document", ["D1", "X"], 2)]
    assert [r.reason.en for r in named.intakes[0].rejects] == [
        "the record names another subject than its source: mend the record, or do not name the source for one subject",
        "no usable id: fill in the id column, or name the columns that make it up under id in a mapping file",
    ]


def test_an_object_of_lists_by_subject() -> None:
    path = write("a.json", as_json({"document": [{"id": "D1"}], LABEL: [{"id": "M1"}, 5], "made": "2021"}))
    found = read(SourceSpec(path))
    assert told(found) == [("a.json", "document", ["D1"], 0), ("a.json", "message", ["M1"], 1)]
    assert [r.location.source for i in found.intakes for r in i.records if r.location] == [
        "a.json#document", "a.json#message",
    ]  # fmt: skip
    clash = write("b.json", as_json({"document": [{"id": "D1", "subject": "message"}]}))
    assert told(read(SourceSpec(clash), SourceSpec(path, "message"))) == [
        ("b.json", "", [], 1), ("a.json", "message", ["M1"], 2),
    ]  # fmt: skip


def test_what_says_nothing_needs_a_subject() -> None:
    path = write("a.jsonl", '{"id": "D1"}\n')
    with pytest.raises(SourceError, match="say what the records are"):
        read(SourceSpec(path))
    assert told(read(SourceSpec(path), subjects=("message",))) == [("a.jsonl", "message", ["D1"], 0)]
    with pytest.raises(SourceError, match="unknown subject 'documnet'; did you mean 'document'"):
        read(SourceSpec(path, "documnet"))


def test_a_key_that_no_record_has_is_an_absent_column() -> None:
    path = write("a.jsonl", '{"id": "D1", "标题": "甲"}\n{"id": "D2"}\n{bad\n')
    (intake,) = read(SourceSpec(path, "document")).intakes
    assert [(r.id, r.is_absent("title"), r.is_absent("issued_on")) for r in intake.records] == [
        ("D1", False, True), ("D2", False, True),
    ]  # fmt: skip
    assert [(r.row, r.reason.en) for r in intake.rejects] == [(3, "the line is not valid JSON at column 2")]


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv.gz", TABLE), ("a.json.gz", '[{"id": "D1"}]'), ("a.jsonl.gz", '{"id": "D1"}'), ("a.yml.gz", "- id: D1")],
)
def test_packed_files(name: str, text: str) -> None:
    Path(name).write_bytes(gzip.compress(text.encode()))
    assert told(read(SourceSpec(Path(name), "document"))) == [(name, "document", ["D1"], 0)]


def test_packed_workbooks_are_refused() -> None:
    Path("a.xlsx.gz").write_bytes(gzip.compress(b"x"))
    with pytest.raises(SourceError, match=r"unknown kind of file"):
        read(SourceSpec(Path("a.xlsx.gz"), "document"))


def workbook(**sheets: list[list[str]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.removeprefix("_"))
        if title.startswith("_"):
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    book.save("all.xlsx")
    return Path("all.xlsx")


def test_a_workbook_with_a_sheet_for_each_subject() -> None:
    path = workbook(
        document=[["文件编号"], ["D1"]], **{LABEL: [["id"], ["M1"]]}, 说明=[["x"]], _interpretation=[["id"], ["I1"]]
    )
    found = read(SourceSpec(path))
    assert told(found) == [
        ("all.xlsx#document", "document", ["D1"], 0), (f"all.xlsx#{LABEL}", "message", ["M1"], 0),
    ]  # fmt: skip
    assert [note.en for note in found.notes] == [
        "all.xlsx: sheets passed over (not named for a subject, empty or hidden): 说明, interpretation."
    ]
    assert told(read(SourceSpec(path, "message", LABEL))) == [(f"all.xlsx#{LABEL}", "message", ["M1"], 0)]
    with pytest.raises(SourceError, match="several sheets have content"):
        read(SourceSpec(path, "document"))


def test_a_sheet_named_for_a_subject_has_its_headers() -> None:
    path = workbook(document=[["甲", "乙"], ["1", "2"]])
    with pytest.raises(SourceError, match=r"(?s)all.xlsx#document: no known header.*headers of document are"):
        read(SourceSpec(path))


def test_a_workbook_without_such_sheets_is_read_as_before() -> None:
    path = workbook(甲=[["文件编号"], ["D1"]])
    assert told(read(SourceSpec(path, otherwise="document"))) == [("all.xlsx#甲", "document", ["D1"], 0)]


DOCUMENT = "---\n标题: 甲\n---\n正文\n"


def test_a_folder_of_documents() -> None:
    write("docs/b.md", DOCUMENT)
    write("docs/2021/a.md", "---\nid: D1\n标题: 甲\n---\n")
    write("docs/c.markdown", "---\n标题: [\n---\n")
    write("docs/empty.md", "")
    write("docs/README.md", "# 说明\n")
    write("docs/.git/d.md", DOCUMENT)
    write("docs/package.json", "{}")
    Path("docs/lost.md").symlink_to("nowhere.md")
    found = read(SourceSpec(Path("docs"), "document"))
    assert told(found) == [("docs", "document", ["D1", "b.md"], 1)]
    assert [(r.source, r.row) for r in found.intakes[0].rejects] == [("docs/c.markdown", 3)]
    assert [r.values["body"] for r in found.intakes[0].records if r.id == "b.md"] == ["正文"]
    assert [note.en for note in found.notes] == [
        "docs: 2 Markdown files without front matter were passed over: README.md, empty.md.",
        "docs: 2 other files were passed over: lost.md, package.json.",
    ]


def test_documents_of_several_subjects_in_one_folder() -> None:
    write("docs/a.md", "---\nsubject: document\n---\n")
    write("docs/b.md", "---\nsubject: message\nreceived_on: 2021-07-01\n---\n正文")
    found = read(SourceSpec(Path("docs")))
    assert told(found) == [("docs", "document", ["a.md"], 0), ("docs", "message", ["b.md"], 0)]
    assert [i.unused for i in found.intakes] == [(), ()]


def test_one_document_is_called_by_its_path() -> None:
    path = write("docs/b.md", DOCUMENT)
    assert told(read(SourceSpec(path, "document"))) == [("docs/b.md", "document", ["docs/b.md"], 0)]
    with pytest.raises(SourceError, match="has no front matter"):
        read(SourceSpec(write("docs/c.md", "# x"), "document"))


def test_the_digest_of_a_folder_is_that_of_its_documents() -> None:
    write("docs/b.md", DOCUMENT)
    (before,) = read(SourceSpec(Path("docs"), "document")).intakes
    write("docs/README.md", "# x")
    (same,) = read(SourceSpec(Path("docs"), "document")).intakes
    write("docs/b.md", DOCUMENT + "x")
    (after,) = read(SourceSpec(Path("docs"), "document")).intakes
    assert before.digest == same.digest != after.digest


def test_a_folder_of_tables() -> None:
    write("data/1.csv", TABLE)
    write("data/sub/2.jsonl", '{"id": "D2"}')
    write("data/gkrules.yaml", "body: x")
    write("data/map.yaml", "subject: document\ncolumns: {标题: title}")
    write("data/notes.txt", "x")
    write("data/README.md", "x")
    write("data/~$1.xlsx", "x")
    found = read(SourceSpec(Path("data")), mapping=Path("data/map.yaml"))
    assert told(found) == [("data/1.csv", "document", ["D1"], 0), ("data/sub/2.jsonl", "document", ["D2"], 0)]
    assert [note.en for note in found.notes] == [
        "data: 1 Markdown files without front matter were passed over: README.md.",
        "data: 2 other files were passed over: gkrules.yaml, notes.txt.",
    ]


def test_a_folder_without_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    write("data/notes.txt", "x")
    with pytest.raises(SourceError, match="holds no Markdown file with front matter and no table"):
        read(SourceSpec(Path("data"), "document"))
    monkeypatch.setattr("gkrules.sources.folder.MOST_FILES", 1)
    write("data/more.txt", "x")
    with pytest.raises(SourceError, match="more than 1 files"):
        read(SourceSpec(Path("data"), "document"))


def test_several_files_of_several_subjects() -> None:
    write("a.csv", TABLE)
    write("b.csv", TABLE.replace("D1", "D2"))
    write("m.yaml", "- {id: M1, 标题: 甲}")
    found = read(SourceSpec(Path("a.csv"), "document"), SourceSpec(Path("m.yaml"), "message"),
                 SourceSpec(Path("b.csv"), "document"))  # fmt: skip
    assert told(found) == [
        ("a.csv", "document", ["D1"], 0), ("m.yaml", "message", ["M1"], 0), ("b.csv", "document", ["D2"], 0),
    ]  # fmt: skip
