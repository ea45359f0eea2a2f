"""py2neo reads what goes over, writes it into another graph and gives back the same, on either release."""

from __future__ import annotations

import sys

import pytest
from tests.graph import world

from entente.errors import InputError, NotFound
from entente.graph import paths
from entente.graph.bridge import from_py2neo, open_graph, to_py2neo
from entente.graph.export import source as exported
from entente.graph.model import Subgraph
from entente.graph.queries import adhoc
from entente.graph.store import ingest, remove
from entente.graph.store.connection import Connection
from entente.ontology import Kind

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:py2neo"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:interchange"),
]

EDGES = adhoc("MATCH (a:Entity)-[r]->(b:Entity) RETURN a, r, b")


def fill(connection: Connection) -> dict[str, str]:
    for document in world.DOCUMENTS:
        ingest(connection, document)
    return {entity.name: entity.id for entity in exported.entities(connection)}


def test_a_query_of_py2neo_and_one_of_ours_give_the_same_subgraph(
    any_connection: Connection, request: pytest.FixtureRequest
) -> None:
    fill(any_connection)
    ours = to_py2neo(any_connection.read(EDGES))
    graph = open_graph(any_connection)
    request.addfinalizer(graph.service.connector.close)
    theirs = graph.run("MATCH (a:Entity)-[r]->(b:Entity) RETURN a, r, b").to_subgraph()
    assert len(ours.relationships) == len(theirs.relationships) > 20
    assert {(r.start_node["id"], type(r).__name__, r.end_node["id"]) for r in ours.relationships} == {
        (r.start_node["id"], type(r).__name__, r.end_node["id"]) for r in theirs.relationships
    }
    assert {(frozenset(n.labels), tuple(sorted(n))) for n in ours.nodes} == {
        (frozenset(n.labels), tuple(sorted(n))) for n in theirs.nodes
    }
    back = from_py2neo(any_connection, theirs)
    assert back == from_py2neo(any_connection, ours)
    assert {(hop.subject.id, hop.type.value, hop.object.id): hop.statements for hop in back.hops} == {
        (r.subject, r.type.value, r.object): r.statements for r in exported.relations(any_connection)
    }
    # merging what is there already makes no doubles
    count = graph.evaluate("MATCH (n) RETURN count(n)")
    graph.merge(ours)
    assert graph.evaluate("MATCH (n) RETURN count(n)") == count
    assert graph.evaluate("MATCH (:Entity)-[r]->(:Entity) RETURN count(r)") == len(ours.relationships)


def test_an_answer_goes_over_and_comes_back(connection: Connection) -> None:
    ids = fill(connection)
    answer = paths.link(connection, ids[world.ASF], ids[world.LIC], kind=Kind.STARTUP)
    over = to_py2neo(answer)
    assert {node["name"] for node in over.nodes} >= {world.ASF, world.LIC, world.FUND, world.KESTREL, world.QUILL}
    back = from_py2neo(connection, over)
    assert set(back.nodes) == {node for link in answer.answers for path in link.paths for node in path.nodes}
    assert set(back.hops) == {hop for link in answer.answers for path in link.paths for hop in path.hops}
    assert to_py2neo(back).nodes != over.nodes  # py2neo knows unbound nodes apart by identity
    assert from_py2neo(connection, to_py2neo(back)) == back


def test_paths_of_the_driver_go_over(connection: Connection) -> None:
    fill(connection)
    rows = connection.read(adhoc("MATCH p = (:Startup)<-[:INVESTED_IN]-(:Fund) RETURN p, 1 AS n, 'x' AS s"))
    over = to_py2neo(rows)
    assert {type(relationship).__name__ for relationship in over.relationships} == {"INVESTED_IN"}


def test_a_relationship_needs_its_ends(connection: Connection) -> None:
    fill(connection)
    with pytest.raises(InputError, match="return both nodes too"):
        to_py2neo(connection.read(adhoc("MATCH (:Entity)-[r]->(:Entity) RETURN r")))


def test_nothing_goes_over_as_nothing(connection: Connection) -> None:
    assert not to_py2neo([])
    assert from_py2neo(connection, to_py2neo([])) == Subgraph((), ())


def test_only_entities_come_back(connection: Connection) -> None:
    fill(connection)
    documents = to_py2neo(connection.read(adhoc("MATCH (d:Document) RETURN d")))
    with pytest.raises(InputError, match="is no entity of the graph"):
        from_py2neo(connection, documents)
    resolved = to_py2neo(connection.read(adhoc("MATCH (a:Entity)-[r:OWNS]->(b:Entity) RETURN a, r, b")))
    remove(connection, "robots.txt")
    with pytest.raises(NotFound, match="ask py2neo again"):
        from_py2neo(connection, resolved)


def test_without_py2neo_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py2neo", None)
    with pytest.raises(InputError, match=r"pip install 'entente\[py2neo\]'"):
        to_py2neo([])
