"""Documents through the pipeline into the interchange form."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from entente.errors import UnreadableDocument
from entente.extract import pipeline
from entente.extract.doc import DocEntity, DocRelation
from entente.extract.read.document import Document
from entente.interchange import Entity, Extraction, Mention, Statement, statement_id, text_hash
from entente.ontology import Kind, RelationType, Status

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

_log = logging.getLogger(__name__)

_LABELS = {
    "ORG": Kind.ORGANISATION,
    "PERSON": Kind.PERSON,
    "PER": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "EVENT": Kind.FORUM,
}
"""Labels of common spaCy pipelines, so that one of them can stand in for the shipped one."""


def extract(
    documents: Iterable[Document | UnreadableDocument], nlp: Language
) -> Iterator[Extraction | UnreadableDocument]:
    """One result for each document, in order.

    A document that could not be read comes out as the error it came in as, and one that the pipeline fails on as
    an `UnreadableDocument` that says why: one bad document never stops the others.
    """
    for document in documents:
        if isinstance(document, UnreadableDocument):
            yield document
            continue
        try:
            yield extract_one(document, nlp)
        except MemoryError:
            yield UnreadableDocument(document.key, "not enough memory to extract from it; split the text")
        except Exception as error:
            # Whatever a component (perhaps the user's own) trips over concerns this text alone.
            _log.exception("extraction failed: %s", document.key)
            reason = f"extraction failed ({type(error).__name__}: {error}); the other documents go on"
            yield UnreadableDocument(document.key, reason)


def extract_one(document: Document, nlp: Language) -> Extraction:
    """The entities and statements of one document; offsets point into its stored text."""
    doc = nlp.make_doc(document.clean.text)
    doc._.published = document.published
    return to_extraction(document, nlp(doc), nlp)


def to_extraction(document: Document, doc: Doc, nlp: Language) -> Extraction:
    """What a processed `doc` of the document's clean text says, in the interchange form."""
    entities: list[DocEntity] = _from_ents(doc) if doc._.entities is None else doc._.entities
    relations: list[DocRelation] = doc._.relations or []
    parties: dict[int, list[int]] = defaultdict(list)
    for r in relations:
        if r.type is RelationType.SIGNED and r.subject not in parties[r.object]:
            parties[r.object].append(r.subject)
    listed = [
        Entity(
            id=f"e{i + 1}",
            kind=e.kind,
            name=_name(entities, i, parties.get(i, [])),
            mentions=tuple(_mention(document, m) for m in e.mentions),
            confidence=round(e.confidence, 4),
        )
        for i, e in enumerate(entities)
    ]
    return Extraction(
        document=document.key,
        title=document.title,
        source=document.source,
        path=document.path,
        published=document.published,
        language=document.language,
        text_hash=text_hash(document.text),
        extractor=pipeline.extractor(nlp),
        text=document.text,
        warnings=(*document.warnings, *(doc._.warnings or ())),
        entities=tuple(listed),
        relations=tuple(_statement(document, r, listed) for r in relations),
    )


def _mention(document: Document, span: Span) -> Mention:
    start, end = document.clean.to_stored(span.start_char, span.end_char)
    return Mention(text=document.text[start:end], start=start, end=end, confidence=round(span._.confidence, 4))


def _statement(document: Document, r: DocRelation, entities: list[Entity]) -> Statement:
    start, end = document.clean.to_stored(r.evidence.start_char, r.evidence.end_char)
    subject, obj = entities[r.subject], entities[r.object]
    statement = Statement(
        subject=subject.id,
        type=r.type,
        object=obj.id,
        status=r.status or Status.ONGOING,
        date=r.date,
        date_text=r.date_text,
        amount=r.amount,
        currency=r.currency,
        amount_text=r.amount_text,
        role=r.role,
        round=r.round,
        share=r.share,
        product=r.product,
        event=r.event,
        quote=document.text[start:end],
        start=start,
        end=end,
        confidence=r.confidence,
    )
    return statement.model_copy(
        update={"id": statement_id(document.key, statement, subject.mentions[0], obj.mentions[0])}
    )


def _name(entities: list[DocEntity], index: int, parties: list[int]) -> str:
    """An entity's name; that of an unnamed agreement says who signed it."""
    entity = entities[index]
    if entity.kind is not Kind.AGREEMENT or not parties or any(c.isupper() for c in entity.name):
        return entity.name
    return f"{entity.name} ({', '.join(entities[p].name for p in parties[:3])})"


def _from_ents(doc: Doc) -> list[DocEntity]:
    """Entities of a pipeline that knows `Doc.ents` only: one for each text and kind, labels translated."""
    grouped: dict[tuple[str, Kind], list[Span]] = defaultdict(list)
    for span in doc.ents:
        kind = Kind(span.label_) if span.label_ in set(Kind) else _LABELS.get(span.label_)
        if kind is not None and span.text.strip():
            grouped[span.text, kind].append(span)
    return [DocEntity(kind, " ".join(text.split()), spans) for (text, kind), spans in grouped.items()]
