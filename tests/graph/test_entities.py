"""Names lead to entities: exactly, by alias, by acronym, nearly so, in another script; and entities to cards."""

from __future__ import annotations

import pytest

from entente.errors import InputError, NotFound
from entente.graph import entities, queries, store
from entente.graph.model import to_json
from entente.graph.store.connection import Connection
from entente.interchange import Extraction, parse
from entente.ontology import Kind, RelationType


def paper(key: str, rows: dict[str, tuple[str, list[str]]], relations: list[tuple[str, str, str]] = ()) -> Extraction:  # type: ignore[assignment]
    """A document of entities (id: kind, forms) and relations between them."""
    return parse(
        {
            "document": key,
            "published": "2021-03-04",
            "entities": [
                {"id": id_, "kind": kind, "name": forms[0], "mentions": forms} for id_, (kind, forms) in rows.items()
            ],
            "relations": [
                {"subject": subject, "type": type_, "object": obj, "evidence": f"{subject} {type_} {obj}."}
                for subject, type_, obj in relations
            ],
        }
    )


@pytest.fixture(scope="module", params=["current", "lts"])
def filled(request: pytest.FixtureRequest) -> Connection:
    """Two documents on the funds and parks of an invented country, with names in two scripts. Only read from."""
    opened: Connection = request.getfixturevalue(f"_open_{request.param}")
    opened.apply(queries.adhoc("MATCH (n) DETACH DELETE n"))
    store.ingest(
        opened,
        paper(
            "funds.txt",
            {
                "f": ("Fund", ["Vostok Direct Investment Fund", "VDIF"]),
                "c": ("Company", ["Skolveg Robotics Ltd"]),
                "p": ("Person", ["Дмитрий Карелин"]),
                "k": ("Park", ["Skolveg"]),
                "u": ("University", ["Universität Tübeck"]),
                "w": ("Place", ["Tübeck"]),
                "a": ("Person", ["Ada Brand"]),
            },
            [("f", "INVESTED_IN", "c"), ("p", "WORKS_FOR", "f"), ("c", "RESIDENT_OF", "k"), ("u", "LOCATED_IN", "w")],
        ),
    )
    store.ingest(
        opened,
        paper(
            "more.txt",
            {
                "f": ("Fund", ["VDIF", "Vostok Direct Investment Fund"]),
                "o": ("Organisation", ["Skolveg Foundation", "Skolveg"]),
                "c": ("Company", ["Skolveg Robotics"]),
                "b": ("Company", ["Ada Brand"]),
            },
            [("f", "OWNS", "c"), ("o", "OWNS", "c")],
        ),
    )
    return opened


@pytest.mark.parametrize(
    ("name", "found", "how"),
    [
        ("Vostok Direct Investment Fund", "Vostok Direct Investment Fund", "exact"),
        ("the VOSTOK direct investment fund’s", "Vostok Direct Investment Fund", "exact"),
        ("VDIF", "Vostok Direct Investment Fund", "alias"),
        ("V.D.I.F.", "Vostok Direct Investment Fund", "alias"),
        ("Direct Investment Fund of Vostok", "Vostok Direct Investment Fund", "alias"),
        ("Skolveg Robotics Co.", "Skolveg Robotics Ltd", "alias"),
        ("Vostok Direct Investmnt Fund", "Vostok Direct Investment Fund", "near"),
        ("Dmitry Karelin", "Дмитрий Карелин", "near"),
        ("карелин", "Дмитрий Карелин", "near"),
        ("Тюбек", "Tübeck", "near"),
        ("Universitat Tubeck", "Universität Tübeck", "exact"),
    ],
)
def test_a_name_finds_its_entity(filled: Connection, name: str, found: str, how: str) -> None:
    best = entities.find(filled, name)[0]
    assert (best.entity.name, best.how) == (found, how)


