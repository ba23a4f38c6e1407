"""`read_table`: from the path of a table or a keyed file to its rows."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.sources.csv_file import read_csv
from gkrules.sources.json_file import read_json
from gkrules.sources.rows import Broken, NoKnownHeader, RawCell, Row, Table

__all__ = ["Broken", "NoKnownHeader", "RawCell", "Row", "Table", "read_table"]

LARGEST_FILE = 2 * 1024**3
"""The largest file that is read, in bytes."""

_TEXTS = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_KNOWN = (*_TEXTS, *_WORKBOOKS, ".json")
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
    name = path.as_posix() if name is None else name
    kind = path.suffix.lower()
    data = _bytes(path, name)
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    if kind in _WORKBOOKS:
        from gkrules.sources.workbook import read_workbook  # only where used: most checks read text

        found = read_workbook(data, name, recognise, sheet)
        return Table(f"{name}#{found.sheet}", digest, found.headers, found.rows)
    if sheet is not None:
        raise SourceError(f"{name}: only workbooks (.xlsx, .xlsm) have sheets; leave out the #SHEET")
    if data.startswith((_ZIP, _OLE)):
        raise SourceError(
            f"{name}: is a workbook or an archive, not text; rename it to .xlsx, or open it in Excel and "
            "save it as .xlsx"
        )
    if kind == ".json":
        return Table(name, digest, None, read_json(data, name))
    headers, rows = read_csv(data, name, recognise, tabs_first=kind == ".tsv")
    return Table(name, digest, headers, rows)


def _bytes(path: Path, name: str) -> bytes:
    """The whole file, read once so that digest and rows speak of the same bytes."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SourceError(f"{name}: is a directory; name a file in it")
        if not stat.S_ISREG(mode):
            raise SourceError(f"{name}: is no regular file; save its content to a file first")
        _known_kind(path, name)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file; check the path") from None
    except PermissionError:
        raise SourceError(f"{name}: no permission to read it") from None
    except (OSError, ValueError) as fault:
        detail = fault.strerror if isinstance(fault, OSError) else "not a possible path"
        raise SourceError(f"{name}: cannot be read ({detail or 'unknown fault'})") from None
    if len(data) > LARGEST_FILE:
        raise SourceError(f"{name}: larger than {LARGEST_FILE // 1024**3} GiB; split it")
    if not data:
        raise SourceError(f"{name}: the file is empty (0 bytes); export it again")
    return data


def _known_kind(path: Path, name: str) -> None:
    """Refuse an extension that no reader stands for."""
    if path.suffix.lower() in _KNOWN:
        return
    way_out = "open it in Excel or WPS and save it as .xlsx" if path.suffix else "give the file its extension"
    raise SourceError(f"{name}: unknown kind of file; known are {' '.join(_KNOWN)} (otherwise {way_out})")
