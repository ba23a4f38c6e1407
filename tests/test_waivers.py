"""Waivers: which days and findings they cover, what nobody may waive, and what a report says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from gkrules.checking import check_sources
from gkrules.cli import run
from gkrules.errors import RuleError
from gkrules.results import Report
from gkrules.ruleset import load
from gkrules.sources.reading import SourceSpec
from gkrules.waivers import State, may_be_waived, read_waivers, waive

RULES = load("regulation", "shanxi-2021").rules
TERM, MASKED = "regulation/publication-term", "regulation/personal-data-not-deidentified"
LATE = {"subject": "document", "issued_on": "2021-07-01", "published_on": "2021-08-20",
        "disclosure_attribute": "proactive", "title": "关于印发方案的通知"}  # fmt: skip
WAIVER = {"rule": TERM, "reason": "集中补录", "approver": "办公室", "document_number": "示函〔2021〕3号",
          "from": "2021-07-01", "to": "2021-12-31"}  # fmt: skip


def written(folder: Path, *waivers: Mapping[str, object]) -> Path:
    lines = ["waivers:"]
    for waiver in waivers:
        lines += [f"  {'- ' if n == 0 else '  '}{key}: {value}" for n, (key, value) in enumerate(waiver.items())]
    path = folder / "waivers.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def checked(as_of: date = date(2021, 12, 31)) -> Report:
    rules = load("regulation").selected(select=[TERM, MASKED])
    rows = [LATE | {"id": "GW-1"}, LATE | {"id": "GW-2"}, LATE | {"id": "HN-1", "title": "手机13900000002的通知"}]
    return rules.check(rows, as_of=as_of)


def outcomes(report: Report) -> dict[tuple[str, str | None], str]:
    return {(finding.rule, finding.record): finding.outcome for finding in report.findings}


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2021-06-30", State.TO_COME), ("2021-07-01", State.ACTIVE), ("2021-12-31", State.ACTIVE),
     ("2022-01-01", State.EXPIRED)],
)  # fmt: skip
def test_both_days_are_included(tmp_path: Path, as_of: str, state: State) -> None:
    (waiver,) = read_waivers(written(tmp_path, WAIVER), RULES).entries
    assert waiver.state(date.fromisoformat(as_of)) is state


@pytest.mark.parametrize(("as_of", "outcome"), [("2021-12-31", "waived"), ("2022-01-01", "violation")])
def test_what_an_active_waiver_covers_is_waived(tmp_path: Path, as_of: str, outcome: str) -> None:
    report = checked(date.fromisoformat(as_of))
    waived = waive(report, read_waivers(written(tmp_path, WAIVER), RULES), RULES)
    assert outcomes(waived)[TERM, "GW-1"] == outcome
    number = 3 if outcome == "waived" else 0
    assert waived.counts.outcomes["waived"] == number
    assert waived.counts.outcomes["violation"] == report.counts.outcomes["violation"] - number
    assert sum(waived.counts.outcomes.values()) == waived.counts.record_pairs + waived.counts.group_pairs
    assert [f.fingerprint for f in waived.findings] == [f.fingerprint for f in report.findings]


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("GW-1", {"GW-1"}),
        ("GW-[12]", set()),
        ("[GHN]*", set()),
        ("GW-*", {"GW-1", "GW-2"}),
        ("??-1", {"GW-1", "HN-1"}),
        ("gw-1", set()),
        ("GW", set()),
    ],
)
def test_the_pattern_of_a_record(tmp_path: Path, pattern: str, covered: set[str]) -> None:
    file = written(tmp_path, WAIVER | {"record": f'"{pattern}"'})
    waived = waive(checked(), read_waivers(file, RULES), RULES)
    assert {record for (rule, record), outcome in outcomes(waived).items() if outcome == "waived"} == covered


def test_a_fingerprint_covers_one_finding(tmp_path: Path) -> None:
    report = checked()
    finding = next(f for f in report.findings if f.rule == TERM and f.record == "GW-2")
    waiver = {"finding": finding.fingerprint} | {k: v for k, v in WAIVER.items() if k != "rule"}
    waived = waive(report, read_waivers(written(tmp_path, waiver), RULES), RULES)
    assert [f.record for f in waived.findings if f.outcome == "waived"] == ["GW-2"]
    part = next(f.waiver for f in waived.findings if f.outcome == "waived")
    assert part is not None
    assert (part.document_number, part.first, part.last) == ("示函〔2021〕3号", "2021-07-01", "2021-12-31")


def test_personal_data_cannot_be_waived_not_even_by_fingerprint(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="GK163"):
        read_waivers(written(tmp_path, WAIVER | {"rule": MASKED}), RULES)
    report = checked()
    finding = next(f for f in report.findings if f.rule == MASKED and f.outcome == "violation")
    waiver = {"finding": finding.fingerprint} | {k: v for k, v in WAIVER.items() if k != "rule"}
    waived = waive(report, read_waivers(written(tmp_path, waiver), RULES), RULES)
    assert outcomes(waived)[MASKED, "HN-1"] == "violation"
    assert "would cover what nobody may waive" in waived.notes[-1].en


def test_secrets_and_personal_data_are_what_nobody_may_waive() -> None:
    packs = load("regulation", "gwy-2018", "miit-2018", "jiangsu-2018", "heyuan-2018", "shanxi-2021")
    firm = {rule.id for rule in packs.rules if not may_be_waived(rule)}
    assert MASKED in firm
    assert {rule.versions[0].kind for rule in packs.rules if rule.id in firm and rule.waivable} == {"privacy"}
    assert sum(not rule.waivable for rule in packs.rules) == 3


FAULTS = {
    "an unknown rule": (WAIVER | {"rule": "regulation/publication-trem"}, "GK162"),
    "days the wrong way round": (WAIVER | {"to": "2021-06-30"}, "GK161"),
    "neither rule nor finding": ({k: v for k, v in WAIVER.items() if k != "rule"}, "GK160"),
    "both rule and finding": ({"finding": "0" * 32} | WAIVER, "GK160"),
    "no fingerprint": ({"finding": "GW-1"} | {k: v for k, v in WAIVER.items() if k != "rule"}, "GK160"),
    "no reason": ({k: v for k, v in WAIVER.items() if k != "reason"}, "GK122"),
    "an empty reason": (WAIVER | {"reason": '" "'}, "GK120"),
    "an unknown key": (WAIVER | {"until": "2021-12-31"}, "GK121"),
    "no day": (WAIVER | {"from": "昨天"}, "GK12"),
    "a group that is no mapping": (WAIVER | {"group": "甲局"}, "GK120"),
}


@pytest.mark.parametrize(("waiver", "code"), FAULTS.values(), ids=FAULTS)
def test_faults_have_their_place(tmp_path: Path, waiver: Mapping[str, object], code: str) -> None:
    with pytest.raises(RuleError, match=code) as caught:
        read_waivers(written(tmp_path, waiver), RULES)
    assert "waivers.yaml:" in str(caught.value)


def test_expired_unused_and_coming_waivers_are_told(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        WAIVER | {"record": '"NO-*"'},
        WAIVER | {"to": "2021-12-30"},
        WAIVER | {"from": "2022-01-01", "to": "2022-12-31"},
    )
    notes = [note.en for note in waive(checked(), read_waivers(file, RULES), RULES).notes]
    assert [note.rpartition(" line ")[2] for note in notes[-3:]] == [
        "9 have expired.", "15 are not yet in force.", "2 cover no violation.",
    ]  # fmt: skip


def test_a_waived_member_still_fails_its_rate(tmp_path: Path) -> None:
    """Waiving changes what is reported of the member, not what the rate was counted from."""
    report = checked()
    assert waive(report, read_waivers(written(tmp_path, WAIVER), RULES), RULES).groups == report.groups


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "documents.csv"
    rows.write_text("文件编号,成文日期,发布日期,公开属性,标题\nGW-1,2021-07-01,2021-08-20,主动公开,通知\n", "utf-8")
    file = written(tmp_path, WAIVER)
    command = ["check", f"document={rows}", "-r", "regulation", "--as-of", "2021-12-31", "--waivers", str(file)]
    assert run(command) == 0
    told = capsys.readouterr().out
    assert "已豁免的违反 (1)" in told
    assert "示函〔2021〕3号，至2021-12-31" in told
    assert "集中补录" not in told
    assert run(["waivers", str(file), "--as-of", "2022-01-01", "--lang", "en"]) == 0
    assert "示函〔2021〕3号  expired" in capsys.readouterr().out


def test_a_file_that_is_read_is_not_overwritten(tmp_path: Path) -> None:
    rows = tmp_path / "documents.csv"
    rows.write_text("文件编号,成文日期\nGW-1,2021-07-01\n", "utf-8")
    file = written(tmp_path, WAIVER)
    assert run(["check", f"document={rows}", "-r", "regulation", "--waivers", str(file), "-o", str(file)]) == 2


def test_what_the_library_gives_is_what_the_command_gives(tmp_path: Path) -> None:
    rows = tmp_path / "documents.csv"
    rows.write_text("文件编号,成文日期,发布日期,公开属性,标题\nGW-1,2021-07-01,2021-08-20,主动公开,通知\n", "utf-8")
    report = check_sources(
        [SourceSpec(rows, "document")],
        packs=["regulation"],
        as_of=date(2021, 12, 31),
        waivers=written(tmp_path, WAIVER),
    )
    assert [finding.outcome for finding in report.findings if finding.rule == TERM] == ["waived"]
