"""The pages under docs/reference are those that the code makes today."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from gkrules import reference_docs, report_schema
from gkrules.language.expressions import Scope, parse_expression
from gkrules.language.ir import Type
from gkrules.language.operators import OPERATORS, Operator
from gkrules.records.dictionary import dictionary

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
FIELDS = tuple(f"fields/{name}.md" for name in dictionary().subjects)
PAGES = ("operators.md", "fields.md", *FIELDS, "rules.md", "commands.md", "report.md")
NAMES = (*PAGES, "report.schema.json", "coverage.schema.json", "detect.schema.json", "mask.schema.json")
made = cache(reference_docs.pages)


def files(folder: Path) -> dict[str, str]:
    """The text of every file under `folder`, by its path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}


def test_every_page_is_listed_and_there_is_no_other() -> None:
    assert sorted(made()) == sorted(NAMES) == sorted(files(FOLDER))


@pytest.mark.parametrize("name", NAMES)
def test_page_is_not_stale(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == made()[name], f"{name} is stale: run python -m gkrules.reference_docs docs/reference"


def test_pages_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    reference_docs.write(tmp_path / "deep" / "reference")
    assert files(tmp_path / "deep" / "reference") == made()


def test_schema_is_a_json_schema_and_the_one_of_the_library() -> None:
    schema = json.loads(made()["report.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == report_schema()


@pytest.mark.parametrize("row", OPERATORS.values(), ids=lambda row: row.op.value)
def test_example_of_an_operator_is_an_expression_of_some_subject(row: Operator) -> None:
    scopes = [Scope(subject, {}) for subject in dictionary().subjects.values()]
    assert any(parse_expression(row.example, scope, expected=frozenset(Type)) for scope in scopes), row.example


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".md")])
def test_links_lead_somewhere(name: str) -> None:
    text = made()[name]
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.*)$", text, re.M)}
    for target in re.findall(r"\]\(([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        assert not path or ((FOLDER / name).parent / path).exists(), target
        assert path or anchor in anchors, target
