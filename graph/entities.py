"""Entities by name: found, told apart, and shown on a card with all that the texts say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from entente.errors import InputError, NotFound
from entente.graph import evidence
from entente.graph.model import Entity, Hop
from entente.graph.resolve import names
from entente.graph.store.connection import Connection
from entente.graph.store.rows import name_key
from entente.ontology import Kind, RelationType

How = Literal["id", "exact", "alias", "acronym", "near"]

NEAR = 0.6
"""Names less alike than this (0 to 1) are no match."""

SURE = 0.9
"""A name that is only near is taken for the one that is meant from here on, if no other is about as near."""

CLEAR = 2
"""Of several entities with one name, that which so many times more documents speak of is meant."""

MAX_NAME = 500
"""Longest name that is looked up, characters."""

_FAMILIES = (Kind.COMPANY, Kind.GOVERNMENT, Kind.UNIVERSITY, Kind.ORGANISATION, Kind.FUND, Kind.PERSON, Kind.PLACE)
"""One kind for each way in which names are taken apart."""

_RANKS: dict[How, int] = {"id": 4, "exact": 3, "alias": 2, "acronym": 1, "near": 0}


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a name may mean. `score`: 0 to 1. `how`: by its id, its name, another of its names, or near."""

    entity: Entity
    score: float
    how: How


