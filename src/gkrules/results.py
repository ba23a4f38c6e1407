"""The report and its findings, as the JSON schema gkrules-report/1 states them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = "gkrules-report/1"

OutcomeName = Literal["pass", "violation", "pending", "undetermined", "not_applicable", "waived"]
SeverityName = Literal["error", "warning", "notice"]
Day = Annotated[str, Field(description="a day YYYY-MM-DD, or an instant with its offset")]


class _Part(BaseModel):
    """One object of the report. Keys that do not apply are absent."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Part):
    """One sentence in both languages."""

    zh: str
    en: str

    def get(self, language: Literal["zh", "en"]) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en


class WindowPart(_Part):
    """The first and last day over which groups are judged, both included."""

    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PackPart(_Part):
    """A pack that judged, its version and the digest of its files."""

    id: str
    version: str
    digest: str


class ProfilePart(_Part):
    """The digest of the profile that set parameters, blanks or days."""

    digest: str


class CalendarPart(_Part):
    """The years whose holidays are announced, both included."""

    country: str = "CN"
    announced_from: int
    announced_through: int


class InputPart(_Part):
    """One source. `read` = `judged` + `rejected`. `blanks` counts empty cells read as none or as a value, by field."""

    source: str
    subject: str
    digest: str
    read: int
    judged: int
    rejected: int
    blanks: dict[str, int] = {}
    unused_columns: list[str] = []


class CountsPart(_Part):
    """Totals. `read` = `judged` + `rejected`; `record_pairs` + `group_pairs` = the sum of `outcomes`."""

    read: int
    rejected: int
    judged: int
    record_pairs: int
    group_pairs: int
    outcomes: dict[OutcomeName, int]


class GuardPart(_Part):
    """The guard on what the report shows: the version of its detectors, and how many places it masked in all."""

    detectors: str
    masked: int


class DeadlinePart(_Part):
    """A time limit. `limit`, `left` and `overrun` are numbers in `unit`."""

    start: Day | None = None
    due: Day | None = None
    earliest: Day | None = None
    latest: Day | None = None
    met: Day | None = None
    state: str
    limit: int | None = None
    unit: Literal["working_days", "days", "months", "hours"] | None = None
    left: int | None = None
    overrun: int | None = None
    provisional: bool | None = None


class RatePart(_Part):
    """A share. `least` and `most` are numerator and denominator of the interval that the unknown leaves open.

    `pending` members may still turn a verdict; `short_by` says how many more would have to comply.
    """

    least: tuple[int, int]
    most: tuple[int, int]
    threshold: tuple[int, int]
    short_by: int | None = None
    compliant: int
    failing: int
    unknown: int
    pending: int


class GroupPart(_Part):
    """What a rule says of one group: its keys and period, whatever the outcome."""

    rule: str
    group: dict[str, str]
    outcome: OutcomeName
    found: tuple[int, int] | None = None
    needed: int | None = None
    members: int | None = None
    rate: RatePart | None = None


class WaiverPart(_Part):
    """The waiver under which a violation stands: the document that approved it, its first and last day."""

    document_number: str
    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class LocationPart(_Part):
    """Where the record was read."""

    source: str
    row: int
    line: int | None = None


class Finding(_Part):
    """An outcome worth reporting, with its clause, its evidence and what to do.

    It is about a record, or about a group: its keys and its period (`from`, `to`). `masked`: so many places of
    personal data stand masked in its texts, where there are any. `known`: it stands in the baseline of the run.
    """

    rule: str
    clauses: list[str]
    subject: str
    record: str | None = None
    group: dict[str, str] | None = None
    outcome: OutcomeName
    severity: SeverityName
    title: Text
    message: Text
    evidence: dict[str, Any]
    missing: list[str] | None = None
    deadline: DeadlinePart | None = None
    rate: RatePart | None = None
    remedy: Text
    implements: list[str] | None = None
    waiver: WaiverPart | None = None
    known: bool | None = None
    location: LocationPart | None = None
    masked: int | None = None
    fingerprint: str


class GapPart(_Part):
    """Pairs undetermined only because columns were not supplied, told once for each rule and set of columns."""

    rule: str
    missing: list[str]
    count: int


class NotEvaluatedPart(_Part):
    """A rule that judged nothing, and why."""

    rule: str
    reason: str
    reason_zh: str


class RejectPart(_Part):
    """A row that was not judged, and why. The reason never quotes a cell."""

    source: str
    row: int
    reason: str
    reason_zh: str


class CellErrorPart(_Part):
    """A cell that could not be read and counts as unknown. The reason never quotes it."""

    source: str
    row: int
    field: str
    reason: str
    reason_zh: str


class Report(_Part):
    """All findings of one run, the counts, and the inputs and versions that produced them."""

    schema_name: Literal["gkrules-report/1"] = Field(SCHEMA, alias="schema")
    as_of: Day
    window: WindowPart
    packs: list[PackPart]
    profile: ProfilePart | None = None
    calendar: CalendarPart
    inputs: list[InputPart]
    counts: CountsPart
    guard: GuardPart | None = None
    findings: list[Finding]
    groups: list[GroupPart] = []
    gaps: list[GapPart]
    not_evaluated: list[NotEvaluatedPart]
    rejects: list[RejectPart]
    cell_errors: list[CellErrorPart]
    notes: list[Text] = []
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    def to_json(self) -> str:
        """The report as JSON text, schema gkrules-report/1, in a fixed order and ending in a line break."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=1, ensure_ascii=False) + "\n"

    def violations(self) -> list[Finding]:
        """The findings that are violations."""
        return [finding for finding in self.findings if finding.outcome == "violation"]


def report_schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    schema = Report.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = SCHEMA
    schema["required"] = ["schema", *schema["required"]]
    return schema
