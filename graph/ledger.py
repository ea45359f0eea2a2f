"""The ledger: what persons and the resolver judge to be the same or different; every judgement can be undone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from entente.errors import Conflict, InputError, NotFound
from entente.graph.store.change import RESOLVER, Change, change
from entente.graph.store.connection import Connection, Row
from entente.graph.store.parties import come_apart
from entente.graph.store.resolving import judgement

Verdict = Literal["same", "different"]
VERDICTS = ("same", "different", "unsure", "rejected", "confirmed")
"""What the ledger may say: of two mentions, and of a statement."""

State = Literal["in force", "withdrawn", "overruled", "party gone"]


_UNKNOWN = "{}: no such judgement; `entente ledger` lists them"


@dataclass(frozen=True, slots=True)
class Judged:
    """What an act did: its id (for `undo`), and the entities that its parties belong to now."""

    id: str
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One party of a judgement: a mention in a document; `entity` is what it belongs to now, if it is still there."""

    document: str
    form: str
    kind: str
    entity: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One entry. `state`: whether it counts, or why not (a `same` that a `different` overrules; a party that is gone).

    A verdict on a statement (`rejected`, `confirmed`) has its ends as parties and `statement`.
    """

    id: str
    verdict: str
    by: str
    at: str
    a: Side
    b: Side
    state: State
    why: str | None = None
    score: float | None = None
    statement: str | None = None
    act: str | None = None
    withdrawn_at: str | None = None
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True)
class DoubtSide:
    """One side of a doubt: an entity as one document speaks of it."""

    entity: str
    name: str
    kind: str
    names: tuple[str, ...]
    document: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of entities that the resolver could not decide on, with what the texts say about both."""

    id: str
    score: float
    why: str
    a: DoubtSide
    b: DoubtSide


def merge(connection: Connection, a: str, b: str, *, by: str, why: str | None = None) -> Judged:
    """Makes two entities one: `decide` with `same`."""
    return decide(connection, a, b, "same", by=by, why=why)


def decide(connection: Connection, a: str, b: str, verdict: Verdict, *, by: str, why: str | None = None) -> Judged:
    """Notes that two are the same or different, and lets the graph follow. `a`, `b`: ids of entities or local entities.

    Raises `NotFound`, `InputError` for another verdict or an unusable `by`, and `Conflict` where the two are so
    already or what persons judged before says the contrary: that has to be undone first.
    """
    if verdict not in ("same", "different"):
        raise InputError(f"{verdict!r}: a verdict is `same` or `different`")
    _check_person(by)

    def work(making: Change) -> Judged:
        one, other = _party(making, a), _party(making, b)
        pair = f"{a} ({one['name']}) and {b} ({other['name']})"
        if verdict == "same":
            _check_mergeable(making, one, other, pair)
        elif one["local"]["id"] == other["local"]["id"]:
            raise Conflict(f"{pair} are one entity and name no two mentions of it; `split` takes it apart")
        elif _apart(making, one["local"]["id"], other["local"]["id"]):
            raise Conflict(f"{pair} are judged different already")
        row = judgement(making, verdict, one["local"], other["local"], by=by, why=why)
        act = row["properties"]["id"]
        row["properties"]["act"] = act
        making.run("note_judged")
        making.run("put_judgements", rows=[row])
        parties = [one["local"]["id"], other["local"]["id"]]
        overruled = making.settle(parties)
        _check_persons(making, overruled, pair)
        entities = _entities(making, parties)
        if (len(set(entities)) == 1) != (verdict == "same"):
            raise Conflict(
                f"{pair}: judgements on others of their mentions hold them apart; `entente ledger` shows them"
            )
        return Judged(act, entities)

    return change(connection, work)


