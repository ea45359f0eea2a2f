"""From files or texts into the graph: read, extract, write; what is there already is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.errors import InputError, UnreadableDocument
from entente.extract import extract
from entente.extract.pipeline import extractor
from entente.extract.read import Document, from_text, read
from entente.graph.store import Ingested, ingest
from entente.graph.store.connection import Connection
from entente.interchange import Extraction, text_hash

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["extract_files", "ingest_files", "ingest_text", "write"]


def ingest_files(
    connection: Connection,
    paths: Sequence[Path | str],
    nlp: Language,
    *,
    date: str | None = None,
    source: str | None = None,
    again: bool = False,
) -> Iterator[Ingested | UnreadableDocument]:
    """Take in documents one by one, each in a transaction of its own, so that a run can be broken off and repeated.

    A document whose text, title, date and extractor are those of the stored one is `unchanged` and not extracted,
    unless it is to be done `again`. What can't be read comes out as the error, and the rest goes on.
    """
    stored = {row["key"]: row for row in connection.read("read/document-versions")}
    for document in read(paths, date=date, source=source, settings=connection.settings):
        if isinstance(document, UnreadableDocument):
            yield document
            continue
        known = stored.get(document.key)
        if known and not again and _is_stored(document, known, nlp):
            yield Ingested(document.key, "unchanged", known["entities"], known["statements"])
            continue
        yield from write(connection, extract([document], nlp))


def ingest_text(
    connection: Connection,
    text: str,
    nlp: Language,
    *,
    title: str | None = None,
    source: str | None = None,
    date: str | None = None,
) -> Ingested:
    """Take in one text. Raises `UnreadableDocument` and `InputError`."""
    document = from_text(text, title=title, source=source, date=date, settings=connection.settings)
    (done,) = write(connection, extract([document], nlp))
    if isinstance(done, UnreadableDocument):
        raise done
    return done


def extract_files(
    paths: Sequence[Path | str], nlp: Language, settings: Any, *, date: str | None = None, source: str | None = None
) -> Iterator[Extraction | UnreadableDocument]:
    """What the documents say, without a graph."""
    return extract(read(paths, date=date, source=source, settings=settings), nlp)


def write(
    connection: Connection, extractions: Iterable[Extraction | UnreadableDocument]
) -> Iterator[Ingested | UnreadableDocument]:
    """Write extractions to the graph, one transaction each; one that the graph refuses doesn't stop the others."""
    for extraction in extractions:
        if isinstance(extraction, UnreadableDocument):
            yield extraction
            continue
        try:
            yield ingest(connection, extraction)
        except InputError as error:
            yield UnreadableDocument(extraction.document, str(error).removeprefix(f"{extraction.document}: "))


def _is_stored(document: Document, known: dict[str, Any], nlp: Language) -> bool:
    return bool(
        known["text_hash"] == text_hash(document.text)
        and known["extractor"] == extractor(nlp)
        and known["title"] == document.title
        and known["published"] == document.published
    )
