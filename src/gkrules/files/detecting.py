"""`detect_files`: personal data in files and folders, told by place and type."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gkrules.bilingual import Bilingual
from gkrules.detectors import DisclosureKind
from gkrules.errors import SourceError
from gkrules.files.examining import examine
from gkrules.files.finding import Detection, FileDetection
from gkrules.files.forms import Forms
from gkrules.files.kinds import read_content, refuse_kind
from gkrules.files.lists import FoundAt, beyond, list_findings, lists_of
from gkrules.files.paths import wanted
from gkrules.files.showing import Discretion, findings
from gkrules.lists import DEFAULT_K, PersonList
from gkrules.sources.files import digest_of, read_bytes, shown_path


def detect_files(
    paths: Iterable[Path | str], *, kind: DisclosureKind = "ordinary", excerpts: bool = False, k: int = DEFAULT_K
) -> Detection:
    """Look into files and folders for personal data.

    `kind` is the disclosure kind of what they hold; `excerpts` asks for the words around each finding, masked. A file
    that cannot be read is told in the result and does not stop the others. No message and no report holds what was
    found; names of files that are personal data are masked. Lists of persons are looked at once more, as they read
    when masked: groups of fewer than `k` rows that read alike, and persons whom another list of these files names.
    Raises ValueError for a `k` below 2.
    """
    found = wanted(map(Path, paths), copies=True)
    discretion = Discretion()
    tables: list[tuple[Path, int, PersonList]] = []
    files = [(path, _detect_file(path, kind, discretion, tables, excerpts=excerpts)) for path, _ in found.files]
    told = (replace(file, file=discretion.path(shown_path(path))) for path, file in files)
    there = [FoundAt(discretion.path(shown_path(path)), number, table) for path, number, table in tables]
    return Detection(
        kind,
        tuple(told),
        tuple(discretion.path(shown_path(path)) for path in found.passed_over),
        list_findings(there, k=k),
        beyond(there),
    )


def _detect_file(
    path: Path,
    kind: DisclosureKind,
    discretion: Discretion,
    tables: list[tuple[Path, int, PersonList]],
    *,
    excerpts: bool,
) -> FileDetection:
    name = discretion.path(shown_path(path))
    try:
        refuse_kind(path, name)
        data = read_bytes(path, name)
        content = read_content(data, path.suffix.lower(), name)
        hits = examine(content, kind)
        forms = Forms()
        for hit in hits:
            forms.learn(hit.span.type, hit.value)
        discretion.learn(hits, forms)
        tables += [(path, number, table) for number, table in enumerate(lists_of(content), start=1)]
        return FileDetection(
            name, digest_of(data), tuple(findings(content, hits, forms, discretion, excerpts=excerpts)), content.notes
        )
    except SourceError as error:
        return FileDetection(name, "", error=error.text)
    except Exception as error:  # one bad file does not stop a folder
        return FileDetection(name, "", error=fault(name, error), internal=True)


def fault(name: str, error: Exception) -> Bilingual:
    """What to say of a failure of gkrules itself: its sort and place in the code, and nothing of the file."""
    trace = error.__traceback__ or sys.exc_info()[2]
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace is not None else "?"
    sort = type(error).__name__
    return Bilingual(
        f"{name}：程序内部错误（{sort}，{place}），请反馈",
        f"{name}: internal error ({sort} in {place}); please report it",
    )
