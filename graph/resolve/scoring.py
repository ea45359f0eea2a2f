"""One pair weighed: the names first, then what the texts say around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import JaroWinkler, Levenshtein

from entente.graph.resolve import names
from entente.graph.resolve.names import Name, skeleton
from entente.graph.resolve.party import Party
from entente.ontology import Exclusion, Kind, exclusion

Verdict = Literal["same", "different", "unsure"]

SAME = 0.8
"""From this score on a pair is the same."""

UNSURE = 0.55
"""From this score on a pair is worth a person's look."""

MOST_FORMS = 12
"""Forms of a party that are compared, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is thought of a pair. `score`: 0 (surely different) to 1 (surely the same); `why` in a few words."""

    verdict: Verdict
    score: float
    why: str


Need = Literal["nothing", "country", "people", "doubt"]
"""What must be true around two names before their likeness is believed, see `_context`."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the names alone are, and what is `needed` around them to believe it.

    `doubt`: what it costs that nothing is said of the country.
    """

    score: float
    why: str
    needed: Need = "nothing"
    doubt: float = 0.25


NOTHING = Likeness(0.0, "names have nothing in common")


def decide(new: Party, candidate: Party) -> Decision:
    """Whether two parties are one thing. Symmetric. Kinds that exclude each other are `different` whatever the rest."""
    excluded = exclusion(new.kind, candidate.kind)
    if excluded is Exclusion.NEVER:
        return Decision("different", 0.0, f"{_a(new.kind)} is never {_a(candidate.kind)}")
    likeness = _likeness(new, candidate)
    if likeness.score < UNSURE:
        return Decision("different", likeness.score, likeness.why)
    score, reasons = likeness.score, [likeness.why]
    for weight, reason in _context(new, candidate, likeness):
        score += weight
        reasons.append(reason)
    related = new.kind.within(candidate.kind) or candidate.kind.within(new.kind)
    if likeness.needed == "doubt" and not related and score >= SAME:
        score = SAME - 0.01
        reasons.append(f"one is {_a(new.kind)}, the other {_a(candidate.kind)}")
    if excluded is Exclusion.UNSURE and score >= SAME:
        score = SAME - 0.01
        reasons.append(f"one is {_a(new.kind)}, the other {_a(candidate.kind)}")
    score = round(min(max(score, 0.0), 1.0), 3)
    verdict: Verdict = "same" if score >= SAME else "unsure" if score >= UNSURE else "different"
    return Decision(verdict, score, "; ".join(reasons))


def _likeness(new: Party, candidate: Party) -> Likeness:
    ours, theirs = profile(new), profile(candidate)
    if new.kind is Kind.PERSON:
        return _persons(ours, theirs)
    if new.kind is Kind.FORUM:
        return _editions(ours, theirs)
    return _things(ours, theirs)


def _editions(ours: Profile, theirs: Profile) -> Likeness:
    """Two forums: an edition is neither its series nor another edition, even where both go by the bare name."""
    likeness = _things(ours, theirs)
    if likeness.score < UNSURE or ours.numbers & theirs.numbers or not ours.numbers | theirs.numbers:
        return likeness
    if ours.numbers and theirs.numbers:
        return Likeness(0.3, "two editions")
    return Likeness(0.6, f"{likeness.why}, but one may be the series and the other an edition", "people")


@dataclass(frozen=True, slots=True)
class Profile:
    """A party's forms taken apart. `proper`: full names; `short`: abbreviations; `partial`: parts of a person's name.

    `initials`: what the full names may be abbreviated to. `single`: full names of one word.
    `numbers`: years and ordinals in any of them.
    """

    proper: tuple[Name, ...]
    short: frozenset[str]
    partial: frozenset[str]
    initials: frozenset[str]
    single: frozenset[str]
    numbers: frozenset[str]


def profile(party: Party) -> Profile:
    """The names of a party by what they can prove."""
    forms = sorted(party.forms, key=lambda form: (-party.forms[form], form))[:MOST_FORMS]
    if party.name not in forms:
        forms.append(party.name)
    return _profile(party.kind, tuple(sorted(forms)))


