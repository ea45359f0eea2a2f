"""The service: routers under `/v1`, the page at `/`, one shape for every error."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Depends, FastAPI

import entente
from entente.api import errors, page, schemas
from entente.api.backend import Backend
from entente.api.routers import documents, entities, exchange, facts, health, paths, queries, questions
from entente.api.security import Gate, Guard, check_exposure
from entente.graph.store.connection import Connection, connect
from entente.settings import Settings

_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"model": schemas.Error, "description": "Any error, always of this shape"},
}


def create_app(settings: Settings, connect: Callable[[Settings], Connection] = connect) -> FastAPI:
    """The application for these settings. The graph is connected to at the first request that needs it.

    Raises `InputError` where it would be open beyond this machine without keys.
    """
    check_exposure(settings)
    backend = Backend(settings, connect)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        backend.close()

    app = FastAPI(
        title="Entente",
        version=entente.__version__,
        description="Cooperation between countries as a graph: every relation opens the sentence that states it.",
        license_info={"name": "Apache-2.0"},
        openapi_url="/v1/openapi.json",
        docs_url=None,  # Swagger's page loads scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
        responses=_RESPONSES,
    )
    app.state.backend = backend
    errors.install(app)
    gate = [Depends(Gate(settings))]
    for router in (health, questions, paths, entities, documents, facts, exchange, queries):
        app.include_router(router.router, prefix="/v1", dependencies=gate)
    app.include_router(page.router)
    app.add_middleware(Guard, settings=settings)
    return app
