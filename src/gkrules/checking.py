"""Checks files: reads the sources, judges their records, and gives the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gkrules.baseline import mark_known, read_baseline
from gkrules.bilingual import Bilingual
from gkrules.errors import SourceError
from gkrules.judging import Period
from gkrules.profile import Profile, read_profile
from gkrules.records.dictionary import dictionary
from gkrules.results import Report, Text
from gkrules.ruleset import load
from gkrules.sources.pseudonyms import KEY_LENGTH
from gkrules.sources.reading import SourceSpec, read_sources
from gkrules.waivers import read_waivers, waive


def check_sources(
    sources: Sequence[SourceSpec],
    *,
    packs: Sequence[str],
    as_of: date,
    mapping: Path | None = None,
    profile: Path | None = None,
    window: Period | None = None,
    pseudonym_key: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    waivers: Path | None = None,
    baseline: Path | None = None,
) -> Report:
    """Judge the records of `sources` by the rules of `packs` as at the end of `as_of`.

    A source is a file or a folder. `pseudonym_key` stands where the profile gives none. `select` and `ignore` choose
    among the rules (see `RuleSet.selected`); violations under one of the `waivers` are waived, and those in the
    `baseline` marked as known. Raises RuleError, PackNotFoundError or SourceError when rules, profile, mapping,
    waivers, baseline or a source cannot be read at all; rows and cells that cannot be read are in the report.
    """
    loaded = load(*packs)
    rules = loaded.selected(select=select, ignore=ignore) if select or ignore else loaded
    approved = read_waivers(waivers, loaded.rules) if waivers is not None else None
    known = read_baseline(baseline) if baseline is not None else None
    own = with_key(read_profile(profile) if profile is not None else Profile(), pseudonym_key)
    subjects = {rule.subject for rule in rules.rules}
    settings = [profile] if profile is not None else []
    found = read_sources(
        sources, dictionary(), mapping=mapping, blanks=own.blanks, subjects=subjects, settings=settings
    )
    report = rules.check_intakes(found.intakes, as_of=as_of, window=window, profile=own, masked=found.masked)
    if approved is not None:
        report = waive(report, approved, rules.rules)
    if known is not None:
        report = mark_known(report, known)
    empty = [nothing_judged(report)] if report.counts.read and not report.counts.judged else []
    notes = [*found.notes, *empty]
    return report.model_copy(update={"notes": [*(Text(zh=note.zh, en=note.en) for note in notes), *report.notes]})


def with_key(profile: Profile, key: str | None) -> Profile:
    """The profile with a key of pseudonyms where it gives none itself. Raises SourceError for one that is too short."""
    if profile.pseudonym_key is not None or not key:
        return profile
    if len(key) < KEY_LENGTH:
        raise SourceError(
            f"the pseudonym key has fewer than {KEY_LENGTH} characters: give a longer one",
            f"假名化密钥少于{KEY_LENGTH}个字符：请设置更长的密钥",
        )
    return replace(profile, pseudonym_key=key)


def nothing_judged(report: Report) -> Bilingual:
    """What has to be said of a run whose every row was rejected."""
    read = report.counts.read
    return Bilingual(
        f"注意：读取的{read}行全部被退回，没有任何记录得到判定，本报告不能说明合规。",
        f"Nothing was judged: all {read} rows were rejected, so this report shows no compliance.",
    )
