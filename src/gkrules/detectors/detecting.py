"""Detection: tables first, then numbers, then words; overlaps are settled so that spans never touch the same character."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import gkrules.detectors.address as address
import gkrules.detectors.bank_card as bank_card
import gkrules.detectors.birth_date as birth_date
import gkrules.detectors.columns as columns
import gkrules.detectors.email as email
import gkrules.detectors.hmt_permit as hmt_permit
import gkrules.detectors.id_card as id_card
import gkrules.detectors.landline as landline
import gkrules.detectors.mobile as mobile
import gkrules.detectors.numbers as numbers
import gkrules.detectors.official_acts as official_acts
import gkrules.detectors.passport as passport
import gkrules.detectors.person_name as person_name
import gkrules.detectors.plate as plate
import gkrules.detectors.sensitive_condition as sensitive_condition
import gkrules.detectors.tables as tables
import gkrules.detectors.wechat_qq as wechat_qq
from gkrules.detectors.page import Page
from gkrules.detectors.span import DISCLOSURE_KINDS, DisclosureKind, Span

_JUDGES = (id_card.judge, mobile.judge, bank_card.judge)
_PHONES = frozenset({"mobile", "home_phone", "office_phone"})
_NUMERIC_COLUMNS = frozenset({"id_card", "bank_card", "hmt_permit", "passport"}) | _PHONES
_MASKED_RUN = re.compile(r"[0-9A-Za-z]*[*×○●]{2,}[0-9A-Za-z]*")
_RANK = {"column": 0, "label": 1, "checksum": 2, "shape": 3, "context": 4, "repeated": 5}


def detect(text: str, *, kind: DisclosureKind = "ordinary") -> list[Span]:
    """The personal data in `text`, in order and without overlaps.

    `kind` is the document's disclosure kind: it decides `must_deidentify` of each span, never which spans are found.
    Raises ValueError for an unknown kind, TypeError for a text that is no str.
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    if kind not in DISCLOSURE_KINDS:
        raise ValueError(f"kind must be one of {', '.join(DISCLOSURE_KINDS)}")
    page = Page.of(text)
    for table in tables.find(text):
        _table(page, table)
    decided = list(page.found)
    numbers.find(page, _JUDGES)
    for find in (
        landline.find,
        passport.find,
        hmt_permit.find,
        email.find,
        wechat_qq.find,
        plate.find,
        birth_date.find,
    ):
        find(page)
    address.find(page)
    person_name.find(page)
    page.found = official_acts.without_acted_upon(page, _settled(decided, page.found[len(decided) :], page))
    names = {page.plain[s.start : s.end] for s in page.found if s.type == "person_name" and s.confidence >= 0.75}
    person_name.again(page, names)
    sensitive_condition.find(page)
    of_columns = set(decided)
    found = _settled(decided, [span for span in page.found if span not in of_columns], page)
    if kind != "ordinary":
        found = [replace(span, must_deidentify=False) for span in found]
    return found


def _table(page: Page, table: tables.Table) -> None:
    """Notes the cells of one table and takes the columns that the header has decided out of the running text."""
    kinds = list(table.kinds)
    of_companies = any(columns.COMPANY_COLUMN.search(header) for header in table.headers)
    staff = columns.of_staff(table.headers, table.kinds)
    kinds = [("person_name" if of_companies else "official") if kind == "legal_head" else kind for kind in kinds]
    if staff:
        kinds = ["official" if kind == "person_name" else kind for kind in kinds]
    of_persons = "person_name" in table.kinds and not staff
    of_bodies = not of_persons and any(columns.BODY_COLUMN.search(header) for header in table.headers)
    page.taken.append((table.start, max(table.start, table.rows[0][0][0])))
    for row in table.rows:
        before = len(page.found)
        conditions = []
        for said, (start, end) in zip(kinds, row, strict=True):
            if start == end or not said:
                continue
            page.taken.append((start, end))
            if said == "sensitive_condition":
                conditions.append((start, end))
            else:
                _cell(page, said, start, end, of_persons=of_persons, of_bodies=of_bodies)
        if conditions and any(span.type not in {"birth_date", "sensitive_condition"} for span in page.found[before:]):
            for start, end in conditions:
                sensitive_condition.cell(page, start, end)


_CELLS: dict[str, Callable[[Page, int, int], None]] = {
    "person_name": person_name.cell,
    "address": address.cell,
    "birth_date": birth_date.cell,
    "wechat_qq": wechat_qq.cell,
}


def _cell(page: Page, said: str, start: int, end: int, *, of_persons: bool, of_bodies: bool) -> None:
    if said in _NUMERIC_COLUMNS:
        if said == "bank_card" and of_bodies:
            return
        label = "mobile" if said in _PHONES else said
        before = len(page.found)
        numbers.find(page, _JUDGES, start, end, label)
        page.found[before:] = [replace(span, reason="column") for span in page.found[before:]]
        if said in {"id_card", "passport", "hmt_permit"}:
            passport.find(page, start, end, column=True)
            hmt_permit.find(page, start, end, column=True)
        elif said == "home_phone" or (said == "mobile" and of_persons):
            landline.cell(page, start, end)
    elif said == "email":
        if not of_bodies:
            email.find(page, start, end, column=True)
    elif said == "plate":
        plate.find(page, start, end, column=True)
    elif said in _CELLS and not (of_bodies and said == "address"):
        _CELLS[said](page, start, end)


def _settled(decided: Iterable[Span], others: Iterable[Span], page: Page) -> list[Span]:
    """Spans without overlaps: those of tables stand, then the surer and longer one; officials and masked values go."""
    kept = sorted(decided, key=lambda span: span.start)
    taken = sorted([*page.taken, *((s.start, s.end) for s in kept)])
    free = [s for s in _outside(sorted(others, key=lambda s: s.start), taken) if not _excluded(page, s)]
    free.sort(key=lambda s: (s.start, -s.confidence, _RANK[s.reason], -s.end))
    result: list[Span] = []
    for span in free:
        if result and span.start < result[-1].end:
            if _stronger(span, result[-1]):
                result[-1] = span
            continue
        result.append(span)
    return sorted([*kept, *result], key=lambda span: span.start)


def _stronger(new: Span, old: Span) -> bool:
    if new.type == old.type == "person_name":
        return new.confidence > old.confidence
    return (new.confidence, new.end - new.start) > (old.confidence, old.end - old.start)


def _outside(spans: list[Span], taken: list[tuple[int, int]]) -> Iterable[Span]:
    """The spans that touch none of the sorted ranges."""
    at, reached = 0, -1
    for span in spans:
        while at < len(taken) and taken[at][0] < span.end:
            reached = max(reached, taken[at][1])
            at += 1
        if span.start >= reached:
            yield span


def _excluded(page: Page, span: Span) -> bool:
    if span.type == "person_name" and span.reason != "label":
        return page.plain[span.start : span.end] in page.officials
    return False
