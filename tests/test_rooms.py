"""The house: which room may know of which, and what starting up may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "extract": ("entente.graph", "entente.api", "neo4j", "fastapi"),
    "graph": ("entente.extract", "entente.api", "fastapi"),
    "src/entente": ("entente.extract", "entente.graph", "entente.api"),
}


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    return found


def sources(room: str) -> list[Path]:
    folder = ROOT / room
    return sorted(folder.glob("*.py") if room == "src/entente" else folder.rglob("*.py"))


@pytest.mark.parametrize("room", FORBIDDEN)
def test_imports_point_one_way(room: str) -> None:
    files = sources(room)
    assert files
    wrong = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files
        for name in imports(file)
        if any(name == other or name.startswith(other + ".") for other in FORBIDDEN[room])
    }
    assert not wrong


def test_no_cypher_hides_in_python() -> None:
    """What is run comes from `cypher/`; only the examples of the API's documentation show some to its readers."""
    marks = ("MATCH (", "MERGE (", "CREATE (", "UNWIND $")
    wrong = []
    for file in (file for room in ("graph", "api", "extract") for file in sources(room)):
        tree = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        shown = {
            inner
            for node in tree
            if isinstance(node, ast.keyword) and node.arg == "examples"
            for inner in ast.walk(node.value)
        }
        wrong += [
            f"{file.relative_to(ROOT)}:{node.lineno}"
            for node in tree
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in shown
            if any(mark in node.value for mark in marks)
        ]
    assert not wrong


def test_importing_entente_loads_nothing_heavy() -> None:
    code = "import sys, entente; print(sorted({m.split('.')[0] for m in sys.modules} & {'spacy', 'neo4j', 'fastapi'}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