def split(connection: Connection, which: str, *, by: str, why: str | None = None) -> Judged:
    """Takes an entity apart, lastingly: no score brings the parts together again.

    A local entity's id takes that one out of its entity; the id of a merged entity takes out what was it. An entity's
    own id parts it at the latest merge by a person, else at the resolver's weakest link. Raises `NotFound`, and
    `Conflict` for what is only one local entity.
    """
    _check_person(by)

    def work(making: Change) -> Judged:
        found = _party(making, which)
        members = [row["local"] for row in making.run("members", id=found["entity"])]
        part = _part(making, which, found, members)
        rest = {row["id"] for row in members} - part
        if not part or not rest:
            raise Conflict(f"{which} ({found['name']}) is a single thing in a single document; nothing to split")
        act = making.judgement_id()
        crossing = [
            link["id"] for link in making.run("links", id=found["entity"]) if (link["a"] in part) != (link["b"] in part)
        ]
        if crossing:
            making.run("withdraw", ids=crossing, at=making.now, by=by, act=act)
        by_id = {row["id"]: row for row in members}
        come_apart(making, sorted(part), sorted(rest))
        entity = {row["id"]: row["entity"] for row in making.run("component_members", ids=sorted(by_id))}
        ours, theirs = _anchors(part, entity), _anchors(rest, entity)
        rows = [
            judgement(making, "different", by_id[a], by_id[b], by=by, why=why)
            for a in ours.values()
            for b in theirs.values()
        ]
        rows[0]["properties"]["id"] = act
        for row in rows:
            row["properties"]["act"] = act
        making.run("note_judged")
        making.run("put_judgements", rows=rows)
        return Judged(act, (*sorted(ours), *sorted(theirs)))

    return change(connection, work)


def undo(connection: Connection, judgement_id: str | None = None, *, by: str) -> Judged:
    """Withdraws an act, the last one of `by` if none is named, and what follows from it; it stays on record.

    Raises `NotFound`, and `Conflict` for one that is withdrawn already, for a judgement of the resolver (a person
    overrules these by `split` or `different`) and where there is nothing to undo.
    """
    _check_person(by)

    def work(making: Change) -> Judged:
        rows = making.run("judgement", id=judgement_id) if judgement_id else making.run("last_act", by=by)
        if not rows and judgement_id:
            raise NotFound(_UNKNOWN.format(judgement_id))
        if not rows:
            others = making.run("last_act")
            raise Conflict(
                f"nothing that {by} judged is left to undo"
                + (f"; `entente undo {others[0]['id']}` takes back the last act of {others[0]['by']}" if others else "")
            )
        entry = rows[0]["judgement"] if judgement_id else making.run("judgement", id=rows[0]["id"])[0]["judgement"]
        if entry["by"] == RESOLVER:
            raise Conflict(
                f"{entry['id']} is the resolver's; overrule it with `split`, or by judging the two different"
            )
        if entry.get("withdrawn_at"):
            raise Conflict(f"{entry['id']} was withdrawn by {entry['withdrawn_by']} on {entry['withdrawn_at']}")
        ids = [row["id"] for row in making.run("act", act=entry["act"])]
        withdrawn = making.run("withdraw", ids=ids, at=making.now, by=by, act=None)
        back = making.run("reinstate", act=entry["act"])
        parties = sorted({party for row in (*withdrawn, *back) for party in row["parties"]})
        making.settle(parties)
        statements = sorted({statement for row in withdrawn for statement in row["statements"]})
        making.curate(statements)
        return Judged(entry["act"], tuple(sorted(set(_entities(making, parties)))))

    return change(connection, work)


def entries(
    connection: Connection,
    *,
    entity: str | None = None,
    by: str | None = None,
    verdicts: Collection[str] | None = None,
    limit: int = 100,
) -> list[Judgement]:
    """The ledger, the latest entry first; withdrawn ones, too. `entity`: only what concerns this one.

    Raises `InputError` for a verdict that is none.
    """
    for verdict in verdicts or ():
        if verdict not in VERDICTS:
            raise InputError(f"{verdict!r} is no verdict; there are {', '.join(VERDICTS)}")
    chosen = {"by": by, "verdicts": sorted(verdicts) if verdicts else None, "limit": limit}
    if entity is None:
        rows = connection.read("write/entries", **chosen)
    else:
        rows = connection.read("write/entity_entries", entity=entity, **chosen)
    return [_entry(row) for row in rows]


def entry(connection: Connection, judgement_id: str) -> Judgement:
    """One entry of the ledger. Raises `NotFound`."""
    rows = connection.read("write/entry", id=judgement_id)
    if not rows:
        raise NotFound(_UNKNOWN.format(judgement_id))
    return _entry(rows[0])


def unsure(connection: Connection, limit: int = 20) -> list[Doubt]:
    """What a person should look at: pairs that the resolver left open and nobody has judged, the likeliest first."""
    return [
        Doubt(
            row["id"],
            row["score"],
            row["why"],
            _doubt_side(row["a"], row["a_quotes"]),
            _doubt_side(row["b"], row["b_quotes"]),
        )
        for row in connection.read("write/unsure", limit=limit)
    ]


