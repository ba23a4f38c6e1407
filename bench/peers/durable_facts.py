"""durable-rules: ten rules in one ruleset; each document is asserted as a fact and withdrawn again.

Empty fields are left out, because null compares as a value there. A rule with alternatives fires once for each that
holds, so what fired is collected as a set. A document that breaks nothing raises MessageNotHandledException.
"""

from __future__ import annotations

from contextlib import suppress

from documents import Document, Judge, timed
from durable.engine import MessageNotHandledException
from durable.lang import assert_fact, m, retract_fact, ruleset, when_all

NAME = "documents"


def build() -> Judge:
    broken: set[str] = set()
    closed = (m.disclosure_attribute == "on_request") | (m.disclosure_attribute == "withheld")
    conditions = {
        "no-attribute": +m.title & -m.disclosure_attribute,  # with +m.id in its place the first fact never returns
        "no-reason": closed & -m.non_disclosure_reason,
        "no-basis": closed & -m.non_disclosure_basis,
        "not-published": (m.disclosure_attribute == "proactive") & -m.published_on,
        "published-though-withheld": (m.disclosure_attribute == "withheld") & +m.published_on,
        "approved-before-drafted": +m.drafted_on & +m.approved_on & (m.approved_on < m.drafted_on),
        "issued-before-approved": +m.approved_on & +m.issued_on & (m.issued_on < m.approved_on),
        "published-before-issued": +m.issued_on & +m.published_on & (m.published_on < m.issued_on),
        "classified-proactive": (m.classified == True) & (m.disclosure_attribute == "proactive"),  # noqa: E712
        "well-formed": m.document_number.matches(".+〔[0-9]{4}〕[0-9]+号"),
    }

    def add(name: str) -> None:
        @when_all(conditions[name])
        def fired(_: object) -> None:
            broken.add(name)

    with ruleset(NAME):
        for name in conditions:
            add(name)

    def judge(document: Document) -> list[str]:
        broken.clear()
        fact = {name: value for name, value in document.items() if value is not None}
        with suppress(MessageNotHandledException):
            assert_fact(NAME, fact)
        retract_fact(NAME, fact)
        well_formed = "well-formed" in broken  # its patterns match, but cannot be negated in a condition
        rest = [name for name in broken if name != "well-formed"]
        return rest if well_formed or "document_number" not in fact else [*rest, "number-form"]

    return judge


if __name__ == "__main__":
    timed(build)
