"""Finding the entity of what is new: candidates by name, decided by the resolver, noted in the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from entente.graph.resolve import Decision, choose, decide
from entente.graph.resolve.choosing import MOST_CANDIDATES
from entente.graph.resolve.party import Party, join
from entente.graph.store.change import CONTEXT, RESOLVER, Change
from entente.ontology import Kind

if TYPE_CHECKING:
    from entente.graph.store.connection import Row


@dataclass(slots=True)
class Side:
    """What may turn out to be one with others: an entity, or a local entity (`fresh`) that is none yet.

    `anchor` is the local entity that judgements about it refer to, as a row; `own` are the fresh local entities in it.
    """

    id: str
    party: Party
    keys: frozenset[str]
    anchor: Row
    fresh: bool = False
    born: str | None = None
    own: list[Party] = field(default_factory=list)


class Pool:
    """Sides by the keys of their names. One that was absorbed by another is found as that other."""

    def __init__(self, sides: Iterable[Side]) -> None:
        self._sides: dict[str, Side] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._into: dict[str, str] = {}
        for side in sides:
            self.add(side)

    def add(self, side: Side) -> None:
        """Lets a side be found."""
        self._sides[side.id] = side
        for key in side.keys:
            self._by_key[key].add(side.id)

    def find(self, id_: str) -> str:
        """The id under which a side is found now."""
        while id_ in self._into:
            id_ = self._into[id_]
        return id_

    def get(self, id_: str) -> Side:
        """The side that is found under this id now."""
        return self._sides[self.find(id_)]

    def near(self, side: Side) -> list[Side]:
        """Those that share a key with a side, by id."""
        ids = {self.find(id_) for key in side.keys for id_ in self._by_key.get(key, ())}
        return [self._sides[id_] for id_ in sorted(ids - {self.find(side.id)})]

    def absorb(self, gone: Side, kept: Side) -> None:
        """Puts what is known of one side to the other; an entity keeps its id before a fresh one."""
        merged = replace(
            kept, party=join((kept.party, gone.party)), keys=kept.keys | gone.keys, own=[*kept.own, *gone.own]
        )
        self._sides.pop(gone.id, None)
        self._into[gone.id] = kept.id
        self.add(merged)


def resolve(change: Change, newcomers: Sequence[Side], apart: Collection[tuple[str, str]] = ()) -> None:
    """Puts each newcomer to the entity that the resolver chooses, else makes it one of its own.

    Newcomers are taken the most telling name first, whatever their order in the text. What a person called
    `different` is never brought together, nor are the pairs of ids in `apart`.
    """
    if not newcomers:
        return
    keys = sorted({key for side in newcomers for key in side.keys})
    known = {side.id for side in newcomers}
    found = [
        side for side in map(_side, change.run("candidates", keys=keys, most=MOST_CANDIDATES)) if side.id not in known
    ]
    pool = Pool([*found, *(side for side in newcomers if not side.fresh)])
    apart = _apart(change) | set(apart)
    same: list[tuple[Side, Side, Decision]] = []
    unsure: list[tuple[Side, Side, Decision]] = []
    for newcomer in sorted(newcomers, key=_order):
        side = newcomer if newcomer.fresh else pool.get(newcomer.id)
        candidates = {
            near.id: near for near in pool.near(side) if not _forbidden(apart, pool, side, near) and _agrees(side, near)
        }
        choice = choose(side.party, [(id_, near.party) for id_, near in candidates.items()])
        unsure += [(newcomer, candidates[id_], decision) for id_, decision in choice.unsure]
        if choice.entity_id is None:
            if newcomer.fresh:
                pool.add(side)
            continue
        assert choice.decision is not None
        chosen = candidates.pop(choice.entity_id)
        same.append((newcomer, chosen, choice.decision))
        _join(pool, side, chosen)
        for other in candidates.values():  # a newcomer with two names may show that two entities are one
            whole = pool.get(side.id)
            if decide(side.party, other.party).verdict != "same" or _forbidden(apart, pool, whole, other):
                continue
            decision = decide(other.party, whole.party)
            if decision.verdict == "same" and _agrees(other, whole):
                same.append((other, newcomer, decision))
                _join(pool, other, whole)
    _write(change, pool, newcomers, same)
    _write_unsure(change, unsure)


def side_of_local(row: Row) -> Side:
    """A local entity that is no entity yet as a newcomer. `row` carries its `document`."""
    party = Party.of_rows([row])
    return Side(row["id"], party, frozenset(row["keys"]), row, fresh=True, born=row.get("born"), own=[party])


def sides_of_entities(change: Change, ids: Iterable[str]) -> list[Side]:
    """Entities as newcomers."""
    return [_side(row) for row in change.run("candidates", keys=[], most=0, ids=sorted(ids))]


def party_of_entity(row: Row) -> Party:
    """What is known of an entity, from the properties that `change.describe` wrote."""
    return Party(
        kind=Kind(row["kind"]),
        name=row["name"],
        forms=dict(zip(row["names"], row["counts"], strict=True)),
        **{name: frozenset(row.get(name) or ()) for name in CONTEXT},
    )


def judgement(
    change: Change, verdict: str, a: Row, b: Row, *, by: str, why: str | None, score: float | None = None
) -> Row:
    """A judgement as a row for the ledger. `a` and `b` are local entities as rows with their `document`."""
    properties: dict[str, Any] = {
        "id": change.judgement_id(),
        "verdict": verdict,
        "by": by,
        "at": change.now,
        "why": why,
        "score": score,
    }
    for side, row in (("a", a), ("b", b)):
        properties |= {f"{side}_{name}": value for name, value in party_fields(row).items()}
    return {"a": a["id"], "b": b["id"], "properties": {k: v for k, v in properties.items() if v is not None}}


def party_fields(row: Row) -> Mapping[str, Any]:
    """How the ledger names a local entity: so that it is found again when the document is read anew."""
    spans = enumerate(zip(row["starts"], row["ends"], strict=True))
    placed = [(start, end, index) for index, (start, end) in spans if start >= 0]
    start, end, index = min(placed) if placed else (None, None, 0)
    return {
        "document": row["document"],
        "text_hash": row.get("text_hash"),
        "start": start,
        "end": end,
        "form": row["texts"][index],
        "kind": row["kind"],
    }


def _order(side: Side) -> tuple[int, int, str]:
    return (-max(len(form) for form in (side.party.name, *side.party.forms)), -sum(side.party.forms.values()), side.id)


def _join(pool: Pool, side: Side, into: Side) -> None:
    gone, kept = (into, side) if into.fresh and not side.fresh else (side, into)
    pool.absorb(gone, kept)


def _forbidden(apart: Collection[tuple[str, str]], pool: Pool, a: Side, b: Side) -> bool:
    ends = {a.id, b.id}
    return any({pool.find(x), pool.find(y)} == ends for x, y in apart)


def _agrees(side: Side, near: Side) -> bool:
    """Whether the fresh local entities of one document on both sides may be one: the extractor held them apart."""
    return all(decide(own, other).verdict == "same" for own in side.own for other in near.own)


def _apart(change: Change) -> set[tuple[str, str]]:
    """Pairs that persons called different, by the entity of each party, or by the party where it is none yet."""
    return {(row["a"], row["b"]) for row in change.run("different_pairs")} if change.judged else set()


def _side(row: Row) -> Side:
    return Side(row["id"], party_of_entity(row["entity"]), frozenset(row["keys"]), row["anchor"])


def _write(change: Change, pool: Pool, newcomers: Sequence[Side], same: Sequence[tuple[Side, Side, Decision]]) -> None:
    if same:
        change.run(
            "put_judgements",
            rows=[
                judgement(change, "same", a.anchor, b.anchor, by=RESOLVER, why=decision.why, score=decision.score)
                for a, b, decision in same
            ],
        )
    fresh = [side for side in newcomers if side.fresh]
    roots = {side.id: pool.find(side.id) for side in fresh}
    founders = {side.id: side for side in fresh if roots[side.id] == side.id}
    minted = change.mint({side.id: side.born for side in founders.values()})
    if minted:
        change.run("put_entities", rows=[{"id": id_, "minted": change.now} for id_ in sorted(minted.values())])
    change.put_resolved(
        {id_: minted.get(root, root) for id_, root in roots.items()}, {side.id: side.anchor for side in fresh}
    )
    joined = [side for pair in same for side in pair[:2] if not side.fresh]
    if any(not a.fresh for a, _, _ in same):
        change.settle({side.anchor["id"] for side in joined})


def _write_unsure(change: Change, unsure: Sequence[tuple[Side, Side, Decision]]) -> None:
    pairs = [{"a": a.anchor["id"], "b": b.anchor["id"]} for a, b, _ in unsure]
    if not pairs:
        return
    known = {(row["a"], row["b"]) for row in change.run("judged_pairs", rows=pairs)}
    rows, seen = [], set()
    for a, b, decision in unsure:
        pair = (a.anchor["id"], b.anchor["id"])
        if pair not in known and frozenset(pair) not in seen:
            seen.add(frozenset(pair))
            rows.append(
                judgement(change, "unsure", a.anchor, b.anchor, by=RESOLVER, why=decision.why, score=decision.score)
            )
    if rows:
        change.run("put_judgements", rows=rows)
