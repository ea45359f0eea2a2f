"""The graph as Python's own tables and networks: networkx and pandas."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import networkx as nx

from entente.errors import InputError
from entente.graph.export import source
from entente.graph.model import Entity, Statement, Subgraph
from entente.graph.store.connection import Connection

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Frames:
    """Four tables: `entities` and `statements` are indexed by id, `documents` by key; `relations` name theirs."""

    entities: pd.DataFrame
    relations: pd.DataFrame
    statements: pd.DataFrame
    documents: pd.DataFrame


def to_networkx(graph: Connection | Subgraph) -> nx.MultiDiGraph[str]:
    """All entities (nodes, by id) and their relationships (edges, keyed by type) with the attributes of `source`.

    A `Subgraph`, as a question's answer gives it, will do in place of the whole graph. Lists stay lists.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in source.entities(graph):
        network.add_node(entity.id, **source.node_attributes(entity))
    for relation in source.relations(graph):
        network.add_edge(relation.subject, relation.object, relation.type.value, **source.edge_attributes(relation))
    return network


def to_pandas(connection: Connection) -> Frames:
    """All entities, relationships, statements and documents as tables. Raises `InputError` without pandas."""
    try:
        import pandas as pd
    except ImportError:
        raise InputError("pandas is not installed; `pip install pandas` brings it") from None
    relations: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    for relation in source.relations(connection):
        ends = {"subject": relation.subject, "type": relation.type.value, "object": relation.object}
        relations.append(ends | source.edge_attributes(relation))
        statements.extend(asdict(statement) for statement in relation.statements)
    columns = ["subject", "type", "object", *(name for name in source.EDGE_ATTRIBUTES if name != "type")]
    documents = ["key", "id", "title", "source", "path", "published", "language", "text_hash", "extractor", "copy_of"]
    return Frames(
        pd.DataFrame(
            [asdict(entity) for entity in source.entities(connection)], columns=[f.name for f in fields(Entity)]
        ).set_index("id"),
        pd.DataFrame(relations, columns=columns),
        pd.DataFrame(statements, columns=[f.name for f in fields(Statement)]).set_index("id"),
        pd.DataFrame(list(source.documents(connection)), columns=documents).set_index("key"),
    )
