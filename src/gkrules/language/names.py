"""Finds the name that was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_NAME = 80


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, if any is like it."""
    if len(name) > MAX_NAME:
        return None
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
