"""Which of the dates or amounts around a statement belongs to it, if any: candidates and what tells them apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from entente.extract.attributes.dates import DateMention
from entente.extract.attributes.linear import Linear
from entente.extract.attributes.money import Money
from entente.extract.attributes.view import View, bucket
from entente.extract.doc import DocRelation
from entente.ontology import Kind

_BACK, _AHEAD = 2, 1
_OTHER_SENTENCES = 6
_OTHER_SUMS = frozenset(
    "valuation valued values value worth revenue revenues sales turnover profit assets total altogether overall"
    " capitalisation capitalization budget cost costs price trade debt loan profits income gdp".split()
)
_ROUNDS = frozenset(
    "round raised raises raise series seed funding financing fundraising injection infusion closed secured".split()
)
_EVENTS = (Kind.FORUM, Kind.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date or an amount stands: its words, its sentence, and the entity whose name it is part of (-1: none)."""

    index: int
    start: int
    end: int
    sentence: int
    owner: int


def places(view: View, found: Sequence[DateMention | Money]) -> list[Place]:
    """The places of what was found in the document's text, in order."""
    result = []
    for index, item in enumerate(found):
        start, end = view.word_at(item.start), view.word_at(item.end - 1) + 1
        result.append(Place(index, start, end, view.sentence(start), view.owner[start]))
    return result


def candidates(view: View, relation: DocRelation, all_places: Sequence[Place], *, events: bool) -> list[Place]:
    """Those that may belong to a relation: in and near its evidence; with `events` also where a forum or agreement
    that is its end is spoken of.
    """
    low = view.sentence(relation.evidence.start) - _BACK
    high = view.sentence(relation.evidence.end - 1) + _AHEAD
    sentences = [p.sentence for p in all_places]
    chosen = list(all_places[bisect_left(sentences, low) : bisect_left(sentences, high + 1)])
    if events:
        near = {p.index for p in chosen}
        for end in (relation.subject, relation.object):
            entity = view.entities[end]
            if entity.kind not in _EVENTS:
                continue
            for number in sorted({view.sentence(m.start) for m in entity.mentions})[:_OTHER_SENTENCES]:
                for place in all_places[bisect_left(sentences, number) : bisect_left(sentences, number + 1)]:
                    if place.index not in near:
                        near.add(place.index)
                        chosen.append(place)
    return chosen


def told_there(view: View, relation: DocRelation, place: Place) -> bool:
    """Whether a candidate stands where the relation is told: in its evidence or the sentences of its anchors."""
    first, last = sorted(view.sentence(anchor.start) for anchor in relation.anchors)
    evidence = relation.evidence
    return first <= place.sentence <= last or evidence.start <= place.start < evidence.end


def place_features(view: View, relation: DocRelation, place: Place, rivals: Sequence[Place]) -> Iterator[str]:
    """How a candidate stands to the relation: sentence, order, distance, words beside it, rivals between."""
    a_start, a_end, b_start, b_end = view.anchors(relation)
    kind = relation.type.value
    evidence = relation.evidence
    inside = evidence.start <= place.start < evidence.end
    first, last = view.sentence(a_start), view.sentence(b_start)
    if first <= place.sentence <= last:
        sentence = "here"
    else:
        sentence = str(max(-3, min(3, place.sentence - (first if place.sentence < first else last))))
    if place.end <= a_start:
        order, distance = "before", a_start - place.end
    elif place.start >= b_end:
        order, distance = "after", place.start - b_end
    elif place.start >= a_end and place.end <= b_start:
        order, distance = "between", min(place.start - a_end, b_start - place.end)
    else:
        order, distance = "within", 0
    rank = sum(
        1 for rival in rivals if rival is not place and _gap(rival, a_start, b_end) < _gap(place, a_start, b_end)
    )
    where = f"{'in' if inside else 'out'}|{sentence}|{order}"
    yield where
    yield f"{kind}|{where}"
    yield f"{order}|{bucket(distance)}"
    yield f"{kind}|{order}|{bucket(distance)}|{sentence}"
    yield f"rank{min(rank, 4)}|{sentence}"
    yield f"n{min(len(rivals), 6)}|rank{min(rank, 4)}"
    status = relation.status.value if relation.status else ""
    yield f"{kind}|{status}"
    yield f"{status}|{where}"
    words = view.words
    before = words[place.start - 1] if place.start else ""
    before2 = words[place.start - 2] if place.start > 1 else ""
    after = words[place.end] if place.end < len(words) else ""
    yield f"b|{before}"
    yield f"{kind}|b|{before}|{sentence}"
    yield f"b2|{before2}_{before}"
    yield f"a|{after}"
    low, high = (place.end, a_start) if order == "before" else (b_end, place.start) if order == "after" else (0, 0)
    if 0 < high - low < 40:
        span = words[low:high]
        yield f"commas{min(span.count(','), 3)}|{order}"
        for stop in (";", ".", "and", "which", "who", "when", "until", "after", "but", "–", "—", ":"):
            if stop in span:
                yield f"over|{stop}|{order}"
    subject, obj = relation.anchors
    order3 = "".join(n for _, n in sorted(((subject.start, "S"), (obj.start, "O"), (place.start, "x"))))
    partners = view.partners(relation)
    between_s = _names_between(view, place, subject.start, subject.end, partners)
    between_o = _names_between(view, place, obj.start, obj.end, partners)
    yield f"{order3}|{between_s}|{between_o}|{sentence}"
    yield f"{order3}|{sentence}"
    s_in = place.sentence in view.spoken_of(relation.subject)
    o_in = place.sentence in view.spoken_of(relation.object)
    yield f"in{s_in:d}{o_in:d}|{sentence}"
    yield f"{kind}|in{s_in:d}{o_in:d}|{sentence}"
    others = sum(1 for r in rivals if r.sentence == place.sentence)
    yield f"alone{min(others, 3)}|in{s_in:d}{o_in:d}"
    yield f"S{between_s}|{order3[0]}"
    yield f"O{between_o}|{order3[0]}"
    yield f"{kind}|{order3}|{sentence}"
    own = "none"
    if place.owner >= 0:
        own = "end" if place.owner in (relation.subject, relation.object) else "other"
        own += view.entities[place.owner].kind.value
    yield f"own|{own}"
    yield f"{kind}|own|{own}"


