"""The schema comes with the first use, twice is once, and a newer one is left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.graph.store.worker import paper

from entente.errors import StoreOutdated
from entente.graph import queries, store
from entente.graph.store.connection import Connection
from entente.graph.store.migrations import migrations


def schema(connection: Connection) -> list[str]:
    """Names of all constraints and indexes."""
    rows = connection.read(queries.adhoc("SHOW INDEXES YIELD name RETURN name ORDER BY name"))
    return [row["name"] for row in rows]


@pytest.mark.slow
def test_two_migrations_at_once_make_one_schema_and_a_third_changes_nothing(bare_connection: Connection) -> None:
    with ThreadPoolExecutor(2) as pool:
        versions = list(pool.map(store.migrate, [bare_connection] * 2))
    assert versions == [max(migrations())] * 2
    before = schema(bare_connection)
    assert store.migrate(bare_connection) == versions[0]
    assert schema(bare_connection) == before
    (row,) = bare_connection.read(queries.adhoc("MATCH (s:Schema) RETURN count(s) AS n"))
    assert row["n"] == 1


def test_a_document_can_be_read_into_a_database_without_schema(bare_connection: Connection) -> None:
    store.ingest(bare_connection, paper(0))
    assert "document_key" in schema(bare_connection)
    assert store.check(bare_connection) == []


def test_an_index_left_by_a_server_that_was_killed_is_no_obstacle(bare_connection: Connection) -> None:
    bare_connection.apply(queries.adhoc("CREATE INDEX statement_id FOR (n:Statement) ON (n.id)"))
    store.migrate(bare_connection)
    rows = bare_connection.read(queries.adhoc("SHOW CONSTRAINTS YIELD name RETURN name"))
    assert "statement_id" in {row["name"] for row in rows}


def test_a_schema_of_a_newer_version_is_refused(connection: Connection) -> None:
    store.migrate(connection)
    connection.apply(queries.adhoc("MATCH (s:Schema) SET s.version = 999"))
    try:
        for act in (lambda: store.migrate(connection), lambda: store.ingest(connection, paper(0))):
            with pytest.raises(StoreOutdated, match="schema 999"):
                act()
    finally:
        connection.apply(queries.adhoc("MATCH (s:Schema) DELETE s"))


def test_migrations_are_numbered_without_a_gap() -> None:
    assert sorted(migrations()) == list(range(1, len(migrations()) + 1))
