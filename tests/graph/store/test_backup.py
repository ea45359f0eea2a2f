"""One home, its server killed once, and one backup of it serve all tests of this file."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from entente.errors import EntenteError, InputError, StoreOutdated, StoreStartError
from entente.graph.embedded import jars, server
from entente.graph.embedded.place import Place
from entente.graph.queries import adhoc
from entente.graph.store import backup as backups
from entente.graph.store.backup import backup, restore
from entente.graph.store.connection import connect
from entente.graph.store.migrations import migrate, migrations
from entente.settings import Settings

pytestmark = pytest.mark.slow

CONTENT = adhoc(
    "MATCH (t:Thing) OPTIONAL MATCH (t)-[r:NEXT]->(n) RETURN t.i AS i, n.i AS n, r.since AS since ORDER BY i"
)


@pytest.fixture(scope="module")
def settings(homes: Callable[[Path], Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    given = homes(tmp_path_factory.mktemp("home"))
    yield given
    server.stop(given)
    shutil.rmtree(given.home, ignore_errors=True)


@pytest.fixture(scope="module")
def saved(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    """A backup and the content that it was made of, taken just after the server was killed."""
    with connect(settings) as connection:
        migrate(connection)
        connection.write(
            lambda transaction: transaction.run(
                adhoc(
                    "UNWIND range(1, 50) AS i "
                    "CREATE (:Thing {i: i})-[:NEXT {since: date('2018-10-16')}]->(:Thing {i: -i})"
                )
            )
        )
        content = connection.read(CONTENT)
    psutil.Process(server.ensure(settings).pid).send_signal(signal.SIGKILL)
    path = tmp_path_factory.mktemp("backups") / "graph.entente"
    backup(settings, path)
    assert not server.status(settings).running, "it did not run before"
    return path, content


def test_a_restored_store_is_what_was_saved(settings: Settings, saved: tuple[Path, list[dict[str, object]]]) -> None:
    path, content = saved
    with connect(settings) as connection:
        connection.write(lambda transaction: transaction.run(adhoc("MATCH (t:Thing) WHERE t.i > 10 DETACH DELETE t")))
    said: list[str] = []
    restore(settings, path, said.append)
    assert len(said) == 1
    assert server.status(settings).running, "it ran before"
    with connect(settings) as connection:
        assert connection.read(CONTENT) == content
        assert migrate(connection) == max(migrations())
    assert not (Place.of(settings).root / "data.old").exists()
    assert not (Place.of(settings).root / "restoring").exists()


def test_a_backup_says_what_it_is(saved: tuple[Path, list[dict[str, object]]]) -> None:
    manifest = backups.read_manifest(saved[0])
    assert (manifest.neo4j, manifest.schema) == (jars.CURRENT, max(migrations()))
    assert not list(saved[0].parent.glob(".*"))


def altered(path: Path, target: Path, **changes: object) -> Path:
    """A copy of a backup whose manifest says something else."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        copy.writestr("manifest.json", json.dumps({**json.loads(source.read("manifest.json")), **changes}))
        copy.writestr("neo4j.dump", source.read("neo4j.dump"))
    return target


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"neo4j": "9999.01.0"}, StoreOutdated, "written by Neo4j 9999"),
        ({"schema": 9999}, StoreOutdated, "schema 9999"),
        ({"format": 2, "entente": "9.0"}, StoreOutdated, "newer Entente"),
        ({"more": 1}, InputError, "not a backup"),
        ({"format": None}, InputError, "not a backup"),
        ({"neo4j": "latest"}, InputError, "not a backup"),
        ({"neo4j": 7}, InputError, "not a backup"),
        ({"schema": None}, InputError, "not a backup"),
        ({"sha256": "0" * 64}, InputError, "its hash differs"),
    ],
)
def test_a_backup_of_something_newer_or_damaged_is_refused(
    settings: Settings,
    saved: tuple[Path, list[dict[str, object]]],
    tmp_path: Path,
    changes: dict[str, object],
    error: type[EntenteError],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        restore(settings, altered(saved[0], tmp_path / "altered", **changes))
    assert (Place.of(settings).data / "databases" / "neo4j").is_dir()


def test_a_dump_that_the_server_cannot_load_is_named_and_the_store_stays(
    settings: Settings, saved: tuple[Path, list[dict[str, object]]], tmp_path: Path
) -> None:
    path, dump = tmp_path / "odd", b"no dump"
    with zipfile.ZipFile(saved[0]) as source, zipfile.ZipFile(path, "w") as copy:
        manifest = json.loads(source.read("manifest.json"))
        digest = hashlib.sha256(dump).hexdigest()
        copy.writestr("manifest.json", json.dumps({**manifest, "sha256": digest, "size": len(dump)}))
        copy.writestr("neo4j.dump", dump)
    with pytest.raises(StoreStartError, match=f"^{path}: Neo4j can't load this backup"):
        restore(settings, path)
    assert (Place.of(settings).data / "databases" / "neo4j").is_dir()


def test_an_interrupted_restore_leaves_the_old_data(
    settings: Settings, saved: tuple[Path, list[dict[str, object]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.stop(settings)
    mark = Place.of(settings).data / "old"
    mark.touch()

    def interrupted(_: Settings) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "ensure", interrupted)
    with pytest.raises(KeyboardInterrupt):
        restore(settings, saved[0])
    assert mark.exists()
    mark.unlink()


def test_other_files_are_refused(
    settings: Settings, saved: tuple[Path, list[dict[str, object]]], tmp_path: Path
) -> None:
    cut = tmp_path / "cut"
    cut.write_bytes(saved[0].read_bytes()[:-500])
    other = tmp_path / "other"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "b")
    text = tmp_path / "text"
    text.write_text("no archive")
    listing = tmp_path / "listing"
    with zipfile.ZipFile(listing, "w") as archive:
        archive.writestr("manifest.json", "[1]")
        archive.writestr("neo4j.dump", "")
    for path in (cut, other, text, listing):
        with pytest.raises(InputError, match="not a backup"):
            restore(settings, path)
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(InputError, match="can't be read"):
            restore(settings, path)


def test_a_place_that_cannot_be_written_is_refused_before_the_server_pauses(settings: Settings, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "file"):
        with pytest.raises(InputError, match=r"folder|does not exist"):
            backup(settings, path)


def test_a_restore_that_was_killed_between_its_renames_loses_nothing(
    settings: Settings, saved: tuple[Path, list[dict[str, object]]]
) -> None:
    server.ensure(settings)
    server.stop(settings)
    place = Place.of(settings)
    place.data.rename(place.root / "data.old")
    with connect(settings) as connection:
        assert connection.read(adhoc("MATCH (t:Thing) RETURN count(t) > 0 AS some")) == [{"some": True}]
