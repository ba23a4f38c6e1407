"""The starter folder: nothing is overwritten, and its files do what they say."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gkrules.cli import run
from gkrules.errors import SourceError
from gkrules.language.pack import shipped_names
from gkrules.language.packs import read_packs
from gkrules.profile import read_profile
from gkrules.starter import starter_files, write_starter

FILES = (
    "README.md", "documents/2021-012-notice.md", "documents/2021-013-plan.md", "gkrules-ci.gitlab.yml",
    "gkrules-ci.yml", "gkrules.yaml", "mapping.yaml", "register.csv",
)  # fmt: skip


def test_init_lists_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "folder"
    assert run(["init", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        *(f"{folder.as_posix()}/{name}" for name in FILES), f"请先阅读{folder.as_posix()}/README.md",
    ]  # fmt: skip
    found = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()}
    assert found == starter_files()


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    assert run(["init", str(tmp_path)]) == 2
    assert "already there; nothing was written" in capsys.readouterr().err
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [mine]
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="cannot be written"):
        write_starter(tmp_path / "file")


def test_the_profile_is_read_and_names_every_parameter_that_is_off(tmp_path: Path) -> None:
    write_starter(tmp_path)
    assert read_profile(tmp_path / "gkrules.yaml").kind == "city_bureau"
    text = (tmp_path / "gkrules.yaml").read_text(encoding="utf-8")
    off = {
        (rule.id, param.name)
        for pack in read_packs(shipped_names())
        for rule in pack.rules
        for version in rule.versions
        for param in version.params.values()
        if param.value is None
    }
    assert off
    for rule, name in off:
        assert f"#   {rule}:" in text
        assert f"#     {name}: …" in text


def commands(name: str, tree: Any) -> list[str]:
    """The lines of a CI file that call gkrules."""
    if name == "gkrules-ci.yml":
        lines = [step.get("run", "") for step in tree["jobs"]["check"]["steps"]]
    else:
        lines = tree["gkrules"]["script"]
    return [line for line in lines if line.startswith("gkrules ")]


@pytest.mark.parametrize(("name", "output"), [("gkrules-ci.yml", "::error file=documents/2021-013-plan.md,line=1,"),
                                              ("gkrules-ci.gitlab.yml", "违反：错误1条，警告0条")])  # fmt: skip
def test_the_jobs_find_the_faulty_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, output: str
) -> None:
    write_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    tree = yaml.safe_load((tmp_path / name).read_text(encoding="utf-8"))
    (line,) = commands(name, tree)
    assert run(shlex.split(line)[1:]) == 1
    assert output in capsys.readouterr().out
    for path in tree.get("gkrules", {}).get("artifacts", {}).get("paths", []):
        assert (tmp_path / path).is_file()


def test_the_documents_are_invented_and_of_the_past() -> None:
    for name, text in starter_files().items():
        if name.startswith("documents/"):
            front = yaml.safe_load(text.split("---\n")[1])
            assert front["成文日期"] < date(2022, 1, 1)
            assert "虚构" in text
