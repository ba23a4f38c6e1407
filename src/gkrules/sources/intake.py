"""Turns the rows of a source into records: headers to fields, cells to values, every row accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.records.cells import CellFault, is_blank, read_cell
from gkrules.records.model import LISTS, Blank, Field, Subject
from gkrules.records.record import UNKNOWN, Location, Record, Value, listed_days
from gkrules.sources.mapping import ColumnMapping
from gkrules.sources.rows import Broken, Row, Table

MAX_ID = 500
MAX_HEADER = 30

_LONG_NUMBER = re.compile(r"[0-9０-９]{7}")


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not judged, and why.

    `record` is what could be read of it: groups and relations must reckon with it. None where it is no record at all.
    """

    source: str
    row: int
    reason: Bilingual
    record: Record | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that could not be read and counts as unknown. The reason never quotes it."""

    source: str
    row: int
    field: str
    reason: Bilingual


@dataclass(slots=True)
class Intake:
    """What came of one source: records, rejected rows, unreadable cells.

    `read` is the number of rows; it is always `len(records) + len(rejects)`. `blanks` counts by field the empty
    cells that were read as none or as a value. `unused` are headers that no field or mapping knows,
    as they may be shown.
    """

    source: str
    subject: str
    digest: str
    read: int = 0
    records: list[Record] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    cell_errors: list[CellError] = field(default_factory=list)
    blanks: Counter[str] = field(default_factory=Counter)
    unused: tuple[str, ...] = ()


class Reader:
    """Reads the tables of one subject by its dictionary entry, a column mapping and a profile's blanks."""

    def __init__(
        self, subject: Subject, mapping: ColumnMapping | None = None, blanks: Mapping[str, Blank] | None = None
    ) -> None:
        self.subject = subject
        self.mapping = mapping or ColumnMapping()
        self.blanks = blanks or {}
        self.labels = subject.by_label()
        self.constants = {name: read_cell(subject.fields[name], raw) for name, raw in self.mapping.constants.items()}

    def recognise(self, header: str) -> bool:
        """Whether a header is known to the dictionary or the mapping."""
        return self.field_of(header) is not None or header in self.mapping.id_columns

    def field_of(self, header: str) -> Field | None:
        """The field that a header stands for; the mapping wins over the dictionary."""
        if header in self.mapping.ignore:
            return None
        name = self.mapping.columns.get(header, header)
        return self.subject.fields.get(name) or self.labels.get(name)

    def has_id(self, table: Table) -> bool:
        """Whether any column of `table` can give an id."""
        headers = _headers(table)
        if self.mapping.id_columns:
            return set(self.mapping.id_columns) <= set(headers)
        return any((found := self.field_of(header)) is not None and found.name == "id" for header in headers)

    def rivals(self, table: Table) -> tuple[str, tuple[str, ...]] | None:
        """A field for which several columns of `table` stand, and their headers; None where there is none."""
        return next(((name, headers) for name, headers in self._columns(table).items() if len(headers) > 1), None)

    def read(self, table: Table) -> Intake:
        """The records of `table`. Ids are checked for repetition later, over all sources of a run."""
        intake = Intake(table.name, self.subject.name, table.digest)
        columns = self._columns(table)
        known = {*self.mapping.id_columns, *self.mapping.ignore, "subject"}
        known.update(header for headers in columns.values() for header in headers)
        intake.unused = tuple(_shown(h) for h in _headers(table) if h not in known)
        for row in table.rows:
            intake.read += 1
            self._row(row, table, columns, intake)
        return intake

    def _columns(self, table: Table) -> dict[str, tuple[str, ...]]:
        """The headers of each field that `table` has."""
        columns: dict[str, tuple[str, ...]] = {}
        for header in _headers(table):
            item = self.field_of(header)
            if item is not None:
                columns[item.name] = (*columns.get(item.name, ()), header)
        return columns

    def _row(self, row: Row, table: Table, columns: Mapping[str, tuple[str, ...]], intake: Intake) -> None:
        record_id = self._id(row, table, columns)
        if record_id is not None and _FOOTER.match(record_id.removeprefix(self.mapping.id_prefix)):
            intake.rejects.append(Reject(table.name, row.number, _IS_FOOTER))
            return
        if record_id is not None and not (row.flaws and (table.headers is None or record_id in table.headers)):
            for flaw in row.flaws:
                intake.cell_errors.append(CellError(table.name, row.number, "*", flaw))
            intake.records.append(self._record(record_id, row, table, columns, intake))
            return
        reason = row.flaws[0] if row.flaws else _NO_ID
        apart = Intake(table.name, self.subject.name, table.digest)  # its cells are told with the row, not one by one
        intake.rejects.append(Reject(table.name, row.number, reason, self._record("", row, table, columns, apart)))

    def _record(
        self, record_id: str, row: Row, table: Table, columns: Mapping[str, tuple[str, ...]], intake: Intake
    ) -> Record:
        """The row's cells as values; what cannot be read is unknown and told in `intake`."""
        values: dict[str, Value] = {}
        malformed = set()
        for name, headers in columns.items():
            if name == "id" or name in self.constants:
                continue
            try:
                values[name] = self._cell(self.subject.fields[name], row, headers, table, intake)
            except CellFault as fault:
                values[name] = UNKNOWN
                malformed.add(name)
                if not row.flaws:
                    intake.cell_errors.append(CellError(table.name, row.number, name, fault.reason))
        values.update(self.constants)
        location = Location(table.name, row.number, row.line)
        return Record(self.subject.name, record_id, values, frozenset(malformed), location, listed_days(values))

    def _cell(self, item: Field, row: Row, headers: tuple[str, ...], table: Table, intake: Intake) -> Value:
        """The field's value; in keyed sources a key that the record lacks is unknown, and two for one field clash."""
        if table.headers is not None:
            return self._value(item, row.cells.get(headers[0]), intake)
        given = [header for header in headers if header in row.cells]
        if len(given) > 1:
            raise CellFault("同一字段填写了两次", "two keys of the record stand for this field")
        return self._value(item, row.cells[given[0]], intake) if given else UNKNOWN

    def _value(self, item: Field, raw: object, intake: Intake) -> Value:
        if isinstance(raw, Broken):
            raise CellFault(raw.reason.zh, raw.reason.en)
        if isinstance(raw, list) and not raw and item.type in LISTS:
            return ()
        if not is_blank(raw, item):
            return read_cell(item, raw)
        blank = self.blanks.get(f"{self.subject.name}.{item.name}", item.blank)
        if blank is Blank.UNKNOWN:
            return UNKNOWN
        intake.blanks[item.name] += 1
        if blank is Blank.VALUE:
            return item.blank_value  # type: ignore[return-value]
        return () if item.type in LISTS else None

    def _id(self, row: Row, table: Table, columns: Mapping[str, tuple[str, ...]]) -> str | None:
        """The row's id from its id column, or from the columns that the mapping joins."""
        parts = []
        for column in self.mapping.id_columns or columns.get("id", ()):
            raw = row.cells.get(column)
            if isinstance(raw, Broken) or is_blank(raw):
                return None
            try:
                parts.append(str(read_cell(self.subject.fields["id"], raw)))
            except CellFault:
                return None
        prefix = self.mapping.id_prefix.replace("{source}", Path(table.name.partition("#")[0]).stem)
        record_id = prefix + self.mapping.id_join.join(parts)
        return record_id if parts and len(record_id) <= MAX_ID and record_id.isprintable() else None


