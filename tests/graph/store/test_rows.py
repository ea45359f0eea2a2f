"""Identities are made of what the document says, and the rows give the document back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.papers import document

from entente.errors import InputError
from entente.graph.store.rows import MAX_KEY, digest, extraction_of, rows
from entente.interchange import Extraction, parse

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Documents of any text: two funds and what they invest in, under any names, sure or not."""
    names = draw(st.lists(WORDS, min_size=3, max_size=5))
    entities = [
        {"id": f"e{i}", "kind": "Fund", "name": name,
         "mentions": [{"text": name, "start": i * 9, "end": i * 9 + len(name)}]}
        for i, name in enumerate(names)
    ]  # fmt: skip
    relations = [
        {
            "subject": f"e{a}", "type": "INVESTED_IN", "object": f"e{b}", "evidence": draw(WORDS),
            "amount": draw(st.none() | st.floats(0, 1e12)), "share": draw(st.none() | st.just("5 %") | st.just(5)),
            "confidence": draw(st.none() | st.floats(0, 1)), "status": draw(st.sampled_from(["planned", "ended"])),
        }
        for a, b in draw(st.lists(st.sampled_from([(0, 1), (1, 2), (2, 0)]), max_size=5))
    ]  # fmt: skip
    return parse({"document": draw(WORDS), "entities": entities, "relations": relations})


@given(extractions())
def test_rows_give_the_document_back(extraction: Extraction) -> None:
    made = rows(extraction)
    quotes = {row["id"]: row for row in made.sentences}
    statements = [
        {**row, "quote": quotes[row["sentence"]]["text"], "start": quotes[row["sentence"]]["start"],
         "end": quotes[row["sentence"]]["end"]}
        for row in made.statements
    ]  # fmt: skip
    back = extraction_of({"key": made.key, **made.document}, made.locals, statements)
    assert rows(back) == made or len(made.statements) < len(extraction.relations)
    if len(made.statements) == len(extraction.relations):
        assert digest(back) == digest(extraction)


@given(extractions())
def test_every_id_is_given_once_and_again_the_same(extraction: Extraction) -> None:
    made = rows(extraction)
    for part in (made.locals, made.statements, made.sentences):
        assert len({row["id"] for row in part}) == len(part)
    assert rows(extraction) == made
    other = rows(extraction.model_copy(update={"document": extraction.document + "2"}))
    assert not {row["id"] for row in made.locals} & {row["id"] for row in other.locals}


def test_two_amounts_in_one_sentence_are_two_statements_and_a_repetition_is_one() -> None:
    said = [("A", "INVESTED_IN", "B")] * 3
    base = document("a.txt", ["A put 5 or 7 million into B."], {"A": "Fund", "B": "Company"}, said)
    amounts = [5e6, 7e6, 7e6]
    told = [r.model_copy(update={"amount": amount}) for r, amount in zip(base.relations, amounts, strict=True)]
    made = rows(base.model_copy(update={"relations": tuple(told)}))
    assert [row["amount"] for row in made.statements] == [5e6, 7e6]


def test_what_an_entity_resolves_to_does_not_make_a_document_another() -> None:
    paper = document("a.txt", ["A is here."], {"A": "Fund"}, [])
    resolved = paper.entities[0].model_copy(update={"global_id": "E1"})
    assert digest(paper.model_copy(update={"entities": (resolved,)})) == digest(paper)
    assert digest(paper.model_copy(update={"title": "T"})) != digest(paper)


def test_a_key_too_long_for_an_index_and_half_characters_are_refused() -> None:
    with pytest.raises(InputError, match="at most"):
        rows(document("x" * (MAX_KEY + 1), ["A is here."], {"A": "Fund"}, []))
    with pytest.raises(InputError, match="lone surrogate"):
        rows(document("a.txt", ["A is here."], {"A": "Fund"}, [], title="\ud800"))
