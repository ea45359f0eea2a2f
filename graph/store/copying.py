"""A whole graph from one server to another, nothing lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from entente.errors import Conflict, StoreError
from entente.graph.store.migrations import migrate

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection, Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied, and the fingerprint that both graphs have."""

    nodes: int
    relationships: int
    fingerprint: str


def copy(connection: Connection, other: Connection) -> Copied:
    """Copies everything to an empty database and compares fingerprints. Nobody should write to either meanwhile.

    What an interrupted copy left there is cleared first. Raises `Conflict` where the other holds anything else, and
    `StoreError` where the copy turns out to differ.
    """
    size = connection.settings.batch_size
    migrate(connection)
    migrate(other)
    (there,) = other.read("write/count_all")
    schemas = len(other.read("write/schema"))
    if there["nodes"] - there["unfinished"] > schemas:
        raise Conflict(
            f"{other.uri} holds a graph already ({there['nodes']} nodes); copy to an empty database, or empty it first"
        )
    _until_none(other, "write/drop_copy", size)
    other.apply("write/copying_index")
    other.write(lambda tx: tx.run("write/drop_schema"))
    for batch in _batches(connection.stream("write/all_nodes"), size):
        other.write(lambda tx, batch=batch: tx.run("write/copy_nodes", rows=batch))  # type: ignore[misc]
    for batch in _batches(connection.stream("write/all_relationships"), size):
        other.write(lambda tx, batch=batch: tx.run("write/copy_relationships", rows=batch))  # type: ignore[misc]
    _until_none(other, "write/finish_copy", size)
    other.apply("write/drop_copying_index")
    ours, theirs = fingerprint(connection), fingerprint(other)
    if ours != theirs:
        raise StoreError(
            f"{other.uri}: the copy differs from {connection.uri}; did somebody write meanwhile? Try again"
        )
    (counts,) = other.read("write/count_all")
    return Copied(counts["nodes"], counts["relationships"], theirs)


def fingerprint(connection: Connection) -> str:
    """SHA-256 of an ordered export of all nodes and relationships: equal graphs have equal ones, on any server."""
    digest = hashlib.sha256()
    for line in export(connection):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def export(connection: Connection) -> Iterator[str]:
    """All nodes and relationships as JSON lines, in an order that depends on their content alone."""
    for row in connection.stream("write/all_nodes"):
        yield _line({"labels": sorted(row["labels"]), "properties": row["properties"]})
    for row in connection.stream("write/all_relationships"):
        yield _line({name: row[name] for name in ("type", "a_key", "b_key", "properties")})


def _line(value: Row) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, default=str)


def _until_none(connection: Connection, query: str, size: int) -> None:
    while connection.write(lambda tx: tx.run(query, limit=size))[0]["count"]:
        pass


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
