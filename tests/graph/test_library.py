"""The library of queries: each is run on the small world, and what comes out is what the world's texts state."""

from __future__ import annotations

import json
from typing import Any

import networkx
import pytest
from tests.graph import world

from entente.errors import InputError, NotFound
from entente.graph import guard, library
from entente.graph.store.connection import Connection

PARAMETERS: dict[str, dict[str, Any]] = {
    "provenance": {"a": "Aurora-Lotus Fund", "b": "Kestrel Robotics"},
    "timeline": {"entity": "Aurora-Lotus Fund"},
    "ownership-chains": {"entity": "Tin Robotics"},
    "supply-chains": {"entity": "Quill Systems"},
    "relations-between-places": {"a": "Norland", "b": "Vela"},
    "joint-funds": {"a": "Vela", "b": "Norland"},
    "investments-by-technology": {"technology": "quantum"},
    "park-founders": {"place": "Port Vela"},
    "forum-officials": {"forum": "Tidewater"},
}

EXPECTED: dict[str, list[tuple[Any, ...]]] = {
    # year, agreement, parties
    "agreements-by-year": [("2014", "Norland-Vela Science Treaty", ["Ministry of Science of Norland", "Vela"])],
    # subject, type, object, documents, statements
    "best-attested": [
        ("Aurora-Lotus Fund", "INVESTED_IN", "Kestrel Robotics", 2, 2),
        ("Aurora Sovereign Fund", "FOUNDED", "Aurora-Lotus Fund", 1, 1),
        ("Aurora Sovereign Fund", "INVESTED_IN", "Mirror Works", 1, 1),
    ],
    # entity, kind, neighbours, betweenness
    "brokers-between": [
        ("Aurora Sovereign Fund", "Fund", 5, 9.5),
        ("Aurora-Lotus Fund", "Fund", 4, 4.83),
        ("Quill Systems", "Startup", 4, 4.5),
        ("Kestrel Robotics", "Startup", 4, 4.0),
        ("Tidewater Forum", "Forum", 3, 3.0),
    ],
    # entity, kind, neighbours, relationships
    "brokers-by-degree": [
        ("Aurora Sovereign Fund", "Fund", 6, 7),
        ("Aurora-Lotus Fund", "Fund", 4, 6),
        ("Lotus Investment Corporation", "Fund", 3, 4),
    ],
    # investor, otherInvestor, shared, common
    "co-investors": [("Aurora Sovereign Fund", "Lotus Investment Corporation", 1, ["Pebble Labs"])],
    # participant, otherParticipant, shared, forums
    "co-participants": [
        ("Ilya Marek", "Ministry of Science of Norland", 1, ["Tidewater Forum"]),
        ("Quill Systems", "Ilya Marek", 1, ["Tidewater Forum"]),
        ("Quill Systems", "Ministry of Science of Norland", 1, ["Tidewater Forum"]),
    ],
    # party, otherParty, shared, agreements
    "co-signatories": [
        ("Ministry of Science of Norland", "Vela", 1, ["Norland-Vela Science Treaty"]),
        ("Norland", "Vela", 1, ["Frost Data Accord"]),
    ],
    # subject, type, object, differs, versions
    "contradictory-facts": [
        (
            "Aurora-Lotus Fund",
            "INVESTED_IN",
            "Kestrel Robotics",
            ["amount"],
            ["2018 completed 250000000 USD", "2018-06 completed 300000000 USD"],
        )
    ],
    # document, published, entities, statements
    "documents-by-yield": [
        ("funds.txt", "2019-03-01", 7, 9),
        ("robots.txt", "2022-02-02", 9, 9),
        ("science.txt", "2021-11-15", 11, 9),
        ("places.txt", "2016-01-10", 6, 5),
        ("undated.txt", None, 3, 1),
    ],
    # forum, person, roles, bodies
    "forum-officials": [("Tidewater Forum", "Ilya Marek", ["speaker"], ["Aurora Sovereign Fund"])],
    # forum, organisers, supporters, participants
    "forum-organisers": [("Tidewater Forum", ["Ministry of Science of Norland"], [], 2)],
    # forum, year, participants, names
    "forum-participation": [("Tidewater Forum", "2021", 2, ["Ilya Marek", "Quill Systems"])],
    # technology, year, investments, investors, companies
    "investments-by-technology": [("quantum computing", "2018", 1, 1, ["Kestrel Robotics"])],
    # investor, total, investments, objects
    "investors-by-volume": [("Aurora-Lotus Fund", 320000000.0, 2, ["Kestrel Robotics", "Quill Systems"])],
    # entity, kind, mentions, documents
    "isolated-entities": [("Ochre Works", "Company", 1, 1)],
    # fund, body, places, otherBody, otherPlaces
    "joint-funds": [
        ("Aurora-Lotus Fund", "Aurora Sovereign Fund", ["Norland"], "Lotus Investment Corporation", ["Vela"])
    ],
    # amount, investors, object, date, status, document
    "largest-investments": [
        (300000000.0, ["Aurora-Lotus Fund"], "Kestrel Robotics", "2018-06", "completed", "funds.txt"),
        (250000000.0, ["Aurora-Lotus Fund"], "Kestrel Robotics", "2018", "completed", "robots.txt"),
        (20000000.0, ["Aurora-Lotus Fund"], "Quill Systems", "2016", "completed", "funds.txt"),
    ],
    # day, subject, type, object, status, document
    "newest-statements": [
        ("2020", "Aurora Sovereign Fund", "INVESTED_IN", "Pebble Labs", "planned", "funds.txt"),
        ("2020", "Lotus Investment Corporation", "INVESTED_IN", "Pebble Labs", "planned", "funds.txt"),
    ],
    # owner, steps, chain
    "ownership-chains": [("Kestrel Robotics", 1, ["Kestrel Robotics", "Tin Robotics"])],
    # park, founder, kind, date, status
    "park-founders": [
        ("Sunrise Science Park", "Norland University", "University", "2015", "completed"),
        ("Sunrise Science Park", "Vela Polytechnic", "University", "2015", "completed"),
    ],
    # park, resident, status, technologies
    "park-residents": [("Sunrise Science Park", "Tin Robotics", "ended", [])],
    # person, count, offices
    "people-with-several-offices": [("Ilya Marek", 1, [{"roles": ["head"], "office": "Aurora Sovereign Fund"}])],
    # agreement, lastMention, parties
    "planned-agreements": [("Frost Data Accord", "2016-01-10", ["Norland", "Vela"])],
    # sourceName, targetName, types, weight
    "projection": [
        ("Umber Bank", "Aurora Sovereign Fund", ["PARTNERED_WITH"], 1),
        ("Quill Systems", "Tin Robotics", ["SUPPLIES"], 1),
        ("Quill Systems", "Tidewater Forum", ["PARTICIPATED_IN"], 1),
        ("Quill Systems", "Grenmark Trade Office", ["SANCTIONED_BY"], 1),
        ("Quill Systems", "Aurora-Lotus Fund", ["INVESTED_IN"], 1),
    ],
    # subject, type, object, status, date, amount, currency, document, confidence
    "provenance": [
        (
            "Aurora-Lotus Fund",
            "INVESTED_IN",
            "Kestrel Robotics",
            "completed",
            "2018",
            250000000.0,
            "USD",
            "robots.txt",
            0.9,
        ),
        (
            "Aurora-Lotus Fund",
            "INVESTED_IN",
            "Kestrel Robotics",
            "completed",
            "2018-06",
            300000000.0,
            "USD",
            "funds.txt",
            0.9,
        ),
    ],
    # type, relationships, pairs
    "relations-between-places": [("PARTNERED_WITH", 1, ["Kestrel Robotics → Vela Polytechnic"])],
    # entity, sanctionedBy, date, partners
    "sanctioned": [
        (
            "Kestrel Robotics",
            "Grenmark Trade Office",
            "2022-01",
            ["Aurora-Lotus Fund", "Tin Robotics", "Vela Polytechnic"],
        ),
        ("Quill Systems", "Grenmark Trade Office", "2022-01", ["Aurora-Lotus Fund", "Tin Robotics"]),
    ],
    # startup, places, investors
    "startups-of-several-countries": [
        ("Kestrel Robotics", ["Norland", "Vela"], ["Aurora Sovereign Fund", "Lotus Investment Corporation"]),
        ("Mirror Works", ["Norland"], ["Aurora Sovereign Fund"]),
        ("Pebble Labs", ["Norland", "Vela"], ["Aurora Sovereign Fund", "Lotus Investment Corporation"]),
        ("Quill Systems", ["Norland", "Vela"], ["Aurora Sovereign Fund", "Lotus Investment Corporation"]),
    ],
    # type, year, statements
    "statements-by-year": [
        ("FOUNDED", "2012", 2),
        ("FOUNDED", "2015", 2),
        ("INVESTED_IN", "2016", 1),
        ("INVESTED_IN", "2018", 2),
        ("INVESTED_IN", "2020", 2),
    ],
    # supplier, steps, chain
    "supply-chains": [("Tin Robotics", 1, ["Tin Robotics", "Quill Systems"])],
    # technology, total, kinds
    "technologies": [("quantum computing", 1, ["Startup: 1"])],
    # date, subject, type, object, status
    "timeline": [
        ("2012", "Aurora Sovereign Fund", "FOUNDED", "Aurora-Lotus Fund", "completed"),
        ("2012", "Lotus Investment Corporation", "FOUNDED", "Aurora-Lotus Fund", "completed"),
        ("2016", "Aurora-Lotus Fund", "INVESTED_IN", "Quill Systems", "completed"),
        ("2018", "Aurora-Lotus Fund", "INVESTED_IN", "Kestrel Robotics", "completed"),
        ("2018-06", "Aurora-Lotus Fund", "INVESTED_IN", "Kestrel Robotics", "completed"),
    ],
    # university, partner, kind, by, through
    "university-partners": [
        ("Norland University", "Vela Polytechnic", "University", "FOUNDED", "Sunrise Science Park"),
        ("Vela Polytechnic", "Kestrel Robotics", "Startup", "PARTNERED_WITH", None),
        ("Vela Polytechnic", "Norland University", "University", "FOUNDED", "Sunrise Science Park"),
    ],
    # subject, type, object, confidence, document
    "weakly-attested": [("Umber Bank", "PARTNERED_WITH", "Aurora Sovereign Fund", 0.55, "undated.txt")],
}

