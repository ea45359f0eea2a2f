"""Small documents with and without offsets, for tests of the store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from entente.interchange import Extraction, parse, text_hash

Triple = tuple[str, str, str]


def document(
    key: str, sentences: Iterable[str], entities: dict[str, str], triples: Iterable[Triple], **more: Any
) -> Extraction:
    """A document of these sentences.

    `entities`: kinds by name; each name is a mention wherever it stands. `triples`: subject, type and object
    by name, each stated by the first sentence that holds both (else the first). `more`: properties of the document,
    `facts` among them: properties of all relations.
    """
    lines = list(sentences)
    text = "\n".join(lines)
    facts = more.pop("facts", {})
    ids = {name: f"e{number}" for number, name in enumerate(entities, 1)}
    relations = []
    for subject, kind, obj in triples:
        quote = next((line for line in lines if subject in line and obj in line), lines[0])
        start = text.index(quote)
        relations.append(
            {"subject": ids[subject], "type": kind, "object": ids[obj], "evidence": quote, "start": start,
             "end": start + len(quote), **facts}
        )  # fmt: skip
    return parse(
        {
            "document": key,
            "text": text,
            "text_hash": text_hash(text),
            "extractor": "test 1",
            "entities": [
                {"id": ids[name], "kind": kind, "name": name, "mentions": _mentions(text, name)}
                for name, kind in entities.items()
            ],
            "relations": relations,
            **more,
        }
    )


def _mentions(text: str, name: str) -> list[dict[str, Any]]:
    places, at = [], text.find(name)
    while at >= 0:
        places.append({"text": name, "start": at, "end": at + len(name)})
        at = text.find(name, at + 1)
    assert places, f"{name} is not in the text"
    return places
