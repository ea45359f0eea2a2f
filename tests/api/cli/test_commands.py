"""The commands as people type them, against a real graph; nothing here loads the extraction model."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.api.sample import documents

from entente.api import cli
from entente.api.cli import output
from entente.api.cli.graph import parameters
from entente.errors import InputError
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.interchange import parse
from entente.settings import SETTINGS, Settings

HEAVY = ("neo4j", "spacy", "fastapi", "uvicorn", "pyvis", "networkx", "onnxruntime", "numpy", "torch")


@pytest.fixture(autouse=True)
def fresh_consoles() -> None:
    output.out.cache_clear()
    output.err.cache_clear()


class Terminal:
    """Runs commands and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> str:
        assert cli.run(arguments) == code, self._capsys.readouterr()
        printed = self._capsys.readouterr()
        self.err = printed.err
        return printed.out

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def entente(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


# --------------------------------------------------------------------------------------- without a graph


def test_help_loads_neither_model_nor_database_and_is_quick() -> None:
    code = (
        "import sys; from entente.api import cli; code = cli.run(['--help']);"
        f"print(sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "ingest" in done.stdout
    before = os.times()
    code = "from entente.api import cli; cli.run(['--help'])"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    after = os.times()  # processor time: a busy machine must not fail this
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.6


def test_settings_lists_every_setting_and_no_secret(entente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_PASSWORD", "hunter2-hunter2")
    printed = entente("settings")
    assert all(setting.variable in printed for setting in SETTINGS)
    assert "hunter2" not in printed + json.dumps(entente.json("settings"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["link", "A"], "Missing argument 'b'"),
        (["link", "A", "B", "--type", "LIKES"], "'LIKES' is no relation type"),
        (["connect", "A", "B", "--since", "soon"], "'soon' is not a date"),
        (["draw"], "name the entities"),
        (["extract", "x.txt", "--format", "xml"], "xml"),
    ],
)
def test_a_wrong_command_line_gets_one_line_and_code_2(entente: Terminal, arguments: list[str], says: str) -> None:
    assert entente(*arguments, code=2) == ""
    assert entente.err.startswith("entente: ")
    assert says in entente.err
    assert "Traceback" not in entente.err


def test_an_address_where_nothing_answers_is_named(entente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_URI", "bolt://127.0.0.1:9")
    entente("status", code=5)
    assert "bolt://127.0.0.1:9" in entente.err


def test_debug_shows_the_traceback(entente: Terminal) -> None:
    entente("--debug", "draw", code=2)
    assert "Traceback" in entente.err


def test_a_bug_is_told_as_one(entente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("entente.api.cli.session.settings", fail)
    entente("settings", code=1)
    assert "internal error: ZeroDivisionError: oops" in entente.err
    assert "--debug" in entente.err


def test_ctrl_c_says_that_what_is_done_is_kept(entente: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("entente.api.cli.session.settings", interrupt)
    entente("settings", code=130)
    assert "interrupted" in entente.err


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = f"{sys.executable} -c 'from entente.api.cli import main; main()' --help | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.parametrize("arguments", [["settings"], ["--help"], ["export", "formats"]])
def test_a_full_disk_at_standard_output_is_said_so(arguments: list[str]) -> None:
    command = [sys.executable, "-c", "from entente.api.cli import main; main()", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == InputError.exit_code
    assert (
        done.stderr == "entente: standard output: can't be written: the disk is full; make room or name another place\n"
    )


def test_parameters_are_json_where_they_can_be_and_text_elsewhere() -> None:
    assert parameters(["n=3", "name=RDIF", "list=[1,2]", "text=a=b"]) == {
        "n": 3,
        "name": "RDIF",
        "list": [1, 2],
        "text": "a=b",
    }
    with pytest.raises(InputError, match="'lonely' is not NAME=VALUE"):
        parameters(["lonely"])
    with pytest.raises(InputError, match="limit is given twice"):
        parameters(["limit=1", "limit=2"])


# ------------------------------------------------------------------------------------------- with a graph


@pytest.mark.usefixtures("home")
class TestOnAGraph:
    def test_link_prints_both_paths_with_quotes(self, entente: Terminal) -> None:
        printed = entente("link", "NGF", "Harbour Capital", "--kind", "startups")
        assert "1. Lumen Robotics (Startup)" in printed
        assert "Northern Growth Fund ──INVESTED_IN──▶ Twin Rivers Fund  (completed, 2015, USD 40,000,000)" in printed
        assert "“Twin Rivers Fund backed Lumen Robotics in March 2018.”" in printed
        assert "funds.txt:103–156" in printed

    def test_ask_link_and_their_json_agree(self, entente: Terminal) -> None:
        asked = entente.json("ask", "which startups link NGF and Harbour Capital")
        linked = entente.json("link", "NGF", "Harbour Capital", "--kind", "Startup")
        assert asked["answers"] == linked["answers"]
        answer = asked["answers"][0]
        assert {"id", "name", "kind", "names", "paths"} <= set(answer)
        hop = answer["paths"][0]["hops"][0]
        assert {"subject", "type", "object", "statements"} <= set(hop)
        assert {"quote", "document", "start", "end", "status", "date"} <= set(hop["statements"][0])

    def test_an_answer_without_a_path_is_printed_with_its_relations(self, entente: Terminal) -> None:
        printed = entente("ask", "who works for Harbour Capital?")
        assert "Nora Lind ──WORKS_FOR──▶ Harbour Capital  (ongoing, head)" in printed

    def test_connect_says_why_there_is_nothing(self, entente: Terminal) -> None:
        printed = entente("connect", "NGF", "Quill Analytics", "--until", "2014")
        assert "until" in printed

    def test_a_path_needs_two_entities_and_they_are_named(self, entente: Terminal) -> None:
        entente("connect", "NGF", code=2)
        assert entente.err == "entente: “NGF”: a path needs two different entities\n"
        entente("link", "NGF", "Northern Growth Fund", code=2)
        assert "“NGF”, “Northern Growth Fund”: a path needs" in entente.err
        assert "all of these mean Northern Growth Fund" in entente.err

    def test_what_lacks_an_amount_is_not_said_to_lack_a_date(self, entente: Terminal) -> None:
        entente("connect", "NGF", "Quill Analytics", "--currency", "dollar", code=2)
        assert "'DOLLAR' is not one of ISO 4217" in entente.err
        printed = entente("connect", "NGF", "Quill Analytics", "--currency", "usd")
        assert "without amount" in printed
        assert "date" not in printed

    def test_an_unknown_name_gets_suggestions_and_code_3(self, entente: Terminal) -> None:
        entente("show", "Harbor Capitol", code=3)
        assert "did you mean Harbour Capital" in entente.err

    def test_a_question_of_no_form_gets_the_forms(self, entente: Terminal) -> None:
        entente("ask", "why is the sky blue?", code=2)
        assert "Which KIND link A and B?" in entente.err

    def test_a_card_shows_names_relations_and_quotes(self, entente: Terminal) -> None:
        printed = entente("show", "NGF")
        assert "Northern Growth Fund (Fund)" in printed
        assert "NGF (1)" in printed
        assert "──FOUNDED──▶ Amber Park  (planned)" in printed

    def test_neighbours_find_documents_and_status(self, entente: Terminal) -> None:
        assert "Delta <b>Bank</b>" in entente("neighbours", "Harbour Capital")
        assert "Twin Rivers Fund" in entente("find", "Twin Rivers")
        assert [each["key"] for each in entente.json("documents")] == ["funds.txt", "rivers.txt"]
        assert entente.json("status")["documents"] == 2

    def test_draw_writes_one_file(self, entente: Terminal, tmp_path: Path) -> None:
        target = tmp_path / "graph.html"
        entente("draw", "--ask", "which startups link NGF and Harbour Capital", "-o", str(target))
        assert "Lumen Robotics" in target.read_text(encoding="utf-8")
        entente("draw", "NGF", "-o", str(tmp_path / "no" / "graph.html"), code=2)
        entente("draw", "NGF", "-o", "/dev/full", code=2)
        assert "the disk is full" in entente.err
        assert Path("/dev/full").is_char_device()

    def test_cypher_reads_only(self, entente: Terminal) -> None:
        printed = entente("cypher", "MATCH (f:Fund) WHERE f.name = $n RETURN f.name", "--param", "n=Harbour Capital")
        assert "Harbour Capital" in printed
        entente("cypher", "CREATE (n:Thing)", code=2)

    def test_queries_are_listed_and_run(self, entente: Terminal) -> None:
        listed = entente.json("queries")
        name = next(each["name"] for each in listed if not any(p["required"] for p in each["parameters"]))
        assert name in entente("queries")
        assert "columns" in entente.json("query", name)
        entente("query", "no-such-query", code=3)

    def test_a_decision_is_kept_and_undone(self, entente: Terminal) -> None:
        entente("merge", "Lumen Robotics", "Quill Analytics", "--by", "ann", "--why", "a test")
        assert "a test" in entente("ledger", "--by", "ann")
        assert len(entente.json("link", "NGF", "Harbour Capital", "--kind", "Startup")["answers"]) == 1
        assert "taken back: same, Lumen Robotics — Quill Analytics, by ann" in entente("undo", "--by", "ann")
        entente("undo", "--by", "ann", code=4)
        assert "nothing that ann judged is left" in entente.err
        entente("ledger", "--verdict", "maybe", code=2)
        assert "'maybe' is no verdict" in entente.err
        assert entente("ledger", "--by", "nobody") == "no such judgement\n"
        entente("merge", "NGF", "Northern Growth Fund", code=4)
        assert "“NGF” and “Northern Growth Fund” are one entity already" in entente.err
        assert len(entente.json("link", "NGF", "Harbour Capital", "--kind", "Startup")["answers"]) == 2
        entente("split", "Lumen Robotics", code=4)

    def test_a_statement_is_rejected_and_confirmed(self, entente: Terminal) -> None:
        hop = entente.json("connect", "Twin Rivers Fund", "Quill Analytics")["answers"][0]["hops"][0]
        id_ = hop["statements"][0]["id"]
        entente("reject", id_, "--by", "ann")
        assert entente.json("connect", "Twin Rivers Fund", "Quill Analytics")["answers"] == []
        entente("confirm", id_, "--by", "ann")
        assert len(entente.json("connect", "Twin Rivers Fund", "Quill Analytics")["answers"]) == 1
        entente("reject", "no-such-statement", code=3)

    def test_remove_takes_a_document_out_and_nothing_else(self, entente: Terminal) -> None:
        entente("remove", "rivers.txt")
        assert [each["key"] for each in entente.json("documents")] == ["funds.txt"]
        assert [a["name"] for a in entente.json("link", "NGF", "Harbour Capital")["answers"]][:1] == [
            "Twin Rivers Fund"
        ]
        entente("remove", "rivers.txt", code=3)

    def test_import_reports_what_it_could_not_take_in_and_takes_the_rest(
        self, entente: Terminal, tmp_path: Path
    ) -> None:
        good = tmp_path / "good.jsonl"
        line = json.dumps(documents()[0].to_dict(text=True))
        good.write_text(line + "\n", encoding="utf-8")
        (tmp_path / "bad.json").write_text('{"document": "x", "entities": 3}', encoding="utf-8")
        (tmp_path / "half.jsonl").write_text(f'{{"document": \n{line}\n', encoding="utf-8")
        (tmp_path / "empty").mkdir()
        printed = entente("import", str(tmp_path), str(tmp_path / "empty"), code=2)
        assert "2 documents: 2 unchanged" in printed
        assert f"{tmp_path / 'bad.json'}: not the interchange form" in entente.err
        assert f"{tmp_path / 'half.jsonl'}: line 1: not JSON" in entente.err
        assert "empty: this folder holds no .json or .jsonl file" in entente.err
        assert entente("import", str(good)).startswith("1 document: 1 unchanged")

    def test_rebuild_and_check_find_a_store_in_order(self, entente: Terminal) -> None:
        entente("rebuild")
        assert entente("check") == "consistent\n"

    def test_copy_names_the_option_that_is_wrong_and_leaves_a_filled_graph_alone(
        self, entente: Terminal, neo4j_current: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = entente("export", "interchange")
        for arguments, password, code, message in (
            (("--to", ""), "", 2, "--to: '' is no address"),
            (("--to", "http://127.0.0.1:9"), "", 2, "--to: 'http://127.0.0.1:9' is no address"),
            (("--to", "bolt://127.0.0.1:9"), "", 5, "bolt://127.0.0.1:9: no Neo4j answers there"),
            (("--to", neo4j_current.uri), "wrong", 5, "refuses the user neo4j with this password; --user names"),
            (("--to", neo4j_current.uri, "--database", "none"), neo4j_current.password, 2, "--database"),
            (("--to", neo4j_current.uri), neo4j_current.password, 4, "holds a graph already"),
        ):
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
            entente("copy", *arguments, code=code)
            assert message in entente.err
        assert entente("export", "interchange") == before

    def test_export_goes_to_a_file_and_an_unknown_format_lists_them(self, entente: Terminal, tmp_path: Path) -> None:
        entente("export", "graphml", "-o", str(tmp_path / "graph.graphml"))
        assert (tmp_path / "graph.graphml").read_text(encoding="utf-8").startswith("<?xml")
        entente("export", "nonsense", "-o", str(tmp_path / "x"), code=2)
        assert "graphml" in entente.err
        assert "gexf" in entente("export", "formats")

    def test_review_takes_answers(self, entente: Terminal, filled: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
        valley = {"name": "Zenith Valley", "mentions": ["Zenith Valley"], "id": "e1"}
        for key, kind in (("a.txt", "Park"), ("b.txt", "Organisation")):
            text = {"document": key, "text": f"Zenith Valley is a {kind}.", "relations": []}
            ingest(filled, parse({**text, "entities": [{**valley, "kind": kind}]}))
        answers = io.StringIO("perhaps\nk\n")
        monkeypatch.setattr("sys.stdin", answers)
        printed = entente("review")
        assert "please answer one of" in printed
        assert printed.endswith("0 decided\n")
        assert entente("review", code=130).endswith("\n0 decided\n")  # the input has ended
        monkeypatch.setattr("sys.stdin", io.StringIO("different\n"))
        assert "1 decided; `entente undo`" in entente("review", "--by", "ann")
        assert entente("review") == "nothing to review\n"
