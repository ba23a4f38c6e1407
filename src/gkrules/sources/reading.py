"""Reads sources named by path into records of a subject, with the mapping that belongs to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.records.model import Blank, Dictionary, Subject
from gkrules.sources.intake import Intake, Reader
from gkrules.sources.mapping import ColumnMapping, read_mapping
from gkrules.sources.rows import NoKnownHeader
from gkrules.sources.table import read_table


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source as its user names it: the path, and where they are given the subject and the sheet."""

    path: Path
    subject: str | None = None
    sheet: str | None = None


def read_source(
    spec: SourceSpec,
    dictionary: Dictionary,
    *,
    mapping: Path | None,
    blanks: Mapping[str, Blank],
    subjects: Collection[str],
) -> Intake:
    """The records of one source. Raises SourceError when it cannot be read at all, RuleError for a wrong mapping.

    Without a named subject the mapping's is taken, or the only one that the rules know.
    """
    columns = read_mapping(mapping, dictionary, spec.subject) if mapping is not None else ColumnMapping()
    if columns.subject is not None and spec.subject not in (None, columns.subject):
        columns = ColumnMapping()  # the mapping is for another of the run's sources
    subject = _subject(spec, columns, dictionary, subjects)
    reader = Reader(subject, columns, blanks)
    try:
        table = read_table(spec.path, recognise=reader.recognise, sheet=spec.sheet, name=_shown(spec.path))
    except NoKnownHeader as error:
        labels = "、".join(f.zh for f in list(subject.fields.values())[:6])
        names = ", ".join(list(subject.fields)[:6])
        raise SourceError(
            f"{error}\n  headers of {subject.name} are, for example: {labels} (or {names})"
            "; other headers are named in a mapping file (--map)"
        ) from None
    if table.rows and not reader.has_id(table):
        labels = ", ".join(("id", subject.fields["id"].zh, *subject.fields["id"].aliases))
        raise SourceError(
            f"{table.name}: there is no column for the id ({labels}); add one, or name the columns that make up an id"
            " under id in a mapping file (--map)"
        )
    rivals = reader.rivals(table)
    if table.headers is not None and rivals is not None:
        raise SourceError(
            f"{table.name}: the columns {' and '.join(rivals[1])} both stand for {rivals[0]}; list all but one of them"
            " under ignore in a mapping file (--map)"
        )
    return reader.read(table)


def _shown(path: Path) -> str:
    """The path as a report can carry it: bytes of a file name that are no text become question marks."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _subject(spec: SourceSpec, columns: ColumnMapping, dictionary: Dictionary, subjects: Collection[str]) -> Subject:
    name = spec.subject or columns.subject or (next(iter(subjects)) if len(subjects) == 1 else None)
    if name is None:
        raise SourceError(
            f"{spec.path.as_posix()}: say what the records are, with --subject NAME or NAME=PATH;"
            f" {dictionary.hint(None)}"
        )
    if name not in dictionary.subjects:
        raise SourceError(f"{spec.path.as_posix()}: unknown subject {name!r}; {dictionary.hint(name)}")
    return dictionary[name]
