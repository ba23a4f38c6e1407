"""Opening files: what is no regular file is refused, sizes are bounded, gzip is unpacked within bounds."""

from __future__ import annotations

import hashlib
import re
import stat
import zlib
from pathlib import Path

from gkrules.errors import SourceError

LARGEST_FILE = 2 * 1024**3
"""The largest file that is read, and the most that a packed one may come to, in bytes."""

LARGEST_SETTINGS = 8 * 1024**2
"""The largest mapping or profile file, in bytes."""

_HARMLESS = 100 * 1024**2
_MOST_RATIO = 200
_CHUNK = 1024**2
_LONG_NUMBER = re.compile("(?:[0-9][^0-9]?){7}")
_GZIP = 31  # window bits for a stream with a gzip header


def read_bytes(path: Path, name: str) -> bytes:
    """The whole file, read once so that digest and rows speak of the same bytes.

    Raises SourceError for directories, pipes and devices, for what is missing, forbidden, empty or too large.
    """
    try:
        data = _read(path, name, LARGEST_FILE)
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file; check the path", f"{name}：没有这个文件；请检查路径") from None
    except PermissionError:
        raise SourceError(f"{name}: no permission to read it", f"{name}：没有读取权限") from None
    except (OSError, ValueError) as fault:
        detail = fault.strerror if isinstance(fault, OSError) else "not a possible path"
        raise SourceError(
            f"{name}: cannot be read ({detail or 'unknown fault'})", f"{name}：无法读取（{detail or '原因不明'}）"
        ) from None
    if len(data) > LARGEST_FILE:
        gib = LARGEST_FILE // 1024**3
        raise SourceError(f"{name}: larger than {gib} GiB; split it", f"{name}：超过{gib} GiB；请拆分")
    if not data:
        raise SourceError(
            f"{name}: the file is empty (0 bytes); export it again", f"{name}：文件是空的（0字节）；请重新导出"
        )
    return data


def read_settings(path: Path, what: str, zh: str) -> bytes:
    """The bytes of a mapping or profile file, `what` and `zh` naming its kind. Raises SourceError as `read_bytes`."""
    name = shown_path(path)
    try:
        data = _read(path, name, LARGEST_SETTINGS)
    except (OSError, ValueError) as fault:
        detail = (fault.strerror if isinstance(fault, OSError) else None) or "not a possible path"
        raise SourceError(
            f"{name}: the {what} cannot be read: {detail}", f"{name}：{zh}无法读取，请检查路径和权限"
        ) from None
    if len(data) > LARGEST_SETTINGS:
        raise SourceError(
            f"{name}: the {what} is larger than {LARGEST_SETTINGS // 1024**2} MiB",
            f"{name}：{zh}超过{LARGEST_SETTINGS // 1024**2} MiB",
        )
    return data


def _read(path: Path, name: str, most: int) -> bytes:
    """At most one byte more than `most` of the regular file at `path`."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise SourceError(f"{name}: is a directory; name a file in it", f"{name}：是文件夹；请写出其中的文件")
    if not stat.S_ISREG(mode):
        raise SourceError(
            f"{name}: is no regular file; save its content to a file first", f"{name}：不是普通文件；请先存成文件"
        )
    with path.open("rb") as file:
        return file.read(most + 1)


def unpack(data: bytes, name: str) -> bytes:
    """The content of a gzip file, of all its members one after another.

    Raises SourceError for what is no gzip, is damaged or cut short, and for bombs: more than `LARGEST_FILE` bytes, or
    more than 100 MiB at over 200 times the packed size.
    """
    most = min(LARGEST_FILE, max(_HARMLESS, _MOST_RATIO * len(data)))
    parts: list[bytes] = []
    total = 0
    while data:
        member = zlib.decompressobj(_GZIP)
        try:
            while not member.eof:
                part = member.decompress(data, _CHUNK)
                data = member.unconsumed_tail
                if not part and not data and not member.eof:
                    raise zlib.error  # noqa: TRY301 - cut short, told like any other damage
                total += len(part)
                if total > most:
                    break
                parts.append(part)
        except zlib.error:
            raise SourceError(
                f"{name}: no sound gzip file (damaged or cut short); pack it again, or name the unpacked file",
                f"{name}：不是完好的gzip文件（已损坏或不完整）；请重新压缩，或直接使用解压后的文件",
            ) from None
        if total > most:
            raise SourceError(
                f"{name}: unpacks to more than {most:,} bytes, which is refused; unpack it and split the file",
                f"{name}：解压后超过{most:,}字节，已拒绝读取；请先解压并拆分文件",
            )
        data = member.unused_data.lstrip(b"\x00")  # padding of tape archives
    if not total:
        raise SourceError(
            f"{name}: the packed file is empty; export it again", f"{name}：压缩文件里没有内容；请重新导出"
        )
    return b"".join(parts)


def digest_of(data: bytes) -> str:
    """The digest by which a report names a file."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def shown_path(path: Path) -> str:
    """The path as reports and errors carry it.

    Bytes of a file name that are no text become question marks; personal data in it is masked.
    """
    return _masked_path(path)[0]


class ShownNames:
    """What the sources of one run are called: their paths as they may be shown, no two of them alike.

    `masked` is the number of places masked in them.
    """

    def __init__(self) -> None:
        self.masked = 0
        self._paths: dict[str, Path] = {}
        self._counted: set[str] = set()

    def of(self, path: Path) -> str:
        """The name of a source; where another has it already, with a number behind it."""
        name, places = _masked_path(path)
        shown, number = name, 1
        while self._paths.setdefault(shown, path) != path:
            number += 1
            shown = f"{name}~{number}"
        if places and shown not in self._counted:
            self._counted.add(shown)
            self.masked += places
        return shown


def _masked_path(path: Path) -> tuple[str, int]:
    text = path.as_posix().encode("utf-8", "replace").decode()
    if text.isascii() and "@" not in text and not _LONG_NUMBER.search(text):
        return text, 0
    from gkrules.detectors.bare import masked_path  # here, because plain names need it not

    return masked_path(text)