_FOOTER = re.compile(r"(?:合计|总计|小计|累计)\s*$|(?:填表|制表|填报|审核|负责|联系)人?\s*[：:]|(?:备?注|说明)\s*[：:]")
_IS_FOOTER = Bilingual(
    "这是合计、填表人或说明一类的表尾行，不是记录", "a total, signature or note below the table, not a record"
)
_NO_ID = Bilingual(
    "没有可用的编号：请填写编号列，或在映射文件中用id指定由哪些列组成",
    "no usable id: fill in the id column, or name the columns that make it up under id in a mapping file",
)


def _headers(table: Table) -> tuple[str, ...]:
    """The columns of a table; of a keyed source, the keys that any record has, in order of first appearance."""
    if table.headers is not None:
        return table.headers
    return tuple(dict.fromkeys(key for row in table.rows for key in row.cells))


def _shown(header: str) -> str:
    """An unknown header, or only its length where it looks like a cell: data may stand where headers should."""
    header = header.encode("utf-8", "replace").decode()
    return header if len(header) <= MAX_HEADER and not _LONG_NUMBER.search(header) else f"({len(header)} characters)"


def reject_repeated_ids(intakes: Iterable[Intake]) -> None:
    """Move every record whose id another record of its subject also has, in any source, to the rejects."""
    intakes = list(intakes)
    counts = Counter((r.subject, r.id) for intake in intakes for r in intake.records)
    first: dict[tuple[str, str], Location] = {}
    for intake in intakes:
        kept = []
        for record in intake.records:
            key = (record.subject, record.id)
            location = record.location
            assert location is not None, "records of a source have a place"
            if counts[key] == 1:
                kept.append(record)
                continue
            other = first.setdefault(key, location)
            reason = _repeated(counts[key], other)
            intake.rejects.append(Reject(location.source, location.row, reason, record))
        if len(kept) < len(intake.records):
            intake.records = kept
            intake.rejects.sort(key=lambda r: r.row)


def _repeated(count: int, first: Location) -> Bilingual:
    return Bilingual(
        f"编号重复：共{count}行使用同一编号（首次见于{first.source}第{first.row}行），均不予判定",
        f"duplicate id: {count} rows share it (first in {first.source}, row {first.row}); none of them is judged",
    )
