"""Entities by name and by id."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import RedirectResponse
from pydantic import Field

from entente.api.dependencies import Common, Graph, Limit
from entente.graph import entities, evidence
from entente.graph.model import to_json
from entente.ontology import Kind

router = APIRouter(tags=["entities"])


class EntityQuery(Common):
    """A name to look for."""

    name: str = Field(min_length=1, max_length=500, description="A name, a part of one, or an id", examples=["RDIF"])
    kind: Kind | None = Field(None, description="Only entities of this kind or the kinds below it")
    limit: Limit = None


@router.get("/entities")
def find(graph: Graph, query: Annotated[EntityQuery, Query()]) -> list[dict[str, Any]]:
    """Entities by name, best match first: exact, alias, acronym, near; in Latin or Cyrillic."""
    found: list[dict[str, Any]] = to_json(entities.find(graph, query.name, kind=query.kind, limit=query.limit or 10))
    return found


@router.get("/entities/{id}", name="show_entity", responses={308: {"description": "Merged: the entity it went into"}})
def show(
    request: Request,
    graph: Graph,
    id: Annotated[str, Path(max_length=100, description="Id of an entity")],  # noqa: A002 - the path says `id`
) -> Any:
    """An entity's card. The id of one that was merged leads on to where it went."""
    (current,) = evidence.current_ids(graph, [id])
    if current != id:
        return RedirectResponse(request.url_for("show_entity", id=current).path, 308)
    return to_json(entities.card(graph, entities.resolve_name(graph, current)))
