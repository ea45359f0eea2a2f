"""How long it takes to resolve many mentions: `python bench/resolve.py [SIZE …]`.

Invented names of funds, companies, ministries, universities and people, each in several forms and spellings, a few of
them far more often than most (Zipf), in documents of twenty mentions each. The baseline groups by exact name in the
same run. Prints seconds, microseconds a mention, and pairwise precision and recall against what was invented.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from entente.graph.resolve import Party, cluster
from entente.ontology import Kind

SIZES = (10_000, 30_000, 100_000)
ONSETS = "b br ch d dr f g gr h k kr l m n p r s sh st t tr v z".split()
VOWELS = "a e i o u ai ei".split()
CODAS = ["", "", "n", "r", "l", "k", "m", "st"]
COUNTRIES = (
    "Russia China India Japan Brazil Kenya Chile Egypt Norway Vietnam Canada Qatar Ghana Peru Spain Oman".split()
)
FIELDS = "Robotics Biotech Energy Logistics Optics Materials Mobility Analytics Semiconductors Genomics".split()
OFFICES = "Trade;Finance;Science and Technology;Higher Education;Foreign Affairs;Digital Development".split(";")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something invented: its kind, its country and the forms that texts call it by."""

    kind: Kind
    country: str
    forms: tuple[str, ...]


def word(rng: random.Random, syllables: int) -> str:
    """An invented word."""
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables)).capitalize()


def invent(rng: random.Random) -> Thing:
    """One thing with its forms."""
    name, country = word(rng, rng.choice((2, 3, 3))), rng.choice(COUNTRIES)
    match rng.randrange(5):
        case 0:
            full = f"{name} {rng.choice(FIELDS)}"
            return Thing(Kind.COMPANY, country, (full, f"{full} Ltd", f"{full} Co., Ltd.", full.upper()))
        case 1:
            full = f"{name} {word(rng, 2)} Investment Fund"
            return Thing(Kind.FUND, country, (full, f"the {full}", f"{full}’s"))
        case 2:
            office = rng.choice(OFFICES)
            return Thing(
                Kind.GOVERNMENT, country, (f"Ministry of {office} of {country}", f"{country} Ministry of {office}")
            )
        case 3:
            return Thing(Kind.UNIVERSITY, country, (f"University of {name}", f"{name} University"))
        case _:
            first, last = word(rng, 2), word(rng, 3)
            return Thing(Kind.PERSON, country, (f"{first} {last}", f"{last} {first}", f"Dr. {first} {last}"))


def mentions(size: int, seed: int = 7) -> tuple[list[Party], list[tuple[Kind, str]]]:
    """`size` parties and what each is, the same ones every time."""
    rng = random.Random(seed)
    things = [invent(rng) for _ in range(size // 3)]
    weights = [1 / (rank + 10) for rank in range(len(things))]
    chosen = rng.choices(things, weights, k=size)
    parties = []
    for index, thing in enumerate(chosen):
        form = rng.choice(thing.forms)
        country = thing.country.lower()
        around = frozenset((country, rng.choice(COUNTRIES).lower()))
        home = frozenset((country,)) if country in form.lower() else frozenset()
        document = frozenset((f"document {index // 20}",))
        parties.append(Party(thing.kind, form, {form: 1}, home, around, documents=document))
    return parties, [(thing.kind, thing.forms[0]) for thing in chosen]


def pairs(counts: Sequence[int]) -> int:
    """How many pairs groups of these sizes hold."""
    return sum(count * (count - 1) // 2 for count in counts)


def quality(found: Sequence[object], truth: Sequence[object]) -> str:
    """Pairwise precision and recall in per cent."""
    both = pairs(list(Counter(zip(found, truth, strict=True)).values()))
    precision, recall = (100 * both / pairs(list(Counter(side).values())) for side in (found, truth))
    return f"P {precision:5.1f}  R {recall:5.1f}"


def main() -> None:
    """Prints a line for each size and method."""
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    for size in sizes:
        parties, truth = mentions(size)
        for method, work in (
            ("exact names", lambda parties: [(party.kind, party.name) for party in parties]),
            ("resolver", cluster),
        ):
            begin, cpu = time.perf_counter(), time.process_time()
            found = work(parties)  # type: ignore[operator]
            wall_s, cpu_s = time.perf_counter() - begin, time.process_time() - cpu
            print(
                f"{size:>7} mentions  {method:12} {wall_s:7.2f} s ({cpu_s:6.2f} s of CPU)"
                f"  {1e6 * cpu_s / size:6.0f} µs each  {quality(found, truth)}"
            )


if __name__ == "__main__":
    main()
