"""The matrix of clauses and rules as text: clause by clause, with totals for each pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gkrules.bilingual import Bilingual, Language
from gkrules.errors import display_width
from gkrules.matrix import ClauseCoverage, Coverage, How, Totals

HOW_LABELS: Mapping[How, Bilingual] = {
    How.RECORD: Bilingual("按记录判定", "by records"),
    How.GROUP: Bilingual("按分组判定", "by groups"),
    How.LEDGER: Bilingual("按台账认定", "by the duty ledger"),
    How.NONE: Bilingual("不可自动判定", "not machine-checkable"),
}
_OPEN = Bilingual("尚无规则，亦未说明理由", "no rule and no reason")
_GAP = 2


def render_coverage(coverage: Coverage, language: Language) -> str:
    """The matrix in `language`: each clause with its rules or the reason why it has none, then the totals."""
    lines: list[str] = []
    for pack in coverage.packs:
        lines += [pack.id, ""]
        lines += _clauses(pack.clauses, language)
        lines += ["", _totals(coverage.totals.packs[pack.id], language), ""]
    if len(coverage.packs) > 1:
        lines += [Bilingual("全部规则包", "all packs").get(language), _totals(coverage.totals, language), ""]
    missing = coverage.open_clauses()
    if missing:
        lines.append(f"{_OPEN.get(language)}{Bilingual('：', ':').get(language)}")
        lines += [f"  {clause.id}  {clause.location}" for clause in missing]
    return "\n".join(lines).rstrip("\n") + "\n"


def _clauses(clauses: Iterable[ClauseCoverage], language: Language) -> list[str]:
    rows = [(clause.id, clause.location, _how(clause, language)) for clause in clauses]
    widths = [max(map(display_width, column)) + _GAP for column in zip(*rows, strict=True)]
    lines = []
    for row, clause in zip(rows, clauses, strict=True):
        cells = [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append(f"  {''.join(cells)}{', '.join(clause.judged_by)}".rstrip())
        if clause.reason is not None:
            lines.append(f"    {clause.reason.get(language)}")
    return lines


def _how(clause: ClauseCoverage, language: Language) -> str:
    return (_OPEN if clause.is_open else HOW_LABELS[clause.how]).get(language)


def _totals(totals: Totals, language: Language) -> str:
    """One line, such as `12 clauses, 9 rules: 7 by records, …`; what no rule judges for no reason is told apart."""
    numbers = {
        How.RECORD: totals.record,
        How.GROUP: totals.group,
        How.LEDGER: totals.ledger,
        How.NONE: totals.none - totals.open,
    }
    opened = [_OPEN.get(language)] if totals.open else []
    if language == "zh":
        parts = [f"{HOW_LABELS[how].zh}{number}条" for how, number in numbers.items()]
        parts += [f"{words}{totals.open}条" for words in opened]
        return f"条款{totals.clauses}条，规则{totals.rules}项：{'，'.join(parts)}。"
    parts = [f"{number} {HOW_LABELS[how].en}" for how, number in numbers.items()]
    parts += [f"{totals.open} with {words}" for words in opened]
    return f"{totals.clauses} clauses, {totals.rules} rules: {', '.join(parts)}."
