"""Opening files: what is refused before a byte is read, and gzip within bounds."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkrules.errors import SourceError
from gkrules.profile import read_profile
from gkrules.records.dictionary import dictionary
from gkrules.sources import files
from gkrules.sources.files import unpack
from gkrules.sources.mapping import read_mapping


def packed(data: bytes) -> bytes:
    """A gzip file without the time of its making, so that it is the same in every run."""
    return gzip.compress(data, mtime=0)


@given(st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=3))
def test_all_members_of_a_packed_file_are_read(parts: list[bytes]) -> None:
    assert unpack(b"".join(map(gzip.compress, parts)), "a.gz") == b"".join(parts)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"id,title\n", "no sound gzip file"),
        (packed(b"x" * 1000)[:-9], "no sound gzip file"),
        (packed(b"x") + b"rest", "no sound gzip file"),
        (packed(b"x")[:-8] + b"\0" * 8, "no sound gzip file"),
        (zlib.compress(b"x"), "no sound gzip file"),
        (packed(b""), "the packed file is empty"),
    ],
)
def test_what_is_no_sound_gzip(data: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        unpack(data, "a.gz")


def test_padding_after_the_last_member_is_nothing() -> None:
    assert unpack(gzip.compress(b"x") + b"\0" * 512, "a.gz") == b"x"


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_HARMLESS", 1_000_000)
    assert len(unpack(gzip.compress(b"0" * 1_000_000), "a.gz")) == 1_000_000
    with pytest.raises(SourceError, match="unpacks to more than 1,000,000 bytes, which is refused"):
        unpack(gzip.compress(b"0" * 1_000_001), "a.gz")
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    with pytest.raises(SourceError, match="more than 10 bytes"):
        unpack(gzip.compress(b"12345678901"), "a.gz")


def test_settings_are_opened_with_the_same_care(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    large = tmp_path / "large.yaml"
    large.write_text("x" * 20, encoding="utf-8")
    monkeypatch.setattr(files, "LARGEST_SETTINGS", 10)
    for path, told in ((pipe, "is no regular file"), (tmp_path, "is a directory"), (large, "is larger than")):
        with pytest.raises(SourceError, match=told):
            read_profile(path)
        with pytest.raises(SourceError, match=told):
            read_mapping(path, dictionary(), "document")
