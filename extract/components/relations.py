"""`entente_relations`: which statements the text makes between its entities, with evidence and confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span

from entente.errors import InputError
from entente.extract import doc as contract
from entente.extract.components.encoder import ENCODING, EncodedWindow, encoding
from entente.extract.components.weights import read_weights, write_weights
from entente.extract.heads import ALLOWED, AROUND, TYPES, Floats, Ints, kind_indices, log_softmax, pair_arrays
from entente.extract.tokens import starts_of

NAME = "entente_relations"
FLOOR = 0.3
"""Statements below this confidence are not given."""


@dataclass(slots=True)
class Scored:
    """The pairs of one window: entities, how far every type is above the threshold (P, T), attention, one row
    for each two entities; `which` (P) is a pair's row; `status` (P, 4) log-probabilities."""

    heads: Ints
    tails: Ints
    margins: Floats
    context: Floats
    which: Ints
    distance: Ints
    status: Floats


class RelationScorer:
    """The relation head in numpy; see `entente.extract.train.network.RelationHead`.

    The same sums in another order: what belongs to a mention alone is worked out once for each mention, and what has
    no direction once for each two entities. Pairs that hardly ever state anything (`worth`) are not looked at.
    """

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._w = weights
        self._worth = weights["worth"] > 0
        width = weights["anaphor"].shape[0]
        # (pieces' width, pair's width) for what both attend to, what lies between, before and after.
        self._forth, self._back = (
            [np.ascontiguousarray(part.T) for part in np.split(weights[name], 4, axis=1)]
            for name in ("forth.weight", "back.weight")
        )
        self._head, self._tail = (
            [np.ascontiguousarray(weights[name][:, :width].T), np.ascontiguousarray(weights[name][:, width:].T)]
            for name in ("head.weight", "tail.weight")
        )

    def __call__(
        self, hidden: Floats, attention: Floats, first: Ints, last: Ints, owner: Ints, anaphor: Floats, kinds: Ints
    ) -> Scored:
        """Scores the pairs of one window; shapes as in `pair_arrays`."""
        w = self._w
        heads, tails, nearest, distance = pair_arrays(first, last, owner, kinds, self._worth)
        mentions = (hidden[first] + hidden[last]) / 2 + anaphor[:, None] * w["anaphor"]
        count, length = len(kinds), len(hidden)
        order = np.argsort(owner, kind="stable")
        edges = np.searchsorted(owner[order], np.arange(count))
        sizes = np.diff([*edges, len(order)])[:, None]
        grouped = mentions[order]
        top = np.maximum.reduceat(grouped, edges, 0)
        entities = top + np.log(np.add.reduceat(np.exp(grouped - np.repeat(top, sizes[:, 0], 0)), edges, 0))
        # The context and what lies between do not depend on the direction: once for each two entities.
        two, sample, which = np.unique(
            np.minimum(heads, tails) * count + np.maximum(heads, tails), return_index=True, return_inverse=True
        )
        which = which.reshape(-1)
        looks = np.add.reduceat(attention[:, first[order]], edges, 1) / sizes  # (attention heads, E, pieces)
        each = np.ascontiguousarray(looks.transpose(2, 1, 0))  # (pieces, E, attention heads)
        context = (each @ each.transpose(0, 2, 1)).reshape(length, -1)[:, two].T
        context = context / (context.sum(1, keepdims=True) + 1e-10)
        sums = np.concatenate([np.zeros((1, hidden.shape[1]), np.float32), hidden.cumsum(0)])

        def mean(start: Ints, end: Ints) -> Floats:
            result: Floats = (sums[end] - sums[start]) / np.maximum(end - start, 1)[:, None].astype(np.float32)
            return result

        a, b = nearest[sample, 0], nearest[sample, 1]
        inside = mean(np.minimum(last[a], last[b]) + 1, np.maximum(first[a], first[b]))
        shared = context @ hidden
        before = mean(np.maximum(first - AROUND, 0), first)
        after = mean(last + 1, np.minimum(last + 1 + AROUND, length))
        a, b = nearest[:, 0], nearest[:, 1]
        forward = first[a] < first[b]
        left = np.where(forward, a, b)
        right = np.where(last[a] > last[b], a, b)
        kind_rows = w["kind.weight"][kinds]
        plain = np.concatenate([kind_rows[heads], kind_rows[tails], w["distance.weight"][distance]], 1)
        x = plain @ w["plain.weight"].T + w["plain.bias"]
        x += (entities @ self._head[0])[heads] + (mentions @ self._head[1])[a]
        x += (entities @ self._tail[0])[tails] + (mentions @ self._tail[1])[b]
        for rows, parts in ((np.flatnonzero(forward), self._forth), (np.flatnonzero(~forward), self._back)):
            pair = which[rows]
            x[rows] += shared[pair] @ parts[0] + inside[pair] @ parts[1]
            x[rows] += (before @ parts[2])[left[rows]] + (after @ parts[3])[right[rows]]
        x = np.maximum(np.maximum(x, 0) @ w["inner.weight"].T + w["inner.bias"], 0)
        scores = x @ w["out.weight"].T + w["out.bias"] + plain @ w["direct.weight"].T
        status = log_softmax(x @ w["status.weight"].T + w["status.bias"])
        return Scored(heads, tails, scores[:, :-1] - scores[:, -1:], context, which, distance, status)


