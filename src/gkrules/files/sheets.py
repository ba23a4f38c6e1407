"""Workbooks (.xlsx): cells of all sheets, hidden ones too, as tables; shared strings, notes and what stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from posixpath import join, normpath

from gkrules.files import grid
from gkrules.files.cells import Numbers
from gkrules.files.codec import PLAIN, SHEET, XML
from gkrules.files.content import APART, Flow, Passage, Slot, Where
from gkrules.files.markup import Token, attribute, xml_tokens
from gkrules.files.office import Package

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LITERAL = re.compile(r'"(?:[^"]|"")*+"')
_BESIDE: tuple[tuple[re.Pattern[str], Where], ...] = (
    (re.compile(r"xl/(?:comments|threadedComments/threadedComment)[^/]*\.xml|xl/comments/[^/]+\.xml"), "comment"),
    (re.compile(r"xl/drawings/.*\.(?:xml|vml)"), "text_box"),
    (re.compile(r"xl/(?:charts|chartsheets|diagrams)/.*\.xml"), "chart"),
    (re.compile(r"docProps/.*"), "property"),
    (re.compile(r".*\.rels"), "link"),
    (re.compile(r"xl/worksheets/.*"), "header_footer"),
    (re.compile(r"xl/workbook\.xml"), "name"),
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def passages(package: Package) -> Iterator[Passage]:
    """All passages of the workbook, those of its hidden parts last."""
    strings = _Strings(package)
    numbers = Numbers.of(package.parts.get("xl/styles.xml", ""), package.parts["xl/workbook.xml"])
    sheets = list(_sheets(package))
    for sheet in sheets:
        yield from _Reader(package, sheet, strings, numbers).passages()
    yield from strings.left_over()
    for part in package.parts:
        if _where(part) in ("comment", "text_box", "chart"):
            yield from _texts(package, part)
    yield from package.loose(_loose_where, frozenset(sheet.part for sheet in sheets))


def _where(part: str) -> Where:
    return next((where for pattern, where in _BESIDE if pattern.fullmatch(part)), "other")


def _loose_where(part: str, element: str) -> Where:
    if element in ("f", "formula", "formula1", "formula2"):
        return "formula"
    if part.startswith("xl/worksheets/") and not element.startswith(("odd", "even", "first")):
        return "other"
    return _where(part)


def _sheets(package: Package) -> Iterator[_Sheet]:
    """The sheets of the workbook, and sheets of the archive that it does not list."""
    workbook, rels = package.parts["xl/workbook.xml"], package.parts.get("xl/_rels/workbook.xml.rels", "")
    targets = {}
    for token in xml_tokens(rels):
        if token.sort == "open" and token.name == "Relationship":
            target = XML.decode(attribute(rels, token, "Target") or "")
            path = target[1:] if target.startswith("/") else normpath(join("xl", target))
            targets[attribute(rels, token, "Id") or ""] = path
    seen = set()
    for token in xml_tokens(workbook):
        if token.sort == "open" and token.name == "sheet":
            part = targets.get(attribute(workbook, token, "id") or "", "")
            if part in package.parts and part not in seen:
                seen.add(part)
                hidden = (attribute(workbook, token, "state") or "visible") != "visible"
                yield _Sheet(XML.decode(attribute(workbook, token, "name") or ""), part, hidden)
    for part in package.parts:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", part) and part not in seen:
            yield _Sheet(part, part, hidden=True)


class _Strings:
    """The shared strings: the runs of each, its phonetic guide, and which of them cells show."""

    part = "xl/sharedStrings.xml"

    def __init__(self, package: Package) -> None:
        self.package = package
        self.items: list[list[Token]] = []
        self.guides: list[list[Token]] = []
        self.used: set[int] = set()
        inside, guide = "", False
        for token in xml_tokens(package.parts.get(self.part, "")):
            if token.sort == "open":
                if token.name == "si":
                    self.items.append([])
                    self.guides.append([])
                elif token.name == "rPh":
                    guide = not token.empty
                inside = "" if token.empty else token.name
            elif token.sort == "close":
                inside = ""
                if token.name == "rPh":
                    guide = False
            elif token.sort in ("text", "cdata") and inside == "t" and self.items:
                (self.guides if guide else self.items)[-1].append(token)
                package.consumed.add((self.part, token.start))

    def flow(self, index: int, at: str, *, hidden: bool, where: Where = "cell") -> Flow:
        """What the string `index` shows in the cell `at`."""
        if not 0 <= index < len(self.items):
            return []
        self.used.add(index)
        return [self._run(token, where, at, hidden=hidden) for token in self.items[index]]

    def left_over(self) -> Iterator[Passage]:
        """Strings that no cell shows, and phonetic guides."""
        flow: Flow = []
        for index in range(len(self.items)):
            if index not in self.used:
                flow += [*self.flow(index, f"#{index}", hidden=True, where="unused"), (None, APART)]
            if self.guides[index]:
                flow += [self._run(token, "phonetic", f"#{index}", hidden=True) for token in self.guides[index]]
                flow.append((None, APART))
        yield Passage.of(flow)

    def _run(self, token: Token, where: Where, at: str, *, hidden: bool) -> tuple[Slot, str]:
        codec = PLAIN if token.sort == "cdata" else SHEET
        slot = Slot(self.part, token.start, token.end, codec, where, at, hidden)
        return slot, codec.decode(self.package.parts[self.part][token.start : token.end])


class _Reader:
    """Reads one sheet from top to bottom."""

    def __init__(self, package: Package, sheet: _Sheet, strings: _Strings, numbers: Numbers) -> None:
        self.package, self.sheet, self.strings, self.numbers = package, sheet, strings, numbers
        self.source = package.parts[sheet.part]
        self.formulas: Flow = []
        self.hidden_columns: list[tuple[int, int]] = []

    def passages(self) -> Iterator[Passage]:
        """The cells as a table, then the formulas."""
        yield from grid.passages(self._rows())
        yield Passage.of(self.formulas)
        self.formulas = []

    def _rows(self) -> Iterator[grid.Row]:
        self.formulas = []
        row: grid.Row = []
        number, hidden = 0, False
        cell: _Cell | None = None
        inside, guide = "", False
        for token in xml_tokens(self.source):
            if token.sort == "open":
                inside = "" if token.empty else token.name
                if token.name == "row":
                    row, number = [], int(attribute(self.source, token, "r") or number + 1)
                    hidden = attribute(self.source, token, "hidden") in ("1", "true")
                elif token.name == "c":
                    cell = self._cell(token, len(row), number, hidden=hidden)
                    if token.empty:
                        cell = None
                elif token.name == "rPh":
                    guide = True
                elif token.name == "col" and attribute(self.source, token, "hidden") in ("1", "true"):
                    bounds = (attribute(self.source, token, "min") or "1", attribute(self.source, token, "max") or "1")
                    self.hidden_columns.append((int(bounds[0]), int(bounds[1])))
            elif token.sort == "close":
                inside = ""
                if token.name == "c" and cell is not None:
                    flow = self._shown(cell, token.end)
                    if flow and cell.column < 16_384:
                        row.extend([] for _ in range(cell.column - len(row)))
                        row.append(flow)
                    cell = None
                elif token.name == "row":
                    yield row
                elif token.name == "rPh":
                    guide = False
            elif token.sort in ("text", "cdata") and cell is not None and not guide:
                if inside in ("v", "t"):
                    cell.texts.append(token)
                elif inside == "f":
                    cell.formula = token

    def _cell(self, token: Token, column: int, row: int, *, hidden: bool) -> _Cell:
        reference = _REFERENCE.fullmatch(attribute(self.source, token, "r") or "")
        if reference is not None:
            column = 0
            for letter in reference[1]:
                column = column * 26 + ord(letter) - 64
            column -= 1
        at = f"{self.sheet.name}!{reference[0] if reference else f'R{row}C{column + 1}'}"
        hidden = hidden or self.sheet.hidden or any(a <= column + 1 <= b for a, b in self.hidden_columns)
        sort = attribute(self.source, token, "t") or "n"
        style = attribute(self.source, token, "s") or "0"
        return _Cell(token, at, column, sort, int(style) if style.isdigit() else 0, hidden)

    def _shown(self, cell: _Cell, end: int) -> Flow:
        """What the cell shows, with its slots."""
        part = self.sheet.part
        if cell.formula is not None:
            self._formula(cell.formula, cell)
        source = "".join(self.source[t.start : t.end] for t in cell.texts)
        if cell.sort == "s":
            self.package.consumed.update((part, t.start) for t in cell.texts)
            index = source.strip()
            return self.strings.flow(int(index), cell.at, hidden=cell.hidden) if index.isdigit() else []
        if cell.sort in ("inlineStr", "str"):
            return [self.package.slot(part, t, "cell", cell.at, hidden=cell.hidden, codec=SHEET) for t in cell.texts]
        self.package.consumed.update((part, t.start) for t in cell.texts)
        if cell.sort in ("b", "e") or not source.strip():
            return []
        shown = self.numbers.shown(source.strip(), cell.style)
        if sum(map(str.isdigit, shown)) < 6:
            return [(None, shown)]
        slot = Slot(part, cell.opening.start, end, self.numbers.as_text, "cell", cell.at, cell.hidden, seen=shown)
        return [(slot, shown)]

    def _formula(self, token: Token, cell: _Cell) -> None:
        """The texts in quotation marks can be masked; the rest of a formula cannot."""
        slot, seen = self.package.slot(self.sheet.part, token, "formula", cell.at, hidden=True)
        fixed = replace(slot, fixed=True)
        places = [*slot.codec.places(self.source[token.start : token.end]), token.end - token.start]
        at = 0
        for literal in _LITERAL.finditer(seen):
            first, last = literal.start() + 1, literal.end() - 1
            inner = replace(slot, start=slot.start + places[first], end=slot.start + places[last])
            self.formulas += [(fixed, seen[at:first]), (inner, seen[first:last])]
            at = last
        self.formulas += [(fixed, seen[at:]), (None, APART)]


@dataclass(slots=True)
class _Cell:
    opening: Token
    at: str
    column: int
    sort: str
    style: int
    hidden: bool
    texts: list[Token] = field(default_factory=list)
    formula: Token | None = None


def _texts(package: Package, part: str) -> Iterator[Passage]:
    """The texts of notes, drawings and charts: the runs of a paragraph or note joined."""
    flow: Flow = []
    inside = ""
    source = package.parts[part]
    for token in xml_tokens(source):
        if token.sort == "open":
            inside = "" if token.empty else token.name
        elif token.sort == "close":
            inside = ""
            if token.name in ("p", "comment", "si", "div", "threadedComment", "pt"):
                flow.append((None, "\n" if token.name == "p" else APART))
        elif token.sort in ("text", "cdata") and inside in ("t", "text", "v", "font", "div"):
            flow.append(package.slot(part, token, _where(part), part, hidden=True))
    yield Passage.of(flow)
