"""Reading XML and HTML by position: tags, attributes, text and comments with their places in the source.

Libraries that parse markup give a tree without places and write it back in their own spelling; a masked copy has to
keep all the rest to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

from gkrules.errors import SourceError

DEEPEST = 200
"""The deepest nesting of elements that is read."""

Sort = Literal["text", "open", "close", "comment", "cdata", "raw", "other"]


@dataclass(slots=True)
class Token:
    """A tag, text, comment or section, `[start, end)` in the source; `empty` tags close themselves."""

    sort: Sort
    start: int
    end: int
    name: str = ""
    empty: bool = False


_XML = re.compile(
    r"(?P<text>[^<]++)|<(?P<close>/)?(?P<name>[^\s/>!?]++)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>"
    r"|(?P<comment><!--.*?-->)|(?P<cdata><!\[CDATA\[.*?\]\]>)|<\?.*?\?>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=>/"'<]++)\s*+(?:=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>"']++)))?+|["'=<]""")
_HTML_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_HTML_TAG_END = re.compile(r"(?:[^>\"'=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[\"'=])*+>")
_RAW = frozenset({"script", "style", "xmp", "noembed", "noframes"})


def check_xml(data: bytes, name: str, zh: str) -> None:
    """Raises SourceError unless `data` is well-formed XML in UTF-8 without document type, nested within bounds."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _broken(name, zh)
    parser = expat.ParserCreate()
    depth = 0

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise _broken(name, zh)

    def refuse(*_: object) -> None:
        raise SourceError(
            f"{name}: declares a document type or entities, which is refused; save it again from Word, Excel or WPS",
            f"{zh}：含有文档类型或实体声明，已拒绝读取；请用Word、Excel或WPS重新另存",
        )

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise too_deep(name, zh)

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise _broken(name, zh) from None


def too_deep(name: str, zh: str) -> SourceError:
    """The error for what is nested deeper than `DEEPEST`."""
    return SourceError(
        f"{name}: nested more than {DEEPEST} levels deep, which is refused", f"{zh}：嵌套超过{DEEPEST}层，已拒绝读取"
    )


def _broken(name: str, zh: str) -> SourceError:
    return SourceError(
        f"{name}: damaged (a part is no sound XML in UTF-8); open it in Word, Excel or WPS and save it again",
        f"{zh}：文件已损坏（部件不是完好的UTF-8编码XML）；请用Word、Excel或WPS打开后重新另存",
    )


def xml_tokens(text: str) -> Iterator[Token]:
    """The tokens of well-formed XML (see `check_xml`); names are without their prefix."""
    for found in _XML.finditer(text):
        if name := found["name"]:
            local = name.rpartition(":")[2]
            if found["close"]:
                yield Token("close", found.start(), found.end(), local)
            else:
                yield Token("open", found.start(), found.end(), local, text[found.end() - 2] == "/")
        elif found["text"] is not None:
            yield Token("text", found.start(), found.end())
        elif found["comment"] is not None:
            yield Token("comment", found.start() + 4, found.end() - 3)
        elif found["cdata"] is not None:
            yield Token("cdata", found.start() + 9, found.end() - 3)


def html_tokens(text: str) -> Iterator[Token]:
    """The tokens of any HTML, in linear time.

    The inside of script and style is `raw`; an unclosed tag or comment takes all that is left.
    """
    at, size = 0, len(text)
    while at < size:
        mark = text.find("<", at)
        while mark >= 0 and not (text[mark + 1 : mark + 2].isalpha() or text[mark + 1 : mark + 2] in ("/", "!", "?")):
            mark = text.find("<", mark + 1)
        if mark < 0 or mark + 1 >= size:
            yield Token("text", at, size)
            return
        if mark > at:
            yield Token("text", at, mark)
        if text.startswith("<!--", mark):
            end = text.find("-->", mark + 4)
            yield Token("comment", mark + 4, size if end < 0 else end)
            at = size if end < 0 else end + 3
            continue
        closing = text[mark + 1] == "/"
        name = _HTML_NAME.match(text, mark + 1 + closing)
        if name is None:
            end = text.find(">", mark)
            at = size if end < 0 else end + 1
            yield Token("comment", mark + 2, at - (end >= 0))
            continue
        tail = _HTML_TAG_END.match(text, name.end())
        if tail is None:
            yield Token("comment", mark + 1, size)
            return
        local, at = name[0].lower(), tail.end()
        yield Token("close" if closing else "open", mark, at, local, text[at - 2] == "/")
        if not closing and local in _RAW:
            end = _raw_end(text, local, at)
            if end > at:
                yield Token("raw", at, end, local)
            at = end


def _raw_end(text: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return found.start() if found else len(text)


def attributes(text: str, token: Token) -> Iterator[tuple[str, int, int]]:
    """Each attribute of an opening tag with a value: its name as written, and where the value stands."""
    inside = text[token.start : token.end]
    name = re.compile(r"<[^\s/>]++").match(inside)
    for found in _ATTRIBUTE.finditer(inside, name.end() if name else 1, len(inside) - 1):
        for group in (2, 3, 4):
            if found[group]:
                yield found[1], token.start + found.start(group), token.start + found.end(group)


def attribute(text: str, token: Token, wanted: str) -> str | None:
    """The source of one attribute's value, by its name without prefix; None where there is none."""
    return next((text[a:b] for name, a, b in attributes(text, token) if name.rpartition(":")[2] == wanted), None)
