"""FollowTheMoney, a JSON object a line, as documents: what `entente.graph.export` writes and what others do.

Their keys begin with `ftm:`, so that none takes the place of a document that was read here itself.
An interval entity (Ownership, Directorship …) becomes a statement in each document that it names as proof, or in one
for the file where it names none. What has no place in the ontology is counted in that document's warnings. A
file is held in memory: its lines come in any order.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from entente.errors import InputError
from entente.interchange import Extraction, decode, parse
from entente.ontology import Kind, RelationType, Status

_KINDS = {
    "Organization": Kind.ORGANISATION,
    "LegalEntity": Kind.ORGANISATION,
    "Company": Kind.COMPANY,
    "PublicBody": Kind.GOVERNMENT,
    "Event": Kind.FORUM,
    "Contract": Kind.AGREEMENT,
    "Project": Kind.PROGRAMME,
    "Person": Kind.PERSON,
    "Address": Kind.PLACE,
}
_FINER = frozenset(kind for kind in Kind if kind.within(Kind.ORGANISATION)) | {Kind.PARK}
"""What an organisation may be by its classification."""

_DOCUMENTS = frozenset(
    {"Document", "PlainText", "HyperText", "Pages", "Article", "Email", "Table", "Workbook", "Folder", "Package"}
)
_ENDS = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "UnknownLink": ("subject", "object"),
}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CURRENCY = re.compile(r"[A-Z]{3}")

Item = dict[str, list[str]]


@dataclass
class _File:
    path: Path
    schemata: dict[str, str] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)

    def first(self, id_: str, *names: str) -> str | None:
        """The first value of the first of these properties that has one."""
        return next((value for name in names for value in self.items[id_].get(name, ())), None)


def read(path: Path) -> Iterator[Extraction]:
    """The documents of a file. Raises `InputError` with the line that is not FollowTheMoney."""
    file = _index(path)
    relations: dict[str, list[dict[str, Any]]] = defaultdict(list)
    used: set[str] = set()
    authorities: dict[str, str] = {}
    for id_ in sorted(file.items):  # a copy: authorities that have only a name come to it
        for relation in _relations(file, id_, authorities):
            used.update((relation["subject"], relation["object"]))
            for proof in file.items[id_].get("proof") or [""]:
                relations[proof if file.schemata.get(proof) in _DOCUMENTS else ""].append(relation)
    things = {id_: kind for id_ in file.items if (kind := _kind(file, id_)) is not None}
    relations.setdefault("", [])
    for document, stated in sorted(relations.items()):
        ends = {end for relation in stated for end in (relation["subject"], relation["object"])}
        if not document:
            ends |= set(things) - used
            if not ends and not file.skipped:
                continue
        yield _extraction(file, document, sorted(ends), stated)


def _index(path: Path) -> _File:
    file = _File(path)
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            data = decode(line, f"{path}, line {number}")
            if not _is_entity(data):
                raise InputError(
                    f"{path}, line {number}: not FollowTheMoney: an object has `id`, `schema` and `properties`, "
                    "which are lists of texts"
                )
            file.schemata[data["id"]] = data["schema"]
            item = file.items.setdefault(data["id"], {})
            for name, values in data["properties"].items():
                item[name] = list(dict.fromkeys([*item.get(name, []), *filter(str.strip, values)]))
    return file


def _is_entity(data: object) -> bool:
    return (
        isinstance(data, dict)
        and isinstance(data.get("id"), str)
        and isinstance(data.get("schema"), str)
        and isinstance(data.get("properties"), dict)
        and all(
            isinstance(values, list) and all(isinstance(value, str) for value in values)
            for values in data["properties"].values()
        )
    )


def _kind(file: _File, id_: str) -> Kind | None:
    """What a thing is, `None` for what is no entity of ours: a street address, a document, a ship."""
    kind = _KINDS.get(file.schemata[id_])
    if kind is None or not file.items[id_].get("name"):
        return None
    given = file.first(id_, "classification")
    return Kind(given) if given in _FINER and kind.within(Kind.ORGANISATION) else kind


def _relations(file: _File, id_: str, authorities: dict[str, str]) -> Iterator[dict[str, Any]]:
    schema = file.schemata[id_]
    if schema in _ENDS:
        start, end = _ENDS[schema]
        for subject in file.items[id_].get(start, ()):
            for obj in file.items[id_].get(end, ()):
                yield from _relation(file, id_, subject, obj)
    elif schema == "Sanction":
        for subject in file.items[id_].get("entity", ()):
            for name in file.items[id_].get("authority", ()):
                yield from _relation(file, id_, subject, _authority(file, name, authorities))
    elif schema == "Event":
        for prop, type_ in (("organizer", RelationType.ORGANISED), ("involved", RelationType.PARTICIPATED_IN)):
            for subject in file.items[id_].get(prop, ()):
                yield from _relation(file, id_, subject, id_, type_)
    elif schema not in _KINDS and schema not in _DOCUMENTS:
        file.skipped[schema] += 1


def _authority(file: _File, name: str, authorities: dict[str, str]) -> str:
    """The entity that a sanction names only by its name: one of the file's, else a new one."""
    if not authorities:
        for id_ in sorted(file.items):
            if _kind(file, id_) in (Kind.PLACE, Kind.GOVERNMENT):
                for form in file.items[id_]["name"]:
                    authorities.setdefault(form, id_)
    if name not in authorities:
        id_ = "A" + hashlib.sha256(name.encode()).hexdigest()[:24]
        file.schemata[id_], file.items[id_] = "PublicBody", {"name": [name]}
        authorities[name] = id_
    return authorities[name]


