"""Ids that are personal data: under a key pseudonyms keep relations and counts; without a key none is shown."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gkrules
from gkrules.checking import check_sources
from gkrules.cli import run
from gkrules.engines.findings import fingerprint
from gkrules.errors import RuleError, SourceError
from gkrules.profile import Profile, read_profile
from gkrules.results import Report
from gkrules.sources.pseudonyms import pseudonym
from gkrules.sources.reading import SourceSpec

KEY = "invented-key-of-a-test"
NUMBERS = ("110101199003074610", "110101199003077635", "110101199003072359")
AS_OF = date(2021, 12, 31)
LATE = {"received_on": "2021-07-01", "received_via": "in_person", "replied_on": "2021-11-30"}
RULE = "regulation/reply-term"


def applications(*ids: str) -> list[dict[str, str]]:
    return [{"subject": "disclosure_application", "id": name, **LATE} for name in ids]


def check(records: list[dict[str, str]], key: str | None = KEY) -> Report:
    return gkrules.load("regulation").check(records, as_of=AS_OF, profile=Profile(pseudonym_key=key))


def sources(tmp_path: Path, key: str | None, *ids: str) -> Report:
    path = tmp_path / "records.json"
    path.write_text(json.dumps(applications(*ids)), encoding="utf-8")
    return check_sources([SourceSpec(path)], packs=["regulation"], as_of=AS_OF, pseudonym_key=key)


def comparable(report: Report) -> Any:
    return [{**f.model_dump(), "location": None} for f in report.findings]


@given(st.text(max_size=30), st.text(min_size=16, max_size=40))
def test_pseudonyms_are_letters_and_the_same_for_one_key(record_id: str, key: str) -> None:
    assert pseudonym(record_id, key) == pseudonym(record_id, key)
    assert pseudonym(record_id, key) != pseudonym(record_id, key + "x")
    assert pseudonym(record_id, key).removeprefix("p-").isalpha()
    assert pseudonym(record_id, key) != pseudonym(record_id + "x", key)


def test_with_a_key_findings_name_the_pseudonym_and_nothing_else_changes(tmp_path: Path) -> None:
    report = check(applications(*NUMBERS))
    assert report.counts.judged == 3
    assert {f.record for f in report.findings if f.rule == RULE} == {pseudonym(n, KEY) for n in NUMBERS}
    assert {f.fingerprint for f in report.findings if f.rule == RULE} == {
        fingerprint(RULE, "disclosure_application", pseudonym(n, KEY)) for n in NUMBERS
    }
    assert not any(number in report.to_json() for number in NUMBERS)
    assert any("pseudonyms stand in their place" in note.en for note in report.notes)
    assert comparable(sources(tmp_path, KEY, *NUMBERS)) == comparable(report)
    plain = check(applications("A1", "A2", "A3"))
    assert plain.counts == report.counts
    assert [f.message.zh for f in report.findings] == [
        f.message.zh.replace(name, pseudonym(number, KEY))
        for f in plain.findings
        for name, number in zip(("A1", "A2", "A3"), NUMBERS, strict=True)
        if f.record == name
    ]


def test_without_a_key_every_row_is_rejected_with_the_reason_and_it_is_told_once(tmp_path: Path) -> None:
    for report in (check(applications(*NUMBERS), None), sources(tmp_path, None, *NUMBERS)):
        assert (report.counts.read, report.counts.rejected, report.counts.judged) == (3, 3, 0)
        assert report.findings == []
        assert report.counts.outcomes["violation"] == 0
        assert {r.reason for r in report.rejects} == {
            "most ids of this source are personal data (identity number) and no pseudonym key was given"
        }
        assert len([note for note in report.notes if "GKRULES_PSEUDONYM_KEY" in note.en]) == 1
        assert not any(number in report.to_json() for number in NUMBERS)


@pytest.mark.parametrize(
    ("ids", "refused"), [(("A1", "A2", *NUMBERS[:1]), False), (("A1", *NUMBERS[:1]), False), (("A1", *NUMBERS), True)]
)
def test_most_ids_decide(ids: tuple[str, ...], refused: bool) -> None:
    assert (check(applications(*ids), None).counts.judged == 0) is refused


def test_repeated_ids_are_still_found_and_not_quoted() -> None:
    report = check(applications(NUMBERS[0], NUMBERS[0], NUMBERS[1]))
    assert (report.counts.rejected, report.counts.judged) == (2, 1)
    assert NUMBERS[0] not in report.to_json()


def related(*documents: str) -> list[dict[str, str]]:
    made = [
        {
            "subject": "document", "id": name, "title": "示例省关于支持企业发展的若干措施", "is_policy": "true",
            "document_number": "示政发〔2021〕1号", "disclosure_attribute": "proactive", "issued_on": "2021-07-01",
            "published_on": "2021-07-02", "issuer": "示例省工业和信息化厅",
        }
        for name in documents
    ]  # fmt: skip
    return [
        *made,
        *(
            {"subject": "interpretation", "id": f"J{n}", "document_id": name, "published_on": "2021-07-02"}
            for n, name in enumerate(documents)
        ),
    ]


def test_relations_hold_under_pseudonyms() -> None:
    """The documents' interpretations are found as they are under plain ids."""

    def outcomes(ids: tuple[str, ...], key: str | None) -> Any:
        report = gkrules.load("shanxi-2021").check(related(*ids), as_of=AS_OF, profile=Profile(pseudonym_key=key))
        assert not any(number in report.to_json() for number in NUMBERS)
        return report.counts.outcomes, [(f.rule, f.outcome) for f in report.findings]

    assert outcomes(NUMBERS, KEY) == outcomes(("D1", "D2", "D3"), None)


