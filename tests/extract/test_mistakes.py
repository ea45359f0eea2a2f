"""Every error has a class that says what went wrong."""

from __future__ import annotations

from entente import interchange
from entente.extract.mistakes import CLASSES, mistakes
from entente.extract.scoring import match_entities

GOLD = {
    "entities": [
        {"id": "f", "kind": "Fund", "name": "Zorvel Fund", "mentions": ["Zorvel Fund", "ZF"]},
        {"id": "s", "kind": "Startup", "name": "Brik Labs", "mentions": ["Brik Labs"]},
        {"id": "p", "kind": "Place", "name": "Kallia", "mentions": ["Kallia"]},
        {"id": "t", "kind": "Person", "name": "Anna Tolm", "mentions": ["Anna Tolm"]},
    ],
    "relations": [
        {"subject": "f", "type": "INVESTED_IN", "object": "s", "quote": "ZF invested in Brik Labs."},
        {"subject": "s", "type": "LOCATED_IN", "object": "p", "quote": "Brik Labs is young. Its home is Kallia."},
        {"subject": "t", "type": "FOUNDED", "object": "s", "quote": "Anna Tolm founded Brik Labs."},
    ],
}


def found(entities: list[tuple[str, str, str]], relations: list[tuple[str, str, str]] = ()) -> set[tuple[str, str]]:  # type: ignore[assignment]
    gold = interchange.parse({"document": "d", **GOLD})
    predicted = interchange.parse(
        {
            "document": "d",
            "entities": [{"id": i, "kind": kind, "name": name, "mentions": [name]} for i, kind, name in entities],
            "relations": [{"subject": s, "type": kind, "object": o} for s, kind, o in relations],
        }
    )
    errors = set(mistakes(gold, predicted, match_entities(gold, predicted)))
    assert {kind for kind, _ in errors} <= CLASSES.keys()
    return errors


ALL = [
    ("a", "Fund", "Zorvel Fund"),
    ("b", "Startup", "Brik Labs"),
    ("c", "Place", "Kallia"),
    ("d", "Person", "Anna Tolm"),
]
RIGHT = [("a", "INVESTED_IN", "b"), ("b", "LOCATED_IN", "c"), ("d", "FOUNDED", "b")]


def test_a_right_extraction_has_none() -> None:
    assert found(ALL, RIGHT) == set()


def test_an_entity_of_another_kind_a_part_a_double_and_an_invention_are_told_apart() -> None:
    errors = found(
        [
            ("a", "Fund", "Zorvel Fund"),
            ("b", "Startup", "Brik"),
            ("c", "Person", "Kallia"),
            ("e", "Fund", "ZF"),
            ("g", "Company", "Oxmoor"),
        ]
    )
    assert {e for e in errors if e[0].startswith("entity")} == {
        ("entity: boundary", "Brik (Startup)"),
        ("entity: another kind", "Kallia (Person)"),
        ("entity: split", "ZF (Fund)"),
        ("entity: nothing there", "Oxmoor (Company)"),
        ("entity: missed", "Brik Labs (Startup)"),
        ("entity: missed", "Anna Tolm (Person)"),
    }


def test_wrong_statements_are_told_apart_by_what_the_annotation_says_of_their_ends() -> None:
    errors = found(
        [*ALL, ("x", "Company", "Oxmoor")],
        [*RIGHT, ("b", "INVESTED_IN", "a"), ("a", "OWNS", "b"), ("x", "LOCATED_IN", "c"), ("a", "LOCATED_IN", "c")],
    )
    assert errors == {
        ("entity: nothing there", "Oxmoor (Company)"),
        ("statement: reversed", "Brik Labs INVESTED_IN Zorvel Fund"),
        ("statement: another type", "Zorvel Fund OWNS Brik Labs"),
        ("statement: wrong end", "Oxmoor LOCATED_IN Kallia"),
        ("statement: nothing stated", "Zorvel Fund LOCATED_IN Kallia"),
    }


def test_missed_statements_are_told_apart_by_what_was_there_to_find_them() -> None:
    errors = found(ALL[:3], [("a", "OWNS", "b")])
    assert errors == {
        ("entity: missed", "Anna Tolm (Person)"),
        ("statement: another type", "Zorvel Fund OWNS Brik Labs"),
        ("statement missed: another said", "Zorvel Fund INVESTED_IN Brik Labs"),
        ("statement missed: over sentences", "Brik Labs LOCATED_IN Kallia"),
        ("statement missed: end not found", "Anna Tolm FOUNDED Brik Labs"),
    }
    assert ("statement missed: in one sentence", "Zorvel Fund INVESTED_IN Brik Labs") in found(ALL)
