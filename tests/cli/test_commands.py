"""The other commands: explain, list, validate, test, deadline, and what they say when something is wrong."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from gkrules.cli import main, run
from gkrules.language.pack import shipped_names

GOLDEN = Path(__file__).parent.parent / "reports" / "golden"
DEMO = str(GOLDEN / "demo")
Output = pytest.CaptureFixture[str]


def told(capsys: Output, *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


RULE = """\
demo/published-in-time  Proactive documents are published in time
pack: demo 1.0  Example plan
subject: document 公文

in force: from 2021-01-01 to 2021-12-31  [error, must]
clause: demo/1 一 Documents state their attribute and are published in time.
when: disclosure attribute is “proactive”
    disclosure_attribute == "proactive"
except: classified is “yes”  Secret documents are exempted.
    classified
deadline: published on within 20 working days of issued on
    published_on ≤ issued_on + params.term
parameter term: 20 working days  (clause)
reads: classified 是否涉密, disclosure_attribute 公开属性, issued_on 成文日期, published_on 发布日期
"""


def test_explain_a_rule(capsys: Output) -> None:
    assert told(capsys, "explain", "demo/published-in-time", "-r", DEMO, "--lang", "en") == (0, RULE, "")
    code, out, _ = told(capsys, "explain", "demo/published-in-time", "-r", DEMO)
    assert code == 0
    assert "要求：发布日期应在成文日期之后20个工作日内\n    published_on ≤ issued_on + params.term\n" in out


def test_explain_a_clause(capsys: Output) -> None:
    expected = """\
demo/3  Example plan 三
Messages are answered.
modality: must
rules:
  demo/message-answered  Messages are answered
