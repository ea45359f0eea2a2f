"""The forms of questions as spaCy patterns over base forms, and how a question's words are prepared for them.

A question becomes a row of items: names (from the graph) are one item each, and so are lists of names (`A and B`),
phrases of the vocabulary (`invest in`, `part of`) and what is asked for (`which start-ups`). A form is a pattern that
must match the whole row: a question with a word that no form has a place for is not understood.

Patterns are written in a small notation, one token a word: capitals are classes of items (see `Phrase.role`; `SEL` is
what is asked for, `KINDS` the same where it names a kind, `LISTED` where that is without `which`, `NATION` an adjective
of nationality, `NAMES` one name or several, `PAIR` several), `REL.part` asks for a verb form, lower case is a
word in its base form, `|` separates choices, `?` marks what may be absent. `NAMES` that is the grammatical subject of
the relation is written `NAMES:s`, the object `NAMES:o`, what a noun belongs to `NAMES:n`; where no name is given,
`SEL:s` and `SEL:o` say which of them is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from spacy.matcher import Matcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from entente.graph.ask.vocabulary import Phrase, Reading, pipeline, vocabulary
from entente.ontology import Kind

CLASSES = "entente_classes"
if not Token.has_extension(CLASSES):
    Token.set_extension(CLASSES, default=())


class Form(StrEnum):
    """What kind of answer a question wants."""

    LINK = "link"
    CONNECT = "connect"
    COMMON = "common"
    RELATION = "relation"
    WHETHER = "whether"
    WHEN = "when"
    AMOUNT = "amount"
    DESCRIBE = "describe"
    LIST = "list"


FORMS: dict[Form, str] = {
    Form.LINK: "Which KIND link A and B?",
    Form.CONNECT: "How is A connected to B?",
    Form.COMMON: "What do A and B have in common?",
    Form.RELATION: "Who manages (founded, owns, invested in, signed, organised, took part in, supports, works for …) A?"
    " · Which KIND did A invest in (found, sign …) [since 2015 | before March 2019 | in 2018 | more than $500 million]?"
    " · Which KIND are in PLACE? · Which KIND focus on TECHNOLOGY?"
    " · Which KIND were signed (founded, sanctioned …) in 2014? · newest investments",
    Form.WHETHER: "Did A invest in B?",
    Form.WHEN: "When was A founded?",
    Form.AMOUNT: "How much did A invest in B?",
    Form.DESCRIBE: "What is A?",
    Form.LIST: "Which KIND are there? · Japanese KIND · newest KIND [since 2015]",
}

NAME_ALONE = "NAMES"
"""The one form without a word of its own: it takes a name that the graph knows."""
_THAT = "that|which|who?"

PATTERNS: tuple[tuple[Form, str], ...] = (
    # link
    (Form.LINK, "SEL have? LINK PAIR"),
    (Form.LINK, "SEL do LINK PAIR"),
    (Form.LINK, "SEL have? LINK NAMES to|with NAMES"),
    (Form.LINK, f"SEL {_THAT} LINK PAIR"),
    (Form.LINK, f"SEL {_THAT} LINK NAMES to|with NAMES"),
    (Form.LINK, f"SEL {_THAT} be? LINK.part to|with PAIR"),
    (Form.LINK, f"SEL {_THAT} be|lie|stand between PAIR"),
    (Form.LINK, "SEL between PAIR"),
    (Form.LINK, "SEL be PAIR LINK.part through|via|by"),
    (Form.LINK, "SEL be NAMES LINK.part to|with NAMES through|via|by"),
    (Form.LINK, "SEL do PAIR LINK through|via|by"),
    # connect
    (Form.CONNECT, "how be PAIR LINK.part"),
    (Form.CONNECT, "how be NAMES LINK.part to|with NAMES"),
    (Form.CONNECT, "how do NAMES LINK to|with NAMES"),
    (Form.CONNECT, "how do PAIR LINK"),
    (Form.CONNECT, "be PAIR LINK.part"),
    (Form.CONNECT, "be NAMES LINK.part to|with NAMES"),
    (Form.CONNECT, "LINK PAIR"),
    (Form.CONNECT, "LINK NAMES to|with NAMES"),
    (Form.CONNECT, "what? be? PATH between PAIR"),
    (Form.CONNECT, "what? be? PATH from|of NAMES to|with NAMES"),
    (Form.CONNECT, "what|which PATH be? between PAIR"),
    (Form.CONNECT, "what|which PATH LINK PAIR"),
    (Form.CONNECT, "how do you|we|i get from NAMES to NAMES"),
    (Form.LINK, "SEL be PATH between PAIR"),
    # common
    (Form.COMMON, "SEL do|have PAIR have? in common"),
    (Form.COMMON, "SEL do|have PAIR share"),
    (Form.COMMON, f"SEL {_THAT} PAIR have? share"),
    (Form.COMMON, f"SEL {_THAT} PAIR have in common"),
    (Form.COMMON, f"SEL {_THAT} be? common to PAIR"),
    (Form.COMMON, f"SEL {_THAT} be? share by PAIR"),
    (Form.COMMON, "what? be? common|share SEL of PAIR"),
    # when
    (Form.WHEN, "when do|have NAMES:s REL NAMES:o"),
    (Form.WHEN, "when do|have NAMES:s REL|REL0"),
    (Form.WHEN, "when be|have be? NAMES:o REL.part"),
    (Form.WHEN, "when be|have NAMES:o be? REL.part by NAMES:s"),
    (Form.WHEN, "when be NAMES:s STATE NAMES:o"),
    (Form.WHEN, "when do NAMES:s become|be STATE NAMES:o"),
    # amount
    (Form.AMOUNT, "how_much do|have NAMES:s REL NAMES:o"),
    (Form.AMOUNT, "how_much do|have NAMES:s REL|REL0"),
    (Form.AMOUNT, "how_much be|have be? REL.part NAMES:o"),
    (Form.AMOUNT, "how_much be|have be? REL.part NAMES:o by NAMES:s"),
    (Form.AMOUNT, "how_much be|have be? REL.part by NAMES:s"),
    # whether
    (Form.WHETHER, "do|have NAMES:s REL NAMES:o"),
    (Form.WHETHER, "be|have NAMES:s be? REL.ing NAMES:o"),
    (Form.WHETHER, "be|have NAMES:o be? REL.part by NAMES:s"),
    (Form.WHETHER, "be NAMES:s STATE NAMES:o"),
    (Form.WHETHER, "be NAMES:n SUBJECTS|OBJECTS of|in|to|for|at|from|with NAMES:n"),
    # relation: the subject is asked for
    (Form.RELATION, "SEL have? REL NAMES:o"),
    (Form.RELATION, "SEL do REL NAMES:o"),
    (Form.RELATION, "SEL be|have be? REL.ing NAMES:o"),
    (Form.RELATION, "SEL that|which|who have? REL NAMES:o"),
    (Form.RELATION, "SEL that|which|who be|have be? REL.ing NAMES:o"),
    (Form.RELATION, "SEL be NAMES:o REL.part by"),
    (Form.RELATION, "SEL have NAMES:o be REL.part by"),
    # relation: the object is asked for
    (Form.RELATION, "SEL do|have NAMES:s REL"),
    (Form.RELATION, "SEL be|have NAMES:s be? REL.ing"),
    (Form.RELATION, f"SEL {_THAT} NAMES:s have|do? REL"),
    (Form.RELATION, f"SEL {_THAT} NAMES:s be|have be? REL.ing"),
    (Form.RELATION, f"SEL {_THAT} be|have? be? be? REL.part by NAMES:s"),
    (Form.RELATION, "SEL be NAMES:s STATE"),
    (Form.RELATION, "where be NAMES:s STATE0?"),
    (Form.RELATION, "where do|have NAMES:s REL0|REL"),
    # relation: a noun says which end
    (Form.RELATION, "SEL? be? SUBJECTS|OBJECTS of|in|to|for|at|from|with NAMES:n"),
    (Form.RELATION, "SEL? be? NAMES:n 's? SUBJECTS|OBJECTS"),
    (Form.RELATION, f"SEL {_THAT} be SUBJECTS|OBJECTS of|in|to|for|at|from|with NAMES:n"),
    (Form.RELATION, "what|which|who SUBJECTS|OBJECTS do|have NAMES:n make|have?"),
    # relation: what follows "is"; after the nouns, since "investors in A" are not investors that are in A
    (Form.RELATION, f"SEL {_THAT} be? STATE NAMES:o"),
    # relation: no name is given
    (Form.RELATION, "SEL:o be|have be? REL.part"),
    (Form.RELATION, f"SEL:o {_THAT} be|have be? REL.part"),
    (Form.RELATION, "LISTED:o REL.part"),
    (Form.RELATION, "SEL:s have? REL0"),
    (Form.RELATION, "SEL? be? SUBJECTS|OBJECTS"),
    # list
    (Form.LIST, "KINDS"),
    (Form.LIST, "SEL be KINDS"),
    (Form.LIST, "KINDS be NATION"),
    (Form.LIST, f"KINDS {_THAT} be NATION"),
    (Form.LIST, "KINDS be|exist"),
    # describe
    (Form.DESCRIBE, "what|who be NAMES"),
    (Form.DESCRIBE, NAME_ALONE),
    (Form.DESCRIBE, "about NAMES"),
    (Form.DESCRIBE, "what|who about NAMES"),
    (Form.DESCRIBE, "what do you|we know about NAMES"),
    (Form.DESCRIBE, "what be know about NAMES"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A word, phrase or name of a question. `names` index the names found; `together`: joined by *and*, not *or*."""

    text: str
    lemma: str
    tag: str = ""
    phrases: tuple[Phrase, ...] = ()
    names: tuple[int, ...] = ()
    together: bool = True
    kinds: tuple[Kind, ...] = ()
    nations: tuple[str, ...] = ()
    asks: bool = False

    @property
    def classes(self) -> tuple[str, ...]:
        """What patterns may call this item."""
        found = {phrase.role for phrase in self.phrases}
        if self.tag and self.tag != "s":
            found |= {f"{role}.{self.tag}" for role in found & {"REL", "LINK"}}
        if self.names:
            found.add("NAMES")
        if len(self.names) > 1:
            found.add("PAIR")
        if self.asks:
            found.add("SEL")
            if self.kinds:
                found.add("KINDS")
            if self.kinds and self.lemma:
                found.add("LISTED")
        elif self.nations:
            found.add("NATION")
        return tuple(sorted(found))

    def readings(self, *roles: str) -> tuple[Reading, ...]:
        """The types that this item's phrases in one of these roles stand for."""
        return tuple(dict.fromkeys(r for phrase in self.phrases if phrase.role in roles for r in phrase.readings))


