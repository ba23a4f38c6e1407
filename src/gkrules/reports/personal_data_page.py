"""Personal data in files as one HTML page: masked excerpts, no script, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from gkrules.bilingual import Bilingual, Language
from gkrules.detectors import TYPE_NAMES
from gkrules.files.finding import Detection, FileDetection, FileFinding
from gkrules.reports.personal_data import list_words, marks, place_words, reason_words
from gkrules.reports.text import printable

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",system-ui,sans-serif;margin:2rem auto;max-width:72rem;
padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin-top:2rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.35rem .6rem;text-align:left;
vertical-align:top;overflow-wrap:anywhere}th{background:#f3f3f3}mark{background:#ffe08a}.error{color:#a40000}
.note{color:#555}@media print{body{margin:0}}
"""


def render_page(result: Detection, language: Language) -> str:
    """The page for `result` in `language`."""
    counts = result.counts()
    title = Bilingual("个人信息检查结果", "Personal data found").get(language)
    summary = Bilingual(
        f"共检查{counts['files']}个文件，{counts['unreadable']}个无法读取，{counts['passed_over']}个未检查；发现个人信息"
        f"{counts['findings']}处，其中{counts['must_deidentify']}处公开前须去标识化。页内摘录均已遮盖。",
        f"{counts['files']} files looked into, {counts['unreadable']} unreadable, {counts['passed_over']} passed over; "
        f"{counts['findings']} places of personal data, {counts['must_deidentify']} to be de-identified before "
        "publication. All excerpts are masked.",
    ).get(language)
    body = "".join(part for file in result.files for part in _file(file, language))
    if result.lists:
        heading = Bilingual("遮盖后仍可能识别到个人的名单", "Lists that stay traceable to persons").get(language)
        items = ("".join(part.get(language) for part in list_words(found)) for found in result.lists)
        body += f"<h2>{heading}</h2><ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>"
    if result.passed_over:
        heading = Bilingual("未检查的文件", "Files passed over").get(language)
        body += f"<h2>{heading}</h2><ul>{''.join(f'<li>{_text(path)}</li>' for path in result.passed_over)}</ul>"
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{title}</h1><p>{summary}</p>{body}</body></html>\n"
    )


def _file(file: FileDetection, language: Language) -> Iterator[str]:
    yield f"<section><h2>{_text(file.file)}</h2>"
    if file.error is not None:
        yield f'<p class="error">{_text(file.error.get(language))}</p>'
    elif not file.findings:
        yield f"<p>{Bilingual('未发现个人信息', 'no personal data found').get(language)}</p>"
    else:
        heads = ("位置", "类型", "把握", "理由", "摘录（已遮盖）") if language == "zh" else (
            "place", "type", "confidence", "reason", "excerpt (masked)")  # fmt: skip
        yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>"
        yield from (_row(finding, language) for finding in file.findings)
        yield "</tbody></table>"
    for note in file.notes:
        yield f'<p class="note">{_text(note.get(language))}</p>'
    yield "</section>"


def _row(finding: FileFinding, language: Language) -> str:
    before, own, after = map(_text, finding.excerpt or ("", "", ""))
    reason = ("；" if language == "zh" else "; ").join([reason_words(finding, language), *marks(finding, language)])
    cells = [
        _text(place_words(finding, language)),
        _text(TYPE_NAMES[finding.type].get(language)),
        f"{finding.confidence:.0%}",
        _text(reason),
        f"{before}<mark>{own}</mark>{after}",
    ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _text(text: str) -> str:
    return escape(printable(text.replace("\n", " ").replace("\t", " ")))
