"""How well the resolver does on documents whose entities carry the id of the real thing (`global`)."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from entente.graph.resolve.choosing import cluster
from entente.graph.resolve.party import Party, parties
from entente.interchange import Entity, Extraction
from entente.ontology import Kind

OUT = frozenset({Kind.PLACE, Kind.TECHNOLOGY})
"""Kinds that are left out unless asked for: their names are words, and easy ones hide how hard the others are."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs of entities of different documents: put together rightly, put together wrongly, and to be put together."""

    right: int
    wrong: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the pairs put together that are one thing; 1 where none is."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that are one thing that were put together; 1 where there is none."""
        return self.right / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of the resolver and of the baseline (same name, letter case aside), by group; `all` is everything."""

    documents: int
    entities: int
    resolver: Mapping[str, Figures]
    baseline: Mapping[str, Figures]

    def __str__(self) -> str:
        head = f"{self.entities} entities of {self.documents} documents; pairs across documents"
        lines = [head, f"{'':14}{'pairs':>7} {'precision':>10} {'recall':>7}   exact names alone"]
        for group, figures in self.resolver.items():
            base = self.baseline[group]
            lines.append(
                f"{group:14}{figures.wanted:>7} {100 * figures.precision:>10.1f} {100 * figures.recall:>7.1f}"
                f"   {100 * base.precision:>5.1f} {100 * base.recall:>5.1f}"
            )
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Item:
    party: Party
    document: str
    thing: str
    kind: Kind


def evaluate(
    gold: Sequence[Extraction],
    predicted: Sequence[Extraction] | None = None,
    *,
    leave_out: Iterable[Kind] = OUT,
    groups: Mapping[str, Callable[[str], bool]] | None = None,
) -> Report:
    """Resolves the documents and compares with `global`, over all and by kind; entities without it don't count.

    With `predicted` (the same documents as extracted) those entities are resolved that share a surface form with one
    of the gold document, and count as that one; what was not found at all counts against recall. `groups` adds
    figures for things whose id passes a test; a wrong pair counts where either does.
    """
    left_out = frozenset(leave_out)
    wanted = list(_items(gold, left_out))
    items = wanted if predicted is None else list(_matched(gold, predicted, left_out))
    tests: dict[str, Callable[[_Item], bool]] = {"all": lambda item: True}
    for name, test in (groups or {}).items():
        tests[name] = lambda item, test=test: test(item.thing)  # type: ignore[misc]
    for kind in Kind:
        if kind not in left_out:
            tests[kind.value] = lambda item, kind=kind: item.kind is kind  # type: ignore[misc]
    found = cluster([item.party for item in items])
    return Report(
        len({item.document for item in wanted}),
        len(items),
        _figures(items, found, wanted, tests),
        _figures(items, _by_name(items), wanted, tests),
    )


def _items(documents: Sequence[Extraction], left_out: frozenset[Kind]) -> Iterable[_Item]:
    for document in documents:
        found = parties(document)
        for entity in document.entities:
            if entity.global_id and entity.kind not in left_out:
                yield _Item(found[entity.id], document.document, entity.global_id, entity.kind)


def _matched(gold: Sequence[Extraction], predicted: Sequence[Extraction], left_out: frozenset[Kind]) -> Iterable[_Item]:
    truth = {document.document: document for document in gold}
    for document in predicted:
        known = truth.get(document.document)
        if known is None:
            continue
        found = parties(document)
        for entity in document.entities:
            forms = _forms(entity)
            best = max(known.entities, key=lambda other, forms=forms: len(forms & _forms(other)), default=None)  # type: ignore[misc]
            if best is None or not best.global_id or not forms & _forms(best) or best.kind in left_out:
                continue
            yield _Item(found[entity.id], document.document, best.global_id, best.kind)


def _forms(entity: Entity) -> set[str]:
    return {_folded(mention.text) for mention in entity.mentions}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _by_name(items: Sequence[_Item]) -> list[int]:
    """The baseline: one entity for each name, whatever the letter case, and kind."""
    first: dict[tuple[str, Kind], int] = {}
    return [first.setdefault((_folded(item.party.name), item.kind), index) for index, item in enumerate(items)]


def _figures(
    items: Sequence[_Item],
    found: Sequence[int],
    wanted: Sequence[_Item],
    tests: Mapping[str, Callable[[_Item], bool]],
) -> dict[str, Figures]:
    together: dict[int, list[_Item]] = defaultdict(list)
    for item, entity in zip(items, found, strict=True):
        together[entity].append(item)
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for members in together.values():
        for index, one in enumerate(members):
            for other in members[:index]:
                if one.document == other.document:
                    continue
                tally = right if one.thing == other.thing else wrong
                tally.update(name for name, test in tests.items() if test(one) or test(other))
    things: dict[str, list[_Item]] = defaultdict(list)
    for item in wanted:
        things[item.thing].append(item)
    pairs: Counter[str] = Counter()
    for members in things.values():
        for index, one in enumerate(members):
            for other in members[:index]:
                if one.document != other.document:
                    pairs.update(name for name, test in tests.items() if test(one) or test(other))
    return {name: Figures(right[name], wrong[name], pairs[name]) for name in tests}