@dataclass(frozen=True, slots=True)
class Match:
    """A form that fits all items. `parts` are the items with what the pattern calls each."""

    form: Form
    pattern: str
    parts: tuple[tuple[str, Item], ...] = field(default=())

    def items(self, *elements: str) -> list[Item]:
        """The items that the pattern calls by one of these."""
        return [item for element, item in self.parts if set(element.rstrip("?").split("|")) & set(elements)]

    @property
    def asked_end(self) -> str | None:
        """Which grammatical end is asked for where no name is given: `s` or `o`."""
        ends = [element[-1] for element, _ in self.parts if element in ("SEL:s", "SEL:o", "LISTED:o")]
        return ends[0] if ends else None


def match(items: Sequence[Item]) -> Match | None:
    """The first form whose pattern fits all the items."""
    if not items:
        return None
    matcher, elements = _matcher(pipeline().vocab)
    doc = Doc(pipeline().vocab, words=[item.text or " " for item in items])
    for token, item in zip(doc, items, strict=True):
        token.lemma_ = item.lemma
        token._.set(CLASSES, item.classes)
    matches: list[tuple[int, int, int, list[int]]] = matcher(doc, with_alignments=True)  # type: ignore[assignment]
    whole = [(int(doc.vocab.strings[key]), at) for key, start, end, at in matches if start == 0 and end == len(doc)]
    if not whole:
        return None
    number, alignment = min(whole)
    form, pattern = PATTERNS[number]
    return Match(form, pattern, tuple((elements[number][at], item) for at, item in zip(alignment, items, strict=True)))


