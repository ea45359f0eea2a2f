"""GEXF 1.3: entities and their relationships for Gephi."""

from __future__ import annotations

from typing import Any, BinaryIO

from entente.graph.export import source
from entente.graph.export.xml import Writer, plain
from entente.graph.model import Subgraph
from entente.graph.store.connection import Connection

_TYPES = {str: "string", list: "string", int: "long", float: "double"}


def write(graph: Connection | Subgraph, stream: BinaryIO) -> None:
    """Writes all entities and relationships. Lists are joined by ` | `."""
    xml = Writer(stream)
    with (
        xml.element("gexf", xmlns="http://gexf.net/1.3", version="1.3"),
        xml.element("graph", mode="static", defaultedgetype="directed"),
    ):
        for owner, attributes in (("node", source.NODE_ATTRIBUTES), ("edge", source.EDGE_ATTRIBUTES)):
            with xml.element("attributes", class_=owner, mode="static"):
                for name, type_ in attributes.items():
                    xml.leaf("attribute", id=name, title=name, type=_TYPES[type_])
        with xml.element("nodes"):
            for entity in source.entities(graph):
                with xml.element("node", id=entity.id, label=entity.name):
                    _values(xml, source.node_attributes(entity))
        with xml.element("edges"):
            for relation in source.relations(graph):
                attributes = source.edge_attributes(relation)
                ends = {"source": relation.subject, "target": relation.object}
                weight = str(attributes["weight"])
                with xml.element("edge", id=relation.id, **ends, label=relation.type.value, weight=weight):
                    _values(xml, attributes)


def _values(xml: Writer, attributes: dict[str, Any]) -> None:
    with xml.element("attvalues"):
        for name, value in attributes.items():
            xml.leaf("attvalue", for_=name, value=plain(value))
