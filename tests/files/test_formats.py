"""Files of text: what is found where, and that a masked copy differs in nothing but the masked forms."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.files.masking import MaskedFile, mask_bytes

ID = "110101199003074610"  # the example of the conventions: no number of anyone
MASKED_ID = "1101**********4610"


def masked(data: bytes, ending: str) -> MaskedFile:
    done = mask_bytes(data, ending, "x" + ending)
    again = mask_bytes(done.data, ending, "x" + ending)
    assert again.data == done.data, "masking what is masked changes nothing"
    assert not done.left
    return done


BOXES = "<tr><td>身份证号</td>{}"
CASES = [
    (
        ".txt",
        f"兹有居民郝秋实，身份证号{ID}。\r\n郝秋实签名\r\n",
        f"兹有居民郝某某，身份证号{MASKED_ID}。\r\n郝某某签名\r\n",
    ),
    (".txt", "公民身份号码：110101\n199003074611", "公民身份号码：1101**\n********4611"),
    (".txt", "手机139\u200b00000001", "手机139****0001"),
    (".txt", "没有个人信息。\n", "没有个人信息。\n"),
    (
        ".md",
        "# 公示\n\n| 姓名 | 手机 |\n|---|---|\n| 郝秋实 | 13900000001 |\n",
        "# 公示\n\n| 姓名 | 手机 |\n|---|---|\n| 郝某某 | 139****0001 |\n",
    ),
    (
        ".csv",
        '姓名,手机,备注\r\n"郝秋实",139 0000 0001,"a ""b"", c"\r\n',
        '姓名,手机,备注\r\n"郝某某",139****0001,"a ""b"", c"\r\n',
    ),
    (".csv", "姓名;手机\n郝秋实;13900000001\n", "姓名;手机\n郝某某;139****0001\n"),
    (
        ".csv",
        f"姓名,身份证号\n郝秋实,{ID}\n郝秋月,31010119851230005x\n",
        f"姓名,身份证号\n郝某甲,{MASKED_ID}\n郝某乙,3101**********005x\n",
    ),
    (
        ".csv",
        "姓名,准考证号,手机\n申屠雨,13900000004,13900000005\n",
        "姓名,准考证号,手机\n申屠某,13900000004,139****0005\n",
    ),
    (
        ".csv",
        '姓名,"家庭\n住址"\n郝秋实,甘肃省定西市岷县梅川镇店子村3组18号\n',
        '姓名,"家庭\n住址"\n郝某某,甘肃省定西市岷县梅川镇***\n',
    ),
    (".csv", "姓名\n郝秋实\n郝秋月\n", "姓名\n郝某甲\n郝某乙\n"),
    (".tsv", "姓名\t手机\n郝秋实\t13900000001\n", "姓名\t手机\n郝某某\t139****0001\n"),
    (
        ".json",
        '{"姓名": "\\u90dd秋实",\n "手机": 13900000001, "n": 12}',
        '{"姓名": "郝某某",\n "手机": "139****0001", "n": 12}',
    ),
    (".json", '{"name":"郝秋实","phone":"13900000001"}', '{"name":"郝某某","phone":"139****0001"}'),
    (".json", '{"name":"某单位","total":"1"}', '{"name":"某单位","total":"1"}'),
    (".json", '{"手机13900000001":[1,{"a":"手机13900000002"}]}', '{"手机139****0001":[1,{"a":"手机139****0002"}]}'),
    (".json", '["电话13900000001",["x"]]', '["电话139****0001",["x"]]'),
    (
        ".jsonl",
        '{"姓名":"郝秋实","手机":"13900000001"}\n{"姓名":"郝秋月","手机":"13900000002"}\n',
        '{"姓名":"郝某甲","手机":"139****0001"}\n{"姓名":"郝某乙","手机":"139****0002"}\n',
    ),
    (
        ".html",
        "<p>申请人：<b>郝</b>秋<i>实</i>，电话<b>139</b>0000<i>0001</i></p>",
        "<p>申请人：<b>郝</b>某<i>某</i>，电话<b>139</b>****<i>0001</i></p>",
    ),
    (".html", "<p>手机139&#48;0000001</p>", "<p>手机139****0001</p>"),
    (
        ".html",
        "<table><tr><th>姓名<th>手机<tr><td>郝秋实<td>13900000001</table>",
        "<table><tr><th>姓名<th>手机<tr><td>郝某某<td>139****0001</table>",
    ),
    (
        ".html",
        BOXES.format("".join(f"<td>{c}</td>" for c in ID)),
        BOXES.format("".join(f"<td>{c}</td>" for c in MASKED_ID)),
    ),
    (
        ".html",
        '<img alt="手机13900000001"><!--手机13900000002--><script>t="手机13900000003"</script>',
        '<img alt="手机139****0001"><!--手机139****0002--><script>t="手机139****0003"</script>',
    ),
    (
        ".html",
        '<a href="tel:13900000001" class="x13900000002">拨打</a>',
        '<a href="tel:139****0001" class="x13900000002">拨打</a>',
    ),
    (".html", '<p style="display:none">手机13900000001</p>', '<p style="display:none">手机139****0001</p>'),
    (".html", "<dl><dt>姓名</dt><dd>郝秋实</dd></dl>", "<dl><dt>姓名</dt><dd>郝某某</dd></dl>"),
    (
        ".html",
        "<pre>姓名  手机\n郝秋实  13900000001\n</pre>",
        "<pre>姓名  手机\n郝某某  139****0001\n</pre>",
    ),
    (
        ".html",
        '<script type="application/ld+json">{"name":"\\u90dd秋实","mobile":13900000001}</script>',
        '<script type="application/ld+json">{"name":"郝某某","mobile":"139****0001"}</script>',
    ),
    (
        ".json",
        '[["姓名","手机"],["郝秋实","13900000001"],["郝秋月",13900000002]]',
        '[["姓名","手机"],["郝某甲","139****0001"],["郝某乙","139****0002"]]',
    ),
]


@pytest.mark.parametrize(("ending", "before", "after"), CASES)
def test_masked_copy(ending: str, before: str, after: str) -> None:
    assert masked(before.encode(), ending).data.decode() == after


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", [".txt", ".csv", ".html"])
def test_the_encoding_stays(ending: str, encoding: str) -> None:
    before, after = "手机,备注\n13900000001,请联系\n", "手机,备注\n139****0001,请联系\n"
    assert masked(before.encode(encoding), ending).data == after.encode(encoding)


@pytest.mark.parametrize(
    ("names", "after"),
    [
        (["郝某甲", "郝秋实", "郝秋月"], ["郝某甲", "郝某乙", "郝某丙"]),
        (["郝某某", "郝秋实"], ["郝某某", "郝某甲"]),
        (["郝某甲", "郝秋实"], ["郝某甲", "郝某某"]),
        (["郝秋实", "郝秋实"], ["郝某某", "郝某某"]),
    ],
)
def test_two_people_stay_two(names: list[str], after: list[str]) -> None:
    def table(cells: list[str]) -> bytes:
        return ("姓名,村\n" + "".join(f"{cell},东村\n" for cell in cells)).encode()

    assert masked(table(names), ".csv").data == table(after)


def test_of_exempt_kinds_only_what_is_advised_is_masked() -> None:
    data = f"被处罚人：霍大山，身份证号{ID}，罚款200元。".encode()
    assert mask_bytes(data, ".txt", "x", "punitive_notice").data.decode() == (
        f"被处罚人：霍大山，身份证号{MASKED_ID}，罚款200元。"
    )


CELLS = st.sampled_from(["", "a", 'x "y"', "a,b", "l1\nl2", "郝秋实", "13900000001", "备注", "3", " z "])


@settings(deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_tables_keep_their_shape(rows: list[tuple[str, str, str]], quoted: bool) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows([("姓名", "手机", "备注"), *rows])
    done = mask_bytes(out.getvalue().encode(), ".csv", "x.csv")
    again = list(csv.reader(io.StringIO(done.data.decode(), newline="")))
    assert [len(row) for row in again] == [3] * (len(rows) + 1)
    for row, changed in zip(rows, again[1:], strict=True):
        for cell, now in zip(row, changed, strict=True):
            assert now == cell or (cell, now) in {("郝秋实", "郝某某"), ("13900000001", "139****0001")}
    assert "郝秋实" not in [row[0] for row in again[1:] if row[1]]


LEAVES = st.sampled_from(["x", "手机13900000001", 13900000001, 3, None, True, "备注"])
VALUES = st.recursive(
    LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.sampled_from("甲a手机"), v, max_size=3)
)


@settings(deadline=None)
@given(VALUES, st.booleans())
def test_json_stays_json(value: object, ascii_only: bool) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only, indent=1).encode()
    done = mask_bytes(data, ".json", "x.json").data
    if b"13900000001" not in data:
        assert done == data

    def expected(part: object) -> object:
        if isinstance(part, dict):
            return {key: expected(each) for key, each in part.items()}
        if isinstance(part, list):
            return [expected(each) for each in part]
        if isinstance(part, str):
            return part.replace("13900000001", "139****0001")
        return "139****0001" if part == 13900000001 else part

    assert json.loads(done) == expected(value)


def test_what_masking_tells(tmp_path: Path) -> None:
    done = masked("姓名,手机\n郝秋实,13900000001\n".encode(), ".csv")
    ((_, hits),) = done.changed
    assert [(hit.span.type, hit.cuts[0][0].at) for hit in hits] == [("person_name", "A2"), ("mobile", "B2")]
    assert "郝秋实" not in repr(hits)
