"""From a question to what it asks for, given the names that the graph knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from spacy.tokens import Doc

from entente.errors import InputError, QuestionNotUnderstood
from entente.graph.ask import modifiers
from entente.graph.ask.grammar import FORMS, NAME_ALONE, Form, Item, Match, items_of, match, take
from entente.graph.ask.vocabulary import Reading, pipeline, vocabulary
from entente.graph.model import Entity
from entente.graph.resolve.tables import NATIONALITIES
from entente.ontology import Kind, RelationType, Status

MOST_CHARACTERS = 500
_LONGEST_NAME = 14  # tokens
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]|(?<!\w)['‘]([^'’‘]+)['’](?!\w)")

Lookup = Callable[[Sequence[str]], Mapping[str, Sequence[Entity]]]
"""Given stretches of a question, those that are names in the graph, each with the entities called so."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the question and the entities the graph calls so."""

    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its parts. `subjects`, `objects`: names at these grammatical ends of the relation; `owners`: names
    that a noun (`founders of`) belongs to. `together`: all of the names must fit, not just one. `end`: where there is
    no name, which grammatical end is asked for (`subject`, `object`). `nations`: countries that what is asked for
    belongs to, any of them. `order`: whether the newest or the oldest act comes first.
    """

    form: Form
    pattern: str
    names: tuple[Name, ...]
    kinds: tuple[Kind, ...] = ()
    readings: tuple[Reading, ...] = ()
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    owners: tuple[int, ...] = ()
    wants_subject: bool = False
    together: bool = True
    filters: dict[str, Any] = field(default_factory=dict)
    limits: tuple[str, ...] = ()
    end: Literal["subject", "object"] | None = None
    nations: tuple[str, ...] = ()
    order: Literal["newest", "oldest"] | None = None


@dataclass(frozen=True, slots=True)
class Unknown(Exception):
    """The question would be understood if this stretch of it were a name."""

    text: str


def parse(question: str, lookup: Lookup) -> Asked:
    """The question's form and parts.

    Raises `QuestionNotUnderstood` for none of the forms, `Unknown` where only a name is missing from the graph, and
    `InputError` for an empty or overlong question.
    """
    text = " ".join(question.split())
    if not text:
        raise InputError("the question is empty")
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"the question has {len(text):,} characters; at most {MOST_CHARACTERS} are read")
    doc = pipeline()(text)
    nations = _nations(doc)
    spans = _names(doc, lookup, nations)
    asked = _understood(doc, spans, nations)
    if asked is None and nations:  # an adjective of nationality may be all of a name
        nations = {}
        spans = _names(doc, lookup, nations)
        asked = _understood(doc, spans, nations)
    if asked is not None:
        return asked
    for start, end in _unknown(doc, spans):
        others = [span for span in spans if span[1] <= start or span[0] >= end]
        stand_in = Name(doc[start:end].text, ())
        as_name = _understood(doc, [*others, (start, end, stand_in)], nations)
        if as_name is not None and as_name.pattern != NAME_ALONE:
            raise Unknown(stand_in.text)
    raise QuestionNotUnderstood(question, list(FORMS.values()))


_Span = tuple[int, int, Name]
_Nations = dict[tuple[int, int], str]


def _nations(doc: Doc) -> _Nations:
    """Adjectives of nationality that say of which country a kind of thing is: start and end → country.

    They stand before the kind, perhaps with `and` or `or` between them, or after `are`.
    """
    firsts = {phrase.lemmas[0] for phrase in vocabulary().phrases if phrase.role in ("KIND", "SUBJECTS", "OBJECTS")}
    found: _Nations = {}
    good: set[int] = set()  # tokens that an adjective may stand before
    for at in range(len(doc) - 1, -1, -1):
        for length in (2, 1):
            country = _nation(doc, at, at + length)
            last = at + length == len(doc) or all(token.is_punct for token in doc[at + length :])
            after_be = at > 0 and doc[at - 1].lemma_ == "be"
            if country and (at + length in good or (last and after_be)):
                found[at, at + length] = country
                good.add(at)
                break
        if doc[at].lemma_ in firsts:
            good.add(at)
        if doc[at].lower_ in ("and", "or", ",") and any(start == at + 1 for start, _ in found):
            good.add(at)
    return found


def _nation(doc: Doc, start: int, end: int) -> str | None:
    words = [token.text for token in doc[start:end]]
    if words == ["us"]:
        return None
    return NATIONALITIES.get(tuple(word.lower() for word in words))


def _names(doc: Doc, lookup: Lookup, nations: _Nations) -> list[_Span]:
    """The names in the question that the graph knows: quoted ones, then the longest, then the leftmost."""
    quoted = {(span.start, span.end) for span in _quoted(doc)}
    candidates = [
        *quoted,
        *((a, b) for a, b in _stretches(doc) if (a, b) not in nations and _may_be_name(doc, a, b)),
    ]
    texts = {(a, b): doc[a:b].text for a, b in candidates}
    known = lookup(sorted(set(texts.values())))
    found: list[_Span] = []
    taken: set[int] = set()
    for a, b in sorted(texts, key=lambda span: (span not in quoted, span[0] - span[1], span[0])):
        entities = known.get(texts[a, b], ())
        if entities and not taken & set(range(a, b)):
            found.append((a, b, Name(texts[a, b], tuple(entities))))
            taken |= set(range(a, b))
    return found


def _quoted(doc: Doc) -> Iterator[Any]:
    for found in _QUOTED.finditer(doc.text):
        group = 1 if found[1] else 2
        span = doc.char_span(*found.span(group), alignment_mode="contract")
        if span is not None:
            yield span


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    for a in range(len(doc)):
        for b in range(a + 1, min(len(doc), a + _LONGEST_NAME) + 1):
            if not _is_outer(doc, a) and not _is_outer(doc, b - 1):
                yield a, b


_NEVER_OUTER = frozenset(
    "? , ; : 's ’s ' ’ - – “ ” \" and or & in by for of to with from at on the a an between than as through via".split()
)


def _is_outer(doc: Doc, at: int) -> bool:
    """No name begins or ends with this token, quoted ones apart."""
    return doc[at].is_space or doc[at].text in _NEVER_OUTER


def _may_be_name(doc: Doc, a: int, b: int) -> bool:
    """Words of the vocabulary alone are no name, unless written like one."""
    if any(token.lemma_ not in vocabulary().words and not token.is_punct for token in doc[a:b]):
        return True
    return any(token.i > 0 and token.is_title for token in doc[a:b]) or any(
        token.is_upper and len(token) > 1 for token in doc[a:b]
    )


def _understood(doc: Doc, spans: Sequence[_Span], nations: _Nations) -> Asked | None:
    taken = {i for a, b, _ in spans for i in range(a, b)}
    nations = {(a, b): country for (a, b), country in nations.items() if not taken & set(range(a, b))}
    spans = sorted(spans, key=lambda span: span[0])
    names = tuple(name for _, _, name in spans)

    def is_free(start: int, end: int) -> bool:
        return all(end <= doc[a].idx or start >= doc[b - 1].idx + len(doc[b - 1]) for a, b, _ in spans)

    limits = modifiers.find(doc.text, is_free)
    filters: dict[str, Any] = {}
    for limit in limits:
        if filters.keys() & limit.filters.keys():
            return None
        filters |= limit.filters
    row, planned = take(_words(doc, spans, limits, nations), vocabulary().planned)
    row, current = take(row, vocabulary().current)
    row, newest = take(row, vocabulary().newest)
    row, oldest = take(row, vocabulary().oldest)
    if newest and oldest:
        return None
    order: Literal["newest", "oldest"] | None = "newest" if newest else "oldest" if oldest else None
    if planned:
        filters["statuses"] = frozenset({Status.PLANNED})
    elif current:
        filters["statuses"] = frozenset({Status.ONGOING, Status.COMPLETED})
    found = match(items_of(row))
    if found is None or (order and found.form not in (Form.RELATION, Form.LIST)):
        return None
    said = tuple(limit.text for limit in limits) + (("planned",) if planned else ("current",) if current else ())
    countries = tuple(dict.fromkeys(nations.values()))
    if countries:
        said += ("of " + " or ".join(country.replace("_", " ").title() for country in countries),)
    if order:
        said += (f"the {order} first",)
    return _asked(found, names, filters, said, countries, order)


def _words(doc: Doc, spans: Sequence[_Span], limits: Sequence[modifiers.Modifier], nations: _Nations) -> list[Item]:
    """The tokens as items, each name as one, without dates, amounts, quotation marks and the end's punctuation."""
    starts = {a: (b, number) for number, (a, b, _) in enumerate(spans)}
    row: list[Item] = []
    at = 0
    while at < len(doc):
        if at in starts:
            end, number = starts[at]
            row.append(Item(doc[at:end].text, "", names=(number,)))
            at = end
            continue
        nation = next(((b, country) for (a, b), country in nations.items() if a == at), None)
        if nation is not None:
            row.append(Item(doc[at : nation[0]].text, doc[at : nation[0]].text.lower(), nations=(nation[1],)))
            at = nation[0]
            continue
        token = doc[at]
        at += 1
        in_limit = any(limit.start <= token.idx < limit.end for limit in limits)
        if not in_limit and not token.is_quote and not token.is_space:
            row.append(Item(token.text, token.lemma_, token.tag_))
    while row and row[-1].lemma in {"?", ".", "!", ",", ";", ":"}:
        row.pop()
    return row


