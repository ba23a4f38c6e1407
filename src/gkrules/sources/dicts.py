"""Records given as dicts or models, as rows of a keyed source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from pydantic import BaseModel

from gkrules.bilingual import Bilingual
from gkrules.sources.rows import Broken, RawCell, Row, Table

NAME = "records"
MAX_BITS = 1_000
_NOT_A_RECORD = Bilingual("应为字典或记录模型", "a dict or a record model is expected")
_TOO_LONG = Bilingual("数字过长", "too long a number")
_NOT_FINITE = Bilingual("不是有限的数", "not a finite number")


def tables_by_subject(records: Iterable[object], default: str | None) -> dict[str | None, Table]:
    """Rows of `records` by the subject each names under `subject`; `default` stands where it names none.

    What is neither a dict nor a model, and records without a subject, come under None with a flaw.
    """
    rows: dict[str | None, list[Row]] = {}
    for subject, row in rows_of(records, default):
        rows.setdefault(subject, []).append(row)
    return {subject: Table(NAME, _digest(found), None, tuple(found)) for subject, found in rows.items()}


def rows_of(records: Iterable[object], default: str | None) -> Iterator[tuple[str | None, Row]]:
    """The rows of `records` one by one, each with its subject, as `tables_by_subject` gives them."""
    for number, record in enumerate(records, start=1):
        cells = _cells(record)
        if cells is None:
            yield None, Row(number, None, {}, (_NOT_A_RECORD,))
            continue
        named = cells.get("subject", default)
        yield named if isinstance(named, str) else None, Row(number, None, cells)


class Digest:
    """The digest of the rows of one subject, in the order in which they came."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, row: Row) -> None:
        """Take in one more row."""
        self._hash.update(repr(sorted(row.cells.items(), key=lambda item: item[0])).encode("utf-8", "surrogatepass"))

    def text(self) -> str:
        """The digest as reports show it."""
        return f"sha256:{self._hash.hexdigest()}"


def _cells(record: object) -> dict[str, RawCell] | None:
    if isinstance(record, BaseModel):
        given = {name: getattr(record, name) for name in record.model_fields_set}
        return {"subject": getattr(type(record), "gkrules_subject", None), **dict(_raw_items(given))}
    if isinstance(record, Mapping):
        return dict(_raw_items(record))
    return None


def _raw_items(record: Mapping[Any, object]) -> Iterator[tuple[str, RawCell]]:
    for key, value in record.items():
        yield str(key), _raw(value)


def _raw(value: object) -> RawCell:
    """A Python value as a cell: exact numbers, lists for tuples and sets."""
    if isinstance(value, float):
        number = Decimal(repr(value))
        return number if number.is_finite() else Broken(_NOT_FINITE)
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, list | tuple | set | frozenset):
        return [_raw(member) for member in (sorted(value, key=repr) if isinstance(value, set | frozenset) else value)]
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        return Broken(_TOO_LONG)
    if isinstance(value, BaseModel):
        return _raw(value.model_dump(exclude_none=True))
    if isinstance(value, Mapping):
        return dict(_raw_items(value))
    return cast("RawCell", value)


def _digest(rows: list[Row]) -> str:
    digest = Digest()
    for row in rows:
        digest.add(row)
    return digest.text()
