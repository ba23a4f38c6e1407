"""The zip archive of a workbook: whether it is one, and unpacks in bounded time and memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from gkrules.errors import SourceError

MOST_UNPACKED = 1024**3
"""The most that all parts of a workbook may come to when unpacked, in bytes."""

_HARMLESS = 100 * 1024**2
_MOST_RATIO = 200
_CHUNK = 1024**2
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"http://purl.oclc.org/ooxml/"
_FAULTS = (
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


def damaged(name: str, what: str) -> SourceError:
    """The error to raise for a fault of the workbook `name`: `what`, and the way out."""
    return SourceError(
        f"{name}: damaged workbook: {what}; open it in Excel or WPS and save it again as .xlsx",
        f"{name}：工作簿已损坏或有异常；请用Excel或WPS打开，重新另存为.xlsx",
    )


def check_archive(data: bytes, name: str) -> None:
    """Unpack every part once, to nowhere, so that a library can safely do it again.

    Raises SourceError for encrypted or legacy files, damaged archives, and bombs of zip or XML.
    """
    _refuse_other_kinds(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive, name)
            for info in archive.infolist():
                _unpack(archive, info, name)
    except _FAULTS:
        raise damaged(name, "the archive is cut short or broken") from None


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    """Try the bounds on what the archive declares."""
    infos = archive.infolist()
    if len({info.filename.lower() for info in infos}) < len(infos):
        raise damaged(name, "a part occurs twice in the archive")
    if any(info.flag_bits & 1 for info in infos):
        raise SourceError(
            f"{name}: the archive is protected by a password; save it without one",
            f"{name}：文件有密码保护；请取消密码后保存",
        )
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise damaged(name, "a part is packed in a way that workbooks do not use")
    packed, unpacked = sum(info.compress_size for info in infos), sum(info.file_size for info in infos)
    if unpacked > MOST_UNPACKED or (unpacked > _HARMLESS and unpacked > _MOST_RATIO * max(packed, 1)):
        raise SourceError(
            f"{name}: unpacks to {unpacked:,} bytes from {packed:,}, which is more than a workbook needs; "
            "delete unused rows and formats, or save the sheet as CSV",
            f"{name}：解压后达{unpacked:,}字节（压缩时{packed:,}字节），远超工作簿所需；"
            "请删除未使用的行和格式，或另存为CSV",
        )


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    """Refuse a part that is damaged, longer or shorter than declared, or of a kind that openpyxl misreads."""
    left = info.file_size
    info.file_size += 1  # zipfile stops at this size without a word: let it see whether there is more
    with archive.open(info) as file:
        chunk = file.read(_CHUNK)
        if info.filename.lower().endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in chunk:
                raise damaged(name, "a part declares a document type, which workbooks never do")
            if _STRICT in chunk:
                raise SourceError(
                    f'{name}: saved as "Strict Open XML"; open it in Excel and save it as "Excel Workbook (.xlsx)"',
                    f"{name}：存成了“Strict Open XML”；请用Excel打开，另存为“Excel工作簿（.xlsx）”",
                )
        while chunk and left >= 0:
            left -= len(chunk)
            chunk = file.read(_CHUNK)
    if left:
        raise damaged(name, "a part is larger or smaller than declared")


def _refuse_other_kinds(data: bytes, name: str) -> None:
    """Say what a file is that bears the extension of a workbook but is none."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(
                f"{name}: protected by a password; open it in Excel and save it without one",
                f"{name}：工作簿有密码保护；请用Excel打开，取消密码后保存",
            )
        raise SourceError(
            f"{name}: a legacy workbook (.xls); open it in Excel or WPS and save it as .xlsx",
            f"{name}：旧格式工作簿（.xls）；请用Excel或WPS打开，另存为.xlsx",
        )
    if data.startswith(b"PK"):
        return
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise SourceError(
            f"{name}: a web page or XML under the name of a workbook; open it in Excel or WPS and save it as .xlsx",
            f"{name}：虽以工作簿命名，实为网页或XML；请用Excel或WPS打开，另存为.xlsx",
        )
    raise SourceError(
        f"{name}: not a workbook (it is no zip archive); if it is text, rename it to .csv, otherwise save it "
        "again as .xlsx",
        f"{name}：不是工作簿；若是文本请改名为.csv，否则请重新另存为.xlsx",
    )
