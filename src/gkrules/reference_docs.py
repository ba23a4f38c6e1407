"""The reference pages under docs/reference: operators, fields, rules, commands and the report, made from the code.

`python -m gkrules.reference_docs docs/reference` writes them; a test fails when a page is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from gkrules.cli import commands
from gkrules.deadlines.clock import Clock, Window
from gkrules.files.schemas import detect_schema, mask_schema
from gkrules.language import expressions, patterns, syntax
from gkrules.language.describing import MODALITY_LABELS, requirement_words, window_words
from gkrules.language.ir import Type
from gkrules.language.messages import shown
from gkrules.language.operators import ANYTHING, NULLS_MEANING, OPERATORS, QUANTIFIERS, Operator
from gkrules.language.pack import Pack, shipped_names
from gkrules.language.packs import read_packs
from gkrules.language.printing import print_expression
from gkrules.language.rule import SEVERITY_LABELS, Rule, Version
from gkrules.matrix import coverage_schema
from gkrules.records.dictionary import dictionary
from gkrules.records.model import TYPE_LABELS, Blank, Field, FieldType, Relation, Subject
from gkrules.results import report_schema

_MADE = "<!-- Made from the code by `python -m gkrules.reference_docs docs/reference`; do not edit. -->"


def pages() -> dict[str, str]:
    """Every generated file by its name. Raises RuleError when a shipped pack is wrong."""
    schema, subjects = report_schema(), dictionary().subjects
    return {
        "operators.md": operators_page(),
        "fields.md": fields_page(subjects.values()),
        **{f"fields/{name}.md": subject_page(subject) for name, subject in subjects.items()},
        "rules.md": rules_page(read_packs(shipped_names())),
        "commands.md": commands_page(),
        "report.md": report_page(schema),
        "coverage.schema.json": json.dumps(coverage_schema(), ensure_ascii=False, indent=1) + "\n",
        "detect.schema.json": json.dumps(detect_schema(), ensure_ascii=False, indent=1) + "\n",
        "mask.schema.json": json.dumps(mask_schema(), ensure_ascii=False, indent=1) + "\n",
        "report.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n",
    }


def write(folder: Path) -> None:
    """Write every page into `folder`."""
    for name, text in pages().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


# ── operators ────────────────────────────────────────────────────────────────────────────────────────────────────


def operators_page() -> str:
    """Every operator and function: types, what unknown arguments do, meaning and an example."""
    nulls = [f"- **{kind.value}**: {words.en}. {words.zh}。" for kind, words in NULLS_MEANING.items()]
    rows = [
        [_code(row.op.value), _signatures(row), row.nulls.value, row.meaning.en, row.meaning.zh, _code(row.example)]
        for row in OPERATORS.values()
    ]
    return _page(
        "Operators and functions",
        "A condition is an expression over the fields of one record, by name or Chinese label, `params.name` and"
        " `as_of`. Literals are texts in quotes, lists of texts, numbers in plain digits, `True` and `False`; a day is"
        " `date(2021, 7, 1)`. Beside a field with codes, a text is one of its codes or labels. Inside `any`, `all` and"
        " `count` the names `type`, `on`, `party` and `days` are those of the event. There is no division.",
        f"An expression has at most {syntax.MAX_LENGTH:,} characters, {expressions.MAX_NODES} parts and"
        f" {syntax.MAX_DEPTH} levels, a number at most {expressions.MAX_DIGITS} digits. A pattern has at most"
        f" {patterns.MAX_PATTERN} characters and repeats of at most {patterns.MAX_REPEAT}; see"
        " [decision 0006](../decisions/0006-regular-expressions.md).",
        "What unknown arguments do:\n\n" + "\n".join(nulls),
        _table(["Written", "Takes and gives", "Unknowns", "Meaning", "含义", "Example"], rows),
    )


def _signatures(row: Operator) -> str:
    if row.op in QUANTIFIERS:
        return f"(events, condition) → {row.signatures[0].result.value}"
    return "<br>".join(f"({', '.join(map(_kinds, s.args))}) → {s.result.value}" for s in row.signatures)


def _kinds(kinds: frozenset[Type]) -> str:
    return "any field" if kinds == ANYTHING else " or ".join(kind.value for kind in Type if kind in kinds)


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────


def fields_page(subjects: Iterable[Subject]) -> str:
    """The subjects, each with a page of its own, and how their records belong together."""
    subjects = list(subjects)
    rows = [[f"[{_code(s.name)}](fields/{s.name}.md)", s.label.zh, s.about.en, s.about.zh] for s in subjects]
    return _page(
        "Fields",
        "The data dictionary: what a record may hold. A header is a field's name, its Chinese label or one of the"
        " other headers listed. `gkrules schema SUBJECT` prints the JSON Schema of a subject, with `--template` it"
        " writes an empty workbook to fill in.",
        _table(["Subject", "Label", "One record is", "一条记录是"], rows),
        "## Relations",
        "How records of one subject belong to records of another. They do where the one's field has the value of the"
        " other's, or a value in common with it where either is a list; `body` compares the name of the institution"
        " and the year. A relation *to one* reads as a path, `document.is_policy`; the others stand in `any`, `all`,"
        " `count` and `first`. A document and a release have a text named `body` too: behind a dot, `body.level`, it is"
        " the relation.",
        _table(
            ["Subject", "Relation", "Leads to", "By", "Which", "哪些记录"],
            (_relation(r) for s in subjects for r in s.relations.values()),
        ),
    )


def _relation(relation: Relation) -> list[str]:
    leads = f"{'many' if relation.many else 'one'} `{relation.other}`"
    by = f"`{relation.own}` = `{relation.other}.{relation.key}`"
    return [_code(relation.subject), _code(relation.name), leads, by, relation.about.en, relation.about.zh]


def subject_page(subject: Subject) -> str:
    """One subject: its fields, codes and clocks."""
    governing = ", else ".join(map(_code, subject.governing))
    kind = "The first date filled in governs" if subject.dated else "A state, judged on the day it was checked"
    rows = [
        [_code(f.name), f.zh, "、".join(f.aliases), _kind(f), _blank(f), _shows(f), f"{f.about.en}<br>{f.about.zh}"]
        for f in subject.fields.values()
    ]
    head = ["Field", "Label", "Other headers", "Type", "Empty cell", "In reports", "About"]
    parts = [
        f"{subject.label.en}: {subject.about.en}. {kind}: {governing}.\n\n一条记录是{subject.about.zh}。",
        (
            "*Empty cell*: what an empty cell means, **unknown** or **none** or a value; a profile may change it"
            " ([semantics](../../semantics.md), [the reasons](../../decisions/0007-what-a-blank-means.md)). *In"
            " reports*: **as it is**, or **masked** where personal data is found, or **length only** for free text"
            " ([what a report shows](../../privacy.md)). A day **to come** may lie ahead."
        ),
        _table(head, rows),
    ]
    coded = [f for f in subject.fields.values() if f.codes]
    if coded:
        parts += ["## Codes", _table(["Field", "Codes and labels", "Also read"], map(_coded, coded))]
    if subject.relations:
        related = (_relation(r)[1:] for r in subject.relations.values())
        parts += ["## Relations", _table(["Relation", "Leads to", "By", "Which", "哪些记录"], related)]
    return _page(f"{subject.name} {subject.label.zh}", *parts, *(_clock(clock) for clock in subject.clocks.values()))


def _kind(item: Field) -> str:
    return f"{TYPE_LABELS[item.type].en}, to come" if item.planned else TYPE_LABELS[item.type].en


def _coded(item: Field) -> list[str]:
    codes = ", ".join(f"{_code(code)} {label}" for code, label in item.codes.items())
    others = ", ".join(f"{word} → {_code(code)}" for word, code in item.code_aliases.items())
    return [_code(item.name), codes, others]


def _blank(item: Field) -> str:
    if item.blank is not Blank.VALUE:
        return item.blank.value
    return _code(str(item.blank_value).lower() if isinstance(item.blank_value, bool) else str(item.blank_value))


def _shows(item: Field) -> str:
    if item.screened:
        return "masked"
    names = item.safe and item.type in (FieldType.TEXT, FieldType.LIST_OF_TEXT) and item.name != "id"
    return "masked" if names else "as it is" if item.safe else "length only"


def _clock(clock: Clock) -> str:
    lines = [f"## Clock {clock.name}", "", f"{clock.about}. Ends with `{clock.end}_on`.", ""]
    lines += [f"- limit {limit.words().en}, {_days(window)}" for window, limit in clock.limits]
    for r in clock.receipts:
        arrival = f"on `{clock.arrival}` for {_codes(r.on_arrival)}"
        confirmation = f"on `{clock.confirmation}` for {_codes(r.on_confirmation)}"
        lines.append(f"- starts, {_days(r.window)}: {arrival}; {confirmation} ({r.source})")
    for reset in clock.resets:
        term = f"{reset.term.words().en} after `{reset.received}`" if reset.term else f"`{reset.stated}`"
        lines.append(f"- reset by `{reset.answer}`; the notice `{reset.notice}` ({_days(reset.window)}) ends on {term}")
    for pause in clock.pauses:
        silent = f"{pause.silent.words().en} after `{pause.received}`" if pause.silent else "never"
        end = f"; silence ends it: {silent} ({_days(pause.silent_window)})"
        lines.append(f"- pause from `{pause.asked}` to `{pause.answered}` ({_days(pause.window)}){end}")
    most = "; ".join(f"{days} working days, {_days(window)}" for window, days in clock.extension.most)
    lines.append(f"- extended by `{clock.extension.told}` by `{clock.extension.days}`, in all at most {most}")
    if clock.delay:
        lines.append(
            f"- no due date after `{clock.delay.told}` if `{clock.delay.only_when}` ({_days(clock.delay.window)})"
        )
    if clock.withdrawn:
        lines.append(f"- given up by the applicant if `{clock.withdrawn}`")
    return "\n".join(lines)


def _days(window: Window) -> str:
    if window.first is None and window.last is None:
        return "at any date"
    return f"{window.first or '…'} to {window.last or '…'}"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(map(_code, sorted(codes)))


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────────────


def rules_page(packs: Iterable[Pack]) -> str:
    """Every rule of every shipped pack."""
    packs = list(packs)
    listed = [f"- [{p.id}](#{p.id}) {p.title.zh}: {len(p.rules)} rules" for p in packs]
    return _page("Rules", "The rules of the packs that come with gkrules.", "\n".join(listed), *map(_pack, packs))


def _pack(pack: Pack) -> str:
    number = f", {pack.document_number}" if pack.document_number else ""
    about = f"{pack.title.zh} ({pack.title.en}). {pack.issuer}{number}. Version {pack.version}"
    judges = f"judges facts {window_words(pack.window, 'en')}"
    return "\n\n".join([f"## {pack.id}", f"{about}; {judges}.", *map(_rule, pack.rules)])


def _rule(rule: Rule) -> str:
    last = rule.versions[-1]
    lines = [f"### {rule.id}", "", f"{last.title.zh}<br>{last.title.en}", ""]
    lines.append(f"Judges `{rule.subject}` {dictionary()[rule.subject].label.zh}.")
    if rule.note is not None:
        lines += ["", f"{rule.note.zh}<br>{rule.note.en}"]
    for version in rule.versions:
        lines += ["", *_version(version, several=len(rule.versions) > 1)]
    return "\n".join(lines)


def _version(version: Version, *, several: bool) -> list[str]:
    duty = f"{SEVERITY_LABELS[version.severity].en}, {MODALITY_LABELS[version.modality].en}"
    lines = [f"- in force {window_words(version.in_force, 'en')}: {duty}"]
    if several:
        lines.append(f"- title: {version.title.zh} / {version.title.en}")
    lines.append(f"- clauses: {', '.join(version.clauses)}")
    if version.governed_by is not None:
        lines.append(f"- governed by: {_code(version.governed_by)}")
    if version.when is not None:
        lines.append(f"- when: {_code(print_expression(version.when))}")
    lines += [f"- except: {_code(print_expression(e.when))}: {e.reason.en}" for e in version.exceptions]
    lines.append(f"- {version.kind}: {_code(requirement_words(version.requirement, 'en'))}")
    if version.until is not None:
        lines.append(f"- until: {version.until}")
    for param in version.params.values():
        value = "off" if param.value is None else shown(param.value, "en")
        about = f"; {param.about.en}" if param.about else ""
        lines.append(f"- parameter `{param.name}` ({param.type.value}): {value}, source: {param.source}{about}")
    return lines


# ── commands and report ──────────────────────────────────────────────────────────────────────────────────────────


def commands_page() -> str:
    """Every command with its arguments and options, from the help texts."""
    top = click.Context(commands, info_name="gkrules", **commands.context_settings)
    parts = [f"`gkrules` {_prose(commands.help)}"]
    for name, command in sorted(commands.commands.items()):
        context = click.Context(command, parent=top, info_name=name)
        usage = f"gkrules {name} {' '.join(command.collect_usage_pieces(context))}"
        rows = [_option(p) for p in command.get_params(context) if isinstance(p, click.Option)]
        parts += [f"## gkrules {name}", f"```text\n{usage}\n```", _prose(command.help)]
        parts.append(_table(["Option", "Takes", "Meaning"], rows))
    return _page("Commands", *parts)


def _option(option: click.Option) -> list[str]:
    takes = option.metavar or ""
    if isinstance(option.type, click.Choice):
        takes = ", ".join(map(str, option.type.choices))
    repeats = " Repeatable." if option.multiple and "epeatable" not in (option.help or "") else ""
    default = f" Default: {option.default}." if isinstance(option.type, click.Choice) and option.show_default else ""
    return [", ".join(map(_code, option.opts)), takes, f"{option.help or ''}{repeats}{default}".strip()]


def _prose(text: str | None) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n"))


def report_page(schema: Mapping[str, Any]) -> str:
    """The keys of the JSON report, object by object."""
    objects = {"Report": schema, **schema["$defs"]}
    parts = [f"## {name}\n\n{_prose(entry.get('description'))}\n\n{_keys(entry)}" for name, entry in objects.items()]
    return _page(
        "The JSON report",
        f"`gkrules check -f json` writes one object of the schema `{schema['title']}`; the JSON Schema is"
        " [report.schema.json](report.schema.json). Keys that do not apply are absent.",
        *parts,
    )


def _keys(entry: Mapping[str, Any]) -> str:
    rows = [
        [_code(name), _type(item), "" if item.get("default", item) is None else "yes", item.get("description", "")]
        for name, item in entry["properties"].items()
    ]
    return _table(["Key", "Type", "Always there", "Meaning"], rows)


def _type(item: Mapping[str, Any]) -> str:
    if "$ref" in item:
        name = str(item["$ref"]).rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in item:
        return " or ".join(_type(i) for i in item["anyOf"] if i.get("type") != "null")
    if "const" in item:
        return _code(json.dumps(item["const"]))
    if "enum" in item:
        return " or ".join(_code(str(value)) for value in item["enum"])
    if "prefixItems" in item:
        return " and ".join(_type(part) for part in item["prefixItems"])
    if item.get("type") == "array":
        return f"list of {_type(item['items'])}"
    if item.get("type") == "object" and isinstance(item.get("additionalProperties"), Mapping):
        return f"object of {_type(item['additionalProperties'])}"
    return str(item.get("type", "any value"))


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", _MADE, *parts]) + "\n"


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`"


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference"))
