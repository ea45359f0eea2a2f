"""Pairs of names with a careful reader's verdict; what stands around them decides where names don't."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.graph.resolve import Party, decide
from entente.ontology import Exclusion, Kind, exclusion


def party(kind: Kind | str, *forms: str, **context: Any) -> Party:
    """A party with these forms, the first its name."""
    sets = {name: frozenset(items) for name, items in context.items()}
    return Party(Kind(kind), forms[0], dict.fromkeys(forms, 1), **sets)


SAME = [
    ("Fund", "Russian Direct Investment Fund", "Russia Direct Investment Fund"),
    ("Fund", "Russian Direct Investment Fund", "the Russian Direct Investment Fund’s"),
    ("Fund", "Russia-China Investment Fund", "Sino-Russian Investment Fund"),
    ("Fund", "Russian Venture Company", "Russian Venture Company (RVC)"),
    ("Company", "Huawei", "Huawei Technologies Co., Ltd."),
    ("Company", "NOVATEK", "OAO Novatek"),
    ("Company", "Leader", "Leader, CJSC"),
    ("Company", "Johnson & Johnson", "Johnson and Johnson Inc."),
    ("Company", "Росатом", "Rosatom"),
    ("Company", "Siemens AG", "Siemens"),
    ("Company", "Mubadala", "Mubadala Investment Company"),
    ("Government", "Ministry of Science and Technology of China", "Chinese Ministry of Science and Technology"),
    ("Government", "Ministry of Commerce of the People's Republic of China", "Chinese Ministry of Commerce"),
    ("Government", "U.S. Department of Commerce", "Commerce Department of the United States"),
    ("Government", "Government of Japan", "Japanese government"),
    ("Park", "Skolkovo Innovation Centre", "Skolkovo Innovation Center"),
    ("University", "Universität Zürich", "Universitat Zurich"),
    ("University", "Cornell", "Cornell University"),
    ("Organisation", "Gavi", "Gavi, the Vaccine Alliance"),
    ("Agreement", "strategic agreement (Rusnano, CASIC, 2015)", "Strategic agreement (CASIC, Rusnano, 2015)"),
    ("Person", "Viktor Vekselberg", "Victor Vekselberg"),
    ("Person", "Alexey Likhachev", "Алексей Лихачев"),
    ("Person", "Ren Zhengfei", "Zhengfei Ren"),
    ("Person", "Joseph Biden", "Joe Biden"),
    ("Person", "Dr. Yury Slyusar", "Yuri Slyusar"),
    ("Person", "Vladimir Putin", "Vladimir Vladimirovich Putin"),
    ("Person", "Hamad bin Khalifa Al Thani", "Hamad bin Khalifa al-Thani"),
    ("Place", "Saint Petersburg", "St. Petersburg"),
    ("Technology", "nano technology", "nanotechnology"),
]

DIFFERENT = [
    ("Fund", "Russia-China Investment Fund", "Russia-China Investment Fund for Regional Development"),
    ("Fund", "Russia-China Investment Fund", "Russia-China Venture Fund"),
    ("Fund", "Russia-China Investment Fund", "Russia-Japan Investment Fund"),
    ("Fund", "China Investment Fund", "Russia-China Investment Fund"),
    ("Fund", "Vostok Fund I", "Vostok Fund II"),
    ("Company", "Siemens", "Siemens Energy"),
    ("Company", "Bank of China", "Bank of Russia"),
    ("Government", "Ministry of Finance of China", "Ministry of Finance of Russia"),
    ("Government", "Ministry of Science and Technology", "Department of Science and Technology"),
    ("Government", "Government of Shanghai", "Government of Beijing"),
    ("Forum", "4th Russian-Chinese Forum", "5th Russian-Chinese Forum"),
    ("Forum", "Open Innovations 2016", "Open Innovations 2017"),
    ("Agreement", "memorandum (Rusnano, CASIC, 2015)", "memorandum (Rusnano, CASIC, 2016)"),
    ("Agreement", "memorandum", "memorandum"),
    ("Park", "science park", "science park"),
    ("Person", "Li Keqiang", "Li Qiang"),
    ("Person", "Paul Desmarais Jr.", "Paul Desmarais Sr."),
    ("Person", "Wang Jing", "Wang Qing"),
    ("University", "Moscow Aviation Institute", "Moscow Power Institute"),
]


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_these_are_the_same(kind: str, one: str, other: str) -> None:
    decision = decide(party(kind, one), party(kind, other))
    assert decision.verdict == "same", decision


@pytest.mark.parametrize(("kind", "one", "other"), DIFFERENT)
def test_these_are_different(kind: str, one: str, other: str) -> None:
    decision = decide(party(kind, one), party(kind, other))
    assert decision.verdict == "different", decision


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (party("Forum", "Open Innovations"), party("Forum", "Open Innovations 2017", "Open Innovations")),
        (party("Organisation", "Skolveg"), party("Park", "Skolveg")),
        (party("Company", "Kaspar Lab, Inc."), party("Company", "AO Kaspar Lab")),
        (party("Government", "Embassy of China"), party("Government", "Chinese embassy")),
        (party("Fund", "VDIF"), party("Fund", "Vostok Direct Investment Fund")),
        (party("Person", "Putin"), party("Person", "Vladimir Putin")),
        (party("Government", "Ministry of Finance"), party("Government", "Ministry of Finance")),
    ],
)
def test_these_are_for_a_person_to_decide(one: Party, other: Party) -> None:
    assert decide(one, other).verdict == "unsure"


def test_a_name_that_every_country_has_is_one_body_only_within_a_country() -> None:
    name = ("Government", "Ministry of Finance")
    here = party(*name, countries={"chile"}, background={"chile", "peru"})
    assert decide(here, party(*name, countries={"chile"})).verdict == "same"
    assert decide(here, party(*name, background={"chile"})).verdict == "same"
    assert decide(here, party(*name, countries={"peru"})).verdict == "different"
    assert decide(here, party(*name, background={"norway"})).verdict == "unsure"


def test_a_surname_is_somebody_only_among_the_same_people() -> None:
    known = party("Person", "Ilya Marek", neighbours={"aurora fund"}, countries={"norway"})
    assert decide(party("Person", "Marek", neighbours={"aurora fund"}), known).verdict == "same"
    assert decide(party("Person", "Marek"), known).verdict == "unsure"
    assert decide(party("Person", "Marek", countries={"chile"}), known).verdict == "different"


def test_an_abbreviation_joins_what_it_abbreviates_once_a_text_says_so() -> None:
    told = party("Fund", "Vostok Direct Investment Fund", "VDIF")
    assert decide(party("Fund", "VDIF"), told).verdict == "same"
    assert decide(party("Fund", "V.D.I.F."), told).verdict == "same"


def test_an_abbreviation_with_two_expansions_joins_nothing() -> None:
    one = party("Organisation", "Caisse des Dépôts et Consignations", "CDC")
    other = party("Organisation", "Centers for Disease Control", "CDC")
    assert decide(one, other).verdict == "different"


@pytest.mark.parametrize("a", list(Kind))
@pytest.mark.parametrize("b", list(Kind))
def test_kinds_that_exclude_each_other_are_never_merged(a: Kind, b: Kind) -> None:
    decision = decide(party(a, "Orion Vega"), party(b, "Orion Vega"))
    match exclusion(a, b):
        case Exclusion.NEVER:
            assert (decision.verdict, decision.score) == ("different", 0.0)
        case Exclusion.UNSURE:
            assert decision.verdict == "unsure"
        case Exclusion.POSSIBLE:
            assert decision.verdict == "same"


_WORDS = st.sampled_from(
    "Vostok Aurora Fund of China Russian Bank II 2019 RDIF (VDIF) Ltd Ministry Кама & bin the J.".split()
)
_FORM = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join) | st.text(min_size=1, max_size=12)
_FORMS = st.lists(_FORM, min_size=1, max_size=3)
_PARTIES = st.builds(
    lambda kind, forms, home, near: party(kind, *forms, countries=home, background=home, neighbours=near),
    st.sampled_from(Kind),
    _FORMS,
    st.sets(st.sampled_from(["china", "russia"])),
    st.sets(st.sampled_from(["orion", "lyra"])),
)


@given(_PARTIES, _PARTIES)
@settings(max_examples=200, deadline=None)
def test_a_verdict_does_not_depend_on_who_comes_first(one: Party, other: Party) -> None:
    here, there = decide(one, other), decide(other, one)
    assert (here.verdict, here.score) == (there.verdict, there.score)
    assert 0 <= here.score <= 1
    assert here.why
