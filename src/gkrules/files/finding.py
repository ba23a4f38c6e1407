"""What detection and masking tell of files: places, types and reasons, and never a value."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from gkrules.bilingual import Bilingual
from gkrules.detectors import DETECTORS_VERSION, DisclosureKind, SpanType
from gkrules.detectors.span import Reason
from gkrules.files.content import Where
from gkrules.files.lists import ListFinding

DETECT_SCHEMA, MASK_SCHEMA = "gkrules-detect/1", "gkrules-mask/1"


@dataclass(frozen=True, slots=True)
class FileFinding:
    """One span of personal data in a file.

    `where` and `at` tell the place, `line` (from 1) too in files of text; `hidden` says that a reader does not see it.
    `fixed` says that masking cannot change it without breaking the file. `excerpt` holds the words before, the masked
    form and the words after, all personal data masked, where it was asked for. `value` is what was found: for a person
    at a terminal, and in no report.
    """

    where: Where
    at: str
    line: int | None
    hidden: bool
    type: SpanType
    confidence: float
    reason: Reason
    rule: str
    checksum_valid: bool | None
    must_deidentify: bool
    advise: bool
    fixed: bool
    excerpt: tuple[str, str, str] | None = field(repr=False)
    value: str = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """The finding as reports carry it: without the value and the words around."""
        told: dict[str, Any] = {
            "where": self.where, "at": self.at, "line": self.line, "hidden": self.hidden or None, "type": self.type,
            "confidence": self.confidence, "reason": self.reason, "rule": self.rule,
            "checksum_valid": self.checksum_valid,
            "must_deidentify": self.must_deidentify, "advise": self.advise or None, "fixed": self.fixed or None,
        }  # fmt: skip
        return {key: value for key, value in told.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class FileDetection:
    """What was found in one file. `file` is its path with personal data masked; `error` says why it was not read."""

    file: str
    digest: str
    findings: tuple[FileFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    error: Bilingual | None = None
    internal: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The file as the JSON report carries it."""
        told: dict[str, Any] = {"file": self.file, "digest": self.digest}
        if self.error is not None:
            return {"file": self.file, "error": self.error.as_dict()}
        told["findings"] = [finding.as_dict() for finding in self.findings]
        if self.notes:
            told["notes"] = [note.as_dict() for note in self.notes]
        return told


@dataclass(frozen=True, slots=True)
class Detection:
    """The result of `detect_files`: every file that was looked into, and those of other kinds that were not.

    `lists` are the lists of persons that stay identifiable though masked; `lists_uncompared` is the number of those
    that were too many to be compared with the others.
    """

    kind: DisclosureKind
    files: tuple[FileDetection, ...]
    passed_over: tuple[str, ...] = ()
    lists: tuple[ListFinding, ...] = ()
    lists_uncompared: int = 0

    @property
    def must_deidentify(self) -> bool:
        """Whether something was found that must be de-identified before publication."""
        return any(finding.must_deidentify for file in self.files for finding in file.findings)

    @property
    def failed(self) -> bool:
        """Whether a file could not be read."""
        return any(file.error is not None for file in self.files)

    @property
    def internal(self) -> bool:
        """Whether gkrules itself failed on a file."""
        return any(file.internal for file in self.files)

    def counts(self) -> dict[str, Any]:
        """Totals: files, unreadable, passed over, findings, those to be de-identified, and findings by type."""
        findings = [finding for file in self.files for finding in file.findings]
        return {
            "files": len(self.files),
            "unreadable": sum(file.error is not None for file in self.files),
            "passed_over": len(self.passed_over),
            "findings": len(findings),
            "must_deidentify": sum(finding.must_deidentify for finding in findings),
            "types": dict(sorted(Counter(finding.type for finding in findings).items())),
            "lists": len(self.lists),
            "lists_uncompared": self.lists_uncompared,
        }

    def to_json(self) -> str:
        """The result as JSON of the schema `gkrules-detect/1`: no value and no words of a file are in it."""
        told = {
            "schema": DETECT_SCHEMA,
            "kind": self.kind,
            "detectors": DETECTORS_VERSION,
            "counts": self.counts(),
            "files": [file.as_dict() for file in self.files],
            "lists": [found.as_dict() for found in self.lists],
            "passed_over": list(self.passed_over),
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class FileMasking:
    """What was changed in one file: how many spans of each type, and what is left because nothing can be changed there.

    `file` and `output` are paths with personal data masked. `left` holds the findings in the copy as it was written.
    """

    file: str
    output: str = ""
    changes: tuple[FileFinding, ...] = ()
    left: tuple[FileFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    error: Bilingual | None = None
    internal: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The file as the JSON report carries it."""
        if self.error is not None:
            return {"file": self.file, "error": self.error.as_dict()}
        told: dict[str, Any] = {
            "file": self.file,
            "output": self.output,
            "changes": [finding.as_dict() for finding in self.changes],
            "left": [finding.as_dict() for finding in self.left],
        }
        if self.notes:
            told["notes"] = [note.as_dict() for note in self.notes]
        return told


@dataclass(frozen=True, slots=True)
class Masking:
    """The result of `mask_files`."""

    kind: DisclosureKind
    files: tuple[FileMasking, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def left(self) -> bool:
        """Whether a copy still holds something that masking could not change."""
        return any(file.left for file in self.files)

    @property
    def failed(self) -> bool:
        """Whether a file could not be read or written."""
        return any(file.error is not None for file in self.files)

    @property
    def internal(self) -> bool:
        """Whether gkrules itself failed on a file."""
        return any(file.internal for file in self.files)

    def to_json(self) -> str:
        """The result as JSON of the schema `gkrules-mask/1`."""
        told = {
            "schema": MASK_SCHEMA,
            "kind": self.kind,
            "detectors": DETECTORS_VERSION,
            "files": [file.as_dict() for file in self.files],
            "passed_over": list(self.passed_over),
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
