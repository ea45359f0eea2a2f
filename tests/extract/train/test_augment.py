"""A renamed document says the same of other names: spans, relations and evidence move with the text."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from entente.extract.train.augment import Renamer, capitals, invent
from entente.extract.train.data import GoldDocument, GoldEntity, GoldRelation, form_spans
from entente.ontology import Kind, RelationType, Status

TEXT = "Arda Fund backs Lumo\nThe Arda Fund (AF) said on Monday that AF put $5 million into Lumo of Norland."


def document() -> GoldDocument:
    entities = (
        GoldEntity(Kind.FUND, "Arda Fund", ("Arda Fund", "AF")),
        GoldEntity(Kind.COMPANY, "Lumo", ("Lumo",)),
        GoldEntity(Kind.PLACE, "Norland", ("Norland",)),
    )
    start = TEXT.index("The Arda")
    relation = GoldRelation(0, RelationType.INVESTED_IN, 1, Status.COMPLETED, start, len(TEXT))
    return GoldDocument("a01.txt", TEXT, entities, tuple(form_spans(TEXT, entities)), (relation,))


@given(st.integers(0, 10_000))
def test_spans_of_a_renamed_document_hold_one_form_for_each_old_form(seed: int) -> None:
    before = document()
    after = Renamer([before]).rename(before, random.Random(seed), share=1.0)
    assert [owner for _, _, owner in after.spans] == [owner for _, _, owner in before.spans]
    names: dict[str, str] = {}
    for (s, e, _), (start, end, _) in zip(before.spans, after.spans, strict=True):
        assert names.setdefault(before.text[s:e], after.text[start:end]) == after.text[start:end]
    assert len(set(names.values())) == len(names)


@given(st.integers(0, 10_000))
def test_what_is_no_name_stays_and_so_does_the_evidence(seed: int) -> None:
    before = document()
    after = Renamer([before]).rename(before, random.Random(seed), share=1.0)
    (relation,) = after.relations
    assert after.text[relation.start : relation.start + 4] == "The "
    assert relation.end == len(after.text)
    assert "put $5 million into" in after.text[relation.start : relation.end]
    assert after.entities == before.entities


@given(st.from_regex(r"[A-Za-z]{2,12}", fullmatch=True), st.integers(0, 10_000))
def test_an_invented_word_has_the_case_of_the_old(word: str, seed: int) -> None:
    made = invent(word, random.Random(seed))
    assert made.isalpha()
    assert made.isupper() == word.isupper()
    assert made.islower() == word.islower()


def test_a_headline_in_capitals_leaves_the_rest_as_it_was() -> None:
    after = capitals(document(), random.Random(1))
    head, rest = after.text.split("\n")
    assert head == "ARDA FUND BACKS LUMO"
    assert rest == TEXT.split("\n")[1]
