"""FollowTheMoney entities, a JSON object a line, for Aleph, OpenSanctions and their tools.

A statement becomes one interval entity (Ownership, Directorship, Employment …) with the quote as its summary and its
document as proof. What is only planned, and what FollowTheMoney has no word for, becomes an UnknownLink that names
the type in its role. Technologies are keywords of what focuses on them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from entente.graph.export import source
from entente.graph.model import Entity, Statement
from entente.graph.store.connection import Connection, Row
from entente.ontology import Kind, RelationType, Status

SCHEMATA = {
    Kind.ORGANISATION: "Organization",
    Kind.COMPANY: "Company",
    Kind.STARTUP: "Company",
    Kind.FUND: "Company",
    Kind.GOVERNMENT: "PublicBody",
    Kind.UNIVERSITY: "Organization",
    Kind.FORUM: "Event",
    Kind.PARK: "Organization",
    Kind.AGREEMENT: "Contract",
    Kind.PROGRAMME: "Project",
    Kind.PERSON: "Person",
    Kind.PLACE: "Address",
}
"""The schema of each kind. The kind itself is kept as `classification` where schemata of several kinds are the same."""

LINKS = {
    RelationType.INVESTED_IN: ("Ownership", "owner", "asset"),
    RelationType.OWNS: ("Ownership", "owner", "asset"),
    RelationType.MANAGES: ("Directorship", "director", "organization"),
    RelationType.PART_OF: ("Membership", "member", "organization"),
    RelationType.RESIDENT_OF: ("Membership", "member", "organization"),
    RelationType.WORKS_FOR: ("Employment", "employee", "employer"),
}
"""Schema, property of the subject and property of the object."""

_LEGAL = frozenset({"Person", "Company", "Organization", "PublicBody"})
_ORGANISATIONS = _LEGAL - {"Person"}
_ALLOWED = {
    "owner": _LEGAL,
    "asset": frozenset({"Company"}),
    "director": _LEGAL,
    "organization": _ORGANISATIONS,
    "member": _LEGAL,
    "employee": frozenset({"Person"}),
    "employer": _ORGANISATIONS,
}
"""Schemata that each end may have."""


def write(connection: Connection, stream: BinaryIO) -> None:
    """Writes documents, entities and statements."""
    for item in _items(connection):
        stream.write(json.dumps(item, ensure_ascii=False, sort_keys=True).encode() + b"\n")


def _items(connection: Connection) -> Iterator[dict[str, Any]]:
    for row in source.documents(connection):
        yield _document(row)
    for entity, relations in source.by_subject(connection):
        if entity.kind is Kind.TECHNOLOGY:
            continue
        focus = [r.ends[r.object][1] for r in relations if r.type is RelationType.FOCUSES_ON]
        yield _entity(entity, focus)
        for relation in relations:
            if relation.type is not RelationType.FOCUSES_ON:
                yield from (_link(statement, relation.ends) for statement in relation.statements)


def _document(row: Row) -> dict[str, Any]:
    properties = {
        "title": row["title"] or row["key"],
        "fileName": row["key"],
        "sourceUrl": _address(row["source"]),
        "publishedAt": row["published"],
    }
    return _item(_document_id(row["key"]), "PlainText", properties)


def _entity(entity: Entity, focus: list[str]) -> dict[str, Any]:
    schema = SCHEMATA[entity.kind]
    properties: dict[str, Any] = {
        "name": entity.name,
        "alias": [name for name in entity.names if name != entity.name],
        "keywords": focus,
    }
    if schema == "Contract":
        properties["title"] = entity.name
    if schema == "Address":
        properties["full"] = entity.name
    if schema in _ORGANISATIONS:
        properties["classification"] = entity.kind.value
    return _item(entity.id, schema, properties)


def _link(statement: Statement, ends: dict[str, tuple[Kind, str]]) -> dict[str, Any]:
    subject, (obj, name) = ends[statement.subject][0], ends[statement.object]
    said: dict[str, Any] = {
        "date": statement.date,
        "summary": statement.quote,
        "proof": _document_id(statement.document),
        "recordId": statement.id,
        "sourceUrl": _address(statement.source),
    }
    if statement.type is RelationType.SANCTIONED_BY:
        return _item(
            _id(statement),
            "Sanction",
            {**said, "entity": statement.subject, "authority": name, "status": statement.status},
        )
    schema, start, end = LINKS.get(statement.type, ("", "", ""))
    fits = schema and SCHEMATA[subject] in _ALLOWED[start] and SCHEMATA[obj] in _ALLOWED[end]
    if not fits or statement.status is Status.PLANNED:
        schema, start, end = "UnknownLink", "subject", "object"
    money = None
    if schema == "Ownership":
        said |= {"percentage": _text(statement.share)}
        if statement.type is RelationType.INVESTED_IN:
            said |= {
                "sharesValue": _text(statement.amount),
                "sharesCurrency": statement.currency,
                "ownershipType": statement.round,
            }
    elif statement.amount is not None:
        money = f"{statement.amount:.15g} {statement.currency or ''}".strip()
    return _item(
        _id(statement),
        schema,
        {
            **said,
            start: statement.subject,
            end: statement.object,
            "role": [statement.role, statement.type.value],
            "status": statement.status,
            "description": [money, statement.round if money else None, statement.product],
        },
    )


def _document_id(key: str) -> str:
    return "D" + hashlib.sha256(key.encode()).hexdigest()[:24]


def _id(statement: Statement) -> str:
    return f"S{statement.id}"


def _address(source: str | None) -> str | None:
    return source if source and source.startswith(("http://", "https://")) else None


def _text(value: object) -> str | None:
    return None if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def _item(id_: str, schema: str, properties: dict[str, Any]) -> dict[str, Any]:
    """An entity; every property is a list of texts without repeats, absent ones are left out."""
    lists: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        kept = list(dict.fromkeys(str(item) for item in values if item))
        if kept:
            lists[name] = kept
    return {"id": id_, "schema": schema, "properties": lists}