@cache
def _matcher(vocab: Vocab) -> tuple[Matcher, list[list[str]]]:
    matcher = Matcher(vocab, validate=True)
    elements = []
    for number, (_, pattern) in enumerate(PATTERNS):
        words = pattern.split()
        elements.append(words)
        matcher.add(str(number), [[_token(word) for word in words]])
    return matcher, elements


def _token(word: str) -> dict[str, object]:
    name = word.removesuffix("?").partition(":")[0]
    choices = name.split("|")
    classes = [choice for choice in choices if choice[0].isupper()]
    lemmas = [choice for choice in choices if not choice[0].isupper()]
    # A pattern never gives the choice between a class and a word.
    test: dict[str, object] = {"_": {CLASSES: {"INTERSECTS": classes}}} if classes else {"LEMMA": {"IN": lemmas}}
    return {**test, "OP": "?"} if word.endswith("?") else test


# --- from words to items


def items_of(words: Iterable[Item]) -> list[Item]:
    """Words and names as items: fillers left out, phrases, lists of names and what is asked for put together."""
    row = _leading_preposition_last(_without_openings(list(words)))
    row = [item for item in row if item.names or item.lemma not in vocabulary().fillers]
    row = _selectors(_name_lists(_phrases(_question_words(row))))
    return [item for item in row if item.lemma != ","]