def _asked(
    found: Match,
    names: tuple[Name, ...],
    filters: dict[str, Any],
    limits: tuple[str, ...],
    nations: tuple[str, ...],
    order: Literal["newest", "oldest"] | None,
) -> Asked:
    selected = [item for element, item in found.parts if element.startswith(("SEL", "KINDS", "LISTED"))]
    subjects, objects, owners = (_named(found, f"NAMES:{letter}") for letter in "son")
    if found.form in (Form.LINK, Form.CONNECT, Form.COMMON, Form.DESCRIBE):
        subjects = _named(found, "NAMES", "PAIR")
    readings: tuple[Reading, ...] = ()
    noun_for_subject = False
    for element, item in found.parts:
        roles = [choice.partition(".")[0] for choice in element.rstrip("?").split("|")]
        if element[0].isupper() and set(roles) & {"REL", "REL0", "STATE", "STATE0", "SUBJECTS", "OBJECTS"}:
            readings = item.readings(*roles)
            noun_for_subject = any(phrase.role == "SUBJECTS" for phrase in item.phrases)
    if found.pattern.startswith("where be"):
        readings = readings or (Reading(RelationType.LOCATED_IN),)
    if found.form is Form.WHETHER and owners:  # "is A a manager of B": what A is said to be tells its end
        first, second = (item.names for element, item in found.parts if element == "NAMES:n")
        subjects, objects = (first, second) if noun_for_subject else (second, first)
        owners = ()
    end: Literal["subject", "object"] | None = None
    if found.form is Form.RELATION and not names:
        is_subject = found.asked_end == "s" if found.asked_end else noun_for_subject
        end = "subject" if is_subject else "object"
    kinds = tuple(dict.fromkeys(kind for item in selected for kind in item.kinds))
    return Asked(
        found.form,
        found.pattern,
        names,
        kinds,
        readings,
        subjects,
        objects,
        owners,
        wants_subject=bool(objects) or (bool(owners) and noun_for_subject),
        together=all(item.together for _, item in found.parts if item.names),
        filters=filters,
        limits=limits,
        end=end,
        nations=nations,
        order=order,
    )


