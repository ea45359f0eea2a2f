"""An extraction as the rows that are written: identities, digests, name keys. Pure; knows no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from entente.errors import InputError
from entente.graph.resolve import names, parties
from entente.interchange import Entity, Extraction, Mention, Statement, statement_id
from entente.ontology import Kind, RelationType, Status

UNKNOWN = -1
"""Stands for an absent offset or confidence in the parallel lists of a local entity: a list in Neo4j has no nulls."""

MAX_KEY = 2000
"""Longest key of a document, characters: an index entry of Neo4j holds 8 kB, and a character takes up to four bytes."""

STATEMENT_PROPERTIES = (
    "status",
    "date",
    "date_text",
    "amount",
    "currency",
    "amount_text",
    "role",
    "round",
    "share",
    "product",
    "event",
    "confidence",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What one document puts into the graph. Rows refer to each other by their ids."""

    key: str
    digest: str
    text_hash: str | None
    document: dict[str, Any]
    sentences: list[dict[str, Any]] = field(default_factory=list)
    locals: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)


def rows(extraction: Extraction) -> Rows:
    """The rows of a document; the same extraction gives the same rows.

    Raises `InputError` for a key that is too long and for text that is no valid Unicode.
    """
    key = extraction.document
    if len(key) > MAX_KEY:
        raise InputError(f"{key[:60]}…: a document's key has at most {MAX_KEY} characters; give a shorter one")
    _check_unicode(extraction)
    first = {entity.id: first_mention(entity) for entity in extraction.entities}
    ids = _local_ids(key, extraction.entities, first)
    context = parties(extraction)
    sentences: dict[str, dict[str, Any]] = {}
    statements: dict[str, dict[str, Any]] = {}
    for statement in extraction.relations:
        sentence = _sentence(key, statement)
        sentences.setdefault(sentence["id"], sentence)
        row = {
            "type": statement.type.value,
            "subject": ids[statement.subject],
            "object": ids[statement.object],
            "sentence": sentence["id"],
            "extractor": extraction.extractor,
            "position": len(statements),
            **{name: _value(getattr(statement, name)) for name in STATEMENT_PROPERTIES},
        }
        number = statement_id(key, statement, first[statement.subject], first[statement.object])
        _add(statements, number, row)
    return Rows(
        key=key,
        digest=digest(extraction),
        text_hash=extraction.text_hash,
        document=_document(extraction),
        sentences=list(sentences.values()),
        locals=[
            {**_local(ids[entity.id], entity, i), **context[entity.id].properties()}
            for i, entity in enumerate(extraction.entities)
        ],
        statements=list(statements.values()),
    )


def digest(extraction: Extraction) -> str:
    """SHA-256 of what the document says, whatever its entities resolve to: an equal one needs no writing."""
    data = extraction.to_dict(text=True)
    for entity in data.get("entities", ()):
        entity.pop("global", None)
    for relation in data.get("relations", ()):
        relation.pop("id", None)
        if "share" in relation:
            relation["share"] = _value(relation["share"])
    return _sha(json.dumps(data, ensure_ascii=True, sort_keys=True))


def first_mention(entity: Entity) -> Mention:
    """The mention that names the entity in ids: the earliest in the text, else the first that is listed."""
    placed = [mention for mention in entity.mentions if mention.start is not None]
    return min(placed, key=lambda m: (m.start or 0, -(m.end or 0))) if placed else entity.mentions[0]


def name_key(normal: str) -> str:
    """The key of a `Name` node: a hash, since a name may be longer than an index entry."""
    return _sha(normal)[:32]


def name_keys(kind: Kind, forms: Sequence[str]) -> dict[str, str]:
    """The `Name` keys under which an entity of these forms is found, with the normal form of each."""
    return {name_key(normal): normal for normal in sorted(set(names.keys(kind, forms)))}


def entity_id(local: str, attempt: int = 0) -> str:
    """The id that is minted for an entity first met as this local one; further attempts where it is taken."""
    return "E" + _sha(f"{local}#{attempt}" if attempt else local)[:16]