def test_an_exact_name_comes_before_an_alias_and_that_before_what_is_near(filled: Connection) -> None:
    found = entities.find(filled, "Skolveg")
    assert [(m.entity.kind, m.how) for m in found[:2]] == [(Kind.PARK, "exact"), (Kind.ORGANISATION, "alias")]
    assert {m.how for m in found[2:]} <= {"near"}
    assert entities.find(filled, "Skolveg", kind=Kind.ORGANISATION)[0].entity.kind is Kind.ORGANISATION


def test_a_name_an_alias_a_typing_error_and_an_id_mean_one_entity(filled: Connection) -> None:
    fund = entities.resolve_name(filled, "VDIF")
    assert fund.documents == 2
    for name in ("Vostok Direct Investment Fund", "Vostok Direct Investmnt Fund", fund.id):
        assert entities.resolve_name(filled, name) == fund
    with pytest.raises(NotFound):
        entities.resolve_name(filled, fund.id, kind=Kind.PERSON)


def test_a_name_that_no_entity_has_is_answered_with_suggestions(filled: Connection) -> None:
    with pytest.raises(NotFound, match="Vostok Fund") as caught:
        entities.resolve_name(filled, "Vostok Fund")
    assert "Vostok Direct Investment Fund" in caught.value.suggestions
    with pytest.raises(NotFound, match="Quux"):
        entities.resolve_name(filled, "Quux")


def test_a_name_that_several_entities_have_is_answered_with_the_candidates(filled: Connection) -> None:
    with pytest.raises(NotFound, match="2 entities") as caught:
        entities.resolve_name(filled, "Ada Brand")
    ids = [suggestion.partition(":")[0] for suggestion in caught.value.suggestions]
    assert {entities.resolve_name(filled, id_).kind for id_ in ids} == {Kind.PERSON, Kind.COMPANY}
    assert entities.resolve_name(filled, "Ada Brand", kind=Kind.COMPANY).kind is Kind.COMPANY


@pytest.mark.parametrize("name", ["", "  ", "…", "?!", "\u200b"])
def test_what_is_no_name_is_refused(filled: Connection, name: str) -> None:
    with pytest.raises(InputError, match="no name"):
        entities.find(filled, name)


@pytest.mark.parametrize("name", ["a" * 501, "Vostok " * 100])
def test_a_name_that_is_too_long_is_refused(filled: Connection, name: str) -> None:
    with pytest.raises(InputError, match="too long"):
        entities.find(filled, name)


@pytest.mark.parametrize(
    "name", ['"', "AND OR NOT (x", "a:b^~*?", "\\", "[1 TO", "Skolveg) OR *:*", "日本", "🎉 Skolveg"]
)
def test_what_the_index_would_take_for_its_own_language_is_only_a_name(filled: Connection, name: str) -> None:
    assert len(entities.find(filled, f"{name} Karelin")) <= 5


def test_a_card_shows_names_relations_with_quotes_documents_and_merged_ids(filled: Connection) -> None:
    card = entities.card(filled, entities.resolve_name(filled, "VDIF"))
    assert card.names == {"VDIF": 2, "Vostok Direct Investment Fund": 2}
    assert card.kinds == {Kind.FUND: 4}
    assert [(group.type, group.outgoing) for group in card.relations] == [
        (RelationType.INVESTED_IN, True),
        (RelationType.OWNS, True),
        (RelationType.WORKS_FOR, False),
    ]
    assert {hop.object.name for group in card.relations[:2] for hop in group.hops} <= {
        "Skolveg Robotics",
        "Skolveg Robotics Ltd",
    }
    assert [source.document for source in card.documents] == ["funds.txt", "more.txt"]
    assert all(statement.quote for group in card.relations for hop in group.hops for statement in hop.statements)
    assert to_json(card)["relations"][0]["hops"][0]["statements"][0]["document"] == "funds.txt"


def test_a_card_that_is_cut_says_so(filled: Connection) -> None:
    card = entities.card(filled, entities.resolve_name(filled, "VDIF"), limit=1)
    assert (len(card.relations), card.truncated) == (1, True)


def test_a_card_of_an_id_that_is_none_is_refused(filled: Connection) -> None:
    with pytest.raises(NotFound, match="E404"):
        entities.card(filled, "E404")
