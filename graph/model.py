"""What the graph answers with: plain values, the same in Python, in JSON and on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from entente.ontology import Kind, RelationType, Status


@dataclass(frozen=True, slots=True)
class Entity:
    """A resolved entity. `names` are all forms the texts use, most frequent first; `name` is the best of them."""

    id: str
    name: str
    kind: Kind
    names: tuple[str, ...] = ()
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence's word for one relation, with its evidence. Offsets are code points of the stored text."""

    id: str
    type: RelationType
    subject: str
    object: str
    quote: str
    document: str
    start: int | None
    end: int | None
    status: Status
    title: str | None = None
    source: str | None = None
    published: str | None = None
    date: str | None = None
    date_text: str | None = None
    amount: float | None = None
    currency: str | None = None
    amount_text: str | None = None
    role: str | None = None
    round: str | None = None
    share: str | None = None
    product: str | None = None
    event: str | None = None
    confidence: float | None = None
    extractor: str | None = None
    curated: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One projected relationship between two entities, in its own direction, with the statements behind it."""

    subject: Entity
    type: RelationType
    object: Entity
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A simple sequence of entities. `steps[i]` holds every relationship between `nodes[i]` and `nodes[i+1]`."""

    nodes: tuple[Entity, ...]
    steps: tuple[tuple[Hop, ...], ...]

    @property
    def hops(self) -> tuple[Hop, ...]:
        """All hops, step by step."""
        return tuple(hop for step in self.steps for hop in step)

    @property
    def length(self) -> int:
        """The number of steps."""
        return len(self.steps)

    @property
    def marks(self) -> tuple[Status, ...]:
        """`planned` or `ended` where a step rests on nothing firmer: no statement of it is ongoing or completed."""
        return _marks([{statement.status for hop in step for statement in hop.statements} for step in self.steps])


FIRM = frozenset({Status.ONGOING, Status.COMPLETED})
"""What holds or has come about, as opposed to what is only planned and what is over."""


def _marks(groups: Iterable[set[Status]]) -> tuple[Status, ...]:
    loose = [statuses for statuses in groups if not FIRM & statuses]
    return tuple(sorted({Status.ENDED if Status.ENDED in statuses else Status.PLANNED for statuses in loose}))


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """An entity that both ends reach: one path (or more) from each of them."""

    entity: Entity
    paths: tuple[Path, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that answers, with the statements that say so; `dates` and `amounts` where those were asked for."""

    entity: Entity
    statements: tuple[Statement, ...]
    dates: tuple[str, ...] | None = None
    amounts: tuple[str, ...] | None = None

    @property
    def marks(self) -> tuple[Status, ...]:
        """`planned` or `ended` where no statement is firmer, as in `Path.marks`."""
        return _marks([{statement.status for statement in self.statements}] if self.statements else [])


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Entities and the relationships between them, each once. `truncated` says that a limit cut some off."""

    nodes: tuple[Entity, ...]
    hops: tuple[Hop, ...]
    truncated: bool = False

    @classmethod
    def of(cls, paths: Iterable[Path], *, truncated: bool = False) -> Subgraph:
        """What the paths walk over, in the order in which they come by it."""
        nodes: dict[str, Entity] = {}
        hops: dict[tuple[str, RelationType, str], Hop] = {}
        for path in paths:
            for node in path.nodes:
                nodes.setdefault(node.id, node)
            for hop in path.hops:
                hops.setdefault((hop.subject.id, hop.type, hop.object.id), hop)
        return cls(tuple(nodes.values()), tuple(hops.values()), truncated)


def to_json(value: object) -> Any:
    """Any of the above, nested ones too, as JSON-ready values; absent (`None`) properties are left out.

    A `Path` has `nodes`, `hops`, `length` and `marks`; a `LinkAnswer` is its entity's `id`, `name`, `kind`, `names`
    with `paths` beside them, a `Found` the same with `statements` (and `dates` or `amounts`).
    """
    if isinstance(value, LinkAnswer):
        return {**to_json(value.entity), "paths": to_json(value.paths)}
    if isinstance(value, Found):
        others = {
            "statements": value.statements,
            "marks": value.marks,
            "dates": value.dates,
            "amounts": value.amounts,
        }
        return {**to_json(value.entity), **{k: to_json(v) for k, v in others.items() if v is not None}}
    if isinstance(value, Path):
        return {
            "nodes": to_json(value.nodes),
            "hops": to_json(value.hops),
            "length": value.length,
            "marks": to_json(value.marks),
        }
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: to_json(item) for name, item in pairs if item is not None}
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value
