"""A folder as a source: of Markdown documents with front matter, or else of tables.

Files and folders whose names begin with a dot, and the lock files of Office (`~$…`), are no part of it. A folder in
which any Markdown file has front matter is a folder of documents: its Markdown files with front matter are taken.
Any other is a folder of tables: every file of a known kind is taken but `.txt`, `gkrules*.yaml` and `gkrules*.yml`.
What is passed over is told in a note.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.sources.files import ShownNames, digest_of, read_bytes, shown_path
from gkrules.sources.front_matter import read_front_matter
from gkrules.sources.kinds import Kind, ending, kind_of
from gkrules.sources.rows import Row, Table

MOST_FILES = 100_000
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: a table of documents, or the paths of tables; and what was passed over."""

    documents: Table | None
    tables: tuple[Path, ...]
    notes: tuple[Bilingual, ...]


def read_folder(folder: Path, settings: Collection[Path] = (), names: ShownNames | None = None) -> Folder:
    """The sources in a folder and below it, in the order of their paths.

    `settings` are the run's own files, which are no sources; `names` calls every file by its own name. Raises
    SourceError for a folder without any source, or with more than `MOST_FILES` files, or a document that cannot be
    opened.
    """
    name = shown_path(folder)
    own = {path.resolve() for path in settings}
    files = [path for path in _files(folder, name) if path.resolve() not in own]
    markdown = [path for path in files if kind_of(path) is Kind.MARKDOWN and path.is_file()]
    others = [path for path in files if path not in set(markdown)]
    rows, bare, digest = _documents(folder, markdown, names or ShownNames())
    if rows:
        return Folder(Table(name, digest, None, tuple(rows)), (), tuple(_notes(folder, bare, others)))
    tables = tuple(path for path in files if _is_table(path))
    if not tables:
        raise SourceError(
            f"{name}: the folder holds no Markdown file with front matter and no table; name the files themselves",
            f"{name}：文件夹中既没有带文件头（front matter）的Markdown文件，也没有数据表；请直接写出文件",
        )
    return Folder(None, tables, tuple(_notes(folder, bare, [path for path in others if path not in set(tables)])))


def _files(folder: Path, name: str) -> list[Path]:
    """Every file of the folder and below; symbolic links to folders are not followed."""
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [Path(root, each) for each in sorted(files) if not each.startswith((".", "~$"))]
        if len(found) > MOST_FILES:
            raise SourceError(
                f"{name}: more than {MOST_FILES:,} files; name a smaller folder",
                f"{name}：文件超过{MOST_FILES:,}个；请指定范围更小的文件夹",
            )
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _documents(folder: Path, paths: Collection[Path], names: ShownNames) -> tuple[list[Row], list[Path], str]:
    """The records of Markdown files, the files without front matter, and one digest of all that were taken."""
    rows: list[Row] = []
    bare: list[Path] = []
    digest = hashlib.sha256()
    for path in paths:
        name = names.of(path)
        if path.stat().st_size == 0:
            bare.append(path)
            continue
        data = read_bytes(path, name)
        inside = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
        row = read_front_matter(data, name, inside)
        if row is None:
            bare.append(path)
            continue
        rows.append(row)
        digest.update(f"{inside}\0{digest_of(data)}\n".encode())
    return rows, bare, f"sha256:{digest.hexdigest()}"


def _is_table(path: Path) -> bool:
    kind = kind_of(path)
    if kind in (None, Kind.MARKDOWN) or ending(path) == ".txt" or not path.is_file():
        return False
    return not (kind is Kind.YAML and path.name.lower().startswith("gkrules"))


def _notes(folder: Path, bare: Collection[Path], others: Collection[Path]) -> Iterator[Bilingual]:
    name = shown_path(folder)
    if bare:
        shown = _shown(folder, bare)
        yield Bilingual(
            f"{name}：有{len(bare)}个Markdown文件没有文件头（front matter），未作为记录读取：{shown.zh}。",
            f"{name}: {len(bare)} Markdown files without front matter were passed over: {shown.en}.",
        )
    if others:
        shown = _shown(folder, others)
        yield Bilingual(
            f"{name}：另有{len(others)}个其他文件未读取：{shown.zh}。",
            f"{name}: {len(others)} other files were passed over: {shown.en}.",
        )


def _shown(folder: Path, paths: Collection[Path]) -> Bilingual:
    """The first few paths inside the folder, and whether there are more."""
    names = [shown_path(path.relative_to(folder)) for path in list(paths)[:_NAMED]]
    more = len(paths) > _NAMED
    return Bilingual("、".join(names) + ("等" if more else ""), ", ".join(names) + (", …" if more else ""))
