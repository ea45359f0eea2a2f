"""From pairs to entities: picks among candidates, one document after the other, or all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from entente.graph.resolve import names
from entente.graph.resolve.party import Gathered, Party
from entente.graph.resolve.scoring import Decision, decide

MARGIN = 0.08
"""Two candidates that are this close, and not one thing themselves, leave the choice to a person."""

MOST_CANDIDATES = 200
"""A key that more entities share than this says too little: candidates are found under the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a party turned out to be.

    `entity_id`: the candidate that it is, or `None` for a new entity. `decision`: about that candidate (or the nearest
    one). `also`: further candidates that it is the same as, which shows them to be one. `unsure`: those for a person
    to look at, best first.
    """

    entity_id: str | None
    decision: Decision | None
    also: tuple[tuple[str, Decision], ...] = ()
    unsure: tuple[tuple[str, Decision], ...] = ()


def choose(new: Party, candidates: Sequence[tuple[str, Party]]) -> Choice:
    """Picks the entity that `new` is. The order of candidates doesn't matter."""
    weighed = sorted(
        ((id_, party, decide(new, party)) for id_, party in candidates), key=lambda row: (-row[2].score, row[0])
    )
    same = [row for row in weighed if row[2].verdict == "same"]
    unsure = [(id_, decision) for id_, _, decision in weighed if decision.verdict == "unsure"]
    if not same:
        return Choice(None, weighed[0][2] if weighed else None, (), tuple(unsure))
    best_id, best, decision = same[0]
    also: list[tuple[str, Decision]] = []
    rivals: list[tuple[str, Decision]] = []
    for id_, party, other in same[1:]:
        between = decide(best, party)
        if between.verdict == "same" or (between.verdict == "unsure" and other.score > 0.85):
            also.append((id_, other))
        else:
            rivals.append((id_, other))
            if decision.score - other.score < MARGIN:
                doubt = [(row[0], Decision("unsure", row[2].score, f"{row[2].why}; so is another")) for row in same]
                return Choice(None, doubt[0][1], (), (*doubt, *unsure))
    return Choice(best_id, decision, tuple(also), (*rivals, *unsure))


def cluster(
    parties: Sequence[Party], judgements: Mapping[tuple[int, int], str] | Iterable[tuple[int, int, str]] = ()
) -> list[int]:
    """The entity of each party, as the index of the entity's first party; what ingesting them in turn comes to.

    `judgements`: pairs of indices with `same` or `different`, which nothing overrides.
    """
    rows = [(a, b, v) for (a, b), v in judgements.items()] if isinstance(judgements, Mapping) else list(judgements)
    state = _Entities(parties)
    for a, b, verdict in rows:
        if verdict == "different":
            state.keep_apart(a, b)
    for a, b, verdict in rows:
        if verdict == "same":
            state.unite(a, b)
    for index in range(len(parties)):
        state.place(index)
    return [state.find(index) for index in range(len(parties))]


class _Entities:
    """Entities while they grow: what is known of each, under which keys it is found, which stay apart."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._parties = parties
        self._parent = list(range(len(parties)))
        self._known: dict[int, Gathered] = {}
        self._found: dict[str, dict[int, None]] = defaultdict(dict)
        self._keys: dict[int, set[str]] = {}
        self._enemies: dict[int, set[int]] = defaultdict(set)

    def find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def keep_apart(self, a: int, b: int) -> None:
        self._enemies[a].add(b)
        self._enemies[b].add(a)

    def apart(self, a: int, b: int) -> bool:
        return any(self.find(enemy) == b for enemy in self._enemies.get(a, ()))

    def unite(self, a: int, b: int) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        if a == b or self.apart(a, b):
            return
        self._parent[b] = a
        if b in self._enemies:
            self._enemies[a] |= self._enemies[b]
        if b in self._known:
            self._known.setdefault(a, Gathered()).update(self._known.pop(b))
            for key in self._keys.pop(b):
                self._found[key].pop(b)
                self._index(a, key)

    def place(self, index: int) -> None:
        new = self._parties[index]
        keys = names.keys(new.kind, [new.name, *new.forms])
        own = self.find(index)
        candidates = [id_ for id_ in self._candidates(keys) if id_ != own and not self.apart(own, id_)]
        choice = choose(new, [(str(id_), self._known[id_].party) for id_ in candidates])
        self._known.setdefault(own, Gathered()).add(new)
        for key in keys:
            self._index(own, key)
        if choice.entity_id is not None:
            for id_ in (choice.entity_id, *(id_ for id_, _ in choice.also)):
                self.unite(own, int(id_))

    def _index(self, id_: int, key: str) -> None:
        self._found[key][id_] = None
        self._keys.setdefault(id_, set()).add(key)

    def _candidates(self, keys: Iterable[str]) -> list[int]:
        found: set[int] = set()
        for key in keys:
            block = self._found.get(key, {})
            if len(block) <= MOST_CANDIDATES:
                found.update(block)
        return sorted(found)
