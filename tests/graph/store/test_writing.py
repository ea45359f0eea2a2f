"""Documents go in and out whole; what the graph says follows."""

from __future__ import annotations

from entente.graph import queries, store
from entente.graph.store.connection import Connection
from entente.interchange import Extraction, parse


def paper(key: str = "a.txt", **changes: object) -> Extraction:
    """A short document: a fund invests in a firm of its country."""
    return parse(
        {
            "document": key,
            "published": "2020-05-01",
            "entities": [
                {"id": "e1", "kind": "Fund", "name": "Orion Fund", "mentions": ["Orion Fund"]},
                {"id": "e2", "kind": "Company", "name": "Lyra Systems", "mentions": ["Lyra Systems", "Lyra"]},
                {"id": "e3", "kind": "Place", "name": "Norland", "mentions": ["Norland"]},
            ],
            "relations": [
                {"subject": "e1", "type": "INVESTED_IN", "object": "e2", "status": "completed", "date": "2019",
                 "amount": 5e6, "currency": "EUR", "evidence": "Orion Fund put 5 million euros into Lyra Systems."},
                {"subject": "e2", "type": "LOCATED_IN", "object": "e3", "evidence": "Lyra is based in Norland."},
            ],
            **changes,
        }
    )  # fmt: skip


def counts(connection: Connection) -> dict[str, int]:
    """How many nodes there are of each label, and of projected relationships."""
    rows = connection.read(queries.adhoc("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS n"))
    (edges,) = connection.read(queries.adhoc("MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n"))
    return {**{row["label"]: row["n"] for row in rows}, "edges": edges["n"]}


def test_a_document_puts_its_entities_statements_and_relationships_into_the_graph(any_connection: Connection) -> None:
    done = store.ingest(any_connection, paper())
    assert (done.action, done.entities, done.statements) == ("added", 3, 2)
    found = counts(any_connection)
    assert found["Entity"] == found["LocalEntity"] == 3
    assert found["Company"] == 1
    assert found["Organisation"] == 2
    assert found["Statement"] == found["Sentence"] == found["edges"] == 2


def test_reading_a_document_again_changes_nothing(any_connection: Connection) -> None:
    store.ingest(any_connection, paper())
    before = counts(any_connection)
    assert store.ingest(any_connection, paper()).action == "unchanged"
    assert counts(any_connection) == before


def test_the_same_names_in_two_documents_are_the_same_entities(any_connection: Connection) -> None:
    store.ingest(any_connection, paper("a.txt"))
    store.ingest(any_connection, paper("b.txt"))
    found = counts(any_connection)
    assert (found["Entity"], found["LocalEntity"], found["edges"]) == (3, 6, 2)


def test_what_a_removed_document_said_is_gone_and_nothing_else(any_connection: Connection) -> None:
    store.ingest(any_connection, paper("a.txt"))
    before = counts(any_connection)
    store.ingest(any_connection, paper("b.txt"))
    store.remove(any_connection, "b.txt")
    assert counts(any_connection) == before
