"""Compares the phrases that clauses and rules quote with the text of their plan."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from gkrules.errors import Diagnostic
from gkrules.language.pack import CLAUSES_FILE, rule_files
from gkrules.yaml_tree import Mapping, Scalar, Sequence, YamlFile


def phrase_faults(pack: Path, plan: str) -> list[Diagnostic]:
    """A fault for each phrase in the files of the directory `pack` that does not occur in `plan`, the plan's text.

    Both are compared in NFKC and without blanks. The pack must have been read without faults. Raises OSError when a
    file cannot be read.
    """
    text = _squeezed(plan)
    faults: list[Diagnostic] = []
    names = [CLAUSES_FILE] if (pack / CLAUSES_FILE).is_file() else []
    for name in [*names, *rule_files(pack)]:
        path = pack / name
        file = YamlFile(path.as_posix(), path.read_text(encoding="utf-8-sig"))
        for phrase in _phrases(file):
            if _squeezed(phrase.text) not in text:
                file.report("GK155", "this phrase does not occur in the plan's text", phrase.place,
                            "quote a few characters of the plan as they stand there")  # fmt: skip
        faults += file.faults()
    return faults


def _phrases(file: YamlFile) -> Iterator[Scalar]:
    root = file.parse()
    for items in root.entries.values() if isinstance(root, Mapping) else ():
        for item in items.items if isinstance(items, Sequence) else ():
            phrase = item.entries.get("phrase") if isinstance(item, Mapping) else None
            if isinstance(phrase, Scalar):
                yield phrase


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
