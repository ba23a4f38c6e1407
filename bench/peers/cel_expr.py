"""CEL by its C++ implementation (cel-expr-python): one expression for each of the ten, one activation a document."""

from __future__ import annotations

from cel_expr_python import cel
from documents import NUMBER_FORM, Document, Judge, documents, timed

CLOSED = "disclosure_attribute in ['on_request', 'withheld']"
BROKEN = {
    "no-attribute": "disclosure_attribute == null",
    "no-reason": f"{CLOSED} && non_disclosure_reason == null",
    "no-basis": f"{CLOSED} && non_disclosure_basis == null",
    "not-published": "disclosure_attribute == 'proactive' && published_on == null",
    "published-though-withheld": "disclosure_attribute == 'withheld' && published_on != null",
    "approved-before-drafted": "drafted_on != null && approved_on != null && approved_on < drafted_on",
    "issued-before-approved": "approved_on != null && issued_on != null && issued_on < approved_on",
    "published-before-issued": "issued_on != null && published_on != null && published_on < issued_on",
    "classified-proactive": "classified && disclosure_attribute == 'proactive'",
    "number-form": f"document_number != null && !document_number.matches('{NUMBER_FORM}')",
}


def build() -> Judge:
    env = cel.NewEnv(variables=dict.fromkeys(documents(1)[0], cel.Type.DYN))
    rules = [(name, env.compile(text).eval) for name, text in BROKEN.items()]

    def judge(document: Document) -> list[str]:
        activation = env.Activation(document)
        return [name for name, evaluate in rules if evaluate(activation).value()]

    return judge


if __name__ == "__main__":
    timed(build)