def extraction_of(
    document: dict[str, Any], locals_: Iterable[dict[str, Any]], statements: Iterable[dict[str, Any]]
) -> Extraction:
    """The way back: a stored document as the interchange form, with resolved ids as `global`.

    `locals_` carry `entity` (the resolved id), `statements` carry `subject`, `object` (local ids) and the
    sentence's `quote`, `start`, `end`.
    """
    local_rows = sorted(locals_, key=lambda row: row["position"])
    names_of = {row["id"]: row["local"] for row in local_rows}
    return Extraction(
        document=document["key"],
        title=document.get("title"),
        source=document.get("source"),
        path=document.get("path"),
        published=document.get("published"),
        language=document.get("language"),
        text_hash=document.get("text_hash"),
        extractor=document.get("extractor"),
        text=document.get("text"),
        warnings=tuple(document.get("warnings") or ()),
        entities=tuple(_entity(row) for row in local_rows),
        relations=tuple(
            Statement(
                id=row["id"],
                subject=names_of[row["subject"]],
                type=RelationType(row["type"]),
                object=names_of[row["object"]],
                quote=row["quote"],
                start=row.get("start"),
                end=row.get("end"),
                **{name: row.get(name) for name in STATEMENT_PROPERTIES if name != "status"},
                status=Status(row["status"]),
            )
            for row in sorted(statements, key=lambda row: row["position"])
        ),
    )


def _document(extraction: Extraction) -> dict[str, Any]:
    return {
        "id": _sha(json.dumps([extraction.document, extraction.text_hash]))[:24],
        "title": extraction.title,
        "source": extraction.source,
        "path": extraction.path,
        "published": extraction.published,
        "language": extraction.language,
        "text_hash": extraction.text_hash,
        "text": extraction.text,
        "extractor": extraction.extractor,
        "warnings": list(extraction.warnings),
        "digest": digest(extraction),
    }


def _local_ids(key: str, entities: Sequence[Entity], first: dict[str, Mention]) -> dict[str, str]:
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for entity in entities:
        mention = first[entity.id]
        parts: list[object] = [key, mention.text, mention.start, mention.end]
        number = "L" + _sha(json.dumps(parts))[:24]
        attempt = 1
        while number in taken:  # two entities of one document may begin with the same form where there are no offsets
            attempt += 1
            number = "L" + _sha(json.dumps([*parts, attempt]))[:24]
        taken.add(number)
        ids[entity.id] = number
    return ids


def _local(number: str, entity: Entity, position: int) -> dict[str, Any]:
    forms = list(dict.fromkeys(mention.text for mention in entity.mentions))
    keys = name_keys(entity.kind, list(dict.fromkeys([*forms, entity.name])))
    return {
        "id": number,
        "local": entity.id,
        "position": position,
        "kind": entity.kind.value,
        "name": entity.name,
        "forms": forms,
        "texts": [mention.text for mention in entity.mentions],
        "starts": [UNKNOWN if m.start is None else m.start for m in entity.mentions],
        "ends": [UNKNOWN if m.end is None else m.end for m in entity.mentions],
        "confidences": [float(UNKNOWN) if m.confidence is None else m.confidence for m in entity.mentions],
        "confidence": entity.confidence,
        "keys": list(keys),
        "normals": list(keys.values()),
    }


def _entity(row: dict[str, Any]) -> Entity:
    parts = zip(row["texts"], row["starts"], row["ends"], row["confidences"], strict=True)
    return Entity(
        id=row["local"],
        kind=Kind(row["kind"]),
        name=row["name"],
        mentions=tuple(
            Mention(
                text=text,
                start=None if start == UNKNOWN else start,
                end=None if end == UNKNOWN else end,
                confidence=None if confidence == UNKNOWN else confidence,
            )
            for text, start, end, confidence in parts
        ),
        confidence=row.get("confidence"),
        **{"global": row.get("entity")},
    )


def _sentence(key: str, statement: Statement) -> dict[str, Any]:
    place: list[object] = [statement.quote] if statement.start is None else [statement.start, statement.end]
    return {
        "id": "Q" + _sha(json.dumps([key, *place]))[:24],
        "text": statement.quote,
        "start": statement.start,
        "end": statement.end,
    }


def _add(statements: dict[str, dict[str, Any]], number: str, row: dict[str, Any]) -> None:
    """Adds a statement under its id. One that says the same again is one; one that differs gets an id of its own."""
    said = {name: value for name, value in row.items() if name != "position"}
    attempt, free = 1, number
    while free in statements:
        if all(statements[free][name] == value for name, value in said.items()):
            return
        attempt += 1
        free = f"{number}-{attempt}"
    statements[free] = {"id": free, **row}


def _value(value: object) -> object:
    if isinstance(value, Status):
        return value.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value


def _check_unicode(extraction: Extraction) -> None:
    try:
        extraction.model_dump_json()
    except ValueError:
        raise InputError(
            f"{extraction.document}: the text holds half a character (a lone surrogate); "
            "read it with its right encoding"
        ) from None


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
