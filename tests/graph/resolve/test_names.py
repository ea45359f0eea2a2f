"""Names taken apart: normal forms, countries, and keys that bring together what may be one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.graph.resolve import names
from entente.ontology import Kind


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The Russian Direct Investment Fund’s", "russia direct investment fund"),
        ("People's Republic of China", "china"),
        ("Republic of China", "taiwan"),
        ("U.S. Treasury", "united_states treasury"),
        ("contact us", "contact us_"),
        ("Sino–Russian Dialogue", "china russia dialogue"),
        ("Latin America Fund", "latin america fund"),
        ("Росатом", "rosatom"),
        ("São Paulo", "sao paulo"),
        ("Research & Development", "research and development"),
        ("…", ""),
    ],
)
def test_the_normal_form(text: str, normal: str) -> None:
    assert names.normal(text) == normal


def test_countries_are_found_as_nouns_and_adjectives() -> None:
    assert names.countries_in("Saudi-Indian council in the Republic of Korea") == {
        "saudi_arabia",
        "india",
        "south_korea",
    }
    assert names.countries_in("Bank of Georgia Street") == {"georgia"}
    assert names.countries_in("Skolveg") == frozenset()


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.FUND, "Russian Direct Investment Fund", "RDIF"),
        (Kind.FUND, "Russian Direct Investment Fund", "Direct Investment Fund of Russia"),
        (Kind.COMPANY, "SoftBank Corp.", "Soft Bank"),
        (Kind.GOVERNMENT, "Treasury Department", "U.S. Treasury"),
        (Kind.GOVERNMENT, "Ministry of Science and Technology", "MOST"),
        (Kind.PERSON, "Viktor Vekselberg", "Victor Wekselberg"),
        (Kind.PERSON, "Ren Zhengfei", "Zhengfei Ren"),
        (Kind.PERSON, "Putin", "Vladimir Putin"),
        (Kind.AGREEMENT, "memorandum (Rusnano, CASIC, 2015)", "memorandum (CASIC, Rusnano, 2015)"),
    ],
)
def test_what_may_be_one_shares_a_key(kind: Kind, one: str, other: str) -> None:
    assert set(names.keys(kind, [one])) & set(names.keys(kind, [other]))


def test_a_phrase_that_names_nothing_has_no_key() -> None:
    assert names.keys(Kind.AGREEMENT, ["memorandum of understanding", "deal"]) == []


def test_a_common_word_is_no_key_by_itself() -> None:
    banks = set(names.keys(Kind.COMPANY, ["China Development Bank"])) & set(names.keys(Kind.COMPANY, ["Bank of China"]))
    assert banks == set()


@given(st.sampled_from(Kind), st.lists(st.text(max_size=40), max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_text_has_a_normal_form_that_stays_as_it_is_and_sorted_keys(kind: Kind, forms: list[str]) -> None:
    found = names.keys(kind, forms)
    assert found == sorted(set(found))
    assert found == names.keys(kind, list(reversed(forms)))
    for form in forms:
        assert names.normal(form) == names.normal(form.strip())
        assert names.normal(form).isascii()
