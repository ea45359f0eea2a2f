"""The small linear models learn what tells labels apart, and the same examples give the same model."""

from __future__ import annotations

from entente.extract.train.attributes import fit, fit_ranker

EXAMPLES = [(["word|will"], "planned"), (["word|signed"], "completed")] * 20


def test_a_classifier_learns_which_words_tell_a_label() -> None:
    model = fit(EXAMPLES, ["planned", "completed"])
    assert model.probabilities(["word|will"])[0] > 0.8
    assert model.probabilities(["word|signed"])[1] > 0.8


def test_the_same_examples_give_the_same_weights() -> None:
    assert fit(EXAMPLES, ["planned", "completed"]).weights == fit(EXAMPLES, ["planned", "completed"]).weights


def test_a_feature_seen_once_is_dropped() -> None:
    model = fit([*EXAMPLES, (["word|once"], "planned")], ["planned", "completed"])
    assert "word|once" not in model.weights


def test_a_ranker_prefers_what_was_right_among_candidates() -> None:
    near, far, none = ["near"], ["far"], ["none"]
    model = fit_ranker([([none, far, near], [2])] * 20)
    assert model.score(near) > model.score(none)
    assert model.score(near) > model.score(far)
