"""From a document to the interchange form: offsets, ids, errors, pipelines of the user's own."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from entente.errors import UnreadableDocument
from entente.extract import doc as contract
from entente.extract import extract, extract_one
from entente.extract.doc import DocEntity, DocRelation
from entente.extract.read import Document
from entente.extract.read.clean import clean
from entente.interchange import Extraction, text_hash
from entente.ontology import Kind, RelationType, Status

contract.register()


def document(text: str, key: str = "d.txt") -> Document:
    return Document(key=key, text=text, clean=clean(text), path=key, published="2020-05-01", language="en")


def pipeline(act: Callable[[Doc], None]) -> Language:
    nlp = spacy.blank("en")
    nlp.meta.update(name="test", version="1.2.3")

    class Component:
        def __call__(self, doc: Doc) -> Doc:
            act(doc)
            return doc

    nlp._components.append(("act", Component()))
    nlp._pipe_meta["act"] = Language.get_factory_meta("sentencizer")
    return nlp


def deal(doc: Doc) -> None:
    """The first word invests in the last but one."""
    last = len(doc) - 2
    fund, firm = Span(doc, 0, 1, label="Fund"), Span(doc, last, last + 1, label="Startup")
    doc._.entities = [DocEntity(Kind.FUND, "Zorvel", [fund]), DocEntity(Kind.STARTUP, "Brik", [firm])]
    doc._.relations = [
        DocRelation(0, RelationType.INVESTED_IN, 1, doc[:], (fund, firm), 0.8, Status.COMPLETED, "2019", amount=5.0)
    ]
    doc._.warnings = ["seen"]


def test_a_statement_quotes_the_stored_text_across_its_line_breaks() -> None:
    text = (
        "Zorvel has put a large sum of money into a new and quite unknown start-up in the\nwest, the young firm Brik."
    )
    result = extract_one(document(text), pipeline(deal))
    (statement,) = result.relations
    assert statement.quote == text
    assert (statement.start, statement.end) == (0, len(text))
    assert statement.status is Status.COMPLETED
    assert statement.confidence == 0.8
    assert [m.text for e in result.entities for m in e.mentions] == ["Zorvel", "Brik"]
    assert result.extractor == "test-1.2.3"
    assert result.text_hash == text_hash(text)
    assert result.warnings == ("seen",)
    assert result.published == "2020-05-01"


def test_the_same_text_gives_the_same_ids_and_another_document_others() -> None:
    text = "Zorvel backed Brik."
    ids = [extract_one(document(text, key), pipeline(deal)).relations[0].id for key in ("a", "a", "b")]
    assert ids[0] == ids[1] != ids[2]


def test_one_bad_document_does_not_stop_the_others() -> None:
    def act(doc: Doc) -> None:
        if "bad" in doc.text:
            raise RuntimeError("broken component")
        deal(doc)

    unreadable = UnreadableDocument("x.pdf", "is encrypted")
    good, bad = document("Zorvel backed Brik."), document("bad text", "bad.txt")
    given: list[Document | UnreadableDocument] = [good, bad, unreadable, document("Zorvel got Brik.")]
    results = list(extract(given, pipeline(act)))
    assert [type(r) for r in results] == [Extraction, UnreadableDocument, UnreadableDocument, Extraction]
    assert "bad.txt: extraction failed (RuntimeError: broken component)" in str(results[1])
    assert results[2] is unreadable


def test_an_unnamed_agreement_is_named_after_who_signed_it() -> None:
    def act(doc: Doc) -> None:
        a, b, pact = (Span(doc, i, i + 1) for i in (0, 2, 5))
        doc._.entities = [
            DocEntity(Kind.COMPANY, "Zorvel", [a]),
            DocEntity(Kind.COMPANY, "Brik", [b]),
            DocEntity(Kind.AGREEMENT, "pact", [pact]),
        ]
        doc._.relations = [DocRelation(i, RelationType.SIGNED, 2, doc[:], (a, pact)) for i in (0, 1)]

    result = extract_one(document("Zorvel and Brik signed a pact."), pipeline(act))
    assert result.entities[2].name == "pact (Zorvel, Brik)"


def test_a_pipeline_that_knows_entities_only_can_stand_in() -> None:
    def act(doc: Doc) -> None:
        doc.ents = [Span(doc, 0, 1, label="ORG"), Span(doc, 2, 3, label="MONEY"), Span(doc, 3, 4, label="Fund")]

    result = extract_one(document("Zorvel paid 5 Brik."), pipeline(act))
    assert [(e.kind, e.name) for e in result.entities] == [(Kind.ORGANISATION, "Zorvel"), (Kind.FUND, "Brik")]
    assert result.relations == ()


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("aB .\n\r\t-\x00\u200f\u00ad🤝é’5("), max_size=60))
def test_offsets_always_slice_to_the_mention(text: str) -> None:
    def act(doc: Doc) -> None:
        doc._.entities = [
            DocEntity(Kind.FUND, t.text, [Span(doc, t.i, t.i + 1, label="Fund")])
            for t in doc
            if any(map(str.isalnum, t.text))
        ]

    result = extract_one(document(text), pipeline(act))
    for entity in result.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text
