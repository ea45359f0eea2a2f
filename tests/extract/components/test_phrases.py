from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from entente.extract.components import phrases, sentences
from entente.extract.components.phrases import measured
from entente.extract.doc import DocEntity, DocRelation
from entente.ontology import Kind

FUND, FIRM, PLACE = Kind.FUND, Kind.COMPANY, Kind.PLACE


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every phrase is in use, however often it was right in training: these tests are about what phrases say."""
    monkeypatch.setattr(phrases, "measured", lambda: dict.fromkeys(phrases.PHRASES, 0.8))


def stated(text: str, **kinds: Kind) -> set[tuple[str, str, str]]:
    """What the phrases state of a text whose entities are its words of these names; `it` stands for the last `Fund`."""
    doc = read(text, **kinds)
    names = [e.name for e in doc._.entities]
    relations: list[DocRelation] = phrases.phrases(doc)._.relations
    return {(names[r.subject], r.type.value, names[r.object]) for r in relations}


def read(text: str, **kinds: Kind) -> Doc:
    doc: Doc = sentences.sentences(spacy.blank("en")(text))
    doc._.entities = [
        DocEntity(kind, name, [Span(doc, t.i, t.i + 1, label=kind.value) for t in doc if t.text == name])
        for name, kind in kinds.items()
    ]
    doc._.relations = []
    return doc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lumo and Arda jointly manage the Nordfund.",
            {("Lumo", "MANAGES", "Nordfund"), ("Arda", "MANAGES", "Nordfund")},
        ),
        ("The Nordfund is managed by Lumo.", {("Lumo", "MANAGES", "Nordfund")}),
        ("Arda was set up in 2012 by Lumo.", {("Lumo", "FOUNDED", "Arda")}),
        ("Arda was set up in 2012 and is praised by Lumo.", set()),
        ("The Nordfund invested $5 million in the start-up Lumo.", {("Nordfund", "INVESTED_IN", "Lumo")}),
        ("The Nordfund took part in the Series B funding of Lumo.", {("Nordfund", "INVESTED_IN", "Lumo")}),
        ("Lumo, a subsidiary of Arda, makes lamps.", {("Lumo", "PART_OF", "Arda")}),
        ("Lumo is a customer of Arda.", {("Arda", "SUPPLIES", "Lumo")}),
        ("Lumo was blacklisted by Norland.", {("Lumo", "SANCTIONED_BY", "Norland")}),
        ("Lumo, the fund of Norland, invested in Arda.", {("Lumo", "INVESTED_IN", "Arda")}),
        ("Norland invested in Arda.", {("Norland", "INVESTED_IN", "Arda")}),
        ("With the help of Lumo, Arda set up the Nordfund.", {("Arda", "FOUNDED", "Nordfund")}),
        ("Lumo put money into the start-up from Norland.", set()),
        ("Lumo met Arda.", set()),
        ("Lumo will operate at Arda.", set()),
    ],
)
def test_a_phrase_states_a_relation_whatever_the_names(text: str, expected: set[tuple[str, str, str]]) -> None:
    kinds = {"Lumo": FIRM, "Arda": FIRM, "Nordfund": FUND, "Norland": PLACE}
    assert stated(text, **{name: kind for name, kind in kinds.items() if name in text}) == expected


def test_a_fund_that_its_partners_pay_into_is_none_of_them() -> None:
    doc = read("Vela is managed by Arda and Lumo, both of which committed $1B to it.", Vela=FUND, Arda=FUND, Lumo=FUND)
    doc._.entities[2].anaphors.append(Span(doc, len(doc) - 2, len(doc) - 1))
    relations = phrases.phrases(doc)._.relations
    assert {(r.subject, r.type.value, r.object) for r in relations} == {
        (1, "MANAGES", 0),
        (2, "MANAGES", 0),
        (1, "INVESTED_IN", 0),
        (2, "INVESTED_IN", 0),
    }


@pytest.mark.parametrize(
    "text", ["Lumo, a Norland chip startup, grew.", "The start-up Lumo grew.", "Lumo is a start-up."]
)
def test_what_the_text_calls_a_startup_is_one(text: str) -> None:
    doc = phrases.phrases(read(text, Lumo=FIRM, Norland=PLACE))
    assert doc._.entities[0].kind is Kind.STARTUP
    assert all(m.label_ == "Startup" for m in doc._.entities[0].mentions)


def test_two_ways_to_find_a_statement_make_it_surer() -> None:
    doc = read("The Nordfund is managed by Lumo.", Nordfund=FUND, Lumo=FIRM)
    whole = doc[:]
    found = phrases.phrases(doc)._.relations[0]
    doc._.relations = [DocRelation(1, found.type, 0, whole, found.anchors, confidence=0.5)]
    (joined,) = phrases.phrases(doc)._.relations
    assert joined.confidence == pytest.approx(1 - 0.5 * (1 - found.confidence), abs=1e-3)


def test_every_phrase_has_been_measured() -> None:
    assert set(measured()) == set(phrases.PHRASES)