@dataclass(slots=True)
class Candidate:
    """A possible statement and where it was seen best."""

    margin: float
    window: int
    pair: int
    distance: int


class RelationsComponent:
    """Scores every allowed pair of entities in every window and keeps what is likely enough."""

    def __init__(self, name: str = NAME, floor: float = FLOOR) -> None:
        self.name = name
        self.floor = floor
        self.weights: dict[str, Floats] = {}
        self._scorer: RelationScorer | None = None

    def __call__(self, doc: Doc) -> Doc:
        windows = encoding(doc, self.name)
        candidates, scored = self.candidates(doc)
        starts = starts_of(doc)
        relations = []
        for (subject, kind, obj), candidate in candidates.items():
            confidence = self.confidence(doc, subject, kind, obj, candidate)
            if confidence >= self.floor:
                place = _evidence(
                    doc, starts, windows[candidate.window], scored[candidate.window], candidate, subject, obj
                )
                relations.append(
                    contract.DocRelation(
                        subject,
                        TYPES[kind],
                        obj,
                        *place,
                        confidence=round(confidence, 4),
                        status_scores=tuple(scored[candidate.window].status[candidate.pair].tolist()),
                    )
                )
        doc._.relations = sorted(relations, key=lambda r: (r.evidence.start, r.subject, r.object, r.type))
        del doc.user_data[ENCODING]
        return doc

    def candidates(self, doc: Doc) -> tuple[dict[tuple[int, int, int], Candidate], dict[int, Scored]]:
        """The best sight of each (subject, type, object) that is not hopeless, and the scored windows."""
        if self._scorer is None:
            self._scorer = RelationScorer(self.weights)
        windows = encoding(doc, self.name)
        entities: list[contract.DocEntity] = doc._.entities or []
        rows = sorted(
            (span.start, span.end, i, float(n))
            for i, e in enumerate(entities)
            for n, group in enumerate((e.mentions, e.anaphors))
            for span in group
        )
        kinds = kind_indices([e.kind for e in entities])
        best: dict[tuple[int, int, int], Candidate] = {}
        scored: dict[int, Scored] = {}
        for number, encoded in enumerate(windows):
            window = encoded.window
            inside = [
                r
                for r in rows
                if r[0] >= window.start
                and r[1] <= window.end
                and window.first[r[0] - window.start] >= 0
                and window.last[r[1] - 1 - window.start] >= 0
            ]
            present, owner = np.unique([r[2] for r in inside], return_inverse=True)
            if len(present) < 2:
                continue
            pairs = self._scorer(
                encoded.hidden,
                encoded.attention,
                np.array([window.first[r[0] - window.start] for r in inside], np.int64),
                np.array([window.last[r[1] - 1 - window.start] for r in inside], np.int64),
                owner.astype(np.int64),
                np.array([r[3] for r in inside], np.float32),
                kinds[present],
            )
            scored[number] = pairs
            subjects, objects = present[pairs.heads], present[pairs.tails]
            likely = (pairs.margins > _HOPELESS) & ALLOWED[kinds[subjects], kinds[objects]]
            for p, kind in zip(*(x.tolist() for x in np.nonzero(likely)), strict=True):
                subject, obj = int(subjects[p]), int(objects[p])
                if TYPES[kind].symmetric and subject > obj:
                    subject, obj = obj, subject
                margin = float(pairs.margins[p, kind])
                known = best.get((subject, kind, obj))
                if known is None or margin > known.margin:
                    best[subject, kind, obj] = Candidate(margin, number, p, int(pairs.distance[p]))
        return best, scored

    def confidence(self, doc: Doc, subject: int, kind: int, obj: int, candidate: Candidate) -> float:
        """The calibrated probability that the statement is right, ends and all."""
        row = confidence_row(doc, subject, kind, obj, candidate)
        return float(1 / (1 + np.exp(-(row @ self.weights["calibration"]))))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        write_weights(Path(path), self.weights)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> RelationsComponent:
        self.weights = read_weights(Path(path))
        if missing := sorted(_LATER - self.weights.keys()):
            raise InputError(f"{path}: no {' and '.join(missing)}: weights of an older version; train them anew")
        self._scorer = None
        return self


