"""The text report: grouped by rule, aligned for Chinese and English, with totals that add up."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from gkrules.bilingual import Bilingual, Language
from gkrules.engines.outcome import OUTCOME_LABELS, Outcome
from gkrules.errors import display_width
from gkrules.language.rule import SEVERITY_LABELS, Severity
from gkrules.records.dictionary import dictionary
from gkrules.reports.faults import Fault, faults
from gkrules.reports.labels import label_of, names_of
from gkrules.results import Finding, Report

MAX_PER_RULE = 20
MAX_ROWS = 20
MAX_NAMED = 2
MAX_TITLES = 3
LEDGER = "duty_evidence"
_WHY_OPEN = {
    "awaiting_applicant": Bilingual("（等待申请人补正或缴费）", " (waiting for the applicant)"),
    "paused": Bilingual("（征求意见期间，暂停计算）", " (a consultation is open, not counted)"),
}
_STYLES = {"error": "bold red", "warning": "yellow", "notice": "cyan"}
_ORDER = {severity.value: index for index, severity in enumerate(Severity)}
_WIDTH = 100
_TITLE = 80


def render_text(
    report: Report, language: Language, *, colour: bool = False, width: int | None = None, limit: int = MAX_PER_RULE
) -> str:
    """The report as text in `language`.

    `colour` is for terminals. `width` is in columns, a Chinese character taking two. At most `limit` findings of each
    rule are written out (0: all); the rest are counted, and every one is in the JSON report.
    """
    console = Console(
        file=io.StringIO(), width=width or _WIDTH, force_terminal=colour, no_color=not colour,
        color_system="standard" if colour else None, highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    writer = _Writer(report, language, console, limit or len(report.findings))
    writer.write()
    output = console.file
    assert isinstance(output, io.StringIO), "set above"
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines()) + "\n"


def printable(text: str) -> str:
    """`text` without characters that a terminal would obey or that would reorder a line."""
    if text.isprintable():
        return text
    return "".join(c if (c.isprintable() or c == "\u3000") and c not in _BIDI else _REPLACED for c in text)


_REPLACED = "\N{REPLACEMENT CHARACTER}"
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns: Chinese breaks anywhere, but no line begins with its punctuation."""
    lines, line, used = [], "", 0
    units = _UNITS.findall(text)
    for part in (piece for unit in units for piece in (unit if display_width(unit) > width else [unit])):
        columns = display_width(part)
        if line and used + columns > width and not part.isspace():
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not part.isspace() or not lines:
            line, used = line + part, used + columns
    return [*lines, line.rstrip()]


_UNITS = re.compile(
    r"\s+|[!-~]{1,60}[，。；：、）》”’〕］]*"
    r"|[（《“‘〔［]*(?:[^\s!-~，。；：、）》”’〕］（《“‘〔［]|[，。；：、）》”’〕］])[，。；：、）》”’〕］]*|."
)
"""What is not broken: a run of half-width signs, or one other character with the punctuation that belongs to it."""


def _group_name(group: Mapping[str, object]) -> str:
    """The values of a group's keys, without its period."""
    return "、".join(str(value) for key, value in group.items() if key not in ("from", "to"))


