"""Paths in the small world, and on random graphs against networkx, which knows all simple paths."""

from __future__ import annotations

from itertools import pairwise

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.graph import world

from entente.errors import InputError, NotFound
from entente.graph import paths
from entente.graph.filters import Filters
from entente.graph.model import LinkAnswer, Path
from entente.graph.store.connection import Connection
from entente.ontology import Kind, RelationType

Ids = dict[str, str]


def names(path: Path) -> list[str]:
    return [node.name for node in path.nodes]


def linked(found: paths.LinkAnswers) -> list[str]:
    return [answer.entity.name for answer in found.answers]


def test_link_finds_what_both_reach_through_a_shared_middle(small_world: Connection, ids: Ids) -> None:
    found = paths.link(small_world, ids[world.ASF], ids[world.LIC], kind=Kind.STARTUP)
    assert linked(found) == [world.PEBBLE, world.KESTREL, world.QUILL]
    kestrel = next(answer for answer in found.answers if answer.entity.name == world.KESTREL)
    assert [names(path) for path in kestrel.paths] == [
        [world.ASF, world.FUND, world.KESTREL],
        [world.LIC, world.FUND, world.KESTREL],
    ]
    first, second = kestrel.paths[0].steps
    assert [hop.type for hop in first] == [RelationType.FOUNDED, RelationType.MANAGES]
    assert [(s.document, s.date) for hop in second for s in hop.statements] == [
        ("robots.txt", "2018"),
        ("funds.txt", "2018-06"),
    ]


def test_what_only_one_end_reaches_links_nothing(small_world: Connection, ids: Ids) -> None:
    assert world.MIRROR not in linked(paths.link(small_world, ids[world.ASF], ids[world.LIC]))


def test_what_is_planned_or_ended_is_marked(small_world: Connection, ids: Ids) -> None:
    found = paths.link(small_world, ids[world.ASF], ids[world.LIC], kind=Kind.STARTUP)
    marks = {answer.entity.name: {m for path in answer.paths for m in path.marks} for answer in found.answers}
    assert marks == {world.PEBBLE: {"planned"}, world.KESTREL: set(), world.QUILL: set()}
    tenant = paths.connect(small_world, [ids[world.TIN], ids[world.PARK]], shortest_only=True)
    assert [path.marks for path in tenant.paths] == [("ended",)]


def test_a_common_sanction_is_no_link_unless_asked_for(small_world: Connection, ids: Ids) -> None:
    both = ids[world.KESTREL], ids[world.QUILL]
    assert world.CUSTOMS not in linked(paths.link(small_world, *both, hops=1))
    asked = paths.link(small_world, *both, filters=Filters.of(types=["SANCTIONED_BY"]))
    assert linked(asked) == [world.CUSTOMS]


def test_the_other_end_is_not_on_the_path(small_world: Connection, ids: Ids) -> None:
    found = paths.link(small_world, ids[world.ASF], ids[world.FUND], hops=3)
    assert found.answers
    for answer in found.answers:
        for path in answer.paths:
            assert not {world.ASF, world.FUND} & set(names(path)[1:])


def test_links_of_several_entities_reach_all_of_them(small_world: Connection, ids: Ids) -> None:
    ends = [ids[name] for name in (world.ASF, world.LIC, world.TIN)]
    found = paths.link_all(small_world, ends, kind=Kind.STARTUP)
    assert linked(found) == [world.KESTREL, world.QUILL]
    assert all(len(answer.paths) == 3 for answer in found.answers)


def test_connect_lists_shortest_paths_first_and_each_step_whole(small_world: Connection, ids: Ids) -> None:
    found = paths.connect(small_world, [ids[world.ASF], ids[world.LIC]])
    assert [names(path) for path in found.paths] == [
        [world.ASF, world.FUND, world.LIC],
        [world.ASF, world.PEBBLE, world.LIC],
    ]
    assert len(found.paths[0].steps[0]) == 2
    assert found.paths[0].length == 2


def test_places_are_no_way_stations_unless_asked_for(small_world: Connection, ids: Ids) -> None:
    ends = [ids[world.LIC], ids[world.POLYTECHNIC]]
    assert not paths.connect(small_world, ends, max_hops=2).paths
    through = paths.connect(small_world, ends, Filters.of(via=["Place"]), max_hops=2)
    assert [names(path) for path in through.paths] == [[world.LIC, world.VELA, world.POLYTECHNIC]]
    assert paths.connect(small_world, [ids[world.LIC], ids[world.VELA]], max_hops=1).paths


def test_hubs_are_no_way_stations_unless_asked_for(small_world: Connection, ids: Ids) -> None:
    low = Connection.__new__(Connection)
    low.__dict__.update(small_world.__dict__, settings=small_world.settings.replace(hub_degree=3))
    ends = [ids[world.ASF], ids[world.KESTREL]]
    assert not paths.connect(low, ends, max_hops=2).paths
    assert paths.connect(low, ends, Filters(hubs=True), max_hops=2).paths
    assert "hubs" in {reason.limit for reason in paths.why_not(low, ends, max_hops=2)}


