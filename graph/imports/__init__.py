"""Graphs from elsewhere: files of others become documents that are ingested like those that were read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from entente.errors import InputError
from entente.graph.imports import followthemoney
from entente.graph.store import Ingested, ingest
from entente.graph.store.connection import Connection
from entente.interchange import Extraction, load

__all__ = ["formats", "import_file", "read"]

Refused = Callable[[InputError], None]
"""Told of a document that isn't one, where the rest of its file is wanted all the same."""

_READERS: dict[str, Callable[[Path, Refused | None], Iterator[Extraction]]] = {
    "interchange": load,
    "ftm": lambda path, _: followthemoney.read(path),  # any line may hold an end of another's: all or nothing
}


def formats() -> tuple[str, ...]:
    """The formats there are; `entente.graph.export` writes both."""
    return tuple(_READERS)


def read(path: Path, format: str, refused: Refused | None = None) -> Iterator[Extraction]:  # noqa: A002 - as typed
    """The documents of a file. Raises `InputError` for one that can't be read and says where in it.

    Given `refused`, a document of an otherwise readable file that isn't one is told to it, and the rest comes.
    """
    if format not in _READERS:
        raise InputError(f"{format!r} is no format of import; there are {', '.join(_READERS)}")
    try:
        yield from _READERS[format](path, refused)
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text, so it is not {format}") from None


def import_file(connection: Connection, path: Path, format: str) -> Iterator[Ingested]:  # noqa: A002
    """Ingests the documents of a file one by one; what was ingested before an error stays and may come again."""
    for extraction in read(path, format):
        yield ingest(connection, extraction)
