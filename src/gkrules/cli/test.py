"""`gkrules test`: run the inline examples of packs."""

from __future__ import annotations

import click

from gkrules.cli.exits import FINDINGS
from gkrules.cli.options import PACKS, need_packs
from gkrules.examples import ExampleResult, run_examples
from gkrules.language.names import nearest
from gkrules.language.packs import read_packs


@click.command()
@PACKS
@click.option("-q", "--quiet", is_flag=True, help="Print the totals only.")
@click.option("--rule", "rule_ids", multiple=True, metavar="ID", help="Only the examples of this rule; repeatable.")
@click.option(
    "--mutate",
    "mutation",
    is_flag=True,
    help="Also change each rule in every small way, and show the changes that no example notices.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes for --mutate.")
def test(packs: tuple[str, ...], quiet: bool, rule_ids: tuple[str, ...], mutation: bool, jobs: int) -> int:
    """Run the examples that stand in the rules, and show how each that fails differs."""
    read = read_packs(need_packs(packs))
    known = [rule.id for pack in read for rule in pack.rules]
    for rule_id in rule_ids:
        if rule_id not in known:
            near = nearest(rule_id, known)
            raise click.UsageError(f"no rule {rule_id!r}" + (f"; did you mean {near!r}?" if near else ""))
    results = [result for result in run_examples(read) if not rule_ids or result.rule.id in rule_ids]
    failed = [result for result in results if not result.passed]
    if not quiet:
        for result in failed:
            click.echo(_shown(result))
    click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    if failed or not mutation:
        return FINDINGS if failed else 0
    return _mutate(packs, rule_ids, jobs, quiet=quiet)


def _mutate(packs: tuple[str, ...], rule_ids: tuple[str, ...], jobs: int, *, quiet: bool) -> int:
    from gkrules.mutation.running import mutate  # here, because only --mutate needs it

    result = mutate(packs, rule_ids=rule_ids, jobs=jobs)
    if not quiet:
        for survivor in result.survivors:
            click.echo(f"{survivor.file}:{survivor.line}: {survivor.rule}: {survivor.change.text}")
            click.echo(f"    {survivor.change.advice}")
        for stale in result.stale:
            entry = stale.entry
            click.echo(f"{entry.file}:{entry.line}: {entry.rule}: {entry.change}")
            click.echo(f"    {stale.reason}: take this entry off the list")
    click.echo(
        f"{result.mutants} changes: {result.caught} noticed, {len(result.equivalent)} mean the same,"
        f" {len(result.survivors)} survived"
        + (f"; {len(result.stale)} entries of the list are out of date" if result.stale else "")
    )
    return 0 if result.passed else FINDINGS


def _shown(result: ExampleResult) -> str:
    example = result.example
    lines = [f"{example.file}:{example.line}: {result.rule.id}: {example.name}"]
    for difference in result.differences:
        lines.append(f"  - {difference.key}: {difference.expected}")
        lines.append(f"  + {difference.key}: {difference.found}")
    if "outcome" in {d.key for d in result.differences} and result.judgement.missing:
        lines.append(f"    missing: {', '.join(result.judgement.missing)}")
    return "\n".join(lines)
