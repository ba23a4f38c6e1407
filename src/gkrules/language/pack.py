"""Packs: directories of rules for one law or plan, with their clauses, found by name or path."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Window
from gkrules.errors import PackNotFoundError
from gkrules.language.rule import Modality, Rule

PACK_FILE, CLAUSES_FILE, EQUIVALENT_FILE = "pack.yaml", "clauses.yaml", "equivalent-mutants.yaml"
TEMPLATES_FILE = "templates.yaml"
_NO_RULES = frozenset({PACK_FILE, CLAUSES_FILE, EQUIVALENT_FILE, TEMPLATES_FILE})


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered place of a law or plan, restated in own words."""

    id: str
    location: str
    text: Bilingual
    modality: Modality
    phrase: str | None = None
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one law or plan, and what they stand on.

    `digest` is that of its files' bytes. `window` holds the days of the facts that the pack judges, both included.
    """

    id: str
    version: str
    kind: str
    title: Bilingual
    issuer: str
    document_number: str | None
    window: Window
    clauses: Mapping[str, Clause]
    rules: tuple[Rule, ...]
    digest: str


def shipped() -> Path:
    """The folder of the packs that come with gkrules: in the package, or beside `src` in a checkout."""
    here = Path(__file__).resolve().parent.parent
    inside = here / "packs"
    return inside if inside.is_dir() else here.parent.parent / "rules"


def shipped_names() -> list[str]:
    """Names of the packs that come with gkrules."""
    folder = shipped()
    return sorted(p.parent.name for p in folder.glob(f"*/{PACK_FILE}")) if folder.is_dir() else []


def find_pack(name: str) -> Path:
    """The directory of a pack, by its name or by a path. Raises PackNotFoundError."""
    path = Path(name)
    if (path / PACK_FILE).is_file():
        return path
    if name in shipped_names():
        return shipped() / name
    if path.is_dir():
        raise PackNotFoundError(
            f"{name} is a directory without {PACK_FILE}, so it is no pack",
            f"文件夹{name}中没有{PACK_FILE}，不是规则包",
        )
    from gkrules.language.names import nearest  # here, so that only an error pays for it

    near = nearest(name, shipped_names())
    hint = f"did you mean {near!r}? " if near else ""
    listed = ", ".join(shipped_names())
    raise PackNotFoundError(
        f"there is no pack {name!r}; {hint}packs: {listed}, or a directory",
        f"没有规则包“{name}”；可用的有：{listed}，或规则包所在的文件夹",
    )


def rule_files(path: Path) -> list[str]:
    """Names of the rule files in the directory of a pack, sorted."""
    return sorted(p.name for p in path.glob("*.yaml") if p.name not in _NO_RULES)


def template_files(path: Path) -> list[Path]:
    """The files of templates that a pack may use: those that come with gkrules, then its own."""
    return [file for file in (shipped() / TEMPLATES_FILE, path / TEMPLATES_FILE) if file.is_file()]


def pack_files(path: Path) -> list[Path]:
    """The files that make a pack: of templates those that it uses. Raises OSError when one cannot be read."""
    clauses = [path / CLAUSES_FILE] if (path / CLAUSES_FILE).is_file() else []
    rules = [path / name for name in rule_files(path)]
    templates = template_files(path) if any(b"template:" in file.read_bytes() for file in rules) else []
    return [path / PACK_FILE, *templates, *clauses, *rules]


def pack_digest(path: Path) -> str:
    """The digest of a pack's files, as `Pack.digest` holds it. Raises OSError when one cannot be read."""
    digest = hashlib.sha256()
    for file in pack_files(path):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"sha256:{digest.hexdigest()}"
