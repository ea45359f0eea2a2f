"""The projection made anew: from statements and ledger to entities and the relationships between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from entente.graph.store.change import Change, change
from entente.graph.store.checking import expected_partition, misplaced
from entente.graph.store.connection import Connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What there is after a rebuild. `moved`: local entities that had been in the wrong entity."""

    entities: int
    relationships: int
    moved: int


def rebuild(connection: Connection) -> Rebuilt:
    """Derives entities and relationships anew from statements and ledger, with the threshold of the settings.

    On a consistent store with the same threshold nothing changes. Works in steps that each leave in order what they
    touch: other writers are let in between, and after an interruption it can simply be run again.
    """
    size = connection.settings.batch_size
    change(connection, lambda making: making.run("set_min_confidence", value=connection.settings.min_confidence))
    resolutions = {row["id"]: row["entity"] for row in connection.stream("write/resolutions")}
    wrong = misplaced(expected_partition(connection, resolutions), resolutions)
    for batch in _batches(wrong, size):
        change(connection, lambda making, batch=batch: making.settle(batch))  # type: ignore[misc]
    entities = [row["id"] for row in connection.stream("write/entity_ids")]
    for batch in _batches(entities, size):
        change(connection, lambda making, batch=batch: _renew(making, batch))  # type: ignore[misc]
    edges = [row["edge"] for row in connection.stream("write/edges")]
    for batch in _batches(edges, size):
        change(connection, lambda making, batch=batch: making.edges.update(batch))  # type: ignore[misc]
    change(connection, _sweep)
    return Rebuilt(len(connection.read("write/entity_ids")), len(connection.read("write/edges")), len(wrong))


def _renew(making: Change, entities: Sequence[str]) -> None:
    making.entities.update(entities)
    making.moved.update(row["id"] for row in making.run("entity_locals", ids=list(entities)))


def _sweep(making: Change) -> None:
    making.run("stray_relationships")
    making.run("delete_stray_names")


def _batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
