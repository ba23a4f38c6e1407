"""Running text with paragraphs, tables and text boxes, as documents and pages hold it, on the way to passages."""

from __future__ import annotations

from typing import Literal

from gkrules.files import grid
from gkrules.files.content import Flow, Passage, Slot

_Level = Literal["table", "row", "cell", "side"]


class Story:
    """Takes text in the order of the source; tables and side texts are passages of their own.

    Whatever is left open is closed when it has to be, so that broken nesting loses no text.
    """

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._flows: list[Flow] = [[]]
        self._tables: list[list[grid.Row]] = []
        self._done: list[Passage] = []
        self._spans: list[int] = []

    def text(self, slot: Slot, text: str) -> None:
        """Text that stands in the file."""
        self._flows[-1].append((slot, text))

    def join(self, text: str) -> None:
        """A break or blank that is seen but is no text of the file."""
        self._flows[-1].append((None, text))

    def end_paragraph(self) -> None:
        """The end of a paragraph, unless nothing has come since the last."""
        flow = self._flows[-1]
        if flow and not flow[-1][1].endswith("\n"):
            flow.append((None, "\n"))

    def open(self, level: _Level) -> None:
        """A table, a row, a cell, or a side text begins; rows and cells end those before them."""
        if level == "row":
            self._close_within("row")
            if "table" not in self._innermost():
                self.open("table")
            self._tables[-1].append([])
        elif level == "cell":
            self._close_within("cell")
            if "row" not in self._innermost():
                self.open("row")
            self._flows.append([])
            self._spans.append(1)
        elif level == "side":
            self._flows.append([])
        else:
            self._tables.append([])
        self._levels.append(level)

    def close(self, level: _Level) -> None:
        """The innermost of its kind ends, with all that is open inside; nothing where none is open."""
        if level in self._levels and (level == "side" or level in self._innermost() or level == "table"):
            while self._levels and self._pop() != level:
                continue

    def span(self, columns: int) -> None:
        """The open cell is so many columns wide."""
        if self._spans:
            self._spans[-1] = min(columns, 200)

    def passages(self) -> list[Passage]:
        """Everything, the running text first."""
        while self._levels:
            self._pop()
        flow, self._flows = self._flows[0], [[]]
        done, self._done = self._done, []
        return [Passage.of(flow), *done]

    def _innermost(self) -> list[_Level]:
        """What is open within the innermost table or side text, that one included."""
        for at in range(len(self._levels) - 1, -1, -1):
            if self._levels[at] in ("table", "side"):
                return self._levels[at:]
        return []

    def _close_within(self, level: _Level) -> None:
        if level in self._innermost():
            while self._pop() != level:
                continue

    def _pop(self) -> _Level:
        level = self._levels.pop()
        match level:
            case "cell":
                self._tables[-1][-1].append(self._flows.pop())
                self._tables[-1][-1].extend([] for _ in range(self._spans.pop() - 1))
            case "side":
                self._done.append(Passage.of(self._flows.pop()))
            case "table":
                self._done.extend(grid.passages(self._tables.pop()))
                self._flows[-1].append((None, "\n\n"))
            case "row":
                pass
        return level