NOT_COMPARED = {"quote", "event", "statement", "start", "end", "source", "target", "extractor", "title"}
"""Columns of ids and of whole sentences."""


def test_every_query_of_the_library_has_an_expected_result() -> None:
    assert set(EXPECTED) == set(library.names())
    assert len(library.names()) >= 25


@pytest.mark.parametrize("name", EXPECTED)
def test_query_gives_what_the_texts_state(small_world: Connection, name: str) -> None:
    table = library.run(small_world, name, PARAMETERS.get(name) or dict(library.get(name).example))
    kept = [at for at, column in enumerate(table.columns) if column not in NOT_COMPARED]
    assert [tuple(row[at] for at in kept) for row in table.rows[:5]] == EXPECTED[name]
    json.dumps(table.rows, allow_nan=False)


@pytest.mark.parametrize("name", EXPECTED)
def test_query_passes_the_guard_and_says_what_it_is(name: str) -> None:
    query = library.get(name)
    guard.check(query.render(**{hole.name: hole.default for hole in query.placeholders}).text)
    assert query.title
    assert set(query.example) <= {parameter.name for parameter in (*query.parameters, *query.placeholders)}
    required = {parameter.name for parameter in query.parameters if parameter.required}
    assert required <= set(query.example)


def test_brokers_agree_with_networkx(small_world: Connection) -> None:
    rows = library.run(small_world, "projection").rows
    graph = networkx.Graph([(row[2], row[3]) for row in rows])
    for name, _, neighbours, betweenness in library.run(small_world, "brokers-between").rows:
        assert neighbours == graph.degree(name)
        near = set(graph[name])
        pairs = [(a, b) for a in near for b in near if a < b and not graph.has_edge(a, b)]
        expected = sum(1 / len(set(graph[a]) & set(graph[b])) for a, b in pairs)
        assert betweenness == pytest.approx(expected, abs=0.01)


