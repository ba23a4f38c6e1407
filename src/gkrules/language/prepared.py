"""Packs as they are after reading, kept as JSON beside the package, so that loading one need not read its YAML again.

`python -m gkrules.language.prepared` writes them, and so does each build and each editable installation. A prepared
pack holds only while the digests of the pack's files, of the data dictionary and of the code that reads both are those
it was made from; otherwise the YAML is read. Inline examples are not in it: they are read from the YAML when asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import overload

from gkrules.errors import SourceError
from gkrules.language.pack import CLAUSES_FILE, PACK_FILE, Pack, find_pack, pack_digest, rule_files, shipped_names
from gkrules.language.pool import pooled, unpooled
from gkrules.language.rule import Example

FORMAT = "gkrules-prepared/1"
_PACKAGE = Path(__file__).resolve().parent.parent
_READ_BY = (
    "bilingual.py",
    "yaml_tree.py",
    "deadlines/*.py",
    "language/*.py",
    "records/*.py",
    "records/subjects/*.yaml",
)


def load_packs(names: Iterable[str]) -> tuple[Pack, ...]:
    """The packs of these names or paths, each once: prepared ones where they hold, the others read from their YAML.

    Raises as `read_packs` does.
    """
    names = tuple(names)
    paths = {path.resolve(): path for path in map(find_pack, names)}
    known = {resolved: pack for resolved, path in paths.items() if (pack := prepared(path)) is not None}
    if len(known) == len(paths) == len({pack.id for pack in known.values()}):
        return tuple(known[resolved] for resolved in paths)
    from gkrules.language.packs import read_packs  # here, so that prepared packs do without the readers

    return read_packs(names, known)


def prepared(path: Path) -> Pack | None:
    """The prepared pack of the directory `path`; None where there is none or it no longer holds."""
    try:
        head, _, body = (folder() / f"{path.resolve().name}.json").read_bytes().partition(b"\n")
        if head != _head(pack_digest(path)):
            return None
        pack: Pack = unpooled(json.loads(body), lambda name: (path / name).as_posix())
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ImportError):
        return None  # left behind by another release, or cut short
    source = _Source(path, pack.digest)
    return replace(pack, rules=tuple(replace(r, examples=LaterExamples(source, r.id)) for r in pack.rules))


def prepare(*names: str) -> list[Path]:
    """Write the packs of these names or paths, each in one piece. Returns the files written.

    Without a name all shipped packs are written, and what is left of others is removed. Raises as `read_packs` does,
    and OSError when a file cannot be written.
    """
    from gkrules.language.packs import read_packs  # here, so that prepared packs do without the readers

    written = []
    folder().mkdir(exist_ok=True)
    for path in map(find_pack, names or shipped_names()):
        (pack,) = read_packs([str(path)])
        bare = replace(pack, rules=tuple(replace(rule, examples=()) for rule in pack.rules))
        files = {(path / name).as_posix(): name for name in (PACK_FILE, CLAUSES_FILE, *rule_files(path))}
        body = json.dumps(pooled(bare, files), ensure_ascii=False, separators=(",", ":"))
        target = folder() / f"{pack.id}.json"
        draft = target.with_suffix(".draft")
        draft.write_bytes(_head(pack.digest) + b"\n" + body.encode() + b"\n")
        written.append(draft.replace(target))
    for other in () if names else set(folder().glob("*.json")) - set(written):
        other.unlink()
    return written


def folder() -> Path:
    """Where prepared packs stand: in the package; they are made, never kept under version control."""
    return _PACKAGE / "prepared"


def _head(digest: str) -> bytes:
    """The first line of a prepared pack: what it was made from."""
    return json.dumps({"format": FORMAT, "pack": digest, "read_by": _readers()}).encode()


@cache
def _readers() -> str:
    """The digest of all that decides what the YAML of a pack means."""
    digest = hashlib.sha256()
    for path in (path for pattern in _READ_BY for path in sorted(_PACKAGE.glob(pattern))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


class _Source:
    """The YAML that a prepared pack was made from, read once when its examples are asked for."""

    def __init__(self, path: Path, digest: str) -> None:
        self.path = path.resolve()
        self.digest = digest
        self._examples: dict[str, tuple[Example, ...]] | None = None

    def examples(self, rule_id: str) -> tuple[Example, ...]:
        """The examples of one rule. Raises SourceError when the files have changed since."""
        if self._examples is None:
            from gkrules.language.packs import read_packs  # here, so that prepared packs do without the readers

            (pack,) = read_packs([str(self.path)])
            if pack.digest != self.digest:
                place = self.path.as_posix()
                raise SourceError(
                    f"{place} has changed since the pack was loaded; load it again",
                    f"规则包{place}在载入后已被修改，请重新载入",
                )
            self._examples = {rule.id: tuple(rule.examples) for rule in pack.rules}
        return self._examples[rule_id]


class LaterExamples(Sequence[Example]):
    """The inline examples of a rule of a prepared pack, read when first asked for; equal to a tuple of the same."""

    __slots__ = ("_rule_id", "_source")

    def __init__(self, source: _Source, rule_id: str) -> None:
        self._source = source
        self._rule_id = rule_id

    @property
    def _read(self) -> tuple[Example, ...]:
        return self._source.examples(self._rule_id)

    @overload
    def __getitem__(self, index: int) -> Example: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Example, ...]: ...

    def __getitem__(self, index: int | slice) -> Example | tuple[Example, ...]:
        return self._read[index]

    def __len__(self) -> int:
        return len(self._read)

    def __iter__(self) -> Iterator[Example]:
        return iter(self._read)

    def __eq__(self, other: object) -> bool:
        return self._read == (other._read if isinstance(other, LaterExamples) else other)

    def __repr__(self) -> str:
        return f"<examples of {self._rule_id}>"


if __name__ == "__main__":
    prepare()
