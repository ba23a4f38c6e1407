"""What checking costs: reading and judging growing numbers of documents, beside a hand-written Python check.

Run with `python bench/bench_check.py [rows]`. Figures are ratios within one run; seconds depend on the machine.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import gkrules
from gkrules.checking import check_sources
from gkrules.sources.reading import SourceSpec

AS_OF = date(2021, 12, 31)
HEADERS = ("文件编号", "公开属性", "成文日期", "发布日期")


def write_documents(path: Path, rows: int) -> None:
    """Invented documents: one in ten late, one in fifty without an attribute, some dates in other notations."""
    rng = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADERS)
        for number in range(rows):
            issued = date(2021, 1, 4) + timedelta(days=rng.randrange(300))
            published = issued + timedelta(days=rng.choice([1, 3, 7, 14, 20, 60]))
            attribute = rng.choice(["主动公开"] * 8 + ["依申请公开", ""])
            shown = published.isoformat() if number % 3 else f"{published.year}年{published.month}月{published.day}日"
            writer.writerow([f"D{number:07d}", attribute, issued.isoformat(), shown])


def plain_python(path: Path) -> int:
    """The same duty by hand: proactive documents published more than 20 working days after issue."""
    calendar = gkrules.Calendar.china()
    late = 0
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["公开属性"] != "主动公开":
                continue
            text = row["发布日期"].replace("年", "-").replace("月", "-").rstrip("日")
            published = date(*map(int, text.split("-")))
            late += calendar.working_days_between(date.fromisoformat(row["成文日期"]), published) > 20
    return late


def timed(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def late_by_gkrules(path: Path) -> int:
    report = check_sources([SourceSpec(path, "document")], packs=["regulation"], as_of=AS_OF)
    return sum(f.rule == "regulation/publication-term" for f in report.violations())


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    print(f"{'rows':>9} {'gkrules s':>10} {'plain s':>8} {'ratio':>6} {'us/row':>7} {'late':>7} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for size in (rows // 2, rows, rows * 2):
            path = Path(folder) / f"{size}.csv"
            write_documents(path, size)
            plain_seconds, expected = timed(lambda path=path: plain_python(path))  # type: ignore[misc]
            seconds, found = timed(lambda path=path: late_by_gkrules(path))  # type: ignore[misc]
            assert found == expected, (found, expected)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{size:>9,} {seconds:>10.2f} {plain_seconds:>8.2f} {seconds / plain_seconds:>6.1f}"
                f" {seconds / size * 1e6:>7.0f} {found:>7,} {peak:>8.0f}"
            )


if __name__ == "__main__":
    main()
