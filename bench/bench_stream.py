"""What a long iterator costs: records made one by one, judged by `check` and let go; time and memory as it grows.

Run with `python bench/bench_stream.py [records]`. Each size runs in a process of its own, so that its peak is its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

AS_OF = date(2021, 12, 31)


def documents(number: int) -> Iterator[dict[str, object]]:
    """Invented documents with twelve keys: one in ten late, one in fifty without an attribute."""
    rng = random.Random(number)
    for index in range(number):
        issued = date(2021, 1, 4) + timedelta(days=rng.randrange(300))
        late = rng.randrange(10) == 0
        yield {
            "subject": "document",
            "id": f"D{index:08d}",
            "title": "关于印发实施方案的通知",
            "document_number": f"示函〔2021〕{index}号",
            "document_type": "notice",
            "issuer": "某市示范局",
            "department": "办公室",
            "issued_on": issued,
            "published_on": issued + timedelta(days=60 if late else 7),
            "disclosure_attribute": None if rng.randrange(50) == 0 else "proactive",
            "is_policy": index % 3 == 0,
            "classified": False,
        }


def one(number: int) -> None:
    """Judge so many records and print seconds, peak memory in MB, and the number of violations."""
    import gkrules  # here, so that its import is counted in the process that is measured

    rules = gkrules.load("regulation")
    start = time.process_time()
    report = rules.check(documents(number), as_of=AS_OF)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert report.counts.read == number
    print(f"{seconds} {peak} {report.counts.outcomes['violation']}")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print(f"{'records':>10} {'seconds':>8} {'us each':>8} {'peak MB':>8} {'violations':>10}")
    for size in (number // 4, number // 2, number):
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=True
        )
        seconds, peak, violations = done.stdout.split()
        each = float(seconds) / size * 1e6
        print(f"{size:>10,} {float(seconds):>8.1f} {each:>8.1f} {float(peak):>8.0f} {violations:>10}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main()
