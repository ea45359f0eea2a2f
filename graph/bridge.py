"""A bridge for notebooks and scripts that use py2neo, which is at its end of life; nothing else here needs it.

Comes with the extra `py2neo`. What goes over is unbound, with a primary label and key where there is one, so that
`Graph.merge` on either side makes no doubles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from types import ModuleType
from typing import TYPE_CHECKING, Any

import neo4j.graph

from entente.errors import InputError, NotFound
from entente.graph import evidence
from entente.graph.embedded import server as embedded
from entente.graph.model import Entity, Hop, LinkAnswer, Path, Subgraph
from entente.graph.store.change import summary
from entente.graph.store.connection import Connection
from entente.ontology import RelationType

if TYPE_CHECKING:
    import py2neo

_KEYS = {
    "Entity": "id",
    "Document": "key",
    "Sentence": "id",
    "Statement": "id",
    "LocalEntity": "id",
    "Name": "key",
    "Judgement": "id",
    "Merged": "id",
}


def to_py2neo(value: object) -> py2neo.Subgraph:
    """All nodes and relationships in a value as a `py2neo.Subgraph`; one of nothing if there are none.

    The value is a query's rows or answer table, an answer of `entente.graph.paths` or a `Subgraph`, nested as it
    may be. Raises `InputError` for a relationship whose ends the query did not return.
    """
    crossing = _Crossing(_library())
    crossing.walk(value)
    return crossing.subgraph()


def from_py2neo(connection: Connection, subgraph: py2neo.Subgraph) -> Subgraph:
    """Entities and their relationships in a `py2neo.Subgraph` as ours, with their evidence from the store.

    Raises `InputError` for a node that is no entity of the graph and for a relationship that is none of the
    ontology, and `NotFound` where statements that it names are gone.
    """
    entities = {node: _entity(node) for node in subgraph.nodes}
    named = {relationship: list(relationship.get("statements") or ()) for relationship in subgraph.relationships}
    found = evidence.statements(connection, [id_ for ids in named.values() for id_ in ids])
    hops = []
    for relationship, ids in named.items():
        type_ = type(relationship).__name__
        if type_ not in set(RelationType) or not ids:
            raise InputError(f"{type_} is no relationship between entities; leave it out of what goes over")
        gone = [id_ for id_ in ids if id_ not in found]
        if gone:
            raise NotFound(f"the graph has no statement {gone[0]!r} any more; ask py2neo again")
        start, end = relationship.start_node, relationship.end_node
        statements = tuple(found[id_] for id_ in sorted(ids))
        hops.append(Hop(entities[start], RelationType(type_), entities[end], statements))
    hops.sort(key=lambda hop: (hop.subject.id, hop.type.value, hop.object.id))
    return Subgraph(tuple(sorted(entities.values(), key=lambda entity: entity.id)), tuple(hops))


def open_graph(connection: Connection) -> py2neo.Graph:
    """A `py2neo.Graph` on the database of a connection, the embedded one included."""
    settings = connection.settings
    user, password = settings.user, settings.password
    if not settings.uri:
        running = embedded.ensure(settings)
        user, password = running.user, running.password
    return _library().Graph(connection.uri, auth=(user, password), name=connection.database)


def _library() -> ModuleType:
    try:
        import py2neo
    except ImportError:
        raise InputError("py2neo is not installed; `pip install 'entente[py2neo]'` brings it") from None
    return py2neo  # type: ignore[no-any-return]


def _entity(node: py2neo.Node) -> Entity:
    missing = {"id", "name", "kind", "names", "documents"} - set(node)
    if "Entity" not in node.labels or missing:
        raise InputError(f"{node!r} is no entity of the graph; leave it out of what goes over, or pull it first")
    return evidence.entity(dict(node))


class _Crossing:
    """Collects what is found in a value. A node that comes twice goes over once."""

    def __init__(self, library: Any) -> None:
        self._py2neo = library
        self._nodes: dict[str, Any] = {}
        self._relationships: dict[tuple[str, str, str] | str, Any] = {}
        self._hollow: set[str] = set()

    def walk(self, value: object) -> None:
        match value:
            case neo4j.graph.Node():
                self._node(value)
            case neo4j.graph.Relationship():
                self._relationship(value)
            case neo4j.graph.Path():
                self.walk(value.nodes)
                self.walk(value.relationships)
            case Entity():
                self._entity(value)
            case Hop():
                self._hop(value)
            case Path():
                self.walk((value.nodes, value.hops))
            case LinkAnswer():
                self.walk((value.entity, value.paths))
            case Subgraph():
                self.walk((value.nodes, value.hops))
            case str() | bytes():
                pass
            case Mapping():
                self.walk(value.values())
            case Iterable():
                for item in value:
                    self.walk(item)
            case _ if hasattr(value, "__dataclass_fields__"):  # an answer: its paths and entities are among its fields
                self.walk([getattr(value, name) for name in value.__dataclass_fields__])

    def subgraph(self) -> Any:
        if self._hollow:
            raise InputError(
                "the query returned a relationship without its ends; return both nodes too, "
                "of `(a)-[r]->(b)` a, r and b"
            )
        return self._py2neo.Subgraph(self._nodes.values(), self._relationships.values())

    def _node(self, node: neo4j.graph.Node) -> Any:
        self._hollow.discard(node.element_id)
        return self._put(node.element_id, node.labels, dict(node))

    def _relationship(self, relationship: neo4j.graph.Relationship) -> None:
        ends = []
        for node in relationship.nodes:
            assert node is not None, "a relationship has two ends"
            if not node.labels and not dict(node) and node.element_id not in self._nodes:
                self._hollow.add(node.element_id)
            ends.append(self._put(node.element_id, node.labels, dict(node)))
        make = self._py2neo.Relationship.type(relationship.type)
        self._relationships[relationship.element_id] = make(*ends, **_plain(dict(relationship)))

    def _entity(self, entity: Entity) -> Any:
        properties = {
            "id": entity.id,
            "name": entity.name,
            "kind": entity.kind.value,
            "names": list(entity.names),
            "documents": entity.documents,
        }
        return self._put(entity.id, ["Entity", *(kind.value for kind in entity.kind.line)], properties)

    def _hop(self, hop: Hop) -> None:
        key = (hop.subject.id, hop.type.value, hop.object.id)
        ends = self._entity(hop.subject), self._entity(hop.object)
        said = summary([asdict(statement) for statement in hop.statements])
        make = self._py2neo.Relationship.type(hop.type.value)
        self._relationships[key] = make(*ends, **_plain(said))

    def _put(self, id_: str, labels: Iterable[str], properties: Mapping[str, Any]) -> Any:
        node = self._nodes.get(id_)
        if node is None:
            node = self._nodes[id_] = self._py2neo.Node(*sorted(labels), **_plain(properties))
        elif not node.labels and labels:  # met before as the end of a relationship that came without it
            node.update_labels(sorted(labels))
            node.update(_plain(properties))
        primary = next((label for label in _KEYS if label in node.labels), None)
        if primary:
            node.__primarylabel__, node.__primarykey__ = primary, _KEYS[primary]
        return node


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties as py2neo takes them: times of Python in place of the driver's, texts in place of our enums."""
    return {name: _value(value) for name, value in properties.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value.to_native() if hasattr(value, "to_native") else value
