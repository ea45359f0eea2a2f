"""Whatever is done in whatever order: the store is consistent, and the projection made anew is the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import empty
from tests.graph.papers import document

from entente.errors import Conflict, NotFound
from entente.graph import curation, ledger, project, queries, store
from entente.graph.store.connection import Connection

FUNDS = ["Orion Capital Fund", "Orion Fund", "Vega Partners"]
FIRMS = ["Lyra Systems", "Lyra Systems Ltd", "Altair Labs"]
KEYS = ["a.txt", "b.txt", "c.txt"]


@dataclass(frozen=True)
class Act:
    """One thing that is done: a name and small numbers that choose its objects among what there is."""

    name: str
    numbers: tuple[int, ...] = field(default=())


_number = st.integers(0, 5)
ACTS = st.one_of(
    st.builds(Act, st.just("ingest"), st.tuples(_number, _number, _number, _number)),
    st.builds(Act, st.just("ingest"), st.tuples(_number, _number, _number, _number)),
    st.builds(Act, st.just("remove"), st.tuples(_number)),
    st.builds(Act, st.sampled_from(["same", "different"]), st.tuples(_number, _number)),
    st.builds(Act, st.sampled_from(["split", "part", "reject", "confirm"]), st.tuples(_number)),
    st.builds(Act, st.just("undo")),
)


def do(connection: Connection, act: Act) -> None:
    """Does an act. One that has no object, or contradicts what was judged, is refused and changes nothing."""
    pick = [*act.numbers, 0, 0, 0, 0]
    if act.name == "ingest":
        store.ingest(connection, paper(*act.numbers))
        return
    entities = _ids(connection, "MATCH (n:Entity) RETURN n.id AS id ORDER BY id")
    locals_ = _ids(connection, "MATCH (n:LocalEntity) RETURN n.id AS id ORDER BY id")
    statements = _ids(connection, "MATCH (n:Statement) RETURN n.id AS id ORDER BY id")
    before = connection.read("write/schema")
    try:
        if act.name == "remove":
            store.remove(connection, KEYS[pick[0] % len(KEYS)])
        elif act.name == "undo":
            ledger.undo(connection, by="ada")
        elif act.name in ("same", "different") and entities:
            ids = [locals_[number % len(locals_)] for number in pick[:2]]
            ledger.decide(connection, ids[0], ids[1], act.name, by="ada")  # type: ignore[arg-type]
        elif act.name == "split" and entities:
            ledger.split(connection, entities[pick[0] % len(entities)], by="ada")
        elif act.name == "part" and locals_:
            ledger.split(connection, locals_[pick[0] % len(locals_)], by="ada")
        elif act.name == "reject" and statements:
            curation.reject(connection, statements[pick[0] % len(statements)], by="ada")
        elif act.name == "confirm" and statements:
            curation.confirm(connection, statements[pick[0] % len(statements)], by="ada")
    except (Conflict, NotFound):
        assert connection.read("write/schema") == before  # `changes` counts what was committed


def paper(key: int, fund: int, firm: int, version: int) -> Any:
    """One of a few documents; the same text may come under two keys, with or without another fact, sure or not."""
    one, other = FUNDS[fund % len(FUNDS)], FIRMS[firm % len(FIRMS)]
    return document(
        KEYS[key % len(KEYS)],
        [f"{one} invested in {other}.", "Norland took part."][: 1 + version % 2],
        {one: "Fund", other: ["Company", "Startup"][version % 2], **({"Norland": "Place"} if version % 2 else {})},
        [(one, "INVESTED_IN", other), (other, "PARTNERED_WITH", one)],
        facts={"confidence": [0.2, 0.9][version // 2 % 2], "date": ["2019", "2020-03"][version // 3 % 2]},
    )


def _ids(connection: Connection, text: str) -> list[str]:
    return [row["id"] for row in connection.read(queries.adhoc(text))]


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=4, max_size=10))
def test_any_sequence_of_acts_leaves_a_consistent_store(any_connection: Connection, acts: list[Act]) -> None:
    empty(any_connection)
    for act in acts:
        do(any_connection, act)
        assert store.check(any_connection) == [], act
    before = [line for line in store.export(any_connection) if '"Schema"' not in line]
    project.rebuild(any_connection)
    assert [line for line in store.export(any_connection) if '"Schema"' not in line] == before
