"""Empty workbooks made from the data dictionary, which an official fills in and `check` reads back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gkrules.errors import display_width
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank, Field, FieldType, Subject

if TYPE_CHECKING:  # openpyxl is loaded only when a workbook is made
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

INSTRUCTIONS = "填写说明"
"""The name of the sheet that says how to fill in the others; whoever reads a workbook passes it over."""

_CODES = "代码表"
_MUST, _OUGHT = "必填", "应填"
_FILLS = {_MUST: "1F4E79", _OUGHT: "9DC3E6", "": "DDEBF7"}
_LAST_ROW = 1_048_576
_MOST_INLINE = 200
_FORMATS = {
    FieldType.DATE: "yyyy-mm-dd",
    FieldType.INSTANT: "yyyy-mm-dd hh:mm",
    FieldType.INTEGER: "0",
    FieldType.NUMBER: "General",
    FieldType.BOOL: "General",
}
_FORMS = {
    FieldType.TEXT: "文字",
    FieldType.CODE: "从下拉列表中选择一项",
    FieldType.DATE: "日期，如2021-07-01",
    FieldType.INSTANT: "日期和时间，如2021-07-01 15:30",
    FieldType.INTEGER: "整数，如3",
    FieldType.NUMBER: "数字，如12.5，不写单位",
    FieldType.BOOL: "填“是”或“否”",
    FieldType.LIST_OF_CODE: "可填多项，用顿号“、”分隔；下拉列表供只填一项时选择",
    FieldType.LIST_OF_TEXT: "可填多项，用顿号“、”分隔",
    FieldType.EVENTS: "一般不必填写；需要时按此格式：",
}
_BLANKS = {Blank.UNKNOWN: "情况不明，既不算做到也不算没做到", Blank.NONE: "没有，或者尚未办理"}
_ADVICE = (
    "一行填一条记录；第一行表头不要改名、删除或者合并单元格，不用的栏可以空着。",
    "深色表头的栏必填：没有编号的行不能判定；同一张表中编号不得重复。",
    "中色表头的栏应填：缺少这一日期或者年度的，多数规则不能判定。",
    "空白单元格按“空白表示”一栏理解，请不要用“0”“待定”等字样代替。",
    "请填数值和文字，不要填公式；不要填写个人姓名、证件号码、电话号码。",
    "Fill in one record per row and leave the headers as they are; a row without its id cannot be judged.",
)
_HEAD = ("栏目", "是否必填", "填写内容", "填写格式", "空白表示", "可选项", "English")
_WIDTHS = (22, 10, 46, 30, 30, 50, 46)
_LINE, _HIGHEST = 15, 405  # points; a sheet has no higher row


def record_template(*subjects: str) -> bytes:
    """An empty workbook (.xlsx) with one sheet for each of `subjects`, named by its Chinese label.

    Headers are the Chinese labels; codes and questions of yes or no have drop-down lists, dates their format; the
    sheet 填写说明 says what each column holds. Raises KeyError for an unknown subject, ValueError without any.
    """
    if not subjects:
        raise ValueError("name at least one subject")
    from openpyxl import Workbook

    entries = [dictionary()[name] for name in dict.fromkeys(subjects)]
    book = Workbook()
    book.remove(book.worksheets[0])
    codes = _CodeSheet()
    for entry in entries:
        _fill_sheet(book.create_sheet(entry.label.zh), entry, codes)
    _instructions(book.create_sheet(INSTRUCTIONS), entries)
    codes.write(book)
    book.properties.creator = "gkrules"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass(slots=True)
class _CodeSheet:
    """The lists that are too long to stand in a drop-down list itself; they stand on a hidden sheet."""

    columns: dict[tuple[str, ...], str] = field(default_factory=dict)

    def source(self, labels: tuple[str, ...]) -> str:
        """What a drop-down list of `labels` refers to."""
        listed = ",".join(labels)
        if len(listed) <= _MOST_INLINE and not any(mark in label for label in labels for mark in ',"'):
            return f'"{listed}"'
        if labels not in self.columns:
            from openpyxl.utils import get_column_letter

            self.columns[labels] = get_column_letter(len(self.columns) + 1)
        return f"'{_CODES}'!${self.columns[labels]}$1:${self.columns[labels]}${len(labels)}"

    def write(self, book: Workbook) -> None:
        """Add the hidden sheet, if any list needs it."""
        if not self.columns:
            return
        sheet = book.create_sheet(_CODES)
        sheet.sheet_state = "hidden"
        for labels, column in self.columns.items():
            for row, label in enumerate(labels, start=1):
                sheet[f"{column}{row}"] = label


def _fill_sheet(sheet: Worksheet, subject: Subject, codes: _CodeSheet) -> None:
    """The header row of a subject, and what helps to fill in the rows below it."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    fills = {need: PatternFill("solid", fgColor=colour) for need, colour in _FILLS.items()}
    for number, item in enumerate(subject.fields.values(), start=1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, item.zh)
        cell.fill = fills[_need(item, subject)]
        cell.font = Font(bold=True, color="FFFFFF" if _need(item, subject) == _MUST else "000000")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.comment = Comment(_note(item, subject), "gkrules", height=160, width=320)
        column = sheet.column_dimensions[letter]
        column.width = _width(item)
        column.number_format = _FORMATS.get(item.type, "@")
        _restrict(sheet, f"{letter}2:{letter}{_LAST_ROW}", item, codes)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"


