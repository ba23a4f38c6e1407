"""`gkrules validate --plans`: every phrase that a clause or a rule quotes occurs in the plan's text."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkrules.cli import run
from gkrules.language.packs import read_packs

PHRASES = [clause.phrase for pack in read_packs(["heyuan-2018"]) for clause in pack.clauses.values() if clause.phrase]
PHRASES += [rule.phrase for pack in read_packs(["heyuan-2018"]) for rule in pack.rules if rule.phrase]


def plan(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "heyuan-2018.txt").write_text(text, encoding=encoding)
    return folder


def test_phrases_that_all_occur(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line breaks, blanks and full-width forms of the text do not matter."""
    text = "\n".join(f"{phrase[:2]} \n{phrase[2:]}" for phrase in PHRASES)
    assert run(["validate", "heyuan-2018", "--plans", str(plan(tmp_path, text))]) == 0
    assert f"{len(PHRASES)} phrases: all occur in the plan" in capsys.readouterr().out


def test_a_phrase_that_does_not_occur_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\n".join(phrase for phrase in PHRASES if phrase != PHRASES[0])
    assert run(["validate", "heyuan-2018", "--plans", str(plan(tmp_path, text))]) == 2
    told = capsys.readouterr().err
    assert "GK155" in told
    assert "heyuan-2018/clauses.yaml:" in told


def test_a_plan_that_is_not_there_is_told_and_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "heyuan-2018", "--plans", str(tmp_path)]) == 0
    assert "no heyuan-2018.txt to compare" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_in_another_encoding_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    folder = plan(tmp_path, "政务公开", "gb18030")
    assert run(["validate", "heyuan-2018", "--plans", str(folder), "--lang", language]) == 2
    assert "UTF-8" in capsys.readouterr().err
