"""The interchange form: what the extractor writes, the graph reads and a gold annotation looks like.

One `Extraction` per document. Extraction and graph know of each other only what is here. Offsets are
code points of the document's stored text, end exclusive. Absent properties are left out of the JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from entente.errors import InputError
from entente.ontology import Kind, RelationType, Status

Confidence = Annotated[float, Field(ge=0, le=1)]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
"""`2018`, `2018-10` or `2018-10-16`: as precise as the text."""


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Mention(_Form):
    """One occurrence of a name. A gold file gives the text alone, the extractor its offsets too."""

    text: str = Field(min_length=1)
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    confidence: Confidence | None = None


def _as_mention(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class Entity(_Form):
    """One thing in one document, with every named mention of it there."""

    id: str = Field(min_length=1)
    kind: Kind
    name: str = Field(min_length=1)
    mentions: tuple[Annotated[Mention, BeforeValidator(_as_mention)], ...] = Field(min_length=1)
    global_id: str | None = Field(default=None, alias="global")
    confidence: Confidence | None = None


class Statement(_Form):
    """One relation as one stretch of one document says it. `subject` and `object` are entity ids.

    `start`, `end`: the quote's offsets. `amount`: a plain number in `currency` (ISO 4217). `date`: of the act.
    `event` groups the investments of one round (one investee, one round, one document).
    """

    id: str | None = None
    subject: str
    type: RelationType
    object: str
    status: Status = Status.ONGOING
    date: IsoDate | None = None
    date_text: str | None = None
    amount: float | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    amount_text: str | None = None
    role: str | None = None
    round: str | None = None
    share: str | float | None = None
    product: str | None = None
    event: str | None = None
    quote: str = Field(default="", validation_alias=AliasChoices("quote", "evidence"), serialization_alias="evidence")
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    confidence: Confidence | None = None


class Extraction(_Form):
    """A document, its entities and its statements.

    `document` is its key: the source address, else the path, else the hash of its text. `text` is the
    stored text that offsets point into; it is written only when asked for. `warnings` say what a reader
    of the result should know ("language fr is not supported").
    """

    document: str = Field(min_length=1)
    title: str | None = None
    source: str | None = None
    path: str | None = None
    published: IsoDate | None = None
    language: str | None = None
    text_hash: str | None = None
    extractor: str | None = None
    text: str | None = None
    warnings: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Statement, ...] = ()

    @model_validator(mode="after")
    def _check_ends(self) -> Self:
        kinds: dict[str, Kind] = {}
        for entity in self.entities:
            if entity.id in kinds:
                raise ValueError(f"entity id {entity.id!r} is given twice")
            kinds[entity.id] = entity.kind
        for relation in self.relations:
            for end in (relation.subject, relation.object):
                if end not in kinds:
                    raise ValueError(f"{relation.type} names the entity {end!r}, which is not listed")
            if relation.subject == relation.object:
                raise ValueError(f"{relation.type} relates {relation.subject!r} to itself")
            subject, obj = kinds[relation.subject], kinds[relation.object]
            if not relation.type.allows(subject, obj):
                raise ValueError(f"{relation.type} can't relate a {subject} to a {obj}")
        return self

    def to_dict(self, *, text: bool = False) -> dict[str, Any]:
        """The JSON object, without absent properties; with the stored text if asked for."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=None if text else {"text"})


def text_hash(text: str) -> str:
    """SHA-256 of the stored text, hexadecimal. Lone surrogates are hashed as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def statement_id(document: str, statement: Statement, subject: Mention, obj: Mention) -> str:
    """A statement's id: the same text read by the same extractor gives the same id.

    Made of the document's key, the type, the first mention of each end and the quote's span; mentions
    without offsets count by their text.
    """
    parts: list[object] = [document, statement.type.value]
    for mention in (subject, obj):
        parts.append(mention.text if mention.start is None else [mention.start, mention.end])
    parts.append(statement.quote if statement.start is None else [statement.start, statement.end])
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:24]


def parse(data: object, name: str = "input") -> Extraction:
    """One JSON object as an `Extraction`. Raises `InputError` that names what is wrong and where."""
    try:
        return Extraction.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        where = f" at {place}" if place else ""
        raise InputError(f"{name}: not the interchange form{where}: {first['msg']}{more}") from None


def load(path: Path) -> Iterator[Extraction]:
    """The documents of a file: one object, an array of them, or JSON lines. Raises `InputError`."""
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    yield parse(json.loads(line), f"{path}, line {number}")
                except json.JSONDecodeError as error:
                    raise InputError(f"{path}, line {number}: not JSON: {error.msg}") from None
        return
    for item in data if isinstance(data, list) else [data]:
        yield parse(item, str(path))


def dump_lines(documents: Iterable[Extraction]) -> Iterator[str]:
    """JSON lines, one document each."""
    for document in documents:
        yield json.dumps(document.to_dict(), ensure_ascii=False)
