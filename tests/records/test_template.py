"""Empty workbooks: an official finds Chinese headers, lists and notes in them, and what is filled in is read back."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gkrules import record_template
from gkrules.errors import SourceError
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank, Field, FieldType
from gkrules.records.template import INSTRUCTIONS
from gkrules.records.typed import typed_record
from gkrules.sources.intake import Intake
from gkrules.sources.reading import SourceSpec, read_sources

SUBJECTS = list(dictionary().subjects)
MOMENT = datetime(2021, 7, 1, 15, 30)  # noqa: DTZ001 - as a cell holds it
CODES = "代码表"


@cache
def content(*subjects: str) -> bytes:
    return record_template(*subjects)


def opened(*subjects: str) -> Workbook:
    return load_workbook(io.BytesIO(content(*subjects)))


def sheet_of(book: Workbook, subject: str) -> Worksheet:
    sheet = book[dictionary()[subject].label.zh]
    assert isinstance(sheet, Worksheet)
    return sheet


def read(path: Path, subject: str, sheet: str | None = None) -> Intake:
    spec = SourceSpec(path, subject, sheet)
    (intake,) = read_sources([spec], dictionary(), mapping=None, blanks={}, subjects=()).intakes
    return intake


def written(field: Field) -> tuple[Any, Any]:
    """What an official writes into a cell of the field, and the typed value that it is."""
    labels, codes = list(field.codes.values()), list(field.codes)
    match field.type:
        case FieldType.TEXT:
            return "文字001", "文字001"
        case FieldType.CODE:
            return labels[-1], codes[-1]
        case FieldType.DATE:
            return MOMENT.date(), MOMENT.date()
        case FieldType.INSTANT:
            return MOMENT, MOMENT
        case FieldType.INTEGER:
            return 2021, 2021
        case FieldType.NUMBER:
            return 12.5, Decimal("12.5")
        case FieldType.BOOL:
            return "是", True
        case FieldType.LIST_OF_CODE:
            return "、".join(labels[-2:]), codes[-2:]
        case FieldType.LIST_OF_TEXT:
            return "甲、乙", ["甲", "乙"]
        case FieldType.EVENTS:
            event = {"type": labels[0], "on": "2021-07-01"}
            return json.dumps([event], ensure_ascii=False), [{"type": codes[0], "on": date(2021, 7, 1)}]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_filled_in_is_read_back(subject: str, tmp_path: Path) -> None:
    book, fields = opened(subject), dictionary()[subject].fields
    sheet = sheet_of(book, subject)
    full = {name: written(field) for name, field in fields.items()}
    sheet.append([cell for cell, _ in full.values()])
    sheet.append(["只有编号"])
    sheet.append(["一号", *("否" if f.type is FieldType.BOOL else None for f in list(fields.values())[1:])])
    path = tmp_path / "x.xlsx"
    book.save(path)
    intake = read(path, subject)
    assert (intake.read, len(intake.records), intake.cell_errors, intake.unused) == (3, 3, [], ())
    expected = [
        {name: value for name, (_, value) in full.items()},
        {**dict.fromkeys(fields), "id": "只有编号"},
        {**{n: False if f.type is FieldType.BOOL else None for n, f in fields.items()}, "id": "一号"},
    ]
    for record, values in zip(intake.records, expected, strict=True):
        typed = typed_record({"subject": subject, **values}, dictionary(), set())
        assert record.id == values["id"]
        assert record.values == typed.values


@pytest.mark.parametrize("subject", SUBJECTS)
def test_unfilled_it_holds_no_record(subject: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content(subject))
    intake = read(path, subject)
    assert (intake.read, intake.unused) == (0, ())


@pytest.mark.parametrize("subject", SUBJECTS)
def test_headers_formats_and_notes(subject: str) -> None:
    sheet, fields = sheet_of(opened(subject), subject), dictionary()[subject].fields
    assert [cell.value for cell in sheet[1]] == [field.zh for field in fields.values()]
    assert sheet.freeze_panes == "B2"
    assert sheet.max_row == 1
    formats = {FieldType.DATE: "yyyy-mm-dd", FieldType.INSTANT: "yyyy-mm-dd hh:mm", FieldType.TEXT: "@"}
    for number, field in enumerate(fields.values(), start=1):
        cell, column = sheet.cell(1, number), sheet.column_dimensions[get_column_letter(number)]
        assert column.number_format == formats.get(field.type, column.number_format)
        assert column.width >= (20 if field.type is FieldType.INSTANT else 12)
        note = cell.comment.text if cell.comment else ""
        assert field.about.zh in note
        assert note.startswith("必填。") == (field.name == "id") == (cell.fill.fgColor.rgb == "001F4E79")
        only = dictionary()[subject].governing == (field.name,)
        assert note.startswith("应填。") == only == (cell.fill.fgColor.rgb == "009DC3E6")
        if field.blank is Blank.VALUE and field.type is FieldType.BOOL:
            assert "视为“否”" in note


@pytest.mark.parametrize("subject", SUBJECTS)
def test_lists_to_choose_from(subject: str) -> None:
    book, fields = opened(subject), dictionary()[subject].fields
    sheet = sheet_of(book, subject)
    lists = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            column = str(rule.sqref).partition(":")[0].rstrip("0123456789")
            lists[sheet[f"{column}1"].value] = (chosen(book, rule.formula1), rule.showErrorMessage)
    kinds = (FieldType.CODE, FieldType.LIST_OF_CODE, FieldType.BOOL)
    assert lists == {
        f.zh: (list(f.codes.values()) or ["是", "否"], f.type is not FieldType.LIST_OF_CODE)
        for f in fields.values()
        if f.type in kinds
    }
    assert CODES not in book.sheetnames or book[CODES].sheet_state == "hidden"


def chosen(book: Workbook, formula: str) -> list[object]:
    """The entries of a drop-down list: as it states them, or those on the hidden sheet."""
    if formula.startswith('"'):
        assert len(formula) <= 255, "a spreadsheet cuts off longer lists"
        return [*formula.strip('"').split(",")]
    name, _, cells = formula.partition("!")
    sheet = book[name.strip("'")]
    assert isinstance(sheet, Worksheet)
    return [row[0].value for row in sheet[cells.replace("$", "")]]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_label_of_a_list_holds_what_separates_two(subject: str) -> None:
    for field in dictionary()[subject].fields.values():
        if field.type is FieldType.LIST_OF_CODE:
            assert not set("、，,;；|\n") & set("".join(field.codes.values()))


def test_instructions_explain_every_column() -> None:
    sheet = opened(*SUBJECTS)[INSTRUCTIONS]
    assert isinstance(sheet, Worksheet)
    rows = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    explained = {tuple(row[:3]) for row in rows}
    for name in SUBJECTS:
        subject = dictionary()[name]
        assert (f"{subject.label.zh}：每行填{subject.about.zh}", "", "") in explained
        for field in subject.fields.values():
            only = "应填" if subject.governing == (field.name,) else ""
            assert (field.zh, "必填" if field.name == "id" else only, field.about.zh) in explained
    assert ["会议类别", "从下拉列表中选择一项"] in [[row[0], row[3]] for row in rows]
    assert all((height.height or 0) <= 409 for height in sheet.row_dimensions.values())


def test_nothing_is_a_formula() -> None:
    for sheet in opened(*SUBJECTS).worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_one_sheet_for_each_subject_and_one_that_explains(tmp_path: Path) -> None:
    book = opened("document", "interpretation", "document")
    assert book.sheetnames == ["公文", "政策解读", INSTRUCTIONS, CODES]
    sheet_of(book, "interpretation").append(["J1"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    assert [r.id for r in read(path, "interpretation", "政策解读").records] == ["J1"]
    with pytest.raises(SourceError, match="several sheets have content: 公文, 政策解读; choose with PATH#SHEET"):
        read(path, "interpretation")


def test_all_subjects_fit_into_one_workbook() -> None:
    names = opened(*SUBJECTS).sheetnames
    assert len(names) == len(SUBJECTS) + 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_wrong_use() -> None:
    with pytest.raises(KeyError, match="documents"):
        record_template("documents")
    with pytest.raises(ValueError, match="at least one subject"):
        record_template()
