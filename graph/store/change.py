"""One change of the graph: a transaction that takes the writers' lock and leaves everything derived in order.

What is derived, and kept true here and nowhere else: which entity a local entity is (from the ledger), an entity's
names, kind and counts (from its local entities) and the projected relationships (from the statements).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from entente.graph.store.migrations import check_version, migrate, migrations
from entente.graph.store.partition import Link, partition
from entente.graph.store.rows import entity_id
from entente.ontology import Kind, RelationType

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection, Row, Transaction

T = TypeVar("T")
RESOLVER = "resolver"
CONTEXT = ("countries", "background", "neighbours", "relations", "years")
"""What is kept with local entities and entities for the resolver, as lists."""

MOST_CONTEXT = 100
"""Longest such list of an entity: what everything is near to tells nothing apart."""

SYMMETRIC = [kind.value for kind in RelationType if kind.symmetric]
TYPES = [kind.value for kind in RelationType]


def change(connection: Connection, work: Callable[[Change], T]) -> T:
    """Does `work` in one transaction under the writers' lock; an empty store gets its schema first.

    After a transient error all of it is done again. Raises `StoreOutdated` for a newer schema.
    """
    latest = max(migrations())

    def attempt(transaction: Transaction) -> tuple[bool, T | None]:
        locked = transaction.run("write/lock")
        if not locked or locked[0]["version"] < latest:
            return False, None
        check_version(locked[0]["version"], connection.uri)
        making = Change(
            transaction,
            min_confidence=locked[0]["min_confidence"],
            judged=locked[0]["judged"],
            batch_size=connection.settings.batch_size,
        )
        result = work(making)
        making.finish()
        return True, result

    done, result = connection.write(attempt)
    if not done:
        migrate(connection)
        done, result = connection.write(attempt)
    assert done
    return result  # type: ignore[return-value]


class Change:
    """What is being changed. `work` writes through `run` and notes what it touched; `finish` derives the rest.

    `moved`: local entities whose entity is another now, or whose statements are new. `entities`: ids of entities whose
    members changed. `edges`: edges (`subject TYPE object`) that lost statements. `judged`: whether a person ever judged
    anything; until then nobody's judgements need to be looked for. `new_document`: key of the document that is added.
    """

    def __init__(self, transaction: Transaction, *, min_confidence: float, judged: bool, batch_size: int) -> None:
        self._transaction = transaction
        self.min_confidence = min_confidence
        self.judged = judged
        self.batch_size = batch_size
        self.now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        self.moved: set[str] = set()
        self.entities: set[str] = set()
        self.edges: set[str] = set()
        self.new_document: str | None = None
        self._grown: dict[str, list[Row]] = defaultdict(list)
        self._judgements = 0

    def run(self, name: str, **values: Any) -> list[Row]:
        """The rows of a query of `cypher/write`."""
        return self._transaction.run(f"write/{name}", **values)

    def judgement_id(self) -> str:
        """The next id for the ledger; ids sort by time."""
        self._judgements += 1
        return f"J{self.now.translate(_PLAIN)}{self._judgements:04d}"

    def settle(self, seeds: Iterable[str]) -> tuple[str, ...]:
        """Puts right which entities these local entities, and all that hang together with them, are.

        An id stays with the block of local entities that were first resolved to it; the oldest of a
        block's ids is in use, the others redirect to it. Gives back the ids of `same` judgements that are overruled.
        """
        rows = {row["id"]: row for row in self.run("component_members", ids=self._component(seeds))}
        members = sorted(rows)
        if not members:
            return ()
        links, different = [], []
        for row in self.run("component_judgements", ids=members):
            if row["verdict"] == "same":
                links.append(Link(row["id"], row["a"], row["b"], row["score"], row["by"] != RESOLVER))
            else:
                different.append((row["a"], row["b"]))
        parts = partition(members, links, different)
        self._assign(parts.blocks, rows)
        return parts.unmet

    def curate(self, statements: Sequence[str]) -> None:
        """Lets persons' verdicts on these statements count."""
        if statements:
            self.moved.update(row["local"] for row in self.run("curate", ids=list(statements)))

    def describe(self, ids: Iterable[str]) -> None:
        """Writes names, kind, labels, counts and index of these entities anew; those without a mention go."""
        wanted = sorted(ids)
        members: dict[str, list[Row]] = defaultdict(list)
        for row in self.run("entity_members", ids=wanted):
            members[row["id"]].append(row)
        described = [describe(id_, rows) for id_, rows in sorted(members.items())]
        if described:
            self.run("describe_entities", rows=described)
        gone = [id_ for id_ in wanted if id_ not in members]
        if gone:
            self.run("delete_entities", ids=gone)

    def project(self, edges: Iterable[str]) -> None:
        """Writes the relationships of these edges anew from their statements."""
        wanted = sorted(edges)
        if not wanted:
            return
        statements: dict[str, list[Row]] = defaultdict(list)
        for row in self.run("edge_statements", edges=wanted):
            statements[row["edge"]].append(row)
        put, gone = [], []
        for edge in wanted:
            subject, kind, obj = edge.split(" ")
            ends = {"subject": subject, "type": kind, "object": obj}
            if edge in statements:
                put.append({**ends, "properties": summary(statements[edge])})
            else:
                gone.append(ends)
        if gone:
            self.run("delete_relationships", types=TYPES, rows=gone)
        if put:
            self.run("put_relationships", rows=put)

    def finish(self) -> None:
        """Derives what follows from everything noted. Called once, at the end of the transaction."""
        if self.moved:
            rows = self.run(
                "edges_of_local_entities",
                ids=sorted(self.moved),
                symmetric=SYMMETRIC,
                min_confidence=self.min_confidence,
            )
            self.edges.update(row["edge"] for row in rows)
        self._grow()
        if self.entities:
            self.describe(self.entities)
        self.project(self.edges)

    def _grow(self) -> None:
        """Adds what a new document says to entities that only gained by it, without reading all that others say."""
        grown = {id_: rows for id_, rows in self._grown.items() if id_ not in self.entities}
        if grown:
            bases = {row["id"]: row["entity"] for row in self.run("entity_properties", ids=sorted(grown))}
            described = [describe(id_, rows, bases.get(id_)) for id_, rows in sorted(grown.items())]
            self.run("describe_entities", rows=described)

    def _component(self, seeds: Iterable[str]) -> list[str]:
        members: set[str] = set()
        front = set(seeds)
        while front:
            members |= front
            front = {row["id"] for row in self.run("component", ids=sorted(front))} - members
        return sorted(members)

    def _assign(self, blocks: Sequence[tuple[str, ...]], rows: dict[str, Row]) -> None:
        current = {row["entity"] for row in rows.values() if row["entity"]}
        known = {
            row["id"]: row
            for row in self.run(
                "entity_ages", ids=sorted(current | {row["born"] for row in rows.values() if row["born"]})
            )
        }
        ids = [id_ for id_, row in known.items() if id_ in current or row["into"] in current or _vacant(row)]
        owned: dict[int, list[str]] = defaultdict(list)
        for id_ in ids:
            best = max(range(len(blocks)), key=lambda i: (_claim(id_, blocks[i], rows), -i))
            owned[best].append(id_)
        new, resolve, redirect = [], [], []
        for number, block in enumerate(blocks):
            mine = sorted(owned[number], key=lambda id_: (known[id_]["minted"], id_))
            kept = mine[0] if mine else self.mint({block[0]: None}, current)[block[0]]
            if kept not in current:
                new.append({"id": kept, "minted": self.now})
            for member in block:
                if rows[member]["entity"] != kept:
                    resolve.append({"local": member, "entity": kept})
                    self.moved.add(member)
                    self.entities.update(filter(None, (kept, rows[member]["entity"])))
            redirect += [{"id": id_, "into": kept} for id_ in mine[1:] if known[id_]["into"] != kept]
        if new:
            self.run("put_entities", rows=new)
        if resolve:
            self.run("resolve", rows=resolve)
        if redirect:
            self.run("follow_ids", rows=redirect)
            self.run("merge_ids", rows=redirect)
            self.entities.difference_update(row["id"] for row in redirect)

    def mint(self, wanted: Mapping[str, str | None], free: Iterable[str] = ()) -> dict[str, str]:
        """An id for each entity first met as one of these local ones, the given one if it is to be had.

        Ids that redirect to entities in `free` may come back.
        """
        minted: dict[str, str] = {}
        tries = {local: [*filter(None, (given,)), entity_id(local)] for local, given in wanted.items()}
        attempt = 0
        while tries:
            known = {row["id"]: row for row in self.run("entity_ages", ids=sorted({t[0] for t in tries.values()}))}
            attempt += 1
            for local, ids in sorted(tries.items()):
                row = known.get(ids[0])
                redirects = row is not None and row["into"] is not None and row["into"] not in free
                if ids[0] in minted.values() or (row is not None and row["used"]) or redirects:
                    tries[local] = [*ids[1:], entity_id(local, attempt)][:2]
                else:
                    minted[local] = ids[0]
                    del tries[local]
        return minted

    def put_resolved(self, entities: Mapping[str, str], rows: Mapping[str, Row]) -> None:
        """Says which entity each of these new local entities is. `rows`: what they say, with their `document`."""
        if not entities:
            return
        self.run("resolve", rows=[{"local": local, "entity": entity} for local, entity in sorted(entities.items())])
        self.moved.update(entities)
        for local, entity in sorted(entities.items()):
            if rows[local]["document"] == self.new_document:
                self._grown[entity].append({**rows[local], "local": local})
            else:
                self.entities.add(entity)


