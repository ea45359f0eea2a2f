"""Gold documents as the network takes them: windows with tags, mentions, anaphors, pairs and evidence."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import spacy
import torch
from torch import Tensor

from entente.extract.anaphors import find_anaphors
from entente.extract.heads import ALLOWED, KINDS, STATUSES, TAGS, TYPES, Ints, pair_arrays
from entente.extract.train.data import CONFUSED, GoldDocument
from entente.extract.train.network import Pairs
from entente.extract.windows import Window, WordPieces, make_window, sentence_starts, window_bounds
from entente.ontology import Kind

TAG = {tag: i for i, tag in enumerate(TAGS)}
IGNORED = -100


@dataclass(slots=True)
class Example:
    """One window with its gold: `tags` (words), `pairs`, `labels` (P, T), `known` (P) false where the window
    can't tell, `evidence` (P, pieces) 1 on the gold evidence, `status` (P) index of the gold status or `IGNORED`."""

    window: Window
    tags: Ints
    pairs: Pairs | None
    labels: Tensor
    known: Tensor
    evidence: Tensor
    status: Tensor


def side_by_side(texts: Sequence[tuple[Window, Ints]]) -> tuple[Tensor, Tensor, list[int], Tensor]:
    """Windows with a tag for each word as the encoder takes them, one after the other and not padded: ids and shapes
    (pieces), the windows' lengths, tags (pieces) on the first piece of each word and `IGNORED` on the others."""
    tags = [np.full(len(window.ids), IGNORED, np.int64) for window, _ in texts]
    for pieces, (window, words) in zip(tags, texts, strict=True):
        has = window.first >= 0
        pieces[window.first[has]] = words[has]
    ids, shapes, tag = (
        torch.from_numpy(np.concatenate(parts))
        for parts in ([w.ids for w, _ in texts], [w.shapes for w, _ in texts], tags)
    )
    return ids, shapes, [len(pieces) for pieces in tags], tag


