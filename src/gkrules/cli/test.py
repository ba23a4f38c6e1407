"""`gkrules test`: run the inline examples of packs."""

from __future__ import annotations

import click

from gkrules.cli.exits import FINDINGS
from gkrules.cli.options import PACKS, need_packs
from gkrules.examples import ExampleResult, run_examples
from gkrules.language.packs import read_packs


@click.command()
@PACKS
@click.option("-q", "--quiet", is_flag=True, help="Print the totals only.")
def test(packs: tuple[str, ...], quiet: bool) -> int:
    """Run the examples that stand in the rules, and show how each that fails differs."""
    results = run_examples(read_packs(need_packs(packs)))
    failed = [result for result in results if not result.passed]
    if not quiet:
        for result in failed:
            click.echo(_shown(result))
    click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return FINDINGS if failed else 0


def _shown(result: ExampleResult) -> str:
    example = result.example
    lines = [f"{example.file}:{example.line}: {result.rule.id}: {example.name}"]
    for difference in result.differences:
        lines.append(f"  - {difference.key}: {difference.expected}")
        lines.append(f"  + {difference.key}: {difference.found}")
    if "outcome" in {d.key for d in result.differences} and result.judgement.missing:
        lines.append(f"    missing: {', '.join(result.judgement.missing)}")
    return "\n".join(lines)
