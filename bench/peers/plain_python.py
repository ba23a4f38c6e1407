"""The ten rules as one hand-written Python function."""

from __future__ import annotations

import re

from documents import NUMBER_FORM, Document, Judge, timed


def build() -> Judge:
    well_formed = re.compile(NUMBER_FORM).search

    def judge(d: Document) -> list[str]:
        broken = []
        attribute = d["disclosure_attribute"]
        drafted, approved, issued, published = d["drafted_on"], d["approved_on"], d["issued_on"], d["published_on"]
        if attribute is None:
            broken.append("no-attribute")
        elif attribute == "proactive":
            if published is None:
                broken.append("not-published")
            if d["classified"]:
                broken.append("classified-proactive")
        else:
            if d["non_disclosure_reason"] is None:
                broken.append("no-reason")
            if d["non_disclosure_basis"] is None:
                broken.append("no-basis")
            if attribute == "withheld" and published is not None:
                broken.append("published-though-withheld")
        if drafted is not None and approved is not None and approved < drafted:
            broken.append("approved-before-drafted")
        if approved is not None and issued is not None and issued < approved:
            broken.append("issued-before-approved")
        if issued is not None and published is not None and published < issued:
            broken.append("published-before-issued")
        number = d["document_number"]
        if number is not None and not well_formed(number):
            broken.append("number-form")
        return broken

    return judge


if __name__ == "__main__":
    timed(build)
