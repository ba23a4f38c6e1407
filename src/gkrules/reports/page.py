"""The report as one HTML page: it opens from disk, loads nothing, and switches between Chinese and English."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from typing import Any

from gkrules.bilingual import Bilingual, Language
from gkrules.language.rule import SEVERITY_LABELS, Severity
from gkrules.records.dictionary import dictionary
from gkrules.reports.labels import field_label, label_of
from gkrules.reports.places import LEVELS, OUTCOME_LABELS, about_words, group_words, place_of, worst_first
from gkrules.reports.text import printable
from gkrules.results import Finding, GroupPart, RatePart, Report

SHOWN_WITHOUT_SCRIPT = 100
"""So many findings can be read where scripts are not run."""

SHOWN_RATES = 200
"""So many shares are drawn; the rest are in the JSON report."""

SHOWN_ROWS = 12
_OUTCOMES = {
    "pass": Bilingual("符合", "pass"), **OUTCOME_LABELS, "not_applicable": Bilingual("不适用", "not applicable"),
}  # fmt: skip
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_BODIES = ("institution", "issuer", "department")
_HEADS = (
    ("outcome", Bilingual("判定", "Outcome")), ("severity", Bilingual("程度", "Severity")),
    ("about", Bilingual("编号或分组", "Record or group")), ("title", Bilingual("事项", "Duty")),
    ("message", Bilingual("问题", "Finding")),
)  # fmt: skip


def render_page(report: Report, language: Language) -> str:
    """The page for `report`, first shown in `language`.

    The figures, the shares and the first findings stand in the page itself; the table of all findings is made by its
    one script, whose digest the page's own policy names, so that no other script runs.
    """
    style, script = (files("gkrules.reports").joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    title = _said("政务公开合规检查报告", "Open-government compliance report")
    main = "\n".join(_sections(report))
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}" class="{language}">\n<head>'
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>政务公开合规检查报告 · {_text(report.as_of)}</title><style>{style}</style></head>\n<body>"
        f'<header><h1>{title}</h1><button type="button" id="switch" lang="en" hidden>English</button>{_head(report)}'
        f"</header>\n<main>{main}</main>\n"
        f'<script type="application/json" id="findings">{_data(report)}</script>\n<script>{script}</script>\n'
        "</body></html>\n"
    )


def _sections(report: Report) -> Iterator[str]:
    yield _figures(report)
    yield _places(report)
    yield _rates([part for part in report.groups if part.rate is not None])
    yield _findings(report)
    yield _rest(report)


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(text: str) -> str:
    return escape(printable(text.replace("\n", " ").replace("\t", " ")))


def _said(zh: str, en: str) -> str:
    """The words in both languages; the style sheet shows one of them."""
    return f'<span class="zh" lang="zh-CN">{_text(zh)}</span><span class="en" lang="en">{_text(en)}</span>'


def _both(words: Bilingual) -> str:
    return _said(words.zh, words.en)


def _head(report: Report) -> str:
    packs = "、".join(f"{pack.id} {pack.version}" for pack in report.packs)
    inputs = "".join(
        f"<li>{_text(entry.source)} "
        + _said(
            f"（{dictionary()[entry.subject].label.zh}）：读取{entry.read:,}＝判定{entry.judged:,}＋退回{entry.rejected:,}",
            f"({entry.subject}): {entry.read:,} read = {entry.judged:,} judged + {entry.rejected:,} rejected",
        )
        + "</li>"
        for entry in report.inputs
        if entry.subject
    )
    return (
        f"<p>{_said(f'判定基准日：{report.as_of}　规则包：{packs}', f'As of {report.as_of}, packs {packs}')}</p>"
        f"<details><summary>{_said('数据来源', 'Sources')} {len(report.inputs)}</summary><ul>{inputs}</ul></details>"
    )


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _figures(report: Report) -> str:
    violations: Counter[str] = Counter(finding.severity for finding in report.violations())
    tiles = [(SEVERITY_LABELS[Severity(level)], violations[level], f"level {level}") for level in LEVELS] + [
        (_OUTCOMES[name], number, name) for name, number in report.counts.outcomes.items() if name != "violation"
    ]
    counts = report.counts
    return (
        f'<section><h2>{_said("总体情况", "At a glance")}</h2><dl class="tiles">'
        + "".join(
            f'<div class="{kind}"><dt>{_both(name)}</dt><dd>{number:,}</dd></div>' for name, number, kind in tiles
        )
        + "</dl><p>"
        + _said(
            f"违反按错误、警告、提示分列。记录：读取{counts.read:,}＝判定{counts.judged:,}＋退回{counts.rejected:,}；"
            f"判定对（规则×记录或分组）{counts.record_pairs + counts.group_pairs:,}。",
            f"Violations stand by severity. Records: {counts.read:,} read = {counts.judged:,} judged + "
            f"{counts.rejected:,} rejected; {counts.record_pairs + counts.group_pairs:,} pairs of a rule and a "
            "record or group.",
        )
        + "</p></section>"
    )


def _places(report: Report) -> str:
    """Violations by clause and by body."""
    clauses: Counter[str] = Counter(clause for finding in report.violations() for clause in finding.clauses)
    bodies: Counter[str] = Counter(body for finding in report.violations() if (body := _body(finding)))
    tables = [
        (Bilingual("按条款", "By clause"), Bilingual("条款", "Clause"), clauses),
        (Bilingual("按单位", "By body"), Bilingual("单位", "Body"), bodies),
    ]
    return '<section class="pair">' + "".join(_bars(*table) for table in tables if table[2]) + "</section>"


def _body(finding: Finding) -> str | None:
    """The body that a finding is about, as its group or its evidence names it."""
    for name in _BODIES:
        value = (finding.group or {}).get(name) or finding.evidence.get(name)
        if isinstance(value, str):
            return value
    return None


def _bars(title: Bilingual, head: Bilingual, counts: Counter[str]) -> str:
    most = max(counts.values())
    rows = "".join(
        f'<tr><th scope="row">{_text(name)}</th><td class="number">{number:,}</td><td class="bar" aria-hidden="true">'
        '<svg viewBox="0 0 100 8" preserveAspectRatio="none">'
        f'<rect width="{100 * number / most:.1f}" height="8"/></svg>'
        "</td></tr>"
        for name, number in counts.most_common(SHOWN_ROWS)
    )
    rest = len(counts) - SHOWN_ROWS
    more = f"<p>{_said(f'另有{rest}项', f'{rest} more')}</p>" if rest > 0 else ""
    return (
        f'<div><h2>{_both(title)}</h2><table><thead><tr><th scope="col">{_both(head)}</th>'
        f'<th scope="col" class="number">{_said("违反", "Violations")}</th><td></td></tr></thead><tbody>{rows}</tbody>'
        f"</table>{more}</div>"
    )


def _rates(parts: list[GroupPart]) -> str:
    if not parts:
        return ""
    rows = "".join(_rate(part, part.rate) for part in parts[:SHOWN_RATES] if part.rate is not None)
    note = _said(
        "深色为已确定达标的比率，浅色为尚不能确定的部分，竖线为要求。",
        "Dark: what certainly complies; light: what is not certain yet; the line is what is demanded.",
    )
    heads = "".join(
        f'<th scope="col">{_said(zh, en)}</th>'
        for zh, en in (("分组", "Group"), ("规则", "Rule"), ("判定", "Outcome"), ("比率", "Share"), ("", ""))
    )
    return (
        f"<section><h2>{_said('比率', 'Shares')}</h2><p>{note}</p><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _rate(part: GroupPart, rate: RatePart) -> str:
    least, most, threshold = (_percent(pair) for pair in (rate.least, rate.most, rate.threshold))
    share = f"{least:.1f}%" if rate.least == rate.most else f"{least:.1f}%–{most:.1f}%"
    group = _said(group_words(part.group, "zh"), group_words(part.group, "en"))
    told = f"{share}，要求{threshold:g}%；{share}, demanded {threshold:g}%"
    return (
        f'<tr><th scope="row">{group}</th><td>{_text(part.rule)}</td><td>{_both(_OUTCOMES[part.outcome])}</td>'
        f'<td class="number">{share}</td><td class="rate"><svg role="img" viewBox="0 0 100 10" '
        f'preserveAspectRatio="none" aria-label="{_text(told)}"><rect class="ground" width="100" height="10"/>'
        f'<rect class="most" width="{most:.2f}" height="10"/><rect class="least" width="{least:.2f}" height="10"/>'
        f'<line x1="{threshold:.2f}" x2="{threshold:.2f}" y1="0" y2="10"/></svg></td></tr>'
    )


def _percent(pair: tuple[int, int]) -> float:
    return 100 * pair[0] / pair[1] if pair[1] else 0.0


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _findings(report: Report) -> str:
    findings = worst_first(report.findings)
    heads = "".join(
        f'<th scope="col" data-key="{key}" aria-sort="none"><button type="button">{_both(head)}</button></th>'
        for key, head in _HEADS
    )
    plain = "".join(
        f"<tr><td>{_both(OUTCOME_LABELS[finding.outcome])}</td>"
        f"<td>{_both(SEVERITY_LABELS[Severity(finding.severity)])}</td>"
        f"<td>{_said(about_words(finding, 'zh'), about_words(finding, 'en'))}</td>"
        f"<td>{_said(finding.title.zh, finding.title.en)}</td>"
        f"<td>{_said(finding.message.zh, finding.message.en)}</td></tr>"
        for finding in findings[:SHOWN_WITHOUT_SCRIPT]
    )
    choices = "".join(
        f'<option value="{name}">{words.zh} {words.en}</option>' for name, words in OUTCOME_LABELS.items()
    )
    levels = "".join(
        f'<option value="{level}">{SEVERITY_LABELS[Severity(level)].zh} {SEVERITY_LABELS[Severity(level)].en}</option>'
        for level in LEVELS
    )
    every = '<option value="">全部 all</option>'
    return (
        f"<section><h2>{_said('问题清单', 'Findings')} <small>{len(findings):,}</small></h2>"
        '<form id="filter" role="search" hidden>'
        f'<label>{_said("查找", "Search")} <input type="search" id="words" autocomplete="off"></label>'
        f'<label>{_said("判定", "Outcome")} <select id="outcome">{every}{choices}</select></label>'
        f'<label>{_said("程度", "Severity")} <select id="severity">{every}{levels}</select></label>'
        '<output id="shown" aria-live="polite"></output></form>'
        f'<table id="table"><thead><tr>{heads}</tr></thead><tbody id="rows">{plain}</tbody></table>'
        '<p id="pages" hidden><button type="button" id="back">←</button> <span id="page"></span> '
        '<button type="button" id="forth">→</button></p></section>'
    )


def _data(report: Report) -> str:
    """Every finding as data for the script; nothing in it can end the element that holds it.

    Words that findings share stand once, in `words`, and rows name their places.
    """
    pool: dict[str, int] = {}
    rows = [_row(finding, pool) for finding in worst_first(report.findings)]
    told = {"words": [printable(text) for text in pool], "rows": rows}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").translate(_LINES)


_LINES = {0x2028: "\\u2028", 0x2029: "\\u2029"}


def _row(finding: Finding, pool: dict[str, int]) -> list[Any]:
    """Outcome, severity, rule, clauses, about, title, message, remedy, evidence, fingerprint, place, days, waiver."""

    def place(text: str) -> int:
        return pool.setdefault(text, len(pool))

    path, line = place_of(finding)
    deadline, waiver = finding.deadline, finding.waiver
    return [
        place(finding.outcome), place(finding.severity), place(finding.rule), [place(c) for c in finding.clauses],
        printable(about_words(finding, "zh")), [place(finding.title.zh), place(finding.title.en)],
        [printable(finding.message.zh), printable(finding.message.en)],
        [place(finding.remedy.zh), place(finding.remedy.en)], [printable(_facts(finding, word)) for word in _LANGUAGES],
        finding.fingerprint, "" if path is None else printable(f"{path}:{line}"),
        [] if deadline is None else [deadline.start, deadline.due, deadline.met],
        "" if waiver is None else printable(f"{waiver.document_number}（{waiver.first}–{waiver.last}）"),
    ]  # fmt: skip


def _facts(finding: Finding, language: Language) -> str:
    """What the record states, each fact with its label, in words; of related records their number."""
    subject, zh = dictionary()[finding.subject], language == "zh"
    told = []
    for name, value in finding.evidence.items():
        label = field_label(name)
        if isinstance(value, dict) and "count" in value:
            relation = subject.relations.get(name)
            label = label if relation is None else dictionary()[relation.other].label
            words = f"{value['count']}条" if zh else f"{value['count']} records"
        else:
            item = subject.fields.get(name)
            words = _fact(value, item.codes if item is not None and zh else {}, language)
        told.append(f"{label.get(language)}{'：' if zh else ': '}{words}")
    return ("；" if zh else "; ").join(told)


def _fact(value: object, codes: Mapping[str, str], language: Language) -> str:
    match value:
        case None:
            return Bilingual("未填写", "empty").get(language)
        case bool():
            return (Bilingual("是", "yes") if value else Bilingual("否", "no")).get(language)
        case str():
            return codes.get(value, value)
        case list() if all(isinstance(item, str) for item in value):
            return ("、" if language == "zh" else ", ").join(codes.get(item, item) for item in value)
        case _:
            return json.dumps(value, ensure_ascii=False)


# ── the rest ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _rest(report: Report) -> str:
    notes = "".join(f"<li>{_said(note.zh, note.en)}</li>" for note in report.notes)
    gaps = "".join(
        f"<li>{_text(gap.rule)}："
        + _said("、".join(label_of(n).zh for n in gap.missing), ", ".join(label_of(n).en for n in gap.missing))
        + f" ×{gap.count:,}</li>"
        for gap in report.gaps
    )
    rejects = _cells(
        (Bilingual("文件", "File"), Bilingual("行", "Row"), Bilingual("原因", "Reason")),
        ((_text(r.source), f"{r.row:,}", _said(r.reason_zh, r.reason)) for r in report.rejects[:SHOWN_WITHOUT_SCRIPT]),
    )
    off = "".join(f"<li>{_text(e.rule)}：{_said(e.reason_zh, e.reason)}</li>" for e in report.not_evaluated)
    parts = [
        (Bilingual("说明", "Notes"), f"<ul>{notes}</ul>" if notes else ""),
        (Bilingual("数据缺列", "Columns that were not supplied"), f"<ul>{gaps}</ul>" if gaps else ""),
        (Bilingual("退回的行", "Rejected rows"), rejects if report.rejects else ""),
        (Bilingual("未执行的规则", "Rules not evaluated"), f"<ul>{off}</ul>" if off else ""),
    ]
    return "".join(f"<details><summary>{_both(title)}</summary>{body}</details>" for title, body in parts if body)


def _cells(heads: Iterable[Bilingual], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{_both(words)}</th>' for words in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
