"""Where the errors lie: each wrong or missed entity and statement with the class of its error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from entente.extract.scoring import coarse, forms_of, triples
from entente.interchange import Entity, Extraction
from entente.ontology import RelationType

CLASSES = {
    "entity: another kind": "what was found is annotated, as a thing of another kind",
    "entity: boundary": "part of an annotated name, or more than it",
    "entity: split": "a second entity for a thing that has one already",
    "entity: nothing there": "no annotated name is near",
    "entity: missed": "annotated, and not found under any of its names",
    "statement: wrong end": "an end is none of the annotated things",
    "statement: reversed": "the annotation has it the other way round",
    "statement: another type": "the annotation has another relation between the same ends",
    "statement: nothing stated": "the annotation has no relation between these ends",
    "statement missed: end not found": "an end was not found, so nothing could be said of it",
    "statement missed: another said": "something else was stated of the same ends",
    "statement missed: in one sentence": "nothing was stated of the ends, though one sentence tells",
    "statement missed: over sentences": "nothing was stated of the ends, and it takes several sentences to tell",
}
"""The classes, and what they mean."""


def mistakes(gold: Extraction, predicted: Extraction, matched: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    """The class of every error and what was wrong or missed; `matched` as `entente.extract.scoring.match_entities`."""
    yield from _entities(gold, predicted, matched)
    yield from _statements(gold, predicted, matched)


def _entities(gold: Extraction, predicted: Extraction, matched: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    forms: dict[str, list[Entity]] = {}
    for entity in gold.entities:
        for form in forms_of(entity):
            forms.setdefault(form, []).append(entity)
    for entity in predicted.entities:
        if entity.id in matched:
            continue
        own = forms_of(entity)
        same = [g for form in own for g in forms.get(form, ())]
        if any(coarse(g.kind) is coarse(entity.kind) for g in same):
            kind = "split"
        elif same:
            kind = "another kind"
        elif any(_within(a, b) or _within(b, a) for a in own for b in forms):
            kind = "boundary"
        else:
            kind = "nothing there"
        yield f"entity: {kind}", f"{entity.name} ({entity.kind})"
    found = {form for entity in predicted.entities for form in forms_of(entity)}
    right = {g.id for g in matched.values()}
    for entity in gold.entities:
        if entity.id not in right and not forms_of(entity) & found:
            yield "entity: missed", f"{entity.name} ({entity.kind})"


def _statements(gold: Extraction, predicted: Extraction, matched: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    wanted = triples(gold.relations, lambda i: i)
    given = triples(predicted.relations, lambda i: matched[i].id if i in matched else f"?{i}")
    names = {e.id: e.name for e in gold.entities} | {f"?{e.id}": e.name for e in predicted.entities}

    def told(key: tuple[str, RelationType, str]) -> str:
        return f"{names.get(key[0], key[0])} {key[1]} {names.get(key[2], key[2])}"

    for key in sorted(given.keys() - wanted.keys()):
        subject, type_, obj = key
        if subject.startswith("?") or obj.startswith("?"):
            kind = "wrong end"
        elif (obj, type_, subject) in wanted:
            kind = "reversed"
        elif any({subject, obj} == {s, o} for s, _, o in wanted):
            kind = "another type"
        else:
            kind = "nothing stated"
        yield f"statement: {kind}", told(key)
    right = {g.id for g in matched.values()}
    for key in sorted(wanted.keys() - given.keys()):
        subject, _, obj = key
        if not {subject, obj} <= right:
            kind = "end not found"
        elif any({subject, obj} == {s, o} for s, _, o in given):
            kind = "another said"
        else:
            quote = wanted[key][0].quote
            kind = "over sentences" if any(mark in quote.rstrip()[:-1] for mark in _ENDS) else "in one sentence"
        yield f"statement missed: {kind}", told(key)


_ENDS = (". ", "? ", "! ", "\n")


def _within(short: str, long: str) -> bool:
    return len(short) > _TOO_SHORT and short in long


_TOO_SHORT = 3
"""A form of so many characters is in too many others by chance."""
