"""From rows to records: every row accounted for, ids unique over all sources, blanks read as the dictionary says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gkrules.bilingual import Bilingual
from gkrules.checking import check_sources
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank
from gkrules.records.record import UNKNOWN, Location, Value
from gkrules.sources.intake import MAX_ID, Intake, Reader, reject_repeated_ids
from gkrules.sources.mapping import ColumnMapping
from gkrules.sources.reading import SourceSpec
from gkrules.sources.rows import Broken, RawCell, Row, Table

DOCUMENT = dictionary()["document"]
Cells = Mapping[str, RawCell]
NO_ID = "no usable id: fill in the id column, or name the columns that make it up under id in a mapping file"


def table(*rows: Cells, name: str = "a.csv", headers: tuple[str, ...] | None = None) -> Table:
    """A table where `headers` are given, a keyed source otherwise."""
    return Table(name, "", headers, tuple(Row(n, n, cells) for n, cells in enumerate(rows, start=2)))


def read(*rows: Cells, mapping: ColumnMapping | None = None, blanks: Mapping[str, Blank] | None = None,
         headers: tuple[str, ...] | None = None) -> Intake:  # fmt: skip
    return Reader(DOCUMENT, mapping, blanks).read(table(*rows, headers=headers))


def value(name: str, cell: RawCell, blanks: Mapping[str, Blank] | None = None) -> Value:
    (record,) = read({"id": "D1", name: cell}, blanks=blanks).records
    return record.values[name]


def test_headers_are_names_labels_or_aliases() -> None:
    rows: list[Cells] = [
        {"id": "D1", "issued_on": "2021-07-01", "title": "一"},
        {"文件编号": "D1", "成文日期": "2021-07-01", "标题": "一"},
        {"文件ID": "D1", "印发日期": "2021-07-01", "文件名称": "一"},
    ]
    for row in rows:
        (record,) = read(row).records
        assert (record.id, record.values) == ("D1", {"issued_on": date(2021, 7, 1), "title": "一"})


def test_headers_that_nobody_knows_are_told() -> None:
    intake = read({"id": "D1", "备注": "x", "subject": "document"}, mapping=ColumnMapping(ignore=frozenset({"附件"})))
    assert intake.unused == ("备注",)


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("备注", "备注"),
        ("2021年数", "2021年数"),
        ("1380000", "(7 characters)"),
        ("电话１３８００００", "(9 characters)"),
        ("长" * 30, "长" * 30),
        ("长" * 31, "(31 characters)"),
    ],
)
def test_a_header_that_looks_like_a_cell_is_told_by_its_length(header: str, shown: str) -> None:
    assert read({"id": "D1", header: "x"}).unused == (shown,)


def test_two_keys_for_one_field_clash() -> None:
    intake = read({"id": "D1", "标题": "一", "title": "二"}, {"id": "D2", "标题": "一"}, {"id": "D3", "title": None})
    assert [r.values["title"] for r in intake.records] == [UNKNOWN, "一", UNKNOWN]
    assert [(e.row, e.field, e.reason.en) for e in intake.cell_errors] == [
        (2, "title", "two keys of the record stand for this field"),
    ]


@pytest.mark.parametrize("name", ["data/甲厅.csv", "data/甲厅.xlsx#Sheet1"])
def test_a_prefix_may_name_the_source(name: str) -> None:
    reader = Reader(DOCUMENT, ColumnMapping(id_columns=("编号",), id_prefix="{source}/"))
    assert [r.id for r in reader.read(table({"编号": "7"}, name=name)).records] == ["甲厅/7"]


@pytest.mark.parametrize(
    ("name", "cell", "kept"),
    [
        ("title", "", UNKNOWN), ("title", "暂无", UNKNOWN), ("is_policy", None, UNKNOWN),
        ("issued_on", None, None), ("issued_on", "——", None), ("non_disclosure_reason", "无", None),
        ("channels", None, ()), ("channels", [], ()), ("topic", None, UNKNOWN), ("topic", [], ()),
        ("classified", None, False), ("classified", "/", False), ("disclosure_kind", "", "ordinary"),
        ("issued_on", "2021-02-30", UNKNOWN), ("classified", "也许", UNKNOWN), ("disclosure_kind", "其他", UNKNOWN),
    ],
)  # fmt: skip
def test_what_an_empty_cell_means(name: str, cell: RawCell, kept: Value) -> None:
    assert value(name, cell) == kept
    assert type(value(name, cell)) is type(kept)


@pytest.mark.parametrize(
    ("cell", "kept"), [("有", True), ("无", False), (" 无 ", False), ("", UNKNOWN), ("/", UNKNOWN)]
)
def test_yes_and_no_may_be_written_as_there_is_and_there_is_none(cell: str, kept: Value) -> None:
    assert value("has_interpretation_plan", cell) is kept


@pytest.mark.parametrize(
    ("subject", "name", "cell", "kept"),
    [
        ("service_material", "legal_basis_level", "无", "none"),
        ("service_material", "legal_basis_level", "none", "none"),
        ("service_material", "legal_basis_level", "-", UNKNOWN),
        ("service_material", "legal_basis_level", "", UNKNOWN),
        ("website", "ipv6_support", "none", "none"),
        ("website", "ipv6_support", "无", UNKNOWN),
    ],
)
def test_a_mark_for_nothing_that_is_a_code_is_that_code(subject: str, name: str, cell: str, kept: Value) -> None:
    table = Table("a.csv", "", ("id", name), (Row(2, None, {"id": "A1", name: cell}),))
    assert Reader(dictionary()[subject]).read(table).records[0].values[name] == kept


def test_a_profile_changes_what_blanks_mean() -> None:
    assert value("title", None, {"document.title": Blank.NONE}) is None
    assert value("topic", None, {"document.topic": Blank.NONE}) == ()
    assert value("issued_on", None, {"document.issued_on": Blank.UNKNOWN}) is UNKNOWN
    assert value("issued_on", None, {"message.issued_on": Blank.UNKNOWN}) is None


def test_blanks_are_counted_where_they_mean_something() -> None:
    rows: list[Cells] = [
        {"id": "1", "issued_on": None, "title": None, "classified": ""},
        {"id": "2", "issued_on": "/", "title": "", "classified": "是"},
        {"id": "3", "issued_on": "错", "title": "一", "classified": "无"},
    ]
    assert dict(read(*rows).blanks) == {"issued_on": 2, "classified": 1}


def test_an_absent_column_is_not_a_blank() -> None:
    columns = ("文件编号", "标题")
    (record,) = read({"文件编号": "D1", "标题": None}, headers=columns).records
    assert record.values == {"title": UNKNOWN}
    assert record.is_absent("issued_on")


def test_a_key_that_only_other_records_have_is_unknown_and_not_a_blank() -> None:
    first, second = read({"id": "1", "issued_on": None}, {"id": "2"}).records
    assert (first.values, second.values) == ({"issued_on": None}, {"issued_on": UNKNOWN})
    assert not second.is_absent("issued_on")
    assert not second.malformed


def test_cells_that_cannot_be_read_are_told_without_their_content() -> None:
    fault = Broken(Bilingual("公式出错", "a formula failed"))
    intake = read({"id": "D1", "issued_on": "张三", "title": fault, "request_count": Decimal("1.5")})
    assert [(e.source, e.row, e.field, e.reason.en) for e in intake.cell_errors] == [
        ("a.csv", 2, "issued_on", "not a date; write it like 2021-07-01"),
        ("a.csv", 2, "title", "a formula failed"),
        ("a.csv", 2, "request_count", "a whole number is expected"),
    ]
    (record,) = intake.records
    assert record.malformed == {"issued_on", "title", "request_count"}


INVISIBLE = (
    "the id holds an invisible character, such as a line break, a no-break space (NBSP) or an ideographic space "
    "(U+3000): type the id anew without it"
)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (None, NO_ID),
        ("", NO_ID),
        (" ", NO_ID),
        ("无", NO_ID),
        ("/", NO_ID),
        ("\u202e1", INVISIBLE),
        ("a\nb", INVISIBLE),
        ("\x1b[31m", INVISIBLE),
        ("D\u00a01", INVISIBLE),
        ("D\u30001", INVISIBLE),
        ("x" * (MAX_ID + 1), f"the id has more than {MAX_ID} characters: shorten it"),
        (Broken(Bilingual("合并", "merged")), "merged"),
        ([], "the id cannot be read: text is expected"),
        ({}, "the id cannot be read: text is expected"),
    ],
)
def test_a_row_without_a_usable_id_is_rejected(cell: RawCell, reason: str) -> None:
    intake = read({"id": cell, "title": "一"}, {"id": "D2"})
    assert [r.id for r in intake.records] == ["D2"]
    assert [(r.source, r.row, r.reason.en) for r in intake.rejects] == [("a.csv", 2, reason)]
    assert intake.read == 2


def test_a_row_with_a_name_of_its_own_needs_no_id() -> None:
    rows = (
        Row(1, 1, {"title": "一"}, source="d/a.md", name="a.md"),
        Row(1, 1, {"id": "B", "title": "一"}, source="d/b.md", name="b.md"),
        Row(1, 1, {"id": None}, source="d/c.md", name="c.md"),
        Row(3, 3, {}, (Bilingual("坏", "bad"),), "d/d.md", "d.md"),
    )
    intake = Reader(DOCUMENT, ColumnMapping(id_prefix="{source}/")).read(Table("d", "", None, rows))
    assert [(r.id, r.location) for r in intake.records] == [
        ("a/a.md", Location("d/a.md", 1, 1)), ("b/B", Location("d/b.md", 1, 1)), ("c/c.md", Location("d/c.md", 1, 1)),
    ]  # fmt: skip
    assert [(r.source, r.row, r.reason.en) for r in intake.rejects] == [("d/d.md", 3, "bad")]


def test_short_texts_that_come_again_read_the_same() -> None:
    cells: list[Cells] = [{"id": f"D{n}", "成文日期": c, "标题": c, "是否涉密": c} for n, c in enumerate(
        ["2021-07-01", "无", None, "2021-07-01", "无", None, 20_000, True, "1", 1]
    )]  # fmt: skip
    together = read(*cells, headers=("id", "成文日期", "标题", "是否涉密"))
    apart = [read(each, headers=("id", "成文日期", "标题", "是否涉密")) for each in cells]
    assert [r.values for r in together.records] == [r.values for each in apart for r in each.records]
    assert together.blanks == sum((each.blanks for each in apart), Counter())
    assert [(e.field, e.reason) for e in together.cell_errors] == [
        (e.field, e.reason) for each in apart for e in each.cell_errors
    ]


@pytest.mark.parametrize(
    ("cell", "record_id"),
    [
        ("晋工信〔2021〕1号", "晋工信〔2021〕1号"),
        (" D1 ", "D1"),
        (20210001, "20210001"),
        ("0", "0"),
        ("x" * MAX_ID, "x" * MAX_ID),
    ],
)
def test_usable_ids(cell: RawCell, record_id: str) -> None:
    assert [r.id for r in read({"id": cell}).records] == [record_id]


def test_a_source_without_an_id_column_has_no_records() -> None:
    intake = read({"标题": "一"}, {"标题": "二"}, headers=("标题",))
    assert (intake.read, intake.records, len(intake.rejects)) == (2, [], 2)


MADE = ColumnMapping(id_columns=("年度", "编号"), id_join="-", id_prefix="晋/")


@pytest.mark.parametrize(
    ("cells", "ids"),
    [
        ({"年度": "2021", "编号": "7"}, ["晋/2021-7"]),
        ({"年度": 2021, "编号": 7}, ["晋/2021-7"]),
        ({"年度": "2021", "编号": ""}, []),
        ({"年度": "2021"}, []),
        ({"年度": "2021", "编号": ["7"]}, []),
        ({"年度": "2021", "编号": "7", "文件编号": "D1"}, ["晋/2021-7"]),
    ],
)
def test_an_id_is_made_of_columns_and_a_prefix(cells: Cells, ids: list[str]) -> None:
    assert [r.id for r in read(cells, mapping=MADE).records] == ids


def test_columns_of_an_id_are_not_unused_and_may_be_fields_too() -> None:
    intake = read({"年度": 2021, "编号": "7"}, mapping=MADE)
    assert intake.unused == ()
    assert intake.records[0].values == {"record_year": 2021}


def test_constants_hold_for_every_row_and_win_over_a_column() -> None:
    mapping = ColumnMapping(constants={"disclosure_attribute": "主动公开", "classified": "否"})
    rows: list[Cells] = [{"id": "1", "disclosure_attribute": "不予公开"}, {"id": "2"}]
    for record in read(*rows, mapping=mapping).records:
        assert record.values == {"disclosure_attribute": "proactive", "classified": False}


def test_a_mapping_wins_over_the_dictionary_and_may_ignore_a_header() -> None:
    mapping = ColumnMapping(columns={"名称": "issuer"}, ignore=frozenset({"标题"}))
    (record,) = read({"id": "1", "名称": "甲厅", "标题": "一"}, mapping=mapping).records
    assert record.values == {"issuer": "甲厅"}


def test_rows_that_share_an_id_are_all_rejected_over_all_sources() -> None:
    reader = Reader(DOCUMENT)
    first = reader.read(table({"id": "D1"}, {"id": "D2"}, {"id": ""}, {"id": "D3"}))
    second = reader.read(table({"id": "D2"}, {"id": "D4"}, {"id": "D2"}, name="b.csv"))
    other = Reader(dictionary()["message"]).read(table({"id": "D1"}, name="c.csv"))
    reject_repeated_ids([first, second, other])
    assert [[r.id for r in i.records] for i in (first, second, other)] == [["D1", "D3"], ["D4"], ["D1"]]
    shared = "duplicate id: 3 rows share it (first in a.csv, row 3); none of them is judged"
    assert [(r.row, r.reason.en) for r in first.rejects] == [(3, shared), (4, NO_ID)]
    assert [(r.row, r.reason.en) for r in second.rejects] == [(2, shared), (4, shared)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["A", "B", "C", "", None]), max_size=5), max_size=3))
def test_every_row_is_a_record_or_a_reject(sources: list[list[str | None]]) -> None:
    intakes = [Reader(DOCUMENT).read(table(*({"id": i} for i in ids))) for ids in sources]
    reject_repeated_ids(intakes)
    for ids, intake in zip(sources, intakes, strict=True):
        assert intake.read == len(ids) == len(intake.records) + len(intake.rejects)
        assert [r.row for r in intake.rejects] == sorted(r.row for r in intake.rejects)
    flat = [i for ids in sources for i in ids if i]
    assert sorted(r.id for i in intakes for r in i.records) == sorted(i for i in flat if flat.count(i) == 1)


def test_a_flawed_row_of_a_table_is_kept_and_told_once() -> None:
    flaw = Bilingual("该行列数多于表头", "more cells than headers")
    row = Row(5, 5, {"id": "D1", "issued_on": "坏"}, (flaw,))
    intake = Reader(DOCUMENT).read(Table("a.csv", "", ("id", "issued_on"), (row,)))
    assert [(e.field, e.reason) for e in intake.cell_errors] == [("*", flaw)]
    assert intake.records[0].malformed == {"issued_on"}
    keyed = Reader(DOCUMENT).read(Table("a.json", "", None, (Row(1, None, {}, (flaw,)),)))
    assert [r.reason for r in keyed.rejects] == [flaw]


@pytest.mark.parametrize("mark", ["累计", "填表人：张某", "注：本表截至年底", "审核人: 李某"])
def test_a_line_below_the_table_is_no_record_and_is_not_quoted(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(f"文件编号,成文日期\nA1,2021-07-01\n{mark},\n", encoding="utf-8")
    report = check_sources([SourceSpec(path, "document")], packs=["regulation"], as_of=date(2021, 12, 31))
    assert (report.counts.judged, report.counts.rejected) == (1, 1)
    assert mark not in report.to_json()
