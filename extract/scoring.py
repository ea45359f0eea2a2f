"""What counts as right: predicted extractions against gold annotations.

Mentions by exact span and coarse kind; entities one to one by coarse kind and a shared form, Agreements also by their
signatories; relations by both ends and type; status, date and amount over the right relations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from entente.interchange import Entity, Extraction, Statement
from entente.ontology import Kind, RelationType

_COARSE = frozenset((Kind.ORGANISATION, Kind.COMPANY, Kind.STARTUP, Kind.GOVERNMENT, Kind.UNIVERSITY))

Triple = tuple[str, RelationType, str]


def coarse(kind: Kind) -> Kind:
    """Kinds that are hard to tell apart count as one; a Fund stays a Fund."""
    return Kind.ORGANISATION if kind in _COARSE else kind


def normal(form: str) -> str:
    """A form without case, articles, possessives and quotes."""
    form = re.sub(r"[‐-―−]", "-", form).replace("’", "'")
    form = re.sub(r"\s+", " ", form).strip(" \"“”'.,;:").casefold()
    form = re.sub(r"^(the|a|an)\s+", "", form)
    return re.sub(r"'s?$", "", form)


def gold_spans(text: str, gold: Extraction) -> set[tuple[int, int, Kind]]:
    """Every whole-word occurrence of every gold form, longest first, with its coarse kind."""
    forms = {(m.text, coarse(e.kind)) for e in gold.entities for m in e.mentions}
    taken = bytearray(len(text))
    spans = set()
    for form, kind in sorted(forms, key=lambda f: (-len(f[0]), f)):
        pattern = r"\s+".join(map(re.escape, form.split()))
        end = r"(?![^\W\d]|\$)" if form[-1].isalpha() else r"(?!\w)"
        for hit in re.finditer(rf"(?<!\w){pattern}{end}", text):
            if not any(taken[hit.start() : hit.end()]):
                taken[hit.start() : hit.end()] = b"\1" * (hit.end() - hit.start())
                spans.add((*hit.span(), kind))
    return spans


def forms_of(entity: Entity) -> set[str]:
    """All that it is called, name and mentions, as forms are compared."""
    return {normal(m.text) for m in entity.mentions} | {normal(entity.name)}


def match_entities(gold: Extraction, predicted: Extraction) -> dict[str, Entity]:
    """Predicted id → gold entity, one to one, most shared forms first; then Agreements by who signed them."""
    scored = []
    gold_forms = [(g, forms_of(g)) for g in gold.entities]
    for p in predicted.entities:
        p_forms = forms_of(p)
        for g, g_forms in gold_forms:
            if coarse(g.kind) is coarse(p.kind) and (shared := g_forms & p_forms):
                scored.append((-len(shared), -max(map(len, shared)), g.id, p.id))
    by_id = {g.id: g for g in gold.entities}
    used: set[str] = set()
    matched: dict[str, Entity] = {}
    for _, _, g_id, p_id in sorted(scored):
        if g_id not in used and p_id not in matched:
            used.add(g_id)
            matched[p_id] = by_id[g_id]
    _match_agreements(gold, predicted, matched)
    return matched


def _match_agreements(gold: Extraction, predicted: Extraction, matched: dict[str, Entity]) -> None:
    def signatories(document: Extraction, resolve: Callable[[str], str | None]) -> dict[str, set[str]]:
        parties: dict[str, set[str]] = defaultdict(set)
        for r in document.relations:
            if r.type is RelationType.SIGNED and (party := resolve(r.subject)):
                parties[r.object].add(party)
        return parties

    by_gold = signatories(gold, lambda i: i)
    by_predicted = signatories(predicted, lambda i: matched[i].id if i in matched else None)
    used = {g.id for g in matched.values()}
    for p in predicted.entities:
        if p.kind is not Kind.AGREEMENT or p.id in matched:
            continue
        for g in gold.entities:
            if g.kind is Kind.AGREEMENT and g.id not in used:
                shared = by_gold[g.id] & by_predicted[p.id]
                if len(shared) >= 2 or (shared and shared == by_gold[g.id]):
                    matched[p.id] = g
                    used.add(g.id)
                    break


def triples(relations: Iterable[Statement], resolve: Callable[[str], str]) -> dict[Triple, list[Statement]]:
    """Statements by what they say; the ends of a symmetric type in sorted order."""
    found: dict[Triple, list[Statement]] = {}
    for r in relations:
        s, o = resolve(r.subject), resolve(r.object)
        if r.type.symmetric and s > o:
            s, o = o, s
        found.setdefault((s, r.type, o), []).append(r)
    return found


@dataclass(slots=True)
class Count:
    """Right, predicted and gold, and the figures made of them, in percent."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Counts more of them."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 200 * self.right / total if total else 0.0

    def to_dict(self) -> dict[str, float]:
        """For JSON."""
        return {
            "p": round(self.precision, 1),
            "r": round(self.recall, 1),
            "f1": round(self.f1, 1),
            "right": self.right,
            "predicted": self.predicted,
            "gold": self.gold,
        }


ATTRIBUTES = ("status", "date", "amount", "currency", "role", "round", "share", "product")


