"""The store: one Neo4j database that documents go into and come out of, whole and in one transaction each."""

from entente.graph.store.checking import check
from entente.graph.store.copying import Copied, copy, export, fingerprint
from entente.graph.store.migrations import migrate
from entente.graph.store.reading import StoredDocument, documents, load_extraction
from entente.graph.store.writing import Ingested, Removed, ingest, remove

__all__ = [
    "Copied",
    "Ingested",
    "Removed",
    "StoredDocument",
    "check",
    "copy",
    "documents",
    "export",
    "fingerprint",
    "ingest",
    "load_extraction",
    "migrate",
    "remove",
]
