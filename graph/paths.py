"""Paths over projected relationships: between entities, to what two of them reach, and all around some.

A path is a simple sequence of entities; each of its steps holds all relationships between two of them that
meet the filters, with the statements that do. Places, technologies and hubs end a path and are no way stations,
unless asked for. The search reads the graph layer by layer from both ends, so that it costs what lies near them and
not what the graph holds, and gives up with an error at a limit of time or size. Order: length, then evidence (steps
that are only planned or ended last; the weakest step's documents, then all of them), then names and ids; whole groups
of one length are sorted before they are cut.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice, pairwise
from typing import Any

from entente.errors import InputError
from entente.graph import evidence
from entente.graph.filters import ENDS_ONLY, Facts, Filters, Verdict
from entente.graph.model import FIRM, Entity, Hop, LinkAnswer, Path, Subgraph
from entente.graph.store.connection import Connection
from entente.ontology import Kind, RelationType

MOST_EDGES = 200_000
"""A search that has read so many relationships gives up."""
_MOST_ROUTES = 5_000  # of one length, before sorting
_MOST_HOPS = 10
_MORE_HOPS = 2  # how much farther `why_not` looks

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no answer: a limit whose lifting alone gives one, or what is missing altogether."""

    limit: str
    message: str


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """Paths, best first. `truncated`: there are more. `left_out`: how many statements near the ends did not count
    because the texts say too little of them (`undated`, `imprecise`, `unpublished`, `without amount`).
    `why_not` is filled where there is no path.
    """

    paths: tuple[Path, ...]
    truncated: bool = False
    left_out: dict[str, int] = field(default_factory=dict)
    why_not: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkAnswers:
    """Entities that both ends reach, best first; the rest as in `PathAnswer`."""

    answers: tuple[LinkAnswer, ...]
    truncated: bool = False
    left_out: dict[str, int] = field(default_factory=dict)
    why_not: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What lies around some entities, nearest first, and every relationship among it."""

    subgraph: Subgraph
    left_out: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Edge:
    subject: str
    type: RelationType
    object: str
    statements: tuple[str, ...]
    documents: int
    statuses: frozenset[str]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.subject, self.type.value, self.object


@dataclass(frozen=True, slots=True)
class _Node:
    entity: Entity
    neighbours: int


_Route = tuple[str, ...]
_Rank = tuple[int, int, int, int, tuple[str, ...], _Route]


def connect(
    connection: Connection,
    ids: Sequence[str],
    filters: Filters = NO_FILTERS,
    *,
    max_hops: int | None = None,
    limit: int | None = None,
    shortest_only: bool = False,
) -> PathAnswer:
    """The shortest paths between two entities, or between each two of several.

    Lengths are searched one after the other until `limit` paths are found or `max_hops` is reached; with
    `shortest_only` until there is one: then all of that length come. Raises `NotFound` for an unknown id
    and `InputError` for fewer than two different entities, a bad limit and a search too wide to finish.
    """
    settings = connection.settings
    max_hops = _bounded("max_hops", max_hops, settings.max_hops, _MOST_HOPS)
    limit = _bounded("limit", limit, settings.max_paths, settings.max_rows)
    ends = _distinct(connection, ids)
    region = _Region(connection, filters, ends)
    found: list[_Route] = []
    truncated = False
    missing: list[Reason] = []
    pairs = list(combinations(ends, 2))
    for a, b in pairs:
        routes, more = _between(region, a, b, max_hops=max_hops, limit=limit, shortest_only=shortest_only)
        truncated |= more
        found += routes
        if not routes:
            missing += why_not(connection, [a, b], filters, max_hops=max_hops)
    if len(pairs) > 1:
        found = sorted(set(found), key=region.rank)
    truncated |= len(found) > limit
    paths = region.paths(found[:limit])
    return PathAnswer(paths, truncated, region.left_out, tuple(missing))


def link(
    connection: Connection,
    a: str,
    b: str,
    *,
    kind: Kind | Iterable[Kind] | None = None,
    filters: Filters = NO_FILTERS,
    hops: int | None = None,
    limit: int | None = None,
) -> LinkAnswers:
    """The entities of a kind (or of several; `None`: any but Place and Technology) that both `a` and `b` reach.

    Each comes with its best path from either end, at most `hops` long; the other end is not on it, but the
    two may share nodes. `SANCTIONED_BY` counts only where `filters.types` names it: a common adversary is
    no link. Raises as `connect` does.
    """
    return link_all(connection, [a, b], kind=kind, filters=filters, hops=hops, limit=limit)


def link_all(
    connection: Connection,
    ids: Sequence[str],
    *,
    kind: Kind | Iterable[Kind] | None = None,
    filters: Filters = NO_FILTERS,
    hops: int | None = None,
    limit: int | None = None,
    among: Collection[str] | None = None,
) -> LinkAnswers:
    """As `link`, for two entities or more: what all of them reach, with one path from each.

    `among`: only entities with these ids answer.
    """
    settings = connection.settings
    hops = _bounded("hops", hops, settings.link_hops, _MOST_HOPS)
    limit = _bounded("limit", limit, settings.max_paths, settings.max_rows)
    ends = _distinct(connection, ids)
    kinds = frozenset() if kind is None else frozenset({kind} if isinstance(kind, Kind) else kind)
    chosen = filters if filters.types else replace(filters, without=filters.without | {RelationType.SANCTIONED_BY})
    region = _Region(connection, chosen, ends)
    found = [link_ for link_ in _links(region, ends, kinds, hops) if among is None or link_.end in among]
    answers = _answers(region, found[:limit])
    reasons = () if answers else _why_no_link(connection, ends, kinds, chosen, hops)
    return LinkAnswers(answers, len(found) > limit, region.left_out, reasons)


@dataclass(frozen=True, slots=True)
class Relations:
    """Entities and the relationships by which they are related to the ones asked about, best attested first."""

    found: tuple[tuple[Entity, tuple[Hop, ...]], ...]
    truncated: bool = False
    left_out: dict[str, int] = field(default_factory=dict)


def relations(
    connection: Connection,
    ids: Sequence[str],
    filters: Filters = NO_FILTERS,
    *,
    wanted: Callable[[RelationType, bool, Entity], bool],
    together: bool = True,
    limit: int | None = None,
) -> Relations:
    """What is directly related to all of some entities, or with `together=False` to any of them.

    `wanted(type, forward, other)` says which relationships count; `forward`: the other one is the object. Symmetric
    types count both ways. Raises as `connect` does.
    """
    limit = _bounded("limit", limit, connection.settings.max_rows, connection.settings.max_rows)
    ends = list(dict.fromkeys(evidence.current_ids(connection, ids)))
    region = _Region(connection, filters, ends)
    region.expand(ends)
    found: dict[str, dict[str, list[_Edge]]] = defaultdict(dict)
    for end in ends:
        for other, edges in region.around(end).items():
            entity = region.entity(other)
            kept = [
                edge
                for edge in edges
                if wanted(edge.type, edge.subject == end, entity)
                or (edge.type.symmetric and wanted(edge.type, edge.subject != end, entity))
            ]
            if kept:
                found[other][end] = kept
    edges_of = {
        other: [edge for edges in by_end.values() for edge in edges]
        for other, by_end in found.items()
        if not together or len(by_end) == len(ends)
    }
    return _related(region, edges_of, limit)


def everywhere(
    connection: Connection,
    filters: Filters = NO_FILTERS,
    *,
    wanted: Callable[[RelationType, bool, Entity], bool],
    limit: int | None = None,
) -> Relations:
    """All entities that stand at an end of some relationship, whatever is at the other; `wanted` as in `relations`.

    Raises `InputError` for a bad limit and where the graph holds too many such relationships.
    """
    limit = _bounded("limit", limit, connection.settings.max_rows, connection.settings.max_rows)
    region = _Region(connection, filters, [])
    edges_of: dict[str, list[_Edge]] = defaultdict(list)
    for edge in region.read_all():
        for other, forward in ((edge.object, True), (edge.subject, False)):
            entity = region.entity(other)
            if wanted(edge.type, forward, entity) or (edge.type.symmetric and wanted(edge.type, not forward, entity)):
                edges_of[other].append(edge)
    return _related(region, edges_of, limit)


def _related(region: _Region, edges_of: Mapping[str, Sequence[_Edge]], limit: int) -> Relations:
    def rank(node: str) -> tuple[bool, int, str, str]:
        edges = edges_of[node]
        loose = not any(FIRM & edge.statuses for edge in edges)
        return loose, -max(edge.documents for edge in edges), region.name(node), node

    order = sorted(edges_of, key=rank)
    hops = region.hops(edge for other in order[:limit] for edge in edges_of[other])
    return Relations(
        tuple((region.entity(n), tuple(hops[edge.key] for edge in edges_of[n])) for n in order[:limit]),
        len(order) > limit,
        region.left_out,
    )


def neighbourhood(
    connection: Connection,
    ids: Sequence[str],
    depth: int = 1,
    filters: Filters = NO_FILTERS,
    limit: int | None = None,
) -> Neighbourhood:
    """The entities at most `depth` steps away, the nearest and best attested first, at most `limit` of them.

    All relationships among them that meet the filters are there. `ids` themselves always are, and count.
    Raises as `connect` does.
    """
    settings = connection.settings
    depth = _bounded("depth", depth, 1, _MOST_HOPS)
    limit = _bounded("limit", limit, settings.max_paths * 8, settings.max_rows)
    ends = list(dict.fromkeys(evidence.current_ids(connection, ids)))
    if not ends:
        raise InputError("a neighbourhood needs at least one entity")
    region = _Region(connection, filters, ends)
    distance: dict[str, int] = {}
    for end in ends:
        for node, steps in region.reach(end, depth).items():
            distance[node] = min(steps, distance.get(node, steps))
    weight = {node: sum(e.documents for e in region.edges_of(node)) for node in distance}
    order = sorted(distance, key=lambda n: (distance[n], -weight[n], region.name(n), n))
    kept = order[: max(limit, len(ends))]
    region.expand(kept)
    return Neighbourhood(region.subgraph(kept, truncated=len(order) > len(kept)), region.left_out)


def why_not(
    connection: Connection, ids: Sequence[str], filters: Filters = NO_FILTERS, *, max_hops: int | None = None
) -> tuple[Reason, ...]:
    """Why `connect` finds nothing between two entities: each limit whose lifting alone would give a path."""
    max_hops = _bounded("max_hops", max_hops, connection.settings.max_hops, _MOST_HOPS)
    a, b = _distinct(connection, ids)

    def found(changed: Filters, hops: int) -> bool:
        region = _Region(connection, changed, [a, b])
        return bool(_between(region, a, b, max_hops=hops, limit=1, shortest_only=True)[0])

    return _relax(connection, [a, b], filters, max_hops, found=found, what="path")


def _why_no_link(
    connection: Connection, ends: Sequence[str], kinds: frozenset[Kind], filters: Filters, hops: int
) -> tuple[Reason, ...]:
    if kinds:
        region = _Region(connection, filters, ends)
        others = Counter(region.kind(route.end).value for route in _links(region, ends, frozenset(), hops))
        if others:
            listed = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items(), key=lambda c: (-c[1], c[0])))
            wanted = " or ".join(sorted(kinds))
            return (Reason("kind", f"both reach none of kind {wanted}, but {listed}"),)

    def found(changed: Filters, longer: int) -> bool:
        return bool(_links(_Region(connection, changed, ends), ends, kinds, longer))

    return _relax(connection, ends, filters, hops, found=found, what="entity that both reach")


def _relax(
    connection: Connection,
    ends: Sequence[str],
    filters: Filters,
    hops: int,
    *,
    found: Callable[[Filters, int], bool],
    what: str,
) -> tuple[Reason, ...]:
    """Lifts one limit at a time, then all of them."""
    bare = _Region(connection, NO_FILTERS, ends)
    bare.expand(ends)
    alone = [end for end in ends if not bare.edges_of(end)]
    if alone:
        names = " and ".join(bare.name(end) for end in alone)
        return (Reason("relationships", f"the texts state no relationship of {names}"),)
    tries: list[tuple[str, str, Filters, int]] = [
        (name, f"the filter {name} removed the last {what}", filters.relaxed(name), hops) for name in filters.active
    ]
    everything = frozenset(Kind)
    if not filters.via:
        tries.append(
            (
                "via",
                f"only by way of a {' or '.join(sorted(ENDS_ONLY))}, which is no way station unless asked for",
                replace(filters, via=everything),
                hops,
            )
        )
    if not filters.hubs:
        tries.append(
            (
                "hubs",
                "only by way of an entity with very many neighbours (hub_degree)",
                replace(filters, hubs=True),
                hops,
            )
        )
    for longer in range(hops + 1, min(hops + _MORE_HOPS, _MOST_HOPS) + 1):
        tries.append(("hops", f"none of up to {hops} steps, but one of {longer}", filters, longer))
    reasons: dict[str, Reason] = {}
    for limit, message, changed, longer in tries:
        if limit not in reasons and found(changed, longer):
            reasons[limit] = Reason(limit, message)
    if reasons:
        return tuple(reasons.values())
    farthest = min(hops + _MORE_HOPS, _MOST_HOPS)
    if found(Filters(via=everything, hubs=True), farthest):
        return (Reason("several", f"no {what} unless several limits are lifted together: filters, way stations, hops"),)
    return (Reason("graph", f"no {what} within {farthest} steps, even without any filter"),)


def _bounded(name: str, value: int | None, default: int, most: int) -> int:
    chosen = default if value is None else value
    if not 1 <= chosen <= most:
        raise InputError(f"{name} is {chosen}; it must be between 1 and {most}")
    return chosen


def _distinct(connection: Connection, ids: Sequence[str]) -> list[str]:
    ends = list(dict.fromkeys(evidence.current_ids(connection, ids)))
    if len(ends) < 2:
        raise InputError("a path needs two different entities; these names mean one and the same")
    return ends


class _Region:
    """The part of the graph that one search has read, with the filters applied. Ends may always be walked from."""

    def __init__(self, connection: Connection, filters: Filters, ends: Sequence[str]) -> None:
        self._connection = connection
        self._filters = filters
        self._ends = frozenset(ends)
        self._deadline = time.monotonic() + connection.settings.query_timeout_s
        self._expanded: set[str] = set()
        self._nodes: dict[str, _Node] = {}
        self._edges: dict[tuple[str, str, str], _Edge] = {}
        self._around: dict[str, dict[str, list[_Edge]]] = defaultdict(dict)
        self._left_out: dict[str, Verdict] = {}
        self._load_nodes(self._ends)

    @property
    def left_out(self) -> dict[str, int]:
        """How many statements did not count because the texts say too little, by reason."""
        counts = Counter(verdict.value for verdict in self._left_out.values())
        return dict(sorted(counts.items()))

    def entity(self, node: str) -> Entity:
        return self._nodes[node].entity

    def name(self, node: str) -> str:
        return self._nodes[node].entity.name

    def kind(self, node: str) -> Kind:
        return self._nodes[node].entity.kind

    def around(self, node: str) -> dict[str, list[_Edge]]:
        """The neighbours read so far, each with the relationships to it."""
        return self._around.get(node, {})

    def edges_of(self, node: str) -> list[_Edge]:
        return [edge for edges in self.around(node).values() for edge in edges]

    def passes(self, node: str) -> bool:
        """Whether paths may go through this entity."""
        if node in self._ends:
            return True
        known = self._nodes[node]
        hub = known.neighbours > self._connection.settings.hub_degree
        return self._filters.passes(known.entity.kind) and (self._filters.hubs or not hub)

    def check(self) -> None:
        """Raises `InputError` where the search takes too long."""
        if time.monotonic() > self._deadline:
            raise InputError("the search takes too long; give fewer hops, a relation type or another filter")

    def expand(self, nodes: Iterable[str]) -> None:
        """Reads the relationships of these entities, those not read before."""
        new = sorted(set(nodes) - self._expanded)
        self._expanded.update(new)
        types = [kind.value for kind in sorted(self._filters.relation_types)]
        if not new or not types:
            return
        query = "read/edges-with-facts" if self._filters.on_statements else "read/edges"
        for batch in evidence.batches(new):
            self.check()
            for row in self._connection.read(query, ids=batch, types=types):
                edge = self._edge(row)
                if edge is not None and edge.key not in self._edges:
                    self._edges[edge.key] = edge
                    self._around[edge.subject].setdefault(edge.object, []).append(edge)
                    self._around[edge.object].setdefault(edge.subject, []).append(edge)
            if len(self._edges) > MOST_EDGES:
                raise InputError(
                    f"the search is too wide (more than {MOST_EDGES:,} relationships); "
                    "give fewer hops, a relation type or another filter"
                )
        self._load_nodes(other for node in new for other in self.around(node))

    def read_all(self) -> list[_Edge]:
        """All relationships that count, by their ids. Raises `InputError` where there are too many."""
        types = [kind.value for kind in sorted(self._filters.relation_types)]
        rows = self._connection.read("read/all-edges-with-facts", types=types, limit=MOST_EDGES + 1) if types else []
        if len(rows) > MOST_EDGES:
            raise InputError(
                f"the graph holds more than {MOST_EDGES:,} such relationships; name an entity that they are about"
            )
        found = sorted((edge for row in rows if (edge := self._edge(row)) is not None), key=lambda edge: edge.key)
        self._load_nodes(end for edge in found for end in (edge.subject, edge.object))
        return found

    def _edge(self, row: Mapping[str, Any]) -> _Edge | None:
        subject, type_, obj = row["subject"], RelationType(row["type"]), row["object"]
        if "facts" not in row:
            statuses = frozenset(row["statuses"])
            return _Edge(subject, type_, obj, tuple(row["statements"]), row["documents"], statuses)
        kept: list[Facts] = []
        for values in row["facts"]:
            facts = Facts(*values)
            verdict = self._filters.judge(facts)
            if verdict is Verdict.IN:
                kept.append(facts)
            elif verdict is not Verdict.OUT:
                self._left_out[facts.id] = verdict
        if not kept:
            return None
        ids = tuple(sorted(facts.id for facts in kept))
        documents = len({facts.document for facts in kept})
        return _Edge(subject, type_, obj, ids, documents, frozenset(facts.status for facts in kept))

    def _load_nodes(self, ids: Iterable[str]) -> None:
        new = sorted({id_ for id_ in ids if id_ not in self._nodes})
        types = [kind.value for kind in RelationType]
        hub = self._connection.settings.hub_degree
        for batch in evidence.batches(new):
            for row in self._connection.read("read/nodes", ids=batch, hub=hub, types=types):
                self._nodes[row["id"]] = _Node(evidence.entity(row), row["neighbours"])

    def reach(self, start: str, depth: int, *, avoid: Iterable[str] = ()) -> dict[str, int]:
        """How many steps away everything is that `start` reaches in at most `depth`, never through `avoid`."""
        distance = {start: 0}
        layer = [start]
        barred = frozenset(avoid)
        for steps in range(1, depth + 1):
            self.expand(layer)
            new = {other for node in layer for other in self.around(node)} - distance.keys() - barred
            distance.update(dict.fromkeys(new, steps))
            layer = [node for node in sorted(new) if self.passes(node)]
        return distance

    def rank(self, route: _Route) -> _Rank:
        """What routes are sorted by: length, steps only planned or ended, evidence, names, ids."""
        steps = [self.around(a)[b] for a, b in _steps(route)]
        strengths = [max(edge.documents for edge in edges) for edges in steps]
        loose = sum(not FIRM & {status for edge in edges for status in edge.statuses} for edges in steps)
        names = tuple(self.name(node) for node in route)
        return len(route), loose, -min(strengths), -sum(strengths), names, route

    def paths(self, routes: Sequence[_Route]) -> tuple[Path, ...]:
        """The routes with their entities, relationships and statements."""
        hops = self.hops(edge for route in routes for a, b in _steps(route) for edge in self.around(a)[b])
        return tuple(
            Path(
                tuple(self._nodes[node].entity for node in route),
                tuple(
                    tuple(hops[edge.key] for edge in sorted(self.around(a)[b], key=lambda edge: edge.key[1::-1]))
                    for a, b in _steps(route)
                ),
            )
            for route in routes
        )

    def subgraph(self, nodes: Sequence[str], *, truncated: bool) -> Subgraph:
        """These entities and all that was read between them."""
        kept = set(nodes)
        keys = sorted(key for key in self._edges if key[0] in kept and key[2] in kept)
        hops = self.hops(self._edges[key] for key in keys)
        return Subgraph(tuple(self._nodes[n].entity for n in nodes), tuple(hops[key] for key in keys), truncated)

    def hops(self, edges: Iterable[_Edge]) -> dict[tuple[str, str, str], Hop]:
        """These relationships with their entities and statements, by subject, type and object."""
        by_key = {edge.key: edge for edge in edges}
        found = evidence.statements(self._connection, (id_ for edge in by_key.values() for id_ in edge.statements))
        hops = {}
        for key, edge in by_key.items():
            statements = sorted(
                (found[id_] for id_ in edge.statements),
                key=lambda s: (s.date or "9999", s.document, s.start or 0, s.id),
            )
            ends = self._nodes[edge.subject].entity, self._nodes[edge.object].entity
            hops[key] = Hop(ends[0], edge.type, ends[1], tuple(statements))
        return hops


def _steps(route: _Route) -> Iterator[tuple[str, str]]:
    return pairwise(route)


def _between(
    region: _Region, a: str, b: str, *, max_hops: int, limit: int, shortest_only: bool
) -> tuple[list[_Route], bool]:
    """Routes from `a` to `b` in order, at most `limit` and one more, and whether there may be more."""
    found: list[_Route] = []
    for length in range(1, max_hops + 1):
        region.reach(a, (length + 1) // 2, avoid=[b])
        region.reach(b, length // 2, avoid=[a])
        routes = list(islice(_routes(region, a, b, length), _MOST_ROUTES + 1))
        found += sorted(routes[:_MOST_ROUTES], key=region.rank)
        if len(routes) > _MOST_ROUTES or len(found) > limit:
            return found[:limit], True
        if found and (shortest_only or len(found) == limit):
            return found, not shortest_only and length < max_hops
    return found, False


def _routes(region: _Region, a: str, b: str, length: int) -> Iterator[_Route]:
    """Every simple route of exactly `length` steps over what the region has read, in the order of ids."""
    left = {b: 0}
    layer = [b]
    for steps in range(1, length + 1):
        new = {other for node in layer for other in region.around(node) if other not in left and other != a}
        left.update(dict.fromkeys(new, steps))
        layer = [node for node in new if region.passes(node)]

    def walk(route: list[str]) -> Iterator[_Route]:
        rest = length - len(route) + 1
        if rest == 1:
            if b in region.around(route[-1]):
                yield (*route, b)
            return
        region.check()
        for node in sorted(region.around(route[-1])):
            if node != b and node not in route and left.get(node, length) < rest and region.passes(node):
                yield from walk([*route, node])

    return walk([a])


@dataclass(frozen=True, slots=True)
class _Link:
    end: str
    routes: tuple[_Route, ...]


def _links(region: _Region, ends: Sequence[str], kinds: frozenset[Kind], hops: int) -> list[_Link]:
    """What all ends reach, each with its best route from each of them, best first."""
    distances = [region.reach(end, hops, avoid=[other for other in ends if other != end]) for end in ends]
    found = []
    for node in sorted(set.intersection(*(set(distance) for distance in distances))):
        if not _is_wanted(region.kind(node), kinds):
            continue
        routes = tuple(
            min(islice(_shortest(region, distance, node), _MOST_ROUTES), key=region.rank) for distance in distances
        )
        found.append(_Link(node, routes))

    def rank(link_: _Link) -> tuple[int, int, int, int, str, str]:
        lengths, loose, weakest, total, *_ = zip(*(region.rank(route) for route in link_.routes), strict=True)
        return sum(lengths), sum(loose), max(weakest), sum(total), region.name(link_.end), link_.end

    return sorted(found, key=rank)


def _is_wanted(kind: Kind, kinds: frozenset[Kind]) -> bool:
    return any(kind.within(other) for other in kinds) if kinds else kind not in ENDS_ONLY


def _shortest(region: _Region, distance: dict[str, int], end: str) -> Iterator[_Route]:
    """All shortest routes to `end` from where `distance` counts from."""
    if distance[end] == 0:
        yield (end,)
        return
    region.check()
    for node in sorted(region.around(end)):
        if distance.get(node, -1) == distance[end] - 1 and region.passes(node):
            for route in _shortest(region, distance, node):
                yield (*route, end)


def _answers(region: _Region, links: Sequence[_Link]) -> tuple[LinkAnswer, ...]:
    paths = iter(region.paths([route for link_ in links for route in link_.routes]))
    return tuple(
        LinkAnswer(path.nodes[-1], (path, *islice(paths, len(link_.routes) - 1)))
        for link_ in links
        for path in [next(paths)]
    )
