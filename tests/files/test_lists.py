"""Lists of persons in files: what stays traceable to a person once names are masked, alone or beside another list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gkrules.files.detecting import detect_files
from gkrules.files.masking import mask_files
from gkrules.files.schemas import detect_schema, mask_schema

MASKED = "姓名,村,性别,补助金额\n张某,东村,男,300\n李某,西村,女,200\n王某,西村,男,500\n赵某,东村,女,300\n"
NAMING = "姓名,村,电话\n张三丰,东村,13900000002\n李四光,北村,13900000003\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "masked.csv").write_text(MASKED, encoding="utf-8")
    (tmp_path / "naming.csv").write_text(NAMING, encoding="utf-8")
    return tmp_path


def test_a_person_masked_here_and_named_there(folder: Path) -> None:
    """Of 张某 and 李某 the village of the first agrees, that of the second contradicts."""
    masked, _ = detect_files([folder]).lists
    (named,) = masked.named
    assert (Path(masked.file).name, Path(named.file).name) == ("masked.csv", "naming.csv")
    assert (named.rows, named.columns) == ((1,), ("村",))


def test_no_list_names_another_s_persons_that_holds_none_of_them(folder: Path) -> None:
    (folder / "naming.csv").write_text(NAMING.replace("张三丰", "孙三丰"), encoding="utf-8")
    masked, _ = detect_files([folder]).lists
    assert masked.named == ()


@pytest.mark.parametrize(("k", "told"), [(2, 0), (3, 1)])
def test_groups_of_fewer_rows_than_k(tmp_path: Path, k: int, told: int) -> None:
    """Two rows each of two villages: no group is smaller than two, every one is smaller than three."""
    rows = "".join(f"张某,{village},男\n" for village in ("东村", "西村") for _ in range(2))
    (tmp_path / "a.csv").write_text(f"姓名,村,性别\n{rows}", encoding="utf-8")
    assert len(detect_files([tmp_path], k=k).lists) == told


def test_a_list_longer_than_a_block_is_one_list(tmp_path: Path) -> None:
    rows = "".join(f"张某,村{number % 1200},男\n" for number in range(12_000))
    (tmp_path / "a.csv").write_text(f"姓名,村,性别\n{rows}", encoding="utf-8")
    (found,) = detect_files([tmp_path], k=11).lists
    assert (found.risk.rows, found.risk.k, len(found.risk.below)) == (12_000, 10, 12_000)


def test_reports_hold_places_and_headers_only(folder: Path) -> None:
    report = detect_files([folder]).to_json()
    Draft202012Validator(detect_schema()).validate(json.loads(report))
    for cell in ("张某", "张三丰", "东村", "13900000002", "500"):
        assert cell not in report


def test_a_header_that_is_personal_data_is_masked(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "姓名,村,联系电话13900000002,性别\n张某,东村,,男\n李某,西村,,女\n", encoding="utf-8"
    )
    assert "13900000002" not in detect_files([tmp_path]).to_json()


def test_what_masking_tells_follows_its_schema(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.json").write_text("{", encoding="utf-8")
    report = json.loads(mask_files([folder], out=tmp_path / "out").to_json())
    Draft202012Validator(mask_schema()).validate(report)
    assert {"changes", "error"} <= {key for file in report["files"] for key in file}
