"""What the command says when something is wrong, in both languages, and how it ends when nobody can read it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gkrules.cli import run
from gkrules.cli.telling import language_of

GOLDEN = Path(__file__).parent.parent / "reports" / "golden"
LATE = ("check", f"document={GOLDEN / 'documents.csv'}", "-r", str(GOLDEN / "demo"), "--as-of", "2021-12-31")
START = [sys.executable, "-c", "from gkrules.cli import main; main()"]


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ((), "zh"),
        (("--lang", "en"), "en"),
        (("--lang=en",), "en"),
        (("--lang", "zh"), "zh"),
        (("--lang",), "zh"),
        (("en",), "zh"),
        (("--lang", "en", "--lang", "zh"), "zh"),
    ],
)
def test_the_language_of_a_command_line(arguments: tuple[str, ...], language: str) -> None:
    assert language_of(("check", *arguments)) == language


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("check",), "用法有误：缺少参数SOURCE…", "Missing argument 'SOURCE…'."),
        (("check", "x", "--foo"), "用法有误：没有选项--foo", "No such option"),
        (("check", "x", "--as-of", "3"), "用法有误：--as-of的值不正确；日期应写作YYYY-MM-DD", "'3' is not a day"),
        (("check", "x", "--lang", "fr"), "用法有误：--lang的值不正确\n", "'fr' is not one of"),
        (("what",), "用法有误：请用gkrules -h查看命令及选项", "No such command 'what'."),
        (("check", "x"), "用法有误：请用-r至少指定一个规则包", "name at least one pack with -r"),
        ((*LATE, "--from", "2021-02-01", "--to", "2021-01-01"), "用法有误：--to早于--from", "--to lies before --from"),
        (("check", "none.csv", "--subject", "document", "-r", "regulation"), "none.csv：没有这个文件", "no such file"),
        (("check", "none.csv", "-r", "nothing"), "没有规则包“nothing”", "there is no pack 'nothing'"),
        (("explain", "x/y"), "没有规则或条款'x/y'", "no rule or clause 'x/y'"),
    ],
)
def test_chinese_first_and_english_beside_it(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], zh: str, en: str
) -> None:
    assert run(list(arguments)) == 2
    told = capsys.readouterr().err
    assert told.startswith("gkrules：")
    assert told.index(zh) < told.rindex(en)
    if "--lang" not in arguments:
        assert run([*arguments, "--lang", "en"]) == 2
        told = capsys.readouterr().err
        assert en in told or arguments == ("what",)
        assert "gkrules：" not in told


def test_a_wrong_pack_has_a_chinese_head(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/pack.yaml").write_text("id: good\n", encoding="utf-8")
    assert run([*LATE[:2], "-r", str(tmp_path / "bad")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("gkrules：下列文件有误，请按所示位置修改（说明为英文）：\n")
    assert told.count("GK143") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize(("options", "told"), [((), "标准输出：无法写入报告"), (("--lang", "en"), "cannot be written")])
def test_a_full_device_is_wrong_use(options: tuple[str, ...], told: str) -> None:
    for arguments in (LATE, ("list",), ("explain", "regulation/reply-term")):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run([*START, *arguments, *options], stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 2
        error = done.stderr.decode("utf-8")
        assert "cannot be written" in error
        assert arguments != LATE or told in error
        assert "Exception" not in error


@pytest.mark.parametrize(("options", "code"), [((), 1), (("--fail-on", "never"), 0)])
def test_a_broken_pipe_ends_with_the_verdict(options: tuple[str, ...], code: int) -> None:
    assert with_broken_pipe(*LATE, *options) == (code, "")


def test_a_broken_pipe_of_a_command_without_verdict() -> None:
    assert with_broken_pipe("list") == (0, "")


def with_broken_pipe(*arguments: str) -> tuple[int, str]:
    """Exit code and standard error of a command whose reader is gone."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*START, *arguments], stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    return done.returncode, done.stderr.decode("utf-8")


def test_a_report_does_not_overwrite_a_file_of_a_folder_it_reads(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    document = tmp_path / "a.md"
    document.write_text("---\nid: A\n---\n", encoding="utf-8")
    arguments = ["check", f"document={tmp_path}", "-r", "regulation", "-o"]
    assert run([*arguments, str(document)]) == 2
    assert "never overwrites its input" in capsys.readouterr().err
    assert document.read_text(encoding="utf-8") == "---\nid: A\n---\n"
    assert run([*arguments, str(tmp_path / "report.txt")]) == 0