"""
    assert told(capsys, "explain", "demo/3", "-r", DEMO, "--lang", "en") == (0, expected, "")


def test_explain_a_record_day_by_day(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    code, out, err = told(
        capsys, "explain", "demo/published-in-time", "document=documents.csv", "--id", "D2", "-r", DEMO,
        "--as-of", "2021-12-31", "--lang", "en",
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert out.startswith(RULE)
    lines = out.removeprefix(RULE).splitlines()
    assert lines[:4] == [
        "",
        "record D2, judged as of 2021-12-31: violation",
        "Document D2 was due by 2021-07-29 and is 1 working day over.",
        "Publish it at once.",
    ]
    days = [line for line in lines if re.match(r" +[0-9]* +2021-07-", line)]
    assert len(days) == 29
    numbers = [int(line[:6]) for line in days if line[:6].strip()]
    assert numbers == list(range(1, 21))
    assert days[-1].startswith("   20  2021-07-29  Thu")
    assert lines[-4:] == ["start: 2021-07-01", "due: 2021-07-29", "met on: 2021-07-30", "state: met late"]


def test_explain_an_exempted_record(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOLDEN)
    arguments = (
        "explain",
        "demo/published-in-time",
        "documents.csv",
        "--id",
        "D1",
        "-r",
        DEMO,
        "--as-of",
        "2021-12-31",
    )
    code, out, _ = told(capsys, *arguments, "--lang", "en")
    assert code == 0
    assert out.endswith("record D1, judged as of 2021-12-31: not applicable\nSecret documents are exempted.\n")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("demo/published-in-tim",),
         "no rule or clause 'demo/published-in-tim'; did you mean 'demo/published-in-time'?"),
        (("zzz",), "no rule or clause 'zzz'; gkrules list shows the rules"),
        (("demo/attribute-stated", "documents.csv"), "name the record with --id"),
        (("demo/attribute-stated", "documents.csv", "--id", "X"),
         "documents.csv: no record has the id given with --id (10 rows were read)"),
        (("demo/attribute-stated", "documents.csv", "--id", "D7"),
         "documents.csv: 2 records have the id given with --id (10 rows were read)"),
    ],
)  # fmt: skip
def test_what_cannot_be_explained(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], error: str
) -> None:
    monkeypatch.chdir(GOLDEN)
    code, _, err = told(capsys, "explain", *arguments, "-r", DEMO)
    assert code == 2
    assert err.endswith(f"{error}\n")


def test_list(capsys: Output) -> None:
    code, out, _ = told(capsys, "list", "-r", DEMO, "--lang", "en")
    assert code == 0
    assert out.splitlines()[0] == ("demo/attribute-stated   error    document                The attribute is stated")
    assert out.endswith("6 rules\n")
    code, out, _ = told(capsys, "list", "-r", DEMO, "-f", "json")
    rules = json.loads(out)
    assert code == 0
    assert rules[1] == {
        "id": "demo/published-in-time",
        "subject": "document",
        "kind": "deadline",
        "modality": "must",
        "severity": "error",
        "clauses": ["demo/1"],
        "title": {"zh": "主动公开文件应按期公开", "en": "Proactive documents are published in time"},
    }


def test_list_without_a_pack_lists_those_that_ship(capsys: Output) -> None:
    code, out, _ = told(capsys, "list", "-f", "json")
    assert code == 0
    assert {rule["id"].split("/")[0] for rule in json.loads(out)} >= {"regulation"}


def test_validate(capsys: Output) -> None:
    assert told(capsys, "validate", DEMO) == (0, "demo 1.0: 6 rules, 3 clauses, 2 examples\n", "")


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo pack, to be spoilt."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DEMO, tmp_path / "demo")
    return tmp_path / "demo" / "rules.yaml"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_validate_tells_every_fault(capsys: Output, broken: Path) -> None:
    spoil(broken, "require: present(disclosure_attribute)", "require: present(disclosure_atribute)")
    spoil(broken, "clauses: [demo/2]", "clauses: [demo/9]")
    code, out, err = told(capsys, "validate", "demo")
    assert (code, out) == (2, "")
    assert err == (
        "demo/rules.yaml:9:22: error GK210: unknown field 'disclosure_atribute'\n"
        "  9 |     require: present(disclosure_atribute)\n"
        "    |                      ^^^^^^^^^^^^^^^^^^^\n"
        "  help: did you mean 'disclosure_attribute'?\n"
        "\n"
        "demo/rules.yaml:33:15: error GK137: unknown clause 'demo/9'\n"
        "  33 |     clauses: [demo/9]\n"
        "     |               ^^^^^^\n"
        "  help: did you mean 'demo/3'?\n"
        "\n"
        "2 errors\n"
    )


def test_examples(capsys: Output, broken: Path) -> None:
    assert told(capsys, "test", "-r", "demo") == (0, "2 passed, 0 failed\n", "")
    spoil(broken, "{name: stated, record: {issued_on: \"2021-07-01\", disclosure_attribute: proactive}, expect: pass}",
          "{name: stated, record: {issued_on: \"2021-07-01\"}, expect: {outcome: pass}}")  # fmt: skip
    code, out, err = told(capsys, "test", "-r", "demo")
    assert (code, err) == (1, "")
    assert out == (
        "demo/rules.yaml:13: demo/attribute-stated: stated\n"
        "  - outcome: pass\n"
        "  + outcome: undetermined\n"
        "    missing: disclosure_attribute\n"
        "1 passed, 1 failed\n"
    )
    assert told(capsys, "test", "-r", "demo", "-q") == (1, "1 passed, 1 failed\n", "")


def test_examples_need_a_pack(capsys: Output) -> None:
    code, out, err = told(capsys, "test")
    assert (code, out) == (2, "")
    assert err.endswith(f"name at least one pack with -r; packs: {', '.join(shipped_names())}, or a directory\n")


def test_deadline(capsys: Output) -> None:
    code, out, _ = told(capsys, "deadline", "2021-02-05", "7", "working-days", "--lang", "en")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "       2021-02-05  Fri  the day it starts from, not counted"
    assert lines[-2:] == ["start: 2021-02-05", "due: 2021-02-20"]
    assert sum(line[:5].strip().isdigit() for line in lines[1:-2]) == 7


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (
            ("2021-07-01", "20", "working-days", "--as-of", "2021-07-28"),
            {"start": "2021-07-01", "due": "2021-07-29", "state": "running", "limit": 20, "unit": "working_days",
             "left": 1},
        ),
        (
            ("2021-01-30", "1", "months", "--as-of", "2021-03-05"),
            {"start": "2021-01-30", "due": "2021-02-28", "state": "overdue", "limit": 1, "unit": "months",
             "overrun": 1},
        ),
        (
            ("2021-09-24", "7", "days", "--roll", "forward", "--as-of", "2021-09-24"),
            {"start": "2021-09-24", "due": "2021-10-08", "state": "running", "limit": 7, "unit": "days", "left": 14},
        ),
        (
            ("2026-12-21", "20", "working-days", "--as-of", "2026-12-21"),
            {"start": "2026-12-21", "due": "2027-01-19", "earliest": "2027-01-19", "latest": "2027-01-20",
             "state": "running", "limit": 20, "unit": "working_days", "left": 20, "provisional": True},
        ),
    ],
)  # fmt: skip
def test_deadline_as_json(capsys: Output, arguments: tuple[str, ...], part: dict[str, object]) -> None:
    code, out, _ = told(capsys, "deadline", *arguments, "-f", "json")
    assert code == 0
    assert json.loads(out) == part


def test_a_provisional_deadline_says_so(capsys: Output) -> None:
    code, out, _ = told(capsys, "deadline", "2026-12-21", "20", "working-days", "--as-of", "2026-12-21", "--lang", "en")
    assert code == 0
    assert out.splitlines()[-6:] == [
        "start: 2026-12-21",
        "due: 2027-01-19",
        "earliest: 2027-01-19",
        "latest: 2027-01-20",
        "state: running",
        "provisional: reaches days whose holidays are not announced",
    ]
    assert "(provisional)" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("2021-02-30", "7", "days"),
        ("2021-02-05", "0", "days"),
        ("2021-02-05", "7", "weeks"),
        ("2021-02-05", "7"),
        ("x",),
    ],
)
def test_wrong_deadlines(capsys: Output, arguments: tuple[str, ...]) -> None:
    code, out, err = told(capsys, "deadline", *arguments)
    assert (code, out) == (2, "")
    assert err


@pytest.mark.parametrize("arguments", [("--help",), ("check", "-h"), ("--version",)])
def test_help_and_version(capsys: Output, arguments: tuple[str, ...]) -> None:
    code, out, err = told(capsys, *arguments)
    assert (code, err) == (0, "")
    assert out


def test_an_unknown_command(capsys: Output) -> None:
    code, out, err = told(capsys, "chek")
    assert (code, out) == (2, "")
    assert "No such command 'chek'." in err


def test_main_exits_with_the_code() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["validate", "none"])
    assert stop.value.code == 2