def _check_person(by: str) -> None:
    if not by.strip() or by == RESOLVER:
        raise InputError(f"{by!r}: say who judges; `{RESOLVER}` is the name of the program's own judgements")


def _party(making: Change, id_: str) -> Row:
    rows = making.run("party", id=id_)
    if not rows:
        near = [f"{row['id']} ({row['name']})" for row in making.run("near_ids", part=id_, limit=5)]
        raise NotFound(f"{id_}: no entity has this id; `entente show NAME` tells an entity's id", near)
    return rows[0]


def _check_mergeable(making: Change, one: Row, other: Row, pair: str) -> None:
    if one["entity"] == other["entity"]:
        raise Conflict(f"{pair} are the same entity already")
    apart = making.run("different_between", a=one["entity"], b=other["entity"])
    if apart:
        raise Conflict(
            f"{pair}: {apart[0]['by']} judged them different on {apart[0]['at'][:10]}; "
            f"`entente undo {apart[0]['id']}` withdraws that"
        )


def _apart(making: Change, a: str, b: str) -> bool:
    entities = _entities(making, [a, b])
    return len(set(entities)) == 2 and bool(making.run("different_between", a=entities[0], b=entities[1]))


def _check_persons(making: Change, overruled: Sequence[str], pair: str) -> None:
    """Refuses what would overrule a person's link without anybody having undone it."""
    for id_ in overruled:
        entry = making.run("judgement", id=id_)[0]["judgement"]
        if entry["by"] != RESOLVER:
            raise Conflict(
                f"{pair}: {entry['by']} judged {entry['a_form']} and {entry['b_form']} the same on {entry['at'][:10]}, "
                f"which says the contrary; `entente undo {id_}` withdraws that"
            )


def _part(making: Change, which: str, found: Row, members: Sequence[Row]) -> set[str]:
    if found["is_local"]:
        return {which}
    if found["merged"]:
        return {row["id"] for row in members if row["born"] == which}
    links = making.run("links", id=found["entity"])
    if not links:
        return set()
    weakest = links[0]
    return _reach(weakest["b"], [link for link in links if link["id"] != weakest["id"]])


def _reach(start: str, links: Sequence[Row]) -> set[str]:
    near: dict[str, set[str]] = {}
    for link in links:
        near.setdefault(link["a"], set()).add(link["b"])
        near.setdefault(link["b"], set()).add(link["a"])
    reached, front = {start}, [start]
    while front:
        for other in near.get(front.pop(), set()) - reached:
            reached.add(other)
            front.append(other)
    return reached


def _anchors(locals_: Collection[str], entity: dict[str, str]) -> dict[str, str]:
    """One local entity for each entity that these belong to."""
    return {entity[id_]: id_ for id_ in sorted(locals_, reverse=True)}


def _entities(making: Change, locals_: Sequence[str]) -> tuple[str, ...]:
    rows = {row["id"]: row["entity"] for row in making.run("component_members", ids=list(locals_))}
    return tuple(rows[id_] for id_ in locals_ if id_ in rows)


def _entry(row: Row) -> Judgement:
    data = row["judgement"]
    a, b = (
        Side(
            data[f"{side}_document"],
            data[f"{side}_form"],
            data[f"{side}_kind"],
            row[side],
            data.get(f"{side}_start"),
            data.get(f"{side}_end"),
        )
        for side in ("a", "b")
    )
    return Judgement(
        id=data["id"],
        verdict=data["verdict"],
        by=data["by"],
        at=data["at"],
        a=a,
        b=b,
        state=_state(row),
        **{name: data.get(name) for name in ("why", "score", "statement", "act", "withdrawn_at", "withdrawn_by")},
    )


def _state(row: Row) -> State:
    data = row["judgement"]
    if data.get("withdrawn_at"):
        return "withdrawn"
    if data["verdict"] in ("rejected", "confirmed"):
        return "in force" if row["statement"] else "party gone"
    if row["a"] is None or row["b"] is None:
        return "party gone"
    if data["verdict"] == "same" and row["a"] != row["b"]:
        return "overruled"
    return "in force"


def _doubt_side(row: Row, quotes: Sequence[str]) -> DoubtSide:
    shown = tuple(quotes) or tuple(filter(None, (" ".join(row["text"].split()),)))
    return DoubtSide(row["entity"], row["name"], row["kind"], tuple(row["names"]), row["document"], shown)
