"""Reads sources named by path into records of their subjects, with the mapping that belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.records.model import Blank, Dictionary, Subject
from gkrules.sources.files import ShownNames, shown_path
from gkrules.sources.folder import read_folder
from gkrules.sources.intake import Intake, Reader, stray_intake
from gkrules.sources.keyed import SUBJECT, subject_of
from gkrules.sources.kinds import Kind, kind_of
from gkrules.sources.mapping import ColumnMapping, read_mapping
from gkrules.sources.rows import Broken, NoKnownHeader, Row, Table
from gkrules.sources.table import read_table


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source as its user names it: the path, and where they are given the subject and the sheet.

    `otherwise` is the subject of what does not say itself what it is.
    """

    path: Path
    subject: str | None = None
    sheet: str | None = None
    otherwise: str | None = None


@dataclass(slots=True)
class Sources:
    """What came of all sources of a run, and what was passed over. `masked` counts places masked in their names."""

    intakes: list[Intake] = field(default_factory=list)
    notes: list[Bilingual] = field(default_factory=list)
    masked: int = 0


def read_sources(
    specs: Sequence[SourceSpec],
    dictionary: Dictionary,
    *,
    mapping: Path | None,
    blanks: Mapping[str, Blank],
    subjects: Collection[str],
    settings: Collection[Path] = (),
) -> Sources:
    """The records of sources. Raises SourceError when one cannot be read at all, RuleError for a wrong mapping.

    Records of keyed formats and sheets of a workbook say by themselves what they are (`subject`, the sheet's name)
    where the source was not named for one subject. Otherwise the subject of the source is taken, the mapping's, or the
    only one that the rules know. `settings` are the run's own files, which are no sources of a folder.
    """
    run = _Run(dictionary, mapping, blanks, tuple(subjects), [*settings, *([mapping] if mapping else [])], Sources())
    for spec in specs:
        run.read(spec)
    run.found.masked = run.names.masked
    return run.found


@dataclass(slots=True)
class _Run:
    """Reads one source after another."""

    dictionary: Dictionary
    mapping: Path | None
    blanks: Mapping[str, Blank]
    subjects: tuple[str, ...]
    settings: list[Path]
    found: Sources
    names: ShownNames = field(default_factory=ShownNames)

    def read(self, spec: SourceSpec) -> None:
        """Read a file, or a folder of files."""
        self._known_names(spec)
        if not spec.path.is_dir():
            self._file(spec)
            return
        folder = read_folder(spec.path, self.settings, self.names)
        self.found.notes += folder.notes
        if folder.documents is not None:
            self._keyed(spec, folder.documents)
        for path in folder.tables:
            self._file(replace(spec, path=path))

    def _file(self, spec: SourceSpec) -> None:
        kind = kind_of(spec.path)
        name = self.names.of(spec.path)
        if kind is Kind.WORKBOOK and spec.subject is None and spec.sheet is None and self._sheets(spec, name):
            return
        if kind not in (None, Kind.TEXT, Kind.WORKBOOK):
            self._keyed(spec, read_table(spec.path, recognise=_nothing, sheet=spec.sheet, name=name))
            return
        subject = self._subject(spec)
        reader = self._reader(spec, subject)
        try:
            table = read_table(spec.path, recognise=reader.recognise, sheet=spec.sheet, name=name)
        except NoKnownHeader as error:
            raise _with_examples(error, subject) from None
        self._take(reader, table)

    def _sheets(self, spec: SourceSpec, name: str) -> bool:
        """Read every sheet that is named for a subject; whether there is any."""
        from gkrules.sources.workbook import read_named_sheets  # only where used: most checks read text

        book = read_named_sheets(spec.path, name, subject_of)
        for subject, sheet in book.found:
            reader = self._reader(spec, self.dictionary[subject])
            try:
                table = sheet.table(reader.recognise)
            except NoKnownHeader as error:
                raise _with_examples(error, reader.subject) from None
            self._take(reader, Table(sheet.place, book.digest, table.headers, table.rows))
        if book.found and book.passed_over:
            listed = Bilingual("、".join(book.passed_over), ", ".join(book.passed_over))
            self.found.notes.append(
                Bilingual(
                    f"{name}：未读取的工作表（名称不是数据对象，或为空、已隐藏）：{listed.zh}。",
                    f"{name}: sheets passed over (not named for a subject, empty or hidden): {listed.en}.",
                )
            )
        return bool(book.found)

    def _keyed(self, spec: SourceSpec, table: Table) -> None:
        """Read a keyed source, the records of each subject apart."""
        default = spec.subject or spec.otherwise or self._mapping(spec).subject or self._only_subject()
        groups = _by_subject(table, default, strict=spec.subject is not None)
        if not groups:
            groups = {default: table}
        if set(groups) <= {None} and not any(SUBJECT in row.cells for row in table.rows):
            raise self._no_subject(spec)
        for name, part in groups.items():
            if name is None:
                self.found.intakes.append(stray_intake(part))
            else:
                self._take(self._reader(spec, self.dictionary[name]), part)

    def _take(self, reader: Reader, table: Table) -> None:
        """Read a table whose subject is settled. Raises SourceError without an id, or with two columns for a field."""
        if any(True for _ in table.rows) and not reader.has_id(table):
            labels = ", ".join(("id", reader.subject.fields["id"].zh, *reader.subject.fields["id"].aliases))
            raise SourceError(
                f"{table.name}: there is no column for the id ({labels}); add one, or name the columns that make up an"
                " id under id in a mapping file (--map)",
                f"{table.name}：没有编号列（{labels}）；请补上一列，或在对照文件（--map）的id中指定由哪些列组成编号",
            )
        rivals = reader.rivals(table)
        if table.headers is not None and rivals is not None:
            raise SourceError(
                f"{table.name}: the columns {' and '.join(rivals[1])} both stand for {rivals[0]}; list all but one of"
                " them under ignore in a mapping file (--map)",
                f"{table.name}：{'、'.join(rivals[1])}各列对应同一字段{rivals[0]}；"
                "请在对照文件（--map）的ignore中列出多余的列",
            )
        self.found.intakes.append(reader.read(table))

    def _mapping(self, spec: SourceSpec) -> ColumnMapping:
        if self.mapping is None:
            return ColumnMapping()
        return read_mapping(self.mapping, self.dictionary, spec.subject or spec.otherwise)

    def _reader(self, spec: SourceSpec, subject: Subject) -> Reader:
        """The reader for one subject; a mapping for another of the run's subjects is left out."""
        columns = self._mapping(spec)
        return Reader(subject, columns if columns.subject in (None, subject.name) else ColumnMapping(), self.blanks)

    def _only_subject(self) -> str | None:
        return self.subjects[0] if len(self.subjects) == 1 else None

    def _subject(self, spec: SourceSpec) -> Subject:
        name = spec.subject or spec.otherwise or self._mapping(spec).subject or self._only_subject()
        if name is None:
            raise self._no_subject(spec)
        return self.dictionary[name]

    def _known_names(self, spec: SourceSpec) -> None:
        """Refuse a source that is named for a subject that there is not."""
        for name in (spec.subject, spec.otherwise):
            if name is not None and name not in self.dictionary.subjects:
                listed = ", ".join(self.dictionary.subjects)
                raise SourceError(
                    f"{shown_path(spec.path)}: unknown subject {name!r}; {self.dictionary.hint(name)}",
                    f"{shown_path(spec.path)}：没有名为{name!r}的数据对象；可用的有：{listed}",
                )

    def _no_subject(self, spec: SourceSpec) -> SourceError:
        listed = ", ".join(self.dictionary.subjects)
        return SourceError(
            f"{shown_path(spec.path)}: say what the records are, with --subject NAME or NAME=PATH;"
            f" {self.dictionary.hint(None)}",
            f"{shown_path(spec.path)}：请用--subject 名称 或 名称=路径 说明数据属于哪个对象；可用的有：{listed}",
        )


