"""A copy of the embedded store in one file, and the store from such a file.

The file is a ZIP archive of `neo4j.dump`, as Neo4j's own `database dump` writes it, and `manifest.json`, which says
who wrote it and what the dump's SHA-256 is. Neo4j Community dumps no running database, so the server pauses
for the time of the dump; others who need it wait.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from entente import __version__
from entente.errors import InputError, StoreOutdated, StoreStartError
from entente.graph.embedded import jars, server
from entente.graph.embedded.place import Place, halt
from entente.graph.files import whole
from entente.graph.store.connection import connect
from entente.graph.store.migrations import check_version
from entente.settings import Settings

Announce = Callable[[str], None]
"""Told when the server is about to pause."""

_FORMAT = 1
_DUMP, _MANIFEST = "neo4j.dump", "manifest.json"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What reading an archive raises that is damaged, encrypted or packed in a way that Python doesn't know."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself. `size` in bytes, of the dump; `created` in UTC."""

    format: int
    entente: str
    neo4j: str
    schema: int
    created: str
    sha256: str
    size: int


def backup(settings: Settings, path: Path, announce: Announce | None = None) -> Manifest:
    """Writes the embedded store to `path`, whole or not at all; a file that is there is replaced.

    A running server is stopped meanwhile and started again. Raises `InputError` for a path that can't be
    written, and `StoreStartError`.
    """
    place = Place.of(settings)
    _check_writable(path)
    # Its start brings data that a killed server left into order, which a dump needs.
    running = server.ensure(settings)
    schema = _schema(settings)
    with tempfile.TemporaryDirectory(dir=place.run) as name:
        folder = Path(name)
        if announce is not None:
            announce("the embedded Neo4j pauses for the backup")
        try:
            with place.lock():
                halt(place)
                server.admin(settings, place, running.release, "database", "dump", "neo4j", f"--to-path={folder}")
        finally:
            if not running.started:
                server.ensure(settings)
        dump = folder / _DUMP
        created = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(_FORMAT, __version__, running.release, schema, created, _hash(dump), dump.stat().st_size)
        _pack(path, manifest, dump)
    return manifest


def restore(settings: Settings, path: Path, announce: Announce | None = None) -> Manifest:
    """Puts the backup at `path` in the place of all that the embedded store holds.

    The old data stays until the new is there and answers. Raises `InputError` for a file that is no backup or
    is damaged, `StoreOutdated` for one of a newer Neo4j or Entente; the store is then as before.
    """
    manifest = read_manifest(path)
    place = Place.of(settings)
    was_running = server.status(settings).running
    place.make()
    new, old = Place(place.root / "restoring"), place.root / "data.old"
    for left in (new.root, old):  # of a restore that was killed
        shutil.rmtree(left, ignore_errors=True)
    try:
        new.make()
        _unpack(path, str(path), manifest, new.run / _DUMP)
        (new.root / "password").touch(mode=0o600)
        (new.root / "password").write_text(place.password(), encoding="ascii")
        server.configure(settings, new, port=0)
        server.admin(settings, new, jars.CURRENT, "dbms", "set-initial-password", "--", new.password())
        try:
            server.admin(settings, new, jars.CURRENT, "database", "load", "neo4j", f"--from-path={new.run}")
        except StoreStartError as error:
            raise StoreStartError(
                f"{path}: Neo4j can't load this backup, and the graph here is as it was; try another backup. {error}"
            ) from error
        if announce is not None and was_running:
            announce("the embedded Neo4j pauses for the data to be replaced")
        with place.lock():
            halt(place)
            place.data.rename(old)
            new.data.rename(place.data)
        try:
            server.ensure(settings)
            check_version(_schema(settings), str(path))
        except BaseException:  # Ctrl-C too: what has not answered yet replaces nothing
            with place.lock():
                halt(place)
                shutil.rmtree(place.data)
                old.rename(place.data)
            raise
        shutil.rmtree(old)
        if not was_running:
            server.stop(settings)
    except OSError as error:
        raise StoreStartError(f"{place.root}: the backup can't be put here: {error.strerror or error}") from None
    finally:
        shutil.rmtree(new.root, ignore_errors=True)
    return manifest


def read_manifest(path: Path) -> Manifest:
    """What a backup says about itself. Raises `InputError` for another file, `StoreOutdated` for a newer one."""
    try:
        with zipfile.ZipFile(path) as archive:
            data: Any = json.loads(archive.read(_MANIFEST))
            archive.getinfo(_DUMP)
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from None
    except (*_DAMAGED, KeyError, ValueError):
        raise InputError(f"{path}: not a backup that `entente backup` wrote, or a damaged one") from None
    form = data.get("format") if isinstance(data, dict) else None
    if isinstance(form, int) and form > _FORMAT:
        raise StoreOutdated(f"{path}: was written by a newer Entente ({data.get('entente')}); use that one")
    try:
        manifest = Manifest(**data)
        release = server.number(manifest.neo4j)
        if any(type(getattr(manifest, field.name)).__name__ != field.type for field in fields(Manifest)):
            raise TypeError
    except (TypeError, ValueError, AttributeError):
        raise InputError(f"{path}: not a backup that `entente backup` wrote") from None
    if release > server.number(jars.CURRENT):
        raise StoreOutdated(f"{path}: was written by Neo4j {manifest.neo4j}, this is {jars.CURRENT}; update Entente")
    check_version(manifest.schema, str(path))
    return manifest


def _schema(settings: Settings) -> int:
    with connect(settings) as connection:
        rows = connection.read("write/schema_version")
    return int(rows[0]["version"]) if rows else 0


def _check_writable(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name a file")
    if not os.access(path.parent, os.W_OK):
        raise InputError(f"{path}: {path.parent} does not exist or can't be written")


def _pack(path: Path, manifest: Manifest, dump: Path) -> None:
    with whole(path) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:  # a dump is compressed
            archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
            archive.write(dump, _DUMP)
        stream.seek(0)
        _unpack(stream, str(path), manifest, Path(os.devnull))  # what was written can be read


def _unpack(source: Path | BinaryIO, name: str, manifest: Manifest, target: Path) -> None:
    """Takes the dump out. Raises `InputError` unless it is what the manifest says."""
    digest = hashlib.sha256()
    try:
        with (
            zipfile.ZipFile(source) as archive,
            archive.open(_DUMP) as stream,
            target.open("wb") as out,
        ):
            while piece := stream.read(1 << 20):
                digest.update(piece)
                out.write(piece)
    except _DAMAGED:
        raise InputError(f"{name}: the backup is damaged; take another copy of it") from None
    if digest.hexdigest() != manifest.sha256:
        raise InputError(f"{name}: the backup is damaged: its hash differs; take another copy of it")


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
