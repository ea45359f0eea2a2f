"""One pair weighed: the names first, then what the texts say around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import JaroWinkler

from entente.graph.resolve import names
from entente.graph.resolve.names import Name, skeleton
from entente.graph.resolve.party import Party
from entente.graph.resolve.tables import GENERIC_WORDS
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


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the names alone are. `certain`: nothing around them is needed to believe it."""

    score: float
    why: str
    certain: bool = True


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
    return _things(ours, theirs)


@dataclass(frozen=True, slots=True)
class Profile:
    """A party's forms taken apart. `proper`: full names; `short`: abbreviations; `partial`: surnames or first names."""

    proper: tuple[Name, ...]
    short: frozenset[str]
    partial: frozenset[str]
    initials: frozenset[str]


def profile(party: Party) -> Profile:
    """The names of a party by what they can prove."""
    forms = sorted(party.forms, key=lambda form: (-party.forms[form], form))[:MOST_FORMS]
    if party.name not in forms:
        forms.append(party.name)
    return _profile(party.kind, tuple(sorted(forms)))


@lru_cache(maxsize=200_000)
def _profile(kind: Kind, forms: tuple[str, ...]) -> Profile:
    every: dict[tuple[str, frozenset[str]], Name] = {}
    for form in forms:
        for name in names.parsed(kind, form):
            every.setdefault((name.joined, name.detail), name)
    found = [name for name in every.values() if not name.bare or name.detail]
    if kind is Kind.PERSON:
        full = tuple(name for name in found if len(name.words) > 1)
        return Profile(full, frozenset(), frozenset(name.joined for name in found if len(name.words) == 1), frozenset())
    proper = tuple(name for name in found if not name.acronym)
    return Profile(
        proper,
        frozenset(name.acronym for name in found if name.acronym),
        frozenset(),
        frozenset().union(*(name.initials for name in proper)),
    )


def _things(ours: Profile, theirs: Profile) -> Likeness:
    best = max(
        (_pair(one, other) for one in ours.proper for other in theirs.proper),
        key=lambda likeness: (likeness.score, likeness.certain),
        default=NOTHING,
    )
    if best.score >= SAME and best.certain:
        return best
    for acronym in sorted(ours.short & theirs.short):
        if not ours.proper or not theirs.proper:
            return Likeness(0.9 if len(acronym) > 2 else 0.82, f"both are called {acronym.upper()}", len(acronym) > 2)
        if best.score >= UNSURE:
            return Likeness(max(best.score, 0.88), f"{best.why}, and both are called {acronym.upper()}")
        if acronym in ours.initials and acronym in theirs.initials:
            return Likeness(0.3, f"{acronym.upper()} stands for different names")
        return _better(best, Likeness(0.6, f"both are called {acronym.upper()}, but their full names differ", False))
    for acronym in sorted((ours.short & theirs.initials) | (theirs.short & ours.initials)):
        if len(acronym) > 2 and (not ours.proper or not theirs.proper):
            best = _better(best, Likeness(0.72, f"{acronym.upper()} may be short for the other", False))
    return best


def _better(one: Likeness, other: Likeness) -> Likeness:
    return one if one.score >= other.score else other


def _pair(one: Name, other: Name) -> Likeness:
    if one.numbers != other.numbers and ((one.numbers and other.numbers) or one.rest == other.rest):
        return Likeness(0.3, "ordinal, year or number differs")
    if one.countries != other.countries and not (one.countries <= other.countries or other.countries <= one.countries):
        return Likeness(0.2, "countries in the names differ")
    if one.detail or other.detail:
        return _described(one, other)
    if one.joined == other.joined or one.key == other.key:
        return Likeness(1.0, f"same name “{one.text}”", not one.generic)
    same_countries = one.countries == other.countries
    telling = one.rest - GENERIC_WORDS
    if one.rest == other.rest and one.numbers == other.numbers:
        if same_countries:
            return Likeness(0.9, f"“{one.text}” and “{other.text}” differ only in words often left out", bool(telling))
        return Likeness(0.85, f"“{one.text}” and “{other.text}” differ only in the country", False)
    return _fuzzy(one, other)


def _described(one: Name, other: Name) -> Likeness:
    if not (one.detail and other.detail):
        return Likeness(0.3, "one of them is not told apart by anything")
    ours, theirs = one.detail - one.numbers, other.detail - other.numbers
    if ours == theirs and one.numbers == other.numbers:
        if one.key == other.key:
            return Likeness(1.0, f"same name “{one.text}”")
        return Likeness(0.7, f"“{one.text}” and “{other.text}” between the same parties in the same year", False)
    if one.key == other.key and (ours & theirs) and (ours <= theirs or theirs <= ours):
        return Likeness(0.65, f"“{one.text}” with some of the same parties", False)
    return Likeness(0.2, "parties or dates differ")


