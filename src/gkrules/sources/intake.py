"""Turns the rows of a source into records: headers to fields, cells to values, every row accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.records.cells import CellFault, is_blank, read_cell
from gkrules.records.dictionary import dictionary
from gkrules.records.model import LISTS, Blank, Field, FieldType, Subject
from gkrules.records.record import UNKNOWN, Location, Record, Value, listed_days
from gkrules.sources.front_matter import BODY
from gkrules.sources.keyed import SUBJECT
from gkrules.sources.mapping import ColumnMapping
from gkrules.sources.rows import Broken, RawCell, Row, Table

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


Headed = tuple[str, tuple[str, ...]]
"""A field and the headers that stand for it."""


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
        """Whether any column of `table` can give an id, or its rows have names of their own."""
        headers = headers_of(table)
        if not headers or any(row.name is not None for row in islice(table.rows, 1)):
            return True
        if self.mapping.id_columns:
            return set(self.mapping.id_columns) <= set(headers)
        return any((found := self.field_of(header)) is not None and found.name == "id" for header in headers)

    def rivals(self, table: Table) -> tuple[str, tuple[str, ...]] | None:
        """A field for which several columns of `table` stand, and their headers; None where there is none."""
        by_field = self._by_field(headers_of(table))
        return next(((name, headers) for name, headers in by_field.items() if len(headers) > 1), None)

    def read(self, table: Table) -> Intake:
        """The records of `table`. Ids are checked for repetition later, over all sources of a run."""
        intake = Intake(table.name, self.subject.name, table.digest)
        headers = headers_of(table)
        intake.unused = self.unused(headers, _implied(table, self.subject))
        columns = self.columns(headers, keyed=table.headers is None)
        for row in table.rows:
            intake.read += 1
            self.take(row, table, columns, intake)
        return intake

    def unused(self, headers: tuple[str, ...], implied: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The headers that neither the dictionary nor the mapping knows, nor `implied` names, as they may be shown."""
        known = {*self.mapping.id_columns, *self.mapping.ignore, SUBJECT, *implied}
        return tuple(_shown(h) for h in headers if h not in known and self.field_of(h) is None)

    def columns(self, headers: tuple[str, ...], *, keyed: bool, known: dict[Headed, Column] | None = None) -> Columns:
        """The columns that `headers` make. Those in `known` are used again, and new ones added to it."""
        known = {} if known is None else known
        by_field = self._by_field(headers)
        columns = []
        for name, own in by_field.items():
            if name == "id" or name in self.constants:
                continue
            item = self.subject.fields[name]
            column = known.get((name, own)) or Column(item, own, self._blank(item))
            known[name, own] = column
            columns.append((name, column))
        return Columns(self.mapping.id_columns or by_field.get("id", ()), columns, keyed=keyed)

    def _by_field(self, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The headers of each field, in the order of `names`."""
        columns: dict[str, tuple[str, ...]] = {}
        for header in names:
            item = self.field_of(header)
            if item is not None:
                columns[item.name] = (*columns.get(item.name, ()), header)
        return columns

    def _blank(self, item: Field) -> tuple[Value, bool]:
        """What an empty cell of the field is, and whether it is counted as read so."""
        blank = self.blanks.get(f"{self.subject.name}.{item.name}", item.blank)
        if blank is Blank.UNKNOWN:
            return UNKNOWN, False
        if blank is Blank.VALUE:
            return item.blank_value, True  # type: ignore[return-value]
        return () if item.type in LISTS else None, True

    def take(self, row: Row, table: Table, columns: Columns, intake: Intake) -> None:
        """Add the record of one row to `intake`, or the reason for which there is none."""
        source = row.source or table.name
        record_id = self._id(row, source, columns)
        if isinstance(record_id, str) and _FOOTER.match(record_id.removeprefix(self.mapping.id_prefix)):
            intake.rejects.append(Reject(source, row.number, _IS_FOOTER))
            return
        is_usable = isinstance(record_id, str) and not (
            row.flaws and (table.headers is None or record_id in table.headers)
        )
        if is_usable and isinstance(record_id, str):
            for flaw in row.flaws:
                intake.cell_errors.append(CellError(source, row.number, "*", flaw))
            intake.records.append(self._record(record_id, row, source, columns, intake))
            return
        reason = row.flaws[0] if row.flaws or isinstance(record_id, str) else record_id
        apart = Intake(table.name, self.subject.name, table.digest)  # its cells are told with the row, not one by one
        intake.rejects.append(Reject(source, row.number, reason, self._record("", row, source, columns, apart)))

    def _record(self, record_id: str, row: Row, source: str, columns: Columns, intake: Intake) -> Record:
        """The row's cells as values; what cannot be read is unknown and told in `intake`."""
        values: dict[str, Value] = {}
        malformed: set[str] = set()
        cells = row.cells
        for name, column in columns.columns:
            try:
                if columns.keyed:
                    values[name] = column.keyed_value(cells, intake)
                else:
                    raw = cells.get(column.headers[0])
                    value = column.read_before.get(raw, _NOT_READ)  # type: ignore[arg-type]
                    values[name] = column.value(raw, intake) if value is _NOT_READ else value  # type: ignore[assignment]
            except CellFault as fault:
                values[name] = UNKNOWN
                malformed.add(name)
                if not row.flaws:
                    intake.cell_errors.append(CellError(source, row.number, name, fault.reason))
        values.update(self.constants)
        location = Location(source, row.number, row.line)
        listed = listed_days(values) if columns.has_events else _NO_DAYS
        return Record(
            self.subject.name, record_id, values, frozenset(malformed) if malformed else _SOUND, location, listed
        )

    def _id(self, row: Row, source: str, columns: Columns) -> str | Bilingual:
        """The row's id from its id column, or from the columns that the mapping joins; else why there is none."""
        parts: list[str] = []
        for header in columns.id_headers:
            raw = row.cells.get(header)
            if isinstance(raw, Broken):
                return raw.reason
            if is_blank(raw):
                parts.clear()
                break
            try:
                parts.append(str(read_cell(self.subject.fields["id"], raw)))
            except CellFault as fault:
                return Bilingual(f"编号{fault.reason.zh}", f"the id cannot be read: {fault.reason.en}")
        if not parts and row.name is not None:
            parts = [row.name]
        if not parts:
            return _NO_ID
        prefix = self.mapping.id_prefix
        if "{source}" in prefix:
            prefix = prefix.replace("{source}", Path(source.partition("#")[0]).stem)
        record_id = prefix + self.mapping.id_join.join(parts)
        if len(record_id) > MAX_ID:
            return _LONG_ID
        return record_id if record_id.isprintable() else _INVISIBLE


@dataclass(slots=True)
class Column:
    """One field of a table: its headers, what a blank is, and the values of short texts that were read before."""

    item: Field
    headers: tuple[str, ...]
    blank: tuple[Value, bool]
    read_before: dict[str, Value] = field(default_factory=dict)

    def keyed_value(self, cells: Mapping[str, RawCell], intake: Intake) -> Value:
        """The value of the field in a record of keys: unknown without a key, a fault with two."""
        given = [header for header in self.headers if header in cells]
        if len(given) > 1:
            raise CellFault("同一字段填写了两次", "two keys of the record stand for this field")
        return self.value(cells[given[0]], intake) if given else UNKNOWN

    def value(self, raw: object, intake: Intake) -> Value:
        """The value of a cell. Raises CellFault; counts blanks in `intake`."""
        if type(raw) is str:
            before = self.read_before.get(raw, _NOT_READ)
            if before is not _NOT_READ:
                return before  # type: ignore[return-value]
        item = self.item
        if raw is None:
            value, is_counted = self.blank
            if is_counted:
                intake.blanks[item.name] += 1
            return value
        if isinstance(raw, Broken):
            raise CellFault(raw.reason.zh, raw.reason.en)
        if isinstance(raw, list) and not raw and item.type in LISTS:
            return ()
        if not is_blank(raw, item):
            found = read_cell(item, raw)
            if type(raw) is str and len(raw) <= _SHORT and len(self.read_before) < _MOST_KEPT:
                self.read_before[raw] = found
            return found
        value, is_counted = self.blank
        if is_counted:
            intake.blanks[item.name] += 1
        return value


@dataclass(slots=True)
class Columns:
    """The columns of one table: those that make up the id, and those of the other fields."""

    id_headers: tuple[str, ...]
    columns: list[tuple[str, Column]]
    keyed: bool
    has_events: bool = False

    def __post_init__(self) -> None:
        self.has_events = any(column.item.type is FieldType.EVENTS for _, column in self.columns)


_NOT_READ = object()
_SHORT = 40
_MOST_KEPT = 5_000
_NO_DAYS: Mapping[str, date] = {}
_SOUND: frozenset[str] = frozenset()
_FOOTER = re.compile(r"(?:合计|总计|小计|累计)\s*$|(?:填表|制表|填报|审核|负责|联系)人?\s*[：:]|(?:备?注|说明)\s*[：:]")
_IS_FOOTER = Bilingual(
    "这是合计、填表人或说明一类的表尾行，不是记录", "a total, signature or note below the table, not a record"
)
_NO_ID = Bilingual(
    "没有可用的编号：请填写编号列，或在映射文件中用id指定由哪些列组成",
    "no usable id: fill in the id column, or name the columns that make it up under id in a mapping file",
)
_LONG_ID = Bilingual(f"编号超过{MAX_ID}个字符：请缩短", f"the id has more than {MAX_ID} characters: shorten it")
_INVISIBLE = Bilingual(
    "编号中间含有换行、全角空格（U+3000）、不间断空格（NBSP）等不可见字符：请删除后重新录入编号",
    "the id holds an invisible character, such as a line break, a no-break space (NBSP) or an ideographic space "
    "(U+3000): type the id anew without it",
)


def _implied(table: Table, subject: Subject) -> tuple[str, ...]:
    """Keys that nobody wrote: the body of a document whose subject has no such field."""
    return (BODY,) if BODY not in subject.fields and any(row.name is not None for row in islice(table.rows, 1)) else ()


def headers_of(table: Table) -> tuple[str, ...]:
    """The columns of a table; of a keyed source, the keys that any record has, in order of first appearance."""
    if table.headers is not None:
        return table.headers
    if table.keys is not None:
        return table.keys
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
            reason = repeated(counts[key], other)
            intake.rejects.append(Reject(location.source, location.row, reason, record))
        if len(kept) < len(intake.records):
            intake.records = kept
            intake.rejects.sort(key=lambda r: r.row)


def repeated(count: int, first: Location) -> Bilingual:
    """Why rows that share their id are rejected."""
    return Bilingual(
        f"编号重复：共{count}行使用同一编号（首次见于{first.source}第{first.row}行），均不予判定",
        f"duplicate id: {count} rows share it (first in {first.source}, row {first.row}); none of them is judged",
    )


def stray_intake(table: Table) -> Intake:
    """Records of no known subject, all of them rejected with the reason."""
    named = next((cell for row in table.rows if isinstance(cell := row.cells.get(SUBJECT), str)), "")
    intake = Intake(table.name, "", table.digest, len(table.rows))
    reason = Bilingual("记录未写明已知的subject", f"the record names no known subject; {dictionary().hint(named)}")
    for row in table.rows:
        intake.rejects.append(Reject(row.source or table.name, row.number, row.flaws[0] if row.flaws else reason))
    return intake
