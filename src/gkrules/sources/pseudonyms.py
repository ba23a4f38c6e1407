"""Ids that are personal data: keyed pseudonyms stand in their place, or without a key their source is refused."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gkrules.bilingual import Bilingual
from gkrules.records.dictionary import dictionary
from gkrules.records.record import UNKNOWN, Record, Value
from gkrules.sources.intake import Intake, Reject

KEY_LENGTH = 16
"""The fewest characters of a key."""

PREFIX = "p-"
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_LENGTH = 24
_ALL_OF, _THEN_EVERY = 1_000, 16
_LEDGER, _NAMED_RECORD = "duty_evidence", "record_id"


def pseudonym(record_id: str, key: str) -> str:
    """The name that stands for an id: HMAC-SHA256 under `key`, the same in every run, in letters alone."""
    digest = hmac.new(key.encode("utf-8"), record_id.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return PREFIX + digest.hexdigest()[:_LENGTH].translate(_LETTERS)


class PersonalIds:
    """Counts how many ids of a source are personal data, by type: of the first thousand, then of every sixteenth."""

    def __init__(self) -> None:
        self._given = 0
        self._seen = 0
        self._types: Counter[str] = Counter()

    def add(self, record_id: str) -> None:
        """Take one more id."""
        self._given += 1
        if self._given > _ALL_OF and self._given % _THEN_EVERY:
            return
        from gkrules.detectors.bare import kind_of_id  # here, because a run without records does not pay for it

        self._seen += 1
        kind = kind_of_id(record_id)
        if kind is not None:
            self._types[kind] += 1

    def kind(self) -> Bilingual | None:
        """The type of personal data that most of the ids are, in words; None where there is none."""
        if not self._types:
            return None
        from gkrules.detectors import SPAN_TYPES, TYPE_NAMES  # here, as above

        most = next((name for name in SPAN_TYPES if self._types[name] * 2 > self._seen), None)
        return None if most is None else TYPE_NAMES[most]


def pseudonymise(intakes: Sequence[Intake], key: str | None) -> list[Bilingual]:
    """Replace the ids of every source of which most are personal data, and what points at them; notes that say so.

    Without a `key` every record of such a source is rejected, and what points at it is unknown. With one, references
    from other records are replaced alike, so that relations hold.
    """
    notes: list[Bilingual] = []
    replaced: dict[str, set[str]] = {}
    for intake in intakes:
        kind = _kind_of_ids(intake)
        if kind is None:
            continue
        replaced.setdefault(intake.subject, set()).update(record.id for record in intake.records)
        if key is None:
            refuse(intake, kind)
            notes.append(refused(intake.source, kind))
        else:
            intake.records = [replace(record, id=pseudonym(record.id, key)) for record in intake.records]
            notes.append(replaced_note(intake.source, kind))
    for intake in intakes if replaced else ():
        _point_anew(intake, replaced, key)
    return notes


def _kind_of_ids(intake: Intake) -> Bilingual | None:
    found = PersonalIds()
    for record in intake.records:
        found.add(record.id)
    return found.kind()


def refuse(intake: Intake, kind: Bilingual) -> None:
    """Reject every record of a source whose ids are personal data and cannot be replaced."""
    for record in intake.records:
        place = record.location
        assert place is not None, "records of a source have a place"
        intake.rejects.append(Reject(place.source, place.row, reason(kind), replace(record, id="")))
    intake.records = []
    intake.rejects.sort(key=lambda reject: reject.row)


def reason(kind: Bilingual) -> Bilingual:
    """Why a record is rejected whose id is personal data."""
    return Bilingual(
        f"本数据源的编号多为个人信息（{kind.zh}），未设置假名化密钥，不予判定",
        f"most ids of this source are personal data ({kind.en}) and no pseudonym key was given",
    )


def refused(source: str, kind: Bilingual) -> Bilingual:
    """What the report says once of a source that is refused for its ids."""
    return Bilingual(
        f"{source}：编号多为个人信息（{kind.zh}），不能写入报告，整个数据源未予判定。请改用其他编号，或在单位配置的pseudonym_key中"
        "（或用环境变量GKRULES_PSEUDONYM_KEY）设置密钥，以假名代替编号。",
        f"{source}: most ids are personal data ({kind.en}), which no report shows: the source was not judged. Use other"
        " ids, or give a key under pseudonym_key in the profile (or in the environment variable"
        " GKRULES_PSEUDONYM_KEY), and pseudonyms stand in their place.",
    )


def replaced_note(source: str, kind: Bilingual) -> Bilingual:
    """What the report says of a source whose ids were replaced."""
    return Bilingual(
        f"{source}：编号多为个人信息（{kind.zh}），报告中以假名代替；密钥不变时，同一编号的假名不变。",
        f"{source}: most ids are personal data ({kind.en}); pseudonyms stand in their place, the same in every run with"
        " the same key.",
    )


def _point_anew(intake: Intake, replaced: Mapping[str, set[str]], key: str | None) -> None:
    """Let the references of the records of a source point at pseudonyms where their ids were replaced."""
    targets = _targets(intake.subject, replaced)
    if not targets:
        return
    intake.records = [_pointing(record, targets, key) for record in intake.records]
    intake.rejects = [
        reject if reject.record is None else replace(reject, record=_pointing(reject.record, targets, key))
        for reject in intake.rejects
    ]


def _targets(subject: str, replaced: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The ids that were replaced by the field of `subject` that points at them."""
    if subject not in dictionary().subjects:
        return {}
    targets: dict[str, set[str]] = {}
    for relation in dictionary()[subject].relations.values():
        if relation.key == "id" and relation.own != "id" and relation.other in replaced:
            targets.setdefault(relation.own, set()).update(replaced[relation.other])
    if subject == _LEDGER:
        targets[_NAMED_RECORD] = set().union(*replaced.values())
    return targets


def _pointing(record: Record, targets: Mapping[str, set[str]], key: str | None) -> Record:
    anew = {name: _renamed(record.values[name], ids, key) for name, ids in targets.items() if name in record.values}
    if all(record.values[name] == value for name, value in anew.items()):
        return record
    return replace(record, values={**record.values, **anew})


def _renamed(value: Value, ids: set[str], key: str | None) -> Value:
    members = [member for member in value if isinstance(member, str)] if isinstance(value, tuple) else [value]
    if not any(member in ids for member in members):
        return value
    if key is None:
        return UNKNOWN
    anew = [pseudonym(member, key) if isinstance(member, str) and member in ids else member for member in members]
    return tuple(map(str, anew)) if isinstance(value, tuple) else str(anew[0])