def _names_between(view: View, place: Place, start: int, end: int, partners: Set[int]) -> int:
    """How many names of others (at most 3) stand between a place and an anchor."""
    low, high = (place.end, start) if place.end <= start else (end, place.start)
    if high - low > 60:
        return 3
    return min(3, len({view.owner[i] for i in range(low, high)} - partners - {-1}))


def _gap(place: Place, start: int, end: int) -> int:
    """How many words a place lies outside the stretch of the anchors."""
    return max(start - place.end, place.start - end, 0)


def none_features(relation: DocRelation, view: View, rivals: Sequence[Place]) -> list[str]:
    """What speaks for none of the candidates."""
    kind = relation.type.value
    status = relation.status.value if relation.status else ""
    here = {view.sentence(relation.anchors[0].start), view.sentence(relation.anchors[1].start)}
    inside = sum(1 for r in rivals if r.sentence in here)
    return [
        "none", f"none|{kind}", f"none|{kind}|{status}", f"none|{status}", f"none|in{min(inside, 3)}",
        f"none|{kind}|in{min(inside, 2)}", f"none|n{min(len(rivals), 4)}",
    ]  # fmt: skip


def pick(
    model: Linear,
    none: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    bias: float,
    handicaps: Mapping[int, float] = MappingProxyType({}),
) -> int | None:
    """The index of the candidate that fits best, each with its handicap; None if "none of them" fits better by more
    than `bias`."""
    best = (model.score(none) - bias, -1)
    for index, features in rows:
        best = max(best, (model.score(features) - handicaps.get(index, 0.0), index))
    return best[1] if best[1] >= 0 else None


def date_features(
    view: View, relation: DocRelation, place: Place, rivals: Sequence[Place], date: DateMention, published: str | None
) -> Iterator[str]:
    """`place_features`, and what kind of date it is."""
    yield from place_features(view, relation, place, rivals)
    shape = f"{len(date.value)}{'r' if date.relative else ''}{'s' if date.span else ''}"
    kind = relation.type.value
    status = relation.status.value if relation.status else ""
    yield f"shape|{shape}"
    yield f"{kind}|{status}|shape|{shape}"
    if published:
        near = "same" if date.value == published else "after" if date.value > published else "before"
        if near == "before":
            near += str(min(3, int(published[:4]) - int(date.value[:4])))
        yield f"pub|{near}"
        yield f"pub|{near}|{shape}"
        if near == "same" and not date.relative:
            yield f"dateline|{place.sentence < 3}"
            yield f"dateline|{kind}"
        yield f"{status}|pub|{near}"
        yield f"{kind}|{status}|pub|{near}"


def money_features(
    view: View, relation: DocRelation, place: Place, rivals: Sequence[Place], money: Money
) -> Iterator[str]:
    """`place_features`, and how large it is and in which words."""
    yield from place_features(view, relation, place, rivals)
    yield f"size|{len(str(int(money.amount)))}"
    yield f"currency|{money.currency}"
    words = view.words
    if (place.start and words[place.start - 1] == "(") or (place.start > 1 and words[place.start - 2] == "("):
        yield "bracketed"
    if _OTHER_SUMS.intersection(words[max(0, place.start - 6) : place.start]):
        yield "other sum before"
    if _OTHER_SUMS.intersection(words[place.end : place.end + 4]):
        yield "other sum after"
    if view.doc[place.start].sent.text.rstrip()[-1:] not in ".!?":
        yield "no sentence"
    low, high = view.bounds(place.sentence)
    if _ROUNDS.intersection(words[low:high]):
        o_in = place.sentence in view.spoken_of(relation.object)
        yield f"round|{o_in}|{min(3, abs(place.sentence - view.sentence(relation.anchors[0].start)))}"
        if _ROUNDS.intersection(words[max(0, place.start - 5) : place.end + 5]):
            yield f"near round|{o_in}"
    for i in range(max(0, place.start - 5), place.start):
        yield f"B|{words[i]}"
    for i in range(place.end, min(len(words), place.end + 5)):
        yield f"A|{words[i]}"
