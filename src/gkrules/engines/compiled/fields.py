"""The fields that a generated function reads: each is taken from the record once, whatever rules ask of it.

`raw` is the value as records hold it, with UNKNOWN and None apart. `known` is the value, None where there is none; of a
date and an instant, the ordinal of its day. `present` and `filled` are True, False, or None where it is unknown.
"""

from __future__ import annotations

from enum import Enum

from gkrules.deadlines.fixed import as_day
from gkrules.engines.compiled.source import Source
from gkrules.language.ir import Type
from gkrules.records.model import LISTS, FieldType, Subject
from gkrules.records.record import UNKNOWN

DAYS = frozenset({FieldType.DATE, FieldType.INSTANT})


class Part(Enum):
    """What may be asked of a field; the value begins the names of its variables."""

    RAW = "f"
    KNOWN = "k"
    PRESENT = "p"


class Fields:
    """The variables of the fields of one subject, and the lines that set them."""

    def __init__(self, subject: Subject, source: Source) -> None:
        self.subject = subject
        self.source = source
        self._wanted: dict[str, set[Part]] = {}
        self._numbers: dict[str, int] = {}

    def type(self, name: str) -> FieldType | None:
        """The type of a field; None for one that the subject does not have."""
        found = self.subject.fields.get(name)
        return found.type if found is not None else None

    def raw(self, name: str) -> str:
        """The variable of the value as it stands."""
        return self._variable(name, Part.RAW)

    def known(self, name: str) -> str:
        """The variable of the value, or of the ordinal of its day; None where it is unknown or there is none."""
        return self._variable(name, Part.KNOWN)

    def present(self, name: str) -> str:
        """The variable that tells whether the field is filled in, and its day has come."""
        return self._variable(name, Part.PRESENT)

    def filled(self, name: str, wanted: bool) -> str:
        """A test whether the field is certainly filled in, or certainly not, whatever its day."""
        if self.type(name) in DAYS:
            return f"{self.known(name)} is not None" if wanted else f"{self.raw(name)} is None"
        return self.present(name) if wanted else f"{self.present(name)} is False"

    def recorded(self, name: str, wanted: bool) -> str:
        """A test whether the field is certainly filled in, or certainly not: a column that is absent is not."""
        if name == "id":
            return repr(not wanted)  # it is no column
        filled = self.filled(name, wanted)
        if wanted:
            return filled
        constant = self.source.constant
        absent = f"{constant(name)} not in values and {constant(name)} not in listed"
        return f"{filled} or ({self.raw(name)} is {constant(UNKNOWN)} and {absent})"

    def _variable(self, name: str, part: Part) -> str:
        self._wanted.setdefault(name, set()).add(part)
        return f"{part.value}{self._numbers.setdefault(name, len(self._numbers))}"

    def emit(self) -> None:
        """Write the lines that set the variables asked for."""
        source = self.source
        unknown = source.constant(UNKNOWN)
        for name, parts in self._wanted.items():
            number = self._numbers[name]
            raw = f"f{number}"
            got = f"rid or {unknown}" if name == "id" else f"get({source.constant(name)}, {unknown})"
            source.line(f"{raw} = {got}")
            unset = " = ".join(f"{p.value}{number}" for p in sorted(parts - {Part.RAW}, key=lambda p: p.value))
            if not unset:
                continue
            with source.block(f"if {raw} is {unknown}"):
                source.line(f"{unset} = None")
            with source.block(f"elif {raw} is None"):
                self._when_none(parts, number)
            with source.block("else"):
                self._when_known(name, parts, number)

    def _when_none(self, parts: set[Part], number: int) -> None:
        if Part.KNOWN in parts:
            self.source.line(f"k{number} = None")
        if Part.PRESENT in parts:
            self.source.line(f"p{number} = False")

    def _when_known(self, name: str, parts: set[Part], number: int) -> None:
        kind, raw, line = self.type(name), f"f{number}", self.source.line
        day = f"{self.source.constant(as_day)}({raw})" if kind is FieldType.INSTANT else raw
        ordinal = f"{day}.toordinal()"
        if Part.KNOWN in parts:
            line(f"k{number} = {ordinal if kind in DAYS else raw}")
        if Part.PRESENT not in parts:
            return
        if kind in DAYS and not self.subject.fields[name].planned:
            line(f"p{number} = {f'k{number}' if Part.KNOWN in parts else ordinal} <= as_of")
        elif kind in LISTS:
            line(f"p{number} = {raw} != ()")
        else:
            line(f"p{number} = True")


def is_day(kind: Type) -> bool:
    """Whether values of this type are held as the ordinal of their day."""
    return kind in (Type.DATE, Type.INSTANT)
