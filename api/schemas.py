"""The shapes that the API answers with and takes: those of `entente.graph.model`, described for OpenAPI.

Absent properties are left out of answers. Names are those of the Python classes, of the command line's `--json` and of
the page.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from entente.ontology import Kind, RelationType, Status


class Schema(BaseModel):
    """Answers carry exactly what is declared here."""

    model_config = ConfigDict(extra="forbid")


class Entity(Schema):
    """A resolved entity: one thing across all documents."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "id": "7d3c…",
                "name": "Russian Direct Investment Fund",
                "kind": "Fund",
                "names": ["Russian Direct Investment Fund", "RDIF"],
                "documents": 5,
            }
        },
    )
    id: str
    name: str
    kind: Kind
    names: list[str] = Field(default=[], description="All forms that the texts use, most frequent first")
    documents: int = Field(default=0, description="How many documents name it")


class Statement(Schema):
    """One sentence's word for one relation. `start` and `end` are code points of the stored text."""

    id: str
    type: RelationType
    subject: str = Field(description="Id of an entity")
    object: str = Field(description="Id of an entity")
    quote: str
    document: str = Field(description="The document's key")
    start: int | None = None
    end: int | None = None
    status: Status
    title: str | None = None
    source: str | None = None
    published: str | None = None
    date: str | None = Field(default=None, description="Of the act, as precise as the text")
    date_text: str | None = None
    amount: float | None = None
    currency: str | None = Field(default=None, description="ISO 4217")
    amount_text: str | None = None
    role: str | None = None
    round: str | None = None
    share: str | None = None
    product: str | None = None
    event: str | None = None
    confidence: float | None = None
    extractor: str | None = None
    curated: str | None = Field(default=None, description="`rejected` or `confirmed` by a person")


class Hop(Schema):
    """One relationship between two entities, in its own direction, with the statements behind it."""

    subject: Entity
    type: RelationType
    object: Entity
    statements: list[Statement]


class Path(Schema):
    """A simple sequence of entities with every relationship between neighbours."""

    nodes: list[Entity]
    hops: list[Hop]
    length: int
    marks: list[Status] = Field(description="`planned`, `ended`: a step rests on nothing firmer")


class LinkAnswer(Entity):
    """An entity that both ends reach, with a path from each."""

    paths: list[Path]


class Reason(Schema):
    """Why there is no answer."""

    limit: str
    message: str


class Picture(Schema):
    """What the page draws: nodes with places and looks, edges with statements. For vis-network; not a stable shape."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    legend: list[dict[str, str]]
    options: dict[str, Any]
    truncated: bool


class Links(Schema):
    """What links two entities."""

    a: Entity
    b: Entity
    answers: list[LinkAnswer]
    truncated: bool
    left_out: dict[str, int] = Field(description="Statements that a filter left out for want of a date or an amount")
    why_not: list[Reason]
    picture: Picture | None = None


class Paths(Schema):
    """How entities are connected."""

    entities: list[Entity]
    answers: list[Path]
    truncated: bool
    left_out: dict[str, int]
    why_not: list[Reason]
    picture: Picture | None = None


class Subgraph(Schema):
    """What lies around some entities."""

    nodes: list[Entity]
    hops: list[Hop]
    truncated: bool
    left_out: dict[str, int]
    picture: Picture | None = None


class Health(Schema):
    """Whether the service can answer."""

    status: Literal["ok"]
    version: str
    neo4j: str


class Problem(Schema):
    """The one shape of every error."""

    code: str = Field(description="For programs: never changes for the same cause")
    message: str = Field(description="For people: names the input and says what to do")
    details: dict[str, Any]


class Error(Schema):
    """Body of every answer that is not a success."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "error": {
                    "code": "not-found",
                    "message": "nothing in the graph is called 'RDFI'",
                    "details": {"suggestions": ["RDIF"]},
                }
            }
        }
    )
    error: Problem


class CypherRequest(Schema):
    """A reading query with its parameters."""

    query: Annotated[
        str,
        Field(
            min_length=1,
            max_length=20_000,
            description="Cypher that only reads",
            examples=["MATCH (f:Fund) RETURN f.name LIMIT 5"],
        ),
    ]
    parameters: Annotated[dict[str, Any], Field(default_factory=dict, description="Values of its `$parameters`")]


class Table(Schema):
    """Rows of an answer. `truncated`: there were more than the limit."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool
