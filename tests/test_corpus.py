"""The annotated texts are whole: every annotation fits its text and the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from entente.extract.gold import GoldText, read_gold
from entente.extract.scoring import gold_spans

FOLDER = Path(__file__).parents[1] / "corpus"


FOLDERS = (FOLDER, FOLDER / "unseen")


@pytest.fixture(scope="module")
def texts() -> list[GoldText]:
    return [text for folder in FOLDERS for text in read_gold(folder)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_text_has_an_annotation(folder: Path) -> None:
    names = {p.stem for p in (folder / "docs").iterdir()}
    assert names == {p.stem for p in (folder / "gold").iterdir()}


def test_no_unseen_text_is_among_those_to_train_on() -> None:
    seen, unseen = ({t.document.clean.text for t in read_gold(folder)} for folder in FOLDERS)
    assert not seen & unseen


def test_every_form_occurs_in_its_text_and_names_one_thing(texts: list[GoldText]) -> None:
    for text in texts:
        spans = gold_spans(text.document.text, text.gold)
        found = {" ".join(text.document.text[s:e].split()) for s, e, _ in spans}
        forms = [" ".join(m.text.split()) for e in text.gold.entities for m in e.mentions]
        assert len(set(forms)) == len(forms), text.document.path
        hidden = set(forms) - found
        # A form may occur only inside a longer one of the same thing.
        assert all(any(form in longer for longer in found) for form in hidden), (text.document.path, hidden)


def test_every_quote_is_a_stretch_of_its_text(texts: list[GoldText]) -> None:
    for text in texts:
        flat = " ".join(text.document.text.split())
        for relation in text.gold.relations:
            assert " ".join(relation.quote.split()) in flat, (text.document.path, relation.quote)


def test_every_statement_joins_ends_that_the_ontology_allows(texts: list[GoldText]) -> None:
    for text in texts:
        kinds = {e.id: e.kind for e in text.gold.entities}
        for r in text.gold.relations:
            assert r.type.allows(kinds[r.subject], kinds[r.object]), (text.document.path, r.subject, r.type, r.object)


def test_an_amount_has_a_currency(texts: list[GoldText]) -> None:
    for text in texts:
        for r in text.gold.relations:
            assert (r.amount is None) == (r.currency is None), (text.document.path, r.quote)
