"""What durable-rules does at its edges: each probe runs in a process of its own, with a time limit.

Run with `python bench/probes/durable/run.py [name …]` after `pip install -e '.[monitor]'`. A probe prints what it saw,
or the process crashes or is stopped at the limit; the table is in docs/decisions/0010-durable-rules.md.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIMIT = 20  # seconds


def seen(probe: Path, *arguments: str) -> str:
    """The last line of what a probe printed, with how its process ended where that was not in order."""
    try:
        done = subprocess.run(
            [sys.executable, str(probe), *arguments], capture_output=True, text=True, check=False, timeout=LIMIT
        )
    except subprocess.TimeoutExpired as error:
        printed = (error.stdout or b"").decode().strip().splitlines()
        return " ".join([*printed[-1:], f"[did not return within {LIMIT} s]"])
    lines = done.stdout.strip().splitlines()[-1:]
    if done.returncode < 0:
        lines.append(f"[crashed: {signal.Signals(-done.returncode).name}]")
    elif done.returncode:
        lines.append(f"[ended with {done.returncode}: {done.stderr.strip().splitlines()[-1]}]")
    return " ".join(lines)


def main() -> None:
    print(f"durable_rules {version('durable_rules')}, Python {sys.version.split()[0]}")
    wanted = set(sys.argv[1:])
    for probe in sorted(HERE.glob("probe_*.py")):
        name = probe.stem.removeprefix("probe_")
        if wanted and name not in wanted:
            continue
        text = probe.read_text(encoding="utf-8")
        cases = [line.partition("# case: ")[2].split() for line in text.splitlines() if line.startswith("# case: ")]
        for case in cases or [[]]:
            print(f"{' '.join([name, *case]):<34} {seen(probe, *case)}", flush=True)


if __name__ == "__main__":
    main()