@lru_cache(maxsize=200_000)
def _profile(kind: Kind, forms: tuple[str, ...]) -> Profile:
    every: dict[tuple[object, ...], Name] = {}
    for form in forms:
        for name in names.parsed(kind, form):
            every.setdefault((name.joined, name.detail, name.law), name)
    found = [name for name in every.values() if not name.bare or name.detail]
    nothing: frozenset[str] = frozenset()
    if kind is Kind.PERSON:
        full = tuple(name for name in found if len(name.words) > 1)
        partial = frozenset(name.joined for name in found if len(name.words) == 1)
        return Profile(full, nothing, partial, nothing, nothing, nothing)
    proper = tuple(name for name in found if not name.acronym)
    return Profile(
        proper,
        frozenset(name.acronym for name in found if name.acronym),
        nothing,
        nothing.union(*(name.initials for name in proper)),
        frozenset(name.joined for name in proper if len(name.words) == 1),
        nothing.union(*(name.numbers for name in proper)),
    )


def _things(ours: Profile, theirs: Profile) -> Likeness:
    best = max((_pair(one, other) for one in ours.proper for other in theirs.proper), key=_strength, default=NOTHING)
    if best.score >= SAME and best.needed == "nothing":
        return best
    spelt_out = (ours.short & ours.initials) | (theirs.short & theirs.initials)
    for word in sorted(((ours.short & theirs.single) | (theirs.short & ours.single)) - spelt_out):
        return Likeness(0.95, f"both are called {word.upper()}")
    for acronym in sorted(ours.short & theirs.short):
        told = acronym.upper()
        if not ours.proper and not theirs.proper:
            return Likeness(0.9, f"both are called {told}", "doubt")
        if not ours.proper or not theirs.proper:
            return Likeness(0.88, f"both are called {told}", "doubt")
        if best.score >= UNSURE:
            why = f"{best.why}, and both are called {told}"
            return Likeness(max(best.score, 0.9), why, best.needed, doubt=0.1)
        if acronym in ours.initials and acronym in theirs.initials:
            return Likeness(0.3, f"{told} stands for different names")
        return _better(best, Likeness(0.6, f"both are called {told}, but their full names differ", "people"))
    for acronym in sorted((ours.short & theirs.initials) | (theirs.short & ours.initials)):
        if len(acronym) > 2 and (not ours.proper or not theirs.proper):
            best = _better(best, Likeness(0.66, f"{acronym.upper()} may be short for the other", "people"))
    return best


def _strength(likeness: Likeness) -> tuple[float, bool]:
    return likeness.score, likeness.needed == "nothing"


def _better(one: Likeness, other: Likeness) -> Likeness:
    return one if _strength(one) >= _strength(other) else other


def _pair(one: Name, other: Name) -> Likeness:
    if one.numbers != other.numbers and ((one.numbers and other.numbers) or one.rest == other.rest):
        return Likeness(0.3, f"“{one.text}” and “{other.text}” differ in ordinal, year or number")
    if one.countries != other.countries and one.countries and other.countries:
        return Likeness(0.2, "countries in the names differ")
    if one.detail or other.detail:
        return _described(one, other)
    if one.key & _RANKS and other.key & _RANKS and one.key & _RANKS != other.key & _RANKS:
        return Likeness(0.4, "one is a ministry, the other a department")
    if one.law and other.law and one.law != other.law:
        return Likeness(0.7, f"“{one.text}” and “{other.text}” are companies of different law", "people")
    if one.joined == other.joined or one.key == other.key:
        if one.generic and one.key & _OFFICES:
            return Likeness(0.6, f"“{one.text}” may be in different places", "people")
        long = len(one.key - one.countries) > 3
        return Likeness(1.0, f"same name “{one.text}”", _needed(one, other), 0.15 if long else 0.25)
    if one.countries != other.countries:
        return _one_country(one, other)
    if one.rest == other.rest and one.numbers == other.numbers:
        why = f"“{one.text}” and “{other.text}” differ only in words often left out"
        return Likeness(0.9, why, _needed(one, other))
    return _fuzzy(one, other)


