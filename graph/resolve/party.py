"""What the resolver knows of one side of a pair: its names and where the texts put it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from entente.graph.resolve import names
from entente.interchange import Extraction
from entente.ontology import Kind, RelationType

_HOME = {
    RelationType.LOCATED_IN: 0,
    RelationType.PART_OF: 0,
    RelationType.WORKS_FOR: 0,
    RelationType.OWNS: 1,
}
"""Relations to a place that say where something belongs, and which of their ends belongs there."""


@dataclass(frozen=True, slots=True)
class Party:
    """An entity of one document, or one put together from several: names, and context for and against.

    `forms` counts the mentions of each surface form. `countries` are those it is said to belong to, `background`
    those its documents speak of; both in the one word of `tables.COUNTRIES`. `neighbours` are normal forms of what it
    is related to, `relations` the types of its statements, `years` those of them. `documents` are document keys.
    """

    kind: Kind
    name: str
    forms: Mapping[str, int]
    countries: frozenset[str] = frozenset()
    background: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    documents: frozenset[str] = field(default=frozenset())

    def properties(self) -> dict[str, list[Any]]:
        """The context as sorted lists, to be stored with a local entity and read back by `of_rows`."""
        return {name: sorted(getattr(self, name)) for name in _CONTEXT}

    @staticmethod
    def of_rows(rows: Sequence[Mapping[str, Any]]) -> Party:
        """One party of stored local entities: each row has `kind`, `name`, `texts`, `document` and the context lists.

        The kind is that of most mentions; absent context counts as empty. Raises `ValueError` without rows.
        """
        return join(
            Party(
                Kind(row["kind"]),
                row["name"],
                Counter(row["texts"]),
                documents=frozenset((row["document"],)),
                **{name: frozenset(row.get(name) or ()) for name in _CONTEXT},
            )
            for row in rows
        )


_CONTEXT = ("countries", "background", "neighbours", "relations", "years")


class Gathered:
    """A party put together from several, one by one. `party` is what is known so far."""

    def __init__(self) -> None:
        self._kinds: Counter[Kind] = Counter()
        self._titles: Counter[str] = Counter()
        self._forms: Counter[str] = Counter()
        self._context: dict[str, set[Any]] = {name: set() for name in (*_CONTEXT, "documents")}
        self._party: Party | None = None

    def add(self, party: Party) -> None:
        """Takes one more party in."""
        self._kinds[party.kind] += sum(party.forms.values())
        self._titles[party.name] += 1
        self._forms.update(party.forms)
        for name, items in self._context.items():
            items.update(getattr(party, name))
        self._party = None

    def update(self, other: Gathered) -> None:
        """Takes in all that another has gathered."""
        self._kinds.update(other._kinds)
        self._titles.update(other._titles)
        self._forms.update(other._forms)
        for name, items in self._context.items():
            items.update(other._context[name])
        self._party = None

    @property
    def party(self) -> Party:
        """The kind is that with most mentions, the name that of most parties. Raises `ValueError` if there are none."""
        if not self._titles:
            raise ValueError("no parties to join")
        if self._party is None:
            self._party = Party(
                max(self._kinds, key=lambda kind: (self._kinds[kind], len(kind.above), kind)),
                max(self._titles, key=lambda title: (self._titles[title], len(title), title)),
                dict(self._forms),
                **{name: frozenset(items) for name, items in self._context.items()},
            )
        return self._party


def join(some: Iterable[Party]) -> Party:
    """Several parties as one, see `Gathered`. Raises `ValueError` if there are none."""
    gathered = Gathered()
    for party in some:
        gathered.add(party)
    return gathered.party


def parties(extraction: Extraction) -> dict[str, Party]:
    """The parties of one document by entity id, with their context from its statements."""
    entities = {entity.id: entity for entity in extraction.entities}
    normal = {id_: names.normal(entity.name) for id_, entity in entities.items()}
    countries = _homes(extraction, normal)
    background = frozenset().union(
        *(
            names.countries_in(form)
            for entity in extraction.entities
            for form in (entity.name, *(mention.text for mention in entity.mentions))
        )
    )
    neighbours: dict[str, set[str]] = {id_: set() for id_ in entities}
    relations: dict[str, set[str]] = {id_: set() for id_ in entities}
    years: dict[str, set[int]] = {id_: set() for id_ in entities}
    for statement in extraction.relations:
        for one, other in ((statement.subject, statement.object), (statement.object, statement.subject)):
            neighbours[one].add(normal[other])
            relations[one].add(statement.type.value)
            if statement.date:
                years[one].add(int(statement.date[:4]))
    published = {int(extraction.published[:4])} if extraction.published else set()
    return {
        id_: Party(
            entity.kind,
            entity.name,
            Counter(mention.text for mention in entity.mentions),
            countries[id_],
            background,
            frozenset(neighbours[id_]),
            frozenset(relations[id_]),
            frozenset(years[id_] or published),
            frozenset((extraction.document,)),
        )
        for id_, entity in entities.items()
    }


def _homes(extraction: Extraction, normal: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The countries that each entity belongs to: by name, or over relations and the places between."""
    homes: dict[str, set[str]] = {}
    for entity in extraction.entities:
        forms = (entity.name, *(mention.text for mention in entity.mentions))
        homes[entity.id] = set().union(*(names.countries_in(form) for form in forms))
    own = {id_ for id_, found in homes.items() if found}
    links: list[tuple[str, str]] = []
    for statement in extraction.relations:
        end = _HOME.get(statement.type)
        if end is not None:
            pair = (statement.subject, statement.object)
            links.append((pair[end], pair[1 - end]))
    for _ in range(3):  # a body in a district in a city in a country
        for member, home in links:
            if member not in own:
                homes[member] |= homes[home]
    return {id_: frozenset(found) for id_, found in homes.items()}
