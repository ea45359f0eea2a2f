"""The schema: numbered migrations under `cypher/migrations`, each of which may run any number of times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.errors import InputError, StoreOutdated
from entente.graph import queries

if TYPE_CHECKING:
    from entente.graph.queries import Query
    from entente.graph.store.connection import Connection

_NAME_TAKEN = "Neo.ClientError.Schema.IndexWithNameAlreadyExists"


def migrate(connection: Connection) -> int:
    """Brings the schema up to date and gives its version. Two at once don't disturb each other.

    Raises `StoreOutdated` for a schema that a newer version of Entente made.
    """
    steps = migrations()
    latest = max(steps)
    rows = connection.read("write/schema_version")
    version = rows[0]["version"] if rows else 0
    check_version(version, connection.uri)
    for number, step in sorted(steps.items()):
        if number > version:
            _apply(connection, step)
    if version < latest:
        connection.write(
            lambda tx: tx.run(
                "write/set_schema_version", version=latest, min_confidence=connection.settings.min_confidence
            )
        )
    return latest


def _apply(connection: Connection, step: Query) -> None:
    """Applies a migration. A server that was killed while it made a constraint has kept the index without it, which
    then stands in the way: it is taken away, and the migration is applied anew."""
    try:
        connection.apply(step)
    except InputError as error:
        if getattr(error.__cause__, "code", None) != _NAME_TAKEN:
            raise
        names = re.findall(r"CREATE CONSTRAINT (\w+)", step.text)
        for row in connection.read("write/left_indexes", names=names):
            connection.write(lambda tx, name=row["name"]: tx.run("write/drop_index", name=name))  # type: ignore[misc]
        connection.apply(step)


def migrations() -> dict[int, Query]:
    """All migrations by number."""
    found: dict[int, Query] = {}
    for query in queries.all("migrations"):
        match = re.fullmatch(r"migrations/(\d{3})-[\w-]+", query.name)
        assert match is not None, f"{query.name}: a migration is called 001-words"
        number = int(match[1])
        assert number not in found, f"{query.name}: number {number} is taken by {found[number].name}"
        found[number] = query
    return found


def check_version(version: int, uri: str) -> None:
    """Raises `StoreOutdated` for a schema newer than this program."""
    latest = max(migrations())
    if version > latest:
        raise StoreOutdated(
            f"{uri}: the graph has schema {version}, this Entente knows schemas up to {latest}; "
            "use the newer Entente that wrote it"
        )
