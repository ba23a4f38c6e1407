"""The kinds of file that are looked into, told by the ending of the name, and reading one within bounds."""

from __future__ import annotations

from pathlib import PurePath

from gkrules.errors import SourceError
from gkrules.files.content import Content

LARGEST = 256 * 1024**2
"""The largest file that is looked into, in bytes."""

ENDINGS = (
    ".txt", ".md", ".markdown", ".csv", ".tsv", ".xlsx", ".docx", ".html", ".htm", ".json", ".jsonl", ".ndjson",
)  # fmt: skip
_MACROS = {".xlsm": ".xlsx", ".xltm": ".xlsx", ".docm": ".docx", ".dotm": ".docx"}
_OLD = {".xls": ".xlsx", ".et": ".xlsx", ".doc": ".docx", ".wps": ".docx"}
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"


def is_known(path: PurePath) -> bool:
    """Whether files of this name are looked into."""
    return path.suffix.lower() in ENDINGS


def refuse_kind(path: PurePath, name: str) -> None:
    """Raises SourceError, with the way out, for a file of a kind that is not looked into."""
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return
    if ending in _MACROS:
        raise SourceError(
            f"{name}: a file with macros, which cannot be looked into; save it as {_MACROS[ending]}",
            f"{name}：含有宏的文件，无法检查；请另存为{_MACROS[ending]}",
        )
    if ending in _OLD:
        raise SourceError(
            f"{name}: a legacy format; open it in Word, Excel or WPS and save it as {_OLD[ending]}",
            f"{name}：旧格式文件；请用Word、Excel或WPS打开，另存为{_OLD[ending]}",
        )
    raise SourceError(
        f"{name}: unknown kind of file; looked into are {' '.join(ENDINGS)}",
        f"{name}：不支持的文件类型；可检查的有{' '.join(ENDINGS)}",
    )


def read_content(data: bytes, ending: str, name: str) -> Content:
    """The content of a file of a known kind, `ending` in lower case.

    Raises SourceError, which names the file by `name` and never holds what stands in it, for a file that is too
    large, damaged, encrypted, a bomb, nested too deep, or something else under that name.
    """
    if len(data) > LARGEST:
        raise SourceError(
            f"{name}: larger than {LARGEST // 1024**2} MiB; split it", f"{name}：超过{LARGEST // 1024**2} MiB；请拆分"
        )
    if ending in (".xlsx", ".docx"):
        if ending == ".docx":
            _refuse_no_archive(data, name)
        return read_office(data, ending[1:], name)
    if data.startswith((_ZIP, _OLE)):
        raise SourceError(
            f"{name}: is an Office file or archive, not text; give it its own ending (.docx, .xlsx)",
            f"{name}：是Office文件或压缩包，不是文本；请改回相应的扩展名（.docx、.xlsx）",
        )
    match ending:
        case ".csv" | ".tsv":
            from gkrules.files.delimited import read_delimited

            return read_delimited(data, name, tabs=ending == ".tsv")
        case ".json" | ".jsonl" | ".ndjson":
            from gkrules.files.json_text import read_json

            return read_json(data, name, lines=ending != ".json")
        case ".html" | ".htm":
            from gkrules.files.html_page import read_html

            return read_html(data, name)
        case _:
            from gkrules.files.plain import read_plain

            return read_plain(data, name)


def read_office(data: bytes, kind: str, name: str, depth: int = 0) -> Content:
    """The content of a document of the kind `docx` or `xlsx`, with what is embedded in it.

    Raises SourceError for what is no sound, unencrypted document without macros.
    """
    from gkrules.files import sheets, word
    from gkrules.files.office import Package

    passages = word.passages if kind == "docx" else sheets.passages
    return Package(data, name, kind=kind, read=passages, inner=read_office, depth=depth).content()


def _refuse_no_archive(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(
                f"{name}: protected by a password; open it in Word and save it without one",
                f"{name}：文件有密码保护；请用Word打开，取消密码后保存",
            )
        raise SourceError(
            f"{name}: a legacy document (.doc); open it in Word or WPS and save it as .docx",
            f"{name}：旧格式文件（.doc）；请用Word或WPS打开，另存为.docx",
        )
    if not data.startswith(b"PK"):
        raise SourceError(
            f"{name}: not a Word document (it is no zip archive); open it in Word or WPS and save it as .docx",
            f"{name}：不是Word文档；请用Word或WPS打开，另存为.docx",
        )
