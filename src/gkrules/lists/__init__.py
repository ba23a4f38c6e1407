"""Lists of persons: whether their rows stay identifiable though they are masked, and whether two lists undo it."""

from gkrules.lists.person_list import PersonList, lists_in
from gkrules.lists.relinking import Names, Relinked, reidentified, tells_names
from gkrules.lists.risk import DEFAULT_K, ListRisk, Sensitive, assess_list

__all__ = [
    "DEFAULT_K",
    "ListRisk",
    "Names",
    "PersonList",
    "Relinked",
    "Sensitive",
    "assess_list",
    "lists_in",
    "reidentified",
    "tells_names",
]
