"""A document as the attribute components see it: lower-case words, sentence numbers, and where the anchors stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from entente.extract.doc import DocEntity, DocRelation
from entente.extract.tokens import starts_of, words_of
from entente.ontology import RelationType


class View:
    """The words of a `Doc`, prepared once for all its relations."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words: list[str] = [word.lower() for word in words_of(doc)]
        self.starts: list[int] = starts_of(doc).tolist() or [0]
        self.offsets: list[int] = doc.to_array("IDX").tolist()
        self.entities: list[DocEntity] = doc._.entities or []
        self.relations: list[DocRelation] = doc._.relations or []
        self._partners: dict[tuple[RelationType, int], set[int]] = {}
        self._spoken_of: dict[int, frozenset[int]] = {}
        # The entity that a word is part of the name of, else -1.
        self.owner = [-1] * len(self.words)
        for index, entity in enumerate(self.entities):
            for span in entity.mentions:
                for i in range(span.start, span.end):
                    self.owner[i] = index

    def sentence(self, word: int) -> int:
        """The number of the sentence that a word stands in."""
        return bisect_right(self.starts, word) - 1

    def bounds(self, sentence: int) -> tuple[int, int]:
        """The words of a sentence: the first, and the one after the last."""
        end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.words)
        return self.starts[sentence], end

    def word_at(self, character: int) -> int:
        """The word that a character belongs to, or the last before it."""
        return max(0, bisect_right(self.offsets, character) - 1)

    def anchors(self, relation: DocRelation) -> tuple[int, int, int, int]:
        """Where the two anchors start and end, the one that comes first in the text first."""
        a, b = sorted((s.start, s.end) for s in relation.anchors)
        return *a, *b

    def told_in(self, relation: DocRelation) -> tuple[int, int]:
        """The words of the sentences from the first anchor to the second."""
        first, second = sorted(self.sentence(anchor.start) for anchor in relation.anchors)
        return self.bounds(first)[0], self.bounds(second)[1]

    def partners(self, relation: DocRelation) -> frozenset[int]:
        """The ends of a relation, and the ends of those like it: who else invested in the same, or signed it."""
        key = (relation.type, relation.subject), (relation.type, relation.object)
        if not self._partners:
            for r in self.relations:
                for k, end in (((r.type, r.subject), r.object), ((r.type, r.object), r.subject)):
                    self._partners.setdefault(k, {r.subject, r.object}).add(end)
        return frozenset(self._partners[key[0]] | self._partners[key[1]])

    def spoken_of(self, entity: int) -> frozenset[int]:
        """The sentences in which an entity is named, or a pronoun or nominal stands for it."""
        if entity not in self._spoken_of:
            e = self.entities[entity]
            self._spoken_of[entity] = frozenset(self.sentence(s.start) for s in (*e.mentions, *e.anaphors))
        return self._spoken_of[entity]

    def outside_names(self, start: int, end: int) -> Iterator[int]:
        """The words from `start` to `end` that are no part of a name."""
        return (i for i in range(max(0, start), min(end, len(self.words))) if self.owner[i] < 0)


def bucket(distance: int, edges: Sequence[int] = (0, 1, 2, 3, 5, 8, 13, 21, 34)) -> int:
    """A distance, coarser the larger it is; its sign is kept."""
    place = bisect_right(edges, abs(distance))
    return -place if distance < 0 else place
