"""What the texts dispute, and what people decided."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field

from entente.api import schemas
from entente.api.dependencies import Common, Graph, Limit
from entente.graph import contradictions, ledger
from entente.graph.model import to_json

router = APIRouter(tags=["curation"])


class Pair(schemas.Schema):
    """A judgement on two entities."""

    a: Annotated[str, Field(description="Id of an entity")]
    b: Annotated[str, Field(description="Id of another")]
    verdict: Annotated[Literal["same", "different"], Field(description="`same` or `different`")]
    by: Annotated[str, Field(min_length=1, max_length=200, description="Who decides")]
    why: Annotated[str | None, Field(max_length=2000, description="The reason, kept in the ledger")] = None


class LedgerQuery(Common):
    """What of the ledger is wanted."""

    entity: str | None = Field(None, description="Only what concerns the entity of this id")
    by: str | None = Field(None, description="Only this person's, or `resolver`")
    verdicts: list[str] = Field([], alias="verdict", description="same, different, unsure, rejected, confirmed")
    limit: Limit = None


class DoubtQuery(Common):
    """How many doubts."""

    limit: Limit = None


@router.get("/contradictions")
def disputed(graph: Graph) -> list[dict[str, Any]]:
    """Facts that the texts state differently: two dates, amounts or statuses, each with its quotes."""
    found: list[dict[str, Any]] = to_json(contradictions.find(graph))
    return found


@router.get("/judgements")
def judgements(graph: Graph, query: Annotated[LedgerQuery, Query()]) -> list[dict[str, Any]]:
    """The ledger, the latest entry first; withdrawn ones, too."""
    found: list[dict[str, Any]] = to_json(
        ledger.entries(
            graph, entity=query.entity, by=query.by, verdicts=query.verdicts or None, limit=query.limit or 100
        )
    )
    return found


@router.get("/doubts")
def doubts(graph: Graph, query: Annotated[DoubtQuery, Query()]) -> list[dict[str, Any]]:
    """Pairs that the resolver left open, the likeliest first, with both sides' quotes."""
    found: list[dict[str, Any]] = to_json(ledger.unsure(graph, query.limit or 20))
    return found


@router.post("/judgements", status_code=201)
def decide(graph: Graph, pair: Annotated[Pair, Body()]) -> dict[str, Any]:
    """Say that two entities are the same or different, and let the graph follow."""
    done: dict[str, Any] = to_json(ledger.decide(graph, pair.a, pair.b, pair.verdict, by=pair.by, why=pair.why))
    return done


@router.delete("/judgements/{id}")
def undo(
    graph: Graph,
    id: Annotated[str, Path(max_length=100, description="Id of a judgement")],  # noqa: A002 - the path says `id`
    by: Annotated[str, Query(min_length=1, max_length=200, description="Who withdraws it")],
) -> dict[str, Any]:
    """Withdraw a person's act; it stays on record."""
    done: dict[str, Any] = to_json(ledger.undo(graph, id, by=by))
    return done
