"""gkrules: declarative compliance checks for open government (政务公开); the public names and nothing else."""

from gkrules.calendar import Calendar
from gkrules.deadlines.result import Deadline
from gkrules.errors import (
    CalendarNotAnnounced,
    Diagnostic,
    GkrulesError,
    PackNotFoundError,
    RuleError,
    SourceError,
)
from gkrules.matrix import Coverage, coverage, coverage_schema
from gkrules.profile import Profile, read_profile
from gkrules.records.models import record_model
from gkrules.records.schema import record_schema
from gkrules.records.template import record_template
from gkrules.results import Finding, Report, report_schema
from gkrules.ruleset import RuleSet, due_date, load

__version__ = "0.1.0"

__all__ = [
    "Calendar",
    "CalendarNotAnnounced",
    "Coverage",
    "Deadline",
    "Diagnostic",
    "Finding",
    "GkrulesError",
    "PackNotFoundError",
    "Profile",
    "Report",
    "RuleError",
    "RuleSet",
    "SourceError",
    "coverage",
    "coverage_schema",
    "due_date",
    "load",
    "read_profile",
    "record_model",
    "record_schema",
    "record_template",
    "report_schema",
]
