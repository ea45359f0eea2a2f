"""Which local entities are one: `same` judgements put together, `different` ones keep apart. Pure.

The strongest links are joined first and a link that would bring together what is `different`, be it over a chain,
is left out. So the outcome depends on the judgements alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A `same` judgement between two local entities. A person's counts before any of the resolver's."""

    id: str
    a: str
    b: str
    score: float = 1.0
    person: bool = False

    @property
    def strength(self) -> tuple[bool, float, str]:
        """Sort key, strongest first."""
        return (not self.person, 0.0 if self.person else -self.score, self.id)


@dataclass(frozen=True, slots=True)
class Partition:
    """`blocks`: the local entities of each entity, sorted. `unmet`: ids of the links that a `different` overruled."""

    blocks: tuple[tuple[str, ...], ...]
    unmet: tuple[str, ...] = ()

    def block_of(self, member: str) -> tuple[str, ...]:
        """The block that holds a local entity."""
        return next(block for block in self.blocks if member in block)


def partition(members: Iterable[str], links: Iterable[Link], different: Iterable[tuple[str, str]]) -> Partition:
    """The blocks of `members`. Links and pairs that name others than these are none of its business."""
    parent = {member: member for member in members}
    enemies: dict[str, set[str]] = {}

    def find(member: str) -> str:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for a, b in different:
        if a in parent and b in parent and a != b:
            enemies.setdefault(a, set()).add(b)
            enemies.setdefault(b, set()).add(a)
    unmet: list[str] = []
    for link in sorted(links, key=lambda link: link.strength):
        if link.a not in parent or link.b not in parent:
            continue
        a, b = find(link.a), find(link.b)
        if a == b:
            continue
        if any(find(enemy) == b for enemy in enemies.get(a, ())):
            unmet.append(link.id)
            continue
        if len(enemies.get(a, ())) > len(enemies.get(b, ())):
            a, b = b, a
        parent[a] = b
        if a in enemies:
            enemies.setdefault(b, set()).update(enemies[a])
    blocks: dict[str, list[str]] = {}
    for member in sorted(parent):
        blocks.setdefault(find(member), []).append(member)
    return Partition(tuple(tuple(block) for block in blocks.values()), tuple(unmet))
