"""Delimited text: encodings, delimiters, headers, and rows that cannot be split."""

from __future__ import annotations

import codecs
import csv
import io
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.sources import Broken, NoKnownHeader, RawCell, Row, Table, read_table
from gkrules.sources.csv_file import BAD_QUOTES, SURPLUS, read_csv
from gkrules.sources.headers import REPEATED_HEADER

KNOWN = {"文号", "标题", "发布日期", "id", "title", "body"}


def rows_of(text: str | bytes) -> tuple[Row, ...]:
    data = text.encode() if isinstance(text, str) else text
    return tuple(read_csv(data, "t.csv", KNOWN.__contains__)[1])


def cells_of(text: str | bytes) -> list[list[RawCell]]:
    return [list(row.cells.values()) for row in rows_of(text)]


def refusal(text: str | bytes) -> str:
    with pytest.raises(SourceError) as caught:
        rows_of(text)
    return str(caught.value)


SIMPLE = "文号,标题\nA1,关于甲的通知\nA2,关于乙的通知\n"


@pytest.mark.parametrize(
    "data",
    [
        SIMPLE.encode(),
        codecs.BOM_UTF8 + SIMPLE.encode(),
        SIMPLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SIMPLE.encode("utf-32-le"),
        SIMPLE.encode("gb18030"),
        SIMPLE.replace("\n", "\r").encode(),
        SIMPLE.replace("\n", "\r\n").encode(),
        SIMPLE.replace("\n", "\r", 1).encode(),
        SIMPLE.replace(",", ";").encode(),
        SIMPLE.replace(",", "\t").encode(),
        SIMPLE.replace(",", "|").encode(),
        ("sep=,\n" + SIMPLE).encode(),
        (SIMPLE + "\x1a").encode(),
        SIMPLE.rstrip("\n").encode(),
        SIMPLE.replace(",", " ,\u3000\xa0").encode(),
        b"\xef\xbb\xbf" + '"文 号","标\n题"\nA1,关于甲的通知\nA2,关于乙的通知'.encode(),
    ],
)
def test_the_same_table_in_many_dresses(data: bytes) -> None:
    assert cells_of(data) == [["A1", "关于甲的通知"], ["A2", "关于乙的通知"]]


def test_numbers_and_lines() -> None:
    rows = rows_of('某市公文目录,\n\n文号,标题\nA1,"两\n行"\n,\n \u3000,\nA2,乙\n')
    assert [(row.number, row.line) for row in rows] == [(4, 4), (7, 8)]
    assert rows[0].cells == {"文号": "A1", "标题": "两\n行"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("文号,标题\nA1\n", [["A1", None]]),  # too few cells
        ("文号,标题,\nA1,甲,\n", [["A1", "甲"]]),  # a nameless column without content
        ("文号,标题,\nA1,甲,x\nA2,乙\n", [["A1", "甲", "x"], ["A2", "乙", None]]),
        ("文号,标题\nA1,甲,,,\n", [["A1", "甲"]]),  # surplus without content
        ("文号,标题,备注,备注\nA1,甲,1,2\n", [["A1", "甲", "1", "2"]]),
        ("文号\nA1\n", [["A1"]]),
        ("文号,标题\n", []),
        ('文号,标题\nA1,他说"好"了\n', [["A1", '他说"好"了']]),
        ('文号,标题\nA1,"他说""好""了"\n', [["A1", '他说"好"了']]),
    ],
)
def test_cells(text: str, expected: list[list[RawCell]]) -> None:
    assert cells_of(text) == expected


def test_headers_of_nameless_and_repeated_columns() -> None:
    headers, rows = read_csv("文号,标题,,备注,备注\nA1,甲,x,1,2\n".encode(), "t.csv", KNOWN.__contains__)
    assert headers == ("文号", "标题", "(column C)", "备注 (column D)", "备注 (column E)")
    assert [list(row.cells) for row in rows] == [list(headers)]


def test_surplus_cells_break_all_but_the_first() -> None:
    (row,) = rows_of("文号,标题\nA1,甲,乙\n")
    assert row.cells == {"文号": "A1", "标题": Broken(SURPLUS)}
    assert row.flaws == (SURPLUS,)


@pytest.mark.parametrize(
    ("line", "first"), [('A1,"关于"十四五"规划"', "A1"), ('"A"1,甲', Broken(BAD_QUOTES)), ('"A1","x"y', "A1")]
)
def test_text_after_a_closing_quote_breaks_the_row_only(line: str, first: RawCell) -> None:
    bad, good = rows_of(f"文号,标题\n{line}\nA2,乙\n")
    assert bad.cells == {"文号": first, "标题": Broken(BAD_QUOTES)}
    assert bad.flaws == (BAD_QUOTES,)
    assert (good.number, good.line, good.cells["文号"], good.flaws) == (3, 3, "A2", ())


def test_repeated_header_is_told() -> None:
    first, repeated = rows_of("文号,标题\nA1,甲\n文 号,标题\n")
    assert first.flaws == ()
    assert repeated.flaws == (REPEATED_HEADER,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('文号,标题,id\nA1,"甲,1\nA2,乙,2\nA3,丙,3\n', 2),  # swallows the rest
        ('文号,标题,id\nA1,"甲,1\nA2,"乙",2\n', 2),  # closed by the next opening quote
        ('文号,标题,id\nA1,"甲\n乙","x\nA2,乙,2\n', 3),  # opens in the second line of a record
        ('文号,标题\nA1,"甲', 2),
        ('文号,标题\nA0,x\nA1,"甲"乙,"丙\nA2,乙\n', 3),
    ],
)
def test_open_quotes_are_refused_with_their_line(text: str, line: int) -> None:
    assert f"the quote that opens in line {line} is not closed" in refusal(text)


