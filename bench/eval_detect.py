"""How well personal data is found: precision, recall and F1 by type and by form on both halves of the corpus.

Run with `python bench/eval_detect.py [train|test] [documents] [--show]`. A span counts when place and type are exact.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "detectors"))

from corpus.building import Document, corpus

from gkrules.detectors import detect


def f1(hit: int, missed: int, false: int) -> float:
    return 2 * hit / (2 * hit + missed + false) if hit + missed + false else 1.0


def measure(documents: list[Document], *, show: bool = False) -> None:
    hits: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    forms: Counter[tuple[str, str]] = Counter()
    form_hits: Counter[tuple[str, str]] = Counter()
    clean = flagged = 0
    for document in documents:
        found = {(s.start, s.end, s.type) for s in detect(document.text)}
        wanted = {(m.start, m.end, m.type): m.form for m in document.marks}
        clean += not wanted
        flagged += not wanted and bool(found)
        for place, form in wanted.items():
            forms[place[2], form] += 1
            if place in found:
                hits[place[2]] += 1
                form_hits[place[2], form] += 1
            else:
                missed[place[2]] += 1
        for place in found - set(wanted):
            false[place[2]] += 1
        if show:
            explain(document, found, set(wanted))
    print(f"{'type':20}{'F1':>7}{'P':>7}{'R':>7}{'n':>6}")
    for kind in sorted(hits | missed | false):
        row(kind, hits[kind], missed[kind], false[kind])
    row("all (micro)", hits.total(), missed.total(), false.total())
    print(f"clean documents flagged: {flagged} of {clean}")
    print("recall by form: " + "; ".join(f"{t}/{f} {form_hits[t, f]}/{n}" for (t, f), n in sorted(forms.items())))


def row(name: str, hit: int, missed: int, false: int) -> None:
    precision = hit / (hit + false) if hit + false else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    print(f"{name:20}{f1(hit, missed, false):7.3f}{precision:7.3f}{recall:7.3f}{hit + missed:6}")


def explain(document: Document, found: set[tuple[int, int, str]], wanted: set[tuple[int, int, str]]) -> None:
    """Prints what was missed (-) and what was found wrongly (+); the corpus is invented."""
    for sign, places in (("-", wanted - found), ("+", found - wanted)):
        for start, end, kind in sorted(places):
            around = document.text[max(0, start - 14) : start], document.text[start:end], document.text[end : end + 10]
            print(sign, kind, document.template, "{}[{}]{}".format(*around).replace("\n", "⏎"))


def main() -> None:
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    halves = [a for a in arguments if a in {"train", "test"}] or ["train", "test"]
    count = next((int(a) for a in arguments if a.isdigit()), 1500)
    for half in halves:
        print(f"== {half} half, {count} documents")
        measure(corpus("train" if half == "train" else "test", count), show="--show" in sys.argv)


if __name__ == "__main__":
    main()
