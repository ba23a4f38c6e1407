"""The masked form of each value over a whole file: two people of one masked form stay two."""

from __future__ import annotations

import re

from gkrules.detectors import SpanType, person_name
from gkrules.detectors.forms import MASKS, ORDINALS
from gkrules.detectors.page import plain

_THERE = re.compile(rf"([\u3400-\u9fff]{{1,3}})(某某?)([{ORDINALS}]?[0-9]*)")
_BLANKS = re.compile(r"[\s\u3000]+")


def canonical(value: str) -> str:
    """One spelling of a value: half-width, without blanks."""
    return _BLANKS.sub("", plain(value))


class Forms:
    """Learns every value of a file first, then gives each its masked form."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}
        self._there: set[str] = set()
        self._given: dict[str, str] = {}

    def see(self, text: str) -> None:
        """Takes note of the masked names that a text has already."""
        if "某" not in text:
            return
        for found in _THERE.finditer(text):
            for length in range(1, len(found[1]) + 1):
                stem = found[1][-length:]
                self._there.add(f"{stem}某{found[3]}" if found[3] else stem + found[2])

    def learn(self, kind: SpanType, value: str) -> None:
        """Takes note of a value that is going to be masked."""
        if kind == "person_name":
            name = canonical(value)
            names = self._names.setdefault(person_name.mask(name), [])
            if name not in self._given:
                self._given[name] = ""
                names.append(name)

    def of(self, kind: SpanType, value: str) -> str:
        """The masked form of a value; never the value itself."""
        if kind == "person_name":
            return self._name(canonical(value))
        form = MASKS[kind](plain(value))
        return form if form and form != value else "***"

    def _name(self, name: str) -> str:
        if self._given.get(name):
            return self._given[name]
        form = person_name.mask(name)
        names = self._names.get(form, [])
        if len(names) > 1 or form in self._there:
            stem = form.rstrip("某") + "某"
            number = 0
            while (form := stem + _ordinal(number)) in self._there:
                number += 1
            self._there.add(form)
        self._given[name] = form
        return form


def _ordinal(number: int) -> str:
    if number < len(ORDINALS):
        return ORDINALS[number]
    return f"{ORDINALS[number % len(ORDINALS)]}{number // len(ORDINALS) + 1}"
