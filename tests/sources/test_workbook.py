"""Workbooks: values, dates, formulas, merged cells, sheets, and files that are damaged or hostile."""

from __future__ import annotations

import io
import re
import struct
import time
import warnings
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.sources import Broken, NoKnownHeader, RawCell, Row, read_table
from gkrules.sources.headers import REPEATED_HEADER
from gkrules.sources.sheet import CUT_NUMBER, DAMAGED_CELL, ERROR_VALUE, NO_RESULT, TIME_ONLY
from gkrules.sources.text import NOT_TEXT, cell_text
from gkrules.sources.workbook import MERGED, SheetTable, read_workbook

KNOWN = {"文号", "标题", "日期"}
DAY = date(2019, 4, 25)
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>文号</t></is></c><c r="B1" t="inlineStr"><is><t>标题</t></is></c></row>'
)


def book(rows: str, *, after: str = "", head: str = HEAD, workbook: str = "", **parts: str) -> bytes:
    """A small workbook of one sheet, written by hand; `parts` replace the parts of that name."""
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEETS}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEETS}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SHEETS}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}<sheets>'
        '<sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="/xl/styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>'
        '<numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/>'
        "</numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"
        "<xf numFmtId='0'/><xf numFmtId='14'/>"
        "<xf numFmtId='31'/><xf numFmtId='170'/><xf numFmtId='20'/></cellXfs></styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
        f"{head}{rows}</sheetData>{after}</worksheet>",
    }
    texts.update(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in texts.items():
            archive.writestr(part, text)
    return out.getvalue()


def table_of(data: bytes, sheet: str | None = None) -> SheetTable:
    return read_workbook(data, "t.xlsx", KNOWN.__contains__, sheet)


def refusal(data: bytes, sheet: str | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        table_of(data, sheet)
    return str(caught.value)


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="B2"/>', None),
        ('<c r="B2" s="1"/>', None),
        ('<c r="B2"><v>7</v></c>', 7),
        ('<c r="B2"><v>7.0</v></c>', 7),
        ('<c r="B2"><v>1E2</v></c>', 100),
        ('<c r="B2"><v>0.10000000000000001</v></c>', Decimal("0.1")),
        ('<c r="B2"><v>110101199003070000</v></c>', CUT_NUMBER),
        ('<c r="B2"><v>1e999</v></c>', CUT_NUMBER),
        ('<c r="B2" s="1"><v>43580</v></c>', date(2019, 4, 25)),
        ('<c r="B2" s="2"><v>43580</v></c>', date(2019, 4, 25)),
        ('<c r="B2" s="3"><v>43580.5</v></c>', datetime.fromisoformat("2019-04-25T12:00")),
        ('<c r="B2" s="1"><v>43579.99999999999</v></c>', date(2019, 4, 25)),
        ('<c r="B2" s="1"><v>99999999</v></c>', ERROR_VALUE),
        ('<c r="B2" s="1"><v>-5</v></c>', ERROR_VALUE),
        ('<c r="B2" s="4"><v>0.5</v></c>', TIME_ONLY),
        ('<c r="B2" t="d"><v>2019-04-25T00:00:00</v></c>', date(2019, 4, 25)),
        ('<c r="B2" t="b"><v>1</v></c>', True),
        ('<c r="B2" t="e"><v>#REF!</v></c>', ERROR_VALUE),
        ('<c r="B2" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', ERROR_VALUE),
        ('<c r="B2" t="?"><v>5</v></c>', DAMAGED_CELL),
        ('<c r="B2"><f>A1</f></c>', NO_RESULT),
        ('<c r="B2"><f>A1</f><v/></c>', NO_RESULT),
        ('<c r="B2"><f>A1</f><v>3</v></c>', 3),
        ('<c r="B2" t="str"><f>IF(1,"","x")</f><v></v></c>', None),  # a formula whose result is ""
        ('<c r="B2" t="str"><f>A1</f><v> 甲 </v></c>', "甲"),
        (
            '<c r="B2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>',
            "甲乙",
        ),
        ('<c r="B2" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', "a\rb_x000D_"),
        ('<c r="B2" t="inlineStr"><is><t>a_xD800_</t></is></c>', NOT_TEXT),
    ],
)
def test_cells(cell: str, value: RawCell) -> None:
    (row,) = table_of(book(f'<row r="2">{cell}<c r="C2"><v>1</v></c></row>')).rows
    assert row.cells["标题"] == value
    assert type(row.cells["标题"]) is type(value)


