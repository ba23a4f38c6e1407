"""`read_table`: from the path of a table or a keyed file to its rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.sources.csv_file import read_csv
from gkrules.sources.files import digest_of, read_bytes, shown_path, unpack
from gkrules.sources.front_matter import read_front_matter
from gkrules.sources.json_file import JsonLines, read_json
from gkrules.sources.kinds import Kind, ending, is_packed, kind_of, listed
from gkrules.sources.rows import Broken, NoKnownHeader, RawCell, Row, Table

__all__ = ["Broken", "NoKnownHeader", "RawCell", "Row", "Table", "read_table"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(
    path: Path, *, recognise: Callable[[str], bool], sheet: str | None = None, name: str | None = None
) -> Table:
    """Read the source at `path`.

    `recognise` tells whether a header text is known; it finds the header row and the delimiter. `sheet`
    names the sheet of a workbook that holds several. `name` is what to call the source, when not its path.
    Raises NoKnownHeader when no row at the top holds a known header, and SourceError for whatever else keeps
    the source from being read: messages name the source, the place and the way out, never the content of a
    cell.
    """
    name = shown_path(path) if name is None else name
    kind = known_kind(path, name)
    data = read_bytes(path, name)
    digest = digest_of(data)
    if kind is Kind.WORKBOOK:
        from gkrules.sources.workbook import read_workbook  # only where used: most checks read text

        found = read_workbook(data, name, recognise, sheet)
        return Table(f"{name}#{found.sheet}", digest, found.headers, found.rows)
    if sheet is not None:
        raise SourceError(
            f"{name}: only workbooks (.xlsx, .xlsm) have sheets; leave out the #SHEET",
            f"{name}：只有工作簿（.xlsx、.xlsm）才有工作表；请去掉#工作表名",
        )
    if data.startswith((_ZIP, _OLE)):
        raise SourceError(
            f"{name}: is a workbook or an archive, not text; rename it to .xlsx, or open it in Excel and "
            "save it as .xlsx",
            f"{name}：是工作簿或压缩包，不是文本；请改名为.xlsx，或用Excel打开后另存为.xlsx",
        )
    if is_packed(path):
        data = unpack(data, name)
    match kind:
        case Kind.JSON:
            return Table(name, digest, None, read_json(data, name))
        case Kind.JSON_LINES:
            return Table(name, digest, None, JsonLines(data, name))
        case Kind.YAML:
            from gkrules.sources.yaml_file import read_yaml

            return Table(name, digest, None, read_yaml(data, name))
        case Kind.MARKDOWN:
            row = read_front_matter(data, name, name)
            if row is None:
                raise SourceError(
                    f"{name}: has no front matter; put a block of keys between two lines --- at its top",
                    f"{name}：没有文件头（front matter）；请在文件开头的两行---之间写明各字段",
                )
            return Table(name, digest, None, (row,))
        case _:
            headers, rows = read_csv(data, name, recognise, tabs_first=ending(path) == ".tsv")
            return Table(name, digest, headers, rows)


def known_kind(path: Path, name: str) -> Kind:
    """The kind of the file. Raises SourceError for an ending that no reader stands for."""
    kind = kind_of(path)
    if kind is not None or not path.is_file():
        return kind or Kind.TEXT  # what is no file is told when it is read
    way_out = "open it in Excel or WPS and save it as .xlsx" if path.suffix else "give the file its extension"
    way_out_zh = "请用Excel或WPS打开后另存为.xlsx" if path.suffix else "请补上文件的扩展名"
    raise SourceError(
        f"{name}: unknown kind of file; known are {listed()} (otherwise {way_out})",
        f"{name}：不支持的文件类型；可用的有{listed()}（否则{way_out_zh}）",
    )