def _named(found: Match, *elements: str) -> tuple[int, ...]:
    return tuple(number for item in found.items(*elements) for number in item.names)


_CONNECTORS = frozenset("of and for the & - – . , ' ’ ( ) de von van du da".split())


def _unknown(doc: Doc, spans: Sequence[_Span]) -> list[tuple[int, int]]:
    """Stretches that may be names the graph lacks, the longest first: a word of no vocabulary with what is written as
    names are around it (capitals, known names, `of`), or with a kind after it (`zenit fund`, `Bank of Vela`).
    """
    known = {i for a, b, _ in spans for i in range(a, b)}
    strange = {t.i for t in doc if t.lemma_ not in vocabulary().words and not t.is_punct and t.i not in known}
    titled = {t.i for t in doc if t.text[:1].isupper() or t.text[:1].isdigit()} - {0}
    kinds = {t.i for t in doc if any(t.lemma_ == phrase.lemmas[-1] for phrase in vocabulary().phrases if phrase.kind)}
    inner = {t.i for t in doc if t.lower_ in _CONNECTORS}
    found = []
    for a, b in _stretches(doc):
        here = set(range(a, b))
        ends_well = {a, b - 1} <= strange | titled | known | kinds
        cuts = any((i in here) != (i + 1 in here) for x, y, _ in spans for i in range(x, y - 1))
        new = here & strange if not here & known else here & (strange | kinds) & titled
        if new and here <= strange | titled | known | inner | kinds and ends_well and not cuts:
            found.append((a, b))
    return sorted(found, key=lambda span: (span[0] - span[1], span[0]))
