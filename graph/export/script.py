"""A Cypher script: the whole store for `cypher-shell` and any other empty Neo4j, schema included."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from entente.graph import queries
from entente.graph.export import source
from entente.graph.queries import Query
from entente.graph.store.connection import Connection
from entente.graph.store.migrations import migrations

ROWS = 200
"""Nodes or relationships in one statement."""

_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff'\\]")
_NOT_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
_NAMED = {"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(connection: Connection, stream: BinaryIO) -> None:
    """Writes the script. It runs on an empty database; on any other it stops at the first thing that is there."""
    _line(stream, "// A graph of Entente. Run it on an empty database: cypher-shell -f THIS_FILE")
    for step in migrations().values():
        _steps(stream, step.statements)
    _steps(stream, queries.get("write/script-begin").statements)
    nodes = queries.get("write/script-nodes")
    for batch in source.batched(source.nodes(connection), ROWS):
        rows = [{"ref": n.ref, "labels": list(n.labels), "properties": n.properties} for n in batch]
        _steps(stream, [with_rows(nodes, rows)])
    edges = queries.get("write/script-edges")
    for pairs in source.batched(source.edges(connection), ROWS):
        rows = [{"start": e.start, "end": e.end, "type": e.type, "properties": e.properties} for e in pairs]
        _steps(stream, [with_rows(edges, rows)])
    _steps(stream, queries.get("write/script-end").statements)


def with_rows(query: Query, rows: Sequence[Mapping[str, object]]) -> str:
    """The query's text with its parameter `$rows` written out."""
    before, after = query.text.split("$rows")
    return f"{before}{literal(list(rows))}{after}"


def literal(value: object) -> str:
    """A value as Cypher writes it. Texts have no line breaks, no quotes and nothing invisible left in them."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace("e+", "e") if math.isfinite(value) else _NOT_FINITE[str(value)]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n ".join(literal(item) for item in value) + "]"
    return "'" + _ESCAPED.sub(lambda match: _NAMED.get(match[0], f"\\u{ord(match[0]):04x}"), str(value)) + "'"


def _steps(stream: BinaryIO, statements: Iterable[str]) -> None:
    for statement in statements:
        _line(stream, statement + ";")


def _line(stream: BinaryIO, text: str) -> None:
    stream.write((text + "\n").encode())
