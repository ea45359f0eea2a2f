"""Annotated documents: texts and gold files read into spans and relations with character offsets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from entente.extract.gold import GoldText
from entente.ontology import Kind, RelationType, Status

_LETTER_END = r"(?![^\W\d]|\$)"
_OTHER_END = r"(?!\w)"


CONFUSED = (Kind.ORGANISATION, Kind.COMPANY, Kind.STARTUP, Kind.FUND, Kind.GOVERNMENT, Kind.UNIVERSITY)
"""Kinds that are taken for each other at run time, and so now and then in training."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One annotated thing: its kind, its name and its surface forms."""

    kind: Kind
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """`subject` and `object` are indices of entities; the evidence's offsets are (0, 0) where it was not found."""

    subject: int
    type: RelationType
    object: int
    status: Status
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with its gold. `spans` are (start, end, entity index), sorted and apart from each other."""

    key: str
    text: str
    entities: tuple[GoldEntity, ...]
    spans: tuple[tuple[int, int, int], ...]
    relations: tuple[GoldRelation, ...]

    @property
    def letter(self) -> str:
        """The family of documents it belongs to: the first letter of its key."""
        return self.key[0]


def form_spans(text: str, entities: Sequence[GoldEntity]) -> list[tuple[int, int, int]]:
    """Every occurrence of every surface form as a whole word, longest form first, none overlapping another."""
    forms = sorted({(form, i) for i, e in enumerate(entities) for form in e.forms}, key=lambda f: (-len(f[0]), f))
    taken = bytearray(len(text))
    spans = []
    for form, index in forms:
        if not form.strip():
            continue
        pattern = r"\s+".join(map(re.escape, form.split()))
        end = _LETTER_END if form[-1].isalpha() else _OTHER_END
        for hit in re.finditer(rf"(?<!\w){pattern}{end}", text):
            if not any(taken[hit.start() : hit.end()]):
                taken[hit.start() : hit.end()] = b"\1" * (hit.end() - hit.start())
                spans.append((hit.start(), hit.end(), index))
    return sorted(spans)


def from_gold(text: GoldText) -> GoldDocument:
    """What training needs of an annotated text; offsets point into the clean text."""
    clean = text.document.clean.text
    entities = tuple(GoldEntity(e.kind, e.name, tuple(m.text for m in e.mentions)) for e in text.gold.entities)
    index = {e.id: i for i, e in enumerate(text.gold.entities)}
    relations = []
    for r in text.gold.relations:
        pattern = r"\s+".join(map(re.escape, r.quote.split()))
        hit = re.search(pattern, clean) if pattern else None
        start, end = hit.span() if hit else (0, 0)
        relations.append(GoldRelation(index[r.subject], r.type, index[r.object], r.status, start, end))
    spans = tuple(form_spans(clean, entities))
    return GoldDocument(text.document.path or text.document.key, clean, entities, spans, tuple(relations))
