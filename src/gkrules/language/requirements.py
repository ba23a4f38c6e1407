"""Reads what a rule demands: a condition, a deadline, or steps in order."""

from __future__ import annotations

from gkrules.deadlines.clock import Clock
from gkrules.deadlines.limit import Unit
from gkrules.deadlines.recurring import BeforeStart, Every, Recurring, Roll
from gkrules.language.expressions import Scope
from gkrules.language.group_requirements import GROUP_KINDS, GroupRequirementReader
from gkrules.language.ir import Node as Expression
from gkrules.language.ir import Type
from gkrules.language.kinds import DeadlineOnClock, DeadlineTerm, Forbid, Privacy, Require, Requirement, Sequence, Step
from gkrules.language.names import nearest
from gkrules.language.reading import Reading
from gkrules.language.rule import Param
from gkrules.records.model import FieldType
from gkrules.yaml_tree import Mapping, Node, Scalar

CONDITION = frozenset({Type.BOOL})
DAY = frozenset({Type.DATE})
FIGURE = frozenset({Type.INTEGER, Type.NUMBER, Type.DATE})
MOMENT = frozenset({Type.DATE, Type.INSTANT})
KIND_KEYS = ("require", "forbid", "deadline", "sequence", "privacy", *GROUP_KINDS)

_TERM_KEYS = ("event", "from", "within", "by", "not_before", "roll", "before_start")
_CLOCK_KEYS = ("clock", "within", "extend_by")
_LAST_MONTH = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_LAST_DAY = 31


