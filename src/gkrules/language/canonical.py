"""The meaning of a rule as plain data and as a digest: what decides outcomes, without texts, places and clauses."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock
from gkrules.deadlines.limit import Limit
from gkrules.language.rule import Rule, Version
from gkrules.records.model import Field, Relation

_NO_MEANING = frozenset(
    {
        "span",
        "title",
        "message",
        "remedy",
        "clauses",
        "modality",
        "severity",
        "implements",
        "source",
        "about",
        "figures",
    }
)
"""Parts of a version, an expression or a parameter on which no outcome depends."""


def plain(value: object) -> object:
    """`value`, a part of a rule, as data that JSON can hold, the parts without meaning left out.

    What the data dictionary declares (fields, relations, clocks) stands by its name.
    """
    match value:
        case None | bool() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return str(value.value)
        case int():
            return value
        case Fraction() | Limit():
            return str(value)
        case date():
            return value.isoformat()
        case Field() | Relation() | Clock():
            return value.name
        case Mapping():
            return {str(key): plain(item) for key, item in sorted(value.items())}
        case tuple():
            return [plain(item) for item in value]
        case frozenset():
            return sorted(str(item) for item in value)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            parts = {
                item.name: plain(part)
                for item in dataclasses.fields(value)
                if item.name not in _NO_MEANING and not isinstance(part := getattr(value, item.name), Bilingual)
            }
            return {"is": type(value).__name__, **parts}
        case _:
            raise TypeError(f"{type(value).__name__} is no part of a rule")


def same_meaning(one: Version, other: Version) -> bool:
    """Whether two versions demand the same, whenever each is in force."""
    return plain(dataclasses.replace(one, in_force=other.in_force)) == plain(other)


def ir_digest(rule: Rule) -> str:
    """The digest of what the rule means: its subject and its versions with their windows and parameters."""
    meaning = {"subject": rule.subject, "versions": plain(rule.versions)}
    text = json.dumps(meaning, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
