"""Gold for the attribute components, and the fitting of their small linear models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from entente.extract.anaphors import find_anaphors
from entente.extract.attributes import amounts, status, when
from entente.extract.attributes.choose import candidates, date_features, money_features, none_features, places
from entente.extract.attributes.dates import find_dates
from entente.extract.attributes.linear import Linear
from entente.extract.attributes.money import find_money
from entente.extract.attributes.status import status_features
from entente.extract.attributes.view import View
from entente.extract.doc import DocEntity, DocRelation
from entente.extract.gold import GoldText
from entente.extract.train.data import from_gold
from entente.interchange import Statement

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class GoldDoc:
    """A document with its gold entities and relations set, attributes left open; `statements` are in the same order."""

    doc: Doc
    statements: list[Statement]
    family: str


def gold_doc(nlp: Language, text: GoldText) -> GoldDoc:
    """The document as the attribute components would meet it if everything before them were right.

    `nlp` must set sentence starts. Relations whose evidence or ends do not occur in the clean text are left out.
    """
    gold = from_gold(text)
    doc = nlp(gold.text)
    doc._.published = text.document.published
    entities = [DocEntity(e.kind, e.name, []) for e in gold.entities]
    rows = []
    for start, end, owner in gold.spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        assert span is not None, "an expanded span exists"
        entities[owner].mentions.append(span)
        rows.append((span.start, span.end, owner))
    rows.sort()
    sentences = np.cumsum([bool(t.is_sent_start) for t in doc]).tolist()
    named = [(s, e, entities[o].kind) for s, e, o in rows]
    for anaphor in find_anaphors([t.text for t in doc], sentences, named):
        entities[rows[anaphor.antecedent][2]].anaphors.append(doc[anaphor.start : anaphor.end])
    relations, statements = [], []
    for relation, statement in zip(gold.relations, text.gold.relations, strict=True):
        evidence = doc.char_span(relation.start, relation.end, alignment_mode="expand") if relation.end else None
        if evidence is None:
            continue
        anchors = _anchors(entities[relation.subject], entities[relation.object], evidence)
        if anchors is None:
            continue
        relations.append(DocRelation(relation.subject, relation.type, relation.object, evidence, anchors))
        statements.append(statement)
    doc._.entities, doc._.relations = entities, relations
    return GoldDoc(doc, statements, text.family)


def _anchors(subject: DocEntity, obj: DocEntity, evidence: Span) -> tuple[Span, Span] | None:
    """The two mentions that are nearest to each other and to the evidence."""
    best: tuple[int, int, int] | None = None
    a, b = [*subject.mentions, *subject.anaphors], [*obj.mentions, *obj.anaphors]
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            away = sum(max(evidence.start - s.end, s.start - evidence.end, 0) for s in (one, other))
            cost = 3 * away + abs(one.start - other.start)
            if best is None or cost < best[0]:
                best = (cost, i, j)
    return (a[best[1]], b[best[2]]) if best else None


def fit(
    examples: Sequence[tuple[Iterable[str], str]],
    labels: Sequence[str],
    *,
    ridge: float = 1.0,
    least: int = 2,
    rounds: int = 150,
    smallest: float = 0.04,
) -> Linear:
    """Multinomial logistic regression by Adam on all examples at once; the same examples give the same model.

    `ridge` penalises large weights, features seen fewer than `least` times and weights below `smallest` are dropped.
    """
    rows = [list(dict.fromkeys(features)) for features, _ in examples]
    counts = Counter(feature for row in rows for feature in row)
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    indices = [[index[f] for f in row if f in index] for row in rows]
    lengths = np.array([len(row) for row in indices])
    columns = np.array([i for row in indices for i in row], np.int64)
    owners = np.repeat(np.arange(len(rows)), lengths)
    targets = np.zeros((len(rows), len(labels)))
    targets[np.arange(len(rows)), [labels.index(label) for _, label in examples]] = 1
    weights = np.zeros((len(index), len(labels)))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = np.zeros_like(targets)
        picked = weights[columns]
        for k in range(len(labels)):
            scores[:, k] = np.bincount(owners, picked[:, k], len(rows))
        scores -= scores.max(1, keepdims=True)
        p = np.exp(scores)
        p /= p.sum(1, keepdims=True)
        error = (p - targets)[owners]
        sums = [np.bincount(columns, error[:, k], len(index)) for k in range(len(labels))]
        gradient: Floats = np.stack(sums, 1) + ridge * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.1 * (1 - step / (rounds + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return Linear(
        labels,
        {f: [round(float(w), 3) for w in weights[i]] for f, i in index.items() if np.abs(weights[i]).max() >= smallest},
    )


def fit_ranker(
    examples: Sequence[tuple[Sequence[Sequence[str]], Sequence[int]]],
    *,
    ridge: float = 1.0,
    least: int = 2,
    rounds: int = 150,
    smallest: float = 0.04,
) -> Linear:
    """A model that ranks candidates: for each example the candidates' features and the indices of the right ones.

    Maximises the probability of the right ones together under a softmax over all; "none of them" is a candidate too.
    """
    rows = [list(dict.fromkeys(features)) for candidates, _ in examples for features in candidates]
    counts = Counter(feature for row in rows for feature in row)
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    indices = [[index[f] for f in row if f in index] for row in rows]
    columns = np.array([i for row in indices for i in row], np.int64)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in indices])
    sizes = np.array([len(candidates) for candidates, _ in examples])
    edges = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(examples)), sizes)
    right = np.zeros(len(rows))
    for edge, (_, answers) in zip(edges, examples, strict=True):
        right[edge + np.array(list(answers), np.int64)] = 1
    weights = np.zeros(len(index))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        scores = np.bincount(owners, weights[columns], len(rows))
        power = np.exp(scores - np.maximum.reduceat(scores, edges)[group])
        p = power / np.add.reduceat(power, edges)[group]
        good = power * right
        q = good / np.add.reduceat(good, edges)[group]
        gradient = np.bincount(columns, (p - q)[owners], len(index)) + ridge * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.1 * (1 - step / (rounds + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return Linear(["fit"], {f: [round(float(weights[i]), 3)] for f, i in index.items() if abs(weights[i]) >= smallest})


def status_examples(gold: Iterable[GoldDoc]) -> list[tuple[list[str], str]]:
    """The features of each gold statement and its status."""
    examples = []
    for one in gold:
        view = View(one.doc)
        for relation, statement in zip(view.relations, one.statements, strict=True):
            examples.append((list(status_features(view, relation)), statement.status.value))
    return examples


Ranking = tuple[list[list[str]], list[int]]


def date_examples(gold: Iterable[GoldDoc]) -> list[Ranking]:
    """For each gold statement the candidates' features, "none" first, and which are right."""
    examples = []
    for one in gold:
        view, published = View(one.doc), one.doc._.published
        found = find_dates(one.doc.text, published)
        all_places = places(view, found)
        for relation, statement in zip(view.relations, one.statements, strict=True):
            relation.status = statement.status
            near = candidates(view, relation, all_places, events=True)
            rows = [list(date_features(view, relation, p, near, found[p.index], published)) for p in near]
            right = [i + 1 for i, p in enumerate(near) if found[p.index].value == statement.date]
            examples.append(([none_features(relation, view, near), *rows], right or [0]))
    return examples


