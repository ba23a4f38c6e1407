"""Text and Markdown: the whole file is one passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gkrules.errors import SourceError
from gkrules.files.codec import PLAIN
from gkrules.files.content import Content, Passage, Slot
from gkrules.sources.text import decode

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip


def read_text(data: bytes, name: str) -> tuple[str, Callable[[str], bytes]]:
    """The characters of a text file, and how to write others in the same encoding, byte order mark included.

    Raises SourceError for what is no text, and for text that would not come back the same.
    """
    text = decode(data, name)
    mark, encoding = next(((bom, how) for bom, how in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    if not mark and text.encode("utf-8", "replace") != data:
        encoding = "gb18030"

    def write(changed: str) -> bytes:
        return mark + changed.encode(encoding)

    if write(text) != data:
        raise SourceError(
            f"{name}: holds characters of an encoding that cannot be written back; save it in UTF-8",
            f"{name}：含有无法原样写回的编码字符；请另存为UTF-8",
        )
    return text, write


def read_plain(data: bytes, name: str) -> Content:
    """The content of a text or Markdown file. Raises SourceError for what is no text."""
    text, write = read_text(data, name)

    def passages() -> Iterator[Passage]:
        slot = Slot("", 0, len(text), PLAIN, "line")
        yield Passage.of([(slot, PLAIN.decode(text))])

    def build(changed: Mapping[str, str]) -> bytes:
        return write(changed.get("", text))

    return Content({"": text}, passages, build)
