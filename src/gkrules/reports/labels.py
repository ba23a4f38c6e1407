"""Names of fields as readers of reports know them."""

from __future__ import annotations

from collections.abc import Iterable

from gkrules.bilingual import Language
from gkrules.records.dictionary import dictionary


def label_of(name: str) -> str:
    """The Chinese label of a field; the same name has the same label in every subject, but for the id."""
    found = (s.fields[name] for s in dictionary().subjects.values() if name in s.fields and name != "id")
    return next((f"“{field.zh}”" for field in found), name)


def names_of(fields: Iterable[str], language: Language) -> str:
    """The fields in a row: labels in Chinese, names in English."""
    return "、".join(map(label_of, fields)) if language == "zh" else ", ".join(fields)