def amount_examples(gold: Iterable[GoldDoc]) -> list[Ranking]:
    """The same for the amounts of the relations that may have one."""
    examples = []
    for one in gold:
        view = View(one.doc)
        found = find_money(one.doc.text)
        all_places = places(view, found)
        for relation, statement in zip(view.relations, one.statements, strict=True):
            if "amount" not in relation.type.rule.properties:
                continue
            relation.status = statement.status
            near = candidates(view, relation, all_places, events=False)
            rows = [list(money_features(view, relation, p, near, found[p.index])) for p in near]
            right = [
                i + 1
                for i, p in enumerate(near)
                if statement.amount
                and abs(found[p.index].amount - statement.amount) <= 0.01 * statement.amount
                and found[p.index].currency == statement.currency
            ]
            examples.append(([none_features(relation, view, near), *rows], right or [0]))
    return examples


def fit_attributes(gold: Sequence[GoldDoc]) -> dict[str, Linear]:
    """The models of `entente_status`, `entente_dates` and `entente_amounts`, by component name."""
    return {
        status.NAME: fit(status_examples(gold), [s.value for s in status.STATUSES], ridge=2.0, rounds=120),
        when.NAME: fit_ranker(date_examples(gold), ridge=1.0, rounds=100),
        amounts.NAME: fit_ranker(amount_examples(gold), ridge=3.0, rounds=120),
    }
