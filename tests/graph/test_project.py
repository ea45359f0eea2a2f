"""The projection follows from statements and ledger: damage is repaired, a threshold applied, nothing else changed."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from tests.graph.papers import document
from tests.graph.store.worker import paper

from entente.graph import project, queries, status, store
from entente.graph.store.connection import Connection
from entente.interchange import Extraction

DAMAGE = [
    "MATCH (:Entity)-[r]->(:Entity) WITH r LIMIT 1 DELETE r",
    "MATCH (a:Entity)-[r]->(:Entity) WITH a LIMIT 1 MATCH (b:Place) CREATE (a)-[:OWNS {statements: ['S0']}]->(b)",
    "MATCH (a)-[r:INVESTED_IN]->(b) WITH a, b, r LIMIT 1 CREATE (a)-[s:INVESTED_IN]->(b) SET s = properties(r)",
    "MATCH (e:Company) WITH e LIMIT 1 SET e:Fund, e.mentions = 99 REMOVE e:Company",
    "MATCH (:Entity)-[r:NAMED]->(:Name) WITH r LIMIT 1 DELETE r",
    "MATCH (l:LocalEntity)-[r:RESOLVED_TO]->(:Entity) WITH l, r LIMIT 1 DELETE r",
    "MATCH (s:Statement) WITH s LIMIT 1 SET s.edge = 'E1 OWNS E2'",
]


def lines(connection: Connection) -> list[str]:
    """The ordered export, without the count of changes."""
    return [line for line in store.export(connection) if '"Schema"' not in line]


@pytest.fixture
def filled(connection: Connection) -> Connection:
    """Four documents and a place."""
    for number in range(4):
        store.ingest(connection, paper(number))
    store.ingest(connection, document("p.txt", ["Norland was cold."], {"Norland": "Place"}, []))
    return connection


@pytest.mark.slow
def test_any_damage_to_what_is_derived_is_found_and_repaired(filled: Connection) -> None:
    before = lines(filled)
    known: set[str] = set()
    for damage in DAMAGE:
        filled.apply(queries.adhoc(damage))
        found = set(store.check(filled))
        assert found - known, damage
        known = found
    project.rebuild(filled)
    assert store.check(filled) == []
    assert lines(filled) == before


def test_the_threshold_acts_on_the_projection_at_a_rebuild(connection: Connection) -> None:
    store.ingest(connection, unsure_paper())
    assert status.status(connection).relationships == 0
    connection.settings, kept = connection.settings.replace(min_confidence=0.2), connection.settings
    try:
        assert project.rebuild(connection).relationships == 1
        assert store.check(connection) == []
    finally:
        connection.settings = kept
        assert project.rebuild(connection).relationships == 0


def test_the_figures_are_those_of_the_graph(any_connection: Connection) -> None:
    empty = status.status(any_connection)
    assert (empty.documents, empty.entities, empty.kinds, empty.ingested) == (0, 0, {}, None)
    store.ingest(any_connection, paper(0))
    store.ingest(any_connection, unsure_paper())
    store.ingest(any_connection, unsure_paper("copy.txt"))
    found = status.status(any_connection)
    assert (found.documents, found.copies, found.statements, found.unprojected) == (3, 1, 3, 1)
    assert found.types == {"INVESTED_IN": 1, "PARTNERED_WITH": 1}
    assert found.kinds == {"Company": 3, "Fund": 2}
    assert found.ingested is not None
    assert found.server.startswith("Neo4j ")


@pytest.mark.slow
def test_the_order_in_which_documents_come_does_not_matter(connection: Connection) -> None:
    firms = {"short.txt": "OCF", "long.txt": "Orion Capital Fund", "both.txt": "Orion Capital Fund (OCF)"}
    outcomes = set()
    for order in permutations(firms):
        connection.apply(queries.adhoc("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
        for key in order:
            store.ingest(connection, naming(key, firms[key]))
        rows = connection.read(queries.adhoc("MATCH (e:Fund) RETURN e.names AS names, e.documents AS n"))
        outcomes.add(tuple(sorted((tuple(sorted(row["names"])), row["n"]) for row in rows)))
        assert store.check(connection) == []
    assert outcomes == {((("OCF", "Orion Capital Fund"), 3),)}


def unsure_paper(key: str = "unsure.txt") -> Extraction:
    """A document whose one statement has little confidence."""
    return document(
        key, ["Vega Partners may have invested in Altair Labs."], {"Vega Partners": "Fund", "Altair Labs": "Company"},
        [("Vega Partners", "INVESTED_IN", "Altair Labs")], facts={"confidence": 0.3},
    )  # fmt: skip


def naming(key: str, naming: str) -> Any:
    """A document that calls a fund this, of a country that all of them name."""
    base = document(key, [f"The {naming} is in Norway."], {"Norway": "Place"}, [])
    forms = [part.strip(" )") for part in naming.split("(")]
    fund = {
        "id": "f1",
        "kind": "Fund",
        "name": forms[0],
        "mentions": [
            {"text": form, "start": 4 + naming.index(form), "end": 4 + naming.index(form) + len(form)} for form in forms
        ],
    }
    said = {"subject": "f1", "type": "LOCATED_IN", "object": "e1", "evidence": base.text or "", "start": 0,
            "end": len(base.text or "")}  # fmt: skip
    data = base.to_dict(text=True)
    return Extraction.model_validate({**data, "entities": [*data["entities"], fund], "relations": [said]})
