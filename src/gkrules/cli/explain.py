"""`gkrules explain`: a rule or clause in words, and what a rule says of one record, day by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gkrules.bilingual import Bilingual, Language
from gkrules.checking import with_key
from gkrules.cli.days import echo_days, echo_deadline
from gkrules.cli.options import AS_OF, LANGUAGE, PACKS, pseudonym_key, split_source, today
from gkrules.cli.telling import WrongUse
from gkrules.deadlines.account import account
from gkrules.engines.findings import finding
from gkrules.engines.outcome import OUTCOME_LABELS, Outcome
from gkrules.engines.setting import Setting
from gkrules.errors import SourceError
from gkrules.language.describing import describe_clause, describe_rule
from gkrules.language.names import nearest
from gkrules.language.pack import Pack, shipped_names
from gkrules.language.rule import Rule
from gkrules.profile import Profile, read_profile
from gkrules.records.dictionary import dictionary
from gkrules.reports.text import printable
from gkrules.ruleset import RuleSet, load
from gkrules.sources.files import shown_path
from gkrules.sources.pseudonyms import pseudonym, pseudonymise
from gkrules.sources.reading import SourceSpec, read_sources


@click.command()
@click.argument("name", metavar="RULE_OR_CLAUSE")
@click.argument("source", required=False, metavar="[SOURCE]")
@PACKS
@click.option("--id", "record_id", metavar="ID", help="The record of SOURCE to explain.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), metavar="FILE", help="Headers to fields.")
@click.option("--profile", type=click.Path(path_type=Path), metavar="FILE", help="The body's own parameters.")
@AS_OF
@LANGUAGE
def explain(
    name: str,
    source: str | None,
    packs: tuple[str, ...],
    record_id: str | None,
    mapping: Path | None,
    profile: Path | None,
    as_of: date | None,
    language: Language,
) -> int:
    """Say what a rule or clause demands; with SOURCE and --id, why a record is judged as it is."""
    rules = load(*(packs or shipped_names()))
    own = with_key(read_profile(profile) if profile else Profile(), pseudonym_key())
    found = [rule for rule in rules.rules if rule.id == name]
    clauses = {clause.id: (pack, clause) for pack in rules.packs for clause in pack.clauses.values()}
    if not found and name in clauses:
        pack, clause = clauses[name]
        click.echo(describe_clause(clause, pack, _rules_of(name, rules), language))
        return 0
    if not found:
        near = nearest(name, [*(r.id for r in rules.rules), *clauses])
        hint = f"; did you mean {near!r}?" if near else "; gkrules list shows the rules"
        hint_zh = f"；是否指{near!r}？" if near else "；可用gkrules list查看规则"
        raise WrongUse(f"no rule or clause {name!r}{hint}", f"没有规则或条款{name!r}{hint_zh}")
    rule = found[0]
    click.echo(describe_rule(rule, _pack_of(rule, rules), language))
    if source is not None:
        if record_id is None:
            raise WrongUse("name the record with --id", "请用--id指定要说明的记录")
        _explain_record(rule, rules, own, source, record_id, mapping, as_of or today(), language)
    return 0


def _rules_of(clause: str, rules: RuleSet) -> list[Rule]:
    return [rule for rule in rules.rules if any(clause in version.clauses for version in rule.versions)]


def _pack_of(rule: Rule, rules: RuleSet) -> Pack:
    return next(pack for pack in rules.packs if rule in pack.rules)


def _explain_record(
    rule: Rule, rules: RuleSet, profile: Profile, source: str, record_id: str, mapping: Path | None, as_of: date,
    language: Language,
) -> None:  # fmt: skip
    named, path, sheet = split_source(source)
    spec = SourceSpec(Path(path), named, sheet, rule.subject)
    found = read_sources([spec], dictionary(), mapping=mapping, blanks=profile.blanks, subjects={rule.subject})
    key = profile.pseudonym_key
    notes = pseudonymise(found.intakes, key)
    if notes and key is None:
        raise SourceError(notes[0].en, notes[0].zh)
    named_so = {record_id, pseudonym(record_id, key)} if key is not None else {record_id}
    records = [
        record
        for intake in found.intakes
        for record in intake.records
        if record.subject == rule.subject and record.id in named_so
    ]
    path = shown_path(Path(path))
    if len(records) != 1:
        read = sum(intake.read for intake in found.intakes)
        told = "no record has" if not records else f"{len(records)} records have"
        raise SourceError(
            f"{path}: {told} the id given with --id ({read} rows were read)",
            f"{path}：共读取{read}行，其中有{len(records)}条记录的编号与--id相同，应当恰有一条",
        )
    record = records[0]
    setting: Setting = rules.setting(rule, as_of, profile)
    judgement = rules.judge(rule, record, as_of=as_of, profile=profile)
    say = Bilingual(f"记录{record.id}，判定基准日{as_of}：", f"record {record.id}, judged as of {as_of}: ").get(
        language
    )
    click.echo(f"\n{printable(say)}{OUTCOME_LABELS[judgement.outcome].get(language)}")
    if judgement.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        shown = finding(rule, dictionary()[rule.subject], record, judgement, setting)
        click.echo(printable(shown.message.get(language)))
        click.echo(printable(shown.remedy.get(language)))
    if judgement.reason is not None:
        click.echo(judgement.reason.get(language))
    if judgement.deadline is not None:
        click.echo()
        echo_days(account(judgement.deadline, profile.calendar), language)
        echo_deadline(judgement.deadline, language)
