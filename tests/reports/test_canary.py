"""No personal data in any output: canaries in every cell, and none of them in text, JSON, annotations or errors.

A name that stands alone in a field for names of bodies is the one thing that nobody can tell from the name of a body
(docs/privacy.md says so); there it stands behind a label.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import gkrules
from gkrules.checking import check_sources
from gkrules.cli import run
from gkrules.cli.check import FORMATS
from gkrules.errors import GkrulesError
from gkrules.language.pack import shipped_names
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType
from gkrules.reports.github import render_github
from gkrules.reports.text import render_text
from gkrules.results import Report
from gkrules.sources.reading import SourceSpec

NUMBER = "110101199001010000"  # the check digit is wrong: no number of anyone
MOBILE = "13800000000"
NAME = "诸葛测试"
ADDRESS = "测试市虚构路1号院2单元303室"
CANARY = f"{NAME}{NUMBER}电话{MOBILE}住{ADDRESS}"
TRACES = (NUMBER, MOBILE, NAME, ADDRESS, "1101011990", "虚构路")

SUBJECTS = {"document": "GX-1", "disclosure_application": "YSQ-1", "message": "LY-1", "annual_report": "NB-1"}
PACKS = ("-r", "regulation", "-r", "shanxi-2021", "--as-of", "2021-12-31")
REGULAR = {"issued_on": "2021-07-01", "received_on": "2021-07-01", "record_year": "2020"}


REAL_NUMBER = "110101199003074610"  # an example of the standard, of nobody; its check digit is right
CANARIES = {
    "id number": (REAL_NUMBER, REAL_NUMBER),
    "mobile": (MOBILE, MOBILE),
    "name": (NAME, f"申请人：{NAME}"),
    "address": (ADDRESS, ADDRESS),
}
"""By kind: what must not come out, and how it stands in a field for names of bodies and posts."""


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def outputs(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """All that the command writes for these arguments, in both languages and every format."""
    told = ""
    for language in ("zh", "en"):
        with TemporaryDirectory() as folder:
            files = [Path(folder) / name for name in FORMATS if name != "text"]
            more = [part for file in files for part in ("-f", file.name, "-o", str(file))]
            run([*arguments, *more, "-f", "text", "--lang", language])
            told += "".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
        captured = capfd.readouterr()
        told += captured.out + captured.err
    return told


def leaks(told: str) -> list[str]:
    return [trace for trace in TRACES if trace in told or trace in told.replace("\n", "").replace(" ", "")]


def cells(subject: str) -> dict[str, str]:
    """A canary in every field of free text and in every cell that cannot be read because of it."""
    fields = dictionary()[subject].fields.values()
    shown = {f.name for f in fields if f.safe and f.type in (FieldType.TEXT, FieldType.LIST_OF_TEXT)}
    return {f.name: CANARY for f in fields if f.name not in shown}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_every_cell_of_a_record(tmp_path: Path, capfd: pytest.CaptureFixture[str], subject: str, suffix: str) -> None:
    free = {name for name in cells(subject) if not dictionary()[subject].fields[name].safe}
    wild = {"id": SUBJECTS[subject], **cells(subject)}
    tame = {**wild, "id": "X-2"} | {name: REGULAR.get(name, "") for name in wild if name not in free | {"id"}}
    path = tmp_path / f"records{suffix}"
    if suffix == ".csv":
        write(path, [wild, tame])
    else:
        path.write_text(json.dumps([wild, tame], ensure_ascii=False), encoding="utf-8")
    told = outputs(capfd, "check", f"{subject}={path}", *PACKS)
    assert SUBJECTS[subject] in told or subject == "message"
    assert leaks(told) == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_explaining_a_record(tmp_path: Path, capfd: pytest.CaptureFixture[str], subject: str) -> None:
    path = write(tmp_path / "records.csv", [{"id": "A1", **cells(subject)}])
    rules = [f"regulation/{name}" for name in ("publication-term", "reply-term", "annual-report-published")]
    for rule in rules:
        arguments = ("explain", rule, f"{subject}={path}", "--id", "A1", "-r", "regulation", "--as-of", "2021-12-31")
        told = "".join(outputs_of(capfd, *arguments, "--lang", language) for language in ("zh", "en"))
        assert told
        assert leaks(told) == []


def outputs_of(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    run(list(arguments))
    captured = capfd.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("name", ["parties", "codes", "keys"])
def test_events(tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    event = {
        "parties": {"type": "third_party_asked", "on": "2021-07-02", "party": CANARY},
        "codes": {"type": CANARY, "on": CANARY, "days": CANARY},
        "keys": {"type": "paid", "on": "2021-07-02", CANARY: CANARY},
    }[name]
    row = {"id": "A1", "received_on": "2021-07-01", "received_via": "in_person", "replied_on": "2021-11-30"}
    path = tmp_path / "records.json"
    path.write_text(json.dumps([{**row, "events": [event]}], ensure_ascii=False), encoding="utf-8")
    told = outputs(capfd, "check", f"disclosure_application={path}", *PACKS)
    assert '"judged": 1' in told
    assert leaks(told) == []


@pytest.mark.parametrize(
    "header", [f"{CANARY}\n", f"{CANARY},{NAME},{MOBILE}\n", f"{NAME},{NUMBER}\n{ADDRESS},{MOBILE}\n"]
)
def test_a_file_without_headers(tmp_path: Path, capfd: pytest.CaptureFixture[str], header: str) -> None:
    path = tmp_path / "records.csv"
    path.write_text(header, encoding="utf-8")
    told = outputs(capfd, "check", f"document={path}", *PACKS)
    assert "no known header" in told
    assert leaks(told) == []


def test_headers_that_nobody_knows(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    header = f"文件编号,成文日期,备注,{MOBILE},{NUMBER},{CANARY}\n"
    path = tmp_path / "records.csv"
    path.write_text(header + "D1,2021-07-01,x,x,x,x\n", encoding="utf-8")
    told = outputs(capfd, "check", f"document={path}", *PACKS)
    assert "备注" in told
    assert leaks(told) == []


@pytest.mark.parametrize(
    "text",
    [
        f'[{{"id": "{CANARY}" "x"}}]',
        f'{{"{CANARY}": 1}}',
        f'[{{"id": "D1", "title": "{CANARY}"}}',
        f'"{CANARY}"',
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str) -> None:
    path = tmp_path / "records.json"
    path.write_text(text, encoding="utf-8")
    told = outputs(capfd, "check", f"document={path}", *PACKS)
    assert "records.json" in told
    assert leaks(told) == []


def test_repeated_and_unusable_ids_are_not_quoted(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": CANARY, "issued_on": "2021-07-01"}, {"id": CANARY, "issued_on": "2021-07-01"}]
    path = write(tmp_path / "records.csv", [*rows, {"id": f"{CANARY}\n{CANARY}", "issued_on": "2021-07-01"}])
    told = outputs(capfd, "check", f"document={path}", *PACKS)
    assert "no pseudonym key was given" in told
    assert leaks(told) == []


# ── every field of every subject ─────────────────────────────────────────────────────────────────────────────────


@cache
def all_rules() -> gkrules.RuleSet:
    return gkrules.load(*shipped_names())


def everything(report: Report) -> str:
    """The report in every format and language."""
    texts = [render_text(report, language, limit=0) for language in ("zh", "en")]
    return "".join([report.to_json(), *texts, *(render_github(report, language) for language in ("zh", "en"))])


def stated(item: Field, kind: str) -> str:
    """A canary as a field of this type holds it."""
    bare, labelled = CANARIES[kind]
    return labelled if item.safe and item.type in (FieldType.TEXT, FieldType.LIST_OF_TEXT) else bare


def held(kind: str, told: str) -> bool:
    """Whether the canary came out, whole or, where it is a number, in its middle."""
    bare = CANARIES[kind][0]
    pieces = (bare, bare[4:-4]) if bare.isdigit() and len(bare) > 11 else (bare,)
    joined = told.replace("\n", "").replace(" ", "")
    return any(piece in told or piece in joined for piece in pieces)


def rows_with(subject: str, kind: str) -> list[dict[str, str]]:
    """Records of which every cell is a canary; and those whose dates and codes are sound, so that more rules apply."""
    fields = {name: item for name, item in dictionary()[subject].fields.items() if name != "id"}
    wild = {name: stated(item, kind) for name, item in fields.items()}
    texts = {name: wild[name] for name, item in fields.items() if item.type in (FieldType.TEXT, FieldType.LIST_OF_TEXT)}
    dated = {
        name: "2021-07-01" if item.type is FieldType.DATE else "2021" if name.endswith("year") else ""
        for name, item in fields.items()
        if name not in texts
    }
    codes = {name: next(iter(item.codes)) for name, item in fields.items() if item.codes and name not in texts}
    rows = [wild, {**dated, **texts}, {**dated, **codes, **texts}]
    return [{"subject": subject, "id": f"{kind[:1].upper()}{n}", **row} for n, row in enumerate(rows)]


@pytest.mark.parametrize("subject", list(dictionary().subjects))
def test_every_field_of_every_subject(subject: str) -> None:
    rows = [row for kind in CANARIES for row in rows_with(subject, kind)]
    report = all_rules().check(rows, as_of=date(2021, 12, 31))
    assert report.counts.judged == len(rows)
    told = everything(report)
    assert [kind for kind in CANARIES if held(kind, told)] == []
    assert report.guard is not None
    assert report.guard.masked >= sum(finding.masked or 0 for finding in report.findings)


@pytest.mark.parametrize("kind", CANARIES)
@pytest.mark.parametrize("subject", [*SUBJECTS, "duty_evidence"])
@pytest.mark.parametrize("key", [None, "invented-key-of-a-test"])
def test_ids(subject: str, kind: str, key: str | None) -> None:
    bare = CANARIES[kind][0]
    rows = [{"subject": subject, "id": f"{bare}-{n}", "issued_on": "2021-07-01"} for n in range(3)]
    profile = gkrules.Profile(pseudonym_key=key)
    report = all_rules().check(rows, as_of=date(2021, 12, 31), profile=profile)
    assert report.counts.judged == (3 if key else 0)
    assert not held(kind, everything(report))


# ── names of files, and what errors say of them ──────────────────────────────────────────────────────────────────

FILES = {
    "sound.csv": "文件编号,标题,成文日期,公开属性\nD1,公示,2021-07-01,主动公开\n",
    "sound.json": '[{"id": "D1", "title": "公示", "issued_on": "2021-07-01"}]',
    "sound.md": "---\nid: D1\ntitle: 公示\nissued_on: 2021-07-01\n---\n正文\n",
    "empty.csv": "",
    "broken.json": "[{",
    "broken.yaml": "a: [",
    "no-header.csv": "甲,乙\n1,2\n",
    "unknown.pdf": "x",
    "no-workbook.xlsx": "x",
    "no-gzip.csv.gz": "x",
}


@pytest.mark.parametrize("kind", CANARIES)
@pytest.mark.parametrize("file", FILES)
def test_names_of_files_and_folders(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, file: str, kind: str
) -> None:
    """The command, the report and the exception of the library say the same: a masked name."""
    monkeypatch.chdir(tmp_path)
    bare = CANARIES[kind][0]
    folder = Path(bare)
    folder.mkdir()
    path = folder / (bare + "".join(Path(file).suffixes))
    path.write_text(FILES[file], encoding="utf-8")
    for source in (path, folder):
        told = outputs_of(capfd, "check", f"document={source}", "-r", "regulation", "--as-of", "2021-12-31")
        assert told
        assert not held(kind, told)
        assert not held(kind, answered(source))
    assert sorted(tmp_path.rglob("*")) == sorted([tmp_path / folder, tmp_path / path])  # nothing is left behind


def answered(source: Path) -> str:
    """What the library gives for a source: the report, or the words of its exception."""
    try:
        report = check_sources([SourceSpec(source, "document")], packs=["regulation"], as_of=date(2021, 12, 31))
    except GkrulesError as error:
        return f"{error}{error.text.zh}{error!r}"
    return report.to_json()


def test_two_files_of_one_masked_name_stay_apart(tmp_path: Path) -> None:
    for name in ("王小明", "王小红"):
        (tmp_path / f"{name}.csv").write_text(f"文件编号,标题\n{len(name)}{ord(name[-1])},公示\n", encoding="utf-8")
    report = check_sources([SourceSpec(tmp_path, "document")], packs=["regulation"], as_of=date(2021, 12, 31))
    names = [item.source for item in report.inputs]
    assert len(set(names)) == 2
    assert all("王某某" in name for name in names)
    assert report.guard is not None
    assert report.guard.masked == 2


@pytest.mark.parametrize("kind", CANARIES)
@pytest.mark.parametrize("option", ["--map", "--profile"])
def test_settings_that_are_wrong(tmp_path: Path, capfd: pytest.CaptureFixture[str], option: str, kind: str) -> None:
    bare, labelled = CANARIES[kind]
    source = tmp_path / "records.csv"
    source.write_text(FILES["sound.csv"], encoding="utf-8")
    settings = tmp_path / f"{bare}.yaml"
    for text in (
        f"{labelled}: 1\n",
        f"subject: {labelled}\n",
        f"columns: {{'{labelled}': '{labelled}'}}\n",
        f"a: [{labelled}\n",
    ):
        settings.write_text(text, encoding="utf-8")
        told = outputs_of(capfd, "check", f"document={source}", option, str(settings), "-r", "regulation")
        assert told
        assert not held(kind, told)
    settings.unlink()
    assert not held(kind, outputs_of(capfd, "check", f"document={source}", option, str(settings), "-r", "regulation"))


@pytest.mark.parametrize("kind", CANARIES)
def test_a_report_that_cannot_be_written(tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    source = tmp_path / "records.csv"
    source.write_text(FILES["sound.csv"], encoding="utf-8")
    run(["check", f"document={source}", *PACKS, "-o", f"{CANARIES[kind][0]}/none/report.txt"])
    captured = capfd.readouterr()
    assert not held(kind, captured.out + captured.err)
