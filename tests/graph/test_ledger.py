"""Persons' judgements change what is one entity, hold against any score and any order, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.graph.papers import document

from entente.errors import Conflict, InputError, NotFound
from entente.graph import curation, ledger, project, queries, store
from entente.graph.store.connection import Connection
from entente.interchange import Mention

FUND, FIRM = "Orion Capital Fund", "Lyra Systems"


def invest(key: str, fund: str = FUND, firm: str = FIRM, **more: Any) -> Any:
    """A fund invests in a firm."""
    return document(
        key,
        [f"{key}: {fund} invested in {firm}."],
        {fund: "Fund", firm: "Company"},
        [(fund, "INVESTED_IN", firm)],
        **more,
    )


def ids(connection: Connection) -> dict[str, str]:
    """Entity ids by name; a name of two entities is an error."""
    rows = connection.read(queries.adhoc("MATCH (e:Entity) RETURN e.name AS name, e.id AS id"))
    assert len({row["name"] for row in rows}) == len(rows)
    return {row["name"]: row["id"] for row in rows}


def edges(connection: Connection) -> set[tuple[str, str, str]]:
    """Projected relationships by names."""
    rows = connection.read(
        queries.adhoc("MATCH (a:Entity)-[r]->(b:Entity) RETURN a.name AS a, type(r) AS type, b.name AS b")
    )
    return {(row["a"], row["type"], row["b"]) for row in rows}


def firm_in(connection: Connection, key: str) -> dict[str, str]:
    """The local entity of the firm in a document, and its entity."""
    found = queries.adhoc(
        "MATCH (e:Entity)<-[:RESOLVED_TO]-(l:LocalEntity {name: $name})-[:IN]->(:Document {key: $key}) "
        "RETURN l.id AS local, e.id AS entity"
    )
    (row,) = connection.read(found, name=FIRM, key=key)
    return row


@pytest.fixture
def two(any_connection: Connection) -> Connection:
    """Two documents that have nothing in common."""
    store.ingest(any_connection, invest("a.txt"))
    store.ingest(any_connection, invest("b.txt", "Vega Partners", "Altair Labs"))
    return any_connection


def test_a_merge_makes_one_entity_with_all_relationships_and_the_older_id(two: Connection) -> None:
    before = ids(two)
    done = ledger.merge(two, before[FUND], before["Vega Partners"], by="ada", why="renamed in 2019")
    older = before[FUND]
    assert done.entities == (older, older)
    assert {(a, b) for a, _, b in edges(two)} == {(FUND, FIRM), (FUND, "Altair Labs")}
    (entry,) = [entry for entry in ledger.entries(two) if entry.by == "ada"]
    assert (entry.verdict, entry.why, entry.state) == ("same", "renamed in 2019", "in force")
    (merged,) = two.read(queries.adhoc("MATCH (m:Merged)-[:INTO]->(e:Entity) RETURN m.id AS id, e.id AS into"))
    assert merged == {"id": before["Vega Partners"], "into": older}
    assert store.check(two) == []


def test_undoing_a_merge_gives_back_what_there_was(two: Connection) -> None:
    names, relationships = ids(two), edges(two)
    ledger.merge(two, names[FUND], names["Vega Partners"], by="ada")
    with pytest.raises(Conflict, match=r"nothing that bob judged is left to undo; `entente undo J.* last act of ada"):
        ledger.undo(two, by="bob")
    ledger.undo(two, ledger.entries(two, by="ada")[0].id, by="bob")
    assert ids(two) == names
    assert edges(two) == relationships
    (entry,) = [entry for entry in ledger.entries(two) if entry.by == "ada"]
    assert (entry.state, entry.withdrawn_by) == ("withdrawn", "bob")
    assert store.check(two) == []


def test_a_merged_id_names_the_entity_it_went_into(two: Connection) -> None:
    names = ids(two)
    ledger.merge(two, names[FUND], names["Vega Partners"], by="ada")
    with pytest.raises(Conflict, match="the same entity already"):
        ledger.merge(two, names[FIRM], names[FIRM], by="ada")
    with pytest.raises(Conflict, match="the same entity already"):
        ledger.merge(two, names["Vega Partners"], names[FUND], by="ada")
    store.ingest(two, invest("c.txt", "Third Partners", "Deneb Works"))
    ledger.merge(two, names["Vega Partners"], ids(two)["Third Partners"], by="ada")
    assert sum(b in (FIRM, "Altair Labs", "Deneb Works") for _, _, b in edges(two)) == 3
    assert len({a for a, _, _ in edges(two)}) == 1


def test_a_cycle_of_merges_ends_in_one_entity_and_a_clear_refusal(two: Connection) -> None:
    store.ingest(two, invest("c.txt", "Third Partners", "Deneb Works"))
    a, b, c = (ids(two)[name] for name in (FUND, "Vega Partners", "Third Partners"))
    ledger.merge(two, a, b, by="ada")
    ledger.merge(two, b, c, by="ada")
    with pytest.raises(Conflict, match="the same entity already"):
        ledger.merge(two, c, a, by="ada")
    assert store.check(two) == []


def test_what_was_split_stays_apart_whatever_is_read_removed_or_read_again(any_connection: Connection) -> None:
    for key in ("a.txt", "b.txt"):
        store.ingest(any_connection, invest(key))
    a, b = (firm_in(any_connection, key) for key in ("a.txt", "b.txt"))
    assert a["entity"] == b["entity"]
    done = ledger.split(any_connection, b["local"], by="ada", why="another firm of that name")
    assert len(set(done.entities)) == 2
    for key in ("c.txt", "d.txt"):
        store.ingest(any_connection, invest(key))
    store.ingest(any_connection, invest("b.txt", extractor="test 2"))
    store.remove(any_connection, "c.txt")
    project.rebuild(any_connection)
    a, b = (firm_in(any_connection, key) for key in ("a.txt", "b.txt"))
    assert a["entity"] != b["entity"]
    with pytest.raises(Conflict, match="ada judged them different"):
        ledger.merge(any_connection, a["entity"], b["entity"], by="bob")
    assert store.check(any_connection) == []
    ledger.undo(any_connection, done.id, by="bob")
    assert firm_in(any_connection, "a.txt")["entity"] == firm_in(any_connection, "b.txt")["entity"]
    assert store.check(any_connection) == []


def test_splitting_a_merged_id_takes_out_what_it_was(two: Connection) -> None:
    names = ids(two)
    ledger.merge(two, names[FUND], names["Vega Partners"], by="ada")
    ledger.split(two, names["Vega Partners"], by="ada")
    assert ids(two) == names
    assert store.check(two) == []


def test_splitting_an_entity_parts_it_at_the_persons_merge(two: Connection) -> None:
    store.ingest(two, invest("c.txt"))
    names, relationships = ids(two), edges(two)
    ledger.merge(two, names[FUND], names["Vega Partners"], by="ada")
    ledger.split(two, names[FUND], by="ada")
    assert ids(two) == names
    assert edges(two) == relationships
    assert store.check(two) == []


def test_a_split_of_what_was_never_put_together_is_refused(two: Connection) -> None:
    with pytest.raises(Conflict, match="nothing to split"):
        ledger.split(two, ids(two)[FUND], by="ada")


def test_a_judgement_that_contradicts_another_persons_is_refused_until_that_is_undone(two: Connection) -> None:
    store.ingest(two, invest("c.txt", "Third Partners", "Deneb Works"))
    a, b, c = (ids(two)[name] for name in (FUND, "Vega Partners", "Third Partners"))
    ledger.decide(two, a, c, "different", by="ada")
    ledger.merge(two, a, b, by="ada")
    with pytest.raises(Conflict, match="ada judged them different"):
        ledger.merge(two, b, c, by="bob")
    with pytest.raises(Conflict, match="different already"):
        ledger.decide(two, a, c, "different", by="bob")
    assert store.check(two) == []


def test_judgements_outlive_that_a_document_is_read_anew_or_goes_and_comes_back(two: Connection) -> None:
    names = ids(two)
    ledger.merge(two, names[FUND], names["Vega Partners"], by="ada")
    store.ingest(two, invest("b.txt", "Vega Partners", "Altair Labs", extractor="test 2"))
    assert len({a for a, _, _ in edges(two)}) == 1
    store.remove(two, "b.txt")
    (entry,) = [entry for entry in ledger.entries(two) if entry.by == "ada"]
    assert entry.state == "party gone"
    store.ingest(two, invest("b.txt", "Vega Partners", "Altair Labs"))
    assert len({a for a, _, _ in edges(two)}) == 1
    assert store.check(two) == []


def test_an_entity_keeps_its_id_when_its_document_is_read_anew_with_more_forms_of_its_name(
    any_connection: Connection,
) -> None:
    store.ingest(any_connection, invest("a.txt"))
    before = ids(any_connection)
    longer = document("a.txt", [f"{FUND} invested in {FIRM}, that is Lyra."], {FUND: "Fund", FIRM: "Company"}, [])
    firm = longer.entities[1]
    at = (longer.text or "").index("Lyra.")
    more = firm.model_copy(update={"mentions": (*firm.mentions, Mention(text="Lyra", start=at, end=at + 4))})
    store.ingest(any_connection, longer.model_copy(update={"entities": (longer.entities[0], more)}))
    assert ids(any_connection) == before
    assert store.check(any_connection) == []


def test_a_merge_holds_for_what_is_left_when_the_document_it_named_goes(two: Connection) -> None:
    store.ingest(two, invest("c.txt", "Vega Partners", "Altair Labs"))
    ledger.merge(two, ids(two)[FUND], ids(two)["Vega Partners"], by="ada")
    store.remove(two, "b.txt")
    assert len({a for a, _, _ in edges(two)}) == 1
    assert store.check(two) == []


def test_a_rejected_statement_is_no_part_of_the_graph_also_after_the_document_is_read_again(two: Connection) -> None:
    (row,) = two.read(queries.adhoc("MATCH (s:Statement)-[:SUBJECT]->(l {name: $name}) RETURN s.id AS id"), name=FUND)
    curation.reject(two, row["id"], by="ada", why="the text was about another fund")
    assert (FUND, "INVESTED_IN", FIRM) not in edges(two)
    store.ingest(two, invest("a.txt", extractor="test 2"))
    assert (FUND, "INVESTED_IN", FIRM) not in edges(two)
    with pytest.raises(Conflict, match="rejected already"):
        curation.reject(two, row["id"], by="ada")
    ledger.undo(two, by="ada")
    assert (FUND, "INVESTED_IN", FIRM) in edges(two)
    assert store.check(two) == []


def test_a_confirmed_statement_counts_whatever_its_confidence(any_connection: Connection) -> None:
    store.ingest(any_connection, invest("a.txt", facts={"confidence": 0.1}))
    assert edges(any_connection) == set()
    (row,) = any_connection.read(queries.adhoc("MATCH (s:Statement) RETURN s.id AS id"))
    curation.confirm(any_connection, row["id"], by="ada")
    assert edges(any_connection) == {(FUND, "INVESTED_IN", FIRM)}
    assert store.check(any_connection) == []


def test_unsure_pairs_come_with_both_sides_quotes_until_somebody_decides(any_connection: Connection) -> None:
    site = document(
        "a.txt", ["Aurora Valley opened its gates to Lyra Systems."],
        {"Aurora Valley": "Park", "Lyra Systems": "Company"}, [("Lyra Systems", "RESIDENT_OF", "Aurora Valley")],
    )  # fmt: skip
    body = document(
        "b.txt", ["Aurora Valley invested in Deneb Works."],
        {"Aurora Valley": "Organisation", "Deneb Works": "Company"}, [("Aurora Valley", "INVESTED_IN", "Deneb Works")],
    )  # fmt: skip
    store.ingest(any_connection, site)
    store.ingest(any_connection, body)
    (doubt,) = ledger.unsure(any_connection)
    assert {doubt.a.quotes, doubt.b.quotes} == {
        ("Aurora Valley opened its gates to Lyra Systems.",),
        ("Aurora Valley invested in Deneb Works.",),
    }
    ledger.decide(any_connection, doubt.a.entity, doubt.b.entity, "same", by="ada")
    assert ledger.unsure(any_connection) == []
    ledger.undo(any_connection, by="ada")
    assert len(ledger.unsure(any_connection)) == 1
    ledger.decide(any_connection, doubt.a.entity, doubt.b.entity, "different", by="ada")
    assert ledger.unsure(any_connection) == []
    assert store.check(any_connection) == []


def test_unknown_ids_and_unusable_input_are_told(two: Connection) -> None:
    one = ids(two)[FUND]
    with pytest.raises(NotFound, match="E404") as caught:
        ledger.merge(two, one, "E404", by="ada")
    assert caught.value.suggestions == []
    with pytest.raises(NotFound) as caught:
        ledger.merge(two, one, "vega", by="ada")
    assert "Vega Partners" in caught.value.suggestions[0]
    with pytest.raises(NotFound, match="J404"):
        ledger.undo(two, "J404", by="ada")
    with pytest.raises(NotFound, match="J404"):
        ledger.entry(two, "J404")
    with pytest.raises(Conflict, match=r"nothing that ada judged is left to undo$"):
        ledger.undo(two, by="ada")
    with pytest.raises(InputError, match="'maybe' is no verdict; there are same, different"):
        ledger.entries(two, verdicts=["maybe"])
    with pytest.raises(NotFound, match="S404"):
        curation.reject(two, "S404", by="ada")
    with pytest.raises(InputError, match="say who judges"):
        ledger.merge(two, one, one, by=" ")
    with pytest.raises(InputError, match="resolver"):
        ledger.split(two, one, by="resolver")
