"""Wrong packs: fixtures/wrong-packs/<case>/ holds a pack or several; expected.txt is all that is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkrules.errors import GkrulesError
from gkrules.language.pack import PACK_FILE, find_pack, shipped_names
from gkrules.language.packs import read_packs

CASES = Path(__file__).parents[2] / "fixtures" / "wrong-packs"


def told(names: list[str]) -> str:
    with pytest.raises(GkrulesError) as caught:
        read_packs(names)
    return str(caught.value)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_every_fault_is_told(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    packs = sorted(path.parent.as_posix() for path in Path(case).rglob(PACK_FILE))
    expected = (Path(case) / "expected.txt").read_text(encoding="utf-8")
    assert told(packs or [case]) + "\n" == expected


def test_every_fault_of_several_packs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES)
    assert told(["other-id", "pack-window"]) == "\n\n".join(map(told, (["other-id"], ["pack-window"])))


def test_no_such_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gkrules.language.pack.shipped_names", lambda: ["regulation", "shanxi-2021"])
    assert told(["regulations"]) == (
        "there is no pack 'regulations'; did you mean 'regulation'? packs: regulation, shanxi-2021, or a directory"
    )
    assert told(["elsewhere"]) == "there is no pack 'elsewhere'; packs: regulation, shanxi-2021, or a directory"


def test_a_pack_is_found_by_name_by_path_and_from_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "example"
    pack.mkdir()
    (pack / PACK_FILE).write_text(
        'id: example\nversion: "1"\nkind: plan\ntitle: {zh: 示例, en: An example}\nissuer: 某省人民政府\n',
        encoding="utf-8",
    )
    assert find_pack("regulation").name == "regulation"
    assert "regulation" in shipped_names()
    by_path, from_within = read_packs([str(pack)]), None
    monkeypatch.chdir(pack)
    from_within = read_packs(["."])
    assert by_path == from_within
    assert read_packs([".", str(pack)]) == by_path


def test_the_id_of_a_pack_is_needed_even_from_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / PACK_FILE).write_text(
        'version: "1"\nkind: plan\ntitle: {zh: 示例, en: An example}\nissuer: 某省人民政府\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert told(["."]) == "pack.yaml:1:1: error GK122: a pack lacks 'id'\n  1 | version: \"1\"\n    | ^"


def test_a_changed_byte_changes_the_digest(tmp_path: Path) -> None:
    pack = tmp_path / "example"
    pack.mkdir()
    text = 'id: example\nversion: "1"\nkind: plan\ntitle: {zh: 示例, en: An example}\nissuer: 某省人民政府\n'
    digests = []
    for comment in ("", "# 注\n", ""):
        (pack / PACK_FILE).write_text(text + comment, encoding="utf-8")
        digests.append(read_packs([str(pack)])[0].digest)
    assert digests[0] == digests[2] != digests[1]
