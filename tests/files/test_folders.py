"""Where masked copies go, what their names show, and that originals stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from gkrules.errors import SourceError
from gkrules.files.detecting import detect_files
from gkrules.files.masking import mask_files

TEXT = "手机13900000001"
MASKED = "手机139****0001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files in two folders, with a hidden one, a lock file and a picture beside."""
    made = tmp_path / "in"
    (made / "deep").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt", ".hidden.txt", "~$lock.docx"):
        (made / name).write_text(TEXT, encoding="utf-8")
    (made / "c.png").write_bytes(b"x")
    return made


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_copies_go_beside_their_originals(folder: Path) -> None:
    before = files(folder)
    result = mask_files([folder])
    assert files(folder) == before | {"a.masked.txt": MASKED, "deep/b.masked.txt": MASKED}
    assert [Path(path).name for path in result.passed_over] == ["c.png"]
    again = mask_files([folder])
    assert files(folder) == before | {"a.masked.txt": MASKED, "deep/b.masked.txt": MASKED}
    assert len(again.files) == 2, "copies are not copied again"


def test_copies_go_into_a_folder(folder: Path, tmp_path: Path) -> None:
    before = files(folder)
    mask_files([folder], out=tmp_path / "out")
    assert files(tmp_path / "out") == {"a.txt": MASKED, "deep/b.txt": MASKED}
    assert files(folder) == before


def test_one_file_goes_where_it_is_told(folder: Path, tmp_path: Path) -> None:
    mask_files([folder / "a.txt"], out=tmp_path / "x.txt")
    assert (tmp_path / "x.txt").read_text("utf-8") == MASKED
    mask_files([folder / "a.txt"], out=f"{tmp_path}/new/")
    assert (tmp_path / "new" / "a.txt").read_text("utf-8") == MASKED


def test_in_place(folder: Path) -> None:
    (folder / "a.txt").chmod(0o640)
    mask_files([folder], in_place=True)
    assert files(folder) | {".hidden.txt": "", "~$lock.docx": "", "c.png": ""} == {
        "a.txt": MASKED, "deep/b.txt": MASKED, ".hidden.txt": "", "~$lock.docx": "", "c.png": "",
    }  # fmt: skip
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("out", ["a.txt", "../in/a.txt", "link.txt"])
def test_an_original_is_never_overwritten(folder: Path, out: str) -> None:
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (made,) = mask_files([folder / "a.txt"], out=folder / out).files
    assert made.error is not None
    assert "overwrite an original" in made.error.en
    assert (folder / "a.txt").read_text("utf-8") == TEXT
    for file in mask_files([folder], out=folder).files:
        assert file.error is not None
    assert (folder / "a.txt").read_text("utf-8") == TEXT


def test_out_and_in_place_exclude_each_other(folder: Path) -> None:
    with pytest.raises(SourceError, match="not both"):
        mask_files([folder], out="x", in_place=True)


def test_names_of_files_that_are_personal_data(tmp_path: Path) -> None:
    made = tmp_path / "13900000002"
    made.mkdir()
    (made / "郝秋实的申请.csv").write_text("姓名,手机\n郝秋实,13900000001\n", encoding="utf-8")
    (made / "郝秋实.pdf").write_bytes(b"%PDF")
    for result in (detect_files([made]), mask_files([made]), mask_files([made], out=tmp_path / "out")):
        told = result.to_json() + repr(result)
        assert "郝某某的申请.csv" in told
        assert not any(value in told for value in ("郝秋实", "13900000001", "13900000002"))
    assert (made / "郝某某的申请.masked.csv").is_file()
    assert (tmp_path / "out" / "郝某某的申请.csv").is_file()
    (told_in_place,) = mask_files([made / "郝秋实的申请.csv"], in_place=True).files
    assert "rename it" in told_in_place.notes[0].en


def test_copies_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"手机1390000{number}001.txt").write_text(str(number), encoding="utf-8")
    mask_files([tmp_path], out=tmp_path / "out")
    assert sorted(files(tmp_path / "out").values()) == ["1", "2"]


def test_a_folder_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    result = mask_files([folder], out=tmp_path / "out" / "x")
    assert all(file.error is not None and "cannot be written" in file.error.en for file in result.files)
    assert not result.internal
