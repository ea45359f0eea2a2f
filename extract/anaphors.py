"""Definite nominals and pronouns, and the named mention that each most likely stands for.

"the fund", "this company", "it", "he": they are no mentions of their own, but the relations they state count.
The rule is deliberately plain; the relation model learns from training texts how far to trust it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from entente.ontology import Kind

_ORGANISATIONS = frozenset((Kind.ORGANISATION, Kind.COMPANY, Kind.STARTUP, Kind.FUND, Kind.GOVERNMENT, Kind.UNIVERSITY))
_BUSINESS = frozenset((Kind.COMPANY, Kind.STARTUP, Kind.FUND))

_HEADS: dict[str, frozenset[Kind]] = {}
for _kinds, _nouns in (
    (frozenset((Kind.FUND,)), "fund vehicle"),
    (
        _BUSINESS,
        "company firm corporation group bank manufacturer maker developer producer retailer operator lender insurer "
        "airline chipmaker carmaker automaker miner startup start-up unicorn business conglomerate investor buyer "
        "giant publisher broker utility brand subsidiary unit",
    ),
    (frozenset((Kind.UNIVERSITY,)), "university institute academy college school laboratory"),
    (frozenset((Kind.GOVERNMENT, Kind.ORGANISATION)), "ministry agency department regulator commission council"),
    (
        frozenset((Kind.ORGANISATION,)),
        "organisation organization association alliance foundation union party club team league society band "
        "newspaper magazine channel network consortium",
    ),
    (
        frozenset((Kind.FORUM,)),
        "forum summit conference dialogue expo exhibition event meeting fair competition contest congress workshop "
        "gathering seminar tournament festival symposium",
    ),
    (frozenset((Kind.PARK,)), "park centre center hub technopark incubator zone site campus facility laboratory"),
    (
        frozenset((Kind.AGREEMENT,)),
        "agreement deal memorandum accord pact treaty contract document mou communiqué convention",
    ),
    (frozenset((Kind.PROGRAMME,)), "programme program project initiative scheme"),
    (frozenset((Kind.PLACE,)), "country city province republic kingdom region island district nation"),
):
    for _noun in _nouns.split():
        _HEADS[_noun] = _HEADS.get(_noun, frozenset()) | _kinds

_DETERMINERS = frozenset(("the", "this", "that"))
_PERSON_WORDS = frozenset(("he", "she", "him", "his", "her"))
_THING_WORDS = frozenset(("it", "its"))
_THINGS = _ORGANISATIONS | {Kind.PARK, Kind.PROGRAMME, Kind.FORUM}
_REACH = 4
"""Sentences back that an antecedent may lie."""


class Anaphor(NamedTuple):
    """Words `start` to `end` stand for the mention with index `antecedent`."""

    start: int
    end: int
    antecedent: int


def find_anaphors(
    words: Sequence[str], sentences: Sequence[int], mentions: Sequence[tuple[int, int, Kind]]
) -> list[Anaphor]:
    """The anaphors of a document in order.

    `sentences[w]` is the number of word w's sentence, `mentions` are (start, end, kind) in word offsets, sorted.
    """
    inside = bytearray(len(words))
    for start, end, _ in mentions:
        for w in range(start, end):
            inside[w] = 1
    found: list[Anaphor] = []
    seen = 0  # mentions that end at or before the word looked at
    for w, word in enumerate(words):
        while seen < len(mentions) and mentions[seen][1] <= w:
            seen += 1
        if not seen or inside[w]:
            continue
        lower = word.lower()
        if lower in _PERSON_WORDS:
            antecedent = _latest(mentions, seen, frozenset((Kind.PERSON,)), sentences, w)
            end = w + 1
        elif lower in _THING_WORDS:
            antecedent = _topic(mentions, seen, sentences, w)
            end = w + 1
        elif lower in _DETERMINERS:
            end = _nominal_end(words, inside, w)
            if not end:
                continue
            antecedent = _latest(mentions, seen, _HEADS[words[end - 1].lower()], sentences, w)
        else:
            continue
        if antecedent is not None:
            found.append(Anaphor(w, end, antecedent))
    return found


def _nominal_end(words: Sequence[str], inside: Sequence[int], determiner: int) -> int:
    """The end of "the (joint) (venture) fund" that starts at the determiner; 0 if there is none."""
    for w in range(determiner + 1, min(determiner + 4, len(words))):
        word = words[w]
        if inside[w] or not word[:1].isalpha():
            return 0
        if word.lower() in _HEADS:
            after = words[w + 1] if w + 1 < len(words) else ""
            if after == "of" or after.lower() in _HEADS or (w + 1 < len(words) and inside[w + 1]):
                return 0
            return w + 1
    return 0


def _latest(
    mentions: Sequence[tuple[int, int, Kind]], seen: int, kinds: frozenset[Kind], sentences: Sequence[int], word: int
) -> int | None:
    for m in range(seen - 1, -1, -1):
        start, _, kind = mentions[m]
        if sentences[word] - sentences[start] > _REACH:
            return None
        if kind in kinds:
            return m
    return None


def _topic(mentions: Sequence[tuple[int, int, Kind]], seen: int, sentences: Sequence[int], word: int) -> int | None:
    """For "it": the first thing named in this sentence, else in the nearest one before."""
    best, best_sentence = None, -1
    for m in range(seen - 1, -1, -1):
        start, _, kind = mentions[m]
        sentence = sentences[start]
        if sentences[word] - sentence > 2 or (best is not None and sentence != best_sentence):
            break
        if kind in _THINGS:
            best, best_sentence = m, sentence
    return best
