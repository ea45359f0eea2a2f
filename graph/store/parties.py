"""The parties of judgements: found again when a document is read anew, stood in for when one goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from entente.graph.store.change import Change
from entente.graph.store.resolving import resolve, sides_of_entities

if TYPE_CHECKING:
    from entente.graph.store.connection import Row


def drop(making: Change, gone: Sequence[Row]) -> None:
    """Deletes local entities. What only they held together comes apart, and is resolved anew.

    The resolver's judgements on them go with them; those of persons stay on record, and in force for the rest of
    the entity.
    """
    if not gone:
        return
    ids = sorted(row["id"] for row in gone)
    making.entities.update(row["entity"] for row in gone if row["entity"])
    if making.judged:
        making.run("stand_in", ids=ids)
    neighbours = [row["id"] for row in making.run("delete_local_entities", ids=ids)]
    if not neighbours:
        return
    come_apart(making, neighbours)


def come_apart(making: Change, *sides: Sequence[str]) -> None:
    """Resolves anew what came apart because links between these local entities are gone.

    Where there are several sides, none is brought together with another.
    """
    making.settle(sorted({id_ for side in sides for id_ in side}))
    pieces = [{row["entity"] for row in making.run("component_members", ids=list(side))} for side in sides]
    making.describe(making.entities.union(*pieces))
    for number, side in enumerate(pieces):
        others = set().union(*(other for i, other in enumerate(pieces) if i != number))
        resolve(making, sides_of_entities(making, side), apart={(a, b) for a in side for b in others})


def relink(making: Change, key: str) -> list[str]:
    """Points persons' judgements on mentions in a document at the local entities that are these mentions now.

    Gives back the local entities that a judgement was pointed at.
    """
    return [row["id"] for row in making.run("relink", key=key)]
