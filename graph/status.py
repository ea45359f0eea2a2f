"""What the graph holds, in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from entente.graph.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Status:
    """Figures of a store.

    `unsure`: pairs that wait for a person's judgement; `rejected`, `unprojected`: statements kept out of the
    projection by a person, and by the threshold or because both their ends are one entity.
    """

    server: str
    schema: int | None
    min_confidence: float | None
    documents: int
    copies: int
    entities: int
    kinds: Mapping[str, int]
    mentions: int
    statements: int
    rejected: int
    unprojected: int
    relationships: int
    types: Mapping[str, int]
    judgements: int
    unsure: int
    merged: int
    changes: int
    ingested: str | None


def status(connection: Connection) -> Status:
    """The figures of a store; an empty one, schema and all, has zeros."""
    (row,) = connection.read("write/status")
    return Status(
        server="Neo4j " + ".".join(str(part) for part in connection.version),
        kinds={kind["name"]: kind["count"] for kind in row.pop("kind_counts")},
        types={kind["name"]: kind["count"] for kind in row.pop("type_counts")},
        **row,
    )
