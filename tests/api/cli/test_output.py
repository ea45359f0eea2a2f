from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.api.cli import output
from entente.graph.model import Entity, Hop, Path, Statement
from entente.ontology import Kind, RelationType, Status


@pytest.fixture(autouse=True)
def fresh_consoles() -> None:
    output.out.cache_clear()
    output.err.cache_clear()


A, B = Entity("a", "Alpha Fund", Kind.FUND), Entity("b", "Beta [bold]Works[/bold]", Kind.STARTUP)


def statement(quote: str, **others: object) -> Statement:
    facts = {"start": 3, "end": 9, "status": Status.COMPLETED, **others}
    return Statement("s", RelationType.INVESTED_IN, "a", "b", quote, "notes.txt", **facts)  # type: ignore[arg-type]


def path(*statements: Statement, backwards: bool = False) -> Path:
    hop = Hop(A, RelationType.INVESTED_IN, B, statements)
    return Path((B, A) if backwards else (A, B), ((hop,),))


def test_a_hop_shows_its_arrow_facts_quote_document_and_offsets(capsys: pytest.CaptureFixture[str]) -> None:
    output.path(path(statement("Alpha backed Beta.", date="2012", amount=5e6, currency="USD")), most=1)
    printed = capsys.readouterr().out
    assert "Alpha Fund ──INVESTED_IN──▶ Beta [bold]Works[/bold]  (completed, 2012, USD 5,000,000)" in printed
    assert "“Alpha backed Beta.”" in printed
    assert "notes.txt:3–9" in printed


def test_a_path_that_walks_against_a_relation_turns_its_arrow(capsys: pytest.CaptureFixture[str]) -> None:
    output.path(path(statement("Alpha backed Beta."), backwards=True), most=1)
    assert "Beta [bold]Works[/bold] ◀──INVESTED_IN── Alpha Fund" in capsys.readouterr().out


def test_a_sentence_that_says_two_things_is_printed_once_on_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    one = statement("Alpha owns and backs Beta.")
    hops = tuple(Hop(A, type_, B, (one,)) for type_ in (RelationType.OWNS, RelationType.INVESTED_IN))
    output.path(Path((A, B), (hops,)), most=1)
    assert capsys.readouterr().out.count("“Alpha owns and backs Beta.”") == 1


@given(st.text())
def test_nothing_in_a_text_steers_the_terminal(text: str) -> None:
    cleaned = output.clean(text)
    assert not any((ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160 for c in cleaned)
    assert not any(0x202A <= ord(c) <= 0x202E or 0xD800 <= ord(c) <= 0xDFFF for c in cleaned)
    cleaned.encode("utf-8")


def test_an_escape_sequence_in_a_quote_is_shown_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    output.path(path(statement("Beta \x1b[31mred\x1b]0;title\x07 \x9b2J")), most=1)
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\x9b" not in printed
    assert "\x07" not in printed


def test_json_holds_any_text_even_half_characters(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json({"quote": "половина \ud83d <b>"})
    assert json.loads(capsys.readouterr().out) == {"quote": "половина \ud83d <b>"}
