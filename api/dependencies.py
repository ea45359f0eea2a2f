"""What routes ask for by annotation."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from entente.api.backend import Backend
from entente.graph.draw import picture
from entente.graph.filters import Filters
from entente.graph.model import Subgraph
from entente.graph.store.connection import Connection
from entente.settings import Settings


def _backend(request: Request) -> Backend:
    backend: Backend = request.app.state.backend
    return backend


def _settings(request: Request) -> Settings:
    return _backend(request).settings


def _graph(request: Request) -> Connection:
    return _backend(request).connection()


Shared = Annotated[Backend, Depends(_backend)]
InForce = Annotated[Settings, Depends(_settings)]
Graph = Annotated[Connection, Depends(_graph)]


class Common(BaseModel):
    """Query parameters of a route: unknown ones are refused, not ignored."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Filtered(Common):
    """The filters, named as on the command line. Each must hold for one and the same statement."""

    types: list[str] = Field([], alias="type", description="Only relations of these types")
    without: list[str] = Field([], description="No relations of these types")
    via: list[str] = Field([], description="Paths run over entities of these kinds only")
    hubs: bool = Field(False, description="Entities with very many neighbours may be way stations")
    statuses: list[str] = Field([], alias="status", description="planned, ongoing, completed, ended")
    since: str | None = Field(None, description="The act is dated then or later", examples=["2016-12"])
    until: str | None = Field(None, description="The act is dated then or earlier")
    at: str | None = Field(None, description="The world of that day: acts by then")
    as_of: str | None = Field(None, description="As the texts had it on that day: published by then")
    undated: bool = Field(False, description="Let in what the texts don't date")
    min_confidence: float | None = Field(None, ge=0, le=1, description="Statements of at least this confidence")
    documents: list[str] = Field([], alias="document", description="Keys of documents")
    min_amount: float | None = Field(None, description="Statements of at least this amount")
    max_amount: float | None = Field(None, description="Statements of at most this amount")
    currency: str | None = Field(None, description="Amounts in this currency (ISO 4217)")

    def filters(self) -> Filters:
        """As the graph takes them. Raises `InputError`."""
        return Filters.of(**{name: getattr(self, name) for name in Filtered.model_fields})


Limit = Annotated[int | None, Field(ge=1, description="Most answers to give")]
Hops = Annotated[int | None, Field(ge=1, description="Longest path, hops")]
Drawn = Annotated[bool, Field(description="Add what the page needs to draw the answer")]


def drawn(wanted: bool, subgraph: Subgraph) -> dict[str, Any]:
    """The property `picture` of an answer, if it was asked for."""
    return {"picture": picture(subgraph)} if wanted else {}
