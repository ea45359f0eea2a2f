"""A copy has everything, and never mixes with another graph."""

from __future__ import annotations

import pytest
from tests.conftest import empty
from tests.graph.store.worker import paper

from entente.errors import Conflict
from entente.graph import ledger, queries, store
from entente.graph.store.connection import Connection, connect
from entente.settings import Settings


@pytest.mark.slow
def test_a_graph_moves_to_another_release_with_nothing_lost(connection: Connection, neo4j_lts: Settings) -> None:
    for number in range(4):
        store.ingest(connection, paper(number))
    ids = [row["id"] for row in connection.read("write/entity_ids")]
    ledger.merge(connection, ids[0], ids[1], by="ada")
    with connect(neo4j_lts) as other:
        store.migrate(other)
        empty(other)
        other.apply(queries.adhoc("CREATE (:Copying {copied_from: 'an interrupted one'})"))
        done = store.copy(connection, other)
        assert done.fingerprint == store.fingerprint(connection) == store.fingerprint(other)
        assert list(store.export(connection)) == list(store.export(other))
        assert store.check(other) == []
        assert store.load_extraction(other, "0.txt") == store.load_extraction(connection, "0.txt")
        store.ingest(other, paper(9))
        with pytest.raises(Conflict, match="holds a graph already"):
            store.copy(connection, other)


def test_the_fingerprint_changes_with_anything(connection: Connection) -> None:
    store.ingest(connection, paper(0))
    before = store.fingerprint(connection)
    assert store.fingerprint(connection) == before
    connection.apply(queries.adhoc("MATCH (s:Statement) WITH s LIMIT 1 SET s.status = 'ended'"))
    assert store.fingerprint(connection) != before
