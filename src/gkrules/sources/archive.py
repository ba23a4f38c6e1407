"""The zip archive of a workbook and the XML of its parts, read in bounded time and memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import TracebackType
from xml.parsers import expat

from gkrules.errors import SourceError

MOST_UNPACKED = 1024**3
"""The most that all parts of a workbook may come to when unpacked, in bytes."""

_HARMLESS = 100 * 1024**2
_MOST_RATIO = 200
_CHUNK = 1024**2
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Characters = Callable[[str], None]


class Stop(Exception):  # noqa: N818 - no error: a handler has seen enough of a part
    """Raised by a handler to leave the rest of a part unread."""


class Archive:
    """The parts of one workbook. Use it as a context manager: leaving it closes the archive.

    Raises SourceError for whatever is no readable workbook: encrypted or legacy files, damaged ones, bombs.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        _refuse_other_kinds(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_FAULTS:
            raise self.damaged("the archive is cut short or broken") from None
        try:
            self._parts = self._checked()
        except SourceError:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def damaged(self, what: str) -> SourceError:
        """The error to raise for a fault of the file: `what`, and the way out."""
        return SourceError(f"{self.name}: damaged workbook: {what}; open it in Excel or WPS and save it again as .xlsx")

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        """The parts by lower-case name, after the bounds have been tried on what the archive declares."""
        parts: dict[str, zipfile.ZipInfo] = {}
        packed = unpacked = 0
        for info in self._zip.infolist():
            part = info.filename.replace("\\", "/").lstrip("/").lower()
            if part in parts:
                raise self.damaged("a part occurs twice in the archive")
            if info.flag_bits & 1:
                raise SourceError(f"{self.name}: the archive is protected by a password; save it without one")
            parts[part] = info
            packed += info.compress_size
            unpacked += info.file_size
        if unpacked > MOST_UNPACKED or (unpacked > _HARMLESS and unpacked > _MOST_RATIO * max(packed, 1)):
            raise SourceError(
                f"{self.name}: unpacks to {unpacked:,} bytes from {packed:,}, which is more than a "
                "workbook needs; delete unused rows and formats, or save the sheet as CSV"
            )
        return parts

    def read_xml(self, part: str, start: Start, end: End | None = None, characters: Characters | None = None) -> None:
        """Call the handlers for every element of `part`.

        Elements of spreadsheets and of relationships come with their plain name, others with namespace and
        name; attributes in a namespace likewise. A handler may raise `Stop`. Raises SourceError for a part
        that is missing, damaged, or declares a document type, the way in for entity bombs.
        """
        if part.lower() not in self._parts:
            raise self.damaged(f"the part {_shown(part)} is missing")
        parser = expat.ParserCreate(namespace_separator=" ", intern={})
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        plain: dict[str, str] = {}

        def plain_name(tag: str) -> str:
            namespace, _, local = tag.rpartition(" ")
            plain[tag] = local if namespace in _MAIN or namespace == _RELATIONS else tag
            return plain[tag]

        def start_element(tag: str, attributes: dict[str, str]) -> None:
            start(plain.get(tag) or plain_name(tag), attributes)

        def end_element(tag: str) -> None:
            if end is not None:
                end(plain[tag])

        parser.StartElementHandler = start_element
        parser.EndElementHandler = end_element
        parser.CharacterDataHandler = characters
        try:
            self._feed(part, parser)
        except Stop:
            return
        except expat.ExpatError as fault:
            raise self.damaged(
                f"the part {_shown(part)} is no sound XML at line {fault.lineno}, column {fault.offset + 1}"
            ) from None

    def _feed(self, part: str, parser: expat.XMLParserType) -> None:
        """Unpack `part` chunk by chunk into `parser`, no further than it declares."""
        info = self._parts[part.lower()]
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged(f"the part {_shown(part)} is packed in a way that workbooks do not use")
        try:
            file = self._zip.open(info)
        except _ZIP_FAULTS:
            raise self.damaged(f"the part {_shown(part)} cannot be unpacked") from None
        with file:
            left = info.file_size
            while True:
                try:
                    chunk = file.read(_CHUNK)
                except _ZIP_FAULTS:
                    raise self.damaged(f"the part {_shown(part)} cannot be unpacked") from None
                left -= len(chunk)
                if left < 0:
                    raise self.damaged(f"the part {_shown(part)} is larger than declared")
                parser.Parse(chunk, not chunk)
                if not chunk:
                    return

    def _refuse_doctype(self, *_: object) -> None:
        raise self.damaged("a part declares a document type, which workbooks never do")


def _shown(part: str) -> str:
    """The name of a part as fit for a message: at most 80 printable characters."""
    return "".join(c if c.isprintable() else "?" for c in part[:80])


def _refuse_other_kinds(data: bytes, name: str) -> None:
    """Say what a file is that bears the extension of a workbook but is none."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(f"{name}: protected by a password; open it in Excel and save it without one")
        raise SourceError(f"{name}: a legacy workbook (.xls); open it in Excel or WPS and save it as .xlsx")
    if data.startswith(b"PK"):
        return
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SourceError(
            f"{name}: a web page or XML under the name of a workbook; open it in Excel or WPS and save it as .xlsx"
        )
    raise SourceError(
        f"{name}: not a workbook (it is no zip archive); if it is text, rename it to .csv, otherwise save it "
        "again as .xlsx"
    )
