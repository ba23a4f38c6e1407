"""Text as sources hold it: bytes to characters, and the outer dress of cells and headers."""

from __future__ import annotations

import codecs
import re
import unicodedata

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.rows import Broken

BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""What says nothing at either end of a cell: Unicode blanks, zero-width space and joiner, BOM."""

NOT_TEXT = Broken(
    Bilingual(
        "单元格含有不是文字的字符（NUL 或残缺的代理字符），请重新录入该单元格",
        "the cell holds characters that are no text (NUL or half a surrogate pair): type the cell anew",
    )
)

_SURROGATE = re.compile("[\ud800-\udfff]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_BETWEEN_CJK = re.compile(rf"(?<={_CJK})\s+(?={_CJK})")
_LONGEST_HEADER = 300
_AROUND = 500_000  # bytes on either side of a fault that tell what a text was meant to be
_LEAST_CHINESE = "\u0800"  # from here on UTF-8 takes three bytes, which GB18030 text hardly ever imitates


def is_text(text: str) -> bool:
    """Whether `text` is free of NUL and of lone surrogates."""
    return "\x00" not in text and (text.isascii() or _SURROGATE.search(text) is None)


def cell_text(text: str) -> str | Broken | None:
    """The text of a cell without outer blanks; None when nothing is left, Broken when it is no text."""
    text = text.strip(BLANKS)
    if not text:
        return None
    return text if is_text(text) else NOT_TEXT


def header_text(text: str) -> str:
    """A header in one spelling: NFC, runs of blanks as one space, none between Chinese characters.

    `""` for what is empty or no text. Only the first 300 characters are read: longer texts are no headers.
    """
    text = text[:_LONGEST_HEADER]
    if not is_text(text):
        return ""
    text = _ZERO_WIDTH.sub("", unicodedata.normalize("NFC", text))
    return _BETWEEN_CJK.sub("", " ".join(text.split()))


def column_letters(index: int) -> str:
    """The letters of the column with the 0-based `index`, as a sheet shows them: A, B, … Z, AA, …."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def decode(data: bytes, name: str) -> str:
    """The characters of a text file: UTF-8 (with or without BOM), UTF-16 or UTF-32 with BOM, else GB18030.

    Raises SourceError for anything else, naming the byte offset (from 0), and for UTF-8 that is damaged: read
    as GB18030 it would often decode, to nonsense.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(encoding, data, name, len(bom))
    if (at := data.find(b"\x00")) >= 0:
        raise SourceError(
            f"{name}: looks like a binary file (a NUL byte at offset {at}); save it as CSV in UTF-8, or as .xlsx",
            f"{name}：像是二进制文件（偏移{at}处有NUL字节）；请另存为UTF-8编码的CSV或.xlsx",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        utf8_offset = fault.start
    if _mostly_utf8(data[max(0, utf8_offset - _AROUND) : utf8_offset + _AROUND]):
        raise SourceError(
            f"{name}: damaged UTF-8 at byte offset {utf8_offset} (line {_line_of(data, utf8_offset)}); "
            "export the file again",
            f"{name}：UTF-8编码已损坏（偏移{utf8_offset}字节，第{_line_of(data, utf8_offset)}行）；请重新导出",
        )
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as fault:
        raise SourceError(
            f"{name}: neither UTF-8 (fails at byte offset {utf8_offset}, line "
            f"{_line_of(data, utf8_offset)}) nor GB18030 (fails at byte offset {fault.start}, line "
            f"{_line_of(data, fault.start)}); save it as CSV in UTF-8",
            f"{name}：既不是UTF-8（第{_line_of(data, utf8_offset)}行起不符），也不是GB18030"
            f"（第{_line_of(data, fault.start)}行起不符）；请另存为UTF-8编码的CSV",
        ) from None


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose BOM it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _decode_as(encoding: str, data: bytes, name: str, start: int) -> str:
    """`data` after its BOM of `start` bytes, decoded strictly."""
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as fault:
        raise SourceError(
            f"{name}: begins as {encoding.upper()} but fails at byte offset {start + fault.start}; "
            "export the file again, or save it as CSV in UTF-8",
            f"{name}：开头标明为{encoding.upper()}，但偏移{start + fault.start}字节处不符；"
            "请重新导出，或另存为UTF-8编码的CSV",
        ) from None


def _line_of(data: bytes, offset: int) -> int:
    """The physical line, from 1, of the byte at `offset` in a text whose line ends are single bytes."""
    head = data[:offset]
    return head.count(b"\n") + head.count(b"\r") - head.count(b"\r\n") + 1


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 hold more whole Chinese characters of UTF-8 than faults."""
    text = data.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    return sum(character >= _LEAST_CHINESE for character in text) - faults > faults
