"""What the documentation must have: it fails here when a command, setting, route or view is not documented."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["settings.md", "cli.md", "api.md", "cypher.md"])
def test_a_page_that_is_made_from_the_code_is_current(name: str) -> None:
    made = generator().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, "run `make docs`"


@pytest.mark.parametrize("name", ["cli.md", "api.md", "settings.md"])
def test_everything_on_a_page_says_what_it_means(name: str) -> None:
    for line in (ROOT / "docs" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            assert line.strip("| ").split("|")[-1].strip(), line
            assert "None" not in line, line
