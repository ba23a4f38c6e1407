"""From templates to documents: `<type:form#key>` becomes an invented value, marked when it is personal data."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from corpus import values

PLACE = re.compile(r"<(\w+)(?::(\w+))?(?:#(\w+))?>")
Half = Literal["train", "test"]


class Mark(NamedTuple):
    """One labelled span: half open, in code points, with its type and the form it is written in."""

    start: int
    end: int
    type: str
    form: str


@dataclass(frozen=True, slots=True)
class Document:
    """One invented document: its text, the personal data in it and the template it came from."""

    text: str
    marks: tuple[Mark, ...]
    genre: str
    template: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A running text; several paragraphs joined by line breaks."""

    genre: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A list: what stands before it, its header, one row as templates, what follows, and the styles it is written in."""

    genre: str
    before: str
    header: tuple[str, ...]
    row: tuple[str, ...]
    after: str = ""
    styles: tuple[str, ...] = ("csv", "tab", "pipe", "aligned")
    odd_row: tuple[str, ...] = ()
    rows: tuple[int, int] = (2, 9)


Template = Prose | Table


@dataclass(slots=True)
class Writer:
    """Collects text and marks; `values` remembers keyed values of one document or one row."""

    rng: random.Random
    parts: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def fill(self, template: str, known: dict[str, tuple[str, str]], *, cell: bool = False) -> None:
        at = 0
        for place in PLACE.finditer(template):
            self.add(template[at : place.start()])
            at = place.end()
            kind, form, key = place.groups()
            if kind in values.MAKERS:
                self._mark(kind, form, key, known, cell=cell)
            else:
                self.add(self._plain(kind, key, known))
        self.add(template[at:])

    def _plain(self, kind: str, key: str | None, known: dict[str, tuple[str, str]]) -> str:
        if key and key in known:
            return known[key][0]
        maker = values.PLAIN.get(kind)
        value = maker(self.rng) if maker else values.masked(self.rng, kind)
        if key:
            known[key] = (value, "")
        return value

    def _mark(
        self, kind: str, form: str | None, key: str | None, known: dict[str, tuple[str, str]], *, cell: bool
    ) -> None:
        if key and key in known:
            value, form = known[key]
        else:
            forms = values.CELL_FORMS.get(kind, ()) if cell else ()
            form = form or self.rng.choice(forms or values.FORMS[kind])
            value = values.MAKERS[kind](self.rng, form)
            if key:
                known[key] = (value, form)
        start = self.length
        self.add(value)
        self.marks.append(Mark(start, self.length, values.TYPE.get(kind, kind), form))


def build(template: Template, rng: random.Random, name: str) -> Document:
    writer = Writer(rng)
    if isinstance(template, Prose):
        writer.fill(template.text, {})
    else:
        _table(template, writer, rng)
    return Document("".join(writer.parts), tuple(writer.marks), template.genre, name)


def _table(table: Table, writer: Writer, rng: random.Random) -> None:
    style = rng.choice(table.styles)
    if table.before:
        writer.fill(table.before + "\n", {})
    rows: list[list[tuple[str, tuple[Mark, ...]]]] = [[(h, ()) for h in table.header]]
    for _ in range(rng.randint(*table.rows)):
        row = table.odd_row if table.odd_row and rng.random() < 0.3 else table.row
        known: dict[str, tuple[str, str]] = {}
        cells = []
        for template in row:
            inner = Writer(rng)
            inner.fill(template.replace("<row>", str(len(rows))), known, cell=True)
            cells.append(("".join(inner.parts), tuple(inner.marks)))
        rows.append(cells)
    widths = [max(_width(r[i][0]) for r in rows) + rng.choice([2, 2, 3, 4]) for i in range(len(table.header))]
    for cells in rows:
        for i, (text, marks) in enumerate(cells):
            _cell(writer, style, i, text, marks, widths[i] if i < len(cells) - 1 else 0)
        writer.add("|\n" if style == "pipe" else "\n")
        if style == "pipe" and cells is rows[0]:
            writer.add("|" + "---|" * len(cells) + "\n")
    if table.after:
        writer.fill(table.after, {})


def _cell(writer: Writer, style: str, place: int, text: str, marks: tuple[Mark, ...], width: int) -> None:
    lead = {"pipe": "| ", "csv": "," if place else "", "tab": "\t" if place else "", "aligned": ""}[style]
    writer.add(lead)
    shown, shift = text, 0
    if style == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="").writerow([text])
        shown = buffer.getvalue()
        shift = int(shown != text)
    for mark in marks:
        writer.marks.append(
            Mark(writer.length + shift + mark.start, writer.length + shift + mark.end, mark.type, mark.form)
        )
    writer.add(shown)
    if style == "pipe":
        writer.add(" ")
    elif style == "aligned":
        writer.add(" " * max(width - _width(text), 0))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def corpus(half: Half, count: int, seed: int = 1) -> list[Document]:
    """`count` documents of one half, every template in turn; the same for the same seed."""
    if half == "train":
        from corpus.training_half import TEMPLATES
    else:
        from corpus.test_half import TEMPLATES
    rng = random.Random(f"{half}-{seed}")
    return [build(TEMPLATES[i % len(TEMPLATES)], rng, f"{half}-{i % len(TEMPLATES)}") for i in range(count)]
