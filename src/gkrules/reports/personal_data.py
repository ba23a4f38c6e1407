"""Personal data in files as text: each finding by its place, type, confidence and reason; what masking changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from gkrules.bilingual import Bilingual, Language
from gkrules.detectors import TYPE_NAMES
from gkrules.detectors.span import REASONS
from gkrules.files.content import PLACES
from gkrules.files.finding import Detection, FileDetection, FileFinding, Masking
from gkrules.files.lists import ListFinding
from gkrules.reports.text import printable

MOST_PER_FILE = 50
"""How many findings of a file are written out; the rest are counted, and all are in the JSON report."""


def place_words(finding: FileFinding, language: Language) -> str:
    """Where a finding stands: `第2行 B2（单元格）`."""
    where = PLACES[finding.where].get(language)
    line = "" if finding.line is None else Bilingual(f"第{finding.line}行", f"line {finding.line}").get(language)
    at = " ".join(part for part in (line, finding.at) if part)
    if not at or finding.where == "line":
        return at or where
    return f"{at}（{where}）" if language == "zh" else f"{at} ({where})"


def reason_words(finding: FileFinding, language: Language) -> str:
    """Why it was found, and whether its check character is right."""
    words = REASONS[finding.reason].get(language)
    if finding.checksum_valid is False:
        words += Bilingual("，校验码不符（可能有录入错误）", "; its check character is wrong (perhaps mistyped)").get(
            language
        )
    return words


def marks(finding: FileFinding, language: Language) -> list[str]:
    """What else matters of a finding."""
    told = []
    if finding.hidden:
        told.append(Bilingual("打开文件时不易看到", "not seen by a reader"))
    if finding.fixed:
        told.append(Bilingual("无法自动遮盖，请人工处理", "cannot be masked automatically; mend it by hand"))
    if finding.advise:
        told.append(Bilingual("不属必须，仍建议遮盖", "no duty, but masking is advised"))
    return [mark.get(language) for mark in told]


def render_detection(result: Detection, language: Language, *, show: bool = False) -> str:
    """The findings as text in `language`; with `show` the values too, for a person at a terminal only."""
    lines: list[str] = []
    for file in result.files:
        lines += _file(file, language, show=show)
    lines += _lists(result, language)
    lines += _passed_over(result.passed_over, language)
    counts = result.counts()
    types = "、" if language == "zh" else ", "
    found = counts["types"]
    named = types.join(f"{name.get(language)} {found[kind]}" for kind, name in TYPE_NAMES.items() if kind in found)
    lines.append(
        Bilingual(
            f"共检查{counts['files']}个文件，{counts['unreadable']}个无法读取，{counts['passed_over']}个未检查；"
            f"发现个人信息{counts['findings']}处，其中{counts['must_deidentify']}处公开前须去标识化"
            + (f"（{named}）" if named else ""),
            f"{counts['files']} files looked into, {counts['unreadable']} unreadable, {counts['passed_over']} passed "
            f"over; {counts['findings']} places of personal data, {counts['must_deidentify']} to be de-identified "
            "before publication" + (f" ({named})" if named else ""),
        ).get(language)
    )
    return "\n".join(printable(line) for line in lines) + "\n"


def _file(file: FileDetection, language: Language, *, show: bool) -> Iterator[str]:
    if file.error is not None:
        yield file.error.get(language)
        return
    count = len(file.findings)
    if not count:
        yield Bilingual(f"{file.file}：未发现个人信息", f"{file.file}: no personal data found").get(language)
    else:
        yield Bilingual(f"{file.file}：发现{count}处", f"{file.file}: {count} found").get(language)
    yield from _findings(file.findings, language, show=show)
    for note in file.notes:
        yield f"  {note.get(language)}"


def _lists(result: Detection, language: Language) -> Iterator[str]:
    for found in result.lists[:MOST_PER_FILE]:
        yield "".join(part.get(language) for part in list_words(found))
    if len(result.lists) > MOST_PER_FILE:
        rest = len(result.lists) - MOST_PER_FILE
        yield Bilingual(f"另有{rest}份名单，见-f json", f"and {rest} more lists; see -f json").get(language)
    if result.lists_uncompared:
        number = result.lists_uncompared
        yield Bilingual(
            f"名单较多，有{number}份未与其他名单相互比对，请分批检查",
            f"too many lists: {number} were not compared with the others; check fewer files at a time",
        ).get(language)


def list_words(found: ListFinding) -> Iterator[Bilingual]:
    """What is to be said of a list of persons, in pieces that follow each other."""
    risk = found.risk
    yield Bilingual(
        f"{found.file}第{found.number}份名单（{risk.rows}行）：",
        f"{found.file}, list {found.number} ({risk.rows} rows): ",
    )
    if risk.identifiable and risk.below:
        zh, en = "、".join(found.causes), ", ".join(found.causes)
        yield Bilingual(
            f"姓名遮盖后，仍有{len(risk.below)}行可能识别到个人（取值相同的不足{risk.threshold}行），"
            f"主要因为同时公开了{zh}；",
            f"{len(risk.below)} rows may still be traced to a person once names are masked (fewer than "
            f"{risk.threshold} rows read alike), mostly because of {en}; ",
        )
    disclosed = sum(each.disclosed for each in risk.sensitive)
    if risk.identifiable and disclosed:
        yield Bilingual(
            f"有{disclosed}行所在的组敏感信息完全相同，知道某人在组内即可得知；",
            f"{disclosed} rows are in groups that share one sensitive value, so that it is known of all; ",
        )
    for one in found.named:
        zh, en = "、".join(one.columns), ", ".join(one.columns)
        yield Bilingual(
            f"其中{len(one.rows)}人的姓名可由{one.file}第{one.number}份名单得知（{zh}相符）；",
            f"{one.file}, list {one.number}, tells the names of {len(one.rows)} of them ({en} agree); ",
        )
    yield Bilingual("请减少公开的栏目，或者将取值合并为较宽的范围。", "publish fewer columns or wider ranges.")


def _findings(findings: Iterable[FileFinding], language: Language, *, show: bool = False) -> Iterator[str]:
    findings = list(findings)
    for finding in findings[: len(findings) if show else MOST_PER_FILE]:
        parts = [
            place_words(finding, language),
            TYPE_NAMES[finding.type].get(language),
            f"{finding.confidence:.0%}",
            reason_words(finding, language),
            *marks(finding, language),
        ]
        if show:
            parts.append("「" + finding.value.replace("\n", "⏎") + "」")
        yield "  " + "  ".join(parts)
    if not show and len(findings) > MOST_PER_FILE:
        rest = len(findings) - MOST_PER_FILE
        yield Bilingual(f"  另有{rest}处，见-f json", f"  and {rest} more; see -f json").get(language)


def _passed_over(paths: tuple[str, ...], language: Language) -> Iterator[str]:
    for path in paths[:MOST_PER_FILE]:
        yield Bilingual(f"{path}：此类文件未检查", f"{path}: not looked into").get(language)
    if len(paths) > MOST_PER_FILE:
        rest = len(paths) - MOST_PER_FILE
        yield Bilingual(f"另有{rest}个文件未检查", f"{rest} more files were not looked into").get(language)


def render_masking(result: Masking, language: Language) -> str:
    """What was masked in each file, and what is left, as text in `language`."""
    lines = []
    join = "、" if language == "zh" else ", "
    for file in result.files:
        if file.error is not None:
            lines.append(file.error.get(language))
            continue
        types = Counter(change.type for change in file.changes)
        named = join.join(f"{TYPE_NAMES[kind].get(language)} {n}" for kind, n in types.items())
        lines.append(
            Bilingual(
                f"{file.file} → {file.output}：" + (f"已遮盖{len(file.changes)}处（{named}）" if named else "无需遮盖"),
                f"{file.file} → {file.output}: "
                + (f"{len(file.changes)} masked ({named})" if named else "nothing to mask"),
            ).get(language)
        )
        if file.left:
            lines.append(Bilingual("  仍有下列各处未能遮盖：", "  left as it was:").get(language))
            lines += _findings(file.left, language)
        lines += [f"  {note.get(language)}" for note in file.notes]
    lines += _passed_over(result.passed_over, language)
    lines.append(
        Bilingual(
            "以上处理属于去标识化，处理后仍属个人信息，公开前请人工复核。",
            "The result is de-identified, still personal information: have a person look at it before publication.",
        ).get(language)
    )
    return "\n".join(printable(line) for line in lines) + "\n"