def _relation(
    file: _File, id_: str, subject: str, obj: str, type_: RelationType | None = None
) -> Iterator[dict[str, Any]]:
    """The statement, or none and a count where the ontology has none for these ends."""
    kinds = [_kind(file, end) if end in file.items else None for end in (subject, obj)]
    type_ = type_ or _type(file, id_, kinds[0])
    if type_ is None or kinds[0] is None or kinds[1] is None or subject == obj or not type_.allows(kinds[0], kinds[1]):
        file.skipped[file.schemata[id_]] += 1
        return
    status = file.first(id_, "status")
    ended = Status.ENDED if file.first(id_, "endDate") else Status.ONGOING
    amount, currency = _number(file.first(id_, "sharesValue")), file.first(id_, "sharesCurrency")
    found = {
        "subject": subject,
        "type": type_,
        "object": obj,
        "status": status if status in set(Status) else ended,
        "date": _date(file.first(id_, "date", "startDate")),
        "quote": file.first(id_, "summary", "description") or "",
        "amount": amount,
        "currency": currency if amount is not None and currency and _CURRENCY.fullmatch(currency) else None,
        "share": file.first(id_, "percentage"),
        "round": file.first(id_, "ownershipType") if type_ is RelationType.INVESTED_IN else None,
        "role": next((role for role in file.items[id_].get("role", ()) if role not in set(RelationType)), None),
    }
    yield {name: value for name, value in found.items() if value is not None}


def _type(file: _File, id_: str, subject: Kind | None) -> RelationType | None:
    named = next((role for role in file.items[id_].get("role", ()) if role in set(RelationType)), None)
    if named:
        return RelationType(named)
    person = subject is Kind.PERSON
    match file.schemata[id_]:
        case "Ownership":
            bought = person or file.first(id_, "sharesValue")
            return RelationType.INVESTED_IN if bought else RelationType.OWNS
        case "Directorship":
            return RelationType.WORKS_FOR if person else RelationType.MANAGES
        case "Membership":
            return RelationType.WORKS_FOR if person else RelationType.PART_OF
        case "Employment":
            return RelationType.WORKS_FOR
        case "Sanction":
            return RelationType.SANCTIONED_BY
        case _:
            return None


def _extraction(file: _File, document: str, ends: list[str], relations: list[dict[str, Any]]) -> Extraction:
    entities = []
    for id_ in ends:
        names = [*file.items[id_]["name"], *file.items[id_].get("alias", []), *file.items[id_].get("previousName", [])]
        entities.append({"id": id_, "kind": _kind(file, id_), "name": names[0], "mentions": list(dict.fromkeys(names))})
    about: dict[str, Any] = {"document": f"ftm:{file.path.name}", "title": file.path.name}
    if document:
        key = file.first(document, "fileName", "sourceUrl") or document
        about = {
            "document": f"ftm:{key}",
            "title": file.first(document, "title"),
            "source": file.first(document, "sourceUrl"),
            "published": _date(file.first(document, "publishedAt", "date")),
        }
    elif file.skipped:
        left = ", ".join(f"{count} {schema}" for schema, count in sorted(file.skipped.items()))
        about["warnings"] = [f"left out, having no place in the ontology: {left}"]
    return parse({**about, "extractor": "followthemoney", "entities": entities, "relations": relations}, str(file.path))


def _date(text: str | None) -> str | None:
    """The part of a date that is one: FollowTheMoney's may have a time of day behind it."""
    match = _DATE.match(text[:10]) if text else None
    return match[0] if match else None


def _number(text: str | None) -> float | None:
    try:
        return float(text.replace(",", "")) if text else None
    except ValueError:
        return None
