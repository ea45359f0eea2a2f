from __future__ import annotations

import pytest

from entente.errors import NotFound
from entente.graph import context
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.interchange import parse

FIRST = "\U0001f680 Alpha Fund was set up in 2010. "  # a character that Java counts as two
QUOTE = "Alpha Fund invested in Beta Works."
TEXT = FIRST + QUOTE + " Nobody else did so then. " + "Word " * 400


def document(key: str, text: str | None) -> dict[str, object]:
    start = len(FIRST)
    return {
        "document": key,
        "title": "Notes",
        "text": text,
        "text_hash": key,
        "entities": [
            {
                "id": "a",
                "kind": "Fund",
                "name": "Alpha Fund",
                "mentions": [{"text": "Alpha Fund", "start": start, "end": start + 10}],
            },
            {"id": "b", "kind": "Startup", "name": "Beta Works", "mentions": ["Beta Works"]},
        ],
        "relations": [
            {
                "subject": "a",
                "type": "INVESTED_IN",
                "object": "b",
                "status": "completed",
                "evidence": QUOTE,
                "start": start,
                "end": start + len(QUOTE),
            }
        ],
    }


def statement_of(connection: Connection, key: str) -> str:
    rows = connection.read("write/document_statements", key=key)
    return str(rows[0]["statement"]["id"])


def test_a_quote_stands_in_its_text_by_code_points(connection: Connection) -> None:
    ingest(connection, parse(document("notes.txt", TEXT)))
    found = context.context(connection, statement_of(connection, "notes.txt"), around=60)
    assert (found.before, found.quote) == (FIRST, QUOTE)
    assert found.after.startswith(" Nobody else did so then.")
    assert found.after.rstrip().endswith("Word")
    assert (found.cut_before, found.cut_after) == (False, True)
    assert found.title == "Notes"


def test_a_document_without_its_text_gives_the_quote_alone(connection: Connection) -> None:
    ingest(connection, parse(document("bare.txt", None)))
    found = context.context(connection, statement_of(connection, "bare.txt"))
    assert (found.before, found.quote, found.after) == ("", QUOTE, "")


def test_what_is_not_there_is_said(connection: Connection) -> None:
    with pytest.raises(NotFound, match="no statement has the id 'nope'"):
        context.context(connection, "nope")
    with pytest.raises(NotFound, match=r"nope\.txt"):
        context.document(connection, "nope.txt")
