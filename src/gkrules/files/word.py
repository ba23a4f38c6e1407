"""Word documents (.docx): paragraphs and tables of every part, with what is hidden, deleted or beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gkrules.files.content import Flow, Passage, Where
from gkrules.files.html_page import int_of
from gkrules.files.markup import attribute, xml_tokens
from gkrules.files.office import Package
from gkrules.files.story import Story

_STORIES: tuple[tuple[re.Pattern[str], Where], ...] = (
    (re.compile(r"word/document\d*\.xml"), "paragraph"),
    (re.compile(r"word/(?:header|footer)\d*\.xml"), "header_footer"),
    (re.compile(r"word/(?:footnotes|endnotes)\d*\.xml"), "note"),
    (re.compile(r"word/comments\d*\.xml"), "comment"),
    (re.compile(r"word/glossary/document\.xml"), "other"),
    (re.compile(r"word/(?:charts|diagrams)/[^/]+\.xml"), "chart"),
)
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_JOINS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def passages(package: Package) -> Iterator[Passage]:
    """All passages of the document, those of its hidden parts last."""
    for part in package.parts:
        where = _where(part)
        if where != "other" or "glossary" in part:
            yield from _story(package, part, where)
    yield from package.loose(_loose_where)


def _where(part: str) -> Where:
    return next((where for pattern, where in _STORIES if pattern.fullmatch(part)), "other")


def _loose_where(part: str, _element: str) -> Where:
    if part.startswith("docProps/"):
        return "property"
    if part.endswith(".rels"):
        return "link"
    return _where(part)


def _story(package: Package, part: str, where: Where) -> Iterator[Passage]:
    """The passages of one part. Text runs of a paragraph are joined as they are read."""
    text, story = package.parts[part], Story()
    codes: Flow = []
    number, inside, hidden = 0, "", False
    sides = 0
    for token in xml_tokens(text):
        name = token.name
        if token.sort == "open":
            inside = "" if token.empty else name
            if name == "p" and not token.empty:
                number += 1
            elif name == "r":
                hidden = False
            elif name == "vanish" and attribute(text, token, "val") not in ("0", "false", "off"):
                hidden = True
            elif name in _JOINS and token.empty:
                story.join(_JOINS[name])
            elif name == "gridSpan":
                story.span(int_of(attribute(text, token, "val")))
            elif name == "txbxContent" and not token.empty:
                sides += 1
                story.open("side")
            elif name == "tbl" and not token.empty:
                story.open("table")
            elif name == "tr" and not token.empty:
                story.open("row")
            elif name == "tc" and not token.empty:
                story.open("cell")
        elif token.sort in ("text", "cdata"):
            if inside in _TEXTS:
                sort: Where = "text_box" if sides else where
                if inside == "delText":
                    sort = "deleted"
                elif inside in ("instrText", "delInstrText"):
                    sort = "field"
                slot, seen = package.slot(part, token, sort, f"{part} ¶{number}", hidden=hidden or inside != "t")
                if sort == "field":
                    codes.append((slot, seen))
                else:
                    story.text(slot, seen)
        elif token.sort == "close":
            inside = ""
            if name == "p":
                story.end_paragraph()
                if codes and codes[-1][1] != "\n":
                    codes.append((None, "\n"))
            elif name == "txbxContent":
                sides -= 1
                story.close("side")
            elif name == "tbl":
                story.close("table")
            elif name == "tr":
                story.close("row")
            elif name == "tc":
                story.close("cell")
    yield from story.passages()
    yield Passage.of(codes)
