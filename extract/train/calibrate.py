"""Confidence that means what it says: logistic models of what turned out right on held-out documents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.components.mentions import MentionsComponent
from entente.extract.components.relations import CONFIDENCE, RelationsComponent, confidence_row
from entente.extract.doc import MENTIONS
from entente.extract.gold import GoldText
from entente.extract.heads import TYPES, Doubles, Floats
from entente.extract.run import to_extraction
from entente.extract.scoring import coarse, gold_spans, match_entities
from entente.ontology import Kind


def logistic(rows: Doubles, right: Doubles, ridge: Doubles, start: Doubles, steps: int = 50) -> Doubles:
    """Weights of a logistic model by Newton's method; `ridge` pulls each weight towards `start`."""

    def loss(at: Doubles) -> float:
        scores = rows @ at
        return float(np.logaddexp(0, scores).sum() - scores @ right + 0.5 * (ridge * (at - start) ** 2).sum())

    weights = start.copy()
    here = loss(weights)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (p - right) + ridge * (weights - start)
        curvature = (rows * (p * (1 - p))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        while np.abs(step).max() > 1e-6 and loss(weights - step) > here:
            step /= 2  # a full step may overshoot where the curve is flat
        if np.abs(step).max() <= 1e-6:
            break
        weights = weights - step
        here = loss(weights)
    return weights


def calibrate(nlp: Language, texts: Sequence[GoldText]) -> None:
    """Fits the confidence of mentions and statements in place, on texts that the weights were not trained on."""
    mentions, relations = nlp.get_pipe("entente_mentions"), nlp.get_pipe("entente_relations")
    assert isinstance(mentions, MentionsComponent)
    assert isinstance(relations, RelationsComponent)
    fit_mentions(nlp, mentions, texts)
    rows, right = relation_rows(nlp, relations, texts)
    start = np.zeros(CONFIDENCE)
    start[1] = 1.0
    ridge = np.array([0.01, 0.01, 1.0, 1.0, *[3.0] * len(TYPES)])
    relations.weights["calibration"] = logistic(rows, right, ridge, start).astype(np.float32)


def fit_mentions(nlp: Language, mentions: MentionsComponent, texts: Sequence[GoldText]) -> None:
    """Slope and offset of the mentions' confidence."""
    scores: list[list[float]] = []
    right: list[bool] = []
    mentions.weights["calibration"] = np.array([1.0, 0.0], np.float32)
    for text in texts:
        doc = run_to(nlp, text, "entente_clusters")
        spans = gold_spans(text.document.text, text.gold)
        for span in doc.spans[MENTIONS]:
            p = span._.confidence
            start, end = text.document.clean.to_stored(span.start_char, span.end_char)
            scores.append([float(np.log(p / (1 - p))), 1.0])
            right.append((start, end, coarse(Kind(span.label_))) in spans)
    fitted = logistic(np.array(scores), np.array(right, np.float64), np.array([0.01, 0.01]), np.array([3.0, 3.0]))
    mentions.weights["calibration"] = fitted.astype(np.float32)


def relation_rows(nlp: Language, relations: RelationsComponent, texts: Sequence[GoldText]) -> tuple[Doubles, Doubles]:
    """What the confidence of every candidate statement is made of, and whether it is right."""
    rows: list[Floats] = []
    right: list[bool] = []
    for text in texts:
        doc = run_to(nlp, text, "entente_relations")
        predicted = to_extraction(text.document, doc, nlp)
        matched = match_entities(text.gold, predicted)
        stated = {(r.subject, r.type, r.object) for r in text.gold.relations}
        stated |= {(r.object, r.type, r.subject) for r in text.gold.relations if r.type.symmetric}
        candidates, _ = relations.candidates(doc)
        for (s, t, o), candidate in candidates.items():
            rows.append(confidence_row(doc, s, t, o, candidate))
            subject, obj = matched.get(f"e{s + 1}"), matched.get(f"e{o + 1}")
            right.append(subject is not None and obj is not None and (subject.id, TYPES[t], obj.id) in stated)
    return np.array(rows, np.float64), np.array(right, np.float64)


def run_to(nlp: Language, text: GoldText, last: str) -> Doc:
    """The document after the components before `last`; `entente_clusters` itself has run."""
    doc = nlp.make_doc(text.document.clean.text)
    doc._.published = text.document.published
    for name, component in nlp.pipeline:
        if name == last and name != "entente_clusters":
            break
        doc = component(doc)
        if name == last:
            break
    return doc
