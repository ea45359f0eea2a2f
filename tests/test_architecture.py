"""docs/architecture.md follows one sentence from its file to the picture: here it is followed for real."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from entente.extract import extract
from entente.extract.pipeline import load
from entente.extract.read import read
from entente.graph.ask import ask
from entente.graph.draw import draw
from entente.graph.entities import resolve_name
from entente.graph.model import Found
from entente.graph.paths import neighbourhood
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.interchange import Extraction

PAGE = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
SENTENCE = next(line.removeprefix("> ") for line in PAGE.splitlines() if line.startswith("> "))
NAMED = list(dict.fromkeys(re.findall(r"`(entente(?:\.\w+)+)`", PAGE)))
ASSEMBLY = "entente.extract.pipeline.load"


def code_of(name: str) -> CodeType:
    """The code that runs when the function of this dotted name is called."""
    parts = name.split(".")
    for split in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:split]))
        except ModuleNotFoundError:
            continue
        for part in parts[split:]:
            found = getattr(found, part)
        code = getattr(found, "__wrapped__", found).__code__
        assert isinstance(code, CodeType)
        return code
    raise AssertionError(f"{name} is not in the code")


def test_every_function_that_the_page_names_exists() -> None:
    functions = [name for name in NAMED if name != "entente.ontology"]
    assert len(functions) > 20
    for name in functions:
        code_of(name)


@pytest.mark.slow
def test_the_sentence_passes_the_functions_in_the_order_of_the_page(connection: Connection, tmp_path: Path) -> None:
    (tmp_path / "lumo.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    wanted = {code_of(name): name for name in NAMED if name not in (ASSEMBLY, "entente.ontology")}
    passed: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := wanted.get(frame.f_code)) and name not in passed:
            passed.append(name)

    nlp = load(connection.settings)
    sys.setprofile(note)
    try:
        (extraction,) = extract(read([tmp_path / "lumo.txt"], settings=connection.settings), nlp)
        assert isinstance(extraction, Extraction)
        ingest(connection, extraction)
        answer = ask(connection, "what did Nordic Growth Fund invest in?")
        fund = resolve_name(connection, "Nordic Growth Fund")
        draw(neighbourhood(connection, [fund.id]).subgraph, tmp_path / "lumo.html", "Lumo")
    finally:
        sys.setprofile(None)

    assert passed == [name for name in NAMED if name in wanted.values()]
    found = answer.answers[0]
    assert isinstance(found, Found)
    (statement,) = found.statements
    assert (statement.quote, statement.date, statement.amount, statement.currency) == (SENTENCE, "2021-03", 2e7, "USD")
    assert SENTENCE[:40] in (tmp_path / "lumo.html").read_text(encoding="utf-8")
