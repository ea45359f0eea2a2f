"""Answers as JSON: one shape, whether the command line or the service gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from entente.graph import evidence
from entente.graph.ask import Answer
from entente.graph.model import Entity, Found, Hop, LinkAnswer, Path, Statement, Subgraph, to_json
from entente.graph.paths import LinkAnswers, Neighbourhood, PathAnswer
from entente.graph.queries import Query
from entente.graph.store.connection import Connection
from entente.ontology import RelationType


class Told:
    """A question's answer with the entities that its statements name by id."""

    def __init__(self, connection: Connection, answer: Answer) -> None:
        self.answer = answer
        found = [each for each in answer.answers if isinstance(each, Found)]
        ids = {id_ for each in found for statement in each.statements for id_ in (statement.subject, statement.object)}
        known = {each.entity.id: each.entity for each in answer.answers}
        rows = [
            row
            for batch in evidence.batches(sorted(ids - known.keys()))
            for row in connection.read("read/entities-by-id", ids=batch)
        ]
        self._known = known | {row["id"]: evidence.entity(row) for row in rows}

    def json(self) -> dict[str, Any]:
        """Each of the `answers` is an entity with paths or statements; `entities` are those that statements name."""
        shown: dict[str, Any] = to_json(self.answer)
        shown["entities"] = {id_: to_json(entity) for id_, entity in sorted(self._known.items())}
        return shown

    def hops(self, one: Found) -> list[Hop]:
        """An answer's statements as relationships between entities."""
        grouped: dict[tuple[str, RelationType, str], list[Statement]] = {}
        for statement in one.statements:
            grouped.setdefault((statement.subject, statement.type, statement.object), []).append(statement)
        return [
            Hop(self._known[subject], type_, self._known[object_], tuple(statements))
            for (subject, type_, object_), statements in grouped.items()
        ]

    def subgraph(self) -> Subgraph:
        """What the answer speaks of, to be drawn."""
        paths = [path for each in self.answer.answers if isinstance(each, LinkAnswer) for path in each.paths]
        relations = [hop for each in self.answer.answers if isinstance(each, Found) for hop in self.hops(each)]
        told = [Path((hop.subject, hop.object), ((hop,),)) for hop in relations]
        return Subgraph.of([*paths, *told], truncated=self.answer.truncated)


def links(a: Entity, b: Entity, found: LinkAnswers) -> dict[str, Any]:
    """What links two entities."""
    return {"a": to_json(a), "b": to_json(b), **to_json(found)}


def paths(ends: Sequence[Entity], found: PathAnswer) -> dict[str, Any]:
    """How entities are connected; the paths are its `answers`."""
    answer = to_json(found)
    return {"entities": to_json(tuple(ends)), "answers": answer.pop("paths"), **answer}


def subgraph(found: Neighbourhood) -> dict[str, Any]:
    """What lies around some entities."""
    return {**to_json(found.subgraph), "left_out": found.left_out}


def table(found: Any) -> dict[str, Any]:
    """Columns, rows and whether there were more."""
    return {
        "columns": list(found.columns),
        "rows": [list(row) for row in found.rows],
        "truncated": found.truncated,
    }


def query(found: Query) -> dict[str, Any]:
    """What is known of a query of the library."""
    return {
        "name": found.name.removeprefix("library/"),
        "title": found.title,
        "description": found.description,
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "meaning": each.meaning,
                "required": each.required,
                "default": each.default,
            }
            for each in (*found.parameters, *found.placeholders)
        ],
        "example": dict(found.example),
    }
