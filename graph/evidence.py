"""Entities and statements by id, with everything an answer shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from entente.errors import NotFound
from entente.graph.model import Entity, Statement
from entente.graph.store.connection import Connection
from entente.ontology import Kind, RelationType, Status

_BATCH = 1000


def statements(connection: Connection, ids: Iterable[str]) -> dict[str, Statement]:
    """The statements by id, those that exist; the ends are ids of resolved entities."""
    found = {}
    for batch in batches(sorted(set(ids))):
        for row in connection.read("read/statements", ids=batch):
            found[row["statement"]["id"]] = statement(row["statement"])
    return found


def statement(properties: Mapping[str, Any]) -> Statement:
    """A statement from a map of its properties as the queries of `cypher/read` return it."""
    return Statement(**{**properties, "type": RelationType(properties["type"]), "status": Status(properties["status"])})


def entity(properties: Mapping[str, Any]) -> Entity:
    """An entity from a node's properties."""
    return Entity(
        id=properties["id"],
        name=properties["name"],
        kind=Kind(properties["kind"]),
        names=tuple(properties["names"] or ()),
        documents=properties["documents"] or 0,
    )


def current_ids(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The ids that hold now, in the order given: merged ones lead on. Raises `NotFound` for one that is none."""
    rows = connection.read("read/redirects", ids=list(ids))
    leads = {row["id"]: row["entity"] for row in rows}
    for id_ in ids:
        if id_ not in leads:
            raise NotFound(f"no entity has the id {id_!r}; look its name up with `entente find`")
    return [leads[id_] for id_ in ids]


def batches(ids: Sequence[str]) -> Iterable[list[str]]:
    """The ids in pieces that one query takes."""
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
