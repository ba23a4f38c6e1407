"""`gkrules check`: exit codes in their order, options, outputs, and errors without a word of the data."""

from __future__ import annotations

import importlib
import json
from datetime import date
from pathlib import Path

import pytest

from gkrules.cli import run
from gkrules.language.pack import shipped_names
from gkrules.records.dictionary import dictionary

GOLDEN = Path(__file__).parent.parent / "reports" / "golden"
DEMO = str(GOLDEN / "demo")
CHECK = importlib.import_module("gkrules.cli.check")  # the package has a command of this name
DAY = ("--as-of", "2021-12-31")
ALL_SUBJECTS = f"subjects: {', '.join(dictionary().subjects)}"
HEAD = "文件编号,公开属性,成文日期,发布日期,不公开依据,是否涉密,主题\n"
RIGHT = "D1,主动公开,2021-07-01,2021-07-08,,否,其他\n"
LATE = "D2,主动公开,2021-07-01,2021-07-30,,否,其他\n"
BARE = "D3,不予公开,2021-07-01,,,否,其他\n"
TOPICLESS = "D4,主动公开,2021-07-01,2021-07-08,,否,、\n"
OPEN = "D5,主动公开,2021-07-01,2021-07-08,,也许,其他\n"
WAITING = "D6,主动公开,2021-12-20,,,否,其他\n"
NAMELESS = ",主动公开,2021-07-01,2021-07-08,,否,其他\n"

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*lines: str, name: str = "a.csv", head: str = HEAD) -> str:
    Path(name).write_text(head + "".join(lines), encoding="utf-8")
    return f"document={name}"


@pytest.mark.parametrize(
    ("lines", "options", "code"),
    [
        ((RIGHT,), (), 0),
        ((LATE,), (), 1),
        ((BARE,), (), 0),
        ((BARE,), ("--fail-on", "warning"), 1),
        ((TOPICLESS,), ("--fail-on", "warning"), 0),
        ((TOPICLESS,), ("--fail-on", "notice"), 1),
        ((LATE,), ("--fail-on", "notice"), 1),
        ((LATE,), ("--fail-on", "never"), 0),
        ((OPEN,), (), 0),
        ((OPEN,), ("--fail-on-undetermined",), 4),
        ((LATE, OPEN), ("--fail-on-undetermined",), 1),
        ((LATE, OPEN), ("--fail-on-undetermined", "--fail-on", "never"), 4),
        ((BARE, OPEN), ("--fail-on-undetermined",), 4),
        ((BARE, OPEN), ("--fail-on-undetermined", "--fail-on", "warning"), 1),
        ((WAITING,), ("--fail-on-undetermined", "--fail-on", "notice"), 0),
        ((NAMELESS,), ("--fail-on-undetermined",), 0),
        ((RIGHT, RIGHT), ("--fail-on-undetermined",), 0),
        ((), (), 0),
        ((LATE, OPEN), ("--lang", "fr"), 2),
    ],
)
def test_exit_codes(capsys: Output, lines: tuple[str, ...], options: tuple[str, ...], code: int) -> None:
    assert run(["check", write(*lines), "-r", DEMO, *DAY, *options]) == code
    captured = capsys.readouterr()
    assert (captured.out == "") == (code == 2)
    judged_nothing = lines in ((NAMELESS,), (RIGHT, RIGHT))
    assert (captured.err == "") == (code != 2 and not judged_nothing)
    assert ("没有任何记录得到判定" in captured.err) == judged_nothing


