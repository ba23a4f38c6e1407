"""Judges records as they come: each is read, judged and let go, unless rules look at it beside other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace

from gkrules.bilingual import Bilingual
from gkrules.engines.tally import Tally
from gkrules.language.rule import Rule, related_fields, relations_of
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Blank, Subject
from gkrules.records.record import UNKNOWN, Record
from gkrules.sources.dicts import NAME, Digest, rows_of
from gkrules.sources.intake import Intake, Reader, Reject
from gkrules.sources.pseudonyms import PersonalIds, reason, refused, replaced_note
from gkrules.sources.rows import Row
from gkrules.sources.stream import Ids, KeyedRows

MakeTally = Callable[[Subject, Set[str]], Tally]
"""A tally for a subject, whose fields of which a column was seen are in a set that still grows."""


def kept_subjects(rules: Iterable[Rule]) -> frozenset[str]:
    """The subjects whose records must all be at hand: of groups, of relations on either side, and of the ledger."""
    kept: set[str] = set()
    for rule in rules:
        for version in rule.versions:
            others = related_fields(version)
            if rule.of_groups or others or relations_of(version):
                kept.add(rule.subject)
            kept.update(subject for subject, _ in others)
            kept.update(relation.other for relation in relations_of(version))
    return frozenset(kept)


@dataclass(slots=True)
class _Stream:
    """The records of one subject: `tally` adds up what is judged at once, `kept` are those that are judged later."""

    rows: KeyedRows
    tally: Tally | None
    digest: Digest = field(default_factory=Digest)
    ids: Ids = field(default_factory=Ids)
    personal: PersonalIds = field(default_factory=PersonalIds)
    kept: list[Record] = field(default_factory=list)

    def take(self, row: Row) -> None:
        self.digest.add(row)
        record = self.rows.read(row)
        if record is None:
            return
        if self.tally is None:
            self.kept.append(record)
        else:
            self.ids.add(record.id, row.number)
            self.personal.add(record.id)
            self.tally.add(record)

    def finish(self, key: str | None) -> tuple[Intake, Set[int], Bilingual | None]:
        """The intake, the places of records that do not count, and what has to be said of their ids.

        Those are records that share their id, or without a `key` all of them where the ids are personal data. Records
        that are kept are not yet looked at.
        """
        intake = self.rows.finish(self.digest.text())
        if self.tally is None:
            intake.records = [_completed(record, self.rows.columns) for record in self.kept]
            return intake, set(), None
        kind = self.personal.kind()
        if kind is None or key is not None:
            self.tally.key = key if kind is not None else None
            lost = self.ids.reject_repeated(NAME, intake)
            return intake, lost, None if kind is None else replaced_note(NAME, kind)
        intake.rejects += [Reject(NAME, row, reason(kind)) for row in self.ids]
        intake.rejects.sort(key=lambda reject: reject.row)
        return intake, set(range(len(self.tally))), refused(NAME, kind)


def _completed(record: Record, columns: Set[str]) -> Record:
    """The record with the columns that it does not have, though another one does: nothing is known of them."""
    return replace(record, values={**record.values, **dict.fromkeys(columns - record.values.keys(), UNKNOWN)})


class Streamed:
    """What came of records given one by one. Records of the subjects in `kept` are kept in their intakes.

    Of the others only the tallies remain, with the places of those that must not count. `key` makes pseudonyms of ids
    that are personal data; `notes` say where it did, or would have had to.
    """

    def __init__(
        self,
        records: Iterable[object],
        *,
        default: str | None,
        kept: Set[str],
        blanks: Mapping[str, Blank],
        tally: MakeTally,
        key: str | None = None,
    ) -> None:
        streams: dict[str, _Stream] = {}
        strays: dict[str | None, tuple[Intake, Digest]] = {}
        for name, row in rows_of(records, default):
            stream = streams.get(name or "")
            if stream is None and name is not None and name in dictionary().subjects:
                rows = KeyedRows(Reader(dictionary()[name], blanks=blanks), NAME)
                own = None if name in kept else tally(dictionary()[name], rows.columns)
                stream = streams[name] = _Stream(rows, own)
            if stream is not None:
                stream.take(row)
            else:
                intake, digest = strays.setdefault(name, (Intake(NAME, "", ""), Digest()))
                digest.add(row)
                _reject(name, row, intake)
        self.intakes: list[Intake] = []
        self.tallies: dict[str, tuple[Tally, Set[int]]] = {}
        self.notes: list[Bilingual] = []
        for name, stream in streams.items():
            intake, lost, note = stream.finish(key)
            self.intakes.append(intake)
            self.notes += [note] if note is not None else []
            if stream.tally is not None:
                self.tallies[name] = stream.tally, lost
        for intake, digest in strays.values():
            intake.digest = digest.text()
            self.intakes.append(intake)


def _reject(name: str | None, row: Row, intake: Intake) -> None:
    """Reject a record of no known subject with the reason."""
    reason = row.flaws[0] if row.flaws else Bilingual(
        "记录未写明已知的subject", f"the record names no known subject; {dictionary().hint(name)}"
    )  # fmt: skip
    intake.read += 1
    intake.rejects.append(Reject(NAME, row.number, reason))
