"""The pages under docs/reference are those that the code makes today."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from gkrules import reference_docs, report_schema
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Type
from gkrules.language.operators import OPERATORS, Operator
from gkrules.records.dictionary import dictionary
from gkrules.records.model import Field, FieldType

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES = ("operators.md", "fields.md", "rules.md", "commands.md", "report.md")
NAMES = (*PAGES, "report.schema.json", "coverage.schema.json")
made = cache(reference_docs.pages)


def test_every_page_is_listed_and_there_is_no_other() -> None:
    assert sorted(made()) == sorted(NAMES) == sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_page_is_not_stale(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == made()[name], f"{name} is stale: run python -m gkrules.reference_docs docs/reference"


def test_pages_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    reference_docs.write(tmp_path / "deep" / "reference")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "deep" / "reference").iterdir()}
    assert written == made()


def test_schema_is_a_json_schema_and_the_one_of_the_library() -> None:
    schema = json.loads(made()["report.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == report_schema()


@pytest.mark.parametrize("row", OPERATORS.values(), ids=lambda row: row.op.value)
def test_example_of_an_operator_is_an_expression_of_some_subject(row: Operator) -> None:
    subjects = list(dictionary().subjects.values())
    if not any(field.type is FieldType.INSTANT for subject in subjects for field in subject.fields.values()):
        instant = Field("published_at", FieldType.INSTANT, "发布时间", safe=True)
        subjects.append(replace(subjects[0], fields={"published_at": instant}))  # until a subject has an instant
    scopes = [Scope(subject, {}) for subject in subjects]
    assert any(parse_expression(row.example, scope, expected=frozenset(Type)) for scope in scopes), row.example


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".md")])
def test_links_lead_somewhere(name: str) -> None:
    text = made()[name]
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", text, re.M)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        assert not path or (FOLDER / path).exists(), target
        assert path or anchor in anchors, target