def test_several_ends_are_connected_two_by_two(small_world: Connection, ids: Ids) -> None:
    ends = [ids[name] for name in (world.ASF, world.LIC, world.FUND)]
    found = paths.connect(small_world, ends, shortest_only=True)
    assert {frozenset((names(path)[0], names(path)[-1])) for path in found.paths} == {
        frozenset((world.ASF, world.LIC)),
        frozenset((world.ASF, world.FUND)),
        frozenset((world.LIC, world.FUND)),
    }


def test_a_filter_holds_for_one_and_the_same_statement(small_world: Connection, ids: Ids) -> None:
    ends = [ids[world.FUND], ids[world.KESTREL]]
    # One statement says June 2018, another $250 million; none says both.
    assert paths.connect(small_world, ends, Filters(since="2018-06", until="2018-06"), max_hops=1).paths
    assert paths.connect(small_world, ends, Filters(max_amount=2.6e8), max_hops=1).paths
    assert not paths.connect(small_world, ends, Filters(since="2018-06", max_amount=2.6e8), max_hops=1).paths


def test_what_the_texts_leave_open_is_counted(small_world: Connection, ids: Ids) -> None:
    ends = [ids[world.ASF], ids["Umber Bank"]]
    found = paths.connect(small_world, ends, Filters(since="2000"), max_hops=1)
    assert not found.paths
    assert found.left_out["undated"] >= 1
    assert [reason.limit for reason in found.why_not] == ["since"]
    assert paths.connect(small_world, ends, Filters(since="2000", undated=True), max_hops=1).paths
    assert paths.connect(small_world, ends, Filters(as_of="2030"), max_hops=1).left_out["unpublished"] == 1


def test_as_of_shows_the_graph_as_the_texts_had_it_then(small_world: Connection, ids: Ids) -> None:
    found = paths.link(small_world, ids[world.ASF], ids[world.LIC], kind=Kind.STARTUP, filters=Filters(as_of="2020"))
    statements = [s for a in found.answers for p in a.paths for hop in p.hops for s in hop.statements]
    assert {s.document for s in statements} == {"funds.txt"}
    assert not paths.link(small_world, ids[world.ASF], ids[world.LIC], filters=Filters(as_of="2018")).answers


@pytest.mark.parametrize(
    ("filters", "hops", "reason"),
    [
        ({"types": ["OWNS"]}, 4, "types"),
        ({"statuses": ["ended"]}, 4, "statuses"),
        ({"min_confidence": 0.99}, 4, "min_confidence"),
        ({"documents": ["nowhere.txt"]}, 4, "documents"),
        ({}, 1, "hops"),
    ],
)
def test_why_not_names_the_limit_that_removed_the_last_path(
    small_world: Connection, ids: Ids, filters: dict[str, list[str]], hops: int, reason: str
) -> None:
    found = paths.connect(small_world, [ids[world.ASF], ids[world.LIC]], Filters.of(**filters), max_hops=hops)
    assert not found.paths
    assert reason in {why.limit for why in found.why_not}


def test_why_not_says_that_nothing_is_known_of_an_end(small_world: Connection, ids: Ids) -> None:
    found = paths.connect(small_world, [ids[world.ASF], ids["Ochre Works"]])
    assert [(why.limit, "Ochre Works" in why.message) for why in found.why_not] == [("relationships", True)]
    linked_ = paths.link(small_world, ids[world.ASF], ids[world.LIC], kind=Kind.UNIVERSITY)
    assert [why.limit for why in linked_.why_not] == ["kind"]
    assert "Fund" in linked_.why_not[0].message


def test_a_neighbourhood_holds_what_is_near_and_all_relationships_among_it(small_world: Connection, ids: Ids) -> None:
    near = paths.neighbourhood(small_world, [ids[world.FUND]]).subgraph
    assert near.nodes[0].name == world.FUND
    assert {node.name for node in near.nodes} == {world.FUND, world.ASF, world.LIC, world.KESTREL, world.QUILL}
    assert len(near.hops) == 6
    assert not near.truncated
    cut = paths.neighbourhood(small_world, [ids[world.FUND]], 2, limit=3).subgraph
    assert cut.truncated
    assert cut.nodes[0].name == world.FUND
    assert len(cut.nodes) == 3
    assert {hop.subject.id for hop in cut.hops} | {hop.object.id for hop in cut.hops} <= {n.id for n in cut.nodes}


def test_limits_cut_and_say_so(small_world: Connection, ids: Ids) -> None:
    found = paths.link(small_world, ids[world.ASF], ids[world.LIC], kind=Kind.STARTUP, limit=1)
    assert (linked(found), found.truncated) == ([world.PEBBLE], True)
    first = paths.connect(small_world, [ids[world.ASF], ids[world.LIC]], limit=1)
    assert (len(first.paths), first.truncated) == (1, True)


def test_what_makes_no_sense_is_refused(small_world: Connection, ids: Ids) -> None:
    with pytest.raises(NotFound):
        paths.connect(small_world, [ids[world.ASF], "E0"])
    with pytest.raises(InputError, match="two different"):
        paths.connect(small_world, [ids[world.ASF], ids[world.ASF]])
    with pytest.raises(InputError, match="max_hops"):
        paths.connect(small_world, [ids[world.ASF], ids[world.LIC]], max_hops=99)
    with pytest.raises(InputError, match="limit"):
        paths.link(small_world, ids[world.ASF], ids[world.LIC], limit=0)


