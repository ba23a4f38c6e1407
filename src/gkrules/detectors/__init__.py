"""Personal data in a text: where it stands (detect), whether to look at all (screen), and masked forms (mask)."""

from gkrules.detectors.detecting import detect
from gkrules.detectors.masking import Change, Masked, mask
from gkrules.detectors.screening import screen
from gkrules.detectors.span import (
    DISCLOSURE_KINDS,
    NUMBER_TYPES,
    SPAN_TYPES,
    TYPE_NAMES,
    DisclosureKind,
    Span,
    SpanType,
)

DETECTORS_VERSION = "1"
"""The version of what is recognised; it changes whenever a text could get other spans, and reports carry it."""

__all__ = [
    "DETECTORS_VERSION",
    "DISCLOSURE_KINDS",
    "NUMBER_TYPES",
    "SPAN_TYPES",
    "TYPE_NAMES",
    "Change",
    "DisclosureKind",
    "Masked",
    "Span",
    "SpanType",
    "detect",
    "mask",
    "screen",
]