def take(row: Sequence[Item], phrases: Sequence[tuple[str, ...]]) -> tuple[list[Item], bool]:
    """The row without any of these phrases (base forms), and whether one was there."""
    left = list(row)
    found = False
    for lemmas in phrases:
        for at in range(len(left) - len(lemmas), -1, -1):
            if _is_at(left, at, lemmas):
                del left[at : at + len(lemmas)]
                found = True
    return left, found


def _is_at(row: Sequence[Item], at: int, lemmas: tuple[str, ...]) -> bool:
    part = row[at : at + len(lemmas)]
    return not any(item.names for item in part) and tuple(item.lemma for item in part) == lemmas


def _without_openings(row: list[Item]) -> list[Item]:
    while row:
        if not row[0].names and row[0].lemma in vocabulary().fillers and len(row) > 1:
            row = row[1:]
            continue
        opening = next((lemmas for lemmas in vocabulary().openings if _is_at(row, 0, lemmas)), None)
        if opening is None:
            break
        row = row[len(opening) :]
    return row


_WH = frozenset({"which", "what", "who", "whom"})


def _leading_preposition_last(row: list[Item]) -> list[Item]:
    """`in which start-ups did X invest` → `which start-ups did X invest in`."""
    fronted = ("in", "into", "for", "with", "by", "at", "to", "through", "via", "on", "from")
    if len(row) > 2 and not row[0].names and row[0].lemma in fronted and row[1].lemma in _WH:
        return [*row[1:], row[0]]
    return row


_JOINED = (
    (("how", "much"), "how_much"),
    (("how", "many"), "which"),
    (("since", "when"), "when"),
    (("what", "year", "in"), "when"),
    (("which", "year", "in"), "when"),
    (("what", "year"), "when"),
    (("which", "year"), "when"),
    (("what", "date"), "when"),
    (("which", "date"), "when"),
    (("whom",), "who"),
)


def _question_words(row: list[Item]) -> list[Item]:
    if len(row) > 2 and row[-1].lemma in ("in", "on") and row[0].lemma in _WH and row[1].lemma in ("year", "date"):
        row = row[:-1]  # "in which year …" after its preposition has moved to the end
    for lemmas, joined in _JOINED:
        for at in range(len(row) - len(lemmas) + 1):
            if _is_at(row, at, lemmas):
                text = " ".join(item.text for item in row[at : at + len(lemmas)])
                row = [*row[:at], Item(text, joined), *row[at + len(lemmas) :]]
    return row


