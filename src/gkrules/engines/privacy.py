"""Personal data in the texts of a record: what is found in the fields that a rule names, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from gkrules.bilingual import Bilingual
from gkrules.engines.outcome import Outcome
from gkrules.language.rule import Privacy
from gkrules.records.record import UNKNOWN, Record, Value

if TYPE_CHECKING:
    from gkrules.detectors import DisclosureKind, Span

Found = Mapping[str, tuple["Span", ...]]
"""Spans of personal data by the field in whose text they stand."""

KIND_FIELD = "disclosure_kind"
SHOWN_SPANS = 50
"""So many places stand in a finding; the number of all stands beside them."""


def personal_data(privacy: Privacy, record: Record) -> tuple[Outcome, tuple[str, ...], Found]:
    """The outcome, the fields whose text is not known, and the spans found.

    A field that is certainly empty holds nothing. One with unmasked personal data decides, whatever else is unknown.
    With `advised` only those types count of which masking is advised where the kind of document exempts it.
    """
    from gkrules.detectors import detect  # here, so that rules without personal data do not pay for it

    kind = cast("DisclosureKind", record.known(KIND_FIELD) or "ordinary")
    found: dict[str, tuple[Span, ...]] = {}
    for name in privacy.fields:
        spans = detect(text_of(record.value(name)), kind=kind)
        counted = tuple(span for span in spans if not privacy.advised or span.advise)
        if counted:
            found[name] = counted
    unknown = tuple(sorted(name for name in privacy.fields if record.value(name) is UNKNOWN))
    if found:
        return Outcome.VIOLATION, (), found
    return (Outcome.UNDETERMINED, unknown, found) if unknown else (Outcome.PASS, (), found)


def text_of(value: Value) -> str:
    """The text of a field; the members of a list each on a line of its own."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(member for member in value if isinstance(member, str))
    return ""


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
