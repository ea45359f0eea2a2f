"""Documents in and out: ingest, replace, remove. Each is one transaction, and doing it twice is doing it once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from entente.errors import NotFound
from entente.graph.store import rows as rows_of
from entente.graph.store.change import Change, change
from entente.graph.store.parties import drop, relink
from entente.graph.store.resolving import resolve, side_of_local
from entente.graph.store.rows import Rows
from entente.interchange import Extraction

if TYPE_CHECKING:
    from entente.graph.store.connection import Connection, Row

Action = Literal["added", "unchanged", "replaced", "copy"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a document: its key, what was done, and how many entities and statements it has.

    A `copy` has the text of `original` and none of its own facts.
    """

    document: str
    action: Action
    entities: int
    statements: int
    original: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with a document. `promoted`: the copy that stands in its place now."""

    document: str
    entities: int
    statements: int
    promoted: str | None = None


def ingest(connection: Connection, extraction: Extraction) -> Ingested:
    """Writes a document, in one transaction: again the same changes nothing, another text under its key replaces it.

    A text that is stored under another key already becomes a copy of that, so its facts count once. Raises
    `InputError` for a key that is too long or half characters in the text, and `StoreOutdated`.
    """
    new = rows_of.rows(extraction)
    (state,) = connection.read("write/document_state", key=new.key, text_hash=None)
    if state["digest"] == new.digest:
        return _unchanged(new, state)
    return change(connection, lambda making: _ingest(making, new))


def remove(connection: Connection, document: str) -> Removed:
    """Takes a document and its facts away, in one transaction, and what only it mentioned; persons' judgements stay.

    Where copies of it are stored, the first takes its place. Raises `NotFound`.
    """
    return change(connection, lambda making: _remove(making, document))


def _ingest(making: Change, new: Rows) -> Ingested:
    (state,) = making.run("document_state", key=new.key, text_hash=new.text_hash)
    counts = len(new.locals), len(new.statements)
    if state["digest"] == new.digest:  # another process was faster
        return _unchanged(new, state)
    if state["key"] and state["text_hash"] != new.text_hash:
        _promote(making, new.key)
    properties = {**new.document, "ingested": making.now}
    if state["original"] is not None:
        if state["key"] and not state["copy_of"]:
            _clear(making, new.key)
        making.run("put_document", key=new.key, properties=properties)
        making.run("copy_of", key=new.key, original=state["original"])
        return Ingested(new.key, "copy", 0, 0, state["original"])
    if state["copy_of"]:
        making.run("copy_of", key=new.key, original=None)
    _put(making, new, properties, fresh=state["key"] is None)
    return Ingested(new.key, "replaced" if state["key"] else "added", *counts)


def _unchanged(new: Rows, state: Row) -> Ingested:
    counts = (0, 0) if state["copy_of"] else (len(new.locals), len(new.statements))
    return Ingested(new.key, "unchanged", *counts, state["copy_of"])


def _remove(making: Change, key: str) -> Removed:
    (state,) = making.run("document_state", key=key, text_hash=None)
    if state["key"] is None:
        near = [row["key"] for row in making.run("document_keys", part=key.rsplit("/", 1)[-1], limit=5)]
        raise NotFound(f"{key}: no such document in the graph; `entente documents` lists them", near)
    promoted = _promote(making, key)
    entities, statements = _clear(making, key)
    making.run("delete_document", key=key)
    return Removed(key, entities, statements, promoted)


def _put(making: Change, new: Rows, properties: Row, *, fresh: bool) -> None:
    making.new_document = new.key if fresh else None
    old = [] if fresh else [row["local"] for row in making.run("local_entities", key=new.key)]
    if not fresh:
        making.edges.update(making.run("delete_statements", key=new.key)[0]["edges"])
    same_text = not fresh and making.run("document_state", key=new.key, text_hash=None)[0]["text_hash"] == new.text_hash
    kept, born = match(old, new.locals, same_text=same_text)
    renamed = [{"old": before, "new": after} for before, after in kept.items() if before != after]
    if renamed:
        making.run("rename_local_entities", rows=renamed)
    put = [row if row["id"] not in born else {**row, "born": born[row["id"]]} for row in new.locals]
    gone = [row for row in old if row["id"] not in kept]
    drop(making, gone)
    statements = [statement_row(row) for row in new.statements]
    for part in _parts(making.batch_size, locals=put, sentences=new.sentences, statements=statements):
        making.run("put_document", key=new.key, properties=properties, **part)
    if making.judged:
        making.curate([row["id"] for row in making.run("recurate", key=new.key)])
    stay = set(kept.values())
    making.moved.update(row["id"] for row in new.locals if row["id"] in stay)
    making.entities.update(row["entity"] for row in old if row["id"] in kept)
    newcomers = [
        side_of_local({**row, "document": new.key, "text_hash": new.text_hash}) for row in put if row["id"] not in stay
    ]
    linked = relink(making, new.key) if making.judged else []
    resolve(making, newcomers)
    if linked:
        making.settle(linked)


def _parts(size: int, **lists: Sequence[Any]) -> Iterator[dict[str, Sequence[Any]]]:
    """What one query after the other writes: all at once where each list is short enough, else batch by batch."""
    if max(map(len, lists.values())) <= size:
        yield lists
        return
    for name, rows in lists.items():
        for start in range(0, len(rows), size):
            yield {name: rows[start : start + size]}


def _clear(making: Change, key: str) -> tuple[int, int]:
    """Takes away everything of a document but its node; how many local entities and statements that was."""
    old = [row["local"] for row in making.run("local_entities", key=key)]
    deleted = making.run("delete_statements", key=key)[0]
    making.edges.update(deleted["edges"])
    drop(making, old)
    return len(old), deleted["count"]


def _promote(making: Change, key: str) -> str | None:
    """Lets the first copy of a document, if there is one, stand in its place with what was read from it; its key."""
    copies = making.run("copies", key=key)
    if not copies:
        return None
    first, others = copies[0], copies[1:]
    content = stored(making.run, key)
    own = {name: first["properties"].get(name) for name in ("title", "source", "path", "published")}
    new = rows_of.rows(content.model_copy(update={"document": first["key"], **own}))
    making.run("copy_of", key=first["key"], original=None)
    for copy in others:
        making.run("copy_of", key=copy["key"], original=first["key"])
    _put(making, new, {**first["properties"], "extractor": content.extractor}, fresh=True)
    return str(first["key"])


def stored(run: Any, key: str) -> Extraction:
    """A stored document as the interchange form; `run` runs a query of `cypher/write` or `connection.read`."""
    document = run("document_properties", key=key)[0]["properties"]
    locals_ = [{**row["local"]} for row in run("local_entities", key=key)]
    statements = [row["statement"] for row in run("document_statements", key=key)]
    return rows_of.extraction_of(document, locals_, statements)


def match(old: Sequence[Row], new: Sequence[Row], *, same_text: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Which local entities of a document read anew are those of before.

    First: those that stay as they are (same kind and forms), old id to new id. Second: the ids of the entities that
    other new ones were found in before (an overlapping mention, else a form and the kind in common), by new id.
    """
    kept: dict[str, str] = {}
    free = {row["id"]: row for row in old}
    rest: list[Row] = []
    by_id = {row["id"]: row for row in old}
    for row in new:
        before = by_id.get(row["id"])
        if before is not None and _alike(before, row):
            kept[row["id"]] = row["id"]
            del free[row["id"]]
        else:
            rest.append(row)
    left: list[Row] = []
    taken = {row["id"] for row in new}
    for row in rest:
        before = next((b for b in free.values() if _alike(b, row) and b["id"] not in taken), None)
        if before is None or row["id"] in by_id:
            left.append(row)
        else:
            kept[before["id"]] = row["id"]
            del free[before["id"]]
    born: dict[str, str] = {}
    for row in left:
        near = [b for b in free.values() if _related(b, row, same_text=same_text)]
        if near:
            before = min(near, key=lambda b: (b["id"] != row["id"], b["position"]))
            born[row["id"]] = before["born"]
            del free[before["id"]]
    return kept, born


def _alike(a: Row, b: Row) -> bool:
    return a["kind"] == b["kind"] and sorted(a["forms"]) == sorted(b["forms"]) and a["name"] == b["name"]


def _related(a: Row, b: Row, *, same_text: bool) -> bool:
    if same_text and _spans(a) & _spans(b):
        return True
    return a["kind"] == b["kind"] and bool(set(a["forms"]) & set(b["forms"]))


def _spans(row: Row) -> set[int]:
    return {
        place
        for start, end in zip(row["starts"], row["ends"], strict=True)
        if start >= 0
        for place in range(start, end)
    }


def statement_row(row: Row) -> Mapping[str, Any]:
    """A statement's row as `put_document` takes it: the ids of what it hangs on, and its properties."""
    ends = ("sentence", "subject", "object")
    return {
        **{name: row[name] for name in ends},
        "properties": {name: value for name, value in row.items() if name not in ends and value is not None},
    }
