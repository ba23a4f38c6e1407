"""What the outcomes of one document cost: compiled, by the reference, and by a function written by hand for them.

Run with `python bench/bench_outcomes.py`. The pack has 100 rules in the mix of the shipped packs: presence, codes,
comparisons, two patterns, three deadlines. The function by hand gives the same outcomes, undetermined included, for the
same documents; that is checked before anything is timed. Figures are ratios within one run.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import gkrules
from gkrules.records.dictionary import dictionary
from gkrules.records.models import record_model
from gkrules.records.typed import typed_record

AS_OF = date(2021, 12, 31)
RULES = 100
PACK = """\
id: bench
version: "1.0"
kind: plan
title: {zh: 测速, en: Bench}
issuer: 示例厅
window: {from: "2021-01-01"}
"""
CLAUSES = """\
clauses:
  - {id: bench/1, location: 一, modality: must, text: {zh: 测速用。, en: For timing.}}
"""
RULE = """\
  - id: bench/r%03d
    clauses: [bench/1]
    title: {zh: 测速, en: Timing}
    subject: document
    modality: must
    severity: error
    in_force: {from: "2021-01-01"}
%s
    message: {zh: 不符。, en: Not so.}
    remedy: {zh: 请改正。, en: Mend it.}
    examples: [{name: one, as_of: "2021-12-31", record: {issued_on: "2021-07-01"}, expect: undetermined}]
