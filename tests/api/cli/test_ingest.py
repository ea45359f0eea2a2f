"""Taking documents in, with a pipeline of a user's own in the place of the shipped one: it loads at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy

from entente.api import cli, ingesting
from entente.api.cli import output
from entente.errors import UnreadableDocument
from entente.graph.entities import find
from entente.graph.store import Ingested, documents
from entente.graph.store.connection import Connection


@pytest.fixture(autouse=True)
def fresh_consoles() -> None:
    output.out.cache_clear()
    output.err.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three texts; the environment names the graph and the pipeline."""
    nlp = spacy.blank("en")
    patterns = [{"label": "Fund", "pattern": "Northern Growth Fund"}, {"label": "Startup", "pattern": "Lumen Robotics"}]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    monkeypatch.setenv("ENTENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ENTENTE_MODEL", str(tmp_path / "model"))
    for name in ("uri", "user", "password", "database"):
        monkeypatch.setenv(f"ENTENTE_{name.upper()}", str(connection.settings.values[name]))
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(3):
        text = f"Northern Growth Fund met Lumen Robotics for talk number {number} in the autumn, it was said."
        (texts / f"{number}.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(texts)
    return texts


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert cli.run(arguments) == code
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_a_folder_is_taken_in_and_a_second_time_nothing_changes(
    folder: Path, connection: Connection, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed, _ = run(capsys, "ingest", ".")
    assert printed.startswith("3 documents: 3 added")
    monkeypatch.setattr(ingesting, "extract", lambda *_: pytest.fail("an unchanged document is extracted"))
    printed, _ = run(capsys, "ingest", ".")
    assert printed.startswith("3 documents: 3 unchanged")
    assert [document.entities for document in documents(connection)] == [2, 2, 2]


def test_a_changed_text_or_date_is_taken_in_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "ingest", ".")
    (folder / "1.txt").write_text("Now it is Lumen Robotics alone that is spoken of here.", encoding="utf-8")
    printed, _ = run(capsys, "ingest", ".")
    assert printed.startswith("3 documents: 1 replaced, 2 unchanged")
    printed, _ = run(capsys, "ingest", "0.txt", "--date", "2020-02")
    assert printed.startswith("1 document: 1 replaced")
    printed, _ = run(capsys, "ingest", "0.txt", "--date", "2020-02", "--again")
    assert printed.startswith("1 document: 1 unchanged")


def test_bad_documents_are_reported_at_the_end_and_the_rest_is_in(
    folder: Path, connection: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    printed, said = run(capsys, "ingest", ".", "missing.txt", "--json", code=2)
    result: dict[str, Any] = json.loads(printed)
    assert [each["document"] for each in result["documents"]] == ["0.txt", "1.txt", "2.txt"]
    assert {each["document"] for each in result["failed"]} == {"empty.txt", "binary.txt", "cut.pdf", "missing.txt"}
    assert "4 of 7 could not be taken in" in said
    assert len(documents(connection)) == 3


def test_standard_input_is_a_document(folder: Path, connection: Connection) -> None:
    command = [sys.executable, "-c", "from entente.api.cli import main; main()", "ingest", "-", "--source", "Desk"]
    text = "Northern Growth Fund and Lumen Robotics spoke once more, said the desk in its note."
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("1 document: 1 added")
    assert done.stderr == ""  # silent in a pipe
    assert [document.source for document in documents(connection)] == ["Desk"]


def test_what_was_taken_in_before_an_interruption_stays_and_the_next_run_goes_on(
    folder: Path, connection: Connection, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: Any, **others: Any) -> Iterator[Ingested | UnreadableDocument]:
        results = ingest_files(*arguments, **others)
        yield next(results)
        raise KeyboardInterrupt

    ingest_files = ingesting.ingest_files
    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "ingest_files", interrupted)
        printed, said = run(capsys, "ingest", ".", code=130)
    assert printed.startswith("1 document: 1 added")
    assert "interrupted" in said
    assert len(documents(connection)) == 1
    printed, _ = run(capsys, "ingest", ".")
    assert printed.startswith("3 documents: 2 added, 1 unchanged")


@pytest.mark.usefixtures("folder")
def test_two_at_once_take_in_everything_once(connection: Connection) -> None:
    command = [sys.executable, "-c", "from entente.api.cli import main; main()", "ingest", "."]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        _, said = process.communicate()
        assert (process.returncode, said) == (0, b"")
    assert len(documents(connection)) == 3
    assert {match.entity.name for match in find(connection, "Lumen Robotics")} == {"Lumen Robotics"}
    assert len(find(connection, "Northern Growth Fund", limit=5)) == 1


def test_extract_prints_the_interchange_form_that_import_takes(
    folder: Path, connection: Connection, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines, _ = run(capsys, "extract", ".", "--format", "jsonl", "--text")
    array, _ = run(capsys, "extract", ".", "--format", "json", "--text")
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(array)
    (tmp_path / "extracted.json").write_text(array, encoding="utf-8")
    printed, _ = run(capsys, "import", str(tmp_path / "extracted.json"))
    assert printed.startswith("3 documents: 3 added")
    assert json.loads(run(capsys, "extract", "no-such-file", "--format", "json", code=2)[0]) == []
    assert "Lumen Robotics (Startup)" in run(capsys, "extract", "0.txt")[0]
