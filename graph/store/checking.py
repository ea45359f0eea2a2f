"""Is the store consistent? Everything derived is derived again and compared; interrupted work would show here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from entente.graph import queries
from entente.graph.store.change import RESOLVER, SYMMETRIC, describe, summary
from entente.graph.store.partition import Link, Partition, partition

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection, Row


def check(connection: Connection) -> list[str]:
    """Every inconsistency of the store as a sentence; none is how it should be.

    Compares the projection with the statements, entities with the ledger and with their local entities, redirects and
    copies with what they point at. Reads everything: time and memory grow with the store.
    """
    schema = connection.read("write/schema")
    if not schema:
        return []
    problems = [row["problem"] for query in queries.all("check") for row in connection.stream(query)]
    problems += _check_partition(connection)
    problems += _check_entities(connection)
    problems += _check_projection(connection, schema[0]["min_confidence"])
    return problems


def expected_partition(connection: Connection, resolutions: Mapping[str, str | None]) -> Partition:
    """Which local entities are one by the judgements in force."""
    links, different = [], []
    for row in connection.stream("write/judgements_in_force"):
        if row["verdict"] == "same":
            links.append(Link(row["id"], row["a"], row["b"], row["score"] or 1.0, row["by"] != RESOLVER))
        else:
            different.append((row["a"], row["b"]))
    return partition(resolutions, links, different)


def misplaced(parts: Partition, resolutions: Mapping[str, str | None]) -> list[str]:
    """Local entities whose entity is not the one that the judgements say: their block has several, or shares one."""
    blocks_of: dict[str | None, set[int]] = defaultdict(set)
    for number, block in enumerate(parts.blocks):
        for local in block:
            blocks_of[resolutions[local]].add(number)
    return [
        local
        for block in parts.blocks
        for local in block
        if resolutions[local] is None
        or len({resolutions[other] for other in block}) > 1
        or len(blocks_of[resolutions[local]]) > 1
    ]


def _check_partition(connection: Connection) -> Iterator[str]:
    rows = list(connection.stream("write/resolutions"))
    for row in rows:
        if row["count"] != 1:
            yield f"local entity {row['id']} is {row['count']} entities"
    resolutions = {row["id"]: row["entity"] for row in rows}
    for local in misplaced(expected_partition(connection, resolutions), resolutions):
        yield f"local entity {local} is entity {resolutions[local]}, against the ledger"


def _check_entities(connection: Connection) -> Iterator[str]:
    stored = {row["id"]: row for row in connection.stream("write/stored_entities")}
    members: dict[str, list[Row]] = defaultdict(list)
    for row in connection.stream("write/entity_members", ids=sorted(stored)):
        members[row["id"]].append(row)
    for id_, rows in members.items():
        wanted = describe(id_, rows)
        found = stored[id_]
        if sorted(found["labels"]) != sorted(wanted["add"]):
            yield f"entity {id_} is labelled {', '.join(found['labels'])} instead of {', '.join(wanted['add'])}"
        for name, value in wanted["properties"].items():
            if found["properties"].get(name) != value:
                yield f"entity {id_} has {name} {found['properties'].get(name)!r} instead of {value!r}"
        if found["names"] != [name["key"] for name in wanted["names"]]:
            yield f"entity {id_} is not found under its names, or under others"


def _check_projection(connection: Connection, min_confidence: float) -> Iterator[str]:
    edges: set[str] = set()
    for row in connection.stream("write/statement_edges"):
        wanted = expected_edge(row, min_confidence)
        if row["edge"] != wanted:
            yield f"statement {row['id']} belongs to edge {row['edge']} instead of {wanted}"
        verdict = max(row["verdicts"], default=" ").split(" ")[1] or None
        if row["curated"] != verdict:
            yield f"statement {row['id']} is {row['curated']}, but the ledger says {verdict}"
        if row["edge"]:
            edges.add(row["edge"])
    statements: dict[str, list[Row]] = defaultdict(list)
    for row in connection.stream("write/edge_statements", edges=sorted(edges)):
        statements[row["edge"]].append(row)
    for row in connection.stream("write/stored_relationships"):
        edge = row["edge"]
        if edge not in edges:
            yield f"relationship {edge} is stated nowhere, or there twice"
            continue
        edges.discard(edge)
        said = summary(statements[edge])
        if row["properties"] != said:
            yield f"relationship {edge} says {row['properties']} instead of {said}"
    for edge in sorted(edges):
        yield f"relationship {edge} is missing"


def expected_edge(row: Row, min_confidence: float) -> str | None:
    """The edge that a statement should belong to."""
    subject, obj = row["subject"], row["object"]
    if subject is None or obj is None or subject == obj or row["curated"] == "rejected":
        return None
    confidence = 1.0 if row["confidence"] is None else row["confidence"]
    if row["curated"] != "confirmed" and confidence < min_confidence:
        return None
    if row["type"] in SYMMETRIC and subject > obj:
        subject, obj = obj, subject
    return f"{subject} {row['type']} {obj}"