def test_places_kinds_types_and_currencies_are_found_however_they_are_written(small_world: Connection) -> None:
    for name, written, exact in (
        ("joint-funds", {"a": "vela", "b": ""}, {"a": "Vela"}),
        ("brokers-by-degree", {"kind": "startup"}, {"kind": "Startup"}),
        ("newest-statements", {"type": "invested_in"}, {"type": "INVESTED_IN"}),
        ("largest-investments", {"currency": "usd"}, {"currency": "USD"}),
    ):
        found = library.run(small_world, name, written)
        assert found.rows
        assert found == library.run(small_world, name, exact)


def test_values_may_come_as_strings(small_world: Connection) -> None:
    table = library.run(small_world, "brokers-by-degree", {"limit": "2", "kind": "Startup"})
    assert len(table.rows) == 2
    assert library.run(small_world, "ownership-chains", {"entity": world.TIN, "depth": "2"}).rows


@pytest.mark.parametrize(
    ("name", "params", "part"),
    [
        ("brokers-by-degree", {"limit": "many"}, "limit can't be 'many'; it takes a value of type integer"),
        ("brokers-by-degree", {"limit": 2.5}, "limit"),
        ("brokers-by-degree", {"limit": -1}, "type integer: a whole number, 0 or more"),
        ("brokers-by-degree", {"limit": "9" * 30}, "type integer"),
        ("brokers-by-degree", {"kind": 3}, "type kind"),
        ("brokers-by-degree", {"kind": "Banana"}, "type kind: one of Organisation, Company"),
        ("newest-statements", {"type": "LOVES"}, "type relation: one of MANAGES"),
        ("largest-investments", {"currency": "dollars"}, "three letters such as USD"),
        ("joint-funds", {"a": 3}, "type place"),
        ("forum-officials", {"forum": 3}, "type string"),
        ("brokers-by-degree", {"colour": "red"}, "takes no parameter colour"),
        ("planned-agreements", {"today": "tomorrow"}, "type date"),
        ("weakly-attested", {"below": "low"}, "type number"),
        ("weakly-attested", {"below": "nan"}, "type number"),
        ("ownership-chains", {"entity": "ASF", "depth": 0}, "depth"),
        ("provenance", {"a": "ASF"}, "needs a value for b"),
        ("ownership-chains", {"entity": "ASF", "depth": "99999"}, "depth"),
        ("timeline", {"entity": ["ASF"]}, "type entity"),
    ],
)
def test_a_wrong_value_is_named(small_world: Connection, name: str, params: dict[str, Any], part: str) -> None:
    with pytest.raises(InputError) as raised:
        library.run(small_world, name, params)
    assert part in str(raised.value)


def test_an_unknown_query_or_entity_gets_suggestions(small_world: Connection) -> None:
    with pytest.raises(NotFound) as raised:
        library.run(small_world, "joint-found")
    assert "joint-funds" in raised.value.suggestions
    with pytest.raises(NotFound):
        library.run(small_world, "timeline", {"entity": "Nobody Anywhere"})
    with pytest.raises(NotFound, match="kind Place"):
        library.run(small_world, "joint-funds", {"a": "Atlantis"})
