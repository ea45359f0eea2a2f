"""Surface forms of an annotation become spans of the text."""

from __future__ import annotations

from entente.extract.train.data import GoldEntity, form_spans
from entente.ontology import Kind


def spans(text: str, *forms: str) -> list[str]:
    entities = [GoldEntity(Kind.COMPANY, form, (form,)) for form in forms]
    return [text[start:end] for start, end, _ in form_spans(text, entities)]


def test_the_longest_form_takes_its_words_first() -> None:
    assert spans("Lumo Bank and Lumo", "Lumo", "Lumo Bank") == ["Lumo Bank", "Lumo"]


def test_a_form_is_found_as_a_whole_word_only() -> None:
    assert spans("Lumoland, Lumo.", "Lumo") == ["Lumo"]


def test_a_footnote_number_glued_to_a_name_is_no_part_of_it() -> None:
    assert spans("Lumo12 said", "Lumo") == ["Lumo"]


def test_white_space_within_a_name_may_be_a_line_break() -> None:
    assert spans("the Lumo\nBank", "Lumo Bank") == ["Lumo\nBank"]
