"""The graph in the forms of others: `export` writes a file, `to_networkx` and `to_pandas` give Python values.

All formats are ordered: the same graph gives the same bytes, on any server and after any rebuild.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from entente.errors import Conflict, InputError
from entente.graph.export import csv, followthemoney, gexf, graphml, interchange, jsonld, script
from entente.graph.export.frames import Frames, to_networkx, to_pandas
from entente.graph.files import whole
from entente.graph.store.connection import Connection

__all__ = ["Format", "Frames", "export", "formats", "to_networkx", "to_pandas"]

_TRIES = 3
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Format:
    """A form that the graph can be written in. `complete`: it holds the whole store, so that nothing is lost."""

    name: str
    title: str
    suffix: str
    media_type: str
    write: Callable[[Connection, BinaryIO], None]
    complete: bool = False


_FORMATS = {
    form.name: form
    for form in (
        Format("graphml", "GraphML (networkx, igraph, yEd, Cytoscape)", ".graphml", "application/xml", graphml.write),
        Format("gexf", "GEXF (Gephi)", ".gexf", "application/xml", gexf.write),
        Format("csv", "CSV for neo4j-admin database import, zipped", ".zip", "application/zip", csv.write, True),
        Format("cypher", "Cypher script (cypher-shell)", ".cypher", "text/plain", script.write, True),
        Format("jsonld", "JSON-LD with PROV-O provenance", ".jsonld", "application/ld+json", jsonld.write),
        Format("ftm", "FollowTheMoney, JSON lines", ".ftm.json", "application/json+ftm", followthemoney.write),
        Format("interchange", "Entente's documents, JSON lines", ".jsonl", "application/jsonl", interchange.write),
    )
}


def formats() -> tuple[Format, ...]:
    """The formats there are."""
    return tuple(_FORMATS.values())


def export(connection: Connection, format: str, target: Path | BinaryIO) -> None:  # noqa: A002 - the word users type
    """Writes the graph to a file or an open binary stream, which gets all of it or nothing.

    What is written is one state of the graph: if it is changed meanwhile, the export begins again, and
    raises `Conflict` when that happens too often. Raises `InputError` for a format that is none and for a
    target that can't be written; no part of a file is left there.
    """
    if format not in _FORMATS:
        raise InputError(f"{format!r} is no format of export; there are {', '.join(_FORMATS)}")
    write = _FORMATS[format].write
    if isinstance(target, Path):
        with whole(target) as stream:
            _settled(connection, write, stream, str(target))
    else:
        with tempfile.TemporaryFile() as spool:
            _settled(connection, write, cast(BinaryIO, spool), "export")
            spool.seek(0)
            shutil.copyfileobj(spool, target, _PIECE)


def _settled(
    connection: Connection, write: Callable[[Connection, BinaryIO], None], stream: BinaryIO, name: str
) -> None:
    """Writes until nothing was changed while it was written."""
    for _ in range(_TRIES):
        before = connection.read("read/export-changes")
        stream.seek(0)
        stream.truncate()
        write(connection, stream)
        if connection.read("read/export-changes") == before:
            return
    raise Conflict(f"{name}: the graph was changed each time it was being written; wait until the ingest has ended")