def test_rows_without_numbers_and_cells_without_references() -> None:
    rows = table_of(
        book("<row><c><v>1</v></c><c><v>2</v></c></row><row r='9'/><row><c r='B10'><v>3</v></c></row>")
    ).rows
    assert rows == (Row(2, None, {"文号": 1, "标题": 2}), Row(10, None, {"文号": None, "标题": 3}))


def test_a_sheet_with_prefixes() -> None:
    text = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{HEAD}<row r="2"><c r="B2" s="1"><v>43580</v></c></row>'
    for tag in ("row", "c", "v", "is", "t"):
        text = re.sub(rf"<(/?){tag}\b", rf"<\1x:{tag}", text)
    data = book("", **{SHEET: text + "</x:sheetData></x:worksheet>"})
    assert table_of(data).rows[0].cells == {"文号": None, "标题": DAY}


@pytest.mark.parametrize("dimension", ["A1:A1", "C3:C4", "A1:XFD1048576"])
def test_dimensions_that_lie(dimension: str) -> None:
    text = f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>{HEAD}'
    data = book("", **{SHEET: text + '<row r="3"><c r="D3"><v>1</v></c></row></sheetData></worksheet>'})
    assert table_of(data).rows == (Row(3, None, {"文号": None, "标题": None, "(column D)": 1}),)


def test_what_follows_the_rows_does_no_harm() -> None:
    """openpyxl refuses filters that WPS and others write."""
    after = (
        '<autoFilter ref="A1:B2"><filterColumn colId="0"><customFilters><customFilter operator="x" val="y"/>'
        "</customFilters></filterColumn></autoFilter>"
    )
    assert len(table_of(book('<row r="2"><c r="A2"><v>1</v></c></row>', after=after)).rows) == 1


def test_results_that_wait_for_excel_are_not_trusted() -> None:
    """Writers that cannot calculate store 0 and leave the rest to the opening of the workbook."""
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>1+1</f><v>0</v></c></row>'
    data = book(row, workbook='<calcPr fullCalcOnLoad="1"/>')
    assert table_of(data).rows[0].cells == {"文号": 1, "标题": NO_RESULT}


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        ("1", date(1900, 1, 1)),
        ("58", date(1900, 2, 27)),
        ("61", date(1900, 3, 1)),
        ("0", TIME_ONLY),
        ("0.25", TIME_ONLY),
        ("2958465", date(9999, 12, 31)),
        ("2958466", ERROR_VALUE),
        ("1e300", ERROR_VALUE),
        ("1e999", ERROR_VALUE),
        ("-0.5", ERROR_VALUE),
    ],
)
@pytest.mark.parametrize("style", [1, 2], ids=["known to openpyxl", "built into Chinese editions"])
def test_serial_numbers(serial: str, day: object, style: int) -> None:
    (row,) = table_of(book(f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="{style}"><v>{serial}</v></c></row>')).rows
    assert row.cells["标题"] == day


def test_the_epoch_of_the_workbook() -> None:
    data = book('<row r="2"><c r="B2" s="1"><v>42118</v></c></row>', workbook='<workbookPr date1904="1"/>')
    assert table_of(data).rows[0].cells["标题"] == date(2019, 4, 25)


def formatted(number_format: int, code: str = "") -> RawCell:
    """43580 in that format; the codes of built-in formats are not written."""
    own = f'<numFmts><numFmt numFmtId="{number_format}" formatCode="{code}"/></numFmts>' if code else ""
    styles = f'<styleSheet xmlns="{MAIN}">{own}<cellXfs><xf/><xf numFmtId="{number_format}"/></cellXfs></styleSheet>'
    data = book('<row r="2"><c r="B2" s="1"><v>43580</v></c></row>', **{"xl/styles.xml": styles})
    return table_of(data).rows[0].cells["标题"]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("G/通用格式", 43580),
        ("0&quot;days&quot;", 43580),
        ("[Red]0.0;[Blue]0", 43580),
        ("[$-804]aaaa;@", 43580),
        ("yyyy/m/d;@", DAY),
        ("[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", DAY),
        ("[h]:mm", TIME_ONLY),
    ],
)
def test_date_formats(code: str, value: RawCell) -> None:
    assert formatted(200, code) == value


