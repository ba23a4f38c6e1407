"""Reads one dated version of a rule, checked against the data dictionary and the pack."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gkrules.bilingual import Bilingual
from gkrules.deadlines.clock import Clock, Window
from gkrules.language.expressions import Scope
from gkrules.language.ir import Apply, Const, Op, Type, params_of
from gkrules.language.ir import Node as Expression
from gkrules.language.kinds import Attested, AttestedRecord, Privacy, is_of_groups
from gkrules.language.messages import fault_in, figure_kinds, placeholders
from gkrules.language.names import nearest
from gkrules.language.params import as_codes, read_params
from gkrules.language.reading import OPEN, Reading
from gkrules.language.requirements import CONDITION, FIGURE, KIND_KEYS, RequirementReader
from gkrules.language.rule import (
    HEAVIEST,
    SEVERITY_LABELS,
    Exemption,
    Modality,
    Param,
    Severity,
    Until,
    UntilWord,
    Version,
    version_params,
)
from gkrules.records.model import FieldType, Subject
from gkrules.yaml_tree import Mapping, Node, Scalar

VERSION_KEYS = (
    "in_force", "clauses", "title", "modality", "severity", "when", "exceptions", *KIND_KEYS, "until",
    "governed_by", "case", "addressee", "implements", "params", "figures", "message", "remedy",
)  # fmt: skip
_NEEDED = ("clauses", "title", "modality", "severity", "in_force", "message", "remedy")
_WEIGHT = {severity: index for index, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class PackFrame:
    """What a rule file must fit: the pack's name, its window, and its clauses (None: their list cannot be read)."""

    id: str
    window: Window
    clauses: Collection[str] | None


