"""Names taken apart: normal forms, countries, numbers, acronyms, and the keys under which candidates are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from entente.graph.resolve.tables import (
    COUNTRIES,
    COUNTRY_PHRASES,
    GENERATIONS,
    GENERIC_WORDS,
    LEGAL_FAMILIES,
    LEGAL_FORMS,
    LONGEST_COUNTRY,
    NICKNAMES,
    OPTIONAL_WORDS,
    ORDINALS,
    PARTICLES,
    ROMAN,
    SPELLINGS,
    STOPWORDS,
    TITLES,
)
from entente.ontology import Kind

_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}(?!\w)|\b(?:\w\.){1,}\w\b")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ`]s\b|(?<=s)['’](?=\s|$)")
_APOSTROPHE = re.compile(r"['’‘ʼʻ`´\"“”«»]")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_NUMBER = re.compile(r"\d+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{1,9}")
_BRACKET = re.compile(r"^(.*?\S)\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*$", re.DOTALL)
_REGIONS = frozenset({("latin", "america"), ("north", "america"), ("south", "america"), ("central", "america"),
                      ("indo", "pacific"), ("south", "china"), ("new", "england")})  # fmt: skip
_NOMINAL_KINDS = frozenset({Kind.AGREEMENT, Kind.FORUM, Kind.PARK, Kind.FUND, Kind.PROGRAMME})


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name in normal form.

    `words`: its tokens in order, countries as their one word, without stopwords, company forms and titles. `rest`:
    those that are neither country nor number nor optional; `telling`: those that bodies of other countries don't have
    in their names. `detail`: what stands in brackets, if it is no abbreviation. `law`: of what law a company's form is
    (of a person: `bin` where the forefathers are named). `acronym`: the form is one, in lower case. `initials`: the
    acronyms that it may have. `generic`: no word of it tells. `bare`: a phrase that describes and names nothing.
    `numbers` of a person: the words that tell father and son apart.
    """

    text: str
    words: tuple[str, ...]
    joined: str
    key: frozenset[str]
    rest: frozenset[str]
    telling: frozenset[str]
    countries: frozenset[str]
    numbers: frozenset[str]
    detail: frozenset[str]
    law: str
    acronym: str
    initials: frozenset[str]
    generic: bool
    bare: bool


def normal(text: str) -> str:
    """The normal form of any text: lower case, Latin letters, no punctuation; countries as one word. May be empty."""
    return " ".join(_countries(_tokens(text)))


def countries_in(text: str) -> frozenset[str]:
    """The countries that a text names, as noun or adjective."""
    return frozenset(_countries(_tokens(text))) & COUNTRIES


def keys(kind: Kind, forms: Sequence[str]) -> list[str]:
    """The keys under which an entity of these forms is found as a candidate, sorted; two that may be one share one.

    There are keys of words in their order and in any order, of what is left without optional words, of acronyms
    (of an acronym and of what it may stand for), of the first telling word, and for persons of the surname and of how
    first name and surname sound.
    """
    found: set[str] = set()
    for form in forms:
        for name in parsed(kind, form):
            found.update(_keys(kind, name))
    return sorted(found)


def parsed(kind: Kind, form: str) -> tuple[Name, ...]:
    """A form taken apart; one with an abbreviation in brackets is two names. Empty for a form without letters."""
    return _parsed(_family(kind), kind in _NOMINAL_KINDS, form)


@lru_cache(maxsize=200_000)
def _parsed(family: str, nominal: bool, form: str) -> tuple[Name, ...]:
    form = unicodedata.normalize("NFKC", form).strip()
    match = _BRACKET.match(form)
    outer, inner = (match[1], match[2].strip()) if match else (form, "")
    if inner and _is_acronym(inner):
        found = [_name(family, nominal, outer, ""), _name(family, nominal, inner, "")]
    else:
        found = [_name(family, nominal, outer, inner)]
    lead, comma, apposition = outer.partition(", the ")
    if comma and apposition:
        found.append(_name(family, nominal, lead, inner))
    return tuple(name for name in found if name.words)


def _name(family: str, nominal: bool, text: str, detail: str) -> Name:
    raw = _tokens(text)
    if family == "person":
        return _person(text, raw)
    bare_name, forms = _split_legal_form(raw) if family != "other" else (raw, [])
    words = tuple(_spelt(word) for word in _countries(bare_name))
    words = tuple(word for word in words if word not in STOPWORDS) or words
    key = frozenset(words)
    countries = key & COUNTRIES
    numbers = frozenset(word for word in words if _NUMBER.fullmatch(word))
    details = frozenset(_spelt(word) for word in _countries(_tokens(detail))) - STOPWORDS
    told = key - countries - numbers
    telling = told - GENERIC_WORDS
    acronym = _is_acronym(text) and (len(words) > 1 or words[0] not in GENERIC_WORDS)
    lower = not any(letter.isupper() for letter in text) and text[:1].isascii() and text[:1].isalpha()
    return Name(
        text=text,
        words=words,
        joined="".join(words),
        key=key,
        rest=_without_optional(family, words, told),
        telling=telling,
        countries=countries,
        numbers=numbers | frozenset(word for word in details if _NUMBER.fullmatch(word)),
        detail=details,
        law=next((LEGAL_FAMILIES[word] for word in forms if word in LEGAL_FAMILIES), ""),
        acronym=re.sub(r"[^a-z0-9]", "", anyascii(text).lower()) if acronym else "",
        initials=frozenset(_initials(raw)) if len(raw) > 1 else frozenset(),
        generic=not acronym and not telling,
        bare=nominal and not acronym and (lower or (not telling and not countries and len(words) < 3)),
    )


