"""Amounts of money: number, magnitude, currency; a wrong currency is worse than none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.extract.attributes.money import find_money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("R1.4bn", 1.4e9, "ZAR"),
        ("R30m", 3e7, "ZAR"),
        ("US$300 million", 3e8, "USD"),
        ("a $1.5bn fund", 1.5e9, "USD"),
        ("$1T in assets", 1e12, "USD"),
        ("$250-million", 2.5e8, "USD"),
        ("a €100 million round", 1e8, "EUR"),
        ("35 million euros", 3.5e7, "EUR"),
        ("12,5 million euros", 1.25e7, "EUR"),
        ("1 200 000 EUR", 1.2e6, "EUR"),
        ("$1,234,567.89", 1234567.89, "USD"),
        ("100 million yuan", 1e8, "CNY"),
        ("RMB 2 billion", 2e9, "CNY"),
        ("500 million renminbi", 5e8, "CNY"),
        ("more than one billion roubles", 1e9, "RUB"),
        ("half a billion dollars", 5e8, "USD"),
        ("one and a half million pounds", 1.5e6, "GBP"),
        ("two hundred million dollars", 2e8, "USD"),
        ("Rs 500 crore to Delhi, India", 5e9, "INR"),
        ("₹1,20,000", 120000, "INR"),
        ("2 lakh crore rupees of India", 2e12, "INR"),
        ("C$5.2M", 5.2e6, "CAD"),
        ("NT$3.5bn", 3.5e9, "TWD"),
        ("R$40 million", 4e7, "BRL"),
        ("SEK 310 million", 3.1e8, "SEK"),
        ("10m Swiss francs", 1e7, "CHF"),
        ("3 billion dirhams from Dubai", 3e9, "AED"),
        ("3 billion dirhams from Morocco", 3e9, "MAD"),
        ("¥70 billion from Japan", 7e10, "JPY"),
        ("¥70 billion from China", 7e10, "CNY"),
        ("a 500-million-dollar fund", 5e8, "USD"),
        ("$10-15 million", 1e7, "USD"),
        ("between 10 and 15 million euros", 1e7, "EUR"),
        ("$10 million to $15 million", 1e7, "USD"),
    ],
)
def test_amounts_in_every_way_of_writing(text: str, amount: float, currency: str) -> None:
    (money,) = find_money(text)
    assert money.amount == pytest.approx(amount)
    assert money.currency == currency


@pytest.mark.parametrize("text", ["3 billion dirhams", "Rs 500", "¥70 billion", "2 million pesos", "9 million kronor"])
def test_a_currency_of_several_countries_stays_open_where_none_is_named(text: str) -> None:
    (money,) = find_money(text)
    assert money.currency is None


@pytest.mark.parametrize(
    "text", ["a dollar sign", "300 million people", "5%", "G20", "in 2019", "several hundred million dollars", "$"]
)
def test_what_is_no_amount(text: str) -> None:
    assert find_money(text) == []


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="0123456789 .,-$€£ millonbUSDRsk¥", max_size=60))
def test_any_text_gives_amounts_at_their_place_and_apart(text: str) -> None:
    end = 0
    for money in find_money(text):
        assert end <= money.start < money.end <= len(text)
        assert money.amount > 0
        end = money.end


@settings(deadline=None)  # the machine may be busy
@given(st.integers(min_value=1, max_value=10**12))
def test_every_whole_number_is_read_back(number: int) -> None:
    (money,) = find_money(f"It paid ${number:,} for it.")
    assert money.amount == number
