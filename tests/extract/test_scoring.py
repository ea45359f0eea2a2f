"""What counts as right and what does not."""

from __future__ import annotations

import pytest

from entente import interchange
from entente.extract.scoring import Count, Score, match_entities, normal, reliability, same_value

TEXT = "Zorvel Fund (ZF) invested $5 million in Brik Labs. Anna Tolm signed a pact with Kallia."


def extraction(entities: list[dict[str, object]], relations: list[dict[str, object]]) -> interchange.Extraction:
    return interchange.parse({"document": "d", "entities": entities, "relations": relations})


def mention(text: str) -> dict[str, object]:
    start = TEXT.index(text)
    return {"text": text, "start": start, "end": start + len(text), "confidence": 0.9}


GOLD = extraction(
    [
        {"id": "a", "kind": "Fund", "name": "Zorvel Fund", "mentions": ["Zorvel Fund", "ZF"]},
        {"id": "b", "kind": "Startup", "name": "Brik Labs", "mentions": ["Brik Labs"]},
        {"id": "c", "kind": "Agreement", "name": "pact (Tolm, Kallia)", "mentions": ["pact"]},
        {"id": "d", "kind": "Person", "name": "Anna Tolm", "mentions": ["Anna Tolm"]},
    ],
    [
        {"subject": "a", "type": "INVESTED_IN", "object": "b", "status": "completed", "amount": 5e6, "currency": "USD"},
        {"subject": "d", "type": "SIGNED", "object": "c"},
    ],
)


def predicted(**changes: object) -> interchange.Extraction:
    relation = {"subject": "e1", "type": "INVESTED_IN", "object": "e2", "confidence": 0.8, **changes}
    return extraction(
        [
            {"id": "e1", "kind": "Fund", "name": "Zorvel Fund", "mentions": [mention("Zorvel Fund"), mention("ZF")]},
            {"id": "e2", "kind": "Company", "name": "Brik Labs", "mentions": [mention("Brik Labs")]},
            {"id": "e3", "kind": "Agreement", "name": "a pact", "mentions": [mention("a pact")]},
            {"id": "e4", "kind": "Person", "name": "Anna Tolm", "mentions": [mention("Anna Tolm")]},
        ],
        [relation, {"subject": "e4", "type": "SIGNED", "object": "e3", "confidence": 0.6}],
    )


def score(found: interchange.Extraction) -> Score:
    made = Score()
    made.add(TEXT, GOLD, found, match_entities(GOLD, found))
    return made


def test_a_right_extraction_is_right() -> None:
    made = score(predicted(status="completed", amount=5_010_000, currency="USD"))
    assert made.entity == Count(4, 4, 4)
    assert made.relation == Count(2, 2, 2)
    assert made.mention == Count(4, 5, 5), "the pact's mention has an article too many"
    assert made.fine == Count(3, 4, 4), "a Company is no Startup, but as an entity it is found"
    assert made.attributes["amount"] == Count(1, 1, 1)


def test_a_wrong_direction_is_wrong_and_missed() -> None:
    made = score(predicted(subject="e2", object="e1"))
    assert made.relation == Count(1, 2, 2)


def test_an_invented_value_counts_as_wrong() -> None:
    assert score(predicted(date="2019")).attributes["date"] == Count(0, 1, 0)


@pytest.mark.parametrize(
    ("name", "gold", "found", "right"),
    [
        ("date", "2018-10", "2018", True),
        ("date", "2018", "2018-10", False),
        ("date", "2018", None, False),
        ("amount", 100.0, 100.9, True),
        ("amount", 100.0, 102.0, False),
        ("role", "Chairman", "chairman", True),
        ("share", "20%", "about 20 per cent", True),
        ("share", "majority", "Majority", True),
        ("share", "51%", "49%", False),
    ],
)
def test_values_are_compared_as_they_are_meant(name: str, gold: object, found: object, right: bool) -> None:
    assert same_value(name, gold, found) is right


def test_forms_are_compared_without_case_article_and_possessive() -> None:
    assert normal("“The  Zorvel–Fund’s”") == normal("zorvel-fund")


def test_the_reliability_table_sets_confidence_against_truth() -> None:
    assert reliability([(0.85, True), (0.81, False), (1.0, True)]) == [
        {"from": 0.8, "to": 0.9, "count": 2, "confidence": 0.83, "right": 0.5},
        {"from": 0.9, "to": 1.0, "count": 1, "confidence": 1.0, "right": 1.0},
    ]


def test_nothing_predicted_is_no_division_by_zero() -> None:
    assert Count(0, 0, 3).to_dict() == {"p": 0.0, "r": 0.0, "f1": 0.0, "right": 0, "predicted": 0, "gold": 3}
