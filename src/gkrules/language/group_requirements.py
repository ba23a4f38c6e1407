"""Reads what a rule demands of groups and of partners: numbers, shares, periods, agreement, and the duty ledger."""

from __future__ import annotations

from gkrules.deadlines.limit import Limit, Unit
from gkrules.language.expressions import Scope
from gkrules.language.ir import FieldRef, PathRef, Type
from gkrules.language.ir import Node as Expression
from gkrules.language.kinds import (
    Attested,
    AttestedRecord,
    Bound,
    ConsistentGroup,
    ConsistentPair,
    Exists,
    Grouping,
    GroupKey,
    Pace,
    Periodic,
    Rate,
    Requirement,
    Roster,
)
from gkrules.language.names import nearest
from gkrules.language.reading import Reading
from gkrules.language.rule import Param
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType, Relation
from gkrules.yaml_tree import Mapping, Node, Scalar

CONDITION = frozenset({Type.BOOL})
KEYS = frozenset({Type.CODE, Type.TEXT, Type.INTEGER, Type.BOOL, Type.LIST_OF_CODE, Type.LIST_OF_TEXT})
GROUP_KINDS = ("exists", "rate", "periodic", "consistent", "attested")
LEDGER = "duty_evidence"

_GROUP_KEYS = ("by", "expect")
_BOUNDS = tuple(bound.value for bound in Bound)