class RequirementReader:
    """Reads the requirement of one version of a rule."""

    def __init__(self, reading: Reading, scope: Scope, params: dict[str, Param]) -> None:
        self.reading = reading
        self.scope = scope
        self.params = params

    def read(self, entries: dict[str, Node], rule: Node) -> Requirement | None:
        """Exactly one of the kinds; None with the fault kept otherwise."""
        given = [kind for kind in KIND_KEYS if kind in entries]
        if len(given) != 1:
            self.reading.fault(
                "GK130", f"a rule demands exactly one of {', '.join(KIND_KEYS)}; this one has {len(given)}", rule
            )
            return None
        node = entries[given[0]]
        match given[0]:
            case "require" | "forbid":
                condition = self.reading.expression(node, given[0], self.scope, CONDITION)
                if condition is None:
                    return None
                return Require(condition) if given[0] == "require" else Forbid(condition)
            case "deadline":
                return self._deadline(node)
            case "sequence":
                return self._sequence(node)
            case "privacy":
                return self._privacy(node)
            case kind:
                return GroupRequirementReader(self.reading, self.scope, self.params).read(kind, node)

    def _deadline(self, node: Node) -> Requirement | None:
        if isinstance(node, Mapping) and "clock" in node.entries:
            return self._on_clock(node)
        entries = self.reading.mapping(node, "deadline", _TERM_KEYS, ("event",)).entries
        if not entries:
            return None
        event = self._event(entries.get("event"))
        start = self._start(entries.get("from"))
        within = self._param(entries.get("within"), "within", Type.LIMIT)
        not_before = self.reading.expression(entries.get("not_before"), "not_before", self.scope, DAY)
        by = self._by(entries.get("by"))
        if ("within" in entries) == ("by" in entries):
            self.reading.fault("GK131", "a deadline has either within or by", node)
            return None
        if "within" in entries and "from" not in entries:
            self.reading.fault("GK131", "within counts from a start: name it in from", node)
            return None
        if isinstance(by, Recurring) and "from" not in entries:
            self.reading.fault("GK131", "a recurring day is the first on or after a start: name it in from", node)
            return None
        roll = self._roll(entries.get("roll"))
        before = self.reading.word(entries.get("before_start"), "before_start", BeforeStart, BeforeStart.UNDETERMINED)
        if event is None or (within is None and by is None) or ("from" in entries and start is None):
            return None
        return DeadlineTerm(event, start, within, by, not_before, roll, before)

    def _privacy(self, node: Node) -> Requirement | None:
        entries = self.reading.mapping(node, "privacy", ("fields", "advised", "list_k"), ("fields",)).entries
        names = []
        for item in self.reading.items(entries.get("fields"), "fields"):
            name = self.reading.text(item, "a field")
            field = None if name is None else self.scope.subject.fields.get(name)
            if field is None:
                near = nearest(name or "", self.scope.subject.fields)
                self.reading.fault(
                    "GK210", f"unknown field {name!r}", item, f"did you mean {near!r}?" if near else None
                )
            elif field.type not in (FieldType.TEXT, FieldType.LIST_OF_TEXT):
                self.reading.fault("GK214", f"{field.name} is {field.type}; a text is needed here", item)
            else:
                names.append(field.name)
        if not names:
            self.reading.fault("GK145", "privacy names at least one field", node)
            return None
        advised = self.reading.text(entries.get("advised"), "advised") == "true"
        if "list_k" not in entries:
            return Privacy(tuple(dict.fromkeys(names)), advised)
        if advised:
            self.reading.fault("GK145", "advised and list_k exclude each other", entries["advised"])
            return None
        number = self._param(entries["list_k"], "list_k", Type.INTEGER)
        return None if number is None else Privacy(tuple(dict.fromkeys(names)), list_k=number)

    def _start(self, node: Node | None) -> Expression | Clock | None:
        """A date, or the name of a clock for the day it starts from."""
        if isinstance(node, Scalar) and node.text in self.scope.subject.clocks:
            return self.scope.subject.clocks[node.text]
        return self.reading.expression(node, "from", self.scope, MOMENT)

    def _roll(self, node: Node | None) -> Roll | str:
        if isinstance(node, Scalar) and node.text.startswith("params."):
            return self._param(node, "roll", Type.BOOL) or Roll.NONE
        return self.reading.word(node, "roll", Roll, Roll.NONE)

    def _by(self, node: Node | None) -> Expression | Recurring | None:
        if not isinstance(node, Mapping):
            return self.reading.expression(node, "by", self.scope, DAY)
        entries = self.reading.mapping(
            node, "by", ("every", "month", "day", "source"), ("every", "day", "source")
        ).entries
        every = self.reading.word(entries.get("every"), "every", Every, Every.YEAR)
        month = self._whole(entries.get("month"), "month", _LAST_MONTH[every]) or 1
        day = self._whole(entries.get("day"), "day", _LAST_DAY)
        return Recurring(every, month, day) if day else None

    def _whole(self, node: Node | None, what: str, most: int) -> int | None:
        text = self.reading.text(node, what)
        if text is None or node is None:
            return None
        if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= most:
            return int(text)
        self.reading.fault("GK126", f"{what} is a whole number from 1 to {most}", node)
        return None

    def _on_clock(self, node: Mapping) -> Requirement | None:
        entries = self.reading.mapping(node, "deadline", _CLOCK_KEYS, _CLOCK_KEYS).entries
        name = self.reading.text(entries.get("clock"), "clock")
        within = self._param(entries.get("within"), "within", Type.LIMIT)
        extend_by = self._param(entries.get("extend_by"), "extend_by", Type.LIMIT)
        if name is None or within is None or extend_by is None:
            return None
        clock = self.scope.subject.clocks.get(name)
        if clock is None:
            has = ", ".join(self.scope.subject.clocks) or "no clock"
            self.reading.fault("GK132", f"{self.scope.subject.name} has no clock {name!r}", entries["clock"],
                               f"it has {has}")  # fmt: skip
            return None
        for key in (within, extend_by):
            limit = self.params[key].value
            if limit is not None and getattr(limit, "unit", None) is not Unit.WORKING_DAYS:
                self.reading.fault("GK132", f"a clock counts working days; {key} does not", node)
                return None
        return DeadlineOnClock(clock, within, extend_by)

    def _param(self, node: Node | None, what: str, wanted: Type) -> str | None:
        return self.reading.parameter(node, what, wanted, self.params)

    def _event(self, node: Node | None) -> str | None:
        name = self.reading.text(node, "event")
        if name is None or node is None:
            return None
        return self._moment_field(name, node)

    def _moment_field(self, name: str, node: Node) -> str | None:
        subject = self.scope.subject
        field = subject.fields.get(name) or subject.by_label().get(name)
        if field is None:
            near = nearest(name, [*subject.fields, *subject.by_label()])
            self.reading.fault("GK210", f"unknown field {name!r}", node, f"did you mean {near!r}?" if near else None)
            return None
        if field.type not in (FieldType.DATE, FieldType.INSTANT):
            self.reading.fault("GK214", f"{field.name} is {field.type}; a date is needed here", node)
            return None
        return field.name

    def _sequence(self, node: Node) -> Requirement | None:
        entries = self.reading.mapping(node, "sequence", ("steps", "done_when", "exits"), ("steps",)).entries
        steps = [self._step(item) for item in self.reading.items(entries.get("steps"), "steps")]
        done = self.reading.expression(entries.get("done_when"), "done_when", self.scope, CONDITION)
        exits = self.reading.expression(entries.get("exits"), "exits", self.scope, CONDITION)
        known = tuple(s for s in steps if s is not None)
        if "steps" not in entries:
            return None
        if len(steps) < 2:
            self.reading.fault("GK134", "a sequence has at least two steps", node)
            return None
        names = [name for step in known for name in step.fields]
        if len(set(names)) < len(names):
            self.reading.fault("GK134", "a step stands twice in the sequence", node)
            return None
        return Sequence(known, done, exits) if len(known) == len(steps) else None

    def _step(self, node: Node) -> Step | None:
        if isinstance(node, Scalar):
            name = self._moment_field(node.text.strip(), node)
            return Step((name,)) if name else None
        entries = self.reading.mapping(node, "step", ("step", "all", "when"), ()).entries
        when = self.reading.expression(entries.get("when"), "when", self.scope, CONDITION)
        if ("step" in entries) == ("all" in entries):
            self.reading.fault("GK134", "a step is a field (step) or several in any order (all)", node)
            return None
        if "step" in entries:
            name = self._event(entries["step"])
            names = [name] if name else []
        else:
            members = self.reading.items(entries["all"], "all")
            read = [self._moment_field(m.text.strip(), m) if isinstance(m, Scalar) else None for m in members]
            names = [n for n in read if n]
        if not names or ("when" in entries and when is None):
            return None
        return Step(tuple(names), when)
