"""Personal data in the texts of a record: what is found in the fields that a rule names, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from gkrules.bilingual import Bilingual
from gkrules.engines.outcome import FoundList, Outcome
from gkrules.guard import Sheet
from gkrules.language.kinds import Privacy
from gkrules.language.rule import ParamValue
from gkrules.records.record import UNKNOWN, Record, Value

if TYPE_CHECKING:
    from gkrules.detectors import DisclosureKind, Span

Found = Mapping[str, tuple["Span", ...]]
"""Spans of personal data by the field in whose text they stand."""

KIND_FIELD = "disclosure_kind"
SHOWN_SPANS = 50
"""So many places stand in a finding; the number of all stands beside them."""

SHOWN_LISTS = 20
"""So many lists stand in a finding; the number of all stands beside them."""

_COMPARED_LISTS = 20


def personal_data(privacy: Privacy, record: Record) -> tuple[Outcome, tuple[str, ...], Found]:
    """The outcome, the fields whose text is not known, and the spans found.

    A field that is certainly empty holds nothing. One with unmasked personal data decides, whatever else is unknown.
    With `advised` only those types count of which masking is advised where the kind of document exempts it.
    """
    from gkrules.detectors import detect, screen  # here, so that rules without personal data do not pay for it

    kind = cast("DisclosureKind", record.known(KIND_FIELD) or "ordinary")
    found: dict[str, tuple[Span, ...]] = {}
    for name in privacy.fields:
        text = text_of(record.value(name))
        spans = detect(text, kind=kind) if screen(text) else ()
        counted = tuple(span for span in spans if not privacy.advised or span.advise)
        if counted:
            found[name] = counted
    return *_outcome(privacy, record, found=bool(found)), found


def identifiable_lists(
    privacy: Privacy, record: Record, k: ParamValue
) -> tuple[Outcome, tuple[str, ...], tuple[FoundList, ...]]:
    """The outcome, the fields whose text is not known, and the lists of persons that stay identifiable.

    A list is one whose rows do not hide the persons (see `gkrules.lists`), or in which another list of the same record
    names a person whom it masks.
    """
    from gkrules.lists import assess_list, lists_in, reidentified  # here, as above

    assert isinstance(k, int), "checked when the rule was read"
    there = [
        (name, number, table)
        for name in privacy.fields
        for number, table in enumerate(lists_in(text_of(record.value(name))), start=1)
    ]
    found = []
    for name, number, table in there:
        risk = assess_list(table, k=max(k, 2))
        others = (other for _, _, other in there[:_COMPARED_LISTS] if other is not table)
        relinked = tuple(one for other in others for one in reidentified(table, other))
        if risk.identifiable or relinked:
            found.append(FoundList(name, number, risk, relinked))
    return *_outcome(privacy, record, found=bool(found)), tuple(found)


def privacy_outcome(privacy: Privacy, record: Record, k: ParamValue | None) -> Outcome:
    """The outcome alone; `k` is that of a rule on lists."""
    if privacy.list_k is None:
        return personal_data(privacy, record)[0]
    assert k is not None, "a rule whose parameter is off is not judged"
    return identifiable_lists(privacy, record, k)[0]


def _outcome(privacy: Privacy, record: Record, *, found: bool) -> tuple[Outcome, tuple[str, ...]]:
    """A violation where anything was found, whatever else is unknown; and the fields whose text is not known."""
    unknown = tuple(sorted(name for name in privacy.fields if record.value(name) is UNKNOWN))
    if found:
        return Outcome.VIOLATION, ()
    return (Outcome.UNDETERMINED, unknown) if unknown else (Outcome.PASS, ())


def text_of(value: Value) -> str:
    """The text of a field; the members of a list each on a line of its own."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(member for member in value if isinstance(member, str))
    return ""


def list_figures(lists: tuple[FoundList, ...]) -> dict[str, int]:
    """What a message may say of lists: their number, and of their rows those in groups that are too small or named.

    A row is named where another list of the record gives the name of the person.
    """
    return {
        "lists": len(lists),
        "rows": sum(len(each.risk.below) for each in lists),
        "named": sum(len(each.relinked) for each in lists),
    }


def list_evidence(lists: tuple[FoundList, ...], sheet: Sheet) -> dict[str, object]:
    """Of each list its place, k and l, the places of rows in groups that are too small, and the columns that cause it.

    No cell of a list is shown; headers pass the guard.
    """
    if not lists:
        return {}
    return {"lists": [_list_part(each, sheet) for each in lists[:SHOWN_LISTS]]} | (
        {"lists_total": len(lists)} if len(lists) > SHOWN_LISTS else {}
    )


def _list_part(found: FoundList, sheet: Sheet) -> dict[str, object]:
    risk = found.risk
    part: dict[str, object] = {
        "field": found.field,
        "list": found.number,
        "rows": risk.rows,
        "k": risk.k,
        "threshold": risk.threshold,
        "rows_below": len(risk.below),
        "rows_below_at": list(risk.below[:SHOWN_SPANS]),
        "columns": [sheet.text(header) for header in risk.columns],
        "causes": [sheet.text(header) for header in risk.causes],
        "sensitive": [
            {"column": sheet.text(each.column), "l": each.least, "rows_disclosed": each.disclosed}
            for each in risk.sensitive
        ],
    }
    if found.relinked:
        part["named_elsewhere"] = len(found.relinked)
        part["named_elsewhere_at"] = [one.masked_row for one in found.relinked[:SHOWN_SPANS]]
    return part


def span_types(spans: Found) -> Bilingual:
    """The types of personal data among the spans, in words."""
    if not spans:
        return Bilingual("", "")
    from gkrules.detectors import TYPE_NAMES  # here, so that rules without personal data do not pay for it

    names = [TYPE_NAMES[kind] for kind in dict.fromkeys(span.type for found in spans.values() for span in found)]
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def span_evidence(record: Record, spans: Found) -> dict[str, object]:
    """Where personal data was found: field, place, type, confidence, reason and masked shape; never the value."""
    if not spans:
        return {}
    from gkrules.detectors import DETECTORS_VERSION, mask  # here, so that rules without personal data do not pay for it

    places: list[dict[str, object]] = []
    for name, found in sorted(spans.items()):
        shapes = {change.start: change.replacement for change in mask(text_of(record.value(name))).changes}
        places += [
            {
                "field": name, "start": span.start, "end": span.end, "type": span.type,
                "confidence": round(span.confidence, 2), "reason": span.reason, "shape": shapes.get(span.start, "***"),
            }
            for span in found
        ]  # fmt: skip
    told: dict[str, object] = {"detectors": DETECTORS_VERSION, "personal_data": places[:SHOWN_SPANS]}
    return told | ({"personal_data_total": len(places)} if len(places) > SHOWN_SPANS else {})
