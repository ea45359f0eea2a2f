"""How entities are connected."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from entente.api import answers, schemas
from entente.api.dependencies import Drawn, Filtered, Graph, Hops, Limit, drawn
from entente.graph import entities, paths
from entente.graph.model import Subgraph
from entente.ontology import Kind

router = APIRouter(tags=["paths"])

Name = Annotated[str, Field(min_length=1, max_length=500, description="A name, an alias or an id")]
Names = Annotated[list[Name], Field(min_length=1, max_length=20, description="Names, aliases or ids")]


class LinkQuery(Filtered):
    """What links two entities."""

    a: Name = Field(examples=["RDIF"])
    b: Name = Field(examples=["CIC"])
    kind: Kind | None = Field(None, description="What kind of thing is looked for", examples=["Startup"])
    max_hops: Hops = None
    limit: Limit = None
    picture: Drawn = False


@router.get("/links", response_model=schemas.Links, response_model_exclude_unset=True)
def links(graph: Graph, query: Annotated[LinkQuery, Query()]) -> dict[str, Any]:
    """What both `a` and `b` reach: each answer with a path from either, and a quote for every step."""
    a, b = entities.resolve_ends(graph, (query.a, query.b))
    found = paths.link(
        graph, a.id, b.id, kind=query.kind, filters=query.filters(), hops=query.max_hops, limit=query.limit
    )
    seen = Subgraph.of([path for answer in found.answers for path in answer.paths])
    return {**answers.links(a, b, found), **drawn(query.picture, seen)}


class PathQuery(Filtered):
    """How entities are connected."""

    entities: Names = Field(alias="entity", examples=[["RDIF", "MiningLamp"]])
    max_hops: Hops = None
    limit: Limit = None
    shortest: bool = Field(False, description="All paths of the shortest length, and no longer")
    picture: Drawn = False


@router.get("/paths", response_model=schemas.Paths, response_model_exclude_unset=True)
def connect(graph: Graph, query: Annotated[PathQuery, Query()]) -> dict[str, Any]:
    """The shortest paths between two entities, or between each two of several."""
    ends = entities.resolve_ends(graph, query.entities)
    found = paths.connect(
        graph,
        [end.id for end in ends],
        query.filters(),
        max_hops=query.max_hops,
        limit=query.limit,
        shortest_only=query.shortest,
    )
    return {**answers.paths(ends, found), **drawn(query.picture, Subgraph.of(found.paths))}


class SubgraphQuery(Filtered):
    """What lies around some entities."""

    entities: Names = Field(alias="entity", examples=[["RDIF"]])
    depth: int = Field(1, ge=1, le=6, description="How many steps away")
    limit: Limit = None
    picture: Drawn = False


@router.get("/subgraph", response_model=schemas.Subgraph, response_model_exclude_unset=True)
def subgraph(graph: Graph, query: Annotated[SubgraphQuery, Query()]) -> dict[str, Any]:
    """The entities at most `depth` steps away from some, nearest first, and every relation among them."""
    ids = [entities.resolve_name(graph, name).id for name in query.entities]
    found = paths.neighbourhood(graph, ids, query.depth, query.filters(), query.limit)
    return {**answers.subgraph(found), **drawn(query.picture, found.subgraph)}
