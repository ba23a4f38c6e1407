"""No personal data in any output: canaries in every cell, and none of them in text, JSON or standard error."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from gkrules.cli import run
from gkrules.records.dictionary import dictionary
from gkrules.records.model import FieldType

NUMBER = "110101199001010000"  # the check digit is wrong: no number of anyone
MOBILE = "13800000000"
NAME = "诸葛测试"
ADDRESS = "测试市虚构路1号院2单元303室"
CANARY = f"{NAME}{NUMBER}电话{MOBILE}住{ADDRESS}"
TRACES = (NUMBER, MOBILE, NAME, ADDRESS, "1101011990", "虚构路")

SUBJECTS = {"document": "GX-1", "disclosure_application": "YSQ-1", "message": "LY-1", "annual_report": "NB-1"}
PACKS = ("-r", "regulation", "-r", "shanxi-2021", "--as-of", "2021-12-31")
REGULAR = {"issued_on": "2021-07-01", "received_on": "2021-07-01", "record_year": "2020"}


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def outputs(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """All that the command writes for these arguments, in both languages and formats."""
    told = ""
    for more in (("-f", "json"), ("--lang", "zh"), ("--lang", "en")):
        run([*arguments, *more])
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
