"""Reads packs from their YAML: all files of a directory as a whole, with the faults of all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from gkrules.errors import Diagnostic, RuleError, SourceError
from gkrules.language.kinds import Rate
from gkrules.language.names import nearest
from gkrules.language.pack import (
    CLAUSES_FILE,
    PACK_FILE,
    Clause,
    Pack,
    find_pack,
    pack_files,
    rule_files,
    template_files,
)
from gkrules.language.reading import Reading
from gkrules.language.rule import Modality, Rule
from gkrules.language.rules import read_rules
from gkrules.language.templates import Template, read_templates
from gkrules.language.versions import PackFrame
from gkrules.records.dictionary import dictionary
from gkrules.yaml_tree import Node, Place, Scalar, YamlFile

_PACK_KEYS = ("id", "version", "kind", "title", "issuer", "document_number", "issued_on", "window", "about")
_CLAUSE_KEYS = ("id", "location", "text", "phrase", "modality", "note")


def read_packs(names: Iterable[str], known: Mapping[Path, Pack] | None = None) -> tuple[Pack, ...]:
    """The packs of these names or paths, each once, read from their YAML unless `known` holds them by resolved path.

    Raises RuleError with the faults of all, PackNotFoundError.
    """
    packs: dict[Path, Pack] = {}
    diagnostics: list[Diagnostic] = []
    for name in names:
        path = find_pack(name)
        if path.resolve() in packs:
            continue
        try:
            packs[path.resolve()] = (known or {}).get(path.resolve()) or _PackReader(path).read()
        except RuleError as error:
            diagnostics.extend(error.diagnostics)
    diagnostics.extend(_shared_ids(packs.values()))
    if diagnostics:
        raise RuleError(diagnostics)
    return tuple(packs.values())


def _shared_ids(packs: Iterable[Pack]) -> list[Diagnostic]:
    seen: dict[str, Rule] = {}
    twice = []
    for rule in (rule for pack in packs for rule in pack.rules):
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            message = f"the rule id {rule.id!r} stands twice (first in {first.file}, line {first.line})"
            twice.append(Diagnostic("GK142", message, rule.file, rule.line, 1, help="a rule id is used once"))
    return twice


def _lost_rates(pack: Pack) -> list[Diagnostic]:
    """Rates of a rule of this pack that it does not have, or that judges other records."""
    rules = {rule.id: rule for rule in pack.rules}
    lost = []
    for rule in pack.rules:
        for of in sorted({v.requirement.of or "" for v in rule.versions if isinstance(v.requirement, Rate)} - {""}):
            other = rules.get(of)
            if not of.startswith(f"{pack.id}/") or (
                other is not None and other.subject == rule.subject and not other.of_groups
            ):
                continue
            near = nearest(of, rules) if other is None else None
            why = (
                f"there is no rule {of!r}" if other is None else f"{of} does not judge single records of {rule.subject}"
            )
            help_text = f"did you mean {near!r}?" if near else "of names a rule over records of the same subject"
            lost.append(Diagnostic("GK148", why, rule.file, rule.line, 1, help=help_text))
    return lost


class _PackReader:
    """Reads all files of one directory; faults of every file are told together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: list[YamlFile] = []
        self.digest = hashlib.sha256()

    def read(self) -> Pack:
        root = self._root(PACK_FILE)
        reading = Reading(self.files[-1])
        if root is None:  # what the rules mean depends on it
            raise RuleError(self.files[-1].faults())
        entries = reading.mapping(root, "a pack", _PACK_KEYS, ("id", "version", "kind", "title", "issuer")).entries
        directory = self.path.resolve().name
        pack_id = reading.text(entries.get("id"), "id") or directory
        if pack_id != directory:
            reading.fault("GK143", f"the pack's id {pack_id!r} must be the name of its directory", entries["id"])
        window = reading.window(entries.get("window"), "window")
        templates = self._templates()
        clauses = self._clauses()
        frame = PackFrame(pack_id, window, clauses)
        rules: list[Rule] = []
        for name in rule_files(self.path):
            file = self._file(name)
            if file is not None:
                rules.extend(read_rules(file, frame, dictionary(), templates))
        pack = Pack(
            pack_id,
            reading.text(entries.get("version"), "version") or "",
            reading.text(entries.get("kind"), "kind") or "",
            reading.bilingual(entries.get("title"), "title"),
            reading.text(entries.get("issuer"), "issuer") or "",
            reading.text(entries["document_number"], "document_number") if "document_number" in entries else None,
            window,
            clauses or {},
            tuple(rules),
            f"sha256:{self.digest.hexdigest()}",
        )
        faults = [d for file in self.files for d in file.faults()]
        faults.extend(_shared_ids([pack]))
        faults.extend(_lost_rates(pack))
        if faults:
            raise RuleError(faults)
        return pack

    def _templates(self) -> dict[str, Template]:
        """The templates that the pack uses: those that come with gkrules, and its own, which may not rename these."""
        files = set(pack_files(self.path))
        found: dict[str, Template] = {}
        for path in template_files(self.path):
            file = self._read(path) if path in files else None
            for name, template in (read_templates(file) if file is not None else {}).items():
                if file is not None and name in found:
                    file.report("GK150", f"the template {name!r} comes with gkrules; give this one another name",
                                template.rule.place)  # fmt: skip
                found.setdefault(name, template)
        return found

    def _clauses(self) -> dict[str, Clause] | None:
        """The clauses by id; None when the list cannot be read (the fault is kept)."""
        if not (self.path / CLAUSES_FILE).is_file():
            return {}
        root = self._root(CLAUSES_FILE)
        if root is None:
            return None
        reading = Reading(self.files[-1])
        entries = reading.mapping(root, "a clause list", ("clauses",), ("clauses",)).entries
        clauses: dict[str, Clause] = {}
        for item in reading.items(entries.get("clauses"), "clauses"):
            clause = _clause(reading, item)
            if clause is None:
                continue
            if clause.id in clauses:
                reading.fault("GK142", f"the clause id {clause.id!r} stands twice", item)
            clauses[clause.id] = clause
        return clauses

    def _root(self, name: str) -> Node | None:
        """The tree of a file; None when it is empty or cannot be read (the fault is kept)."""
        file = self._file(name)
        if file is None:
            return None
        tree = file.parse()
        if tree is None and not file.diagnostics:
            file.report("GK120", f"{name} is empty", Place(1, 1))
        return tree

    def _file(self, name: str) -> YamlFile | None:
        return self._read(self.path / name)

    def _read(self, path: Path) -> YamlFile | None:
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror or 'cannot be read'}") from None
        except UnicodeDecodeError as error:
            file = YamlFile(path.as_posix(), "")
            file.report("GK101", f"this file is not UTF-8 (byte {error.start})", Place(1, 1), "save it as UTF-8")
            self.files.append(file)
            return None
        self.digest.update(path.name.encode() + b"\0" + data + b"\0")
        file = YamlFile(path.as_posix(), text)
        self.files.append(file)
        return file


def _clause(reading: Reading, node: Node) -> Clause | None:
    entries = reading.mapping(node, "a clause", _CLAUSE_KEYS, ("id", "location", "text", "modality")).entries
    clause_id = reading.text(entries.get("id"), "id")
    if clause_id is None or not isinstance(entries.get("id"), Scalar):
        return None
    return Clause(
        clause_id,
        reading.text(entries.get("location"), "location") or "",
        reading.bilingual(entries.get("text"), "text"),
        reading.word(entries.get("modality"), "modality", Modality, Modality.MUST),
        reading.text(entries["phrase"], "phrase") if "phrase" in entries else None,
        reading.bilingual(entries["note"], "note") if "note" in entries else None,
    )
