"""A quote where it stands: the text of its document around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from entente.errors import NotFound
from entente.graph.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with some text before and after it. `cut_before`, `cut_after`: the document goes on there.

    `start` and `end` are code points of the stored text. Where the document came without its text, there is the
    quote alone.
    """

    document: str
    quote: str
    before: str
    after: str
    cut_before: bool
    cut_after: bool
    start: int | None = None
    end: int | None = None
    title: str | None = None
    source: str | None = None
    published: str | None = None


def context(connection: Connection, statement: str, around: int = 600) -> Context:
    """The statement's quote with about `around` characters on either side, cut between words. Raises `NotFound`."""
    rows = connection.read("read/statement-context", id=statement)
    if not rows:
        raise NotFound(f"no statement has the id {statement!r}")
    row = rows[0]
    about = {name: row[name] for name in ("document", "quote", "start", "end", "title", "source", "published")}
    text, start, end = row["text"], row["start"], row["end"]
    if text is None or start is None or end is None:
        return Context(**about, before="", after="", cut_before=False, cut_after=False)
    first, last = _word_start(text, max(0, start - around)), _word_end(text, min(len(text), end + around))
    first, last = min(first, start), max(last, end)
    return Context(
        **about, before=text[first:start], after=text[end:last], cut_before=first > 0, cut_after=last < len(text)
    )


def document(connection: Connection, key: str) -> dict[str, Any]:
    """A stored document's text and what is known of it; absent properties are left out. Raises `NotFound`."""
    rows = connection.read("read/document-text", key=key)
    if not rows:
        raise NotFound(f"{key}: no such document in the graph; `entente documents` lists them")
    return {name: value for name, value in rows[0].items() if value is not None}


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    while at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    if at == len(text):
        return at
    while at > 0 and not text[at].isspace():
        at -= 1
    return at
