"""A Word document and a workbook with a telltale in every place that the formats have."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


ID = "110101199003074610"  # the example of the conventions: no number of anyone


def mobile(number: int) -> str:
    """An invented mobile number; each place has its own."""
    return f"1390000{number:04d}"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    made = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


BOX = (
    "<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' alt='联系电话{alt}'><v:textbox>"
    "<w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
BODY = "".join(
    [
        paragraph(run("关于临时救助的公示", "<w:b/>")),
        paragraph(run("申请人：郝"), run("秋", "<w:b/>"), run("实"), run("，身份证号1101011990"),
                  run("03074610", "<w:i/>"), run("，手机139"), run("0000"), run("0001"), run("。")),
        paragraph(run("手机号码：1390000"), "<w:r><w:br/></w:r>", run("0002")),
        table(("序号", "姓名", "身份证号", "手机"), ("1", "郝秋月", "31010119851230005x", mobile(3)),
              ("2", "司马青", "110101199003074610", mobile(4))),
        table(("姓名", "上官云", "性别", "男"), ("身份证号", "110101199003074610", "电话", mobile(5))),
        table(("身份证号", *"110101199003074610")),
        paragraph(run("隐藏的手机" + mobile(6), "<w:vanish/>")),
        paragraph(BOX.format(alt=mobile(7), inside=paragraph(run("文本框手机" + mobile(8))))),
        paragraph('<w:del w:author="郝秋实" w:id="1"><w:r><w:delText>删去的手机'
                  + mobile(9) + "</w:delText></w:r></w:del>"),
        paragraph('<w:r><w:instrText> HYPERLINK "tel:' + mobile(10) + '" </w:instrText></w:r>'),
        paragraph('<w:r><w:drawing><wp:docPr xmlns:wp="urn:x" id="1" name="图" descr="手机'
                  + mobile(11) + '"/></w:drawing></w:r>'),
        paragraph(run("签名：郝秋实")),
    ]
)  # fmt: skip


def word(path: Path, body: str = BODY, extra: dict[str, str | bytes] | None = None) -> Path:
    """A document with header, footnote, comment, properties and a link beside its body."""

    def story(tag: str, inside: str) -> str:
        return f"{HEAD}<w:{tag} {W} {R}>{inside}</w:{tag}>"

    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": HEAD + f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        + "".join(
            f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{sort}+xml"/>'
            for name, sort in (
                ("word/document.xml", "officedocument.wordprocessingml.document.main"),
                ("word/header1.xml", "officedocument.wordprocessingml.header"),
                ("word/footnotes.xml", "officedocument.wordprocessingml.footnotes"),
                ("word/comments.xml", "officedocument.wordprocessingml.comments"),
                ("docProps/core.xml", "package.core-properties"),
            )
        )
        + "</Types>",
        "_rels/.rels": HEAD + f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="r3" Type="{PACKAGE}/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": HEAD + f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="h" Type="{REL}/header" Target="header1.xml"/>'
        f'<Relationship Id="f" Type="{REL}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="c" Type="{REL}/comments" Target="comments.xml"/>'
        f'<Relationship Id="l" Type="{REL}/hyperlink" Target="mailto:haoqiushi@163.com" TargetMode="External"/>'
        "</Relationships>",
        "word/document.xml": story("document", f'<w:body>{body}<w:sectPr><w:headerReference w:type="default" r:id="h"/>'
                                   "</w:sectPr></w:body>"),
        "word/header1.xml": story("hdr", paragraph(run("经手手机" + mobile(12)))),
        "word/footnotes.xml": story("footnotes", '<w:footnote w:id="2">'
                                    + paragraph(run("见郝秋实的申请，手机" + mobile(13))) + "</w:footnote>"),
        "word/comments.xml": story("comments", '<w:comment w:id="3" w:author="郝秋实">'
                                   + paragraph(run("打" + mobile(14))) + "</w:comment>"),
        "docProps/core.xml": HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>手机' + mobile(15) + "</dc:title>"
        "<dc:creator>郝秋实</dc:creator></cp:coreProperties>",
        "docProps/thumbnail.jpeg": b"not really a picture",
        "word/media/image1.png": b"\x89PNG nothing",
    }  # fmt: skip
    return archive(path, parts | (extra or {}))


def archive(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return path


WORD_MOBILES = [mobile(n) for n in range(1, 16)]


def workbook(path: Path) -> Path:
    """A workbook with a hidden sheet, notes, formulas, a chart, validation, headers and properties."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    sheet.append(["救助对象名单"])
    sheet.append(["序号", "姓名", "身份证号", "手机", "出生日期", "金额", "汇总"])
    sheet.append([1, "郝秋实", "110101199003074610", 13900000001, date(1990, 3, 7), 500, '=B3&"，手机13900000002"'])
    sheet.append([2, "郝秋月", "31010119851230005x", mobile(3), date(1985, 12, 30), 600, "=SUM(F3:F4)"])
    sheet["B3"].font = Font(bold=True, color="FF0000")
    sheet["B3"].comment = Comment("本人手机" + mobile(4), "郝秋实")
    sheet.column_dimensions["H"].hidden = True
    sheet["H3"] = "备用手机" + mobile(5)
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.center is not None
    footer.center.text = "制表手机" + mobile(6)
    check = DataValidation(
        type="list", formula1='"手机13900000007,其他"', prompt="请打" + mobile(8), showInputMessage=True
    )
    check.add("J3")
    sheet.add_data_validation(check)
    sheet["K3"].hyperlink = "mailto:haoqiushi@163.com"
    chart = BarChart()
    chart.title = "手机" + mobile(9)
    chart.add_data(Reference(sheet, min_col=6, min_row=2, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "M2")
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "veryHidden"
    hidden.append(["申请人：郝秋实，电话" + mobile(10)])
    book.defined_names["联系"] = DefinedName("联系", attr_text='"手机13900000011"')
    book.properties.creator = "郝秋实"
    book.properties.description = "手机" + mobile(12)
    book.save(path)
    return path


WORKBOOK_MOBILES = [mobile(n) for n in range(1, 13)]


def inside(data: bytes) -> str:
    """All parts of an archive, one after another, as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return "\n".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())
