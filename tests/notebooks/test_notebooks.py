"""The notebooks run from the first to the last cell, and what is committed are outputs of such a run."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import nbformat
import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def execute() -> dict[str, Any]:
    return runpy.run_path(str(FOLDER / "execute.py"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")  # of the kernel's client
def test_they_run_one_after_the_other(execute: dict[str, Any], tmp_path: Path) -> None:
    with execute["home"](tmp_path) as environment:
        outputs = {path.name: "\n".join(execute["texts"](execute["run"](path, environment))) for path in NOTEBOOKS}
    assert len(outputs) == 3
    assert "Biren Technology" in outputs["1-from-texts-to-graph.ipynb"]
    assert "MiningLamp" in outputs["1-from-texts-to-graph.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_what_is_committed_was_run_and_names_no_folder_of_a_machine(path: Path, execute: dict[str, Any]) -> None:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users|private|var)/", path.read_text(encoding="utf-8"))
    assert path.stat().st_size < 300_000