_RANKS = frozenset({"ministry", "department"})
_OFFICES = frozenset({"embassy", "consulate", "branch", "division", "unit", "laboratory"})


def _one_country(one: Name, other: Name) -> Likeness:
    """One of them has the country in its name, the other has not."""
    if one.rest != other.rest:
        return Likeness(0.3, f"“{one.text}” and “{other.text}” have different qualifiers")
    named = one if one.countries else other
    if len(named.countries) > 1:
        return Likeness(0.5, "one of them is of several countries")
    if not named.generic and named.words[-1] in named.countries and len(named.telling) < 3:
        return Likeness(0.6, f"“{named.text}” may be a part of the other", "people")
    return Likeness(0.88, f"“{one.text}” and “{other.text}” differ only in the country", "country")


def _needed(one: Name, other: Name) -> Need:
    """A name that says the country needs nobody else to say it."""
    return "country" if one.generic and not (one.countries and other.countries) else "nothing"


def _described(one: Name, other: Name) -> Likeness:
    """Unnamed things, told apart by what stands in brackets: parties, year, subject."""
    if not (one.detail and other.detail):
        return Likeness(0.3, "one of them is told apart by nothing")
    ours, theirs = one.detail - one.numbers, other.detail - other.numbers
    if ours == theirs and one.numbers == other.numbers:
        if one.key == other.key:
            return Likeness(1.0, f"same name “{one.text}”")
        return Likeness(0.7, f"“{one.text}” and “{other.text}” have the same parties and year", "people")
    if one.key == other.key and ours & theirs and (ours <= theirs or theirs <= ours):
        return Likeness(0.65, f"“{one.text}” is told apart by some of the same words", "people")
    return Likeness(0.2, "parties or dates differ")


def _fuzzy(one: Name, other: Name) -> Likeness:
    mine, yours = one.key - other.key, other.key - one.key
    if not mine or len(mine) != len(yours) or len(mine) > 2 or len(one.key) == len(mine):
        return Likeness(0.4, f"“{one.text}” and “{other.text}” have different qualifiers")
    for word, twin in zip(sorted(mine), sorted(yours), strict=True):
        if min(len(word), len(twin)) < 5 or word[0] != twin[0] or JaroWinkler.similarity(word, twin) < 0.93:
            return Likeness(0.3, f"“{one.text}” and “{other.text}” differ in “{word}” and “{twin}”")
    return Likeness(
        0.84, f"“{one.text}” and “{other.text}” differ in spelling", "country" if one.generic else "nothing"
    )


def _persons(ours: Profile, theirs: Profile) -> Likeness:
    if ours.proper and theirs.proper:
        return max((_full_names(one, other) for one in ours.proper for other in theirs.proper), key=_strength)
    if not ours.proper and not theirs.proper:
        for word in sorted(ours.partial & theirs.partial):
            return Likeness(0.66, f"of both only “{word.title()}” is known", "people")
        return NOTHING
    partial, full = (ours.partial, theirs.proper) if theirs.proper else (theirs.partial, ours.proper)
    for name in full:
        if partial & {name.words[-1], name.words[0]}:
            return Likeness(0.66, f"of one only a part of “{name.text}” is known", "people")
    return NOTHING


def _full_names(one: Name, other: Name) -> Likeness:
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return Likeness(0.2, "father and son")
    if one.key == other.key or one.joined == other.joined:
        return Likeness(1.0, f"same name “{one.text}”")
    short, long = sorted((one, other), key=lambda name: (len(name.words), name.joined))
    if _initials_fit(short, long) or _initials_fit(long, short):
        return Likeness(0.78, f"“{one.text}” and “{other.text}” agree but for an initial", "people")
    if len(short.words) < len(long.words):
        return _shortened(short, long)
    for words in {short.words, (*short.words[1:], short.words[0])}:
        if _sound_alike(words, long.words):
            return Likeness(0.88, f"“{one.text}” and “{other.text}” are one name transliterated")
    return Likeness(0.3, "first name or surname differs")


