"""The entity of what is new: found by name, at a cost that does not grow with the store."""

from __future__ import annotations

import pytest
from tests.graph.papers import document

from entente.graph import queries, store
from entente.graph.store import resolving
from entente.graph.store.connection import Connection


def test_a_key_that_too_many_share_finds_nobody_and_the_name_itself_still_does(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolving, "MOST_CANDIDATES", 3)
    read: list[int] = []
    sides = resolving._side
    monkeypatch.setattr(resolving, "_side", lambda row: read.append(1) or sides(row))  # type: ignore[func-returns-value]
    people = [f"{first} Marek" for first in ("Ilya", "Vera", "Boris", "Nina", "Oleg")]
    for number, name in enumerate(people):  # all of one surname
        store.ingest(connection, document(f"{number}.txt", [f"{name} spoke."], {name: "Person"}, []))
    read.clear()
    store.ingest(connection, document("again.txt", ["Vera Marek left."], {"Vera Marek": "Person"}, []))
    assert len(read) == 1
    rows = connection.read(queries.adhoc("MATCH (e:Entity) RETURN e.name AS name, e.documents AS documents"))
    assert {row["name"]: row["documents"] for row in rows} == {**dict.fromkeys(people, 1), "Vera Marek": 2}
    assert store.check(connection) == []