def test_without_a_key_what_points_at_the_refused_is_not_shown() -> None:
    report = gkrules.load("shanxi-2021").check(related(*NUMBERS), as_of=AS_OF)
    assert report.counts.judged == 3
    assert not any(number in report.to_json() for number in NUMBERS)


@pytest.mark.parametrize("named", [NUMBERS[0], pseudonym(NUMBERS[0], KEY)])
def test_explain_takes_the_id_or_its_pseudonym(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    path = tmp_path / "records.json"
    path.write_text(json.dumps(applications(*NUMBERS)), encoding="utf-8")
    arguments = ["explain", RULE, str(path), "--id", named, "-r", "regulation", "--as-of", "2021-12-31", "--lang", "en"]
    monkeypatch.setenv("GKRULES_PSEUDONYM_KEY", KEY)
    assert run(arguments) == 0
    told = capfd.readouterr()
    assert f"record {pseudonym(NUMBERS[0], KEY)}" in told.out
    assert NUMBERS[0] not in told.out + told.err
    monkeypatch.delenv("GKRULES_PSEUDONYM_KEY")
    assert run(arguments) == 2
    assert "no report shows" in capfd.readouterr().err


def test_the_library_does_not_read_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GKRULES_PSEUDONYM_KEY", KEY)
    assert sources(tmp_path, None, *NUMBERS).counts.judged == 0


def test_a_profile_gives_the_key_and_no_error_quotes_it(tmp_path: Path) -> None:
    path = tmp_path / "gkrules.yaml"
    path.write_text(f"pseudonym_key: {KEY}\n", encoding="utf-8")
    assert read_profile(path).pseudonym_key == KEY
    assert KEY not in repr(read_profile(path))
    for text in (
        "pseudonym_key: short-secret\n",
        "pseudonym_key: [short-secret]\n",
        "pseudonym_key:\n  a: short-secret\n",
        '{"pseudonym_key": "short-secret", wrong: 1}\n',
        "pseudonym_key: &a short-secret\n",
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RuleError) as caught:
            read_profile(path)
        assert "short-secret" not in str(caught.value)


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="fewer than 16 characters") as caught:
        sources(tmp_path, "short-secret", "A1")
    assert "short-secret" not in str(caught.value)
