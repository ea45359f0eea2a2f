"""Dates, amounts, roles, rounds, shares, products and events are filled from the words around the evidence."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from entente.extract import attributes
from entente.extract.doc import DocRelation

from .conftest import Build


@pytest.fixture(scope="module")
def filler() -> Language:
    import spacy

    language = spacy.blank("en")
    for name in attributes.COMPONENTS:
        language.add_pipe(name)
    return language


def fill(filler: Language, doc: Doc) -> list[DocRelation]:
    for _, component in filler.pipeline:
        doc = component(doc)
    relations: list[DocRelation] = doc._.relations
    return relations


def test_a_deal_with_all_its_attributes(build: Build, filler: Language) -> None:
    text = "In October 2018 [Norlund Capital|Fund] invested $300 million in [Veldt|Startup] in a series b round."
    (deal,) = fill(filler, build(text, "INVESTED_IN"))
    assert (deal.date, deal.date_text) == ("2018-10", "October 2018")
    assert (deal.amount, deal.currency, deal.amount_text) == (3e8, "USD", "$300 million")
    assert deal.round == "Series B"


def test_nothing_is_invented(build: Build, filler: Language) -> None:
    (deal,) = fill(filler, build("[Norlund Capital|Fund] invested in [Veldt|Startup].", "INVESTED_IN"))
    empty = (deal.date, deal.amount, deal.currency, deal.round, deal.share, deal.role, deal.product)
    assert empty == (None,) * 7


def test_each_of_two_investors_gets_its_own_amount(build: Build, filler: Language) -> None:
    text = "[Norlund Capital|Fund] put $50 million into [Veldt|Startup] and [Elm Bank|Company] put in $15 million."
    first, second = fill(filler, build(text, "INVESTED_IN", "INVESTED_IN", ends=((0, 1), (2, 1))))
    assert (first.amount, second.amount) == (5e7, 1.5e7)


def test_a_relative_date_needs_the_day_of_publication(build: Build, filler: Language) -> None:
    text = "[Ruritania|Place] signed the [Harbour Treaty|Agreement] on Tuesday."
    (known,) = fill(filler, build(text, "SIGNED", published="2020-07-15"))
    (unknown,) = fill(filler, build(text, "SIGNED"))
    assert (known.date, unknown.date) == ("2020-07-14", None)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("[Norlund Bank|Company] General Director [Jane Roe|Person] spoke.", "General Director"),
        ("[Jane Roe|Person], the deputy chief executive of [Norlund Bank|Company], spoke.", "deputy chief executive"),
        ("[Jane Roe|Person], founder and CEO of [Norlund Bank|Company], spoke.", "CEO"),
        ("[Jane Roe|Person], minister of foreign affairs of [Ruritania|Place], spoke.", "minister of foreign affairs"),
        ("[Jane Roe|Person] works for [Norlund Bank|Company].", None),
    ],
)
def test_job_titles(build: Build, filler: Language, text: str, role: str | None) -> None:
    doc = build(text, "WORKS_FOR")
    relation = doc._.relations[0]
    if doc._.entities[0].kind != "Person":
        relation.subject, relation.object = 1, 0
        relation.anchors = relation.anchors[::-1]
    assert fill(filler, doc)[0].role == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("[Jane Roe|Person] opened the [Elm Forum|Forum].", "opened"),
        ("[Jane Roe|Person] gave a keynote at the [Elm Forum|Forum].", "keynote speaker"),
        ("[Jane Roe|Person] came to the [Elm Forum|Forum].", None),
    ],
)
def test_deeds_at_a_forum(build: Build, filler: Language, text: str, role: str | None) -> None:
    assert fill(filler, build(text, "PARTICIPATED_IN"))[0].role == role


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("[Norlund Bank|Company] holds 51 % of [Veldt|Startup].", "51 %"),
        ("[Norlund Bank|Company] owns about 22 per cent of [Veldt|Startup].", "about 22 per cent"),
        ("[Norlund Bank|Company] has a majority stake in [Veldt|Startup].", "majority"),
        ("[Norlund Bank|Company], whose profit rose by 5%, owns [Veldt|Startup].", None),
    ],
)
def test_shares(build: Build, filler: Language, text: str, share: str | None) -> None:
    assert fill(filler, build(text, "OWNS"))[0].share == share


def test_products(build: Build, filler: Language) -> None:
    text = "[Norlund Bank|Company] supplies the cameras to [Ruritania|Place]."
    assert fill(filler, build(text, "SUPPLIES"))[0].product == "cameras"


def test_investments_of_one_round_are_one_event_and_those_of_two_rounds_are_two(build: Build, filler: Language) -> None:
    text = (
        "[Norlund|Fund] invested in [Veldt|Startup] in the Series A round. [Elm|Fund] joined that Series A round of "
        "[Veldt|Startup]. Some time later [Oak|Fund] invested in [Veldt|Startup] in a Series B round."
    )
    ends = ((0, 1), (2, 1), (3, 1))
    a, b, c = fill(filler, build(text, "INVESTED_IN", "INVESTED_IN", "INVESTED_IN", ends=ends))
    assert a.event == b.event != c.event
    again = fill(filler, build(text, "INVESTED_IN", "INVESTED_IN", "INVESTED_IN", ends=ends))
    assert [r.event for r in again] == [a.event, b.event, c.event]


@pytest.mark.parametrize("text", ["", "x", "\n\n", "😀"])
def test_a_text_without_statements_passes(build: Build, filler: Language, text: str) -> None:
    assert fill(filler, build(text)) == []