@pytest.mark.parametrize("number_format", [14, 22, 20, 27, 31, 36, 50, 57, 58])
def test_built_in_date_formats(number_format: int) -> None:
    assert formatted(number_format) == DAY


def test_other_built_in_formats() -> None:
    assert formatted(46) == TIME_ONLY
    assert formatted(10) == 43580


def test_merged_cells() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (
        ["某市目录"],
        ["文号", "标题", "日期"],
        ["A1", "甲", 1],
        ["A2", "乙", 2],
        ["A3", "丙", 3],
        ["A4", None, 4],
    ):
        sheet.append(line)
    for region in ("A1:C1", "A3:A4", "B4:B5", "A6:B6", "A8:C12"):
        sheet.merge_cells(region)
    rows = table_of(saved(workbook)).rows
    assert [list(row.cells.values()) for row in rows] == [
        ["A1", "甲", 1],
        [MERGED, "乙", 2],
        ["A3", MERGED, 3],
        ["A4", MERGED, 4],
    ]
    assert [row.number for row in rows] == [3, 4, 5, 6]


def test_merged_header() -> None:
    after = '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>'
    table = table_of(book('<row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>', after=after))
    assert table.headers == ("文号", "标题", "(column C)")
    assert list(table.rows[0].cells.values()) == [None, 1, 2]


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCell ref="A2:B3"/><mergeCell ref="B2:C2"/>',
        '<mergeCell ref="A0:B2"/>',
        '<mergeCell ref="B2:A1"/>',
        "<mergeCell/>",
    ],
)
def test_merged_regions_that_cannot_be(after: str) -> None:
    assert "merged region" in refusal(book('<row r="2"><c r="B2"><v>1</v></c></row>', after=after))


def test_whole_sheet_merged_is_quick() -> None:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(2, 2000))
    table = table_of(book(rows, after='<mergeCell ref="A2:XFD1048576"/>'))
    assert [row.cells["文号"] for row in table.rows[:2]] == [1, MERGED]


def test_a_wide_and_empty_sheet_is_refused() -> None:
    """One cell in each row, and one header far to the right for each of them: 16,000 times what is there."""
    cells = "".join(f'<c t="inlineStr"><is><t>h{i}</t></is></c>' for i in range(16_000))
    head = HEAD.replace("</row>", cells + "</row>")
    rows = "".join(f"<row><c><v>{i}</v></c></row>" for i in range(1500))
    assert "nearly all of them empty" in refusal(book(rows, head=head))


def test_sheets() -> None:
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "目录"
    first.append(["文号", "标题"])
    first.append(["A1", "甲"])
    workbook.create_sheet("空")
    hidden = workbook.create_sheet("旧")
    hidden.append(["文号"])
    hidden.append(["B1"])
    hidden.sheet_state = "hidden"
    assert table_of(saved(workbook)).sheet == "目录"
    assert table_of(saved(workbook), "旧").rows[0].cells == {"文号": "B1"}
    assert "no sheet of the name asked for; there are: 目录, 空, 旧" in refusal(saved(workbook), "无")
    workbook["空"]["A1"] = "x"
    assert "several sheets have content: 目录, 空; choose with PATH#SHEET" in refusal(saved(workbook))
    first.delete_rows(1, 2)
    workbook["空"]["A1"] = None
    assert "every visible sheet is empty" in refusal(saved(workbook))
    with pytest.raises(NoKnownHeader):
        table_of(saved(workbook), "空")


