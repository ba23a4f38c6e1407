"""The starter folder of `gkrules init`: a profile, a mapping, documents to check, jobs for CI, and a README."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.language.pack import shipped_names
from gkrules.language.packs import read_packs

PROFILE = "gkrules.yaml"
_PARAMS = "{params}"


def write_starter(folder: Path) -> tuple[Path, ...]:
    """Write the starter files into `folder`, which is made if it is not there; returns their paths.

    Nothing is ever overwritten: raises SourceError, before anything is written, when one of the files is there
    already, and when the folder cannot be written.
    """
    texts = starter_files()
    paths = {folder / name: text for name, text in texts.items()}
    there = [path.as_posix() for path in paths if path.exists() or path.is_symlink()]
    if there:
        raise SourceError(
            f"{', '.join(there)}: already there; nothing was written. Choose another folder",
            f"{'、'.join(there)}：已存在，未写入任何文件；请另选文件夹",
        )
    try:
        for path, text in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise SourceError(
            f"{folder.as_posix()}: the starter files cannot be written: {error.strerror}",
            f"{folder.as_posix()}：无法写入入门文件，请检查路径和权限",
        ) from None
    return tuple(paths)


def starter_files() -> dict[str, str]:
    """The text of each file by its path inside the folder."""
    root = resources.files("gkrules.starter") / "files"
    found = {name: entry.read_text(encoding="utf-8") for name, entry in _entries(root, "")}
    found[PROFILE] = found[PROFILE].replace(_PARAMS, "\n".join(_params_that_are_off()))
    return dict(sorted(found.items()))


def _entries(folder: Traversable, inside: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = f"{inside}{entry.name}"
        found += _entries(entry, f"{name}/") if entry.is_dir() else [(name, entry)]
    return found


def _params_that_are_off() -> list[str]:
    """Commented lines for every parameter of the shipped packs that is off, with its type and meaning."""
    lines = [
        "#   （下列参数默认不启用：原文没有规定数值，设定后才判定 / off until set, for the texts state no number）"
    ]
    for pack in read_packs(shipped_names()):
        for rule in pack.rules:
            params = {p.name: p for version in rule.versions for p in version.params.values() if p.value is None}
            if not params:
                continue
            lines.append(f"#   {rule.id}:  # {rule.versions[-1].title.zh}")
            for param in params.values():
                about = f"  {param.about.zh} / {param.about.en}" if param.about else ""
                lines.append(f"#     {param.name}: …  # {param.type.value}{about}")
    return lines
