"""What is exported, piece by piece and always in the same order, so that equal graphs give equal files.

Every function streams: none holds more than one batch, except for the relationships of one entity. `relations` and
`entities` are what the graph answers with (the projection and its evidence); `nodes` and `edges` are the whole store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, TypeVar

from entente.graph import evidence
from entente.graph.model import FIRM, Entity, Hop, Statement, Subgraph
from entente.graph.store.change import summary
from entente.graph.store.connection import Connection, Row
from entente.ontology import Kind, RelationType

T = TypeVar("T")
BATCH = 500
"""Relationships whose statements are fetched at once."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A projected relationship between two entities and the statements behind it, at least one.

    `subject` and `object` are ids; `ends` gives kind and name of both by id.
    """

    subject: str
    type: RelationType
    object: str
    statements: tuple[Statement, ...]
    ends: dict[str, tuple[Kind, str]]

    @property
    def id(self) -> str:
        """Names the relationship: there is one a subject, type and object."""
        return f"{self.subject} {self.type} {self.object}"

    @property
    def firm(self) -> bool:
        """Whether some statement says that it holds or has come about, not only that it is planned or over."""
        return any(statement.status in FIRM for statement in self.statements)


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the store. `ref` names it among all nodes: its label and key."""

    ref: str
    label: str
    labels: tuple[str, ...]
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship of the store between two nodes, by `ref`."""

    start: str
    type: str
    end: str
    properties: dict[str, Any]


def documents(connection: Connection) -> Iterator[Row]:
    """All documents by key, without their texts."""
    return connection.stream("read/export-documents")


def entities(source: Connection | Subgraph) -> Iterator[Entity]:
    """All entities by id."""
    if isinstance(source, Subgraph):
        return iter(sorted(source.nodes, key=lambda node: node.id))
    return (evidence.entity(row) for row in source.stream("read/export-entities"))


def relations(source: Connection | Subgraph) -> Iterator[Relation]:
    """All relationships between entities, by subject, type and object, with their statements by id."""
    if isinstance(source, Subgraph):
        yield from sorted(
            (_relation(hop) for hop in source.hops),
            key=lambda relation: (relation.subject, relation.type.value, relation.object),
        )
        return
    for batch in batched(source.stream("read/export-relations"), BATCH):
        found = evidence.statements(source, [id_ for row in batch for id_ in row["statements"]])
        for row in batch:
            statements = tuple(found[id_] for id_ in sorted(row["statements"]) if id_ in found)
            if statements:  # none only where a writer was quicker; the export then begins again
                ends = {row[end]: (Kind(row[f"{end}_kind"]), row[f"{end}_name"]) for end in ("subject", "object")}
                yield Relation(row["subject"], RelationType(row["type"]), row["object"], statements, ends)


def _relation(hop: Hop) -> Relation:
    ends = {end.id: (end.kind, end.name) for end in (hop.subject, hop.object)}
    return Relation(hop.subject.id, hop.type, hop.object.id, tuple(sorted(hop.statements, key=lambda s: s.id)), ends)


def by_subject(source: Connection | Subgraph) -> Iterator[tuple[Entity, tuple[Relation, ...]]]:
    """Each entity with the relationships that go out from it."""
    outgoing = relations(source)
    ahead = next(outgoing, None)
    for entity in entities(source):
        own = []
        while ahead is not None and ahead.subject <= entity.id:
            if ahead.subject == entity.id:
                own.append(ahead)
            ahead = next(outgoing, None)
        yield entity, tuple(own)


def nodes(connection: Connection) -> Iterator[Node]:
    """Every node of the store, label by label, by key."""
    for row in connection.stream("read/export-nodes"):
        labels = tuple(sorted(row["labels"], key=lambda label: (label != row["label"], label)))
        yield Node(f"{row['label']}:{row['key']}", row["label"], labels, dict(sorted(row["properties"].items())))


def edges(connection: Connection) -> Iterator[Edge]:
    """Every relationship of the store, by start, type and end."""
    for row in connection.stream("read/export-edges"):
        ends = f"{row['label']}:{row['key']}", f"{row['other']}:{row['other_key']}"
        yield Edge(ends[0], row["type"], ends[1], dict(sorted(row["properties"].items())))


def node_attributes(entity: Entity) -> dict[str, Any]:
    """An entity as attributes of a node in a network."""
    return {
        "name": entity.name,
        "kind": entity.kind.value,
        "names": list(entity.names),
        "documents": entity.documents,
    }


def edge_attributes(relation: Relation) -> dict[str, Any]:
    """A relationship as attributes of an edge in a network: the summary, the quotes and where they stand.

    `weight` is the number of statements. Absent ones are left out.
    """
    said = summary([asdict(statement) for statement in relation.statements])
    return {
        "type": relation.type.value,
        "weight": len(relation.statements),
        **{name: [str(v) for v in value] if isinstance(value, list) else value for name, value in said.items()},
        "status": str(said["status"]),
        "quotes": list(dict.fromkeys(statement.quote for statement in relation.statements)),
        "sources": sorted({statement.document for statement in relation.statements}),
    }


NODE_ATTRIBUTES = {"name": str, "kind": str, "names": list, "documents": int}
EDGE_ATTRIBUTES = {
    "type": str,
    "weight": int,
    "statements": list,
    "documents": int,
    "first_date": str,
    "last_date": str,
    "statuses": list,
    "status": str,
    "confidence": float,
    "amount": float,
    "currency": str,
    "quotes": list,
    "sources": list,
}
"""The attributes there are, with the types of their values, for formats that declare them."""


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