_PLAIN = str.maketrans("", "", "-:.")


def _vacant(row: Row) -> bool:
    """Whether an id is an entity's that nothing is any more: what was born with it may have it back."""
    return row["entity"] and not row["used"]


def _claim(id_: str, block: Sequence[str], rows: dict[str, Row]) -> tuple[int, int, int]:
    born = [rows[member] for member in block if rows[member]["born"] == id_]
    here = [rows[member] for member in block if rows[member]["entity"] == id_]
    return len(born), sum(row["mentions"] for row in born), len(here)


def describe(id_: str, members: Sequence[Row], base: Row | None = None) -> Row:
    """An entity's properties, labels and name keys from what its local entities say.

    With `base`, the properties it has, `members` are only what a new document adds to it; the outcome is the same as
    from all of them.
    """
    old = base or {}
    forms = _counter(old, "names", "counts")
    titles = _counter(old, "titles", "title_counts")
    kinds = Counter({Kind(kind): count for kind, count in _counter(old, "kinds", "kind_counts").items()})
    keys: dict[str, str] = {}
    for row in members:
        forms.update(row["texts"])
        titles[row["name"]] += 1
        forms[row["name"]] += 0
        kinds[Kind(row["kind"])] += len(row["texts"])
        keys.update(zip(row["keys"], row["normals"], strict=True))
    kind = winning_kind(kinds)
    labels = ["Entity", *(label.value for label in kind.line)]
    had = ["Entity", *(label.value for label in Kind(old["kind"]).line)] if base else members[0].get("labels", [])
    mentions, anchor = min(
        [(-len(row["texts"]), row["local"]) for row in members]
        + ([(-old["anchor_mentions"], old["anchor"])] if base else [])
    )
    names = sorted(forms, key=lambda form: (-forms[form], form))
    return {
        "id": id_,
        "properties": {
            "name": min(titles, key=lambda title: (-titles[title], -len(title), title)),
            "kind": kind.value,
            "names": names,
            "counts": [forms[form] for form in names],
            "titles": sorted(titles),
            "title_counts": [titles[title] for title in sorted(titles)],
            "kinds": sorted(kinds),
            "kind_counts": [kinds[found] for found in sorted(kinds)],
            "mentions": sum(kinds.values()),
            "documents": old.get("documents", 0) + len({row["document"] for row in members}),
            **{name: _merged(name, members, old) for name in CONTEXT},
            "anchor": anchor,
            "anchor_mentions": -mentions,
        },
        "remove": sorted(set(had) - set(labels)),
        "add": labels,
        "names": [{"key": key, "normal": keys[key]} for key in sorted(keys)],
        "all_names": base is None,
    }