def _restrict(sheet: Worksheet, cells: str, item: Field, codes: _CodeSheet) -> None:
    """A drop-down list, or a warning for what is no date or number; lists of codes may hold several."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(allow_blank=True, showErrorMessage=True, errorTitle=item.zh[:32])
    if item.type in (FieldType.CODE, FieldType.LIST_OF_CODE, FieldType.BOOL):
        rule.type = "list"
        rule.formula1 = codes.source(tuple(item.codes.values()) or ("是", "否"))
        rule.showErrorMessage = item.type is not FieldType.LIST_OF_CODE
        rule.error = "请从下拉列表中选择"
    elif item.type in (FieldType.DATE, FieldType.INSTANT):
        rule.type, rule.operator, rule.errorStyle = "date", "between", "warning"
        rule.formula1, rule.formula2 = "1", "73415"
        rule.error = f"应为{_FORMS[item.type]}"
    elif item.type in (FieldType.INTEGER, FieldType.NUMBER):
        rule.type = "whole" if item.type is FieldType.INTEGER else "decimal"
        rule.operator, rule.errorStyle, rule.formula1 = "greaterThanOrEqual", "warning", "0"
        rule.error = f"应为{_FORMS[item.type]}"
    else:
        return
    rule.add(cells)
    sheet.add_data_validation(rule)


def _instructions(sheet: Worksheet, subjects: Sequence[Subject]) -> None:
    """What every column of every subject holds, how it is written and what an empty cell means."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    wrapped = Alignment(vertical="top", wrap_text=True)
    sheet.append([INSTRUCTIONS])
    sheet["A1"].font = Font(bold=True, size=14)
    for line in _ADVICE:
        sheet.append([line])
    for subject in subjects:
        sheet.append([])
        sheet.append([f"{subject.label.zh}：每行填{subject.about.zh}"])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=12)
        sheet.append(_HEAD)
        for cell in sheet[sheet.max_row]:
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
        for item in subject.fields.values():
            explained = _explained(item, subject)
            sheet.append(explained)
            for cell in sheet[sheet.max_row]:
                cell.alignment = wrapped
            sheet.row_dimensions[sheet.max_row].height = min(_LINE * _lines(explained), _HIGHEST)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _explained(item: Field, subject: Subject) -> list[str]:
    return [
        item.zh,
        _need(item, subject),
        item.about.zh,
        _form(item),
        _empty(item),
        "、".join(item.codes.values()),
        f"{item.name}: {item.about.en}",
    ]


def _lines(texts: Sequence[str]) -> int:
    """How many lines a row of the instructions takes; spreadsheets do not find it out by themselves."""
    return max(-(-display_width(text) // (width - 1)) for text, width in zip(texts, _WIDTHS, strict=True)) or 1


def _note(item: Field, subject: Subject) -> str:
    """What hovers over a header."""
    lines = [
        f"{item.about.zh}。",
        f"格式：{_form(item)}。",
        f"空白：{_empty(item)}。",
        f"{item.name}: {item.about.en}",
    ]
    need = _need(item, subject)
    return "\n".join([f"{need}。", *lines] if need else lines)


def _form(item: Field) -> str:
    form = _FORMS[item.type]
    if item.type is FieldType.EVENTS:
        first = next(iter(item.codes.values()))
        return f'{form}[{{"type": "{first}", "on": "2021-07-01"}}]'
    return form


def _empty(item: Field) -> str:
    """What an empty cell means."""
    if item.name == "id":
        return "不得空白"
    if item.blank is not Blank.VALUE:
        return _BLANKS[item.blank]
    if isinstance(item.blank_value, bool):
        return "视为“是”" if item.blank_value else "视为“否”"
    return f"视为“{item.codes.get(str(item.blank_value), item.blank_value)}”"


def _need(item: Field, subject: Subject) -> str:
    """How far a column is needed: the id always, the only date by which records are judged nearly always."""
    if item.name == "id":
        return _MUST
    return _OUGHT if subject.governing == (item.name,) else ""


def _width(item: Field) -> float:
    """In characters of the usual font; a Chinese character takes two."""
    if item.type is FieldType.INSTANT:
        return 20
    least = 28 if item.type in (FieldType.TEXT, FieldType.LIST_OF_TEXT) and not item.safe else 12
    return max(least, min(2 * len(item.zh) + 4, 30))
