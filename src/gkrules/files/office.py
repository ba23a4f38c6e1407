"""The zip archive of a Word document or workbook: its XML parts as text, refusals, and writing it changed."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.files.codec import PLAIN, SHEET, XML, Codec
from gkrules.files.content import APART, Content, Flow, Passage, Slot, Where
from gkrules.files.markup import Token, attributes, check_xml, xml_tokens
from gkrules.sources.archive import check_archive

LARGEST_PARTS = 256 * 1024**2
"""The most that the XML parts of a document may come to, in bytes."""

_XML_ENDINGS = (".xml", ".rels", ".vml", ".xhtml", ".html", ".htm", ".txt")
_TELLING = re.compile(r"[\u3400-\u9fff\uf900-\ufaff@＠]|[0-9０-９](?:[ -]?[0-9０-９]){6}")
_WORDY = re.compile(r"[\u3400-\u9fff\uf900-\ufaff@＠]")

# Attributes whose digits are looked at too; in any other only Chinese and mail addresses tell of a person.
_SPOKEN = frozenset({
    "descr", "title", "author", "initials", "displayName", "tooltip", "display", "alt", "Target", "target", "prompt",
    "promptTitle", "error", "errorTitle", "defaultValue", "displayText", "userId", "caption", "uniqueName", "userName",
    "lastEdited", "string", "formula", "comment", "description",
})  # fmt: skip
_SPOKEN_VALUES = frozenset({
    "docVar", "listItem", "alias", "default", "result", "s", "n", "c", "definedName", "property", "entry", "lvl",
})  # fmt: skip
_PERSON = frozenset({"creator", "lastModifiedBy", "Manager", "author", "lastPrinter"})
_PERSON_ATTRIBUTES = frozenset({"author", "displayName", "userName", "lastModifiedBy"})
_FIXED_NAMES = frozenset({
    ("sheet", "name"), ("definedName", "name"), ("table", "name"), ("table", "displayName"), ("bookmarkStart", "name"),
    ("style", "styleId"), ("sheetName", "val"),
})  # fmt: skip

Reader = Callable[["Package"], Iterator[Passage]]
Inner = Callable[[bytes, str, str, int], Content]
"""Reads an embedded document: its bytes, its kind, how messages call the file, and how deep it lies."""


class Package:
    """The parts of an archive that hold text, by their names."""

    def __init__(self, data: bytes, name: str, *, kind: str, read: Reader, inner: Inner, depth: int) -> None:
        check_archive(data, name)
        self.data, self.name, self.kind, self.read = data, name, kind, read
        self._inner = inner
        self.embedded: dict[str, Content] = {}
        self.parts: dict[str, str] = {}
        self.notes: list[Bilingual] = []
        self.consumed: set[tuple[str, int]] = set()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            self._refuse_macros([info.filename for info in infos])
            self._refuse_foreign([info.filename for info in infos])
            xml = [info for info in infos if info.filename.lower().endswith(_XML_ENDINGS)]
            if sum(info.file_size for info in xml) > LARGEST_PARTS:
                raise SourceError(
                    f"{name}: holds more than {LARGEST_PARTS // 1024**2} MiB of text parts; split it",
                    f"{name}：文字部件超过{LARGEST_PARTS // 1024**2} MiB；请拆分",
                )
            for info in xml:
                self._take(info.filename, archive.read(info))
            others = [info.filename for info in infos if info not in xml and not info.is_dir()]
            for part in [part for part in others if _EMBEDDED.search(part)] if depth < _DEEPEST else []:
                if archive.getinfo(part).file_size <= LARGEST_PARTS // 4:
                    self._take_apart(part, archive.read(part), depth)
        self._note_others([part for part in others if part not in self.embedded])

    def _take_apart(self, part: str, data: bytes, depth: int) -> None:
        """Look into an embedded document as into one by itself; one that cannot be read is noted."""
        with contextlib.suppress(SourceError):
            self.embedded[part] = self._inner(data, part[-4:].lower(), self.name, depth + 1)

    def _take(self, part: str, data: bytes) -> None:
        if part.lower().endswith((".xml", ".rels")) or data.lstrip().startswith(b"<?xml"):
            check_xml(data, self.name, self.name)
        elif part.lower().endswith(".vml"):
            try:
                check_xml(data, self.name, self.name)
            except SourceError:
                self._note_others([part])
                return
        try:
            self.parts[part] = data.decode("utf-8")
        except UnicodeDecodeError:
            self._note_others([part])

    def _refuse_macros(self, parts: list[str]) -> None:
        if any(
            part.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in part.lower() for part in parts
        ):
            raise SourceError(
                f"{self.name}: holds macros, which cannot be looked into; save it as .{self.kind} without macros",
                f"{self.name}：含有宏，无法检查其内容；请另存为不含宏的.{self.kind}",
            )

    def _refuse_foreign(self, parts: list[str]) -> None:
        main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[self.kind]
        if main not in parts:
            raise SourceError(
                f"{self.name}: is no {self.kind} document (its main part is missing); open it in Word, Excel or WPS "
                f"and save it as .{self.kind}",
                f"{self.name}：不是.{self.kind}文件（缺少主要部件）；请用Word、Excel或WPS打开后另存为.{self.kind}",
            )

    def _note_others(self, parts: list[str]) -> None:
        pictures = sum("/media/" in part or "thumbnail" in part.lower() for part in parts)
        rest = len(parts) - pictures - sum("printersettings" in part.lower() for part in parts)
        if pictures:
            self.notes.append(
                Bilingual(f"内有{pictures}个图片文件，图中文字未检查", f"{pictures} pictures inside were not looked at")
            )
        if rest > 0:
            self.notes.append(
                Bilingual(
                    f"内有{rest}个嵌入对象或二进制部件未检查",
                    f"{rest} embedded objects or binary parts were not looked at",
                )
            )

    def slot(
        self, part: str, token: Token, where: Where, at: str = "", *, hidden: bool = False, codec: Codec = XML
    ) -> tuple[Slot, str]:
        """The slot of a text token and what is seen of it; what has a slot is not looked at again as loose text."""
        self.consumed.add((part, token.start))
        if token.sort == "cdata":
            codec = PLAIN
        slot = Slot(part, token.start, token.end, codec, where, at, hidden)
        return slot, codec.decode(self.parts[part][token.start : token.end])

    def loose(self, where: Callable[[str, str], Where], skipped: Container[str] = ()) -> Iterator[Passage]:
        """Attributes, comments and texts of all parts that no reader has taken, where they can tell of a person."""
        for part in self.parts:
            flow: Flow = []
            element = ""
            text = self.parts[part]
            quick = _TELLING.search(text) is not None or "&#" in text
            for token in xml_tokens(text) if quick or _PERSON_PARTS.search(part) else ():
                if token.sort == "open":
                    element = token.name
                    if part not in skipped or token.name not in ("c", "row"):
                        flow += self._attributes(part, token)
                elif token.sort in ("text", "cdata", "comment") and (part, token.start) not in self.consumed:
                    seen = text[token.start : token.end]
                    codec = PLAIN if token.sort == "cdata" else SHEET if self.kind == "xlsx" else XML
                    seen = codec.decode(seen)
                    if seen.strip() and (_TELLING.search(seen) or element in _PERSON):
                        sort: Where = "comment" if token.sort == "comment" else where(part, element)
                        slot = Slot(part, token.start, token.end, codec, sort, f"{part} {element}", hidden=True)
                        flow += [(None, "姓名：" if element in _PERSON else ""), (slot, seen), (None, APART)]
                elif token.sort == "close":
                    element = ""
            if flow:
                yield Passage.of(flow)

    def _attributes(self, part: str, token: Token) -> Flow:
        flow: Flow = []
        text = self.parts[part]
        if not _TELLING.search(text, token.start, token.end) and "&#" not in text[token.start : token.end]:
            return flow
        for written, start, end in attributes(text, token):
            name = written.rpartition(":")[2]
            if written.startswith("xmlns"):
                continue
            seen = XML.decode(text[start:end])
            spoken = name in _SPOKEN or (name in ("val", "value", "v", "name") and token.name in _SPOKEN_VALUES)
            if not (_TELLING if spoken else _WORDY).search(seen):
                continue
            fixed = (token.name, name) in _FIXED_NAMES
            where: Where = "link" if part.endswith(".rels") else "name" if fixed else "attribute"
            slot = Slot(part, start, end, XML, where, f"{part} {token.name}@{name}", hidden=True, fixed=fixed)
            flow += [(None, "姓名：" if name in _PERSON_ATTRIBUTES else ""), (slot, seen), (None, APART)]
        return flow

    def content(self) -> Content:
        """The content, with that of embedded documents."""

        def passages() -> Iterator[Passage]:
            yield from self.read(self)
            for part, inner in self.embedded.items():
                for passage in inner.passages():
                    yield replace(passage, slots=tuple(_within(slot, part) for slot in passage.slots))

        parts = dict(self.parts)
        notes = dict.fromkeys(self.notes)
        for part, inner in self.embedded.items():
            parts |= {f"{part}/{name}": text for name, text in inner.parts.items()}
            notes |= dict.fromkeys(inner.notes)
        return Content(parts, passages, self._write, tuple(notes))

    def _write(self, changed: Mapping[str, str]) -> bytes:
        """The archive with some parts replaced, all others copied; a preview picture of the first page goes."""
        if not changed:
            return self.data
        made = {name: text.encode("utf-8") for name, text in changed.items() if name in self.parts}
        for part, inner in self.embedded.items():
            if own := {n[len(part) + 1 :]: text for n, text in changed.items() if n.startswith(f"{part}/")}:
                made[part] = inner.build(own)
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive, zipfile.ZipFile(out, "w") as target:
            for info in archive.infolist():
                if info.filename.lower().startswith("docprops/thumbnail"):
                    continue
                data = made[info.filename] if info.filename in made else archive.read(info)
                if info.filename == "_rels/.rels":
                    data = _THUMBNAIL.sub(b"", data)
                target.writestr(info, data, compress_type=info.compress_type)
        return out.getvalue()


def _within(slot: Slot, part: str) -> Slot:
    return replace(slot, part=f"{part}/{slot.part}", at=f"{part} {slot.at}", hidden=True)


_EMBEDDED = re.compile(r"/embeddings/[^/]+\.(?:docx|xlsx)$", re.IGNORECASE)
_DEEPEST = 2
_THUMBNAIL = re.compile(rb"<Relationship\b[^>]*?metadata/thumbnail[^>]*+>(?:</Relationship>)?")
_PERSON_PARTS = re.compile(r"^docProps/|people|persons?/|comments", re.IGNORECASE)
