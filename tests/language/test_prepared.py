"""Prepared packs equal those that are read from YAML, and are left aside once anything they rest on has changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gkrules.errors import RuleError, SourceError
from gkrules.language import prepared as module
from gkrules.language.pack import Pack, find_pack, pack_digest, shipped, shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.pool import pooled
from gkrules.language.prepared import LaterExamples, load_packs, prepare, prepared

READ = {pack.id: pack for pack in read_packs(shipped_names())}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of freshly prepared packs."""
    folder = tmp_path / "prepared"
    monkeypatch.setattr(module, "folder", lambda: folder)
    assert [path.stem for path in prepare()] == shipped_names()
    return folder


@pytest.fixture
def own(kept: Path, tmp_path: Path) -> Path:
    """A copy of a shipped pack that may be changed; its prepared form holds."""
    path = tmp_path / "regulation"
    shutil.copytree(shipped() / "regulation", path)
    assert prepared(path) is not None
    return path


def bare(pack: Pack) -> Pack:
    return replace(pack, rules=tuple(replace(rule, examples=()) for rule in pack.rules))


@pytest.mark.parametrize("name", shipped_names())
@pytest.mark.usefixtures("kept")
def test_a_prepared_pack_equals_the_one_that_is_read(name: str) -> None:
    pack = prepared(find_pack(name))
    assert pack is not None
    assert pack == READ[name]
    assert pooled(bare(pack), {}) == pooled(bare(READ[name]), {})  # spans and types too


@pytest.mark.parametrize("name", shipped_names())
def test_the_digest_is_that_of_the_files(name: str) -> None:
    assert pack_digest(find_pack(name)) == READ[name].digest


@pytest.mark.parametrize("name", ["pack.yaml", "clauses.yaml", "fee.yaml"])
def test_a_changed_file_is_read_again(own: Path, name: str) -> None:
    with (own / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert prepared(own) is None
    (pack,) = load_packs([str(own)])
    assert pack.digest == pack_digest(own) != READ["regulation"].digest


def test_a_new_and_a_removed_file_are_noticed(own: Path) -> None:
    (own / "fee.yaml").rename(own.parent / "fee.yaml")
    assert prepared(own) is None
    (own.parent / "fee.yaml").rename(own / "fee.yaml")
    assert prepared(own) is not None
    (own / "more.yaml").write_text("rules: []\n", encoding="utf-8")
    assert prepared(own) is None


def test_another_reader_makes_them_void(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_readers", lambda: "another release")
    assert prepared(own) is None


@pytest.mark.parametrize("end", [0, 10, 200, 5000])
def test_a_file_cut_short_is_left_aside(kept: Path, end: int) -> None:
    file = kept / "regulation.json"
    file.write_bytes(file.read_bytes()[:end])
    assert prepared(find_pack("regulation")) is None
    assert load_packs(["regulation"]) == (READ["regulation"],)


def test_files_of_a_copy_are_named_where_they_are(own: Path) -> None:
    pack = prepared(own)
    assert pack is not None
    assert {Path(rule.file).parent for rule in pack.rules} == {own}


def test_faults_are_told_beside_prepared_packs(own: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "pack.yaml").write_text("id: wrong\n", encoding="utf-8")
    with pytest.raises(RuleError, match="lacks 'version'"):
        load_packs([str(own), str(wrong)])


@pytest.mark.usefixtures("kept")
def test_two_packs_with_the_same_rules_are_refused(own: Path) -> None:
    with pytest.raises(RuleError, match="stands twice"):
        load_packs(["regulation", str(own)])
    assert load_packs([str(own), str(own)]) == load_packs([str(own)])


def test_examples_are_read_when_asked_for(own: Path) -> None:
    (pack,) = load_packs([str(own)])
    (read,) = read_packs([str(own)])
    for rule, wanted in zip(pack.rules, read.rules, strict=True):
        assert isinstance(rule.examples, LaterExamples)
        assert rule.examples == wanted.examples == rule.examples
        assert [*rule.examples] == [*wanted.examples]
        assert rule.examples[:1] == (rule.examples[0],)


def test_examples_of_changed_files_are_not_mixed_with_older_rules(own: Path) -> None:
    (pack,) = load_packs([str(own)])
    with (own / "fee.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    with pytest.raises(SourceError, match="load it again"):
        len(pack.rules[0].examples)


def test_what_is_left_of_packs_that_are_gone_is_removed(kept: Path) -> None:
    (kept / "gone.json").write_bytes(b"")
    prepare()
    assert sorted(path.stem for path in kept.iterdir()) == shipped_names()


def test_loading_prepared_packs_reads_no_yaml_and_builds_no_models(kept: Path) -> None:
    code = (
        "import sys, pathlib, gkrules.language.prepared as prepared, gkrules\n"
        f"prepared.folder = lambda: pathlib.Path({str(kept)!r})\n"
        f"gkrules.load(*{shipped_names()!r})\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"yaml", "pydantic", "gkrules.engines.reference", "gkrules.language.rules"} & set(
        done.stdout.split()
    ) == set()