def _shortened(short: Name, long: Name) -> Likeness:
    why = f"“{long.text}” may be “{short.text}” in full"
    if _sound_alike(short.words, (*long.words[: len(short.words) - 1], long.words[-1])) or _sound_alike(
        short.words, (long.words[0], *long.words[1 - len(short.words) :])
    ):
        exact = short.words[0] == long.words[0] and short.words[-1] == long.words[-1]
        return Likeness(0.9 if exact else 0.84, why)
    if _sound_alike(short.words, long.words[: len(short.words)]):
        return Likeness(0.86, why) if short.law and long.law else Likeness(0.7, why, "people")
    return Likeness(0.3, "first name or surname differs")


def _initials_fit(short: Name, long: Name) -> bool:
    given, wanted = long.words[:-1], short.words[:-1]
    return (
        short.words[-1] == long.words[-1]
        and any(len(word) == 1 for word in wanted)
        and len(wanted) <= len(given)
        and all(
            word == other[: len(word)] if len(word) == 1 else word == other
            for word, other in zip(wanted, given, strict=False)
        )
    )


def _sound_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether names are the same word by word; one word may be transliterated freely, others only a little."""
    if len(ours) != len(theirs):
        return False
    free = 1
    for one, other in zip(ours, theirs, strict=True):
        if one == other:
            continue
        if len(skeleton(one)) < 2 or skeleton(one) != skeleton(other) or not _nearly(one, other):
            return False
        if one[0] != other[0] and frozenset((one[0], other[0])) not in _SAME_START:
            return False
        if JaroWinkler.similarity(one, other) < 0.92:
            free -= 1
    return free >= 0


def _nearly(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) < 2 and Levenshtein.distance(one, other) < 3


_SAME_START = {frozenset(pair) for pair in ("vw", "ck", "kq", "jy", "iy", "ij", "fp", "gj", "sz")}
"""First letters that transliterations of one name may differ in."""


def _context(new: Party, candidate: Party, likeness: Likeness) -> Iterator[tuple[float, str]]:
    """Evidence around names that are not enough by themselves.

    `country`: bodies of every country are called so; they are one if they are of the same. `people`: something else
    that both are related to must be the same. `doubt`: believed unless what is around speaks against it.
    """
    if likeness.needed == "nothing":
        return
    ours, theirs = new.countries, candidate.countries
    shared = new.neighbours & candidate.neighbours - _places(new) - _places(candidate)
    if ours and theirs and not ours & theirs:
        yield -0.6, f"one is of {_list(ours)}, the other of {_list(theirs)}"
        return
    if likeness.needed == "country":
        if ours and theirs:
            yield 0.05, f"both are of {_list(ours & theirs)}"
        elif ours or theirs:
            home, around = (ours, candidate.background) if ours else (theirs, new.background)
            yield (
                (-0.02, f"{_list(home)} is spoken of around both")
                if home & around
                else (
                    -0.25,
                    f"{_list(home)} is not spoken of around the other",
                )
            )
        else:
            either = new.background | candidate.background
            alike = 2 * len(new.background & candidate.background) >= len(either) > 0
            yield -0.1 if alike else -likeness.doubt, "of which country either is stays unsaid"
    elif likeness.needed == "doubt":
        if ours or theirs:
            home, around = (ours, candidate.background) if ours else (theirs, new.background)
            if home and around and not home & around:
                yield -0.12, f"{_list(home)} is not spoken of around the other"
    elif ours & theirs:
        yield 0.05, f"both are of {_list(ours & theirs)}"
    if shared:
        yield 0.15, f"both are related to {_list(shared)}"


def _places(party: Party) -> frozenset[str]:
    return party.countries | party.background


def _list(words: frozenset[str]) -> str:
    return ", ".join(word.replace("_", " ").title() for word in sorted(words)[:3])


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind.value[0] in "AEIOU" else f"a {kind}"
