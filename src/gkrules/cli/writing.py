"""Files that the command writes, with a clear word where that fails."""

from __future__ import annotations

from pathlib import Path

from gkrules.errors import SourceError
from gkrules.sources.files import shown_path


def write_text(path: Path, text: str) -> None:
    """Write `text` as it stands, in UTF-8. Raises SourceError when the file cannot be written."""
    try:
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        name = shown_path(path)
        raise SourceError(
            f"{name}: cannot be written: {error.strerror}", f"{name}：无法写入（请检查路径、权限和磁盘空间）"
        ) from None
