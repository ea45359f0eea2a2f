"""An exported script makes an equal store, on either release."""

from __future__ import annotations

import pytest
from tests.graph import world
from tests.graph.export.filled import dump, fill, text

from entente.errors import Conflict
from entente.graph.queries import adhoc
from entente.graph.store import ingest
from entente.graph.store.connection import Connection


def test_a_script_makes_the_same_store_elsewhere(any_connection: Connection) -> None:
    fill(any_connection)
    before, script = dump(any_connection), text(any_connection, "cypher").decode()
    any_connection.apply(adhoc("MATCH (n) DETACH DELETE n"))
    any_connection.apply(adhoc(script))
    assert dump(any_connection) == before
    assert text(any_connection, "cypher").decode() == script
    assert ingest(any_connection, world.FUNDS).action == "unchanged"


def test_a_script_does_not_run_over_a_graph(connection: Connection) -> None:
    fill(connection)
    script = text(connection, "cypher").decode()
    with pytest.raises(Conflict, match="already exists"):
        connection.apply(adhoc(script))
