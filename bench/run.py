"""One table: what each engine takes for the same documents and the same ten rules, as a ratio to `RuleSet.outcomes`.

Run with `python bench/run.py [rounds]` after `pip install -e '.[bench,monitor]'`. In each round every peer runs once in
a process of its own; a ratio is taken within its round, so that what else the machine does counts little.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PEERS = Path(__file__).resolve().parent / "peers"
OURS = "gkrules_outcomes"
MODULES = {
    OURS: "gkrules",
    "plain_python": None,
    "cel_expr": "cel-expr-python",
    "durable_facts": "durable_rules",
    "rule_engine_rules": "rule-engine",
    "zen_expressions": "zen-engine",
}
LIMIT = 120  # seconds for one peer in one round


def installed(distribution: str | None) -> str | None:
    """The version of a distribution; an empty text for the standard library, None when it is not installed."""
    if distribution is None:
        return ""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def measured(peer: str) -> dict[str, object] | str:
    """What a peer printed, or why it printed nothing."""
    try:
        done = subprocess.run(
            [sys.executable, str(PEERS / f"{peer}.py")], capture_output=True, text=True, check=False, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"did not end within {LIMIT} s"
    if done.returncode:
        return f"ended with {done.returncode}: {(done.stderr.strip().splitlines() or [''])[-1]}"
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    versions = {peer: installed(name) for peer, name in MODULES.items()}
    for peer, found in versions.items():
        if found is None:
            print(f"skipped: {peer}: {MODULES[peer]} is not installed")
    peers = [peer for peer, found in versions.items() if found is not None]
    micros: dict[str, list[float]] = {peer: [] for peer in peers}
    ratios: dict[str, list[float]] = {peer: [] for peer in peers}
    digests: dict[str, object] = {}
    for _ in range(rounds):
        results = {peer: measured(peer) for peer in peers}
        ours = results[OURS]
        if isinstance(ours, str):
            sys.exit(f"{OURS} {ours}")
        for peer, result in results.items():
            if isinstance(result, str):
                print(f"failed: {peer} {result}")
                continue
            digests[peer] = result["found"]
            micros[peer].append(float(str(result["us"])))
            ratios[peer].append(float(str(result["us"])) / float(str(ours["us"])))
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {rounds} rounds")
    print(f"| {'peer':<18} | {'version':<8} | us min | us median | ratio min | ratio median | finds the same |")
    print("|---|---|---:|---:|---:|---:|---|")
    for peer in sorted((p for p in peers if ratios[p]), key=lambda p: statistics.median(ratios[p])):
        us, ratio = micros[peer], ratios[peer]
        same = "yes" if digests[peer] == digests[OURS] else "no"
        print(
            f"| {peer:<18} | {versions[peer] or '':<8} | {min(us):6.1f} | {statistics.median(us):9.1f} |"
            f" {min(ratio):9.2f} | {statistics.median(ratio):12.2f} | {same:<14} |"
        )


if __name__ == "__main__":
    main()
