"""rule-engine: one `Rule` for each of the ten, true where it is broken."""

from __future__ import annotations

import rule_engine
from documents import NUMBER_FORM, Document, Judge, timed

CLOSED = "disclosure_attribute in ['on_request', 'withheld']"
BROKEN = {
    "no-attribute": "disclosure_attribute == null",
    "no-reason": f"{CLOSED} and non_disclosure_reason == null",
    "no-basis": f"{CLOSED} and non_disclosure_basis == null",
    "not-published": "disclosure_attribute == 'proactive' and published_on == null",
    "published-though-withheld": "disclosure_attribute == 'withheld' and published_on != null",
    "approved-before-drafted": "drafted_on != null and approved_on != null and approved_on < drafted_on",
    "issued-before-approved": "approved_on != null and issued_on != null and issued_on < approved_on",
    "published-before-issued": "issued_on != null and published_on != null and published_on < issued_on",
    "classified-proactive": "classified and disclosure_attribute == 'proactive'",
    "number-form": f"document_number != null and not document_number =~~ '{NUMBER_FORM}'",
}


def build() -> Judge:
    rules = [(name, rule_engine.Rule(text).matches) for name, text in BROKEN.items()]

    def judge(document: Document) -> list[str]:
        return [name for name, is_broken in rules if is_broken(document)]

    return judge


if __name__ == "__main__":
    timed(build)
