"""Is it there, and what does it hold?"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

import entente
from entente.api import schemas
from entente.api.dependencies import Graph
from entente.graph import status as status_module
from entente.graph.model import to_json

router = APIRouter(tags=["service"])


@router.get("/health", response_model=schemas.Health)
def health(graph: Graph) -> dict[str, Any]:
    """Whether the service and its graph answer: 200 or 503."""
    graph.read("read/ping")
    return {"status": "ok", "version": entente.__version__, "neo4j": ".".join(map(str, graph.version))}


@router.get("/status")
def status(graph: Graph) -> dict[str, Any]:
    """How many documents, entities, statements and relations there are, and how old the schema is."""
    found: dict[str, Any] = to_json(status_module.status(graph))
    return found
