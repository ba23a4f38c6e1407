"""`mask_bytes` and `mask_files`: copies of files with personal data masked (去标识化) and everything else as it was."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.detectors import DisclosureKind
from gkrules.errors import SourceError
from gkrules.files.content import Content
from gkrules.files.detecting import fault
from gkrules.files.examining import Hit, examine
from gkrules.files.finding import FileMasking, Masking
from gkrules.files.forms import Forms
from gkrules.files.kinds import read_content, refuse_kind
from gkrules.files.paths import SUFFIX, wanted
from gkrules.files.rewriting import rewrite
from gkrules.files.showing import Discretion, findings
from gkrules.sources.files import read_bytes, shown_path

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class MaskedFile:
    """A masked file: its bytes, what was changed in the order of the rounds, what is left, and the forms given."""

    data: bytes
    content: Content
    changed: tuple[tuple[Content, tuple[Hit, ...]], ...]
    left: tuple[Hit, ...]
    forms: Forms


def mask_bytes(data: bytes, ending: str, name: str, kind: DisclosureKind = "ordinary") -> MaskedFile:
    """A file of the kind `ending` (`.csv`) with what must be de-identified, or should be, masked.

    The result is looked into again until nothing is found that can be masked, so that masking it once more changes
    nothing. Raises SourceError as `read_content` does; `name` is how messages call the file.
    """
    forms = Forms()
    rounds: list[tuple[Content, tuple[Hit, ...]]] = []
    while True:
        content = read_content(data, ending, name)
        hits = [hit for hit in examine(content, kind) if hit.span.must_deidentify or hit.span.advise]
        due = [hit for hit in hits if not all(slot.fixed for slot, _, _ in hit.cuts)]
        if not due or len(rounds) == _ROUNDS:
            return MaskedFile(data, content, tuple(rounds), tuple(hits), forms)
        if not rounds:
            for passage in content.passages():
                forms.see(passage.text)
        for hit in due:
            forms.learn(hit.span.type, hit.value)
        data = content.build(rewrite(content, due, forms))
        rounds.append((content, tuple(due)))


def mask_files(
    paths: Iterable[Path | str],
    *,
    out: Path | str | None = None,
    in_place: bool = False,
    kind: DisclosureKind = "ordinary",
) -> Masking:
    """Write masked copies of files and of the files in folders.

    A copy goes beside its original as `NAME.masked.ENDING`, with `out` to that file (one file) or folder, with
    `in_place` over the original. A file that cannot be read is told in the result and does not stop the others; nothing
    is written for it, nor where a copy would overwrite an original. Raises SourceError when `out` and `in_place` are
    both given.
    """
    sources = [Path(path) for path in paths]
    if out is not None and in_place:
        raise SourceError("give either an output or in_place, not both", "输出位置与原地修改只能选一")
    found = wanted(sources, copies=in_place)
    target = None if out is None else Path(out)
    into = target is not None and (
        len(sources) > 1 or any(p.is_dir() for p in sources) or target.is_dir() or str(out).endswith(("/", os.sep))
    )
    originals = {path.resolve() for path, _ in found.files}
    discretion = Discretion()
    used: set[Path] = set()
    files = []
    for path, folder in found.files:
        result = _mask_file(path, folder, target, originals, used, kind, discretion, into=into, in_place=in_place)
        files.append((path, result))
    told = (replace(file, file=discretion.path(shown_path(path))) for path, file in files)
    return Masking(kind, tuple(told), tuple(discretion.path(shown_path(path)) for path in found.passed_over))


def _mask_file(
    path: Path,
    folder: Path | None,
    target: Path | None,
    originals: set[Path],
    used: set[Path],
    kind: DisclosureKind,
    discretion: Discretion,
    *,
    into: bool,
    in_place: bool,
) -> FileMasking:
    name = discretion.path(shown_path(path))
    try:
        refuse_kind(path, name)
        masked = mask_bytes(read_bytes(path, name), path.suffix.lower(), name, kind)
        changes, left = [], []
        for content, hits in masked.changed:
            discretion.learn(hits, masked.forms)
            changes += findings(content, hits, masked.forms, discretion)
        discretion.learn(masked.left, masked.forms)
        left += findings(masked.content, masked.left, masked.forms, discretion)
        notes = list(masked.content.notes)
        if in_place:
            place = path.resolve()
            if discretion.path(path.name) != path.name:
                notes.append(
                    Bilingual("文件名本身含个人信息，请改名", "the name of the file holds personal data; rename it")
                )
        else:
            place = _place(path, folder, target, discretion, into=into)
            _keep_originals(place, originals, name)
            place = _free(place, used, explicit=target is not None and not into)
            _keep_originals(place, originals, name)
        _write(place, masked.data, path)
        shown = discretion.path(shown_path(place if not in_place else path))
        return FileMasking(name, shown, tuple(changes), tuple(left), tuple(notes))
    except SourceError as error:
        return FileMasking(name, error=error.text)
    except OSError as error:
        reason = error.strerror or "unknown fault"
        return FileMasking(
            name,
            error=Bilingual(
                f"{name}：无法写入去标识化副本（{reason}）", f"{name}: the masked copy cannot be written: {reason}"
            ),
        )
    except Exception as error:  # one bad file does not stop a folder
        return FileMasking(name, error=fault(name, error), internal=True)


def _place(path: Path, folder: Path | None, target: Path | None, discretion: Discretion, *, into: bool) -> Path:
    """Where the copy goes; names that are personal data are masked, with × for what file systems do not take."""

    def clean(part: str) -> str:
        return discretion.shown(part).replace("*", "×")

    if target is None:
        return path.with_name(clean(path.stem) + SUFFIX + path.suffix)
    if not into:
        return target
    inside = path.relative_to(folder) if folder is not None else Path(path.name)
    *folders, _ = inside.parts
    return Path(target, *map(clean, folders), clean(inside.stem) + inside.suffix)


def _keep_originals(place: Path, originals: set[Path], name: str) -> None:
    if place.resolve() in originals:
        raise SourceError(
            f"{name}: its copy would overwrite an original; choose another output, or ask for --in-place",
            f"{name}：输出会覆盖原文件；请另选输出位置，或使用--in-place",
        )


def _free(place: Path, used: set[Path], *, explicit: bool) -> Path:
    """The place, or one beside it when another file of this run has it."""
    number, wished = 1, place
    while place.resolve() in used and not explicit:
        number += 1
        place = wished.with_name(f"{wished.stem}-{number}{wished.suffix}")
    used.add(place.resolve())
    return place


def _write(place: Path, data: bytes, original: Path) -> None:
    """Write the whole file or nothing, with the permissions of the original."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".gkrules-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(original.stat().st_mode & 0o777)
        Path(temporary).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
