"""One party among candidates, and many parties at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.graph.resolve import Party, choose, cluster
from entente.graph.resolve.party import join, parties
from entente.interchange import parse
from entente.ontology import Kind


def fund(*forms: str) -> Party:
    """A fund of these forms."""
    return Party(Kind.FUND, forms[0], dict.fromkeys(forms, 1))


FULL, SHORT = "Vostok Direct Investment Fund", "VDIF"


def test_the_likest_candidate_is_chosen_whatever_the_order() -> None:
    candidates = [("a", fund("Vostok Venture Fund")), ("b", fund(FULL)), ("c", fund("Zapad Fund"))]
    assert choose(fund(FULL), candidates).entity_id == "b"
    assert choose(fund(FULL), candidates[::-1]) == choose(fund(FULL), candidates)


def test_without_a_candidate_there_is_a_new_entity() -> None:
    assert choose(fund(FULL), []).entity_id is None
    assert choose(fund(FULL), [("a", fund("Zapad Fund"))]).entity_id is None


def test_a_party_with_two_names_shows_that_two_entities_are_one() -> None:
    choice = choose(fund(FULL, SHORT), [("a", fund(FULL)), ("b", fund(SHORT))])
    assert {choice.entity_id, *(id_ for id_, _ in choice.also)} == {"a", "b"}


def test_an_abbreviation_of_two_different_things_is_left_to_a_person() -> None:
    candidates = [("a", fund(FULL, SHORT)), ("b", fund("Volga Development Industry Fund", SHORT))]
    choice = choose(fund(SHORT), candidates)
    assert choice.entity_id is None
    assert [id_ for id_, _ in choice.unsure] == ["a", "b"]


def test_many_parties_come_together_over_their_names() -> None:
    found = cluster([fund(FULL), fund(SHORT), fund("Zapad Fund"), fund(FULL, SHORT), fund("the Zapad Fund")])
    assert found == [0, 0, 2, 0, 2]


def test_judgements_are_never_overridden() -> None:
    same_name = [fund(FULL), fund(FULL), fund(FULL)]
    assert cluster(same_name) == [0, 0, 0]
    assert cluster(same_name, {(0, 1): "different"}) in ([0, 1, 0], [0, 1, 1])
    assert cluster([fund(FULL), fund("Zapad Fund")], {(0, 1): "same"}) == [0, 0]


@given(st.lists(st.sampled_from([FULL, SHORT, "Zapad Fund", "Zapad Fund II", "Sever Fund"]), max_size=12), st.data())
@settings(max_examples=60, deadline=None)
def test_no_chain_of_names_crosses_a_different(names: list[str], data: st.DataObject) -> None:
    indices = st.integers(0, max(len(names) - 1, 0))
    couples = st.tuples(indices, indices).filter(lambda couple: couple[0] != couple[1])
    pairs = data.draw(st.lists(couples, max_size=4)) if len(names) > 1 else []
    found = cluster([fund(name) for name in names], dict.fromkeys(pairs, "different"))
    assert all(found[a] != found[b] for a, b in pairs)
    assert all(found[entity] == entity for entity in found)


def test_a_document_gives_its_entities_countries_neighbours_and_years() -> None:
    document = parse(
        {
            "document": "a.txt",
            "published": "2020-01-01",
            "entities": [
                {"id": "m", "kind": "Government", "name": "Ministry of Trade", "mentions": ["Ministry of Trade"]},
                {"id": "b", "kind": "Government", "name": "Export Bureau", "mentions": ["Export Bureau"]},
                {"id": "c", "kind": "Place", "name": "Chile", "mentions": ["Chile"]},
                {"id": "t", "kind": "Agreement", "name": "Chile-Peru Pact", "mentions": ["Chile-Peru Pact"]},
            ],
            "relations": [
                {"subject": "m", "type": "PART_OF", "object": "c"},
                {"subject": "b", "type": "PART_OF", "object": "m"},
                {"subject": "m", "type": "SIGNED", "object": "t", "date": "2019-05"},
            ],
        }
    )
    found = parties(document)
    assert found["m"].countries == found["b"].countries == {"chile"}
    assert found["b"].background == {"chile", "peru"}
    assert found["m"].neighbours == {"chile", "export bureau", "chile peru pact"}
    assert (set(found["m"].years), set(found["b"].years)) == ({2019}, {2020})
    assert Party.of_rows([{"kind": "Government", "name": "Ministry of Trade", "texts": ["Ministry of Trade"],
                           "document": "a.txt", **found["m"].properties()}]) == found["m"]  # fmt: skip


def test_parties_joined_take_the_kind_of_most_mentions_and_the_name_of_most_documents() -> None:
    whole = join([Party(Kind.COMPANY, "Orion", {"Orion": 3}), Party(Kind.FUND, "Orion", {"Orion": 1, "OF": 1})])
    assert (whole.kind, whole.name, whole.forms) == (Kind.COMPANY, "Orion", {"Orion": 4, "OF": 1})
    with pytest.raises(ValueError, match="no parties"):
        join([])