@cache
def _by_length() -> dict[int, dict[tuple[str, ...], tuple[Phrase, ...]]]:
    fillers = vocabulary().fillers
    found: dict[int, dict[tuple[str, ...], tuple[Phrase, ...]]] = {}
    for phrase in vocabulary().phrases:
        lemmas = tuple(lemma for lemma in phrase.lemmas if lemma not in fillers)
        group = found.setdefault(len(lemmas), {})
        group[lemmas] = (*group.get(lemmas, ()), phrase)
    return found


def _phrases(row: list[Item]) -> list[Item]:
    """Puts phrases of the vocabulary together, the longest first, from the left."""
    out: list[Item] = []
    at = 0
    lengths = sorted(_by_length(), reverse=True)
    while at < len(row):
        for length in lengths:
            part = row[at : at + length]
            lemmas = tuple(item.lemma for item in part)
            phrases = _by_length()[length].get(lemmas)
            if phrases and len(part) == length and not any(item.names for item in part):
                tag = next((item.tag for item in part if item.tag), "")
                out.append(Item(" ".join(item.text for item in part), " ".join(lemmas), tag, phrases))
                at += length
                break
        else:
            out.append(row[at])
            at += 1
    return out


def _name_lists(row: list[Item]) -> list[Item]:
    """`A, B and C` becomes one item."""
    out: list[Item] = []
    at = 0
    while at < len(row):
        item = row[at]
        at += 1
        together = True
        while item.names and at < len(row):
            joint = at
            while joint < len(row) and row[joint].lemma in (",", "and", "or", "&"):
                joint += 1
            if joint == at or joint == len(row) or not row[joint].names:
                break
            together &= all(row[i].lemma != "or" for i in range(at, joint))
            item = Item(
                f"{item.text}, {row[joint].text}", "", names=(*item.names, *row[joint].names), together=together
            )
            at = joint + 1
        out.append(item)
    return out


def _selectors(row: list[Item]) -> list[Item]:
    """`which start-ups or funds`, `who`, `start-ups` become items that ask for something."""
    out: list[Item] = []
    at = 0
    while at < len(row):
        item = row[at]
        is_wh = item.lemma in ("which", "what", "who") and not item.names
        start = at + 1 if is_wh and item.lemma != "who" else at
        nations, start = _nations(row, start)
        kinds, end = _kinds(row, start)
        if kinds is not None:
            text = " ".join(part.text for part in row[at:end])
            # A lone word may be more than a kind ("funds"): it keeps its phrases.
            phrases = row[end - 1].phrases if end == start + 1 and not is_wh else ()
            lemma = "" if is_wh else row[end - 1].lemma
            out.append(Item(text, lemma, item.tag, phrases, kinds=kinds, nations=nations, asks=True))
            at = end
        else:
            out.append(Item(item.text, item.lemma, item.tag, item.phrases, asks=True) if is_wh else item)
            at += 1
    return out


def _nations(row: Sequence[Item], at: int) -> tuple[tuple[str, ...], int]:
    """The nationalities named from `at` on (`Chinese or Russian`) and where they end."""
    nations: dict[str, None] = {}
    end = at
    while end < len(row) and row[end].nations:
        nations.update(dict.fromkeys(row[end].nations))
        end += 1
        joint = end
        while joint < len(row) and row[joint].lemma in (",", "and", "or"):
            joint += 1
        if joint < len(row) and row[joint].nations:
            end = joint
    return tuple(nations), end


def _kinds(row: Sequence[Item], at: int) -> tuple[tuple[Kind, ...] | None, int]:
    """The kinds named from `at` on (`funds and start-ups`; empty: any) and where they end; `None` for no kind."""
    kinds: dict[Kind, None] = {}
    end = at
    while end < len(row) and _is_kind(row[end]):
        kinds.update((phrase.kind, None) for phrase in row[end].phrases if phrase.kind is not None)
        end += 1
        joint = end
        while joint < len(row) and row[joint].lemma in (",", "and", "or"):
            joint += 1
        if joint == end or joint == len(row) or not _is_kind(row[joint]):
            break
        end = joint
    return (tuple(kinds), end) if end > at else (None, at)


def _is_kind(item: Item) -> bool:
    return any(phrase.role == "KIND" for phrase in item.phrases)
