"""The shipped model on texts that it has never seen: other countries, invented names, hard shapes.

Only what a careful reader would be sure of is asked for, and what the text denies must not be found.
"""

from __future__ import annotations

import itertools

import pytest

from entente import settings
from entente.extract import extract_one, pipeline
from entente.extract.read import Document
from entente.extract.read.clean import clean
from entente.interchange import Extraction
from entente.ontology import Kind

pytestmark = pytest.mark.slow

NLP = None


def read(text: str) -> Extraction:
    global NLP  # noqa: PLW0603 - loaded once for the whole file, and only if a test of it runs
    if NLP is None:
        NLP = pipeline.load(settings.load({}).replace(threads=1))
    return extract_one(Document(key="t", text=text, clean=clean(text)), NLP)


def statements(result: Extraction) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in result.entities}
    return {(names[r.subject], r.type.value, names[r.object]) for r in result.relations}


FUND = """{fund} backs {place} start-ups

The {fund} was established in 2014 and is managed by {a} and {b}, both of which committed $500 million to the fund.

One of the fund's most recent investments was in {s}, a {nation} robotics start-up. The {fund} participated in the
Series B funding of {s} in May 2022. {t} is another start-up with strong backing from the {fund}.
"""

NAMES = [
    {
        "fund": "Italy-Oman Investment Fund",
        "a": "Oman Investment Authority",
        "b": "Cassa Depositi e Prestiti",
        "s": "Velletri Robotics",
        "t": "Muscat Mind",
        "place": "Italian",
        "nation": "Italian",
    },
    {
        "fund": "Varenna-Tolmia Growth Fund",
        "a": "Tolmian Sovereign Fund",
        "b": "Varenna Capital",
        "s": "Quorvex Technology",
        "t": "LumaDrill",
        "place": "Tolmian",
        "nation": "Tolmian",
    },
]


@pytest.mark.parametrize("names", NAMES, ids=["real", "invented"])
def test_who_is_behind_a_fund_and_whom_it_backs(names: dict[str, str]) -> None:
    found = statements(read(FUND.format(**names)))
    fund, a, b, s, t = (names[k] for k in ("fund", "a", "b", "s", "t"))
    assert {(a, "MANAGES", fund), (b, "MANAGES", fund)} <= found
    assert {(fund, "INVESTED_IN", s), (fund, "INVESTED_IN", t)} <= found
    assert not {(s, "INVESTED_IN", fund), (t, "INVESTED_IN", fund), (s, "INVESTED_IN", t)} & found


def test_what_is_denied_is_not_stated() -> None:
    found = statements(
        read("Kenya's Safaricom did not invest in the Ugandan start-up Numida, its spokesman said in Nairobi.")
    )
    assert ("Safaricom", "INVESTED_IN", "Numida") not in found


def test_an_abbreviation_is_the_same_thing() -> None:
    result = read(
        "The Brazilian Development Bank (BNDES) signed a memorandum with the Development Bank of Ghana in Accra. "
        "BNDES will lend the money."
    )
    (bank,) = [e for e in result.entities if any(m.text == "BNDES" for m in e.mentions)]
    assert {m.text for m in bank.mentions} == {"Brazilian Development Bank", "BNDES"}
    assert len(bank.mentions) == 3


def test_people_work_for_somebody() -> None:
    found = statements(read("Ingrid Solberg, chief executive of Nordlys Energi, met Chile's president Gabriel Boric."))
    assert ("Ingrid Solberg", "WORKS_FOR", "Nordlys Energi") in found
    assert ("Gabriel Boric", "WORKS_FOR", "Chile") in found


ODD = [
    "",
    "A",
    "\x00",
    "🤝",
    "\u200f\u202eabc\u202c",
    "\n\n\n",
    "PERU AND CANADA SIGN TRADE DEAL IN LIMA",
    "- Peru\n- Canada\n- Chile\n",
    "Company | Country | Amount\nAcme Ltd | Peru | $5m\n",
    "word " * 700,
    "Péru–Canada’s “Fund” (PCF)\r\nand\tthe\u00a0rest\u00ad.",
    "x" * 3000,
    "Россия и Китай подписали соглашение о сотрудничестве.",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_are_read_and_offsets_slice(text: str) -> None:
    result = read(text)
    for entity in result.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
    for statement in result.relations:
        assert text[statement.start : statement.end] == statement.quote


def test_the_headline_in_capitals_names_countries() -> None:
    kinds = {e.name: e.kind for e in read("PERU AND CANADA SIGN TRADE DEAL IN LIMA").entities}
    assert kinds.get("PERU") is Kind.PLACE
    assert kinds.get("CANADA") is Kind.PLACE


def test_a_long_text_is_read_to_its_end_and_the_same_twice() -> None:
    text = "\n\n".join(
        f"Person{i} Brandt is the director of Institute {i} Oslo. It works with the University of Turku."
        for i in range(60)
    )
    once, twice = read(text), read(text)
    assert once == twice
    last = text.rindex("University of Turku")
    assert any(m.start == last for e in once.entities for m in e.mentions)
    starts = [m.start for e in once.entities for m in e.mentions if m.start is not None]
    for a, b in itertools.pairwise(sorted(starts)):
        assert a < b
