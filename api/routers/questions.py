"""Questions in English."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from entente.api.answers import Told
from entente.api.dependencies import Drawn, Filtered, Graph, Limit, drawn
from entente.graph.ask import ask, examples

router = APIRouter(tags=["questions"])


class Question(Filtered):
    """A question in English."""

    question: str = Field(
        min_length=1,
        max_length=500,
        description="A question of one of the forms that are understood",
        examples=["Which startups link RDIF and CIC?"],
    )
    limit: Limit = None
    picture: Drawn = False


@router.get("/ask")
def answer(graph: Graph, query: Annotated[Question, Query()]) -> dict[str, Any]:
    """The answer, with how the question was understood and a quote for everything it says.

    A question of no known form is an error that lists the forms; a name that is not in the graph one with
    suggestions.
    """
    found = Told(graph, ask(graph, query.question, query.filters(), limit=query.limit))
    return {**found.json(), **drawn(query.picture, found.subgraph())}


@router.get("/examples")
def questions(graph: Graph) -> list[str]:
    """At most five questions that this graph answers; none where it is empty."""
    return examples(graph)