def test_read_table_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(book('<row r="2"><c r="B2"><v>1</v></c></row>'))
    assert read_table(path, recognise=KNOWN.__contains__, name="t.xlsx").name == "t.xlsx#甲"


def test_repeated_header() -> None:
    again = HEAD.replace('r="1"', 'r="3"').replace('A1"', 'A3"').replace('B1"', 'B3"')
    (row,) = table_of(book(again)).rows
    assert row.flaws == (REPEATED_HEADER,)


BAD_STYLES = f"<styleSheet xmlns='{MAIN}'><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (book('<row r="0"><c r="A0"><v>1</v></c></row>'), "row 0 is out of order, occurs twice or lies outside"),
        (book('<row r="99999999999"/>'), "row 99999999999 is out of order, occurs twice or lies outside"),
        (book('<row r="1048577"/>'), "lies outside"),
        (book('<row r="1"/>'), "row 1 is out of order, occurs twice"),
        (book('<row r="2"><c r="XFE2"><v>1</v></c></row>'), "row 2 has a cell that is out of order"),
        (book('<row r="2"><c r="A3"><v>1</v></c></row>'), "belongs elsewhere"),
        (book('<row r="2"><c r="A2"/><c r="A2"/></row>'), "row 2 has a cell that is out of order, occurs twice"),
        (book('<row r="2"><c r="B2"/><c r="A2"/></row>'), "row 2 has a cell that is out of order"),
        (book('<row r="3"/><row r="2"/>'), "row 2 is out of order"),
        (book('<row r="2"><c r="B2"><v>x</v></c></row>'), "openpyxl cannot read it (ValueError)"),
        (book('<row r="2"><c r="B2" t="d"><v>x</v></c></row>'), "openpyxl cannot read it (ValueError)"),
        (book('<row r="2"><c r="B2" t="s"><v>5</v></c></row>'), "openpyxl cannot read it (IndexError)"),
        (book('<row r="2"><c r="B2" s="99"><v>5</v></c></row>'), "openpyxl cannot read it (IndexError)"),
        (book("", **{"xl/workbook.xml": '<workbook xmlns="http://purl.oclc.org/ooxml/x"/>'}), "Strict Open XML"),
        (book("<row>"), "a part is no sound XML"),
        (book("", **{SHEET: BOMB + "<worksheet>&b;</worksheet>"}), "declares a document type"),
        (book("", **{"xl/workbook.xml": BOMB + "<workbook/>"}), "declares a document type"),
        (book("", **{"xl/workbook.xml": f'<workbook xmlns="{MAIN}"/>'}), "lists no sheet"),
        (book("", **{"[Content_Types].xml": f'<Types xmlns="{TYPES}"/>'}), "no main part"),
        (book("", **{"XL/styles.xml": "<a/>"}), "a part occurs twice"),
        (
            book(
                "",
                **{"xl/styles.xml": BAD_STYLES},
            ),
            "openpyxl cannot read it (TypeError)",
        ),
        (b"<html><table>", "a web page or XML under the name of a workbook"),
        (b"id,title", "not a workbook (it is no zip archive)"),
        (b"PK\x03\x04", "cut short or broken"),
        (book("")[:-30], "cut short or broken"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
            "a legacy workbook (.xls)",
        ),
    ],
)
def test_damaged_and_hostile(data: bytes, told: str) -> None:
    assert told in refusal(data)