def test_a_search_without_time_stops(small_world: Connection, ids: Ids) -> None:
    hasty = Connection.__new__(Connection)
    hasty.__dict__.update(small_world.__dict__, settings=small_world.settings.replace(query_timeout_s=0.0))
    with pytest.raises(InputError, match="too long"):
        paths.connect(hasty, [ids[world.ASF], ids[world.LIC]])


# --- random graphs

NODES = 7
EDGES = st.lists(
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.sampled_from(["OWNS", "PARTNERED_WITH"])),
    max_size=14,
).map(lambda edges: [edge for edge in edges if edge[0] != edge[1]])


class Stub(Connection):
    """Answers the queries of the search from a list of edges; nodes are numbers, the third one a place."""

    def __init__(self, edges: list[tuple[int, int, str]], real: Connection) -> None:
        self.settings = real.settings
        self._rows = [
            {"subject": str(a), "type": t, "object": str(b), "statements": [], "documents": 1, "statuses": ["ongoing"]}
            for a, b, t in set(edges)
        ]

    def read(self, query: object, /, **values: object) -> list[dict[str, object]]:
        wanted = values["ids"]
        assert isinstance(wanted, list)
        if query == "read/redirects":
            return [{"id": id_, "entity": id_} for id_ in wanted]
        if query == "read/nodes":
            return [
                {
                    "id": i,
                    "name": i,
                    "kind": "Place" if i == "2" else "Fund",
                    "names": [],
                    "documents": 1,
                    "neighbours": 1,
                }
                for i in wanted
            ]
        if query == "read/edges":
            return [row for row in self._rows if {row["subject"], row["object"]} & set(wanted)]
        assert query == "read/statements"
        return []


@pytest.fixture(scope="module")
def stub_settings() -> Connection:
    from entente.settings import load

    bare = Connection.__new__(Connection)
    bare.settings = load({})
    return bare


def graph_of(edges: list[tuple[int, int, str]]) -> networkx.Graph[str]:
    graph = networkx.Graph((str(a), str(b)) for a, b, _ in edges)
    graph.add_nodes_from(str(i) for i in range(NODES))
    return graph


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDGES, st.integers(1, 4))
def test_connect_finds_exactly_the_simple_paths(
    stub_settings: Connection, edges: list[tuple[int, int, str]], hops: int
) -> None:
    found = paths.connect(Stub(edges, stub_settings), ["0", "1"], max_hops=hops, limit=1000)
    routes = [tuple(node.id for node in path.nodes) for path in found.paths]
    graph = graph_of(edges)
    expected = {tuple(p) for p in networkx.all_simple_paths(graph, "0", "1", cutoff=hops) if "2" not in p[1:-1]}
    assert set(routes) == expected
    assert routes == sorted(routes, key=lambda route: (len(route), route))
    for path in found.paths:
        for (a, b), step in zip(pairwise(path.nodes), path.steps, strict=True):
            stated = {(str(x), t, str(y)) for x, y, t in edges if {str(x), str(y)} == {a.id, b.id}}
            assert {(hop.subject.id, hop.type.value, hop.object.id) for hop in step} == stated


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDGES, st.integers(1, 3))
def test_link_finds_exactly_what_both_reach_without_each_other(
    stub_settings: Connection, edges: list[tuple[int, int, str]], hops: int
) -> None:
    found = paths.link(Stub(edges, stub_settings), "0", "1", hops=hops, limit=1000)
    distances = []
    for end, other in (("0", "1"), ("1", "0")):
        graph = graph_of(edges)
        graph.remove_nodes_from([other, "2"])
        distances.append(networkx.single_source_shortest_path_length(graph, end, cutoff=hops))
    expected = {node: (distances[0][node], distances[1][node]) for node in set(distances[0]) & set(distances[1])}
    assert {a.entity.id: tuple(path.length for path in a.paths) for a in found.answers} == expected
    lengths = [sum(path.length for path in answer.paths) for answer in found.answers]
    assert lengths == sorted(lengths)


def test_order_does_not_depend_on_how_rows_come(stub_settings: Connection) -> None:
    edges = [(0, 3, "OWNS"), (3, 1, "OWNS"), (0, 4, "OWNS"), (4, 1, "OWNS"), (0, 5, "OWNS"), (5, 1, "OWNS")]
    answers = [
        [names(path) for path in paths.connect(Stub(order, stub_settings), ["0", "1"]).paths]
        for order in (edges, edges[::-1])
    ]
    assert answers[0] == answers[1] == [["0", "3", "1"], ["0", "4", "1"], ["0", "5", "1"]]


def test_an_answer_can_be_asked_for_twice(small_world: Connection, ids: Ids) -> None:
    once, again = (paths.link(small_world, ids[world.ASF], ids[world.LIC]) for _ in range(2))
    assert once == again
    assert isinstance(once.answers[0], LinkAnswer)
