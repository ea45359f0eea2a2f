"""What the store holds, document by document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.errors import NotFound
from entente.graph.store.writing import stored
from entente.interchange import Extraction

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One document of the store. `original`: the document whose text this one copies."""

    key: str
    title: str | None
    source: str | None
    path: str | None
    published: str | None
    language: str | None
    extractor: str | None
    ingested: str
    warnings: tuple[str, ...]
    entities: int
    statements: int
    original: str | None = None


def documents(connection: Connection) -> list[StoredDocument]:
    """All documents, by key."""
    return [
        StoredDocument(**{**row, "warnings": tuple(row["warnings"] or ())})
        for row in connection.read("write/documents")
    ]


def load_extraction(connection: Connection, document: str) -> Extraction:
    """A stored document as the interchange form, `global` being resolved ids; a copy is empty. Raises `NotFound`."""
    if not connection.read("write/document_properties", key=document):
        near = [row["key"] for row in connection.read("write/document_keys", part=document.rsplit("/", 1)[-1], limit=5)]
        raise NotFound(f"{document}: no such document in the graph", near)

    return stored(lambda name, **values: connection.read(f"write/{name}", **values), document)
