"""A graph to export, and what is in it."""

from __future__ import annotations

import io
from typing import Any

from tests.graph import world

from entente.graph.export import export
from entente.graph.export import source as exported
from entente.graph.store import ingest
from entente.graph.store.connection import Connection
from entente.interchange import Extraction

HOSTILE = 'Fund "A\'B" & <b>\\n;\x07 | Ω\u2028é, 中国\n'


def hostile() -> Extraction:
    """A document whose names and quotes hold what formats stumble over."""
    return world.document(
        "odd/'; \"<x>\n.txt",
        "2020",
        {HOSTILE: "Fund", "Ünïted Ворота": "Startup"},
        [
            (
                f"{HOSTILE} put {{money}} into Ünïted Ворота;\nTRUE.",
                [(HOSTILE, "INVESTED_IN", "Ünïted Ворота", {"status": "completed", "amount": 1e21, "currency": "EUR"})],
            )
        ],
    )


def fill(connection: Connection) -> None:
    for document in (*world.DOCUMENTS, hostile()):
        ingest(connection, document)


def text(connection: Connection, form: str) -> bytes:
    stream = io.BytesIO()
    export(connection, form, stream)
    return stream.getvalue()


def dump(connection: Connection) -> tuple[list[Any], list[Any]]:
    """The whole store but for the schema's own node."""
    return [n for n in exported.nodes(connection) if n.label != "Schema"], list(exported.edges(connection))
