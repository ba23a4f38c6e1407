"""Checks files: reads the sources, judges their records, and gives the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gkrules.profile import Profile, read_profile
from gkrules.records.dictionary import dictionary
from gkrules.results import Report
from gkrules.ruleset import Window, load
from gkrules.sources.reading import SourceSpec, read_source


def check_sources(
    sources: Sequence[SourceSpec],
    *,
    packs: Sequence[str],
    as_of: date,
    mapping: Path | None = None,
    profile: Path | None = None,
    window: Window | None = None,
) -> Report:
    """Judge the records of `sources` by the rules of `packs` as at the end of `as_of`.

    Raises RuleError, PackNotFoundError or SourceError when rules, profile, mapping or a source cannot be read at all;
    rows and cells that cannot be read are in the report.
    """
    rules = load(*packs)
    own = read_profile(profile) if profile is not None else Profile()
    subjects = {rule.subject for rule in rules.rules}
    intakes = [
        read_source(spec, dictionary(), mapping=mapping, blanks=own.blanks, subjects=subjects) for spec in sources
    ]
    return rules.check_intakes(intakes, as_of=as_of, window=window, profile=own)
