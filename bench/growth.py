"""Does the next document cost more, the more there are? `python bench/growth.py [DOCUMENTS …]`.

Invented documents of eight entities and eight statements each: a few names in nearly every document, most in a few
(Zipf), as in bench/resolve.py. Needs a database whose content may be deleted (the settings name it). Prints, at each
number of documents, how long the last hundred took, and with `--queries` what the queries of the largest share were.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from resolve import COUNTRIES, Thing, invent

from entente import settings
from entente.graph import queries, store
from entente.graph.store.connection import Transaction, connect
from entente.interchange import Extraction, parse
from entente.ontology import Kind, RelationType

AT = (500, 1000, 2000, 3000)
WINDOW = 100
"""Documents that one figure is about."""

THINGS = 6000


def documents(count: int, seed: int = 3) -> Iterator[Extraction]:
    """The same ones every time."""
    rng = random.Random(seed)
    things = [invent(rng) for _ in range(THINGS)]
    weights = [1 / (rank + 10) for rank in range(THINGS)]
    for number in range(count):
        cast = list(dict.fromkeys(rng.choices(things, weights, k=6)))
        cast += [Thing(Kind.PLACE, name, (name,)) for name in rng.sample(COUNTRIES[:4], 2)]
        yield _document(number, rng, cast)


def _document(number: int, rng: random.Random, cast: list[Thing]) -> Extraction:
    names = [rng.choice(thing.forms) for thing in cast]
    entities = [
        {"id": f"e{i}", "kind": thing.kind.value, "name": name, "mentions": [name]}
        for i, (thing, name) in enumerate(zip(cast, names, strict=True))
    ]
    relations: list[dict[str, Any]] = []
    pairs = [(a, b) for a in range(len(cast)) for b in range(len(cast)) if a != b]
    rng.shuffle(pairs)
    for a, b in pairs:
        types = [type_ for type_ in RelationType if type_.allows(cast[a].kind, cast[b].kind)]
        if types and len(relations) < 8:
            quote = f"{names[a]} and {names[b]} are told of in sentence {len(relations)} of {number}."
            relations.append(
                {"subject": f"e{a}", "type": types[(a + b) % len(types)].value, "object": f"e{b}", "quote": quote,
                 "date": str(rng.randint(2000, 2024)), "confidence": 0.9}
            )  # fmt: skip
    text = " ".join([*names, *(relation["quote"] for relation in relations)])
    return parse({"document": f"{number}.txt", "text": text, "entities": entities, "relations": relations})


def main() -> None:
    """Prints a line for each number of documents."""
    told = "--queries" in sys.argv
    at = [int(argument) for argument in sys.argv[1:] if argument.isdigit()] or AT
    spent: Counter[str] = Counter()
    run = Transaction.run

    def watched(self: Transaction, query: Any, /, **values: Any) -> list[dict[str, Any]]:
        begin = time.perf_counter()
        try:
            return run(self, query, **values)
        finally:
            spent[str(query)] += time.perf_counter() - begin  # type: ignore[assignment]

    if told:
        Transaction.run = watched  # type: ignore[method-assign]
    some = queries.adhoc("MATCH (n) WITH n LIMIT 2000 DETACH DELETE n RETURN count(*) AS gone")
    with connect(settings.load()) as connection:
        while connection.write(lambda tx: tx.run(some))[0]["gone"]:
            pass
        store.migrate(connection)
        seconds: list[float] = []
        for number, document in enumerate(documents(max(at)), 1):
            if number + WINDOW in at:
                spent.clear()
            begin = time.perf_counter()
            store.ingest(connection, document)
            seconds.append(time.perf_counter() - begin)
            if number in at:
                last = seconds[-WINDOW:]
                print(
                    f"{number:>6} documents  {len(last) / sum(last):6.1f} documents/s"
                    f"  median {1000 * statistics.median(last):6.1f} ms",
                    flush=True,
                )
                for query, took in spent.most_common(8) if told else ():
                    print(f"        {query:34} {1000 * took / WINDOW:6.1f} ms a document", flush=True)


if __name__ == "__main__":
    main()
