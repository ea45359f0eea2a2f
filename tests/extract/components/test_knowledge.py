"""A user's names stand over the model's; a bad file is refused with the entry that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Span

from entente.errors import InputError
from entente.extract import doc as contract
from entente.extract.components.knowledge import Entry, KnowledgeComponent, read_knowledge
from entente.ontology import Kind

contract.register()


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


ROW = {"name": "Zorvel Growth Fund", "kind": "Fund", "aliases": ["ZGF"]}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("names.json", json.dumps([ROW])),
        ("names.jsonl", json.dumps(ROW) + "\n\n"),
        ("names.toml", '[[entity]]\nname = "Zorvel Growth Fund"\nkind = "Fund"\naliases = ["ZGF"]\n'),
    ],
)
def test_three_formats_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    assert read_knowledge(write(tmp_path / name, text)) == [
        Entry(name="Zorvel Growth Fund", kind=Kind.FUND, aliases=("ZGF",))
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not JSON"),
        ('{"name": "X"}', "list of entries"),
        ('[{"name": "X", "kind": "Bank"}]', "entry 1: kind"),
        ('[{"kind": "Fund"}]', "needs a name or patterns"),
        ('[{"name": " ", "kind": "Fund"}]', "empty"),
        ('[{"name": "X", "kind": "Fund", "alias": ["Y"]}]', "entry 1: alias"),
        ('[{"patterns": [[]], "kind": "Fund", "aliases": ["Y"]}]', "aliases need a name"),
    ],
)
def test_a_bad_file_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        read_knowledge(write(tmp_path / "names.json", text))
    assert "names.json" in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.json: can't be read"):
        read_knowledge(tmp_path / "gone.json")


def test_a_pattern_that_spacy_refuses_is_named() -> None:
    component = KnowledgeComponent(spacy.blank("en"))
    with pytest.raises(InputError, match=r"names\.json: entry 1: not a spaCy token pattern"):
        component.add([Entry(kind=Kind.FUND, patterns=([{"NOPE": 1}],))], "names.json")


def test_known_names_take_the_place_of_what_they_overlap() -> None:
    nlp = spacy.blank("en")
    component = KnowledgeComponent(nlp)
    component.add(
        [
            Entry(name="Zorvel Growth Fund", kind=Kind.FUND, aliases=("ZGF",)),
            Entry(kind=Kind.PARK, patterns=([{"IS_TITLE": True}, {"LOWER": "technopark"}],)),
        ]
    )
    doc = nlp("Growth of ZGF : Zorvel Growth Fund saw Brik Technopark in Kallia .")
    doc.spans[contract.MENTIONS] = [Span(doc, 5, 7, label="Company"), Span(doc, 11, 12, label="Place")]
    found = [(m.text, m.label_) for m in component(doc).spans[contract.MENTIONS]]
    assert found == [
        ("ZGF", "Fund"),
        ("Zorvel Growth Fund", "Fund"),
        ("Brik Technopark", "Park"),
        ("Kallia", "Place"),
    ]


def test_it_comes_back_from_disk(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    component = KnowledgeComponent(nlp)
    component.add([Entry(name="Zorvel", kind=Kind.FUND)])
    component.to_disk(tmp_path / "knowledge")
    other = KnowledgeComponent(nlp).from_disk(tmp_path / "knowledge")
    doc = other(nlp("The Zorvel grew"))
    assert [m.text for m in doc.spans[contract.MENTIONS]] == ["Zorvel"]
