"""What `import gkrules` and loading packs cost, in whole processes, beside importing pydantic with one model.

Run with `python bench/bench_load.py [rounds]`. Each line is CPU time of a process, start of the interpreter included,
and its ratio to pydantic in the same round. Packs are prepared in a folder of the bench, as an installation does it.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from gkrules.language import prepared
from gkrules.language.pack import find_pack

PYDANTIC = "from pydantic import BaseModel\nclass Model(BaseModel):\n    name: str\n    number: int\n"
COPIES = 5


def cpu(code: str) -> float:
    """Seconds of CPU time of one Python process that runs `code`."""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", code], os.environ)
    _, status, usage = os.wait4(pid, 0)
    if status:
        sys.exit(f"failed: {code}")
    return usage.ru_utime + usage.ru_stime


def copies(folder: Path) -> list[str]:
    """Several packs of the size of shanxi-2021, under names of their own."""
    source, paths = find_pack("shanxi-2021"), []
    for number in range(1, COPIES + 1):
        name = f"copy-{number}"
        (folder / name).mkdir()
        for file in source.glob("*.yaml"):
            text = file.read_text(encoding="utf-8").replace("shanxi-2021", name)
            (folder / name / file.name).write_text(text, encoding="utf-8")
        paths.append(str(folder / name))
    return paths


def cases(folder: Path) -> dict[str, str]:
    """Code by what it measures. Prepared packs are written into `folder`."""
    packs, kept, none = copies(folder), folder / "prepared", folder / "none"
    prepared.folder = lambda: kept
    prepared.prepare()
    prepared.prepare(*packs)
    use = f"import pathlib, gkrules.language.prepared as p\np.folder = lambda: pathlib.Path({str(kept)!r})\n"
    void = use.replace(str(kept), str(none))
    return {
        "pydantic with one model": PYDANTIC,
        "nothing (the interpreter)": "pass",
        "import gkrules": "import gkrules",
        "load('regulation')": f"{use}import gkrules\ngkrules.load('regulation')",
        "load('shanxi-2021')": f"{use}import gkrules\ngkrules.load('shanxi-2021')",
        f"load of {COPIES} packs of that size": f"{use}import gkrules\ngkrules.load(*{packs!r})",
        "load('shanxi-2021') from YAML": f"{void}import gkrules\ngkrules.load('shanxi-2021')",
    }


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        codes = cases(Path(folder))
        seconds: dict[str, list[float]] = {name: [] for name in codes}
        for code in codes.values():
            cpu(code)  # writes the byte code
        for _ in range(rounds):
            for name, code in codes.items():
                seconds[name].append(cpu(code))
    base = seconds["pydantic with one model"]
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {rounds} rounds")
    print("| process | ms min | ms median | ratio min | ratio median |")
    print("|---|---:|---:|---:|---:|")
    for name, times in seconds.items():
        ratios = [t / b for t, b in zip(times, base, strict=True)]
        print(
            f"| {name} | {min(times) * 1e3:.0f} | {statistics.median(times) * 1e3:.0f} |"
            f" {min(ratios):.2f} | {statistics.median(ratios):.2f} |"
        )


if __name__ == "__main__":
    main()
