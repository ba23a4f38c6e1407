"""Lists of persons: whether their rows stay identifiable though they are masked, and whether two lists undo it."""

from gkrules.lists.person_list import PersonList, lists_in
from gkrules.lists.relinking import Relinked, reidentified
from gkrules.lists.risk import ListRisk, Sensitive, assess_list

__all__ = ["ListRisk", "PersonList", "Relinked", "Sensitive", "assess_list", "lists_in", "reidentified"]
