"""What changed between two reports, as text."""

from __future__ import annotations

from collections.abc import Iterator

from gkrules.bilingual import Language
from gkrules.differences import CHANGES, Change, Changed, Differences
from gkrules.reports.places import about_words
from gkrules.reports.text import printable

MOST_OF_A_CHANGE = 50
"""So many findings of each sort are written out; the rest are counted, and all are in the JSON form."""


def render_differences(found: Differences, language: Language) -> str:
    """The differences in `language`: the totals, then the findings of each sort."""
    return "\n".join(map(printable, _lines(found, language))) + "\n"


def _lines(found: Differences, language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield f"{found.old.as_of} → {found.new.as_of}"
    for change, number in found.counts().items():
        yield f"  {CHANGES[change].get(language)}：{number}条" if zh else f"  {CHANGES[change].get(language)}: {number}"
    for change in Change:
        members = [changed for changed in found.changes if changed.change is change]
        if not members or change is Change.PERSISTING:
            continue
        yield ""
        yield f"── {CHANGES[change].get(language)} ({len(members)})"
        yield from (_line(changed, language) for changed in members[:MOST_OF_A_CHANGE])
        if len(members) > MOST_OF_A_CHANGE:
            rest = len(members) - MOST_OF_A_CHANGE
            yield f"  另有{rest}条，见-f json" if zh else f"  and {rest} more; see -f json"


def _line(changed: Changed, language: Language) -> str:
    finding = changed.finding
    note = ("（规则有改动）" if language == "zh" else " (the rules changed)") if changed.rules_changed else ""
    return f"  {finding.rule}  {about_words(finding, language)}  {finding.message.get(language)}{note}"
