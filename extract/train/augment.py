"""Names replaced, so that the model learns how texts state things and not which names do what.

Two ways, mixed entity by entity: another annotated thing of the same kind lends its names, or the telling words of
the name are replaced by invented ones. Both are consistent over a document; everything else stays as written.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from entente.extract.train.data import GoldDocument, GoldEntity
from entente.ontology import Kind

_KEPT = frozenset((Kind.TECHNOLOGY, Kind.AGREEMENT))
_SWAPPED_SELDOM = frozenset((Kind.PLACE,))
_ONSETS = "b c d f g h j k l m n p r s t v w z br ch cr dr gr kh kr pr sh st tr th zh".split()
_VOWELS = "a e i o u ai ao ei ia io ou ya yu".split()
_CODAS = ["", "", "", "n", "r", "l", "s", "k", "m", "t", "ng", "v", "x"]
_WORD = re.compile(r"[^\W\d_]+")


def invent(word: str, rng: random.Random) -> str:
    """An invented word in the case of `word`, of about its length."""
    if word.isupper() and len(word) > 1:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVZ") for _ in word)
    made = ""
    while len(made) < max(3, min(len(word), 9)):
        made += rng.choice(_ONSETS) + rng.choice(_VOWELS)
        if rng.random() < 0.4:
            made += rng.choice(_CODAS)
    if word.islower():
        return made
    return made.capitalize()


class Renamer:
    """Makes renamed copies of documents; names are lent by `documents`, which should be training documents only."""

    def __init__(self, documents: Iterable[GoldDocument]) -> None:
        self._lenders: dict[tuple[Kind, int], list[GoldEntity]] = defaultdict(list)
        lower: Counter[str] = Counter()
        in_names: Counter[str] = Counter()
        for document in documents:
            seen = set()
            for entity in document.entities:
                self._lenders[entity.kind, min(len(entity.forms), 2)].append(entity)
                seen |= {w for form in entity.forms for w in _WORD.findall(form)}
            in_names.update(seen)
            lower.update(set(re.findall(r"\b[a-z]+\b", document.text)))
        self._common = {w for w, n in in_names.items() if n > 8 and (lower[w.lower()] > 2 or n > 40)} | {
            w.capitalize() for w, n in lower.items() if n > 2
        }

    def rename(self, document: GoldDocument, rng: random.Random, *, share: float = 0.7) -> GoldDocument:
        """A copy in which about `share` of the entities have other names; relations and kinds stay."""
        invented: dict[str, str] = {}
        new_forms: dict[int, dict[str, str]] = {}
        taken = {form for e in document.entities for form in e.forms}
        for i, entity in enumerate(document.entities):
            chance = 0.0 if entity.kind in _KEPT else share * (0.4 if entity.kind in _SWAPPED_SELDOM else 1.0)
            if rng.random() >= chance:
                continue
            present = sorted({document.text[s:e] for s, e, owner in document.spans if owner == i}, key=len)
            if rng.random() < 0.5:
                forms = self._lent(entity, present, rng)
            else:
                forms = {form: self._invented(form, invented, rng) for form in present}
            if forms and not taken & set(forms.values()) and len(set(forms.values())) == len(forms):
                new_forms[i] = forms
                taken |= set(forms.values())
        return _rewritten(document, new_forms)

    def _lent(self, entity: GoldEntity, present: Sequence[str], rng: random.Random) -> dict[str, str]:
        """Longest form for longest, acronym for acronym; none if the lender has too few."""
        lenders = self._lenders.get((entity.kind, 2 if len(present) > 1 else 1)) or []
        for _ in range(4 if lenders else 0):
            lender = rng.choice(lenders)
            offered = sorted(set(lender.forms), key=len)
            if len(offered) < len(present):
                continue
            pairs: dict[str, str] = {}
            for form in present:
                same = [f for f in offered if _is_acronym(f) == _is_acronym(form)]
                if not same:
                    break
                pairs[form] = same[-1] if form == present[-1] else same[0]
                offered.remove(pairs[form])
            else:
                return pairs
        return {}

    def _invented(self, form: str, invented: dict[str, str], rng: random.Random) -> str:
        def other(match: re.Match[str]) -> str:
            word = match.group()
            if word in self._common or (word.islower() and len(word) < 4) or len(word) == 1:
                return word
            if word not in invented:
                invented[word] = invent(word, rng)
            return invented[word]

        return _WORD.sub(other, form)


def _is_acronym(form: str) -> bool:
    return form.isupper() and " " not in form


def _rewritten(document: GoldDocument, new_forms: dict[int, dict[str, str]]) -> GoldDocument:
    if not new_forms:
        return document
    parts: list[str] = []
    spans: list[tuple[int, int, int]] = []
    moved: list[tuple[int, int]] = []  # old offset, shift from there on
    at = shift = 0
    for start, end, owner in document.spans:
        parts.append(document.text[at:start])
        old = document.text[start:end]
        new = new_forms.get(owner, {}).get(old, old)
        parts.append(new)
        spans.append((start + shift, start + shift + len(new), owner))
        shift += len(new) - len(old)
        moved.append((end, shift))
        at = end
    parts.append(document.text[at:])

    def move(offset: int) -> int:
        by = 0
        for end, total in moved:
            if end > offset:
                break
            by = total
        return offset + by

    relations = tuple(replace(r, start=move(r.start), end=move(r.end)) for r in document.relations)
    return replace(document, text="".join(parts), spans=tuple(spans), relations=relations)


def capitals(document: GoldDocument, rng: random.Random) -> GoldDocument:
    """A copy with its first line, as a headline, in capitals (where no letter changes its length)."""
    end = document.text.find("\n")
    head = document.text[: max(end, 0)]
    if not head or len(head.upper()) != len(head):
        return document
    return replace(document, text=head.upper() + document.text[len(head) :])