def _counter(row: Row, names: str, counts: str) -> Counter[str]:
    return Counter(dict(zip(row.get(names, ()), row.get(counts, ()), strict=True)))


def _merged(name: str, members: Sequence[Row], old: Row) -> list[Any]:
    found = {item for row in members for item in row[name] or ()}.union(old.get(name) or ())
    return sorted(found)[:MOST_CONTEXT]


def winning_kind(mentions: dict[Kind, int]) -> Kind:
    """The kind of an entity that is called several: the narrower along one line, else the one with more mentions."""
    narrowest = [kind for kind in mentions if not any(other is not kind and other.within(kind) for other in mentions)]
    order = list(Kind)
    return max(narrowest, key=lambda kind: (sum(mentions.get(above, 0) for above in kind.line), -order.index(kind)))


def summary(statements: Sequence[Row]) -> Row:
    """What a projected relationship says about its statements. Filters look at the statements, never at this."""
    dates = sorted(row["date"] for row in statements if row["date"])
    amounts = {(row["amount"], row["currency"]) for row in statements if row["amount"] is not None}
    amount, currency = amounts.pop() if len(amounts) == 1 else (None, None)
    latest = max(statements, key=lambda row: (row["published"] or "", row["date"] or "", row["id"]))
    confidences = [row["confidence"] for row in statements if row["confidence"] is not None]
    properties = {
        "statements": sorted(row["id"] for row in statements),
        "documents": len({row["document"] for row in statements}),
        "first_date": dates[0] if dates else None,
        "last_date": dates[-1] if dates else None,
        "statuses": sorted({row["status"] for row in statements}),
        "status": latest["status"],
        "confidence": max(confidences) if confidences else None,
        "amount": amount,
        "currency": currency,
    }
    return {name: value for name, value in properties.items() if value is not None}
