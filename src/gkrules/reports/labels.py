"""Names of fields, and of whatever else is missing, as readers of reports know them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from gkrules.bilingual import Bilingual, Language
from gkrules.engines.findings import name_of_missing
from gkrules.records.dictionary import dictionary


def label_of(name: str) -> Bilingual:
    """A field, or what else a finding lacks, in words; the same field has the same label in every subject."""
    subjects = dictionary().subjects
    relation = name.removeprefix("relation:") if name.startswith("relation:") else None
    able = (s for s in subjects.values() if relation is None or relation in s.relations or relation in subjects)
    found = (name_of_missing(subject, name) for subject in able if name != "id")
    return next((words for words in found if words.zh != name), Bilingual(name, name))


@cache
def field_label(name: str) -> Bilingual:
    """The label of a field, the last of a path, without marks around it; its name where no subject has it."""
    last = name.rpartition(".")[2]
    found = (subject.fields[last] for subject in dictionary().subjects.values() if last in subject.fields)
    return next((Bilingual(item.zh, last.replace("_", " ")) for item in found), Bilingual(name, name))


def names_of(fields: Iterable[str], language: Language) -> str:
    """The fields in a row: labels in Chinese, names in English."""
    return ("、" if language == "zh" else ", ").join(label_of(name).get(language) for name in fields)
