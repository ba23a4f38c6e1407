"""gkrules: declarative compliance checks for open government (政务公开); the public names and nothing else.

Each name is imported when it is first used, so that loading rules does not pay for what judges and reports.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gkrules.calendar import Calendar
    from gkrules.deadlines.result import Deadline
    from gkrules.detectors import Masked, Span, detect, mask
    from gkrules.errors import (
        CalendarNotAnnounced,
        Diagnostic,
        GkrulesError,
        PackNotFoundError,
        RuleError,
        SourceError,
    )
    from gkrules.files.detecting import detect_files
    from gkrules.files.finding import Detection, Masking
    from gkrules.files.masking import mask_files
    from gkrules.matrix import Coverage, coverage, coverage_schema
    from gkrules.profile import Profile, read_profile
    from gkrules.records.models import record_model
    from gkrules.records.schema import record_schema
    from gkrules.records.template import record_template
    from gkrules.reply_term import due_date
    from gkrules.results import Finding, Report, report_schema
    from gkrules.ruleset import RuleSet, load

__version__ = "0.1.0"

__all__ = [
    "Calendar",
    "CalendarNotAnnounced",
    "Coverage",
    "Deadline",
    "Detection",
    "Diagnostic",
    "Finding",
    "GkrulesError",
    "Masked",
    "Masking",
    "PackNotFoundError",
    "Profile",
    "Report",
    "RuleError",
    "RuleSet",
    "SourceError",
    "Span",
    "coverage",
    "coverage_schema",
    "detect",
    "detect_files",
    "due_date",
    "load",
    "mask",
    "mask_files",
    "read_profile",
    "record_model",
    "record_schema",
    "record_template",
    "report_schema",
]

_HOMES = {
    "calendar": ("Calendar",),
    "deadlines.result": ("Deadline",),
    "detectors": ("Masked", "Span", "detect", "mask"),
    "errors": (
        "CalendarNotAnnounced",
        "Diagnostic",
        "GkrulesError",
        "PackNotFoundError",
        "RuleError",
        "SourceError",
    ),
    "files.detecting": ("detect_files",),
    "files.finding": ("Detection", "Masking"),
    "files.masking": ("mask_files",),
    "matrix": ("Coverage", "coverage", "coverage_schema"),
    "profile": ("Profile", "read_profile"),
    "records.models": ("record_model",),
    "records.schema": ("record_schema",),
    "records.template": ("record_template",),
    "reply_term": ("due_date",),
    "results": ("Finding", "Report", "report_schema"),
    "ruleset": ("RuleSet", "load"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
