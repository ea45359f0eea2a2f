"""Runs the notebooks in order on an embedded Neo4j of their own and keeps what they print.

`python notebooks/execute.py` (needs the `dev` extra) writes the outputs into the committed files; what changes from run
to run without meaning (times, paths of this machine) stays out of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import nbformat
from nbclient import NotebookClient

from entente.graph.embedded import server
from entente.settings import load

FOLDER = Path(__file__).resolve().parent
_SECONDS = 600


def notebooks() -> list[Path]:
    """The notebooks in the order in which they build on each other."""
    return sorted(FOLDER.glob("*.ipynb"))


def run(path: Path, environment: Mapping[str, str]) -> nbformat.NotebookNode:
    """A notebook with fresh outputs. Raises `nbclient.exceptions.CellExecutionError` for a cell that fails."""
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    where = {"metadata": {"path": str(FOLDER)}}
    client = NotebookClient(notebook, timeout=_SECONDS, resources=where, coalesce_streams=True)
    with mock.patch.dict(os.environ, environment):
        client.execute()
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return notebook


def texts(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """All that the outputs of a notebook say in words."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield from ([output.text] if "text" in output else [])
            yield from (text for kind, text in output.get("data", {}).items() if kind.startswith("text/"))


@contextmanager
def home(folder: Path) -> Iterator[dict[str, str]]:
    """An environment whose embedded Neo4j has its data in this folder; it is stopped at the end."""
    environment = {
        "ENTENTE_HOME": str(folder),
        "ENTENTE_CACHE": str(load().cache),
        "IPYTHONDIR": str(folder / "ipython"),
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    try:
        yield environment
    finally:
        server.stop(load(environment))


def main() -> int:
    """Runs all notebooks and saves them."""
    with tempfile.TemporaryDirectory() as folder, home(Path(folder)) as environment:
        for path in notebooks():
            notebook = run(path, environment)
            named = [text for text in texts(notebook) if folder in text or str(FOLDER.parent) in text]
            if named:
                print(f"{path.name}: an output names a folder of this machine:\n{named[0]}", file=sys.stderr)
                return 1
            nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
            print(f"{path.name} ({path.stat().st_size / 1024:.0f} KiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
