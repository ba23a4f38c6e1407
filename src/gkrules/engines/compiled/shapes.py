"""What generated code leaves to the reference, and why: there the reference's own functions answer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Shape(Enum):
    """A shape of expression or requirement that is not compiled."""

    EVENTS = "any, all and count"
    INSTANTS = "comparisons of instants"
    COMPOUND = "comparisons of compound conditions"
    NESTED_DAYS = "days made of a count of working days"
    FREE_PATTERN = "patterns that are no constant"
    ON_CLOCK = "deadlines on a clock"
    HOURS = "limits in hours"
    NO_DAY = "steps that are no days"
    RELATIONS = "records that relations lead to"
    LEDGER = "duties that the ledger decides"
    UNSETTLED = "working days beyond the settled ones"
    LISTED = "an event that the event list states too"


REASONS: Mapping[Shape, str] = MappingProxyType(
    {
        Shape.EVENTS: "they are few, and cost little beside the clock of the case that keeps such a list",
        Shape.INSTANTS: "they compare by the hour where both have one, and not at all where one has none",
        Shape.COMPOUND: "tests of certainty have no third truth value to compare",
        Shape.NESTED_DAYS: "such a day may lie beyond the table that it was counted in",
        Shape.FREE_PATTERN: "only a constant can be compiled ahead",
        Shape.ON_CLOCK: "resets, pauses and extensions are followed day by day",
        Shape.HOURS: "a day without its hour gives an earliest and a latest end",
        Shape.NO_DAY: "only days stand in order",
        Shape.RELATIONS: "which records belong is known when all are read (for one record alone: unknown)",
        Shape.LEDGER: "the entries are searched for each record",
        Shape.UNSETTLED: "the end of a term has an earliest and a latest day there (decided record by record)",
        Shape.LISTED: "of a notice given twice the first counts (decided record by record)",
    }
)
"""Why each shape is left to the reference."""


def left_to_reference() -> Mapping[Shape, str]:
    """The shapes that are not compiled, each with the reason."""
    return REASONS


class ByReference(Exception):  # noqa: N818 - not a fault: the reference answers
    """Raised where an expression or a requirement has a shape that is left to the reference."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        super().__init__(shape.value)