class _Writer:
    """Writes the parts of one report, from what matters most to what only needs to be there."""

    def __init__(self, report: Report, language: Language, console: Console, limit: int) -> None:
        self.report = report
        self.language: Language = language
        self.console = console
        self.limit = limit

    def say(self, zh: str, en: str) -> str:
        """The sentence in the report's language."""
        return Bilingual(zh, en).get(self.language)

    def line(self, text: str = "", style: str = "", indent: int = 0, mark: str = "") -> None:
        """One paragraph under an indent; `mark` stands before its first line and the others hang under it."""
        hang = " " * (indent + display_width(mark))
        for index, part in enumerate(wrap(printable(text), self.console.width - len(hang))):
            lead = " " * indent + mark if index == 0 else hang
            self.console.print(Line(lead + part, style=style), soft_wrap=True)

    def write(self) -> None:
        """The whole report."""
        self._head()
        violations = [f for f in self.report.findings if f.outcome == "violation"]
        undetermined = [f for f in self.report.findings if f.outcome == "undetermined"]
        pending = [f for f in self.report.findings if f.outcome == "pending"]
        self._findings(self.say("发现的问题", "Violations"), violations)
        self._waived([f for f in self.report.findings if f.outcome == "waived"])
        self._undetermined(undetermined)
        self._pending(pending)
        self._gaps()
        self._intake()
        self._not_evaluated()
        for note in self.report.notes:
            self.line(note.get(self.language), "dim")
        self._totals()

    def _head(self) -> None:
        report = self.report
        packs = "、".join(f"{p.id} {p.version}" for p in report.packs)
        self.line(self.say("gkrules 政务公开合规检查", "gkrules compliance report"), "bold")
        self.line(self.say(f"规则包：{packs}　判定基准日：{report.as_of}",
                           f"packs: {packs}   judged as of: {report.as_of}"))  # fmt: skip
        for item in report.inputs:
            label = dictionary()[item.subject].label.zh
            self.line(self.say(
                f"数据：{item.source}（{label}）读取{item.read}行，判定{item.judged}行，退回{item.rejected}行",
                f"input: {item.source} ({item.subject}): {item.read} read, {item.judged} judged,"
                f" {item.rejected} rejected",
            ))  # fmt: skip
            if item.unused_columns:
                shown = "、".join(item.unused_columns[:8]) + ("……" if len(item.unused_columns) > 8 else "")
                self.line(self.say(f"未使用的列：{shown}", f"columns not used: {shown}"), "dim", indent=2)
        if report.counts.read and not report.counts.judged:
            told = self.say("所有行均被退回，没有任何记录得到判定！", "Every row was rejected: nothing was judged!")
            self.line(told, "bold red")
        self.line()

    def _findings(self, title: str, findings: Sequence[Finding]) -> None:
        if not findings:
            return
        found = faults(findings)
        together = len(findings) - len(found)
        if together:
            title = self.say(
                f"{title}（其中{together:,}条与他条属同一问题，合并列出）",
                f"{title}, {together:,} of them shown with another",
            )
        self._title(title, len(findings))
        by_rule: dict[str, list[Fault]] = {}
        for fault in sorted(found, key=lambda f: (_ORDER[f.shown.severity], f.shown.rule)):
            by_rule.setdefault(fault.shown.rule, []).append(fault)
        for group in by_rule.values():
            self._rule(group)
        self.line()

    def _waived(self, findings: Sequence[Finding]) -> None:
        """Each violation under a waiver on a line, with the document that approved it and its last day."""
        if not findings:
            return
        self._title(self.say("已豁免的违反", "Violations under a waiver"), len(findings))
        for finding in findings[: self.limit]:
            waiver = finding.waiver
            basis = "" if waiver is None else self.say(
                f"（{waiver.document_number}，至{waiver.last}）", f" ({waiver.document_number}, until {waiver.last})"
            )  # fmt: skip
            self.line(f"{finding.rule}{basis} {finding.message.get(self.language)}", indent=2, mark="• ")
        self._more(len(findings) - self.limit)
        self.line()

    def _rule(self, group: Sequence[Fault]) -> None:
        first = group[0].shown
        label = SEVERITY_LABELS[Severity(first.severity)].get(self.language)
        head = Line.assemble(
            (f"[{label}] ", _STYLES[first.severity] if first.outcome == "violation" else "dim"),
            (first.title.get(self.language), "bold"),
            (f"  ×{len(group)}", ""),
        )
        self.console.print(head)
        clauses = self.say("、", ", ").join(dict.fromkeys(c for f in group for c in f.shown.clauses))
        self.line(self.say(f"规则：{first.rule}　依据：{clauses}", f"rule: {first.rule}   clause: {clauses}"), "dim", 2)
        remedies = list(dict.fromkeys(f.shown.remedy.get(self.language) for f in group))
        for fault in group[: self.limit]:
            finding = fault.shown
            known = self.say("（已知）", "(known) ") if finding.known else ""
            self.line(f"{known}{finding.message.get(self.language)}{self._place(finding)}", indent=2, mark="• ")
            self._name(finding)
            for other in fault.also:
                title, where = other.title.get(self.language), self.say("、", ", ").join(other.clauses)
                self.line(self.say(f"同时不符合：{title}（{where}，规则{other.rule}）",
                                   f"also against: {title} ({where}, rule {other.rule})"), "dim", 4)  # fmt: skip
            if len(remedies) > 1:
                self._remedy(finding.remedy.get(self.language), 4)
        self._more(len(group) - self.limit)
        if len(remedies) == 1:
            self._remedy(remedies[0], 2)

    def _name(self, finding: Finding) -> None:
        """The title of the record, by which people find it."""
        title = finding.evidence.get("title")
        if isinstance(title, str) and title:
            shown = title if len(title) <= _TITLE else f"{title[:_TITLE]}……"
            self.line(self.say(f"《{shown}》", f"“{shown}”"), "dim", 4)

    def _remedy(self, text: str, indent: int) -> None:
        self.line(self.say(f"整改建议：{text}", f"what to do: {text}"), "green", indent)

    def _undetermined(self, findings: Sequence[Finding]) -> None:
        """By record: one unreadable cell may leave many rules open. Columns that nobody supplied are told elsewhere."""
        if not findings:
            return
        by_record: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            about = finding.record if finding.group is None else f"{finding.rule} {finding.group}"
            if finding.group is not None and finding.subject == LEDGER:
                about = f"{_group_name(finding.group)} {finding.missing}"
            by_record.setdefault((finding.subject, about or ""), []).append(finding)
        self._title(self.say("无法判定", "Undetermined"), len(findings))
        absent = {name for gap in self.report.gaps for name in gap.missing}
        for group in list(by_record.values())[: self.limit]:
            self._open_record(group, absent)
        self._more(len(by_record) - self.limit)
        self.line(self.say("请补充或核实上述信息后重新检查。",
                           "Supply or verify this information and check again."), "green", 2)  # fmt: skip
        self.line()

    def _open_record(self, group: Sequence[Finding], absent: set[str]) -> None:
        missing = {name for finding in group for name in finding.missing or ()}
        shown = sorted(missing - absent) or sorted(missing)
        first = group[0]
        if len(group) == 1 or not shown:
            for finding in group:
                title, message = finding.title.get(self.language), finding.message.get(self.language)
                named = "" if title in message else self.say(f"［{title}］", f" [{title}]")
                self.line(f"{message}{self._place(finding)}{named}", indent=2, mark="• ")
            return
        names = self._names(shown)
        about = first.record if first.group is None else _group_name(first.group)
        place = self._place(first) if first.group is None else ""
        self.line(self.say(
            f"{about}{place}：{len(group)}条规则无法判定，缺少可用的信息：{names}",
            f"{about}{place}: {len(group)} rules cannot be decided for want of {names}",
        ), indent=2, mark="• ")  # fmt: skip

    def _pending(self, findings: Sequence[Finding]) -> None:
        if not findings:
            return
        self._title(self.say("未到期", "Pending"), len(findings))
        dated = sorted(
            (finding.deadline.due, finding.record or "", finding.title.get(self.language), finding.deadline.state or "")
            for finding in findings
            if finding.deadline is not None and finding.deadline.due is not None
        )
        for due, record, title, state in dated[: self.limit]:
            why = _WHY_OPEN.get(state, Bilingual("", "")).get(self.language)
            self.line(f"{due}  {record}  {title}{why}", indent=2, mark="• ")
        self._more(len(dated) - self.limit)
        groups = [finding for finding in findings if finding.group is not None]
        for finding in groups[: self.limit]:
            self.line(finding.message.get(self.language), indent=2, mark="• ")
        self._more(len(groups) - self.limit)
        self._undated([f for f in findings if f.group is None and (f.deadline is None or f.deadline.due is None)])
        self.line()

    def _undated(self, findings: Sequence[Finding]) -> None:
        """What is still to be done and has no day of its own, by record."""
        by_record: dict[str, list[str]] = {}
        for finding in findings:
            by_record.setdefault(finding.record or "", []).append(finding.title.get(self.language))
        for record, titles in list(by_record.items())[: self.limit]:
            shown = self.say("、", "; ").join(titles[:MAX_TITLES])
            rest = len(titles) - MAX_TITLES
            more = self.say(f"等{len(titles)}项", f"; and {rest} more") if rest > 0 else ""
            self.line(self.say(f"{record}：尚待办理，没有确定的截止日（{shown}{more}）",
                               f"{record}: still to be done, without a fixed day ({shown}{more})"),
                      indent=2, mark="• ")  # fmt: skip
        self._more(len(by_record) - self.limit)

    def _more(self, number: int) -> None:
        if number > 0:
            text = self.say(f"……另有{number:,}条，见JSON报告", f"… and {number:,} more, all in the JSON report")
            self.line(text, "dim", 2)

    def _title(self, title: str, number: int) -> None:
        self.line(f"── {title} ({number:,}) " + "─" * 20, "bold")

    def _gaps(self) -> None:
        if not self.report.gaps:
            return
        self.line(self.say("── 数据缺列，部分规则无法判定 ", "── Columns not supplied ") + "─" * 20, "bold")
        rules: dict[tuple[str, ...], set[str]] = {}
        for gap in self.report.gaps:
            rules.setdefault(tuple(gap.missing), set()).add(gap.rule)
        for missing, names in sorted(rules.items(), key=lambda item: (-len(item[1]), item[0])):
            what = ", ".join(sorted(names)) if len(names) <= MAX_NAMED else ""
            columns = self._names(missing)
            self.line(self.say(f"缺{columns}：{len(names)}条规则　{what}",
                               f"{columns}: {len(names)} rules  {what}").rstrip(), indent=2, mark="• ")  # fmt: skip
        self.line()

    def _names(self, fields: Iterable[str]) -> str:
        return names_of(fields, self.language)

    def _place(self, finding: Finding) -> str:
        """The row; with its source where the subject has several; of a document that is a file of its own, the file."""
        where = finding.location
        if where is None:
            return ""
        sources = {item.source for item in self.report.inputs if item.subject == finding.subject}
        if sources == {where.source}:
            return self.say(f"（第{where.row}行）", f" (row {where.row})")
        if where.source.lower().endswith((".md", ".markdown")):
            return self.say(f"（{where.source}）", f" ({where.source})")
        return self.say(f"（{where.source}第{where.row}行）", f" ({where.source}, row {where.row})")

    def _intake(self) -> None:
        self._listed(
            self.say("退回的行", "Rejected rows"),
            [(f"{r.source} {self._row(r.row)}", self.say(r.reason_zh, r.reason)) for r in self.report.rejects],
        )  # fmt: skip
        self._listed(
            self.say("无法读取的单元格（按未知处理）", "Cells that could not be read (counted as unknown)"),
            [
                (f"{e.source} {self._row(e.row)} {self._field(e.field)}", self.say(e.reason_zh, e.reason))
                for e in self.report.cell_errors
            ],
        )  # fmt: skip

    def _field(self, name: str) -> str:
        return label_of(name).get(self.language)

    def _row(self, row: int) -> str:
        return self.say(f"第{row}行", f"row {row}")

    def _listed(self, title: str, rows: Iterable[tuple[str, str]]) -> None:
        rows = list(rows)
        if not rows:
            return
        self._title(title, len(rows))
        for place, reason in rows[:MAX_ROWS]:
            self.line(self.say(f"{place}：{reason}", f"{place}: {reason}"), indent=2)
        self._more(len(rows) - MAX_ROWS)
        self.line()

    def _not_evaluated(self) -> None:
        if not self.report.not_evaluated:
            return
        self.line(self.say("── 未执行的规则 ", "── Rules not evaluated ") + "─" * 10, "bold")
        reasons: dict[str, list[str]] = {}
        for entry in self.report.not_evaluated:
            reasons.setdefault(entry.reason_zh if self.language == "zh" else entry.reason, []).append(entry.rule)
        for reason, rules in reasons.items():
            self.line(self.say(f"{reason}：{len(rules)}条", f"{reason}: {len(rules)} rules"), indent=2)
            if len(rules) <= 4:
                self.line("、".join(rules) if self.language == "zh" else ", ".join(rules), "dim", 4)
        self.line()

    def _totals(self) -> None:
        counts = self.report.counts
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="left")
        table.add_column(justify="right")
        for outcome in Outcome:
            number = counts.outcomes[outcome.value]
            if number or outcome in (Outcome.PASS, Outcome.VIOLATION):
                table.add_row(Line(OUTCOME_LABELS[outcome].get(self.language)), Line(f"{number:,}"))
        pairs = counts.record_pairs + counts.group_pairs
        total = self.say("合计（规则×记录）", "total (rules × records)")
        if counts.group_pairs:
            total = self.say("合计（规则×记录、分组）", "total (rules × records and groups)")
        table.add_row(Line(total), Line(f"{pairs:,}"), style="bold")
        self.line(self.say("── 合计 " + "─" * 20, "── Totals " + "─" * 20), "bold")
        self.console.print(Padding(table, (0, 0, 0, 2)))
        self.line(self.say(
            f"记录：读取{counts.read:,}　＝　判定{counts.judged:,}　＋　退回{counts.rejected:,}",
            f"records: {counts.read:,} read = {counts.judged:,} judged + {counts.rejected:,} rejected",
        ), indent=2)  # fmt: skip
        errors = sum(f.severity == "error" for f in self.report.violations())
        warnings = sum(f.severity == "warning" for f in self.report.violations())
        allowed = counts.outcomes[Outcome.VIOLATION.value] - len(self.report.violations())
        self.line(self.say(f"违反：错误{errors:,}条，警告{warnings:,}条",
                           f"violations by severity: error {errors:,}, warning {warnings:,}"), "bold", 2)  # fmt: skip
        if allowed:
            self.line(self.say(f"另有{allowed:,}条属于“可以”类条款，只计数，不作为问题列出",
                               f"{allowed:,} more under clauses that only permit, counted and never listed"),
                      "dim", 2)  # fmt: skip
