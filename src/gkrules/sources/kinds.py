"""The kinds of file that are read, told by the ending of the name."""

from __future__ import annotations

from enum import Enum
from pathlib import Path


class Kind(Enum):
    """What a file holds."""

    TEXT = "delimited text"
    WORKBOOK = "workbook"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    YAML = "YAML"
    MARKDOWN = "Markdown with front matter"


ENDINGS: dict[str, Kind] = {
    ".csv": Kind.TEXT,
    ".tsv": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".xlsx": Kind.WORKBOOK,
    ".xlsm": Kind.WORKBOOK,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".yaml": Kind.YAML,
    ".yml": Kind.YAML,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
}
GZIP = ".gz"
_PACKED = frozenset({Kind.TEXT, Kind.JSON, Kind.JSON_LINES, Kind.YAML})


def ending(path: Path) -> str:
    """The ending that tells the kind, in lower case, without `.gz`."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    return (suffixes[-2] if len(suffixes) > 1 else "") if is_packed(path) else suffixes[-1] if suffixes else ""


def is_packed(path: Path) -> bool:
    """Whether the name ends in `.gz`."""
    return path.suffix.lower() == GZIP


def kind_of(path: Path) -> Kind | None:
    """The kind of a file; None for one that no reader stands for."""
    kind = ENDINGS.get(ending(path))
    return None if is_packed(path) and kind not in _PACKED else kind


def listed() -> str:
    """The endings that are read, for messages."""
    return f"{' '.join(ENDINGS)} (and .csv.gz .json.gz .jsonl.gz .yaml.gz)"
