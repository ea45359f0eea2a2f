"""A small graph of invented names for the tests of what people and programs see."""

from __future__ import annotations

from typing import Any

from entente.interchange import Extraction, parse, text_hash

JOINT = "Northern Growth Fund (NGF) and Harbour Capital each put $40 million into the Twin Rivers Fund in 2015."
BACKED = "Twin Rivers Fund backed Lumen Robotics in March 2018."
PARK = "Northern Growth Fund plans to build Amber Park."
FIRST = f"{JOINT} {BACKED} {PARK}"
DEAL = "Twin Rivers Fund invested in Quill Analytics."
BANK = "Harbour Capital owns Delta <b>Bank</b>."
HEAD = "Nora Lind runs Harbour Capital."
SECOND = f"{DEAL} {BANK} {HEAD}"

ENTITIES = {
    "north": ("Northern Growth Fund", "Fund", ["Northern Growth Fund", "NGF"]),
    "harbour": ("Harbour Capital", "Fund", ["Harbour Capital"]),
    "rivers": ("Twin Rivers Fund", "Fund", ["Twin Rivers Fund"]),
    "lumen": ("Lumen Robotics", "Startup", ["Lumen Robotics"]),
    "quill": ("Quill Analytics", "Startup", ["Quill Analytics"]),
    "park": ("Amber Park", "Park", ["Amber Park"]),
    "bank": ("Delta <b>Bank</b>", "Company", ["Delta <b>Bank</b>"]),
    "lind": ("Nora Lind", "Person", ["Nora Lind"]),
}


def documents() -> list[Extraction]:
    """Two documents: a fund of two parents that backed two start-ups, one start-up in each."""
    joint = {"status": "completed", "date": "2015", "amount": 4e7, "currency": "USD"}
    return [
        _document(
            "funds.txt",
            FIRST,
            _related("north", "INVESTED_IN", "rivers", JOINT, **joint),
            _related("harbour", "INVESTED_IN", "rivers", JOINT, **joint),
            _related("rivers", "INVESTED_IN", "lumen", BACKED, status="completed", date="2018-03"),
            _related("north", "FOUNDED", "park", PARK, status="planned"),
        ),
        _document(
            "rivers.txt",
            SECOND,
            _related("rivers", "INVESTED_IN", "quill", DEAL, status="completed"),
            _related("harbour", "OWNS", "bank", BANK),
            _related("lind", "WORKS_FOR", "harbour", HEAD, role="head"),
        ),
    ]


def _document(key: str, text: str, *relations: dict[str, Any]) -> Extraction:
    used = [name for name in ENTITIES if any(name in (r["subject"], r["object"]) for r in relations)]
    entities = [
        {"id": name, "kind": kind, "name": full, "mentions": [_place(text, f) for f in forms if f in text]}
        for name in used
        for full, kind, forms in [ENTITIES[name]]
    ]
    return parse(
        {
            "document": key,
            "title": key.partition(".")[0].title(),
            "text": text,
            "text_hash": text_hash(text),
            "published": "2019-05-06",
            "extractor": "hand-1",
            "entities": entities,
            "relations": [{**relation, **_span(text, relation["evidence"])} for relation in relations],
        }
    )


def _related(subject: str, type_: str, obj: str, evidence: str, **others: Any) -> dict[str, Any]:
    return {"subject": subject, "type": type_, "object": obj, "evidence": evidence, "status": "ongoing", **others}


def _span(text: str, part: str) -> dict[str, int]:
    return {"start": text.index(part), "end": text.index(part) + len(part)}


def _place(text: str, form: str) -> dict[str, Any]:
    return {"text": form, **_span(text, form)}
