"""Forms of one thing come together, forms of two stay apart."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from entente.extract import doc as contract
from entente.extract.components.clusters import (
    FEATURES,
    ClustersComponent,
    Form,
    brackets,
    candidate_pairs,
    differ,
    group,
)
from entente.extract.components.sentences import sentences
from entente.ontology import Kind

contract.register()


def component() -> ClustersComponent:
    """Believes in equal cores and in acronyms, in nothing else."""
    made = ClustersComponent()
    inner = np.eye(FEATURES, dtype=np.float32)
    outer = np.zeros((FEATURES, 1), np.float32)
    outer[[3, 11]] = 4
    made.weights = {
        "inner.weight": inner,
        "inner.bias": np.zeros(FEATURES, np.float32),
        "outer.weight": outer,
        "outer.bias": np.full(1, -2, np.float32),
    }
    return made


def document(text: str, *names: tuple[str, Kind]) -> Doc:
    doc: Doc = sentences(spacy.blank("en")(text))
    spans = []
    for name, kind in names:
        start = 0
        while (start := text.find(name, start)) >= 0:
            span = doc.char_span(start, start + len(name), label=kind)
            assert span is not None
            spans.append(span)
            start += len(name)
    doc.spans[contract.MENTIONS] = spans
    return doc


def names(doc: Doc) -> list[tuple[str, list[str]]]:
    return [(e.name, [m.text for m in e.mentions]) for e in doc._.entities]


def test_an_acronym_joins_its_name_and_the_long_form_is_the_name() -> None:
    doc = component()(
        document("Zorvel Growth Fund (ZGF) grew. ZGF left.", ("Zorvel Growth Fund", Kind.FUND), ("ZGF", Kind.FUND))
    )
    assert names(doc) == [("Zorvel Growth Fund", ["Zorvel Growth Fund", "ZGF", "ZGF"])]


def test_other_forms_stay_apart() -> None:
    doc = component()(document("Zorvel Fund met Brik Fund.", ("Zorvel Fund", Kind.FUND), ("Brik Fund", Kind.FUND)))
    assert len(names(doc)) == 2


def test_the_fund_goes_to_the_fund() -> None:
    doc = component()(
        document("Zorvel Fund met Kallia. The fund left.", ("Zorvel Fund", Kind.FUND), ("Kallia", Kind.PLACE))
    )
    assert [[a.text for a in e.anaphors] for e in doc._.entities] == [["The fund"], []]


def test_a_cluster_has_the_kind_that_most_speaks_for() -> None:
    doc = document("Zorvel met Zorvel Ltd.", ("Zorvel", Kind.COMPANY))
    end = doc[2:4]
    doc.spans[contract.MENTIONS] = [Span(doc, 0, 1, label=Kind.COMPANY), Span(doc, end.start, end.end, label=Kind.FUND)]
    likely = np.full(13, -8, np.float32)
    company, fund = likely.copy(), likely.copy()
    company[1], fund[3], fund[1] = -0.1, -0.5, -1.0
    doc.user_data["entente_kind_scores"] = {(0, 1): company, (end.start, end.end): fund}
    done = component()(doc)
    assert [e.kind for e in done._.entities] == [Kind.COMPANY]
    assert {m.label_ for m in done._.entities[0].mentions} == {"Company"}


def test_names_in_brackets_are_seen() -> None:
    text = "Zorvel Fund (ZF) and Brik, Kallia"
    assert brackets(text, [(0, 11), (13, 15), (21, 25), (27, 33)]) == {("Zorvel Fund", "ZF")}


def test_average_link_needs_more_than_one_good_pair() -> None:
    pairs = [(0, 1), (1, 2)]
    assert group(3, pairs, np.array([5, 1], np.float32)) in ([0, 0, 2], [1, 1, 2])


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=12))
def test_any_forms_have_features(texts: list[str]) -> None:
    forms = [f for f in (Form(t, Kind.COMPANY, i) for i, t in enumerate(texts)) if f.words]
    pairs, rows = candidate_pairs(forms, set())
    assert rows.shape == (len(pairs), FEATURES)
    assert np.isfinite(rows).all()


def test_forms_that_the_user_knows_as_one_are_one() -> None:
    doc = document("Zorvel met the Blue House.", ("Zorvel", Kind.FUND), ("Blue House", Kind.FUND))
    doc.spans[contract.MENTIONS] = [
        Span(doc, s.start, s.end, label=s.label_, span_id="Zorvel Fund") for s in doc.spans[contract.MENTIONS]
    ]
    assert [forms for _, forms in names(component()(doc))] == [["Zorvel", "Blue House"]]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Russia-China Investment Fund", "Russia-China Investment Fund for Regional Development", True),
        ("Russia-China Investment Fund", "China-Russia RMB Investment Cooperation Fund", True),
        ("Russian Direct Investment Fund", "Russia Direct Investment Fund", False),
        ("Norland Ministry of Economic Development", "Ministry of Economic Development", False),
        ("Lumo", "Lumo Robotics", False),
    ],
)
def test_a_qualifier_more_keeps_long_names_apart(a: str, b: str, expected: bool) -> None:
    assert differ(Form(a, Kind.FUND, 0), Form(b, Kind.FUND, 0)) is expected
    assert differ(Form(b, Kind.FUND, 0), Form(a, Kind.FUND, 0)) is expected
