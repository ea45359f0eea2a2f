"""Documents built by hand: the text marks its mentions, so that a test shows all that the component sees.

`build("[RDIF|Fund] invested in [Biren|Startup].", "INVESTED_IN")` gives a Doc with the two entities and one relation
between the first and the second, anchored at their mentions, its evidence their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from entente.extract.components import sentences
from entente.extract.doc import DocEntity, DocRelation
from entente.ontology import Kind, RelationType

Build = Callable[..., Doc]

_MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """A pipeline that tokenises and splits sentences."""
    language = spacy.blank("en")
    language.add_pipe(sentences.NAME)
    return language


@pytest.fixture(scope="session")
def build(nlp: Language) -> Build:
    """Makes a Doc of a marked text; see the module's description. `ends` are the indices of subject and object."""

    def make(
        marked: str,
        *types: str,
        published: str | None = None,
        ends: tuple[tuple[int, int], ...] = ((0, 1),),
    ) -> Doc:
        text, spans, last = "", [], 0
        for match in _MARK.finditer(marked):
            text += marked[last : match.start()]
            spans.append((len(text), len(text) + len(match[1]), match[1], match[2]))
            text += match[1]
            last = match.end()
        doc = nlp(text + marked[last:])
        entities: dict[tuple[str, str], DocEntity] = {}
        for start, end, name, kind in spans:
            span = doc.char_span(start, end)
            assert span is not None, f"{name!r} is cut by the tokeniser"
            entities.setdefault((name, kind), DocEntity(Kind(kind), name, [])).mentions.append(span)
        listed = list(entities.values())
        relations = []
        for relation_type, (subject, obj) in zip(types, ends * len(types), strict=False):
            pairs = [(a, b) for a in listed[subject].mentions for b in listed[obj].mentions]
            a, b = min(pairs, key=lambda pair: abs(pair[0].start - pair[1].start))
            first, last_one = sorted((a, b), key=lambda s: s.start)
            evidence = doc[first.sent.start : last_one.sent.end]
            relations.append(DocRelation(subject, RelationType(relation_type), obj, evidence, (a, b)))
        doc._.entities, doc._.relations, doc._.published = listed, relations, published
        return doc

    return make
