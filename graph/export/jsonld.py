"""JSON-LD with PROV-O: entities, relationships and, for each statement, the sentence and document it comes from.

A relationship is asserted directly only where a statement says that it holds or has come about; planned and ended
ones are there as statements alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from entente.graph.export import source
from entente.graph.model import Entity, Statement
from entente.graph.store.connection import Connection, Row
from entente.ontology import Kind

VOCABULARY = "urn:entente:vocabulary:"
"""Before kinds, relationship types and properties of ours."""

_CONTEXT: dict[str, Any] = {
    "@vocab": VOCABULARY,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
}
_SCHEMA = {Kind.PERSON: "schema:Person", Kind.PLACE: "schema:Place", Kind.FORUM: "schema:Event"}
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_SAID = ("status", "date_text", "currency", "amount_text", "role", "round", "share", "product", "event")


def write(connection: Connection, stream: BinaryIO) -> None:
    """Writes one JSON-LD document, an item a line."""
    stream.write(b'{"@context": ' + _json(_CONTEXT) + b',\n"@graph": [')
    between = b"\n"
    for item in _items(connection):
        stream.write(between + _json(item))
        between = b",\n"
    stream.write(b"\n]}\n")


def _items(connection: Connection) -> Iterator[dict[str, Any]]:
    extractors: set[str] = set()
    for row in source.documents(connection):
        yield _document(row)
    for entity, relations in source.by_subject(connection):
        asserted: dict[str, list[dict[str, str]]] = {}
        for relation in relations:
            if relation.firm:
                asserted.setdefault(relation.type.value, []).append({"@id": _iri("entity", relation.object)})
        yield {**_entity(entity), **asserted}
        for relation in relations:
            for statement in relation.statements:
                if statement.extractor and statement.extractor not in extractors:
                    extractors.add(statement.extractor)
                    yield _extractor(statement.extractor)
                yield _statement(statement)


def _document(row: Row) -> dict[str, Any]:
    return _present(
        {
            "@id": _iri("document", row["key"]),
            "@type": ["Document", "prov:Entity", "schema:CreativeWork"],
            "key": row["key"],
            "schema:name": row["title"],
            "dcterms:source": row["source"],
            "dcterms:issued": _date(row["published"]),
            "dcterms:language": row["language"],
            "text_hash": row["text_hash"],
        }
    )


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "@id": _iri("entity", entity.id),
        "@type": [*(kind.value for kind in entity.kind.line), _schema(entity.kind)],
        "schema:name": entity.name,
        "schema:alternateName": [name for name in entity.names if name != entity.name],
    }


def _schema(kind: Kind) -> str:
    return "schema:Organization" if kind.within(Kind.ORGANISATION) else _SCHEMA.get(kind, "schema:Thing")


def _extractor(name: str) -> dict[str, Any]:
    return {"@id": _iri("extractor", name), "@type": ["prov:SoftwareAgent"], "schema:name": name}


def _statement(statement: Statement) -> dict[str, Any]:
    return _present(
        {
            "@id": _iri("statement", statement.id),
            "@type": ["Statement", "rdf:Statement", "prov:Entity"],
            "rdf:subject": {"@id": _iri("entity", statement.subject)},
            "rdf:predicate": {"@id": VOCABULARY + statement.type},
            "rdf:object": {"@id": _iri("entity", statement.object)},
            "date": _date(statement.date),
            **{name: getattr(statement, name) for name in _SAID},
            "amount": _number(statement.amount),
            "confidence": _number(statement.confidence),
            "prov:value": statement.quote,
            "start": statement.start,
            "end": statement.end,
            "prov:wasQuotedFrom": {"@id": _iri("document", statement.document)},
            "prov:wasAttributedTo": {"@id": _iri("extractor", statement.extractor)} if statement.extractor else None,
        }
    )


def _iri(what: str, id_: str) -> str:
    return f"urn:entente:{what}:{quote(id_, safe='')}"


def _date(date: str | None) -> dict[str, str] | None:
    return {"@value": date, "@type": _DATES[len(date)]} if date else None


def _number(value: float | None) -> dict[str, str] | None:
    """A number with its type: JSON-LD would make an integer of a whole one."""
    return None if value is None else {"@value": repr(value), "@type": "xsd:double"}


def _present(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
