"""Imports run one way, from the roof down to the ground; importing gkrules loads nothing that is heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import gkrules

PACKAGE = Path(gkrules.__file__).parent

FLOORS = [
    {"bilingual", "errors"},
    {"yaml_tree", "calendar", "results", "detectors"},
    {"deadlines", "guard", "lists"},
    {"records"},
    {"language"},
    {"profile", "sources", "selecting"},
    {"files"},
    {"engines"},
    {"report_parts"},
    {"judging", "reply_term", "ruleset"},
    {"matrix", "waivers", "baseline", "saved", "differences"},
    {"reports"},
    {"checking", "examples", "starter"},
    {"mutation"},
    {"reference_docs", "cli"},
]
FLOOR = {name: number for number, names in enumerate(FLOORS) for name in names}
HEAVY = {
    "holidays",
    "dateutil",
    "openpyxl",
    "rich",
    "click",
    "wcwidth",
    "pandas",
    "polars",
    "duckdb",
    "ibis",
    "pyarrow",
    "numpy",
    "durable",
    "jsonschema",
    "hypothesis",
}


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else "gkrules"


def modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(["gkrules", *path.relative_to(PACKAGE).with_suffix("").parts])
        found.append((name.removesuffix(".__init__"), path))
    return found


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            assert node.level == 0, f"{path.name} imports relatively"
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def test_every_module_stands_on_a_floor() -> None:
    assert {part(name) for name, _ in modules()} - {"gkrules"} == set(FLOOR)


def test_imports_run_downwards() -> None:
    upwards = []
    for name, path in modules():
        if part(name) == "gkrules":
            continue
        for target in imported(path):
            if target.startswith("gkrules.") and FLOOR[part(target)] > FLOOR[part(name)]:
                upwards.append(f"{name} imports {target}")
            if target == "gkrules" and part(name) != "cli":
                upwards.append(f"{name} imports the package's face")
    assert upwards == []


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph = {name: {t for t in imported(path) if t.startswith("gkrules.")} for name, path in modules()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name in done:
            return
        for target in sorted(graph.get(name, ())):
            visit(target, (*path, name))
        done.add(name)

    for name in graph:
        if name != "gkrules":
            visit(name, ())


def test_modules_open_with_a_sentence() -> None:
    for name, path in modules():
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert docstring, f"{name} does not say what it defines"


def test_importing_and_loading_a_pack_loads_nothing_heavy() -> None:
    code = "import sys, gkrules; gkrules.load('shanxi-2021'); print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_the_face_offers_every_public_name_when_asked() -> None:
    assert all(getattr(gkrules, name) is not None for name in gkrules.__all__)
    assert set(gkrules.__all__) <= set(dir(gkrules))
    assert not hasattr(gkrules, "no_such_name")


def test_the_face_names_one_home_for_each_name() -> None:
    """What type checkers and editors see is what is imported when a name is used."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gkrules.")
        for alias in node.names
    }
    assert seen == {name: f"gkrules.{home}" for name, home in gkrules._HOME.items()}
    assert set(seen) == set(gkrules.__all__)


def test_the_compiled_engine_is_loaded_when_it_is_first_used() -> None:
    code = (
        "import sys, gkrules; from datetime import date; rules = gkrules.load('regulation');"
        " print(any(m.startswith('gkrules.engines.compiled') for m in sys.modules));"
        " rules.outcomes({'subject': 'document', 'id': 'A'}, as_of=date(2021, 12, 31));"
        " print('gkrules.engines.compiled.engine' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
