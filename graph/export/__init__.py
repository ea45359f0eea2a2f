"""The graph in the forms of others: `export` writes a file, `to_networkx` and `to_pandas` give Python values.

All formats are ordered: the same graph gives the same bytes, on any server and after any rebuild.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from entente.errors import Conflict, InputError
from entente.graph.export import csv, followthemoney, gexf, graphml, interchange, jsonld, script
from entente.graph.export.frames import Frames, to_networkx, to_pandas
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
        _to_file(connection, write, target)
    else:
        with tempfile.TemporaryFile() as spool:
            _settled(connection, write, cast(BinaryIO, spool), "export")
            spool.seek(0)
            shutil.copyfileobj(spool, target, _PIECE)


def _to_file(connection: Connection, write: Callable[[Connection, BinaryIO], None], target: Path) -> None:
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise InputError(f"{target}: is a folder; name a file")
        _to_device(connection, write, target)
        return
    part: Path | None = None
    try:
        with _failing(target):
            handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
            part = Path(name)
            with os.fdopen(handle, "wb") as stream:
                _settled(connection, write, stream, str(target))
                stream.flush()
                os.fsync(stream.fileno())
            part.chmod(_mode(target))
            part.replace(target)
    except BaseException:
        if part is not None:
            with suppress(FileNotFoundError):
                part.unlink()
        raise


def _to_device(connection: Connection, write: Callable[[Connection, BinaryIO], None], target: Path) -> None:
    """A pipe or a device can't be put in place by renaming; what goes there is finished before."""
    with _failing(target), tempfile.TemporaryFile() as spool, target.open("wb") as stream:
        _settled(connection, write, cast(BinaryIO, spool), str(target))
        spool.seek(0)
        shutil.copyfileobj(spool, stream, _PIECE)


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


_ADVICE = {
    errno.ENOSPC: "the disk is full; make room or name another place",
    errno.EDQUOT: "your share of the disk is used up; make room or name another place",
    errno.ENOENT: "its folder does not exist; make it first",
    errno.ENOTDIR: "its folder is a file; name another place",
    errno.EACCES: "you may not write there; name another place",
    errno.EPERM: "you may not write there; name another place",
    errno.EROFS: "nothing can be written to that disk; name another place",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


@contextmanager
def _failing(target: Path) -> Iterator[None]:
    """Turns what the file system refuses into an `InputError` that says why and what to do."""
    try:
        yield
    except OSError as error:
        reason = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise InputError(f"{target}: can't be written: {reason}") from error


def _mode(target: Path) -> int:
    """Permissions that the file has, or that a new one gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