"""
Fact = tuple[str, str, str]
"""A condition as rules write it, and by hand: when it is certainly true, and when it is certainly false."""


def present(name: str) -> Fact:
    there, blank = f"{name}_there", f"{name}_there is False"
    return f"present({name})", there, blank


def is_code(name: str, *codes: str) -> Fact:
    listed = ", ".join(f'"{code}"' for code in codes)
    if len(codes) == 1:
        return f"{name} == {listed}", f"{name} == {listed}", f"{name} is not None and {name} != {listed}"
    return f"{name} in [{listed}]", f"{name} in ({listed})", f"{name} is not None and {name} not in ({listed})"


def flag(name: str) -> Fact:
    return name, name, f"{name} is False"


def not_after(a: str, b: str) -> Fact:
    known = f"{a} is not None and {b} is not None and"
    return f"{a} <= {b}", f"{known} {a} <= {b}", f"{known} {a} > {b}"


def either(a: Fact, b: Fact) -> Fact:
    return f"{a[0]} or {b[0]}", f"{a[1]} or {b[1]}", f"{a[2]} and {b[2]}"


def found(name: str, pattern: str) -> Fact:
    search = f"PATTERNS[{pattern!r}]({name})"
    known = f"{name} is not None and"
    return f"matches({name}, {_quoted(pattern)})", f"{known} {search} is not None", f"{known} {search} is None"


def _quoted(text: str) -> str:
    return f'"{text}"'


NAMES = ("title", "issuer", "document_number", "department", "document_type", "published_on", "approved_on",
         "drafted_on", "non_disclosure_reason", "disclosure_attribute")  # fmt: skip
WHENS = (is_code("disclosure_attribute", "proactive"), is_code("disclosure_attribute", "on_request", "withheld"),
         flag("is_policy"), is_code("document_type", "notice"))  # fmt: skip
DEMANDS = (
    *(present(name) for name in NAMES),
    is_code("document_type", "notice", "opinions", "reply"), is_code("document_kind", "policy", "normative_document"),
    is_code("level", "province"), is_code("disclosure_attribute", "proactive", "on_request"),
    not_after("issued_on", "published_on"), not_after("approved_on", "issued_on"), not_after("drafted_on", "issued_on"),
    *(either(present(name), is_code("disclosure_attribute", "proactive")) for name in NAMES[:6]),
)  # fmt: skip
NUMBERED = found("document_number", "〔[0-9]{4}〕[0-9]+号$")
TITLED = found("title", "^关于.+的(通知|意见|批复)$")
PATTERNS = {pattern: re.compile(pattern).search for pattern in ("〔[0-9]{4}〕[0-9]+号$", "^关于.+的(通知|意见|批复)$")}
DEADLINES = (("published_on", "issued_on", 20), ("published_on", "approved_on", 7), ("approved_on", "drafted_on", 30))
UNKNOWN_IF_BLANK = frozenset(n for n, f in dictionary()["document"].fields.items() if f.blank == "unknown")
FIELDS = ("issued_on", *NAMES, "is_policy", "document_kind", "level")


def demands() -> list[tuple[Fact | None, Fact | tuple[str, str, int]]]:
    """The condition and the demand of each rule: the patterns and deadlines, and whatever fills up to 100."""
    made: list[tuple[Fact | None, Fact | tuple[str, str, int]]] = [(None, NUMBERED), (None, TITLED)]
    made += [(WHENS[0], deadline) for deadline in DEADLINES]
    pairs = [(when, demand) for demand in DEMANDS for when in (*WHENS, None)]
    return (made + pairs)[:RULES]  # type: ignore[operator]


def rule(number: int, when: Fact | None, demand: Fact | tuple[str, str, int]) -> str:
    lines = [] if when is None else [f"when: '{when[0]}'"]
    if isinstance(demand[2], int):
        event, start, days = demand
        lines.append(f"deadline: {{event: {event}, from: {start}, within: params.term}}")
        lines.append(f"params: {{term: {{value: {days} working_days, source: clause}}}}")
    else:
        lines.append(f"require: '{demand[0]}'")
    return RULE % (number, "\n".join(f"    {line}" for line in lines))


def by_hand() -> Callable[[dict[str, object], date], dict[str, str]]:
    """The text that a programmer would write who knows these rules and wants the answers fast."""
    text = ["def outcomes(d, as_of):", "    get = d.get"]
    for name in FIELDS:
        text.append(f"    {name} = get('{name}')")
        if name in NAMES:
            known = f"{name} <= as_of" if name.endswith("_on") else "True"
            blank = "None" if name in UNKNOWN_IF_BLANK else f"None if '{name}' not in d else False"
            text.append(f"    {name}_there = {known} if {name} is not None else {blank}")
    text.append("    day = issued_on or published_on or drafted_on")
    text.append("    if day is None or day > as_of or day < FIRST: return unusual(d, as_of)")
    groups: dict[Fact | None, list[tuple[int, Fact | tuple[str, str, int]]]] = {}
    for number, (when, demand) in enumerate(demands()):
        groups.setdefault(when, []).append((number, demand))
    for when, members in groups.items():
        names = " = ".join(f"r{number}" for number, _ in members)
        indent = "    "
        if when is not None:
            text.append(f"    if {when[1]}:")
            indent = "        "
        for number, demand in members:
            text += [indent + line for line in judged(f"r{number}", demand)]
        if when is not None:
            text.append(f"    elif {when[2]}: {names} = 'not_applicable'")
            text.append(f"    else: {names} = 'undetermined'")
    results = ", ".join(f"'bench/r{number:03}': r{number}" for number in range(len(demands())))
    text.append(f"    return {{{results}}}")
    names: dict[str, object] = {
        "PATTERNS": PATTERNS, "FIRST": date(2021, 1, 1), "between": gkrules.Calendar.china().working_days_between,
    }  # fmt: skip
    exec("\n".join(text), names)  # noqa: S102 - the text is the one above
    return names["outcomes"]  # type: ignore[return-value]


def judged(result: str, demand: Fact | tuple[str, str, int]) -> list[str]:
    if not isinstance(demand[2], int):
        return [f"{result} = 'pass' if {demand[1]} else 'violation' if {demand[2]} else 'undetermined'"]
    event, start, days = demand
    blank = f"{start} is None and {event} is None and '{start}' in d and '{event}' in d"
    met = f"'pass' if between({start}, {event}) <= {days} else 'violation'"
    waiting = f"    {result} = 'pending' if {blank} else 'undetermined'"
    return [
        f"if {start} is None:",
        waiting if start not in UNKNOWN_IF_BLANK else f"    {result} = 'undetermined'",
        f"elif {event} is not None and {event} <= as_of:",
        f"    {result} = 'undetermined' if {event} < {start} else {met}",
        f"elif {event} is None and '{event}' not in d: {result} = 'undetermined'",
        f"else: {result} = 'pending' if between({start}, as_of) <= {days} else 'violation'",
    ]


def documents() -> list[dict[str, object]]:
    """Invented documents: complete ones, one late, one not yet published, one half empty, one with almost nothing."""
    day = date(2021, 7, 1)
    full: dict[str, object] = {
        "subject": "document", "id": "D1", "title": "关于做好政务公开工作的通知",
        "document_number": "晋工信〔2021〕7号",
        "issuer": "示例厅", "department": "办公室", "document_type": "notice", "document_kind": "policy",
        "level": "province", "disclosure_attribute": "proactive", "is_policy": True, "drafted_on": day,
        "approved_on": day + timedelta(days=10), "issued_on": day + timedelta(days=11),
        "published_on": day + timedelta(days=15), "non_disclosure_reason": None, "classified": False,
    }  # fmt: skip
    return [
        full,
        {**full, "disclosure_attribute": "withheld", "non_disclosure_reason": "涉及商业秘密", "is_policy": False},
        {**full, "published_on": day + timedelta(days=90)},
        {**full, "published_on": None, "issued_on": AS_OF, "department": None},
        {name: value for name, value in full.items() if name not in ("title", "department", "drafted_on", "level")},
        {"subject": "document", "id": "D6", "issued_on": day},
    ]


def fastest(works: Sequence[tuple[Callable[[], object], int]], rounds: int = 40) -> list[float]:
    """Microseconds of one call of each: the best of rounds in turn, which other work on the machine disturbs least."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, (work, times) in enumerate(works):
            start = time.perf_counter()
            for _ in range(times):
                work()
            best[place] = min(best[place], (time.perf_counter() - start) / times)
    return [seconds * 1e6 for seconds in best]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench"
        path.mkdir()
        rules = "rules:\n" + "".join(rule(number, *demand) for number, demand in enumerate(demands()))
        for name, text in (("pack.yaml", PACK), ("clauses.yaml", CLAUSES), ("rules.yaml", rules)):
            (path / name).write_text(text, encoding="utf-8")
        ruleset = gkrules.load(str(path))
    hand = by_hand()
    print(f"{len(ruleset.rules)} rules, microseconds per document")
    print("document  by hand  compiled  ratio  a model  ratio  reference  ratio")
    for number, document in enumerate(documents(), start=1):
        expected = ruleset.outcomes(document, as_of=AS_OF)
        assert hand(document, AS_OF) == expected, [k for k, v in expected.items() if hand(document, AS_OF)[k] != v]
        typed = typed_record(document, dictionary(), set())
        given = {name: value for name, value in document.items() if name != "subject"}
        model = record_model("document")(**given)
        assert ruleset.outcomes(model, as_of=AS_OF) == expected
        by_reference = {r.id: ruleset.judge(r, typed, as_of=AS_OF).outcome.value for r in ruleset.rules}
        assert by_reference == expected
        own, made, modelled, slow = fastest(
            (
                (lambda document=document: hand(document, AS_OF), 200),
                (lambda document=document: ruleset.outcomes(document, as_of=AS_OF), 200),
                (lambda model=model: ruleset.outcomes(model, as_of=AS_OF), 200),
                (lambda typed=typed: [ruleset.judge(r, typed, as_of=AS_OF) for r in ruleset.rules], 1),
            )
        )
        print(
            f"{number:>9} {own:>8.1f} {made:>9.1f} {made / own:>6.2f} {modelled:>8.1f} {modelled / own:>6.2f}"
            f" {slow:>10.0f} {slow / own:>6.0f}"
        )


if __name__ == "__main__":
    main()
