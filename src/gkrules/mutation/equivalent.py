"""The list of mutants of a pack that mean the same as the rule for every record, each with the reason why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gkrules.errors import SourceError
from gkrules.language.pack import EQUIVALENT_FILE
from gkrules.language.reading import Reading
from gkrules.yaml_tree import YamlFile

_KEYS = ("rule", "change", "reason")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One entry: the rule, the change as it is printed, and why no record can tell the two apart."""

    rule: str
    change: str
    reason: str
    file: str
    line: int


def read_equivalents(pack: Path) -> tuple[Equivalent, ...]:
    """The entries beside the rules of the pack in the directory `pack`; none where there is no list.

    Raises RuleError with every fault of the list, SourceError when it cannot be read.
    """
    path = pack / EQUIVALENT_FILE
    if not path.is_file():
        return ()
    try:
        file = YamlFile(path.as_posix(), path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.as_posix()}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    reading = Reading(file)
    tree = file.parse()
    found = []
    if tree is not None:
        root = reading.mapping(tree, "a list of equivalent mutants", ("equivalent",), ("equivalent",))
        for node in reading.items(root.entries.get("equivalent"), "equivalent"):
            entries = reading.mapping(node, "an entry", _KEYS, _KEYS).entries
            rule, change, reason = (reading.text(entries.get(key), key) or "" for key in _KEYS)
            found.append(Equivalent(rule, change, reason, path.as_posix(), node.place.line))
    file.raise_if_faulty()
    return tuple(found)
