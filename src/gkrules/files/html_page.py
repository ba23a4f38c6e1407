"""HTML: visible text with its tables, and what is not seen: attributes, comments, scripts, hidden text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gkrules.files.codec import HTML, SCRIPT, XML
from gkrules.files.content import APART, Content, Flow, Passage, Slot
from gkrules.files.json_text import json_within
from gkrules.files.markup import attribute, attributes, html_tokens
from gkrules.files.plain import read_text
from gkrules.files.story import Story

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select", "summary", "textarea",
    "title", "ul",
})  # fmt: skip
_KEPT = frozenset({"pre", "textarea"})
_TABLE = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_MACHINE = frozenset({"class", "id", "style", "integrity", "nonce", "d", "points", "viewbox", "transform", "charset"})


def read_html(data: bytes, name: str) -> Content:
    """The content of an HTML page. Raises SourceError for what is no text."""
    text, write = read_text(data, name)

    def passages() -> Iterator[Passage]:
        yield from _passages(text)

    def build(changed: Mapping[str, str]) -> bytes:
        return write(changed.get("", text))

    return Content({"": text}, passages, build)


def _passages(text: str) -> Iterator[Passage]:
    story = Story()
    aside: list[Passage] = []
    behind: Flow = []
    kept = 0  # open elements whose blanks and line breaks are seen
    data = False  # within a script that holds JSON
    for token in html_tokens(text):
        match token.sort:
            case "text":
                codec = XML if kept else HTML
                slot = Slot("", token.start, token.end, codec, "paragraph")
                story.text(slot, codec.decode(text[token.start : token.end]))
            case "open":
                kept += token.name in _KEPT
                data = token.name == "script" and "json" in (attribute(text, token, "type") or "").lower()
                _opened(
                    story, token.name, int_of(attribute(text, token, "colspan")) if token.name in ("td", "th") else 1
                )
                for written, start, end in attributes(text, token):
                    if written.lower() not in _MACHINE and not written.lower().startswith(("xmlns", "on")):
                        slot = Slot("", start, end, HTML, "attribute", f"{token.name}@{written.lower()}")
                        behind += [(slot, HTML.decode(text[start:end])), (None, APART)]
            case "close":
                kept = max(0, kept - (token.name in _KEPT))
                if token.name in _TABLE:
                    _close(story, token.name)
                elif token.name in _BLOCKS and token.name != "dt":
                    story.end_paragraph()
            case "comment":
                slot = Slot("", token.start, token.end, HTML, "comment", hidden=True)
                aside.append(Passage.of([(slot, HTML.decode(text[token.start : token.end]))]))
            case "raw":
                if data and (inside := json_within(text, token.start, token.end)) is not None:
                    aside += inside
                    continue
                slot = Slot("", token.start, token.end, SCRIPT, "script", hidden=True)
                aside.append(Passage.of([(slot, SCRIPT.decode(text[token.start : token.end]))]))
    yield from story.passages()
    yield Passage.of(behind)
    yield from aside


def _opened(story: Story, name: str, span: int) -> None:
    match _TABLE.get(name):
        case "table":
            story.open("table")
        case "row":
            story.open("row")
        case "cell":
            story.open("cell")
            story.span(span)
        case _:
            if name == "dd":
                story.join("：")
            elif name in _BLOCKS:
                story.end_paragraph()


def _close(story: Story, name: str) -> None:
    match _TABLE[name]:
        case "table":
            story.close("table")
        case "row":
            story.close("row")
        case _:
            story.close("cell")


def int_of(text: str | None) -> int:
    """A count from an attribute; 1 where there is none, or none that makes sense."""
    return max(1, min(int(text), 200)) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1
