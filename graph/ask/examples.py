"""Questions that the graph at hand answers, for those who see it for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from entente.graph.store.connection import Connection, Row
from entente.ontology import Kind

_EDGES = 300
_ASKED = {
    "MANAGES": "Who manages {}?",
    "FOUNDED": "Who founded {}?",
    "INVESTED_IN": "Who invested in {}?",
    "SIGNED": "Who signed {}?",
    "OWNS": "Who owns {}?",
    "ORGANISED": "Who organised {}?",
    "PARTNERED_WITH": "Who works with {}?",
}
_PLURALS = {
    Kind.STARTUP: "startups",
    Kind.COMPANY: "companies",
    Kind.FUND: "funds",
    Kind.PARK: "parks",
    Kind.FORUM: "forums",
    Kind.AGREEMENT: "agreements",
}
_PLAIN = re.compile(r"[\w&.'’-]+(?: (?!and |or |in )[\w&.'’-]+)*")


def examples(connection: Connection) -> list[str]:
    """At most five questions of different forms that have an answer, none where the graph is empty."""
    return list(_questions(connection.read("read/example-edges", types=list(_ASKED), limit=_EDGES)))


def _questions(edges: Sequence[Row]) -> Iterator[str]:
    shared = min(
        (
            (one, other)
            for one, other in combinations(edges, 2)
            if one["object"] == other["object"] and one["subject"] != other["subject"]
        ),
        key=lambda pair: (pair[0]["kind"] != Kind.STARTUP, pair[0]["kind"] not in _PLURALS),
        default=None,
    )
    if shared:
        one, other = shared
        a, b = _quoted(one["subject"]), _quoted(other["subject"])
        kind = _PLURALS.get(Kind(one["kind"]), "entities")
        yield f"Which {kind} link {a} and {b}?"
        yield f"How is {a} connected to {_quoted(one['object'])}?"
    for type_, asked in _ASKED.items():
        found = next((edge for edge in edges if edge["type"] == type_), None)
        if found:
            yield asked.format(_quoted(found["object"]))
            break
    if shared:
        yield f"What do {a} and {b} have in common?"
    if edges:
        yield f"What is {_quoted(edges[0]['subject'])}?"


def _quoted(name: str) -> str:
    """The name, in quotation marks where a question could be read otherwise without them."""
    return name if _PLAIN.fullmatch(name) else f'"{name}"'