def same_value(name: str, gold: object, predicted: object) -> bool:
    """Whether an attribute is right: a coarser date counts, an amount may differ by one percent."""
    if predicted is None:
        return False
    if name == "date":
        return gold == predicted or str(gold).startswith(f"{predicted}-")
    if name == "amount":
        return abs(float(str(gold)) - float(str(predicted))) <= 0.01 * abs(float(str(gold)))
    if name == "share":
        return _share(gold) == _share(predicted)
    return str(gold).casefold() == str(predicted).casefold()


def _share(value: object) -> str:
    """The bare figure, or the words where there is none: "about 20 per cent" is "20%"."""
    number = re.search(r"\d+(?:[.,]\d+)?", str(value))
    return number[0].replace(",", ".") if number else str(value).casefold()


@dataclass(slots=True)
class Score:
    """The figures over documents. `mention_points`, `relation_points`: (confidence, right?) for the calibration."""

    mention: Count = field(default_factory=Count)
    entity: Count = field(default_factory=Count)
    fine: Count = field(default_factory=Count)
    relation: Count = field(default_factory=Count)
    mention_by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    entity_by_kind: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    relation_by_type: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    attributes: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    mention_points: list[tuple[float, bool]] = field(default_factory=list)
    relation_points: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, text: str, gold: Extraction, predicted: Extraction, matched: Mapping[str, Entity]) -> None:
        """Counts one document; `matched` as `match_entities` gives it."""
        self._add_mentions(text, gold, predicted)
        self.entity.add(len(matched), len(predicted.entities), len(gold.entities))
        for p in predicted.entities:
            g = matched.get(p.id)
            self.entity_by_kind[p.kind].add(int(g is not None and coarse(g.kind) is coarse(p.kind)), 1, 0)
            if g is not None:
                self.fine.add(int(g.kind is p.kind), 1, 1)
        for e in gold.entities:
            self.entity_by_kind[e.kind].add(0, 0, 1)
        self._add_relations(gold, predicted, matched)

    def _add_mentions(self, text: str, gold: Extraction, predicted: Extraction) -> None:
        spans = gold_spans(text, gold)
        found = {(m.start, m.end, coarse(e.kind)): m for e in predicted.entities for m in e.mentions}
        self.mention.add(len(spans & set(found)), len(found), len(spans))
        for kind in {s[2] for s in spans} | {s[2] for s in found}:
            g, p = {s for s in spans if s[2] is kind}, {s for s in found if s[2] is kind}
            self.mention_by_kind[kind].add(len(g & p), len(p), len(g))
        for key, mention in found.items():
            if mention.confidence is not None:
                self.mention_points.append((mention.confidence, key in spans))

    def _add_relations(self, gold: Extraction, predicted: Extraction, matched: Mapping[str, Entity]) -> None:
        g = triples(gold.relations, lambda i: i)
        p = triples(predicted.relations, lambda i: matched[i].id if i in matched else f"?{i}")
        right = set(g) & set(p)
        self.relation.add(len(right), len(p), len(g))
        for kind in {k[1] for k in (*g, *p)}:
            self.relation_by_type[kind].add(*(sum(k[1] is kind for k in keys) for keys in (right, p, g)))
        for key, statements in p.items():
            confidence = max((s.confidence for s in statements if s.confidence is not None), default=None)
            if confidence is not None:
                self.relation_points.append((confidence, key in right))
        for key in right:
            for name in ATTRIBUTES:
                wanted = [getattr(s, name) for s in g[key] if getattr(s, name) is not None]
                given = [getattr(s, name) for s in p[key] if getattr(s, name) is not None]
                if wanted or given:
                    hit = any(same_value(name, w, v) for w in wanted for v in given)
                    self.attributes[name].add(int(hit), int(bool(given)), int(bool(wanted)))

    def to_dict(self) -> dict[str, object]:
        """All figures, for JSON."""
        return {
            "mention": self.mention.to_dict(),
            "entity": self.entity.to_dict(),
            "fine kind": round(self.fine.precision, 1),
            "relation": self.relation.to_dict(),
            **{name: self.attributes[name].to_dict() for name in ATTRIBUTES if name in self.attributes},
            "mention by kind": {k: c.to_dict() for k, c in sorted(self.mention_by_kind.items())},
            "entity by kind": {k: c.to_dict() for k, c in sorted(self.entity_by_kind.items())},
            "relation by type": {k: c.to_dict() for k, c in sorted(self.relation_by_type.items())},
            "calibration": {
                "mention": reliability(self.mention_points),
                "relation": reliability(self.relation_points),
            },
        }


def reliability(points: Iterable[tuple[float, bool]], bins: int = 10) -> list[dict[str, float]]:
    """For each tenth of confidence how many there are, their mean confidence and the share that is right."""
    table: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for point in points:
        table[min(int(point[0] * bins), bins - 1)].append(point)
    return [
        {
            "from": b / bins,
            "to": (b + 1) / bins,
            "count": len(rows),
            "confidence": round(sum(c for c, _ in rows) / len(rows), 3),
            "right": round(sum(r for _, r in rows) / len(rows), 3),
        }
        for b, rows in sorted(table.items())
    ]
