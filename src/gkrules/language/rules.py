"""Reads rule files: every rule with its dated versions, checked against the data dictionary and the pack."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping as MappingType
from datetime import date

from gkrules.language.examples import read_examples
from gkrules.language.reading import Reading
from gkrules.language.requirements import KIND_KEYS
from gkrules.language.rule import (
    Rule,
    Severity,
    Version,
)
from gkrules.language.templates import Template, expand
from gkrules.language.versions import VERSION_KEYS, PackFrame, VersionReader
from gkrules.records.model import Dictionary, Subject
from gkrules.yaml_tree import Mapping, Node, Place, YamlFile

_RULE_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*/[a-z0-9]+(?:[-.][a-z0-9]+)*")
_RULE_KEYS = ("id", "template", "with", "subject", "phrase", "note", "waivable", "versions", "examples", *VERSION_KEYS)
_NEEDED = ("clauses", "title", "modality", "severity", "in_force", "message", "remedy")
_WEIGHT = {severity: index for index, severity in enumerate(Severity)}


def read_rules(
    file: YamlFile, frame: PackFrame, dictionary: Dictionary, templates: MappingType[str, Template] | None = None
) -> list[Rule]:
    """The rules of one file, those bound to `templates` filled in.

    Faults are kept in `file`; a rule with a fault is left out.
    """
    tree = file.parse()
    if tree is None:
        if not file.diagnostics:
            file.report("GK120", "the file is empty; a rule file is a mapping with the key rules", Place(1, 1))
        return []
    reading = Reading(file)
    root = reading.mapping(tree, "a rule file", ("rules",), ("rules",))
    read = [
        _RuleReader(reading, frame, dictionary, templates or {}).read(node)
        for node in reading.items(root.entries.get("rules"), "rules")
    ]
    return [rule for rule in read if rule is not None]


class _RuleReader:
    """Reads one rule."""

    def __init__(
        self, reading: Reading, frame: PackFrame, dictionary: Dictionary, templates: MappingType[str, Template]
    ) -> None:
        self.reading = reading
        self.frame = frame
        self.dictionary = dictionary
        self.templates = templates

    def read(self, node: Node) -> Rule | None:
        before = len(self.reading.file.diagnostics)
        needed = ("id",) if isinstance(node, Mapping) and "template" in node.entries else ("id", "subject")
        written = self.reading.mapping(node, "a rule", _RULE_KEYS, needed)
        root, template, bound = expand(self.reading, written, self.templates)
        rule_id = self._id(root)
        subject = self._subject(root.entries.get("subject"))
        if subject is None or rule_id is None:
            return None
        versions = self._versions(root, subject)
        params = {name: param for version in reversed(versions) for name, param in version.params.items()}
        examples = read_examples(self.reading, root.entries.get("examples"), subject, params, self.frame.window.last)
        note = self.reading.bilingual(root.entries["note"], "note") if "note" in root.entries else None
        phrase = self.reading.text(root.entries.get("phrase"), "phrase")
        waivable = self._waivable(root.entries.get("waivable"))
        if len(self.reading.file.diagnostics) > before:
            return None
        place = root.place
        return Rule(
            rule_id, subject.name, tuple(versions), tuple(examples), self.reading.file.name, place.line, phrase, note,
            template, bound, waivable,
        )  # fmt: skip

    def _waivable(self, node: Node | None) -> bool:
        text = self.reading.text(node, "waivable")
        if text not in (None, "true", "false") and node is not None:
            self.reading.fault("GK125", "waivable is true or false", node)
        return text != "false"

    def _id(self, root: Mapping) -> str | None:
        node = root.entries.get("id")
        rule_id = self.reading.text(node, "id")
        if rule_id is None or node is None:
            return None
        if not _RULE_ID.fullmatch(rule_id) or not rule_id.startswith(self.frame.id + "/"):
            self.reading.fault(
                "GK127", f"a rule id is {self.frame.id}/ and a name of lower-case letters, digits and -", node
            )
            return None
        return rule_id

    def _subject(self, node: Node | None) -> Subject | None:
        name = self.reading.text(node, "subject")
        if name is None or node is None:
            return None
        subject = self.dictionary.subjects.get(name)
        if subject is None:
            self.reading.fault("GK128", f"unknown subject {name!r}", node, self.dictionary.hint(name))
        return subject

    def _versions(self, root: Mapping, subject: Subject) -> list[Version]:
        common = {k: n for k, n in root.entries.items() if k in VERSION_KEYS}
        if "versions" not in root.entries:
            read = [VersionReader(self.reading, self.frame, subject, [root]).read(common)]
        else:
            read = []
            for node in self.reading.items(root.entries["versions"], "versions"):
                own = self.reading.mapping(node, "a version", VERSION_KEYS, ("in_force",))
                merged = common | own.entries
                if any(kind in own.entries for kind in KIND_KEYS):
                    merged = {k: n for k, n in merged.items() if k not in KIND_KEYS or k in own.entries}
                read.append(VersionReader(self.reading, self.frame, subject, [root, own]).read(merged))
        versions = sorted((v for v in read if v is not None), key=lambda v: v.in_force.first or date.min)
        for earlier, later in itertools.pairwise(versions):
            if earlier.in_force.last is None or (later.in_force.first or date.min) <= earlier.in_force.last:
                self.reading.fault("GK129", "two versions are in force on the same day", root.entries["versions"])
        if len({version.grouping is None for version in versions}) > 1:
            self.reading.fault("GK147", "one version judges records, another groups", root.entries["versions"])
        return versions