class Exampler:
    """Makes examples of documents with one tokeniser."""

    def __init__(self, pieces: WordPieces) -> None:
        self.pieces = pieces
        self._nlp = spacy.blank("en")

    def windows(
        self,
        document: GoldDocument,
        rng: random.Random | None = None,
        *,
        drop: float = 0.0,
        invent: float = 0.0,
        blur: float = 0.0,
    ) -> list[Example]:
        """All windows of a document; with `rng` one random stretch of it instead.

        `drop`: share of entities that the relation head does not see, `invent`: share of false ones beside them,
        `blur`: share of the others that it sees with a wrong kind of organisation, and of mentions one word short.
        All of that happens to it at run time, where it has to live with the mentions that were found.
        """
        doc = self._nlp(document.text)
        words = [t.text for t in doc]
        starts = sentence_starts(words)
        offsets = [t.idx for t in doc]
        lengths = [len(self.pieces(w)) for w in words]
        spans: list[tuple[int, int, int]] = []
        unclear: list[int] = []
        for start, end, owner in document.spans:
            span = doc.char_span(start, end)
            if span is None:
                unclear += [t.i for t in doc if t.idx < end and t.idx + len(t) > start]
            else:
                spans.append((span.start, span.end, owner))
        bounds = window_bounds(lengths, starts) if rng is None else [self._stretch(lengths, starts, rng)]
        sentences = (np.cumsum(starts) - 1).tolist()
        kinds = [e.kind for e in document.entities]
        evidence = [
            (r, bisect_right(offsets, r.start) - 1, bisect_right(offsets, r.end - 1)) if r.end else (r, 0, 0)
            for r in document.relations
        ]
        return [
            self._example(words, starts, sentences, spans, unclear, kinds, evidence, bound, rng, (drop, invent, blur))
            for bound in bounds
        ]

    def _stretch(self, lengths: list[int], starts: list[bool], rng: random.Random) -> tuple[int, int]:
        size = rng.choice((512, 512, 448, 320, 192))
        bounds = window_bounds(lengths, starts, size=size, overlap=size // 4)
        return rng.choice(bounds)

    def _example(  # type: ignore[no-untyped-def]
        self, words, starts, sentences, spans, unclear, kinds, evidence, bound, rng, noise
    ) -> Example:
        begin, stop = bound
        drop, invent, blur = noise
        window = make_window(words, starts, self.pieces, begin, stop)
        n = stop - begin
        tags = np.zeros(n, np.int64)
        inside = [s for s in spans if s[0] >= begin and s[1] <= stop]
        for s, e, owner in spans:
            for w in range(max(s, begin), min(e, stop)):
                tags[w - begin] = TAG[f"{'B' if w == s else 'I'}-{kinds[owner]}"]
        for w in unclear:
            if begin <= w < stop:
                tags[w - begin] = IGNORED
        owners = sorted({s[2] for s in inside})
        false: list[tuple[int, int, Kind]] = []
        if rng is not None and len(owners) > 2:
            owners = [o for o in owners if rng.random() >= drop]
            false = self._false(words, inside, begin, stop, rng, invent * len(owners))
        inside = [s for s in inside if s[2] in set(owners)]
        if rng is not None and blur:
            kinds = [rng.choice(CONFUSED) if k in CONFUSED and rng.random() < blur else k for k in kinds]
            inside = [_shorter(s, rng) if s[1] - s[0] > 1 and rng.random() < blur else s for s in inside]
        index = {o: i for i, o in enumerate(owners)}
        mentions = [(s, e, index[o], kinds[o]) for s, e, o in inside]
        entity_kinds = [kinds[o] for o in owners]
        for s, e, kind in false:
            mentions.append((s, e, len(entity_kinds), kind))
            entity_kinds.append(kind)
        mentions.sort(key=lambda m: m[:2])
        rows = [(s, e, o, 0) for s, e, o, _ in mentions]
        local = [(s - begin, e - begin, k) for s, e, _, k in mentions]
        for a in find_anaphors(words[begin:stop], sentences[begin:stop], local):
            rows.append((a.start + begin, a.end + begin, mentions[a.antecedent][2], 1))
        rows = [r for r in rows if window.first[r[0] - begin] >= 0 and window.last[r[1] - 1 - begin] >= 0]
        seen = {o for _, _, o, _ in rows}
        if len(entity_kinds) < 2 or len(seen) < len(entity_kinds):
            return Example(window, tags, None, *(torch.zeros(0) for _ in range(4)))
        pairs = make_pairs(window, rows, entity_kinds, begin)
        place = {(h, t): p for p, (h, t) in enumerate(zip(pairs.heads.tolist(), pairs.tails.tolist(), strict=True))}
        labels = torch.zeros(len(place), len(TYPES), dtype=torch.bool)
        known = torch.ones(len(place), dtype=torch.bool)
        proof = torch.zeros(len(place), len(window.ids))
        status = torch.full((len(place),), IGNORED)
        for r, s, e in evidence:
            if r.subject not in index or r.object not in index:
                continue
            ends = [(index[r.subject], index[r.object])]
            if r.type.symmetric:
                ends.append(ends[0][::-1])
            for end in ends:
                p = place.get(end)
                if p is None:
                    continue
                if e and (s < begin or e > stop):
                    known[p] = False
                    continue
                if not ALLOWED[pairs.kinds[pairs.heads[p]], pairs.kinds[pairs.tails[p]], TYPES.index(r.type)]:
                    known[p] = False
                    continue
                labels[p, TYPES.index(r.type)] = True
                status[p] = STATUSES.index(r.status)
                if e:
                    told = [int(f) for f in window.first[s - begin : e - begin] if f >= 0]
                    if told:
                        proof[p, told[0] : int(window.last[s - begin : e - begin].max()) + 1] = 1
        return Example(window, tags, pairs, labels, known, proof, status)

    def _false(  # type: ignore[no-untyped-def]
        self, words, spans, begin, stop, rng, number
    ) -> list[tuple[int, int, Kind]]:
        taken = {w for s, e, _ in spans for w in range(s, e)}
        found: list[tuple[int, int, Kind]] = []
        for _ in range(int(number + rng.random())):
            s = rng.randrange(begin, stop)
            if rng.random() < 0.7:
                while s < stop and not (words[s][:1].isupper() and s not in taken):
                    s += 1
            e = s + 1
            while e < stop and words[e][:1].isupper() and e not in taken and e < s + 4:
                e += 1
            if s < stop and not any(w in taken or not words[w][:1].isalnum() for w in range(s, e)):
                found.append((s, e, rng.choice(KINDS)))
                taken |= set(range(s, e))
        return found


def _shorter(span: tuple[int, int, int], rng: random.Random) -> tuple[int, int, int]:
    start, end, owner = span
    return (start + 1, end, owner) if rng.random() < 0.5 else (start, end - 1, owner)


def make_pairs(window: Window, rows: list[tuple[int, int, int, int]], kinds: list[Kind], begin: int) -> Pairs:
    """Pairs of a window from rows of (first word, word after the last, entity, anaphor?)."""
    first = np.array([window.first[s - begin] for s, _, _, _ in rows], np.int64)
    last = np.array([window.last[e - 1 - begin] for _, e, _, _ in rows], np.int64)
    owner = np.array([o for _, _, o, _ in rows], np.int64)
    kind = np.array([KINDS.index(k) for k in kinds], np.int64)
    heads, tails, nearest, distance = pair_arrays(first, last, owner, kind)
    return Pairs(
        first=torch.from_numpy(first),
        last=torch.from_numpy(last),
        owner=torch.from_numpy(owner),
        anaphor=torch.tensor([float(a) for _, _, _, a in rows]),
        kinds=torch.from_numpy(kind),
        heads=torch.from_numpy(heads),
        tails=torch.from_numpy(tails),
        nearest=torch.from_numpy(nearest),
        distance=torch.from_numpy(distance),
    )