def test_a_missing_column_is_undetermined_too() -> None:
    source = write("D1,2021-07-01\n", head="文件编号,成文日期\n")
    assert run(["check", source, "-r", DEMO, *DAY]) == 0
    assert run(["check", source, "-r", DEMO, *DAY, "--fail-on-undetermined"]) == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Missing argument 'SOURCE…'."),
        (("a.csv",), f"name at least one pack with -r; packs: {', '.join(shipped_names())}, or a directory"),
        (("a.csv", "-r", DEMO, "--as-of", "2021-2-3"), "'2021-2-3' is not a day written YYYY-MM-DD"),
        (("a.csv", "-r", DEMO, "--as-of", "2021-02-30"), "'2021-02-30' is not a day written YYYY-MM-DD"),
        (("a.csv", "-r", DEMO, "--as-of", "1900-01-01"), "'1900-01-01' lies outside 1949 to 2100"),
        (("a.csv", "-r", DEMO, "--from", "2021-05-01", "--to", "2021-04-30"), "--to lies before --from"),
        (("a.csv", "-r", DEMO, "-o", "x", "-o", "y"), "there are more -o than -f; give one -o for each -f"),
        (
            ("a.csv", "-r", DEMO, "-f", "text", "-f", "json"),
            "two formats would be written to one place; give one -o for each -f",
        ),
        (
            ("a.csv", "-r", DEMO, "-f", "text", "-f", "json", "-o", "x", "-o", "x"),
            "two formats would be written to one place; give one -o for each -f",
        ),
    ],
)
def test_wrong_use(capsys: Output, arguments: tuple[str, ...], told: str) -> None:
    write(LATE)
    assert run(["check", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith(f"{told}\n")


@pytest.mark.parametrize(
    ("source", "options", "told"),
    [
        ("document=none.csv", (), "none.csv: no such file; check the path"),
        (
            "document=folder", (),
            "folder: the folder holds no Markdown file with front matter and no table; name the files themselves",
        ),
        ("document=empty.csv", (), "empty.csv: the file is empty (0 bytes); export it again"),
        (
            "document=a.pdf", (),
            ("a.pdf: unknown kind of file; known are .csv .tsv .txt .xlsx .xlsm .json .jsonl .ndjson .yaml .yml .md"
             " .markdown (and .csv.gz .json.gz .jsonl.gz .yaml.gz)"
             " (otherwise open it in Excel or WPS and save it as .xlsx)"),
        ),
        (
            "documents=a.csv", (),
            "a.csv: unknown subject 'documents'; did you mean 'document'?",
        ),
        ("a.csv", ("--subject", "x"), f"a.csv: unknown subject 'x'; {ALL_SUBJECTS}"),
        ("a.csv", ("--subject", "公文"), "a.csv: unknown subject '公文'; did you mean 'document'?"),
        (
            "a.csv", (),
            f"a.csv: say what the records are, with --subject NAME or NAME=PATH; {ALL_SUBJECTS}",
        ),
        (
            "document=strange.csv", (),
            ("strange.csv: no known header: rows 1 to 2 looked at\n  headers of document are, for example: 文件编号、"
            "标题、"
            "文号、公文种类、文件类别、发文机关 (or id, title, document_number, document_type, document_kind, issuer);"
            " other headers are named in a mapping file (--map)"),
        ),
        ("document=a.csv", ("--map", "none.yaml"),
         "none.yaml: the mapping file cannot be read: No such file or directory"),
        ("document=a.csv", ("--profile", "none.yaml"),
         "none.yaml: the profile cannot be read: No such file or directory"),
        ("document=a.csv", ("-o", "none/out.txt"),
         "none/out.txt: the report cannot be written: No such file or directory"),
    ],
)  # fmt: skip
def test_sources_that_cannot_be_read(capsys: Output, source: str, options: tuple[str, ...], told: str) -> None:
    write(LATE)
    Path("empty.csv").touch()
    Path("folder").mkdir()
    Path("a.pdf").write_bytes(b"%PDF")
    Path("strange.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert run(["check", source, "-r", DEMO, *DAY, *options, "--lang", "en"]) == 2
    assert capsys.readouterr() == ("", f"gkrules: {told}\n")
    assert run(["check", source, "-r", DEMO, *DAY, *options]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("gkrules：")
    assert captured.err.endswith(f"gkrules: {told}\n")


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        (
            "regulatoin",
            (
                "gkrules: there is no pack 'regulatoin'; did you mean 'regulation'?"
                f" packs: {', '.join(shipped_names())}, or a directory\n"
            ),
        ),
        (".", "gkrules: . is a directory without pack.yaml, so it is no pack\n"),
    ],
)
def test_unknown_packs(capsys: Output, pack: str, told: str) -> None:
    assert run(["check", write(LATE), "-r", pack, *DAY, "--lang", "en"]) == 2
    assert capsys.readouterr() == ("", told)


def test_a_wrong_pack_is_wrong_use(capsys: Output) -> None:
    Path("bad").mkdir()
    Path("bad/pack.yaml").write_text("id: good\n", encoding="utf-8")
    assert run(["check", write(LATE), "-r", "bad", *DAY]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "bad/pack.yaml:1:5: error GK143: the pack's id 'good' must be the name of its directory" in captured.err


def test_header_only(capsys: Output) -> None:
    assert run(["check", write(), "-r", DEMO, *DAY, "-f", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["read"] == report["counts"]["record_pairs"] == 0
    assert [n["rule"] for n in report["not_evaluated"]] == ["demo/drafted-promptly", "demo/message-answered"]


def test_formats_and_files(capsys: Output) -> None:
    source = write(LATE)
    common = ["check", source, "-r", DEMO, *DAY]
    assert run([*common, "-f", "json", "-o", "out.json", "-f", "text", "--lang", "en"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("gkrules compliance report\n")
    assert json.loads(Path("out.json").read_text(encoding="utf-8"))["counts"]["outcomes"]["violation"] == 1
    assert run([*common, "-f", "json", "-f", "text", "-o", "2.json", "-o", "2.txt", "--lang", "en"]) == 1
    assert capsys.readouterr() == ("", "")
    assert Path("2.txt").read_text(encoding="utf-8") == text
    assert Path("2.json").read_bytes() == Path("out.json").read_bytes()


def test_languages(capsys: Output) -> None:
    source = write(LATE)
    texts = []
    for options in ((), ("--lang", "zh"), ("--lang", "en")):
        run(["check", source, "-r", DEMO, *DAY, *options])
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] != texts[2]
    assert "文件（D2）应于2021年7月29日前公开，已逾期1个工作日。" in texts[0]
    assert "Document D2 was due by 2021-07-29 and is 1 working day over." in texts[2]


@pytest.mark.parametrize(
    ("options", "window"),
    [
        ((), {"from": "2021-01-01", "to": "2021-12-31"}),
        (("--from", "2021-03-01", "--to", "2021-05-31"), {"from": "2021-03-01", "to": "2021-05-31"}),
        (("--from", "2021-03-01"), {"from": "2021-03-01"}),
        (("--to", "2021-03-01"), {"to": "2021-03-01"}),
    ],
)
def test_window(capsys: Output, options: tuple[str, ...], window: dict[str, str]) -> None:
    run(["check", write(LATE), "-r", DEMO, *DAY, "-f", "json", *options])
    assert json.loads(capsys.readouterr().out)["window"] == window


def test_several_sources_and_the_subject_option(capsys: Output) -> None:
    write(LATE)
    write(RIGHT, LATE, name="b.csv")
    Path("m.json").write_text('[{"id": "M1", "received_on": "2021-07-01", "replied_on": null}]', encoding="utf-8")
    code = run(["check", "a.csv", "b.csv", "message=m.json", "--subject", "document", "-r", DEMO, *DAY, "-f", "json"])
    report = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [(i["source"], i["subject"], i["judged"], i["rejected"]) for i in report["inputs"]] == [
        ("a.csv", "document", 0, 1), ("b.csv", "document", 1, 1), ("m.json", "message", 1, 0),
    ]  # fmt: skip
    assert [(f["record"], f["rule"]) for f in report["findings"]] == [("M1", "demo/message-answered")]


def test_mapping_and_profile(capsys: Output) -> None:
    write("1,主动公开,2021-07-01,2021-07-08,否\n", head="号,属性,成文日期,发布日期,是否涉密\n")
    Path("map.yaml").write_text(
        "subject: document\ncolumns: {属性: 公开属性}\nid: {from: [号], prefix: 晋}\n", encoding="utf-8"
    )
    Path("own.yaml").write_text("params: {demo/published-in-time: {term: 3 working_days}}\n", encoding="utf-8")
    code = run(["check", "a.csv", "-r", DEMO, *DAY, "--map", "map.yaml", "--profile", "own.yaml", "-f", "json"])
    report = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [(f["record"], f["deadline"]["due"]) for f in report["findings"]] == [("晋1", "2021-07-06")]
    assert report["profile"]["digest"].startswith("sha256:")


def test_the_default_day_is_today_in_china_and_printed(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CHECK, "today", lambda: date(2021, 7, 29))
    assert run(["check", write("D2,主动公开,2021-07-01,,,否,其他\n"), "-r", DEMO, "--lang", "en"]) == 0
    assert "judged as of: 2021-07-29" in capsys.readouterr().out


def test_an_internal_error_shows_its_place_and_no_data(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("诸葛测试13800000000")

    monkeypatch.setattr(CHECK, "check_sources", broken)
    assert run(["check", write(LATE), "-r", DEMO, *DAY]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("gkrules：程序内部错误，请反馈下列信息\ngkrules: internal error (KeyError in ")
    assert captured.err.endswith("; please report it\n")
    assert "诸葛" not in captured.err
    assert "138" not in captured.err
