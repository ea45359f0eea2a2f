"""The tutorial can be followed: every command on the page runs, in the order of the page."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def tutorial() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "tutorial.py"))


@pytest.mark.slow
def test_every_command_runs(tutorial: dict[str, Any]) -> None:
    commands = tutorial["commands"]((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    assert len(commands) > 20
    with tutorial["workplace"]() as (folder, environment):
        said = {command: tutorial["run"](command, folder, environment) for command in commands}
    answer = said['entente ask "which startups link RDIF and CIC"']
    assert "Biren Technology" in answer
    assert "MiningLamp" in answer
    assert "Traceback" not in "".join(said.values())


def test_what_is_printed_on_the_page_names_no_folder_of_a_machine(tutorial: dict[str, Any]) -> None:
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    assert not any(part in page for part in ("/tmp/", "/home/", "/root/", "/work/"))
    assert all(command.split()[0] in {"entente", "echo"} for command in tutorial["commands"](page))
