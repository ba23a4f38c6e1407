"""Tables as the detectors read them: rows of cells become lines, a form becomes labels with values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from gkrules.detectors.columns import kind_of
from gkrules.files.content import Flow, Passage

Row = list[Flow]
BLOCK = 5_000
"""So many rows of a table are examined at a time, the first block with its header among them."""

_TOP = 10
_PROSE = 24
_FEWEST_BOXES = 6
_FLAT = str.maketrans(
    {"\t": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "\x85": " ", "\u2028": " ", "\u2029": " "}
)
_HEAD_FLAT = _FLAT | str.maketrans({"|": "/", ":": " ", "：": " "})


def passages(rows: Iterable[Row], *, headed: bool = False) -> Iterator[Passage]:
    """The passages of a table, some thousand rows at a time, each under the header again.

    `headed`: the first row is certainly a header, as the keys of records are.
    """
    left = iter(rows)
    header: Row | None = None
    form = False
    while block := [row for row in islice(left, BLOCK) if any(_text(cell).strip() for cell in row)]:
        if header is None:
            form = not headed and _is_form(block)
            yield from (_form(block),) if form else (_table(block, headed=headed),)
            header = [] if form else next((row for row in block[:_TOP] if headed or _heads(row)), [])
        elif not header:
            yield _form(block) if form else _table(block, headed=False)
        else:
            told: Row = [[(None, _text(cell))] for cell in header]
            yield _table([told, *block], headed=headed)
        for row in block:
            yield from _boxes(row)
            for cell in row:
                text = _text(cell)
                if len(text) > _PROSE or ("\n" in text.strip() and len(text) > _PROSE // 2):
                    yield Passage.of(cell)


def _text(cell: Flow) -> str:
    return cell[0][1] if len(cell) == 1 else "".join([text for _, text in cell])


def _heads(row: Row) -> bool:
    kinds = [kind_of(_text(cell).strip()) if len(_text(cell)) <= 20 else "" for cell in row]
    return sum(map(bool, kinds)) >= 2


def _table(rows: list[Row], *, headed: bool) -> Passage:
    """Rows as lines of equally many cells between tabs; columns without any text are left out.

    The detectors want two known headers and half of all; where the headers are certain, and for a list of one column,
    known ones are put before them.
    """
    width = max(map(len, rows))
    used = [i for i in range(width) if any(i < len(row) and _text(row[i]).strip() for row in rows)]
    first = [_text(cell).strip() for cell in rows[0]]
    lone = len(used) == 1 and used[0] < len(first) and bool(kind_of(first[used[0]]))
    extra = max(2, len(used)) if headed or lone else 0
    flow: Flow = []
    for number, row in enumerate(rows):
        flat = _HEAD_FLAT if (number < _TOP and _heads(row)) or (headed and number == 0) else _FLAT
        flow.append((None, ("序号\t" if number == 0 else "1\t") * extra))
        for place, column in enumerate(used):
            if place:
                flow.append((None, "\t"))
            if column < len(row):
                flow += [(slot, text if text.isalnum() else text.translate(flat)) for slot, text in row[column]]
        flow.append((None, "\n"))
    return Passage.of(flow)


def _is_form(rows: list[Row]) -> bool:
    """Whether labels and values alternate in the rows, as in a form to fill in, rather than stand under a header."""
    for row in rows[:5]:
        texts = [text for text in (_text(cell).strip() for cell in row) if text]
        if len(texts) < 2 or len(texts) % 2:
            continue
        labels = [len(text) <= 14 and bool(kind_of(text)) for text in texts]
        if labels[0] and not labels[1] and not any(labels[1::2]) and sum(labels[::2]) * 2 >= len(labels[::2]):
            return len(rows) < 40 or len(texts) == 2
    return False


def _form(rows: list[Row]) -> Passage:
    flow: Flow = []
    for row in rows:
        cells = [cell for cell in row if _text(cell).strip()]
        label = True
        for cell in cells:
            text = _text(cell).strip()
            known = len(text) <= 14 and bool(kind_of(text))
            flow += [(slot, piece.translate(_FLAT)) for slot, piece in cell]
            named = label and (known or len(text) <= 10) and cell is not cells[-1]
            flow.append((None, "：" if named else "\n"))
            label = not named
        if cells:
            flow.append((None, "\n"))
    return Passage.of(flow)


def _boxes(row: Row) -> Iterator[Passage]:
    """A number written with one character to a cell, joined, with the cell before it as its label."""
    at = 0 if len(row) >= _FEWEST_BOXES else len(row)
    while at < len(row):
        end = at
        while end < len(row) and len(_text(row[end]).strip()) == 1:
            end += 1
        if end - at >= _FEWEST_BOXES:
            flow: Flow = [(None, _text(row[at - 1]).strip() + "：")] if at else []
            for cell in row[at:end]:
                flow += [(slot, text) for slot, text in cell if text.strip()]
            yield Passage.of(flow)
        at = max(end, at + 1)