@dataclass(frozen=True, slots=True)
class Relations:
    """An entity's relations of one type in one direction; `outgoing`: the entity is the subject."""

    type: RelationType
    outgoing: bool
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that mentions the entity: under which forms, how often, and as what kind."""

    document: str
    title: str | None
    source: str | None
    published: str | None
    kind: Kind
    forms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Card:
    """All that the graph holds of an entity.

    `names` and `kinds` count the mentions of each, most frequent first. `relations` are in the order of the
    ontology, outgoing first. `merged` are ids that lead here. `truncated`: there are more relations.
    """

    entity: Entity
    names: dict[str, int]
    kinds: dict[Kind, int]
    relations: tuple[Relations, ...]
    documents: tuple[Source, ...]
    merged: tuple[str, ...] = ()
    truncated: bool = False


def find(connection: Connection, name: str, *, kind: Kind | None = None, limit: int = 5) -> list[Match]:
    """Entities that a name may mean, best match first; of equal ones that of most documents.

    Looks for an id, then exact names and aliases, acronyms, and names that are spelt or sound nearly so, in Latin or
    Cyrillic, with or without diacritics. `kind` keeps entities of that kind and the kinds below it. Raises
    `InputError` for a name without letters or digits and for one longer than 500 characters.
    """
    wanted = _checked(name)
    by_id = _by_id(connection, name.strip())
    if by_id is not None:
        return [Match(by_id, 1.0, "id")] if kind is None or by_id.kind.within(kind) else []
    found: dict[str, Entity] = {}
    for row in connection.read("read/named", keys=_keys(name)):
        found.setdefault(row["id"], evidence.entity(row))
    for row in connection.read("read/names-like", text=_words_like(wanted), limit=max(50, 5 * limit)):
        found.setdefault(row["id"], evidence.entity(row))
    matches = [match for entity in found.values() if (match := _match(name, wanted, entity)) is not None]
    if kind is not None:
        matches = [match for match in matches if match.entity.kind.within(kind)]
    return sorted(matches, key=_order)[:limit]


def resolve_name(connection: Connection, name: str, *, kind: Kind | None = None) -> Entity:
    """The one entity that a name, alias or id means; a merged id leads to where it went.

    Raises `NotFound` with suggestions for a name that no entity has, and with the candidates, each with its id, for
    one that several have.
    """
    matches = find(connection, name, kind=kind, limit=10)
    if not matches:
        check_filled(connection)
        of_kind = f" of kind {kind}" if kind is not None else ""
        raise NotFound(f"no entity{of_kind} is called “{name}”, nor nearly so; `entente find` looks for parts of names")
    best = matches[0]
    rivals = [m for m in matches[1:] if m.how == best.how and (best.how != "near" or best.score - m.score < 0.05)]
    if best.how == "near" and (best.score < SURE or rivals):
        raise NotFound(f"no entity is called “{name}”", [match.entity.name for match in matches[:5]])
    if rivals and best.entity.documents < CLEAR * rivals[0].entity.documents:
        several = [best, *rivals]
        raise NotFound(
            f"“{name}” may mean {len(several)} entities; give the full name or an id",
            [_told(m.entity) for m in several],
        )
    return best.entity


def resolve_ends(connection: Connection, wanted: Sequence[str]) -> list[Entity]:
    """The entities that two or more names mean, for what lies between them.

    Raises as `resolve_name` does, and `InputError` where all of them mean one and the same.
    """
    ends = [resolve_name(connection, name) for name in wanted]
    if len({end.id for end in ends}) < 2:
        named = ", ".join(f"“{name}”" for name in wanted)
        raise InputError(
            f"{named}: a path needs two different entities"
            + (f", and all of these mean {ends[0].name}" * (len(ends) > 1))
        )
    return ends


def check_filled(connection: Connection) -> None:
    """Raises `NotFound` that says how to fill the graph where it is empty."""
    if not connection.read("read/filled")[0]["filled"]:
        raise NotFound("the graph is empty: `entente ingest FILES` reads documents into it, and then it can answer")


def card(connection: Connection, entity: Entity | str, *, limit: int | None = None) -> Card:
    """The card of an entity (or of the one with this id). `limit`: relations shown (default: setting `max_rows`).

    Raises `NotFound` for an id that is none.
    """
    (id_,) = evidence.current_ids(connection, [entity if isinstance(entity, str) else entity.id])
    limit = connection.settings.max_rows if limit is None else limit
    edges = connection.read("read/edges", ids=[id_], types=[type_.value for type_ in RelationType])
    edges.sort(key=lambda row: (-row["documents"], row["type"], row["subject"], row["object"]))
    shown = edges[:limit]
    ids = {id_, *(row[end] for row in shown for end in ("subject", "object"))}
    known = {row["id"]: evidence.entity(row) for row in _entities(connection, ids)}
    statements = evidence.statements(connection, (s for row in shown for s in row["statements"]))
    hops = [
        Hop(
            known[row["subject"]],
            RelationType(row["type"]),
            known[row["object"]],
            tuple(statements[s] for s in row["statements"]),
        )
        for row in shown
    ]
    (about,) = connection.read("read/entity-sources", id=id_)
    names_: Counter[str] = Counter()
    kinds: Counter[Kind] = Counter()
    for local in about["locals"]:
        names_.update(local["texts"])
        kinds[Kind(local["kind"])] += len(local["texts"])
    return Card(
        known[id_],
        dict(sorted(names_.items(), key=lambda item: (-item[1], item[0]))),
        dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        tuple(_grouped(id_, hops)),
        tuple(
            Source(
                local["document"],
                local["title"],
                local["source"],
                local["published"],
                Kind(local["kind"]),
                dict(Counter(local["texts"]).most_common()),
            )
            for local in about["locals"]
        ),
        tuple(about["merged"]),
        len(edges) > len(shown),
    )


def _checked(name: str) -> str:
    wanted = names.normal(name)
    if not wanted:
        raise InputError(f"{name!r} is no name: it has neither letters nor digits")
    if len(name) > MAX_NAME:
        raise InputError(f"“{name[:40]}…” is too long for a name: at most {MAX_NAME} characters")
    return wanted


def _by_id(connection: Connection, text: str) -> Entity | None:
    if " " in text:
        return None
    rows = connection.read("read/redirects", ids=[text])
    if not rows:
        return None
    (row,) = _entities(connection, [rows[0]["entity"]])
    return evidence.entity(row)


def _entities(connection: Connection, ids: Iterable[str]) -> Iterator[dict[str, object]]:
    for batch in evidence.batches(sorted(set(ids))):
        yield from connection.read("read/entities-by-id", ids=batch)


def _keys(name: str) -> list[str]:
    """Keys of names that are this one: in any order of words, as an acronym, or as what an acronym stands for."""
    keys = {key for kind in _FAMILIES for key in names.keys(kind, [name]) if key[0] in "waj"}
    return sorted(name_key(key) for key in keys)


def _words_like(wanted: str) -> str:
    """The words, each spelt about so or as a beginning, for the full-text index."""
    parts = []
    for word in dict.fromkeys(wanted.split()):
        parts.append(f"{word}^4")
        if len(word) > 3:
            parts += [f"{word}~{1 if len(word) < 6 else 2}^2", f"{word}*"]
    return " OR ".join(parts)


def _match(name: str, wanted: str, entity: Entity) -> Match | None:
    forms = {form: names.normal(form) for form in (entity.name, *entity.names)}
    if forms[entity.name] == wanted:
        return Match(entity, 1.0, "exact")
    if wanted in forms.values():
        return Match(entity, 0.98, "alias")
    ours, theirs = names.parsed(entity.kind, name), [n for form in forms for n in names.parsed(entity.kind, form)]
    words = {one.key | one.detail for one in ours}
    joined = {one.joined for one in ours}
    if any(other.key | other.detail in words or other.joined in joined for other in theirs):
        return Match(entity, 0.95, "alias")
    full = any(len(other.words) > 1 for other in theirs)
    if any(
        one.acronym in other.initials or (not full and other.acronym in one.initials)
        for other in theirs
        for one in ours
    ):
        return Match(entity, 0.9, "acronym")
    score = max(_alike(wanted, form) for form in forms.values())
    return Match(entity, round(score, 3), "near") if score >= NEAR else None


def _alike(wanted: str, form: str) -> float:
    """How alike two normal forms are: letter by letter, or a little less where one is a part of the other."""
    whole = max(fuzz.ratio(wanted, form), fuzz.token_sort_ratio(wanted, form))
    part = fuzz.token_set_ratio(wanted, form) if len(wanted) > 3 else 0.0
    return max(whole, 0.85 * part) / 100


def _order(match: Match) -> tuple[int, float, int, str, str]:
    entity = match.entity
    return (-_RANKS[match.how], -match.score, -entity.documents, entity.name, entity.id)


def _told(entity: Entity) -> str:
    documents = "1 document" if entity.documents == 1 else f"{entity.documents} documents"
    return f"{entity.id}: {entity.name} ({entity.kind}, {documents})"


def _grouped(id_: str, hops: Iterable[Hop]) -> Iterator[Relations]:
    groups: dict[tuple[int, bool], list[Hop]] = {}
    order = list(RelationType)
    for hop in hops:
        groups.setdefault((order.index(hop.type), hop.subject.id != id_), []).append(hop)
    for (number, incoming), members in sorted(groups.items()):
        yield Relations(order[number], not incoming, tuple(members))