def test_missing_parts() -> None:
    whole = book('<row r="2"><c r="B2"><v>1</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        texts = {part: archive.read(part) for part in archive.namelist()}
    for missing in texts.keys() - {"_rels/.rels"}:  # which openpyxl does not need
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for part, text in texts.items():
                if part != missing:
                    archive.writestr(part, text)
        assert "damaged workbook" in refusal(out.getvalue())


def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(SHEET, "w") as part:
        for _ in range(110):
            part.write(bytes(1024**2))
    start = time.perf_counter()
    assert "more than a workbook needs" in refusal(out.getvalue())
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(("summed", "told"), [(100, "cut short or broken"), (101, "larger or smaller than declared")])
def test_a_part_larger_than_declared_is_refused(summed: int, told: str) -> None:
    """Its checksum is right for as much of it as zipfile would take for the whole."""
    data = bytearray(book("".join(f"<row r='{i}'/>" for i in range(2, 9000))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        checksum = zlib.crc32(archive.read(SHEET)[:summed])
    entry = data.rindex(SHEET.encode()) - 46
    struct.pack_into("<I", data, entry + 16, checksum)
    struct.pack_into("<I", data, entry + 24, 100)
    assert told in refusal(bytes(data))


def test_a_far_cell_in_every_row_is_refused_before_rows_are_filled_up() -> None:
    rows = "".join(f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(2, 3000))
    start = time.perf_counter()
    assert "nearly all of them empty" in refusal(book(rows))
    assert time.perf_counter() - start < 1


def test_encrypted_workbook() -> None:
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    out = io.BytesIO()
    msoffcrypto.OOXMLFile(io.BytesIO(WHOLE)).encrypt("secret", out)
    assert "protected by a password" in refusal(out.getvalue())


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
VALUE = (
    st.none()
    | TEXT
    | st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.floats(-1e14, 1e14).filter(lambda x: x == 0 or abs(x) > 1e-200)
    | st.dates(date(1900, 3, 1))
    | st.datetimes(datetime.fromisoformat("1900-03-01")).map(lambda d: d.replace(microsecond=0))
)


def as_read(value: Any) -> RawCell:
    """What a value written by openpyxl reads as."""
    if isinstance(value, str):
        return cell_text(value)
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    if isinstance(value, float):
        value = float(f"{value:.16g}")  # as openpyxl writes it
        return int(value) if value.is_integer() else Decimal(repr(value))
    return value  # type: ignore[no-any-return]


@given(st.lists(st.lists(VALUE, min_size=2, max_size=2), max_size=5))
@settings(max_examples=100, deadline=None)
def test_what_openpyxl_writes_is_read(lines: list[list[Any]]) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["文号", "标题"])
    for number, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # also what begins with =
    wanted = [[as_read(value) for value in line] for line in lines]
    found = [list(row.cells.values()) for row in table_of(saved(workbook)).rows]
    assert found == [line for line in wanted if any(cell is not None for cell in line)]


def some_workbook() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in (["文号", "标题", "日期"], ["A1", "甲", date(2020, 1, 2)], ["A2", "=1", 2.5]):
        sheet.append(line)
    sheet.merge_cells("A5:B6")
    return saved(workbook)


WHOLE = some_workbook()


def read_or_refuse(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            table = table_of(data)
        except SourceError:
            return
    assert not any(isinstance(cell, float) for row in table.rows for cell in row.cells.values())


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_bytes_are_a_table_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        read_or_refuse(start + data)


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=4),
    st.integers(0, len(WHOLE)),
)
@settings(max_examples=300, deadline=None)
def test_a_workbook_with_wrong_bytes(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE)
    for at, byte in changes:
        data[at] = byte
    read_or_refuse(bytes(data))
    read_or_refuse(bytes(data[:cut]))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_workbook_with_wrong_text_in_a_part(data: st.DataObject) -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist() if part.startswith(("xl/", "_rels"))}
    part = data.draw(st.sampled_from(sorted(parts)))
    text = parts[part].decode()
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(
        st.sampled_from(["", "0", "-", "9" * 30, "A", "<", "&", "&#x41;", '"', "<c>", "<v>", "</c>", " s=", "²"])
    )
    parts[part] = (text[:at] + put + text[at + data.draw(st.integers(0, 3)) :]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    read_or_refuse(out.getvalue())


def test_messages_and_reasons_hold_no_content() -> None:
    data = book('<row r="2"><c r="A2" t="inlineStr"><is><t>张三</t></is></c><c r="A2"/></row>')
    assert "张三" not in refusal(data)
    for cell in (MERGED, NO_RESULT, ERROR_VALUE, CUT_NUMBER, DAMAGED_CELL):
        assert isinstance(cell, Broken)
        assert cell.reason.zh != cell.reason.en