class VersionReader:
    """Reads one version from the keys of its rule and its own."""

    def __init__(self, reading: Reading, frame: PackFrame, subject: Subject, layers: Sequence[Mapping]) -> None:
        self.reading = reading
        self.frame = frame
        self.subject = subject
        self.layers = layers

    def read(self, entries: dict[str, Node]) -> Version | None:
        """The version; None where it has no requirement. Faults are kept in the reading."""
        reading, at = self.reading, self.layers[-1]
        for key in _NEEDED:
            if key not in entries:
                reading.fault("GK122", f"the rule lacks {key!r}", self.layers[0])
        params: dict[str, Param] = {}
        for layer in self.layers:
            params |= read_params(reading, layer.entries.get("params"))
        scope = Scope(self.subject, {name: p.type for name, p in params.items()})
        window = self._window(entries)
        when = reading.expression(entries.get("when"), "when", scope, CONDITION)
        exceptions = self._exceptions(entries.get("exceptions"), scope)
        requirement = RequirementReader(reading, scope, params).read(entries, at)
        modality = reading.word(entries.get("modality"), "modality", Modality, Modality.MUST)
        severity = reading.word(entries.get("severity"), "severity", Severity, Severity.ERROR)
        self._weight(modality, severity, entries)
        self._can_apply(when, entries)
        figures = self._figures(entries.get("figures"), scope)
        params = self._coded(params, scope)
        texts = {key: reading.bilingual(entries.get(key), key) for key in ("title", "message", "remedy")}
        grouped = requirement is not None and is_of_groups(requirement)
        private = isinstance(requirement, Privacy)
        if grouped and figures:
            reading.fault("GK132", "figures are of single records", entries["figures"])
        self._placeholders(texts, params, entries, figures, grouped=grouped, private=private)
        clauses = self._clauses(entries.get("clauses"))
        if isinstance(requirement, Attested | AttestedRecord) and len(clauses) > 1:
            reading.fault("GK147", "a person's finding is about one clause: name one", entries["clauses"])
        until = self._until(entries.get("until"), params)
        governed_by = self._governed_by(entries.get("governed_by"))
        addressee = reading.texts(entries.get("addressee"), "addressee")
        implements = reading.texts(entries.get("implements"), "implements")
        if requirement is None:
            return None
        version = Version(
            window, clauses, texts["title"], texts["message"], texts["remedy"], modality, severity, requirement,
            when, exceptions, until, governed_by, addressee, implements, self._case(entries.get("case")), params,
            figures,
        )  # fmt: skip
        self._all_used(version, at)
        return version

    def _figures(self, node: Node | None, scope: Scope) -> dict[str, Expression]:
        """Numbers and days that are worked out for messages and evidence; no outcome depends on them."""
        found = {}
        if node is not None and not isinstance(node, Mapping):
            self.reading.fault("GK120", "figures is a mapping of names to expressions", node)
        for name, item in (node.entries if isinstance(node, Mapping) else {}).items():
            figure = self.reading.expression(item, f"figure {name}", scope, FIGURE)
            if figure is not None:
                found[name] = figure
        return found

    def _case(self, node: Node | None) -> Clock | None:
        """The clock of the case that the rule is about."""
        name = self.reading.text(node, "case")
        if name is None or node is None:
            return None
        clock = self.subject.clocks.get(name)
        if clock is None:
            has = ", ".join(self.subject.clocks) or "no clock"
            self.reading.fault("GK132", f"{self.subject.name} has no clock {name!r}", node, f"it has {has}")
        return clock

    def _window(self, entries: dict[str, Node]) -> Window:
        node = entries.get("in_force")
        own, pack = self.reading.window(node, "in_force"), self.frame.window
        opened = _opened(node)
        firsts = [d for d in (own.first, pack.first) if d]
        lasts = [d for d in (own.last, pack.last) if d]
        common = Window(max(firsts, default=None), min(lasts, default=None))
        first = None if "from" in opened else own.first or pack.first  # where a clause says when, its own days count
        window = Window(first, None if "to" in opened else own.last or pack.last)
        if node is not None and _is_empty(common) and not _is_empty(own) and not _is_empty(pack):
            self.reading.fault("GK124", "in_force lies outside the pack's window: the rule can never apply", node)
        return window

    def _exceptions(self, node: Node | None, scope: Scope) -> tuple[Exemption, ...]:
        found = []
        for item in self.reading.items(node, "exceptions"):
            entries = self.reading.mapping(item, "an exception", ("when", "reason"), ("when", "reason")).entries
            when = self.reading.expression(entries.get("when"), "when", scope, CONDITION)
            reason = self.reading.bilingual(entries.get("reason"), "reason")
            if when is not None:
                found.append(Exemption(when, reason))
        return tuple(found)

    def _weight(self, modality: Modality, severity: Severity, entries: dict[str, Node]) -> None:
        heaviest = HEAVIEST[modality]
        if _WEIGHT[severity] < _WEIGHT[heaviest] or (modality is Modality.MAY and severity is not Severity.NOTICE):
            self.reading.fault(
                "GK135", f"a duty that {modality.value!r} states weighs at most {SEVERITY_LABELS[heaviest].en}",
                entries["severity"],
            )  # fmt: skip

    def _can_apply(self, when: Expression | None, entries: dict[str, Node]) -> None:
        if when is not None and never(when):
            self.reading.fault("GK136", "this condition is never true: the rule can never apply", entries["when"])

    def _coded(self, params: dict[str, Param], scope: Scope) -> dict[str, Param]:
        for name, field in scope.texts.items():
            converted, wrong = as_codes(params[name], field)
            if wrong is not None:
                near = nearest(wrong, [*field.codes, *field.codes.values()])
                self.reading.fault(
                    "GK212", f"{wrong!r} in parameter {name} is no code of {field.name} ({field.zh})",
                    self._param_node(name), f"did you mean {near!r}?" if near else None,
                )  # fmt: skip
            params = params | {name: converted}
        return params

    def _param_node(self, name: str) -> Node:
        for layer in reversed(self.layers):
            node = layer.entries.get("params")
            if isinstance(node, Mapping) and name in node.entries:
                return node.entries[name]
        return self.layers[-1]

    def _clauses(self, node: Node | None) -> tuple[str, ...]:
        found = []
        for item in self.reading.items(node, "clauses"):
            clause = self.reading.text(item, "a clause")
            if clause is None:
                continue
            if self.frame.clauses is not None and clause not in self.frame.clauses:
                near = nearest(clause, self.frame.clauses)
                hint = f"did you mean {near!r}?" if near else "list it in the pack's clauses.yaml"
                self.reading.fault("GK137", f"unknown clause {clause!r}", item, hint)
            found.append(clause)
        if node is not None and not found:
            self.reading.fault("GK137", "a rule names at least one clause", node)
        return tuple(found)

    def _until(self, node: Node | None, params: dict[str, Param]) -> Until | None:
        text = self.reading.text(node, "until")
        if text is None or node is None:
            return None
        if text in {w.value for w in UntilWord}:
            if text == UntilWord.PACK_END.value and self.frame.window.last is None:
                self.reading.fault("GK138", "this pack has no end", node)
            return UntilWord(text)
        if text.startswith("params."):
            param = params.get(text[7:])
            if param is None or param.type is not Type.DATE:
                self.reading.fault("GK138", f"until needs a parameter that is a day; {text[7:]!r} is none", node)
                return None
            return param.name
        return self.reading.day(node, "until (or pack_end, year_end, params.name)")

    def _governed_by(self, node: Node | None) -> str | None:
        name = self.reading.text(node, "governed_by")
        if name is None or node is None:
            return None
        field = self.subject.fields.get(name) or self.subject.by_label().get(name)
        if field is None or field.type not in (FieldType.DATE, FieldType.INSTANT):
            near = nearest(name, self.subject.fields)
            hint = f"did you mean {near!r}?" if near else None
            self.reading.fault("GK210", f"governed_by names a date field; {name!r} is none", node, hint)
            return None
        return field.name

    def _placeholders(
        self,
        texts: dict[str, Bilingual],
        params: dict[str, Param],
        entries: dict[str, Node],
        figures: dict[str, Expression],
        *,
        grouped: bool,
        private: bool,
    ) -> None:
        for key, text in texts.items():
            wrong = set()
            for language, words in (("zh", text.zh), ("en", text.en)):
                for name in placeholders(words):
                    why = fault_in(
                        name,
                        self.subject,
                        params,
                        figures,
                        has_deadline="deadline" in entries,
                        grouped=grouped,
                        private=private,
                    )
                    if grouped and why is None and not entries.keys() & figure_kinds(name):
                        why = f"only {' and '.join(sorted(figure_kinds(name)))} rules have this figure"
                    if key == "title":
                        why = "a title stands without placeholders"
                    if why is not None:
                        wrong.add(name)
                        at = entries[key]
                        node = at.entries.get(language, at) if isinstance(at, Mapping) else at
                        self._placeholder_fault(node, name, why)

            self._same_placeholders(text, key, entries.get(key), wrong)

    def _same_placeholders(self, text: Bilingual, key: str, node: Node | None, wrong: set[str]) -> None:
        """Whoever reads one language is told as much as who reads the other; `wrong` ones have been told."""
        if not isinstance(node, Mapping) or not text.zh or not text.en:
            return
        zh, en = set(placeholders(text.zh)), set(placeholders(text.en))
        for language, other, lost in (("zh", "en", en - zh), ("en", "zh", zh - en)):
            for name in sorted(lost - wrong):
                self.reading.fault(
                    "GK154", f"{{{name}}} stands in {key} {other} but not in {key} {language}", node.entries[language]
                )

    def _placeholder_fault(self, node: Node, name: str, why: str) -> None:
        near = nearest(name, self.subject.fields)
        hint = f"did you mean {near!r}?" if near and "unknown" in why else None
        self.reading.fault("GK139", f"{{{name}}} cannot be filled in: {why}", node, hint)

    def _all_used(self, version: Version, at: Node) -> None:
        used = set(version_params(version))
        used.update(name for figure in version.figures.values() for name in params_of(figure))
        for text in (version.message, version.remedy):
            for words in (text.zh, text.en):
                used.update(name[7:] for name in placeholders(words) if name.startswith("params."))
        for name in version.params:
            if name not in used:
                self.reading.fault("GK140", f"parameter {name!r} is never used", self._param_node(name))


def _opened(node: Node | None) -> set[str]:
    """The ends of `in_force` that are written as open."""
    entries = node.entries if isinstance(node, Mapping) else {}
    return {end for end, value in entries.items() if isinstance(value, Scalar) and value.text == OPEN}


def _is_empty(window: Window) -> bool:
    return window.first is not None and window.last is not None and window.last < window.first


def never(node: Expression) -> bool:
    """Whether the condition is false whatever the record: a literal false, or one field equal to two codes."""
    if isinstance(node, Const):
        return node.value is False
    if not isinstance(node, Apply):
        return False
    if node.op is Op.NOT:
        return isinstance(node.args[0], Const) and node.args[0].value is True
    if node.op is Op.OR:
        return all(never(arg) for arg in node.args)
    if node.op is Op.AND:
        equal: dict[Expression, Expression] = {}
        for arg in node.args:
            fixed = isinstance(arg, Apply) and arg.op is Op.EQ and isinstance(arg.args[1], Const)
            if isinstance(arg, Apply) and fixed and equal.setdefault(arg.args[0], arg.args[1]) != arg.args[1]:
                return True
        return any(never(arg) for arg in node.args)
    return False
