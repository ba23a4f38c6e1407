"""The text of a generated function: its lines, and the constants that it names but never spells out.

No word of a rule, a record or a dictionary enters the text. Everything that is not the generator's own is a constant
of the function's namespace, under a name made here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

_INDENT = "    "


class Source:
    """Lines of a function's body, with the constants and the temporaries that they use."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self.memos: list[str] = []
        self._names: dict[Hashable, str] = {}
        self._memo_of: dict[Hashable, str] = {}
        self._depth = 1
        self._temporaries = 0

    def line(self, text: str) -> None:
        """Add one line at the present depth."""
        self.lines.append(_INDENT * self._depth + text)

    @contextmanager
    def block(self, header: str | None) -> Iterator[None]:
        """A header and the indented lines under it; without a header, the lines as they are."""
        if header is None:
            yield
            return
        self.line(f"{header}:")
        self._depth += 1
        before = len(self.lines)
        try:
            yield
            if len(self.lines) == before:
                self.line("pass")
        finally:
            self._depth -= 1

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """The lines added meanwhile stand before all others."""
        rest, self.lines = self.lines, []
        yield
        self.lines += rest

    def constant(self, value: object) -> str:
        """The name under which the function finds `value`; equal values of one type share a name."""
        key: Hashable
        try:
            key = (type(value), value)
            known = self._names.get(key)
        except TypeError:
            key = ("object", id(value))
            known = self._names.get(key)
        if known is None:
            known = self._names[key] = f"c{len(self._names)}"
            self.constants[known] = value
        return known

    def temporary(self) -> str:
        """A name for a value used once, where it was assigned."""
        self._temporaries += 1
        return f"t{self._temporaries}"

    def once(self, key: Hashable, code: Callable[[], str]) -> str:
        """An expression that works `code` out when it is first needed for a record, and remembers it."""
        known = self._memo_of.get(key)
        if known is None:
            name = f"m{len(self.memos)}"
            self.memos.append(name)
            known = self._memo_of[key] = f"({name} if {name} is not ... else ({name} := {code()}))"
        return known
