"""The examples in Word and PDF say what `examples/make.py` says."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def make() -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLES / "make.py"))


@pytest.fixture(scope="module")
def made(make: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make["main"](folder)
    return folder


def words(path: Path) -> list[str]:
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(path).pages).split()
    return " ".join(paragraph.text for paragraph in Document(str(path)).paragraphs).split()


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.iterdir() if path.suffix in {".docx", ".pdf"}))
def test_a_committed_file_says_what_the_script_makes(name: str, made: Path) -> None:
    assert words(EXAMPLES / name) == words(made / name)


def test_every_text_of_the_script_is_committed_and_kept_whole(make: dict[str, Any]) -> None:
    for text in (*make["WORD"], *make["PDF"]):
        found = "".join(words(EXAMPLES / text.name)).replace("-", "")
        for paragraph in text.paragraphs:
            first = "".join(paragraph.removeprefix("# ").removeprefix("- ").split()[:5]).replace("-", "")
            assert first in found


def test_making_again_changes_no_byte(make: dict[str, Any], made: Path, tmp_path: Path) -> None:
    make["main"](tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in made.iterdir()
    }


def test_the_page_about_the_examples_names_every_file_and_no_other() -> None:
    page = (EXAMPLES / "README.rst").read_text(encoding="utf-8")
    documents = {p.name for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".md", ".html", ".docx", ".pdf", ".jsonl"}}
    listed = {line.split("``")[1] for line in page.splitlines() if line.startswith("``") and "." in line.split("``")[1]}
    assert listed - {"make.py"} == documents


def test_every_line_of_the_wire_reports_is_a_document() -> None:
    lines = (EXAMPLES / "wire-digest.jsonl").read_text(encoding="utf-8").splitlines()
    assert [sorted(json.loads(line)) for line in lines] == [["date", "source", "text", "title"]] * 4
