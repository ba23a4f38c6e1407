"""`gkrules list`: the rules of packs, one line each."""

from __future__ import annotations

import json

import click

from gkrules.bilingual import Language
from gkrules.cli.options import LANGUAGE, PACKS
from gkrules.errors import display_width
from gkrules.language.pack import shipped_names
from gkrules.language.prepared import load_packs
from gkrules.language.rule import Rule


@click.command("list")
@PACKS
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def list_command(packs: tuple[str, ...], form: str, language: Language) -> int:
    """List rules with their severity, subject and title; without -r, those of all shipped packs."""
    rules = [rule for pack in load_packs(packs or shipped_names()) for rule in pack.rules]
    if form == "json":
        click.echo(json.dumps([_as_dict(rule) for rule in rules], ensure_ascii=False, indent=1))
        return 0
    width = max((display_width(rule.id) for rule in rules), default=0)
    for rule in rules:
        version = rule.versions[-1]
        click.echo(f"{rule.id:<{width}}  {version.severity:<7}  {rule.subject:<22}  {version.title.get(language)}")
    click.echo(f"{len(rules)} rules")
    return 0


def _as_dict(rule: Rule) -> dict[str, object]:
    version = rule.versions[-1]
    return {
        "id": rule.id,
        "subject": rule.subject,
        "kind": version.kind,
        "modality": version.modality.value,
        "severity": version.severity.value,
        "clauses": sorted({clause for v in rule.versions for clause in v.clauses}),
        "title": version.title.as_dict(),
    }
