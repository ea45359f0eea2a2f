"""Definite nominals and pronouns stand for the nearest fitting name."""

from __future__ import annotations

import pytest

from entente.extract.anaphors import find_anaphors
from entente.ontology import Kind

WORDS = "Zorvel Fund met Anna Brik in Kallia . The joint fund grew . It paid her . The company of Kallia left .".split()
MENTIONS = [(0, 2, Kind.FUND), (3, 5, Kind.PERSON), (6, 7, Kind.PLACE)]


def sentences(words: list[str]) -> list[int]:
    number, found = 0, []
    for word in words:
        found.append(number)
        number += word == "."
    return found


def test_nominals_and_pronouns_find_their_names() -> None:
    found = find_anaphors(WORDS, sentences(WORDS), MENTIONS)
    assert [(" ".join(WORDS[a.start : a.end]), a.antecedent) for a in found] == [
        ("The joint fund", 0),
        ("It", 0),
        ("her", 1),
    ]


@pytest.mark.parametrize(
    "text",
    ["The park opened .", "The fund of funds closed .", "The Fund Manager left .", "A fund opened ."],
)
def test_what_fits_no_name_or_names_something_else_is_no_anaphor(text: str) -> None:
    words = ["Zorvel", "Capital", ".", *text.split()]
    assert find_anaphors(words, sentences(words), [(0, 2, Kind.PERSON)]) == []


def test_a_name_too_far_back_is_not_meant() -> None:
    words = "Zorvel Fund .".split() + ["So", "."] * 5 + "The fund grew .".split()
    assert find_anaphors(words, sentences(words), [(0, 2, Kind.FUND)]) == []


def test_nothing_is_found_without_mentions() -> None:
    assert find_anaphors(["It", "rained"], [0, 0], []) == []
