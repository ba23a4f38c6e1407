"""Word documents and workbooks: every place is looked at, masked copies open and keep all the rest to the byte."""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from gkrules.files.detecting import detect_files
from gkrules.files.kinds import read_office
from gkrules.files.masking import mask_bytes

sys.path.insert(0, str(Path(__file__).parent))

import office_files
from office_files import ID, WORD_MOBILES, WORKBOOK_MOBILES, inside, mobile

PEOPLE = ("郝秋实", "郝秋月", "司马青", "上官云", "haoqiushi", ID, "31010119851230005", "03074610")


@pytest.fixture(params=["docx", "xlsx"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[str]]:
    if request.param == "docx":
        return office_files.word(tmp_path / "x.docx"), WORD_MOBILES
    return office_files.workbook(tmp_path / "x.xlsx"), WORKBOOK_MOBILES


def test_every_place_is_found(document: tuple[Path, list[str]]) -> None:
    path, mobiles = document
    (file,) = detect_files([path]).files
    found = Counter(finding.value.replace("\n", "") for finding in file.findings)
    assert {number: found[number] for number in mobiles} == dict.fromkeys(mobiles, 1)
    assert {"paragraph", "cell"} & {finding.where for finding in file.findings}


def test_nothing_is_left_in_any_part(document: tuple[Path, list[str]]) -> None:
    path, mobiles = document
    done = mask_bytes(path.read_bytes(), path.suffix, path.name)
    text = inside(done.data)
    assert [value for value in (*mobiles, *PEOPLE) if value in text] == []
    assert done.left == ()
    again = mask_bytes(done.data, path.suffix, path.name)
    assert (again.data, again.changed) == (done.data, ())


def test_other_parts_are_the_same_to_the_byte(document: tuple[Path, list[str]]) -> None:
    path, _ = document
    before = zipfile.ZipFile(path)
    after = zipfile.ZipFile(io.BytesIO(mask_bytes(path.read_bytes(), path.suffix, path.name).data))
    gone = set(before.namelist()) - set(after.namelist())
    assert gone <= {"docProps/thumbnail.jpeg"}, "the picture of the first page shows what was masked"
    same = [name for name in after.namelist() if after.read(name) == before.read(name)]
    assert {"[Content_Types].xml"} < set(same)
    assert [name for name in before.namelist() if name not in gone] == after.namelist()
    assert "thumbnail" not in after.read("_rels/.rels").decode()


def test_styles_formulas_and_sheets_of_a_workbook_stay(tmp_path: Path) -> None:
    path = office_files.workbook(tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(mask_bytes(path.read_bytes(), ".xlsx", "x").data))
    rows = list(book["名单"].iter_rows(min_row=3, max_row=4, max_col=7, values_only=True))
    assert rows == [
        (1, "郝某甲", "1101**********4610", "139****0001", "1990年", 500, '=B3&"，手机139****0002"'),
        (2, "郝某乙", "3101**********005x", "139****0003", "1985年", 600, "=SUM(F3:F4)"),
    ]
    cell = book["名单"]["B3"]
    assert (cell.font.bold, cell.comment.text) == (True, "本人手机139****0004")
    assert (book["隐藏"].sheet_state, book["隐藏"]["A1"].value) == ("veryHidden", "申请人：郝某甲，电话139****0010")
    assert book.properties.creator == "郝某甲"
    assert (
        "xl/charts/chart1.xml"
        in zipfile.ZipFile(io.BytesIO(mask_bytes(path.read_bytes(), ".xlsx", "x").data)).namelist()
    )


def test_runs_of_a_paragraph_keep_their_style(tmp_path: Path) -> None:
    path = office_files.word(tmp_path / "x.docx")
    text = (
        zipfile.ZipFile(io.BytesIO(mask_bytes(path.read_bytes(), ".docx", "x").data)).read("word/document.xml").decode()
    )
    run = office_files.run
    assert run("申请人：郝") + run("某", "<w:b/>") + run("甲") in text
    assert run("，身份证号1101******") + run("****4610", "<w:i/>") in text
    assert run("手机号码：139****") + "<w:r><w:br/></w:r>" + run("0002") in text


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def book_of(path: Path, rows: str, strings: str = "", name: str = "表") -> bytes:
    """A workbook of bare parts, as other programs write it."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rels}"><sheets><sheet name="{name}" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{rels}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": SHEET.format(rows=rows),
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
    }  # fmt: skip
    return office_files.archive(path, parts).read_bytes()


def test_strings_in_runs_with_a_phonetic_guide_and_strings_that_no_cell_shows(tmp_path: Path) -> None:
    strings = (
        "<si><r><t>申请人：郝</t></r><r><rPr><b/></rPr><t>秋实</t></r>"
        "<rPh sb='0' eb='1'><t>手机13900000001</t></rPh></si>"
        "<si><t>旧手机13900000002</t></si>"
    )
    data = book_of(tmp_path / "x.xlsx", '<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings)
    text = inside(mask_bytes(data, ".xlsx", "x").data)
    assert "<t>申请人：郝</t></r><r><rPr><b/></rPr><t>某某</t></r><rPh sb='0' eb='1'><t>手机139****0001</t>" in text
    assert "旧手机139****0002" in text


def test_one_digit_to_a_cell(tmp_path: Path) -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in ID)
    rows = f'<row><c t="inlineStr"><is><t>身份证号</t></is></c>{cells}</row>'
    text = inside(mask_bytes(book_of(tmp_path / "x.xlsx", rows), ".xlsx", "x").data)
    assert text.count("<t>*</t>") == 10


def test_the_name_of_a_sheet_is_told_and_left(tmp_path: Path) -> None:
    data = book_of(tmp_path / "x.xlsx", "", name=f"手机{mobile(1)}")
    done = mask_bytes(data, ".xlsx", "x")
    assert [(hit.span.type, hit.fixed) for hit in done.left] == [("mobile", True)]
    assert done.data == data


@pytest.mark.parametrize("number", ["13900000001", "1.3900000001E10", "13900000001.0"])
def test_a_number_that_is_a_telephone_becomes_text(tmp_path: Path, number: str) -> None:
    rows = '<row><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>手机</t></is></c></row>'
    rows += f'<row><c t="inlineStr"><is><t>郝秋实</t></is></c><c r="B2" s="0"><v>{number}</v></c></row>'
    text = inside(mask_bytes(book_of(tmp_path / "x.xlsx", rows), ".xlsx", "x").data)
    assert '<c r="B2" s="0" t="inlineStr"><is><t>139****0001</t></is></c>' in text


def test_a_computed_number_keeps_its_formula(tmp_path: Path) -> None:
    rows = '<row><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>手机</t></is></c></row>'
    rows += '<row><c t="inlineStr"><is><t>郝秋实</t></is></c><c r="B2"><f>C2+1</f><v>13900000001</v></c></row>'
    text = inside(mask_bytes(book_of(tmp_path / "x.xlsx", rows), ".xlsx", "x").data)
    assert '<c r="B2" t="str"><f>C2+1</f><v>139****0001</v></c>' in text


def test_a_long_table_keeps_its_header_in_mind(tmp_path: Path) -> None:
    rows = '<row><c t="inlineStr"><is><t>姓名</t></is></c><c t="inlineStr"><is><t>准考证号</t></is></c></row>'
    rows += '<row><c t="inlineStr"><is><t>郝秋实</t></is></c><c><v>13900000001</v></c></row>' * 5_100
    content = read_office(book_of(tmp_path / "x.xlsx", rows), "xlsx", "x")
    assert len([p for p in content.passages() if p.text.startswith("姓名\t准考证号")]) == 2
    done = mask_bytes(book_of(tmp_path / "x.xlsx", rows), ".xlsx", "x")
    assert inside(done.data).count("<t>郝某某</t>") == 5_100
    assert inside(done.data).count("13900000001") == 5_100


def test_workbooks_inside_documents_are_masked_too(tmp_path: Path) -> None:
    inner = office_files.workbook(tmp_path / "in.xlsx").read_bytes()
    path = office_files.word(tmp_path / "x.docx", extra={"word/embeddings/sheet1.xlsx": inner})
    (file,) = detect_files([path]).files
    assert "word/embeddings/sheet1.xlsx 名单!B3" in {finding.at for finding in file.findings}
    done = mask_bytes(path.read_bytes(), ".docx", "x.docx")
    after = zipfile.ZipFile(io.BytesIO(done.data)).read("word/embeddings/sheet1.xlsx")
    assert [value for value in (*WORKBOOK_MOBILES, *PEOPLE) if value in inside(after)] == []


def test_an_embedded_file_that_cannot_be_read_is_noted(tmp_path: Path) -> None:
    path = office_files.word(tmp_path / "x.docx", extra={"word/embeddings/sheet1.xlsx": b"PK no"})
    (file,) = detect_files([path]).files
    assert any("1 embedded objects" in note.en for note in file.notes)
