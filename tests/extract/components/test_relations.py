"""Statements are scored by direction, only where the ontology allows them, and quote the sentence that makes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

from entente.errors import InputError
from entente.extract.components.encoder import ENCODING, EncodedWindow
from entente.extract.components.relations import CONFIDENCE, RelationsComponent, RelationScorer
from entente.extract.components.sentences import sentences
from entente.extract.components.weights import write_weights
from entente.extract.doc import DocEntity
from entente.extract.heads import ALLOWED, DISTANCES, KINDS, STATUSES, TYPES, Floats
from entente.extract.windows import Window
from entente.ontology import Kind

HIDDEN, PAIR, KIND, DISTANCE, HEADS = 6, 5, 3, 2, 2


def weights(seed: int = 1) -> dict[str, Floats]:
    rng = np.random.default_rng(seed)
    plain, out = 2 * KIND + DISTANCE, len(TYPES) + 1
    shapes = {
        "anaphor": (HIDDEN,),
        "kind.weight": (len(KINDS), KIND),
        "distance.weight": (DISTANCES, DISTANCE),
        "head.weight": (PAIR, 2 * HIDDEN),
        "tail.weight": (PAIR, 2 * HIDDEN),
        "forth.weight": (PAIR, 4 * HIDDEN),
        "back.weight": (PAIR, 4 * HIDDEN),
        "plain.weight": (PAIR, plain),
        "plain.bias": (PAIR,),
        "inner.weight": (PAIR, PAIR),
        "inner.bias": (PAIR,),
        "out.weight": (out, PAIR),
        "out.bias": (out,),
        "direct.weight": (out, plain),
        "status.weight": (len(STATUSES), PAIR),
        "status.bias": (len(STATUSES),),
        "calibration": (CONFIDENCE,),
    }
    made = {name: rng.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    return {**made, "worth": np.ones((len(KINDS), len(KINDS), DISTANCES), np.float32)}


def read(text: str, **kinds: Kind) -> Doc:
    """A document whose entities are its words of these names, encoded one piece a word at random."""
    doc: Doc = sentences(spacy.blank("en")(text))
    doc._.entities = [
        DocEntity(kind, name, [Span(doc, t.i, t.i + 1) for t in doc if t.text == name], confidence=0.9)
        for name, kind in kinds.items()
    ]
    rng = np.random.default_rng(len(text))
    pieces = len(doc) + 2
    attention = rng.random((HEADS, pieces, pieces)).astype(np.float32)
    places = np.arange(1, len(doc) + 1)
    window = Window(0, len(doc), np.zeros(pieces, np.int64), np.zeros(pieces, np.int64), places, places)
    hidden = rng.normal(size=(pieces, HIDDEN)).astype(np.float32)
    doc.user_data[ENCODING] = [EncodedWindow(window, hidden, attention / attention.sum(-1, keepdims=True))]
    return doc


def component(floor: float = 0.0) -> RelationsComponent:
    made = RelationsComponent(floor=floor)
    made.weights = weights()
    return made


TEXT = "Arda runs the Nordfund. Lumo of Norland said so. The Nordfund is near Lumo."
ENDS = {"Arda": Kind.COMPANY, "Nordfund": Kind.FUND, "Lumo": Kind.COMPANY, "Norland": Kind.PLACE}


def test_only_what_the_ontology_allows_is_stated() -> None:
    doc = component()(read(TEXT, **ENDS))
    kinds = [e.kind for e in doc._.entities]
    assert doc._.relations
    assert all(r.type.allows(kinds[r.subject], kinds[r.object]) for r in doc._.relations)


def test_a_symmetric_statement_is_made_once() -> None:
    doc = component()(read(TEXT, **ENDS))
    said = [(r.subject, r.object) for r in doc._.relations if r.type.symmetric]
    assert all(subject < obj for subject, obj in said)
    assert len(set(said)) == len(said)


def test_nothing_below_the_floor_is_stated() -> None:
    everything = [r.confidence for r in component()(read(TEXT, **ENDS))._.relations]
    floor = sorted(everything)[len(everything) // 2]
    kept = [r.confidence for r in component(floor)(read(TEXT, **ENDS))._.relations]
    assert sorted(kept) == sorted(c for c in everything if c >= floor)


def test_the_evidence_is_a_whole_sentence_that_names_both_ends_where_there_is_one() -> None:
    doc = component()(read(TEXT, **ENDS))
    (quote,) = {r.evidence.text for r in doc._.relations if {r.subject, r.object} == {0, 1}}
    assert quote == "Arda runs the Nordfund."


def test_each_statement_says_where_its_act_stands() -> None:
    for relation in component()(read(TEXT, **ENDS))._.relations:
        assert np.exp(relation.status_scores).sum() == pytest.approx(1, abs=1e-4)


def test_the_order_of_the_mentions_makes_a_difference() -> None:
    scorer = RelationScorer(weights())
    rng = np.random.default_rng(2)
    hidden, attention = rng.normal(size=(9, HIDDEN)).astype(np.float32), np.full((HEADS, 9, 9), 1 / 9, np.float32)
    kinds = np.array([KINDS.index(Kind.COMPANY)] * 2)
    first = np.array([2, 6])

    def margins(owner: list[int]) -> Floats:
        scored = scorer(hidden, attention, first, first, np.array(owner), np.zeros(2, np.float32), kinds)
        row = int(np.flatnonzero((scored.heads == 0) & (scored.tails == 1))[0])
        result: Floats = scored.margins[row]
        return result

    assert not np.allclose(margins([0, 1]), margins([1, 0]))


def test_every_pair_that_some_type_may_join_is_scored() -> None:
    scorer = RelationScorer(weights())
    kinds = np.array([KINDS.index(k) for k in (Kind.PERSON, Kind.TECHNOLOGY, Kind.COMPANY)])
    places = np.array([1, 3, 5])
    scored = scorer(
        np.zeros((7, HIDDEN), np.float32),
        np.full((HEADS, 7, 7), 1 / 7, np.float32),
        places,
        places,
        np.arange(3),
        np.zeros(3, np.float32),
        kinds,
    )
    pairs = set(zip(scored.heads.tolist(), scored.tails.tolist(), strict=True))
    expected = {(a, b) for a in range(3) for b in range(3) if a != b and ALLOWED[kinds[a], kinds[b]].any()}
    assert pairs == expected


def test_weights_of_an_older_version_are_refused_by_name(tmp_path: Path) -> None:
    old = {name: value for name, value in weights().items() if not name.startswith("status")}
    write_weights(tmp_path, old)
    with pytest.raises(InputError, match=r"status\.bias.*train"):
        RelationsComponent().from_disk(tmp_path)


def test_pairs_that_hardly_ever_state_anything_are_not_looked_at() -> None:
    made = component()
    made.weights["worth"][KINDS.index(Kind.COMPANY), KINDS.index(Kind.FUND)] = 0
    doc = made(read(TEXT, **ENDS))
    kinds = [e.kind for e in doc._.entities]
    ends = {(kinds[r.subject], kinds[r.object]) for r in doc._.relations}
    assert (Kind.COMPANY, Kind.FUND) not in ends
    assert (Kind.COMPANY, Kind.PLACE) in ends