def _person(text: str, raw: list[str]) -> Name:
    generation = frozenset(word for word in raw[1:] if word in GENERATIONS)
    told = [word for word in raw if word not in TITLES and word not in generation] or raw
    words = tuple(word for word in told if word not in PARTICLES) or tuple(told)
    key = frozenset(NICKNAMES.get(word, word) for word in words)
    nothing: frozenset[str] = frozenset()
    lineage = any(word in ("bin", "ibn", "bint") for word in told)
    return Name(text, words, "".join(words), key, key, key, nothing, generation, nothing, "bin" if lineage else "",
                "", nothing, False, False)  # fmt: skip


def _without_optional(family: str, words: tuple[str, ...], told: frozenset[str]) -> frozenset[str]:
    rest = told - OPTIONAL_WORDS.get(family, _NO_WORDS)
    if family == "company" and words[-2:] in (("investment", "company"), ("development", "company")):
        rest -= {words[-2]}
    if family == "government":
        if "government" in words:
            rest -= {"people"}
        return rest or told
    return rest if rest - GENERIC_WORDS else told


_NO_WORDS: frozenset[str] = frozenset()


def _family(kind: Kind) -> str:
    if kind is Kind.PERSON:
        return "person"
    if kind is Kind.GOVERNMENT:
        return "government"
    if kind is Kind.UNIVERSITY:
        return "university"
    if kind is Kind.ORGANISATION:
        return "organisation"
    return "company" if kind.within(Kind.ORGANISATION) else "other"


def _tokens(text: str) -> list[str]:
    text = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", text))
    text = _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", text)
    text = anyascii(_APOSTROPHE.sub("", text)).replace("&", " and ")
    text = _APOSTROPHE.sub("", text)
    words = []
    for match in re.finditer(r"[A-Za-z0-9]+", text):
        word = match[0].lower()
        if word == "us" and match[0] != "US":
            words.append("us_")
        else:
            words.append(word)
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        del words[0]
    return words


def _countries(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(words):
        if tuple(words[at : at + 2]) in _REGIONS:
            found += words[at : at + 2]
            at += 2
            continue
        for length in range(min(LONGEST_COUNTRY, len(words) - at), 0, -1):
            country = COUNTRY_PHRASES.get(tuple(words[at : at + length]))
            if country is not None:
                found.append(country)
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return found


def _spelt(word: str) -> str:
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal:
        return ordinal[1]
    return ORDINALS.get(word) or ROMAN.get(word) or SPELLINGS.get(word, word)


def _split_legal_form(words: list[str]) -> tuple[list[str], list[str]]:
    kept, forms = words, []
    while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
        forms.append(kept[-1])
        kept = kept[:-1]
    while len(kept) > 1 and kept[0] in LEGAL_FORMS:
        forms.append(kept[0])
        kept = kept[1:]
    return (kept, forms) if any(word not in STOPWORDS for word in kept) else (words, [])


def _is_acronym(text: str) -> bool:
    text = anyascii(text.strip()).replace(".", "")
    upper = sum(letter.isupper() for letter in text)
    return bool(_ACRONYM.fullmatch(text)) and upper >= 2 and 2 * upper >= len(text)


def _initials(raw: Sequence[str]) -> Iterator[str]:
    yield "".join(word[0] for word in raw)
    yield "".join(word[0] for word in raw if word not in STOPWORDS)
    yield "".join(word[0] for word in raw if word not in STOPWORDS or word == "of")


def skeleton(word: str) -> str:
    """A word's consonants as they sound, so that transliterations of one name come out the same."""
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    first, others = word[:1], re.sub(r"[aeiou]", "", word[1:])
    first = "a" if first in "aeiou" else first
    return re.sub(r"(.)\1+", r"\1", first + others)


_SOUNDS = (
    ("sch", "s"), ("tsch", "c"), ("shch", "s"), ("sh", "s"), ("ch", "c"), ("tch", "c"), ("ck", "k"), ("kh", "h"),
    ("ks", "x"), ("ph", "f"), ("w", "v"), ("ts", "z"), ("tz", "z"), ("c", "k"), ("q", "k"), ("gh", "g"), ("zh", "z"),
    ("j", "i"), ("y", "i"), ("dh", "d"), ("th", "t"), ("ff", "f"),
)  # fmt: skip


def _keys(kind: Kind, name: Name) -> Iterator[str]:
    if kind is Kind.PERSON:
        yield "w " + " ".join(sorted(name.key))
        yield "s " + name.words[-1]
        for other in name.words[1:2] + name.words[-1:]:
            yield "p " + " ".join(sorted((skeleton(name.words[0]), skeleton(other))))
        return
    if name.bare and not name.detail:
        return
    yield "w " + " ".join(sorted(name.key | name.detail))
    if name.acronym:
        yield "a " + name.acronym
    if name.bare:
        return
    yield "j " + name.joined
    yield "r " + " ".join(sorted(name.rest))
    for initials in name.initials:
        if len(initials) > 2:
            yield "a " + initials
    telling = next((word for word in name.words if word in name.telling), None)
    if telling:
        yield "t " + telling
