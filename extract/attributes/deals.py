"""`entente_deals`: the round and event of an investment, the share somebody owns, the product somebody supplies."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.attributes.view import View
from entente.extract.doc import DocRelation
from entente.ontology import RelationType

NAME = "entente_deals"

_ROUND = re.compile(
    r"\b(?P<series>(?:pre-)?Series\s+[A-H]\d?(?:\+|\s+extension|-\d)?)(?!\w)"
    r"|\b(?P<stage>pre-seed|pre-IPO|(?:seed|angel)(?=[\s-]+(?:round|funding|stage|financing|investment|extension|money|capital)))\b"
    r"|\b(?P<seed>seed)\b(?=[\s,.;)])",
    re.I,
)
_FRACTIONS = "half|third|quarter|fifth|sixth|tenth|thirds|quarters|fifths"
_SHARE = re.compile(
    r"(?P<percent>(?:(?:about|around|some|nearly|almost|over|more than|less than|up to|at least|roughly)\s+)?"
    r"\d{1,3}(?:[.,]\d+)?\s?(?:%|per\s?cent\b|percent\b|pc\b))"
    rf"|(?P<fraction>(?:(?:about|nearly|almost|over|more than)\s+)?(?:a|an|one|two|three)[\s-]+(?:{_FRACTIONS})\b)"
    rf"|(?P<half>\bhalf\b(?=\s+(?:of\b|the\s+shares)))"
    r"|(?P<majority>\b(?:majority|minority|controlling|blocking)(?=\s+(?:of|stake|share|shareholding|interest|shareholder|owner|holding)))",
    re.I,
)
_FALSE_SHARE = re.compile(
    r"(?:rose|fell|grew|up|down|by|increase|growth|profit|interest|rate|tariff)\s+(?:of\s+|by\s+)?$", re.I
)
_STAKES = frozenset(("stake", "stakes", "shares", "share", "shareholding", "interest", "equity"))
_GOODS_BEFORE = frozenset(
    "supply supplies supplied supplying sell sells sold selling deliver delivers delivered delivering export exports"
    " exported exporting buy buys bought buying order orders ordered ordering purchase purchased purchases procure"
    " procured import imports imported importing supplier suppliers maker provide provides provided providing lease"
    " leased received receive receives acquire acquired delivery purchase sale".split()
)
_STOPS = frozenset(
    "to from for in on at by with which that who and or when since until , . ; : ( ) is was were are will has had"
    " under after before as worth".split()
)


def rounds(view: View, relation: DocRelation) -> str | None:
    """The financing round named nearest to the anchors, in its sentence or those of the evidence."""
    best: tuple[int, str] | None = None
    a_start, _, _, b_end = view.anchors(relation)
    for start, end, text in _near(view, relation, _ROUND):
        gap = max(a_start - end, start - b_end, 0)
        if best is None or gap < best[0]:
            best = (gap, text)
    if best is None:
        return None
    return re.sub(r"(?i)series\s+([a-h])", lambda m: f"Series {m[1].upper()}", " ".join(best[1].split()))


def share(view: View, relation: DocRelation) -> str | None:
    """The share named nearest to the anchors in the sentence of either.

    Of an investment only one that is said to be a stake in the investee: other percentages stand beside many of them.
    """
    best: tuple[int, str] | None = None
    a_start, a_end, b_start, b_end = view.anchors(relation)
    for start, end, text in _near(view, relation, _SHARE):
        before = view.doc.text[max(0, view.offsets[start] - 20) : view.offsets[start]]
        if _FALSE_SHARE.search(before):
            continue
        if relation.type is RelationType.INVESTED_IN and not (
            _STAKES.intersection(view.words[end : end + 3])
            or ("of" in view.words[end : end + 1] and relation.object in view.owner[end + 1 : end + 3])
        ):
            continue
        gap = min(abs(start - a_end), abs(b_start - end), abs(start - b_end), abs(a_start - end))
        subject = relation.anchors[0]
        between = view.owner[min(end, subject.end) : max(start, subject.start)]
        gap += 5 * len(set(between) - {-1, relation.subject, relation.object})
        if gap < 25 and (best is None or gap < best[0]):
            best = (gap, text)
    return " ".join(best[1].split()) if best else None


def _near(view: View, relation: DocRelation, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Matches in the evidence, and in the sentences of the anchors, as words from, words to, text."""
    low = min(relation.evidence.start, view.bounds(view.sentence(relation.anchors[0].start))[0])
    high = max(relation.evidence.end, view.bounds(view.sentence(relation.anchors[1].start))[1])
    if high - low > 400:
        low, high = relation.evidence.start, relation.evidence.end
    begin = view.offsets[low]
    for match in pattern.finditer(view.doc[low:high].text):
        start = view.word_at(begin + match.start())
        yield start, view.word_at(begin + match.end() - 1) + 1, match[0]


def product(view: View, relation: DocRelation) -> str | None:
    """What is supplied: the words after the verb of supplying nearest to the anchors, up to a stop."""
    a_start, _, _, b_end = view.anchors(relation)
    low, high = view.bounds(view.sentence(a_start))
    best: tuple[int, int, int] | None = None
    for i in view.outside_names(low, high):
        if view.words[i] not in _GOODS_BEFORE:
            continue
        start = i + 1
        while start < high and view.words[start] in ("of", "the", "its", "a", "an", "their", "some"):
            start += 1
        end = start
        while end < high and end < start + 7 and view.owner[end] not in (relation.subject, relation.object):
            if view.words[end] in _STOPS:
                break
            end += 1
        while end > start and view.words[end - 1] in ("the", "of", "a", "an"):
            end -= 1
        gap = max(a_start - i, i - b_end, 0)
        if end > start and (best is None or gap < best[0]):
            best = (gap, start, end)
    return " ".join(view.doc[best[1] : best[2]].text.split()) if best else None


def event(view: View, relation: DocRelation) -> str:
    """The id that the investments of one round have in common: same investee and round in one text.

    Without a named round, one sentence is one event. The id is made of words of the text, so that reading it again
    gives the same one.
    """
    place = relation.round.lower() if relation.round else f"@{view.doc[relation.anchors[1].start].sent.start_char}"
    mention = view.entities[relation.object].mentions[0]
    parts = "|".join((mention.text, str(mention.start_char), place))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@Language.component(NAME, requires=["doc._.relations"], assigns=["doc._.relations"])
def deals(doc: Doc) -> Doc:
    """Fills `round` and `event` of INVESTED_IN, `share` of OWNS and INVESTED_IN, `product` of SUPPLIES."""
    view = View(doc)
    for relation in view.relations:
        if relation.type is RelationType.INVESTED_IN:
            relation.round = rounds(view, relation)
            relation.share = share(view, relation)
            relation.event = event(view, relation)
        elif relation.type is RelationType.OWNS:
            relation.share = share(view, relation)
        elif relation.type is RelationType.SUPPLIES:
            relation.product = product(view, relation)
    return doc
