"""Which files a run looks into: those named, and in folders those of known kinds."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.files.kinds import is_known

MOST_FILES = 100_000
SUFFIX = ".masked"
"""What stands before the ending in the name of a masked copy."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files to look into, each with the folder that it was found in (None: named itself), and files passed over."""

    files: tuple[tuple[Path, Path | None], ...]
    passed_over: tuple[Path, ...]


def wanted(paths: Iterable[Path], *, copies: bool) -> Wanted:
    """The files of `paths` in order; `copies`: masked copies in folders are looked into like others.

    Hidden files, lock files of Office and links to folders are no part of a folder. Raises SourceError for a folder
    with more than `MOST_FILES` files.
    """
    files: dict[Path, Path | None] = {}
    passed_over: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.setdefault(path, None)
            continue
        for file in _inside(path):
            if is_known(file) and (copies or Path(file.stem).suffix != SUFFIX):
                files.setdefault(file, path)
            else:
                passed_over.append(file)
    return Wanted(tuple(files.items()), tuple(passed_over))


def _inside(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        found += [Path(root, each) for each in sorted(names) if not each.startswith((".", "~$"))]
        if len(found) > MOST_FILES:
            raise SourceError(
                f"a folder holds more than {MOST_FILES:,} files; name a smaller one",
                f"文件夹内文件超过{MOST_FILES:,}个；请指定范围更小的文件夹",
            )
    return found
