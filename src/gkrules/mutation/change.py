"""One small change of a rule: the part, what stood there, what stands there now, and how an example could tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`part` says where in the rule (`when`, `deadline.event`, `params.term`), `after` is "" for what was dropped.

    `advice` says which example would notice it. A bare change is one that only the expression around it makes
    readable: a number, a field.
    """

    part: str
    before: str
    after: str
    advice: str
    bare: bool = False

    @property
    def text(self) -> str:
        """The change on one line; within a rule no two changes share it."""
        words = f"{self.before} -> {self.after}" if self.after else f"without {self.before}"
        return f"{self.part}: {words}"
