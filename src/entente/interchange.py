"""The interchange form: what the extractor writes, the graph reads and a gold annotation looks like.

One `Extraction` per document. Extraction and graph know of each other only what is here. Offsets are
code points of the document's stored text, end exclusive. Absent properties are left out of the JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
        read = Extraction.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        where = f" at {place}" if place else ""
        what = str(first["msg"]).removeprefix("Value error, ")
        raise InputError(f"{name}: not the interchange form{where}: {what}{more}") from None
    if read.text is not None:
        for what, start, end in _spans(read):
            if start is not None and (end is None or read.text[start:end] != what):
                raise InputError(
                    f"{name}: {what!r} is not what the text has from {start} to {end}; "
                    "offsets count the text's characters, end exclusive"
                )
    return read


def _spans(extraction: Extraction) -> Iterator[tuple[str, int | None, int | None]]:
    for entity in extraction.entities:
        for mention in entity.mentions:
            yield mention.text, mention.start, mention.end
    for relation in extraction.relations:
        yield relation.quote, relation.start, relation.end


def decode(text: str, name: str = "input") -> Any:
    """What a JSON text holds. Raises `InputError`, for nesting and numbers beyond what can be read, too."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise InputError(f"{name}: not JSON: {error.msg} ({line}column {error.colno})") from None
    except RecursionError:
        raise InputError(f"{name}: JSON too deeply nested to be read") from None
    except ValueError:
        raise InputError(f"{name}: JSON with a number of too many digits to be read") from None


def load(path: Path, refused: Callable[[InputError], None] | None = None) -> Iterator[Extraction]:
    """The documents of a file: one object, an array of them, or JSON lines.

    Raises `InputError` at the first that isn't one; given `refused`, tells that of it and goes on with the next.
    """
    text = path.read_text(encoding="utf-8-sig")
    for read in _readers(text, str(path)):
        try:
            yield read()
        except InputError as error:
            if refused is None:
                raise
            refused(error)


def _readers(text: str, name: str) -> list[Callable[[], Extraction]]:
    """One for each document of a file, so that each fails by itself."""
    try:
        data = decode(text, name)
    except InputError:
        lines = [(f"{name}, line {number}", line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if lines and not any(line.startswith("{") and line.rstrip().endswith("}") for _, line in lines):
            raise  # one broken object, not one on each line
        return [partial(_parse_line, line, place) for place, line in lines]
    if isinstance(data, list):
        return [partial(parse, item, f"{name}, item {number}") for number, item in enumerate(data, 1)]
    return [partial(parse, data, name)]


def _parse_line(line: str, name: str) -> Extraction:
    return parse(decode(line, name), name)


def dump_lines(documents: Iterable[Extraction]) -> Iterator[str]:
    """JSON lines, one document each."""
    for document in documents:
        yield json.dumps(document.to_dict(), ensure_ascii=False)
