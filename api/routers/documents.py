"""Documents in and out, and statements with their evidence."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path
from pydantic import Field

from entente.api import schemas
from entente.api.dependencies import Graph, Shared
from entente.api.ingesting import ingest_text
from entente.errors import NotFound
from entente.graph import context, curation, evidence
from entente.graph.model import to_json
from entente.graph.store import documents, remove

router = APIRouter(tags=["documents"])

Key = Annotated[str, Path(description="The document's key: its source address, else its path, else its hash")]
StatementId = Annotated[str, Path(max_length=100, description="Id of a statement")]


class NewDocument(schemas.Schema):
    """A text to read into the graph."""

    text: Annotated[
        str,
        Field(min_length=1, description="The text", examples=["Alpha Fund backed Beta Works in 2021."]),
    ]
    title: Annotated[str | None, Field(description="Its title, if it does not begin with it")] = None
    source: Annotated[str | None, Field(description="Its address; becomes the key")] = None
    published: Annotated[str | None, Field(description="Date of publication (ISO)", examples=["2021-03-04"])] = None


class Decision(schemas.Schema):
    """Who decides, and why."""

    by: Annotated[str, Field(min_length=1, max_length=200, description="Who decides")]
    why: Annotated[str | None, Field(max_length=2000, description="The reason, kept in the ledger")] = None


@router.get("/documents")
def list_documents(graph: Graph) -> list[dict[str, Any]]:
    """All documents, by key."""
    found: list[dict[str, Any]] = to_json(documents(graph))
    return found


@router.post("/documents", status_code=201)
def add(shared: Shared, graph: Graph, new: Annotated[NewDocument, Body()]) -> dict[str, Any]:
    """Read a text: extract what it says and write it, in one transaction. The same text again changes nothing."""
    with shared.extracting:
        written = ingest_text(
            graph, new.text, shared.pipeline(), title=new.title, source=new.source, date=new.published
        )
    done: dict[str, Any] = to_json(written)
    return done


@router.get("/documents/{key:path}")
def show(graph: Graph, key: Key) -> dict[str, Any]:
    """A document with its text."""
    return context.document(graph, key)


@router.delete("/documents/{key:path}")
def delete(graph: Graph, key: Key) -> dict[str, Any]:
    """Take a document and the facts that only it states out of the graph."""
    done: dict[str, Any] = to_json(remove(graph, key))
    return done


@router.get("/statements/{id}", response_model=schemas.Statement, response_model_exclude_unset=True)
def statement(graph: Graph, id: StatementId) -> dict[str, Any]:  # noqa: A002 - the path says `id`
    """One statement with its quote."""
    found = evidence.statements(graph, [id])
    if id not in found:
        raise NotFound(f"no statement has the id {id!r}")
    shown: dict[str, Any] = to_json(found[id])
    return shown


@router.get("/statements/{id}/context")
def statement_context(graph: Graph, id: StatementId) -> dict[str, Any]:  # noqa: A002
    """The quote with the text around it."""
    shown: dict[str, Any] = to_json(context.context(graph, id))
    return shown


@router.post("/statements/{id}/reject")
def reject(graph: Graph, id: StatementId, decision: Annotated[Decision, Body()]) -> dict[str, Any]:  # noqa: A002
    """A person says that the text does not say this; the statement stays on record and leaves the graph."""
    done: dict[str, Any] = to_json(curation.reject(graph, id, by=decision.by, why=decision.why))
    return done


@router.post("/statements/{id}/confirm")
def confirm(graph: Graph, id: StatementId, decision: Annotated[Decision, Body()]) -> dict[str, Any]:  # noqa: A002
    """A person says that the text does say this; it counts whatever its confidence."""
    done: dict[str, Any] = to_json(curation.confirm(graph, id, by=decision.by, why=decision.why))
    return done
