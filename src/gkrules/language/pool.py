"""Frozen values as JSON and back: dataclasses, enums, days, fractions and collections, each distinct value once.

The text of a value is a list of kinds, a list of scalars, and rows. A row is the number of a kind and the numbers of
its parts among the scalars and the rows before it, so that reading is one loop. The last row is the value. A new
dataclass or enum of gkrules needs no code here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from importlib import import_module
from typing import Any

Pooled = dict[str, list[Any]]
"""`kinds`, `scalars` and `rows`, ready for JSON."""

_PACKAGE = "gkrules."
_FILE = "file"


def pooled(value: object, files: Mapping[str, str]) -> Pooled:
    """`value` as lists. `files` gives, for texts that name a file, the name that does not depend on where it stands.

    Raises TypeError for a value of another sort, such as a list or a float.
    """
    pool = _Pool(files)
    pool.add(value)
    shift = len(pool.scalars)
    rows = [[kind, *(ref if ref >= 0 else shift - ref - 1 for ref in refs)] for kind, *refs in pool.rows]
    return {"kinds": list(pool.kinds), "scalars": [value for _, value in pool.scalars], "rows": rows}


def unpooled(pool: Pooled, place: Callable[[str], str]) -> Any:
    """The value that `pooled` wrote; `place` gives the text that names a file here.

    Raises LookupError, TypeError, ValueError, AttributeError or ImportError for lists that this code did not write.
    """
    makers = [_BUILT_IN.get(kind) or (place if kind == _FILE else _own_class(kind)) for kind in pool["kinds"]]
    values: list[Any] = pool["scalars"]
    for kind, *refs in pool["rows"]:
        values.append(makers[kind](*[values[ref] for ref in refs]))
    return values[-1]


class _Pool:
    """Collects distinct values. A reference below zero is a row, any other a scalar."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.kinds: dict[str, int] = {}
        self.scalars: dict[tuple[type, Any], int] = {}
        self.rows: dict[tuple[int, ...], int] = {}

    def add(self, value: Any) -> int:
        """The reference of `value`."""
        if isinstance(value, Enum):
            return self._row(_class_name(type(value)), [value.value])
        if isinstance(value, str) and value in self.files:
            return self._row(_FILE, [self.files[value]])
        if value is None or type(value) in (str, int, bool):
            return self.scalars.setdefault((type(value), value), len(self.scalars))
        if is_dataclass(value):
            return self._row(_class_name(type(value)), [getattr(value, f.name) for f in fields(value) if f.init])
        if type(value) is date:
            return self._row("date", [value.isoformat()])
        if type(value) is Fraction:
            return self._row("fraction", [value.numerator, value.denominator])
        if type(value) is tuple:
            return self._row("tuple", value)
        if type(value) is frozenset:
            return self._row("set", sorted(value))
        if type(value) is dict:
            return self._row("mapping", [part for entry in value.items() for part in entry])
        raise TypeError(f"{type(value).__name__} cannot be kept as JSON")

    def _row(self, kind: str, parts: Iterable[object]) -> int:
        number = self.kinds.setdefault(kind, len(self.kinds))
        row = (number, *(self.add(part) for part in parts))
        return -1 - self.rows.setdefault(row, len(self.rows))


def _class_name(cls: type) -> str:
    if not cls.__module__.startswith(_PACKAGE):
        raise TypeError(f"{cls.__name__} is no class of gkrules")
    return f"{cls.__module__}:{cls.__qualname__}"


def _own_class(name: str) -> Callable[..., Any]:
    module, _, qualname = name.partition(":")
    if not module.startswith(_PACKAGE):
        raise LookupError(f"{name} is no class of gkrules")
    found: Any = getattr(import_module(module), qualname)
    if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, Enum)):
        raise LookupError(f"{name} is neither a dataclass nor an enum")
    return found


_BUILT_IN: Mapping[str, Callable[..., Any]] = {
    "date": date.fromisoformat,
    "fraction": Fraction,
    "tuple": lambda *parts: parts,
    "set": lambda *parts: frozenset(parts),
    "mapping": lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
}
