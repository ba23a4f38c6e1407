"""Runs of digits in a text, with the blanks, hyphens and one line break that people write inside a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import gkrules.detectors.labels as labels
from gkrules.detectors.page import MASKS, Page

_RUN = re.compile(
    r"[0-9](?:(?:[ -]| ?\r?\n {0,4})?[0-9]){9,60}(?:[ -]?[Xx](?![0-9A-Za-z]))?"
)  # at least ten digits: the shortest number of interest has eleven, or ten with an area code
_GROUP = re.compile(r"[0-9]+")
_UNIT = re.compile(
    r" ?(?:元|万|亿|千|美元|港元|人(?!民)|次|件|平方|㎡|亩|公里|公顷|吨|千瓦|米|立方|%|册|份|株|头|户(?![主名籍])|个(?!人)|"
    r"\.[0-9]|,[0-9]{3}(?![0-9]))"
)
_MIXED = re.compile(r"[0-9A-Za-z][-._]$|[A-Za-z_.¥￥$]$")
_MOST_GROUPS = 6  # unless digits are written one by one
LENGTHS = frozenset({11, 13, 15, 16, 17, 18, 19})


@dataclass(frozen=True, slots=True)
class Number:
    """A candidate: its place, its digits (X upper case), the sizes of its groups, what parts them, and its label."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    separators: frozenset[str]
    label: str


Judge = Callable[[Page, Number], bool]


def find(
    page: Page, judges: tuple[Judge, ...], start: int = 0, end: int | None = None, label: str | None = None
) -> None:
    """Offers every candidate between `start` and `end` to `judges` in order; the first that answers True has it.

    `label` replaces the look to the left: the header of a column does.
    """
    stop = len(page.plain) if end is None else end
    for run in _RUN.finditer(page.plain, start, stop):
        if not page.plain[run.start() - 1 : run.start()].isdigit() or not run.start():
            _judge_run(page, run, judges, label)


def _judge_run(page: Page, run: re.Match[str], judges: tuple[Judge, ...], label: str | None) -> None:
    text = page.plain
    groups = [(m.start(), m.end()) for m in _GROUP.finditer(text, run.start(), run.end())]
    tail = run.end() if text[run.end() - 1] in "Xx" else 0
    first = 0
    while first < len(groups):
        for number in _candidates(page, groups, first, tail, label):
            if any(judge(page, number) for judge in judges):
                while first < len(groups) and groups[first][0] < number.end:
                    first += 1
                break
        else:
            first += 1


def _candidates(
    page: Page, groups: list[tuple[int, int]], first: int, tail: int, label: str | None
) -> Iterator[Number]:
    """The numbers that start with group `first`, the longest first."""
    text, start = page.plain, groups[first][0]
    if first and text[groups[first - 1][1] : start].strip(" ") == "-":
        return
    sizes = [end - begin for begin, end in groups[first : first + 19]]
    if first and sizes[0] == 1 and groups[first - 1][1] - groups[first - 1][0] == 1:
        return  # the middle of digits written one by one
    before = text[max(0, start - 2) : start]
    if _MIXED.search(before) or (before[-1:] in MASKS and before):
        return
    ends, total = [], 0
    for last in range(first, len(groups)):
        total += groups[last][1] - groups[last][0]
        if total > 19:
            break
        ends.append((last, total))
    said: str | None = label
    for last, total in reversed(ends):
        if last - first >= _MOST_GROUPS and max(sizes[: last - first + 1]) > 1:
            continue
        end = groups[last][1]
        if total == 17 and last == len(groups) - 1 and tail:
            end = tail
        elif (
            total not in LENGTHS
            or total == 17
            or (last + 1 < len(groups) and text[end : groups[last + 1][0]].strip(" ") == "-")
        ):
            continue
        following = text[end : end + 1]
        if (following.isascii() and following.isalnum()) or (following and following in MASKS):
            continue
        if _UNIT.match(text, end):
            continue
        parts = groups[first : last + 1]
        separators = frozenset(
            "\n" if "\n" in gap else gap.strip(" \r")[:1] or " "
            for gap in (text[a[1] : b[0]] for a, b in pairwise(parts))
        )
        breaks = text.count("\n", start, end)
        if breaks > 1 or (len(separators - {"\n"}) > 1 and not text.startswith(("86", "0086"), start)):
            continue
        if said is None:
            said = labels.left(page, start)
        digits = "".join(text[a:b] for a, b in parts) + ("X" if end == tail and total == 17 else "")
        yield Number(start, end, digits, tuple(b - a for a, b in parts), separators, said)
