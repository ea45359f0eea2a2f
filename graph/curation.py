"""Persons' verdicts on single statements: rejected ones are no part of the projection, confirmed ones always are."""

from __future__ import annotations

from typing import Literal

from entente.errors import Conflict, InputError, NotFound
from entente.graph.ledger import Judged
from entente.graph.store.change import RESOLVER, Change, change
from entente.graph.store.connection import Connection
from entente.graph.store.resolving import judgement


def reject(connection: Connection, statement: str, *, by: str, why: str | None = None) -> Judged:
    """Takes a statement out of the projection; it stays in the store. Undone by `ledger.undo`.

    Holds when the document is read again. Raises `NotFound`, and `Conflict` where it is rejected already.
    """
    return _curate(connection, statement, "rejected", by, why)


def confirm(connection: Connection, statement: str, *, by: str, why: str | None = None) -> Judged:
    """Lets a statement count whatever its confidence. Undone by `ledger.undo`.

    Holds when the document is read again. Raises `NotFound`, and `Conflict` where it is confirmed already.
    """
    return _curate(connection, statement, "confirmed", by, why)


def _curate(
    connection: Connection, statement: str, verdict: Literal["rejected", "confirmed"], by: str, why: str | None
) -> Judged:
    if not by.strip() or by == RESOLVER:
        raise InputError(f"{by!r}: say who judges")

    def work(making: Change) -> Judged:
        rows = making.run("statement", id=statement)
        if not rows:
            raise NotFound(f"{statement}: no statement has this id; `entente show NAME --json` tells them")
        found = rows[0]
        if found["curated"] == verdict:
            raise Conflict(f"{statement} is {verdict} already")
        properties = judgement(making, verdict, found["a"], found["b"], by=by, why=why)["properties"]
        properties |= {
            "act": properties["id"],
            "statement": statement,
            "type": found["type"],
            "quote": found["quote"],
        }
        making.run("note_judged")
        making.run("put_curation", statement=statement, properties=properties)
        making.curate([statement])
        ends = [row["entity"] for row in making.run("component_members", ids=[found["a"]["id"], found["b"]["id"]])]
        return Judged(properties["id"], tuple(sorted(set(ends))))

    return change(connection, work)
