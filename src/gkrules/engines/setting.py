"""What stands beside a record when a rule judges it: the as-of date, the calendar, the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gkrules.calendar import Calendar
from gkrules.deadlines.clock import Window
from gkrules.engines.world import World
from gkrules.guard import Guard
from gkrules.language.rule import ParamValue, Version, values_of


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands beside the record: the as-of date, the calendar, the rule's parameters.

    `overrides` are the values that a profile sets in the place of the rule's own. `kinds` are kinds of body by
    name and `own_kind` the kind of the profile's own body; without either every record counts as addressed.
    `world` holds the records of all subjects of the run, `window` the period that its user asked for. `roster` are the
    bodies that are expected to be there, and `aliases` lead from other names to theirs. `guard` is the run's own.
    """

    as_of: date
    calendar: Calendar
    overrides: Mapping[str, ParamValue] = field(default_factory=dict)
    pack_end: date | None = None
    own_kind: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    world: World = field(default_factory=World)
    window: Window | None = None
    roster: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, ParamValue] = field(default_factory=dict)
    guard: Guard = field(default_factory=Guard, compare=False, repr=False)

    @property
    def state_day(self) -> date:
        """The day on which a state is judged that does not say when it was observed: the window's end."""
        last = self.window.last if self.window is not None else self.pack_end
        return self.as_of if last is None else min(last, self.as_of)

    def under(self, version: Version) -> Setting:
        """The setting with the parameters of the version that judges."""
        return replace(self, params=values_of(version, self.overrides))