_HOPELESS = -3.0
_LATER = frozenset(("status.weight", "status.bias", "worth"))
CONFIDENCE = 4 + len(TYPES)


def confidence_row(doc: Doc, subject: int, kind: int, obj: int, candidate: Candidate) -> Floats:
    """What the confidence of a statement is made of: its margin, the confidence of both ends, its type."""
    entities: list[contract.DocEntity] = doc._.entities
    ends = sorted(entities[i].confidence for i in (subject, obj))
    row = np.zeros(CONFIDENCE, np.float32)
    row[:4] = 1.0, candidate.margin, _log_odds(ends[0]), _log_odds(ends[1])
    row[4 + kind] = 1.0
    return row


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-3), 1 - 1e-3)
    return float(np.log(p / (1 - p)))


def _evidence(
    doc: Doc,
    starts: npt.NDArray[np.int64],
    encoded: EncodedWindow,
    scored: Scored,
    candidate: Candidate,
    subject: int,
    obj: int,
) -> tuple[Span, tuple[Span, Span]]:
    """The sentences that state it and the two nearest mentions there.

    A sentence that names both ends and draws most of the pair's attention; else the stretch of at most three
    sentences between the nearest mentions; else the sentence that draws most attention.
    """
    window = encoded.window
    entities: list[contract.DocEntity] = doc._.entities
    context = scored.context[scored.which[candidate.pair]]
    has = window.first >= 0
    words = np.flatnonzero(has) + window.start
    weight = np.zeros(len(starts), np.float32)
    np.add.at(weight, np.searchsorted(starts, words, side="right") - 1, context[window.first[has]])

    def places(index: int) -> list[tuple[int, Span]]:
        spans = [*entities[index].mentions, *entities[index].anaphors]
        return [
            (int(np.searchsorted(starts, s.start, side="right")) - 1, s)
            for s in spans
            if s.start >= window.start and s.end <= window.end
        ]

    def cost(a: tuple[int, Span], b: tuple[int, Span]) -> tuple[float, int]:
        low, high = sorted((a[0], b[0]))
        return (high - low) * 0.5 - float(weight[low : high + 1].sum()), abs(a[1].start - b[1].start)

    pairs = [(a, b) for a in places(subject) for b in places(obj)]
    a, b = min(pairs, key=lambda pair: cost(*pair))
    low, high = sorted((a[0], b[0]))
    if high - low > 2:
        low = high = max(range(low, high + 1), key=lambda s: float(weight[s]))
    end = int(starts[high + 1]) if high + 1 < len(starts) else len(doc)
    begin = int(starts[low])
    while end > begin + 1 and doc[end - 1].is_space:
        end -= 1
    return doc[begin:end], (a[1], b[1])


@Language.factory(NAME, requires=["doc._.entities"], assigns=["doc._.relations"], default_config={"floor": FLOOR})
def make_relations(nlp: Language, name: str, floor: float) -> Any:
    """The factory. `floor`: statements below this confidence are not given."""
    return RelationsComponent(name, floor)