class GroupRequirementReader:
    """Reads the kinds of requirement that look at more than one record."""

    def __init__(self, reading: Reading, scope: Scope, params: dict[str, Param]) -> None:
        self.reading = reading
        self.scope = scope
        self.params = params

    def read(self, kind: str, node: Node) -> Requirement | None:
        """The requirement under the key `kind`; None with the fault kept."""
        before = len(self.reading.file.diagnostics)
        requirement = {
            "exists": self._exists,
            "rate": self._rate,
            "periodic": self._periodic,
            "consistent": self._consistent,
            "attested": self._attested,
        }[kind](node)
        return requirement if len(self.reading.file.diagnostics) == before else None

    def _exists(self, node: Node) -> Requirement | None:
        entries = self.reading.mapping(node, "exists", ("that", "distinct", *_BOUNDS, *_GROUP_KEYS), ()).entries
        bound, number = self._bound(node, entries, Type.INTEGER, tuple(Bound))
        distinct = self._safe_field(entries.get("distinct"), "distinct")
        that, grouping = self._that(entries), self._grouping(entries)
        return Exists(that, bound, number, distinct.name if distinct else None, grouping) if bound and number else None

    def _rate(self, node: Node) -> Requirement | None:
        bounds = (Bound.AT_LEAST, Bound.AT_MOST)
        keys = ("that", "of", *bounds, *_GROUP_KEYS)
        entries = self.reading.mapping(node, "rate", keys, ()).entries
        if ("that" in entries) == ("of" in entries):
            self.reading.fault("GK145", "a rate is of a condition (that) or of another rule (of)", node)
        bound, share = self._bound(node, entries, Type.SHARE, bounds)
        of = self.reading.text(entries.get("of"), "of")
        that, grouping = self._that(entries), self._grouping(entries)
        return Rate(that, of, bound, share, grouping) if bound and share else None

    def _periodic(self, node: Node) -> Requirement | None:
        keys = ("that", "every", *_GROUP_KEYS)
        entries = self.reading.mapping(node, "periodic", keys, ("every",)).entries
        every = self._every(entries.get("every"))
        that, grouping = self._that(entries), self._grouping(entries)
        return Periodic(that, every, grouping) if every else None

    def _every(self, node: Node | None) -> Pace | str | None:
        if not isinstance(node, Scalar) or not node.text.startswith("params."):
            return self.reading.word(node, "every (or params.name)", Pace, Pace.YEAR)
        name = self._param(node, "every", Type.LIMIT)
        limit = self.params[name].value if name else None
        if isinstance(limit, Limit) and (limit.unit is not Unit.MONTHS or limit.amount < 1):
            self.reading.fault("GK146", "a period has a length in months, such as 3 months", node)
        return name

    def _consistent(self, node: Node) -> Requirement | None:
        if isinstance(node, Mapping) and "with" in node.entries:
            return self._pair(node)
        entries = self.reading.mapping(node, "consistent", ("fields", *_GROUP_KEYS), ("fields", "by")).entries
        fields = [self._field(item) for item in self.reading.items(entries.get("fields"), "fields")]
        names = tuple(field.name for field in fields if field is not None)
        if "fields" in entries and not fields:
            self.reading.fault("GK145", "consistent names at least one field", node)
        return ConsistentGroup(names, self._grouping(entries))

    def _pair(self, node: Mapping) -> Requirement | None:
        entries = self.reading.mapping(node, "consistent", ("with", "fields", "expected"), ("with", "fields")).entries
        relation = self._path(entries["with"])
        pairs = entries.get("fields")
        if relation is None or not isinstance(pairs, Mapping) or not pairs.entries:
            if relation is not None:
                self.reading.fault("GK145", "fields pairs own fields with those of the partner", pairs or node)
            return None
        fields = []
        for own, theirs in pairs:
            mine = self._known(own, self.scope.subject.name, pairs.keys[own])
            other = self._known(self.reading.text(theirs, own) or "", relation.other, theirs)
            if mine is not None and other is not None:
                if mine.type is not other.type:
                    self.reading.fault("GK214", f"{mine.name} is {mine.type}, {other.name} is {other.type}", theirs)
                fields.append((mine.name, other.name))
        expected = self.reading.expression(entries.get("expected"), "expected", self.scope, CONDITION)
        return ConsistentPair(relation, tuple(fields), expected)

    def _path(self, node: Node) -> Relation | None:
        name = self.reading.text(node, "with")
        relations = {r.name: r for r in self.scope.subject.relations.values() if not r.many}
        if name is None or name in relations:
            return relations.get(name or "")
        near = nearest(name, relations)
        hint = f"did you mean {near!r}?" if near else f"it has: {', '.join(relations) or 'none'}"
        self.reading.fault("GK219", f"{self.scope.subject.name} has no relation {name!r} to one record", node, hint)
        return None

    def _attested(self, node: Node) -> Requirement | None:
        entries = self.reading.mapping(node, "attested", _GROUP_KEYS, ()).entries
        if self.scope.subject.name == LEDGER:
            return Attested(self._grouping(entries))
        if entries:
            self.reading.fault("GK145", f"attested has keys only where the subject is {LEDGER}", node)
        return AttestedRecord()

    def _that(self, entries: dict[str, Node]) -> Expression | None:
        return self.reading.expression(entries.get("that"), "that", self.scope, CONDITION)

    def _bound(
        self, node: Node, entries: dict[str, Node], wanted: Type, bounds: tuple[Bound, ...]
    ) -> tuple[Bound | None, str | None]:
        given = [bound for bound in bounds if bound in entries]
        if len(given) != 1:
            self.reading.fault("GK145", f"exactly one of {', '.join(bounds)} is needed; {len(given)} are given", node)
            return None, None
        return given[0], self._param(entries[given[0]], given[0], wanted)

    def _param(self, node: Node, what: str, wanted: Type) -> str | None:
        return self.reading.parameter(node, what, wanted, self.params)

    def _grouping(self, entries: dict[str, Node]) -> Grouping:
        keys = []
        for item in self.reading.items(entries.get("by"), "by"):
            key = self.reading.expression(item, "by", self.scope, KEYS)
            if isinstance(key, FieldRef | PathRef):
                name = key.name if isinstance(key, FieldRef) else f"{key.relation.name}.{key.name}"
                self._safe(self._field_behind(key), item)
                keys.append(GroupKey(name, key))
            elif key is not None:
                self.reading.fault("GK146", "a group key is a field, or a field behind a relation to one record", item)
        if len({key.name for key in keys}) < len(keys):
            self.reading.fault("GK146", "a group key stands twice", entries["by"])
        return Grouping(tuple(keys), self._expect(entries.get("expect"), keys))

    def _field_behind(self, key: FieldRef | PathRef) -> Field:
        subject = self.scope.subject if isinstance(key, FieldRef) else dictionary()[key.relation.other]
        return subject.fields[key.name]

    def _expect(self, node: Node | None, group_keys: list[GroupKey]) -> dict[str, Roster | str]:
        if node is None:
            return {}
        keys = [key.name for key in group_keys]
        coded = {key.name: self._field_behind(key.node) for key in group_keys}
        if isinstance(node, Scalar):
            if len(keys) != 1:
                self.reading.fault("GK146", "with several keys or none, expect names them: {institution: roster}", node)
                return {}
            given: dict[str, Node] = {keys[0]: node}
        else:
            given = self.reading.mapping(node, "expect", keys, keys).entries
        found: dict[str, Roster | str] = {}
        for name, source in given.items():
            if isinstance(source, Scalar) and source.text == Roster.ROSTER.value:
                found[name] = Roster.ROSTER
                continue
            param = self._param(source, f"expect (roster or params.name) of {name}", Type.LIST_OF_TEXT)
            if param is not None:
                found[name] = param
                if name in coded and coded[name].codes:
                    self.scope.texts.setdefault(param, coded[name])
        return found

    def _field(self, node: Node) -> Field | None:
        name = self.reading.text(node, "a field")
        return None if name is None else self._known(name, self.scope.subject.name, node)

    def _safe_field(self, node: Node | None, what: str) -> Field | None:
        name = self.reading.text(node, what)
        field = None if name is None or node is None else self._known(name, self.scope.subject.name, node)
        if field is not None and node is not None:
            self._safe(field, node)
        return field

    def _safe(self, field: Field, node: Node) -> None:
        if not field.safe or field.type is FieldType.EVENTS:
            self.reading.fault("GK146", f"{field.name} holds free text, which may be personal data: not a key", node)

    def _known(self, name: str, subject: str, at: object) -> Field | None:
        entry = dictionary()[subject]
        field = entry.fields.get(name) or entry.by_label().get(name)
        if field is None:
            near = nearest(name, entry.fields)
            hint = f"did you mean {near!r}?" if near else None
            self.reading.fault("GK210", f"{subject} has no field {name!r}", at, hint)  # type: ignore[arg-type]
        return field