def _nothing(_: str) -> bool:
    """Keyed sources have no header to recognise."""
    return False


def _with_examples(error: NoKnownHeader, subject: Subject) -> SourceError:
    """The error with headers that would be known."""
    labels = "、".join(f.zh for f in list(subject.fields.values())[:6])
    names = ", ".join(list(subject.fields)[:6])
    return SourceError(
        f"{error}\n  headers of {subject.name} are, for example: {labels} (or {names})"
        "; other headers are named in a mapping file (--map)",
        f"{error.text.zh}\n  “{subject.label.zh}”的表头例如：{labels}（或{names}）；其他表头请写在对照文件（--map）中",
    )


def _by_subject(table: Table, default: str | None, *, strict: bool) -> dict[str | None, Table]:
    """The rows by the subject that each states, with their keys; `default` where it states none.

    Under None come rows whose subject is not known. In a source that is named for one subject (`strict`) a record of
    another known one has a flaw, and other words under that key are no subject.
    """
    keys: dict[str | None, dict[str, None]] = {}
    as_it_stands = True
    for row, name in _stated(table, default, strict=strict):
        keys.setdefault(name, {}).update(dict.fromkeys(row.cells))
        as_it_stands = as_it_stands and row.flaws != (_ANOTHER,)
    if len(keys) == 1 and as_it_stands and None not in keys:
        return {name: replace(table, keys=tuple(found)) for name, found in keys.items()}  # however large, none is held
    kept: dict[str | None, list[Row]] = {}
    for row, name in _stated(table, default, strict=strict):
        kept.setdefault(name, []).append(row)
    return {name: replace(table, rows=tuple(rows), keys=tuple(keys[name])) for name, rows in kept.items()}


def _stated(table: Table, default: str | None, *, strict: bool) -> Iterator[tuple[Row, str | None]]:
    for row in table.rows:
        cell = row.cells.get(SUBJECT)
        name = subject_of(cell)
        if strict:
            is_other = name is not None and name != default
            yield replace(row, flaws=(_ANOTHER,)) if is_other else row, default
        elif isinstance(cell, Broken):
            yield replace(row, flaws=(cell.reason,)), None
        else:
            yield row, default if cell is None else name


_ANOTHER = Bilingual(
    "记录写明的subject与数据源指定的对象不一致：请改正记录，或不指定数据源的对象",
    "the record names another subject than its source: mend the record, or do not name the source for one subject",
)
