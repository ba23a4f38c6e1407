"""Reports that were saved as JSON, read back."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from gkrules.errors import SourceError
from gkrules.results import SCHEMA, Report
from gkrules.sources.files import shown_path

MOST_BYTES = 2 * 1024**3
"""A saved report is at most so long."""


def read_report(path: Path) -> Report:
    """The report in a file of the schema gkrules-report/1. Raises SourceError when it is none."""
    name = shown_path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(f"{name}: larger than 2 GiB", f"{name}：超过2GiB")
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{name}: cannot be read: {error.strerror}", f"{name}：无法读取") from None
    except ValidationError:
        raise SourceError(
            f"{name}: no report of the schema {SCHEMA}; write one with `gkrules check … -f json`",
            f"{name}：不是{SCHEMA}报告；请用gkrules check … -f json生成",
        ) from None
