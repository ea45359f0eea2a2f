"""`entente_phrases`: statements that a fixed phrase makes, added to those that the relation head finds.

Each sentence is read with its entities masked, `⟦0⟧ and ⟦1⟧ jointly manage the ⟦2⟧`, so that a phrase is a regular
expression over what stands between them and no name has any part in it. A statement is as likely as its phrase was
right on training documents (`entente.extract.train.phrases` measures that, `phrases.json` keeps it); a phrase that is
seldom right is not used. Where both find the same, the two confidences are joined as independent evidence.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from entente.extract.doc import DocEntity, DocRelation
from entente.ontology import Kind, RelationType

NAME = "entente_phrases"
LEAST = 0.5
"""A phrase that is right less often than this is not used."""

_ONE = r"⟦\d+⟧(?: ?\([^()]{0,60}\))?"
_WORDS = r"(?:(?!(?:of|with|for|in|at|from|by|to|on|as|and|or|that|which|who) )[\w.’'&-]+ ){0,5}?"
_TO = rf"(?:the |an? |its |their |one of )?{_WORDS}"
_AND = r"(?:,? and |,? as well as |,? along with |,? together with | & )"
_LIST = rf"{_ONE}(?:(?:(?:, |; ){_TO}{_ONE}){{0,8}}{_AND}{_TO}{_ONE})?"
"""One or several; commas alone make no list: "with the help of A, B founded C"."""
_ALSO = (
    r"(?:(?:also|jointly|together|now|currently|recently|later|then|since|already|each|both|has|have|had|will|would|"
    r"plans? to|agreed to|is to|are to|said it (?:has|had|would|will)) ){0,3}"
)
_WHO = r"(?:, (?:an?|the|its|one of|another) [^,.;:]{3,90}(?=,))?(?:,? (?:which|who|that|(?:both|all|each) of (?:which|whom)))?,? "
_GAP = r"[^⟦⟧.;:]{0,60}?"
_BY = r"(?:(?! and | but )[^⟦⟧.;:]){0,30}\bby"
"""From a participle to its agent; another verb may not stand between."""
_PUT = r"(?:invests?|invested|put|puts|commits?|committed|pledged|injected|pumped|poured|contributed)"
_ROUND = r"(?:rounds?|funding|financing|Series [A-H]\+?|fundraising)"
_MADE = r"(?:co-)?(?:founded|established|set up|created|launched|inaugurated|formed)"
_MAKE = r"(?:found|establish|set up|create|launch|form)"


_PARTS = {
    "<S>": f"(?P<s>{_LIST})",
    "<O>": f"(?P<o>{_LIST})",
    "<s>": f"(?P<s>{_ONE})",
    "<o>": f"(?P<o>{_ONE})",
    "TO": _TO,
    "ALSO": _ALSO,
    "WHO": _WHO,
    "GAP": _GAP,
    "BY": _BY,
    "PUT": _PUT,
    "ROUND": _ROUND,
    "MADE": _MADE,
    "MAKE": _MAKE,
}
_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))


def _p(kind: RelationType, pattern: str) -> tuple[RelationType, re.Pattern[str]]:
    return kind, re.compile(_PART.sub(lambda part: _PARTS[part[0]], pattern), re.IGNORECASE)


_T = RelationType
PHRASES: dict[str, tuple[RelationType, re.Pattern[str]]] = {
    "invested in": _p(_T.INVESTED_IN, r"<S>WHOALSOPUT\b GAP\b(?:in|into|to) TO<O>"),
    "took part in the round": _p(
        _T.INVESTED_IN,
        r"<S>WHOALSO(?:participated in|took part in|joined|co-led|led|invested in) GAP\bROUND\b GAP(?:of|in|for|by|at) TO<o>",
    ),
    "led its round": _p(
        _T.INVESTED_IN, r"<S>WHOALSO(?:participated in|took part in|joined|co-led|led) <o>[’']s? GAP\bROUND"
    ),
    "round led by": _p(_T.INVESTED_IN, r"<o>[^⟦⟧.;:]{0,90}\bROUND\b GAP(?:led|co-led|joined|anchored) by TO<S>"),
    "backed by": _p(_T.INVESTED_IN, r"<o>[^⟦⟧.;:]{0,60}\b(?:backed|funded|financed|bankrolled)BY TO<S>"),
    "backs": _p(_T.INVESTED_IN, r"<S>WHOALSO(?:backed|backs|financed|finances|bankrolled) TO<O>"),
    "raised from": _p(
        _T.INVESTED_IN,
        r"<o>[^⟦⟧.;:]{0,60}\b(?:raised|raises|secured|secures|closed|received|attracted|won|got|took)\b[^⟦⟧.;:]{0,70}\bfrom TO<S>",
    ),
    "raised, led by": _p(
        _T.INVESTED_IN,
        r"<o>[^⟦⟧.;:]{0,60}\b(?:raised|raises|secured|secures|closed|received|attracted)\b[^⟦⟧.;:]{0,90}\bled by TO<S>",
    ),
    "backing from": _p(
        _T.INVESTED_IN,
        r"<o>[^⟦⟧.;:]{0,80}\b(?:backing|funding|investments?|financing|capital|money)\b GAP\bfrom TO<S>",
    ),
    "its portfolio": _p(
        _T.INVESTED_IN,
        r"<s>[’']s?\s[^⟦⟧.;:]{0,30}\bportfolio\b[^⟦⟧.;:]{0,40}\b(?:includes?|included|holds|are|is) TO<O>",
    ),
    "its investors are": _p(
        _T.INVESTED_IN,
        r"<o>[’']s?\s[^⟦⟧.;:]{0,30}\b(?:investors|backers|shareholders)\b[^⟦⟧.;:]{0,30}\b(?:includes?|included|are|were) TO<S>",
    ),
    "investors in it are": _p(
        _T.INVESTED_IN,
        r"\b(?:investors|backers)\b GAP(?:in|of|behind) TO<o>[^⟦⟧.;:]{0,20}\b(?:included?|are|were) TO<S>",
    ),
    "-backed": _p(_T.INVESTED_IN, r"<s>-backed TO<o>"),
    "holds a stake": _p(
        _T.OWNS,
        r"<S>WHOALSO(?:holds?|held|owns?|owned|retains?|controls?)\b[^⟦⟧.;:]{0,40}\b(?:stakes?|shares?|interest|holding|per cent|percent|%)[^⟦⟧.;:]{0,20}\b(?:in|of) TO<o>",
    ),
    "owns": _p(_T.OWNS, r"<S>WHOALSO(?:owns|owned|acquired|acquires|bought|buys|took over|controls) TO<O>"),
    "owned by": _p(_T.OWNS, r"<o>[^⟦⟧.;:]{0,40}\b(?:owned|acquired|bought|controlled|taken over)(?: \w+)? by TO<S>"),
    "manages": _p(_T.MANAGES, r"<S>WHOALSO(?:manages?|managed|runs?|ran|operates?|operated|administers?) TO<O>"),
    "managed by": _p(
        _T.MANAGES, r"<o>[^⟦⟧.;:]{0,70}\b(?:managed|run|operated|governed|administered)\b(?: jointly)? by TO<S>"
    ),
    "founded": _p(_T.FOUNDED, r"<S>WHOALSO(?:MADE|(?:to|will|would) MAKE) TO<O>"),
    "founded by": _p(_T.FOUNDED, r"<o>[^⟦⟧.;:]{0,40}\bMADEBY TO<S>"),
    "founder of": _p(_T.FOUNDED, r"<S>,? (?:\w+ ){0,3}(?:co-)?founders?(?: and [\w ]{1,30})? of TO<O>"),
    "a subsidiary of": _p(
        _T.PART_OF,
        r"<s>,? (?:(?:is|was) )?(?:an?|the) [^⟦⟧.;:,]{0,30}\b(?:subsidiary|unit|arm|division|branch|affiliate|part) of TO<o>",
    ),
    "its subsidiary": _p(_T.PART_OF, r"<o>[’']s? [^⟦⟧.;:,]{0,30}\b(?:subsidiary|unit|arm|division|affiliate),? <s>"),
    "supplies": _p(
        _T.SUPPLIES,
        r"<S>WHOALSO(?:suppl(?:y|ies|ied)|sells?|sold|delivers?|delivered|exports?|exported|ships?|shipped)\b GAP\bto TO<O>",
    ),
    "a customer of": _p(
        _T.SUPPLIES, r"<O>,? (?:is|are|was|were|as|became) (?:an?|the)?[^⟦⟧.;:]{0,30}\b(?:customers?|clients?) of TO<s>"
    ),
    "blacklisted by": _p(
        _T.SANCTIONED_BY, r"<S>[^⟦⟧.;:]{0,50}\b(?:blacklisted|sanctioned|banned|blocked|barred)BY TO<o>"
    ),
    "blacklisted": _p(
        _T.SANCTIONED_BY, r"<O>WHOALSO(?:blacklisted|sanctioned|banned|imposed sanctions on|blocked|barred) TO<S>"
    ),
    "organised": _p(_T.ORGANISED, r"<S>WHOALSO(?:co-)?(?:organi[sz]ed|organi[sz]es?|hosts?|hosted|convened) TO<O>"),
    "organised by": _p(
        _T.ORGANISED, r"<o>[^⟦⟧.;:]{0,70}\b(?:organi[sz]ed|hosted|convened|held|sponsored)(?: \w+)? by TO<S>"
    ),
    "partnered with": _p(
        _T.PARTNERED_WITH,
        r"<S>WHOALSO(?:partnered|teamed up|teams up|cooperates?|collaborates?|collaborated|joined forces|works? together)(?: up)? with TO<O>",
    ),
    "a resident of": _p(_T.RESIDENT_OF, r"<S>,? (?:[\w’-]+ ){0,4}?(?:residents?|tenants?) (?:of|at|in) TO<o>"),
}

_YOUNG = re.compile(
    rf"(?:(?P<before>{_ONE})(?:,| is| was) (?:an?|another|one of) (?:⟦\d+⟧|[^⟦⟧.;:,]){{0,60}}\bstart-?up\b(?! \w+ (?:fund|accelerator))|start-?up,? (?P<after>{_ONE}))",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:of|in|at|near|outside|(?:start-?ups?|compan(?:y|ies)|firms?|funds?|investors?|banks?) from)(?: the)? $",
    re.IGNORECASE,
)
_INDEX = re.compile(r"⟦(\d+)⟧")
_ASIDE = re.compile(r"\([^()]*\)")
_MEASURED = Path(__file__).with_name("phrases.json")


class Found(NamedTuple):
    """What a phrase states: its name, and the mention or anaphor at each end."""

    phrase: str
    type: RelationType
    subject: Span
    object: Span


class Masked(NamedTuple):
    """A sentence with `⟦n⟧` for the mention or anaphor `spans[n]`."""

    span: Span
    masked: str
    spans: list[Span]


def find_phrases(
    doc: Doc, sentences: Iterable[Masked], names: Collection[str] = PHRASES.keys()
) -> Iterator[tuple[Found, Span]]:
    """Every statement that one of the phrases makes in one sentence, with that sentence. Ends may be the same entity."""
    owners = owners_of(doc)
    for sentence in sentences:
        for name in names:
            kind, pattern = PHRASES[name]
            for match in pattern.finditer(sentence.masked):
                subjects = _ends(match["s"])
                if _beside(doc, sentence, match.start("s"), subjects[0], owners):
                    continue
                for number in _ends(match["o"]):
                    obj = _another(doc, sentence.spans, subjects, number, owners)
                    for subject in subjects:
                        yield Found(name, kind, sentence.spans[subject], obj), sentence.span


def _beside(doc: Doc, sentence: Masked, at: int, first: int, owners: dict[Span, int]) -> bool:
    """Whether a place only says where the true subject is: "Lumo, the fund of Norland, invested in Arda"."""
    kind = doc._.entities[owners[sentence.spans[first]]].kind
    return kind is Kind.PLACE and _WHERE.search(sentence.masked, max(at - 25, 0), at) is not None


def _another(doc: Doc, spans: list[Span], subjects: list[int], number: int, owners: dict[Span, int]) -> Span:
    """The object of a phrase. "A and B put money into the fund": that fund is neither A nor B, so what was taken for
    one of them is the last thing of its kind before them instead."""
    span, acting = spans[number], {owners[spans[s]] for s in subjects}
    entity: DocEntity = doc._.entities[owners[span]]
    if owners[span] not in acting or span not in entity.anaphors:
        return span
    before = (s for s in reversed(spans[: min(subjects)]) if doc._.entities[owners[s]].kind is entity.kind)
    return next((s for s in before if owners[s] not in acting), span)


def masked_sentences(doc: Doc) -> Iterator[Masked]:
    """The sentences that name anything, masked."""
    text = doc.text  # spaCy puts it together anew each time
    spans = sorted(owners_of(doc), key=lambda s: s.start)
    starts = [s.start for s in spans]
    for sentence in doc.sents:
        inside = spans[bisect_right(starts, sentence.start - 1) : bisect_right(starts, sentence.end - 1)]
        if not inside:
            continue
        parts, at = [], sentence.start_char
        for number, span in enumerate(inside):
            parts += [text[at : span.start_char], f"⟦{number}⟧"]
            at = max(at, span.end_char)
        parts.append(text[at : max(at, sentence.end_char)])
        yield Masked(sentence, " ".join("".join(parts).split()), inside)


def owners_of(doc: Doc) -> dict[Span, int]:
    """Which entity each mention and anaphor belongs to, by its index."""
    entities: list[DocEntity] = doc._.entities or []
    return {span: i for i, entity in enumerate(entities) for span in (*entity.mentions, *entity.anaphors)}


def _ends(group: str) -> list[int]:
    return [int(n) for n in _INDEX.findall(_ASIDE.sub("", group))]


@cache
def measured() -> dict[str, float]:
    """How often each phrase was right on training documents."""
    return dict(json.loads(_MEASURED.read_text(encoding="utf-8"))["precision"])


@Language.component(NAME, requires=["doc._.entities", "doc._.relations"], assigns=["doc._.relations"])
def phrases(doc: Doc) -> Doc:
    """Adds what the phrases state; makes a company that its text calls a start-up a Startup."""
    sentences = list(masked_sentences(doc))
    _find_startups(doc, sentences)
    owners, precision = owners_of(doc), measured()
    used = [name for name in PHRASES if precision.get(name, 0.0) >= LEAST]
    entities: list[DocEntity] = doc._.entities or []
    relations: list[DocRelation] = list(doc._.relations or [])
    known = {(r.subject, r.type, r.object): r for r in relations}
    added: dict[tuple[int, RelationType, int], DocRelation] = {}
    for found, sentence in find_phrases(doc, sentences, used):
        subject, obj = owners[found.subject], owners[found.object]
        sure = precision[found.phrase]
        if subject == obj or not found.type.allows(entities[subject].kind, entities[obj].kind):
            continue
        if found.type.symmetric and subject > obj:
            subject, obj = obj, subject
        key = (subject, found.type, obj)
        before = added.get(key)
        if before is None or before.confidence < sure:
            added[key] = DocRelation(
                subject, found.type, obj, sentence, (found.subject, found.object), confidence=round(sure, 4)
            )
    for key, new in added.items():
        if key in known:
            learned = known[key]
            learned.confidence = round(1 - (1 - learned.confidence) * (1 - new.confidence), 4)
        else:
            relations.append(new)
    doc._.relations = sorted(relations, key=lambda r: (r.evidence.start, r.subject, r.object, r.type))
    return doc


def _find_startups(doc: Doc, sentences: Iterable[Masked]) -> None:
    owners = owners_of(doc)
    entities: list[DocEntity] = doc._.entities or []
    for sentence in sentences:
        for match in _YOUNG.finditer(sentence.masked):
            for number in _ends(match["before"] or match["after"]):
                entity = entities[owners[sentence.spans[number]]]
                if entity.kind in (Kind.COMPANY, Kind.ORGANISATION):
                    entity.kind = Kind.STARTUP
                    for mention in entity.mentions:
                        mention.label_ = Kind.STARTUP.value