def _fuzzy(one: Name, other: Name) -> Likeness:
    mine, yours = one.key - other.key, other.key - one.key
    if len(mine) != len(yours) or not mine or len(mine) > 2 or len(one.key) - len(mine) + len(one.joined) // 10 < 1:
        return Likeness(0.4, f"“{one.text}” and “{other.text}” have different qualifiers")
    for word, twin in zip(sorted(mine), sorted(yours), strict=True):
        if min(len(word), len(twin)) < 5 or JaroWinkler.similarity(word, twin) < 0.93 or word[0] != twin[0]:
            return Likeness(0.3, f"“{one.text}” and “{other.text}” differ in “{word}” and “{twin}”")
    return Likeness(0.82, f"“{one.text}” and “{other.text}” differ in spelling", len(one.joined) > 8)


def _persons(ours: Profile, theirs: Profile) -> Likeness:
    best = NOTHING
    for one in ours.proper:
        for other in theirs.proper:
            best = _better(best, _full_names(one, other))
    if best.score > 0.3 or (ours.proper and theirs.proper):
        return best
    if not ours.proper and not theirs.proper:
        for word in sorted(ours.partial & theirs.partial):
            return Likeness(0.68, f"only “{word.title()}” is known of both", False)
        return NOTHING
    partial, full = (ours.partial, theirs.proper) if theirs.proper else (theirs.partial, ours.proper)
    for name in full:
        if partial & {name.words[-1], name.words[0]}:
            return Likeness(0.68, f"of one only a part of “{name.text}” is known", False)
    return NOTHING


def _full_names(one: Name, other: Name) -> Likeness:
    if one.key == other.key or one.joined == other.joined:
        return Likeness(1.0, f"same name “{one.text}”")
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if _initials_fit(short, long) or _initials_fit(long, short):
        return Likeness(0.83, f"“{one.text}” and “{other.text}” agree but for an initial", False)
    if len(short.words) < len(long.words):
        if short.key < long.key and short.words[0] == long.words[0]:
            last = short.words[-1] == long.words[-1]
            return Likeness(0.9 if last else 0.84, f"“{long.text}” is “{short.text}” in full", last)
        if len(short.words) == 2 and _sound_alike(short.words, (long.words[0], long.words[-1])):
            return Likeness(0.82, f"“{one.text}” and “{other.text}” sound alike", False)
        return Likeness(0.3, "first name or surname differs")
    if _sound_alike(one.words, other.words) or (
        len(one.words) == 2 and _sound_alike(one.words, (other.words[1], other.words[0]))
    ):
        return Likeness(0.88, f"“{one.text}” and “{other.text}” are one name transliterated")
    return Likeness(0.3, "first name or surname differs")


def _initials_fit(short: Name, long: Name) -> bool:
    initials = [word for word in short.words if len(word) == 1]
    if not initials or short.words[-1] != long.words[-1] or len(short.words[-1]) == 1:
        return False
    given = long.words[:-1]
    wanted = list(short.words[:-1])
    if any(len(word) > 1 and word not in given for word in wanted):
        return False
    return bool(given) and wanted[0][0] == given[0][0]


def _sound_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return len(ours) == len(theirs) and all(
        one == other
        or (skeleton(one) == skeleton(other) and len(skeleton(one)) > 1 and JaroWinkler.similarity(one, other) > 0.8)
        for one, other in zip(ours, theirs, strict=True)
    )


def _context(new: Party, candidate: Party, likeness: Likeness) -> Iterator[tuple[float, str]]:
    """Evidence around the names. It decides only where the names alone do not."""
    if likeness.certain:
        return
    shared = (new.neighbours & candidate.neighbours) - _countries_of(new) - _countries_of(candidate)
    ours, theirs = new.countries, candidate.countries
    if ours and theirs:
        if ours & theirs:
            yield 0.1, f"both of {_list(ours & theirs)}"
        else:
            yield -0.6, f"one of {_list(ours)}, the other of {_list(theirs)}"
    elif ours or theirs:
        home, around = (ours, candidate.background) if ours else (theirs, new.background)
        if home & around:
            yield -0.02, f"{_list(home & around)} is spoken of around both"
        else:
            yield -0.3, f"{_list(home)} is not spoken of around the other"
    elif new.background & candidate.background:
        yield -0.15, "nothing says of which country either is"
    else:
        yield -0.35, "nothing says of which country either is"
    if shared:
        yield 0.15, f"both related to {_list(shared)}"


def _countries_of(party: Party) -> frozenset[str]:
    return party.countries | party.background


def _list(words: frozenset[str]) -> str:
    return ", ".join(word.replace("_", " ").title() for word in sorted(words)[:3])


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind.value[0] in "AEIOU" else f"a {kind}"
