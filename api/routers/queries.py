"""Cypher: a user's own, read-only, and the library's."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path
from pydantic import Field

from entente.api import answers, schemas
from entente.api.dependencies import Graph
from entente.graph import guard, library

router = APIRouter(tags=["cypher"])


class Parameters(schemas.Schema):
    """Values for a query of the library."""

    parameters: Annotated[
        dict[str, Any], Field(default_factory=dict, description="By name; those with a default may be left out")
    ]


@router.post("/cypher", response_model=schemas.Table)
def cypher(graph: Graph, asked: Annotated[schemas.CypherRequest, Body()]) -> dict[str, Any]:
    """Run a reading Cypher query, bounded in time, memory and rows."""
    return answers.table(guard.run(graph, asked.query, asked.parameters))


@router.get("/queries")
def list_queries() -> list[dict[str, Any]]:
    """The library: titled queries with their parameters and an example each."""
    return [answers.query(each) for each in library.all()]


@router.post("/queries/{name}", response_model=schemas.Table)
def run(
    graph: Graph,
    name: Annotated[str, Path(max_length=100, description="Name of a query of the library")],
    asked: Annotated[Parameters, Body()],
) -> dict[str, Any]:
    """Run a query of the library."""
    return answers.table(library.run(graph, name, asked.parameters))
