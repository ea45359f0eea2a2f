"""Several writers at once, and writers and servers that die in the middle of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.graph.store import worker

from entente.graph import ledger, queries, store
from entente.graph.embedded import server
from entente.graph.store.connection import Connection, connect
from entente.settings import Settings, load

KILLS = int(os.environ.get("KILLS", "3"))
"""So many random moments; twenty are for those who have the time."""


def start(settings: Settings, mode: str, first: int, count: int) -> subprocess.Popen[str]:
    """A worker that is ready to begin."""
    chosen = {
        "ENTENTE_HOME": str(settings.home),
        "ENTENTE_CACHE": str(settings.cache),
        "ENTENTE_URI": settings.uri,
        "ENTENTE_USER": settings.user,
        "ENTENTE_PASSWORD": settings.password,
    }
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ENTENTE_")}
    process = subprocess.Popen(
        [sys.executable, worker.__file__, mode, str(first), str(count)],
        env={**environ, **{name: value for name, value in chosen.items() if value}},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def documents(connection: Connection) -> set[str]:
    """Keys of the documents that are stored."""
    return {document.key for document in store.documents(connection)}


@pytest.mark.slow
def test_two_processes_at_once_neither_duplicate_an_entity_nor_lose_a_statement(any_connection: Connection) -> None:
    settings = any_connection.settings
    workers = [start(settings, "ingest", first, 8) for first in (0, 4)]  # half of the documents are the same
    for process in workers:
        out, _ = process.communicate(timeout=120)
        assert (out, process.returncode) == ("done\n", 0)
    assert documents(any_connection) == {f"{number}.txt" for number in range(12)}
    rows = any_connection.read(
        queries.adhoc("MATCH (e:Entity) WHERE NOT e.name STARTS WITH 'Deneb' RETURN e.name AS name ORDER BY name")
    )
    assert [row["name"] for row in rows] == [
        *(f"Lyra Systems {number}" for number in range(4)),
        *(f"Orion Fund {number}" for number in range(3)),
    ]
    (row,) = any_connection.read(queries.adhoc("MATCH (s:Statement) RETURN count(s) AS n"))
    assert row["n"] == 24
    assert store.check(any_connection) == []


@pytest.mark.slow
def test_one_process_reads_documents_in_while_another_merges_splits_and_undoes(any_connection: Connection) -> None:
    workers = [start(any_connection.settings, mode, 0, count) for mode, count in (("ingest", 9), ("judge", 6))]
    for process in workers:
        out, _ = process.communicate(timeout=120)
        assert (out, process.returncode) == ("done\n", 0)
    assert documents(any_connection) == {f"{number}.txt" for number in range(9)}
    (row,) = any_connection.read(
        queries.adhoc("MATCH (e:Entity) RETURN count(e) AS entities, count(DISTINCT e.name) AS names")
    )
    assert (row["entities"], row["names"]) == (16, 16)
    (row,) = any_connection.read(queries.adhoc("MATCH (s:Statement) RETURN count(s) AS n"))
    assert row["n"] == 18
    assert all(entry.state == "withdrawn" for entry in ledger.entries(any_connection, by="judge"))
    assert store.check(any_connection) == []


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_consistent_store_and_its_work_is_done_on_a_second_run(
    connection: Connection,
) -> None:
    moments = random.Random(7)
    for kill in range(KILLS):
        process = start(connection.settings, "all", kill * 3, 9)
        time.sleep(moments.uniform(0.05, 1.5))
        process.kill()
        process.communicate()
        assert store.check(connection) == []
    worker.work(connection, "all", 0, 6)
    assert documents(connection) >= {f"{number}.txt" for number in range(6)}
    assert store.check(connection) == []


@pytest.fixture
def own(neo4j_current: Settings, tmp_path: Path) -> Iterator[Settings]:
    """Settings with an embedded server of the test's own, which may be killed."""
    chosen = load({"ENTENTE_HOME": str(tmp_path / "home"), "ENTENTE_CACHE": str(neo4j_current.cache)})
    try:
        yield chosen
    finally:
        server.stop(chosen)


@pytest.mark.slow
def test_a_server_killed_in_the_middle_of_writing_leaves_a_consistent_store(own: Settings) -> None:
    moments = random.Random(11)
    for kill in range(max(1, KILLS // 3)):
        process = start(own, "all", kill * 3, 30)
        time.sleep(moments.uniform(0.2, 2))
        running = server.ensure(own)
        psutil.Process(running.pid).send_signal(signal.SIGKILL)
        process.kill()
        process.communicate()
        with connect(own) as opened:
            assert store.check(opened) == []
    with connect(own) as opened:
        worker.work(opened, "ingest", 0, 2)
        assert documents(opened) >= {"0.txt", "1.txt"}
        assert store.check(opened) == []