def test_rows_between_two_stray_quotes_are_refused() -> None:
    text = '文号,标题,id\nA1,"甲,1\nA2,乙,2\nA3,5",3\nA4,丁,4\n'
    assert "the record in lines 2 to 4 has a cell whose lines look like rows" in refusal(text)


def test_text_of_several_lines_with_commas_is_read() -> None:
    body = "第一,第二\n第三\n第四,第五"
    assert cells_of(f'文号,标题,body\nA1,甲,"{body}"\n') == [["A1", "甲", body]]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"id,title\n1,a\x00b\n", "looks like a binary file (a NUL byte at offset 12)"),
        (b"id,title\n1,\xff\xff\n", "GB18030 (fails at byte offset 11, line 2)"),
        ("id,title\n1,关于甲乙".encode()[:-1], "damaged UTF-8 at byte offset 20 (line 2)"),
        (SIMPLE.encode("utf-16")[:-1], "UTF-16-LE but fails at byte offset"),
        (b"a,b\n1,2\n", "no known header: rows 1 to 2 looked at"),
        (b"\n\n \n", "no known header, for there is no row with content"),
        ("文号,标题,文 号\n".encode(), "row 1 has the same header in columns A, C"),
        ("文号,A1\n标题,甲\n".encode(), "rows 1 and 2 both hold headers"),
    ],
)
def test_refusals(data: bytes, told: str) -> None:
    assert told in refusal(data)


def test_no_known_header_has_its_own_class() -> None:
    with pytest.raises(NoKnownHeader):
        rows_of("\n".join(f"标{i},题" for i in range(20)) + "\n文号,标题\n")


def test_a_title_that_reads_like_a_header_does_not_hide_the_header() -> None:
    assert cells_of("标题\n文号,标题\nA1,甲\n") == [["A1", "甲"]]


def test_nul_in_utf16_breaks_the_cell() -> None:
    (row,) = rows_of("id,title\n1,a\x00b\n".encode("utf-16"))
    assert isinstance(row.cells["title"], Broken)


def test_long_cells_leave_the_limit_of_the_process_alone() -> None:
    before = csv.field_size_limit()
    text = "长" * 200_000
    assert cells_of(f"文号,标题\nA1,{text}\n") == [["A1", text]]
    assert csv.field_size_limit() == before
    refusal(f'文号,标题\nA1,"{text}')
    assert csv.field_size_limit() == before


def test_too_long_a_cell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gkrules.sources.csv_file.LONGEST_CELL", 100)
    assert "line 3 has a cell of more than 100 characters" in refusal(f"文号,标题\nA1,a\nA2,{'长' * 101}\n")


def test_threads_do_not_disturb_each_other() -> None:
    before, text, results = csv.field_size_limit(), "长" * 150_000, []
    threads = [threading.Thread(target=lambda: results.append(cells_of(f"文号,标题\nA1,{text}\n"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[["A1", text]]] * 8
    assert csv.field_size_limit() == before


def test_messages_hold_no_content(tmp_path: Path) -> None:
    for data in ('id,title\n1,"张三', 'id,title\n1,"张三\n2,x"y', "id,title\n张三,\x00"):
        assert "张三" not in refusal(data)


ONE_LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\n\x1a"), max_size=8)
CELL = ONE_LINE | st.text("甲\n\r\"'", max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from([",", "\t", ";", "|"]))
@settings(max_examples=300, deadline=None)
def test_round_trip(table: list[list[str]], delimiter: str) -> None:
    """What csv.writer writes is read cell by cell, but for outer blanks and empty rows."""
    from gkrules.sources.text import cell_text

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["id", "title", "body"], *table])
    wanted = [[cell_text(cell) for cell in row] for row in table]
    assume(not any(row[0] == "id" for row in wanted))
    assert cells_of(out.getvalue()) == [row for row in wanted if any(cell is not None for cell in row)]


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_bytes_are_a_table_or_refused(data: bytes) -> None:
    for start in (b"", b"id,title\n", codecs.BOM_UTF16_LE):
        with suppress(SourceError):
            read_csv(start + data, "t.csv", KNOWN.__contains__)


@given(st.text('id,"\n\r甲;', max_size=60))
@settings(max_examples=500, deadline=None)
def test_no_line_is_lost(text: str) -> None:
    """What a physical line says is in the cells of its row, unless the row is flawed."""
    data = "id,title\n" + text
    try:
        rows = rows_of(data)
    except SourceError:
        return
    lines = io.StringIO(data, newline="").readlines()
    starts = [row.line or 0 for row in rows] + [len(lines) + 1]
    assert "甲" not in "".join(lines[1 : starts[0] - 1])
    for row, start, after in zip(rows, starts, starts[1:], strict=False):
        if not row.flaws:
            cells = "".join(cell for cell in row.cells.values() if isinstance(cell, str))
            assert cells.count("甲") == "".join(lines[start - 1 : after - 1]).count("甲")


def test_read_table_of_csv(tmp_path: Path) -> None:
    path = tmp_path / "公文.CSV"
    path.write_bytes(SIMPLE.encode("gb18030"))
    table = read_table(path, recognise=KNOWN.__contains__, name="data/公文.CSV")
    assert isinstance(table, Table)
    assert (table.name, table.headers, len(table.rows)) == ("data/公文.CSV", ("文号", "标题"), 2)
    assert table.digest.startswith("sha256:")
    assert len(table.digest) == 71


def test_tsv_prefers_the_tab(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("文号\nA1\t\n", encoding="utf-8")
    (row,) = read_table(path, recognise=KNOWN.__contains__).rows
    assert row.cells == {"文号": "A1"}
