"""A database with the small world of `world.py`, filled once a module and release, for tests that only read."""

from __future__ import annotations

import pytest
from tests.graph import world

from entente.graph import queries, store
from entente.graph.store.connection import Connection


@pytest.fixture(scope="module", params=["current", "lts"])
def small_world(request: pytest.FixtureRequest) -> Connection:
    """The small world on each release. Tests must not change it."""
    opened: Connection = request.getfixturevalue(f"_open_{request.param}")
    opened.apply(queries.adhoc("MATCH (n) DETACH DELETE n"))
    store.migrate(opened)
    for document in world.DOCUMENTS:
        store.ingest(opened, document)
    return opened


@pytest.fixture(scope="module")
def ids(small_world: Connection) -> dict[str, str]:
    """The id of each entity of the small world by its name."""
    rows = small_world.read(queries.adhoc("MATCH (n:Entity) RETURN n.name AS name, n.id AS id"))
    return {row["name"]: row["id"] for row in rows}
