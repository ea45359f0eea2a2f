"""Tag sequences are legal and the best there are; one form has one kind."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from entente.errors import InputError
from entente.extract.components.mentions import MentionsComponent, agree, measure, read_tags, tidy, viterbi
from entente.extract.heads import KINDS, TAGS, Floats, log_softmax
from entente.ontology import Kind

K = len(KINDS)
SCORES = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 9), st.just(len(TAGS))), elements=st.floats(-5, 5, width=16)
)


def legal(tags: list[int]) -> bool:
    return all(t <= K or (i > 0 and tags[i - 1] in (t, t - K)) for i, t in enumerate(tags))


def tag(name: str) -> int:
    return TAGS.index(name)


def sure(*names: str) -> Floats:
    """Scores that are nearly certain of these tags."""
    scores = np.zeros((len(names), len(TAGS)), np.float32)
    for w, name in enumerate(names):
        scores[w, tag(name)] = 9
    return log_softmax(scores)


@given(SCORES, st.sets(st.integers(1, 8)))
def test_no_kind_goes_on_that_has_not_begun(scores: Floats, borders: set[int]) -> None:
    starts = [0, *sorted(b for b in borders if b < len(scores))]
    tags = viterbi(scores, starts)
    for start, end in itertools.pairwise([*starts, len(scores)]):
        assert legal(tags[start:end])


@settings(max_examples=20)
@given(arrays.arrays(np.float32, (3, len(TAGS)), elements=st.floats(-5, 5, width=16)))
def test_the_sequence_is_the_best_legal_one(scores: Floats) -> None:
    best = max(
        (sum(float(scores[w, t]) for w, t in enumerate(tags)))
        for tags in itertools.product(range(len(TAGS)), repeat=3)
        if legal(list(tags))
    )
    assert sum(float(scores[w, t]) for w, t in enumerate(viterbi(scores, [0]))) == pytest.approx(best, abs=1e-4)


def test_a_name_that_begins_anew_is_another_mention() -> None:
    names = ["B-Fund", "I-Fund", "B-Fund", "O", "B-Place"]
    found = read_tags([tag(n) for n in names], sure(*names))
    assert [(m.start, m.end, KINDS[m.kind]) for m in found] == [
        (0, 2, Kind.FUND),
        (2, 3, Kind.FUND),
        (4, 5, Kind.PLACE),
    ]
    assert all(m.score > -0.01 for m in found)


def test_an_unsure_mention_scores_lower() -> None:
    scores = sure("B-Fund", "I-Fund", "O")
    doubtful = log_softmax(np.where(scores > -1, scores - 7, scores))
    assert measure(doubtful, 0, 2).score < measure(scores, 0, 2).score


def test_a_form_found_once_is_found_wherever_it_stands_and_has_one_kind() -> None:
    doc = spacy.blank("en")("Zorvel met Zorvel , then Zorvel left Kallia")
    scores = sure("B-Fund", "O", "O", "O", "O", "B-Fund", "O", "B-Place")
    found = agree(doc, read_tags(viterbi(scores, [0]), scores), scores)
    assert [(m.start, KINDS[m.kind]) for m in found] == [
        (0, Kind.FUND),
        (2, Kind.FUND),
        (5, Kind.FUND),
        (7, Kind.PLACE),
    ]


def test_without_an_encoder_it_says_so() -> None:
    with pytest.raises(InputError, match="entente_encoder"):
        MentionsComponent()(spacy.blank("en")("a text"))


@pytest.mark.parametrize(
    ("words", "tagged", "names"),
    [
        ("in Arda ( CIF ) 2024 it", [(1, 2), (3, 6)], ["Arda ( CIF ) 2024"]),
        ("to Arda ( Pty ) Ltd .", [(1, 2), (3, 6)], ["Arda ( Pty ) Ltd"]),
        ("to Arda ( RF ) ( Pty ) Ltd .", [(1, 2)], ["Arda ( RF ) ( Pty ) Ltd"]),
        ("by Arda Fund ( AF ) and", [(1, 3), (4, 5)], ["Arda Fund", "AF"]),
        ("or CPI(M ) said", [(1, 2)], ["CPI(M )"]),
        ("the Arda ( of Lumo", [(1, 3)], ["Arda"]),
        ("over Arda \n Lumo Air is", [(1, 5)], ["Arda", "Lumo Air"]),
    ],
)
def test_a_name_keeps_to_its_line_and_closes_its_brackets(
    words: str, tagged: list[tuple[int, int]], names: list[str]
) -> None:
    listed = words.split(" ")
    scores = np.zeros((len(listed), len(TAGS)), np.float32)
    found = tidy(listed, [measure(scores, s, e, 1) for s, e in tagged], scores)
    assert [" ".join(listed[m.start : m.end]) for m in found] == names


@given(st.lists(st.sampled_from(["(", ")", "a", "\n", "Ltd"]), min_size=1, max_size=9), st.data())
def test_tidy_names_are_in_order_apart_and_not_empty(words: list[str], data: st.DataObject) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(words)), max_size=6)))
    scores = np.zeros((len(words), len(TAGS)), np.float32)
    tagged = (
        [measure(scores, s, e, 1) for s, e in zip(edges[::2], edges[1::2], strict=True)] if len(edges) % 2 == 0 else []
    )
    found = tidy(words, tagged, scores)
    assert all(m.start < m.end for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
